"""How elements look: colours by name, the style of every role, and the style sheet of a page.

An element plays a role ("card", "number", "summary"), and a `Look` turns the role into the element's attributes:

    classes         a class, for pages of our own, which have `style_sheet`
    inline          a style of its own with fixed light colours, for Gradescope, which drops style sheets
    notebook_inline the same with the colours of the notebook's theme, light or dark, where it has one: JupyterLab by
                    its variables, marimo and others by the `color-scheme` that they declare, which SVG pictures follow
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

LIGHT = {
    "ink": "#1b1b1b", "paper": "#ffffff", "soft": "#f3f4f6", "line": "#8a8f98", "dim": "#4b5058", "link": "#00508a",
    "good": "#00603f", "part": "#7a4300", "bad": "#9c1c0d", "mark": "#fff0d9",
    "scheme": "inherit", "shade": "none",  # of a picture: SVG follows the page by itself
}  # fmt: skip
DARK = {
    "ink": "#ececec", "paper": "#1c1c1c", "soft": "#292c31", "line": "#777d87", "dim": "#b9bec7", "link": "#8cc8ff",
    "good": "#6fd6ae", "part": "#f0b366", "bad": "#ff9d8c", "mark": "#4a3713",
    "scheme": "inherit", "shade": "none",
}  # fmt: skip


def _mixed(first: str, percent: int, second: str) -> str:
    """A colour between a named one of this palette and another."""
    return f"color-mix(in srgb,var(--{first}) {percent}%,{second})"


IS_DARK = "min(1,var(--jp-shadow-base-lightness,0))"  # 0 or 32 in JupyterLab's themes: their only number that tells


def _of_jupyterlab(variable: str, name: str) -> str:
    """The colour of JupyterLab's variable, or else one of ours, light where the page declares nothing."""
    return f"var(--jp-{variable},light-dark({LIGHT[name]},{DARK[name]}))"


# What JupyterLab has no readable colour for in both themes is mixed.
NOTEBOOK = {
    "ink": _of_jupyterlab("content-font-color1", "ink"),
    "paper": _of_jupyterlab("layout-color0", "paper"),
    "link": _mixed("ink", 15, _of_jupyterlab("content-link-color", "link")),
    "line": _mixed("ink", 50, "var(--paper)"), "soft": _mixed("ink", 6, "var(--paper)"),
    "dim": _mixed("ink", 75, "var(--paper)"), "mark": _mixed("paper", 80, "#e69f00"),
    "good": _mixed("ink", 50, "#009e73"), "part": _mixed("ink", 50, "#e69f00"), "bad": _mixed("ink", 50, "#d5301a"),
    # In JupyterLab, whatever the browser prefers: the filter alone shades there. Elsewhere this is no value, and the
    # element inherits.
    "scheme": "light var(--jp-elevation-z0)",
    "shade": f"invert(calc(.933*{IS_DARK})) hue-rotate(calc(180deg*{IS_DARK}))",
}  # fmt: skip
VARIABLES = {name: f"var(--{name})" for name in LIGHT} | {"scheme": "var(--scheme,inherit)"}

_CELL = "padding:3px 8px;border-bottom:1px solid {line};color:{ink};background:{paper}"
ROLES = {
    "card": "background:{paper};color:{ink};border:1px solid {line};border-radius:6px;padding:10px 14px;"
    "margin:0 0 14px;max-width:760px;font:15px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif;"
    "overflow-wrap:anywhere;text-align:left",
    "title": "font-size:17px;font-weight:600;margin:0 0 2px;color:{ink};line-height:1.3",
    "state": "margin:0 0 8px;color:{ink}",
    "points": "margin:0 0 8px;color:{dim};font-size:14px",
    "body": "display:block",
    "words": "margin:8px 0;color:{ink};white-space:pre-line",
    "lines": "margin:8px 0;padding:6px 10px;background:{soft};color:{ink};white-space:pre-wrap;"
    "font:13px/1.5 ui-monospace,Consolas,monospace;overflow-wrap:anywhere;word-break:normal",
    "columns": "margin:8px 0;padding:6px 10px;background:{soft};color:{ink};white-space:pre;min-width:fit-content;"
    "font:13px/1.5 ui-monospace,Consolas,monospace",
    "code": "font-family:ui-monospace,Consolas,monospace;font-size:.92em;background:{soft};color:{ink};padding:0 3px;"
    "overflow-wrap:anywhere",
    "wide": "overflow-x:auto;max-width:100%",
    "table": "border-collapse:collapse;overflow-wrap:break-word;margin:8px 0;font-size:14px;min-width:min(100%,22em);"
    "font-variant-numeric:tabular-nums;background:{paper};color:{ink}",
    "caption": "text-align:left;color:{dim};padding:2px 0;font-size:13px",
    "number-head": f"{_CELL};font-weight:600;text-align:right;background:{{soft}};vertical-align:bottom",
    "number": f"{_CELL};text-align:right;vertical-align:top;white-space:nowrap",
    "marked": f"{_CELL};text-align:right;white-space:nowrap;background:{{mark}};font-weight:600",
    "text-head": f"{_CELL};font-weight:600;text-align:left;background:{{soft}};vertical-align:bottom",
    "text": f"{_CELL};text-align:left;vertical-align:top;min-width:6em",
    "picture": "display:block;width:400px;max-width:100%;height:auto;margin:8px 0;background:{paper};border-radius:4px",
    "figure": "display:block;width:560px;max-width:100%;height:auto;margin:8px 0;background:#ffffff;"
    "color-scheme:{scheme};filter:{shade}",
    "bar": "display:flex;gap:2px;max-width:560px;margin:8px 0;text-align:center;"
    "font:600 13px/20px system-ui,sans-serif;print-color-adjust:exact;-webkit-print-color-adjust:exact",
    "bar-good": "background:{good};color:{paper}", "bar-part": "background:{part};color:{paper}",
    "bar-bad": "background:{bad};color:{paper}", "bar-plain": "background:{soft};color:{ink};outline:1px solid {line}",
    "more": "margin:8px 0 0;color:{ink}",
    "summary": "cursor:pointer;color:{link};padding:2px 0",
    "good": "color:{good}", "part": "color:{part}", "bad": "color:{bad}", "plain": "color:{dim}",
}  # fmt: skip

Look = Callable[[str], dict[str, str]]


def classes(role: str) -> dict[str, str]:
    """Attributes of an element in a page that has `style_sheet`."""
    return {"class_": role}


def inline(role: str) -> dict[str, str]:
    """Attributes of an element of a light card, where no style sheet can be."""
    return {"style": ROLES[role].format(**LIGHT)}


def notebook_inline(role: str) -> dict[str, str]:
    """Attributes of an element of a card that follows the notebook's theme; the card itself holds the colours."""
    style = ROLES[role].format(**VARIABLES)
    return {"style": f"{_declarations(NOTEBOOK)};{style}" if role == "card" else style}


def _declarations(palette: Mapping[str, str]) -> str:
    return ";".join(f"--{name}:{colour}" for name, colour in palette.items())


def style_beside(module_file: str) -> str:
    """The page's own part of its style sheet: the `.css` file of the module's name, beside it."""
    return Path(module_file).with_suffix(".css").read_text(encoding="utf-8")


def style_sheet(more: str) -> str:
    """The roles as classes, their colours as variables for light, dark and print; `more` is the page's own."""
    light, printed = _declarations(LIGHT), Path(__file__).with_name("print.css").read_text(encoding="utf-8")
    return "\n".join([
        f":root{{color-scheme:light dark;{light}}}",
        f"@media(prefers-color-scheme:dark){{:root{{{_declarations(DARK)}}}}}",
        *(f".{role}{{{style.format(**VARIABLES)}}}" for role, style in ROLES.items()), style_beside(__file__), more,
        f"@media print{{:root{{color-scheme:light;{light}}}{printed}}}",
    ])  # fmt: skip
