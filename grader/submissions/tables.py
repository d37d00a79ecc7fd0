"""Tables of people as platforms, and spreadsheets, write them: lists of a class and gradebooks, in CSV.

    Canvas       Student, ID, SIS User ID, SIS Login ID, Section, assignments
    Gradescope   First Name, Last Name, SID, Email, Sections
    Moodle       Identifier (`Participant 12`), Full name, ID number, Email address
    Classroom 50 username, first_name, last_name, email, section
    any other    id, name, email

Text is UTF-8, or what Excel writes: UTF-16 as "Unicode text", Windows-1252 as "CSV". The separator is a comma, a
semicolon or a tab.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.base import files
from grader.base.csv_text import BadCsv, read_rows
from grader.base.errors import UserError


@dataclass(frozen=True)
class Person:
    """A student. What a platform does not say is empty.

    `id` is the platform's own number or the university's; where they differ, `sis_id` is the university's.
    """

    id: str = ""
    name: str = ""
    email: str = ""
    sis_id: str = ""
    login: str = ""
    section: str = ""


class BadInput(UserError):
    """A path or roster that cannot be used; the message tells staff why in one sentence."""


@dataclass(frozen=True)
class PeopleTable:
    """A table with a row for each person, as it was read: `header` are the names of the columns, as they stand."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]

    @staticmethod
    def read(path: Path, what: str) -> PeopleTable:
        """Read a file. Raises BadInput, which calls it `what`."""
        text = _decoded(files.read_bytes(path, what, BadInput), path, what)
        head = text.split("\n", 1)[0]
        try:
            header, *rows = [row.cells for row in read_rows(text, max(",;\t", key=head.count))] or [[]]
        except BadCsv as error:
            raise BadInput(f"{path}: this {what} cannot be read ({error}). Save it as CSV again.") from None
        named = [[*row, *[""] * (len(header) - len(row))] for row in rows if any(cell.strip() for cell in row)]
        return PeopleTable([name.strip() for name in header], named)

    def person(self, row: Sequence[str]) -> Person:
        """Who is in a row; without id where the row is about nobody."""
        cells = {name.lower(): cell.strip() for name, cell in zip(self.header, row, strict=False)}
        name = _first(cells, "name", "full name", "student") or _full_name(cells)
        login = cells.get("sis login id", "")
        return Person(
            _participant(cells.get("identifier", "")) or _first(cells, "id", "sid", "id number", "username"),
            name, _first(cells, "email", "email address") or (login if "@" in login else ""),
            _first(cells, "sis user id", "id number"), login, _first(cells, "section", "sections"),
        )  # fmt: skip

    @property
    def has_ids(self) -> bool:
        """Whether a column says who is who."""
        return bool({"identifier", "id", "sid", "id number", "username"} & {name.lower() for name in self.header})


def _decoded(data: bytes, path: Path, what: str) -> str:
    is_utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if is_utf16 else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput(f"{path}: this {what} cannot be read: it is not text. Save it as CSV, in Excel as `CSV UTF-8`.")


def _first(cells: Mapping[str, str], *names: str) -> str:
    return next(filter(None, (cells.get(name, "") for name in names)), "")


def _full_name(cells: Mapping[str, str]) -> str:
    last = _first(cells, "last name", "lastname", "last_name", "surname")
    return f"{_first(cells, 'first name', 'firstname', 'first_name')} {last}".strip()


def _participant(identifier: str) -> str:
    """The number in Moodle's `Participant 12`, whose word is in the language of the site."""
    match = re.fullmatch(r"\D*(\d+)", identifier)
    return match[1] if match else identifier
