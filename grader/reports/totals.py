"""Points of a whole report, in the words that the terminal and notebooks share."""

from __future__ import annotations

from grader.model.report import QuestionReport, Report
from grader.model.statuses import format_manual, format_points


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
    if question.status == "overridden":
        return question.possible
    judged = sum(case.possible for case in question.cases if case.status not in ("recorded", "manual"))
    return min(question.possible, judged)
