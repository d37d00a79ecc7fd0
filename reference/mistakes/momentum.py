"""Momentum as an exponential average, wrong on purpose.

h^0 = 0        h^k = beta h^{k-1} - (1 - beta) grad g(w^{k-1})        w^k = w^{k-1} + alpha h^k
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from reference.mistakes import dynamics
from reference.mistakes.loop import Run, by_name, following
from reference.mistakes.mistake import Bank, Gradient, Point, Problems


class Numbers(NamedTuple):
    """What momentum is called with beside the cost and the start."""

    alpha: float
    beta: float


wrong = Bank("momentum", turn=following(Numbers))


@wrong.right
@by_name(Numbers)
def right(
    w: Point,
    grad: Gradient,
    run: Run,
    p: Numbers,
    slope: Callable[..., Point] = lambda w, grad, h, p: grad(w),
    remembered: Callable[..., Point] = lambda run, g: run.h,
    weight_of_old: Callable[..., float] = lambda beta: beta,
    weight_of_new: Callable[..., float] = lambda beta: 1 - beta,
    stored: Callable[..., Point] = lambda h: h,
    step: Callable[..., Point] = lambda h, old, g, k, p: h,
) -> Point:
    """One step of the right method."""
    g = slope(w, grad, run.h, p)
    old = remembered(run, g)
    run.h = stored(weight_of_old(p.beta) * old - weight_of_new(p.beta) * g)
    return w + p.alpha * step(run.h, old, g, run.k, p)


# ── other conventions, right elsewhere


@wrong.part("weight_of_new")
def heavy_ball(beta: float) -> float:
    """the heavy ball, without the factor 1 - beta

    Your first step is one over 1 - beta times too long. This is the heavy-ball form (no 1 - beta), the one of
    PyTorch and Keras; the assignment asks for the exponential average. Look at the line h^k = beta h^{k-1} -
    (1 - beta) grad g(w^{k-1}) in the handout: the new gradient has a weight too.
    """
    return 1.0


@wrong.part("remembered")
def starts_at_gradient(run: Run, g: Point) -> Point:
    """h starts at minus the first gradient, not at 0

    Your first step is a full gradient step, and only then does the average begin. This is the start that the
    book's text and PyTorch's dampening use; the assignment asks for h^0 = 0, so that the first step is short.
    Look at the line h^0 = 0 in the handout.
    """
    return run.h if run.k > 1 else -g


@wrong.part("remembered")
def starts_uphill(run: Run, g: Point) -> Point:
    """h starts at plus the first gradient, not at 0

    Your first step points uphill or is much too short: the average begins with the gradient itself, so it has
    to forget a push in the wrong direction first. The assignment asks for h^0 = 0. Look at that line in the
    handout, and at what your variable holds before the loop.
    """
    return run.h if run.k > 1 else g


@wrong
def nesterov(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """Nesterov's form: the gradient counts once more after the average

    Your first step is one over 1 - beta times too long, and more: besides the average, the newest gradient
    moves the point directly. This is Nesterov's form as in Keras and PyTorch; the assignment asks for the
    plain exponential average. Look at the line w^k = w^{k-1} + alpha h^k in the handout: only h moves the
    point.
    """
    return right(w, grad, run, p, weight_of_new=heavy_ball, step=lambda h, old, g, k, p: p.beta * h - g)


@wrong.part("slope")
def looks_ahead(w: Point, grad: Gradient, h: Point, p: Numbers) -> Point:
    """the gradient is taken ahead of the point, where the old average would lead

    Your first step is right, and from the second on the gradient belongs to a point further on: w plus alpha
    beta h. This is Nesterov's look-ahead; the assignment takes the gradient where you stand. Look at the line
    h^k = beta h^{k-1} - (1 - beta) grad g(w^{k-1}) in the handout.
    """
    return grad(w + p.alpha * p.beta * h)


@wrong
def nesterov_heavy_ball(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """Nesterov's momentum: the gradient is taken ahead of the point, and has no factor 1 - beta

    Your first step is one over 1 - beta times too long, and later gradients belong to points ahead of yours.
    This is Nesterov's accelerated gradient, as Sutskever writes it; the assignment asks for an average of the
    gradients at the points themselves. Look at the handout's line h^k = beta h^{k-1} - (1 - beta) grad g(w^{k-1}).
    """
    return right(w, grad, run, p, slope=looks_ahead, weight_of_new=heavy_ball)


@wrong.part("step")
def debiased(h: Point, old: Point, g: Point, k: float, p: Numbers) -> Point:
    """the average is corrected for its start at 0, as in Adam

    Your first step is a full gradient step: the average is divided by 1 - beta^k. That correction belongs to
    Adam, another question of this assignment. Momentum uses the average as it is, so it starts slowly. Look
    at the line w^k = w^{k-1} + alpha h^k in the handout.
    """
    return h / (1 - p.beta**k)


# ── the weights of the average


@wrong.number("beta")
def betas_swapped(run: Run, p: Numbers) -> Numbers:
    """beta and 1 - beta are swapped

    Your average gives the old h the weight 1 - beta and the new gradient the weight beta. For beta = 0.5
    nothing shows; for a large beta your run forgets fast where it should remember long. Look at the line h^k
    = beta h^{k-1} - (1 - beta) grad g(w^{k-1}) in the handout.
    """
    return p._replace(beta=1 - p.beta)


@wrong.part("weight_of_old")
def one_minus_beta_twice(beta: float) -> float:
    """1 - beta stands where beta should

    Both parts of your average have the weight 1 - beta, so the two weights do not add up to 1. Your first
    step is right; from the second on the old h counts too little or too much. Look at the line h^k = beta
    h^{k-1} - (1 - beta) grad g(w^{k-1}) in the handout, and at its first factor.
    """
    return 1 - beta


@wrong.part("weight_of_new")
def one_plus_beta(beta: float) -> float:
    """1 + beta stands where 1 - beta should

    Your first step is too long: the new gradient has the weight 1 + beta. The two weights of an average must
    add up to 1. Look at the line h^k = beta h^{k-1} - (1 - beta) grad g(w^{k-1}) in the handout, and at the
    sign inside the bracket.
    """
    return 1 + beta


@wrong
def plain_mean(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """all gradients so far have the same weight, and beta is ignored

    Your h is the plain mean of all gradients so far, so your first step is a full gradient step. In an
    exponential average old gradients fade, as fast as beta says. Look at the line h^k = beta h^{k-1} - (1 -
    beta) grad g(w^{k-1}) in the handout.
    """
    run.h = ((run.k - 1) * run.h - grad(w)) / run.k
    return w + p.alpha * run.h


@wrong
def beta_ignored(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """plain gradient descent, beta is not used

    Your steps are those of gradient descent: each depends on the newest gradient only, and beta changes
    nothing. Perhaps h is computed but not used in the update. Look at the line w^k = w^{k-1} + alpha h^k in
    the handout: h moves the point, not the gradient.
    """
    return w - p.alpha * grad(w)


@wrong.number("beta")
def alpha_and_beta_swapped(run: Run, p: Numbers) -> Numbers:
    """alpha and beta are swapped

    Your steps are those of a run where alpha and beta have changed places. Perhaps the arguments of your
    function stand in another order than in the handout, or the two letters are mixed up in the update. Look
    at the function's first line, momentum(g, alpha, beta, max_its, w), and at where each is used.
    """
    return Numbers(alpha=p.beta, beta=p.alpha)


# ── what happens to h


@wrong.part("remembered")
def forgets(run: Run, g: Point) -> Point:
    """h does not remember the gradients before, so that each step is 1 - beta times a gradient step

    Your first step is right, and each later one is 1 - beta times a gradient step: nothing is left of the
    gradients before. Perhaps h is set to 0 inside the loop, or points are averaged in place of gradients,
    which comes to the same. Look at the line h^k = beta h^{k-1} - (1 - beta) grad g(w^{k-1}) in the handout.
    """
    return 0.0


@wrong.part("step")
def uses_old_h(h: Point, old: Point, g: Point, k: float, p: Numbers) -> Point:
    """the point moves by the h of the step before

    Your entry 1 is the starting point again: w moves before h is brought up to date, so each step uses an
    average that lacks the newest gradient. First comes h^k, then w^k. Look at the line w^k = w^{k-1} + alpha
    h^k in the handout, and at its index k.
    """
    return old


@wrong.part("weight_of_old")
def sign_alternates(beta: float) -> float:
    """h changes its sign from step to step

    Your first step is right, and at the second the old h pushes the wrong way. A minus sign stands before the
    whole average, so what was remembered is turned around in every pass. Look at the line h^k = beta h^{k-1}
    - (1 - beta) grad g(w^{k-1}) in the handout: the minus belongs to the gradient alone.
    """
    return -beta


@wrong.part("step")
def gradient_step_too(h: Point, old: Point, g: Point, k: float, p: Numbers) -> Point:
    """the point moves by h and by the gradient as well

    Your first step is too long: besides alpha h^k the point takes a plain gradient step. The average already
    holds the newest gradient, so it must not be added once more. Look at the line w^k = w^{k-1} + alpha h^k
    in the handout: h alone moves the point.
    """
    return h - g


@wrong.part("step")
def unit_length(h: Point, old: Point, g: Point, k: float, p: Numbers) -> Point:
    """h is divided by its length

    Each of your steps has the length alpha, however flat the cost is. Dividing by the length belongs to
    normalized gradient descent, another question of this assignment. Momentum keeps the length of h. Look at
    the line w^k = w^{k-1} + alpha h^k in the handout.
    """
    return h / np.sqrt(np.sum(h**2))


# ── from call to call


@wrong.calls
def h_kept(problems: Problems) -> list[Any]:
    """h goes on from the call before

    The first call is right, and each later one begins with the h that the call before has left. h is a
    variable of the notebook, or a default argument, and so outlives the call. Set it to 0 inside the
    function, before the loop. Look at the line h^0 = 0 in the handout.
    """
    return dynamics.with_memory(right, ["h"], problems)


dynamics.take(wrong, right, line="h^k = beta h^{k-1} - (1 - beta) grad g(w^{k-1})")
