"""The page about a rehearsal, to show to a colleague: what was proven, on what, and what students will read."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from grader.authoring.proving.proof import Finding, Rehearsal
from grader.base.text import count
from grader.reports.elements import Html, document, folded, join, paragraphs, table, tag, typeset, with_code
from grader.reports.look import classes, style_beside


def to_html(rehearsal: Rehearsal) -> str:
    """One self-contained page."""
    title = f"Proof of {rehearsal.title or rehearsal.assignment}"
    tone = "good" if rehearsal.passed and not rehearsal.unproven else "part" if rehearsal.passed else "bad"
    summary = tag("p", tag("strong", rehearsal.summary, **classes(tone)), **classes("state"))
    words = (
        "Before students see this assignment, the grader itself was graded: with work that is right, and with mistakes "
        "that are known."
    )
    head = join([tag("h1", title), summary, tag("p", words, **classes("words")), *_made(rehearsal)])
    sections = [
        _section("What was proven", [_findings(rehearsal.findings)]),
        _section("On what", [_scope(rehearsal)] if rehearsal.scope else []),
        _section("What students will read", _examples(rehearsal)),
        _section("Mistakes that these cases cannot tell apart", _groups(rehearsal)),
        _section("Good to know", _listed(rehearsal.notes)),
        _section("Not proven", _listed(rehearsal.unproven)),
    ]
    return document(title, head, join([each for each in sections if each]), _FOOTER, _STYLE)


def _made(rehearsal: Rehearsal) -> Iterator[Html]:
    """When it was made, and with which versions."""
    versions = ", ".join(f"{name} {number}" for name, number in rehearsal.made_with.items())
    if line := " with ".join(filter(None, [rehearsal.made_on, versions])):
        yield tag("p", f"Made {line}.", **classes("plain"))


def _section(title: str, elements: Iterable[Html]) -> Html | None:
    parts = list(elements)
    return tag("section", tag("h2", title, **classes("title")), *parts, **classes("card")) if parts else None


def _findings(findings: Iterable[Finding]) -> Html:
    rows = [[_result(finding), tag("span", finding.what), _figure(finding)] for finding in findings]
    claims = table("Each claim that was tried", ["result", "claim", "figure"], rows, classes)
    return tag("div", claims, class_="claims")


def _result(finding: Finding) -> Html:
    return tag("strong", "HOLDS" if finding.ok else "FAILS", **classes("good" if finding.ok else "bad"))


def _figure(finding: Finding) -> Html:
    listed = ((finding.troubles, "to look at"), (finding.details, "to look up"))
    return tag("div", finding.figure, *(_folded(lines, f"{len(lines)} {why}") for lines, why in listed if lines))


def _folded(lines: Iterable[str], title: str) -> Html:
    return folded(title, tag("ul", *(tag("li", *_trouble(line)) for line in lines)), look=classes)


def _trouble(trouble: str) -> Iterator[Html]:
    """Its sentence, and the case that it proposes, which begins on the next line."""
    sentence, _, case = trouble.partition("\n")
    yield tag("p", with_code(sentence, classes))
    if case:
        yield tag("pre", textwrap.dedent(case), **classes("lines"))


def _scope(rehearsal: Rehearsal) -> Html:
    rows = [[tag("span", name), str(figure)] for name, figure in rehearsal.scope.items()]
    return table("What the assignment holds and what was tried", ["", "number"], rows, classes)


def _examples(rehearsal: Rehearsal) -> Iterator[Html]:
    """Messages on known mistakes, as a student gets them."""
    for example in rehearsal.examples:
        yield tag("h3", f"{example.question}: ", typeset(example.mistake, classes))
        yield tag("blockquote", *paragraphs(example.message, classes))


def _groups(rehearsal: Rehearsal) -> Iterator[Html]:
    items = [tag("li", typeset(group, classes)) for group in rehearsal.groups]
    if items:
        yield tag("p", "The student reads all names of a group, in the order in which to check them.")
        yield folded(count(len(items), "group"), tag("ul", *items), look=classes)


def _listed(lines: Iterable[str]) -> Iterator[Html]:
    if items := [tag("li", with_code(line, classes)) for line in lines]:
        yield tag("ul", *items)


_FOOTER = "Made by `grader rehearse --html`. This page is complete in itself: it loads nothing and runs nothing."
_STYLE = style_beside(__file__)
