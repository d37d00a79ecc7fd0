"""Gradient descent from several starts, wrong on purpose.

The right answer is the final point of lowest cost, and that cost.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from reference.mistakes import gradient_descent
from reference.mistakes.loop import Run, history
from reference.mistakes.mistake import Bank, Minimum, Mistake, Problem, Rule, quiet

wrong = Bank("multi_start")


class Descents(NamedTuple):
    """One run from every start: S histories of equal length."""

    weights: np.ndarray  # (S, steps + 1) or (S, steps + 1, N)
    costs: np.ndarray  # (S, steps + 1)

    def end(self, s: Any) -> Minimum:
        return self.weights[s, -1], self.costs[s, -1]


def descents(problem: Problem, rule: Rule = gradient_descent.right, more: int = 0) -> Descents:
    """Gradient descent by `rule` from every start, `max_its + more` steps each."""
    runs = [
        history(rule, from_start(problem, start), steps=problem.arguments["max_its"] + more)
        for start in problem.arguments["starts"]
    ]
    return Descents(*(np.array(part) for part in zip(*runs, strict=True)))


def from_start(problem: Problem, start: Any) -> Problem:
    arguments = {name: problem.arguments[name] for name in ("alpha", "max_its")}
    return replace(problem, arguments={**arguments, "w": start})


def lowest(costs: np.ndarray) -> int:
    """Where the lowest cost is; a nan is never the lowest, unless all are."""
    return int(np.argmin(np.where(np.isnan(costs), np.inf, costs)))


def right(problem: Problem, rule: Rule = gradient_descent.right, more: int = 0) -> Minimum:
    runs = descents(problem, rule, more)
    return runs.end(lowest(runs.costs[:, -1]))


# ── which of the descents


@wrong
def first_start(problem: Problem) -> Minimum:
    """the end of the descent from the first start is returned

    Your point is where the descent from the first start ends, whichever descent ends lowest. Perhaps the
    function returns inside its loop, or the best is never replaced. Look at the handout's words "of all the
    final points the one of lowest cost": all the ends have to be compared.
    """
    return descents(problem).end(0)


@wrong
def last_start(problem: Problem) -> Minimum:
    """the end of the descent from the last start is returned

    Your point is where the descent from the last start ends, whichever descent ends lowest. The variable that
    should keep the best is overwritten in every pass. Look at the handout's words "of all the final points
    the one of lowest cost": replace the best only where the new cost is lower.
    """
    return descents(problem).end(-1)


@wrong
def lowest_start(problem: Problem) -> Minimum:
    """the descent whose start has the lowest cost is returned

    You compare the costs at the starts and then descend from the lowest one. But a low start can lead to a
    poor valley, and a high start to the best. Look at the handout's words "of all the final points the one of
    lowest cost": descend from every start first, then compare.
    """
    runs = descents(problem)
    return runs.end(lowest(runs.costs[:, 0]))


@wrong
def highest_cost(problem: Problem) -> Minimum:
    """the final point of highest cost is returned

    Your point is the worst of the ends, not the best: the comparison is the wrong way round, or the largest
    entry is picked where the smallest is meant. Look at the handout's words "of all the final points the one
    of lowest cost".
    """
    runs = descents(problem)
    return runs.end(int(np.argmax(runs.costs[:, -1])))


@wrong
def best_begins_at_zero(problem: Problem) -> Minimum:
    """the lowest cost so far begins at 0

    Where no final cost is below 0, the first start and the cost 0 come back: the variable that keeps the
    lowest cost begins at 0, so that nothing is lower. Look at the handout's words "of all the final points
    the one of lowest cost", and begin with infinity or with the first descent.
    """
    runs = descents(problem)
    best = lowest(runs.costs[:, -1])
    return runs.end(best) if runs.costs[best, -1] < 0 else (runs.weights[0, 0], 0.0)


@wrong
def largest_drop(problem: Problem) -> Minimum:
    """the descent with the largest drop in cost is returned

    You choose the run that has gained most between its start and its end. A run can drop far and still end
    high. Look at the handout's words "of all the final points the one of lowest cost": only the costs at the
    ends are compared.
    """
    runs = descents(problem)
    return runs.end(int(np.argmax(runs.costs[:, 0] - runs.costs[:, -1])))


@wrong
def smallest_size_of_cost(problem: Problem) -> Minimum:
    """the end whose cost is nearest to 0 is returned

    You compare the costs without their signs. A cost may be negative, and then lower is better still. Look at
    the handout's words "of all the final points the one of lowest cost", and at an absolute value in your
    comparison.
    """
    runs = descents(problem)
    return runs.end(lowest(np.abs(runs.costs[:, -1])))


# ── what is returned of it


@wrong
def point_of_last_start(problem: Problem) -> Minimum:
    """the cost is the lowest, the point that of the last start

    Your cost is right, but the point beside it belongs to the descent from the last start. The lowest cost is
    kept, and the point is read from a variable that each pass overwrites. Look at the handout's words "of all
    the final points the one of lowest cost, and that cost": the two belong together.
    """
    runs = descents(problem)
    return runs.weights[-1, -1], runs.end(lowest(runs.costs[:, -1]))[1]


@wrong
def cost_at_start(problem: Problem) -> Minimum:
    """the point is the best end, the cost that of its start

    Your point is right, but the cost beside it is the one where its run has begun. The first entry of the
    cost history is read in place of the last. Look at the handout's words "of all the final points the one of
    lowest cost, and that cost".
    """
    runs = descents(problem)
    s = lowest(runs.costs[:, -1])
    return runs.weights[s, -1], runs.costs[s, 0]


@wrong
def start_of_best(problem: Problem) -> Minimum:
    """the start of the best descent is returned, with the cost of its end

    Your cost is right, but the point beside it is the start that leads to it. The first entry of the weight
    history is read in place of the last. Look at the handout's words "of all the final points the one of
    lowest cost".
    """
    runs = descents(problem)
    s = lowest(runs.costs[:, -1])
    return runs.weights[s, 0], runs.costs[s, -1]


@wrong
def lowest_on_the_way(problem: Problem) -> Minimum:
    """the lowest point of all the runs is returned, not the lowest end

    Your point is the best that any run has passed, also in the middle. With a long steplength a run can leave
    a low point again. Look at the handout's words "of all the final points the one of lowest cost": only the
    last point of each run is compared.
    """
    runs = descents(problem)
    s, k = np.unravel_index(lowest(runs.costs.ravel()), runs.costs.shape)
    return runs.weights[s, k], runs.costs[s, k]


# ── the descents themselves


@wrong
def runs_go_on(problem: Problem) -> Minimum:
    """each descent begins where the one before has ended

    Only your first descent begins at its start; each later one goes on from the end of the one before. The
    point is not set to the next start, so all runs end in one valley. Look at the handout's words "runs
    gradient descent, max_its steps, from every start".
    """
    start, ends = problem.arguments["starts"][0], []
    for _ in problem.arguments["starts"]:
        weights, costs = history(gradient_descent.right, from_start(problem, start), steps=problem.arguments["max_its"])
        start = weights[-1]
        ends.append((weights[-1], costs[-1]))
    return ends[lowest(np.array([cost for _, cost in ends]))]


@wrong
def k_goes_on(problem: Problem) -> Minimum:
    """the diminishing steplength goes on from one start to the next

    Your first descent is right, and with "diminishing" the later ones move too little: k is not set back, so
    that they begin with a steplength that has already shrunk. Look at the handout's line alpha_k = 1/k, k
    from 1: every start has a run of its own.
    """
    run, ends = Run(), []
    for start in problem.arguments["starts"]:
        restarted = from_start(problem, start)
        weights, costs = history(gradient_descent.right, restarted, steps=problem.arguments["max_its"], run=run)
        ends.append((weights[-1], costs[-1]))
    return ends[lowest(np.array([cost for _, cost in ends]))]


@wrong
def one_step_short(problem: Problem) -> Minimum:
    """each descent is one step short

    Your point lies one step before the right one: each run takes max_its - 1 steps, or its last point is not
    recorded and the one before is read. Look at the handout's words "runs gradient descent, max_its steps,
    from every start".
    """
    return right(problem, more=-1)


# ── the mistakes of the gradient descent that is called

INHERITED = ("ascent", "frozen_gradient", "lagging_gradient", "no_alpha", "shrinks_fixed", "diminishing_one_ahead")


def inherited(mistake: Mistake) -> Mistake:
    """That mistake of gradient descent, as multi_start shows it."""

    def answer(problem: Problem) -> Minimum:
        """The lowest end of the wrong descents."""
        restarted = replace(problem, steps=problem.arguments["max_its"])
        runs = [mistake.answer(from_start(restarted, start)) for start in problem.arguments["starts"]]
        ends = Descents(*(np.array(part) for part in zip(*runs, strict=True)))
        return ends.end(lowest(ends.costs[:, -1]))

    return Mistake(
        f"multi_start.{mistake.id.split('.')[1]}",
        f"in the descents, {mistake.name}",
        f"The fault lies in the single descents that are compared. {mistake.hint}",
        quiet(answer),
    )


wrong += [inherited(mistake) for mistake in gradient_descent.wrong if mistake.id.split(".")[1] in INHERITED]
