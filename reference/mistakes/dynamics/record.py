"""The steps are right, the record is not, or it keeps what earlier calls recorded."""

from __future__ import annotations

from typing import Any

import numpy as np

from reference.mistakes.dynamics.changes import memory, run_changed
from reference.mistakes.loop import history, point
from reference.mistakes.mistake import History, Problem, Problems, Rule

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


@run_changed
def stored_as_integers(rule: Rule, problem: Problem) -> History:
    """the recorded points are cut to whole numbers

    Your costs are right, but the points have lost their decimals. The steps themselves are taken with floats;
    only the array that holds the history is one of integers, and it cuts what is stored. Look at the
    handout's line "every number is a float", and make that array one of floats.
    """
    weights, costs = history(rule, problem)
    return np.trunc(weights), costs


@run_changed
def gradients_for_points(rule: Rule, problem: Problem) -> History:
    """the gradients are recorded in place of the points

    Your costs are right, but the first history holds the slopes at the points and not the points themselves.
    Look at what you store in each pass: the handout asks for w^k, with g(w^k) beside it.
    """
    weights, costs = history(rule, problem)
    return np.array([point(problem.gradient(w)) for w in weights]), costs


# ── something is kept from call to call


@memory
def history_kept(rule: Rule, problems: Problems) -> list[Any]:
    """the histories of earlier calls stand before those of this call

    The first call is right; from the second on your lists begin with the entries of the calls before. A list
    that stands as default argument, or outside of the function, is made once and keeps what was put into it.
    Make new, empty lists inside the function. Look at the handout's line "each has K + 1 entries".
    """
    answers, before = [], []
    for problem in problems:
        before.append(history(rule, problem, steps=problem.arguments["max_its"]))
        shape = np.shape(problem.arguments["w"])
        points = [w if w.shape[1:] == shape else np.full((len(w), *shape), np.nan) for w, _ in before]
        answers.append((np.concatenate(points), np.concatenate([costs for _, costs in before])))
    return answers  # points of another N make the student's list ragged, which only nan can say in an array
