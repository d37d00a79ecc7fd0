"""Points of a whole report, in the words that the terminal and notebooks share."""

from __future__ import annotations

from grader.judging.forms import count
from grader.model.report import QuestionReport, Report
from grader.model.statuses import format_manual, format_points

LATER = ("recorded", "manual")  # statuses of questions that are judged after the due date
PLAIN = (*LATER, "not_attempted", "missing", "optional")  # those of which the points need no words


def total_line(report: Report) -> str:
    """The points that this report can tell, of those that it judges."""
    total = f"{format_points(report.earned)} of {format_points(judged_total(report))} points on the visible cases"
    return f"{total}{format_manual(report.manual_points)}."


def hidden_line(report: Report) -> str:
    """How many points this report cannot tell; nothing if it tells them all."""
    rest = round(report.judged_points - judged_total(report), 2)
    if rest <= 0:
        return ""
    is_written = [not question.cases or _is_later(question) for question in report.questions if question.counts]
    hidden = "" if all(is_written) else "hidden cases"
    written = "answers that are judged after the due date" if any(is_written) else ""
    return f"The other {format_points(rest)} points are for {' and for '.join(filter(None, [hidden, written]))}."


def points_words(question: QuestionReport) -> str:
    """What the points of wrong visible cases are for, and how many wait in hidden cases; empty where all is plain."""
    visible = [case for case in question.cases if not case.hidden]
    if not question.counts or not visible or question.status in PLAIN:
        return ""
    right = [case.earned for case in visible if case.status == "right"]
    part = [case.earned for case in visible if case.status != "right" and case.earned > 0]
    earned = [f"{format_points(sum(right))} for {count(len(right), 'right case')}"] if right and part else []
    where = "the wrong case" if len(part) == 1 else f"{len(part)} wrong cases"
    earned += [f"{format_points(sum(part))} for what is right in {where}"] if part else []
    waiting = round(question.possible - sum(case.possible for case in visible), 2)
    wait = [f"{format_points(waiting)} more in hidden cases"] if waiting > 0 else []
    return "; ".join(filter(None, [", ".join(earned), *wait]))


def points_sentence(question: QuestionReport) -> str:
    """The points of the visible cases with these words; empty where the status says it all."""
    visible = [case for case in question.cases if not case.hidden]
    if not question.counts or not visible or question.status in PLAIN:
        return ""
    earned, possible = (format_points(sum(getattr(c, name) for c in visible)) for name in ("earned", "possible"))
    why = points_words(question)
    return f"Points: {earned} of {possible}{why and f' ({why})'}."


def _is_later(question: QuestionReport) -> bool:
    """Whether its points are given after the due date: by hand, or for written answers."""
    return question.status in LATER


def judged_total(report: Report) -> float:
    """The points of the questions that count, as far as this report judges them."""
    return sum(judged_points(question) for question in report.questions if question.counts)


def judged_points(question: QuestionReport) -> float:
    """The points of the cases that this report judges: a student's has no hidden ones, and no written answers."""
    if question.status == "overridden":
        return question.possible
    judged = sum(case.possible for case in question.cases if case.status not in ("recorded", "manual"))
    return min(question.possible, judged)
