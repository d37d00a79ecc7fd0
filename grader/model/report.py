"""The report: what one submission earned and what its author reads. Data only, written to JSON and read back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any, NamedTuple

from grader.base.errors import UserError
from grader.model.encoding.decoding import BY_NAME, REQUIRED, DecodingError, decoder
from grader.model.statuses import UNJUDGED, CaseStatus, QuestionStatus, ReportStatus

FORMAT = 2
WITH_SECONDS = 1  # an older format, in which each case had its seconds: a transcript has them


@dataclass(frozen=True)
class CaseReport:
    """One case. Of a hidden one, `message` is a fixed sentence; `step` is the first wrong step of a history, or -1."""

    id: str
    title: str
    hidden: bool
    status: CaseStatus
    earned: float
    possible: float
    message: str
    step: int = -1


class Totals(NamedTuple):
    """What some cases are worth together, and how many of them are right."""

    earned: float
    possible: float
    right: int

    @classmethod
    def of(cls, cases: Iterable[CaseReport]) -> Totals:
        """The totals of these cases, without what adding decimals leaves."""
        cases = tuple(cases)
        points = (round(sum([case.earned for case in cases]), 9), round(sum([case.possible for case in cases]), 9))
        return cls(*points, [case.status for case in cases].count("right"))


@dataclass(frozen=True)
class QuestionReport:
    """One question. `message` is what its author reads, from visible cases alone; `mistake` is for staff, from all.

    It holds no time and nothing of one submission alone: those with equal answers share it, and its text in JSON.
    Of the questions of one `group` the best `counts`; the others have no points here, though their cases show theirs.
    `reading` is the one that the shown cases fit best, where several are right.
    """

    name: str
    title: str
    status: QuestionStatus
    earned: float
    possible: float
    message: str
    mistake: str = ""
    cases: tuple[CaseReport, ...] = field(default=(), metadata=REQUIRED)
    group: str = ""
    counts: bool = True
    reading: str = ""
    note: str = ""  # for staff alone: why a case could not be checked
    remarks: tuple[str, ...] = ()  # what staff decided and say of it, as its author reads it

    @property
    def visible(self) -> tuple[CaseReport, ...]:
        """The cases that a student may see."""
        return tuple(case for case in self.cases if not case.hidden)

    @property
    def hidden(self) -> tuple[CaseReport, ...]:
        """The cases of which a student sees nothing."""
        return tuple(case for case in self.cases if case.hidden)

    @cached_property
    def manual_points(self) -> float:
        """Those of the possible points that staff have yet to give."""
        return self._waiting("manual")

    @cached_property
    def unchecked_points(self) -> float:
        """Those of the possible points that nobody can earn or lose until their cases are run again."""
        return self._waiting("could_not_check")

    @cached_property
    def judged_points(self) -> float:
        """The possible points without both of these."""
        return round(self.possible - self.manual_points - self.unchecked_points, 9)

    @property
    def lost(self) -> float:
        """The points that are neither earned nor yet to be given."""
        return round(self.judged_points - self.earned, 9)

    @cached_property
    def as_json(self) -> str:
        """What a report's JSON has under the question's name."""
        values = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "name"}
        data = values | {"cases": [vars(case) for case in self.cases]}
        return _to_json(_without_empty(data, "note", "remarks"))

    def _waiting(self, status: CaseStatus) -> float:
        cases = [case for case in self.cases if case.status == status]
        return Totals.of(cases).possible if cases and self.counts and self.status != "overridden" else 0.0


@dataclass(frozen=True)
class Outline:
    """What the summary of a class says of one report: `right` of the `counted` questions, `unchecked` where any is.

    `possible` are the points that were judged; `manual_points` and `unchecked_points` come later. `points` has all
    that were judged under "".
    """

    submission: str
    status: ReportStatus
    earned: float
    possible: float
    message: str
    right: int
    counted: int
    unchecked: bool
    manual_points: float = 0.0
    unchecked_points: float = 0.0
    points: dict[str, tuple[float, float]] = field(default_factory=dict)  # earned and judged, by question

    @property
    def questions_right(self) -> str:
        """The end of a line on its points: `, 2 of 3 questions right`; nothing where no question was judged."""
        return f", {self.right} of {self.counted} questions right" if self.counted else ""


@dataclass(frozen=True)
class Report:
    """One submission: `status` is "graded" or "ungradable", with the reason in `message`."""

    submission: str
    assignment: str
    status: ReportStatus
    earned: float
    possible: float
    message: str = ""
    questions: tuple[QuestionReport, ...] = field(default=(), metadata=BY_NAME)
    remarks: tuple[str, ...] = ()  # of staff about the whole submission, as its author reads them
    deducted: float = 0.0  # the points that lateness took off, which `earned` has no more

    def question(self, name: str) -> QuestionReport:
        """What is said of the question of this name."""
        return next(q for q in self.questions if q.name == name)

    @property
    def unchecked(self) -> tuple[str, ...]:
        """Names of the questions that the grader, not the student, failed at."""
        return tuple(q.name for q in self.questions if q.counts and q.status == "could_not_check")

    @property
    def manual_points(self) -> float:
        """Points that staff have yet to give."""
        return sum(question.manual_points for question in self.questions)

    @property
    def unchecked_points(self) -> float:
        """Points of cases that could not be checked."""
        return sum(question.unchecked_points for question in self.questions)

    @property
    def judged_points(self) -> float:
        """The possible points without those that staff have yet to give, and those that could not be checked."""
        return round(self.possible - self.manual_points - self.unchecked_points, 9)

    @property
    def outline(self) -> Outline:
        """What the summary of a class needs of it."""
        counted = [  # as right counts that staff gave all points
            "right" if q.status == "overridden" and q.earned >= q.possible else q.status
            for q in self.questions if q.counts and q.status not in UNJUDGED
        ]  # fmt: skip
        return Outline(
            self.submission, self.status, self.earned, self.judged_points, self.message,
            counted.count("right"), len(counted), bool(self.unchecked), self.manual_points,
            self.unchecked_points,
            {"": (self.earned, self.judged_points), **{q.name: (q.earned, q.judged_points) for q in self.questions}},
        )  # fmt: skip

    def to_data(self) -> dict[str, Any]:
        """The report as `grader grade --json` writes it: questions by name."""
        data: dict[str, Any] = json.loads(self.to_json())
        return data

    def to_json(self) -> str:
        """The report as one line of text, which `parse_report` reads."""
        rest = {name: value for name, value in vars(self).items() if name != "questions"}
        start = _to_json(_without_empty({"format": FORMAT, **rest}, "remarks", "deducted"))
        questions = ", ".join([f"{_to_json(question.name)}: {question.as_json}" for question in self.questions])
        return f'{start.removesuffix("}")}, "questions": {{{questions}}}}}'


def parse_report(text: str) -> Report:
    """The report that `to_json` wrote. Raises UserError in a sentence."""
    try:
        data = json.loads(text)
        version = data.pop("format", None)
    except (ValueError, AttributeError, TypeError, RecursionError) as error:
        raise UserError(f"this is not a report: {error}") from None
    if version not in (FORMAT, WITH_SECONDS):
        raise UserError(f"this report has format {version}; this grader reads format {FORMAT}. Run `grader regrade`.")
    try:
        report: Report = decoder(Report)(_without_seconds(data) if version == WITH_SECONDS else data)
    except DecodingError as error:
        raise UserError(f"this report is damaged: {error}. Run `grader regrade`.") from None
    return report


def _without_seconds(data: Any) -> Any:
    """JSON data without the seconds that an older format has of each case."""
    with suppress(AttributeError, KeyError, TypeError):  # damaged data are refused when they are decoded
        for question in data["questions"].values():
            for case in question["cases"]:
                case.pop("seconds", None)
    return data


def _to_json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)


def _without_empty(data: dict[str, Any], *names: str) -> dict[str, Any]:
    """The data without those of these entries that say nothing: most reports have none of them."""
    return {name: value for name, value in data.items() if value or name not in names}
