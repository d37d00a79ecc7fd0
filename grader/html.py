"""One report as HTML: a fragment for each question (notebooks, Gradescope), and a whole page for one student.

    question_html   inline styles, no script, nothing fetched, a picture as data URI: what sanitisers let through
    page            a document of its own: the same elements with classes, light and dark, 400 to 1280 px

Every element is made by `tag`, which escapes and cleans whatever text it is given: exception messages, source lines and
names are a student's, and are never trusted. The look of an element stands once, in LOOK.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np

from grader import choice, explain, plots
from grader.judge import status_of
from grader.key import Case, Key, Question
from grader.plots import NoPicture
from grader.report import CaseReport, QuestionReport, Report
from grader.transcript import Transcript
from grader.verdicts import CostsParted, Parted, Verdict

LONGEST = 6_000  # characters of one text
LONGEST_HTML = 95_000  # characters of a fragment: Gradescope cuts at 100,000, in the middle of whatever is there
MOST_ROWS = 61  # of the table of all steps
WIDEST = 6  # coordinates of a point that are written out in that table

WORDS = {
    "right": "RIGHT",
    "partial": "PARTLY RIGHT",
    "wrong": "NOT RIGHT YET",
    "not_attempted": "NOT ATTEMPTED",
    "missing": "MISSING",
    "crashed": "STOPPED BY AN ERROR",
    "timed_out": "OUT OF TIME",
    "out_of_memory": "OUT OF MEMORY",
    "malformed": "ANOTHER FORM THAN ASKED FOR",
    "could_not_check": "COULD NOT BE CHECKED",
    "recorded": "RECORDED",
    "ungradable": "COULD NOT BE GRADED",
    "optional": "OPTIONAL",
}
PLAIN = ("not_attempted", "recorded", "optional")
ANOTHER = ": another question of its group counts"


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


# ── one question


def question_html(key: Key, question: Question, transcript: Transcript, report: Report) -> str:
    """One question as a fragment of less than 100,000 characters, for a notebook or for Gradescope.

    Its status and points are those of the shown cases: nothing here depends on a hidden one.
    """
    told = next(q for q in choice.shown(report).questions if q.name == question.name)
    question = question.as_read(told.reading)
    picture, full = _picture(question, transcript, "png"), True
    made = _question(question, transcript, told, inline, picture)
    for picture, full in ((None, True), (None, False)):
        if len(made) > LONGEST_HTML:
            made = _question(question, transcript, told, inline, picture, full)
    return made


def _question(
    question: Question,
    transcript: Transcript,
    told: QuestionReport,
    look: Look,
    picture: Html | None,
    full: bool = True,
    totals: bool = False,
    heading: str = "div",
) -> Html:
    wrong = next(_wrong(question, transcript), None)
    say = joined([*_message(told.message, wrong, look), *([] if picture else _no_picture(question, transcript, look))])
    more = _more(question, transcript, told, look) if full else None
    inside = [tag("div", say, class_="say"), picture] if look is classes else [say, picture]
    name = tag("code", question.function, **look("code"))
    return tag(
        "section" if heading != "div" else "div",
        tag(heading, told.title, " ", name, **look("title"), id=f"question-{question.name}" if totals else None),
        _state(question, told, look, totals),
        tag("div", *inside, **({"class_": "body"} if look is classes else {})),
        more,
        **look("card"),
    )


def shown_status(told: QuestionReport) -> str:
    """The status of a question as its visible cases alone have it."""
    kinds = [case.status for case in told.cases if not case.hidden]
    if not kinds:
        return told.status if told.status in choice.UNTOUCHED else "recorded"
    return status_of(kinds)


def _state(question: Question, told: QuestionReport, look: Look, totals: bool) -> Html:
    shown = [case for case in told.cases if not case.hidden]
    earned, possible = sum(c.earned for c in shown), sum(c.possible for c in shown)
    of = " on the shown cases" if len(shown) < len(told.cases) else ""
    if totals:
        earned, possible, of = told.earned, told.possible, ""
    status = told.status if totals and question.returns != "truth" else shown_status(told)
    points = f": {points_of(earned)} of {points_of(possible)} points{of}" if possible else None
    if not told.counts:
        points = ANOTHER if status not in choice.UNTOUCHED else None
    return tag("p", status_word(status, look), points, **look("state"))


def status_word(status: str, look: Look) -> Html:
    """The status as a word, coloured for those who see it."""
    tone = {"right": "good", "partial": "part", **dict.fromkeys(PLAIN, "plain")}.get(status, "bad")
    if status == "could_not_check":
        tone = "part"
    return tag("strong", WORDS.get(status, status), **look(tone))


def points_of(x: float) -> str:
    return f"{x:.2f}".rstrip("0").rstrip(".")


def _wrong(question: Question, transcript: Transcript) -> Iterator[tuple[Case, Verdict]]:
    return ((c, v) for c, v in plots.shown(question, transcript) if not v.right and question.returns != "truth")


# ── its words


def _message(message: str, wrong: tuple[Case, Verdict] | None, look: Look) -> list[Html]:
    """The message, word for word; where it holds the text table of a case, that table as one of HTML."""
    table = _first_rows(*wrong, look) if wrong else None
    if table and table[0] in message:
        before, after = message.split(table[0], 1)
        return [*_prose(before, look), table[1], *_prose(after, look)]
    return _prose(message, look)


def _prose(text: str, look: Look) -> list[Html]:
    """Paragraphs; lines that are set in by four blanks are code or numbers and keep their form."""
    out: list[Html] = []
    for kind, lines in _runs(clean(text).split("\n")):
        block = "\n".join(line[4:] if kind == "lines" else line for line in lines).strip("\n")
        if block.strip():
            inner = [block] if kind == "lines" else _with_code(block, look)
            out.append(tag("pre" if kind == "lines" else "p", *inner, **look(kind)))
    return out


def _runs(lines: Sequence[str]) -> list[tuple[str, list[str]]]:
    runs: list[tuple[str, list[str]]] = []
    for line in lines:
        kind = "lines" if line.startswith("    ") else "words"
        if runs and runs[-1][0] == kind and line.strip():
            runs[-1][1].append(line)
        else:
            runs.append((kind, [line]))
    return runs


def _with_code(text: str, look: Look) -> list[str]:
    parts = re.split(r"`([^`\n]{1,200})`", text)
    return [tag("code", part, **look("code")) if i % 2 else part for i, part in enumerate(parts)]


def _first_rows(case: Case, found: Verdict, look: Look) -> tuple[str, Html] | None:
    """The few rows around the first wrong step: as `explain` writes them, and as a table."""
    name = {Parted: "weights", CostsParted: "costs"}.get(type(found.outcome))  # type: ignore[arg-type]
    if name is None:
        return None
    step = found.outcome.step  # type: ignore[union-attr]
    yours, expected = np.asarray(found.answer[name]), np.asarray(case.expected[name])  # type: ignore[index]
    first = max(step - 1, 0)
    shown = range(first, min(first + explain.ROWS, case.judged + 1, len(yours)))
    rows = [
        [str(k), explain.number(yours[k]), explain.number(expected[k]), "first difference" if k == step else ""]
        for k in shown
    ]
    text = explain.table(yours, expected, step, case.judged)
    return text, table(f"The {name} at each step k", ["k", "yours", "expected", ""], rows, look, shown.index(step))


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


def _picture(question: Question, transcript: Transcript, format: str) -> Html | None:
    for case, found in _wrong(question, transcript):
        if plots.drawable(case, found):
            try:
                uri = plots.data_uri(plots.picture(case, found, format))
            except NoPicture:
                return None
            look = inline if format == "png" else classes
            words = f"{clean(case.title, 300)}. {plots.alt(case, found)}"
            return tag("img", src=uri, alt=words, width="400", **look("picture"))
    return None


def _no_picture(question: Question, transcript: Transcript, look: Look) -> list[Html]:
    """A sentence where a picture is missing only because matplotlib is."""
    if plots.available() or not any(plots.drawable(c, v) for c, v in _wrong(question, transcript)):
        return []
    return [tag("p", plots.MISSING, **look("words"))]


# ── what stands behind "more"


def _more(question: Question, transcript: Transcript, told: QuestionReport, look: Look) -> Html | None:
    if not told.cases or question.returns == "truth":
        return None
    parts = [_cases(told, look), *_other_cases(question, transcript, told, look), *_hidden(told, look)]
    drawn = next(((c, v) for c, v in _wrong(question, transcript) if plots.drawable(c, v)), None)
    if drawn:
        parts.append(_all_steps(*drawn, look))
    what = "All cases, and all steps of the picture in numbers" if drawn else "All cases"
    return tag("details", tag("summary", what, **look("summary")), *parts, **look("more"))


def _cases(told: QuestionReport, look: Look) -> Html:
    head = tag("tr", *(tag("th", h, scope="col", **look("heading")) for h in ("case", "status", "points")))
    rows = [
        tag("tr", tag("td", case.title, **look("text")), tag("td", status_word(case.status, look), **look("text")),
            tag("td", f"{points_of(case.earned)} of {points_of(case.possible)}", **look("number")))
        for case in told.cases if not case.hidden
    ]  # fmt: skip
    made = tag("table", tag("caption", "The shown cases", **look("caption")), tag("thead", head), tag("tbody", *rows),
               **look("table"))  # fmt: skip
    return tag("div", made, tabindex="0", role="group", aria_label="The shown cases", **look("wide"))


def _other_cases(question: Question, transcript: Transcript, told: QuestionReport, look: Look) -> Iterator[Html]:
    """What is said of each wrong case but the first, which the message speaks of."""
    messages: Mapping[str, CaseReport] = {case.id: case for case in told.cases}
    for case, found in list(_wrong(question, transcript))[1:]:
        if case.id in messages:
            yield tag("p", tag("strong", f"With {case.title}:"), **look("words"))
            yield joined(_message(messages[case.id].message, (case, found), look))


def _hidden(told: QuestionReport, look: Look) -> Iterator[Html]:
    """The fixed sentence of hidden cases, once."""
    hidden = [case for case in told.cases if case.hidden]
    for sentence in dict.fromkeys(case.message for case in hidden if case.message):
        count = f"Of {len(hidden)} cases: " if len(hidden) > 1 else ""
        yield tag("p", f"{count}{sentence}", **look("words"))


def _all_steps(case: Case, found: Verdict, look: Look) -> Html:
    """Both runs in numbers, every step: what the picture shows, for whoever cannot see it."""
    assert case.expected is not None
    names = [n for n in ("weights", "costs") if n in found.answer and n in case.expected]
    yours = {n: np.asarray(found.answer[n], dtype=float) for n in names}
    right = {n: np.asarray(case.expected[n], dtype=float)[: case.judged + 1] for n in names}
    last = min(max(len(a) for a in (*yours.values(), *right.values())), MOST_ROWS)
    said = {"weights": "w", "costs": "cost"}
    head = ["k", *(f"{who} {said[n]}" for n in names for who in ("your", "right"))]
    rows = [[str(k), *(_entry(a[n], k) for n in names for a in (yours, right))] for k in range(last)]
    step = getattr(found.outcome, "step", -1)
    return table(f"With {clean(case.title, 300)}: every step", head, rows, look, step)


def _entry(history: np.ndarray, k: int) -> str:
    if k >= len(history):
        return "-"
    row = np.atleast_1d(history[k])
    return explain.number(history[k] if len(row) <= WIDEST else row[:WIDEST]) + (" ..." if len(row) > WIDEST else "")


# ── a page


def page(key: Key, transcript: Transcript, report: Report, totals: bool = True) -> str:
    """A whole self-contained page for one student. `totals` counts hidden cases into the points that it shows."""
    if report.status != "graded":
        return _ungradable(key, report)
    readings = {q.name: q.reading for q in report.questions}
    asked = {q.name: q.as_read(readings.get(q.name, "")) for q in key.questions}
    told = [q for q in (report if totals else choice.shown(report)).questions if q.name in asked]
    sections = [
        _question(asked[q.name], transcript, q, classes, _picture(asked[q.name], transcript, "svg"),
                  totals=totals, heading="h2")
        for q in told
    ]  # fmt: skip
    head = [tag("h1", key.title), tag("p", "Submission ", tag("strong", clean(report.submission, 200)))]
    if totals:
        total = f"{points_of(report.earned)} of {points_of(report.possible)} points"
        head.append(tag("p", tag("strong", total), **classes("state")))
    overview = tag("nav", _overview(told, totals), aria_label="Questions")
    return document(
        f"{key.title}: {clean(report.submission, 200)}", joined(head), joined([overview, *sections]), FOOTER
    )


FOOTER = "Made by First-Order Grader. This page is complete in itself: it loads nothing and runs nothing."


def _overview(told: Sequence[QuestionReport], totals: bool) -> Html:
    head = tag("tr", *(tag("th", h, scope="col", **classes("heading")) for h in ("question", "status", "points")))
    rows = []
    for q in told:
        shown = [case for case in q.cases if not case.hidden]
        earned = q.earned if totals else sum(c.earned for c in shown)
        possible = q.possible if totals else sum(c.possible for c in shown)
        status = q.status if totals and any(not c.hidden for c in q.cases) else shown_status(q)
        name = tag("a", q.title, href=f"#question-{q.name}") if totals else q.title
        points = f"{points_of(earned)} of {points_of(possible)}" if q.counts else "-"
        rows.append(
            tag("tr", tag("td", name, **classes("text")), tag("td", status_word(status, classes), **classes("text")),
                tag("td", points, **classes("number")))
        )  # fmt: skip
    return tag("table", tag("caption", "All questions", **classes("caption")), tag("thead", head),
               tag("tbody", *rows), **classes("table"))  # fmt: skip


def _ungradable(key: Key, report: Report) -> str:
    body = tag(
        "section",
        tag("h2", "This submission could not be graded", **classes("title")),
        tag("p", status_word("ungradable", classes), **classes("state")),
        *_prose(report.message or "No reason was recorded. Please tell the staff.", classes),
        tag("p", "Hand in the notebook again, or write to the staff if you think that this is our mistake.",
            **classes("words")),
        **classes("card"),
    )  # fmt: skip
    head = joined([tag("h1", key.title), tag("p", "Submission ", tag("strong", clean(report.submission, 200)))])
    return document(f"{key.title}: {clean(report.submission, 200)}", head, body, FOOTER)
