"""Many decisions of one kind from a CSV file: all rows are entered, or none, and every bad row is named by its line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from grader.base import files
from grader.base.csv_text import BadCsv, CsvRecord, read_records
from grader.base.errors import UserError
from grader.base.text import count, cut, printable
from grader.course.decisions.decision import Decision, Kind

COLUMNS: Mapping[str, tuple[str, ...]] = {  # of each kind; `because` may be left out where the command has --because
    "override": ("submission", "question", "points", "because"),
    "comment": ("submission", "question", "text"),
    "excuse": ("submission", "question", "because"),
    "extend": ("submission", "until", "because"),
    "stamp": ("submission", "at", "because"),
}
MOODLE = {"identifier": "submission", "last modified (submission)": "at"}  # its offline grading worksheet
OPTIONAL = ("question", "because")
SHOWN = 20  # bad rows that a message names


def read_decisions(path: Path, kind: Kind) -> list[CsvRecord]:
    """The rows of the file. Raises UserError for columns that a decision of this kind has not, or lacks."""
    text = files.read_text(path, "CSV file", encoding="utf-8-sig")
    try:
        header, records = read_records(text, strict=True)
    except BadCsv as error:
        raise UserError(f"{path}: this is no CSV ({error}).") from None
    names = [name.lower() for name in header]
    rows = [
        CsvRecord(line, {name.lower(): cell.strip() for name, cell in row.items() if name}) for line, row in records
    ]
    if kind == "stamp" and MOODLE.keys() <= set(names):
        return list(_of_moodle(rows))
    columns = COLUMNS[kind]
    unknown, missing = set(names) - set(columns), {*columns} - {*names, *OPTIONAL}
    if unknown or missing:
        raise UserError(
            f"{path}: its first line has {printable(', '.join(names), 200) or 'no columns'}, and the columns for "
            f"{kind} are {', '.join(columns)}. Nothing was entered."
        )
    return rows


def _of_moodle(rows: Iterable[CsvRecord]) -> Iterator[CsvRecord]:
    """The rows of Moodle's worksheet by whom something was handed in, with the columns that count."""
    for row in rows:
        cells = {name: row.cells.get(column, "") for column, name in MOODLE.items()}
        if cells["at"] not in ("", "-"):
            yield CsvRecord(row.line, cells | {"submission": cells["submission"].removeprefix("Participant ")})


def entered(
    path: Path, rows: Iterable[CsvRecord], kind: Kind, because: str, check: Callable[[Decision], Decision]
) -> list[Decision]:
    """The decisions of all rows, each checked. Raises UserError, with a line for each bad row."""
    decisions, problems = [], []
    for row in rows:
        try:
            decisions.append(check(_decision(row, kind, because)))
        except UserError as error:
            problems.append(f"  line {row.line}: {error}")
    if problems:
        head = f"{path}: {count(len(problems), 'row')} cannot be entered, so none was."
        raise UserError("\n".join([head, *cut(problems, SHOWN)]))
    if not decisions:
        raise UserError(f"{path}: there are no rows in this file.")
    return decisions


def _decision(row: CsvRecord, kind: Kind, because: str) -> Decision:
    cells = row.cells
    points = points_of(cells["points"]) if "points" in cells else None
    text = next((cells[name] for name in ("text", "until", "at") if name in cells), "")
    return Decision(kind, cells["submission"], cells.get("question", ""), points, text, cells.get("because") or because)


def points_of(text: str) -> float:
    """The points that somebody wrote. Raises UserError."""
    try:
        return float(text)
    except ValueError:
        comma = " Decimals stand after a point." if "," in text else ""
        raise UserError(f"{printable(text, 40)!r} is no number of points. Write one such as 6.5.{comma}") from None
