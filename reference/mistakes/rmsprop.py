"""RMSprop, wrong on purpose.

v = rho v + (1 - rho) g^2        w = w - alpha g / sqrt(v + eps)        v^0 = 0
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from reference.mistakes import dynamics
from reference.mistakes.loop import Numbers, Run, follow
from reference.mistakes.mistake import Bank, Gradient, Point

wrong = Bank("rmsprop", turn=follow)


@wrong.right
def right(
    w: Point,
    grad: Gradient,
    run: Run,
    p: Numbers,
    square: Callable[..., Point] = lambda g: g**2,
    old: Callable[..., Point] = lambda run, square: run.v,  # v before the step
    mean: Callable[..., Point] = lambda old, square, p: p.rho * old + (1 - p.rho) * square,
    used: Callable[..., Point] = lambda run, old, g, p: run.v,  # what the root is taken of
    moved: Callable[..., Point] = lambda w, g, v, p: w - p.alpha * g / np.sqrt(v + p.eps),
) -> Point:
    """One step of the right method."""
    g = grad(w)
    before = old(run, square(g))
    run.v = mean(before, square(g), p)
    return moved(w, g, used(run, before, g, p), p)


# ── eps and the root


@wrong.part("moved")
def eps_outside_root(w: Point, g: Point, v: Point, p: Numbers) -> Point:
    """eps is added outside the square root, as in PyTorch

    Your values are near the right ones, and for a tiny eps nothing shows. You take the root of v and add eps
    to it. That is the form of PyTorch; Keras and this assignment add eps to v, under the root. Look at the
    line that moves w in the handout.
    """
    return w - p.alpha * g / (np.sqrt(v) + p.eps)


@wrong.part("moved")
def no_root(w: Point, g: Point, v: Point, p: Numbers) -> Point:
    """the square root is missing

    Your steps are long where the cost is flat and short where it is steep: the gradient is divided by the
    mean of the squares itself. The root brings it back to the size of a gradient. Look at the line that moves
    w in the handout.
    """
    return w - p.alpha * g / (v + p.eps)


# ── the running mean


@wrong.part("mean")
def weights_swapped(old: Point, square: Point, p: Numbers) -> Point:
    """in v, rho and 1 - rho are swapped

    Your v gives the old value the weight 1 - rho and the new square the weight rho, so that it is too large
    at first and forgets too fast. Look at the line of the handout that brings v up to date, and at its two
    factors.
    """
    return (1 - p.rho) * old + p.rho * square


@wrong.part("mean")
def v_without_weight(old: Point, square: Point, p: Numbers) -> Point:
    """in v, the factor 1 - rho is missing

    Your v adds the full new square to rho times the old v, so that it is too large and your steps are too
    short from the first on. The two weights of a mean must add up to 1. Look at the line of the handout that
    brings v up to date.
    """
    return p.rho * old + square


@wrong.part("used")
def v_of_step_before(run: Run, old: Point, g: Point, p: Numbers) -> Point:
    """v is brought up to date after the step, not before it

    Your first step divides by the root of eps alone, because v is still 0, and is far too long. The newest
    square has to be in v when w moves. Look at the order of the two lines in the handout: first v, then w.
    """
    return old


@wrong.part("old")
def starts_at_square(run: Run, square: Point) -> Point:
    """v starts at the first square

    Your first step is shorter than it should be, and the difference fades: v begins with the square of the
    first gradient, so that it needs no time to grow. Look at the line "v starts at 0" in the handout.
    """
    return square if run.k == 1 else run.v


@wrong.part("used")
def bias_corrected(run: Run, old: Point, g: Point, p: Numbers) -> Point:
    """v is corrected for its start at 0, as in Adam

    Your first steps are shorter than they should be, and the difference fades: v is divided by 1 minus a
    power of rho. Adam does that; RMSprop uses v as it is. Look at the line that moves w in the handout.
    """
    return run.v / (1 - p.rho**run.k)


# ── what is squared, and other methods


@wrong.part("square")
def v_shared(g: Point) -> Point:
    """v squares the length of the gradient, one number for all coordinates

    All coordinates share one v, the sum of all squares, as in the product of the gradient with itself. With
    one coordinate nothing shows. Look at the line of the handout that brings v up to date: each component has
    its own square.
    """
    return np.sum(g**2)


@wrong.part("square")
def v_of_mean_square(g: Point) -> Point:
    """v takes the mean of the squares, one number for all coordinates

    All coordinates share one v, the mean of their squares. With one coordinate nothing shows. The mean of
    RMSprop runs over the steps and not over the coordinates. Look at the line of the handout that brings v up
    to date.
    """
    return np.mean(g**2)


@wrong.part("used")
def centered(run: Run, old: Point, g: Point, p: Numbers) -> Point:
    """the square of the mean gradient is taken off v, as in the centered form

    Your steps are too long: v less the square of a mean gradient stands under the root, a variance. Keras
    does that when it is told `centered=True`; the assignment does not. Look at the line that moves w in the
    handout.
    """
    run.m = p.rho * run.m + (1 - p.rho) * g
    return run.v - run.m**2


dynamics.take(wrong, right, line="that moves w")
