"""Cases that are drawn at random near those of a question, and in which its solution gives an answer to ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.authoring.answers import solution
from grader.authoring.case_arguments.arguments import MAX_ITS
from grader.authoring.derived.exercises import Exercise
from grader.authoring.derived.runs import Workshop, run_changes
from grader.authoring.proving.cases.larger_sizes import with_longer_arrays
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
    """The cases in turn, with each decimal multiplied at random.

    In each third one arrays are longer, where all are short, and in each other third one whole numbers are one larger.
    Decimals of an argument that lie between 0 and 1 in all cases do so here; probabilities sum to 1.
    """
    rng, cases = np.random.default_rng(0), exercise.question.cases
    limits = _limits(exercise)
    for number in range(DRAWN):
        case = cases[number % len(cases)]
        case = (number % 3 == 1 and with_longer_arrays(case, cases)) or case
        drawn = _with_other_decimals(exercise, case, limits, rng)
        arguments = drawn.arguments
        if number % 3 == 2:
            arguments = {n: value + 1 if type(value) is int else value for n, value in arguments.items()}
        yield replace(drawn, id=f"drawn {number}", arguments=arguments)


def draw_like(workshop: Workshop, exercise: Exercise, case: Case) -> Case | None:
    """The case with other decimals at random, and with longer arrays where all are short.

    None where all its decimals are 0, or where the solution's answer to each case that was tried is not finite, has
    another form, or changes much when the decimals change little.
    """
    rng, limits = np.random.default_rng(0), _limits(exercise)
    longer = with_longer_arrays(case, exercise.question.cases)
    like = [each for each in (longer, case) if each]
    drawn = [_with_other_decimals(exercise, each, limits, rng) for each in like for _ in range(DRAWN // 2)]
    others = [each for each in drawn if _floats(exercise, each) != _floats(exercise, case)]
    named = [replace(each, id=f"drawn {number}") for number, each in enumerate(others)]
    return next(steady(workshop, exercise, named), None)


def _floats(exercise: Exercise, case: Case) -> list[Any]:
    """All decimals of the case's arguments."""
    seen = list[Any]()

    def see(floats: Any) -> Any:
        seen.append(np.asarray(floats, dtype=float).tolist())
        return floats

    for name, value in case.arguments.items():
        map_floats(_decimals(exercise, name, value), see)
    return seen


def _limits(exercise: Exercise) -> dict[str, Callable[[Any], Any]]:
    """By argument what keeps drawn numbers where they lie in all cases."""
    return {name: _limit(exercise, name) for case in exercise.question.cases for name in case.arguments}


def _with_other_decimals(
    exercise: Exercise, case: Case, limits: Mapping[str, Callable[[Any], Any]], rng: np.random.Generator
) -> Case:
    arguments = {name: _decimals(exercise, name, value) for name, value in case.arguments.items()}
    drawn = {n: map_floats(value, partial(_drawn, limits[n], rng)) for n, value in arguments.items()}
    return replace(case, arguments=drawn)


def _drawn(limit: Callable[[Any], Any], rng: np.random.Generator, floats: Any) -> Any:
    return limit(_varied(floats, rng))


def _limit(exercise: Exercise, name: str) -> Callable[[Any], Any]:
    """What keeps drawn numbers of this argument where they lie in all cases."""
    seen: list[np.ndarray[Any, Any]] = []

    def see(floats: Any) -> Any:
        seen.append(np.asarray(floats, dtype=float))
        return floats

    for case in exercise.question.cases:
        map_floats(_decimals(exercise, name, case.arguments.get(name)), see)
    if not seen or not all(((array >= 0) & (array <= 1)).all() for array in seen):
        return lambda floats: floats
    return _probabilities if all(map(_are_probabilities, seen)) else _at_most_1


def _are_probabilities(array: np.ndarray[Any, Any]) -> bool:
    """Whether the last axis holds several numbers that sum to 1; the rows of an identity matrix hold one."""
    has_several = array.ndim > 0 and ((array > 0).sum(axis=-1) > 1).any()
    return bool(has_several and np.allclose(array.sum(axis=-1), 1))


def _probabilities(floats: Any) -> Any:
    """The numbers over their sum, with three digits; the largest makes up for the rounding."""
    array = np.asarray(floats, dtype=float)
    rounded = np.round(array / array.sum(axis=-1, keepdims=True), 3)
    largest = rounded.argmax(axis=-1, keepdims=True)
    more = 1 - rounded.sum(axis=-1, keepdims=True)
    np.put_along_axis(rounded, largest, np.take_along_axis(rounded, largest, axis=-1) + more, axis=-1)
    return np.round(rounded, 3).tolist()


def _at_most_1(floats: Any) -> Any:
    """The numbers, with 1/x for what is above 1."""
    array = np.asarray(floats, dtype=float)
    return np.vectorize(lambda x: x if x <= 1 else float(f"{1 / x:.3g}"), otypes=[float])(array).tolist()


def _decimals(exercise: Exercise, name: str, value: Any) -> Any:
    """The argument's numbers as decimals, where a method of `reference/` takes 1 for 1.0."""
    if exercise.spec.by_solution or name == MAX_ITS or type(value) not in (int, list):
        return value
    return np.asarray(value, dtype=float).tolist()


def _varied(floats: Any, rng: np.random.Generator) -> Any:
    """The numbers between half and 1.5 times theirs, with three digits; a symmetric matrix stays symmetric."""
    array = np.asarray(floats, dtype=float)
    if not np.isfinite(array).all():  # a file's missing numbers, which no request holds as a list
        return floats
    factors = np.asarray(rng.uniform(0.5, 1.5, array.shape))
    if array.ndim == 2 and np.array_equal(array, array.T):
        factors = (factors + factors.T) / 2
    return np.vectorize(lambda x: float(f"{x:.3g}"), otypes=[float])(array * factors).tolist() if array.size else floats


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
