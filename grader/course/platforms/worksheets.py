"""A platform's own file, with the grades filled in: nothing else in it changes, and no row is without a grade.

    canvas   the gradebook as it is exported: the columns about students, and the one of the assignment
    moodle   the offline grading worksheet: all of its columns, so that Moodle finds its times and comments again

Rows are found by the platform's id, the university's, the e-mail address, the login, and last by a name that only one
person has. What a row says of a person stays as it is; a comment that a spreadsheet would take for a formula does not.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from grader.base.csv_text import guarded
from grader.base.errors import UserError
from grader.base.text import did_you_mean
from grader.course.platforms.exports import Line, Row, canvas_grade, format_number
from grader.submissions.roster import Person, people_keys
from grader.submissions.tables import PeopleTable

ABOUT_STUDENTS = ("student", "lastname", "firstname", "id", "sis user id", "sis login id", "integration id",
                  "root account", "section")  # fmt: skip
WORKSHEETS = ("canvas", "moodle")
COMMENTS = "feedback comments"
MAX_NAMES = 20  # of columns, in an error
MARKUP = re.compile("<(?=[A-Za-z/!?])|&(?=[#A-Za-z])")  # what begins an element or a sign of HTML, and not `a <= b`


class Filled(NamedTuple):
    """A file that was filled in: its rows, and the people who have a grade and no row."""

    rows: list[Row]
    missing: list[Person]


def fill_file(path: Path, platform: str, lines: Sequence[Line], title: str) -> Filled:
    """Fill the grades of a class into a platform's file. Raises UserError, and BadInput for what is no table."""
    if platform not in WORKSHEETS:
        raise UserError(f"--fill: the file of {platform!r} is not filled in, only those of {', '.join(WORKSHEETS)}.")
    table = PeopleTable.read(path, "gradebook")
    try:
        return fill(table, lines, platform, title)
    except UserError as error:
        raise UserError(f"{path}: {error}") from None


def fill(table: PeopleTable, lines: Sequence[Line], platform: str, title: str = "") -> Filled:
    """Fill in the grades of a class. `title` is what the column is called. Raises UserError."""
    column = _grade_column(table, title)
    graded = [line for line in lines if _grade(line, platform)]
    line_of_row, rows = _lines_of_rows(table, _by_key(graded, platform)), list[Row]()
    for number, row in enumerate(table.rows):
        if number in line_of_row:
            rows.append(_filled(table, row, graded[line_of_row[number]], column, platform))
        elif platform == "canvas" and "points possible" in row[0].lower():
            rows.append(_replaced(row, column, format_number(graded[0].full if graded else 0.0)))
    placed = set(line_of_row.values())
    missing = [line.person for n, line in enumerate(graded) if n not in placed]
    wanted = _columns_to_write(table, platform, column)
    return Filled([[row[n] for n in wanted] for row in (table.header, *rows)], missing)


def _grade(line: Line, platform: str) -> str:
    return canvas_grade(line) if platform == "canvas" else line.grade


def _grade_column(table: PeopleTable, title: str) -> int:
    wanted = title or "Grade"  # in Moodle in English
    names = [re.sub(r" \(\d+\)$", "", name) for name in table.header]
    for spelled in (list(table.header), names):  # as it stands, or without Canvas' number of the assignment
        if spelled.count(wanted) == 1:
            return spelled.index(wanted)
    others = [name for name in table.header if name.lower() not in ABOUT_STUDENTS]
    raise UserError(
        f"no column of the file is called {wanted!r}, or more than one is.{did_you_mean(wanted, others)} Name it with "
        f"--title. Its columns that are not about students: {', '.join(others[:MAX_NAMES]) or 'none'}."
    )


def _by_key(lines: Sequence[Line], platform: str) -> Mapping[str, int]:
    """The numbers of the lines by what identifies a person; what two of them share identifies nobody."""
    lines_of: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        keys = people_keys(line.person)
        if line.submission.layout == platform:
            keys.append(f"id {line.submission.id}")
        keys += [f"sis {each}" for each in {line.person.sis_id, line.person.id} if each]
        for key in dict.fromkeys(keys):
            lines_of[key].append(number)
    return {key: same[0] for key, same in lines_of.items() if len(same) == 1}


def _lines_of_rows(table: PeopleTable, by_key: Mapping[str, int]) -> dict[int, int]:
    """The line of each row that is somebody's: of two rows that find one line, the one that finds it by more."""
    matches: dict[int, list[tuple[int, int]]] = defaultdict(list)  # by line: (kind of key, number of the row)
    for number, row in enumerate(table.rows):
        for kind, line in _found(table.person(row), by_key)[:1]:
            matches[line].append((kind, number))
    best = {line: [row for kind, row in found if kind == min(found)[0]] for line, found in matches.items()}
    return {rows[0]: line for line, rows in best.items() if len(rows) == 1}


def _found(person: Person, by_key: Mapping[str, int]) -> list[tuple[int, int]]:
    """By what says most of a person first: (which of these, from 0, and the line)."""
    kinds = [
        people_keys(Person(person.id)),
        [f"sis {person.sis_id}"],
        people_keys(Person(email=person.email)),
        people_keys(Person(person.login, email=person.login)),
        people_keys(Person(name=person.name)),
    ]
    return [(kind, by_key[key]) for kind, keys in enumerate(kinds) for key in keys if key in by_key]


def _filled(table: PeopleTable, row: Sequence[str], line: Line, column: int, platform: str) -> Row:
    filled, feedback = _replaced(row, column, _grade(line, platform)), _comment(line)
    for n, name in enumerate(table.header):
        if name.lower() == COMMENTS and feedback not in row[n]:
            filled[n] = "\n".join(filter(None, [row[n], feedback]))  # after what assistants wrote
    return filled


def _comment(line: Line) -> str:
    """The feedback as Moodle takes it: as HTML, in which names of files and headings that students chose are text."""
    return guarded(MARKUP.sub(lambda sign: html.escape(sign[0]), line.feedback))


def _replaced(row: Sequence[str], column: int, cell: str) -> Row:
    return [*row[:column], cell, *row[column + 1 :]]


def _columns_to_write(table: PeopleTable, platform: str, column: int) -> Sequence[int]:
    """Canvas would take other assignments' columns as grades that were entered."""
    if platform == "moodle":
        return range(len(table.header))
    return [*(n for n, name in enumerate(table.header) if name.lower() in ABOUT_STUDENTS and n < column), column]
