"""CSV, read and written in one way: every table that the grader reads or writes as text comes through here."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

MAX_FIELD = 2**31 - 1  # characters: whoever reads a file bounds it, and no field of it is longer
# A spreadsheet divides a line at one of these, whichever the writer meant; then quotes are no quotes, and end nothing.
FORMULA = re.compile('(^|[;,\t\r\n])("*)(?=[=+@\uff1d\uff0b\uff0d\uff20-])')  # the wide signs too


class BadCsv(ValueError):
    """A text that is no CSV; the message says in which line, and why."""


class CsvRow(NamedTuple):
    """A row: the number of its last line, from 1, and its cells."""

    line: int
    cells: list[str]


class CsvRecord(NamedTuple):
    """A row below a header: the number of its last line, and its cells by column; empty where it is shorter."""

    line: int
    cells: Mapping[str, str]


def read_rows(text: str, separator: str = ",", *, strict: bool = False) -> list[CsvRow]:
    """The rows that are not empty; `strict` refuses quotes that end nothing. Raises BadCsv."""
    csv.field_size_limit(MAX_FIELD)  # else one long cell makes the whole file unreadable
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=separator, strict=strict)
    try:
        return [CsvRow(reader.line_num, row) for row in reader if row]
    except csv.Error as error:
        raise BadCsv(f"line {reader.line_num}: {error}") from None


def read_records(text: str, *, strict: bool = False) -> tuple[Sequence[str], list[CsvRecord]]:
    """The names of the columns, in the first row, and the rows below it. Raises BadCsv."""
    rows = read_rows(text, strict=strict)
    names = [name.strip() for name in rows[0].cells] if rows else []
    empty = dict.fromkeys(names, "")
    return names, [CsvRecord(line, empty | dict(zip(names, cells, strict=False))) for line, cells in rows[1:]]


def to_csv(rows: Iterable[Sequence[str]], mark: str = "", *, guard: bool = True) -> str:
    """The text of a table, which begins with `mark`.

    No cell is left that a spreadsheet takes for a formula (CWE-1236), unless `guard` says that the cells are a
    platform's own, which it has to find again.
    """
    text = io.StringIO(newline="")
    text.write(mark)
    csv.writer(text, lineterminator="\r\n").writerows([guarded(cell) for cell in row] if guard else row for row in rows)
    return text.getvalue()


def guarded(cell: str) -> str:
    """The cell as text, with an apostrophe before what a spreadsheet would run. Negative numbers stay numbers."""
    if cell == "-" or (cell.isascii() and cell.lstrip("-").replace(".", "", 1).isdigit()):
        return cell
    safe = FORMULA.sub(r"\1\2'", cell)
    return f"'{safe}" if safe.startswith(("\t", "\r", "\n")) else safe
