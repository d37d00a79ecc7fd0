"""HTML elements: `tag` makes every one of them, and cleans and escapes the text it is passed.

Without a `look` an element is one of a page of our own.

Exception messages, source lines and names are a student's text, and are never trusted.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from grader.reports import formulas
from grader.reports.formulas import Formula
from grader.reports.look import Look, classes, inline, style_beside, style_sheet

TEXT_LIMIT = 6_000  # characters of one text
ATTRIBUTE_LIMIT = 200_000  # characters of one attribute: a picture is one
GAP, ARROW = "\u2002", "\u2192\u00a0"  # between two cells, and before the row to look at
VOID = ("img", "br", "meta", "input", "link")  # elements without an end tag
# The first sentence of a cause, or of an entry in a list of causes.
LEAD = re.compile(r"^(?:(?:Likely|Possible) cause: |\d\. ).*?\.(?= |$)", re.MULTILINE)


class Html(str):
    """Text that is HTML already. Only this module makes it."""

    __slots__ = ()


def tag(name: str, *children: str | None, **attributes: str | bool | None) -> Html:
    """An element. A child is Html or text to clean and escape; None and False are left out, True is an empty text.

    `class_` is written `class`, and `aria_label` is written `aria-label`.
    """
    pairs = [(key.rstrip("_").replace("_", "-"), "" if value is True else value)
             for key, value in attributes.items() if value is not None and value is not False]  # fmt: skip
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


# Lines that are all indented by four blanks, or none of them; lines of blanks are between blocks.
BLOCK = re.compile(r"(?:^ {4}.*\S.*\n?)+|(?:^(?! {4}).*\S.*\n?)+", re.MULTILINE)
COLUMNS = re.compile(r"\S {2,}[^\s#]")  # a broken line has its numbers below other ones; a comment may be there
NUMBERS = "numbers in columns"


def paragraph(*children: str | None, look: Look = classes) -> Html:
    """One paragraph of words."""
    return tag("p", *children, **look("words"))


def paragraphs(text: str, look: Look = classes) -> list[Html]:
    """Paragraphs of a message; lines that are indented by four blanks are code or numbers and keep their form."""
    elements = []
    for block in BLOCK.findall(clean(text)):
        lines = block.rstrip("\n").split("\n")
        code = "\n".join(line[4:] for line in lines)
        if not block.startswith("    "):
            elements.append(paragraph(with_leads("\n".join(lines), look), look=look))
        elif COLUMNS.search(code):
            numbers = tag("pre", code, **look("columns"))
            elements.append(tag("div", numbers, tabindex="0", role="group", aria_label=NUMBERS, **look("wide")))
        else:
            elements.append(tag("pre", code, **look("lines")))
    return elements


def with_leads(text: str, look: Look) -> Html:
    """The text, with the likely cause, and the names in a list of them, in bold."""
    parts = re.split(f"({LEAD.pattern})", text, flags=re.MULTILINE)
    inner = [typeset(part, look) for part in parts]
    return join(tag("strong", part) if i % 2 else part for i, part in enumerate(inner))


def typeset(text: str, look: Look = classes) -> Html:
    """A sentence of ours, with its code and its formulas as elements."""
    return with_code(text, look, with_formulas)


def with_code(text: str, look: Look = classes, with_rest: Callable[[str, Look], Html] | None = None) -> Html:
    """The text, with what is between backticks as code elements; `with_rest` makes HTML of what is between them."""
    parts = re.split(r"`([^`\n]{1,200})`", text)
    rest = with_rest or (lambda part, _: escape(part))
    return join(tag("code", part, **look("code")) if i % 2 else rest(part, look) for i, part in enumerate(parts))


def with_formulas(text: str, look: Look) -> Html:
    """The text, with its formulas typeset.

    On our own pages they are MathML, which screen readers speak. Elsewhere a sanitiser may be between: sanitize-html,
    which JupyterLab uses for output that it does not trust, keeps the letters of MathML alone, so that w^k becomes wk,
    and nh3 keeps nothing. Every sanitiser keeps <sup> and <sub>.
    """

    def of_formula(formula: Formula) -> Html:
        return tag("math", _mathml(formula)) if look is classes else _with_scripts(formula)

    return join(escape(part) if isinstance(part, str) else of_formula(part) for part in formulas.split(text))


def _mathml(formula: Formula) -> Html:
    if formula.text.endswith("′"):
        return tag("msup", tag("mi", formula.text.rstrip("′")), tag("mo", formula.text.lstrip(formula.text[0])))
    return tag(formula.name, formula.text, *map(_mathml, formula.parts))


def _with_scripts(formula: Formula) -> Html:
    """A formula in one line, of elements that every sanitiser keeps."""
    match formula:
        case Formula("mi", text) if text[0].isalpha() and len(text.rstrip("′")) == 1:
            return tag("i", text)
        case Formula("mo", text):
            return escape({",": ", ", "/": "/", "(": "(", ")": ")"}.get(text, f" {text} "))
        case Formula("mrow", parts=(Formula("mo", "−"), *parts)):
            return join([escape("−"), *map(_with_scripts, parts)])
        case Formula("msqrt"):
            return join([escape("√("), *map(_with_scripts, formula.parts), escape(")")])
        case Formula("mfrac", parts=(above, below)):
            return join([_in_brackets(above), escape(" / "), _in_brackets(below)])
        case Formula("msub" | "msup" | "msubsup", parts=(base, *scripts)):
            names = re.findall("sub|sup", formula.name)
            return join([_with_scripts(base), *map(tag, names, map(_with_scripts, scripts))])
    return join([escape(formula.text), *map(_with_scripts, formula.parts)])


def _in_brackets(formula: Formula) -> Html:
    """A side of a fraction that stands in one line: in brackets where it is a sum."""
    inner = _with_scripts(formula)
    is_sum = formula.name == "mrow" and any(part.name == "mo" for part in formula.parts)
    return join([escape("("), inner, escape(")")]) if is_sum else inner


# ── tables and pages


def table(
    caption: str,
    titles: Sequence[str],
    rows: Iterable[Sequence[str]],
    look: Look = classes,
    marked: int = -1,
    stacked: bool = False,
) -> Html:
    """A table, scrolled on its own where it is too wide; `marked` is the row to look at, bold and with an arrow.

    A column with Html in it is text, at the left; any other is numbers, at the right. `stacked` is for pages alone: on
    a narrow screen a row is a block, whose cells but the first name their columns.
    """
    rows = list(rows)
    roles = ["text" if any(isinstance(row[i], Html) for row in rows) else "number" for i in range(len(titles))]
    head = [tag("th" if title else "td", *_parted(look, i, len(titles), title or None),
                scope="col" if title else None, **look(f"{role}-head"))
            for i, (title, role) in enumerate(zip(titles, roles, strict=True))]  # fmt: skip
    names = [title if i and stacked else None for i, title in enumerate(titles)]
    body = [tag("tr", *_cells(row, names, roles, look, i == marked)) for i, row in enumerate(rows)]
    attributes = {"class_": "table stacked"} if stacked else look("table")
    above = tag("caption", *_parted(look, 0, 1, caption), **look("caption"))
    whole = tag("table", above, tag("thead", tag("tr", *head)), tag("tbody", *body), **attributes)
    return tag("div", whole, tabindex="0", role="group", aria_label=caption, **look("wide"))


def _cells(
    row: Sequence[str], names: Sequence[str | None], roles: Sequence[str], look: Look, is_marked: bool
) -> Iterator[Html]:
    """The cells of a row."""
    for i, (cell, name, role) in enumerate(zip(row, names, roles, strict=True)):
        inner = tag("strong", None if i else ARROW, cell) if is_marked else cell
        yield tag("td", *_parted(look, i, len(row), inner), data_head=name, **look("marked" if is_marked else role))


def _parted(look: Look, i: int, count: int, inner: str | None) -> list[str | None]:
    """The content of cell `i` of `count`: where a sanitiser keeps no table, blanks part cells, and a row is a line."""
    return [GAP if i else None, inner, tag("br") if i == count - 1 else None] if look is inline else [inner]


def folded(summary: str, *children: str | None, look: Look = classes, is_open: bool = False) -> Html:
    """Elements behind a summary that unfolds them."""
    return tag("details", tag("summary", summary, **look("summary")), *children, open=is_open, **look("more"))


def choice(label: str, panels: Mapping[str, Sequence[Html | None]], chosen: str, name: str) -> Html:
    """One panel of several at a time, without a script: radio buttons of that `name`, which is no other's on the page.

    What has the class "marks" in a panel lies over the elements above. Without the style every panel is shown.
    """
    elements = []
    for title, parts in panels.items():
        elements += [
            tag("input", type="radio", name_=name, id=f"{name}-{title}", checked=title == chosen),
            tag("label", title, for_=f"{name}-{title}"), tag("div", *parts, class_="panel"),
        ]  # fmt: skip
    # JupyterLab would take the arrow keys for its own shortcuts.
    own_keys = {"data_lm_suppress_shortcuts": "true"}
    return tag("div", *elements, role="radiogroup", aria_label=label, class_="choice", **own_keys)


def choice_style() -> Html:
    """The style that `choice` needs, once for each card."""
    return tag("style", Html(style_beside(__file__)))


def document(title: str, header: Html, main: Html, footer: str, more_style: str = "", script: str = "") -> str:
    """A whole page that loads nothing, and runs nothing but `script`; its policy forbids all else to the browser.

    The script is ours alone, and allowed by its digest: no text of anybody else can run, even if it were not escaped.
    """
    allowed = f"script-src 'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'; "
    policy = (
        f"default-src 'none'; {allowed if script else ''}img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
        "form-action 'none'"
    )
    head = [
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("style", Html(style_sheet(more_style))),
    ]
    foot = tag("footer", tag("p", with_code(footer), **classes("plain")))
    return skeleton(title, head, [tag("header", header), tag("main", main), foot,
                                  tag("script", Html(script)) if script else None])  # fmt: skip


def skeleton(title: str, head: Sequence[Html], body: Sequence[Html | None]) -> str:
    """What all pages share."""
    metas = (
        tag("meta", charset="utf-8"), tag("meta", name_="viewport", content="width=device-width, initial-scale=1"),
    )  # fmt: skip
    whole = tag("html", tag("head", *metas, *head, tag("title", title)), tag("body", *body), lang="en")
    return f"<!doctype html>\n{whole}\n"
