"""Adamax in Keras' form, wrong on purpose.

m = beta1 m + (1 - beta1) g        u = max(beta2 u, |g|)        m^0 = u^0 = 0
w = w - alpha / (1 - beta1^k) m / (u + eps)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from reference.mistakes import dynamics
from reference.mistakes.loop import Run, by_name, following
from reference.mistakes.mistake import Bank, Gradient, Point, Problems


class Numbers(NamedTuple):
    """What Adamax is called with beside the cost and the start."""

    alpha: float
    beta1: float
    beta2: float
    eps: float


wrong = Bank("adamax", turn=following(Numbers))


@wrong.right
@by_name(Numbers)
def right(
    w: Point,
    grad: Gradient,
    run: Run,
    p: Numbers,
    mean: Callable[..., Point] = lambda old, g, p: p.beta1 * old + (1 - p.beta1) * g,
    maximum: Callable[..., Point] = lambda old, g, p: np.maximum(p.beta2 * old, np.abs(g)),
    corrected: Callable[..., Point] = lambda m, k, p: m / (1 - p.beta1**k),
    below: Callable[..., Point] = lambda u, k, p: u + p.eps,
) -> Point:
    """One step of the right method."""
    g = grad(w)
    run.m = mean(run.m, g, p)
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


@wrong.number("eps")
def eps_ignored(run: Run, p: Numbers) -> Numbers:
    """eps is ignored and always 1e-7

    Your steps are too long where eps is large: they are those of a tiny eps, whatever eps the function is
    given. Look at the line that moves w in the handout, and for a number that stands in the place of the
    argument.
    """
    return p._replace(eps=1e-07)


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


@wrong
def adam(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """a mean of squares takes the place of the maximum, as in Adam

    Your first step is right, and then your run departs: v, the mean of the squares, and its root take the
    place of u. That is Adam. Look at the line of the handout that brings u up to date: a maximum stands
    there.
    """

    def root(v: Point, k: float, p: Numbers) -> Point:
        return np.sqrt(v / (1 - p.beta2**k)) + p.eps

    return right(w, grad, run, p, maximum=lambda old, g, p: p.beta2 * old + (1 - p.beta2) * g**2, below=root)


@wrong.part("below")
def root_of_u(u: Point, k: float, p: Numbers) -> Point:
    """the root of u is taken

    Your steps depend on how steep the cost is: u has the size of a gradient already, and its root has not.
    Look at the line that moves w in the handout: there is no root in Adamax.
    """
    return np.sqrt(u) + p.eps


@wrong.part("maximum")
def largest_square(old: Point, g: Point, p: Numbers) -> Point:
    """the largest square fades, and its root is taken

    Your first step is right, and later ones are too long where slopes fall: squares fade by beta2, so that
    their roots fade more slowly or faster than u does. Look at the line of the handout that brings u up to
    date: sizes are compared there, not squares.
    """
    return np.sqrt(np.maximum(p.beta2 * old**2, g**2))


@wrong.part("maximum")
def never_fades(old: Point, g: Point, p: Numbers) -> Point:
    """u is the largest gradient of all, which never fades

    Your first step is right, and later ones are too short: the old u is not multiplied by beta2. Look at the
    line of the handout that brings u up to date: beta2 stands before the old u.
    """
    return np.maximum(old, np.abs(g))


@wrong.part("maximum")
def remembers_nothing(old: Point, g: Point, p: Numbers) -> Point:
    """u is the newest gradient's size alone

    Your first step is right, and later ones are too long where slopes fall: the old u has no part in the
    maximum. Look at the line of the handout that brings u up to date: the larger of two counts.
    """
    return np.abs(g)


@wrong.part("maximum")
def one_maximum_for_all(old: Point, g: Point, p: Numbers) -> Point:
    """u is one number, the largest over all coordinates

    All coordinates share one u, that of the steepest. With one coordinate nothing shows. The maximum of
    Adamax is over the steps and not over the coordinates. Look at the line of the handout that brings u up to
    date.
    """
    return np.maximum(p.beta2 * old, np.max(np.abs(g)))


@wrong.part("mean")
def gradient_for_m(old: Point, g: Point, p: Numbers) -> Point:
    """the gradient itself stands above the line, not m

    Your first step is too long: the newest gradient alone gives the direction, and is corrected as if it were
    a mean. Look at the line that moves w in the handout: m stands above the line.
    """
    return g


@wrong.number("betas")
def betas_swapped(run: Run, p: Numbers) -> Numbers:
    """beta1 and beta2 are swapped

    Your first step is right, and from the second on m forgets by beta2 and u by beta1. Perhaps the arguments
    of your function stand in another order than in the handout. Look at the two lines that bring m and u up
    to date.
    """
    return p._replace(beta1=p.beta2, beta2=p.beta1)


@wrong.part("corrected")
def t_stays_1(m: Point, k: float, p: Numbers) -> Point:
    """the exponent k is missing in the correction

    Your first step is right, and the later ones are too long: alpha is always divided by 1 - beta1. Either k
    never grows, or the exponent is missing. Look at the line that moves w in the handout.
    """
    return m / (1 - p.beta1)


@wrong.calls
def averages_kept(problems: Problems) -> list[Any]:
    """m and u go on from the call before

    The first call is right, and each later one begins with the m and u that the call before has left. They
    are variables of the notebook, or default arguments, and outlive the call. Look at the line "both start at
    0" in the handout: that is done inside the function, before the loop.
    """
    return dynamics.with_memory(right, ["m", "u"], problems)


dynamics.take(wrong, right, line="that moves w")
