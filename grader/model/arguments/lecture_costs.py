"""The lecture's costs, each written once, as those of an assignment stand in its `costs.py`. Everything here is public.

Source: the lecture "First-Order Optimization Techniques" (after Machine Learning Refined, chapter 3).
"""

from __future__ import annotations

from typing import Any

Point = Any  # a float, or an array of shape (N,)
Namespace = Any  # numpy or jax.numpy


def quartic(w: Point, np: Namespace) -> Any:
    """(1/50)(w^4 + w^2 + 10w): strictly convex, one minimizer at -1.2347728250533."""
    return (w**4 + w**2 + 10 * w) / 50


def sine(w: Point, np: Namespace) -> Any:
    """sin(2w): minima and maxima in turn."""
    return np.sin(2 * w)


def cubic(w: Point, np: Namespace) -> Any:
    """w^3: its only stationary point is neither a minimum nor a maximum."""
    return w**3


def wavy(w: Point, np: Namespace) -> Any:
    """sin(3w) + 0.1w^2: six stationary points on [-3, 3]."""
    return np.sin(3 * w) + 0.1 * w**2


def ledge(w: Point, np: Namespace) -> Any:
    """w^3 (w - 1)^2: a saddle at 0, where the slopes on its sides differ; a maximum at 0.6, a minimum at 1."""
    return w**3 * (w - 1) ** 2


def slow(w: Point, np: Namespace) -> Any:
    """w^4 + 0.1: so flat around its minimum that gradient descent crawls."""
    return w**4 + 0.1


def absolute(w: Point, np: Namespace) -> Any:
    """|w|: the slope keeps length 1 up to the minimum."""
    return np.abs(w)


def bowl(w: Point, np: Namespace) -> Any:
    """w_0^2 + w_1^2 + 2."""
    return w[0] ** 2 + w[1] ** 2 + 2


def tilted(w: Point, np: Namespace) -> Any:
    """2w_0^2 + 2w_1^2 + 2w_0w_1 + 20."""
    return 2 * w[0] ** 2 + 2 * w[1] ** 2 + 2 * w[0] * w[1] + 20


def zigzag_1(w: Point, np: Namespace) -> Any:
    """w'Cw with C = diag(0.5, 9.75)."""
    return 0.5 * w[0] ** 2 + 9.75 * w[1] ** 2


def zigzag_2(w: Point, np: Namespace) -> Any:
    """w'Cw with C = diag(0.1, 9.75)."""
    return 0.1 * w[0] ** 2 + 9.75 * w[1] ** 2


def zigzag_3(w: Point, np: Namespace) -> Any:
    """w'Cw with C = diag(0.01, 9.75): the worst conditioned of the three."""
    return 0.01 * w[0] ** 2 + 9.75 * w[1] ** 2


def coupled(w: Point, np: Namespace) -> Any:
    """w_0^4/4 + w_0w_1 + w_1^2 + 0.3w_0: neither quadratic nor separable, so that mistakes differ on it."""
    return w[0] ** 4 / 4 + w[0] * w[1] + w[1] ** 2 + 0.3 * w[0]


def waves(w: Point, np: Namespace) -> Any:
    """w_0^2 + w_1^2 + 2 sin(1.5(w_0 + w_1)) + 2: at alpha = 1 gradient descent is chaotic."""
    return w[0] ** 2 + w[1] ** 2 + 2 * np.sin(1.5 * (w[0] + w[1])) + 2


def ripple(w: Point, np: Namespace) -> Any:
    """2^{sin(0.1 w_0^2 + 0.5 w_1^2)} tanh(w_1^4 tanh(w_0 + sin(0.2 w_1^2))): too long to differentiate by hand."""
    return 2 ** np.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2) * np.tanh(w[1] ** 4 * np.tanh(w[0] + np.sin(0.2 * w[1] ** 2)))


def quadratic(w: Point, np: Namespace, *, a: float, b: Any, C: Any) -> Any:
    """a + b'w + w'Cw for any number a, vector b of shape (N,) and symmetric matrix C of shape (N, N)."""
    b, C = np.asarray(b), np.asarray(C)
    return a + np.sum(b * w) + np.sum(C * np.outer(w, w))
