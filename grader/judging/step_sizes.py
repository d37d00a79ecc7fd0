"""How long a run's steps are, measured along the gradient at its own points.

    step k: s = w^k - w^{k-1},  d = grad g(w^{k-1})      length_k = -<s, d> / <d, d>

For gradient descent that is the steplength itself: a schedule that shrinks like alpha/k shows as 1, 0.5, 0.3333.
The gradient is a central difference in float64, good to about nine digits: nothing here holds a solution.
"""

from __future__ import annotations

import numpy as np

from grader.model.costs import Cost

NARROW = 6e-6  # the cube root of float64's rounding error, which is best for central differences


def slope(cost: Cost, w: np.ndarray) -> np.ndarray:
    """The gradient of the cost at w, shape (N,), by central differences."""
    h = NARROW * np.maximum(np.abs(w), 1e-2)
    moved = np.diag(h)
    at = (lambda p: float(cost(p[0]))) if len(w) == 1 else (lambda p: float(cost(p)))
    with np.errstate(all="ignore"):
        return np.array([at(w + e) - at(w - e) for e in moved]) / (2 * h)


def lengths(cost: Cost, weights: np.ndarray, count: int) -> np.ndarray:
    """The lengths of the first `count` steps of a run (R, N); nan where the gradient is 0."""
    with np.errstate(all="ignore"):
        steps = np.diff(weights[: count + 1], axis=0)
        slopes = np.array([slope(cost, w) for w in weights[: len(steps)]]).reshape(steps.shape)
        return -(steps * slopes).sum(axis=1) / (slopes**2).sum(axis=1)


def follow_gradient(cost: Cost, weights: np.ndarray, count: int) -> bool:
    """Whether each of the first `count` steps of a run (R, N) is a multiple of the gradient where it began."""
    with np.errstate(all="ignore"):
        moves = np.diff(weights[: count + 1], axis=0)
        along = -lengths(cost, weights, count)[:, None] * np.array([slope(cost, w) for w in weights[: len(moves)]])
        return bool((np.abs(moves - along).max(axis=1) <= 1e-4 * np.abs(moves).max(axis=1)).all())


def residual(cost: Cost, weights: np.ndarray, step: int, length: float) -> tuple[np.ndarray, float]:
    """Where gradient descent would go from the run's own w^{step-1}, and how far w^step is from there."""
    there = weights[step - 1] - length * slope(cost, weights[step - 1])
    return there, float(np.abs(weights[step] - there).max())
