"""Adam as it is right, in the parts of which its mistakes are made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from reference.mistakes.loop import Run, by_name, following
from reference.mistakes.mistake import Bank, Gradient, Point


class Numbers(NamedTuple):
    """What Adam is called with beside the cost and the start."""

    alpha: float
    beta1: float
    beta2: float
    eps: float


wrong = Bank("adam", turn=following(Numbers))


def mean_m(old: Point, g: Point, p: Any) -> Point:
    """The running mean of g, brought up to date; `p` has at least beta1."""
    return p.beta1 * old + (1 - p.beta1) * g


def mean_v(old: Point, square: Point, p: Any) -> Point:
    """The running mean of squares, brought up to date; `p` has at least beta2."""
    return p.beta2 * old + (1 - p.beta2) * square


def corrected(run: Run, k: float, p: Any) -> tuple[Point, Point]:
    """m and v in step k, both made up for their start at 0."""
    return run.m / (1 - p.beta1**k), run.v / (1 - p.beta2**k)


def quotient(m: Point, v: Point, p: Any) -> Point:
    """What alpha is multiplied by."""
    return m / (np.sqrt(v) + p.eps)


def step(
    g: Point,
    run: Run,
    p: Any,
    mean_m: Callable[..., Point] = mean_m,
    square: Callable[..., Point] = lambda g, m: g**2,
    mean_v: Callable[..., Point] = mean_v,
    corrected: Callable[..., tuple[Point, Point]] = corrected,
    quotient: Callable[..., Point] = quotient,
) -> Point:
    """What is taken off w, where the gradient is g."""
    run.m = mean_m(run.m, g, p)
    run.v = mean_v(run.v, square(g, run.m), p)
    m, v = corrected(run, run.k, p)
    return p.alpha * quotient(m, v, p)


@wrong.right
@by_name(Numbers)
def right(w: Point, grad: Gradient, run: Run, p: Numbers, **parts: Any) -> Point:
    """One step of the right method; `parts` are those of `step`."""
    return w - step(grad(w), run, p, **parts)
