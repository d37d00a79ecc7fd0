"""What is counted of a class: points, statuses, times, mistakes by name, and groups of unexplained answers."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.course.class_report.answer_groups import exception_kind, fingerprint
from grader.model.report import QuestionReport, Report
from grader.model.transcript import Call, Fault, Transcript
from grader.reports.elements import clean

if TYPE_CHECKING:
    from grader.course.class_report.similarity import Similar
    from grader.model.key import Key

FEWEST = 30  # submissions for statistics that would otherwise be noise
STOPPED = ("crashed", "timed_out", "out_of_memory", "missing")

Graded = tuple[Report, Mapping[str, Any] | None, Transcript | None]


@dataclass
class Group:
    """Submissions with the same answer to one question: the first of them stands for all."""

    question: str
    ids: list[str] = field(default_factory=list)
    report: Report | None = None
    transcript: Transcript | None = None


class ClassStatistics:
    """Counts and names, filled one submission at a time; only the representatives of groups keep their transcripts.

    Dictionaries are by the name of the question; lists have one entry for each graded submission, in their order.
    """

    def __init__(self, key: Key, absent: Sequence[str] = (), similar: Similar | None = None) -> None:
        self.key, self.absent, self.similar = key, absent, similar
        self.questions = {question.name: question for question in key.questions}
        self.names: dict[str, str] = {}
        self.totals: list[float] = []
        self.earned: dict[str, list[float]] = defaultdict(list)  # nan where it could not be checked or does not count
        self.statuses: dict[str, Counter[str]] = defaultdict(Counter)
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.mistakes: dict[tuple[str, str], list[str]] = defaultdict(list)  # by (question, mistake or "!" + end)
        self.groups: dict[tuple[str, str], Group] = {}
        self.unchecked: list[tuple[str, str]] = []  # (submission, question)
        self.ungradable: list[tuple[str, str]] = []  # (submission, reason)
        self.notes: list[tuple[str, str]] = []  # (submission, note)

    def add(self, report: Report, people: Mapping[str, Any] | None, transcript: Transcript | None) -> None:
        """Count one submission."""
        submission = report.submission
        self.names[submission] = _name(submission, people)
        if note := (people or {}).get("note"):
            self.notes.append((submission, str(note)))
        if report.status != "graded":
            self.ungradable.append((submission, report.message))
            return
        self.totals.append(report.earned)
        for question in report.questions:
            self._add_points(submission, question)
            self._add_time(question, transcript)
            self._add_cause(report, question, transcript)

    def _add_points(self, submission: str, question: QuestionReport) -> None:
        is_unchecked = question.status == "could_not_check"
        self.earned[question.name].append(question.earned if question.counts and not is_unchecked else math.nan)
        self.statuses[question.name][question.status] += 1
        if is_unchecked:
            self.unchecked.append((submission, question.name))

    def _add_time(self, question: QuestionReport, transcript: Transcript | None) -> None:
        if transcript and (seconds := sum(_seconds(transcript.calls.get(case.id)) for case in question.cases)):
            self.seconds[question.name].append(seconds)

    def _add_cause(self, report: Report, question: QuestionReport, transcript: Transcript | None) -> None:
        """Count why the question is not right: a named mistake, what stopped it, or a group of equal answers."""
        name = question.name
        if question.mistake:
            self.mistakes[name, question.mistake].append(report.submission)
        elif end := _commonest_end(question, transcript):
            self.mistakes[name, f"!{end}"].append(report.submission)
        elif question.status in ("wrong", "partial", "malformed", *STOPPED) and self.questions[name].returns != "truth":
            same = fingerprint(self.questions[name], transcript) if transcript else question.message
            group = self.groups.setdefault((name, same), Group(name, report=report, transcript=transcript))
            group.ids.append(report.submission)


def _name(submission: str, people: Mapping[str, Any] | None) -> str:
    """Who handed it in: the names or else the addresses or else the id of the submission."""
    name = (people or {}).get("name") or (people or {}).get("email") or submission
    return clean(", ".join(map(str, name)) if isinstance(name, (list, tuple)) else str(name), 80)


def _seconds(call: Call | None) -> float:
    return 0.0 if call is None or isinstance(call, Fault) else call.seconds


def _commonest_end(question: QuestionReport, transcript: Transcript | None) -> str:
    """What stopped most of the cases that are not right; empty where one of them returned a wrong answer."""
    wrong = [case for case in question.cases if case.status not in ("right", "recorded")]
    if not wrong or any(case.status not in STOPPED for case in wrong):
        return ""
    calls = transcript.calls if transcript else {}
    ends = Counter(exception_kind(calls.get(case.id)) or case.status for case in wrong)
    return clean(ends.most_common(1)[0][0], 60)


def discrimination(item: np.ndarray, rest: np.ndarray) -> tuple[float, float, float] | None:
    """The correlation of two arrays (n,) and its 95 % interval; None where n < 30 or one of them does not vary.

    The interval is Fisher's: atanh(r) is nearly normal with standard deviation 1 / sqrt(n - 3).
    """
    if len(item) < FEWEST or np.ptp(item) == 0 or np.ptp(rest) == 0:
        return None
    r = float(np.clip(np.corrcoef(item, rest)[0, 1], -1 + 1e-12, 1 - 1e-12))
    half = 1.96 / math.sqrt(len(item) - 3)
    return r, math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half)
