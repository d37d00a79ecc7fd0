"""Coordinate descent as it is right, one update after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from reference.mistakes.loop import Run, history
from reference.mistakes.mistake import Bank, Gradient, History, Point, Problem, Rule

Update = Callable[..., Any]  # value(w, n, run, a, b, C): what coordinate n is set to


def by_updates(problem: Problem) -> Problem:
    """The same problem, counted in coordinate updates."""
    n = np.size(problem.arguments["w"])
    return replace(problem.but(max_its=n * problem.arguments["max_its"]), steps=n * problem.steps)


def turn(value: Update) -> Rule:
    """The rule of somebody who puts `value(w, n, run, a, b, C)` in coordinate n = 0, ..., N - 1, 0, ..."""

    def rule(w: Point, grad: Gradient, run: Run, *, a: float, b: Point, C: Point) -> Point:
        n = int(run.k - 1) % w.size
        return put(w, n, value(w, n, run, a, b, C))

    return rule


def updates(value: Update) -> Callable[[Problem], History]:
    """The answer of somebody who takes the coordinates in turn and records each update."""
    return lambda problem: history(turn(value), by_updates(problem))


def put(w: Point, n: int, value: float) -> Point:
    w = w.copy()
    w[n] = value
    return w


def others(w: Point, n: int, C: Point) -> Point:
    """The sum over j != n of C_nj w_j."""
    return C[n] @ w - C[n, n] * w[n]


def right(w: Point, n: int, run: Run, a: float, b: Point, C: Point) -> Point:
    return -(others(w, n, C) + b[n] / 2) / C[n, n]


wrong = Bank("coordinate_descent", turn=updates)
