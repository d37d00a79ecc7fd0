"""Right work: other programs than the solution that are right as well, and the tests that they fail."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grader.authoring.auditing.suites import Suite, defined, read_pieces
from grader.authoring.running.jobs import GradedTest, Job, JobOutcome, RecordedCall

CONVERSIONS = {
    "float32": "answers in float32", "lists": "lists in place of arrays", "copies": "copies of its arrays",
}  # fmt: skip


@dataclass(frozen=True)
class RightWork:
    """Right work that some tests fail."""

    name: str
    failures: tuple[GradedTest, ...]


def solution_fault(suite: Suite, outcome: JobOutcome) -> str:
    """Why the tests cannot be run on the solution; empty where they can."""
    tests, program = suite.path, suite.solution.name
    failed = [*outcome.uncollected, *(test for test in outcome.tests if not test.ok)]
    if outcome.fault:
        return f"{suite.solution}: the solution cannot be run: {outcome.fault}."
    other = " Or name another conftest.py with --conftest." if (tests.parent / "conftest.py").exists() else ""
    if package := next((test.package for test in failed if test.package), ""):
        return (
            f"{tests}: the tests import `{package}`, which is neither installed in this Python nor beside them. "
            f"Install it with `pip install {package.partition('.')[0]}`, or put the file beside the tests.{other}"
        )
    if name := next((test.missing for test in failed if test.missing), ""):
        names = ", ".join(sorted(defined(suite.pieces))) or "no function"
        return (
            f"{tests}: the tests use `{name}`, which the solution {program} does not define; it defines {names}. "
            "Name the file that these tests grade with --solution."
        )
    if outcome.uncollected:
        return f"{tests}: the tests cannot be read: {outcome.uncollected[0].message}.{other}"
    if outcome.stopped:
        return f"{tests}: the tests do not come to an end on the solution."
    if not outcome.tests:
        return (
            f"{tests}: no test found. A Python file holds functions `test_...`, functions `NAME_test(target)`, or "
            "classes of unittest.TestCase."
        )
    if not outcome.called and not defined(suite.pieces, ast.ClassDef):
        return (
            f"{tests}: the tests call no function of the solution {program}. Do they import another file? Name the "
            "program that they grade with --solution."
        )
    return ""


def right_programs(suite: Suite, honest: Sequence[Path]) -> Iterator[tuple[str, Job]]:
    """Programs that are right if the solution and the honest ones are, by what they are called."""
    for path in honest:
        pieces, count = read_pieces(path), len(suite.pieces)
        if len(pieces) != count:  # all of them stand before the first test
            pieces = ("\n\n".join(pieces), *[""] * (count - 1))
        yield path.name, Job(pieces)
    yield "the solution with other local names", Job(tuple(map(_with_other_names, suite.pieces)))
    for conversion, words in CONVERSIONS.items():
        yield f"the solution that returns {words}", Job(suite.pieces, conversion)


def _with_other_names(source: str) -> str:
    """The code with the local variables of its functions renamed."""
    tree = ast.parse(source)
    for function in tree.body:
        if isinstance(function, ast.FunctionDef):
            nodes = list(ast.walk(function))
            fixed = {node.arg for node in nodes if isinstance(node, ast.arg)}
            fixed |= {name for node in nodes if isinstance(node, (ast.Global, ast.Nonlocal)) for name in node.names}
            names = [node for node in nodes if isinstance(node, ast.Name)]
            own = {node.id for node in names if isinstance(node.ctx, ast.Store)} - fixed
            for node in names:
                if node.id in own:
                    node.id = f"{node.id}_2"
    return ast.unparse(tree)


def rejected(suite: Suite, first: JobOutcome, outcomes: Mapping[str, JobOutcome]) -> Iterator[RightWork]:
    """Right work that loses points: the solution itself, then others in the tests that the solution passes."""
    failed = tuple(test for test in first.tests if not test.ok)
    if failed:
        yield RightWork(f"the solution {suite.solution.name} itself", failed)
    for name, outcome in outcomes.items():
        reached = {test.test: test for test in outcome.tests}
        silent = GradedTest(message=outcome.fault or "does not come to an end")
        pairs = [(test, reached.get(test.test, silent)) for test in first.tests if test.ok]
        lost = [replace(test, message=other.message) for test, other in pairs if other.earned < test.earned]
        if lost:
            yield RightWork(name, tuple(lost))


def fair_calls(calls: Sequence[RecordedCall], outcomes: Iterable[JobOutcome]) -> list[RecordedCall]:
    """The calls whose asserts hold for all right work that can be called at all."""
    able = [outcome.asserts for outcome in outcomes if "right" in outcome.asserts.values()]
    return [call for at, call in enumerate(calls) if all(asserts.get(at) == "right" for asserts in able)]
