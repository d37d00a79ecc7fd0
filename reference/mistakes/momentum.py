"""Momentum as an exponential average, wrong on purpose.

h^0 = 0        h^k = beta h^{k-1} - (1 - beta) grad g(w^{k-1})        w^k = w^{k-1} + alpha h^k
"""

from __future__ import annotations

from collections.abc import Callable

from reference.mistakes import dynamics
from reference.mistakes.loop import Numbers, Run, follow
from reference.mistakes.mistake import Bank, Gradient, Point

wrong = Bank("momentum", turn=follow)


@wrong.right
def right(
    w: Point,
    grad: Gradient,
    run: Run,
    p: Numbers,
    slope: Callable[..., Point] = lambda w, grad, h, p: grad(w),
    remembered: Callable[..., Point] = lambda run, g: run.h,
    weight_of_new: Callable[..., float] = lambda beta: 1 - beta,
    step: Callable[..., Point] = lambda h, old, g, k, p: h,
) -> Point:
    """One step of the right method."""
    g = slope(w, grad, run.h, p)
    old = remembered(run, g)
    run.h = p.beta * old - weight_of_new(p.beta) * g
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
def betas_swapped(p: Numbers) -> Numbers:
    """beta and 1 - beta are swapped

    Your average gives the old h the weight 1 - beta and the new gradient the weight beta. For beta = 0.5
    nothing shows; for a large beta your run forgets fast where it should remember long. Look at the line h^k
    = beta h^{k-1} - (1 - beta) grad g(w^{k-1}) in the handout.
    """
    return p.but(beta=1 - p.beta)


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


dynamics.take(wrong, right, line="h^k = beta h^{k-1} - (1 - beta) grad g(w^{k-1})")
