"""A whole class on one page: what went wrong most, what nobody could explain, and what staff must look at first.

One self-contained HTML file that needs no script. `SECTIONS` is its table of contents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from grader.course.class_report import sections
from grader.course.class_report.similarity import Similar
from grader.course.class_report.statistics import ClassStatistics, Graded
from grader.judging.forms import count
from grader.model.key import Key
from grader.reports.elements import Html, document, join, tag
from grader.reports.look import classes

# The anchor and the title of each section, and what makes its elements.
SECTIONS: Sequence[tuple[str, str, Callable[[ClassStatistics], sections.Elements]]] = (
    ("first", "To look at first", sections.unchecked),
    ("scores", "Scores", sections.scores),
    ("questions", "Questions", sections.questions),
    ("mistakes", "Commonest mistakes", sections.mistakes),
    ("unexplained", "Unexplained", sections.unexplained),
    ("times", "Time", sections.times),
    ("similar", "Similar submissions", sections.similar),
    ("ungradable", "Not gradable", sections.ungradable),
    ("notes", "Notes on what was handed in", sections.notes),
    ("absent", "No submission", sections.absent),
)


def class_page(key: Key, graded: Iterable[Graded], similar: Similar | None = None, absent: Sequence[str] = ()) -> str:
    """The page. `graded` is read once, so that it may be a generator.

    Students' pages are linked as `students/NAME.html`, where the name is `safe_name` of the id. `similar` is None where
    the submissions were not compared; `absent` are the names of people on the roster that have no submission.
    """
    seen = ClassStatistics(key, absent, similar)
    for each in graded:
        seen.add(*each)
    head = join([tag("h1", f"{key.title}: the class"), tag("p", _counts(seen), **classes("state"))])
    contents = [tag("li", tag("a", title, href=f"#{anchor}")) for anchor, title, _ in SECTIONS]
    nav = tag("nav", tag("ul", *contents, class_="toc"), aria_label="Sections")
    parts = [_section(anchor, title, make(seen)) for anchor, title, make in SECTIONS]
    return document(f"{key.title}: the class", head, join([nav, *parts]), _FOOTER, _STYLE)


def _section(anchor: str, title: str, elements: sections.Elements) -> Html:
    inner = [e if isinstance(e, Html) else tag("p", e) for e in elements]
    return tag("section", tag("h2", title, id=anchor), *inner, class_="sheet")


def _counts(seen: ClassStatistics) -> str:
    unchecked = len({submission for submission, _ in seen.unchecked})
    counts = (
        f"{count(len(seen.names), 'submission')}: {len(seen.totals)} graded, {len(seen.ungradable)} not gradable, "
        f"{unchecked} to be looked at by staff."
    )
    return f"{counts} {len(seen.absent)} on the roster handed in nothing." if seen.absent else counts


_FOOTER = "Made by First-Order Grader. For staff only: it names students."
_STYLE = """.toc{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:4px 18px}
.names{font-size:14px;overflow-wrap:anywhere;min-width:13em}.chart{width:100%;max-width:720px;height:auto;display:block}
.chart rect{fill:var(--link)}.chart text{fill:var(--ink);font-size:13px}.chart line{stroke:var(--line)}
@media(max-width:480px){.chart text{font-size:22px}}
.fact{white-space:nowrap}.bar{display:inline-block;height:.7em;background:var(--link);margin-right:6px;min-width:1px}
section.sheet{background:var(--paper);border:1px solid var(--line);border-radius:6px;padding:6px 14px;margin:0 0 16px}
section.sheet>h2{font-size:1.25em;margin:.4em 0}section.sheet h3{font-size:1.05em;margin:.8em 0 .2em}
section.sheet>p{margin:.5em 0}.both{display:flex;flex-wrap:wrap;gap:0 12px}.both>div{flex:1 1 300px;min-width:0}
@media(max-width:600px){.stacked{width:100%}.stacked thead{display:none}.stacked tr{display:block;padding:6px 0;
border-bottom:1px solid var(--line)}.stacked tbody td{display:block;border:0;padding:1px 0;text-align:left;
white-space:normal;font-size:14px}.stacked td[data-head]{padding-left:9.5em;position:relative;min-height:1.5em}
.stacked td[data-head]::before{content:attr(data-head);position:absolute;left:0;color:var(--dim)}}"""
