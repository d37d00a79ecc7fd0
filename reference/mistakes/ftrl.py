"""FTRL-Proximal in Keras' form, wrong on purpose.

z = z + g - (sqrt(n + g^2) - sqrt(n)) / alpha w        n = n + g^2        z^0 = 0, n^0 = initial
w = (clip(z, -l1, l1) - z) / ((beta + sqrt(n)) / alpha + 2 l2)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from reference.mistakes import dynamics
from reference.mistakes.loop import Run, by_name, following
from reference.mistakes.mistake import Bank, Gradient, Point, Problems


class Numbers(NamedTuple):
    """What FTRL is called with beside the cost and the start."""

    alpha: float
    beta: float
    initial: float
    l1: float
    l2: float


wrong = Bank("ftrl", turn=following(Numbers))


@wrong.right
@by_name(Numbers)
def right(
    w: Point,
    grad: Gradient,
    run: Run,
    p: Numbers,
    square: Callable[..., Point] = lambda g: g**2,
    growth: Callable[..., Point] = lambda n, g, square: np.sqrt(n + square) - np.sqrt(n),
    pull: Callable[..., Point] = lambda growth, w, p: growth / p.alpha * w,
    beyond_l1: Callable[..., Point] = lambda z, g, p: z - np.clip(z, -p.l1, p.l1),
    slowness: Callable[..., Point] = lambda n, p: (p.beta + np.sqrt(n)) / p.alpha,
) -> Point:
    """One step of the right method."""
    g, n = grad(w), p.initial if run.k == 1 else run.n
    run.z = run.z + g - pull(growth(n, g, square(g)), w, p)
    run.n = n + square(g)
    return -beyond_l1(run.z, g, p) / (slowness(run.n, p) + 2 * p.l2)


@wrong.number("l2")
def l2_once(run: Run, p: Numbers) -> Numbers:
    """l2 counts once, as in the paper

    Your points are too far from 0 from the first step on: l2 is added below the line without the factor 2.
    That is the form of the paper; Keras and this assignment have the factor. Look at the line that makes the
    new w in the handout.
    """
    return p._replace(l2=p.l2 / 2)


@wrong.number("l2")
def no_l2(run: Run, p: Numbers) -> Numbers:
    """l2 is missing

    Your points are too far from 0 from the first step on, and l2 changes nothing. Look at the line that makes
    the new w in the handout: 2 l2 is added below the line.
    """
    return p._replace(l2=0.0)


@wrong.part("beyond_l1")
def no_l1(z: Point, g: Point, p: Numbers) -> Point:
    """l1 is missing

    Your points are too far from 0, and no weight is ever exactly 0: nothing is taken off z. Look at the line
    that makes the new w in the handout: z is cut to lie between -l1 and l1, and the rest counts.
    """
    return z


@wrong.part("beyond_l1")
def l1_added(z: Point, g: Point, p: Numbers) -> Point:
    """l1 pushes away from 0

    Your points are too far from 0: the part of z that l1 should take off is added to it. Look at the signs in
    the line that makes the new w in the handout.
    """
    return z + np.sign(z) * p.l1


@wrong.part("beyond_l1")
def l1_by_slope(z: Point, g: Point, p: Numbers) -> Point:
    """weights are set to 0 where the gradient is small, not where z is

    Some of your weights are 0 at the wrong steps, and the others are too far from 0: l1 is compared with the
    newest gradient. z is what all gradients so far say together. Look at the line that makes the new w in the
    handout.
    """
    return np.where(np.abs(g) <= p.l1, 0.0, z)


@wrong.part("beyond_l1")
def l1_as_threshold(z: Point, g: Point, p: Numbers) -> Point:
    """l1 is not taken off, it only decides which weights are 0

    Your weights are 0 where they should be, and the others are too far from 0: where z is larger than l1, all
    of it counts. l1 takes its share off there as well. Look at the line that makes the new w in the handout: z
    is cut to lie between -l1 and l1, and the rest counts.
    """
    return np.where(np.abs(z) <= p.l1, 0.0, z)


@wrong.number("beta")
def no_beta(run: Run, p: Numbers) -> Numbers:
    """beta is missing below the line

    Your points are too far from 0 at first, and the difference fades as n grows: beta, which slows the first
    steps, is left out. Look at the line that makes the new w in the handout.
    """
    return p._replace(beta=0.0)


@wrong.part("slowness")
def beta_not_over_alpha(n: Point, p: Numbers) -> Point:
    """beta is not divided by alpha

    Your points are too far from 0: only the root of n is divided by alpha, and beta is added afterwards. Look
    at the line that makes the new w in the handout, and at the brackets below the line.
    """
    return p.beta + np.sqrt(n) / p.alpha


@wrong
def adagrad(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """a step from w in place of the point that z leads to, as in Adagrad

    Your first step starts from w^0, as in Adagrad. FTRL makes every point anew out of z and n, and
    keeps of w^0 what is in z alone. Look at the line that makes the new w in the handout: the old w does not
    stand there.
    """
    g = grad(w)
    run.n = (p.initial if run.k == 1 else run.n) + g**2
    return w - p.alpha * g / (p.beta + np.sqrt(run.n))


@wrong.part("pull")
def no_proximity(growth: Point, w: Point, p: Numbers) -> Point:
    """z only adds up gradients

    Your first point is off and later ones are too far from those before: the term with w is missing in z. It
    is what keeps a new point near the old ones. Look at the line of the handout that brings z up to date.
    """
    return 0.0


@wrong.part("pull")
def proximity_added(growth: Point, w: Point, p: Numbers) -> Point:
    """the term with w is added to z, not taken off

    Your points jump to the other side of 0: the sign of the term with w is wrong. Look at the line of the
    handout that brings z up to date: a minus sign stands before that term.
    """
    return -growth / p.alpha * w


@wrong.part("pull")
def proximity_without_alpha(growth: Point, w: Point, p: Numbers) -> Point:
    """the term with w is not divided by alpha

    Your points are too near 0 or too far from those before: the difference of the roots is not divided by
    alpha in z. Where alpha = 1 nothing shows. Look at the line of the handout that brings z up to date.
    """
    return growth * w


@wrong.part("growth")
def squares_for_roots(n: Point, g: Point, square: Point) -> Point:
    """the square of the gradient stands in z where a difference of roots should

    Your first point is already off: the roots are missing in the term with w, so that the growth of n itself
    is used. Look at the line of the handout that brings z up to date.
    """
    return square


@wrong.part("growth")
def root_of_difference(n: Point, g: Point, square: Point) -> Point:
    """one root of the difference is taken where a difference of two roots belongs

    Your first point is already off: the old n is subtracted from the new one below a single root, which gives
    the size of the gradient. Each n has a root of its own. Look at the line of the handout that brings z up to
    date.
    """
    return np.abs(g)


@wrong.part("growth")
def n_before_z(n: Point, g: Point, square: Point) -> Point:
    """n is brought up to date before z

    Your first point is already off: when z needs the growth of the root, n holds the new square already, and
    it is counted twice. Look at the order of the lines in the handout: first z, then n.
    """
    return np.sqrt(n + 2 * square) - np.sqrt(n + square)


@wrong.part("square")
def n_shared(g: Point) -> Point:
    """n adds up the squared length of the gradient, one number for all coordinates

    All coordinates share one n, as in the product of the gradient with itself. With one coordinate nothing
    shows. Look at the line of the handout that brings n up to date: each component has its own square.
    """
    return np.sum(g**2)


@wrong.number("initial")
def starts_at_zero_sum(run: Run, p: Numbers) -> Numbers:
    """n starts at 0, as in the paper

    Your first points are off, and the difference fades: n begins with 0 in place of the argument `initial`.
    The paper begins with 0; Keras and this assignment do not. Look at the line "n starts at initial" in the
    handout.
    """
    return p._replace(initial=0.0)


@wrong.part("slowness")
def no_root_of_n(n: Point, p: Numbers) -> Point:
    """n itself stands below the line, not its root

    Your points have the wrong distance from 0: the sum of the squares is used as it is. Its root has the size
    of a gradient. Look at the line that makes the new w in the handout.
    """
    return (p.beta + n) / p.alpha


@wrong.calls
def sums_kept(problems: Problems) -> list[Any]:
    """z and n go on from the call before

    The first call is right, and each later one begins with the z and n that the call before has left. They
    are variables of the notebook, or default arguments, and outlive the call. Look at the line "n starts at
    initial" in the handout: that is done inside the function, before the loop.
    """

    @by_name(Numbers)
    def going_on(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
        """The right step, with z and n of the call before."""
        return right(w, grad, run, p._replace(initial=run.n if np.any(run.n) else p.initial))

    return dynamics.with_memory(going_on, ["z", "n"], problems)


dynamics.take(wrong, right, line="that makes the new w")
