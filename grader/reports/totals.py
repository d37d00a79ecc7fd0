"""Points of a report and of a question, in the words that the terminal, notebooks and pages share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from grader.base.text import count
from grader.judging.messages.question_messages import HIDDEN_TOO, LATER_ONE
from grader.judging.messages.question_messages import LATER as LATER_WORDS
from grader.judging.question_groups import settled_by_visible
from grader.model.report import CaseReport, QuestionReport, Report, Totals
from grader.model.statuses import format_points, format_waiting, hundredths, points_in_words

# A student before the due date, who sees visible cases alone; one whose points are published; and staff.
Audience = Literal["student", "published", "staff"]
LATER = ("recorded", "manual")  # statuses of what is judged after the due date
NOT_JUDGED = (*LATER, "could_not_check")


def total_line(report: Report) -> str:
    """The points that this report can tell, of those that it judges."""
    total = f"{format_points(report.earned)} of {points_in_words(total_with_verdicts(report))} on the visible cases"
    return f"{total}{format_waiting(report.manual_points, report.unchecked_points)}."


def final_total(report: Report) -> str:
    """The points with those of hidden cases, and how many come later."""
    total = f"{format_points(report.earned)} of {points_in_words(report.judged_points)}"
    return f"{total}{format_waiting(report.manual_points, report.unchecked_points)}"


def hidden_line(report: Report) -> str:
    """How many points this report cannot tell; nothing if it tells them all."""
    rest = hundredths(report.judged_points - total_with_verdicts(report)) / 100
    if rest <= 0:
        return ""
    is_written = [not q.cases or q.status in LATER for q in report.questions if q.counts]
    hidden = "" if all(is_written) else "hidden cases"
    written = "answers that are judged after the due date" if any(is_written) else ""
    what_for = " and for ".join(filter(None, [hidden, written]))
    return f"The other {points_in_words(rest)} {'is' if rest == 1 else 'are'} for {what_for}."


def total_with_verdicts(report: Report) -> float:
    """The points of the questions that count, as far as this report judges them."""
    return sum(points_with_verdicts(question) for question in report.questions if question.counts)


def points_with_verdicts(question: QuestionReport) -> float:
    """The points of the cases that this report judges: a student's has no hidden ones, and no written answers."""
    if question.status == "overridden":
        return question.possible
    judged = [case for case in question.cases if case.status not in NOT_JUDGED]
    return min(question.possible, Totals.of(judged).possible)


def points_cell(question: QuestionReport, of: str = "/") -> str:
    """The points of a question in a table: earned, and what this report can judge."""
    if not question.counts:
        return "does not count"
    judged = points_with_verdicts(question)
    if not judged and (later := question.manual_points + question.unchecked_points):
        return f"- {of} {format_points(later)}"
    if question.status == "recorded" or not judged:
        return "after the due date"
    return f"{format_points(question.earned)} {of} {format_points(judged)}"


def explained(question: QuestionReport, message: str = "") -> str:
    """What the points are for, and the message."""
    points = points_lines(question, "staff" if question.hidden else "student")
    return "\n".join(filter(None, [" ".join(points), message or question.message]))


def final_message(question: QuestionReport) -> str:
    """The message without what it says of later, for who sees by now what that is."""
    message = question.message
    for sentence in () if question.status == "recorded" else (LATER_WORDS, LATER_ONE, HIDDEN_TOO):
        message = message.replace(sentence, "")
    return message.strip()


def unchecked_points(question: QuestionReport, audience: Audience) -> float:
    """The possible points of cases that must be run again; before the due date of visible cases alone."""
    if audience != "student":
        return question.unchecked_points
    return Totals.of(case for case in question.visible if case.status == "could_not_check").possible


def points_lines(question: QuestionReport, audience: Audience) -> list[str]:
    """What the points of a question are for; nothing where its status, points and message say it already."""
    visible, hidden = question.visible, question.hidden
    if not question.counts or not visible or unchecked_points(question, audience):
        return []
    if audience != "student":
        is_right = all(case.status == "right" for case in question.cases)
        return [] if is_right or not (hidden or _partly(visible)) else _of_all_cases(visible, hidden)
    # A student's key has no hidden case; with another one `possible` would tell which of a group counts by hidden ones.
    possible = Totals.of(question.cases).possible if hidden else question.possible
    rest = hundredths(possible - Totals.of(visible).possible) / 100
    later = [f"{points_in_words(rest, 'more')} {'is' if rest == 1 else 'are'} for hidden cases."] if rest > 0 else []
    parts = f"You have {points_in_words(_partly(visible))} for right parts of wrong cases."
    return [parts, *later] if _partly(visible) else later


def _partly(cases: Sequence[CaseReport]) -> float:
    """The points of cases that are not right."""
    return hundredths(Totals.of(case for case in cases if case.status != "right").earned) / 100


def _of_all_cases(visible: Sequence[CaseReport], hidden: Sequence[CaseReport]) -> list[str]:
    """What the visible and the hidden cases gave, and how much of it is for wrong ones."""
    rest, earned = _partly([*visible, *hidden]), Totals.of([*visible, *hidden]).earned
    some = "All" if rest == hundredths(earned) / 100 else format_points(rest)
    parts = f"{some} of these points {'is' if some == '1' else 'are'} for right parts of wrong cases."
    of_hidden = f"Hidden cases: {Totals.of(hidden).right} of {len(hidden)} right, {_of_cases(hidden)}."
    return [f"Visible cases: {_of_cases(visible)}.", *([of_hidden] if hidden else []), *([parts] if rest else [])]


def _of_cases(cases: Sequence[CaseReport]) -> str:
    earned, possible, _ = Totals.of(cases)
    return f"{format_points(earned)} of {points_in_words(possible)}"


def visible_summary(report: Report) -> str:
    """What a submission earned on visible cases, and how much hidden ones count: nothing depends on what those gave."""
    counted = [q for q in settled_by_visible(report).questions if q.counts and q.status != "manual"]
    shown = {q.title: q.visible for q in counted if q.visible}
    if not shown:
        return ""
    wrong = [title for title, cases in shown.items() if any(case.status != "right" for case in cases)]
    earned, possible, _ = Totals.of(case for cases in shown.values() for case in cases)
    points = f"{format_points(earned)} of {points_in_words(possible)}"
    verb = "is" if 1 in (len(shown) - len(wrong), len(shown)) else "are"
    questions = f"{len(shown) - len(wrong)} of {count(len(shown), 'question')} {verb} right"
    lines = [f"On the visible cases {questions}: {points}."]
    lines += [f"Not right yet: {', '.join(wrong)}."] if wrong else []
    if hidden := [case for q in counted if q.title in shown for case in q.hidden]:
        points = points_in_words(Totals.of(hidden).possible)
        lines.append(f"{count(len(hidden), 'hidden case')} {'counts' if len(hidden) == 1 else 'count'} {points}.")
    return " ".join(lines)
