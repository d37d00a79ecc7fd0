"""Adamax in Keras' form, wrong on purpose.

m = beta1 m + (1 - beta1) g        u = max(beta2 u, |g|)        m^0 = u^0 = 0
w = w - alpha / (1 - beta1^k) m / (u + eps)
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from reference.mistakes import dynamics
from reference.mistakes.loop import Numbers, Run, follow
from reference.mistakes.mistake import Bank, Gradient, Point

wrong = Bank("adamax", turn=follow)


@wrong.right
def right(
    w: Point,
    grad: Gradient,
    run: Run,
    p: Numbers,
    maximum: Callable[..., Point] = lambda old, g, p: np.maximum(p.beta2 * old, np.abs(g)),
    corrected: Callable[..., Point] = lambda m, k, p: m / (1 - p.beta1**k),
    below: Callable[..., Point] = lambda u, k, p: u + p.eps,
) -> Point:
    """One step of the right method."""
    g = grad(w)
    run.m = p.beta1 * run.m + (1 - p.beta1) * g
    run.u = maximum(run.u, g, p)
    return w - p.alpha * corrected(run.m, run.k, p) / below(run.u, run.k, p)


@wrong.part("maximum")
def no_absolute_value(old: Point, g: Point, p: Numbers) -> Point:
    """the absolute value is missing in u

    Where a slope is negative your u is 0 or too small, and your steps are far too long: the gradient itself
    enters the maximum. Look at the line of the handout that brings u up to date: the size of each component
    stands there.
    """
    return np.maximum(p.beta2 * old, g)


@wrong.part("maximum")
def eps_in_maximum(old: Point, g: Point, p: Numbers) -> Point:
    """eps is added inside the maximum, as in PyTorch

    Your first step is right, and later ones are slightly off where eps is large: eps is added to the size of
    the gradient before the maximum is taken. PyTorch and optax do that; Keras and this assignment add it to u
    below the line. Look at the line that moves w in the handout.
    """
    return np.maximum(p.beta2 * (old + p.eps), np.abs(g) + p.eps) - p.eps  # which `below` adds again


@wrong.part("corrected")
def no_bias_correction(m: Point, k: float, p: Numbers) -> Point:
    """m is not corrected

    Your first steps are too short, and the difference fades: m starts at 0 and is too small at first. Look at
    the line that moves w in the handout: alpha is divided by 1 - beta1^k there.
    """
    return m


@wrong.part("below")
def u_corrected_too(u: Point, k: float, p: Numbers) -> Point:
    """u is corrected for its start at 0, as v is in Adam

    Your first steps are far too short, and the difference fades: u is divided by 1 - beta2^k. A maximum needs
    no correction: it has its full size from the first step on. Look at the line that moves w in the handout.
    """
    return u / (1 - p.beta2**k) + p.eps


@wrong.part("maximum")
def never_fades(old: Point, g: Point, p: Numbers) -> Point:
    """u is the largest gradient of all, which never fades

    Your first step is right, and later ones are too short: the old u is not multiplied by beta2. Look at the
    line of the handout that brings u up to date: beta2 stands before the old u.
    """
    return np.maximum(old, np.abs(g))


@wrong.part("maximum")
def one_maximum_for_all(old: Point, g: Point, p: Numbers) -> Point:
    """u is one number, the largest over all coordinates

    All coordinates share one u, that of the steepest. With one coordinate nothing shows. The maximum of
    Adamax is over the steps and not over the coordinates. Look at the line of the handout that brings u up to
    date.
    """
    return np.maximum(p.beta2 * old, np.max(np.abs(g)))


dynamics.take(wrong, right, line="that moves w")
