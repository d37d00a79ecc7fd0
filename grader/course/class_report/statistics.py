"""What is counted of a class: points, statuses, times, mistakes by name, and groups of unexplained answers."""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from grader.base.exhaustive import assert_never
from grader.course.class_report.similarity import Similar
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
    report: Report | None = None
    transcript: Transcript | None = None


class ClassStatistics:
    """Counts and names, filled one submission at a time; only the representatives of groups keep their transcripts.

    Dictionaries are by the name of the question; lists have one entry for each graded submission, in their order.
    """

    def __init__(
        self,
        key: Key,
        absent: Sequence[str] = (),
        similar: Similar | None = None,
        before: PointsBefore = MappingProxyType({}),
    ) -> None:
        self.key, self.absent, self.similar, self.before = key, absent, similar, before
        self.questions = {question.name: question for question in key.questions}
        self.names: dict[str, str] = {}
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
        """The statistics of a class. `graded` is read once, so that it may be a generator.

        `similar` is None where submissions were not compared; `absent` are names on the roster without a submission.
        """
        seen = cls(key, absent, similar, before)
        for each in graded:
            seen.add(*each)
        return seen

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
        submission = report.submission
        handed_in = handed_in or Submission(submission)
        authors = ", ".join(person.name or person.id for person in handed_in.people)
        self.names[submission] = clean(authors or submission, 80)
        if note := f"{'Handed in late. ' if handed_in.late else ''}{handed_in.note}".strip():
            self.notes.append((submission, note))
        if report.status != "graded":
            self.ungradable.append((submission, report.message))
            return
        self.totals.append(report.earned)
        results = {question.name: self._add_question(report, question, transcript) for question in report.questions}
        self.students.append(Student(submission, report.earned, results))

    def _add_question(self, report: Report, question: QuestionReport, transcript: Transcript | None) -> Result:
        is_unchecked = question.status == "could_not_check"
        is_manual = self.questions[question.name].returns == "manual" and question.status != "overridden"
        has_points = question.counts and not is_unchecked and not is_manual
        earned = question.earned if has_points else math.nan
        self.earned[question.name].append(earned)
        self.statuses[question.name][question.status] += 1
        if is_unchecked:
            self.unchecked.append((report.submission, question.name))
            self.reasons.setdefault(question.name, question.note)
        for case in question.cases:
            self.cases[case.id][case.status] += 1
        calls = [transcript.calls.get(case.id) for case in question.cases] if transcript else []
        if seconds := sum(0.0 if call is None or isinstance(call, Fault) else call.seconds for call in calls):
            self.seconds[question.name].append(seconds)
        return Result(earned, question.status, self._add_cause(report, question, transcript))

    def _add_cause(self, report: Report, question: QuestionReport, transcript: Transcript | None) -> str:
        """Count why the question is not right: a named mistake, what stopped it, or a group of equal answers."""
        name = question.name
        if cause := question.mistake or _commonest_end(question, transcript):
            group = self.mistakes.setdefault((name, cause), Group(name, report=report, transcript=transcript))
        elif question.status in ("wrong", "partial", "malformed", *STOPPED) and not self.questions[name].is_written:
            same = fingerprint(self.questions[name], transcript) if transcript else question.message
            group = self.groups.setdefault((name, same), Group(name, report=report, transcript=transcript))
            cause = UNEXPLAINED
        else:
            return ""
        group.ids.append(report.submission)
        return cause


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
