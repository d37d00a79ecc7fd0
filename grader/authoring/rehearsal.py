"""Prove an assignment before students see it: the grader is graded.

    what is tried                      what must come of it                        by way of
    the solution                       every point                                 reader, sandbox, judge
    the handout as it is               no point, and "not attempted"               reader, sandbox, judge
    honest work in many styles         every point, far inside the tolerance       reader, sandbox, judge
    every known mistake                points lost on its question alone, named    judge, and a student's key
    mistakes that nobody listed        no wrong name                               judge
    every argument                     another value in some case                  assignment.toml

An assignment's honest styles are the files in its folder `honest/`. What cannot be tried is said to be unproven; what
survives is said, with a case that catches it.

Screening a grader with work known to be right and known to be wrong: Wrenn, Krishnamurthi and Fisler, "Who Tests the
Testers?", ICER 2018.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np

from grader.authoring import assignment as source
from grader.authoring import compiler
from grader.authoring.answers import as_returned
from grader.authoring.assignment import Assignment
from grader.authoring.handout import handouts
from grader.authoring.preflight import PATIENT, attempted, lost, unsolved, write
from grader.authoring.proof import Finding, Rehearsal
from grader.judging.diagnosis.candidates import slips_for
from grader.judging.judge import judge
from grader.judging.verdicts import judge_case
from grader.model.key import Bookkeeping, Case, Key, Question
from grader.model.key_checks import STEPPED
from grader.model.report import QuestionReport, Report
from grader.model.transcript import Call, Definition, Returned, Transcript
from grader.model.values import Value
from grader.processes.fork_server import Zygote
from grader.sandbox.transcribe import transcribe
from reference.mistakes.telling import TELLING

AT_ONCE = 2  # submissions that run side by side
INSIDE = 0.1  # of the tolerance: where honest work must stay
OUTSIDE = 10.0  # times the tolerance: where every mistake must go
NAMED = 0.95  # of the mistakes must have a name, alone or in a group
FALSELY = 0.02  # of unlisted mistakes may get a wrong name
DOUBLES = 400  # unlisted mistakes that are tried

Progress = Callable[[str], None]


def rehearse(assignment: Assignment, key: Key, progress: Progress = lambda text: None) -> Rehearsal:
    """Try everything that this module's docstring lists. Takes one to two minutes, most of it running honest work."""
    apart = replace(key, questions=tuple(replace(q, group="") for q in key.questions))  # nothing makes up for a mistake
    tried = list(try_mistakes(apart, progress))
    return Rehearsal(
        key.assignment,
        (
            *_run_for_real(assignment, key, progress),
            varied(assignment),
            *_caught(assignment, apart, tried),
            *_doubles(assignment, apart, progress),
        ),
        tuple(sorted({t.question.mistake for t in tried if "|" in t.question.mistake})),
        tuple(_notes(key)),
        tuple(_unproven(assignment, key)),
    )


def _unproven(assignment: Assignment, key: Key) -> Iterator[str]:
    """What could not be tried, for want of something to try it with."""
    if not _styles(assignment):
        yield (
            "No honest work but the master: nothing is proven about right work in another style. Put some into the "
            "folder honest/ beside assignment.toml."
        )
    for question in key.questions:
        if not question.mistakes and question.returns != "truth":
            slips = " but slips of recording" if question.returns in STEPPED and any(slips_for(key, question)) else ""
            yield (
                f"{question.name}: no known mistakes{slips}: nothing is proven about naming, nor that a wrong rule "
                "loses points. Name a bank by `mistakes`, or write one (reference/mistakes/README.md)."
            )


def _styles(assignment: Assignment) -> list[Path]:
    return sorted(p for p in (assignment.folder / "honest").glob("*") if p.suffix in (".py", ".ipynb"))


def varied(assignment: Assignment) -> Finding:
    """Which arguments are the same in every case, so that nobody could see one that is written into the code."""
    troubles = [
        f"{name} is {'its default' if value is None else _toml(value)} in every case of {question.name}: who writes "
        "that into the code keeps every point. Add a case with another value, or say "
        f'fixed = ["{name}"] in the question if this is meant.'
        for question in assignment.question
        for name, value in question.constant_arguments.items()
        if name not in question.fixed
    ]
    what = "every argument takes more than one value"
    return Finding(what, not troubles, f"{len(troubles)} do not" if troubles else "all do", tuple(troubles))


def _notes(key: Key) -> Iterator[str]:
    """What the key allows, and what of a case is not judged."""
    for group in dict.fromkeys(q.group for q in key.questions if q.group):
        names = ", ".join(q.name for q in key.questions if q.group == group)
        yield f"of {group!r} any one counts, the best: {names}"
    for question in key.questions:
        if question.returns != "truth" and all(case.hidden for case in question.cases):
            yield f"{question.name} shows students no case, as all_hidden says"
        if question.others:
            names = ", ".join(repr(q.reading) for q in question.readings)
            yield f"{question.name} is right by each of these readings, if all cases follow the same one: {names}"
        for case in question.cases if question.returns in STEPPED else ():
            if case.judged < case.steps:
                yield f"{case.id} is judged up to step {case.judged} of {case.steps}: there its run lands on a kink"


# ── run for real: the solution, the stub, honest styles


def _run_for_real(assignment: Assignment, key: Key, progress: Progress) -> Iterator[Finding]:
    folder = assignment.folder
    styles = _styles(assignment)
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(AT_ONCE) as pool, Zygote() as zygote:
        stubs = [write(Path(scratch, name), text) for name, text in handouts(assignment).items()]
        files = [folder / assignment.notebook, *stubs, *styles]
        run = partial(transcribe, key=key, limits=PATIENT, zygote=zygote)
        transcripts = []
        for n, transcript in enumerate(pool.map(run, files), 1):
            progress(f"running honest work: {n} of {len(files)}")
            transcripts.append(transcript)
    solution, *others = [judge(key, transcript) for transcript in transcripts]
    yield _full("the solution earns every point", files[:1], [solution])
    yield _untouched(others[: len(stubs)])
    unsolved_stubs = tuple(unsolved(assignment, key))
    figure = f"{len(key.questions) - len(unsolved_stubs)} of {len(key.questions)}"
    yield Finding("every stub differs from its solution", not unsolved_stubs, figure, unsolved_stubs)
    if styles:
        yield _full(f"{len(styles)} honest styles earn every point", styles, others[len(stubs) :])
    yield _inside(key, files, transcripts)


def _full(what: str, files: Sequence[Path], reports: Sequence[Report]) -> Finding:
    losses = [
        [f"{path.name}: {fault}" for _, fault in lost(report)] for path, report in zip(files, reports, strict=True)
    ]
    troubles = tuple(line for lines in losses for line in lines)
    return Finding(what, not troubles, f"{losses.count([])} of {len(reports)}", troubles)


def _untouched(reports: Sequence[Report]) -> Finding:
    troubles = tuple(trouble for report in reports for trouble in attempted(report))
    figure = f"{max(report.earned for report in reports):g} points"
    return Finding("the handout earns nothing and is not attempted", not troubles, figure, troubles)


def _inside(key: Key, files: Sequence[Path], transcripts: Sequence[Transcript]) -> Finding:
    """How far honest work strays, in tolerances."""
    strays = [
        (stray, f"{path.name}: {case.id}")
        for path, transcript in zip(files, transcripts, strict=True)
        for question in key.questions
        for case in question.cases
        if (stray := _least(question, case, transcript.calls.get(case.id))) is not None
    ]
    far = [f"{name} strays {stray:.2g} tolerances" for stray, name in strays if stray > INSIDE]
    most = max((stray for stray, _ in strays), default=0.0)
    what = f"honest work stays below {INSIDE:g} of the tolerance"
    return Finding(what, not far, f"at most {most:.2g}", tuple(far))


def _least(question: Question, case: Case, call: Call | None) -> float | None:
    """How far it strays from the nearest reading."""
    by = [_strays(q, c, call) for q in question.readings for c in q.cases if c.id == case.id]
    return min((stray for stray in by if stray is not None), default=None)


def _strays(question: Question, case: Case, call: Call | None) -> float | None:
    """The largest distance from the right answer in tolerances; None where there is nothing to measure."""
    given = question.returns in ("points", "number")  # their accuracy is the homework's, not earned
    if not isinstance(call, Returned) or case.expected is None or not case.tolerance or given:
        return None
    answer = judge_case(question, case, call).answer
    parts = [_ratio(np.asarray(answer[name]), case, name) for name in case.tolerance if name in answer]
    return max(parts, default=None)


def _ratio(found: np.ndarray, case: Case, name: str) -> float:
    assert case.expected is not None
    tolerance = np.asarray(case.tolerance[name])
    right = np.asarray(case.expected[name])
    right = right[:-1] if tolerance.ndim else right  # a run has a row beyond the last
    if found.shape != right.shape:
        return float("inf")
    judged = slice(len(tolerance)) if tolerance.ndim else ...
    gap = np.abs(found - right)[judged]
    gap = gap.reshape(len(gap), -1).max(axis=1) if tolerance.ndim else gap
    with np.errstate(all="ignore"):
        return float(np.max(np.where(np.isfinite(gap), gap / tolerance, np.inf)))


# ── the known mistakes, through the judge


@dataclass(frozen=True)
class Tried:
    """One mistake on one question, and what the judge made of it."""

    id: str
    question: QuestionReport
    elsewhere: bool  # whether it lost points on another question
    outside: float  # how many tolerances it strays, inf where its form alone gives it away
    shown: QuestionReport | None  # what students read, who hold the visible cases alone; None where there is none


def try_mistakes(key: Key, progress: Progress = lambda text: None) -> Iterator[Tried]:
    """Every known mistake on its question, all else being right."""
    right, students = _transcript(key, {}), key.for_students()
    for question, visible in zip(key.questions, students.questions, strict=True):
        progress(f"trying the known mistakes of {question.name}")
        alone = replace(students, questions=(visible,))
        for id, values in (wrong for reading in question.readings for wrong in _wrong_answers(key, reading)):
            work = replace(right, calls={**right.calls, **values})
            report = judge(key, work)
            mine = next(q for q in report.questions if q.name == question.name)
            elsewhere = any(q.earned != q.possible for q in report.questions if q.name != question.name)
            outside = max(
                (_least(question, c, values[c.id]) or np.inf for c in question.cases if not _right(mine, c)),
                default=0.0,
            )
            shown = judge(alone, work).questions[0] if visible.cases else None
            yield Tried(id, mine, elsewhere, outside, shown)


def _right(report: QuestionReport, case: Case) -> bool:
    return next(c for c in report.cases if c.id == case.id).status == "right"


def _wrong_answers(key: Key, question: Question) -> Iterator[tuple[str, dict[str, Call]]]:
    """Every mistake that this question can see, with what it returns on each case."""
    for mistake in question.mistakes:
        told = {c.id: as_returned(question, c, mistake.answers[c.id], mistake.whole) for c in question.cases}
        yield mistake.id, _calls(told)
    for record in slips_for(key, question) if question.returns in STEPPED else ():
        told = {
            c.id: as_returned(question, c, c.expected or {}, False, record.rows[str(c.steps)]) for c in question.cases
        }
        yield record.id, _calls(told)


def _calls(values: Mapping[str, Value]) -> dict[str, Call]:
    return {case: Returned(value) for case, value in values.items()}


def _transcript(key: Key, values: Mapping[str, Value]) -> Transcript:
    """A transcript in which every answer is right but for those given."""
    definitions = {question.name: Definition("found") for question in key.questions}
    told = {
        case.id: values[case.id] if case.id in values else as_returned(question, case, case.expected or {}, False)
        for question in key.questions
        for case in question.cases
    }
    return Transcript("rehearsal", key.assignment, definitions, _calls(told))


def _caught(assignment: Assignment, key: Key, tried: Sequence[Tried]) -> Iterator[Finding]:
    if not tried:
        return
    survivors = [t for t in tried if t.question.earned == t.question.possible]
    yield Finding(
        f"{len(tried)} known mistakes lose points",
        not survivors,
        f"{len(tried) - len(survivors)} of {len(tried)}",
        tuple(_survivor(assignment, t) for t in survivors),
    )
    spilt = [f"{t.id} on {t.question.name} costs points on another question" for t in tried if t.elsewhere]
    yield Finding("no mistake costs points on another question", not spilt, f"{len(spilt)} do", tuple(spilt))
    caught = [t for t in tried if t not in survivors]
    named = [t for t in caught if t.id in t.question.mistake.split("|")]
    missed = [f"{t.id} on {t.question.name}: {t.question.mistake or 'unexplained'}" for t in caught if t not in named]
    enough = len(named) >= NAMED * len(tried)
    figure = _naming([t.question for t in tried], [t.id for t in tried])
    yield Finding("staff's report, by all cases, names the mistake", enough, figure, tuple(missed))
    yield told_to_students(tried)
    near = [f"{t.id} on {t.question.name}: {t.outside:.2g} tolerances" for t in caught if t.outside < OUTSIDE]
    least = min((t.outside for t in caught if np.isfinite(t.outside)), default=None)
    figure = "each shows in the form of its answer" if least is None else f"at least {least:.3g}"
    yield Finding(f"every mistake goes beyond {OUTSIDE:g} tolerances", not near, figure, tuple(near))


def _naming(reports: Sequence[QuestionReport], ids: Sequence[str]) -> str:
    """How many of the mistakes with these ids the reports name: alone, in a group, not at all."""
    named = [report.mistake.split("|") for report, id in zip(reports, ids, strict=True) if _names(report, id)]
    groups = sum(len(names) > 1 for names in named)
    parts = {"alone": len(named) - groups, "in a group of two or three": groups, "not at all": len(ids) - len(named)}
    return ", ".join(f"{100 * count / len(ids):.1f} % {how} ({count})" for how, count in parts.items())


def _names(report: QuestionReport, id: str) -> bool:
    return id in report.mistake.split("|")


def told_to_students(tried: Sequence[Tried]) -> Finding:
    """What students read, which comes of the visible cases alone: a figure, since cases are hidden on purpose."""
    shown = [(t.id, t.shown) for t in tried if t.shown]
    what = "students' text, by the visible cases, names the mistake"
    if not shown:
        return Finding(what, True, "no case is visible")
    unseen = [f"{id} on {report.name}: all shown cases are right" for id, report in shown if report.status == "right"]
    figure = _naming([report for _, report in shown], [id for id, _ in shown])
    said = f"; {len(unseen)} read that all shown cases are right" if unseen else ""
    return Finding(what, True, figure + said, tuple(unseen))


def _survivor(assignment: Assignment, tried: Tried) -> str:
    """The mistake that keeps every point, and a case that would catch it, as assignment.toml wants it."""
    question = next(q for q in assignment.question if q.name == tried.question.name)
    lost = f"{tried.id} keeps every point of {question.name}."
    for facts in TELLING.get(question.solved_by, ()):
        case = source.Case.model_validate({**facts, "tolerance": question.case[0].tolerance})
        words = any(isinstance(value, str) for value in case.arguments.values()) and question.not_of_method
        if (
            set(case.arguments) <= set(question.parameters)
            and not words
            and _catches(assignment, question, case, tried.id)
        ):
            lines = [f"{name} = {_toml(value)}" for name, value in facts.items()]
            return "\n            ".join([f"{lost} This case catches it:", "[[question.case]]", *lines])
    return f"{lost} No case that is known here catches it: try another cost, start or steplength."


def _catches(assignment: Assignment, question: source.Question, case: source.Case, id: str) -> bool:
    alone = compiler.question(question.model_copy(update={"case": [case]}), assignment)
    key = Key(assignment.name, "", "instructor", (alone,), _records(alone) if id.startswith("bookkeeping.") else ())
    return any(t.id == id and t.question.earned < t.question.possible for t in try_mistakes(key))


def _records(question: Question) -> tuple[Bookkeeping, ...]:
    return tuple(compiler.records([question]))


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_toml(v)}" for name, v in value.items()) + " }"
    return json.dumps(value)


# ── mistakes that nobody listed: two at once


def _doubles(assignment: Assignment, key: Key, progress: Progress) -> Iterator[Finding]:
    """How often two mistakes at once, which are not in the bank, get the name of a third."""
    rng = np.random.default_rng(0)
    doubles = [d for q in key.questions for d in _doubles_of(assignment, key, q)]
    chosen = [doubles[i] for i in sorted(rng.permutation(len(doubles))[:DOUBLES])]
    right, false = _transcript(key, {}), []
    unexplained = 0
    for n, (question, ids, values) in enumerate(chosen, 1):
        if n % 50 == 0:
            progress(f"trying two mistakes at once: {n} of {len(chosen)}")
        report = judge(key, replace(right, calls={**right.calls, **values()}))
        name = next(q for q in report.questions if q.name == question.name).mistake
        unexplained += not name
        if name and not any(id in part.split("+") for part in name.split("|") for id in ids):
            false.append(f"{' with '.join(ids)} is called {name}")
    if not chosen:
        return
    share = len(false) / len(chosen)
    figure = f"{100 * share:.1f} % of {len(chosen)}; {unexplained} stay unexplained"
    yield Finding("two mistakes at once get no wrong name", share < FALSELY, figure, tuple(false))


Double = tuple[Question, tuple[str, str], Callable[[], dict[str, Call]]]


def _doubles_of(assignment: Assignment, key: Key, question: Question) -> Iterator[Double]:
    """Two recordings at once, and each wrong rule on a gradient that is wrong too."""
    if question.returns != "histories":
        return
    records = slips_for(key, question)
    listed = [record.rows for record in records]
    for first, second in permutations(records, 2):
        rows = {K: _twice(first.rows[K], second.rows[K]) for K in first.rows}
        if rows not in listed and all(_tells(part) for both in rows.values() for part in both):
            yield question, (first.id, second.id), partial(_recorded, question, rows)
    facts = next(q for q in assignment.question if q.name == question.name).as_read(question.reading)
    for ids, answers in compiler.doubles(facts, question.cases):
        yield question, ids, partial(_answered, question, answers)


def _answered(question: Question, make: Callable[[], Mapping[str, Any]]) -> dict[str, Call]:
    answers = make()
    return _calls({case.id: as_returned(question, case, answers[case.id], False) for case in question.cases})


def _twice(inner: Sequence[Sequence[int]], outer: Sequence[Sequence[int]]) -> list[list[int]]:
    """The rows of one recording, recorded by another: as far as there are rows."""
    return [[rows[k] for k in again if k < len(rows)] for rows, again in zip(inner, outer, strict=True)]


def _tells(rows: Sequence[int]) -> bool:
    """Whether rows show where a run went: one point again and again could come of anything."""
    return len(set(rows)) > 1


def _recorded(question: Question, rows: Mapping[str, list[list[int]]]) -> dict[str, Call]:
    return _calls({c.id: as_returned(question, c, c.expected or {}, False, rows[str(c.steps)]) for c in question.cases})
