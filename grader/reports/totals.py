"""Points of a report and of a question, in the words that the terminal, notebooks and pages share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from grader.model.report import CaseReport, QuestionReport, Report
from grader.model.statuses import format_manual, format_points

# A student before the due date, who sees visible cases alone; one whose points are published; and staff.
Audience = Literal["student", "published", "staff"]


def total_line(report: Report) -> str:
    """Right questions and points, of those that this report can tell."""
    outline = report.outline
    total = f"{format_points(report.earned)} of {format_points(judged_total(report))} points on the visible cases"
    return f"{outline.right} of {outline.counted} right, {total}{format_manual(report.manual_points)}."


def hidden_line(report: Report) -> str:
    """How many points this report cannot tell; nothing if it tells them all."""
    rest = round(report.judged_points - judged_total(report), 2)
    if rest <= 0:
        return ""
    words = "points are for hidden cases, and for answers that are shown after the due date."
    return f"The other {format_points(rest)} {words}"


def judged_total(report: Report) -> float:
    """The points of the questions that count, as far as this report judges them."""
    return sum(judged_points(question) for question in report.questions if question.counts)


def judged_points(question: QuestionReport) -> float:
    """The points of the cases that this report judges: a student's has no hidden ones, and no written answers."""
    judged = sum(case.possible for case in question.cases if case.status not in ("recorded", "manual"))
    return min(question.possible, judged)


def points_lines(question: QuestionReport, audience: Audience = "student") -> list[str]:
    """What the points of a question are for; nothing where its points say it already."""
    visible = [case for case in question.cases if not case.hidden]
    hidden = [case for case in question.cases if case.hidden]
    if not question.counts or not visible:
        return []
    lines = (
        [_of_cases("Visible cases", visible)] if hidden or any(case.earned < case.possible for case in visible) else []
    )
    # A student's key has no hidden case; with another one `possible` would tell which of a group counts by hidden ones.
    possible = sum(case.possible for case in question.cases) if hidden else question.possible
    rest = round(possible - sum(case.possible for case in visible), 2)
    if audience != "student":
        return [*lines, _of_cases("Hidden cases", hidden)] if hidden else lines
    words = "more points are for hidden cases: the same question with other arguments, judged after you hand in."
    return [*lines, f"{format_points(rest)} {words}"] if rest > 0 else lines


def _of_cases(name: str, cases: Sequence[CaseReport]) -> str:
    right = [case for case in cases if case.status == "right"]
    earned, possible = sum(case.earned for case in cases), sum(case.possible for case in cases)
    rest = round(earned - sum(case.earned for case in right), 2)
    partly = f", {format_points(rest)} of them for what is right in the others" if rest > 0 else ""
    points = f"{format_points(earned)} of {format_points(possible)} points{partly}"
    return f"{name}: {len(right)} of {len(cases)} right, {points}."
