"""Adagrad, wrong on purpose.

v = v + g^2        w = w - alpha g / sqrt(v + eps)        v^0 = initial
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from reference.mistakes import dynamics
from reference.mistakes.loop import Numbers, Run, follow
from reference.mistakes.mistake import Bank, Gradient, Point

wrong = Bank("adagrad", turn=follow)


@wrong.right
def right(
    w: Point,
    grad: Gradient,
    run: Run,
    p: Numbers,
    square: Callable[..., Point] = lambda g: g**2,
    total: Callable[..., Point] = lambda old, square, k, p: old + square,
    used: Callable[..., Point] = lambda old, v, k: v,
    step: Callable[..., Point] = lambda g, v, p: p.alpha * g / np.sqrt(v + p.eps),
) -> Point:
    """One step of the right method."""
    g, old = grad(w), p.initial if run.k == 1 else run.v
    run.v = total(old, square(g), run.k, p)
    return w - step(g, used(old, run.v, run.k), p)


# ── eps and the root


@wrong.part("step")
def eps_outside_root(g: Point, v: Point, p: Numbers) -> Point:
    """eps is added outside the square root, as in PyTorch

    Your values are near the right ones, and for a tiny eps nothing shows. You take the root of v and add eps
    to it. That is the form of PyTorch; Keras and this assignment add eps to v, under the root. Look at the
    line that moves w in the handout.
    """
    return p.alpha * g / (np.sqrt(v) + p.eps)


@wrong.part("step")
def no_root(g: Point, v: Point, p: Numbers) -> Point:
    """the square root is missing

    Your steps are too short where the cost is steep, and soon they stop: the gradient is divided by the sum
    of the squares itself. The root brings it back to the size of a gradient. Look at the line that moves w in
    the handout.
    """
    return p.alpha * g / (v + p.eps)


# ── the sum


@wrong.number("initial")
def starts_at_zero_sum(p: Numbers) -> Numbers:
    """v starts at 0, as in PyTorch

    Your first steps are too long, and the difference fades: the sum begins with 0 in place of the argument
    `initial`. PyTorch begins with 0; Keras and this assignment do not. Look at the line "v starts at initial"
    in the handout.
    """
    return p.but(initial=0.0)


@wrong.part("total")
def initial_at_every_step(old: Point, square: Point, k: float, p: Numbers) -> Point:
    """`initial` is added at every step

    Your first step is right, and then your steps shrink too fast: the sum gets `initial` once more in each
    pass. Look at the line "v starts at initial" in the handout: that is done once, before the loop.
    """
    return old + square + (p.initial if k > 1 else 0.0)


@wrong.part("used")
def v_of_step_before(old: Point, v: Point, k: float) -> Point:
    """v is brought up to date after the step, not before it

    Your first step is too long, because the first square is not yet in v. The newest square has to be there
    when w moves. Look at the order of the two lines in the handout: first v, then w.
    """
    return old


@wrong
def square_of_sum(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """the gradients are added up first and squared then

    Your first step is right but for `initial`, and then your run departs: slopes of different sign cancel in
    the sum before it is squared. Look at the line of the handout that brings v up to date: each gradient is
    squared by itself.
    """
    run.total = run.total + grad(w)
    return right(w, grad, run, p, total=lambda old, square, k, p: p.initial + run.total**2)


@wrong.part("square")
def v_shared(g: Point) -> Point:
    """v squares the length of the gradient, one number for all coordinates

    All coordinates share one v, the sum of all squares, as in the product of the gradient with itself. With
    one coordinate nothing shows. Look at the line of the handout that brings v up to date: each component has
    its own square.
    """
    return np.sum(g**2)


dynamics.take(wrong, right, line="that moves w")
