"""The report of one student as a page of its own: light, dark and printed, from 400 px on."""

from __future__ import annotations

from collections.abc import Sequence

from grader.judging.question_groups import settled_by_visible
from grader.model.key import Key
from grader.model.report import Report
from grader.model.statuses import format_manual, format_points
from grader.model.transcript import Transcript
from grader.reports.elements import Html, clean, document, join, paragraphs, table, tag
from grader.reports.look import classes
from grader.reports.question_html import QuestionView, status_word

FOOTER = "Made by First-Order Grader. This page is complete in itself: it loads nothing and runs nothing."


def student_page(key: Key, transcript: Transcript, report: Report, totals: bool | None = None, note: str = "") -> str:
    """A whole self-contained page for one student.

    `totals` counts hidden cases and says which statements are right: it is for after the due date, and the default with
    an instructor's key alone. `note` says what is special about the submission, such as which of two files was graded.
    """
    if report.status != "graded":
        return _page(key, report, [], _ungradable(report))
    totals = key.audience == "instructor" if totals is None else totals
    of_key = {question.name: question for question in key.questions}
    questions = (report if totals else settled_by_visible(report)).questions
    views = [
        QuestionView(of_key[q.name].as_read(q.reading), q, transcript, classes, totals)
        for q in questions if q.name in of_key
    ]  # fmt: skip
    cards = [view.card(view.title("h2", f"question-{view.report.name}"), view.picture("svg")) for view in views]
    head = []
    if totals:
        total = f"{format_points(report.earned)} of {format_points(report.judged_points)} points"
        total += format_manual(report.manual_points)
        head.append(tag("p", tag("strong", total), **classes("state")))
    for words in filter(None, [note, *report.remarks]):
        head.append(tag("p", words, **classes("words")))
    return _page(key, report, head, join([tag("nav", _overview(views), aria_label="Questions"), *cards]))


def _page(key: Key, report: Report, head: Sequence[Html], main: Html) -> str:
    submission = clean(report.submission, 200)
    lines = [tag("h1", key.title), tag("p", "Submission ", tag("strong", submission)), *head]
    return document(f"{key.title}: {submission}", join(lines), main, FOOTER)


def _overview(views: Sequence[QuestionView]) -> Html:
    """Every question with its status and points, and a link to its card."""
    rows = []
    for view in views:
        earned, possible = view.points
        points = f"{format_points(earned)} of {format_points(possible)}" if view.report.counts else "-"
        points = f"- of {format_points(possible)}" if view.status == "manual" else points
        link = tag("a", view.report.title, href=f"#question-{view.report.name}")
        rows.append([link, status_word(view.status, classes), points])
    return table("All questions", ["question", "status", "points"], rows, classes)


def _ungradable(report: Report) -> Html:
    return tag(
        "section",
        tag("h2", "This submission could not be graded", **classes("title")),
        tag("p", status_word("ungradable", classes), **classes("state")),
        *paragraphs(report.message or "No reason was recorded. Please tell the staff.", classes),
        *(tag("p", words, **classes("words")) for words in report.remarks),
        tag("p", "Hand in the notebook again, or write to the staff if you think that this is our mistake.",
            **classes("words")),
        **classes("card"),
    )  # fmt: skip
