"""How the two means are weighted, and with which of the betas."""

from __future__ import annotations

from reference.mistakes.adam.rule import Numbers, right, wrong
from reference.mistakes.loop import Run
from reference.mistakes.mistake import Gradient, Point


@wrong.number("betas")
def betas_swapped(run: Run, p: Numbers) -> Numbers:
    """beta1 and beta2 are swapped

    Your first step is right, and from the second on the means forget at the wrong speed: m uses beta2 and v
    uses beta1. Perhaps the arguments of your function stand in another order than in the handout. Look at the
    two lines of Algorithm 1 that bring m and v up to date.
    """
    return p._replace(beta1=p.beta2, beta2=p.beta1)


@wrong
def beta1_for_both(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """beta1 is used for v as well

    Your first step is right, and from the second on v forgets too fast: beta1 stands in both means and both
    corrections, and beta2 is not used. Look at the line of Algorithm 1 in the handout that brings v up to
    date: its factor is beta2.
    """
    return right(w, grad, run, p._replace(beta2=p.beta1))


@wrong
def beta2_for_both(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """beta2 is used for m as well

    Your first step is right, and from the second on m forgets too slowly: beta2 stands in both means and both
    corrections, and beta1 is not used. Look at the line of Algorithm 1 in the handout that brings m up to
    date: its factor is beta1.
    """
    return right(w, grad, run, p._replace(beta1=p.beta2))


@wrong.part("mean_m")
def m_without_weight(old: Point, g: Point, p: Numbers) -> Point:
    """in m, the factor 1 - beta1 is missing

    Your m adds the full new gradient to beta1 times the old m, as in the heavy ball, so that your steps are
    too long from the first on. The two weights of a mean must add up to 1. Look at the line of Algorithm 1 in
    the handout that brings m up to date.
    """
    return p.beta1 * old + g


@wrong.part("mean_v")
def v_without_weight(old: Point, square: Point, p: Numbers) -> Point:
    """in v, the factor 1 - beta2 is missing

    Your v adds the full new square to beta2 times the old v, so that it is much too large and your steps are
    too short from the first on. The two weights of a mean must add up to 1. Look at the line of Algorithm 1
    in the handout that brings v up to date.
    """
    return p.beta2 * old + square


@wrong
def starts_at_gradient(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """m and v start at the first gradient and its square, without correction

    Your first step is right but for eps, and then your run departs: both means begin with the first values
    and need no correction. That is the form of the book; the assignment starts both at 0 and corrects them.
    Look at the line "both averages start at 0" in the handout.
    """
    if run.k == 1:
        run.m, run.v = grad(w), grad(w) ** 2
    return right(w, grad, run, p, corrected=lambda run, k, p: (run.m, run.v))
