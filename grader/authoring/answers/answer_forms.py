"""What a method of `reference/` or a known mistake returned, as an answer of the key: float64 arrays by name.

A run has `weights` and `costs`; any other result is read part by part, as that of a student is.
"""

from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from grader.judging import parts, written_answers
from grader.judging.diagnosis.candidates import RUN
from grader.judging.histories import costs_along
from grader.model.arguments.costs import Cost
from grader.model.checks import from_expected
from grader.model.encoding.values import Items, Numbers, Text, Value
from grader.model.key import Case, Question
from grader.model.result_form import STEPPED, Part, leaves
from grader.model.transcript import Call, Raised, Returned


def to_run(value: Any) -> dict[str, Any]:
    """The histories that a method gives. Raises TypeError or ValueError for a value of another form."""
    return {name: _to_float64(history) for name, history in zip(RUN, value, strict=True)}


def to_wrong_answer(form: Part | None, value: Any) -> dict[str, Any]:
    """A mistake's answer; nan stands for a value of another form than the requested one."""
    with np.errstate(all="ignore"):
        try:
            answer = to_run(value) if form is None else parts.read_parts(form, to_value(value)).answer
        except (TypeError, ValueError):
            answer = {}
    return answer or {path: np.array(np.nan) for path in ([leaf.path for leaf in leaves(form)] if form else ["value"])}


def to_value(result: Any) -> Value:
    """What a method returned, as a student's function would have returned it."""
    if isinstance(result, tuple):
        return Items(tuple(map(to_value, result)))
    return Text(result) if isinstance(result, str) else Numbers(_to_float64(result))


def run_fault(answer: Mapping[str, np.ndarray]) -> str:
    """Why histories are no run, in words; an empty string where they are."""
    weights, costs = (answer[name].shape for name in RUN)
    if len(costs) != 1 or len(weights) not in (1, 2) or weights[0] != costs[0] or costs[0] < 3:
        return f"weights of shape {weights} and costs of shape {costs} are no run: a row for every step, at least 3"
    return "" if 0 not in weights else "weights have no coordinate"


def requested_parts(returns: str, answer: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of an answer that the question asks for."""
    return {name: value for name, value in answer.items() if returns != "costs" or name != "weights"}


def as_returned(
    question: Question, case: Case, answer: Mapping[str, Any], rows: Sequence[Sequence[int]] | None
) -> Value:
    """An answer of the key as a student's function would have returned it.

    Of a run, `rows` are the rows in the weight and in the cost history; None stands for all of them.
    """
    if question.check:
        return from_expected(answer)
    if question.form is not None:
        return parts.as_value(question.form, answer)
    if question.is_written:
        return written_answers.as_value(case)
    answer = requested_parts(question.returns, answer)
    if question.returns in STEPPED and rows is not None:
        answer = {n: np.asarray(v)[list(rows[n == "costs"])] for n, v in answer.items()}
    values = tuple(Numbers(np.asarray(value)) for value in answer.values())
    return Items(values) if len(values) > 1 else values[0]


def requested_rows(case: Case) -> list[range]:
    """The rows that a student's histories hold: a run of the key has one more."""
    return [range(case.steps + 1)] * 2


def right_as_returned(question: Question, case: Case) -> Value:
    """The right answer as a student's function would have returned it."""
    rows = requested_rows(case) if question.returns in STEPPED else None
    return as_returned(question, case, case.expected or {}, rows)


def right_call(question: Question, case: Case) -> Call:
    """The outcome of the right answer."""
    if case.raises:
        own = getattr(getattr(builtins, case.raises, None), "__name__", f"__main__.{case.raises}")
        return Raised(case.raises, "", line=1, bases=(own,))
    return Returned(right_as_returned(question, case))


def cut_to_expected(answer: dict[str, Any], case: Case) -> dict[str, Any]:
    """A run with at most as many rows as the right one: coordinate updates come in whole sweeps."""
    if "costs" not in answer or case.expected is None:
        return answer
    rows = len(case.expected["costs"])
    return {name: value[:rows] if len(answer["costs"]) > rows else value for name, value in answer.items()}


def has_right_costs_alone(cost: Cost, answer: Mapping[str, Any], case: Case) -> bool:
    """Whether a run's costs are right and its weights wrong: a question for costs cannot see such a mistake."""
    if set(answer) != {"weights", "costs"} or case.expected is None:
        return False
    weights, costs, right = answer["weights"], answer["costs"], case.expected["costs"]
    if costs.shape != right.shape or not np.allclose(costs, right):
        return False
    return not np.allclose(costs_along(cost, weights.reshape(len(weights), -1), case.dimension), right)


def _to_float64(value: Any) -> np.ndarray:
    """The value in float64, or in complex128 where a mistake made it complex."""
    array = np.asarray(value)
    return array.astype(complex) if array.dtype.kind == "c" and np.any(array.imag) else array.real.astype(float)
