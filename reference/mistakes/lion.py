"""Lion, wrong on purpose.

w = w - alpha sign(beta1 m + (1 - beta1) g)        m = beta2 m + (1 - beta2) g        m^0 = 0
"""

from __future__ import annotations

from typing import Any

import numpy as np

from reference.mistakes import dynamics
from reference.mistakes.loop import Run, follow
from reference.mistakes.mistake import Bank, Gradient, Point, Problems

wrong = Bank("lion", turn=follow)


def right(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float) -> Point:
    """One step of the right method."""
    g = grad(w)
    direction = mixed(run.m, g, beta1)
    run.m = mixed(run.m, g, beta2)
    return w - alpha * np.sign(direction)


def mixed(old: Point, new: Point, beta: float) -> Point:
    return beta * old + (1 - beta) * new


@wrong
def no_sign(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float) -> Point:
    """the sign is forgotten

    Your steps have the length of the mixed gradient, where every coordinate should move by exactly alpha. The
    sign is what makes Lion. Look at the line that moves w in the handout.
    """
    g = grad(w)
    direction = mixed(run.m, g, beta1)
    run.m = mixed(run.m, g, beta2)
    return w - alpha * direction


@wrong
def m_before_step(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float) -> Point:
    """m is brought up to date before the step, not after it

    Your run is right until the sign of a slope changes, and then your point turns too early or too late: the
    direction is mixed out of the new m. Look at the order of the lines in the handout: first w moves, then m.
    """
    g = grad(w)
    run.m = mixed(run.m, g, beta2)
    return w - alpha * np.sign(mixed(run.m, g, beta1))


@wrong
def sign_of_m(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float) -> Point:
    """the sign of the remembered m alone gives the direction

    Your point turns too late after a slope has changed its sign: the newest gradient enters by m only, with
    the small weight 1 - beta2. Look at the line that moves w in the handout: beta1 mixes m with the newest
    gradient there.
    """
    run.m = mixed(run.m, grad(w), beta2)
    return w - alpha * np.sign(run.m)


@wrong
def one_average(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float) -> Point:
    """the mixed gradient itself is remembered, so that beta2 is not used

    Your point turns too early: what is remembered is the mixture with beta1, and not a mean of its own with
    beta2. Look at the line of the handout that brings m up to date.
    """
    run.m = mixed(run.m, grad(w), beta1)
    return w - alpha * np.sign(run.m)


@wrong
def betas_swapped(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float) -> Point:
    """beta1 and beta2 are swapped

    Your point turns at other steps: beta2 mixes the direction, and beta1 the memory. Perhaps the arguments of
    your function stand in another order than in the handout. Look at the line that moves w, and at the one
    that brings m up to date.
    """
    return right(w, grad, run, alpha=alpha, beta1=beta2, beta2=beta1)


@wrong
def weights_swapped(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float) -> Point:
    """in both mixtures, beta and 1 - beta are swapped

    Your point turns too early: the old m has the weight 1 - beta and the newest gradient the weight beta, so
    that there is hardly any memory. Look at the factors in both lines of the handout.
    """
    return right(w, grad, run, alpha=alpha, beta1=1 - beta1, beta2=1 - beta2)


@wrong
def sign_of_gradient(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float) -> Point:
    """only the sign of the newest gradient is used

    Your point turns as soon as the slope changes its sign: there is no memory, and the betas change nothing.
    Look at the line that moves w in the handout: m has a part in the direction.
    """
    return w - alpha * np.sign(grad(w))


@wrong
def mean_of_signs(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float) -> Point:
    """signs are averaged, in place of the sign of an average

    Your first step is too short: the sign is taken of each gradient before it is mixed, so that a step is no
    longer as long as alpha. Look at the line that moves w in the handout: the sign is taken last.
    """
    g = np.sign(grad(w))
    direction = mixed(run.m, g, beta1)
    run.m = mixed(run.m, g, beta2)
    return w - alpha * direction


@wrong
def unit_length(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float) -> Point:
    """the mixed gradient is divided by its length, in place of taking signs

    Your whole step has the length alpha, where each coordinate should move by alpha. Dividing by the length
    keeps the direction; the sign throws it away. Look at the line that moves w in the handout.
    """
    g = grad(w)
    direction = mixed(run.m, g, beta1)
    run.m = mixed(run.m, g, beta2)
    return w - alpha * direction / np.sqrt(np.sum(direction**2))


@wrong
def betas_hard_coded(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float) -> Point:
    """beta1 and beta2 are always 0.9 and 0.99

    Your point turns at the steps that belong to the usual values 0.9 and 0.99, whatever the function is
    given. Numbers inside the function, or variables of your notebook, take the place of the arguments. Look
    at both lines of the handout.
    """
    return right(w, grad, run, alpha=alpha, beta1=0.9, beta2=0.99)


@wrong
def starts_at_gradient(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float) -> Point:
    """m starts at the first gradient, not at 0

    Your point turns too late at first: m begins with the full first gradient, so that it outweighs the next
    ones. Look at the line "m starts at 0" in the handout.
    """
    if run.k == 1:
        run.m = grad(w)
    return right(w, grad, run, alpha=alpha, beta1=beta1, beta2=beta2)


@wrong
def m_without_weight(w: Point, grad: Gradient, run: Run, *, alpha: float, beta1: float, beta2: float) -> Point:
    """in m, the factor 1 - beta2 is missing

    Your point turns too late: m adds the full new gradient to beta2 times the old m, and outweighs the newest
    gradient in the mixture. The two weights of a mean must add up to 1. Look at the line of the handout that
    brings m up to date.
    """
    g = grad(w)
    direction = mixed(run.m, g, beta1)
    run.m = beta2 * run.m + g
    return w - alpha * np.sign(direction)


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
