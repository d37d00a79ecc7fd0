"""HTML elements: `tag` makes every one, and escapes and cleans whatever text it is given.

Exception messages, source lines and names are a student's, and are never trusted. The look of an element stands once,
in LOOK: as inline styles where sanitisers drop style sheets (`inline`), as classes in pages of our own (`classes`).
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence

LONGEST = 6_000  # characters of one text


class Html(str):
    """Text that is HTML already. Only `tag` and `joined` make it."""


Child = str | None  # an Html as it stands, any other text escaped


def tag(name: str, *children: Child, **attributes: str | None) -> Html:
    """An element. Text is cleaned and escaped, in attributes too; `class_` is written `class`; None is left out."""
    pairs = [(k.rstrip("_").replace("_", "-"), v) for k, v in attributes.items() if v is not None]
    given = "".join(f' {k}="{html.escape(clean(v, 200_000))}"' for k, v in pairs)
    inner = "".join(c if isinstance(c, Html) else html.escape(clean(c)) for c in children if c is not None)
    return Html(f"<{name}{given}>" if name in ("img", "br", "meta") else f"<{name}{given}>{inner}</{name}>")


def joined(parts: Iterable[Html], by: str = "") -> Html:
    """The parts one after the other, as HTML."""
    return Html(by.join(parts))


ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-_])")


def clean(text: str, most: int = LONGEST) -> str:
    """Without terminal codes, control, bidirectional and unassigned characters, and of bounded length."""
    cut = text[: 2 * most]
    cut = "".join(c for c in ANSI.sub("", cut) if c in "\n\t" or _printable(c))
    left = len(text) - most
    return cut if left <= 0 and len(cut) <= most else f"{cut[:most]} ... ({max(left, 1)} more characters)"


def _printable(c: str) -> bool:
    return unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn") and not (
        unicodedata.category(c) == "Cf" and c not in "\u200c\u200d\u00ad"
    )


# ── the look: once, with colours by name, for fragments (light, inline) and for pages (classes, light and dark)

LIGHT = {
    "ink": "#1b1b1b", "paper": "#ffffff", "soft": "#f3f4f6", "line": "#8a8f98", "dim": "#4b5058", "link": "#00508a",
    "good": "#00603f", "part": "#7a4300", "bad": "#9c1c0d", "mark": "#fff0d9",
}  # fmt: skip
DARK = {
    "ink": "#ececec", "paper": "#1d1f23", "soft": "#292c31", "line": "#777d87", "dim": "#b9bec7", "link": "#8cc8ff",
    "good": "#6fd6ae", "part": "#f0b366", "bad": "#ff9d8c", "mark": "#4a3713",
}  # fmt: skip

_CELL = "padding:3px 8px;border-bottom:1px solid {line};color:{ink};background:{paper}"
LOOK = {
    "card": "background:{paper};color:{ink};border:1px solid {line};border-radius:6px;padding:10px 14px;"
    "margin:0 0 14px;max-width:760px;font:15px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif;"
    "overflow-wrap:anywhere;text-align:left",
    "title": "font-size:17px;font-weight:600;margin:0 0 2px;color:{ink};line-height:1.3",
    "state": "margin:0 0 8px;color:{ink}",
    "words": "margin:8px 0;color:{ink};white-space:pre-line",
    "lines": "margin:8px 0;padding:6px 10px;background:{soft};color:{ink};white-space:pre-wrap;"
    "font:13px/1.5 ui-monospace,Consolas,monospace;overflow-wrap:anywhere",
    "code": "font-family:ui-monospace,Consolas,monospace;font-size:.92em;background:{soft};color:{ink};padding:0 3px",
    "wide": "overflow-x:auto;max-width:100%",
    "table": "border-collapse:collapse;overflow-wrap:break-word;margin:8px 0;font-size:14px;"
    "font-variant-numeric:tabular-nums;background:{paper};color:{ink}",
    "caption": "text-align:left;color:{dim};padding:2px 0;font-size:13px",
    "head": f"{_CELL};font-weight:600;text-align:right;background:{{soft}};vertical-align:bottom",
    "number": f"{_CELL};text-align:right;vertical-align:top;white-space:nowrap",
    "marked": f"{_CELL};text-align:right;white-space:nowrap;background:{{mark}};font-weight:600",
    "text": f"{_CELL};text-align:left;vertical-align:top;min-width:6em",
    "heading": f"{_CELL};font-weight:600;text-align:left;background:{{soft}};vertical-align:bottom",
    "picture": "display:block;width:400px;max-width:100%;height:auto;margin:8px 0;background:#ffffff",
    "more": "margin:8px 0 0;color:{ink}",
    "summary": "cursor:pointer;color:{link};padding:2px 0",
    "good": "color:{good}", "part": "color:{part}", "bad": "color:{bad}", "plain": "color:{dim}",
}  # fmt: skip

Look = Callable[[str], dict[str, str]]


def inline(role: str) -> dict[str, str]:
    """The attributes of an element where no style sheet may be: a style of its own, for a light card."""
    return {"style": LOOK[role].format(**LIGHT)}


def classes(role: str) -> dict[str, str]:
    """The attributes of an element that plays this role, where the page has a style sheet."""
    return {"class_": role}


def style_sheet(more: str = "") -> str:
    """LOOK as rules for classes, its colours as variables, and what a page needs around them."""
    names = {name: f"var(--{name})" for name in LIGHT}
    rules = [f".{role}{{{rule.format(**names)}}}" for role, rule in LOOK.items()]
    light, dark = (";".join(f"--{k}:{v}" for k, v in palette.items()) for palette in (LIGHT, DARK))
    return "\n".join(
        [f":root{{color-scheme:light dark;{light}}}", f"@media(prefers-color-scheme:dark){{:root{{{dark}}}}}",
         "@media print{:root{" + light + "}details>*{display:block}}", _PAGE, *rules, _NARROW, more]
    )  # fmt: skip


_PAGE = """*{box-sizing:border-box}
body{margin:0;background:var(--soft);color:var(--ink);font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif}
header,main,footer{max-width:1080px;margin:0 auto;padding:12px 16px;overflow-wrap:anywhere}
h1{font-size:1.6em;line-height:1.2;margin:.4em 0 .2em}h2{line-height:1.3}main>h2,main>section>h2{font-size:1.25em}
a{color:var(--link)}a:focus-visible,summary:focus-visible,.wide:focus-visible{outline:3px solid var(--link)}
.body{display:flex;flex-wrap:wrap;gap:0 28px;align-items:flex-start}.body>.say{flex:1 1 330px;min-width:0}
.body>.picture{flex:0 0 auto}main .card{max-width:none}nav{margin:0 0 16px}
@media(max-width:480px){header,main,footer{padding:8px}.card{padding:8px 10px}}"""
_NARROW = "@media(max-width:480px){.head,.number,.marked{padding:3px 4px;font-size:12px}}"


def document(title: str, header: Html, main: Html, footer: str, more_style: str = "") -> str:
    """A whole page that fetches nothing and runs nothing: the browser is told so too."""
    rules = Html(style_sheet(more_style))
    policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("title", title),
        tag("style", rules),
    )
    body = tag("body", tag("header", header), tag("main", main), tag("footer", tag("p", footer, **classes("plain"))))
    return f"<!doctype html>\n{tag('html', head, body, lang='en')}\n"


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], look: Look, marked: int = -1) -> Html:
    """A table of numbers, scrolled on its own where it is too wide; `marked` is the row to look at."""
    top = tag("tr", *(tag("th", h, scope="col", **look("head")) if h else tag("td", **look("head")) for h in head))
    body = [
        tag("tr", *(tag("td", cell, **look("marked" if i == marked else "number")) for cell in row))
        for i, row in enumerate(rows)
    ]
    made = tag("table", tag("caption", caption, **look("caption")), tag("thead", top), tag("tbody", *body),
               **look("table"))  # fmt: skip
    return tag("div", made, tabindex="0", role="group", aria_label=caption, **look("wide"))
