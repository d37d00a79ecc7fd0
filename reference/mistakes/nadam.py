"""Nadam in Keras' form, wrong on purpose.

mu_k = beta1 (1 - 0.96^k / 2)      P_k = mu_1 ... mu_k
m = beta1 m + (1 - beta1) g        v = beta2 v + (1 - beta2) g^2        m^0 = v^0 = 0
w = w - alpha (mu_{k+1} m / (1 - P_{k+1}) + (1 - mu_k) g / (1 - P_k)) / (sqrt(v / (1 - beta2^k)) + eps)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from reference.mistakes import dynamics
from reference.mistakes.loop import Run, by_name, following
from reference.mistakes.mistake import Bank, Gradient, Point, Problems

Schedule = Callable[[float], Any]  # mu_k, by k


class Numbers(NamedTuple):
    """What Nadam is called with beside the cost and the start."""

    alpha: float
    beta1: float
    beta2: float
    eps: float


wrong = Bank("nadam", turn=following(Numbers))


def mu(k: float, p: Numbers, base: float = 0.96, half: float = 0.5) -> Any:
    """The momentum of step k."""
    return p.beta1 * (1 - half * base**k)


def product(mu: Schedule, k: float) -> Any:
    """P_k."""
    return np.prod([mu(i) for i in np.arange(1, k + 1)])


def ahead(m: Point, g: Point, k: float, p: Numbers, mu: Schedule) -> Point:
    """M, what stands above the line."""
    return mu(k + 1) * m / (1 - product(mu, k + 1)) + (1 - mu(k)) * g / (1 - product(mu, k))


@wrong.right
@by_name(Numbers)
def right(
    w: Point,
    grad: Gradient,
    run: Run,
    p: Numbers,
    mu: Callable[..., Any] = mu,
    weight_of_m: Callable[..., Any] = lambda k, p, mu: p.beta1,
    square: Callable[..., Point] = lambda g, m: g**2,
    ahead: Callable[..., Point] = ahead,
    corrected: Callable[..., Point] = lambda v, k, p: v / (1 - p.beta2**k),
    size: Callable[..., Point] = lambda v, p: np.sqrt(v) + p.eps,
) -> Point:
    """One step of the right method."""
    g, k, schedule = grad(w), run.k, lambda k: mu(k, p)
    weight = weight_of_m(k, p, schedule)
    run.m = weight * run.m + (1 - weight) * g
    run.v = p.beta2 * run.v + (1 - p.beta2) * square(g, run.m)
    return w - p.alpha * ahead(run.m, g, k, p, schedule) / size(corrected(run.v, k, p), p)


# ── the schedule


@wrong.part("mu")
def schedule_of_pytorch(k: float, p: Numbers) -> Any:
    """the momentum grows much more slowly, as in PyTorch

    Your first step is nearly right, and then your run departs: the power of 0.96 has the exponent 0.004 k, as
    in PyTorch's NAdam and in the paper. Keras, and this assignment, raise 0.96 to the power k. Look at the
    line of the handout that gives mu_k.
    """
    return mu(k, p, base=0.96**0.004)


@wrong.part("mu")
def no_schedule(k: float, p: Numbers) -> Any:
    """the momentum is beta1 at every step, as in optax

    Your first step is already off: there is no schedule, and beta1 stands in the place of mu_k and mu_{k+1}.
    That is the form of optax and of many tutorials. Keras, and this assignment, let the momentum grow. Look
    at the line of the handout that gives mu_k.
    """
    return p.beta1


@wrong.part("ahead")
def simple_form(m: Point, g: Point, k: float, p: Numbers, mu: Schedule) -> Point:
    """the corrected m and the gradient are mixed by beta1, as in Ruder's overview

    Your first step is already off: beta1 weighs the corrected m and 1 - beta1 the gradient, with one
    correction for both. That form stands in overviews of the methods. Look at the line of the handout that
    makes the look-ahead M: each part has a correction of its own.
    """
    return (p.beta1 * m + (1 - p.beta1) * g) / (1 - p.beta1**k)


@wrong.part("mu")
def schedule_from_zero(k: float, p: Numbers) -> Any:
    """the schedule is one step behind

    Your first step is already off, and the difference fades: mu is computed with k - 1. The loop counts from
    0. Look at the line "k counts from 1" in the handout: the first step uses mu_1 and mu_2.
    """
    return mu(k - 1, p)


@wrong.part("ahead")
def one_momentum_for_both(m: Point, g: Point, k: float, p: Numbers, mu: Schedule) -> Point:
    """mu_k stands before m, not mu_{k+1}

    Your first step is slightly off: m has the momentum of this step before it. Nadam looks one step ahead, so
    that m takes the momentum of the next step, and its correction too. Look at the line of the handout that
    makes the look-ahead M.
    """
    return (mu(k) * m + (1 - mu(k)) * g) / (1 - product(mu, k))


@wrong.part("ahead")
def one_product_for_both(m: Point, g: Point, k: float, p: Numbers, mu: Schedule) -> Point:
    """m is divided by 1 - P_k, not by 1 - P_{k+1}

    Your first step is too long, and the difference fades: the part with m is divided by the correction of this
    step, as the part with the gradient is. m has the momentum of the next step before it, and the product that
    corrects it ends with that momentum. Look at the line of the handout that makes the look-ahead M.
    """
    return (mu(k + 1) * m + (1 - mu(k)) * g) / (1 - product(mu, k))


@wrong.part("ahead")
def powers_for_products(m: Point, g: Point, k: float, p: Numbers, mu: Schedule) -> Point:
    """powers of beta1 correct, not products of the momentums

    Your first step is already off, and the difference fades: both parts are divided by 1 minus a power of
    beta1, as in Adam. Here the momentum changes, and the product of all momentums so far takes the place of
    the power. Look at the line of the handout that makes the look-ahead M.
    """
    return mu(k + 1) * m / (1 - p.beta1 ** (k + 1)) + (1 - mu(k)) * g / (1 - p.beta1**k)


@wrong.part("ahead")
def powers_of_the_momentum(m: Point, g: Point, k: float, p: Numbers, mu: Schedule) -> Point:
    """the newest momentum is raised to the power k, in place of the product of all

    Your first step is nearly right, and then your run departs: both corrections take the newest mu to a
    power. The product runs over the momentums of all steps, and each is another number. Look at the line of
    the handout that gives P_k.
    """
    return mu(k + 1) * m / (1 - mu(k + 1) ** (k + 1)) + (1 - mu(k)) * g / (1 - mu(k) ** k)


@wrong.part("weight_of_m")
def averages_by_the_schedule(k: float, p: Numbers, mu: Schedule) -> Any:
    """m is averaged by mu_k, not by beta1

    Your first step is already off: the growing momentum stands in the line of m as well. Keras averages with
    beta1 and uses the schedule in the look-ahead alone. Look at the line of the handout that brings m up to
    date.
    """
    return mu(k)


# ── the look-ahead


@wrong.part("ahead")
def adam(m: Point, g: Point, k: float, p: Numbers, mu: Schedule) -> Point:
    """nothing looks ahead, as in Adam

    Your first step is too short: the corrected m alone stands above the line. That is Adam; Nadam mixes the
    next momentum's share of m with the newest gradient. Look at the line of the handout that makes the
    look-ahead M.
    """
    return m / (1 - p.beta1**k)


@wrong.part("ahead")
def gradient_part_missing(m: Point, g: Point, k: float, p: Numbers, mu: Schedule) -> Point:
    """the look-ahead has no part with the gradient

    Your steps are too short: only the part with m stands above the line. Look at the line of the handout that
    makes the look-ahead M: the newest gradient is added, with a weight of its own.
    """
    return mu(k + 1) * m / (1 - product(mu, k + 1))


@wrong.part("ahead")
def gradient_without_weight(m: Point, g: Point, k: float, p: Numbers, mu: Schedule) -> Point:
    """the gradient has no weight in the look-ahead

    Your first step is too long: the gradient is added in full, where it should have the weight 1 - mu_k. Look
    at the line of the handout that makes the look-ahead M.
    """
    return mu(k + 1) * m / (1 - product(mu, k + 1)) + g / (1 - product(mu, k))


@wrong.part("ahead")
def gradient_not_corrected(m: Point, g: Point, k: float, p: Numbers, mu: Schedule) -> Point:
    """the gradient's part is not corrected

    Your first steps are too short, and the difference fades: only the part with m is divided by its
    correction. Look at the line of the handout that makes the look-ahead M: both parts are divided.
    """
    return mu(k + 1) * m / (1 - product(mu, k + 1)) + (1 - mu(k)) * g


@wrong
def old_m(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """the m of the step before is used in the look-ahead

    Your first step is too short: m is brought up to date only after it is used. Look at the order of the
    lines in the handout: first m and v, then M.
    """
    old = run.m
    return right(w, grad, run, p, ahead=lambda m, *others: ahead(old, *others))


# ── v, eps and the root


@wrong.part("corrected")
def v_not_corrected(v: Point, k: float, p: Numbers) -> Point:
    """v is not corrected

    Your first steps are too long, and the difference fades: v starts at 0 and is too small at first. Look at
    the line that moves w in the handout: v is divided by 1 - beta2^k there.
    """
    return v


@wrong.part("size")
def eps_in_root(v: Point, p: Numbers) -> Point:
    """eps is added inside the square root

    Your values are near the right ones, and for a tiny eps nothing shows. eps is added to the corrected v
    before the root is taken. Look at the line that moves w in the handout: the root ends before eps is added.
    """
    return np.sqrt(v + p.eps)


@wrong.number("eps")
def eps_ignored(run: Run, p: Numbers) -> Numbers:
    """eps is ignored and always 1e-7

    Your steps are too long where eps is large: they are those of a tiny eps, whatever eps the function is
    given. Look at the line that moves w in the handout, and for a number that stands in the place of the
    argument.
    """
    return p._replace(eps=1e-07)


@wrong.part("size")
def no_root(v: Point, p: Numbers) -> Point:
    """the square root of v is missing

    Your steps are long where the cost is flat and short where it is steep: M is divided by the mean of the
    squares itself. Look at the line that moves w in the handout: the corrected v stands under a root.
    """
    return v + p.eps


@wrong.number("betas")
def betas_swapped(run: Run, p: Numbers) -> Numbers:
    """beta1 and beta2 are swapped

    From the first step on your run is another: m and the schedule use beta2, and v uses beta1. Perhaps the
    arguments of your function stand in another order than in the handout. Look at the two lines that bring m
    and v up to date.
    """
    return p._replace(beta1=p.beta2, beta2=p.beta1)


@wrong.part("square")
def v_shared(g: Point, m: Point) -> Point:
    """v squares the length of the gradient, one number for all coordinates

    All coordinates share one v, the sum of all squares. With one coordinate nothing shows. Look at the line
    of the handout that brings v up to date: each component has its own square.
    """
    return np.sum(g**2)


@wrong.part("square")
def v_of_m(g: Point, m: Point) -> Point:
    """v averages the squares of m, not those of the gradient

    Your first step is too long, because m is much smaller than the gradient at first, and so is its square.
    Look at the line of the handout that brings v up to date: the gradient itself is squared, not its mean.
    """
    return m**2


@wrong.calls
def averages_kept(problems: Problems) -> list[Any]:
    """m and v go on from the call before

    The first call is right, and each later one begins with the m and v that the call before has left. They
    are variables of the notebook, or default arguments, and outlive the call. Look at the line "both averages
    start at 0" in the handout: that is done inside the function, before the loop.
    """
    return dynamics.with_memory(right, ["m", "v"], problems)


dynamics.take(wrong, right, line="that moves w")
