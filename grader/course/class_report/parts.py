"""What the sections of the class page are made of: links to students, titles of questions, tables and charts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

from grader.course.class_report.statistics import ClassStatistics
from grader.course.results_folder import staff_page
from grader.model.key import Key
from grader.model.statuses import format_points
from grader.reports.causes import cause_hints, cause_name
from grader.reports.elements import Html, folded, join, table, tag, typeset
from grader.reports.look import classes

if TYPE_CHECKING:
    import numpy as np

LINKS, MORE_LINKS = 8, 120  # students named at once, and behind "more"

Elements = Sequence[str]  # Html, or the text of a paragraph


# ── links and titles


def page_address(submission: str, question: str = "") -> str:
    """Where staff read about a submission, or about one of its questions."""
    anchor = f"#question-{quote(question)}" if question else ""
    return f"{quote(staff_page(submission))}{anchor}"


def link(seen: ClassStatistics, submission: str, question: str = "") -> Html:
    """The name of who handed it in, as a link to the page about it."""
    return tag("a", seen.name(submission), href=page_address(submission, question))


def links(seen: ClassStatistics, submissions: Sequence[str], question: str = "") -> Html:
    """All of them in a row."""
    return join([link(seen, submission, question) for submission in submissions], ", ")


def some_links(seen: ClassStatistics, submissions: Sequence[str], question: str = "") -> Html:
    """The first links, more behind a summary, and how many are left out."""
    first, rest = submissions[:LINKS], submissions[LINKS : LINKS + MORE_LINKS]
    left = len(submissions) - len(first) - len(rest)
    tail = f" and {left} more: see the table of students" if left else None
    summary = f"{len(submissions) - len(first)} more"
    more = folded(summary, links(seen, rest, question), tail, look=classes) if rest else None
    return tag("div", links(seen, first, question), more, class_="names")


def question_title(seen: ClassStatistics, name: str) -> Html:
    """The title of a question and its name."""
    question = seen.questions.get(name)
    return join([tag("span", question.title if question else name), tag("code", name, **classes("code"))], " ")


def cause(key: Key, mistake: str) -> Html:
    """A mistake's name with its hint behind it."""
    paragraphs = [tag("p", typeset(hint, classes)) for hint in cause_hints(key, mistake)]
    hint = folded("hint", *paragraphs, look=classes) if paragraphs else None
    return tag("div", typeset(cause_name(key, mistake), classes), hint)


# ── tables and charts


def class_table(caption: str, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> Html:
    """A table whose rows are blocks on a narrow screen."""
    return table(caption, titles, rows, classes, stacked=True)


def percent(share: float) -> Html:
    """A share from 0 to 1 as a bar and in words."""
    bar = tag("span", class_="bar", style=f"width:{60 * min(max(share, 0), 1):.0f}px")
    return tag("span", bar, f"{100 * share:.0f} %", class_="fact")


def small_bars(counts: np.ndarray, label: str) -> Html:
    """Counts (B,) as bars the size of a word."""
    highest = max(int(counts.max()), 1)
    bars = [tag("rect", x=str(8 * i), y=f"{24 - (h := 22 * int(n) / highest):.1f}", width="7", height=f"{h:.1f}")
            for i, n in enumerate(counts) if n]  # fmt: skip
    line = tag("line", x1="0", x2=str(8 * len(counts)), y1="24", y2="24")
    return tag("svg", tag("title", label), *bars, line, viewBox=f"0 0 {8 * len(counts)} 25", role="img",
               class_="spark", aria_label=label)  # fmt: skip


def histogram(counts: np.ndarray, edges: np.ndarray, label: str) -> Html:
    """Bars as inline SVG: the counts (B,) stand above them, the edges (B + 1,) below."""
    width, height, base, highest = 720, 240, 200, max(int(counts.max()), 1)
    step = width / len(counts)
    parts = [tag("title", label)]
    for i, n in enumerate(counts):
        bar = 170 * int(n) / highest
        if n:
            parts.append(tag("rect", x=f"{i * step + 2:.1f}", y=f"{base - bar:.1f}", width=f"{step - 4:.1f}",
                             height=f"{bar:.1f}"))  # fmt: skip
            parts.append(_svg_text(str(n), (i + 0.5) * step, base - bar - 5))
    for i in range(0, len(edges), 4):
        anchor = "start" if i == 0 else "end" if i == len(edges) - 1 else "middle"
        parts.append(_svg_text(format_points(edges[i]), i * step, base + 18, anchor))
    parts.append(tag("line", x1="0", x2=str(width), y1=str(base), y2=str(base)))
    parts.append(_svg_text("points", width / 2, base + 36))
    return tag("svg", *parts, viewBox=f"0 0 {width} {height}", role="img", class_="chart", aria_label=label)


def _svg_text(text: str, x: float, y: float, anchor: str = "middle") -> Html:
    return tag("text", text, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=anchor)
