"""The right answer to a case, by a method of `reference/`, and its tolerance.

A method has `init` and `step`, and is run, or it has `solve`. The same is computed from slightly perturbed numbers and
in float32: `tolerances` makes the tolerance of these honest variants.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any, cast

import numpy as np

from grader.authoring.answers import tolerances
from grader.authoring.answers.answer_forms import requested, to_value
from grader.authoring.answers.case_functions import (
    UnfitCase,
    array_arguments,
    jax_cost,
    no_cost,
    numpy_cost,
    refusal,
    refusing,
)
from grader.authoring.answers.part_tolerances import form_answer
from grader.authoring.answers.tolerances import first_non_smooth_row
from grader.authoring.case_arguments.arguments import MAX_ITS
from grader.authoring.facts import written_questions
from grader.authoring.facts.case_spec import CaseSpec
from grader.authoring.facts.question_spec import QuestionSpec
from grader.base.text import did_you_mean
from grader.judging.parts import read_parts
from grader.model.checks import to_expected
from grader.model.encoding.values import Value
from grader.model.result_form import HISTORIES, WEIGHTS, Part, is_run
from reference.descend import Method, descend, descend_batch
from reference.mistakes import METHODS

Answer = dict[str, Any]
SOLVE_VARIANTS = 4  # perturbed answers of a method that has `solve`
EXACT = ("label", "points", "number")  # the handout states how exact these must be: nothing is measured


@dataclass(frozen=True)
class RightAnswer:
    """The right answer, and by path the tolerance of its arrays."""

    answer: Answer
    tolerance: dict[str, Any]


def right_answer(question: QuestionSpec, number: int, values: Sequence[Value] = ()) -> RightAnswer:
    """The right answer to the case of that number, from 1; `values` are what the solution returned, if it gives it.

    Raises BadAssignment where it cannot be judged.
    """
    case = question.case[number - 1]
    if question.is_written:
        return RightAnswer(*written_questions.right_answer(question.returns, dict(case)))
    if case.raises:
        return RightAnswer({}, {})
    if question.check:
        return RightAnswer(to_expected(values[0]), {})
    with refusing(question, f"case {number}", case):
        assert question.form is not None
        runs = [] if values else _solved(question, case)
        values = values or [to_value(requested(question.form, each)) for each in runs]
        points = runs[0][0] if runs and is_run(question.form) else _points(question.form, values[0])
        return RightAnswer(*form_answer(question.form, case, values, slice(_judged_rows(case, points))))


def _points(form: Part, value: Value) -> np.ndarray | None:
    """The points among the histories that a solution returned, if it returned them."""
    return read_parts(form, value).values.get(WEIGHTS) if form == HISTORIES else None


def _load_method(question: QuestionSpec) -> ModuleType:
    try:
        return import_module(f"reference.{question.solved_by}")
    except ModuleNotFoundError:
        meant = did_you_mean(question.solved_by, METHODS)
        raise refusal(question, f"there is no method {question.solved_by!r} in reference/.{meant}") from None


def _judged_rows(case: CaseSpec, points: np.ndarray | None) -> int | None:
    """The number of rows up to the first point where the cost is not smooth; None where there is none."""
    if points is None or (cost := numpy_cost(case)) is no_cost:
        return None
    row = first_non_smooth_row(cost, np.asarray(points))
    if row == 0:
        raise UnfitCase("its start lies on a kink of the cost, where the gradient is not unique. Use another start.")
    return None if row is None else row + 1


def _solved(question: QuestionSpec, case: CaseSpec) -> list[Any]:
    """What the method returns, and its honest variants, once their form is the one that `returns` says."""
    method, wants_run = _load_method(question), question.form is not None and is_run(question.form)
    if hasattr(method, "step") and not wants_run:
        raise UnfitCase(
            f"returns = {question.returns!r}, and the method {question.solved_by!r} gives a run of steps. Use "
            "returns = 'histories' or 'costs', or a method that solves in one call."
        )
    results = _run(method, case) if wants_run and hasattr(method, "step") else _solve(method, case, question.returns)
    if wants_run and not _is_run(results[0]):
        raise UnfitCase(
            f"returns = {question.returns!r}, and what the method {question.solved_by!r} gives is none: a run has "
            "points and costs, one row for every step. Choose the `returns` that fits."
        )
    return results


def _is_run(result: Any) -> bool:
    """Whether it is a pair of points (R,) or (R, N) and their costs (R,)."""
    if not isinstance(result, tuple) or len(result) != 2:
        return False
    points, costs = map(np.shape, result)
    return len(points) in (1, 2) and len(costs) == 1 and points[0] == costs[0] > 1 and 0 not in points


# ── methods that step


def _run(method: ModuleType, case: CaseSpec) -> list[Any]:
    """The run, perturbed runs, and one in float32."""
    arguments = _step_arguments(method, case)
    w, steps = np.asarray(arguments.pop("w")), arguments.pop(MAX_ITS)
    stepped, cost = cast("Method", method), jax_cost(case)
    batch = descend_batch(stepped, cost, steps=steps, **_perturbed_batch(w, steps, arguments))
    single = descend(stepped, cost, w.astype(np.float32), steps, **arguments)
    runs = zip(np.asarray(batch.weights), np.asarray(batch.costs), strict=True)
    return [*runs, (np.asarray(single.weights), np.asarray(single.costs))]


def _perturbed_batch(w: np.ndarray, steps: int, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """What `descend_batch` takes for runs of which the first is unperturbed: start, jitter and arguments.

    The jitter has two factors for each step: of the point where the gradient is taken, and of the gradient.
    """
    rng = np.random.default_rng(0)
    batch, unit = (1 + tolerances.RUNS,), tolerances.UNIT_ROUNDOFF
    starts = w * tolerances.draw_factors(rng, batch + w.shape, 2 * unit)
    jitter = tolerances.draw_factors(rng, (*batch, steps, 2, *w.shape), 2 * unit)
    numbers = {
        name: value if isinstance(value, (str, bool)) else value * tolerances.draw_factors(rng, batch, unit)
        for name, value in arguments.items()
    }
    return {"w": starts, "jitter": jitter, **numbers}


def _step_arguments(method: ModuleType, case: CaseSpec) -> dict[str, Any]:
    """The case's arguments. Raises UnfitCase unless they are those that a run and the method's `step` need."""
    arguments = array_arguments(case)
    missing = [name for name in ("w", MAX_ITS) if name not in arguments] + ["on (the cost g)"] * (not case.on)
    if missing:
        lacks = " and ".join(missing)
        raise UnfitCase(f"the method {_name(method)!r} runs in steps, and the case does not give it {lacks}.")
    step = inspect.signature(method.step).parameters.values()
    own = {p.name: p for p in step if p.kind is p.KEYWORD_ONLY}
    for unknown in set(arguments) - set(own) - {"w", MAX_ITS}:
        raise UnfitCase(
            f"the method {_name(method)!r} has no parameter {unknown!r}.{did_you_mean(unknown, own)} Name an argument "
            "that is meant for students alone in `not_of_method`, and say with `accept` what it means."
        )
    for name in (name for name, p in own.items() if name not in arguments and p.default is p.empty):
        raise UnfitCase(
            f"the method {_name(method)!r} needs its parameter {name!r}. Give it, or say with `accept` what it is."
        )
    return arguments


def _name(method: ModuleType) -> str:
    return method.__name__.rsplit(".", 1)[1]


# ── methods that solve


def _solve(method: ModuleType, case: CaseSpec, returns: str) -> list[Any]:
    """The method's answer to the case, and those to slightly perturbed arguments and in float32, or itself again."""
    arguments, cost = array_arguments(case), jax_cost(case) if case.on else None
    variants = [arguments] if returns in EXACT else _variants(arguments)
    return [_call(method, each, cost) for each in (arguments, *variants)]


def _variants(arguments: Mapping[str, Any]) -> list[dict[str, Any]]:
    rng = np.random.default_rng(0)
    perturbed = [tolerances.perturb(arguments, rng) for _ in range(SOLVE_VARIANTS)]
    single = {n: v.astype(np.float32) if isinstance(v, np.ndarray) else v for n, v in arguments.items()}
    return [*perturbed, single]


def _call(method: ModuleType, arguments: Mapping[str, Any], cost: Any) -> Any:
    """The value of `solve` for those of the arguments that it has a parameter for."""
    if not hasattr(method, "solve"):
        raise UnfitCase(
            f"reference/{_name(method)}.py has neither `step` nor `solve`, and so is no method. Where the master's "
            'solution is meant, write method = "solution".'
        )
    parameters = inspect.signature(method.solve).parameters
    available = {**arguments, **({} if cost is None else {"g": cost, "cost": cost})}
    for name, parameter in parameters.items():
        if name not in available and parameter.default is parameter.empty:
            raise UnfitCase(f"the method {_name(method)!r} needs {name!r}, which the case does not give.")
    return method.solve(**{name: available[name] for name in parameters if name in available})
