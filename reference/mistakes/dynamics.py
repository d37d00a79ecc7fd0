"""Mistakes that any step rule can suffer: made once here, out of the right rule of each method.

A change of the rule turns `rule(w, grad, run, p)` into a wrong one. A change of the run lets the steps be and spoils
the numbers or the record: `(rule, problem) -> (weights, costs)`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

import numpy as np

from reference.mistakes.loop import Numbers, Run, follow, history
from reference.mistakes.mistake import Answer, Bank, Gradient, History, Point, Problem, Rule

RuleChange = Callable[[Rule], Rule]
RunChange = Callable[[Rule, Problem], History]

_RULES: list[RuleChange] = []
_RUNS: list[RunChange] = []


def rule_changed(change: RuleChange) -> RuleChange:
    _RULES.append(change)
    return change


def run_changed(change: RunChange) -> RunChange:
    _RUNS.append(change)
    return change


def take(
    bank: Bank,
    right: Rule,
    *,
    line: str,
    without: Collection[str] = (),
) -> None:
    """Put every mistake of this file into `bank`, made out of the method's right rule.

    `line` is the line of the handout that a hint points to, where it names none itself. `without` names those that are
    no mistake of this method, or the same as one that the method's own file explains better.
    """
    made: list[tuple[Callable[..., Any], Answer]] = [(change, follow(change(right))) for change in _RULES]
    made += [(change, partial(change, right)) for change in _RUNS]
    for function, answer in made:
        if function.__name__ not in without:
            bank.add(function, answer, line=line)
    for change in (ascent, frozen_gradient):  # often made with a mistake elsewhere
        if change.__name__ not in without:
            bank.pair(change, "gradient", change)


# ── the gradient


@rule_changed
def ascent(rule: Rule) -> Rule:
    """the steps go up the slope instead of down

    Your first step has the right length but goes the other way, and the cost climbs from then on. The
    gradient points uphill, so a minus sign must stand between the point and the step. Perhaps it is missing,
    or there are two of them and they cancel.
    """
    return lambda w, grad, run, p, **parts: rule(w, lambda w: -grad(w), run, p, **parts)


@rule_changed
def frozen_gradient(rule: Rule) -> Rule:
    """every step uses the gradient at the starting point

    Your first step is right, and from the second on the gradient is still that of w^0. It is computed once,
    before the loop, or always at the starting point. Compute it anew in every pass, at the newest point.
    """
    return lambda w, grad, run, p, **parts: rule(w, lambda _: grad(run.path[0]), run, p, **parts)


@rule_changed
def lagging_gradient(rule: Rule) -> Rule:
    """every step uses the gradient of one step earlier

    Your first step is right. From then on step k uses the gradient at w^{k-2}, one point behind. The gradient
    is probably computed at the end of a pass, before w takes its new value, or from a variable that still
    holds the old point. Compute it at w^{k-1}, right before it is used.
    """
    return lambda w, grad, run, p: rule(w, lambda _: grad(run.path[-2:][0]), run, p)


def _forward_difference(run: Run, w: Point, step: float) -> Point:
    """(g(w + step e_j) - g(w)) / step, for each coordinate j."""
    units = np.eye(np.size(w)) if np.ndim(w) else np.ones(1)
    slopes = [(run.cost(w + step * e) - run.cost(w)) / step for e in units]
    return np.reshape(np.array(slopes, dtype=float), np.shape(w))[()]


@rule_changed
def coarse_difference(rule: Rule) -> Rule:
    """the gradient is a difference quotient with too wide a step

    Your values are close to the right ones, but off from the first step on. They are those of a forward
    difference with a step of 0.01, which is only a rough guess at the slope. Let JAX differentiate the cost,
    as the handout says in its part on gradients.
    """
    return lambda w, grad, run, p: rule(w, lambda w: _forward_difference(run, w, 1e-2), run, p)


@rule_changed
def no_step_uphill(rule: Rule) -> Rule:
    """a step that raises the cost is not taken

    Your run is right until a step would raise the cost; there it stays where it is. The rule takes every
    step, also one that climbs, because a steplength that is too long should show in the history. Look for a
    condition on the cost in your loop.
    """

    def refused(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
        new = rule(w, grad, run, p)
        return new if run.cost(new) <= run.cost(w) else w

    return refused


@rule_changed
def halved_when_uphill(rule: Rule) -> Rule:
    """the step is halved while it would raise the cost

    Your run is right until a step would raise the cost; that step is shorter than it should be, as in a line
    search. The rule fixes the steplength beforehand and takes every step as it is, also one that climbs. Look
    for a loop around your update.
    """

    def searched(w: Point, grad: Gradient, run: Run, p: Numbers) -> Point:
        """The rule's step, halved while it raises the cost."""
        step = rule(w, grad, run, p) - w
        for _ in range(30):
            if not run.cost(w + step) > run.cost(w):
                break
            step = step / 2
        return w + step

    return searched


@run_changed
def no_alpha(rule: Rule, problem: Problem) -> History:
    """alpha is left out of the step

    Your steps are those of alpha = 1. The steplength is missing in the line that moves the point, so the
    whole step is taken whatever alpha is. Where the case has alpha = 1 nothing shows; with a small alpha the
    first step is far too long.
    """
    return history(rule, problem.but(alpha=1.0))


@run_changed
def alpha_squared(rule: Rule, problem: Problem) -> History:
    """alpha is multiplied in twice

    Your first step has the length of alpha times alpha. The gradient is multiplied by alpha in one line, and
    the step is multiplied by it again in another. Where alpha = 1 nothing shows; with a small alpha the point
    hardly moves.
    """
    return history(rule, problem.but(alpha=problem.arguments["alpha"] ** 2))


# ── the steps are right, the record is not


@run_changed
def best_so_far(rule: Rule, problem: Problem) -> History:
    """each entry is the best point so far, not the newest

    Your histories never climb: where the right run goes uphill you repeat the best point seen before. The
    handout asks for every point in the order of the steps, also for those that are worse. Look at its line
    "return every point as it is", and for a comparison of costs where you record.
    """
    weights, costs = history(rule, problem)
    best = [int(np.argmin(costs[: k + 1])) for k in range(len(costs))]
    return weights[best], costs[best]


@run_changed
def rounded_to_2(rule: Rule, problem: Problem) -> History:
    """the recorded values are rounded to 2 decimals

    Your entries agree with the right ones to two decimals and no further. They are rounded before they are
    stored. Round only when you print. Look at the handout's line "return every point as it is: not rounded".
    """
    weights, costs = history(rule, problem)
    return np.round(weights, 2), np.round(costs, 2)


@run_changed
def rounded_to_3(rule: Rule, problem: Problem) -> History:
    """the recorded values are rounded to 3 decimals

    Your entries agree with the right ones to three decimals and no further. They are rounded before they are
    stored. Round only when you print. Look at the handout's line "return every point as it is: not rounded".
    """
    weights, costs = history(rule, problem)
    return np.round(weights, 3), np.round(costs, 3)
