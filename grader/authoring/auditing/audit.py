"""What somebody's tests see and what they miss, found by running them on right and on wrong programs."""

from __future__ import annotations

import ast
import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from grader.authoring.auditing.mutants import mutants
from grader.authoring.auditing.right_work import RightWork, fair_calls, rejected, right_programs, solution_fault
from grader.authoring.auditing.suites import Suite, defined
from grader.authoring.auditing.wrong_work import WrongWork, conclude, recorded_numbers
from grader.authoring.running.jobs import GradedTest, Job, Workers
from grader.base import files
from grader.base.errors import UserError
from grader.base.text import count

CPU_SECONDS, SLOWER = 4, 3  # that a wrong program may take: so many, or so many times those of the solution
NUMPY = "import numpy as np"
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
    """Run the tests of the suite on all programs. Raises UserError."""
    others = dict(right_programs(suite, honest))
    with closing(Workers(suite.data(), suite.preload())) as pool:
        progress("running the tests on the solution")
        (first,) = pool.run([Job(suite.pieces, record=True)])
        if fault := solution_fault(suite, first):
            raise UserError(fault)
        progress(f"running the tests on {len(others)} other right programs")
        jobs = [replace(job, asserts=tuple(call.assertion for call in first.calls)) for job in others.values()]
        outcomes = dict(zip(others, pool.run(jobs), strict=True))
        calls = fair_calls(first.calls, outcomes.values())
        wrong = mutants(suite.pieces, first.called, recorded_numbers(first.calls))
        asserts, seconds = tuple(call.assertion for call in calls), max(CPU_SECONDS, math.ceil(SLOWER * first.seconds))
        jobs = [Job(mutant.pieces, asserts=asserts, cpu_seconds=seconds) for mutant in wrong]
        of_wrong = []
        for outcome in pool.run(jobs):
            of_wrong.append(outcome)
            progress(f"running the tests on wrong programs: {len(of_wrong)} of {len(jobs)}")
    passing = {test.test: test.earned for test in first.tests if test.ok}
    unused = defined(suite.pieces) - {*first.called}
    return Audit(
        suite, first.tests, len(others) + 1, tuple(rejected(suite, first, outcomes)),
        conclude(wrong, of_wrong, calls, passing), tuple(sorted(unused)),
    )  # fmt: skip


def pasted_test(suite: Suite, asserts: Sequence[str], functions: Collection[str]) -> str:
    """The asserts as cells, functions or a class, as the tests are; `functions` are those that they call."""
    lines = [line for code in asserts for line in code.split("\n")]
    if suite.kind != "python":
        return "\n".join([NUMPY, "", *lines])
    tree = ast.parse(files.read_text(suite.path))
    tests = [node for node in tree.body if isinstance(node, ast.FunctionDef) and "test" in node.name]
    if any(argument.arg == "target" for test in tests for argument in test.args.args):
        return "\n\n\n".join(_test_of_target(name, asserts) for name in sorted(functions))
    body = [NUMPY, f"from {suite.module} import {', '.join(sorted(functions))}", "", *lines]
    if not tests and any(isinstance(node, ast.ClassDef) for node in tree.body):
        method = indented(["def test_more_calls(self):", *indented(body)])
        return "\n".join(["import unittest", "", "", "class TestMoreCalls(unittest.TestCase):", *method])
    return "\n".join(["def test_more_calls():", *indented(body)])


def _test_of_target(name: str, asserts: Sequence[str]) -> str:
    """A test that is handed the function of this name."""
    lines = [line for code in asserts if f"{name}(" in code for line in code.split("\n")]
    return "\n".join([f"def {name}_more_calls_test(target):", *indented([NUMPY, "", f"{name} = target", *lines])])


def indented(lines: Iterable[str]) -> list[str]:
    """The lines, four blanks further in."""
    return [f"    {line}" if line else "" for line in lines]
