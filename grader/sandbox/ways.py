"""How a question's functions are run: as the notebook ends or as they were defined, with NumPy's or with JAX's arrays.

A question has one way at a time. Where a case raises, another way may take its place, from the first case on or not at
all: in a new child it must return what the former way returned for every earlier case, and then this case too. So no
two programs, each wrong somewhere, answer a question together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np

from grader.model.encoding.values import Items, Numbers, Table, Value
from grader.model.request import Arrays, Request
from grader.model.transcript import WITH_JAX_ARRAYS, Call, Fault, Raised, Returned

REPETITIONS = 3  # of all calls of a question that must fit into its time: the other way, back again, one to spare
SAME = 0.01  # of the largest number: the arithmetic of NumPy's and of JAX's arrays differs by less


class Repeating(Protocol):
    """What answers a request behind its question's earlier ones, which it makes once more in every new child."""

    repeated: dict[str, Call]

    def answer(self, request: Request, earlier: Sequence[Request]) -> Call:
        """The outcome of a request."""
        ...

    def forget(self, question: str) -> None:
        """Let the next request of a question run in a child that has not run any code of it."""
        ...

    def spent_seconds(self, question: str) -> float:
        """What its cases have taken."""
        ...

    def seconds_to_repeat(self, question: str) -> float:
        """How long its earlier calls may still take."""
        ...


@dataclass(frozen=True)
class Way:
    """Which statements define the functions, and which arrays they receive."""

    as_defined: bool = False
    arrays: Arrays = "either"

    def of(self, request: Request) -> Request:
        """The request by this way."""
        return replace(request, needs=request.as_defined if self.as_defined else request.needs, arrays=self.arrays)


@dataclass
class _QuestionWay:
    """The way of one question, what has returned by it so far, and the way that was tried last."""

    way: Way = Way()
    last: Way = Way()
    answers: list[tuple[Request, Returned]] = field(default_factory=list)


class Ways:
    """Answers requests by the way of their question; one child runs at a time."""

    def __init__(self, session: Repeating) -> None:
        self._session = session
        self._runs = defaultdict[str, _QuestionWay](_QuestionWay)

    def answer(self, request: Request) -> Call:
        """What comes of a request by its question's way, or by the one that has taken its place."""
        runs = self._runs[request.question]
        call = self._run(request, runs, runs.way)
        if isinstance(call, Raised) and request.as_defined and self._has_time_to_change(request.question, runs):
            call = self._changed(request, runs, replace(runs.way, as_defined=not runs.way.as_defined)) or call
        if isinstance(call, Returned) and WITH_JAX_ARRAYS in call.notes and runs.way.arrays == "either":
            call = self._with_one_kind_of_arrays(request, runs)
        if isinstance(call, Returned):
            runs.answers.append((request, call))
        return call

    def _run(self, request: Request, runs: _QuestionWay, way: Way) -> Call:
        is_other = way.as_defined != runs.last.as_defined or (way != runs.last and runs.answers)
        if is_other:  # else the new namespace of each kind of arrays is enough, and JAX need not compile anew
            self._session.forget(request.question)
        runs.last = way
        return self._session.answer(way.of(request), [way.of(earlier) for earlier, _ in runs.answers])

    def _with_one_kind_of_arrays(self, request: Request, runs: _QuestionWay) -> Call:
        """The outcome with JAX arrays in all cases where that is no other program, else with NumPy arrays in all."""
        if (in_jax := self._changed(request, runs, replace(runs.way, arrays="jax"))) is not None:
            return in_jax
        runs.way = replace(runs.way, arrays="numpy")
        return self._run(request, runs, runs.way)

    def _changed(self, request: Request, runs: _QuestionWay, way: Way) -> Call | None:
        """The outcome by another way, which is the question's from now on; None where it is no better or no other."""
        call = self._run(request, runs, way)
        if isinstance(call, Fault):
            return call
        repeated = self._session.repeated
        if not isinstance(call, Returned) or not all(_is_same(repeated.get(r.case), c) for r, c in runs.answers):
            return None
        runs.way = way
        return call

    def _has_time_to_change(self, question: str, runs: _QuestionWay) -> bool:
        """Whether time is left to make a question's earlier calls there, here again, and in new children later on."""
        if not runs.answers:
            return True
        return REPETITIONS * self._session.spent_seconds(question) <= self._session.seconds_to_repeat(question)


def _is_same(call: Call | None, former: Returned) -> bool:
    """Whether a call returned what it did by the former way, but for the arithmetic."""
    if not isinstance(call, Returned):
        return False
    parts, former_parts = list(_parts(call.value)), list(_parts(former.value))
    return len(parts) == len(former_parts) and all(map(_is_close, parts, former_parts))


def _parts(value: Value) -> Iterator[object]:
    """The arrays and the texts of a value, with the names of a dictionary."""
    match value:
        case Numbers(array):
            yield array
        case Items(items):
            for item in items:
                yield from _parts(item)
        case Table(entries):
            for name, entry in sorted(entries.items()):
                yield name
                yield from _parts(entry)
        case other:
            yield other


def _is_close(part: object, former: object) -> bool:
    if not isinstance(part, np.ndarray) or not isinstance(former, np.ndarray):
        return type(part) is type(former) and part == former
    if part.shape != former.shape or not np.array_equal(np.isfinite(part), np.isfinite(former)):
        return False
    with np.errstate(all="ignore"):  # numbers of any kind and size
        numbers, others = (each[np.isfinite(each)].astype(complex) for each in (part, former))
        return bool(np.all(np.abs(numbers - others) <= SAME * np.max(np.abs(others), initial=0.0)))
