"""Run a submission's functions on the cases asked, and let nothing that they do reach further than their own question.

`run` is all that others need. This side never holds JAX, never evaluates and never unpickles anything from the child:
it starts one child per submission, asks one case at a time, keeps the time, and replaces a child that died, hung or
talked nonsense. A statement in which a child ended is remembered, so that only the questions that need it suffer; and
what fails in a child that has run another question's code is tried again in a fresh one before it counts.
"""

from __future__ import annotations

import errno
import secrets
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from grader.base.printable import printable
from grader.model.request import Ask
from grader.model.transcript import Call, Fault, Raised, Returned, Stopped, call_from_data
from grader.model.values import Items, Malformed, Other, Table, Text, Value, count_bytes, count_numbers
from grader.processes import calibration as calibrate
from grader.processes.clock import PATIENCE, Clock, killed_for_memory
from grader.processes.fork_server import Zygote
from grader.processes.python_process import End
from grader.sandbox.child.conversion import TOO_LARGE, too_large
from grader.sandbox.child_process import DISK_MB, ENDED, OVERFULL, TIMED_OUT, CannotStart, Job, Plan
from grader.sandbox.isolation.confinement import HELD
from grader.sandbox.isolation.profiles import Isolation, expected_isolation

LAST_LOOK = 0.05  # seconds for a reply that has come, and that nobody has taken from the pipe yet
FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
DISK_ERRORS = (*(f"[Errno {number}]" for number in FULL), "Not enough free space", " requested and ")
STARTS = 3  # attempts to start a child before it is called a fault
NEARLY = 0.8  # of the memory allowed: native code that crashes there has most likely been refused more
MOST_RESTARTS = 5  # children that one case may cost: statements passed over, deaths between the cases, second looks


@dataclass(frozen=True)
class Limits:
    """Seconds are `grader.processes.clock`'s, of the course's machine: `scaled` adapts them to a slower one."""

    case_seconds: float = 10.0  # for each call, and for each statement that defines something
    question_seconds: float = 60.0  # for all cases of a question and what defines its function
    start_seconds: float = 60.0
    memory_mb: int = 1024
    answer_mb: int = 10
    timeouts_per_question: int = 2

    def scaled(self, slowness: float) -> Limits:
        """The limits of a machine that is so many times slower; memory and counts stay."""
        return replace(
            self,
            case_seconds=self.case_seconds * slowness,
            question_seconds=self.question_seconds * slowness,
            start_seconds=self.start_seconds * slowness,
        )


@dataclass(frozen=True)
class Run:
    """What came of every case, by its id; notes for staff; what the child's layers of isolation came to."""

    calls: dict[str, Call]
    notes: tuple[str, ...] = ()
    layers: Mapping[str, str] = field(default_factory=dict)


class Statement(Protocol):
    """One top-level statement of the notebook: `grader.extraction.extract.Statement`."""

    @property
    def cell(self) -> int: ...
    @property
    def line(self) -> int: ...
    @property
    def source(self) -> str: ...


def run(
    statements: Sequence[Statement],
    asks: Sequence[Ask],
    *,
    limits: Limits | None = None,
    isolation: Isolation | None = None,
    on_call: Callable[[str, Call], None] | None = None,
    cache: str = "",
    zygote: Zygote | None = None,
) -> Run:
    """What the functions that `statements` define do on every ask, in the order given.

    Without `limits`, `Limits()` scaled to this machine; without `isolation`, the strongest profile that this machine
    should give. `cache` is a folder with JAX's compilation cache, which the child can read and not write; a
    `zygote` makes children start faster. Never raises for anything that a submission does.
    """
    limits = limits or Limits().scaled(calibrate.slowness())
    isolation = isolation or expected_isolation()
    plan = Plan(
        own_user=isolation.profile == "own-user", memory_mb=limits.memory_mb, cache=cache, without=isolation.without
    )  # fmt: skip
    session = _Session(statements, limits, isolation, plan, zygote)
    calls: dict[str, Call] = {}
    try:
        for ask in asks:
            calls[ask.case] = bounded(clean(session.ask(ask)), ask)
            if on_call is not None:
                on_call(ask.case, calls[ask.case])
    finally:
        session.end()
    return Run(calls, tuple(dict.fromkeys((*isolation.notes, *session.notes))), session.layers)


@dataclass
class _Spent:
    """What a question has used up."""

    seconds: float = 0.0
    timeouts: int = 0


class _Session:
    """One submission: the child that runs now, what earlier ones died of, and what each question has used up."""

    def __init__(
        self, statements: Sequence[Statement], limits: Limits, isolation: Isolation, plan: Plan, zygote: Zygote | None
    ) -> None:
        self.notes: list[str] = []
        self.layers: Mapping[str, str] = {}
        self._program = [[s.cell, s.line, s.source, getattr(s, "flags", 0)] for s in statements]
        self._limits, self._isolation, self._plan = limits, isolation, plan
        self._zygote = zygote
        self._job: Job | None = None
        self._heard: set[str] = set()  # the questions of which the running child has run any code
        self._killed_before: int | None = None  # for lack of memory, by the system, before the running child began
        self._how_ended = End()  # of the child that was asked last, if it has ended
        self._looked_again: set[str] = set()  # the cases that were tried once more, since we may have been at fault
        self._unborn = 0  # children that ended before any code of the submission ran in them
        self._fault: Fault | None = None
        self._fatal: dict[int, Stopped] = {}  # statements in which a child ended
        self._spent: dict[str, _Spent] = {}

    def ask(self, ask: Ask) -> Call:
        """What comes of one case; children are started and replaced as needed."""
        spent = self._spent.setdefault(ask.question, _Spent())
        for _ in range(MOST_RESTARTS):
            if (known := self._known(ask, spent)) is not None:
                return known
            try:
                self._start()
            except CannotStart as error:
                self._fault = Fault(f"The student's process could not be started: {error}")
                return self._fault
            if (call := self._converse(ask, spent)) is not None:
                return call
        if self._unborn >= STARTS:
            return Fault(f"{self._unborn} of the student's processes ended before any of their code ran.")
        return Stopped("died", "Python ended each time before your function could be called.")

    def end(self) -> None:
        """Kill what runs, and remove its folder."""
        if self._job is not None:
            self._job.end()
            if self._job.survivors:
                self.notes.append(f"{self._job.survivors} processes of the submission could not be killed")
            self._job = None

    def _known(self, ask: Ask, spent: _Spent) -> Call | None:
        """The outcome, where it is certain without running anything."""
        if self._fault is not None:
            return self._fault
        fatal = [at for at in ask.needs if at in self._fatal and at not in forgiven(ask)]
        if fatal:
            return self._fatal[fatal[0]]
        if spent.timeouts >= self._limits.timeouts_per_question:
            return Stopped("timed_out", f"not run: {spent.timeouts} cases of this question took too long already")
        if spent.seconds >= self._limits.question_seconds:
            limit = self._limits.question_seconds
            return Stopped("timed_out", f"not run: the cases of this question may take {limit:.0f} seconds together")
        return None

    # --- one child --------------------------------------------------------------------------------------------------

    def _start(self) -> None:
        if self._job is not None:
            return
        for attempt in range(STARTS):
            try:
                job = Job.start(self._plan, self._limits.start_seconds, self._zygote)
                break
            except CannotStart as error:
                self.notes.append(f"start {attempt + 1} of a child failed: {error}")
                self._zygote = None  # a fresh process may do what a forked one did not
                if attempt == STARTS - 1:
                    raise
                time.sleep(0.2 * (attempt + 1))
        self._job, self._heard, self._killed_before = job, set(), killed_for_memory()
        self.layers = job.layers
        if missing := replace(self._isolation, layers=job.layers).missing():
            self.end()
            raise CannotStart(f"isolation that is due on this machine does not hold: {missing}")
        self._note_what_does_not_hold()
        if not job.send({"program": self._program}, time.monotonic() + self._limits.start_seconds):
            self.end()
            raise CannotStart("it did not take the program")

    def _note_what_does_not_hold(self) -> None:
        for name, state in self.layers.items():
            if state != HELD and name not in self._plan.without and (name != "own-user" or self._plan.own_user):
                self.notes.append(f"isolation: {name} does not hold: {state}")

    def _converse(self, ask: Ask, spent: _Spent) -> Call | None:
        """One case, from question to reply. None: nothing of this case has run, or it may be tried again."""
        assert self._job is not None
        left = self._limits.question_seconds - spent.seconds
        talk = _Talk(ask, self._limits, left, self._job)
        self._how_ended = End()
        try:
            call = self._listen(talk)
        except Malformed as error:
            call = Stopped("malformed", f"Something in your code wrote to the grader's own channel: {error}.")
        if call is not None and (doubt := self._doubt(call)):
            return self._look_again(talk, call, spent, doubt)
        spent.seconds += talk.whole.spent()
        others, fresh = self._heard - {ask.question}, not self._heard
        if talk.at is None and fresh:
            self.end()
            self._unborn, self._zygote = self._unborn + 1, None
            return None
        self._heard.add(ask.question)
        if not isinstance(call, Returned) and others:
            self.end()  # it may be the doing of another question's code: try again in a child that has not run it
            return None
        if not isinstance(call, (Returned, Raised)) or self._is_spoilt():
            self.end()
        return self._settle(talk, call, spent)

    def _doubt(self, call: Call) -> str:
        """Why this outcome may be our fault and not the student's; empty where it cannot."""
        if self._how_ended.server_ended:
            return "the fork server ended, and the student's process with it"
        if self._how_ended.signal == "SIGKILL":
            return "the student's process was killed (SIGKILL), by itself or by somebody else"
        if isinstance(call, Stopped) and call.why == "died" and self._plan.cache:
            return "the student's process ended, perhaps in native code from the compilation cache"
        if isinstance(call, Raised) and call.kind == "OSError" and any(words in call.message for words in DISK_ERRORS):
            return "the student's code was told that the disk is full"
        return ""

    def _look_again(self, talk: _Talk, call: Call, spent: _Spent, doubt: str) -> Call | None:
        """None the first time: in a process that is neither forked nor fed from the cache. What comes then counts.

        Nothing that a student's process can do on its own differs from one try to the next, so that nobody can claim
        our fault. A disk is our fault where there is less room than a job was promised after this one has gone.
        """
        assert self._job is not None
        disk = Path(self._job.folder).parent
        self.end()
        if talk.ask.case not in self._looked_again:
            self._looked_again.add(talk.ask.case)
            self._zygote, self._plan = None, replace(self._plan, cache="")
            self.notes.append(f"{talk.ask.case}: {doubt}; tried once more in a fresh process")
            return None
        spent.seconds += talk.whole.spent()
        if isinstance(call, Raised) and (free := _free_mb(disk)) < DISK_MB:
            return Fault(f"The disk of {disk} has {free} MB left; a job may need {DISK_MB} MB.")
        return self._settle(talk, call, spent)

    def _settle(self, talk: _Talk, call: Call | None, spent: _Spent) -> Call | None:
        """Remember a statement that ended the child; see whether the case may be tried again without it."""
        if isinstance(call, Stopped) and call.why == "timed_out":
            spent.timeouts += 1
        if isinstance(call, Stopped) and talk.statement is not None:
            call = replace(call, detail=f"{_where(self._program[talk.statement])}: {call.detail}")
            self._fatal[talk.statement] = call
            return None if talk.statement in forgiven(talk.ask) else call
        if isinstance(call, Raised) and call.kind == "MemoryError":
            return Stopped("out_of_memory", _out_of_memory(self._limits, call), call.seconds)
        return call

    def _is_spoilt(self) -> bool:
        """Whether the child said more than it was asked for, or left more than may be left."""
        return self._job is not None and (self._job.has_more() or self._job.is_overfull())

    def _listen(self, talk: _Talk) -> Call | None:
        """The child's reply to the case, or how the child ended; None if it was dead before it began."""
        job = self._job
        assert job is not None
        skip = [at for at in talk.ask.needs if at in self._fatal]
        most = self._limits.answer_mb << 20
        answer_bytes = min(talk.ask.most_bytes or most, most)
        job.expect_answer(answer_bytes)
        job.send({"ask": asked(talk.ask, talk.ticket, answer_bytes), "skip": skip}, talk.next_look())
        while True:
            message = job.receive(talk.next_look())
            if message is TIMED_OUT and talk.too_long():
                message = job.receive(time.monotonic() + LAST_LOOK)  # a reply that has come is taken
            if message is TIMED_OUT and (too_long := talk.too_long()):
                return Stopped("timed_out", too_long, talk.seconds())
            if message is TIMED_OUT:
                continue
            if message is ENDED:
                self._how_ended = job.died()
                return self._ended(talk, self._how_ended)
            if message is OVERFULL:
                return Stopped("died", f"Your code {job.excess}.", talk.seconds())
            if (call := talk.hear(message)) is not None:
                return call

    def _ended(self, talk: _Talk, end: End) -> Stopped | None:
        if talk.at is None:
            return None
        if end.signal == "SIGKILL" and self._memory_ran_out():
            text = "The system killed Python, as it does when memory runs out."
            return Stopped("out_of_memory", text, talk.seconds())
        if end.signal not in ("", "SIGKILL") and end.megabytes > NEARLY * self._limits.memory_mb:
            return Stopped("out_of_memory", _out_of_memory(self._limits), talk.seconds())
        return Stopped("died", _how_it_ended(end), talk.seconds())

    def _memory_ran_out(self) -> bool:
        """Whether the system has killed for memory since the child began; where it does not say, that is likely."""
        return self._killed_before is None or killed_for_memory() != self._killed_before


class _Talk:
    """What the child has said about one case so far, and how long it may go on.

    Every announcement starts the clock anew, but there is one per statement and one for the call, and the question's
    own clock goes on: a child that lies about where it is gains no time beyond it. The ticket is told with the case and
    comes back with the reply: what an earlier question has left running cannot have known it when it began.
    """

    def __init__(self, ask: Ask, limits: Limits, left: float, job: Job) -> None:
        self.ask, self.ticket = ask, secrets.token_hex(8)
        self.at: Any = None  # a statement's position, "call", or None before anything was announced
        self._new_clock = partial(Clock, job.cpu_seconds, job.listened)
        self.whole = self._clock = self._new_clock()
        self._left, self._case_seconds = left, limits.case_seconds
        self._expected = list(ask.needs)

    @property
    def statement(self) -> int | None:
        return self.at if isinstance(self.at, int) else None

    def seconds(self) -> float:
        """Wall seconds since the last announcement: what is told, and judged by nobody."""
        return self._clock.wall()

    def next_look(self) -> float:
        """When to see whether it has taken too long: a time.monotonic()."""
        return min(self._clock.next_look(self._case_seconds), self.whole.next_look(self._left))

    def too_long(self) -> str:
        """Which limit has been reached, in words; empty while there is time."""
        if self.whole.spent() >= self._left:
            return "the cases of this question took too long together"
        if (spent := self._clock.spent()) < self._case_seconds:
            return ""
        what = "your function" if self.statement is None else "this statement"
        waited = spent * PATIENCE <= self._clock.wall() * 1.01
        return f"{what} did not finish within {self._case_seconds * (PATIENCE if waited else 1):.3g} seconds"

    def hear(self, message: Any) -> Call | None:
        """Take one message; the call if it is the reply. Raises Malformed for anything that does not belong here."""
        if not isinstance(message, dict):
            raise Malformed("a message that is not a record")
        if set(message) == {"running"} and self.at != "call" and message["running"] in self._expected:
            self.at = message["running"]
            del self._expected[: self._expected.index(self.at) + 1]
            self._clock = self._new_clock()
            return None
        if set(message) == {"calling"} and self.at != "call" and message["calling"] == self.ticket:
            self.at = "call"
            self._clock = self._new_clock()
            return None
        if set(message) == {"ticket", "call"} and message["ticket"] == self.ticket:
            return self._reply(message["call"])
        raise Malformed("a message out of turn")

    def _reply(self, data: Any) -> Call:
        call = call_from_data(data)
        if not isinstance(call, (Returned, Raised)):  # how a process ends, and whose fault it is, we see for ourselves
            raise Malformed("a verdict")
        return replace(call, seconds=self.seconds())


def asked(ask: Ask, ticket: str, answer_bytes: int) -> dict[str, Any]:
    """What the child is told of a case, and never before it is asked."""
    return {
        "ticket": ticket, "function": ask.function, "arguments": dict(ask.arguments), "needs": list(ask.needs),
        "forgiven": sorted(forgiven(ask)), "calls": ask.calls,
        "answer_bytes": answer_bytes,  # of what is returned, at most
    }  # fmt: skip


def forgiven(ask: Ask) -> frozenset[int]:
    """The statements whose failure is no verdict: all where the name could not be traced, else those that configure."""
    return frozenset(ask.needs if ask.lenient else ask.configuration)


# --- words ------------------------------------------------------------------------------------------------------


def _where(statement: Sequence[Any]) -> str:
    cell, line, source, _ = statement
    return f"Cell {cell}, line {line} (`{printable(source.strip().splitlines()[0] if source.strip() else '', 80)}`)"


def _out_of_memory(limits: Limits, raised: Raised | None = None) -> str:
    where = f" in cell {raised.cell}, line {raised.line}" if raised is not None and raised.cell else ""
    return f"Your code asked for more memory than the {limits.memory_mb} MB it may have{where}."


def _free_mb(folder: Path) -> int:
    return shutil.disk_usage(folder).free >> 20


def _how_it_ended(end: End) -> str:
    if end.signal == "SIGKILL":
        return "Python was killed (SIGKILL), and not for lack of memory: your code did that to itself."
    if end.signal:
        return f"Python crashed ({end.signal}): native code that went wrong, or a recursion too deep."
    return (
        f"Your code ended Python itself (`os._exit` or the like, exit code {end.code}) or cut it off from the grader."
    )


def bounded(call: Call, ask: Ask) -> Call:
    """The call without an answer that is larger than its question can use; what it was is said in its place."""
    if not isinstance(call, Returned):
        return call
    value = call.value
    if 0 < ask.most_bytes < count_bytes(value):
        value = Other(too_large(count_numbers(value)))
    if isinstance(value, Other) and value.what.startswith(TOO_LARGE) and ask.numbers:
        value = Other(f"{value.what}, where {ask.numbers:,} {'is' if ask.numbers == 1 else 'are'} expected")
    return replace(call, value=value)


def clean(call: Call) -> Call:
    """The call with every text in it made printable; the child may not have done it."""
    if isinstance(call, Returned):
        return replace(call, value=_clean(call.value), notes=tuple(printable(note, 200) for note in call.notes))
    if isinstance(call, Raised):
        return replace(
            call, kind=printable(call.kind, 80), message=printable(call.message), source=printable(call.source, 300),
            during="definition" if call.during == "definition" else "call",
        )  # fmt: skip
    return call


def _clean(value: Value) -> Value:
    if isinstance(value, Text):
        return Text(printable(value.text))
    if isinstance(value, Other):
        return Other(printable(value.what, 200))
    if isinstance(value, Items):
        return Items(tuple(_clean(item) for item in value.items))
    if isinstance(value, Table):
        return Table({printable(key, 200): _clean(entry) for key, entry in value.entries.items()})
    return value
