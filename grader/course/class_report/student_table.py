"""Students x questions, coloured by the share of the points, with a link from each cell to what stands there.

The table is whole without script. `SCRIPT` adds what makes it quick to work with: it finds a name, shows those with one
mistake or one question that is not right, and sorts by any column.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from grader.course.class_report.parts import Elements, page_address
from grader.course.class_report.statistics import UNEXPLAINED, ClassStatistics, Result, Student
from grader.judging.question_groups import UNTOUCHED
from grader.model.statuses import format_points
from grader.reports.causes import cause_name
from grader.reports.elements import Html, clean, tag

MISTAKES = 60  # of the commonest, by which students can be shown
LEVELS = 5  # of the colour of a cell
SHOWN = 10_000  # rows: a browser needs seconds for as many, a kilobyte each
TABLE = "student-table"  # the table's anchor

Ranks = Mapping[tuple[str, str], int]  # of (question, mistake) among the commonest, from 0


def students(seen: ClassStatistics) -> Elements:
    """Every graded submission in a row, with its points for each question."""
    if not seen.students:
        return ["No submission was graded."]
    words = (
        "Points of each question; the stronger the colour, the more is lost. - is not attempted, ? is wrong without a "
        "known cause, ! could not be checked. Every cell leads to what its author did there."
    )
    ranks = seen.ranks
    in_order = sorted(seen.students, key=lambda student: seen.name(student.submission).casefold())
    rows = [_row(seen, student, ranks) for student in in_order[:SHOWN]]
    if len(in_order) > SHOWN:
        words += f" These are the first {SHOWN} of {len(in_order)} by name; `grader export` writes all."
    table = tag("table", tag("caption", "Points of each student", class_="caption"), tag("thead", _head(seen)),
                tag("tbody", *rows), class_="heat", id=TABLE)  # fmt: skip
    width = f"--width:{15 + 4 * len(seen.key.questions)}em"  # of the table on paper, where it may stand in columns
    frame = tag("div", table, tabindex="0", role="group", aria_label="Points of each student", class_="wide tall",
                style=width)  # fmt: skip
    return [words, _tools(seen), frame]


def cause_token(rank: int) -> str:
    """The word by which rows are marked that have the mistake of that rank, counted from 0."""
    return f"m{rank}"


def show_link(text: str, token: str) -> Html:
    """A link to the table; with script, the table shows then the rows with this token."""
    return tag("a", text, href=f"#{TABLE}", data_show=token)


def _head(seen: ClassStatistics) -> Html:
    titles = [f"{question.title} ({format_points(question.points)})" for question in seen.key.questions]
    upright = [tag("th", tag("span", title, class_="upright"), scope="col") for title in titles]
    return tag("tr", tag("th", "student", scope="col"), tag("th", "points", scope="col"), *upright)


def _row(seen: ClassStatistics, student: Student, ranks: Ranks) -> Html:
    address = page_address(student.submission)
    name, own_id = seen.authors[student.submission], clean(student.submission, 80)
    titles = [tag("a", name, href=address), tag("small", " ", own_id) if own_id != name else None]
    cells = [_cell(address, question.name, student.results.get(question.name), question.points)
             for question in seen.key.questions]  # fmt: skip
    tokens = " ".join(_tokens(seen, student, ranks))
    return tag("tr", tag("th", *titles, scope="row"), tag("td", format_points(student.earned)), *cells, data_has=tokens)


def _cell(address: str, name: str, result: Result | None, points: float) -> Html:
    if result is None:
        return tag("td", "-")
    level = None
    if math.isfinite(result.earned) and points:
        level = f"h{min(int(LEVELS * (1 - result.earned / points)), LEVELS - 1)}"
    return tag("td", tag("a", _mark(result), href=f"{address}#question-{name}"), class_=level)


def _mark(result: Result) -> str:
    if result.status in UNTOUCHED:
        return "-"
    if result.status == "could_not_check":
        return "!"
    points = format_points(result.earned) if math.isfinite(result.earned) else "by hand"
    return f"{points} ?" if result.cause == UNEXPLAINED else points


def _tokens(seen: ClassStatistics, student: Student, ranks: Ranks) -> Iterator[str]:
    """By which choices of the list the row is shown."""
    for number, question in enumerate(seen.key.questions):
        if (result := student.results.get(question.name)) is None:
            continue
        if result.status in UNTOUCHED:
            yield f"n{number}"
        elif result.status not in ("right", "manual", "recorded"):
            yield f"w{number}"
        if result.cause == UNEXPLAINED:
            yield f"u{number}"
        elif (rank := ranks.get((question.name, result.cause), MISTAKES)) < MISTAKES:
            yield cause_token(rank)


def _tools(seen: ClassStatistics) -> Html:
    """What the script works with; hidden where there is no script."""
    find = tag("label", "Find ", tag("input", type="search", id="find", placeholder="name or id"))
    choices = tag("select", tag("option", "everybody", value=""), *_by_mistake(seen), *_by_question(seen), id="show")
    output = tag("output", "", id="shown", for_="find show")
    return tag("div", find, tag("label", "Show ", choices), output, class_="tools", id="tools", hidden="")


def _by_mistake(seen: ClassStatistics) -> Iterator[Html]:
    options = [
        tag("option", f"{seen.questions[name].title}: {cause_name(seen.key, mistake)} ({len(group.ids)})",
            value=cause_token(rank))
        for rank, ((name, mistake), group) in enumerate(seen.ranked_mistakes[:MISTAKES])
    ]  # fmt: skip
    if options:
        yield tag("optgroup", *options, label="who made the mistake")


def _by_question(seen: ClassStatistics) -> Iterator[Html]:
    kinds = {"w": "not all right", "u": "wrong without a known cause", "n": "not attempted"}
    for letter, words in kinds.items():
        options = [tag("option", f"{question.title}: {words}", value=f"{letter}{number}")
                   for number, question in enumerate(seen.key.questions)]  # fmt: skip
        yield tag("optgroup", *options, label=words)


STYLE = """.tall{max-height:80vh;overflow:auto}
.heat{border-collapse:separate;border-spacing:0;font-size:13px;font-variant-numeric:tabular-nums}
.heat th,.heat td{padding:2px 6px;text-align:right;border-bottom:1px solid var(--soft);background:var(--paper);
white-space:nowrap;overflow-wrap:normal}
.heat td a{display:block;color:var(--ink);text-decoration:none;min-width:2.2em}
.heat td a:hover,.heat td a:focus{text-decoration:underline}
.heat th[scope=row]{text-align:left;font-weight:400;position:sticky;left:0;max-width:15em;
white-space:normal;overflow-wrap:anywhere;min-width:8em}
.heat th small{color:var(--dim)}
.heat thead th{position:sticky;top:0;vertical-align:bottom;background:var(--soft);z-index:1}
.heat thead th:first-child{left:0;z-index:2;text-align:left}
.heat thead button{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer;text-align:inherit}
.heat thead button:focus-visible{outline:3px solid var(--link)}
.heat [aria-sort=ascending] button::after{content:" \\2191"}
.heat [aria-sort=descending] button::after{content:" \\2193"}
.upright{display:inline-block;white-space:normal;writing-mode:vertical-rl;transform:rotate(180deg);max-height:13em;text-align:left;line-height:1.15}
.heat .h1{background:var(--h1)}.heat .h2{background:var(--h2)}.heat .h3{background:var(--h3)}
.heat .h4{background:var(--h4)}:root{--h1:#fdf0d5;--h2:#fadfae;--h3:#f5c680;--h4:#eda64f}
@media(prefers-color-scheme:dark){:root{--h1:#33291b;--h2:#4a3713;--h3:#66490f;--h4:#85590a}}
.tools{display:flex;flex-wrap:wrap;gap:6px 18px;align-items:center;margin:8px 0}.tools[hidden]{display:none}
.tools input,.tools select{font:inherit;color:var(--ink);background:var(--paper);border:1px solid var(--line);
border-radius:4px;padding:3px 6px;max-width:100%}.tools label{max-width:100%}
.tools select{width:24em}
@media(max-width:480px){.heat th[scope=row]{max-width:8em}.upright{max-height:9em}}
@media print{.tall{max-height:none;overflow:visible;columns:var(--width);font-size:7pt}.tools{display:none}
.heat{font-size:7pt}.heat th,.heat td{padding:1px 4px}.heat th[scope=row]{min-width:11em}.upright{max-height:11em}
.heat thead th,.heat th[scope=row]{position:static}:root{--h1:#fdf0d5;--h2:#fadfae;--h3:#f5c680;--h4:#eda64f}}"""

SCRIPT = """'use strict';
const table = document.getElementById('student-table');
if (table) {
  const [find, show, shown] = ['find', 'show', 'shown'].map(id => document.getElementById(id));
  const body = table.tBodies[0], rows = [...body.rows], heads = [...table.tHead.rows[0].cells];
  const names = new Map(rows.map(row => [row, row.cells[0].textContent.toLowerCase()]));
  function filter() {
    const text = find.value.toLowerCase(), token = show.value;
    for (const row of rows)
      row.hidden = !names.get(row).includes(text) || (token && !row.dataset.has.split(' ').includes(token));
    shown.textContent = rows.filter(row => !row.hidden).length + ' of ' + rows.length + ' shown';
  }
  function sort(column) {
    const down = heads[column].getAttribute('aria-sort') === 'ascending' ? -1 : 1;
    heads.forEach(head => head.removeAttribute('aria-sort'));
    heads[column].setAttribute('aria-sort', down === 1 ? 'ascending' : 'descending');
    const number = row => { const x = parseFloat(row.cells[column].textContent); return isNaN(x) ? -1 : x; };
    const order = column ? (a, b) => number(a) - number(b) : (a, b) => names.get(a).localeCompare(names.get(b));
    body.append(...rows.sort((a, b) => down * order(a, b)));
  }
  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => sort(column));
  });
  document.querySelectorAll('[data-show]').forEach(link => link.addEventListener('click', () => {
    find.value = ''; show.value = link.dataset.show; filter();
  }));
  [find, show].forEach(field => field.addEventListener('input', filter));
  document.getElementById('tools').hidden = false;
  filter();
}
"""
