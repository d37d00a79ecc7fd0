"""Run a course's own tests on a program, inside of a confined process, as a check of a key runs.

The files of program and tests are arguments: the process can read no file of theirs. Each test is called with the
fixtures that it names, without pytest. The answer is one sentence with the outcome of each test of values, as in
`name=passes`. It `passes` as it is, or has the right `values` once each result is an array, or `differs` in its values
even then, or `stops` with another error.
"""

import importlib.abc
import importlib.util
import inspect
import sys
from types import ModuleType, SimpleNamespace

import numpy as np

PREFIXES = ("test_function_", "test_file_", "test_github_", "test_run_", "test_black_", "test_no_")  # of no values


class _Files(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Modules of a program, from texts."""

    def __init__(self, texts):
        self.texts = texts

    def find_spec(self, name, path=None, target=None):
        for file in (f"{name.replace('.', '/')}.py", f"{name.replace('.', '/')}/__init__.py"):
            if file in self.texts:
                spec = importlib.util.spec_from_loader(name, self, is_package=file.endswith("__init__.py"))
                spec.loader_state = file
                return spec
        folder = f"{name.replace('.', '/')}/"
        if any(file.startswith(folder) for file in self.texts):
            return importlib.util.spec_from_loader(name, self, is_package=True)  # a package without an __init__.py
        return None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        file = module.__spec__.loader_state
        exec(compile(self.texts[file] if file else "", file or "package", "exec"), module.__dict__)


def passed(result, *, arguments, expected):
    """The outcome of each test; `result` is not looked at. A program that cannot be imported fails all."""
    sys.meta_path.insert(0, _Files(arguments["program"]))
    settings = ModuleType("conftest")
    settings.ATOL, settings.RTOL, settings.GITHUB_LINK = 1e-8, 1e-4, ""  # as the course's file has them
    sys.modules["conftest"] = settings
    sys.modules.setdefault("pytest", _pytest())
    tests = {}
    exec(compile(arguments["tests"], "course_tests", "exec"), tests)
    try:
        program = importlib.import_module("implementations")
    except BaseException:
        program = None
    names = [name for name in tests if name.startswith("test_") and not name.startswith(PREFIXES)]
    outcomes = (f"{name.removeprefix('test_')}={_outcome(tests, name, program)}" for name in names)
    return True, " ".join(outcomes)


def _outcome(tests, name, program):
    """How the test ends, with the results as they are and then as arrays."""
    for given, outcome in ((program, "passes"), (_Arrays(program), "values")):
        fixtures = {
            each: given if each == "student_implementations" else tests[each]()
            for each in inspect.signature(tests[name]).parameters
        }
        try:
            tests[name](**fixtures)
        except BaseException as error:
            differs = isinstance(error, AssertionError) and "Not equal to tolerance" in str(error)
        else:
            return outcome
    return "differs" if differs else "stops"


class _Arrays:
    """The functions of a program, with arrays as results: a Python number has no `ndim`, which the tests read."""

    def __init__(self, program):
        self.program = program

    def __getattr__(self, name):
        return lambda *arguments: tuple(map(np.asarray, getattr(self.program, name)(*arguments)))


def _pytest():
    """What the file of tests uses of pytest when it is read: decorators that change nothing."""

    def unchanged(*arguments, **options):
        return lambda function: function

    return SimpleNamespace(fixture=unchanged, mark=SimpleNamespace(parametrize=unchanged))
