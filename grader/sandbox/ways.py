"""Which statements define a question's functions: those of the notebook as it ends, or those up to the definition.

A question has one way at a time. Where a case raises, the other way takes its place for this and all later cases, if in
a new child all earlier cases return by it, and then this one. Else the error counts: no case gets a program that has no
part in the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from grader.model.request import Request
from grader.model.transcript import Call, Fault, Raised, Returned

REPETITIONS = 3  # of all calls of a question that must fit into its time: the other way, back again, one to spare


class Repeating(Protocol):
    """What answers a request behind its question's earlier ones, which it makes once more in every new child."""

    repeated: dict[str, Call]

    def answer(self, request: Request, earlier: Sequence[Request]) -> Call:
        """The outcome of a request."""
        ...

    def forget(self, question: str) -> None:
        """Let the next request of a question run in a child that has not run any code of it."""
        ...

    def first_seconds(self, question: str) -> float:
        """What its cases have taken, without what was run once more."""
        ...

    def seconds_left(self, question: str) -> float:
        """How long it may still be run, once more or for the first time."""
        ...


@dataclass
class _QuestionWay:
    """Whether one question is run as defined, whether it was the last time, and its requests that have returned."""

    as_defined: bool = False
    last: bool = False
    returned: list[Request] = field(default_factory=list)


class Ways:
    """Answers requests by the way of their question; one child runs at a time."""

    def __init__(self, session: Repeating) -> None:
        self._session = session
        self._runs = defaultdict[str, _QuestionWay](_QuestionWay)

    def answer(self, request: Request) -> Call:
        """What comes of a request by its question's way, or by the other one, which has then taken its place."""
        runs = self._runs[request.question]
        call = self._run(request, runs, runs.as_defined)
        if (
            isinstance(call, Raised)
            and not _is_due(call, request)
            and request.as_defined
            and self._has_time_to_change(request.question, runs)
        ):
            call = self._changed(request, runs) or call
        if _is_due(call, request):
            runs.returned.append(request)
        return call

    def _run(self, request: Request, runs: _QuestionWay, as_defined: bool) -> Call:
        if as_defined != runs.last:
            self._session.forget(request.question)
        runs.last = as_defined
        request, *earlier = (_by(as_defined, each) for each in (request, *runs.returned))
        return self._session.answer(request, earlier)

    def _changed(self, request: Request, runs: _QuestionWay) -> Call | None:
        """The outcome by the other way, which is the question's from now on; None where a case does not return."""
        call = self._run(request, runs, not runs.as_defined)
        if isinstance(call, Fault):
            return call
        repeated = self._session.repeated
        if not all(_is_due(*each) for each in ((call, request), *((repeated.get(r.case), r) for r in runs.returned))):
            return None
        runs.as_defined = not runs.as_defined
        return call

    def _has_time_to_change(self, question: str, runs: _QuestionWay) -> bool:
        """Whether time is left to make a question's earlier calls there, here again, and in new children later on."""
        if not runs.returned:
            return True
        return REPETITIONS * self._session.first_seconds(question) <= self._session.seconds_left(question)


def _is_due(call: Call | None, request: Request) -> bool:
    """Whether the call has returned, or raised what it should."""
    return isinstance(call, Returned) or (isinstance(call, Raised) and call.is_raised_as(request.raises))


def _by(as_defined: bool, request: Request) -> Request:
    return replace(request, needs=request.as_defined if as_defined else request.needs)
