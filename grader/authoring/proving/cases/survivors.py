"""Changes of a solution that keep every point, and a case that would catch them.

A change may keep every point because it changes nothing, or because the cases cannot tell. Arguments that are drawn at
random near those of the cases tell the two apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from grader.authoring.derived.derive import is_right, keeps_every_point
from grader.authoring.derived.exercises import ChangedSolution, Exercise
from grader.authoring.derived.runs import Workshop, run_changes
from grader.authoring.proving.cases.drawn_cases import are_apart, draw, steady
from grader.changes.source_tree import Change
from grader.model.transcript import Call, Returned, Stopped

if TYPE_CHECKING:
    from grader.model.key import Case


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
    cases = list(steady(workshop, exercise, list(draw(exercise))))
    calls = run_changes(workshop, exercise, [exercise.unchanged, *survivors], cases)
    apart = {case.id: {s.name for s in survivors if _differ(exercise, case, s, calls)} for case in cases}
    left = set().union(*apart.values())
    while left:
        best = max(cases, key=lambda case: len(apart[case.id] & left))
        yield Revealed(tuple(s.change for s in survivors if s.name in apart[best.id] & left), best)
        left -= apart[best.id]


def _differ(exercise: Exercise, case: Case, changed: ChangedSolution, calls: Mapping[str, Call]) -> bool:
    """Whether the solution returns finite numbers, and the change something else."""
    right, other = calls[exercise.unchanged.call(case)], calls[changed.call(case)]
    return isinstance(other, Returned) and not are_apart(exercise, right, right) and are_apart(exercise, right, other)
