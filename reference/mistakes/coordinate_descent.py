"""Coordinate descent on g(w) = a + b'w + w'Cw, wrong on purpose.

    w_n = -(sum over j != n of C_nj w_j + b_n / 2) / C_nn        n = 0, ..., N - 1, `max_its` times over

A step of the loop is one coordinate update here, so a run of `steps` sweeps has 1 + N * steps rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from reference.mistakes.loop import Numbers, Run, history
from reference.mistakes.mistake import Bank, Gradient, History, Point, Problem

wrong = Bank("coordinate_descent")


def by_updates(problem: Problem) -> Problem:
    """The same problem, counted in coordinate updates."""
    n = np.size(problem.arguments["w"])
    return replace(problem.but(max_its=n * problem.arguments["max_its"]), steps=n * problem.steps)


def update(
    w: Point,
    grad: Gradient,
    run: Run,
    p: Numbers,
    coordinate: Callable[..., int] = lambda sweep, j, w, b, C: j,
    values: Callable[..., tuple[Point, Point]] = lambda w, j, run: (w, w),
    others: Callable[..., Point] = lambda row, n, x: row @ x - row[n] * x[n],
    linear: Callable[..., Point] = lambda b_n: b_n / 2,
    solved: Callable[..., Point] = lambda old, rest, diagonal: -rest / diagonal,
) -> Point:
    """The j-th update of a sweep, both from 0: w with its n-th coordinate solved for.

    `values` gives the point that is changed, and the one of which the other coordinates are read. `solved` gets the
    coordinate's old value, everything in its equation but itself, and C_nn.
    """
    sweep, j = divmod(int(run.k - 1), w.size)
    n = coordinate(sweep, j, w, p.b, p.C)
    w, x = values(w, j, run)
    new = w.copy()
    new[n] = solved(w[n], others(p.C[n], n, x) + linear(p.b[n]), p.C[n, n])
    return new


def cost(w: Point, a: float, b: Point, C: Point) -> Point:
    return a + b @ w + w @ C @ w


@wrong.right
def right(problem: Problem, cost: Callable[..., Point] = cost, **parts: Any) -> History:
    """The answer of somebody who records each update and its cost."""
    a, b, C = (problem.arguments[name] for name in "abC")
    own = replace(problem, cost=lambda w: cost(w, a, b, C))
    return history(partial(update, **parts), by_updates(own))


# ── which values of the other coordinates


@wrong.part("values")
def old_values(w: Point, j: int, run: Run) -> tuple[Point, Point]:
    """all coordinates of a sweep use the values from before the sweep

    Your first update is right, and the next ones ignore it: all coordinates of a sweep are solved with the
    values from before the sweep. That is Jacobi's form; the lecture puts each new value to use at once. Look
    at the handout's words "with the newest values of the others".
    """
    return w, run.path[-1 - j]


# ── the equation of one coordinate


@wrong.part("linear")
def b_not_halved(b_n: float) -> Point:
    """b is not halved

    Your values are off wherever b is not 0. The derivative of w'Cw brings a factor 2, that of b'w does not;
    when the equation is divided by 2, b_n becomes b_n / 2. Look at the line d g / d w_n = 0 in the handout
    and solve it for w_n once more.
    """
    return b_n


@wrong.part("linear")
def b_ignored(b_n: float) -> Point:
    """b is left out

    Your values are those of b = 0. The cost has a linear part b'w, and its partial derivative b_n belongs
    into the equation for w_n. Look at the line g(w) = a + b'w + w'Cw in the handout and at the derivative of
    each of its parts.
    """
    return 0.0


@wrong.part("others")
def others_halved(row: Point, n: int, x: Point) -> Point:
    """the sum over the other coordinates is halved

    Your values are off wherever C couples two coordinates: the sum of C_nj w_j is divided by 2 C_nn. In the
    derivative of w'Cw each such part comes twice, as C_nj and as C_jn. Look at the line d g / d w_n = 0 in
    the handout.
    """
    return (row @ x - row[n] * x[n]) / 2


@wrong.part("solved")
def all_doubled(old: float, rest: float, diagonal: float) -> Point:
    """the factor 2 at C_nn is lost

    Each of your values is twice what it should be: the derivative is 2 C_nn w_n plus the rest, and you divide
    the rest by C_nn only. Look at the line d g / d w_n = 0 in the handout: the square of w_n brings a factor
    2.
    """
    return -2 * rest / diagonal


@wrong.part("others")
def diagonal_in_sum(row: Point, n: int, x: Point) -> Point:
    """the sum runs over all coordinates, w_n itself too

    Your sum holds C_nn w_n, the very part that is solved for. It has to run over the other coordinates only;
    use the row of C without its diagonal entry. Look at the line d g / d w_n = 0 in the handout, and at what
    stands on which side after solving for w_n.
    """
    return row @ x


@wrong.part("solved")
def gradient_step(old: float, rest: float, diagonal: float) -> Point:
    """each coordinate takes a gradient step of 0.1 in place of being solved exactly

    Your coordinates move toward the right values and do not reach them: each takes a small step down its
    partial derivative. The handout asks to solve each one exactly, which needs no steplength. Look at the
    line d g / d w_n = 0 in the handout.
    """
    return old - 0.1 * 2 * (diagonal * old + rest)


@wrong
def solution_at_once(problem: Problem) -> History:
    """each coordinate jumps to the minimizer of the whole cost

    After one sweep your point is the minimizer: you solve the system of all equations and put its solution
    in. Coordinate descent solves one equation for one unknown, with the others as they are. Look at the
    handout's words "each solved exactly with the newest values of the others".
    """
    b, C = (problem.arguments[name] for name in "bC")
    minimizer = np.linalg.lstsq(2 * C, -b, rcond=None)[0]
    return right(problem, values=lambda w, j, run: (w, minimizer))


@wrong
def steepest_first(problem: Problem) -> History:
    """the steepest coordinate is updated, not the next one in turn

    Your updates choose the coordinate with the largest partial derivative each time. That is the greedy form;
    the lecture takes the coordinates in turn. Look at the handout's words "through the coordinates n = 0, 1,
    ..., N - 1 in this order".
    """
    return right(problem, coordinate=lambda sweep, j, w, b, C: int(np.argmax(np.abs(2 * C @ w + b))))


def per_sweep(problem: Problem) -> History:
    """one entry per sweep is recorded, not one per update

    Your entries are right points, but only the last of each sweep is there. Recording once per sweep is
    common elsewhere; the assignment asks for one entry after every update of a coordinate. Look at the
    handout's line on the histories: 1 + N * max_its entries.
    """
    weights, costs = right(replace(problem, steps=problem.arguments["max_its"]))
    n = np.size(problem.arguments["w"])
    return weights[::n], costs[::n]


wrong.add(per_sweep, per_sweep, whole=True)


@wrong.part("cost")
def cost_without_a(w: Point, a: float, b: Point, C: Point) -> Point:
    """the constant a is missing in the cost

    Your points are right, and every cost is off by the same number, a. The constant does not change where the
    minimum lies, so it is easily forgotten. Look at the line g(w) = a + b'w + w'Cw in the handout.
    """
    return b @ w + w @ C @ w
