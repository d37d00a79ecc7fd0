"""What is counted of a class: points, statuses, times, mistakes by name, and groups of unexplained answers."""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from grader.base.exhaustive import assert_never
from grader.course.similar.comparison import Similar
from grader.model.encoding.values import Items, Nothing, Numbers, Other, Table, Text, Value
from grader.model.key import Key, Question
from grader.model.report import QuestionReport, Report
from grader.model.transcript import Fault, Raised, Returned, Transcript
from grader.reports.elements import clean
from grader.submissions.collection import Submission

DIGITS = 4  # of the largest number of an answer, to which equal answers agree
MOST_DECIMALS = 300  # to which numbers are rounded: beyond, no float holds the power of ten
FEWEST = 30  # submissions for statistics that would otherwise be noise
STOPPED = ("crashed", "timed_out", "out_of_memory", "missing")

PointsBefore = Mapping[str, Mapping[str, float]]  # the last regrade: by submission and question
Graded = tuple[Report, Submission | None, Transcript | None]


UNEXPLAINED = "?"  # the cause of a wrong answer that nobody named


class Result(NamedTuple):
    """What one submission earned on one question: nan without points. `cause` is empty where nothing is wrong.

    It is a mistake, "!" and what stopped it, or UNEXPLAINED.
    """

    earned: float
    status: str
    cause: str = ""


@dataclass(frozen=True)
class Student:
    """One graded submission: its points, and its results by question."""

    submission: str
    earned: float
    results: dict[str, Result]


class Change(NamedTuple):
    """The points of a submission on one question before and after the last regrade."""

    submission: str
    before: float
    after: float


@dataclass
class Group:
    """Submissions with the same answer to one question, or the same mistake: the first of them stands for all."""

    question: str
    ids: list[str] = field(default_factory=list)


class ObservedQuestion(NamedTuple):
    """What is counted of one question of a submission. `same` is equal for equal answers that nobody explained.

    `cases` are (id, status) of each; `seconds` is how long all of them ran.
    """

    name: str
    result: Result
    note: str
    cases: tuple[tuple[str, str], ...]
    seconds: float
    same: str

    @classmethod
    def of_data(cls, data: Sequence[Any]) -> ObservedQuestion:
        """As `Observation.of_data`."""
        name, result, note, cases, seconds, same = data
        return cls(name, Result(*result), note, tuple(map(tuple, cases)), seconds, same)


class Observation(NamedTuple):
    """What is counted of one submission: small, so that workers can return it."""

    submission: str
    name: str
    note: str
    status: str
    message: str
    earned: float
    questions: tuple[ObservedQuestion, ...]

    @classmethod
    def of_data(cls, data: Sequence[Any]) -> Observation:
        """The observation that JSON data stand for, in which every tuple is a list."""
        name, author, note, status, message, earned, questions = data
        of_questions = tuple(map(ObservedQuestion.of_data, questions))
        return cls(name, author, note, status, message, earned, of_questions)


class Example(NamedTuple):
    """A submission to show."""

    report: Report
    transcript: Transcript | None


class ClassStatistics:
    """Counts and names, filled one submission at a time.

    Dictionaries are by the name of the question; lists have one entry for each graded submission, in their order.
    `example_of` has a submission's report and transcript, for the few that are shown.
    """

    def __init__(
        self,
        key: Key,
        absent: Sequence[str] = (),
        similar: Similar | None = None,
        before: PointsBefore = MappingProxyType({}),
        example_of: Callable[[str], Example | None] = lambda submission: None,
    ) -> None:
        self.key, self.absent, self.similar, self.before = key, absent, similar, before
        self.example_of = example_of
        self.questions = {question.name: question for question in key.questions}
        self.authors: dict[str, str] = {}
        self._namesakes: Counter[str] = Counter()
        self.students: list[Student] = []
        self.totals: list[float] = []
        self.earned: dict[str, list[float]] = defaultdict(list)  # nan without points
        self.statuses: dict[str, Counter[str]] = defaultdict(Counter)
        self.cases: dict[str, Counter[str]] = defaultdict(Counter)  # statuses, by the id of the case
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.mistakes: dict[tuple[str, str], Group] = {}  # by (question, mistake or "!" + end)
        self.groups: dict[tuple[str, str], Group] = {}
        self.unchecked: list[tuple[str, str]] = []  # (submission, question)
        self.reasons: dict[str, str] = {}  # by question: why the first of its submissions could not be checked
        self.ungradable: list[tuple[str, str]] = []  # (submission, reason)
        self.notes: list[tuple[str, str]] = []  # (submission, note)

    @classmethod
    def of(
        cls,
        key: Key,
        graded: Iterable[Graded],
        similar: Similar | None = None,
        absent: Sequence[str] = (),
        before: PointsBefore = MappingProxyType({}),
    ) -> ClassStatistics:
        """The statistics of a class that memory has room for. `graded` is read once, so that it may be a generator.

        `similar` is None where submissions were not compared; `absent` are names on the roster without a submission.
        """
        examples: dict[str, Example] = {}
        seen = cls(key, absent, similar, before, examples.get)
        for report, handed_in, transcript in graded:
            seen.add(report, handed_in, transcript)
            examples[report.submission] = Example(report, transcript)
        return seen

    def name(self, submission: str) -> str:
        """Who handed it in; of two of one name, with the id."""
        name, own_id = self.authors.get(submission, ""), clean(submission, 80)
        return f"{name} ({own_id})" if self._namesakes[name] > 1 else name or own_id

    @property
    def ranked_mistakes(self) -> list[tuple[tuple[str, str], Group]]:
        """Each (question, mistake) with its submissions, the commonest first."""
        return sorted(self.mistakes.items(), key=lambda item: (-len(item[1].ids), item[0]))

    @property
    def changes(self) -> dict[str, list[Change]]:
        """By question whose points the last regrade changed."""
        changes: dict[str, list[Change]] = defaultdict(list)
        for student in self.students:
            before = self.before.get(student.submission, {})
            for name, result in student.results.items():
                if name in before and abs(result.earned - before[name]) > 1e-6:
                    changes[name].append(Change(student.submission, before[name], result.earned))
        return changes

    @property
    def ranks(self) -> dict[tuple[str, str], int]:
        """The place of each (question, mistake) among the ranked ones, from 0."""
        return {pair: rank for rank, (pair, _) in enumerate(self.ranked_mistakes)}

    def add(self, report: Report, handed_in: Submission | None, transcript: Transcript | None) -> None:
        """Count one submission."""
        self.count(observe(self.key, report, handed_in, transcript))

    def count(self, seen: Observation) -> None:
        """Count what was observed of one submission."""
        self.authors[seen.submission] = seen.name
        self._namesakes[seen.name] += 1
        if seen.note:
            self.notes.append((seen.submission, seen.note))
        if seen.status != "graded":
            self.ungradable.append((seen.submission, seen.message))
            return
        self.totals.append(seen.earned)
        self.students.append(Student(seen.submission, seen.earned, {q.name: q.result for q in seen.questions}))
        for question in seen.questions:
            self._count_question(seen.submission, question)

    def _count_question(self, submission: str, question: ObservedQuestion) -> None:
        name, result = question.name, question.result
        self.earned[name].append(result.earned)
        self.statuses[name][result.status] += 1
        if result.status == "could_not_check":
            self.unchecked.append((submission, name))
            self.reasons.setdefault(name, question.note)
        for case, status in question.cases:
            self.cases[case][status] += 1
        if question.seconds:
            self.seconds[name].append(question.seconds)
        if result.cause:
            is_named = result.cause != UNEXPLAINED
            groups, cause = (self.mistakes, result.cause) if is_named else (self.groups, question.same)
            groups.setdefault((name, cause), Group(name)).ids.append(submission)


def observe(
    key: Key, report: Report, handed_in: Submission | None = None, transcript: Transcript | None = None
) -> Observation:
    """What is counted of one submission."""
    handed_in = handed_in or Submission(report.submission)
    authors = ", ".join(person.name or person.id for person in handed_in.people)
    note = f"{'Handed in late. ' if handed_in.late else ''}{handed_in.note}".strip()
    of_key = {question.name: question for question in key.questions}
    is_graded = report.status == "graded"
    questions = [_observe(of_key[q.name], q, transcript) for q in report.questions] if is_graded else []
    name = clean(authors or report.submission, 80)
    return Observation(
        report.submission, name, note, report.status, report.message, report.earned, tuple(questions)
    )  # fmt: skip


def _observe(of_key: Question, question: QuestionReport, transcript: Transcript | None) -> ObservedQuestion:
    is_unchecked = question.status == "could_not_check"
    is_manual = of_key.returns == "manual" and question.status != "overridden"
    earned = question.earned if question.counts and not is_unchecked and not is_manual else math.nan
    calls = [transcript.calls.get(case.id) for case in question.cases] if transcript else []
    seconds = sum(0.0 if call is None or isinstance(call, Fault) else call.seconds for call in calls)
    cause, same = _cause(of_key, question, transcript)
    cases = tuple((case.id, case.status) for case in question.cases)
    return ObservedQuestion(
        question.name, Result(earned, question.status, cause), question.note, cases, seconds, same
    )  # fmt: skip


def _cause(of_key: Question, question: QuestionReport, transcript: Transcript | None) -> tuple[str, str]:
    """Why the question is not right: a named mistake, what stopped it, or UNEXPLAINED and what equal answers share."""
    if cause := question.mistake or _commonest_end(question, transcript):
        return cause, ""
    if question.status in ("wrong", "partial", "malformed", *STOPPED) and not of_key.is_written:
        return UNEXPLAINED, fingerprint(of_key, transcript) if transcript else question.message
    return "", ""


def _commonest_end(question: QuestionReport, transcript: Transcript | None) -> str:
    """ "!" and what stopped most of the cases that are not right; empty where one of them returned a wrong answer."""
    wrong = [case for case in question.cases if case.status not in ("right", "recorded", "manual")]
    if not wrong or any(case.status not in STOPPED for case in wrong):
        return ""
    calls = [transcript.calls.get(case.id) if transcript else None for case in wrong]
    kinds = [call.kind if isinstance(call, Raised) else "" for call in calls]
    ends = Counter(kind or case.status for kind, case in zip(kinds, wrong, strict=True))
    return f"!{clean(ends.most_common(1)[0][0], 60)}"


def discrimination(item: np.ndarray, rest: np.ndarray) -> tuple[float, float, float] | None:
    """The correlation of two arrays (n,) and its 95 % interval; None where n < 30 or one of them does not vary.

    The interval is Fisher's: atanh(r) is nearly normal with standard deviation 1 / sqrt(n - 3).
    """
    if len(item) < FEWEST or np.ptp(item) == 0 or np.ptp(rest) == 0:
        return None
    r = float(np.clip(np.corrcoef(item, rest)[0, 1], -1 + 1e-12, 1 - 1e-12))
    half = 1.96 / math.sqrt(len(item) - 3)
    return r, math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half)


def fingerprint(question: Question, transcript: Transcript) -> str:
    """A text that is the same for submissions with the same answers to a question, whatever form they came in.

    Two answers are the same if they agree to four digits on every case, or stopped by the same kind of error.
    """
    digest = hashlib.sha256()
    for case in question.cases:
        match transcript.calls.get(case.id):
            case Returned(value):
                content = _content(value)
            case call:
                content = [type(call).__name__, call.kind if isinstance(call, Raised) else ""]
        digest.update(repr((case.id, content)).encode("utf-8", "replace"))
    return digest.hexdigest()[:16]


def _content(value: Value) -> list[Any]:
    """Texts as they are, and each array of numbers rounded on its own scale."""
    match value:
        case Numbers(array):
            return _rounded(array)
        case Items(items):
            if len(items) > 2 and (flat := _flat(value)) is not None:
                return _rounded(flat)
            return [x for item in items for x in _content(item)]
        case Table(entries):
            return [x for name in sorted(entries) for x in (name, *_content(entries[name]))]
        case Text(text):
            return [text]
        case Nothing() | Other():
            return [type(value).__name__]
        case _:
            return assert_never(value)


def _flat(value: Value) -> np.ndarray | None:
    """The numbers of a list of lists in order, as if it were one array; None where there is anything else in it."""
    if isinstance(value, Numbers):
        return np.asarray(value.array).ravel()
    parts = [_flat(item) for item in value.items] if isinstance(value, Items) else []
    numeric = [part for part in parts if part is not None]
    return np.concatenate(numeric) if parts and len(numeric) == len(parts) else None


def _rounded(array: np.ndarray) -> list[Any]:
    """The size, and the numbers to DIGITS digits of the largest.

    Rounding is shifted by a constant, since short decimals must not lie on the border between two results.
    """
    with np.errstate(all="ignore"):
        flat = np.asarray(array).ravel()
        flat = np.stack([flat.real, flat.imag]).ravel() if flat.dtype.kind == "c" else flat.astype(float)
        sizes = np.abs(flat[np.isfinite(flat)])
        decimals = DIGITS - 1 - math.floor(math.log10(sizes.max())) if sizes.any() else 0
        scale = 10.0 ** min(decimals, MOST_DECIMALS)
        return [len(flat), *np.floor(flat * scale + 0.3779).tolist()]
