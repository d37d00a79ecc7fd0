"""The assignment's public Python files in the student's process."""

from __future__ import annotations

import sys

import pytest
from program import QUICK, ask, program

from grader.model.transcript import Fault
from grader.sandbox import session
from grader.sandbox.child.modules import ModuleFault, Modules
from grader.sandbox.environment import Environment

FUNCTIONS = """
import numpy as np
LIMIT = 3.0

def bowl(w):
    return LIMIT * np.sum(w**2)
"""
DRIVERS = """
from functions import bowl

def twice(step, w):
    return step(bowl, step(bowl, w))
"""
SOURCES = (
    "from functions import bowl\ndef f(w):\n    return bowl(w)",
    "import functions\nfunctions.bowl = lambda w: 42.0\ndef patched(w):\n    return functions.bowl(w)",
    "import functions\ndef later(w):\n    return functions.bowl(w)",
    "import drivers\ndef same(w):\n    return drivers.bowl is functions.bowl",
    "import os\nopen('functions.py', 'w').write('def bowl(w): return 7.0')\n"
    "def written(w):\n    import functions\n    return functions.bowl(w)",
)


def run(modules, *requests):
    return session.run(program(*SOURCES), list(requests), Environment(QUICK), modules=modules).calls


@pytest.fixture(scope="module")
def calls():
    names = ("f", "patched", "later", "same", "written")
    needs = ([0], [1], [2], [2, 3], [4])
    requests = [ask(f"{name}-1", name, each, w=[1.0, 1.0]) for name, each in zip(names, needs, strict=True)]
    return run({"drivers.py": DRIVERS, "functions.py": FUNCTIONS}, *requests)


def test_a_submission_imports_the_files_and_they_import_each_other(calls):
    assert calls["f-1"].value.array == 6.0
    assert calls["same-1"].value.array


def test_a_patched_function_reaches_no_other_question(calls):
    assert calls["patched-1"].value.array == 42.0
    assert calls["later-1"].value.array == 6.0


def test_a_file_that_a_submission_writes_is_not_imported_in_place_of_the_authors(calls):
    assert calls["written-1"].value.array == 6.0


def test_a_file_that_cannot_be_executed_is_a_fault(calls):
    """Nobody's points may depend on it."""
    call = run({"functions.py": "x = 1\ny = x / 0\n"}, ask("f-1", "f", [0], w=[1.0, 1.0]))["f-1"]
    assert isinstance(call, Fault)
    words = (
        "a public file of the assignment cannot be executed (functions.py, line 2: ZeroDivisionError: division by zero)"
    )
    assert words in call.detail


@pytest.mark.parametrize(
    ("modules", "words"),
    [
        ({"functions.py": "def f(:\n"}, "functions.py, line 1: SyntaxError: "),
        (
            {"drivers.py": "import functions\n", "functions.py": "\nimport nothing\n"},
            "functions.py, line 2: ModuleNotF",
        ),
        ({"drivers.py": "raise SystemExit(3)\n"}, "drivers.py, line 1: SystemExit: 3"),
    ],
)
def test_a_fault_names_the_innermost_line_of_the_authors_files(modules, words, monkeypatch):
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    with pytest.raises(ModuleFault) as caught:
        Modules(modules)
    assert str(caught.value).startswith(words)
    assert not {"functions", "drivers"} & set(sys.modules)  # what failed can be imported again
