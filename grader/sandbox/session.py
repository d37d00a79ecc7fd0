"""Run a submission's functions on the cases of its questions; a fault reaches no further than its own question.

`run` is all that others need. This side never holds JAX, never evaluates and never unpickles anything from the child.
It starts one child per submission, sends one request at a time, keeps the time, and replaces a child that died, hung or
broke the protocol. A statement in which a child ended is remembered, so that only the questions that need it suffer.
What fails in a child that has run another question's code is tried again in a fresh one before it counts.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from grader.extraction.extract import Statement
from grader.model.encoding.values import Malformed
from grader.model.request import Request
from grader.model.transcript import Call, Fault, Raised, Returned, Stopped
from grader.processes.clock import memory_kill_count
from grader.processes.python_process import ExitStatus
from grader.sandbox import outcomes
from grader.sandbox.allowance import Allowance
from grader.sandbox.child_process import CannotStart, ChildProcess
from grader.sandbox.conversation import Arrays, Conversation, may_fail
from grader.sandbox.environment import Environment
from grader.sandbox.isolation.confinement import HELD
from grader.sandbox.ways import Ways

STARTS = 3  # attempts to start a child before it is called a fault
ENDED_EARLY = "it ended, or took too long, before any code of the submission ran"
MAX_CHILDREN = 5  # that one case may cost: statements passed over, deaths between the cases, second tries
JAX_SHARE = 1 / 3  # of what a question brings: for what JAX arrays need before a case
AT_IS_MISSING = "has no attribute 'at'"  # `w.at[i].set(...)` on a NumPy array: the second error says more
ENDINGS = 2  # of children by a question's earlier calls, made once more: then no other call of it is run


@dataclass(frozen=True)
class Run:
    """The outcome of every case, by its id; notes for staff; what the child's layers of isolation came to."""

    calls: dict[str, Call]
    notes: tuple[str, ...] = ()
    layers: Mapping[str, str] = field(default_factory=dict)


def run(
    statements: Sequence[Statement],
    requests: Iterable[Request],
    environment: Environment | None = None,
    on_call: Callable[[str, Call], None] | None = None,
    modules: Mapping[str, str] | None = None,
    files: Mapping[str, str] | None = None,
) -> Run:
    """What the functions that `statements` define do on every request, in the order of the requests.

    `modules` are the assignment's public Python files, `files` its public data. Without an environment,
    `Environment()`. Never raises for anything that a submission does.
    """
    session = Session(statements, environment or Environment(), modules, files)
    calls, ways = dict[str, Call](), Ways(session)
    try:
        for request in requests:
            calls[request.case] = outcomes.to_keep(ways.answer(request), request)
            if on_call is not None:
                on_call(request.case, calls[request.case])
    finally:
        session.end()
    return Run(calls, tuple(dict.fromkeys(session.notes)), session.layers)


@dataclass(frozen=True)
class _Attempt:
    """The last conversation about a request, the seconds of the first run, and those that count for the case."""

    conversation: Conversation
    call: Call | None
    first_seconds: float
    counted_seconds: float


class Session:
    """One submission: the child that runs now, what earlier ones died of, and what each question has used up."""

    def __init__(
        self,
        statements: Sequence[Statement],
        environment: Environment,
        modules: Mapping[str, str] | None = None,
        files: Mapping[str, str] | None = None,
    ) -> None:
        self.notes = list(environment.isolation.notes)
        self.layers: Mapping[str, str] = {}
        self.call_seconds = 0.0  # of the last request's call, as they count against its limit
        self._program, self._modules, self._files = statements, dict(modules or {}), dict(files or {})
        self._environment, self._limits = environment, environment.limits
        self._of_child = environment  # that in which the running child was started
        self._in_doubt = set[str]()  # questions for which children are neither forked nor fed from the cache
        self._child: ChildProcess | None = None
        self._questions_run: set[str] = set()  # of which the running child has run any code
        self._memory_kills: int | None = None  # by this system before the running child began
        self._exit_status = ExitStatus()  # of the child that had the last request, if it has ended
        self._doubted = dict[Hashable, Call]()  # what was tried once more, since the grader may be at fault
        self._confirmed = set[Hashable]()  # ways of which a second try ended as the first: no other one is made
        self._early_deaths = 0  # children that ended before any code of the submission ran in them
        self._fault: Fault | None = None
        self._fatal: dict[int, Stopped] = {}  # statements in which a child ended
        self._allowance = Allowance(self._limits)
        self._question = ""  # for which processes are started, run and ended now
        self._first_seconds = defaultdict[Hashable, float](float)  # of cases, without what ran once more, by their way
        self._timeouts = Counter[Hashable]()  # of cases, by their way
        self.repeated = dict[str, Call]()  # what earlier calls came to when they were last made once more
        self._endings = Counter[Hashable]()  # of children by earlier calls that were made once more, by their way
        self._excessive = set[Hashable]()  # ways whose earlier calls leave more in a child than it may use
        self._jax_seconds = defaultdict[str, float](float)  # of earlier calls and of statements, for JAX arrays
        self._made_in_jax = dict[Hashable, set[str]]()  # the cases made with JAX arrays in the running child, by way
        self._without_own_jax = set[Hashable]()  # ways in which JAX arrays did not fit into that time

    def answer(self, request: Request, earlier: Sequence[Request] = ()) -> Call:
        """The outcome of one request; children are started and replaced as needed.

        In a new child the question's `earlier` requests are made once more: what functions keep between calls must not
        be lost with a child. Where that cannot be done, the request is not run: it may only work as the first one.
        """
        self._question = request.question
        for _ in range(MAX_CHILDREN):
            if (certain := self._certain_outcome(request)) is not None:
                first = self._doubted.get((request.case, request.way))  # no time is left to try it once more
                return certain if first is None or isinstance(certain, Fault) else first
            try:
                if (child := self._child or self._start()) is None:
                    continue
            except CannotStart as error:
                self._fault = Fault(f"The student's process could not be started: {error}")
                return self._fault
            if request.question not in self._questions_run:
                self.repeated = {}
                if request.way not in self._excessive and not self._make_again(request, earlier, child):
                    continue
            if (call := self._try(request, earlier, child)) is not None:
                return call
        if self._early_deaths >= STARTS:
            return Fault(f"{self._early_deaths} of the student's processes ended before any of their code ran.")
        ended_by = [self._fatal[at] for at in request.needs if at in self._fatal]
        return [Stopped("died", "Python ended each time before your function could be called."), *ended_by][-1]

    def first_seconds(self, question: str) -> float:
        """What a question's cases and the statements before them have taken by all ways, the first time."""
        return sum(self._first_seconds[question, as_defined] for as_defined in (False, True))

    def seconds_left(self, question: str) -> float:
        """How long a question may still be run."""
        return self._allowance.left(question)

    def end(self) -> None:
        """Kill the child, if one runs, and remove its folder."""
        if self._child is not None:
            with self._charged():
                self._child.end()
            if self._child.survivors:
                self.notes.append(f"{self._child.survivors} processes of the submission could not be killed")
            self._child = None

    def _end_early(self) -> None:
        self.end()
        self._early_deaths, self._environment = self._early_deaths + 1, self._environment.fresh()

    def forget(self, question: str) -> None:
        """Let the next request of a question run in a child that has not run any code of it."""
        if question in self._questions_run:
            self._question = question
            self.end()

    @contextmanager
    def _charged(self) -> Iterator[None]:
        """Count what happens within against the question that runs now."""
        began = time.monotonic()
        try:
            yield
        finally:
            self._allowance.charge(self._question, time.monotonic() - began)

    def _certain_outcome(self, request: Request) -> Call | None:
        """The outcome, where it is certain without running anything."""
        if self._fault is not None:
            return self._fault
        if fatal := [at for at in request.needs if at in self._fatal and at not in may_fail(request)]:
            return self._fatal[fatal[0]]
        if self._endings[request.way] >= ENDINGS:
            why = "Python had to be started anew, and ended when your function's earlier cases were run once more"
            return Stopped("died", f"not run: {why}")
        if (timeouts := self._timeouts[request.way]) >= self._limits.timeouts_per_question:
            return Stopped("timed_out", f"not run: {timeouts} cases of this question took too long already")
        if refusal := self._allowance.refusal(request.question):
            self.notes.append(f"{request.question}: cases are not run: {refusal}")
            return Stopped("timed_out", f"not run: {refusal}")
        return None

    def _start(self) -> ChildProcess | None:
        """A new child that is confined and holds the program; None if another one may do so. Raises CannotStart."""
        child = self._started_child()
        self._child, self._questions_run, self._memory_kills = child, set(), memory_kill_count()
        self._made_in_jax = {}
        self.layers = child.layers
        if missing := replace(self._environment.isolation, layers=child.layers).missing():
            self.end()
            raise CannotStart(f"isolation that is due on this machine does not hold: {missing}")
        left_out = {*self._environment.isolation.without, *(() if self._environment.own_user else ("own-user",))}
        for name, state in child.layers.items():
            if state != HELD and name not in left_out:
                self.notes.append(f"isolation: {name} does not hold: {state}")
        if fault := self._load_fault(child):
            self._end_early()
            if fault == ENDED_EARLY and self._early_deaths < STARTS:
                return None
            raise CannotStart(fault)
        self._allowance.charge(self._question, child.listening_seconds)
        return child

    def _load_fault(self, child: ChildProcess) -> str:
        """Send the program, the modules and the files; why the child cannot use them, an empty text if it can."""
        until = time.monotonic() + self._limits.start_seconds
        hidden = sorted(self._environment.hidden)
        message = {"program": self._program, "modules": self._modules, "files": self._files, "hidden": hidden}
        if not child.send(message, until):
            return "it did not take the program"
        reply = child.receive(until)
        if not isinstance(reply, dict):
            return ENDED_EARLY
        return (fault := reply["loaded"]) and f"a public file of the assignment cannot be executed ({fault})"

    def _started_child(self) -> ChildProcess:
        attempt = 1
        while True:
            fresh = replace(self._environment.fresh(), cache="")
            self._of_child = fresh if self._question in self._in_doubt else self._environment
            try:
                return ChildProcess.start(self._of_child)
            except CannotStart as error:
                self.notes.append(f"start {attempt} of a child failed: {error}")
                self._environment = self._environment.fresh()  # a fresh process may do what a forked one did not
                if attempt == STARTS:
                    raise
            time.sleep(0.2 * attempt)
            attempt += 1

    def _try(self, request: Request, earlier: Sequence[Request], child: ChildProcess) -> Call | None:
        """One request in this child; None if it may be tried again in another one."""
        attempt = self._attempt(request, earlier, child)
        if attempt is None:
            return None
        conversation, call, self.call_seconds = attempt.conversation, attempt.call, attempt.counted_seconds
        if call is not None and (doubt := outcomes.reason_to_doubt(call, self._exit_status, self._of_child)):
            return self._second_look(attempt, call, doubt)
        self._first_seconds[request.way] += attempt.first_seconds
        others, is_new = self._questions_run - {request.question}, not self._questions_run
        if conversation.position is None and is_new:
            self._end_early()
            return None
        self._questions_run.add(request.question)
        if not isinstance(call, Returned) and others:
            self.end()  # another question's code may be the cause: try again in a child that has not run it
            return None
        if not isinstance(call, (Returned, Raised)) or child.has_more() or child.is_over_limit():
            self.end()
        return self._settle(conversation, call)

    def _attempt(self, request: Request, earlier: Sequence[Request], child: ChildProcess) -> _Attempt | None:
        """A request with NumPy arrays and, where it raises on them, with JAX arrays; None if the child had to end."""
        first = Conversation(request, self._limits, self.seconds_left(request.question), child)
        error = self._converse(first)
        spent, counted = first.spent_seconds(), first.counted_seconds()
        if not isinstance(error, Raised) or not first.is_for_jax or error.is_raised_as(request.raises):
            return _Attempt(first, error, spent, counted)
        self._questions_run.add(request.question)
        has_own = self._has_time_for_jax(request, earlier, spent)
        if has_own and not self._make_in_jax(request, earlier, child):
            return None
        arrays: Arrays = "jax" if has_own else "jax_beside_numpy"
        second = Conversation(request, self._limits, self.seconds_left(request.question), child, arrays)
        call = self._converse(second)
        if has_own and call is not None and second.position != "call":  # a cell that cannot run twice in a process
            self._give_up_own_jax(request)
            return None
        if isinstance(call, Raised) and not (error.kind == "AttributeError" and error.message.endswith(AT_IS_MISSING)):
            call = error
        seconds = second.spent_seconds()
        if has_own:
            seconds = second.case_seconds()
            self._jax_seconds[request.question] += second.spent_seconds() - seconds
        return _Attempt(second, call, spent + seconds, counted + second.counted_seconds())

    def _has_time_for_jax(self, request: Request, earlier: Sequence[Request], spent: float) -> bool:
        """Whether JAX arrays may have a namespace of their own, in which the earlier calls have been made before.

        In that of NumPy arrays the call that raised would be one more, and what raises at every second call would pass.
        """
        made = self._made_in_jax.get(request.way)
        if request.way in self._without_own_jax:
            return False
        if made is not None and all(each.case in made for each in earlier):
            return True
        return self._first_seconds[request.way] + spent <= self._jax_seconds_left(request.question)

    def _make_in_jax(self, request: Request, earlier: Sequence[Request], child: ChildProcess) -> bool:
        """Make the earlier calls with JAX arrays, each once in a child, whatever it comes to; False if that ends it."""
        made = self._made_in_jax.setdefault(request.way, set())
        for each in earlier:
            if each.case in made:
                continue
            made.add(each.case)
            conversation = Conversation(each, self._limits, self._jax_seconds_left(request.question), child, "jax")
            call = self._converse(conversation)
            self._jax_seconds[request.question] += conversation.spent_seconds()
            if not isinstance(call, Returned | Raised) or child.has_more() or child.is_over_limit():
                self._give_up_own_jax(request)
                return False
        made.add(request.case)
        return True

    def _jax_seconds_left(self, question: str) -> float:
        share = JAX_SHARE * self._limits.question_seconds * self._limits.patience
        return min(share - self._jax_seconds[question], self.seconds_left(question))

    def _give_up_own_jax(self, request: Request) -> None:
        self._without_own_jax.add(request.way)
        self.end()

    def _make_again(self, request: Request, earlier: Sequence[Request], child: ChildProcess) -> bool:
        """Make earlier calls once more, whatever they come to; False if the child must end.

        Where one ends the child, the question's next ones are neither forked nor fed from the cache.
        """
        for n, each in enumerate(earlier):
            self._questions_run.add(request.question)
            attempt = self._attempt(each, earlier[:n], child)
            if attempt is None:
                return False
            call = attempt.call
            if not isinstance(call, Returned | Raised):
                self._endings[request.way] += 1
                self._in_doubt.add(request.question)
            elif child.has_more() or child.is_over_limit():
                self._excessive.add(request.way)
            else:
                self.repeated[each.case] = call
                continue
            self.end()
            return False
        return True

    def _converse(self, conversation: Conversation) -> Call | None:
        """The reply, or how the child was stopped or ended; None if it ended before it began with the request."""
        self._exit_status = ExitStatus()
        try:
            call = conversation.run([at for at in conversation.request.needs if at in self._fatal])
        except Malformed as error:
            return Stopped("malformed", f"Something in your code wrote to the grader's own channel: {error}.")
        finally:
            self._allowance.charge(self._question, conversation.spent_seconds())
        if call is not None:
            return call
        with self._charged():
            self._exit_status = conversation.child.exit_status()
        if conversation.position is None:
            return None
        kills = self._memory_kills
        memory_ran_out = kills is None or memory_kill_count() != kills  # where nobody counts them, that is likely
        stopped = outcomes.of_ended_process(self._exit_status, self._limits.memory_mb, memory_ran_out)
        return replace(stopped, seconds=conversation.case_seconds())

    def _second_look(self, attempt: _Attempt, call: Call, doubt: str) -> Call | None:
        """None the first time: then in a process neither forked nor fed from the cache, and that outcome counts."""
        conversation = attempt.conversation
        disk = Path(conversation.child.folder).parent
        self.end()
        case, way = conversation.request.case, conversation.request.way
        if (case, way) not in self._doubted and way not in self._confirmed:
            self._doubted[case, way] = call
            self._in_doubt.add(conversation.request.question)
            self.notes.append(f"{case}: {doubt}; tried once more in a fresh process")
            return None
        self._confirmed.add(way)
        self._first_seconds[way] += attempt.first_seconds
        return outcomes.disk_fault(call, disk) or self._settle(conversation, call)

    def _settle(self, conversation: Conversation, call: Call | None) -> Call | None:
        """Remember a statement that ended the child; None if the case may be tried again without it."""
        if isinstance(call, Stopped) and (statement := conversation.statement) is not None:
            self._fatal[statement] = outcomes.in_statement(call, self._program[statement])
            if statement in may_fail(conversation.request):  # a cell that runs for an hour, and that nothing may need
                return None
            call = self._fatal[statement]
        if isinstance(call, Stopped) and call.why == "timed_out":
            self._timeouts[conversation.request.way] += 1
        if isinstance(call, Raised) and call.kind == "MemoryError":
            return outcomes.out_of_memory(self._limits.memory_mb, call)
        return call
