"""Component-wise normalized gradient descent, wrong on purpose.

w_j^k = w_j^{k-1} - alpha g_j / (sqrt(g_j^2) + eps)        g_j the j-th partial derivative at w^{k-1}
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from reference.mistakes import dynamics
from reference.mistakes.loop import Run, by_name, following
from reference.mistakes.mistake import Bank, Gradient, Point


class Numbers(NamedTuple):
    """What normalized gradient descent is called with beside the cost and the start."""

    alpha: float
    eps: float


wrong = Bank("normalized", turn=following(Numbers))


@wrong.right
@by_name(Numbers)
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
def norm_squared(g: Point) -> Point:
    """the gradient is divided by the square of its length

    Your steps become long where the cost is flat: the whole gradient is divided by the sum of the squares,
    without the root. The rule divides each component by its own size, so that every coordinate moves by about
    alpha. Look at the line w_j^k = w_j^{k-1} - alpha g_j / (sqrt(g_j^2) + eps) in the handout.
    """
    return np.sum(g**2)


@wrong.part("size")
def no_root(g: Point) -> Point:
    """the square root is missing

    Each component is divided by its square, so that the smaller the slope is, the longer your step gets. With
    the root, only the sign is left and a coordinate moves by about alpha. Look at the line w_j^k = w_j^{k-1}
    - alpha g_j / (sqrt(g_j^2) + eps) in the handout.
    """
    return g**2


@wrong.part("size")
def no_square(g: Point) -> Point:
    """the square under the root is missing

    Each component is divided by the root of its size, so your steps still depend on how steep the cost is,
    though less than before. The square and the root together give the size itself. Look at the line w_j^k =
    w_j^{k-1} - alpha g_j / (sqrt(g_j^2) + eps) in the handout.
    """
    return np.sqrt(np.abs(g))


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


@wrong.part("size")
def root_of_mean_square(g: Point) -> Point:
    """the gradient is divided by the root of its mean square

    All components are divided by one number, the root of the mean of their squares. A mean too many has
    joined what the rule keeps apart: each component is divided by its own size. Look at the line w_j^k =
    w_j^{k-1} - alpha g_j / (sqrt(g_j^2) + eps) in the handout, and at its index j.
    """
    return np.sqrt(np.mean(g**2))


@wrong.part("size")
def shared_root(g: Point) -> Point:
    """each component is divided by the root of the sum of all components

    You add up the components first and take the size of that sum, so one number divides them all. Where
    slopes cancel, it is nearly 0 and your step is huge. Each component should be divided by its own size.
    Look at the line w_j^k = w_j^{k-1} - alpha g_j / (sqrt(g_j^2) + eps) in the handout.
    """
    return np.abs(np.sum(g))


@wrong
def size_at_start(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """each component is divided by its size at the starting point

    Your first step is right, and after it the steps shrink as in plain gradient descent: the number below the
    line is computed once, at w^0. Both g_j in the rule belong to the newest point. Look at the line w_j^k =
    w_j^{k-1} - alpha g_j / (sqrt(g_j^2) + eps) in the handout.
    """
    return right(w, grad, run, p, size=lambda g: np.abs(grad(run.path[0])))


@wrong
def size_one_step_ahead(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """each component is divided by its size one step later

    Above the line of your update stands the gradient at w^{k-1}, below it the size of the gradient after a
    plain step. The handout means one and the same point in both places. Look at the line w_j^k = w_j^{k-1} -
    alpha g_j / (sqrt(g_j^2) + eps): g_j is the partial derivative at w^{k-1}.
    """
    return right(w, grad, run, p, size=lambda g: np.abs(grad(w - p.alpha * g)))


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


@wrong
def zero_counts_as_positive(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
    """a slope of 0 moves the point as a positive one does

    Your steps are alpha or minus alpha and never anything between: eps is ignored, and where a partial
    derivative is exactly 0 the coordinate moves all the same. By the rule it stays there, since 0 stands
    above the line. Look at the line w_j^k = w_j^{k-1} - alpha g_j / (sqrt(g_j^2) + eps) in the handout.
    """
    return w - p.alpha * np.where(grad(w) >= 0, 1.0, -1.0)


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


@wrong.part("step")
def eps_after_division_of_zero(g: Point, size: Point, p: Numbers) -> Point:
    """eps is added to the quotient, and a slope of 0 is divided by 0

    Each of your steps is shifted by alpha times eps, and where a partial derivative is exactly 0 your point
    becomes nan: eps is added after the division. A bracket is missing around the root and eps. Look at the
    line w_j^k = w_j^{k-1} - alpha g_j / (sqrt(g_j^2) + eps) in the handout, and at its brackets.
    """
    return p.alpha * (g / size + p.eps)


@wrong.part("step")
def eps_on_both_sides(g: Point, size: Point, p: Numbers) -> Point:
    """eps is added above the line as well

    Your steps are shifted to one side: eps is added to the gradient itself before it is divided. It belongs
    below the line only, where it keeps the division safe. Look at the line w_j^k = w_j^{k-1} - alpha g_j /
    (sqrt(g_j^2) + eps) in the handout.
    """
    return p.alpha * (g + p.eps) / (size + p.eps)


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


@wrong.number("alpha")
def steplength_shrinks(run: Run, p: Numbers) -> Numbers:
    """the steplength shrinks like alpha/k

    Your first step is right, and then the steps shrink: alpha, alpha/2, alpha/3. A diminishing steplength
    belongs to another question of this assignment; here alpha is the same at every step. Look at the line
    w_j^k = w_j^{k-1} - alpha g_j / (sqrt(g_j^2) + eps) in the handout.
    """
    return p._replace(alpha=p.alpha / run.k)


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
