"""Changes of a solution that keep every point, and a case that would catch them.

A change may keep every point because it changes nothing, or because the cases cannot tell. Arguments that are drawn at
random near those of the cases tell the two apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.authoring.answers import solution
from grader.authoring.case_arguments.arguments import MAX_ITS
from grader.authoring.derived.derive import is_right, keeps_every_point
from grader.authoring.derived.exercises import ChangedSolution, Exercise
from grader.authoring.derived.runs import Workshop, run_changes
from grader.changes.source_tree import Change
from grader.model.arguments.typed_arguments import map_floats
from grader.model.transcript import Call, Returned, Stopped

if TYPE_CHECKING:
    from grader.model.key import Case

DRAWN = 6  # cases at random for each question
SHAKEN = 1e-9  # of each decimal argument
APART = 1e-3  # of the scale of the solution's answer: nearer values are arithmetic


@dataclass(frozen=True)
class Revealed:
    """Changes that keep every point, and the drawn case in which they answer otherwise than the solution."""

    changes: tuple[Change, ...]
    case: Case


@dataclass(frozen=True)
class Survivors:
    """How many changes a solution has, how many were too slow, which keep every point, and what drawn cases reveal."""

    question: str
    changes: int
    survivors: tuple[Change, ...]
    too_slow: int
    revealed: tuple[Revealed, ...]

    @property
    def never_told_apart(self) -> tuple[Change, ...]:
        """The changes that keep every point and that no drawn case tells from the solution either."""
        revealed = {change for each in self.revealed for change in each.changes}
        return tuple(change for change in self.survivors if change not in revealed)


def find_survivors(workshop: Workshop, exercise: Exercise) -> Survivors:
    """What comes of the changes of an exercise, whose question holds its right answers."""
    question, changes = exercise.question, exercise.changes
    goes_on = partial(is_right, question)  # what is wrong in one case loses points, whatever it does in others
    calls = run_changes(workshop, exercise, changes, question.cases, goes_on=goes_on)
    survivors = [changed for changed in changes if keeps_every_point(question, changed, calls)]
    slow = sum(any(isinstance(calls[each.call(c)], Stopped) for c in question.cases) for each in changes)
    revealed = tuple(_reveal(workshop, exercise, survivors)) if survivors else ()
    return Survivors(question.name, len(changes), tuple(s.change for s in survivors), slow, revealed)


def _reveal(workshop: Workshop, exercise: Exercise, survivors: Sequence[ChangedSolution]) -> Iterator[Revealed]:
    """The fewest drawn cases that tell all changes from the solution that one of them does, best first."""
    cases = list(_steady(workshop, exercise, list(draw(exercise))))
    calls = run_changes(workshop, exercise, [exercise.unchanged, *survivors], cases)
    apart = {case.id: {s.name for s in survivors if _differ(exercise, case, s, calls)} for case in cases}
    left = set().union(*apart.values())
    while left:
        best = max(cases, key=lambda case: len(apart[case.id] & left))
        yield Revealed(tuple(s.change for s in survivors if s.name in apart[best.id] & left), best)
        left -= apart[best.id]


def draw(exercise: Exercise) -> Iterator[Case]:
    """The cases in turn, with each decimal multiplied at random, and each third time whole numbers one larger.

    Decimals of an argument that lie between 0 and 1 in all cases do so here; probabilities sum to 1.
    """
    rng, cases = np.random.default_rng(0), exercise.question.cases
    limits = {name: _limit(exercise, name) for case in cases for name in case.arguments}
    for number in range(DRAWN):
        arguments = {
            name: _decimals(exercise, name, value) for name, value in cases[number % len(cases)].arguments.items()
        }
        arguments = {n: map_floats(value, partial(_drawn, limits[n], rng)) for n, value in arguments.items()}
        if number % 3 == 2:
            arguments = {n: value + 1 if type(value) is int else value for n, value in arguments.items()}
        yield replace(cases[number % len(cases)], id=f"drawn {number}", arguments=arguments)


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


def _steady(workshop: Workshop, exercise: Exercise, drawn: Sequence[Case]) -> Iterator[Case]:
    """The cases in which the solution's answer changes little when the arguments do: others are no case to ask."""
    shaken = [
        replace(case, id=f"{case.id} shaken", arguments={n: map_floats(v, _shaken) for n, v in case.arguments.items()})
        for case in drawn
    ]
    calls = run_changes(workshop, exercise, [exercise.unchanged], [*drawn, *shaken])
    for case, other in zip(drawn, shaken, strict=True):
        right, near = calls[exercise.unchanged.call(case)], calls[exercise.unchanged.call(other)]
        if not _apart(right, near, 1e3 * SHAKEN):
            yield case


def _shaken(floats: Any) -> Any:
    array = np.asarray(floats, dtype=float)
    return (array * (1 + SHAKEN)).tolist() if np.isfinite(array).all() else floats


def _differ(exercise: Exercise, case: Case, changed: ChangedSolution, calls: Mapping[str, Call]) -> bool:
    """Whether the solution returns finite numbers, and the change something else."""
    right, other = calls[exercise.unchanged.call(case)], calls[changed.call(case)]
    return isinstance(other, Returned) and not _apart(right, right, APART) and _apart(right, other, APART)


def _apart(right: Call, other: Call, distance: float) -> bool:
    """Whether two calls do not both return numbers that differ by less than this part of the first one's size."""
    if not isinstance(right, Returned) or not isinstance(other, Returned):
        return True
    # axes of length 1 say nothing: what keeps every point had them in the cases as well
    numbers, others = ([array.squeeze() for array in solution.arrays(each.value)] for each in (right, other))
    if [array.shape for array in numbers] != [array.shape for array in others]:
        return True
    pairs = ((1.0 * a, 1.0 * b) for a, b in zip(numbers, others, strict=True))  # booleans have no difference
    return any((~(np.abs(a - b) <= distance * max(1e-9, np.abs(a).max(initial=0.0)))).any() for a, b in pairs)
