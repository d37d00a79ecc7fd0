"""Parts that sections of the class page share: links to students' pages, titles of questions, bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

from grader.base.safe_names import safe_name
from grader.reports.elements import Html, clean, folded, join, tag
from grader.reports.look import classes

if TYPE_CHECKING:
    import numpy as np

    from grader.course.class_report.statistics import ClassStatistics


LINKS, MORE_LINKS = 8, 120  # students named at once, and behind "more"


def count(n: int, noun: str) -> str:
    """`1 submission`, `2 submissions`."""
    return f"{n} {noun if n == 1 else noun + 's'}"


def link(seen: ClassStatistics, submission: str) -> Html:
    """The name of who handed it in, as a link to the student's page."""
    name = seen.names.get(submission, clean(submission, 80))
    return tag("a", name, href=f"students/{quote(safe_name(submission))}.html")


def links(seen: ClassStatistics, submissions: Sequence[str]) -> Html:
    """All links in a row."""
    return join([link(seen, submission) for submission in submissions], ", ")


def some_links(seen: ClassStatistics, submissions: Sequence[str]) -> Html:
    """The first links, more behind a summary, and how many are left out."""
    first, rest = submissions[:LINKS], submissions[LINKS : LINKS + MORE_LINKS]
    left = len(submissions) - len(first) - len(rest)
    tail = f" and {left} more: see the gradebook" if left else None
    more = folded(f"{len(submissions) - len(first)} more", links(seen, rest), tail, look=classes) if rest else None
    return tag("div", links(seen, first), more, class_="names")


def question_title(seen: ClassStatistics, name: str) -> Html:
    """The title of a question and its name."""
    question = seen.questions.get(name)
    return join([tag("span", question.title if question else name), tag("code", name, **classes("code"))], " ")


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
        parts.append(_svg_text(f"{edges[i]:.0f}", i * step, base + 18, anchor))
    parts.append(tag("line", x1="0", x2=str(width), y1=str(base), y2=str(base)))
    parts.append(_svg_text("points", width / 2, base + 36))
    return tag("svg", *parts, viewBox=f"0 0 {width} {height}", role="img", class_="chart", aria_label=label)


def _svg_text(text: str, x: float, y: float, anchor: str = "middle") -> Html:
    return tag("text", text, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=anchor)
