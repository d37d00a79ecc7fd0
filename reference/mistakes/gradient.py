"""The gradient of 2^{sin(0.1 w_0^2 + 0.5 w_1^2)} tanh(w_1^4 tanh(w_0 + sin(0.2 w_1^2))), wrong on purpose.

With u = 0.1 w_0^2 + 0.5 w_1^2, P = 2^{sin u}, T = tanh(w_0 + sin(0.2 w_1^2)) and V = tanh(w_1^4 T):

    dg/dw_0 = P ln 2 cos(u) 0.2 w_0 V + P (1 - V^2) w_1^4 (1 - T^2)
    dg/dw_1 = P ln 2 cos(u) w_1 V + P (1 - V^2) (4 w_1^3 T + w_1^4 (1 - T^2) cos(0.2 w_1^2) 0.4 w_1)

Whoever differentiates this by hand loses a factor. So it is written once, and a mistake replaces one factor.
"""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from reference.mistakes.mistake import Bank, Point, Problem, Scalar

wrong = Bank("gradient")


def point(problem: Problem) -> Point:
    return np.array(problem.arguments["w"], dtype=float)


def ripple(w: Point) -> Point:
    height = 2 ** np.sin(0.1 * w[0] ** 2 + 0.5 * w[1] ** 2)
    return height * np.tanh(w[1] ** 4 * np.tanh(w[0] + np.sin(0.2 * w[1] ** 2)))


def by_hand(problem: Problem, **slips: Scalar) -> Point:
    """The gradient, (2,), with each factor that `slips` names replaced by what its function makes of the factors."""
    w = point(problem)
    u, T = 0.1 * w[0] ** 2 + 0.5 * w[1] ** 2, np.tanh(w[0] + np.sin(0.2 * w[1] ** 2))
    P, V = 2 ** np.sin(u), np.tanh(w[1] ** 4 * T)
    f = SimpleNamespace(w=w, u=u, T=T, P=P, V=V)
    f.power, f.cos_u, f.inner_0, f.inner_1 = P * np.log(2), np.cos(u), 0.2 * w[0], w[1]
    f.outer_tanh, f.inner_tanh = 1 - V**2, 1 - T**2
    f.fourth, f.third, f.cos_B, f.inner_B = w[1] ** 4, 4 * w[1] ** 3, np.cos(0.2 * w[1] ** 2), 0.4 * w[1]
    f.__dict__.update({name: slip(f) for name, slip in slips.items()})
    first, second = f.power * f.cos_u * f.V, f.P * f.outer_tanh
    deep = f.fourth * f.inner_tanh
    return np.array(
        [first * f.inner_0 + second * deep, first * f.inner_1 + second * (f.third * f.T + deep * f.cos_B * f.inner_B)]
    )


def right(problem: Problem) -> Point:
    return by_hand(problem)


def nothing(f: SimpleNamespace) -> float:
    return 0.0


def one(f: SimpleNamespace) -> float:
    return 1.0


# ── a factor lost on the way


@wrong
def no_ln_2(problem: Problem) -> Point:
    """the factor ln 2 is missing

    The derivative of 2^x is 2^x times ln 2, and your values are those without that factor. Only e^x is its
    own derivative. The handout asks for automatic differentiation, which knows all such factors: look at its
    words "let jax.grad do the work".
    """
    return by_hand(problem, power=lambda f: f.P)


@wrong
def power_as_polynomial(problem: Problem) -> Point:
    """2^x is differentiated as if it were x^2

    Your first part uses 2x where the derivative of 2^x should be: base and exponent are mixed up. The handout
    asks for automatic differentiation, which tells them apart: look at its words "let jax.grad do the work".
    """
    return by_hand(problem, power=lambda f: 2 * np.sin(f.u))


@wrong
def power_rule(problem: Problem) -> Point:
    """2^x is differentiated by the power rule, as x 2^(x-1)

    Your first part uses x times 2^(x-1) where the derivative of 2^x should be. That rule is for powers of x,
    not for x in the exponent. The handout asks for automatic differentiation: look at its words "let jax.grad
    do the work".
    """
    return by_hand(problem, power=lambda f: np.sin(f.u) * f.P / 2)


@wrong
def no_cos_u(problem: Problem) -> Point:
    """the derivative of the sine in the exponent is missing

    The chain rule passes from the power of 2 to the sine inside it, and your values lack the cosine there.
    The handout asks for automatic differentiation, which applies the chain rule to every link: look at its
    words "let jax.grad do the work".
    """
    return by_hand(problem, cos_u=one)


@wrong
def minus_cos_u(problem: Problem) -> Point:
    """the sine in the exponent is differentiated to minus the cosine

    Your first part has the wrong sign: the derivative of the sine is the cosine; the minus sign belongs to
    the derivative of the cosine. The handout asks for automatic differentiation, which makes no such slips:
    look at its words "let jax.grad do the work".
    """
    return by_hand(problem, cos_u=lambda f: -np.cos(f.u))


@wrong
def no_inner_derivative(problem: Problem) -> Point:
    """the derivatives inside the sine of the exponent are missing

    The chain rule ends with 0.1 w_0^2 + 0.5 w_1^2 inside the sine, and your values lack its derivatives, 0.2
    w_0 and w_1. The handout asks for automatic differentiation, which goes down to the last link: look at its
    words "let jax.grad do the work".
    """
    return by_hand(problem, inner_0=one, inner_1=one)


@wrong
def squares_not_doubled(problem: Problem) -> Point:
    """the squares in the exponent are differentiated without their factor 2

    Inside the sine you use 0.1 w_0 and 0.5 w_1, half of the derivatives of 0.1 w_0^2 and 0.5 w_1^2. The
    handout asks for automatic differentiation, which keeps such factors: look at its words "let jax.grad do
    the work".
    """
    return by_hand(problem, inner_0=lambda f: 0.1 * f.w[0], inner_1=lambda f: 0.5 * f.w[1])


@wrong
def no_outer_tanh(problem: Problem) -> Point:
    """the derivative of the outer tanh is missing

    The chain rule passes through the outer tanh, whose derivative is 1 minus its square, and your values lack
    that factor. The handout asks for automatic differentiation, which applies the chain rule to every link:
    look at its words "let jax.grad do the work".
    """
    return by_hand(problem, outer_tanh=one)


@wrong
def no_inner_tanh(problem: Problem) -> Point:
    """the derivative of the inner tanh is missing

    The chain rule passes through the inner tanh, whose derivative is 1 minus its square, and your values lack
    that factor. The handout asks for automatic differentiation, which applies the chain rule to every link:
    look at its words "let jax.grad do the work".
    """
    return by_hand(problem, inner_tanh=one)


@wrong
def tanh_without_square(problem: Problem) -> Point:
    """tanh is differentiated to 1 - tanh, without the square

    Both of your derivatives of tanh lack the square: it is 1 minus tanh squared. The handout asks for
    automatic differentiation, which knows the rule: look at its words "let jax.grad do the work".
    """
    return by_hand(problem, outer_tanh=lambda f: 1 - f.V, inner_tanh=lambda f: 1 - f.T)


@wrong
def tanh_as_tangent(problem: Problem) -> Point:
    """tanh is differentiated to 1 + tanh squared, the rule of the tangent

    Both of your derivatives of tanh have a plus where a minus should be. The plus belongs to the tangent; for
    tanh it is 1 minus its square. The handout asks for automatic differentiation: look at its words "let
    jax.grad do the work".
    """
    return by_hand(problem, outer_tanh=lambda f: 1 + f.V**2, inner_tanh=lambda f: 1 + f.T**2)


@wrong
def no_cos_of_inner_sine(problem: Problem) -> Point:
    """the derivative of the sine inside the inner tanh is missing

    In the second component the chain rule passes through sin(0.2 w_1^2), and your value lacks its cosine. The
    handout asks for automatic differentiation, which goes through every link: look at its words "let jax.grad
    do the work".
    """
    return by_hand(problem, cos_B=one)


@wrong
def no_inner_sine_argument(problem: Problem) -> Point:
    """the derivative of 0.2 w_1^2 inside the inner sine is missing

    In the second component the chain rule ends with 0.2 w_1^2, and your value lacks its derivative, 0.4 w_1.
    The handout asks for automatic differentiation, which goes down to the last link: look at its words "let
    jax.grad do the work".
    """
    return by_hand(problem, inner_B=one)


@wrong
def inner_sine_is_constant(problem: Problem) -> Point:
    """the sine inside the inner tanh is taken for a constant

    In the second component you leave out the way in which w_1 acts through sin(0.2 w_1^2). The variable w_1
    stands in three places, and each adds a part. The handout asks for automatic differentiation, which finds
    all of them: look at its words "let jax.grad do the work".
    """
    return by_hand(problem, inner_B=nothing)


@wrong
def fourth_power_is_constant(problem: Problem) -> Point:
    """w_1^4 is taken for a constant

    In the second component you leave out the derivative of w_1^4. The variable w_1 stands in three places,
    and each adds a part. The handout asks for automatic differentiation, which finds all of them: look at its
    words "let jax.grad do the work".
    """
    return by_hand(problem, third=nothing)


@wrong
def power_is_constant(problem: Problem) -> Point:
    """the power of 2 is taken for a constant

    Your value holds the derivative of the tanh factor only. By the product rule the power of 2 in front is
    differentiated as well, and both parts are added. The handout asks for automatic differentiation, which
    knows the product rule: look at its words "let jax.grad do the work".
    """
    return by_hand(problem, power=nothing)


@wrong
def tanh_is_constant(problem: Problem) -> Point:
    """the tanh factor is taken for a constant

    Your value holds the derivative of the power of 2 only. By the product rule the tanh factor is
    differentiated as well, and both parts are added. The handout asks for automatic differentiation, which
    knows the product rule: look at its words "let jax.grad do the work".
    """
    return by_hand(problem, outer_tanh=nothing)


# ── the right gradient, or a number like it, used wrongly


@wrong
def variables_swapped(problem: Problem) -> Point:
    """w_0 and w_1 are swapped in the formula

    Your gradient is that of the function with its two variables exchanged. The lecture counts them from 1 in
    some places, Python from 0: the first entry of w is w_0. Look at the formula in the handout, and at which
    entry stands where.
    """
    return by_hand(problem.but(w=point(problem)[::-1]))[::-1]


@wrong
def negative(problem: Problem) -> Point:
    """the sign is turned: the direction of descent is returned

    Both of your numbers have the right size and the wrong sign. Descent goes along minus the gradient, but
    here the gradient itself is asked for. Look at the handout's words "returns grad g(w)".
    """
    return -right(problem)


@wrong
def unit_length(problem: Problem) -> Point:
    """the gradient is divided by its length

    Your gradient points the right way, but its length is 1. Normalizing belongs to another question of this
    assignment. Look at the handout's words "returns grad g(w)": its length says how steep the function is.
    """
    slope = right(problem)
    return slope / np.sqrt(np.sum(slope**2))


@wrong
def first_component_twice(problem: Problem) -> Point:
    """the derivative by w_0 stands in both places

    Your first number is right and the second repeats it. Perhaps the same index is used twice. Look at the
    handout's line "shape (2,)": entry 0 is the derivative by w_0, entry 1 that by w_1.
    """
    return right(problem)[[0, 0]]


@wrong
def summed(problem: Problem) -> Point:
    """the sum of both components stands in both places

    Each of your numbers is the sum of the two partial derivatives. A sum too many, or one step along both
    coordinates at once, has joined them. Look at the handout's line "shape (2,)": each entry is the
    derivative by one variable alone.
    """
    return np.full(2, np.sum(right(problem)))


@wrong
def cost_for_gradient(problem: Problem) -> Point:
    """the value of the function is returned in place of its gradient

    Your numbers are the height of the function at w and not its slopes. The function was called where its
    gradient should have been. Look at the handout's words "let jax.grad do the work": it makes a new function
    out of the old one, and this new one is called.
    """
    return np.full(2, ripple(point(problem)))


@wrong
def coarse_difference(problem: Problem) -> Point:
    """a difference quotient with a step of 0.01

    Your numbers are close to the right ones, but off in the third digit. They come from a difference quotient
    with a step of 0.01, which is a rough guess at the slope. The handout asks for automatic differentiation,
    which is exact: look at its words "let jax.grad do the work".
    """
    return difference(problem, 1e-2, 0, 1e-2)


@wrong
def difference_of_four(problem: Problem) -> Point:
    """a difference quotient with a step of 4, because 10-6 was written for 1e-6

    Your numbers compare the function at two points 8 apart. That happens when the small step is written as
    ten minus six and not as ten to the power of minus six. The handout asks for automatic differentiation,
    which needs no step: look at its words "let jax.grad do the work".
    """
    return difference(problem, 4, 4, 8)


@wrong
def difference_not_halved(problem: Problem) -> Point:
    """a central difference is divided by h in place of 2h

    Both of your numbers are twice too large. A central difference compares two points that lie 2h apart, so
    it has to be divided by 2h. The handout asks for automatic differentiation, which needs no step: look at
    its words "let jax.grad do the work".
    """
    return 2 * right(problem)


def difference(problem: Problem, forward: float, backward: float, over: float) -> Point:
    w = point(problem)
    return np.array([(ripple(w + forward * e) - ripple(w - backward * e)) / over for e in np.eye(2)])


@wrong
def rounded_to_2(problem: Problem) -> Point:
    """both numbers are rounded to 2 decimals

    Your numbers agree with the right ones to two decimals and no further. Rounding is for printing; return
    the numbers with all their digits. Look at the handout's words "let jax.grad do the work".
    """
    return np.round(right(problem), 2)


@wrong
def whole_numbers(problem: Problem) -> Point:
    """w is cut to whole numbers first

    Your gradient belongs to the point without its decimals: w was turned into an array of integers. Make it
    an array of floats, or leave it as it comes. Look at the handout's words "returns grad g(w)".
    """
    return by_hand(problem.but(w=np.trunc(point(problem))))
