"""One report as HTML: a fragment for each question (notebooks, Gradescope), and a whole page for one student.

    question_html   inline styles, no script, nothing fetched, a picture as data URI: what sanitisers let through
    page            a document of its own: the same elements with classes, light and dark, 400 to 1280 px

Every element is made by `elements.tag`, which escapes and cleans whatever text it is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from grader.judging.judge import status_of
from grader.judging.messages.formatting import TABLE_ROWS, format_number, format_table
from grader.judging.messages.question_messages import LATER, statement_reason
from grader.judging.outcomes import Verdict, WrongCosts, WrongWeights
from grader.judging.question_groups import UNTOUCHED, settled_by_visible
from grader.model.key import Case, Key, Question
from grader.model.report import CaseReport, QuestionReport, Report
from grader.model.transcript import Transcript
from grader.reports import plots
from grader.reports.elements import Html, Look, classes, clean, document, inline, joined, table, tag
from grader.reports.render import MISSING, NoPicture

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


# ── one question


def question_html(key: Key, question: Question, transcript: Transcript, report: Report) -> str:
    """One question as a fragment of less than 100,000 characters, for a notebook or for Gradescope.

    Its status and points are those of the shown cases: nothing here depends on a hidden one.
    """
    told = next(q for q in settled_by_visible(report).questions if q.name == question.name)
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
    message = told.message.replace(LATER, "") if totals and told.status != "recorded" else told.message
    say = joined([*_message(message, wrong, look), *([] if picture else _no_picture(question, transcript, look))])
    more = _more(question, transcript, told, look, totals) if full else None
    inside = [tag("div", say, class_="say"), picture] if look is classes else [say, picture]
    name = tag("code", question.function, **look("code"))
    anchor = f"question-{question.name}" if look is classes else None
    return tag(
        "section" if heading != "div" else "div",
        tag(heading, told.title, " ", name, **look("title"), id=anchor),
        _state(question, told, look, totals),
        tag("div", *inside, **({"class_": "body"} if look is classes else {})),
        more,
        **look("card"),
    )


def shown_status(told: QuestionReport) -> str:
    """The status of a question as its visible cases alone have it."""
    kinds = [case.status for case in told.cases if not case.hidden]
    if not kinds:
        return told.status if told.status in UNTOUCHED else "recorded"
    return status_of(kinds)


def _state(question: Question, told: QuestionReport, look: Look, totals: bool) -> Html:
    shown = [case for case in told.cases if not case.hidden]
    earned, possible = sum(c.earned for c in shown), sum(c.possible for c in shown)
    of = " on the shown cases" if len(shown) < len(told.cases) else ""
    if totals:
        earned, possible, of = told.earned, told.possible, ""
    status = told.status if totals else shown_status(told)
    points = f": {points_of(earned)} of {points_of(possible)} points{of}" if possible else None
    if not told.counts:
        points = ANOTHER if status not in UNTOUCHED else None
    return tag("p", status_word(status, look), points, **look("state"))


def status_word(status: str, look: Look) -> Html:
    """The status as a word, coloured for those who see it."""
    tone = {"right": "good", "partial": "part", **dict.fromkeys(PLAIN, "plain")}.get(status, "bad")
    if status == "could_not_check":
        tone = "part"
    return tag("strong", WORDS.get(status, status), **look(tone))


def points_of(x: float) -> str:
    """Points with at most two decimals."""
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
    name = {WrongWeights: "weights", WrongCosts: "costs"}.get(type(found.outcome))  # type: ignore[arg-type]
    if name is None:
        return None
    step = found.outcome.step  # type: ignore[union-attr]
    yours, expected = np.asarray(found.answer[name]), np.asarray(case.expected[name])  # type: ignore[index]
    first = max(step - 1, 0)
    shown = range(first, min(first + TABLE_ROWS, case.judged + 1, len(yours)))
    rows = [
        [str(k), format_number(yours[k]), format_number(expected[k]), "first difference" if k == step else ""]
        for k in shown
    ]
    text = format_table(yours, expected, step, case.judged)
    return text, table(f"The {name} at each step k", ["k", "yours", "expected", ""], rows, look, shown.index(step))


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
    return [tag("p", MISSING, **look("words"))]


# ── what stands behind "more"


def _more(question: Question, transcript: Transcript, told: QuestionReport, look: Look, totals: bool) -> Html | None:
    if not told.cases or question.returns == "truth":
        return _statements(question, told, look) if totals and question.returns == "truth" else None
    parts = [_cases(told, look), *_other_cases(question, transcript, told, look), *_hidden(told, look)]
    drawn = next(((c, v) for c, v in _wrong(question, transcript) if plots.drawable(c, v)), None)
    if drawn:
        parts.append(_all_steps(*drawn, look))
    what = "All cases, and all steps of the picture in numbers" if drawn else "All cases"
    return tag("details", tag("summary", what, **look("summary")), *parts, **look("more"))


def _statements(question: Question, told: QuestionReport, look: Look) -> Html | None:
    """Each statement, what the answer to it earned, and the reason; nothing where the key does not know."""
    reasons = {case.id: statement_reason(case) for case in question.cases}
    if not any(reasons.values()):
        return None
    return _case_table(told.cases, look, "All statements", ("statement", "status", "points", "right answer"), reasons)


def _cases(told: QuestionReport, look: Look) -> Html:
    shown = [case for case in told.cases if not case.hidden]
    return _case_table(shown, look, "The shown cases", ("case", "status", "points"))


def _case_table(
    cases: Sequence[CaseReport], look: Look, caption: str, head: Sequence[str], last: Mapping[str, str] | None = None
) -> Html:
    """One row for each case; `last` has the text of one more column by the case's id."""
    rows = []
    for case in cases:
        cells = [
            tag("td", *_with_code(case.title, look), **look("text")),
            tag("td", status_word(case.status, look), **look("text")),
            tag("td", f"{points_of(case.earned)} of {points_of(case.possible)}", **look("number")),
        ]
        if last is not None:
            cells.append(tag("td", *_with_code(last[case.id], look), **look("text")))
        rows.append(tag("tr", *cells))
    titles = tag("tr", *(tag("th", title, scope="col", **look("heading")) for title in head))
    made = tag("table", tag("caption", caption, **look("caption")), tag("thead", titles), tag("tbody", *rows),
               **look("table"))  # fmt: skip
    return tag("div", made, tabindex="0", role="group", aria_label=caption, **look("wide"))


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
    return format_number(history[k] if len(row) <= WIDEST else row[:WIDEST]) + (" ..." if len(row) > WIDEST else "")


# ── a page


def page(key: Key, transcript: Transcript, report: Report, totals: bool | None = None, note: str = "") -> str:
    """A whole self-contained page for one student.

    `totals` counts hidden cases into the points, and says which statements are right: it is for after the due date, and
    the default with an instructor's key alone. `note` says what was found of the submission: which of two files was
    graded, for one.
    """
    if report.status != "graded":
        return _ungradable(key, report)
    totals = key.audience == "instructor" if totals is None else totals
    readings = {q.name: q.reading for q in report.questions}
    asked = {q.name: q.as_read(readings.get(q.name, "")) for q in key.questions}
    told = [q for q in (report if totals else settled_by_visible(report)).questions if q.name in asked]
    sections = [
        _question(asked[q.name], transcript, q, classes, _picture(asked[q.name], transcript, "svg"),
                  totals=totals, heading="h2")
        for q in told
    ]  # fmt: skip
    head = [tag("h1", key.title), tag("p", "Submission ", tag("strong", clean(report.submission, 200)))]
    if totals:
        total = f"{points_of(report.earned)} of {points_of(report.possible)} points"
        head.append(tag("p", tag("strong", total), **classes("state")))
    if note:
        head.append(tag("p", note, **classes("words")))
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
        status = q.status if totals else shown_status(q)
        name = tag("a", q.title, href=f"#question-{q.name}")
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
