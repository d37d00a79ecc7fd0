"""release-body.md: the report as people read it on GitHub, in a release and in the summary of a run."""

from __future__ import annotations

import re

from grader.model.key import Key
from grader.model.report import QuestionReport, Report
from grader.model.statuses import status_words
from grader.reports.elements import clean
from grader.reports.totals import explained, hidden_line, points_cell, total_line

MAX_MESSAGES = 60_000  # characters of all messages; GitHub takes 125,000 in a release, more of HTML


def to_markdown(key: Key, report: Report) -> str:
    """The whole report. What a student wrote stands between fences, where Markdown and HTML are text."""
    if report.status == "ungradable":
        return f"### {_plain(key.title)}: this could not be graded\n\n{_fenced(report.message)}\n"
    rows = [f"| {_plain(q.title)} | {status_words(q.status)} | {points_cell(q)} |" for q in report.questions]
    shown = [q for q in report.questions if q.message and q.status != "right"]
    most = MAX_MESSAGES // max(1, len(shown))
    parts = [
        f"### {_plain(key.title)}: {total_line(report)}",
        hidden_line(report),
        "\n".join(["| Question | Result | Points |", "|---|---|---:|", *rows]),
        *(_details(question, most) for question in shown),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _details(question: QuestionReport, most: int) -> str:
    heading = f"<summary>{_plain(question.title)}: {status_words(question.status)}</summary>"
    return f"<details open>{heading}\n\n{_fenced(explained(question), most)}\n\n</details>"


def _fenced(text: str, most: int = MAX_MESSAGES) -> str:
    """A block of text whose fence is longer than any in it."""
    cleaned = clean(text, most)
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", cleaned)), default=0))
    return f"{fence}text\n{cleaned}\n{fence}"


def _plain(text: str) -> str:
    """A title on one line, in which Markdown and HTML are characters."""
    return re.sub(r"([\\`*_\[\]<>|#&~])", r"\\\1", " ".join(clean(text).split()))
