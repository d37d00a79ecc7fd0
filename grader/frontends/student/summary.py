"""The top of `check()` for several questions: a bar, the points, every question with what changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from grader.frontends.student.progress import NO_CHANGE
from grader.model.report import Report
from grader.model.statuses import status_tone, status_words
from grader.reports.totals import hidden_line, points_cell, total_line

if TYPE_CHECKING:
    from grader.reports.elements import Html
    from grader.reports.look import Look

# What counts as what, in the order of the bar; every other status is "not right yet".
GROUPS = {
    "right": ("right",),
    "partly right": ("partial",),
    "not right yet": (),
    "to do": ("not_attempted", "missing"),
    "judged later": ("recorded", "manual", "could_not_check"),
}
ROLES = {
    "right": "bar-good", "partly right": "bar-part", "not right yet": "bar-bad", "to do": "bar-plain",
    "judged later": "bar-plain",
}  # fmt: skip


def counts(report: Report) -> dict[str, int]:
    """How many of the questions that count are in each group; groups without one are left out."""
    of_status = {status: group for group, statuses in GROUPS.items() for status in statuses}
    groups = [of_status.get(q.status, "not right yet") for q in report.questions if q.counts]
    return {group: groups.count(group) for group in GROUPS if group in groups}


def counts_line(report: Report) -> str:
    """The same in words: `5 right, 3 not right yet, 3 to do`."""
    return ", ".join(f"{number} {group}" for group, number in counts(report).items())


def summary_text(report: Report, changes: Mapping[str, str]) -> str:
    """The summary for a terminal and for front ends without HTML."""
    news = news_of(changes)
    rows = [(q.name, status_words(q.status), points_cell(q, "of"), news.get(q.name, "")) for q in report.questions]
    widths = [max(len(row[i]) for row in rows) for i in range(3)]
    table = [
        f"    {name:{widths[0]}}  {words:{widths[1]}}  {points:>{widths[2]}}  {change}".rstrip()
        for name, words, points, change in rows
    ]
    return "\n".join([*_lines(report, changes), *table])


def news_of(changes: Mapping[str, str]) -> dict[str, str]:
    """The changes that are news in a table: where nothing changed at all, one line says so."""
    is_news = any(words != NO_CHANGE for words in changes.values())
    return dict(changes) if is_news else {}


def _lines(report: Report, changes: Mapping[str, str]) -> list[str]:
    """The sentences above the table."""
    same = "Nothing has changed since your last check." if changes and not news_of(changes) else ""
    return list(filter(None, [f"{counts_line(report)}.", total_line(report), hidden_line(report), same]))


def summary_html(title: str, report: Report, changes: Mapping[str, str], look: Look) -> Html:
    """The summary as a card."""
    from grader.reports.elements import table, tag

    rows, news = [], news_of(changes)
    for question in report.questions:
        words = tag("strong", status_words(question.status), **look(status_tone(question.status)))
        row = [tag("code", question.name, **look("code")), words, points_cell(question, "of")]
        rows.append([*row, tag("span", news.get(question.name, ""))] if news else row)
    titles = ["question", "status", "points", *(["since your last check"] if news else [])]
    return tag(
        "div", tag("div", title, **look("title")), _bar(report, look),
        *(tag("p", line, **look("state")) for line in _lines(report, changes)),
        table("All questions", titles, rows, look), **look("card"),
    )  # fmt: skip


def _bar(report: Report, look: Look) -> Html:
    """One segment for each group, as wide as its number of questions, with the number in it."""
    from grader.reports.elements import tag

    segments = []
    for group, number in counts(report).items():
        attributes = look(ROLES[group])
        attributes["style"] = f"{attributes.get('style', '')};flex:{number}"
        segments.append(tag("div", str(number), title=f"{number} {group}", **attributes))
    return tag("div", *segments, role="img", aria_label=counts_line(report), **look("bar"))
