"""The derivative of (1/50)(w^4 + w^2 + 10w), wrong on purpose: (1/50)(4w^3 + 2w + 10)."""

from __future__ import annotations

from reference.mistakes.mistake import Bank, Point
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


# ── the terms


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
