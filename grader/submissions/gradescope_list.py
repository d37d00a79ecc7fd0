"""`submission_metadata.yml`, Gradescope's list of who handed in what: read as events, for the few facts that are used.

Nothing of YAML makes an object here: tags are ignored, every value is the text that stands there (a student number
0200 is not 128), an alias is its text, and what is not used is skipped. So no list costs more than its length.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

NAME = "submission_metadata.yml"
MAX_BYTES = 64 * 2**20
MAX_EVENTS = 5_000_000  # a class of 1,000 has about 100,000
MAX_DEPTH = 40
MAX_SUBMITTERS = 100  # of one submission
MAX_TEXT = 500  # characters of a name


@dataclass(frozen=True)
class GradescopeList:
    """What the list says of each folder: {"submitters": [{"sid", "name", "email"}], "created_at"}, all of it text.

    `trouble` is a sentence for staff where the list could not be read; then there are no facts.
    """

    submissions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    trouble: str = ""


def read(data: bytes) -> GradescopeList:
    """The facts in the list, or the reason why there are none. Raises nothing."""
    try:
        return GradescopeList(_Reader(data).submissions())
    except (yaml.YAMLError, ValueError, RecursionError, MemoryError, UnicodeError) as error:
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        return GradescopeList(trouble=f"{NAME} cannot be read, so nobody's name is known ({reason}).")


class _Reader:
    """A walk over the events, which come one at a time; strings with an anchor are remembered for their aliases."""

    def __init__(self, data: bytes):
        self._events = _counted(yaml.parse(data, getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
        self._texts: dict[str, str] = {}

    def submissions(self) -> dict[str, dict[str, Any]]:
        for event in self._events:
            if isinstance(event, yaml.MappingStartEvent):
                return {key: self._submission(value) for key, value in self._pairs()}
            if isinstance(event, (yaml.NodeEvent, yaml.DocumentEndEvent)):
                break
        raise ValueError("it is not a table")

    def _submission(self, start: yaml.Event) -> dict[str, Any]:
        facts: dict[str, Any] = {}
        if not isinstance(start, yaml.MappingStartEvent):
            self._skip(start)
            return facts
        for key, value in self._pairs():
            if key == "submitters" and isinstance(value, yaml.SequenceStartEvent):
                facts["submitters"] = self._submitters()
            elif key == "created_at":
                facts["created_at"] = self._text(value)
            else:
                self._skip(value)
        return facts

    def _submitters(self) -> list[dict[str, str]]:
        people = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            if not isinstance(event, yaml.MappingStartEvent):
                self._skip(event)
                continue
            person = {key: self._text(value) for key, value in self._pairs()}
            people.append({key: person.get(key, "") for key in ("sid", "name", "email")})
        return people[:MAX_SUBMITTERS]

    def _pairs(self) -> Iterator[tuple[str, yaml.Event]]:
        """The keys of the mapping that has begun, without the colon of Ruby's symbols, each with its value's start."""
        while not isinstance(key := next(self._events), yaml.MappingEndEvent):
            yield self._text(key).lstrip(":"), next(self._events)

    def _text(self, start: yaml.Event) -> str:
        """The text of a value; empty for null, and for what is no text."""
        if isinstance(start, yaml.AliasEvent):
            return self._texts.get(start.anchor, "")
        self._skip(start)
        text = start.value[:MAX_TEXT] if isinstance(start, yaml.ScalarEvent) else ""
        return "" if text in ("null", "~") else text

    def _skip(self, start: yaml.Event) -> None:
        """Go on behind the value that has begun."""
        depth = self._step(start)
        while depth:
            depth += self._step(next(self._events))
            if depth > MAX_DEPTH:
                raise ValueError("it is nested too deeply")

    def _step(self, event: yaml.Event) -> int:
        if isinstance(event, yaml.ScalarEvent) and event.anchor:
            self._texts[event.anchor] = event.value[:MAX_TEXT]
        return isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)


def _counted(events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    for count, event in enumerate(events):
        if count > MAX_EVENTS:
            raise ValueError("it is too long")
        yield event
    raise ValueError("it ends too early")
