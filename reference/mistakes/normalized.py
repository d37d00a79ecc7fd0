"""Component-wise normalized gradient descent, wrong on purpose.

w_j^k = w_j^{k-1} - alpha g_j / (sqrt(g_j^2) + eps)        g_j the j-th partial derivative at w^{k-1}
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from reference.mistakes import dynamics
from reference.mistakes.loop import Numbers, Run, follow
from reference.mistakes.mistake import Bank, Gradient, Point

wrong = Bank("normalized", turn=follow)


@wrong.right
def right(
    w: Point,
    grad: Gradient,
    run: Run,
    p: Numbers,
    size: Callable[..., Point] = np.abs,
    step: Callable[..., Point] = lambda g, size, p: p.alpha * g / (size + p.eps),
) -> Point:
    """One step of the right method."""
    g = grad(w)
    return w - step(g, size(g), p)


# ── divided by something else


@wrong.part("size")
def full(g: Point) -> Point:
    """the whole gradient is divided by its length, not each component by its own

    The length of your whole step is alpha; here every single coordinate should move by alpha. Dividing by the
    length of the gradient is the full normalization; the assignment asks for the component-wise one. With one
    coordinate they agree. Look at the line w_j^k = w_j^{k-1} - alpha g_j / (sqrt(g_j^2) + eps) in the
    handout, and at its index j.
    """
    return np.sqrt(np.sum(g**2))


@wrong.part("size")
def no_root(g: Point) -> Point:
    """the square root is missing

    Each component is divided by its square, so that the smaller the slope is, the longer your step gets. With
    the root, only the sign is left and a coordinate moves by about alpha. Look at the line w_j^k = w_j^{k-1}
    - alpha g_j / (sqrt(g_j^2) + eps) in the handout.
    """
    return g**2


@wrong.part("size")
def no_absolute_value(g: Point) -> Point:
    """the gradient is divided by itself, so its sign is lost

    Each coordinate always moves the same way, to smaller w: a component divided by itself is 1, whatever its
    sign. The square and the root keep the size only, so that the sign above the line survives. Look at the
    line w_j^k = w_j^{k-1} - alpha g_j / (sqrt(g_j^2) + eps) in the handout.
    """
    return g


@wrong.part("size")
def largest_size(g: Point) -> Point:
    """the gradient is divided by its largest component

    Only the steepest coordinate moves by alpha, the others by less: all are divided by the largest size. Each
    component should be divided by its own size, so that every coordinate moves by about alpha. Look at the
    line w_j^k = w_j^{k-1} - alpha g_j / (sqrt(g_j^2) + eps) in the handout, and at its index j.
    """
    return np.max(np.abs(g))


@wrong
def size_at_start(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """each component is divided by its size at the starting point

    Your first step is right, and after it the steps shrink as in plain gradient descent: the number below the
    line is computed once, at w^0. Both g_j in the rule belong to the newest point. Look at the line w_j^k =
    w_j^{k-1} - alpha g_j / (sqrt(g_j^2) + eps) in the handout.
    """
    return right(w, grad, run, p, size=lambda g: np.abs(grad(run.path[0])))


# ── eps


@wrong.part("step")
def eps_ignored(g: Point, size: Point, p: Numbers) -> Point:
    """eps is ignored: the step is the sign of the gradient, or eps is always 1e-8

    Each of your coordinates moves by exactly alpha. That is nearly right for a tiny eps, but the function is
    given several values of eps, also large ones, and has to use them: they shorten steps where the slope is
    small. Look at the line w_j^k = w_j^{k-1} - alpha g_j / (sqrt(g_j^2) + eps) in the handout.
    """
    return p.alpha * g / np.where(size == 0, 1.0, size)


@wrong.part("step")
def no_eps(g: Point, size: Point, p: Numbers) -> Point:
    """eps is missing, so a slope of 0 is divided by 0

    Where a partial derivative is exactly 0 your point becomes nan, and elsewhere your steps are alpha long
    whatever eps is. eps is there to keep the division safe, and it shortens steps where the slope is small.
    Look at the line w_j^k = w_j^{k-1} - alpha g_j / (sqrt(g_j^2) + eps) in the handout.
    """
    return p.alpha * g / size


@wrong.part("step")
def eps_in_root(g: Point, size: Point, p: Numbers) -> Point:
    """eps is added inside the square root

    Your values are near the right ones and differ most where the slope is small: eps is added to the square
    and not to the root. For a tiny eps this hardly shows. Look at the line w_j^k = w_j^{k-1} - alpha g_j /
    (sqrt(g_j^2) + eps) in the handout, and at where its bracket ends.
    """
    return p.alpha * g / np.sqrt(size**2 + p.eps)


@wrong.part("step")
def eps_at_least(g: Point, size: Point, p: Numbers) -> Point:
    """the size is replaced by eps where it is smaller, not increased by eps

    Your coordinates move by exactly alpha wherever the slope is larger than eps: you take the larger of the
    two numbers. The rule adds eps to the size at every step. For a tiny eps this hardly shows. Look at the
    line w_j^k = w_j^{k-1} - alpha g_j / (sqrt(g_j^2) + eps) in the handout.
    """
    return p.alpha * g / np.maximum(size, p.eps)


@wrong.part("step")
def eps_after_division(g: Point, size: Point, p: Numbers) -> Point:
    """eps is added to the quotient, not to what stands below the line

    Each of your steps is shifted by alpha times eps: eps is added after the division. A bracket is missing
    around the root and eps, so that only the root divides. Look at the line w_j^k = w_j^{k-1} - alpha g_j /
    (sqrt(g_j^2) + eps) in the handout, and at its brackets.
    """
    return p.alpha * (g / np.where(size == 0, 1.0, size) + p.eps)


# ── the direction and the schedule


@wrong
def one_coordinate_after_the_other(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """each coordinate already uses the new values of the coordinates before it

    Your first coordinate is right and later ones are off: they use the gradient at a point where earlier
    coordinates have already moved. The rule takes the gradient once per step and moves all coordinates
    together. Look at the line w_j^k = w_j^{k-1} - alpha g_j / (sqrt(g_j^2) + eps) in the handout: g_j belongs
    to w^{k-1}.
    """
    new = np.array(w, ndmin=1)
    for j in range(new.size):
        new[j] = np.atleast_1d(right(new.reshape(np.shape(w))[()], grad, run, p))[j]
    return new.reshape(np.shape(w))


@wrong
def steplength_shrinks(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """the steplength shrinks like alpha/k

    Your first step is right, and then the steps shrink: alpha, alpha/2, alpha/3. A diminishing steplength
    belongs to another question of this assignment; here alpha is the same at every step. Look at the line
    w_j^k = w_j^{k-1} - alpha g_j / (sqrt(g_j^2) + eps) in the handout.
    """
    return right(w, grad, run, p.but(alpha=p.alpha / run.k))


@wrong
def remembers_sizes(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """the squares of all gradients so far are added up

    Your first step is right, and then the steps shrink: below the line you add up the squares of all steps,
    as Adagrad does. The rule uses the newest gradient only and remembers nothing. Look at the line w_j^k =
    w_j^{k-1} - alpha g_j / (sqrt(g_j^2) + eps) in the handout.
    """
    g = grad(w)
    run.squares = run.squares + g**2
    return right(w, lambda _: g, run, p, size=lambda g: np.sqrt(run.squares))


dynamics.take(wrong, right, line="w_j^k = w_j^{k-1} - alpha g_j / (sqrt(g_j^2) + eps)")
