"""The messages about one request: what is sent, which messages may come back in which order, and the time they take."""

from __future__ import annotations

import secrets
import time
from dataclasses import replace
from functools import partial
from typing import Any, Literal

from grader.model.arguments.typed_arguments import as_value
from grader.model.encoding.decoding import to_data
from grader.model.encoding.values import Malformed, Nothing, count_bytes
from grader.model.request import Request
from grader.model.transcript import Call, Raised, Returned, Stopped, call_from_data
from grader.processes.clock import Clock
from grader.sandbox.child_process import ENDED, OVER_LIMIT, TIMED_OUT, ChildProcess
from grader.sandbox.environment import Limits

LAST_WAIT = 0.05  # seconds for a reply that has come, and that is still in the pipe
# that a function receives. JAX's have a namespace of their own but for the third; "either" is NumPy's and then JAX's
Arrays = Literal["numpy", "jax", "jax_beside_numpy", "either"]
AFTER_FACTOR = 4  # times the bytes of an argument, which a call may have made longer
SMALLEST_BOUND, BOUND_FACTOR = 32 << 10, 16  # bytes of an answer that a child may send, and from one step to the next


def request_message(
    request: Request, ticket: str, answer_bytes: int, arrays: Arrays = "either", after_bytes: int = 0
) -> dict[str, Any]:
    """What the child is sent of a request, when its turn has come. `answer_bytes` bounds what is returned.

    `after_bytes` bounds what is said of each argument that must be unchanged.
    """
    return {
        "ticket": ticket, "seed": request.seed, "function": request.function, "arguments": to_data(request.arguments),
        "needs": list(request.needs), "forgiven": sorted(may_fail(request)), "calls": request.calls,
        "answer_bytes": answer_bytes, "driver": request.driver, "defines": list(request.defines), "runs": request.runs,
        "lasting": list(request.lasting), "arrays": arrays, "unchanged": list(request.unchanged),
        "after_bytes": after_bytes,
    }  # fmt: skip


def bound_to_send(most_bytes: int, largest: int) -> int:
    """How large an answer the child may send where `most_bytes` are kept, 0 for all; at most `largest`.

    In coarse steps: how much is kept of an answer follows from the right one, and would tell how long that is.
    """
    bound = SMALLEST_BOUND
    while bound < most_bytes:
        bound *= BOUND_FACTOR
    return min(bound, largest) if most_bytes else largest


def bytes_after(request: Request) -> int:
    """How much may be said of each argument that must be unchanged: several times what it is before the call."""
    values = (as_value(request.arguments.get(name)) or Nothing() for name in request.unchanged)
    return SMALLEST_BOUND + AFTER_FACTOR * max(map(count_bytes, values), default=0)


def may_fail(request: Request) -> frozenset[int]:
    """The statements whose failure is no outcome: all if the request is lenient, else those that only configure."""
    return frozenset(request.needs if request.lenient else request.configuration)


class Conversation:
    """What the child has said about one request so far, and how long it may go on.

    Every announcement restarts the clock of the case, but there is one per statement and one for the call. The clock of
    the question goes on, so that a child that lies about where it is gains no time beyond it. It counts every second
    on the wall in which the grader listens: `allowance` says how many there are. The ticket is sent with
    the request and comes back with the reply: code that an earlier question has left running cannot know it.
    No message may come without end: the clocks are looked at when none has come.
    """

    def __init__(
        self, request: Request, limits: Limits, seconds_left: float, child: ChildProcess, arrays: Arrays = "numpy"
    ) -> None:
        self.request, self._arrays = request, arrays
        self.is_for_jax = False  # the function has raised on NumPy arrays what it may not raise on JAX's
        self.position: Any = None  # a statement's, "call", or None before anything was announced
        self.child = child
        self._ticket = secrets.token_hex(8)
        self._new_clock = partial(Clock, child.cpu_seconds, lambda: child.listening_seconds, limits.patience)
        self._case_clock = self._new_clock()
        self._question_clock = Clock(lambda: None, lambda: child.listening_seconds)
        self._limits, self._seconds_left = limits, seconds_left
        self._expected = list(request.needs)

    @property
    def statement(self) -> int | None:
        """The position of the statement that runs, None in the call itself."""
        return self.position if isinstance(self.position, int) else None

    def spent_seconds(self) -> float:
        """Seconds of the question's time that this request has used."""
        return self._question_clock.wall()

    def run(self, skip: list[int]) -> Call | None:
        """Send the request, without the statements in `skip`; the reply, or how the child was stopped.

        None if the child has ended. Raises Malformed for a message that does not belong here.
        """
        answer_bytes = bound_to_send(self.request.most_bytes, self._limits.answer_mb << 20)
        after_bytes = bytes_after(self.request)
        self.child.set_answer_limit(answer_bytes + after_bytes * len(self.request.unchanged))
        message = request_message(self.request, self._ticket, answer_bytes, self._arrays, after_bytes)
        self.child.send({"ask": message, "skip": skip}, self._next_look())
        while True:
            message = self.child.receive(self._next_look())
            if message is TIMED_OUT and self._reached_limit():
                message = self.child.receive(time.monotonic() + LAST_WAIT)  # a reply that has come is taken
            if message is TIMED_OUT:
                if reached := self._reached_limit():
                    return Stopped("timed_out", reached, self.case_seconds())
            elif message is ENDED:
                return None
            elif message is OVER_LIMIT:
                return Stopped("died", f"Your code {self.child.excess}.", self.case_seconds())
            elif (call := self._take(message)) is not None:
                return call

    def case_seconds(self) -> float:
        """Wall seconds since the last announcement: shown to people, and never judged."""
        return self._case_clock.wall()

    def counted_seconds(self) -> float:
        """Seconds since the last announcement that count against the limit of a case."""
        return self._case_clock.spent()

    def _next_look(self) -> float:
        """When to see whether it has taken too long: a time.monotonic()."""
        case = self._case_clock.next_look(self._limits.case_seconds)
        return min(case, self._question_clock.next_look(self._seconds_left))

    def _reached_limit(self) -> str:
        """Which time limit has been reached, in words; empty while there is time."""
        if self.spent_seconds() >= self._seconds_left:
            return "the time that was left for this question, with all its runs, was used up"
        limit = self._limits.case_seconds
        if (spent := self._case_clock.spent()) < limit:
            return ""
        what = "your function" if self.statement is None else "this statement"
        patience = self._limits.patience
        only_waited = spent * patience <= self._case_clock.wall() * 1.01
        return f"{what} did not finish within {limit * (patience if only_waited else 1):.3g} seconds"

    def _take(self, message: Any) -> Call | None:
        """Take one message; the call if it is the reply. Raises Malformed for anything that does not belong here."""
        if not isinstance(message, dict):
            raise Malformed("a message that is not a record")
        if set(message) == {"running"} and self.position != "call" and message["running"] in self._expected:
            self._announce(message["running"])
            del self._expected[: self._expected.index(self.position) + 1]
            return None
        if set(message) == {"calling"} and self.position != "call" and message["calling"] == self._ticket:
            self._announce("call")
            return None
        may_refuse = self.position == "call" and self._arrays == "numpy" and not self.is_for_jax
        if may_refuse and message == {"refused_numpy": self._ticket}:
            self.is_for_jax = True
            return None
        if set(message) == {"ticket", "call"} and message["ticket"] == self._ticket:
            call = call_from_data(message["call"])
            if not isinstance(call, (Returned, Raised)):  # the parent sees for itself how a process ends
                raise Malformed("a verdict")
            return replace(call, seconds=self.case_seconds())
        raise Malformed("a message out of turn")

    def _announce(self, position: Any) -> None:
        self.position, self._case_clock = position, self._new_clock()
