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


@wrong.number("betas")
def betas_hard_coded(run: Run, p: Numbers) -> Numbers:
    """beta1 and beta2 are always 0.9 and 0.999

    Your steps are those of the usual values 0.9 and 0.999, whatever the function is given. Lines with these
    numbers inside the function, or variables of your notebook, take the place of the arguments. Look at the
    two lines of Algorithm 1 in the handout that bring m and v up to date.
    """
    return p._replace(beta1=0.9, beta2=0.999)


@wrong.part("mean_m")
def m_weights_swapped(old: Point, g: Point, p: Numbers) -> Point:
    """in m, beta1 and 1 - beta1 are swapped

    Your m gives the old value the weight 1 - beta1 and the new gradient the weight beta1, so it is much too
    large at first and forgets too fast. Look at the line of Algorithm 1 in the handout that brings m up to
    date, and at its two factors.
    """
    return (1 - p.beta1) * old + p.beta1 * g


@wrong.part("mean_v")
def v_weights_swapped(old: Point, square: Point, p: Numbers) -> Point:
    """in v, beta2 and 1 - beta2 are swapped

    Your v gives the old value the weight 1 - beta2 and the new square the weight beta2, so it is much too
    large at first, and your first steps are too short. Look at the line of Algorithm 1 in the handout that
    brings v up to date, and at its two factors.
    """
    return (1 - p.beta2) * old + p.beta2 * square


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
def both_without_weight(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """in m and v, the factors 1 - beta1 and 1 - beta2 are missing

    Your m and v add the full new value to beta times the old one, so that both are too large from the first
    step on. The two weights of a mean must add up to 1. Look at the two lines of Algorithm 1 in the handout
    that bring m and v up to date.
    """
    return right(w, grad, run, p, mean_m=m_without_weight, mean_v=v_without_weight)


@wrong
def m_forgets(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """m does not remember the gradients before

    Your first step is right, and from the second on m holds nothing but 1 - beta1 times the newest gradient.
    m is set to 0 inside the loop, or the old m is missing in its line. Look at the line of Algorithm 1 in the
    handout that brings m up to date.
    """
    run.m = 0.0
    return right(w, grad, run, p)


@wrong
def v_forgets(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """v does not remember the squares before

    Your first step is right, and from the second on v holds nothing but 1 - beta2 times the newest square, so
    that it is too small. v is set to 0 inside the loop, or the old v is missing in its line. Look at the line
    of Algorithm 1 in the handout that brings v up to date.
    """
    run.v = 0.0
    return right(w, grad, run, p)


@wrong
def both_forget(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """m and v do not remember the steps before

    Your first step is right, and from the second on both means hold nothing but the newest gradient and its
    square. m and v are set to 0 inside the loop, in place of once before it. Look at the line "both averages
    start at 0" in the handout: that is done once, before the loop.
    """
    run.m = run.v = 0.0
    return right(w, grad, run, p)


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
