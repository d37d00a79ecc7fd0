"""What all pages share: the frame, links, fields of a form, and the style sheet."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from grader.course.results import Results
from grader.course.similar import side_by_side
from grader.reports.elements import Html, join, tag
from grader.reports.look import classes, style_beside, style_sheet


def page(title: str, *main: Html | None, by: str = "") -> str:
    """A whole page, with the way to the others."""
    metas = (
        tag("meta", charset="utf-8"), tag("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        tag("link", rel="stylesheet", href="/style.css"),
    )  # fmt: skip
    links = [tag("li", link(words, path)) for words, path in PAGES]
    who = tag("li", "You are ", tag("strong", by), ". ", link("Somebody else", "/name")) if by else None
    nav = tag("nav", tag("ul", *links, who, class_="toc"), aria_label="Pages")
    skip = tag("a", "Skip to the content", href="#main", class_="skip")
    body = tag("body", skip, tag("header", nav, tag("h1", title)), tag("main", *main, id="main"))
    head = tag("head", *metas, tag("title", f"{title} - review"))
    return f"<!doctype html>\n{tag('html', head, body, lang='en')}\n"


PAGES = (("Queue", "/"), ("Students", "/students"), ("Decisions", "/decisions"))


def link(words: str, path: str, **query: str) -> Html:
    """A link to a page of this server; what is in the query may be any text."""
    return tag("a", words, href=address(path, **query))


def address(path: str, anchor: str = "", **query: str) -> str:
    """The address of a page of this server."""
    text = urlencode(query, errors="replace")
    return path + (f"?{text}" if text else "") + (f"#{anchor}" if anchor else "")


def submission_link(submission: str, words: str = "", question: str = "") -> Html:
    """A link to the page of a submission, or to a question on it."""
    return tag("a", words or submission, href=submission_address(submission, question))


def author_links(results: Results, submissions: Iterable[str], question: str = "") -> Html:
    """Links to their pages in a line, each with the names of its authors."""
    handed_in = results.submissions()
    labels = {name: handed_in[name].label for name in submissions if name in handed_in}
    return inline_list(submission_link(name, labels.get(name, name), question) for name in submissions)


def submission_address(submission: str, question: str) -> str:
    """Where the page of a submission shows a question."""
    return address("/submission", f"question-{question}" if question else "", id=submission)


def words(text: str) -> Html:
    """A paragraph."""
    return tag("p", text, **classes("words"))


# ── forms


def form(action: str, hidden: dict[str, str], *children: Html, label: str) -> Html:
    """A form that posts these hidden fields and what is entered."""
    fields = [tag("input", type="hidden", name_=name, value=value) for name, value in hidden.items()]
    return tag("form", *fields, *children, method="post", action=action, aria_label=label)


def labelled(words: str, control: Html) -> Html:
    """A control with its label around it."""
    return tag("label", tag("span", words), control)


def entry(name: str, label: str, value: str = "", *, size: str, required: bool = True) -> Html:
    """A line of text to enter."""
    attributes = {"type": "text", "name_": name, "value": value, "size": size, "required": "" if required else None}
    return labelled(label, tag("input", autocomplete="off", **attributes))


def area(name: str, label: str, required: bool = True) -> Html:
    """Several lines of text to enter."""
    return labelled(label, tag("textarea", name_=name, rows="2", cols="50", required="" if required else None))


def tick(name: str, label: str) -> Html:
    """A box to tick."""
    return tag("label", tag("input", type="checkbox", name_=name, value="yes"), tag("span", label), class_="tick")


def choice(name: str, label: str, options: Iterable[tuple[str, str]], chosen: str) -> Html:
    """One of several (value, words)."""
    inner = [tag("option", text, value=value, selected="" if value == chosen else None) for value, text in options]
    return labelled(label, tag("select", *inner, name_=name))


def button(words: str, **attributes: str) -> Html:
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


STYLE = style_sheet(style_beside(__file__) + side_by_side.STYLE)
