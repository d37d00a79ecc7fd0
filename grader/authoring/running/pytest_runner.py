"""Tests in a Python file, of pytest or unittest, run by pytest; each is reported when it has ended.

What is said of a test: its name, whether it passes, its points, its message, and the name that the program lacks.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.authoring.running.program import LONGEST, Emit, TestedProgram, as_points

_ERROR = re.compile(r"E\s|ERROR: |.*: error: ")
UNUSED_PLUGINS = ("cacheprovider", "unraisableexception", "threadexception", "faulthandler", "junitxml", "pastebin")


def run_python(suite: Mapping[str, Any], program: TestedProgram, emit: Emit) -> None:
    """Run a file of pytest or unittest tests, with the program as the module that they import."""
    import pytest  # noqa: PLC0415  only tests in Python files need it

    program.load()
    path, plugins = suite["path"], [_plugin(program, emit)]
    folder = str(Path(path).parent)
    names = ["-o", "python_functions=test* *_test", "-o", "python_classes=Test*", "-o", "python_files=*.py"]
    without = [word for name in UNUSED_PLUGINS for word in ("-p", f"no:{name}")]
    options = ["-q", "-s", "-c", os.devnull, "--rootdir", folder, "--confcutdir", folder, "--import-mode=importlib"]
    if suite["conftest"]:
        options.append("--noconftest")
        try:
            plugins.append(_module_of(suite["conftest"]))
        except Exception as error:
            emit({"uncollected": True, **program.failure(error)})
            return
    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        code = pytest.main([path, *options, *without, *names, *suite["pytest_args"]], plugins=plugins)
    if code == pytest.ExitCode.USAGE_ERROR:
        emit({"uncollected": True, **_usage_error(said.getvalue())})


def _module_of(conftest: str) -> Any:
    """The file as the module `conftest`, from which tests may import."""
    spec = importlib.util.spec_from_file_location("conftest", conftest)
    assert spec and spec.loader
    module = sys.modules["conftest"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _usage_error(text: str) -> dict[str, str]:
    """What pytest says where it runs nothing: of its options, or of the conftest.py beside the tests."""
    lines = [re.sub(r"^(E\s+|ERROR: |.*: error: )", "", line) for line in text.splitlines() if _ERROR.match(line)]
    missing = re.search(r"No module named '([\w.]+)'", text)
    return {"message": f"pytest says: {' '.join(lines)[:LONGEST]}", "package": missing[1] if missing else ""}


def load_pytest() -> None:
    """Load pytest with what it loads itself, once for all jobs; plugins of others would make each of them slower."""
    import pytest  # noqa: PLC0415  as above

    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    pytest.main(["-q", "--fixtures", "-c", os.devnull, "--confcutdir", os.devnull, os.devnull])


def _plugin(program: TestedProgram, emit: Emit) -> Any:
    import pytest  # noqa: PLC0415  as above

    class Plugin:
        """What pytest calls while it collects and runs."""

        @pytest.fixture
        def target(self, request: Any) -> Any:
            """The function that a test `adam_test(target)` is about."""
            return _function_of(request.function.__name__, program.namespace)

        def pytest_exception_interact(self, node: Any, call: Any, report: Any) -> None:
            """Remember why a test failed, or why none could be collected."""
            errors[node.nodeid] = call.excinfo.value
            if isinstance(node, pytest.Collector):
                emit({"uncollected": True, **program.failure(call.excinfo.value.__cause__ or call.excinfo.value)})

        def pytest_runtest_teardown(self, item: Any) -> None:
            """Report a test."""
            error, facts = errors.get(item.nodeid), _gradescope_facts(item.obj)
            score = as_points(getattr(item.obj, "__score__", facts["points"]))
            if item.nodeid not in skipped:
                words = program.failure(error) if error else {}
                emit({"test": item.nodeid.partition("::")[2], "ok": not words, **facts, "score": score, **words})

        def pytest_runtest_logreport(self, report: Any) -> None:
            """Remember that a test was left out."""
            if report.skipped:
                skipped.add(report.nodeid)

    errors: dict[str, BaseException] = {}
    skipped: set[str] = set()
    return Plugin()


def _function_of(test: str, namespace: Mapping[str, Any]) -> Any:
    """The function whose name is the longest in the test's. Raises NameError where there is none."""
    named = [name for name in namespace if name in test and callable(namespace[name])]
    if not named:
        raise NameError(f"no function for {test}", name=test.removeprefix("test_").removesuffix("_test"))
    return namespace[max(named, key=len)]


def _gradescope_facts(function: Any) -> dict[str, Any]:
    """What the decorators of gradescope-utils say of a test."""
    facts = {name: getattr(function, f"__{name}__", None) for name in ("weight", "number", "visibility")}
    return {
        "points": as_points(facts["weight"]),
        "number": facts["number"] or "",
        "hidden": facts["visibility"] == "hidden",
    }
