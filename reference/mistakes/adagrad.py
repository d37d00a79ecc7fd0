"""Adagrad, wrong on purpose.

v = v + g^2        w = w - alpha g / sqrt(v + eps)        v^0 = initial
"""

from __future__ import annotations

from typing import Any

import numpy as np

from reference.mistakes import dynamics
from reference.mistakes.loop import Run, follow
from reference.mistakes.mistake import Bank, Gradient, Point, Problems

wrong = Bank("adagrad", turn=follow)


def right(w: Point, grad: Gradient, run: Run, *, alpha: float, initial: float, eps: float) -> Point:
    g = grad(w)
    return w - alpha * g / np.sqrt(total_of(run, g**2, initial) + eps)


def total_of(run: Run, square: Point, initial: float) -> Point:
    """The sum of all squares and of what it started with, brought up to date."""
    run.v = (initial if run.k == 1 else run.v) + square
    return run.v


# ── eps and the root


@wrong
def eps_outside_root(w: Point, grad: Gradient, run: Run, *, alpha: float, initial: float, eps: float) -> Point:
    """eps is added outside the square root, as in PyTorch

    Your values are near the right ones, and for a tiny eps nothing shows. You take the root of v and add eps
    to it. That is the form of PyTorch; Keras and this assignment add eps to v, under the root. Look at the
    line that moves w in the handout.
    """
    g = grad(w)
    return w - alpha * g / (np.sqrt(total_of(run, g**2, initial)) + eps)


@wrong
def eps_ignored(w: Point, grad: Gradient, run: Run, *, alpha: float, initial: float, eps: float) -> Point:
    """eps is ignored and always 1e-7

    Your steps are too long where eps is large: they are those of a tiny eps, whatever eps the function is
    given. A number in the place of the argument, or a variable of your notebook, is used. Look at the line
    that moves w in the handout.
    """
    return right(w, grad, run, alpha=alpha, initial=initial, eps=1e-7)


@wrong
def eps_after_division(w: Point, grad: Gradient, run: Run, *, alpha: float, initial: float, eps: float) -> Point:
    """eps is added to the quotient, not to what stands below the line

    Each of your steps is shifted by alpha times eps: eps is added after the division. A bracket is missing,
    so that only the root of v divides. Look at the line that moves w in the handout, and at how far its root
    reaches.
    """
    g = grad(w)
    return w - alpha * (g / np.sqrt(total_of(run, g**2, initial)) + eps)


@wrong
def eps_added_to_point(w: Point, grad: Gradient, run: Run, *, alpha: float, initial: float, eps: float) -> Point:
    """eps is added to the point, not under the root

    Each of your points is eps further to the right than it should be: the root ends before eps, and so does
    the fraction, so that eps is added to w itself. Look at the line that moves w in the handout, and count
    the brackets in yours.
    """
    g = grad(w)
    return w - alpha * g / np.sqrt(total_of(run, g**2, initial)) + eps


@wrong
def no_root(w: Point, grad: Gradient, run: Run, *, alpha: float, initial: float, eps: float) -> Point:
    """the square root is missing

    Your steps are too short where the cost is steep, and soon they stop: the gradient is divided by the sum
    of the squares itself. The root brings it back to the size of a gradient. Look at the line that moves w in
    the handout.
    """
    g = grad(w)
    return w - alpha * g / (total_of(run, g**2, initial) + eps)


# ── the sum


@wrong
def starts_at_zero_sum(w: Point, grad: Gradient, run: Run, *, alpha: float, initial: float, eps: float) -> Point:
    """v starts at 0, as in PyTorch

    Your first steps are too long, and the difference fades: the sum begins with 0 in place of the argument
    `initial`. PyTorch begins with 0; Keras and this assignment do not. Look at the line "v starts at initial"
    in the handout.
    """
    return right(w, grad, run, alpha=alpha, initial=0.0, eps=eps)


@wrong
def initial_hard_coded(w: Point, grad: Gradient, run: Run, *, alpha: float, initial: float, eps: float) -> Point:
    """v always starts at 0.1

    Your first steps are those of a sum that begins with 0.1, the usual value, whatever `initial` the function
    is given. A number inside the function takes the place of the argument. Look at the line "v starts at
    initial" in the handout.
    """
    return right(w, grad, run, alpha=alpha, initial=0.1, eps=eps)


@wrong
def starts_at_one(w: Point, grad: Gradient, run: Run, *, alpha: float, initial: float, eps: float) -> Point:
    """v starts at 1

    Your first steps are too short where the cost is flat: the sum begins with ones in place of the argument
    `initial`. Look at the line "v starts at initial" in the handout. Every coordinate begins with that
    number.
    """
    return right(w, grad, run, alpha=alpha, initial=1.0, eps=eps)


@wrong
def initial_at_every_step(w: Point, grad: Gradient, run: Run, *, alpha: float, initial: float, eps: float) -> Point:
    """`initial` is added at every step

    Your first step is right, and then your steps shrink too fast: the sum gets `initial` once more in each
    pass. Look at the line "v starts at initial" in the handout: that is done once, before the loop.
    """
    g = grad(w)
    run.v = run.v + initial + g**2
    return w - alpha * g / np.sqrt(run.v + eps)


@wrong
def sum_forgets(w: Point, grad: Gradient, run: Run, *, alpha: float, initial: float, eps: float) -> Point:
    """v does not remember the squares before

    Your first step is right, and from the second on v holds nothing but `initial` and the newest square. v is
    set back inside the loop, or the old v is missing in its line. Look at the line of the handout that brings
    v up to date.
    """
    g = grad(w)
    return w - alpha * g / np.sqrt(initial + g**2 + eps)


@wrong
def v_of_step_before(w: Point, grad: Gradient, run: Run, *, alpha: float, initial: float, eps: float) -> Point:
    """v is brought up to date after the step, not before it

    Your first step is too long, because the first square is not yet in v. The newest square has to be there
    when w moves. Look at the order of the two lines in the handout: first v, then w.
    """
    g, old = grad(w), initial if run.k == 1 else run.v
    total_of(run, g**2, initial)
    return w - alpha * g / np.sqrt(old + eps)


@wrong
def mean_of_squares(w: Point, grad: Gradient, run: Run, *, alpha: float, initial: float, eps: float) -> Point:
    """v is the mean of all squares, not their sum

    Your first step is right, and from the second on your steps are too long: the sum is divided by the number
    of steps. Adagrad's steps shrink because its sum grows. Look at the line of the handout that brings v up
    to date.
    """
    g = grad(w)
    return w - alpha * g / np.sqrt(total_of(run, g**2, initial) / run.k + eps)


@wrong
def fading_squares(w: Point, grad: Gradient, run: Run, *, alpha: float, initial: float, eps: float) -> Point:
    """old squares fade, as in RMSprop

    Your first step already differs, and later your steps do not shrink: v is a running mean with weights 0.9
    and 0.1. That is RMSprop; Adagrad adds up and never forgets. Look at the line of the handout that brings v
    up to date.
    """
    g = grad(w)
    run.v = 0.9 * (initial if run.k == 1 else run.v) + 0.1 * g**2
    return w - alpha * g / np.sqrt(run.v + eps)


@wrong
def sum_of_sizes(w: Point, grad: Gradient, run: Run, *, alpha: float, initial: float, eps: float) -> Point:
    """v adds up the sizes of the gradients, not their squares

    Your steps depend on how steep the cost is: v adds up the absolute values of the gradients, and the root
    is taken all the same. Look at the line of the handout that brings v up to date: the gradient is squared
    there, component by component.
    """
    g = grad(w)
    return w - alpha * g / np.sqrt(total_of(run, np.abs(g), initial) + eps)


@wrong
def square_of_sum(w: Point, grad: Gradient, run: Run, *, alpha: float, initial: float, eps: float) -> Point:
    """the gradients are added up first and squared then

    Your first step is right but for `initial`, and then your run departs: slopes of different sign cancel in
    the sum before it is squared. Look at the line of the handout that brings v up to date: each gradient is
    squared by itself.
    """
    run.total = run.total + (g := grad(w))
    return w - alpha * g / np.sqrt(initial + run.total**2 + eps)


@wrong
def v_shared(w: Point, grad: Gradient, run: Run, *, alpha: float, initial: float, eps: float) -> Point:
    """v squares the length of the gradient, one number for all coordinates

    All coordinates share one v, the sum of all squares, as in the product of the gradient with itself. With
    one coordinate nothing shows. Look at the line of the handout that brings v up to date: each component has
    its own square.
    """
    g = grad(w)
    return w - alpha * g / np.sqrt(total_of(run, np.sum(g**2), initial) + eps)


@wrong
def steplength_shrinks_too(w: Point, grad: Gradient, run: Run, *, alpha: float, initial: float, eps: float) -> Point:
    """the steplength shrinks like alpha over the root of k as well

    Your first step is right, and then your steps shrink twice: by the growing sum, and by the root of k. The
    sum alone makes them shorter in Adagrad. Look at the line that moves w in the handout: alpha is the same
    at every step.
    """
    return right(w, grad, run, alpha=alpha / np.sqrt(run.k), initial=initial, eps=eps)


@wrong.calls
def v_kept(problems: Problems) -> list[Any]:
    """v goes on from the call before

    The first call is right, and each later one begins with the v that the call before has left. It is a
    variable of the notebook, or a default argument, and outlives the call. Look at the line "v starts at
    initial" in the handout: that is done inside the function, before the loop.
    """

    def going_on(w: Point, grad: Gradient, run: Run, *, alpha: float, initial: float, eps: float) -> Point:
        g = grad(w)
        run.v = (run.v if np.any(run.v) else initial) + g**2
        return w - alpha * g / np.sqrt(run.v + eps)

    return dynamics.with_memory(going_on, ["v"], problems)


dynamics.take(wrong, right, line="that moves w")
