"""Where a run lands on a kink of its cost: there the gradient is not unique, and honest runs go different ways.

    at w^k, for every coordinate n:    right_n = (g(w + h e_n) - g(w)) / h        left_n = (g(w) - g(w - h e_n)) / h

For a smooth g the two differ by h g'', for |w| near 0 by 2. A kink is where they differ by more than JUMP of the
steepest slope of the whole run. Within h of a kink the last digits decide on which side a point lies.
"""

from __future__ import annotations

import numpy as np

from grader.costs import Cost
from grader.verdicts import along

NEAR = 1e-5  # of the run's scale: a hundred times what float32 loses
JUMP = 0.1  # of the steepest slope


def first_kink(cost: Cost, weights: np.ndarray) -> int | None:
    """The first row of a run, shape (R,) or (R, N), that lies on a kink of the cost; None where no row does.

    Rows that are not finite lie on none. The cost is one of `grader.costs` in NumPy.
    """
    rows = weights.reshape(len(weights), -1)
    finite = np.all(np.isfinite(rows), axis=1)
    h = NEAR * (np.abs(rows[finite]).max(initial=0.0) or 1.0)
    with np.errstate(all="ignore"):
        right, left = _slopes(cost, rows, h, weights.ndim == 1)
    steepest = np.abs([right[finite], left[finite]]).max(initial=0.0)
    found = np.flatnonzero(finite & (np.abs(right - left).max(axis=1, initial=0.0) > JUMP * steepest))
    return int(found[0]) if found.size and steepest else None


def _slopes(cost: Cost, rows: np.ndarray, h: float, flat: bool) -> tuple[np.ndarray, np.ndarray]:
    """The slopes to the right and to the left at every row along every coordinate, two arrays (R, N)."""

    N = 1 if flat else rows.shape[1]
    here, steps = along(cost, rows, N), h * np.eye(rows.shape[1])
    right = np.array([(along(cost, rows + step, N) - here) / h for step in steps]).T
    left = np.array([(here - along(cost, rows - step, N)) / h for step in steps]).T
    return right, left
