"""The whole proof of an assignment, before students see it: the grader is graded.

    what is tried                      what must come of it                        by way of
    the solution                       every point                                 reader, sandbox, judge
    the master, all cells in order     nothing raised                              reader, sandbox
    the handout as it is               no point, and "not attempted"               reader, sandbox, judge
    honest work in many styles         every point, far inside the tolerance       reader, sandbox, judge
    every check                        reads all of a result, passes other draws   the check's own process
    programs that solve nothing        half of the points at most                  reader, sandbox, judge
    every wrong example                points lost                                 reader, sandbox, judge
    every known mistake                points lost, and named                      judge, and a student's key
    two mistakes at once               no wrong name                               judge
    every argument                     another value in some case                  assignment.toml
    every change of a solution         points lost, or a case that would           sandbox, judge

An assignment's honest styles are the files in its folder `honest/`, its wrong examples those in `wrong/`. What cannot
be tried is reported as unproven; what survives is reported, with a case that catches it where one
was drawn. Runs are taken from the cache where nothing that they depend on has changed.

Screening a grader with work known to be right and known to be wrong: Wrenn, Krishnamurthi and Fisler, "Who Tests the
Testers?", ICER 2018.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from functools import partial
from pathlib import Path

import numpy as np

from grader.authoring.cache import Cache
from grader.authoring.compiler import compile_key
from grader.authoring.derived.derive import may_derive
from grader.authoring.derived.exercises import Exercise, read_exercises
from grader.authoring.derived.runs import Workshop
from grader.authoring.facts.assignment import Assignment
from grader.authoring.handout import handout_files
from grader.authoring.proving.cases.special_inputs import special_inputs
from grader.authoring.proving.preflight import attempt_faults, lost_points, stub_faults, without_manual, write
from grader.authoring.proving.proof import ExampleMessage, Finding, Rehearsal
from grader.authoring.proving.runs import Runner
from grader.authoring.proving.trials import double_trials, mistake_trials
from grader.authoring.proving.trials.accepted_changes import accepted_changes
from grader.authoring.proving.trials.check_trials import check_findings
from grader.authoring.proving.trials.mistake_trials import Progress, Trial
from grader.authoring.proving.trials.simple_programs import simple_findings
from grader.authoring.proving.trials.student_text import student_text
from grader.authoring.proving.trials.surviving_changes import surviving_changes
from grader.authoring.proving.whole_master import whole_master
from grader.judging.judge import judge
from grader.model.checks import is_seed
from grader.model.key import Key, Question
from grader.model.report import Report
from grader.model.statuses import points_in_words
from grader.model.transcript import Transcript
from grader.reports.causes import cause_name
from grader.sandbox.cache.warming import shared_base, warmed

UNANSWERED = ("missing", "not_attempted", "optional")  # statuses of a question that a file does not answer
LOSES = ("wrong", "partial", "crashed", "timed_out", "malformed")  # statuses of a question that was wrong when it ran
SHOWN = 3  # messages, each of another question
LONGEST = 1200  # characters of a message that is read to its end
INSIDE = 0.1  # times the tolerance: the largest distance of honest work


def prove(
    assignment: Assignment, cache: Cache, progress: Progress = lambda text: None, *, thorough: bool = True
) -> Rehearsal:
    """Compile the key and rehearse; honest work is run as soon as the right answers are there."""
    with Runner(cache, progress) as runner:
        ahead = partial(_begin, assignment, runner, thorough)
        key = compile_key(assignment, cache, progress, ahead, thorough=thorough)
        return _rehearse(assignment, key, runner, thorough=thorough)


def rehearse(assignment: Assignment, key: Key, progress: Progress = lambda text: None) -> Rehearsal:
    """Try everything that this module's docstring lists, where questions that have a bank need no other mistakes."""
    with Runner(Cache(), progress) as runner:
        return _rehearse(assignment, key, runner, thorough=False)


def _begin(assignment: Assignment, runner: Runner, thorough: bool, key: Key) -> None:
    """Begin, beside deriving, the assignment's own files and the changes of solutions that deriving does not run."""
    _begin_files(assignment, runner, key)
    _begin_changes(assignment, runner, thorough, key, lambda question: not may_derive(question))


def _begin_files(assignment: Assignment, runner: Runner, key: Key) -> None:
    runner.begin(key, [assignment.master, *assignment.honest, *assignment.wrong])


def _begin_changes(
    assignment: Assignment, runner: Runner, thorough: bool, key: Key, which: Callable[[Question], bool] = bool
) -> list[Future[Finding]]:
    """Begin the changes of the solutions of these questions: what will come of each."""
    changed = {question.name for question in assignment.question if thorough or question.by_solution}
    questions = {question.name: question for question in key.questions if question.name in changed}
    workshop = _workshop(assignment, runner, key)
    return [
        runner.beside(f"changes of {exercise.question.name}", partial(_changes, workshop, exercise, key.checks))
        for exercise in read_exercises(assignment, questions) if which(exercise.question)
    ]  # fmt: skip


def _changes(workshop: Workshop, exercise: Exercise, checks: Mapping[str, str]) -> Finding:
    """What comes of the changes of one solution."""
    if exercise.question.check:
        return accepted_changes(workshop, exercise, checks)
    return surviving_changes(workshop, exercise)


def _workshop(assignment: Assignment, runner: Runner, key: Key) -> Workshop:
    return Workshop(assignment, runner.cache, warmed(shared_base(key)), runner.cancelled)


def _rehearse(assignment: Assignment, key: Key, runner: Runner, *, thorough: bool) -> Rehearsal:
    """What comes of a key; a thorough rehearsal changes the solution of every question, also where there is a bank."""
    alone = _ungrouped(key)
    _begin_files(assignment, runner, key)
    of_changes = _begin_changes(assignment, runner, thorough, alone)
    of_master = whole_master(assignment, runner.cache)
    trials = list(mistake_trials.try_mistakes(alone, runner.progress, runner.cache))
    of_cases = tuple(_of_cases(assignment, alone, trials, of_changes, runner))
    honest, wrong = try_honest_work(assignment, key, runner), try_wrong_examples(assignment, alone, runner)
    return Rehearsal(
        key.assignment,
        (*honest.findings, of_master, *wrong.findings, *of_cases),
        tuple(sorted({f"{t.report.name}: {t.explained_as}" for t in trials if "|" in t.report.mistake})),
        (*_notes(key), *special_inputs(assignment)),
        tuple(_unproven(assignment, key, honest.questions, wrong.questions)),
        runner.cache.summary,
        key.title,
        _scope(key, trials, _files(assignment)),
        _best_examples(key, trials),
        f"{datetime.now(timezone.utc):%Y-%m-%d %H:%M} UTC",
        key.made_with,
    )


def _of_cases(
    assignment: Assignment, key: Key, trials: Sequence[Trial], of_changes: Sequence[Future[Finding]], runner: Runner
) -> Iterator[Finding]:
    """What the cases tell apart: arguments, checks' wrong results, known mistakes, and changes of the solutions."""
    yield constant_arguments(assignment)
    yield from check_findings(assignment, key)
    yield from simple_findings(key, runner)
    if trials:
        yield from mistake_trials.mistake_findings(trials)
        yield student_text(key, trials)
    yield from double_trials.try_doubles(assignment, key, runner.progress)
    for n, finding in enumerate(of_changes, 1):
        runner.progress(f"looking for changes of solutions that keep every point: question {n} of {len(of_changes)}")
        yield finding.result()


def _files(assignment: Assignment) -> dict[str, int]:
    """How many files there are that are right, and that are wrong."""
    return {"honest styles": len(assignment.honest), "wrong examples": len(assignment.wrong)}


def _ungrouped(key: Key) -> Key:
    """The key with each question for itself: a group hides lost points."""
    return replace(key, questions=tuple(replace(question, group="") for question in key.questions))


def constant_arguments(assignment: Assignment) -> Finding:
    """The arguments that are the same in every case: nobody could see one that is written into the code."""
    troubles = [
        f"{name} is {'its default' if value is None else mistake_trials.argument_toml(value)} in every case of "
        f"{question.name}: who writes that into the code keeps every point. Add a case with another value, or write "
        f'fixed = ["{name}"] in the question if this is meant.'
        for question in assignment.question
        for name, value in question.constant_arguments.items()
        if name not in question.fixed
        and not (question.runs and is_seed(name, question.case[0].typed_arguments.get(name)))  # other in each run
    ]
    figure = f"{len(troubles)} do not" if troubles else "all do"
    return Finding.of("every argument takes more than one value", figure, troubles)


def _unproven(assignment: Assignment, key: Key, honest: Collection[str], wrong: Collection[str]) -> Iterator[str]:
    """What could not be tried: questions that no honest style answers, or on which nothing wrong could lose points."""
    styles = assignment.honest
    code = [question for question in key.questions if not question.is_written]
    if code and not styles:
        yield (
            "No honest work but the master: nothing is proven about right work in another style. Put some into the "
            "folder honest/ beside assignment.toml."
        )
    for question in code:
        if styles and question.name not in honest:
            yield (
                f"{question.name}: no honest style answers it: nothing is proven about right work in another style. "
                f"Write a right `{question.function}` into a file of the folder honest/."
            )
        if not question.mistakes and question.name not in wrong:
            slips = " but slips of recording" if question.is_run else ""
            yield (
                f"{question.name}: no known mistakes{slips}: nothing is proven about naming, nor that a wrong rule "
                f"loses points. Put a file with a wrong {question.function} that loses points into the folder wrong/, "
                "or name a bank by `mistakes`."
            )


def _notes(key: Key) -> Iterator[str]:
    """What the key allows, and which rows of a case are not judged."""
    for group in dict.fromkeys(q.group for q in key.questions if q.group):
        names = ", ".join(q.name for q in key.questions if q.group == group)
        yield f"of {group!r} any one counts, the best: {names}"
    for question in key.questions:
        if question.is_by_hand:
            yield f"{question.name} is graded by hand: no report holds its {points_in_words(question.points)}"
        if not question.is_written and all(case.hidden for case in question.cases):
            yield f"{question.name} shows students no case, as all_hidden says"
        if question.others:
            names = ", ".join(repr(q.reading) for q in question.readings)
            yield f"{question.name} is right by each of these readings, if all cases follow the same one: {names}"
        for case in question.cases:
            if case.kink is not None:
                yield f"{case.id} is judged up to step {case.kink}: there its run lands on a kink"


# ── the solution, the handout and honest work in other styles, run exactly as submissions are run


@dataclass(frozen=True)
class TriedWork:
    """What came of a folder of files: the questions that honest ones answer, or on which wrong ones lose points."""

    findings: tuple[Finding, ...] = ()
    questions: frozenset[str] = frozenset()


def try_honest_work(assignment: Assignment, key: Key, runner: Runner) -> TriedWork:
    """What the judge says of the solution, the handout and the honest styles, which may leave out questions."""
    styles = assignment.honest
    with tempfile.TemporaryDirectory() as folder:
        stubs = [write(Path(folder, name), text) for name, text in handout_files(assignment).items()]
        paths = [assignment.master, *stubs, *styles]
        transcripts = runner.run(key, paths, "honest work")
    proven, first_style = without_manual(key), 1 + len(stubs)
    solution = judge(proven, transcripts[0])
    handouts = [judge(key, transcript) for transcript in transcripts[1:first_style]]
    of_styles = [_without_missing(judge(proven, transcript)) for transcript in transcripts[first_style:]]
    answering = [(path, r) for path, r in zip(styles, of_styles, strict=True) if r.questions or r.message]
    claim = "1 honest style earns" if len(answering) == 1 else f"{len(answering)} honest styles earn"
    findings = (
        _earn_everything("the solution earns every point", [(assignment.master, solution)]),
        *_second_opinions(assignment, solution),
        *_handout_findings(assignment, key, handouts),
        *([_earn_everything(f"{claim} every point", answering)] if answering else ()),
        _inside_tolerance(key, paths, transcripts),
    )
    answered = frozenset(q.name for report in of_styles for q in report.questions)
    return TriedWork(findings, answered)


def _without_missing(report: Report) -> Report:
    """The report without the questions whose names the file does not have."""
    return replace(report, questions=tuple(q for q in report.questions if q.status != "missing"))


def _handout_findings(assignment: Assignment, key: Key, handouts: Sequence[Report]) -> Iterator[Finding]:
    faults = [fault for report in handouts for fault in attempt_faults(report)]
    most = max(report.earned for report in handouts)
    yield Finding.of("the handout earns nothing and is not attempted", points_in_words(most), faults)
    faults = list(stub_faults(assignment, key))
    figure = f"{len(key.questions) - len(faults)} of {len(key.questions)}"
    yield Finding.of("every stub differs from its solution", figure, faults)


def _second_opinions(assignment: Assignment, solution: Report) -> Iterator[Finding]:
    """Whether the solution agrees with each question's method, where there is one."""
    methods = {question.name: question.second_opinion for question in assignment.question if question.second_opinion}
    lost = [q.name for q in solution.questions if q.name in methods and q.earned < q.possible]
    if methods:
        others = "its method" if len(set(methods.values())) > 1 else next(iter(methods.values()))
        figure = f"{len(methods) - len(lost)} of {len(methods)} questions"
        faults = [f"{name}: {methods[name]} gives another answer" for name in lost]
        yield Finding.of(f"the solution and {others} agree", figure, faults)


def try_wrong_examples(assignment: Assignment, key: Key, runner: Runner) -> TriedWork:
    """Whether each wrong example that answers one of the questions loses points."""
    paths = assignment.wrong
    reports = [judge(key, transcript) for transcript in runner.run(key, paths, "wrong examples")]
    lost = {
        path.name: {q.name for q in report.questions if q.status in LOSES and q.earned < q.possible}
        for path, report in zip(paths, reports, strict=True)
        if report.message or any(q.status not in UNANSWERED for q in report.questions)
    }
    if not lost:
        return TriedWork()
    tried = dict(zip((path.name for path in paths), reports, strict=True))
    faults = [f"{name} loses no point: {_way_out(key, tried[name])}" for name in lost if not lost[name]]
    claim = "1 wrong example loses points" if len(lost) == 1 else f"{len(lost)} wrong examples lose points"
    figure = f"{len(lost) - len(faults)} of {len(lost)}"
    also_right = [
        line for path, report in zip(paths, reports, strict=True) if (line := _right_elsewhere(path, key, report))
    ]
    named = [line for path, report in zip(paths, reports, strict=True) for line in _names_given(path, key, report)]
    finding = Finding(claim, not faults, figure, (*faults, *also_right, *named))
    return TriedWork((finding,), frozenset().union(*lost.values()))


def _names_given(path: Path, key: Key, report: Report) -> Iterator[str]:
    """For each question that is wrong the name that staff read, with the id that assignment.toml may use."""
    for question in report.questions:
        if question.status in LOSES:
            cause = question.mistake
            name = f"{cause_name(key, cause)} [{cause}]" if cause else "no known cause"
            yield f"{path.name}: {question.name} is reported as: {name}"


def _right_elsewhere(path: Path, key: Key, report: Report) -> str:
    """A line on what a wrong example has right, where it loses points on another question; else nothing."""
    right = [question.name for question in report.questions if question.status == "right"]
    if not right or not any(question.status in LOSES for question in report.questions):
        return ""
    return f"{path.name} loses no point on {', '.join(right)}: if it is wrong there, {_way_out(key, report)}"


def _way_out(key: Key, report: Report) -> str:
    """What makes the difference of a wrong example seen, where it is right by the cases as they are."""
    right = {question.name for question in report.questions if question.status == "right"}
    judged = [question for question in key.questions if question.name in right]
    more_runs = ", with more `runs`, or test another property in its check"
    return "add a case in which its result differs" + more_runs * any(question.runs for question in judged)


def _earn_everything(claim: str, tried: Sequence[tuple[Path, Report]]) -> Finding:
    faults = [[f"{path.name}: {fault}" for _, fault in lost_points(report)] for path, report in tried]
    figure = f"{faults.count([])} of {len(tried)}"
    return Finding.of(claim, figure, [fault for of_one in faults for fault in of_one])


def _inside_tolerance(key: Key, paths: Sequence[Path], transcripts: Sequence[Transcript]) -> Finding:
    distances = [
        (size, f"{path.name}: {case.id}")
        for path, transcript in zip(paths, transcripts, strict=True)
        for question in key.questions
        for case in question.cases
        if (size := mistake_trials.distance(question, case, transcript.calls.get(case.id))) is not None
    ]
    far = [f"{place} {_straying(size)}" for size, place in distances if size > INSIDE]
    most = max((size for size, _ in distances), default=0.0)
    figure = f"at most {most:.2g}" if np.isfinite(most) else "one result or more cannot be compared"
    return Finding.of(f"honest work stays below {INSIDE:g} of the tolerance", figure, far)


def _straying(tolerances: float) -> str:
    """How far a result is from the right one, in words."""
    if np.isfinite(tolerances):
        return f"strays {tolerances:.2g} tolerances"
    return "has another shape than the solution's result, or a number that is not finite where the solution's is"


def _best_examples(key: Key, trials: Iterable[Trial]) -> tuple[ExampleMessage, ...]:
    """Messages that name their mistake alone, those that point at a step first; one of each question."""
    named = [t for t in trials if t.student_report and t.student_report.mistake == t.mistake and t.mistake in key.hints]
    best: dict[str, ExampleMessage] = {}
    for trial in sorted(named, key=_rank):
        if (report := trial.student_report) and report.status != "right":
            best.setdefault(report.name, ExampleMessage(report.title, key.hints[trial.mistake][0], report.message))
    return tuple(best.values())[:SHOWN]


def _rank(trial: Trial) -> tuple[bool, bool, int]:
    message = trial.student_report.message if trial.student_report else ""
    return len(message) > LONGEST, "first difference" not in message, -len(message)


def _scope(key: Key, trials: Sequence[Trial], files: Mapping[str, int]) -> dict[str, int]:
    """How many questions, cases and mistakes there are, and how many `files` of each kind were run."""
    cases = [case for question in key.questions if not question.is_written for case in question.cases]
    counts = {
        "questions": len(key.questions),
        "cases that students see": sum(not case.hidden for case in cases),
        "hidden cases": sum(case.hidden for case in cases),
        "written answers": sum(len(question.cases) for question in key.questions if question.is_written),
        "known mistakes, each on its question": len(trials),
    }
    return {name: number for name, number in {**counts, **files}.items() if number}
