"""Coordinate descent as it is right, in the parts of which its mistakes are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from reference.mistakes.loop import Run, history
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
    *,
    a: float,
    b: Point,
    C: Point,
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
    n = coordinate(sweep, j, w, b, C)
    w, x = values(w, j, run)
    new = w.copy()
    new[n] = solved(w[n], others(C[n], n, x) + linear(b[n]), C[n, n])
    return new


def cost(w: Point, a: float, b: Point, C: Point) -> Point:
    return a + b @ w + w @ C @ w


@wrong.right
def right(problem: Problem, cost: Callable[..., Point] = cost, **parts: Any) -> History:
    """The answer of somebody who records each update and its cost."""
    a, b, C = (problem.arguments[name] for name in "abC")
    own = replace(problem, cost=lambda w: cost(w, a, b, C))
    return history(partial(update, **parts), by_updates(own))
