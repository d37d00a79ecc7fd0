"""What somebody's tests see and what they miss, found by running them on right and on wrong programs."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from grader.authoring.auditing.mutants import CONVERSIONS, Mutant, mutants, with_other_names
from grader.authoring.auditing.running.jobs import Call, GradedTest, Job, Outcome, Workers, workers
from grader.authoring.auditing.suites import NotAuditable, Suite, defined_classes, defined_functions, read_pieces
from grader.judging.forms import count

CPU_SECONDS = 4  # of a wrong program for all tests, if the solution does not need more
Progress = Callable[[str], None]


@dataclass(frozen=True)
class RightWork:
    """Right work that some tests fail."""

    name: str
    failures: tuple[GradedTest, ...]


@dataclass(frozen=True)
class Survivor:
    """A wrong program that keeps all points, and the number of the assert that catches it."""

    mutant: Mutant
    caught_by: int


@dataclass(frozen=True)
class Audit:
    """The result: tests, right work that fails, wrong work by what became of it, and asserts to paste."""

    suite: Suite
    tests: tuple[GradedTest, ...]
    n_right: int  # right programs that were tried
    rejected: tuple[RightWork, ...]
    killed: tuple[Mutant, ...]
    survivors: tuple[Survivor, ...]
    alike: tuple[Mutant, ...]  # changed programs that no call tells from the solution
    n_crashing: int  # those that raise on every call
    n_untried: int  # those of functions whose calls cannot be written down
    asserts: tuple[Call, ...]
    unused: tuple[str, ...]  # functions of the solution that no test reaches

    @property
    def passed(self) -> bool:
        """Whether no right work fails and no wrong work keeps all points."""
        return not (self.rejected or self.survivors or self.unused)

    @property
    def kill_rate(self) -> float:
        """The share of the wrong programs that lose points."""
        count = len(self.killed) + len(self.survivors)
        return len(self.killed) / count if count else 1.0

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

    @property
    def block(self) -> str:
        """The asserts as a test to paste, each with what it catches; empty where there is none."""
        caught = Counter(each.caught_by for each in self.survivors)
        heads = [f"# [{at + 1}] catches {count(caught[at], 'wrong program')}" for at in range(len(self.asserts))]
        codes = [f"{head}\n{call.assertion}" for head, call in zip(heads, self.asserts, strict=True)]
        return self.suite.block(codes, {call.function for call in self.asserts}) if codes else ""


def audit(suite: Suite, honest: Sequence[Path] = (), progress: Progress = lambda _: None) -> Audit:
    """Run the tests of the suite on all programs. Raises NotAuditable."""
    others = dict(_right_programs(suite, honest))
    with workers(suite.data(), suite.preload()) as pool:
        progress("running the tests on the solution")
        (first,) = pool.run([Job(suite.pieces, record=True)])
        _check(suite, first)
        progress(f"running the tests on {len(others)} other right programs")
        asserts = tuple(call.assertion for call in first.calls)
        outcomes = dict(zip(others, pool.run([replace(job, asserts=asserts) for job in others.values()]), strict=True))
        calls = _fair(first.calls, outcomes.values())
        wrong = mutants(suite.pieces, first.called, _numbers(first.calls))
        trials = list(_trials(wrong, calls, pool, progress))
    rejected = tuple(_rejected(suite, first, outcomes))
    return _conclusion(suite, first, trials, calls, (rejected, len(others) + 1))


def _check(suite: Suite, first: Outcome) -> None:
    """Raise NotAuditable where the tests cannot be run on the solution."""
    failed = [*first.uncollected, *(test for test in first.tests if not test.ok)]
    if first.fault:
        raise NotAuditable(f"{suite.solution}: the solution cannot be run: {first.fault}.")
    if package := next((test.package for test in failed if test.package), ""):
        raise NotAuditable(
            f"{suite.path}: the tests import `{package}`, which is neither installed in this Python nor beside them. "
            f"Install it with `pip install {package.partition('.')[0]}`, or put the file beside the tests."
        )
    if name := next((test.missing for test in failed if test.missing), ""):
        defined = ", ".join(sorted(defined_functions(suite.pieces))) or "no function"
        raise NotAuditable(
            f"{suite.path}: the tests use `{name}`, which the solution {suite.solution.name} does not define; it "
            f"defines {defined}. Name the file that these tests grade with --solution."
        )
    if first.uncollected:
        raise NotAuditable(f"{suite.path}: the tests cannot be read: {first.uncollected[0].message}.")
    if first.stopped:
        raise NotAuditable(f"{suite.path}: the tests do not come to an end on the solution.")
    if first.tests and not first.called and not defined_classes(suite.pieces):
        raise NotAuditable(
            f"{suite.path}: the tests call no function of the solution {suite.solution.name}. Do they import another "
            "file? Name the program that they grade with --solution."
        )
    if not first.tests:
        raise NotAuditable(
            f"{suite.path}: no test found. A Python file holds functions `test_...`, functions `NAME_test(target)`, or "
            "classes of unittest.TestCase."
        )


# ── right work


def _right_programs(suite: Suite, honest: Sequence[Path]) -> Iterator[tuple[str, Job]]:
    for path in honest:
        yield path.name, Job(_as_many(suite, read_pieces(path)))
    yield "the solution with other local names", Job(tuple(map(with_other_names, suite.pieces)))
    for conversion, words in CONVERSIONS.items():
        yield f"the solution that returns {words}", Job(suite.pieces, conversion)


def _as_many(suite: Suite, pieces: tuple[str, ...]) -> tuple[str, ...]:
    """The pieces of another file, in place of the solution's: all before the first test."""
    if len(pieces) == len(suite.pieces):
        return pieces
    return ("\n\n".join(pieces), *[""] * (len(suite.pieces) - 1))


def _rejected(suite: Suite, first: Outcome, outcomes: Mapping[str, Outcome]) -> Iterator[RightWork]:
    """Right work that loses points: the solution itself, then others in the tests that the solution passes."""
    failed = tuple(test for test in first.tests if not test.ok)
    if failed:
        yield RightWork(f"the solution {suite.solution.name} itself", failed)
    passing = [test for test in first.tests if test.ok]
    for name, outcome in outcomes.items():
        said = {test.test: test for test in outcome.tests}
        lost = [
            said.get(test.test, GradedTest(test.test, message=outcome.fault or "does not come to an end"))
            for test in passing
            if test.test not in said or said[test.test].earned < test.earned
        ]
        if lost:
            yield RightWork(name, tuple(lost))


def _fair(calls: Sequence[Call], outcomes: Iterable[Outcome]) -> list[Call]:
    """The calls whose asserts hold for all right work that can be called at all."""
    able = [outcome.asserts for outcome in outcomes if "right" in outcome.asserts.values()]
    return [call for at, call in enumerate(calls) if all(asserts.get(at) == "right" for asserts in able)]


# ── wrong work


@dataclass(frozen=True)
class _Trial:
    """A wrong program: what the tests give it, and the numbers of the asserts that it does not fulfil."""

    mutant: Mutant
    earned: Mapping[str, float]
    fails: frozenset[int]
    is_crashing: bool


def _numbers(calls: Sequence[Call]) -> dict[str, dict[str, list[Any]]]:
    """The single numbers of the recorded calls, by function and parameter."""
    numbers: dict[str, dict[str, list[Any]]] = {}
    for call in calls:
        for name, value in call.numbers.items() if not call.drawn else ():
            numbers.setdefault(call.function, {}).setdefault(name, []).append(value)
    return numbers


def _trials(wrong: Sequence[Mutant], calls: Sequence[Call], pool: Workers, progress: Progress) -> Iterator[_Trial]:
    asserts = tuple(call.assertion for call in calls)
    jobs = [Job(mutant.pieces, asserts=asserts, cpu_seconds=CPU_SECONDS) for mutant in wrong]
    for at, (mutant, outcome) in enumerate(zip(wrong, pool.run(jobs), strict=True), 1):
        progress(f"running the tests on wrong programs: {at} of {len(wrong)}")
        fails = {number for number, result in outcome.asserts.items() if result != "right"}
        if outcome.stopped and len(outcome.asserts) < len(calls):
            fails.add(len(outcome.asserts))  # this one does not come to an end
        is_crashing = not outcome.stopped and bool(calls) and set(outcome.asserts.values()) <= {"error"}
        earned = {test.test: test.earned for test in outcome.tests}
        yield _Trial(mutant, earned, frozenset(fails), is_crashing)


def _conclusion(
    suite: Suite,
    first: Outcome,
    trials: Sequence[_Trial],
    calls: Sequence[Call],
    right: tuple[tuple[RightWork, ...], int],
) -> Audit:
    passing = {test.test: test.earned for test in first.tests if test.ok}
    running = [trial for trial in trials if not trial.is_crashing]
    killed = [t for t in running if any(t.earned.get(test, 0.0) < earned for test, earned in passing.items())]
    alive = [trial for trial in running if trial not in killed]
    order = _cover([trial.fails for trial in alive if trial.fails], calls)
    survivors = [Survivor(t.mutant, next(at for at, n in enumerate(order) if n in t.fails)) for t in alive if t.fails]
    reached = {name for call in calls for name in call.reached}
    alike = [trial for trial in alive if not trial.fails and trial.mutant.function in reached]
    return Audit(
        suite, first.tests, right[1], right[0], tuple(t.mutant for t in killed), tuple(survivors),
        tuple(t.mutant for t in alike),
        len(trials) - len(running), len(alive) - len(survivors) - len(alike), tuple(calls[n] for n in order),
        tuple(sorted(defined_functions(suite.pieces) - {*first.called})),
    )  # fmt: skip


def _cover(sets: Sequence[frozenset[int]], calls: Sequence[Call]) -> list[int]:
    """Few numbers of which each set holds one: in turn the number that most sets hold, of equal ones the short call."""
    left, order = list(sets), list[int]()
    while left:
        counts = Counter(number for numbers in left for number in numbers)
        best = min(counts, key=lambda number: (-counts[number], len(calls[number].assertion)))
        order.append(best)
        left = [numbers for numbers in left if best not in numbers]
    return order
