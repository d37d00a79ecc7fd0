"""Judge every known mistake: it must lose points, and be named."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from grader.authoring.answers.answer_forms import as_returned, right_call
from grader.authoring.cache import Cache, digest, engine
from grader.authoring.case_arguments.typed import in_words
from grader.authoring.proving.proof import Finding
from grader.base.staff.toml_text import to_toml
from grader.base.text import count
from grader.judging.diagnosis.diagnose import is_nameable
from grader.judging.history_slips import SHORTEST, SLIPS, HistorySlip
from grader.judging.judge import judge
from grader.judging.outcomes import Verdict
from grader.judging.parts import as_value
from grader.judging.verdicts import judge_case
from grader.model.encoding.decoding import decoder, to_data
from grader.model.encoding.values import Nothing, Value
from grader.model.key import Case, Key, Question
from grader.model.report import QuestionReport
from grader.model.result_form import Part, holds_history, leaves, length_of, unrolled
from grader.model.statuses import format_points, points_in_words
from grader.model.transcript import Call, Definition, Returned, Transcript
from grader.reports.causes import cause_name

TRIED = "questions with their mistakes tried"
OUTSIDE = 10.0  # times the tolerance: the least distance of a mistake
KEPT_SHARE, PERCENT = 0.8, "80 %"  # of a question's points: a mistake that keeps as many is listed
NAMED = 0.95  # share of the mistakes that must have a name, alone or in a group
Progress = Callable[[str], None]
CATCH_IT = "Add a case in which it shows; one may stand below, where changes of the solution keep every point."
FIXED_TOLERANCE = ("points", "number")  # the homework states the accuracy of these; it is not measured


def distance(question: Question, case: Case, call: Call | None) -> float | None:
    """The distance from the nearest accepted reading; None where there is nothing to measure."""
    by_reading = [_distance(q, c, call) for q in question.readings for c in q.cases if c.id == case.id]
    return min((each for each in by_reading if each is not None), default=None)


def _distance(question: Question, case: Case, call: Call | None) -> float | None:
    if question.is_written or question.kind in FIXED_TOLERANCE or not isinstance(call, Returned):
        return None
    if case.expected is None or not case.tolerance:
        return None
    answer = judge_case(question, case, call).answer
    parts = [_ratio(np.asarray(answer[name]), case, name) for name in case.tolerance if name in answer]
    return max(parts, default=None)


def _ratio(answer: np.ndarray, case: Case, name: str) -> float:
    """The largest gap between the answer's array and the right one, over its tolerance; inf for another shape.

    Equal entries are at distance 0, also where there is none, none is finite, or the tolerance is 0.
    """
    tolerance, right = np.asarray(case.tolerance[name]), np.asarray(case.right[name])
    if length_of(name) in case.tolerance:  # only the common rows of histories of the student's own length
        rows = min(len(answer), len(right))
        answer, right, tolerance = answer[:rows], right[:rows], tolerance[:rows]
    if answer.shape != right.shape:
        return float("inf")
    if not answer.size:
        return 0.0
    judged = slice(len(tolerance)) if tolerance.ndim else ...
    with np.errstate(all="ignore"):
        gap = np.where((answer == right) | ((answer != answer) & (right != right)), 0.0, np.abs(answer - right))[judged]
        gap = gap.reshape(len(gap), -1).max(axis=1, initial=0.0) if tolerance.ndim else gap
        ratio = np.where(gap == 0, 0.0, np.where(np.isfinite(gap), gap / tolerance, np.inf))
    return float(np.max(ratio, initial=0.0))


@dataclass(frozen=True)
class Trial:
    """One mistake on one question, and what the judge says of it."""

    mistake: str  # its id
    report: QuestionReport
    distance: float | None  # from the right answer, in tolerances; None where the form of the answer is wrong
    student_report: QuestionReport | None  # what students read, by the visible cases; None where no case is visible
    name: str  # the mistake in words
    explained_as: str  # what staff's report calls it, in words
    is_silent: bool = False  # whether no report names it, since too few numbers of the cases speak for it
    is_credited: bool = False  # whether assignment.toml says what part of the points it keeps

    @property
    def words(self) -> str:
        """The question and the mistake in words, with the id by which assignment.toml may speak of it."""
        return f"{self.report.name}: {self.name} [{self.mistake}]"

    @property
    def survives(self) -> bool:
        """Whether the mistake keeps every point."""
        return self.report.earned == self.report.possible

    @property
    def keeps_most(self) -> bool:
        """Whether it loses points, but few, and no credit is the reason."""
        return not (self.survives or self.is_credited) and self.report.earned >= KEPT_SHARE * self.report.possible


def try_mistakes(key: Key, progress: Progress = lambda text: None, cache: Cache | None = None) -> Iterator[Trial]:
    """Every known mistake on its question, by each reading.

    From the cache where the question is as it was, and all that the key says beside other questions.
    """
    cache = cache or Cache()
    for question in key.questions:
        progress(f"trying the known mistakes of {question.name}")
        own_key = replace(key, questions=(question,))
        name = digest(engine(__name__), json.dumps(to_data(own_key)))
        trials = cache.decoded(TRIED, name, decoder(tuple[Trial, ...]))
        if trials is None:
            trials = tuple(_trials(own_key, question))
            cache.put(name, json.dumps(to_data(trials)))
        yield from trials


def _trials(key: Key, question: Question) -> Iterator[Trial]:
    """Every known mistake on the question, which is the only one of the key."""
    right, student_key = right_transcript(key), key.for_students()
    for reading, mistake, calls in ((r, *wrong) for r in question.readings for wrong in wrong_answers(key, r)):
        work = replace(right, calls={**right.calls, **calls})
        (report,) = judge(key, work).questions
        yield Trial(
            mistake,
            report,
            _largest_distance(question, report, calls),
            judge(student_key, work).questions[0] if student_key.questions[0].cases else None,
            cause_name(key, mistake),
            cause_name(key, report.mistake) if report.mistake else "no known cause",
            not report.mistake and not is_nameable(key, reading, _verdicts(reading, calls), mistake),
            bool({mistake, mistake.split(".")[0]} & set(question.credit)),
        )


def _verdicts(question: Question, calls: Mapping[str, Call]) -> dict[str, Verdict]:
    """The verdict on each of the question's cases."""
    return {case.id: judge_case(question, case, calls[case.id]) for case in question.cases}


def _largest_distance(question: Question, report: QuestionReport, calls: Mapping[str, Call]) -> float | None:
    """The largest distance in the cases that are not right; None where an answer cannot be measured."""
    right = {case.id for case in report.cases if case.status == "right"}
    wrong = [case for case in question.cases if case.id not in right]
    largest = max((distance(question, case, calls[case.id]) or np.inf for case in wrong), default=0.0)
    return float(largest) if np.isfinite(largest) else None


def wrong_answers(key: Key, question: Question) -> Iterator[tuple[str, dict[str, Call]]]:
    """By id every mistake that the question can see, with what it returns in each case: None where it has no answer."""
    raised, question = {c.id: right_call(question, c) for c in question.cases if c.raises}, question.with_answers()
    for mistake in question.mistakes:
        answered = [c for c in question.cases if c.id in mistake.answers]
        values = {c.id: as_returned(question, c, mistake.answers[c.id]) for c in answered}
        yield mistake.id, returned({c.id: values.get(c.id, Nothing()) for c in question.cases}) | raised
    yield from ((slip, returned(values) | raised) for slip, values in slipped_histories(question))


def returned(values: Mapping[str, Value]) -> dict[str, Call]:
    """Calls that returned these values, by the case's id."""
    return {case: Returned(value) for case, value in values.items()}


def right_transcript(key: Key) -> Transcript:
    """A transcript in which every answer is right."""
    definitions = {question.name: Definition("found") for question in key.questions}
    calls = {case.id: right_call(question, case) for question in key.questions for case in question.cases}
    return Transcript("rehearsal", key.assignment, definitions, calls)


# ── what came of the trials


def mistake_findings(trials: Sequence[Trial]) -> Iterator[Finding]:
    """Whether the mistakes lose points, go far beyond the tolerance and are named."""
    survivors, caught = [t for t in trials if t.survives], [t for t in trials if not t.survives]
    loss = [f"{t.words} keeps every point. {CATCH_IT}" for t in survivors]
    lost = Finding.of(_losing(len(trials), "known mistake"), f"{len(caught)} of {len(trials)}", loss)
    yield replace(lost, details=tuple(dict.fromkeys(t.words for t in trials)))
    yield _keeping_most(trials)
    yield _named_for_staff(trials)
    measured = [(t, t.distance) for t in caught if t.distance is not None]
    near = [f"{t.words}: {distance:.2g} tolerances" for t, distance in measured if distance < OUTSIDE]
    least = min((distance for _, distance in measured), default=None)
    figure = "each shows in the form of its answer" if least is None else f"at least {least:.3g}"
    yield Finding.of(f"every mistake goes beyond {OUTSIDE:g} tolerances", figure, near)


def _keeping_most(trials: Sequence[Trial]) -> Finding:
    """The mistakes that keep most of the points: a line for each question, then each mistake; they are no fault."""
    keeping = [trial for trial in trials if trial.keeps_most]
    questions = dict.fromkeys(trial.report.name for trial in keeping)
    advice = [_to_keep_less([t for t in keeping if t.report.name == name]) for name in questions]
    lines = [
        f"{trial.words} keeps {format_points(trial.report.earned)} of {points_in_words(trial.report.possible)}"
        for trial in sorted(keeping, key=lambda trial: -trial.report.earned / trial.report.possible)
    ]
    claim = f"known mistakes that lose points keep less than {PERCENT}"
    caught = sum(not trial.survives for trial in trials)
    return Finding(claim, True, f"{caught - len(keeping)} of {caught}", (*advice, *lines))


def _to_keep_less(keeping: Sequence[Trial]) -> str:
    """What makes the mistakes of one question lose more: its parts, where these are paid, or its cases."""
    in_part = [t for t in keeping if any(0 < case.earned < case.possible for case in t.report.cases)]
    keep = "known mistakes of it keep" if len(keeping) > 1 else "known mistake of it keeps"
    way_out = (
        "Its parts are paid one by one: `together = true` in its `returns` pays all or nothing."
        if len(in_part) > len(keeping) / 2
        else "They show in few of its cases: add cases in which they differ, or give those a larger `weight`."
    )
    return f"{keeping[0].report.name}: {len(keeping)} {keep} {PERCENT} or more of its points. {way_out}"


def _named_for_staff(trials: Sequence[Trial]) -> Finding:
    """The share of mistakes that are named; those for which too few numbers speak are listed, and no fault."""
    caught = [t for t in trials if not t.survives]
    unnamed = [t for t in caught if not names(t.report, t.mistake)]
    silent = [t for t in unnamed if t.is_silent]
    enough = len(caught) - len(unnamed) >= NAMED * (len(trials) - len(silent))
    lines = [f"{t.words} is reported as: {t.explained_as}" for t in sorted(unnamed, key=lambda t: t.is_silent)]
    advice = [*_to_name_more([t for t in unnamed if not t.is_silent], enough=enough), *_too_few_numbers(silent)]
    return Finding(
        "staff's report, by all cases: of the changes of your solution",
        enough,
        shares([(t.report, t.mistake) for t in trials]),
        (*advice, *lines),
    )


def _to_name_more(unnamed: Sequence[Trial], *, enough: bool) -> Iterator[str]:
    """The share that is wanted, and the question to which a case is best added."""
    if unnamed and not enough:
        ((question, most),) = Counter(trial.report.name for trial in unnamed).most_common(1)
        yield (
            f"{NAMED:.0%} are to be named; of those without a name {question} has the most, {most}: add a case to it, "
            "of more numbers or of longer arrays, in which they differ."
        ).replace("%", " %")


def _too_few_numbers(silent: Sequence[Trial]) -> Iterator[str]:
    for question, number in Counter(trial.report.name for trial in silent).items():
        yield (
            f"{question}: {_losing(number, 'mistake')} without a name: too few numbers of the cases differ "
            "from the right ones to tell which it is. A case of more numbers may name more of them."
        )


def _losing(number: int, what: str) -> str:
    return f"{count(number, what)} {'loses' if number == 1 else 'lose'} points"


def shares(pairs: Sequence[tuple[QuestionReport, str]]) -> str:
    """How many reports name their mistake: alone, in a group, not at all."""
    named = [report.mistake.split("|") for report, mistake in pairs if names(report, mistake)]
    groups = sum(len(names) > 1 for names in named)
    counts = {"named alone": len(named) - groups, "in a group of two or three": groups}
    counts["not at all"] = len(pairs) - len(named)
    return ", ".join(f"{100 * number / len(pairs):.1f} % {how} ({number})" for how, number in counts.items())


def names(report: QuestionReport, mistake: str) -> bool:
    return mistake in report.mistake.split("|")


def argument_toml(value: Any) -> str:
    """The value as assignment.toml writes it, but for tables that stand for an argument, which are in words."""
    return to_toml(value, in_words)


def slipped_histories(question: Question) -> Iterator[tuple[str, dict[str, Value]]]:
    """By the id of each slip that every case can show, what is returned in each; of equal ones the first.

    What a check decides has no right history to record wrongly.
    """
    if question.check or question.form is None or not holds_history(question.form):
        return
    seen: list[object] = []
    for slip in SLIPS:
        answers = {case.id: _recorded(slip, question.form, case) for case in question.cases}
        rows = [_rows(slip, question.form, case) for case in question.cases]
        if all(answers.values()) and rows not in seen:
            seen.append(rows)
            yield slip.id, {case: as_value(question.form, answer) for case, answer in answers.items()}


def _histories(form: Part, answer: Mapping[str, Any]) -> Iterator[str]:
    return (path for path, part, _ in leaves(unrolled(form, answer)) if part.kind == "history")


def _rows(slip: HistorySlip, form: Part, case: Case) -> list[list[int]]:
    return [list(slip.rows(len(case.right[path]))) for path in _histories(form, case.right)]


def _recorded(slip: HistorySlip, form: Part, case: Case) -> dict[str, Any]:
    """The right answer with every history recorded like this; nothing where a row is not known or the slip is none."""
    answer = dict(case.right)
    for path in _histories(form, answer):
        right = answer[path]
        rows, spread = list(slip.rows(len(right))), case.tolerance.get(length_of(path), 0)
        if len(right) < SHORTEST or max(rows) >= len(right) or 0 < abs(len(rows) - len(right)) <= spread:
            return {}
        answer[path] = right[rows]
    return answer
