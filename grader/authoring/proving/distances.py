"""How far a returned answer is from the right one, in tolerances."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grader.judging.verdicts import judge_case
from grader.model.transcript import Call, Returned

if TYPE_CHECKING:
    from grader.model.key import Case, Question

FIXED_TOLERANCE = ("points", "number")  # the homework states the accuracy of these; it is not measured


def distance(question: Question, case: Case, call: Call | None) -> float | None:
    """The distance from the nearest accepted reading; None where there is nothing to measure."""
    by_reading = [_distance(q, c, call) for q in question.readings for c in q.cases if c.id == case.id]
    return min((each for each in by_reading if each is not None), default=None)


def _distance(question: Question, case: Case, call: Call | None) -> float | None:
    if question.returns in FIXED_TOLERANCE or not isinstance(call, Returned):
        return None
    if case.expected is None or not case.tolerance:
        return None
    answer = judge_case(question, case, call).answer
    parts = [_ratio(np.asarray(answer[name]), case, name) for name in case.tolerance if name in answer]
    return max(parts, default=None)


def _ratio(answer: np.ndarray, case: Case, name: str) -> float:
    """The largest gap between the answer's array and the right one, over its tolerance; inf for another shape."""
    assert case.expected is not None
    tolerance, right = np.asarray(case.tolerance[name]), np.asarray(case.expected[name])
    right = right[:-1] if tolerance.ndim else right  # a run has a row beyond the last
    if answer.shape != right.shape:
        return float("inf")
    judged = slice(len(tolerance)) if tolerance.ndim else ...
    gap = np.abs(answer - right)[judged]
    gap = gap.reshape(len(gap), -1).max(axis=1) if tolerance.ndim else gap
    with np.errstate(all="ignore"):
        return float(np.max(np.where(np.isfinite(gap), gap / tolerance, np.inf)))
