"""Asserts in the form of the tests that they are to be pasted behind."""

from __future__ import annotations

import ast
from collections.abc import Collection, Sequence

from grader.authoring.auditing.suites import Suite
from grader.base.files import read_text

NUMPY = "import numpy as np"


def pasted_test(suite: Suite, asserts: Sequence[str], functions: Collection[str]) -> str:
    """The asserts as cells, functions or a class, as the tests are; `functions` are those that they call."""
    lines = [line for code in asserts for line in code.split("\n")]
    if suite.kind != "python":
        return "\n".join([NUMPY, "", *lines])
    tree = ast.parse(read_text(suite.path))
    tests = [node for node in tree.body if isinstance(node, ast.FunctionDef) and "test" in node.name]
    if any(argument.arg == "target" for test in tests for argument in test.args.args):
        return "\n\n\n".join(_test_of_target(name, asserts) for name in sorted(functions))
    body = [NUMPY, f"from {suite.module} import {', '.join(sorted(functions))}", "", *lines]
    if not tests and any(isinstance(node, ast.ClassDef) for node in tree.body):
        method = _indented(["def test_more_calls(self):", *_indented(body)])
        return "\n".join(["import unittest", "", "", "class TestMoreCalls(unittest.TestCase):", *method])
    return "\n".join(["def test_more_calls():", *_indented(body)])


def _test_of_target(name: str, asserts: Sequence[str]) -> str:
    """A test that is handed the function of this name."""
    lines = [line for code in asserts if f"{name}(" in code for line in code.split("\n")]
    return "\n".join([f"def {name}_more_calls_test(target):", *_indented([NUMPY, "", f"{name} = target", *lines])])


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"    {line}" if line else "" for line in lines]
