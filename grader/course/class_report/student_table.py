"""Students x questions, coloured by the share of the points, with a link from each cell to what stands there.

The table is whole without script. `SCRIPT` adds what makes it quick to work with: it finds a name, shows those with one
mistake or one question that is not right, and sorts by any column.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.base.text import natural_order
from grader.course.class_report.observation import UNEXPLAINED, Result
from grader.course.class_report.parts import Elements, page_address
from grader.course.class_report.statistics import ClassStatistics, Student
from grader.judging.question_groups import UNTOUCHED
from grader.model.statuses import format_points
from grader.reports.causes import cause_name
from grader.reports.elements import Html, clean, tag
from grader.reports.look import style_beside

MISTAKES = 60  # of the commonest, by which students can be shown
LEVELS = 5  # of the colour of a cell
SHOWN = 10_000  # rows: a browser needs seconds for as many, a kilobyte each
ONE_COLUMN = 60  # rows that stand below each other on paper: columns but the first may have no head
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
    in_order = sorted(seen.students, key=lambda student: natural_order(seen.name(student.submission)))
    rows = [_row(seen, student, ranks) for student in in_order[:SHOWN]]
    if len(in_order) > SHOWN:
        words += f" These are the first {SHOWN} of {len(in_order)} by name; `grader export` writes all."
    table = tag("table", tag("caption", "Points of each student", class_="caption"), tag("thead", _head(seen)),
                tag("tbody", *rows), class_="heat", id=TABLE)  # fmt: skip
    width = f"--width:{15 + 4 * len(seen.key.questions)}em"  # of the table on paper, where a long one stands in columns
    frame = tag("div", table, tabindex="0", role="group", aria_label="Points of each student", class_="wide tall",
                style=width if len(rows) > ONE_COLUMN else None)  # fmt: skip
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
    return tag("td", tag("a", _mark(result), href=f"{address}#question-{name}"), class_=heat(result.earned, points))


def heat(earned: float, points: float) -> str | None:
    """The class of a cell, whose colour is the stronger the more of the points is lost; None where nothing counts."""
    if not (math.isfinite(earned) and points):
        return None
    return f"h{min(int(LEVELS * (1 - earned / points)), LEVELS - 1)}"


def _mark(result: Result) -> str:
    if result.status in UNTOUCHED:
        return "-"
    if result.status == "could_not_check":
        return "!"
    if not math.isfinite(result.earned):
        return "excused" if result.status == "excused" else "by hand"
    points = format_points(result.earned)
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


STYLE = style_beside(__file__)

SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
