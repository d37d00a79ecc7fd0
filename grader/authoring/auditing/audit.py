"""What somebody's tests see and what they miss, found by running them on right and on wrong programs."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grader.authoring.auditing.mutants import Mutant, mutants
from grader.authoring.auditing.pasted_tests import pasted_test
from grader.authoring.auditing.right_work import RightWork, check_solution, fair_calls, rejected, right_programs
from grader.authoring.auditing.running.jobs import GradedTest, Job, JobOutcome, workers
from grader.authoring.auditing.suites import Suite, defined_functions
from grader.authoring.auditing.wrong_work import WrongWork, conclude, recorded_numbers
from grader.base.text import count

CPU_SECONDS, SLOWER = 4, 3  # that a wrong program may take: so many, or so many times those of the solution
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Audit:
    """The result: the tests, right work that fails, and what became of wrong work."""

    suite: Suite
    tests: tuple[GradedTest, ...]
    n_right: int  # right programs that were tried
    rejected: tuple[RightWork, ...]
    wrong: WrongWork
    unused: tuple[str, ...]  # functions of the solution that no test reaches

    @property
    def passed(self) -> bool:
        """Whether no right work fails and no wrong work keeps all points."""
        return not (self.rejected or self.wrong.survivors)

    @property
    def block(self) -> str:
        """The asserts as a test to paste, each with what it catches; empty where there is none."""
        caught = Counter(each.caught_by for each in self.wrong.survivors)
        codes = [
            f"# [{at + 1}] catches {count(caught[at], 'wrong program')}\n{call.assertion}"
            for at, call in enumerate(self.wrong.calls)
        ]
        return pasted_test(self.suite, codes, {call.function for call in self.wrong.calls}) if codes else ""


def audit(suite: Suite, honest: Sequence[Path] = (), progress: Progress = lambda _: None) -> Audit:
    """Run the tests of the suite on all programs. Raises NotAuditable."""
    others = dict(right_programs(suite, honest))
    with workers(suite.data(), suite.preload()) as pool:
        progress("running the tests on the solution")
        (first,) = pool.run([Job(suite.pieces, record=True)])
        check_solution(suite, first)
        progress(f"running the tests on {len(others)} other right programs")
        jobs = [replace(job, asserts=tuple(call.assertion for call in first.calls)) for job in others.values()]
        outcomes = dict(zip(others, pool.run(jobs), strict=True))
        calls = fair_calls(first.calls, outcomes.values())
        wrong = mutants(suite.pieces, first.called, recorded_numbers(first.calls))
        jobs = list(_wrong_jobs(wrong, tuple(call.assertion for call in calls), first))
        of_wrong = list(_counted(pool.run(jobs), len(jobs), progress))
    passing = {test.test: test.earned for test in first.tests if test.ok}
    unused = defined_functions(suite.pieces) - {*first.called}
    return Audit(
        suite, first.tests, len(others) + 1, tuple(rejected(suite, first, outcomes)),
        conclude(wrong, of_wrong, calls, passing), tuple(sorted(unused)),
    )  # fmt: skip


def _wrong_jobs(wrong: Sequence[Mutant], asserts: tuple[str, ...], first: JobOutcome) -> Iterator[Job]:
    seconds = max(CPU_SECONDS, math.ceil(SLOWER * first.seconds))
    return (Job(mutant.pieces, asserts=asserts, cpu_seconds=seconds) for mutant in wrong)


def _counted(outcomes: Iterable[JobOutcome], number: int, progress: Progress) -> Iterator[JobOutcome]:
    for at, outcome in enumerate(outcomes, 1):
        progress(f"running the tests on wrong programs: {at} of {number}")
        yield outcome
