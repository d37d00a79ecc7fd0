"""What is counted of a class: points, statuses, times, mistakes by name, and groups of unexplained answers."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from grader.course.class_report.observation import UNEXPLAINED, Observation, ObservedQuestion, Result, observe
from grader.course.decisions.decision import Decisions
from grader.course.similar.comparison import Similar
from grader.model.key import Case, Key
from grader.model.report import Report
from grader.model.transcript import Transcript
from grader.reports.elements import clean
from grader.submissions.collection import Submission

FEWEST = 30  # submissions for statistics that would otherwise be noise
PointsBefore = Mapping[str, Mapping[str, float]]  # the last regrade: by submission and question


@dataclass(frozen=True)
class Student:
    """One graded submission: its points, and its results by question."""

    submission: str
    earned: float
    results: dict[str, Result]


class PointsChange(NamedTuple):
    """The points of a submission on one question before and after the last regrade."""

    submission: str
    before: float
    after: float


@dataclass
class Group:
    """Submissions with the same answer to one question, or the same mistake: the first of them stands for all.

    `status` is that of the first answer.
    """

    question: str
    status: str = ""
    ids: list[str] = field(default_factory=list)


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
        missing_layers: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.key, self.absent, self.similar, self.before = key, absent, similar, before
        self.example_of, self.missing_layers = example_of, missing_layers
        self.decisions = Decisions()  # of staff, by which an answer needs eyes no more
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
        self.unchecked: dict[str, list[str]] = defaultdict(list)  # submissions that the grader failed at
        self.by_hand: dict[str, list[str]] = defaultdict(list)  # submissions that wait for points of staff
        self.reasons: dict[str, str] = {}  # by question: why the first of its submissions could not be checked
        self.ungradable: list[tuple[str, str]] = []  # (submission, reason)
        self.notes: list[tuple[str, str]] = []  # (submission, note)

    def name(self, submission: str) -> str:
        """Who handed it in; of two of one name, with the id."""
        name, own_id = self.authors.get(submission, ""), clean(submission, 80)
        return f"{name} ({own_id})" if self._namesakes[name] > 1 else name or own_id

    @property
    def statements(self) -> list[Case]:
        """The cases of all written answers that are judged."""
        return [case for q in self.key.questions if q.is_written and not q.is_by_hand for case in q.cases]

    @property
    def ranked_mistakes(self) -> list[tuple[tuple[str, str], Group]]:
        """Each (question, mistake) with its submissions, the commonest first."""
        return sorted(self.mistakes.items(), key=lambda item: (-len(item[1].ids), item[0]))

    @property
    def changes(self) -> dict[str, list[PointsChange]]:
        """By question whose points the last regrade changed."""
        changes: dict[str, list[PointsChange]] = defaultdict(list)
        for student in self.students:
            before = self.before.get(student.submission, {})
            for name, result in student.results.items():
                if name in before and abs(result.earned - before[name]) > 1e-6:
                    changes[name].append(PointsChange(student.submission, before[name], result.earned))
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
            self.unchecked[name].append(submission)
            self.reasons.setdefault(name, question.note)
        if result.status == "manual":
            self.by_hand[name].append(submission)
        for case, status in question.cases:
            self.cases[case][status] += 1
        if question.seconds:
            self.seconds[name].append(question.seconds)
        if result.cause:
            is_named = result.cause != UNEXPLAINED
            groups, cause = (self.mistakes, result.cause) if is_named else (self.groups, question.same)
            groups.setdefault((name, cause), Group(name, result.status)).ids.append(submission)


def discrimination(item: np.ndarray, rest: np.ndarray) -> tuple[float, float, float] | None:
    """The correlation of two arrays (n,) and its 95 % interval; None where n < 30 or one of them does not vary.

    The interval is Fisher's: atanh(r) is nearly normal with standard deviation 1 / sqrt(n - 3).
    """
    if len(item) < FEWEST or np.ptp(item) == 0 or np.ptp(rest) == 0:
        return None
    r = float(np.clip(np.corrcoef(item, rest)[0, 1], -1 + 1e-12, 1 - 1e-12))
    half = 1.96 / math.sqrt(len(item) - 3)
    return r, math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half)
