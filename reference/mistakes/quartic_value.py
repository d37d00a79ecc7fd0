"""The cost (1/50)(w^4 + w^2 + 10w) written down, wrong on purpose."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from reference.mistakes.mistake import Bank, Point, Problem, Scalar


def turn(formula: Scalar) -> Callable[[Problem], Point]:
    """The formula at the problem's point."""
    return lambda problem: formula(np.float64(problem.arguments["w"]))


wrong = Bank("quartic_value", turn=turn)


def right(w: Point) -> Point:
    return (w**4 + w**2 + 10 * w) / 50


# ── the factor before the brackets


@wrong
def first_term_divided(w: Point) -> Point:
    """only the first term is divided by 50

    The factor 1/50 stands before a pair of brackets, and so it belongs to all three terms. In your formula the
    division reaches the first one only, because the brackets around the sum are missing. Look at the formula of
    the cost in the handout.
    """
    return w**4 / 50 + w**2 + 10 * w


@wrong
def last_term_divided(w: Point) -> Point:
    """only the last term is divided by 50

    The factor 1/50 stands before a pair of brackets, and so it belongs to all three terms. In your formula the
    division reaches the last one only, because the brackets around the sum are missing. Look at the formula of the
    cost in the handout.
    """
    return w**4 + w**2 + 10 * w / 50


@wrong
def whole_division(w: Point) -> Point:
    """the division drops all decimals

    Your number is a whole one: the division by 50 cuts the decimals away, which two slashes in a row do in Python.
    Look at the formula of the cost in the handout: it is a fraction, not a whole number.
    """
    return (w**4 + w**2 + 10 * w) // 50


# ── the terms


@wrong
def ten_alone(w: Point) -> Point:
    """the last term is 10, not 10 times w

    Your first two terms are right, but the last one does not depend on w. A constant only lifts the curve, so that
    the lowest point would be at 0. Look at the last term of the formula of the cost in the handout.
    """
    return (w**4 + w**2 + 10) / 50


@wrong
def slope_for_value(w: Point) -> Point:
    """the slope is returned, not the cost

    Your number is the derivative of the cost at w, which the other function of this pair is asked for. Here the
    height of the curve is wanted, and not how steep it is. Look at the formula of the cost in the handout.
    """
    return (4 * w**3 + 2 * w + 10) / 50
