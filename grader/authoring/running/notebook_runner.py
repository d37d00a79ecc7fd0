"""Tests in a notebook, run cell after cell, and Otter's files of tests for a notebook.

The same is said of a test as by `pytest_runner`.
"""

from __future__ import annotations

import ast
import contextlib
import doctest
import importlib.util
import inspect
import io
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.authoring.running.program import Emit, TestedProgram, TestTooLong, as_points, remember_source


def run_cells(tests: Sequence[Mapping[str, Any]], n_pieces: int, program: TestedProgram, emit: Emit) -> None:
    """Run the program's pieces in turn, and behind each one its tests, all in one namespace."""
    for number in range(n_pieces):
        program.run_piece(number)
        for test in tests:
            if test["after"] == number:
                facts = {"test": test["name"], "points": test["points"], "number": "", "hidden": test["hidden"]}
                emit({**facts, **_outcome(program, partial(_run_cell, test, program)), **program.record()})


def _outcome(program: TestedProgram, run: Callable[[], None]) -> dict[str, Any]:
    try:
        run()
    except (Exception, TestTooLong) as error:  # whatever a test raises is its result
        return {"ok": False, **program.failure(error)}
    return {"ok": True}


def _run_cell(test: Mapping[str, Any], program: TestedProgram) -> None:
    """Run one cell of tests; what it shows must be what it showed when the notebook was saved."""
    output, namespace, before, file = test["output"], program.namespace, set(program.namespace), f"<{test['name']}>"
    tree = program.rewritten(ast.parse(test["source"]))
    remember_source(file, test["source"])
    *_, end = tree.body or [ast.Pass()]
    last = end if isinstance(end, ast.Expr) else None
    tree.body = tree.body[:-1] if last else tree.body
    with contextlib.redirect_stdout(io.StringIO()) as shown:
        exec(compile(tree, file, "exec"), namespace)
        value = eval(compile(ast.Expression(last.value), file, "eval"), namespace) if last else None
        if value is not None:
            print(repr(value))
    for name in [name for name in namespace if name.startswith("test_") and name not in before]:
        _call_test(namespace.pop(name), namespace)
    if output is not None and output.split() != shown.getvalue().split():
        raise AssertionError(f"shows {shown.getvalue().strip()[:80]!r}, not {output.strip()[:80]!r}")
    if output is None and value is not None and not isinstance(value, str) and str(value) == "False":
        raise AssertionError(f"{ast.unparse(last)} is False" if last else "False")


def _call_test(test: Callable[..., None], namespace: dict[str, Any]) -> None:
    """Call a test of Otter, whose parameters are `env` or names of the notebook."""
    values = []
    for name in inspect.signature(test).parameters:
        if name != "env" and name not in namespace:
            raise NameError(f"name {name!r} is not defined", name=name)
        values.append(namespace if name == "env" else namespace[name])
    test(*values)


def run_otter(paths: Sequence[str], program: TestedProgram, emit: Emit) -> None:
    """Run test files that Otter wrote: a dictionary `test` of doctests, or functions with `@test_case`."""
    program.load()
    if importlib.util.find_spec("otter") is None:
        _put_test_case()
    for path in paths:
        namespace: dict[str, Any] = {}
        exec(compile(Path(path).read_text(encoding="utf-8"), path, "exec"), namespace)
        suites = namespace.get("test", {}).get("suites", ())
        cases = [case for suite in suites for case in suite.get("cases", ())]
        doctests = [(case, partial(_run_doctest, case["code"], program)) for case in cases]
        functions = [value for value in namespace.values() if hasattr(value, "test_func")]
        calls = [(vars(each), partial(_call_test, each.test_func, program.namespace)) for each in functions]
        for number, (facts, run) in enumerate([*doctests, *calls], 1):
            name = f"{Path(path).stem} test {number}"
            about = {"points": as_points(facts.get("points")), "number": "", "hidden": bool(facts.get("hidden"))}
            emit({"test": name, **about, **_outcome(program, run)})


def _run_doctest(code: str, program: TestedProgram) -> None:
    test = doctest.DocTestParser().get_doctest(inspect.cleandoc(code), program.namespace, "test", None, 0)
    test.globs = program.namespace
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            doctest.DebugRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test, clear_globs=False)
    except doctest.UnexpectedException as unexpected:
        raise unexpected.exc_info[1] from None
    except doctest.DocTestFailure as failure:
        raise AssertionError(f"shows {failure.got.strip()[:80]!r}, not {failure.example.want.strip()[:80]!r}") from None


def _put_test_case() -> None:
    """`otter.test_files.test_case` where Otter is not installed: it marks a function."""

    class TestCase:
        """A decorator that remembers the function, and what is said of it."""

        def __init__(self, *_: Any, points: float | None = None, hidden: bool = False, **__: Any) -> None:
            self.points, self.hidden = points, hidden

        def __call__(self, function: Callable[..., None]) -> TestCase:
            self.test_func = function
            return self

    package, module = ModuleType("otter"), ModuleType("otter.test_files")
    vars(module)["test_case"] = TestCase
    sys.modules |= {"otter": package, "otter.test_files": module}
