"""A whole class on one page: what went wrong most, what nobody could explain, and what staff must look at first.

One self-contained HTML file; all of it can be read without script. `SECTIONS` is its table of contents.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from grader.base.text import count
from grader.course.class_report import sections, student_table
from grader.course.class_report.parts import Elements
from grader.course.class_report.statistics import ClassStatistics
from grader.course.similar import side_by_side
from grader.reports.elements import Html, document, join, tag
from grader.reports.look import classes, style_beside

# The anchor and the title of each section, and what makes its elements.
SECTIONS: Sequence[tuple[str, str, Callable[[ClassStatistics], Elements]]] = (
    ("first", "To look at first", sections.first),
    ("scores", "Scores", sections.scores),
    ("students", "Students", student_table.students),
    ("questions", "Questions", sections.questions),
    ("statements", "Statements", sections.statements),
    ("mistakes", "Mistakes and errors", sections.mistakes),
    ("unexplained", "Unexplained", sections.unexplained),
    ("regraded", "The last regrade", sections.regraded),
    ("times", "Time", sections.times),
    ("similar", "Similar submissions", sections.similar),
    ("notes", "Notes on what was handed in", sections.notes),
    ("absent", "No submission", sections.absent),
)
PRINTED = ("first", "scores", "students", "questions", "statements", "mistakes")  # the others are for a screen alone
NOT_PRINTED = "On paper are the summary and the tables. The rest is in the file."


def class_page(seen: ClassStatistics) -> str:
    """The page, which links a page for staff about each submission and `lecture.html`."""
    title = f"{seen.key.title}: the class"
    paper = tag("p", NOT_PRINTED, class_="paper")
    head = join([tag("h1", title), tag("p", _counts(seen), **classes("state")), paper])
    made = {(anchor, name): elements for anchor, name, make in SECTIONS if (elements := make(seen))}
    contents = [tag("li", tag("a", name, href=f"#{anchor}")) for anchor, name in made]
    nav = tag("nav", tag("ul", *contents, class_="toc"), aria_label="Sections")
    parts = [_section(anchor, name, elements) for (anchor, name), elements in made.items()]
    style = _STYLE + side_by_side.STYLE + student_table.STYLE
    return document(title, head, join([nav, *parts]), _FOOTER, style, student_table.SCRIPT)


def _section(anchor: str, title: str, elements: Elements) -> Html:
    inner = [e if isinstance(e, Html) else tag("p", e) for e in elements]
    return tag("section", tag("h2", title, id=anchor), *inner,
               class_="sheet" if anchor in PRINTED else "sheet screen")  # fmt: skip


def _counts(seen: ClassStatistics) -> str:
    unchecked = len({submission for ids in seen.unchecked.values() for submission in ids})
    of_each = {"not gradable": len(seen.ungradable), "to be looked at by staff": unchecked}
    counts = [f"{len(seen.totals)} graded", *(f"{number} {what}" for what, number in of_each.items() if number)]
    absent = f" {len(seen.absent)} on the roster handed in nothing." if seen.absent else ""
    return f"{count(len(seen.authors), 'submission')}: {', '.join(counts)}.{absent}"


_FOOTER = "Made by First-Order Grader. For staff only: it names students."
_STYLE = style_beside(__file__)
