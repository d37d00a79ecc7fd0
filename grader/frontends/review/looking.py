"""Who looks at which answer, kept in memory: so two assistants never get the same next one."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from threading import RLock
from typing import NamedTuple

from grader.course.class_report.queue import Item
from grader.course.decisions.decision import Decisions

SECONDS = 600.0  # after which somebody who does nothing looks at an answer no more


class Stop(NamedTuple):
    """One thing to look at: a group of equal answers, or one answer of a group in which each is another one.

    `group` is the name of the item; `submission` is empty where one decision may be for all of the group.
    """

    group: str
    submission: str = ""

    @classmethod
    def of(cls, item: Item | None, submission: str) -> Stop:
        """Where an answer of an item is looked at, or a submission without one."""
        return cls(item.name if item else "", "" if item and item.is_alike else submission)


def stops(items: Sequence[Item], decisions: Decisions) -> Iterator[tuple[Stop, bool]]:
    """Everything to look at, in the order of the queue, and whether something of it is not decided yet."""
    for item in items:
        still_open = set(item.open(decisions))
        if item.is_alike:
            yield Stop(item.name), bool(still_open)
        else:
            yield from ((Stop.of(item, submission), submission in still_open) for submission in item.ids)


class Looking:
    """Where each person is, by name, since when."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._at: dict[str, tuple[Stop, float]] = {}

    def look(self, by: str, stop: Stop | None) -> None:
        """Note that a person looks at this now; None: at nothing of the queue."""
        with self._lock:
            self._at.pop(by, None)
            if stop is not None:
                self._at[by] = stop, time.monotonic()

    def others(self, by: str) -> dict[Stop, str]:
        """What other people look at, with their names."""
        now = time.monotonic()
        with self._lock:
            return {stop: name for name, (stop, since) in self._at.items() if name != by and now - since < SECONDS}

    def take_next(self, by: str, every: Sequence[tuple[Stop, bool]], after: Stop) -> Stop | None:
        """The next stop with something to decide that nobody else looks at; from now on this person does."""
        order = [stop for stop, _ in every]
        at = order.index(after) + 1 if after in order else 0
        with self._lock:
            taken = self.others(by)
            for stop, still_open in [*every[at:], *every[:at]]:
                if still_open and stop not in taken and stop != after:
                    self.look(by, stop)
                    return stop
        return None
