"""Lion, wrong on purpose.

w = w - alpha sign(beta1 m + (1 - beta1) g)        m = beta2 m + (1 - beta2) g        m^0 = 0
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from reference.mistakes import dynamics
from reference.mistakes.loop import Run, by_name, following
from reference.mistakes.mistake import Bank, Gradient, Point, Problems


class Numbers(NamedTuple):
    """What Lion is called with beside the cost and the start."""

    alpha: float
    beta1: float
    beta2: float


wrong = Bank("lion", turn=following(Numbers))


def mixed(old: Point, new: Point, beta: float) -> Point:
    return beta * old + (1 - beta) * new


@wrong.right
@by_name(Numbers)
def right(
    w: Point,
    grad: Gradient,
    run: Run,
    p: Numbers,
    remembered: Callable[..., Point] = lambda run, g: run.m,
    mean: Callable[..., Point] = mixed,
    direction: Callable[..., Point] = lambda old, m, g, p: mixed(old, g, p.beta1),
    sign: Callable[..., Point] = np.sign,
) -> Point:
    """One step of the right method."""
    g = grad(w)
    old = remembered(run, g)
    run.m = mean(old, g, p.beta2)
    return w - p.alpha * sign(direction(old, run.m, g, p))


@wrong.part("sign")
def no_sign(direction: Point) -> Point:
    """the sign is forgotten

    Your steps have the length of the mixed gradient, where every coordinate should move by exactly alpha. The
    sign is what makes Lion. Look at the line that moves w in the handout.
    """
    return direction


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
def one_average(run: Run, p: Numbers) -> Numbers:
    """the mixed gradient itself is remembered, so that beta2 is not used

    Your point turns too early: what is remembered is the mixture with beta1, and not a mean of its own with
    beta2. Look at the line of the handout that brings m up to date.
    """
    return p._replace(beta2=p.beta1)


@wrong.number("betas")
def betas_swapped(run: Run, p: Numbers) -> Numbers:
    """beta1 and beta2 are swapped

    Your point turns at other steps: beta2 mixes the direction, and beta1 the memory. Perhaps the arguments of
    your function stand in another order than in the handout. Look at the line that moves w, and at the one
    that brings m up to date.
    """
    return p._replace(beta1=p.beta2, beta2=p.beta1)


@wrong.number("betas")
def weights_swapped(run: Run, p: Numbers) -> Numbers:
    """in both mixtures, beta and 1 - beta are swapped

    Your point turns too early: the old m has the weight 1 - beta and the newest gradient the weight beta, so
    that there is hardly any memory. Look at the factors in both lines of the handout.
    """
    return p._replace(beta1=1 - p.beta1, beta2=1 - p.beta2)


@wrong
def sign_of_gradient(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """only the sign of the newest gradient is used

    Your point turns as soon as the slope changes its sign: there is no memory, and the betas change nothing.
    Look at the line that moves w in the handout: m has a part in the direction.
    """
    return w - p.alpha * np.sign(grad(w))


@wrong
def mean_of_signs(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """signs are averaged, in place of the sign of an average

    Your first step is too short: the sign is taken of each gradient before it is mixed, so that a step is no
    longer as long as alpha. Look at the line that moves w in the handout: the sign is taken last.
    """
    return right(w, lambda w: np.sign(grad(w)), run, p, sign=no_sign)


@wrong.part("sign")
def unit_length(direction: Point) -> Point:
    """the mixed gradient is divided by its length, in place of taking signs

    Your whole step has the length alpha, where each coordinate should move by alpha. Dividing by the length
    keeps the direction; the sign throws it away. Look at the line that moves w in the handout.
    """
    return direction / np.sqrt(np.sum(direction**2))


@wrong.number("betas")
def betas_hard_coded(run: Run, p: Numbers) -> Numbers:
    """beta1 and beta2 are always 0.9 and 0.99

    Your point turns at the steps that belong to the usual values 0.9 and 0.99, whatever the function is
    given. Numbers inside the function, or variables of your notebook, take the place of the arguments. Look
    at both lines of the handout.
    """
    return p._replace(beta1=0.9, beta2=0.99)


@wrong.part("remembered")
def starts_at_gradient(run: Run, g: Point) -> Point:
    """m starts at the first gradient, not at 0

    Your point turns too late at first: m begins with the full first gradient, so that it outweighs the next
    ones. Look at the line "m starts at 0" in the handout.
    """
    return run.m if run.k > 1 else g


@wrong.part("mean")
def m_without_weight(old: Point, g: Point, beta2: float) -> Point:
    """in m, the factor 1 - beta2 is missing

    Your point turns too late: m adds the full new gradient to beta2 times the old m, and outweighs the newest
    gradient in the mixture. The two weights of a mean must add up to 1. Look at the line of the handout that
    brings m up to date.
    """
    return beta2 * old + g


@wrong.calls
def m_kept(problems: Problems) -> list[Any]:
    """m goes on from the call before

    The first call is right, and each later one begins with the m that the call before has left. It is a
    variable of the notebook, or a default argument, and outlives the call. Look at the line "m starts at 0"
    in the handout: that is done inside the function, before the loop.
    """
    return dynamics.with_memory(right, ["m"], problems)


# A sign is the same whatever multiplies the gradient, or is a little beside it.
SAME = {"coarse_difference", "difference_not_halved", "difference_halved", "mean_gradient"}

dynamics.take(wrong, right, line="that moves w", without=SAME)
