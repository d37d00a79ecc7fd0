"""The cost, which students write by themselves here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from reference.mistakes.coordinate_descent.rule import right, updates, wrong
from reference.mistakes.loop import costs_at
from reference.mistakes.mistake import History, Problem


def spoilt(costs: Callable[..., Any]) -> Callable[[Problem], History]:
    """The right run, with `costs(w, a, b, C)` recorded in place of the cost."""

    def answer(problem: Problem) -> History:
        a, b, C = (problem.arguments[name] for name in "abC")
        weights, _ = updates(right)(problem)
        return weights, costs_at(replace(problem, cost=lambda w: costs(w, a, b, C)), weights)

    return answer


@wrong.answer
def cost_without_a(problem: Problem) -> History:
    """the constant a is missing in the cost

    Your points are right, and every cost is off by the same number, a. The constant does not change where the
    minimum lies, so it is easily forgotten. Look at the line g(w) = a + b'w + w'Cw in the handout.
    """
    return spoilt(lambda w, a, b, C: b @ w + w @ C @ w)(problem)


@wrong.answer
def cost_without_b(problem: Problem) -> History:
    """the part b'w is missing in the cost

    Your points are right, and the costs lack their linear part. Look at the line g(w) = a + b'w + w'Cw in the
    handout: the cost has three parts, and the middle one is the product of b and w.
    """
    return spoilt(lambda w, a, b, C: a + w @ C @ w)(problem)


@wrong.answer
def cost_halved(problem: Problem) -> History:
    """the cost has half of w'Cw

    Your points are right, but the costs hold one half of the quadratic part. Elsewhere quadratics are often
    written with 1/2; here they are not. Look at the line g(w) = a + b'w + w'Cw in the handout.
    """
    return spoilt(lambda w, a, b, C: a + b @ w + w @ C @ w / 2)(problem)


@wrong.answer
def cost_of_diagonal(problem: Problem) -> History:
    """the cost uses the diagonal of C only

    Your points are right, but the costs lack the parts of w'Cw that couple two coordinates: only the squares
    are added up. Look at the line g(w) = a + b'w + w'Cw in the handout: the product runs over all entries of
    C.
    """
    return spoilt(lambda w, a, b, C: a + b @ w + np.diag(C) @ w**2)(problem)
