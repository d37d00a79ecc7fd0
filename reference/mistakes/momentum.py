"""Momentum as an exponential average, wrong on purpose.

h^0 = 0        h^k = beta h^{k-1} - (1 - beta) grad g(w^{k-1})        w^k = w^{k-1} + alpha h^k
"""

from __future__ import annotations

from typing import Any

import numpy as np

from reference.mistakes import dynamics
from reference.mistakes.loop import Run, follow
from reference.mistakes.mistake import Bank, Gradient, Point, Problems

wrong = Bank("momentum", turn=follow)


def right(w: Point, grad: Gradient, run: Run, *, alpha: float, beta: float) -> Point:
    run.h = beta * run.h - (1 - beta) * grad(w)
    return w + alpha * run.h


# ── other conventions, right elsewhere


@wrong
def heavy_ball(w: Point, grad: Gradient, run: Run, *, alpha: float, beta: float) -> Point:
    """the heavy ball, without the factor 1 - beta

    Your first step is one over 1 - beta times too long. This is the heavy-ball form (no 1 - beta), the one of
    PyTorch and Keras; the assignment asks for the exponential average. Look at the line h^k = beta h^{k-1} -
    (1 - beta) grad g(w^{k-1}) in the handout: the new gradient has a weight too.
    """
    run.h = beta * run.h - grad(w)
    return w + alpha * run.h


@wrong
def starts_at_gradient(w: Point, grad: Gradient, run: Run, *, alpha: float, beta: float) -> Point:
    """h starts at minus the first gradient, not at 0

    Your first step is a full gradient step, and only then does the average begin. This is the start that the
    book's text and PyTorch's dampening use; the assignment asks for h^0 = 0, so that the first step is short.
    Look at the line h^0 = 0 in the handout.
    """
    run.h = beta * run.h - (1 - beta) * grad(w) if run.k > 1 else -grad(w)
    return w + alpha * run.h


@wrong
def starts_uphill(w: Point, grad: Gradient, run: Run, *, alpha: float, beta: float) -> Point:
    """h starts at plus the first gradient, not at 0

    Your first step points uphill or is much too short: the average begins with the gradient itself, so it has
    to forget a push in the wrong direction first. The assignment asks for h^0 = 0. Look at that line in the
    handout, and at what your variable holds before the loop.
    """
    run.h = beta * (run.h if run.k > 1 else grad(w)) - (1 - beta) * grad(w)
    return w + alpha * run.h


@wrong
def nesterov(w: Point, grad: Gradient, run: Run, *, alpha: float, beta: float) -> Point:
    """Nesterov's form: the gradient counts once more after the average

    Your first step is one over 1 - beta times too long, and more: besides the average, the newest gradient
    moves the point directly. This is Nesterov's form as in Keras and PyTorch; the assignment asks for the
    plain exponential average. Look at the line w^k = w^{k-1} + alpha h^k in the handout: only h moves the
    point.
    """
    slope = grad(w)
    run.h = beta * run.h - slope
    return w + alpha * (beta * run.h - slope)


@wrong
def nesterov_average(w: Point, grad: Gradient, run: Run, *, alpha: float, beta: float) -> Point:
    """Nesterov's form of the average: beta and 1 - beta are applied a second time

    Your point moves by beta h^k minus (1 - beta) times the gradient, so the newest gradient counts twice.
    This is a Nesterov form of the average; the assignment asks for h^k itself. Look at the line w^k = w^{k-1}
    + alpha h^k in the handout.
    """
    slope = grad(w)
    run.h = beta * run.h - (1 - beta) * slope
    return w + alpha * (beta * run.h - (1 - beta) * slope)


@wrong
def looks_ahead(w: Point, grad: Gradient, run: Run, *, alpha: float, beta: float) -> Point:
    """the gradient is taken ahead of the point, where the old average would lead

    Your first step is right, and from the second on the gradient belongs to a point further on: w plus alpha
    beta h. This is Nesterov's look-ahead; the assignment takes the gradient where you stand. Look at the line
    h^k = beta h^{k-1} - (1 - beta) grad g(w^{k-1}) in the handout.
    """
    run.h = beta * run.h - (1 - beta) * grad(w + alpha * beta * run.h)
    return w + alpha * run.h


@wrong
def nesterov_heavy_ball(w: Point, grad: Gradient, run: Run, *, alpha: float, beta: float) -> Point:
    """Nesterov's momentum: the gradient is taken ahead of the point, and has no factor 1 - beta

    Your first step is one over 1 - beta times too long, and later gradients belong to points ahead of yours.
    This is Nesterov's accelerated gradient, as Sutskever writes it; the assignment asks for an average of the
    gradients at the points themselves. Look at the handout's line h^k = beta h^{k-1} - (1 - beta) grad g(w^{k-1}).
    """
    run.h = beta * run.h - grad(w + alpha * beta * run.h)
    return w + alpha * run.h


@wrong
def debiased(w: Point, grad: Gradient, run: Run, *, alpha: float, beta: float) -> Point:
    """the average is corrected for its start at 0, as in Adam

    Your first step is a full gradient step: the average is divided by 1 - beta^k. That correction belongs to
    Adam, another question of this assignment. Momentum uses the average as it is, so it starts slowly. Look
    at the line w^k = w^{k-1} + alpha h^k in the handout.
    """
    run.h = beta * run.h - (1 - beta) * grad(w)
    return w + alpha * run.h / (1 - beta**run.k)


# ── the weights of the average


@wrong
def betas_swapped(w: Point, grad: Gradient, run: Run, *, alpha: float, beta: float) -> Point:
    """beta and 1 - beta are swapped

    Your average gives the old h the weight 1 - beta and the new gradient the weight beta. For beta = 0.5
    nothing shows; for a large beta your run forgets fast where it should remember long. Look at the line h^k
    = beta h^{k-1} - (1 - beta) grad g(w^{k-1}) in the handout.
    """
    run.h = (1 - beta) * run.h - beta * grad(w)
    return w + alpha * run.h


@wrong
def beta_twice(w: Point, grad: Gradient, run: Run, *, alpha: float, beta: float) -> Point:
    """beta stands where 1 - beta should

    Both parts of your average have the weight beta, so the two weights do not add up to 1. Your first step is
    beta times the gradient step, where it should be 1 - beta times. Look at the line h^k = beta h^{k-1} - (1
    - beta) grad g(w^{k-1}) in the handout, and at its second factor.
    """
    run.h = beta * run.h - beta * grad(w)
    return w + alpha * run.h


@wrong
def one_minus_beta_twice(w: Point, grad: Gradient, run: Run, *, alpha: float, beta: float) -> Point:
    """1 - beta stands where beta should

    Both parts of your average have the weight 1 - beta, so the two weights do not add up to 1. Your first
    step is right; from the second on the old h counts too little or too much. Look at the line h^k = beta
    h^{k-1} - (1 - beta) grad g(w^{k-1}) in the handout, and at its first factor.
    """
    run.h = (1 - beta) * run.h - (1 - beta) * grad(w)
    return w + alpha * run.h


@wrong
def one_plus_beta(w: Point, grad: Gradient, run: Run, *, alpha: float, beta: float) -> Point:
    """1 + beta stands where 1 - beta should

    Your first step is too long: the new gradient has the weight 1 + beta. The two weights of an average must
    add up to 1. Look at the line h^k = beta h^{k-1} - (1 - beta) grad g(w^{k-1}) in the handout, and at the
    sign inside the bracket.
    """
    run.h = beta * run.h - (1 + beta) * grad(w)
    return w + alpha * run.h


@wrong
def beta_powers(w: Point, grad: Gradient, run: Run, *, alpha: float, beta: float) -> Point:
    """beta to the power of k stands in place of beta

    Your first step is right, and then the average forgets faster and faster: its weight is beta, beta
    squared, beta cubed. In the rule beta is the same number at every step; powers of it come about by
    themselves. Look at the line h^k = beta h^{k-1} - (1 - beta) grad g(w^{k-1}) in the handout.
    """
    run.h = beta**run.k * run.h - (1 - beta**run.k) * grad(w)
    return w + alpha * run.h


@wrong
def plain_mean(w: Point, grad: Gradient, run: Run, *, alpha: float, beta: float) -> Point:
    """all gradients so far have the same weight, and beta is ignored

    Your h is the plain mean of all gradients so far, so your first step is a full gradient step. In an
    exponential average old gradients fade, as fast as beta says. Look at the line h^k = beta h^{k-1} - (1 -
    beta) grad g(w^{k-1}) in the handout.
    """
    run.h = ((run.k - 1) * run.h - grad(w)) / run.k
    return w + alpha * run.h


@wrong
def beta_ignored(w: Point, grad: Gradient, run: Run, *, alpha: float, beta: float) -> Point:
    """plain gradient descent, beta is not used

    Your steps are those of gradient descent: each depends on the newest gradient only, and beta changes
    nothing. Perhaps h is computed but not used in the update. Look at the line w^k = w^{k-1} + alpha h^k in
    the handout: h moves the point, not the gradient.
    """
    return w - alpha * grad(w)


@wrong
def beta_hard_coded(w: Point, grad: Gradient, run: Run, *, alpha: float, beta: float) -> Point:
    """beta is always 0.9

    Your steps are those of beta = 0.9, whatever beta the function is given. A line such as beta = 0.9 inside
    the function, or a variable of your notebook, takes the place of the argument. Look at the line h^k = beta
    h^{k-1} - (1 - beta) grad g(w^{k-1}) in the handout.
    """
    return right(w, grad, run, alpha=alpha, beta=0.9)


@wrong
def alpha_and_beta_swapped(w: Point, grad: Gradient, run: Run, *, alpha: float, beta: float) -> Point:
    """alpha and beta are swapped

    Your steps are those of a run where alpha and beta have changed places. Perhaps the arguments of your
    function stand in another order than in the handout, or the two letters are mixed up in the update. Look
    at the function's first line, momentum(g, alpha, beta, max_its, w), and at where each is used.
    """
    return right(w, grad, run, alpha=beta, beta=alpha)


# ── what happens to h


@wrong
def forgets(w: Point, grad: Gradient, run: Run, *, alpha: float, beta: float) -> Point:
    """h does not remember the gradients before, so that each step is 1 - beta times a gradient step

    Your first step is right, and each later one is 1 - beta times a gradient step: nothing is left of the
    gradients before. Perhaps h is set to 0 inside the loop, or points are averaged in place of gradients,
    which comes to the same. Look at the line h^k = beta h^{k-1} - (1 - beta) grad g(w^{k-1}) in the handout.
    """
    return w - alpha * (1 - beta) * grad(w)


@wrong
def uses_old_h(w: Point, grad: Gradient, run: Run, *, alpha: float, beta: float) -> Point:
    """the point moves by the h of the step before

    Your entry 1 is the starting point again: w moves before h is brought up to date, so each step uses an
    average that lacks the newest gradient. First comes h^k, then w^k. Look at the line w^k = w^{k-1} + alpha
    h^k in the handout, and at its index k.
    """
    old, run.h = run.h, beta * run.h - (1 - beta) * grad(w)
    return w + alpha * old


@wrong
def sign_alternates(w: Point, grad: Gradient, run: Run, *, alpha: float, beta: float) -> Point:
    """h changes its sign from step to step

    Your first step is right, and at the second the old h pushes the wrong way. A minus sign stands before the
    whole average, so what was remembered is turned around in every pass. Look at the line h^k = beta h^{k-1}
    - (1 - beta) grad g(w^{k-1}) in the handout: the minus belongs to the gradient alone.
    """
    run.h = -beta * run.h - (1 - beta) * grad(w)
    return w + alpha * run.h


@wrong
def gradient_step_too(w: Point, grad: Gradient, run: Run, *, alpha: float, beta: float) -> Point:
    """the point moves by h and by the gradient as well

    Your first step is too long: besides alpha h^k the point takes a plain gradient step. The average already
    holds the newest gradient, so it must not be added once more. Look at the line w^k = w^{k-1} + alpha h^k
    in the handout: h alone moves the point.
    """
    slope = grad(w)
    run.h = beta * run.h - (1 - beta) * slope
    return w + alpha * (run.h - slope)


@wrong
def unit_length(w: Point, grad: Gradient, run: Run, *, alpha: float, beta: float) -> Point:
    """h is divided by its length

    Each of your steps has the length alpha, however flat the cost is. Dividing by the length belongs to
    normalized gradient descent, another question of this assignment. Momentum keeps the length of h. Look at
    the line w^k = w^{k-1} + alpha h^k in the handout.
    """
    run.h = beta * run.h - (1 - beta) * grad(w)
    return w + alpha * run.h / np.sqrt(np.sum(run.h**2))


@wrong
def whole_numbers_in_h(w: Point, grad: Gradient, run: Run, *, alpha: float, beta: float) -> Point:
    """h is cut to whole numbers, because it is an array of integers

    Your steps are whole multiples of alpha, and small gradients do not move the point at all. h was made an
    array of integers, and NumPy cuts what is stored there without a word. Make it an array of floats, as w
    is. Look at the line h^0 = 0 in the handout.
    """
    run.h = np.trunc(beta * run.h - (1 - beta) * grad(w))
    return w + alpha * run.h


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
