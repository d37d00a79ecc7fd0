"""Changes of a solution that keep every point, and a case that would catch them.

A change may keep every point because it changes nothing, or because the cases cannot tell. Arguments that are drawn at
random near those of the cases tell the two apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.authoring.answers import solution
from grader.authoring.cache import Cache
from grader.authoring.derived.derive import keeps_every_point
from grader.authoring.derived.exercises import ChangedSolution, Exercise, read_exercises, run_changes
from grader.authoring.derived.source_tree import Change
from grader.model.arguments.typed_arguments import map_floats
from grader.model.transcript import Call, Returned, Stopped

if TYPE_CHECKING:
    from grader.authoring.facts.assignment import Assignment
    from grader.model.key import Case, Question

DRAWN = 6  # cases at random for each question
APART = 1e-3  # of the scale of the solution's answer: nearer values are arithmetic


@dataclass(frozen=True)
class Revealed:
    """Changes that keep every point, and the drawn case in which they answer otherwise than the solution."""

    changes: tuple[Change, ...]
    case: Case


@dataclass(frozen=True)
class Survivors:
    """How many changes a solution has, how many keep every point or were too slow, and what drawn cases reveal."""

    question: str
    changes: int
    survivors: int
    too_slow: int
    revealed: tuple[Revealed, ...]

    @property
    def revealed_changes(self) -> int:
        """How many changes keep every point although arguments exist that tell them from the solution."""
        return sum(len(each.changes) for each in self.revealed)


def find_survivors(
    assignment: Assignment, questions: Mapping[str, Question], cache: Cache, progress: Callable[[str], None]
) -> Iterator[Survivors]:
    """For each question that the solution answers; `questions` hold their right answers."""
    for exercise in read_exercises(assignment, questions):
        question, changes = exercise.question, exercise.changes
        progress(f"looking for changes of {question.name} that keep every point: {len(changes)} to try")
        calls = run_changes(assignment, exercise, changes, question.cases, cache)
        survivors = [changed for changed in changes if keeps_every_point(question, changed, calls)]
        slow = sum(any(isinstance(calls[each.call(c)], Stopped) for c in question.cases) for each in changes)
        revealed = tuple(_reveal(assignment, exercise, survivors, cache)) if survivors else ()
        yield Survivors(question.name, len(changes), len(survivors), slow, revealed)


def _reveal(
    assignment: Assignment, exercise: Exercise, survivors: Sequence[ChangedSolution], cache: Cache
) -> Iterator[Revealed]:
    """The fewest drawn cases that tell all changes from the solution that one of them does, best first."""
    cases = list(_draw(exercise.question))
    calls = run_changes(assignment, exercise, [exercise.unchanged, *survivors], cases, cache)
    apart = {case.id: {s.name for s in survivors if _differ(exercise, case, s, calls)} for case in cases}
    left = set().union(*apart.values())
    while left:
        best = max(cases, key=lambda case: len(apart[case.id] & left))
        yield Revealed(tuple(s.change for s in survivors if s.name in apart[best.id] & left), best)
        left -= apart[best.id]


def _draw(question: Question) -> Iterator[Case]:
    """The cases in turn, with each float multiplied at random, and each third time whole numbers one larger."""
    rng = np.random.default_rng(0)
    for number in range(DRAWN):
        case = question.cases[number % len(question.cases)]
        arguments = {n: map_floats(value, lambda floats: _varied(floats, rng)) for n, value in case.arguments.items()}
        if number % 3 == 2:
            arguments = {n: value + 1 if type(value) is int else value for n, value in arguments.items()}
        yield replace(case, id=f"drawn {number}", arguments=arguments)


def _varied(floats: Any, rng: np.random.Generator) -> Any:
    """The numbers between half and 1.5 times theirs, with three digits."""
    array = np.asarray(floats, dtype=float)
    varied = array * rng.uniform(0.5, 1.5, array.shape)
    return np.vectorize(lambda x: float(f"{x:.3g}"), otypes=[float])(varied).tolist() if array.size else floats


def _differ(exercise: Exercise, case: Case, changed: ChangedSolution, calls: Mapping[str, Call]) -> bool:
    """Whether the solution returns finite numbers, and the change something else."""
    right, other = calls[exercise.unchanged.call(case)], calls[changed.call(case)]
    if not isinstance(right, Returned) or not isinstance(other, Returned):
        return False
    numbers, others = list(solution.arrays(right.value)), list(solution.arrays(other.value))
    if not all(np.isfinite(array).all() for array in numbers):
        return False
    if [array.shape for array in numbers] != [array.shape for array in others]:
        return True
    return any(
        bool((~(np.abs(a - b) <= APART * max(1e-9, float(np.abs(a).max(initial=0.0))))).any())
        for a, b in zip(numbers, others, strict=True)
    )
