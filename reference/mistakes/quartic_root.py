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
def minus_before_both(problem: Problem) -> Point:
    """both terms have a minus sign

    Your number is -1.4803: both terms of the formula are right, but both are subtracted. Put your number into
    2w^3 + w + 5 and you see that it is not 0. Look at the sign before the first fraction in the lecture's
    formula.
    """
    return -np.cbrt(S) / 6 ** (2 / 3) - 1 / np.cbrt(6 * S)


@wrong
def sign(problem: Problem) -> Point:
    """the sign is lost: plus 45 under the cube roots, or 2w^3 + w - 5 was solved

    Your number is +1.2348, the right one with the wrong sign. Either 45 is added under the cube roots in
    place of subtracted, or the equation was solved with -5. For positive w every part of 2w^3 + w + 5 is
    positive, so the root must be negative. Look at the lecture's formula.
    """
    return np.cbrt(S + 90) / 6 ** (2 / 3) - 1 / np.cbrt(6 * (S + 90))


@wrong
def two_thirds_misread(problem: Problem) -> Point:
    """6 to the power of two thirds is computed as 6 squared over 3

    Your number comes from dividing the first term by 12. Without brackets around 2/3 the power comes first
    and the division after it. Look at the exponent in the lecture's formula, and set brackets.
    """
    return np.cbrt(S) / (6**2 / 3) - 1 / np.cbrt(6 * S)


@wrong
def third_misread(problem: Problem) -> Point:
    """the cube root is computed as a third

    Your number comes from dividing by 3 where the cube root should be. Without brackets around 1/3 the power
    of 1 comes first and the division after it. Look at the cube roots in the lecture's formula, and set
    brackets.
    """
    return S / 3 / 6 ** (2 / 3) - 1 / (6 * S / 3)


@wrong
def whole_division(problem: Problem) -> Point:
    """2/3 is computed as a whole number, 0

    Your first term is divided by 1, since 6 to the power of 0 is 1. Two slashes in a row divide and drop all
    decimals. Look at the exponent in the lecture's formula: it is a fraction.
    """
    return np.cbrt(S) - 1 / np.cbrt(6 * S)


@wrong
def square_roots(problem: Problem) -> Point:
    """square roots stand in place of the cube roots

    Your number comes from square roots where the little 3 asks for cube roots. Only the root of 2031 is a
    square root. Look at the two large roots in the lecture's formula.
    """
    return np.sqrt(S) / 6 ** (2 / 3) - 1 / np.sqrt(6 * S)


@wrong
def rounded_root(problem: Problem) -> Point:
    """the square root of 2031 is rounded to 45.07

    Your number is near the right one, but not near enough. The root of 2031 lies so close to 45 that the
    difference loses nearly all digits when the root is rounded. Keep all digits until the end. Look at the
    difference in the lecture's formula.
    """
    s = 45.07 - 45
    return np.cbrt(s) / 6 ** (2 / 3) - 1 / np.cbrt(6 * s)


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


@wrong
def other_complex_root(problem: Problem) -> Point:
    """the other complex root is returned

    Your number is 0.6174 - 1.2820i, which is a root of 2w^3 + w + 5 but no point of the real line. A cubic
    has three roots, and here two of them are complex. Look at the handout's words "its one real root": choose
    the one whose imaginary part is 0.
    """
    return next(root for root in np.roots([2, 0, 1, 5]) if root.imag < 0)


@wrong
def real_part_of_complex(problem: Problem) -> Point:
    """the real part of a complex root is returned

    Your number is 0.6174, the real part of a complex root. Cutting off the imaginary part does not give a
    root: put it into 2w^3 + w + 5. Look at the handout's words "its one real root", and choose the root whose
    imaginary part is 0 already.
    """
    return next(root for root in np.roots([2, 0, 1, 5]) if root.imag > 0).real


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


@wrong
def constant_not_divided(problem: Problem) -> Point:
    """10 was not divided by 2

    Your number is the root of 2w^3 + w + 10. When an equation is divided by 2, each of its parts is divided,
    the last as well. Look at the handout's line 2w^3 + w + 5 = 0 and at how it comes from the derivative.
    """
    return root_of(2, 0, 1, 10)


@wrong
def power_not_multiplied(problem: Problem) -> Point:
    """the derivative of w^4 was taken as w^3, and so on

    Your number is the root of w^3 + w + 10, which is -2: the powers went down by one, but their old values
    did not come to the front. Look at the handout's line 2w^3 + w + 5 = 0 and at how it comes from the
    derivative.
    """
    return root_of(1, 0, 1, 10)


@wrong
def linear_term_left(problem: Problem) -> Point:
    """10w was left as it is in the derivative

    Your number is 0: the root of 4w^3 + 2w + 10w, where the last part was not differentiated, or a root of g
    itself. The derivative of 10w is 10. Look at the handout's line 2w^3 + w + 5 = 0 and at how it comes from
    the derivative.
    """
    return 0.0


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
def end_of_descent(problem: Problem) -> Point:
    """the end of a run of gradient descent is returned

    Your number is -1.23456, where 25 steps of gradient descent from 2.5 end. It is near the minimizer, but
    not near enough. Look at the handout's accuracy, and at the lecture's formula, which needs no steps.
    """
    w = 2.5
    for _ in range(25):
        w -= (4 * w**3 + 2 * w + 10) / 50
    return w


@wrong
def rounded_to_2(problem: Problem) -> Point:
    """the number is rounded to 2 decimals

    Your number is -1.23, which is right but rounded too soon. Rounding is for printing; give back the number
    with all its digits. Look at the handout's words "a float that is right to", and at how many digits that
    takes.
    """
    return round(right(problem), 2)
