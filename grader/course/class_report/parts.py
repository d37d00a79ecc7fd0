"""What the sections of the class page are made of: links to students, titles of questions, tables and charts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

from grader.course.class_report.statistics import ClassStatistics
from grader.course.results_folder import staff_page
from grader.model.key import Key
from grader.model.statuses import format_points
from grader.reports.causes import cause_hints, cause_name
from grader.reports.elements import Html, escape, folded, join, table, tag, typeset
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
    if not rest:
        return tag("div", links(seen, first, question), class_="names")
    tail = left_out(" and {} more: see the table of students", len(submissions) - LINKS - MORE_LINKS)
    more = folded(f"{len(submissions) - LINKS} more", links(seen, rest, question), tail, look=classes)
    return tag("div", links(seen, first, question), more, class_="names")


def question_title(seen: ClassStatistics, name: str) -> Html:
    """The title of a question and its name; without a name what stands for all of them."""
    if not name:
        return escape("the whole homework")
    title = seen.questions[name].title if name in seen.questions else name
    return join([tag("span", title), tag("code", name, **classes("code"))], " ")


def left_out(words: str, number: int) -> str:
    """The words on so many rows that are not shown, as in " {} more are left out."; nothing where all are."""
    return words.format(number) if number > 0 else ""


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
    width = 8 * len(counts)
    return _chart("spark", (width, 25), label, *_bars(counts, width, base=24, most=22, gap=1))


def histogram(counts: np.ndarray, edges: np.ndarray, label: str) -> Html:
    """Bars as inline SVG: the counts (B,) stand above them, the edges (B + 1,) below."""
    width, base, step = 720, 200, 720 / len(counts)
    above = [_svg_text(str(n), (i + 0.5) * step, base - 5 - 170 * n / counts.max()) for i, n in enumerate(counts) if n]
    ends = {0: "start", len(edges) - 1: "end"}
    below = [
        _svg_text(format_points(edges[i]), i * step, base + 18, ends.get(i, "middle")) for i in range(0, len(edges), 4)
    ]
    title = _svg_text("points", width / 2, base + 36)
    return _chart("chart", (width, 240), label, *_bars(counts, width, base, most=170, gap=4), *above, *below, title)


def _bars(counts: np.ndarray, width: int, base: int, most: int, gap: int) -> Iterator[Html]:
    """A bar for each count (B,), `most` high for the largest, on a line at height `base`."""
    step = width / len(counts)
    for i, n in enumerate(counts):
        if n:
            size = {"width": f"{step - gap:.1f}", "height": f"{(h := most * n / counts.max()):.1f}"}
            yield tag("rect", x=f"{i * step + gap // 2:.1f}", y=f"{base - h:.1f}", **size)
    yield tag("line", x1="0", x2=str(width), y1=str(base), y2=str(base))


def _chart(kind: str, size: tuple[int, int], label: str, *parts: Html) -> Html:
    box = "0 0 {} {}".format(*size)
    return tag("svg", tag("title", label), *parts, viewBox=box, role="img", class_=kind, aria_label=label)


def _svg_text(text: str, x: float, y: float, anchor: str = "middle") -> Html:
    return tag("text", text, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=anchor)
