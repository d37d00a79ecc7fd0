"""What changed solutions return in the sandbox. What never ends is stopped by a count, the same on every machine.

Each loop may make so many passes as the solution needs, a few times over. Seconds are a last resort, for what waits or
never returns from a library: a busy machine must not decide which mistakes a key has. They are CPU seconds, and nothing
sleeps.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from grader.authoring.answers import solution
from grader.authoring.cache import Cache, digest, engine
from grader.authoring.derived.quick_runs import MODULES, QuickRuns
from grader.changes.kinds import KINDS, Trait, has
from grader.extraction.extract import Statement
from grader.model.encoding.decoding import to_data
from grader.model.key import Case
from grader.model.request import Request
from grader.model.transcript import Call, Fault, Raised, Returned, Stopped, Transcript, parse_transcript
from grader.sandbox import outcomes
from grader.sandbox.environment import Environment, Limits
from grader.sandbox.session import Session

if TYPE_CHECKING:
    from grader.authoring.derived.exercises import ChangedSolution, Exercise
    from grader.authoring.facts.assignment import Assignment

KIND = "runs of changed solutions"
# Of each loop: the first that is enough.
PASSES = (100, 300, 1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 10**6, 2 * 10**6)
MORE = 2  # times as many for changes: up to 6 times what the solution needs
SLOWEST = Limits(  # of all changes of one exercise; what waits is stopped in the end
    case_seconds=60, question_seconds=7_200, start_seconds=600, timeouts_per_question=5, patience=30
)
SLOWER, LEAST = 15, 4.0  # times the solution's own seconds, and seconds, that a change may take
SLOW, FEW = 4.0, 10  # seconds of a slow run, and how many changes of a slow solution are run
SLEEPLESS = "import time\ntime.sleep = lambda seconds: None"  # else all changes would wait as long
NOT_TRIED = Stopped("timed_out", "It was not tried: the solution itself is slow.")
TOO_MANY = "too many passes"
LASTING = tuple(kind for kind in KINDS if has(kind, Trait.LASTING))  # which keep something from case to case
GoesOn = Callable[[str, Call], bool]  # whether a change is run on more cases, after the call of this name
LOOP = re.compile(r"^( *)((?:for|while)\b.*:)$", re.M)  # as `ast.unparse` writes it
BOUNDED = """\
{indent}_passes_{depth} = 0
{indent}{loop}
{indent}    _passes_{depth} += 1
{indent}    if _passes_{depth} > {most}:
{indent}        raise SystemExit('{reason}')"""


def always(name: str, call: Call) -> bool:
    """Run every change on every case."""
    return True


def case_of(call: str) -> str:
    """The id of the case of this call: with `_change_of` the inverse of `ChangedSolution.call`."""
    return call.partition(" ")[2]


def is_lasting(call: str) -> bool:
    """Whether the change of this call, or of this name, keeps something for later cases: it is run on all in order."""
    return any(kind in _change_of(call) for kind in LASTING)


@dataclass(frozen=True)
class Workshop:
    """Where changed solutions of an assignment run, and where their calls are stored.

    `compiled` and `cancelled` are those of `Environment`: what JAX compiles of visible cases, and whether to stop.
    """

    assignment: Assignment
    cache: Cache = field(default_factory=Cache)
    compiled: str = ""
    cancelled: threading.Event = field(default_factory=threading.Event)

    def environment(self, limits: Limits) -> Environment:
        """What changed solutions run in, with these limits."""
        of_students = solution.environment_of_students(self.assignment, limits)
        return replace(of_students, cache=self.compiled, cancelled=self.cancelled)


def run_changes(
    workshop: Workshop,
    exercise: Exercise,
    changes: Sequence[ChangedSolution],
    cases: Sequence[Case],
    *,
    goes_on: GoesOn = always,
) -> dict[str, Call]:
    """What these changes return in these cases, by `ChangedSolution.call`, run now or from the cache.

    What a change did in the case after which it does not go on counts as what it does in those that were not run. Of a
    slow solution a few likely changes alone are run. The solution itself is run in every case.
    """
    for most in PASSES:
        own = _run(exercise, _ChangeCalls(workshop, _program(exercise, [exercise.unchanged], cases, most)))
        if not any(isinstance(call, Raised) and call.message == TOO_MANY for call in own.values()):
            break
    seconds = [call.seconds for call in own.values() if isinstance(call, Returned)] or [0.0]
    most_tried = affordable(seconds, len(changes))
    calls = own | {changed.call(case): NOT_TRIED for changed in changes[most_tried:] for case in cases}
    if not (tried := [changed for changed in changes[:most_tried] if changed.name != exercise.unchanged.name]):
        return calls
    limits = replace(SLOWEST, case_seconds=min(max(SLOWER * max(seconds), LEAST), SLOWEST.case_seconds))
    program = _program(exercise, tried, cases, MORE * most)
    quick = _quick_runs(exercise, cases, own) if min(seconds) < SLOW else None  # in one call the seconds add up
    return calls | _run(exercise, _ChangeCalls(workshop, program, limits, goes_on, quick))


def affordable(seconds: Sequence[float], changes: int) -> int:
    """How many of the changes are run, where the solution takes these CPU seconds in the cases.

    One case may be slow because JAX compiles in it: all of them have to be.
    """
    return changes if min(seconds) < SLOW else min(changes, FEW)


def bounded(source: str, most: int) -> str:
    """Source as `ast.unparse` writes it, in which a loop ends the program after so many passes.

    `SystemExit` passes through what catches an Exception.
    """

    def with_count(loop: re.Match[str]) -> str:
        return BOUNDED.format(indent=loop[1], depth=len(loop[1]), loop=loop[2], most=most, reason=TOO_MANY)

    return LOOP.sub(with_count, source)


Program = tuple[list[Statement], list[Request]]


@dataclass
class _ChangeCalls:
    """The calls of one program of an exercise: what is stored of them, what was made, and by change the last."""

    workshop: Workshop
    program: Program
    limits: Limits = SLOWEST
    goes_on: GoesOn = always
    quick: QuickRuns | None = None
    calls: dict[str, Call] = field(default_factory=dict)
    last: dict[str, Call] = field(default_factory=dict)  # of each change that does not go on

    def note(self, name: str, call: Call) -> None:
        """One more call."""
        self.calls[name] = call
        if not self.goes_on(name, call):
            self.last[_change_of(name)] = call

    def is_missing(self, request: Request) -> bool:
        """Whether this call is neither there nor without need."""
        return request.case not in self.calls and _change_of(request.case) not in self.last

    def make(self) -> None:
        """Make all calls that are missing: in batches, as far as that goes, and the others one by one."""
        statements, requests = self.program
        if self.quick is not None and any(map(self.is_missing, requests)):
            without_state = (request for request in requests if not is_lasting(request.case))  # a batch keeps nothing
            batches = self.quick.requests(statements, without_state, self.is_missing)
            self._run(batches, SLOWEST, self._note_all)
        if any(map(self.is_missing, requests)):
            self._run(filter(self.is_missing, requests), self.limits, self.note)

    def _note_all(self, batch: str, call: Call) -> None:
        assert self.quick is not None
        for each in self.quick.read(batch, call).items():
            self.note(*each)

    def _run(self, requests: Iterable[Request], limits: Limits, note: Callable[[str, Call], None]) -> None:
        assignment = self.workshop.assignment
        modules, files = {**assignment.modules, **MODULES}, assignment.student_data
        session = Session(self.program[0], self.workshop.environment(limits), modules, files)
        try:
            for request in requests:
                call = outcomes.to_keep(session.answer(request), request)
                note(request.case, replace(call, seconds=session.call_seconds) if isinstance(call, Returned) else call)
        finally:
            session.end()


def _run(exercise: Exercise, runs: _ChangeCalls) -> dict[str, Call]:
    """What the requests return, made now but for those that the cache has; it has one value for each case."""
    assignment, cache = runs.workshop.assignment, runs.workshop.cache
    names = _names(assignment, exercise, runs.program)
    stored = {name: _stored(cache, name) for name in dict.fromkeys(name for name, _ in names.values())}
    for each, (name, code) in names.items():
        if code in stored[name]:
            runs.note(each, stored[name][code])
    old = set(runs.calls)
    runs.make()
    for name in {names[each][0] for each in (runs.calls.keys() & names.keys()) - old}:
        new = {code: runs.calls[each] for each, (case, code) in names.items() if case == name and each in runs.calls}
        answers = stored[name] | {code: call for code, call in new.items() if not isinstance(call, Fault)}
        cache.put(name, Transcript("changes", assignment.name, calls=answers).to_json())
    return {r.case: runs.calls.get(r.case) or runs.last[_change_of(r.case)] for r in runs.program[1]}


def _quick_runs(exercise: Exercise, cases: Sequence[Case], own: Mapping[str, Call]) -> QuickRuns | None:
    """What runs many changes in one call, if a function is called; `own` are the calls of the unchanged solution."""
    if not exercise.spec.calls or exercise.spec.driver or exercise.spec.runs or exercise.spec.unchanged:
        return None
    of_cases = {c.id: solution.request(exercise.spec, c, exercise.extraction) for c in cases}
    calls = {case: (request, own[f"{exercise.unchanged.name} {case}"]) for case, request in of_cases.items()}
    return QuickRuns(calls, exercise.spec.names, case_of)


def _change_of(call: str) -> str:
    """The name of the change whose call this is."""
    return call.partition(" ")[0]


def _stored(cache: Cache, name: str) -> dict[str, Call]:
    text = cache.get(KIND, name)
    return dict(parse_transcript(text).calls) if text else {}


def _names(assignment: Assignment, exercise: Exercise, program: Program) -> dict[str, tuple[str, str]]:
    """By request two names for all that its call depends on: of its case beside the master, and of its own code.

    What a change does that keeps something from case to case depends on the calls before, and is not stored.
    """
    sources, master = [s.source for s in program[0]], [s.source for s in exercise.extraction.statements]
    of_case = {case_of(r.case): r for r in program[1]}  # its changes differ in what they need alone
    facts = {case: json.dumps(to_data(replace(r, case="", needs=()))) for case, r in of_case.items()}
    common = digest(engine(__name__), json.dumps([master, assignment.modules, to_data(assignment.student_data)]))
    names = {case: digest(common, text) for case, text in facts.items()}
    alike = (r for r in program[1] if not is_lasting(r.case))
    return {r.case: (names[case_of(r.case)], digest(*(sources[n] for n in r.needs))) for r in alike}


def _program(exercise: Exercise, changes: Sequence[ChangedSolution], cases: Sequence[Case], most: int) -> Program:
    """The master's statements and the changed ones behind them, and a request for each change and case."""
    program, requests = list(solution.with_precisions(exercise.extraction)), list[Request]()
    for at in {*exercise.own, *(need for changed in changes for need in changed.also_needs)}:
        program[at] = program[at]._replace(source=bounded(exercise.tree(at).source, most))
    precision = len(exercise.extraction.statements)  # what each request runs first
    program[precision] = program[precision]._replace(source=f"{program[precision].source}\n{SLEEPLESS}")
    of_cases = [(case, solution.request(exercise.spec, case, exercise.extraction)) for case in cases]
    for changed in changes:
        place = dict[int, int]()
        for each in (changed, *changed.beside):
            original, place[each.position] = exercise.extraction.statements[each.position], len(program)
            program.append(original._replace(source=bounded(each.change.source, most)))
        for case, request in of_cases:
            needs = tuple(place.get(need, need) for need in request.needs)
            needs += tuple(need for need in changed.also_needs if need not in needs)
            requests.append(replace(request, case=changed.call(case), needs=needs))
    return program, requests
