"""FTRL-Proximal in Keras' form, wrong on purpose.

z = z + g - (sqrt(n + g^2) - sqrt(n)) / alpha w        n = n + g^2        z^0 = 0, n^0 = initial
w = (clip(z, -l1, l1) - z) / ((beta + sqrt(n)) / alpha + 2 l2)
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from reference.mistakes import dynamics
from reference.mistakes.loop import Numbers, Run, follow
from reference.mistakes.mistake import Bank, Gradient, Point

wrong = Bank("ftrl", turn=follow)


@wrong.right
def right(
    w: Point,
    grad: Gradient,
    run: Run,
    p: Numbers,
    growth: Callable[..., Point] = lambda n, g: np.sqrt(n + g**2) - np.sqrt(n),
    pull: Callable[..., Point] = lambda growth, w, p: growth / p.alpha * w,
    beyond_l1: Callable[..., Point] = lambda z, g, p: z - np.clip(z, -p.l1, p.l1),
    slowness: Callable[..., Point] = lambda n, p: (p.beta + np.sqrt(n)) / p.alpha,
) -> Point:
    """One step of the right method."""
    g, n = grad(w), p.initial if run.k == 1 else run.n
    run.z = run.z + g - pull(growth(n, g), w, p)
    run.n = n + g**2
    return -beyond_l1(run.z, g, p) / (slowness(run.n, p) + 2 * p.l2)


@wrong.number("l2")
def l2_once(p: Numbers) -> Numbers:
    """l2 counts once, as in the paper

    Your points are too far from 0 from the first step on: l2 is added below the line without the factor 2.
    That is the form of the paper; Keras and this assignment have the factor. Look at the line that makes the
    new w in the handout.
    """
    return p.but(l2=p.l2 / 2)


@wrong.part("beyond_l1")
def l1_as_threshold(z: Point, g: Point, p: Numbers) -> Point:
    """l1 is not taken off, it only decides which weights are 0

    Your weights are 0 where they should be, and the others are too far from 0: where z is larger than l1, all
    of it counts. l1 takes its share off there as well. Look at the line that makes the new w in the handout: z
    is cut to lie between -l1 and l1, and the rest counts.
    """
    return np.where(np.abs(z) <= p.l1, 0.0, z)


@wrong.part("slowness")
def beta_not_over_alpha(n: Point, p: Numbers) -> Point:
    """beta is not divided by alpha

    Your points are too far from 0: only the root of n is divided by alpha, and beta is added afterwards. Look
    at the line that makes the new w in the handout, and at the brackets below the line.
    """
    return p.beta + np.sqrt(n) / p.alpha


@wrong.part("pull")
def no_proximity(growth: Point, w: Point, p: Numbers) -> Point:
    """z only adds up gradients

    Your first point is off and later ones are too far from those before: the term with w is missing in z. It
    is what keeps a new point near the old ones. Look at the line of the handout that brings z up to date.
    """
    return 0.0


@wrong.part("pull")
def proximity_without_alpha(growth: Point, w: Point, p: Numbers) -> Point:
    """the term with w is not divided by alpha

    Your points are too near 0 or too far from those before: the difference of the roots is not divided by
    alpha in z. Where alpha = 1 nothing shows. Look at the line of the handout that brings z up to date.
    """
    return growth * w


@wrong.part("growth")
def root_of_difference(n: Point, g: Point) -> Point:
    """one root of the difference is taken where a difference of two roots belongs

    Your first point is already off: the old n is subtracted from the new one below a single root, which gives
    the size of the gradient. Each n has a root of its own. Look at the line of the handout that brings z up to
    date.
    """
    return np.abs(g)


@wrong.number("initial")
def starts_at_zero_sum(p: Numbers) -> Numbers:
    """n starts at 0, as in the paper

    Your first points are off, and the difference fades: n begins with 0 in place of the argument `initial`.
    The paper begins with 0; Keras and this assignment do not. Look at the line "n starts at initial" in the
    handout.
    """
    return p.but(initial=0.0)


dynamics.take(wrong, right, line="that makes the new w")
