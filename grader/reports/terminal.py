"""A report in the terminal: a table of the questions, then the messages; plain text where it is not a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Column, Table
from rich.text import Text

from grader.model.report import Report
from grader.model.statuses import Tone, format_points, format_waiting, status_tone, status_words
from grader.reports.elements import LEAD
from grader.reports.totals import explained, final_message, hidden_line, points_cell, total_with_verdicts

if TYPE_CHECKING:
    from rich.console import Console

STYLES: dict[Tone, str] = {"good": "green", "part": "yellow", "plain": "dim", "bad": "red"}
QUIET = ("right", "recorded", "not_attempted", "optional")  # statuses whose messages the table makes unnecessary


def print_report(report: Report, console: Console, notes: Mapping[str, Sequence[str]] | None = None) -> None:
    """Print the whole report: a table of the questions, then the messages of those that are not right.

    For staff, `notes` are what they alone read, by question.
    """
    if report.status == "ungradable":
        lines = f"{report.submission}: this could not be graded.", report.message, *report.remarks
        console.print(Text("\n".join(lines)))
        return
    console.print(_summary(report))
    for line in filter(None, [hidden_line(report), *report.remarks]):
        console.print(Text(line))
    for question in report.questions:
        is_quiet = question.status in QUIET and (question.status != "recorded" or question.cases)
        message = question.message if notes is None else final_message(question)
        own = (notes or {}).get(question.name, ())
        if paragraphs := [*question.remarks, *([] if is_quiet else [explained(question, message)]), *own]:
            print_message(console, f"{question.title}\n" + "\n\n".join(paragraphs))


def print_message(console: Console, message: str) -> None:
    """Print a message: its first line, which is bold above others, and the others, two blanks in; nothing of none."""
    title, _, rest = message.partition("\n")
    words = Text(rest)
    words.highlight_regex(LEAD, "bold")
    if title:
        console.print(Text(f"\n{title}", style="bold" if rest else ""), soft_wrap=True)  # commands are copied
    if rest:
        console.print(*_indented(words, console), sep="\n")


def _indented(words: Text, console: Console) -> Iterator[Text]:
    """The lines of a message, two blanks in; of a call or a table what is too long goes on further in."""
    for line in words.split("\n", allow_blank=True):
        depth = len(line.plain) - len(line.plain.lstrip())
        more = depth + 4 if depth else 0
        for i, part in enumerate(line[depth:].wrap(console, max(console.width - 2 - more, 20))):
            part.rstrip()
            yield Text(" " * (2 + (more if i else depth)) if part else "").append_text(part)


def _summary(report: Report) -> Table:
    columns = "question", "result", Column("points", justify="right")
    table = Table(*columns, title=escape(report.submission), title_justify="left", box=None, pad_edge=False)
    for question in report.questions:
        word = Text(status_words(question.status), style=STYLES[status_tone(question.status)])
        table.add_row(escape(question.title), word, points_cell(question))
    table.add_row("", "", "")
    total = f"{format_points(report.earned)} / {format_points(total_with_verdicts(report))}"
    table.add_row(f"total{format_waiting(report.manual_points, report.unchecked_points)}", "", total, style="bold")
    return table
