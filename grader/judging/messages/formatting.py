"""Numbers as messages write them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


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
    numbers = [f"{0.0 if abs(x) <= 1e-15 else x:.6g}" for x in np.ravel(value)]
    return numbers[0] if len(numbers) == 1 else f"({', '.join(numbers)})"


def format_list(values: Sequence[float], most: int = 6) -> str:
    """The first values, and how many more there are."""
    shown = ", ".join(map(format_short, values[:most]))
    return shown if len(values) <= most else f"{shown} and {len(values) - most} more"


def format_table(rows: Sequence[tuple[str, str, str, str]]) -> str:
    """The rows of a table as aligned text."""
    rows = [("k", "yours", "expected", ""), *rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    cells = [("   ".join(map(str.rjust, row[:3], widths)), row[3]) for row in rows]
    return "\n".join(f"    {line}   <- {note}" if note else f"    {line}" for line, note in cells)
