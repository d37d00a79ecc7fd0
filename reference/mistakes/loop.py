"""The one loop under all wrong step rules.

A rule is `rule(w, grad, run, p) -> next w`: the point w^{k-1}, the gradient as a callable, what the run remembers, and
the method's numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np

from reference.mistakes.mistake import History, Point, Problem, Rule

Steplength = float | str  # a number, "diminishing" for 1/k, or such as "0.5/k"


class Run(SimpleNamespace):
    """What a run remembers: `k` (from 1), `max_its`, the `path` w^0 ... w^{k-1}, the `cost`, and what a rule keeps.

    Whatever a rule keeps (h, m, v) is 0 until it is set.
    """

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return 0.0


class Numbers(SimpleNamespace):
    """What a method is called with beside the cost and the start, by the homework's names."""

    def but(self, **changed: Any) -> Numbers:
        """The same numbers with some of them changed."""
        return Numbers(**{**vars(self), **changed})


def point(w: Any) -> Any:
    """A copy of w in float64: a scalar if N = 1, else an array."""
    return np.array(w, dtype=float)[()]


def history(rule: Rule, problem: Problem, *, steps: int | None = None, run: Run | None = None) -> History:
    """`(weights, costs)` of `steps` steps: shapes (steps + 1,) or (steps + 1, N), and (steps + 1,)."""
    run = Run() if run is None else run
    p = Numbers(**{name: value for name, value in problem.arguments.items() if name not in ("g", "w", "max_its")})
    run.cost, run.max_its = problem.cost, problem.arguments["max_its"]
    run.path = [point(problem.arguments["w"])]
    before = run.k or 0  # not 0 only where a mistake lets k go on from the call before
    for k in range(1, 1 + (problem.steps if steps is None else steps)):
        run.k = np.float64(before + k)  # so that 1 / (k - 1) is inf, where Python would raise
        run.path.append(point(rule(run.path[-1], lambda w: point(problem.gradient(w)), run, p)))
    return np.array(run.path), costs_at(problem, run.path)


def costs_at(problem: Problem, weights: Any) -> Point:
    """The cost at every row of `weights`, as float64 of shape (rows,)."""
    return np.array([problem.cost(w) for w in weights], dtype=float)


def steplength(alpha: Steplength, k: float) -> float:
    """alpha_k: the number alpha at every step, or 1/k for "diminishing", or 0.5/k for "0.5/k"."""
    return base(alpha) / k if isinstance(alpha, str) else alpha


def base(alpha: Steplength) -> float:
    """alpha_1, with which a schedule begins."""
    if isinstance(alpha, str):
        return 1.0 if alpha == "diminishing" else float(alpha.removesuffix("/k"))
    return alpha


def follow(rule: Rule) -> Callable[[Problem], History]:
    """The answer of somebody who takes every step by `rule` and records it rightly."""
    return lambda problem: history(rule, problem)
