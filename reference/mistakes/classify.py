"""The kind of a stationary point, wrong on purpose: "minimum", "maximum" or "saddle".

N = 1: by the sign of g' on both sides. N > 1: by the eigenvalues of the Hessian.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from reference.mistakes.mistake import Bank, Point, Problem

wrong = Bank("classify")

SIDE = 1e-3  # how far beside v the slope is looked at
ZERO = 1e-6  # a second derivative below it counts as 0


def place(problem: Problem) -> Point:
    return np.array(problem.arguments["v"], dtype=float)[()]


def sides(problem: Problem, h: float = SIDE) -> tuple[float, float]:
    """The slopes left and right of v, for N = 1."""
    v = place(problem)
    return float(problem.gradient(v - h)), float(problem.gradient(v + h))


def hessian(problem: Problem) -> np.ndarray:
    """The Hessian at v, (N, N): the problem's own, else by central differences of the gradient."""
    v, h = np.atleast_1d(place(problem)), 1e-5
    shape = np.shape(place(problem))
    if problem.hessian is not None:
        return np.reshape(np.asarray(problem.hessian(place(problem)), dtype=float), (v.size, v.size))
    moved = [[problem.gradient((v + s * e).reshape(shape)[()]) for s in (h, -h)] for e in np.eye(v.size)]
    return np.array([np.ravel(np.asarray(up) - np.asarray(down)) / (2 * h) for up, down in moved])


def by_sides(left: float, right: float) -> str:
    if left < 0 < right:
        return "minimum"
    return "maximum" if right < 0 < left else "saddle"


def by_signs(numbers: Any) -> str:
    """All positive, all negative, or neither; numbers below ZERO have no sign."""
    numbers = np.asarray(numbers)
    if np.all(numbers > ZERO):
        return "minimum"
    return "maximum" if np.all(numbers < -ZERO) else "saddle"


def right(problem: Problem) -> str:
    one = np.ndim(place(problem)) == 0
    return by_sides(*sides(problem)) if one else by_signs(np.linalg.eigvalsh(hessian(problem)))


# ── without looking


@wrong
def always_minimum(problem: Problem) -> str:
    """every point is called a minimum

    Your function answers "minimum" for every point. That the slope is 0 says only that the point is
    stationary; maxima and saddles have slope 0, too. Look at the handout's table of examples, and at what
    happens on both sides of v.
    """
    return "minimum"


@wrong
def swapped(problem: Problem) -> str:
    """minimum and maximum are swapped

    Saddles are right, but each minimum is called a maximum and the other way round. The sign is read the
    wrong way: from falling to rising the function has a minimum between. Look at the handout's table of
    examples, which has all three kinds.
    """
    return {"minimum": "maximum", "maximum": "minimum", "saddle": "saddle"}[right(problem)]


@wrong
def inflection_point(problem: Problem) -> str:
    """a saddle of one variable is called an inflection point

    You have seen that w^3 has no minimum or maximum at 0, and "inflection point" is a good word for it. But
    the handout asks for one of three words, and it calls such a point a "saddle" for one variable, too. Look
    at its line on the three answers.
    """
    kind, one = right(problem), np.ndim(place(problem)) == 0
    return "inflection point" if one and kind == "saddle" else kind


# ── by something else, for one variable


@wrong
def zero_curvature_is_saddle(problem: Problem) -> str:
    """a second derivative of 0 is taken for a saddle

    You use the second derivative, which decides nothing where it is 0: w^3 has a saddle at 0, but w^4 + 0.1
    has a minimum there. Look at the handout's line for one variable: the sign of g' on both sides of v.
    """
    return by_signs(np.linalg.eigvalsh(hessian(problem)))


@wrong
def zero_curvature_is_minimum(problem: Problem) -> str:
    """a second derivative of 0 is taken for a minimum

    You use the second derivative, which decides nothing where it is 0: w^4 + 0.1 has a minimum at 0, but w^3
    has a saddle there. Look at the handout's line for one variable: the sign of g' on both sides of v.
    """
    numbers = np.linalg.eigvalsh(hessian(problem))
    return "minimum" if np.all(numbers > -ZERO) else by_signs(numbers)


@wrong
def right_side_only(problem: Problem) -> str:
    """only the slope on the right of v is looked at

    Where the slope right of v is positive you answer "minimum", else "maximum". That is right unless both
    sides have the same sign: w^3 rises on both sides of 0. Look at the handout's line for one variable: the
    sign of g' on both sides of v.
    """
    return one_side(problem, sides(problem)[1] > 0) if np.ndim(place(problem)) == 0 else right(problem)


def one_side(problem: Problem, minimum: bool) -> str:
    return "minimum" if minimum else "maximum"


# ── by something else, for several variables


def several(problem: Problem, kind: Callable[[Point], str]) -> str:
    """Right for one variable, and by `kind(Hessian)` for several."""
    return right(problem) if np.ndim(place(problem)) == 0 else kind(hessian(problem))


@wrong
def by_diagonal(problem: Problem) -> str:
    """only the diagonal of the Hessian is looked at, or only neighbours along the axes

    You look at the curvature along each axis. A function can rise along both axes and still fall along a
    slanted line between them, when the entries off the diagonal are large. Look at the handout's line for
    several variables: the signs of all eigenvalues.
    """
    return several(problem, lambda H: by_signs(np.diag(H)))


@wrong
def by_trace(problem: Problem) -> str:
    """the trace of the Hessian decides

    You add up the diagonal of the Hessian and look at the sign of the sum. A saddle that rises steeply one
    way and falls gently the other has a positive sum, too. Look at the handout's line for several variables:
    the signs of all eigenvalues.
    """
    return several(problem, lambda H: by_signs(np.trace(H)))


@wrong
def by_determinant(problem: Problem) -> str:
    """the determinant of the Hessian alone decides

    You answer "minimum" where the determinant is positive and "saddle" where it is negative. For two
    variables it is positive at a maximum as well, since two negative numbers multiply to a positive one. Look
    at the handout's line for several variables: the signs of all eigenvalues.
    """
    return several(problem, lambda H: "minimum" if np.linalg.det(H) > 0 else "saddle")


@wrong
def by_determinant_and_first_entry(problem: Problem) -> str:
    """the determinant of the Hessian and its first entry decide, as for two variables

    You answer "saddle" where the determinant is negative, and else by the sign of the first entry. That is the
    test for two variables. For three, the determinant is the product of three eigenvalues, so that it is
    negative at a maximum. Look at the handout's line for several variables: the signs of all eigenvalues.
    """
    return several(problem, lambda H: "saddle" if np.linalg.det(H) < 0 else by_signs(H[0, 0]))


@wrong
def by_first_entry(problem: Problem) -> str:
    """only the first entry of the Hessian is looked at

    You look at the curvature along the first axis alone. The function can bend the other way along another
    axis, and then the point is a saddle. Look at the handout's line for several variables: the signs of all
    eigenvalues.
    """
    return several(problem, lambda H: by_signs(H[0, 0]))


@wrong
def by_largest_eigenvalue(problem: Problem) -> str:
    """only the largest eigenvalue is looked at

    You answer by the sign of the largest eigenvalue, so that a saddle is called a minimum: it rises in at
    least one direction. A minimum rises in every direction. Look at the handout's line for several variables:
    the signs of all eigenvalues.
    """
    return several(problem, lambda H: by_signs(np.linalg.eigvalsh(H)[-1]))
