"""Wrong work: changed solutions, what became of each, and the few calls that catch those that keep all points."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from grader.authoring.auditing.mutants import Mutant
from grader.authoring.running.jobs import JobOutcome, RecordedCall


@dataclass(frozen=True)
class Survivor:
    """A wrong program that keeps all points, and the number of the assert that catches it."""

    mutant: Mutant
    caught_by: int


@dataclass(frozen=True)
class WrongWork:
    """The changed solutions by what became of them; `calls` catch the survivors."""

    killed: tuple[Mutant, ...]  # they lose points
    survivors: tuple[Survivor, ...]
    calls: tuple[RecordedCall, ...]
    alike: tuple[Mutant, ...]  # no call tells them from the solution
    crashing: tuple[Mutant, ...]  # they end with an error in every call
    untried: tuple[Mutant, ...]  # no call reaches them

    @property
    def count(self) -> int:
        """How many are certainly wrong."""
        return len(self.killed) + len(self.survivors)

    @property
    def kill_rate(self) -> float:
        """The share of these that lose points."""
        return len(self.killed) / self.count if self.count else 1.0

    @cached_property
    def by_kind(self) -> dict[str, tuple[int, int]]:
        """By kind of change how many are killed and how many survive, most survivors first."""
        killed = Counter(mutant.kind for mutant in self.killed)
        surviving = Counter(each.mutant.kind for each in self.survivors)
        kinds = sorted({*killed, *surviving}, key=lambda kind: (-surviving[kind], -killed[kind], kind))
        return {kind: (killed[kind], surviving[kind]) for kind in kinds}

    @cached_property
    def written(self) -> dict[tuple[str, str], list[str]]:
        """By function and parameter the numbers that may stand in its place in every call."""
        numbers: dict[tuple[str, str], list[str]] = {}
        for mutant in (each.mutant for each in self.survivors):
            if mutant.change.kind == "written" and isinstance(mutant.change.subject, ast.Name):
                numbers.setdefault((mutant.function, mutant.change.subject.id), []).append(mutant.change.value)
        return numbers


def recorded_numbers(calls: Sequence[RecordedCall]) -> dict[str, dict[str, list[Any]]]:
    """The single numbers of the calls that tests make, by function and parameter."""
    numbers: dict[str, dict[str, list[Any]]] = {}
    for call in calls:
        for name, value in call.numbers.items() if not call.drawn else ():
            numbers.setdefault(call.function, {}).setdefault(name, []).append(value)
    return numbers


def conclude(
    mutants: Sequence[Mutant],
    outcomes: Sequence[JobOutcome],
    calls: Sequence[RecordedCall],
    points: Mapping[str, float],
) -> WrongWork:
    """Sort wrong programs by their outcomes; `points` are those of the solution by test, as shares."""
    sorted_out: dict[str, list[Mutant]] = {"killed": [], "alike": [], "crashing": [], "untried": []}
    alive: list[tuple[Mutant, frozenset[int]]] = []
    for mutant, outcome in zip(mutants, outcomes, strict=True):
        fails = {number for number, result in outcome.asserts.items() if result != "right"}
        if outcome.stopped and len(outcome.asserts) < len(calls):
            fails.add(len(outcome.asserts))  # the one that does not come to an end
        fate = _fate(mutant, outcome, calls, points)
        if fate in ("alike", "untried") and fails:
            alive.append((mutant, frozenset(fails)))
        else:
            sorted_out[fate].append(mutant)
    order = _cover([fails for _, fails in alive], calls)
    survivors = [Survivor(m, next(at for at, number in enumerate(order) if number in fails)) for m, fails in alive]
    fates = {fate: tuple(each) for fate, each in sorted_out.items()}
    return WrongWork(**fates, survivors=tuple(survivors), calls=tuple(calls[number] for number in order))


def _fate(mutant: Mutant, outcome: JobOutcome, calls: Sequence[RecordedCall], points: Mapping[str, float]) -> str:
    """`killed`, `crashing`, or, where no assert fails, `alike` or `untried`."""
    own = [outcome.asserts.get(at) for at, call in enumerate(calls) if mutant.function in call.reached]
    if outcome.fault or (own and set(own) == {"error"}):
        return "crashing"
    earned = {test.test: test.earned for test in outcome.tests}
    if any(earned.get(test, 0.0) < share for test, share in points.items()):
        return "killed"
    return "alike" if own else "untried"


def _cover(sets: Sequence[frozenset[int]], calls: Sequence[RecordedCall]) -> list[int]:
    """Few numbers of which each set holds one: in turn the number that most sets hold, of equal ones the short call."""
    left, order = list(sets), list[int]()
    while left:
        counts = Counter(number for numbers in left for number in numbers)
        best = min(counts, key=lambda number: (-counts[number], len(calls[number].assertion)))
        order.append(best)
        left = [numbers for numbers in left if best not in numbers]
    return order
