"""What a method of `reference/` or a known mistake returned, as an answer of the key: float64 arrays by path.

It is read part by part, as that of a student is.
"""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.judging import parts, written_answers
from grader.judging.own_costs import costs_along
from grader.model.arguments.costs import Cost
from grader.model.checks import from_expected
from grader.model.encoding.values import Items, Numbers, Text, Value
from grader.model.key import Case, Question
from grader.model.result_form import NAMED_FORMS, Part, leaves
from grader.model.transcript import Call, Raised, Returned


def requested(form: Part | None, result: Any) -> Any:
    """A method's result as the question asks for it: of a run, points and costs, all or the costs alone."""
    return result[1] if form == NAMED_FORMS["costs"] and isinstance(result, tuple) else result


def to_wrong_answer(form: Part, value: Any) -> dict[str, Any]:
    """A mistake's answer; nan stands for a value of another form than the requested one."""
    with np.errstate(all="ignore"):
        try:
            answer = parts.read_parts(form, to_value(value)).answer
        except (TypeError, ValueError):
            answer = {}
    return answer or {leaf.path: np.array(np.nan) for leaf in leaves(form)}


def to_value(result: Any) -> Value:
    """What a method returned, as a student's function would have returned it."""
    if isinstance(result, tuple):
        return Items(tuple(map(to_value, result)))
    return Text(result) if isinstance(result, str) else Numbers(_to_float64(result))


def as_returned(question: Question, case: Case, answer: Mapping[str, Any]) -> Value:
    """An answer of the key as a student's function would have returned it."""
    if question.check:
        return from_expected(answer)
    if question.form is not None:
        return parts.as_value(question.form, answer)
    return written_answers.as_value(case)


def right_as_returned(question: Question, case: Case) -> Value:
    """The right answer as a student's function would have returned it."""
    return as_returned(question, case, case.expected or {})


def right_call(question: Question, case: Case) -> Call:
    """The outcome of the right answer."""
    if case.raises:
        own = getattr(getattr(builtins, case.raises, None), "__name__", f"__main__.{case.raises}")
        return Raised(case.raises, "", line=1, bases=(own,))
    return Returned(right_as_returned(question, case))


def run_of(answer: Mapping[str, Any], case: Case, *, whole: bool) -> dict[str, Any]:
    """A run with at most as many rows as the right one, unless it is whole: coordinate updates come in whole sweeps.

    Histories of another form, such as complex ones, are nan.
    """
    rows = {path: slice(None if whole else len(right)) for path, right in case.right.items()}
    return {
        path: answer[path][rows[path]] if np.ndim(answer.get(path, 0)) else np.full_like(right, np.nan)
        for path, right in case.right.items()
    }


def has_right_costs_alone(cost: Cost, run: Any, right: np.ndarray) -> bool:
    """Whether a run's costs are right and its points wrong: a question for costs cannot see such a mistake."""
    weights, costs = map(np.asarray, run)
    if costs.shape != right.shape or not np.allclose(costs, right):
        return False
    return not np.allclose(costs_along(cost, weights), right)


def _to_float64(value: Any) -> np.ndarray:
    """The value in float64, or in complex128 where a mistake made it complex."""
    array = np.asarray(value)
    return array.astype(complex) if array.dtype.kind == "c" and np.any(array.imag) else array.real.astype(float)
