"""The result of an audit as one HTML page, to send to the author of the tests."""

from __future__ import annotations

from collections.abc import Iterable

from grader.authoring.auditing import text
from grader.authoring.auditing.audit import Audit
from grader.base.text import capitalized
from grader.base.version import version
from grader.reports.elements import Html, document, folded, join, table, tag, with_code
from grader.reports.look import classes

HEADS = tuple(map(capitalized, (text.KIND, text.KILLED, text.SURVIVING)))
INTRODUCTION = (
    "The tests were run on right programs, which should pass, and on wrong ones, which should lose points: the "
    "solution with one change each, such as students make. A wrong program that keeps all points is a mistake that "
    "these tests do not see."
)


def to_html(audit: Audit) -> str:
    """The whole page."""
    title = f"Audit of {audit.suite.path.name}"
    header = join([tag("h1", title), tag("p", tag("strong", text.summary(audit))), tag("p", INTRODUCTION)])
    parts = [_right(audit), _wrong(audit), _asserts(audit), _list(text.remarks(audit))]
    return document(title, header, join(parts), f"Made by grader audit, first-order-grader {version()}.")


def _right(audit: Audit) -> Html:
    heading = tag("h2", "Right work")
    figure = tag("p", f"{text.right_count(audit)} right programs pass all tests.")
    works = []
    for work in audit.rejected:
        failures = _list(map(text.failure_words, work.failures))
        works.append(tag("section", tag("h3", f"Fails: {work.name}"), failures, **classes("card")))
    return tag("section", heading, figure, *works)


def _wrong(audit: Audit) -> Html:
    figure = f"{text.wrong_count(audit)} wrong programs lose points{text.percent(audit)}."
    parts = [tag("h2", "Wrong work"), tag("p", figure)]
    if audit.wrong.survivors:
        rows = [(tag("span", kind), killed, alive) for kind, killed, alive in text.kind_rows(audit)]
        parts.append(table("Wrong programs by kind of change", HEADS, rows, classes))
    if audit.wrong.written:
        parts += [tag("h3", "Arguments that may be written as numbers"), _list(text.written_words(audit))]
    if audit.wrong.survivors:
        lines = _list(text.survivor_words(audit))
        parts.append(
            folded(f"The {len(audit.wrong.survivors)} wrong programs that keep all points", lines, look=classes)
        )
    return tag("section", *parts)


def _asserts(audit: Audit) -> Html:
    if not audit.wrong.calls:
        return tag("section")
    catches = "These asserts catch all of them. All right programs that run fulfil them."
    code = tag("pre", audit.block, **classes("lines"))
    return tag("section", tag("h2", f"To paste into {audit.suite.path.name}"), tag("p", catches), code)


def _list(lines: Iterable[str]) -> Html:
    return tag("ul", *(tag("li", with_code(line, classes)) for line in lines))
