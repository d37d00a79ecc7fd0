"""Cases that are drawn at random near those of a question, and in which its solution gives an answer to ask for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.authoring.answers import solution
from grader.authoring.case_arguments.arguments import MAX_ITS
from grader.authoring.derived.exercises import Exercise
from grader.authoring.derived.runs import Workshop, run_changes
from grader.judging.parts import read_parts
from grader.model.arguments.typed_arguments import map_floats
from grader.model.encoding.values import Items, Value
from grader.model.transcript import Call, Returned

if TYPE_CHECKING:
    from grader.model.key import Case
    from grader.model.result_form import Part

DRAWN = 6  # cases at random for each question
SHAKEN = 1e-9  # of each decimal argument
APART = 1e-3  # of the scale of the solution's answer: nearer values are arithmetic


def draw(exercise: Exercise) -> Iterator[Case]:
    """The cases in turn, with each decimal multiplied at random; in each third one whole numbers are one larger."""
    rng, cases = np.random.default_rng(0), exercise.question.cases
    for number in range(DRAWN):
        case = cases[number % len(cases)]
        decimals = {name: _decimals(exercise, name, value) for name, value in case.arguments.items()}
        arguments = {name: map_floats(value, partial(_varied, rng)) for name, value in decimals.items()}
        if number % 3 == 2:
            arguments = {name: value + 1 if type(value) is int else value for name, value in arguments.items()}
        yield replace(case, id=f"drawn {number}", arguments=arguments)


def _decimals(exercise: Exercise, name: str, value: Any) -> Any:
    """The argument's numbers as decimals, where a method of `reference/` takes 1 for 1.0."""
    if exercise.spec.by_solution or name == MAX_ITS or type(value) not in (int, list):
        return value
    return np.asarray(value, dtype=float).tolist()


def _varied(rng: np.random.Generator, floats: Any) -> Any:
    """The numbers between half and 1.5 times theirs, with three digits.

    A symmetric matrix stays symmetric, what lies between 0 and 1 does so again, and probabilities sum to 1.
    """
    array = np.asarray(floats, dtype=float)
    if not array.size or not np.isfinite(array).all():  # a file's missing numbers, which no request holds as a list
        return floats
    factors = np.asarray(rng.uniform(0.5, 1.5, array.shape))
    if array.ndim == 2 and np.array_equal(array, array.T):
        factors = (factors + factors.T) / 2
    varied = array * factors
    if ((array >= 0) & (array <= 1)).all():
        if _are_probabilities(array):
            return (varied / varied.sum(axis=-1, keepdims=True)).tolist()
        varied = np.where(varied > 1, 1 / np.maximum(varied, 1), varied)
    return np.vectorize(lambda x: float(f"{x:.3g}"), otypes=[float])(varied).tolist()


def _are_probabilities(array: np.ndarray[Any, Any]) -> bool:
    """Whether the last axis holds several numbers that sum to 1; the rows of an identity matrix hold one."""
    has_several = array.ndim > 0 and ((array > 0).sum(axis=-1) > 1).any()
    return bool(has_several and np.allclose(array.sum(axis=-1), 1))


def steady(workshop: Workshop, exercise: Exercise, drawn: Sequence[Case]) -> Iterator[Case]:
    """The cases in which the solution's answer changes little when the arguments do: others are no case to ask."""
    shaken = [
        replace(case, id=f"{case.id} shaken", arguments={n: map_floats(v, _shaken) for n, v in case.arguments.items()})
        for case in drawn
    ]
    calls = run_changes(workshop, exercise, [exercise.unchanged], [*drawn, *shaken])
    for case, other in zip(drawn, shaken, strict=True):
        right, near = calls[exercise.unchanged.call(case)], calls[exercise.unchanged.call(other)]
        if _has_form(exercise, right) and not are_apart(exercise, right, near, 1e3 * SHAKEN):
            yield case


def _has_form(exercise: Exercise, right: Call) -> bool:
    """Whether the solution's answer has the form that the question asks for, which longer arrays may change."""
    form = exercise.question.form
    return form is None or (isinstance(right, Returned) and not read_parts(form, right.value).wrong_forms)


def _shaken(floats: Any) -> Any:
    array = np.asarray(floats, dtype=float)
    return (array * (1 + SHAKEN)).tolist() if np.isfinite(array).all() else floats


def are_apart(exercise: Exercise, right: Call, other: Call, distance: float = APART) -> bool:
    """Whether two calls do not both return numbers that differ by less than this part of the first one's size."""
    if not isinstance(right, Returned) or not isinstance(other, Returned):
        return True
    # axes of length 1 say nothing: what keeps every point had them in the cases as well
    numbers, others = (
        [array.squeeze() for array in _arrays(exercise.question.form, each.value)] for each in (right, other)
    )
    if [array.shape for array in numbers] != [array.shape for array in others]:
        return True
    pairs = ((1.0 * a, 1.0 * b) for a, b in zip(numbers, others, strict=True))  # booleans have no difference
    return any((~(np.abs(a - b) <= distance * max(1e-9, np.abs(a).max(initial=0.0)))).any() for a, b in pairs)


def _arrays(form: Part | None, value: Value) -> Iterator[np.ndarray]:
    """The numbers of an answer; a set of points, which the judge takes in any order, is sorted."""
    if form is not None and form.kind == "points":
        numbers = [array.ravel() for array in solution.arrays(value)]
        yield np.sort(np.concatenate(numbers)) if numbers else np.zeros(0)
    elif form is not None and isinstance(value, Items) and len(value.items) == len(form.parts):
        for part, item in zip(form.parts, value.items, strict=True):
            yield from _arrays(part, item)
    else:
        yield from solution.arrays(value)
