"""Numbers, points, lists and tables as text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

TABLE_ROWS = 3  # rows of a history that are shown, from the one before the first wrong one


def format_number(value: np.ndarray | float) -> str:
    """A number with six decimals, or a point as (0.500000, -1.250000); very large and small ones by exponent."""
    array = np.asarray(value, dtype=float)
    return _decimal(float(array)) if array.ndim == 0 else f"({', '.join(map(_decimal, array.ravel().tolist()))})"


def _decimal(x: float) -> str:
    x = 0.0 if abs(x) <= 1e-15 else x  # a computed zero; nan stays
    return f"{x:.6f}" if x == 0 or 1e-3 <= abs(x) < 1e6 else f"{x:.6g}"


def format_short(value: np.ndarray | float) -> str:
    """A number without trailing zeros, as 0.95, or a point as (0.5, -1.25); a point of one coordinate is a number."""
    numbers = [f"{0.0 if abs(x) <= 1e-15 else x:.6g}" for x in np.ravel(value)]
    return numbers[0] if len(numbers) == 1 else f"({', '.join(numbers)})"


def format_list(values: Sequence[float], most: int = 6) -> str:
    """The first values, and how many more there are."""
    shown = ", ".join(map(format_short, values[:most]))
    return shown if len(values) <= most else f"{shown} and {len(values) - most} more"


def format_table(yours: np.ndarray, expected: np.ndarray, step: int, last: int) -> str:
    """A few rows of both histories around the first wrong step, aligned; `last` is the last step that is judged."""
    first = max(step - 1, 0)
    shown = range(first, min(first + TABLE_ROWS, last + 1, len(yours)))
    head = ("k", "yours", "expected")
    rows = [(str(k), format_number(yours[k]), format_number(expected[k])) for k in shown]
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = [_aligned(row, widths) + ("   <- first difference" if row[0] == str(step) else "") for row in rows]
    return "\n".join([_aligned(head, widths), *lines])


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    return "    " + "   ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
