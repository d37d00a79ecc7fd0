"""The minimizer of (1/50)(w^4 + w^2 + 10w), wrong on purpose: the real root of 2w^3 + w + 5 = 0.

w = cbrt(sqrt(2031) - 45) / 6^(2/3) - 1 / cbrt(6 (sqrt(2031) - 45))
"""

from __future__ import annotations

import numpy as np

from reference.mistakes.mistake import Bank, Point, Problem

wrong = Bank("quartic_root")

S = np.sqrt(2031) - 45


def right(problem: Problem) -> Point:
    return np.cbrt(S) / 6 ** (2 / 3) - 1 / np.cbrt(6 * S)


# ── slips in the formula


@wrong
def sign(problem: Problem) -> Point:
    """the sign is lost: plus 45 under the cube roots, or 2w^3 + w - 5 was solved

    Your number is +1.2348, the right one with the wrong sign. Either 45 is added under the cube roots in
    place of subtracted, or the equation was solved with -5. For positive w every part of 2w^3 + w + 5 is
    positive, so the root must be negative. Look at the lecture's formula.
    """
    return np.cbrt(S + 90) / 6 ** (2 / 3) - 1 / np.cbrt(6 * (S + 90))


@wrong
def nan(problem: Problem) -> Point:
    """a power of a negative number is nan

    Your number is nan or complex. Under the cube root stands a negative number, such as 45 minus the root of
    2031, and its power of 1/3 is not real for Python or NumPy. Look at the order of the difference in the
    lecture's formula: it is positive there.
    """
    return np.float64(-S) ** (1 / 3)


# ── the root of something else


@wrong
def complex_root(problem: Problem) -> Point:
    """a complex root is returned

    Your number is 0.6174 + 1.2820i, which is a root of 2w^3 + w + 5 but no point of the real line. A cubic
    has three roots, and here two of them are complex. Look at the handout's words "its one real root": choose
    the one whose imaginary part is 0.
    """
    return next(root for root in np.roots([2, 0, 1, 5]) if root.imag > 0)


def root_of(*coefficients: float) -> float:
    """The real root of a polynomial that has one, highest power first."""
    return next(float(root.real) for root in np.roots(coefficients) if abs(root.imag) < 1e-9)


@wrong
def half_divided(problem: Problem) -> Point:
    """only the cubic part of 4w^3 + 2w + 10 was divided by 2

    Your number is the root of 2w^3 + 2w + 10. When an equation is divided by 2, each of its parts is divided.
    Look at the handout's line 2w^3 + w + 5 = 0 and at how it comes from the derivative.
    """
    return root_of(2, 0, 2, 10)


# ── something else about the right point


@wrong
def cost_at_minimizer(problem: Problem) -> Point:
    """the smallest cost is returned, not where it is

    Your number is -0.16997, the cost at the minimizer. The question is where the cost is smallest, not how
    small it is. Look at the handout's words "the minimizer", a value of w.
    """
    w = right(problem)
    return (w**4 + w**2 + 10 * w) / 50


@wrong
def rounded_to_2(problem: Problem) -> Point:
    """the number is rounded to 2 decimals

    Your number is -1.23, which is right but rounded too soon. Rounding is for printing; give back the number
    with all its digits. Look at the handout's words "a float that is right to", and at how many digits that
    takes.
    """
    return round(right(problem), 2)
