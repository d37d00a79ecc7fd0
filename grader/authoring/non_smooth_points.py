"""Where a run lands on a kink of its cost: there the gradient is not unique, and honest runs go different ways.

    at w^k, for every coordinate n:    right_n = (g(w + h e_n) - g(w)) / h        left_n = (g(w) - g(w - h e_n)) / h

The jump from left to right is h g'' for a smooth g, and shrinks with h; for |w| near 0 it is 2, whatever h is. A kink
is where the jump hardly shrinks with h, is no rounding error, and counts beside the steepest slope of the whole run.
Within h of a kink the last digits decide on which side a point lies.
"""

from __future__ import annotations

import numpy as np

from grader.judging.histories import costs_along
from grader.model.costs import Cost

NEAR = 1e-5  # of the run's scale: a hundred times what float32 loses
WIDER = 16.0  # the other step is so much longer
JUMP = 0.1  # of the steepest slope
ROUNDING = 1e3 * np.finfo(float).eps  # of the cost, over h


def first_kink(cost: Cost, weights: np.ndarray) -> int | None:
    """The first row of a run, shape (R,) or (R, N), that lies on a kink of the cost; None where no row does.

    Rows that are not finite lie on none. The cost is one of `grader.model.costs` in NumPy.
    """
    rows, N = weights.reshape(len(weights), -1), 1 if weights.ndim == 1 else weights.shape[1]
    finite = np.all(np.isfinite(rows), axis=1)
    h = NEAR * (np.abs(rows[finite]).max(initial=0.0) or 1.0)
    with np.errstate(all="ignore"):
        here = costs_along(cost, rows, N)
        narrow, steepest = _jumps(cost, rows, N, here, h)
        wide, _ = _jumps(cost, rows, N, here, WIDER * h)
        least = np.maximum(JUMP * steepest[finite].max(initial=0.0), ROUNDING * np.abs(here) / h)
        found = np.flatnonzero(finite & (narrow > wide / 2) & (narrow > least))
    return int(found[0]) if found.size else None


def _jumps(cost: Cost, rows: np.ndarray, N: int, here: np.ndarray, h: float) -> tuple[np.ndarray, np.ndarray]:
    """The largest jump of the slope at every row (R, N), and the steepest slope there; two arrays (R,)."""
    steps = h * np.eye(N)
    right = np.array([(costs_along(cost, rows + step, N) - here) / h for step in steps])
    left = np.array([(here - costs_along(cost, rows - step, N)) / h for step in steps])
    return np.abs(right - left).max(axis=0), np.maximum(np.abs(right), np.abs(left)).max(axis=0)
