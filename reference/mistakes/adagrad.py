"""Adagrad, wrong on purpose.

v = v + g^2        w = w - alpha g / sqrt(v + eps)        v^0 = initial
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from reference.mistakes import dynamics
from reference.mistakes.loop import Run, by_name, following
from reference.mistakes.mistake import Bank, Gradient, Point, Problems


class Numbers(NamedTuple):
    """What Adagrad is called with beside the cost and the start."""

    alpha: float
    initial: float
    eps: float


wrong = Bank("adagrad", turn=following(Numbers))


@wrong.right
@by_name(Numbers)
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
def eps_after_division(g: Point, v: Point, p: Numbers) -> Point:
    """eps is added to the quotient, not to what stands below the line

    Each of your steps is shifted by alpha times eps: eps is added after the division. A bracket is missing,
    so that only the root of v divides. Look at the line that moves w in the handout, and at how far its root
    reaches.
    """
    return p.alpha * (g / np.sqrt(v) + p.eps)


@wrong.part("step")
def eps_added_to_point(g: Point, v: Point, p: Numbers) -> Point:
    """eps is added to the point, not under the root

    Each of your points is eps further to the right than it should be: the root ends before eps, and so does
    the fraction, so that eps is added to w itself. Look at the line that moves w in the handout, and count
    the brackets in yours.
    """
    return p.alpha * g / np.sqrt(v) - p.eps


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
def starts_at_zero_sum(run: Run, p: Numbers) -> Numbers:
    """v starts at 0, as in PyTorch

    Your first steps are too long, and the difference fades: the sum begins with 0 in place of the argument
    `initial`. PyTorch begins with 0; Keras and this assignment do not. Look at the line "v starts at initial"
    in the handout.
    """
    return p._replace(initial=0.0)


@wrong.number("initial")
def starts_at_one(run: Run, p: Numbers) -> Numbers:
    """v starts at 1

    Your first steps are too short where the cost is flat: the sum begins with ones in place of the argument
    `initial`. Look at the line "v starts at initial" in the handout. Every coordinate begins with that
    number.
    """
    return p._replace(initial=1.0)


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


@wrong.part("used")
def mean_of_squares(old: Point, v: Point, k: float) -> Point:
    """v is the mean of all squares, not their sum

    Your first step is right, and from the second on your steps are too long: the sum is divided by the number
    of steps. Adagrad's steps shrink because its sum grows. Look at the line of the handout that brings v up
    to date.
    """
    return v / k


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


@wrong.calls
def v_kept(problems: Problems) -> list[Any]:
    """v goes on from the call before

    The first call is right, and each later one begins with the v that the call before has left. It is a
    variable of the notebook, or a default argument, and outlives the call. Look at the line "v starts at
    initial" in the handout: that is done inside the function, before the loop.
    """

    @by_name(Numbers)
    def going_on(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
        """The right step, with v of the call before."""
        return right(w, grad, run, p._replace(initial=run.v if np.any(run.v) else p.initial))

    return dynamics.with_memory(going_on, ["v"], problems)


dynamics.take(wrong, right, line="that moves w")
