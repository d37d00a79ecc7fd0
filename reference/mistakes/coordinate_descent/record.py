"""How many sweeps there are, and what of them is recorded."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from reference.mistakes.coordinate_descent.rule import right, wrong
from reference.mistakes.mistake import History, Problem


def sweeps(problem: Problem, count: int) -> History:
    """The right run of `count` sweeps."""
    return right(replace(problem, steps=count))


@wrong.whole
def counts_updates(problem: Problem) -> History:
    """max_its counts single updates, not sweeps

    Your entries are right as far as they go, but there are only max_its + 1 of them. You stop after max_its
    updates of one coordinate. The handout counts sweeps: each updates every coordinate once, so the histories
    have 1 + N * max_its entries.
    """
    weights, costs = sweeps(problem, problem.arguments["max_its"])
    rows = 1 + problem.arguments["max_its"]
    return weights[:rows], costs[:rows]


@wrong.whole
def one_sweep_short(problem: Problem) -> History:
    """one sweep short

    Your entries are right as far as they go, but the last sweep is missing. The outer loop runs one time too
    few; note where `range` stops. Look at the handout's words "max_its sweeps": the histories have 1 + N *
    max_its entries.
    """
    return sweeps(problem, problem.arguments["max_its"] - 1)


@wrong.whole
def one_sweep_too_many(problem: Problem) -> History:
    """one sweep too many

    Your entries are right, but one more sweep follows after the last. Look at where your outer loop begins
    and stops, and at the handout's words "max_its sweeps": the histories have 1 + N * max_its entries, of
    which the first is the start.
    """
    return sweeps(problem, problem.arguments["max_its"] + 1)


@wrong.whole
def per_sweep(problem: Problem) -> History:
    """one entry per sweep is recorded, not one per update

    Your entries are right points, but only the last of each sweep is there. Recording once per sweep is
    common elsewhere; the assignment asks for one entry after every update of a coordinate. Look at the
    handout's line on the histories: 1 + N * max_its entries.
    """
    weights, costs = sweeps(problem, problem.arguments["max_its"])
    n = np.size(problem.arguments["w"])
    return weights[::n], costs[::n]


@wrong.whole
def starts_and_ends_of_sweeps(problem: Problem) -> History:
    """the point is recorded at the start of each sweep as well

    Some of your entries come twice: the point is recorded at the start of each sweep and after every update,
    so that the end of one sweep and the start of the next are the same entry. Look at the handout's line on
    the histories: 1 + N * max_its entries.
    """
    weights, costs = sweeps(problem, problem.arguments["max_its"])
    n = np.size(problem.arguments["w"])
    rows = [k for s in range(problem.arguments["max_its"]) for k in range(s * n, s * n + n + 1)]
    return weights[rows], costs[rows]
