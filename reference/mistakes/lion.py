"""Lion, wrong on purpose.

w = w - alpha sign(beta1 m + (1 - beta1) g)        m = beta2 m + (1 - beta2) g        m^0 = 0
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from reference.mistakes import dynamics
from reference.mistakes.loop import Numbers, Run, follow
from reference.mistakes.mistake import Bank, Gradient, Point

wrong = Bank("lion", turn=follow)


def mixed(old: Point, new: Point, beta: float) -> Point:
    return beta * old + (1 - beta) * new


@wrong.right
def right(
    w: Point,
    grad: Gradient,
    run: Run,
    p: Numbers,
    direction: Callable[..., Point] = lambda old, m, g, p: mixed(old, g, p.beta1),
    sign: Callable[..., Point] = np.sign,
) -> Point:
    """One step of the right method."""
    g, old = grad(w), run.m
    run.m = mixed(old, g, p.beta2)
    return w - p.alpha * sign(direction(old, run.m, g, p))


@wrong.part("direction")
def m_before_step(old: Point, m: Point, g: Point, p: Numbers) -> Point:
    """m is brought up to date before the step, not after it

    Your run is right until the sign of a slope changes, and then your point turns too early or too late: the
    direction is mixed out of the new m. Look at the order of the lines in the handout: first w moves, then m.
    """
    return mixed(m, g, p.beta1)


@wrong.part("direction")
def sign_of_m(old: Point, m: Point, g: Point, p: Numbers) -> Point:
    """the sign of the remembered m alone gives the direction

    Your point turns too late after a slope has changed its sign: the newest gradient enters by m only, with
    the small weight 1 - beta2. Look at the line that moves w in the handout: beta1 mixes m with the newest
    gradient there.
    """
    return m


@wrong.number("betas")
def one_average(p: Numbers) -> Numbers:
    """the mixed gradient itself is remembered, so that beta2 is not used

    Your point turns too early: what is remembered is the mixture with beta1, and not a mean of its own with
    beta2. Look at the line of the handout that brings m up to date.
    """
    return p.but(beta2=p.beta1)


@wrong.number("betas")
def betas_swapped(p: Numbers) -> Numbers:
    """beta1 and beta2 are swapped

    Your point turns at other steps: beta2 mixes the direction, and beta1 the memory. Perhaps the arguments of
    your function stand in another order than in the handout. Look at the line that moves w, and at the one
    that brings m up to date.
    """
    return p.but(beta1=p.beta2, beta2=p.beta1)


@wrong.number("betas")
def weights_swapped(p: Numbers) -> Numbers:
    """in both mixtures, beta and 1 - beta are swapped

    Your point turns too early: the old m has the weight 1 - beta and the newest gradient the weight beta, so
    that there is hardly any memory. Look at the factors in both lines of the handout.
    """
    return p.but(beta1=1 - p.beta1, beta2=1 - p.beta2)


@wrong
def sign_of_gradient(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """only the sign of the newest gradient is used

    Your point turns as soon as the slope changes its sign: there is no memory, and the betas change nothing.
    Look at the line that moves w in the handout: m has a part in the direction.
    """
    return w - p.alpha * np.sign(grad(w))


@wrong.part("sign")
def unit_length(direction: Point) -> Point:
    """the mixed gradient is divided by its length, in place of taking signs

    Your whole step has the length alpha, where each coordinate should move by alpha. Dividing by the length
    keeps the direction; the sign throws it away. Look at the line that moves w in the handout.
    """
    return direction / np.sqrt(np.sum(direction**2))


@wrong.number("betas")
def betas_hard_coded(p: Numbers) -> Numbers:
    """beta1 and beta2 are always 0.9 and 0.99

    Your point turns at the steps that belong to the usual values 0.9 and 0.99, whatever the function is
    given. Numbers inside the function, or variables of your notebook, take the place of the arguments. Look
    at both lines of the handout.
    """
    return p.but(beta1=0.9, beta2=0.99)


# A sign is the same where the gradient is a little off.
dynamics.take(wrong, right, line="that moves w", without={"coarse_difference"})
