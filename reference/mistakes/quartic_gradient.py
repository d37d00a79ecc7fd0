"""The derivative of (1/50)(w^4 + w^2 + 10w), wrong on purpose: (1/50)(4w^3 + 2w + 10)."""

from __future__ import annotations

import numpy as np

from reference.mistakes.mistake import Bank, Point
from reference.mistakes.quartic_value import right as cost
from reference.mistakes.quartic_value import turn

wrong = Bank("quartic_gradient", turn=turn)


def right(w: Point) -> Point:
    return (4 * w**3 + 2 * w + 10) / 50


# ── the factor before the brackets


@wrong
def not_divided(w: Point) -> Point:
    """the division by 50 is missing

    Your number is 50 times the right one: the brackets are differentiated rightly, but the factor in front of them
    is lost. A constant factor stays when you differentiate. Look at the formula of the cost in the handout.
    """
    return 50 * right(w)


@wrong
def first_term_divided(w: Point) -> Point:
    """only the first term is divided by 50

    The factor 1/50 belongs to all three terms. In your formula the division reaches the first one only, because the
    brackets around the sum are missing. Look at the formula of the cost in the handout.
    """
    return 4 * w**3 / 50 + 2 * w + 10


@wrong
def last_term_divided(w: Point) -> Point:
    """only the last term is divided by 50

    The factor 1/50 belongs to all three terms. In your formula the division reaches the last one only, because the
    brackets around the sum are missing. Look at the formula of the cost in the handout.
    """
    return 4 * w**3 + 2 * w + 10 / 50


@wrong
def factor_differentiated(w: Point) -> Point:
    """the factor 1/50 is lost with the constant: the result is divided by 50 twice

    Your number is 50 times too small. The factor in front of the brackets stands once in the derivative, as it does
    in the cost. Look at the formula of the cost in the handout, and at where you divide.
    """
    return right(w) / 50


# ── the terms


@wrong
def powers_not_lowered(w: Point) -> Point:
    """the factors are right, but the powers stay as they are

    Differentiating a power brings it down as a factor and leaves one power less: w^4 becomes 4w^3. In your formula
    the factors are there and the powers are those of the cost. Look at the formula of the cost in the handout, and
    differentiate it term by term.
    """
    return (4 * w**4 + 2 * w**2 + 10 * w) / 50


@wrong
def powers_not_multiplied(w: Point) -> Point:
    """the powers are lowered, but do not come down as factors

    Differentiating a power brings it down as a factor and leaves one power less: w^4 becomes 4w^3. In your formula
    the powers are one less, but the factors 4 and 2 are missing. Look at the formula of the cost in the handout, and
    differentiate it term by term.
    """
    return (w**3 + w + 10) / 50


@wrong
def linear_term_left(w: Point) -> Point:
    """the term 10w is not differentiated

    The first two terms are right, but 10w still stands in your derivative. Its slope is 10 everywhere. Look at the
    formula of the cost in the handout, and differentiate it term by term.
    """
    return (4 * w**3 + 2 * w + 10 * w) / 50


@wrong
def constant_lost(w: Point) -> Point:
    """the constant 10 is missing

    The first two terms are right, but the slope of 10w is lost. That term is a straight line, which climbs by 10 for
    each step of 1. Look at the formula of the cost in the handout, and differentiate it term by term.
    """
    return (4 * w**3 + 2 * w) / 50


@wrong
def square_left(w: Point) -> Point:
    """the square is not differentiated

    The first and the last term are right, but the square still stands in your derivative. It becomes 2w. Look at the
    formula of the cost in the handout, and differentiate it term by term.
    """
    return (4 * w**3 + w**2 + 10) / 50


@wrong
def second_derivative(w: Point) -> Point:
    """the cost is differentiated twice

    Your number says how the slope changes, not what it is. Differentiate the cost once. If you used JAX, perhaps
    `grad` stands there two times. Look at the formula of the cost in the handout.
    """
    return (12 * w**2 + 2) / 50


@wrong
def sign(w: Point) -> Point:
    """the sign is lost

    Your number has the right size and the wrong sign: it is the direction of descent, and not the gradient. The minus
    belongs to the update of gradient descent. Look at the rule of the update in the handout: it subtracts.
    """
    return -right(w)


@wrong
def cost_for_slope(w: Point) -> Point:
    """the cost is returned, not its slope

    Your number is the height of the curve at w, which the other function of this pair is asked for. Here the
    derivative is wanted, which says how steep the curve is. Look at the formula of the cost in the handout.
    """
    return cost(w)


@wrong
def coarse_difference(w: Point) -> Point:
    """a difference quotient with too wide a step

    Your number is close to the right one, but off in the second or third digit. It is that of a forward difference
    with a step of 0.01. Differentiate the formula of the cost in the handout by hand: it is short.
    """
    return (cost(w + 1e-2) - cost(w)) / 1e-2


@wrong
def difference_not_halved(w: Point) -> Point:
    """the slope is twice too large, as from a central difference divided by h

    Your number is twice the right one. A central difference compares two points that lie 2h apart, so it has to be
    divided by 2h. Differentiating the formula of the cost in the handout by hand avoids this.
    """
    return 2 * right(w)


@wrong
def difference_halved(w: Point) -> Point:
    """the slope is half of what it should be, as from a forward difference divided by 2h

    Your number is half of the right one. A forward difference compares two points that lie h apart, so dividing it by
    2h gives only half the slope. Differentiating the formula of the cost in the handout by hand avoids this.
    """
    return right(w) / 2


@wrong
def rounded_to_2(w: Point) -> Point:
    """the value is rounded to 2 decimals

    Your number agrees with the right one to two decimals and no further. Round only when you print: what a function
    returns is used for further calculation. Look at the handout's line on the gradient.
    """
    return np.round(right(w), 2)
