"""HTML elements: `tag` makes every one of them, and cleans and escapes the text it is passed.

Exception messages, source lines and names are a student's text, and are never trusted.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
import unicodedata
from collections.abc import Iterable, Sequence

from grader.reports.look import Look, classes, style_sheet

TEXT_LIMIT = 6_000  # characters of one text
ATTRIBUTE_LIMIT = 200_000  # characters of one attribute: a picture is one
VOID = ("img", "br", "meta", "input", "link")  # elements without an end tag
# The first sentence of a cause, or of an entry in a list of causes.
LEAD = re.compile(r"^(?:(?:Likely|Possible) cause: |\d\. ).*?\.(?= |$)", re.MULTILINE)


class Html(str):
    """Text that is HTML already. Only this module makes it."""

    __slots__ = ()


def tag(name: str, *children: str | None, **attributes: str | None) -> Html:
    """An element. A child is Html or text to clean and escape; `class_` is written `class`; None is left out."""
    pairs = [(key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items() if value is not None]
    start = name + "".join(f' {key}="{html.escape(clean(value, ATTRIBUTE_LIMIT))}"' for key, value in pairs)
    inner = "".join(child if isinstance(child, Html) else escape(child) for child in children if child is not None)
    return Html(f"<{start}>" if name in VOID else f"<{start}>{inner}</{name}>")


def escape(text: str) -> Html:
    """The cleaned text as HTML."""
    return Html(html.escape(clean(text)))


def join(parts: Iterable[Html], separator: str = "") -> Html:
    """The parts one after the other, as HTML."""
    return Html(escape(separator).join(parts))


_TERMINAL_CODE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-_])")


def clean(text: str, limit: int = TEXT_LIMIT) -> str:
    """Remove terminal codes, control, bidirectional and unassigned characters; cut at `limit` and say so."""
    if len(text) <= limit and text.isascii() and text.isprintable():
        return text
    printable = "".join(c for c in _TERMINAL_CODE.sub("", text[: 2 * limit]) if c in "\n\t" or _is_printable(c))
    excess = len(text) - limit
    if excess <= 0 and len(printable) <= limit:
        return printable
    return f"{printable[:limit]} ... ({max(excess, 1)} more characters)"


def _is_printable(c: str) -> bool:
    category = unicodedata.category(c)
    return category not in ("Cc", "Cs", "Co", "Cn") and not (category == "Cf" and c not in "\u200c\u200d\u00ad")


# ── text


def paragraphs(text: str, look: Look) -> list[Html]:
    """Paragraphs of a message; lines that are indented by four blanks are code or numbers and keep their form."""
    elements: list[Html] = []
    for role, lines in _blocks(clean(text).split("\n")):
        block = "\n".join(line[4:] if role == "lines" else line for line in lines).strip("\n")
        if block.strip():
            inner = block if role == "lines" else with_leads(block, look)
            elements.append(tag("pre" if role == "lines" else "p", inner, **look(role)))
    return elements


def _blocks(lines: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Consecutive lines of one role; an empty line begins a new block."""
    blocks: list[tuple[str, list[str]]] = []
    for line in lines:
        role = "lines" if line.startswith("    ") else "words"
        if blocks and blocks[-1][0] == role and line.strip():
            blocks[-1][1].append(line)
        else:
            blocks.append((role, [line]))
    return blocks


def with_leads(text: str, look: Look) -> Html:
    """The text, with the likely cause, and the names in a list of them, in bold."""
    parts = re.split(f"({LEAD.pattern})", text, flags=re.MULTILINE)
    inner = [with_code(part, look) for part in parts]
    return join(tag("strong", part) if i % 2 else part for i, part in enumerate(inner))


def with_code(text: str, look: Look) -> Html:
    """The text, with what is between backticks as code elements."""
    parts = re.split(r"`([^`\n]{1,200})`", text)
    return join(tag("code", part, **look("code")) if i % 2 else escape(part) for i, part in enumerate(parts))


# ── tables and pages


def table(
    caption: str,
    titles: Sequence[str],
    rows: Iterable[Sequence[str]],
    look: Look,
    marked: int = -1,
    stacked: bool = False,
) -> Html:
    """A table, scrolled on its own where it is too wide; `marked` is the row to look at.

    A column with Html in it is text, at the left; any other is numbers, at the right. `stacked` is for pages alone: on
    a narrow screen a row is a block, whose cells but the first name their columns.
    """
    rows = list(rows)
    roles = ["text" if any(isinstance(row[i], Html) for row in rows) else "number" for i in range(len(titles))]
    head = [tag("th" if title else "td", title or None, scope="col" if title else None, **look(f"{role}-head"))
            for title, role in zip(titles, roles, strict=True)]  # fmt: skip
    names = [title if i and stacked else None for i, title in enumerate(titles)]
    body = [
        tag("tr", *(tag("td", cell, data_head=name, **look("marked" if i == marked else role))
                    for name, role, cell in zip(names, roles, row, strict=True)))
        for i, row in enumerate(rows)
    ]  # fmt: skip
    attributes = {"class_": "table stacked"} if stacked else look("table")
    whole = tag("table", tag("caption", caption, **look("caption")), tag("thead", tag("tr", *head)),
                tag("tbody", *body), **attributes)  # fmt: skip
    return tag("div", whole, tabindex="0", role="group", aria_label=caption, **look("wide"))


def folded(summary: str, *children: str | None, look: Look, is_open: bool = False) -> Html:
    """Elements behind a summary that unfolds them."""
    return tag("details", tag("summary", summary, **look("summary")), *children, open="" if is_open else None,
               **look("more"))  # fmt: skip


def document(title: str, header: Html, main: Html, footer: str, more_style: str = "", script: str = "") -> str:
    """A whole page that loads nothing, and runs nothing but `script`; its policy forbids all else to the browser.

    The script is ours alone, and allowed by its digest: no text of anybody else can run, even if it were not escaped.
    """
    allowed = f"script-src 'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'; "
    policy = (
        f"default-src 'none'; {allowed if script else ''}img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
        "form-action 'none'"
    )
    metas = (
        tag("meta", charset="utf-8"), tag("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
    )  # fmt: skip
    head = tag("head", *metas, tag("title", title), tag("style", Html(style_sheet(more_style))))
    body = tag("body", tag("header", header), tag("main", main), tag("footer", tag("p", footer, **classes("plain"))),
               tag("script", Html(script)) if script else None)  # fmt: skip
    return f"<!doctype html>\n{tag('html', head, body, lang='en')}\n"
