"""The assignment's public Python files in the student's process."""

from __future__ import annotations

import linecache
import sys
import time
from dataclasses import replace

import pytest
from support.program import QUICK, ask, forked, program
from support.tables import read_written, tables

from grader.extraction.extract import Statement
from grader.model.transcript import WITH_JAX_ARRAYS, Fault, Raised, Returned
from grader.sandbox import session
from grader.sandbox.child.modules import ModuleFault, Modules, OwnModules, remember_lines
from grader.sandbox.outcomes import to_keep

FUNCTIONS = """
import numpy as np
LIMIT, DATA = 3.0, np.zeros(2)

def bowl(w):
    return LIMIT * np.sum(w**2)
"""
DRIVERS = read_written(__file__, "modules_drivers.py")
HOSTILE = tables(__file__, "hostile_classes.toml")
SOURCES = (
    "from functions import bowl\ndef f(w):\n    return bowl(w)",
    "import functions\nfunctions.bowl = lambda w: 42.0\ndef patched(w):\n    return functions.bowl(w)",
    "import functions\ndef later(w):\n    return functions.bowl(w)",
    "import drivers\ndef same(w):\n    return drivers.bowl is functions.bowl",
    "import os\nopen('functions.py', 'w').write('def bowl(w): return 7.0')\n"
    "def written(w):\n    import functions\n    return functions.bowl(w)",
)


MODULES = {"drivers.py": DRIVERS, "functions.py": FUNCTIONS}


def run(modules, *requests):
    return session.run(program(*SOURCES), list(requests), forked(limits=QUICK), modules=modules).calls


@pytest.fixture(scope="module")
def calls():
    names = ("f", "patched", "later", "same", "written")
    needs = ([0], [1], [2], [2, 3], [4])
    requests = [ask(f"{name}-1", name, each, w=[1.0, 1.0]) for name, each in zip(names, needs, strict=True)]
    return run(MODULES, *requests)


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


# ── a submission's own


OWN = (
    Statement(1, 1, "import tools\ndef f(w):\n    tools.count += 1\n    return tools.count"),
    Statement(2, 1, "from tools import count\ndef g(w):\n    return count"),
    Statement(3, 1, "def h(w):\n    import functions\n    return functions.bowl(w)"),
    Statement(4, 1, "import broken"),
    Statement(5, 1, "from tools import crash"),
    Statement(6, 2, "import numpy as np\ncount = 0", 0, "tools"),
    Statement(7, 3, "def crash(w):\n    return count / 0", 0, "tools"),
    Statement(8, 2, "bowl = None", 0, "functions"),
    Statement(9, 2, "\ndef f(w)\n    return w", 0, "broken"),
    Statement(10, 1, "import json, opt.deep.steps as steps\nimport sizes\ndef p(w):\n"
              "    return [steps.two, sizes.two, json.loads('3')]"),
    Statement(11, 1, "from . import steps", 0, "home.opt.deep"),
    Statement(12, 1, "from ..sizes import two", 0, "home.opt.deep.steps"),
    Statement(13, 1, "two = 2", 0, "home.opt.sizes"),
    Statement(14, 1, "loads = None", 0, "home.json.decoder"),
    Statement(15, 1, "import opt\ndef part(w):\n    return [opt.deep.steps.two, hasattr(opt, 'nothing')]"),
)  # fmt: skip


@pytest.fixture(scope="module")
def own():
    names = ("f", "f", "g", "h", "i", "crash", "p", "part")
    needs = ([0], [0], [1], [2], [3], [4], [9], [len(OWN) - 1])
    requests = [replace(ask(f"q-{n}", name, at, w=[1.0]), question="q")
                for n, (name, at) in enumerate(zip(names, needs, strict=True))]  # fmt: skip
    return session.run(OWN, requests, forked(limits=QUICK), modules=MODULES).calls


def test_very_many_modules_are_offered_beside_libraries_at_once():
    """It is done before any code of the submission runs: what takes too long there is a fault of the grader."""
    program = [(0, 1, "", 0, f"home.m{n}") for n in range(20_000)]
    began = time.process_time()
    OwnModules(program, list(sys.modules))
    assert time.process_time() - began < 2.0, "a search through all modules for each library took minutes"


def test_a_module_that_the_notebook_brings_along_is_imported_in_all_its_parts(own):
    assert [own[f"q-{n}"].value.array for n in (0, 1)] == [1, 2]


def test_its_state_reaches_no_code_that_needs_other_statements(own):
    assert own["q-2"].value.array == 0


def test_it_never_takes_the_place_of_the_assignments_own(own):
    assert own["q-3"].value.array == 3.0


@pytest.mark.parametrize("source", ["raise SystemExit", "def mean(numbers): return 7.0"])
def test_it_never_takes_the_place_of_a_library_that_the_assignments_files_import(source):
    """It would run before any code of the submission does, and what it raises would be the assignment's fault."""
    modules = {"functions.py": "import statistics\ndef bowl(w): return statistics.mean([w, w])\n"}
    program = (
        Statement(1, 1, "import functions\ndef f(w): return functions.bowl(w)"),
        Statement(2, 1, source, 0, "statistics"),
    )
    (call,) = session.run(program, [ask("q-0", "f", [0], w=1.0)], forked(limits=QUICK), modules=modules).calls.values()
    assert isinstance(call, Returned) and call.value.array == 1.0


def test_it_is_there_for_the_notebook_although_the_assignments_files_import_a_library_of_its_name():
    """Each in its own place, for every list of statements: a package hides all parts of the library."""
    modules = {"functions.py": "import statistics, xmlrpc.client\n"
               "def bowl(w): return statistics.mean([w, w]) + len(xmlrpc.client.__name__)\n"}  # fmt: skip
    program = (
        Statement(1, 1, "import functions, statistics\ndef f(w): return [functions.bowl(w), statistics.own(w)]"),
        Statement(2, 1, "import functions, xmlrpc.client\n"
                  "def g(w): return [functions.bowl(w), xmlrpc.client.three]"),
        Statement(3, 1, "def own(w): return w + 1", 0, "statistics"),
        Statement(4, 1, "three = 3", 0, "xmlrpc.client"),
    )  # fmt: skip
    requests = [replace(ask(f"q-{n}", name, at, w=1.0), question="q")
                for n, (name, at) in enumerate([("f", [0]), ("g", [1]), ("f", [0]), ("g", [0, 1])])]  # fmt: skip
    calls = session.run(program, requests, forked(limits=QUICK), modules=modules).calls.values()
    assert [call.value.array.tolist() for call in calls] == [[14, 2], [14, 3], [14, 2], [14, 3]]


def test_it_may_be_called_as_the_solutions_are_which_nothing_can_import():
    """`from reference import f` said "import of reference halted; None in sys.modules", whatever was handed in."""
    program = (
        Statement(1, 1, "from reference import three\ndef f(w): return three"),
        Statement(2, 1, "def g(w):\n    import reference.adam"),
        Statement(3, 1, "def h(w):\n    import reference"),
        Statement(4, 1, "three = 3", 0, "reference"),
    )
    requests = [ask(f"q-{n}", name, [n], w=1.0) for n, name in enumerate("fg")]
    three, part = session.run(program, requests, forked(limits=QUICK)).calls.values()
    assert isinstance(three, Returned) and three.value.array == 3
    assert isinstance(part, Raised) and part.message == "No module named 'reference.adam'; 'reference' is not a package"
    (without,) = session.run(program[:3], [ask("q-2", "h", [2], w=1.0)], forked(limits=QUICK)).calls.values()
    assert isinstance(without, Raised) and without.kind == "ModuleNotFoundError"


def test_its_folders_are_packages_that_import_from_each_other(own):
    """And none of them stands for an installed package, or for a part of one."""
    assert own["q-6"].value.array.tolist() == [2, 2, 3]


def test_a_part_of_a_package_is_there_without_an_import_of_its_own(own):
    """`import opt` stands in a cell that the function needs, `from opt import deep` in another one."""
    assert own["q-7"].value.array.tolist() == [2, 0]


def test_an_error_in_it_names_the_cell_that_writes_it(own):
    assert own["q-4"].kind == "SyntaxError" and (own["q-4"].cell, own["q-4"].line) == (9, 3)
    assert own["q-5"].kind == "ZeroDivisionError" and (own["q-5"].cell, own["q-5"].line) == (7, 4)
    assert own["q-5"].source == "return count / 0"


def test_an_error_in_a_file_beside_another_one_quotes_its_own_line():
    """The cells of two Python files have the same number: the line was looked up in the wrong one."""
    program = (
        Statement(0, 1, "from tools import half"),
        Statement(0, 2, "def f(w):\n    return half(w)"),
        Statement(0, 1, "import math", 0, "tools"),
        Statement(0, 2, "def half(w):\n    return w / 0", 0, "tools"),
    )
    (call,) = session.run(program, [ask("q-0", "f", [0, 1], w=1)], forked(limits=QUICK)).calls.values()
    assert isinstance(call, Raised) and (call.line, call.source) == (3, "return w / 0")


def test_it_knows_where_it_lies_and_its_source_can_be_read():
    """`Path(__file__).parent` stands at the top of many packages: it said that `__file__` is not defined."""
    program = (
        Statement(1, 1, "import inspect\nfrom pathlib import Path\nfrom lib import a, __file__ as file\ndef f(w):\n"
                  "    return [a.HERE == Path(file).parent == Path('lib'), Path(a.__file__).is_file(),\n"
                  "            'return 3' in inspect.getsource(a.g)]"),
        Statement(0, 1, "x = 2", 0, "lib"),
        Statement(0, 1, "from pathlib import Path\nHERE = Path(__file__).parent", 0, "lib.a"),
        Statement(0, 3, "def g():\n    return 3", 0, "lib.a"),
    )  # fmt: skip
    (call,) = session.run(program, [ask("q-0", "f", [0], w=1)], forked(limits=QUICK)).calls.values()
    assert isinstance(call, Returned) and call.value.array.tolist() == [True, True, True]


# ── drivers


@pytest.fixture(scope="module")
def driven():
    """What comes of each hostile class, called twice by its driver."""
    statements = program(*(each["source"] for each in HOSTILE.values()))
    requests = [
        replace(
            ask(f"{name}-{n}", "A", [at], w=[1.0, 1.0]),
            driver=f"drivers.py:{each['driver']}",
            defines=("A",),
            question="q",
        )
        for at, (name, each) in enumerate(HOSTILE.items())
        for n in (1, 2)
    ]  # one question and one process, so that nothing is tried again
    return session.run(statements, requests, forked(limits=QUICK), modules=MODULES).calls


def test_a_patched_driver_and_its_functions_are_the_authors_in_every_other_question(driven):
    """And in the next case of the same question the driver itself is the author's again."""
    assert driven["patched-1"].value.array.tolist() == driven["patched-2"].value.array.tolist() == [99.0, 1.0]
    assert driven["next-1"].value.array.tolist() == driven["next-2"].value.array.tolist() == [3.0, 6.0, 1.0, 0.0]


def test_an_object_that_lies_or_ends_python_costs_its_own_case(driven):
    assert driven["liar-1"].value.array.tolist() == [1.0, 2.0]
    for name, kind in (("no_attributes", "SystemExit"), ("quits", "SystemExit")):
        assert (driven[f"{name}-1"].kind, driven[f"{name}-1"].cell > 0) == (kind, True)


def test_an_exception_is_placed_in_the_notebook_where_that_ran_and_else_in_the_driver(driven):
    call = driven["odd_call-1"]
    assert (call.file, call.line, call.source) == ("drivers.py", 8, "return thing().step(w)")
    assert call.message == "'A' object has no attribute 'step'" and call.cell == 0
    assert (driven["own_file-1"].file, driven["own_file-1"].cell) == ("", 8)


def test_a_second_attempt_with_jax_arrays_is_made_with_a_fresh_object(driven):
    call = driven["jax-1"]
    assert call.value.array.tolist() == [1.0, 1.0] and call.notes == (WITH_JAX_ARRAYS,)


def test_a_forged_file_is_not_kept():
    """The child writes it: only the driver of the request may be named to a student."""
    request = replace(ask("q-1", "A", [0]), driver="drivers.py:uses")
    assert to_keep(Raised("E", "m", file="/etc/passwd"), request).file == ""
    assert to_keep(Raised("E", "m", file="drivers.py"), request).file == "drivers.py"


def test_a_statement_behind_the_program_leaves_the_lines_of_its_cells():
    """One that sets the precision, or a change of a solution: a driver that reads the source of a function met it."""
    lines = ("x = 1", "", "def f():", "    return x")
    program = [(7, 1, lines[0], 0, ""), (7, 3, "\n".join(lines[2:]), 0, ""), (7, 1, "import jax\nsetting = 1", 0, "")]
    remember_lines(program)
    assert [linecache.getline("cell 7", number + 1).rstrip("\n") for number in range(4)] == list(lines)
