"""The gradient of 2^{sin(0.1 w_0^2 + 0.5 w_1^2)} tanh(w_1^4 tanh(w_0 + sin(0.2 w_1^2))), wrong on purpose.

With u = 0.1 w_0^2 + 0.5 w_1^2, P = 2^{sin u}, T = tanh(w_0 + sin(0.2 w_1^2)) and V = tanh(w_1^4 T):

    dg/dw_0 = P ln 2 cos(u) 0.2 w_0 V + P (1 - V^2) w_1^4 (1 - T^2)
    dg/dw_1 = P ln 2 cos(u) w_1 V + P (1 - V^2) (4 w_1^3 T + w_1^4 (1 - T^2) cos(0.2 w_1^2) 0.4 w_1)
"""

from __future__ import annotations

import numpy as np

from reference.mistakes.mistake import Bank, Point, Problem

wrong = Bank("gradient")


def point(problem: Problem) -> Point:
    return np.array(problem.arguments["w"], dtype=float)


def ripple(w: Point) -> Point:
    height = 2 ** np.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2)
    return height * np.tanh(w[1] ** 4 * np.tanh(w[0] + np.sin(0.2 * w[1] ** 2)))


def right(problem: Problem, ln_2: float = np.log(2)) -> Point:
    """The gradient, (2,), by hand."""
    w = point(problem)
    u, T = 0.1 * w[0] ** 2 + 0.5 * w[1] ** 2, np.tanh(w[0] + np.sin(0.2 * w[1] ** 2))
    P, V = 2 ** np.sin(u), np.tanh(w[1] ** 4 * T)
    first, second, deep = P * ln_2 * np.cos(u) * V, P * (1 - V**2), w[1] ** 4 * (1 - T**2)
    inner = 4 * w[1] ** 3 * T + deep * np.cos(0.2 * w[1] ** 2) * 0.4 * w[1]
    return np.array([first * 0.2 * w[0] + second * deep, first * w[1] + second * inner])


@wrong
def no_ln_2(problem: Problem) -> Point:
    """the factor ln 2 is missing

    The derivative of 2^x is 2^x times ln 2, and your values are those without that factor. Only e^x is its
    own derivative. The handout asks for automatic differentiation, which knows all such factors: look at its
    words "let jax.grad do the work".
    """
    return right(problem, ln_2=1.0)


@wrong
def negative(problem: Problem) -> Point:
    """the sign is turned: the direction of descent is returned

    Both of your numbers have the right size and the wrong sign. Descent goes along minus the gradient, but
    here the gradient itself is asked for. Look at the handout's words "returns grad g(w)".
    """
    return -right(problem)


@wrong
def first_component_twice(problem: Problem) -> Point:
    """the derivative by w_0 stands in both places

    Your first number is right and the second repeats it. Perhaps the same index is used twice. Look at the
    handout's line "shape (2,)": entry 0 is the derivative by w_0, entry 1 that by w_1.
    """
    return right(problem)[[0, 0]]


def difference(problem: Problem, forward: float, backward: float, over: float) -> Point:
    w = point(problem)
    return np.array([(ripple(w + forward * e) - ripple(w - backward * e)) / over for e in np.eye(2)])


@wrong
def coarse_difference(problem: Problem) -> Point:
    """a difference quotient with a step of 0.01

    Your numbers are close to the right ones, but off in the third digit. They come from a difference quotient
    with a step of 0.01, which is a rough guess at the slope. The handout asks for automatic differentiation,
    which is exact: look at its words "let jax.grad do the work".
    """
    return difference(problem, 1e-2, 0, 1e-2)


@wrong
def difference_not_halved(problem: Problem) -> Point:
    """a central difference is divided by h in place of 2h

    Both of your numbers are twice too large. A central difference compares two points that lie 2h apart, so
    it has to be divided by 2h. The handout asks for automatic differentiation, which needs no step: look at
    its words "let jax.grad do the work".
    """
    return 2 * right(problem)
