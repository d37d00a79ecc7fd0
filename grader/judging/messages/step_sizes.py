"""How long a run's steps are, measured along the gradient at its own points.

    step k: s = w^k - w^{k-1},  d = grad g(w^{k-1})      length_k = -<s, d> / <d, d>

For gradient descent that is the steplength itself: a schedule that shrinks like alpha/k shows as 1, 0.5, 0.3333.
The gradient is a central difference in float64, good to about nine digits: nothing here holds a solution.
"""

from __future__ import annotations

import numpy as np

from grader.model.arguments.costs import Cost

NARROW = 6e-6  # the cube root of float64's rounding error, which is best for central differences


def gradient_at(cost: Cost, w: np.ndarray) -> np.ndarray:
    """The gradient of the cost at w, shape (N,), by central differences."""
    h, at = NARROW * np.maximum(np.abs(w), 1e-2), 0 if len(w) == 1 else slice(None)  # one coordinate is a number
    with np.errstate(all="ignore"):
        differences = [float(cost((w + e)[at])) - float(cost((w - e)[at])) for e in np.diag(h)]
        return np.array(differences) / (2 * h)


def _gradients_along(cost: Cost, weights: np.ndarray, count: int) -> np.ndarray:
    return np.array([gradient_at(cost, w) for w in weights[:count]]).reshape(-1, weights.shape[1])


def step_lengths(cost: Cost, weights: np.ndarray, count: int) -> np.ndarray:
    """The lengths of the first `count` steps of a run (R, N); nan where the gradient is 0."""
    with np.errstate(all="ignore"):
        steps = np.diff(weights[: count + 1], axis=0)
        gradients = _gradients_along(cost, weights, len(steps))
        return np.asarray(-(steps * gradients).sum(axis=1) / (gradients**2).sum(axis=1))


def follows_gradient(cost: Cost, weights: np.ndarray, count: int) -> bool:
    """Whether each of the first `count` steps of a run (R, N) is a multiple of the gradient where it began."""
    with np.errstate(all="ignore"):
        steps = np.diff(weights[: count + 1], axis=0)
        along = -step_lengths(cost, weights, count)[:, None] * _gradients_along(cost, weights, len(steps))
        return bool((np.abs(steps - along).max(axis=1) <= 1e-4 * np.abs(steps).max(axis=1)).all())


def length_of(step: int, lengths: np.ndarray) -> float | None:
    """How long a step should be by a run's first lengths, (n,), where these are all alike or shrink like 1/k."""
    if np.allclose(lengths, lengths[0], rtol=1e-4):
        return float(lengths[0])
    if np.allclose(lengths, lengths[0] / np.arange(1, len(lengths) + 1), rtol=1e-4):
        return float(lengths[0] / step)
    return None


def correct_step(cost: Cost, w: np.ndarray, length: float) -> np.ndarray:
    """Where gradient descent goes from the point w, shape (N,)."""
    return w - length * gradient_at(cost, w)
