"""Changes of a solution that keep every point, and a case that would catch them.

A change may keep every point because it changes nothing, or because the cases cannot tell. Arguments that are drawn at
random near those of the cases tell the two apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.authoring.answers import solution
from grader.authoring.derived.derive import derive
from grader.authoring.derived.exercises import ChangedSolution, Exercise, read_exercises, run_changes
from grader.authoring.derived.source_tree import Change
from grader.model.arguments.typed_arguments import map_floats
from grader.model.transcript import Call, Returned

if TYPE_CHECKING:
    from grader.authoring.facts.assignment import Assignment
    from grader.model.key import Case, Question

DRAWN = 6  # cases at random for each question
APART = 1e-3  # of the scale of the solution's answer: nearer values are arithmetic


@dataclass(frozen=True)
class Revealed:
    """A change that keeps every point, and the drawn case in which it answers otherwise than the solution."""

    change: Change
    case: Case


@dataclass(frozen=True)
class Survivors:
    """How many changes of a solution keep every point, and those that a drawn case tells apart."""

    question: str
    count: int
    revealed: tuple[Revealed, ...]


def find_survivors(assignment: Assignment, questions: Mapping[str, Question]) -> Iterator[Survivors]:
    """For each question that has any; `questions` hold their right answers."""
    derived = derive(assignment, questions)
    exercises = [e for e in read_exercises(assignment, questions) if derived[e.question.name].survivors]
    drawn = {e.question.name: list(_draw(e.question)) for e in exercises}
    unchanged = {e.question.name: _unchanged(e) for e in exercises}
    work = [
        (e, [unchanged[e.question.name], *derived[e.question.name].survivors], drawn[e.question.name])
        for e in exercises
    ]
    calls = run_changes(assignment, work)
    for exercise in exercises:
        name = exercise.question.name
        survivors = derived[name].survivors
        revealed = _revealed(survivors, unchanged[name], drawn[name], calls)
        yield Survivors(name, len(survivors), tuple(revealed))


def _unchanged(exercise: Exercise) -> ChangedSolution:
    """The solution itself, as one more of its changes."""
    first = exercise.changes[0].position
    return ChangedSolution(
        f"{exercise.question.name}:", first, Change("", exercise.extraction.statements[first].source)
    )


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


def _revealed(
    survivors: Sequence[ChangedSolution], unchanged: ChangedSolution, cases: Sequence[Case], calls: Mapping[str, Call]
) -> Iterator[Revealed]:
    """Each change that a case tells apart, with the case that tells most of them apart."""
    apart = {
        case.id: [each for each in survivors if _differ(calls[unchanged.call(case)], calls[each.call(case)])]
        for case in cases
    }
    best = sorted(cases, key=lambda case: -len(apart[case.id]))
    for changed in survivors:
        case = next((case for case in best if changed in apart[case.id]), None)
        if case is not None:
            yield Revealed(changed.change, case)


def _differ(right: Call, other: Call) -> bool:
    """Whether the solution returns finite numbers, and the change something else."""
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
