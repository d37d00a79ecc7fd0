"""Nadam in Keras' form, wrong on purpose.

mu_k = beta1 (1 - 0.96^k / 2)      P_k = mu_1 ... mu_k
m = beta1 m + (1 - beta1) g        v = beta2 v + (1 - beta2) g^2        m^0 = v^0 = 0
w = w - alpha (mu_{k+1} m / (1 - P_{k+1}) + (1 - mu_k) g / (1 - P_k)) / (sqrt(v / (1 - beta2^k)) + eps)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from reference.mistakes import dynamics
from reference.mistakes.loop import Numbers, Run, follow
from reference.mistakes.mistake import Bank, Gradient, Point

Schedule = Callable[[float], Any]  # mu_k, by k


wrong = Bank("nadam", turn=follow)


def mu(k: float, p: Numbers, base: float = 0.96) -> Any:
    """The momentum of step k."""
    return p.beta1 * (1 - base**k / 2)


def product(mu: Schedule, k: float) -> Any:
    """P_k."""
    return np.prod([mu(i) for i in np.arange(1, k + 1)])


def ahead(m: Point, g: Point, k: float, p: Numbers, mu: Schedule) -> Point:
    """M, what stands above the line."""
    return mu(k + 1) * m / (1 - product(mu, k + 1)) + (1 - mu(k)) * g / (1 - product(mu, k))


@wrong.right
def right(
    w: Point,
    grad: Gradient,
    run: Run,
    p: Numbers,
    mu: Callable[..., Any] = mu,
    weight_of_m: Callable[..., Any] = lambda k, p, mu: p.beta1,
    ahead: Callable[..., Point] = ahead,
    corrected: Callable[..., Point] = lambda v, k, p: v / (1 - p.beta2**k),
) -> Point:
    """One step of the right method."""
    g, k, schedule = grad(w), run.k, lambda k: mu(k, p)
    weight = weight_of_m(k, p, schedule)
    run.m = weight * run.m + (1 - weight) * g
    run.v = p.beta2 * run.v + (1 - p.beta2) * g**2
    return w - p.alpha * ahead(run.m, g, k, p, schedule) / (np.sqrt(corrected(run.v, k, p)) + p.eps)


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


# ── v, eps and the root


@wrong.part("corrected")
def v_not_corrected(v: Point, k: float, p: Numbers) -> Point:
    """v is not corrected

    Your first steps are too long, and the difference fades: v starts at 0 and is too small at first. Look at
    the line that moves w in the handout: v is divided by 1 - beta2^k there.
    """
    return v


dynamics.take(wrong, right, line="that moves w")
