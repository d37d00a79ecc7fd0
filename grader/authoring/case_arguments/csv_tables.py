"""A .csv file -> an array of its numbers, or its words as lists.

A first row with a word in it is a header. Columns are named as there, or counted from 0. Whole numbers make an array
of int64, and one decimal among them makes it float64. Every fault is a ValueError with the row and the column.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.base.csv_text import BadCsv, read_rows
from grader.base.text import count, did_you_mean

Rows = Sequence[Sequence[str]]
_WORDS = (
    ". Ask for a column of words alone, as `columns = ...`; for a whole table hand over its path in quotes, list it in "
    "`files`, and let a driver or the student read it"
)


def read_csv(content: bytes, columns: Any = None) -> Any:
    """All columns as a matrix, those of a list of columns, or a single one as a vector."""
    header, rows = _parse(content)
    width = len(rows[0])
    chosen = list(range(width)) if columns is None else columns if isinstance(columns, list) else [columns]
    indices = [_index(column, header, width) for column in chosen]
    values = _values([[row[i] for i in indices] for row in rows], [(header or range(width))[i] for i in indices])
    if columns is None or isinstance(columns, list):
        return values
    return values[:, 0] if isinstance(values, np.ndarray) else [row[0] for row in values]


def _parse(content: bytes) -> tuple[Sequence[str], Rows]:
    """The header, empty where there is none, and the rows below it, all of one length."""
    try:
        rows = [[cell.strip() for cell in row.cells] for row in read_rows(content.decode("utf-8-sig"), strict=True)]
    except (BadCsv, UnicodeDecodeError) as error:
        raise ValueError(f"this is no table of comma-separated values in UTF-8 ({error})") from None
    if rows and len(rows[0]) == 1 and (other := next((mark for mark in ";\t" if mark in rows[0][0]), "")):
        raise ValueError(f"{other!r} stands between its values: write commas there, and decimals with a point")
    for number, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            raise ValueError(f"row {number} has {count(len(row), 'value')}, and row 1 has {len(rows[0])}.")
    has_header = bool(rows) and any(_number(cell) is None for cell in rows[0])
    if len(rows) == has_header:
        raise ValueError("it has no row of values")
    return (rows[0], rows[1:]) if has_header else ((), rows)


def _index(column: Any, header: Sequence[str], width: int) -> int:
    if type(column) is int and 0 <= column < width:
        return column
    if column in header:
        return header.index(column)
    names = f"it has {', '.join(header)}" if header else f"without a header they are counted from 0 to {width - 1}"
    raise ValueError(f"there is no column {column!r}; {names}.{did_you_mean(str(column), header)}")


def _values(rows: Rows, names: Sequence[Any]) -> Any:
    """A matrix of numbers, or the words where there is no number."""
    numbers = [[_number(cell) for cell in row] for row in rows]
    flat = [number for row in numbers for number in row]
    if all(number is None for number in flat) and all(cell for row in rows for cell in row):
        return rows
    if None in flat:
        row, column = divmod(flat.index(None), len(names))
        cell = rows[row][column]
        is_words = cell and all(values[column] is None for values in numbers)
        advice = _WORDS if is_words else "" if cell else "; where a number is missing, write nan"
        raise ValueError(f"value {row + 1} of column {names[column]!r} is {cell!r}, which is no number{advice}")
    try:
        return np.array(numbers, np.int64 if all(type(number) is int for number in flat) else np.float64)
    except OverflowError:
        raise ValueError("a whole number has at most 64 bits") from None


def _number(cell: str) -> int | float | None:
    if "_" in cell:  # which Python takes for a separator of digits
        return None
    for kind in (int, float):
        try:
            return kind(cell)
        except ValueError:
            continue
    return None
