"""A report in the terminal: aligned, first what is right; plain text where nobody looks at a screen."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.model.report import QuestionReport, Report
from grader.model.statuses import Tone, format_points, status_tone, status_words

STYLES: dict[Tone, str] = {"good": "green", "part": "yellow", "plain": "dim", "bad": "red"}
QUIET = ("right", "recorded", "not_attempted", "optional")  # nothing is to be said but the word


def show(report: Report, console: Console) -> None:
    """The whole report: a table of the questions, then what is to be said of those that are not right."""
    if report.status == "ungradable":
        console.print(Text(f"{report.submission}: this could not be graded.\n{report.message}"))
        return
    console.print(_summary(report))
    if (rest := round(report.possible - _known(report), 2)) > 0:
        console.print(
            f"The other {format_points(rest)} points are for hidden cases and for answers that are told later."
        )
    for question in report.questions:
        if question.status not in QUIET or (question.status == "recorded" and not question.cases):
            console.print()
            console.print(Text(question.title, style="bold"))
            console.print(Padding(Text(question.message), (0, 0, 0, 2)))


def _summary(report: Report) -> Table:
    table = Table(title=escape(report.submission), title_justify="left", box=None, pad_edge=False)
    table.add_column("question")
    table.add_column("result")
    table.add_column("points", justify="right")
    for question in report.questions:
        word = Text(status_words(question.status), style=STYLES[status_tone(question.status)])
        table.add_row(escape(question.title), word, _worth(question))
    table.add_row("", "", "")
    table.add_row("together", "", f"{format_points(report.earned)} / {format_points(_known(report))}", style="bold")
    return table


def _worth(question: QuestionReport) -> str:
    if not question.counts:
        return "does not count"
    judged = _judged(question)
    return f"{format_points(question.earned)} / {format_points(judged)}" if judged else "told later"


def _known(report: Report) -> float:
    return sum(_judged(question) for question in report.questions if question.counts)


def _judged(question: QuestionReport) -> float:
    """The points of the cases that this report judges: a student's has no hidden ones, and tells no statement."""
    return min(question.possible, sum(case.possible for case in question.cases if case.status != "recorded"))
