"""Numbers as messages write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

MAX_TIMES = 100  # a factor that is worth a sentence
MAX_LISTED = 6  # values of a list that are written
TABLE_ROWS = 3  # of two histories beside each other
FEWEST_ROWS = 3  # that are not 0, by which a factor is no chance
ROUNDING = 1e-14  # of the largest number: what is smaller is a computed 0
FACTOR_LINE = re.compile("(From there on, e|E)very number (is|has) ")

TableRow = tuple[str, str, str, str]  # k, yours, expected, a note


def format_like(right: np.ndarray, value: np.ndarray | float) -> str:
    """A number or point as it should stand beside a right one: without decimals where both are whole numbers."""
    array = np.asarray(value, dtype=float)
    if right.dtype.kind == "f" or not np.array_equal(array, np.round(array)):
        return format_number(array)
    numbers = [f"{x:.0f}" for x in array.ravel()]
    return numbers[0] if array.ndim == 0 else f"({', '.join(numbers)})"


def format_number(value: np.ndarray | float) -> str:
    """A number with six decimals, or a point as (0.500000, -1.250000); very large and small ones by exponent."""
    array = np.asarray(value, dtype=float)
    return _decimal(float(array)) if array.ndim == 0 else f"({', '.join(map(_decimal, array.ravel().tolist()))})"


def _decimal(x: float) -> str:
    x = 0.0 if abs(x) <= 1e-15 else x  # a computed zero; nan stays
    return f"{x:.6f}" if x == 0 or 1e-3 <= abs(x) < 1e6 else f"{x:.6g}"


def format_short(value: np.ndarray | float) -> str:
    """A number without trailing zeros, as 0.95, or a point as (0.5, -1.25); a point of one coordinate is a number."""
    numbers = [f"{0.0 if abs(x) <= 1e-15 else x:.6g}" for x in np.ravel(value).tolist()]  # the least int8 has no size
    return numbers[0] if len(numbers) == 1 else f"({', '.join(numbers)})"


def factor_words(right: np.ndarray, yours: np.ndarray | float) -> str:
    """That all numbers are the right ones times one factor, as a sentence; "" where they are not, and for counts.

    Of one number alone the factor has to be whole, or one over a whole number: any two numbers have a ratio.
    """
    factor = _common_factor(np.ravel(right), np.ravel(yours))
    if not 1 / MAX_TIMES < abs(factor) < MAX_TIMES or abs(factor - 1) < 0.01:
        return ""
    size = max(abs(factor), 1 / abs(factor))
    is_whole = abs(size - round(size)) < 1e-4 * size
    if not is_whole and np.count_nonzero(right) < 2:
        return ""
    whose, one = ("It", "value") if np.size(right) == 1 else ("Every number", "one")
    if is_whole and round(factor) == -1:
        return f"{whose} has the opposite sign."
    return f"{whose} is {f'1/{size:.0f} of' if is_whole and 0 < factor < 1 else f'{factor:.4g} times'} the right {one}."


def factor_from(first: int, right: np.ndarray, yours: np.ndarray) -> list[str]:
    """The sentence of `factor_words` for the entries of a history from the first wrong one on; none for few entries.

    Of entries before it nothing is said: they are right. A geometric sequence is the multiple of each shifted one, so
    there a factor may as well be an entry too early or too late.
    """
    rows = slice(first, min(len(right), len(yours)))
    right, yours = right[rows], yours[rows]
    if np.count_nonzero(right.any(axis=tuple(range(1, right.ndim)))) < FEWEST_ROWS:
        return []
    words = "" if _common_factor(np.ravel(right[:-1]), np.ravel(right[1:])) else factor_words(right, yours)
    return [f"From there on, {words[0].lower()}{words[1:]}" if first else words] if words else []


def without_factor(message: str) -> str:
    """The message without the sentence of `factor_from`, for where a cause says the same."""
    return "\n".join(line for line in message.splitlines() if not FACTOR_LINE.match(line))


def _common_factor(right: np.ndarray, yours: np.ndarray) -> float:
    """The number by which each of `right` (n,) is multiplied in `yours`; 0 where there is none, and for counts.

    It is that of the largest; each other one is compared by its own size, if it is more than the largest's rounding.
    """
    if right.dtype.kind != "f" or yours.shape != right.shape or not np.isfinite(yours).all() or not right.any():
        return 0.0
    with np.errstate(all="ignore"):  # of numbers that overflow
        largest = int(np.argmax(np.abs(right)))
        factor = float(yours[largest] / right[largest])
        rounding = ROUNDING * abs(float(yours[largest]))
        multiple = factor * right
        near = (np.abs(yours - multiple) <= rounding + 1e-4 * np.abs(multiple)) & np.isfinite(multiple)
        return factor if near.all() else 0.0


def format_list(values: Sequence[float]) -> str:
    """The first values, and how many more there are."""
    shown, more = ", ".join(map(format_short, values[:MAX_LISTED])), len(values) - MAX_LISTED
    return f"{shown} and {more} more" if more > 0 else shown


def rows_around(first: int, yours: np.ndarray, right: np.ndarray, write: Callable[[Any], str]) -> list[TableRow]:
    """A few rows of two histories, (R', ...) and (R, ...), from the one before the first wrong one."""
    begin = max(first - 1, 0)
    shown = range(begin, min(begin + TABLE_ROWS, len(yours), len(right)))
    return [(str(k), write(yours[k]), write(right[k]), "first difference" if k == first else "") for k in shown]


def format_table(rows: Sequence[TableRow]) -> str:
    """The rows of a table as aligned text."""
    rows = [("k", "yours", "expected", ""), *rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    cells = [("   ".join(map(str.rjust, row[:3], widths)), row[3]) for row in rows]
    return "\n".join(f"    {line}   <- {note}" if note else f"    {line}" for line, note in cells)
