"""What it is that the second mean is taken of."""

from __future__ import annotations

import numpy as np

from reference.mistakes.adam.rule import Numbers, mean_m, right, wrong
from reference.mistakes.loop import Run
from reference.mistakes.mistake import Gradient, Point


@wrong
def v_of_gradients(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """v is a mean of the gradients, not of their squares

    Your run becomes nan where a partial derivative is negative, since the root of a negative number is taken:
    v averages the gradient itself. Look at the line of Algorithm 1 in the handout that brings v up to date:
    the gradient is squared there, component by component.
    """
    return right(w, grad, run, p, square=lambda g, m: g)


@wrong
def v_of_squared_sum(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """v squares the sum of the components, one number for all coordinates

    All coordinates share one v: you add up the components of the gradient first and square the sum. With one
    coordinate nothing shows. Look at the line of Algorithm 1 in the handout that brings v up to date: each
    component has its own square.
    """
    return right(w, grad, run, p, square=lambda g, m: np.sum(g) ** 2)


@wrong.part("square")
def v_of_squared_length(g: Point, m: Point) -> Point:
    """v squares the length of the gradient, one number for all coordinates

    All coordinates share one v, the sum of all squares, as in the product of the gradient with itself. With
    one coordinate nothing shows. Look at the line of Algorithm 1 in the handout that brings v up to date:
    each component has its own square.
    """
    return np.sum(g**2)


@wrong
def m_shared(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """m averages over the coordinates, one number for all of them

    All coordinates share one m, the mean of the components of the gradient. With one coordinate nothing
    shows. The means of Adam run over the steps and not over the coordinates. Look at the line of Algorithm 1
    in the handout that brings m up to date.
    """
    return right(w, grad, run, p, mean_m=lambda old, g, p: mean_m(old, np.mean(g), p))


@wrong.part("square")
def v_of_m(g: Point, m: Point) -> Point:
    """v averages the squares of m, not those of the gradient

    Your first step is too long, because m is much smaller than the gradient at first, and so is its square.
    Look at the line of Algorithm 1 in the handout that brings v up to date: the gradient itself is squared,
    not its mean.
    """
    return m**2


@wrong
def v_from_old_m(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """v is built on m: both means share one variable

    Your first step is off, and then your run departs: the line for v averages the old m in place of the old
    v, perhaps because both start as one and the same array or one letter is wrong. Look at the line of
    Algorithm 1 in the handout that brings v up to date: only v and the square stand in it.
    """
    run.v = run.m
    return right(w, grad, run, p)
