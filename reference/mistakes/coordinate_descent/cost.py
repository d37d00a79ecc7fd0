"""The cost, which students write by themselves here."""

from __future__ import annotations

import numpy as np

from reference.mistakes.coordinate_descent.rule import right, wrong
from reference.mistakes.mistake import History, Point, Problem


@wrong.part("cost")
def cost_without_a(w: Point, a: float, b: Point, C: Point) -> Point:
    """the constant a is missing in the cost

    Your points are right, and every cost is off by the same number, a. The constant does not change where the
    minimum lies, so it is easily forgotten. Look at the line g(w) = a + b'w + w'Cw in the handout.
    """
    return b @ w + w @ C @ w


@wrong.answer
def cost_of_diagonal(problem: Problem) -> History:
    """the cost uses the diagonal of C only

    Your points are right, but the costs lack the parts of w'Cw that couple two coordinates: only the squares
    are added up. Look at the line g(w) = a + b'w + w'Cw in the handout: the product runs over all entries of
    C.
    """
    return right(problem, cost=lambda w, a, b, C: a + b @ w + np.diag(C) @ w**2)
