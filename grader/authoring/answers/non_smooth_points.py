"""Where a run meets a kink of its cost: the gradient is not unique there, and honest runs go different ways.

    at w^k, for every coordinate n:    right_n = (g(w + h e_n) - g(w)) / h        left_n = (g(w) - g(w - h e_n)) / h

The jump from left to right is h g'' for a smooth g, and shrinks with h; for |w| near 0 it is 2 for every h. A point is
on a kink if the jump hardly shrinks with h, exceeds rounding errors, and is large beside the steepest slope of the run.
Within h of a kink the last digits decide on which side a point lies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grader.judging.histories import costs_along

if TYPE_CHECKING:
    from grader.model.costs import Cost

H = 1e-5  # times the scale of the run: a hundred rounding errors of float32
WIDER = 16.0  # factor of the second, wider h
LEAST_JUMP = 0.1  # times the steepest slope of the run
ROUNDING = 1e3 * np.finfo(float).eps  # times the cost, over h


def first_non_smooth_row(cost: Cost, weights: np.ndarray) -> int | None:
    """The first row of a run, shape (R,) or (R, N), that lies on a kink of the cost; None where no row does.

    Rows that are not finite count as smooth. The cost is one of `grader.model.costs` in NumPy.
    """
    rows, N = weights.reshape(len(weights), -1), 1 if weights.ndim == 1 else weights.shape[1]
    finite = np.all(np.isfinite(rows), axis=1)
    h = H * (np.abs(rows[finite]).max(initial=0.0) or 1.0)
    with np.errstate(all="ignore"):
        values = costs_along(cost, rows, N)
        narrow, steepest = _jumps(cost, rows, values, h)
        wide, _ = _jumps(cost, rows, values, WIDER * h)
        least = np.maximum(LEAST_JUMP * steepest[finite].max(initial=0.0), ROUNDING * np.abs(values) / h)
        on_kink = np.flatnonzero(finite & (narrow > wide / 2) & (narrow > least))
    return int(on_kink[0]) if on_kink.size else None


def _jumps(cost: Cost, rows: np.ndarray, values: np.ndarray, h: float) -> tuple[np.ndarray, np.ndarray]:
    """The largest jump of the slope at every row (R, N) with cost `values`, and the steepest slope: both (R,)."""
    N = rows.shape[1]
    steps = h * np.eye(N)
    right = np.array([(costs_along(cost, rows + step, N) - values) / h for step in steps])
    left = np.array([(values - costs_along(cost, rows - step, N)) / h for step in steps])
    return np.abs(right - left).max(axis=0), np.maximum(np.abs(right), np.abs(left)).max(axis=0)
