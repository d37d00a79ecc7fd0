"""Adam as it is right, in the parts of which its mistakes are made."""

from __future__ import annotations

from typing import NamedTuple

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


@by_name(Numbers)
def right(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    m, v = averages(run, grad(w), p.beta1, p.beta2)
    return moved(w, run.k, m, v, p)


def averages(run: Run, g: Point, beta1: float, beta2: float) -> tuple[Point, Point]:
    """The running means of g and of g^2, brought up to date."""
    return mean_of(run, g, beta1), square_of(run, g**2, beta2)


def mean_of(run: Run, g: Point, beta1: float) -> Point:
    run.m = beta1 * run.m + (1 - beta1) * g
    return run.m


def square_of(run: Run, square: Point, beta2: float) -> Point:
    run.v = beta2 * run.v + (1 - beta2) * square
    return run.v


def moved(w: Point, k: float, m: Point, v: Point, p: Numbers) -> Point:
    """w after step k: both means corrected for their start at 0."""
    return w - p.alpha * m / (1 - p.beta1**k) / (np.sqrt(v / (1 - p.beta2**k)) + p.eps)
