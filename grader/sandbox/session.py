"""Run a submission's functions on the cases of its questions; a fault reaches no further than its own question.

`run` is all that others need. This side never holds JAX, never evaluates and never unpickles anything from the child.
It starts one child per submission, sends one request at a time, keeps the time, and replaces a child that died, hung or
broke the protocol. A statement in which a child ended is remembered, so that only the questions that need it suffer.
What fails in a child that has run another question's code is tried again in a fresh one before it counts.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from grader.extraction.extract import Statement
from grader.model.encoding.values import Malformed
from grader.model.request import Request
from grader.model.transcript import Call, Fault, Raised, Returned, Stopped
from grader.processes.clock import memory_kill_count
from grader.processes.python_process import ExitStatus
from grader.sandbox import outcomes
from grader.sandbox.child_process import CannotStart, ChildProcess
from grader.sandbox.conversation import Conversation, may_fail
from grader.sandbox.environment import Environment
from grader.sandbox.isolation.confinement import HELD

STARTS = 3  # attempts to start a child before it is called a fault
MAX_CHILDREN = 5  # that one case may cost: statements passed over, deaths between the cases, second tries
REPETITIONS = 3  # of all calls of a question that must fit into its time: the other way, back again, one to spare


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
    again = defaultdict[str, float](float)
    first, second = (Session(statements, environment or Environment(), modules, files, again) for _ in range(2))
    calls, both = dict[str, Call](), _TwoSessions(first, second)
    try:
        for request in requests:
            calls[request.case] = outcomes.to_keep(both.answer(request), request)
            if on_call is not None:
                on_call(request.case, calls[request.case])
    finally:
        first.end()
        second.end()
    return Run(calls, tuple(dict.fromkeys([*first.notes, *second.notes])), first.layers or second.layers)


@dataclass
class _TwoSessions:
    """Runs of the functions as the notebook ends, and, where these raise, as they were where they are defined.

    Where a question works, its next request is tried first. Both sessions have the whole time, so that no case pays for
    a second run; one child runs at a time. Each change from one to the other makes the earlier calls once more, and
    both have one time for that: what is slow is not tried the other way for every case.
    """

    as_it_ends: Session
    as_defined: Session
    works_as_defined: dict[str, bool] = field(default_factory=dict)  # by question
    returned: dict[str, list[Request]] = field(default_factory=dict)  # by question, since a call last ended a child

    def answer(self, request: Request) -> Call:
        """The outcome of the first run, or of the second, if it returned."""
        as_defined = self.works_as_defined.get(request.question, False)
        call = self._run(request, as_defined)
        if isinstance(call, Raised) and request.as_defined and self._has_time_to_change(request.question):
            again = self._run(request, not as_defined)
            if not isinstance(again, Raised | Stopped):
                call, as_defined = again, not as_defined
        if isinstance(call, Returned):
            self.works_as_defined[request.question] = as_defined
            self.returned.setdefault(request.question, []).append(request)
        elif isinstance(call, Stopped):
            self.returned.pop(request.question, None)
        return call

    def _has_time_to_change(self, question: str) -> bool:
        """Whether time is left to make a question's earlier calls there, here again, and in new children later on."""
        if not self.returned.get(question):
            return True
        seconds = sum(session.spent_seconds(question) for session in (self.as_it_ends, self.as_defined))
        return REPETITIONS * seconds <= self.as_it_ends.seconds_to_repeat(question)

    def _run(self, request: Request, as_defined: bool) -> Call:
        earlier = self.returned.get(request.question, [])
        if not as_defined:
            self.as_defined.end()
            return self.as_it_ends.answer(request, earlier)
        self.as_it_ends.end()
        request, *earlier = (replace(each, needs=each.as_defined) for each in [request, *earlier])
        return self.as_defined.answer(request, earlier)


@dataclass
class QuestionUsage:
    """What a question has used up in one session, and whether making its earlier calls once more ended a child."""

    seconds: float = 0.0
    timeouts: int = 0
    is_unrepeatable: bool = False


class Session:
    """One submission: the child that runs now, what earlier ones died of, and what each question has used up.

    `again_seconds` are those that a question's earlier calls have taken in new children, in all sessions that share it.
    """

    def __init__(
        self,
        statements: Sequence[Statement],
        environment: Environment,
        modules: Mapping[str, str] | None = None,
        files: Mapping[str, str] | None = None,
        again_seconds: defaultdict[str, float] | None = None,
    ) -> None:
        self.notes = list(environment.isolation.notes)
        self.layers: Mapping[str, str] = {}
        self.call_seconds = 0.0  # of the last request's call, as they count against its limit
        self._program, self._modules, self._files = statements, dict(modules or {}), dict(files or {})
        self._environment, self._limits = environment, environment.limits
        self._child: ChildProcess | None = None
        self._questions_run: set[str] = set()  # of which the running child has run any code
        self._memory_kills: int | None = None  # by this system before the running child began
        self._exit_status = ExitStatus()  # of the child that had the last request, if it has ended
        self._retried: set[str] = set()  # the cases that were tried once more, since the grader may be at fault
        self._early_deaths = 0  # children that ended before any code of the submission ran in them
        self._fault: Fault | None = None
        self._fatal: dict[int, Stopped] = {}  # statements in which a child ended
        self._usage = defaultdict[str, QuestionUsage](QuestionUsage)
        self._again_seconds = defaultdict(float) if again_seconds is None else again_seconds

    def answer(self, request: Request, earlier: Sequence[Request] = ()) -> Call:
        """The outcome of one request; children are started and replaced as needed.

        In a new child the question's `earlier` requests are made once more: what functions keep between calls must not
        be lost with a child. When their time is up, the request is not run: it may only work as the first one.
        """
        usage = self._usage[request.question]
        for _ in range(MAX_CHILDREN):
            if (certain := self._certain_outcome(request, usage)) is not None:
                return certain
            try:
                child = self._child or self._start()
            except CannotStart as error:
                self._fault = Fault(f"The student's process could not be started: {error}")
                return self._fault
            if request.question not in self._questions_run:
                if self.seconds_to_repeat(request.question) <= 0:
                    return self._not_repeated()
                if earlier and not usage.is_unrepeatable and not self._make_again(earlier, usage, child):
                    continue
            if (call := self._try(request, usage, child)) is not None:
                return call
        if self._early_deaths >= STARTS:
            return Fault(f"{self._early_deaths} of the student's processes ended before any of their code ran.")
        ended_by = [self._fatal[at] for at in request.needs if at in self._fatal]
        return [Stopped("died", "Python ended each time before your function could be called."), *ended_by][-1]

    def spent_seconds(self, question: str) -> float:
        """What a question's cases and the statements before them have taken here, the first time."""
        return self._usage[question].seconds

    def seconds_to_repeat(self, question: str) -> float:
        """How long a question's earlier calls may still take in new children, in all sessions together."""
        return self._limits.question_seconds - self._again_seconds[question]

    def end(self) -> None:
        """Kill the child, if one runs, and remove its folder."""
        if self._child is not None:
            self._child.end()
            if self._child.survivors:
                self.notes.append(f"{self._child.survivors} processes of the submission could not be killed")
            self._child = None

    def _certain_outcome(self, request: Request, usage: QuestionUsage) -> Call | None:
        """The outcome, where it is certain without running anything."""
        if self._fault is not None:
            return self._fault
        fatal = [at for at in request.needs if at in self._fatal and at not in may_fail(request)]
        if fatal:
            return self._fatal[fatal[0]]
        if usage.timeouts >= self._limits.timeouts_per_question:
            return Stopped("timed_out", f"not run: {usage.timeouts} cases of this question took too long already")
        if usage.seconds >= self._limits.question_seconds:
            limit = self._limits.question_seconds
            return Stopped("timed_out", f"not run: the cases of this question may take {limit:.0f} seconds together")
        return None

    def _start(self) -> ChildProcess:
        """A new child that is confined and holds the program. Raises CannotStart."""
        child = self._started_child()
        self._child, self._questions_run, self._memory_kills = child, set(), memory_kill_count()
        self.layers = child.layers
        if missing := replace(self._environment.isolation, layers=child.layers).missing():
            self.end()
            raise CannotStart(f"isolation that is due on this machine does not hold: {missing}")
        left_out = {*self._environment.isolation.without, *(() if self._environment.own_user else ("own-user",))}
        for name, state in child.layers.items():
            if state != HELD and name not in left_out:
                self.notes.append(f"isolation: {name} does not hold: {state}")
        if fault := self._load_fault(child):
            self.end()
            raise CannotStart(fault)
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
            return "it ended, or took too long, before any code of the submission ran"
        fault = reply["loaded"]
        return fault and f"a public file of the assignment cannot be executed ({fault})"

    def _started_child(self) -> ChildProcess:
        attempt = 1
        while True:
            try:
                return ChildProcess.start(self._environment)
            except CannotStart as error:
                self.notes.append(f"start {attempt} of a child failed: {error}")
                self._environment = self._environment.fresh()  # a fresh process may do what a forked one did not
                if attempt == STARTS:
                    raise
            time.sleep(0.2 * attempt)
            attempt += 1

    def _try(self, request: Request, usage: QuestionUsage, child: ChildProcess) -> Call | None:
        """One request in this child; None if it may be tried again in another one."""
        conversation = Conversation(request, self._limits, self._limits.question_seconds - usage.seconds, child)
        call = self._converse(conversation)
        self.call_seconds = conversation.counted_seconds()
        if call is not None and (doubt := outcomes.reason_to_doubt(call, self._exit_status, self._environment)):
            return self._second_look(conversation, call, usage, doubt)
        usage.seconds += conversation.spent_seconds()
        others, is_new = self._questions_run - {request.question}, not self._questions_run
        if conversation.position is None and is_new:
            self.end()
            self._early_deaths, self._environment = self._early_deaths + 1, self._environment.fresh()
            return None
        self._questions_run.add(request.question)
        if not isinstance(call, Returned) and others:
            self.end()  # another question's code may be the cause: try again in a child that has not run it
            return None
        if not isinstance(call, (Returned, Raised)) or child.has_more() or child.is_over_limit():
            self.end()
        return self._settle(conversation, call, usage)

    def _make_again(self, earlier: Sequence[Request], usage: QuestionUsage, child: ChildProcess) -> bool:
        """Make calls once more, whatever they come to; False if one ends the child. That costs no case its time."""
        question = earlier[0].question
        self._questions_run.add(question)
        for request in earlier:
            conversation = Conversation(request, self._limits, self.seconds_to_repeat(question), child)
            call = self._converse(conversation)
            self._again_seconds[question] += conversation.spent_seconds()
            if not isinstance(call, Returned | Raised) or child.has_more() or child.is_over_limit():
                self.end()
                usage.is_unrepeatable = True
                return False
        return True

    def _not_repeated(self) -> Stopped:
        limit = f"{self._limits.question_seconds:.3g} seconds"
        why = "Python had to be started anew, and then your function's earlier cases are run once more"
        return Stopped("timed_out", f"not run: {why}, which may take {limit} together")

    def _converse(self, conversation: Conversation) -> Call | None:
        """The reply, or how the child was stopped or ended; None if it ended before it began with the request."""
        self._exit_status = ExitStatus()
        try:
            call = conversation.run([at for at in conversation.request.needs if at in self._fatal])
        except Malformed as error:
            return Stopped("malformed", f"Something in your code wrote to the grader's own channel: {error}.")
        if call is not None:
            return call
        self._exit_status = conversation.child.exit_status()
        if conversation.position is None:
            return None
        kills = self._memory_kills
        memory_ran_out = kills is None or memory_kill_count() != kills  # where nobody counts them, that is likely
        stopped = outcomes.of_ended_process(self._exit_status, self._limits.memory_mb, memory_ran_out)
        return replace(stopped, seconds=conversation.case_seconds())

    def _second_look(self, conversation: Conversation, call: Call, usage: QuestionUsage, doubt: str) -> Call | None:
        """None the first time: then in a process neither forked nor fed from the cache, and that outcome counts."""
        disk = Path(conversation.child.folder).parent
        self.end()
        case = conversation.request.case
        if case not in self._retried:
            self._retried.add(case)
            self._environment = replace(self._environment, fork_server=None, cache="")
            self.notes.append(f"{case}: {doubt}; tried once more in a fresh process")
            return None
        usage.seconds += conversation.spent_seconds()
        return outcomes.disk_fault(call, disk) or self._settle(conversation, call, usage)

    def _settle(self, conversation: Conversation, call: Call | None, usage: QuestionUsage) -> Call | None:
        """Remember a statement that ended the child; None if the case may be tried again without it."""
        if isinstance(call, Stopped) and (statement := conversation.statement) is not None:
            self._fatal[statement] = outcomes.in_statement(call, self._program[statement])
            if statement in may_fail(conversation.request):  # a cell that runs for an hour, and that nothing may need
                return None
            call = self._fatal[statement]
        if isinstance(call, Stopped) and call.why == "timed_out":
            usage.timeouts += 1
        if isinstance(call, Raised) and call.kind == "MemoryError":
            return outcomes.out_of_memory(self._limits.memory_mb, call)
        return call
