"""What all pages share: the frame, links, fields of a form, and the style sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlencode

from grader.base.text import count
from grader.course.class_report import student_table
from grader.course.decisions import trail
from grader.course.decisions.decision import Decisions
from grader.course.results import Results
from grader.course.similar import side_by_side
from grader.reports.elements import Html, join, paragraph, skeleton, tag
from grader.reports.look import style_beside, style_sheet


@dataclass(frozen=True)
class Visit:
    """Who is shown a page, and what is said at its top: entry `saved` of the log, or why a form was refused.

    `entered` are the fields of the form that was refused, which the page has again.
    """

    by: str
    saved: int = 0
    refusal: str = ""
    entered: Mapping[str, str] = MappingProxyType({})


def page(title: str, *main: Html | None, by: str = "", wide: bool = False) -> str:
    """A whole page, with the way to the others."""
    head = [
        tag("link", rel="stylesheet", href="/style.css"),
        tag("script", "", src="/keys.js", defer=True),
    ]
    links = [tag("li", link(words, path)) for words, path in PAGES]
    who = tag("li", "You are ", tag("strong", by), ". ", link("Somebody else", "/name")) if by else None
    nav = tag("nav", tag("ul", *links, who, class_="toc"), aria_label="Pages")
    find = tag("input", type="search", name_="search", placeholder="Name or id ( / )", size="16", autocomplete="off",
               aria_label="Find a student", aria_keyshortcuts="/")  # fmt: skip
    skip = tag("a", "Skip to the content", href="#main", class_="skip")
    header = tag(
        "header", tag("div", nav, search(find, button("Find")) if by else None, class_="top"), tag("h1", title)
    )
    body = [skip, header, tag("main", *main, id="main")]
    return skeleton(f"{title} - review", head, [tag("div", *body, class_="whole" if wide else None)])


PAGES = (("Queue", "/"), ("Students", "/students"), ("Decisions", "/decisions"))


def notice(visit: Visit, decisions: Decisions, *more: Html) -> Html | None:
    """What was saved, with a form that undoes it; or why a form was refused, with `more`."""
    if visit.refusal:
        text = visit.refusal if "othing was changed" in visit.refusal else f"{visit.refusal} Nothing was changed."
        return tag("div", paragraph(text), *more, class_="refused", role="alert")
    if not (entries := decisions.by_number.get(visit.saved)):
        return None
    first, number = entries[0], count(len(entries), "submission")
    text = f"Saved for {number}, entry {visit.saved}: {trail.describe(first, decisions).rstrip('.')}."
    undo = None
    if decisions.holds(first):
        fields = {"entry": str(visit.saved), "because": "Entered by mistake.", "back": "answer"}
        label = "Undo ( u )" if len(entries) == 1 else f"Undo all {len(entries)} ( u )"
        undo = form("/undo", fields, button(label, aria_keyshortcuts="u"), label="Undo what was saved")
    return tag("div", paragraph(text), undo, class_="saved", role="status")


def link(words: str, path: str, **query: str) -> Html:
    """A link to a page of this server; what is in the query may be any text."""
    return tag("a", words, href=address(path, **query))


def address(path: str, **query: str | int) -> str:
    """The address of a page of this server; what is empty is left out."""
    text = urlencode({name: value for name, value in query.items() if value}, errors="replace")
    return path + (f"?{text}" if text else "")


def submission_link(submission: str, words: str = "", question: str = "") -> Html:
    """A link to the page of a submission, or to a question on it."""
    return link(words or submission, "/submission", id=submission, question=question)


def author_links(results: Results, submissions: Iterable[str], question: str = "") -> Html:
    """Links to their pages in a line, each with the names of its authors."""
    handed_in = results.submissions()
    labels = {name: handed_in[name].label for name in submissions if name in handed_in}
    return inline_list(submission_link(name, labels.get(name, name), question) for name in submissions)


# ── forms


def form(action: str, hidden: Mapping[str, str], *children: Html | None, label: str, own_id: str | None = None) -> Html:
    """A form that posts these hidden fields and what is entered."""
    fields = [tag("input", type="hidden", name_=name, value=value) for name, value in hidden.items()]
    return tag("form", *fields, *children, method="post", action=action, aria_label=label, id=own_id)


def search(*controls: Html, label: str | None = None) -> Html:
    """A form that finds students."""
    return tag("form", *controls, method="get", action="/students", role="search", aria_label=label)


def seen_fields(results: Results) -> dict[str, str]:
    """The hidden fields that say what was decided and judged when a page was shown."""
    return {name: str(number) for name, number in results.seen._asdict().items()}


def labelled(label: str, control: Html) -> Html:
    """A control with its label around it."""
    return tag("label", tag("span", label), control)


def entry(name: str, label: str, value: str = "", kind: str = "text", **attributes: str | bool | None) -> Html:
    """A line to enter."""
    attributes.setdefault("autocomplete", "off")
    return labelled(label, tag("input", type=kind, name_=name, value=value, **attributes))


def points_entry(label: str, most: float, value: str, key: str | None = None) -> Html:
    """Points to enter, from 0 to `most`; `key` leads there."""
    limits = {"min": "0", "max": f"{most:.12g}", "step": "any"}
    return entry("points", label, value, "number", **limits, aria_keyshortcuts=key)


def area(name: str, label: str, value: str) -> Html:
    """Several lines of text to enter."""
    return labelled(label, tag("textarea", value, name_=name, rows="3", cols="40"))


def tick(kind: str, name: str, value: str, label: str, checked: bool = False) -> Html:
    """A box to tick, or a button of a group of which one is chosen: a "checkbox" or a "radio"."""
    box = tag("input", type=kind, name_=name, value=value, checked=checked)
    return tag("label", box, tag("span", label), class_="tick")


def choice(name: str, label: str, options: Iterable[tuple[str, str]], chosen: str) -> Html:
    """One of several (value, words)."""
    inner = [tag("option", text, value=value, selected=value == chosen) for value, text in options]
    return labelled(label, tag("select", *inner, name_=name))


def button(words: str, **attributes: str | bool | None) -> Html:
    """What posts a form; with a name and a value it says which of several was pressed."""
    return tag("button", words, type="submit", **attributes)


def listed(items: Iterable[Html]) -> Html:
    """A list."""
    return tag("ul", *(tag("li", item) for item in items))


def sheet(title: str, *children: Html | None) -> Html:
    """A part of a page."""
    return tag("section", tag("h2", title), *children, class_="sheet")


def inline_list(items: Iterable[Html]) -> Html:
    """Elements in a line."""
    return join(list(items), ", ")


STYLE = style_sheet(student_table.STYLE + style_beside(__file__) + side_by_side.STYLE)
SCRIPT = Path(__file__).with_name("keys.js").read_text(encoding="utf-8")
