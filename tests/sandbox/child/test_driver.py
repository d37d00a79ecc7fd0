"""What the child does with a program: which statements run, in which order, and how a failure is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.program import QUICK, Statement, ask, call, program, run

from grader.model.encoding.values import Nothing, Numbers, Text
from grader.model.transcript import Raised, Returned


def answers(statements, asks):
    """Each case's value as plain Python data, or the exception's name."""
    calls = run(statements, asks, limits=QUICK).calls
    return {case: _plain(outcome) for case, outcome in calls.items()}


def _plain(outcome):
    if not isinstance(outcome, Returned):
        return getattr(outcome, "kind", outcome)
    match outcome.value:
        case Numbers(array):
            return array.tolist()
        case Text(text):
            return text
        case Nothing():
            return None
    return outcome.value


def test_only_what_is_needed_runs_in_the_order_asked():
    """Extraction may move a statement behind a later one that binds what it reads."""
    statements = program("x = 1", "1 / 0", "f = lambda w: x + y", "y = 10", "z = y")
    assert answers(statements, [ask("a", "f", [0, 3, 2], w=1.0)]) == {"a": 11}


def test_functions_with_other_needs_do_not_share_names():
    """`helper` is bound twice; the first function was built with the first one, the second reads the last."""
    statements = program(
        "helper = lambda: 1", "x = helper()", "f = lambda w: x", "helper = lambda: 2", "h = lambda w: helper()"
    )
    asks = [ask("h-1", "h", [3, 4], w=1.0), ask("f-1", "f", [0, 1, 2], w=1.0), ask("h-2", "h", [3, 4], w=1.0)]
    assert answers(statements, asks) == {"h-1": 2, "f-1": 1, "h-2": 2}


def test_a_script_knows_its_file_and_gets_no_options():
    """`parse_args()` reads the options of the command line, on which our process has some of its own."""
    statements = program(
        "import argparse, pathlib",
        "parser = argparse.ArgumentParser()",
        "parser.add_argument('--alpha', type=float, default=0.5)",
        "ALPHA = parser.parse_args().alpha",
        "HERE = pathlib.Path(__file__).parent",
        "f = lambda w: [ALPHA, float(HERE.is_dir())]",
    )
    assert answers(statements, [ask("a", "f", range(6), w=1.0)]) == {"a": [0.5, 1.0]}


@pytest.mark.parametrize(
    "statements",
    [
        ["def f(w): return 2 * half(w)", "def half(w): return w / 2", "half = half(3.0)"],
        ["from math import sqrt", "def f(w): return sqrt(w**2)", "sqrt = sqrt(9.0)", "for sqrt in range(3): pass"],
        ["def f(w): return sum(map(half, [w, w]))", "def half(w): return w / 2", "half = half(3.0)"],
        ["def f(w): return w", "f = 0.9"],
        ["f = lambda w: w", "f, y = f(2.0), 3"],
    ],
)
def test_a_function_whose_name_a_value_has_taken_is_called_all_the_same(statements):
    """An experiment in a later cell: whoever checked before it ran has seen right work."""
    assert answers(program(*statements), [ask("a", "f", range(len(statements)), w=1.0)]) == {"a": 1}


@pytest.mark.parametrize("option", ["jax_platform_name", "jax_platforms"])
def test_a_notebook_that_was_written_on_a_gpu_computes_on_the_processor(option):
    statements = program(
        "import jax", f"jax.config.update('{option}', 'gpu')", "f = lambda w: jax.grad(lambda v: v * v)(w)"
    )
    assert answers(statements, [ask("a", "f", range(3), w=1.0)]) == {"a": 2}


def test_names_that_every_notebook_has_do_nothing():
    """A plot that is displayed in the function would cost it every point."""
    statements = program("f = lambda w: [display(w), get_ipython().run_line_magic('time', ''), len(In), len(Out)][2:]")
    assert answers(statements, [ask("f-1", "f", [0], w=1.0)]) == {"f-1": [1, 0]}


def test_variables_can_be_asked_for():
    statements = program("answers = 'True'")
    assert answers(statements, [replace(ask("a", "answers", [0]), calls=False)]) == {"a": "True"}


def test_a_failing_statement_costs_the_questions_that_need_it():
    statements = program("import jax", "x = undefined", "f = lambda w: x", "h = lambda w: w + 1")
    calls = run(statements, [ask("f", "f", [1, 2], w=1.0), ask("h", "h", [0, 3], w=1.0)], limits=QUICK).calls
    assert calls["f"] == Raised(
        "NameError", "name 'undefined' is not defined", 2, 1, "x = undefined", "definition", calls["f"].seconds
    )
    assert _plain(calls["h"]) == 2.0


def test_a_lenient_ask_passes_over_statements_that_fail():
    statements = program("x = undefined", "import os; os._exit(1)", "f = lambda w: w")
    assert answers(statements, [replace(ask("f", "f", [0, 1, 2], w=1.0), lenient=True)]) == {"f": 1.0}


def test_a_statement_that_only_configures_may_fail():
    """`jax.config.update` with a name that this JAX does not know is no reason to lose a question."""
    statements = program("import jax; jax.config.update('no_such_option', 1)", "f = lambda w: w")
    assert answers(statements, [replace(ask("f", "f", [0, 1], w=1.0), configuration=(0,))]) == {"f": 1.0}


def test_an_exception_is_told_with_the_students_own_line():
    statements = [
        Statement(12, 5, "def inner(w):\n    return w.upper()\n"),
        Statement(13, 2, "def f(w):\n    return inner(w)"),
    ]
    told = run(statements, [ask("f", "f", [0, 1], w=1.0)], limits=QUICK).calls["f"]
    assert (told.kind, told.cell, told.line, told.source) == ("AttributeError", 12, 6, "return w.upper()")
    assert told.message == "'numpy.float64' object has no attribute 'upper'"
    assert told.during == "call"


def test_an_exception_inside_a_library_is_told_at_the_line_that_called_it():
    told = call("import numpy as np\ndef f(w):\n    x = 1\n    return np.linalg.inv(w)", w=[[1.0, 2.0]])
    assert (told.kind, told.cell, told.line) == ("LinAlgError", 1, 4)


@pytest.mark.parametrize(
    ("source", "kind", "message"),
    [
        ("def f(w): raise KeyboardInterrupt", "KeyboardInterrupt", ""),
        ("def f(w): exit(3)", "SystemExit", "3"),
        ("def f(w): input()", "EOFError", "EOF when reading a line"),
        ("def f(w): raise ValueError('<b>\\x1b[3m\\0\\u202e' + 'x' * 9999)", "ValueError", "<b>\ufffd[3m\ufffd\ufffdx"),
        ("class E(Exception):\n  def __str__(self): raise SystemExit\ndef f(w): raise E", "E", "cannot be read"),
        ("class E(Exception):\n  __class__ = 5\n  def __str__(s): return 5\ndef f(w): raise E", "E", "cannot be read"),
        ("def f(w): return f(w)", "RecursionError", "maximum recursion"),
        ("def f(w): return f.no", "AttributeError", "no"),
        ("f = 5", "TypeError", "not callable"),
        ("def f(w, v): return 1", "TypeError", "missing 1 required positional argument"),
        ("def f(w): return (", "SyntaxError", "never closed"),
    ],
)  # fmt: skip
def test_whatever_is_raised_is_told(source, kind, message):
    told = call(source, w=1.0)
    assert isinstance(told, Raised), told
    assert told.kind == kind
    assert message in told.message
    assert len(told.message) < 2_010


def test_a_recursion_limit_that_a_cell_sets_holds_in_every_case():
    """Only the first of three cases had it, in which the cell ran."""
    statements = program(
        "import sys; sys.setrecursionlimit(4000)", "down = lambda n: n and down(n - 1)", "f = lambda w: down(3000)"
    )
    cases = [ask("f-1", "f", [0, 1, 2], w=1.0), ask("g-1", "down", [1], n=1), ask("f-2", "f", [0, 1, 2], w=1.0)]
    assert answers(statements, cases) == {"f-1": 0, "g-1": 0, "f-2": 0}


@pytest.mark.parametrize(
    "source",
    [
        "import pickle\nclass State: w = 5\nf = lambda w: pickle.loads(pickle.dumps(State())).w",
        "import typing\nclass A:\n    n: 'A'\nf = lambda w: 5 * (typing.get_type_hints(A)['n'] is A)",
        "import inspect\ndef f(w): return len(inspect.getsource(f)) - 43",
        "import asyncio\nasync def g():\n    await asyncio.sleep(0)\n    return 5\nx = await g()\nf = lambda w: x",
    ],
)  # fmt: skip
def test_the_namespace_is_the_main_module_of_a_notebook(source):
    """`pickle`, `typing` and `inspect` find there what a cell defines, and cells may wait."""
    assert call(source, w=1.0).value.array == 5


def test_a_low_recursion_limit_of_the_students_does_not_stop_the_reply():
    assert isinstance(call("import sys\ndef f(w):\n    sys.setrecursionlimit(60)\n    return [[w]]", w=1.0), Returned)


def test_a_spy_sees_none_of_our_frames_and_costs_nothing():
    spy = """
    import sys
    seen = []
    def spy(frame, *_): seen.append(frame.f_code.co_filename)
    def f(w):
        sys.settrace(spy); sys.setprofile(spy)
        return w
    def look(w): return [name for name in seen if "frames" in name or "conversion" in name]
    """
    calls = run(program(spy), [ask("f", "f", [0], w=1.0), ask("look", "look", [0], w=1.0)], limits=QUICK).calls
    assert _plain(calls["f"]) == 1.0
    assert _plain(calls["look"]) == []


def test_nothing_of_ours_is_within_reach():
    """No answers exist in this process; what does exist is the grader's public code and one case at a time."""
    source = """
    import gc, os, sys
    def f(w):
        environment = {k for k in os.environ if "TOKEN" in k or "PATH" in k.removeprefix("PATH")}
        ours = {name for name in sys.modules if name.split(".")[0] in ("grader", "reference") and sys.modules[name]}
        cases = [o for o in gc.get_objects() if isinstance(o, dict) and "later" in map(str, o.values())]
        return sorted(environment), sorted(ours), len(cases)
    """
    calls = run(program(source), [ask("now", "f", [0], w=1.0), ask("later", "f", [0], w=1.0)], limits=QUICK).calls
    environment, ours, cases = calls["now"].value.items
    assert environment.array.size == 0
    expected = {
        "base": "errors exhaustive syntax text",
        "model": "checks transcript",
        "model.arguments": "costs formula lecture_costs shipped_files typed_arguments",
        "model.encoding": "decoding frames values",
        "sandbox.child": "calling conversion data_files driver forking function_arguments gradients modules stand_ins"
        " without_jax",
        "sandbox.isolation": "confinement landlock seccomp",
    }
    packages = {"grader", "grader.sandbox", *(f"grader.{package}" for package in expected)}
    modules = {f"grader.{package}.{name}" for package, names in expected.items() for name in names.split()}
    assert {text.text for text in ours.items} == packages | modules
    assert cases.array == 0


def test_honest_libraries_can_be_imported():
    source = "def f(w):\n    import scipy.optimize, matplotlib.pyplot as plt\n    plt.plot([1, 2])\n    return w"
    assert isinstance(call(source, limits=replace(QUICK, case_seconds=30.0), w=1.0), Returned)


def test_a_variable_that_jax_reads_when_it_is_imported_holds_all_the_same():
    """Here JAX is imported before any code of a student runs; in a notebook the line stands above the import."""
    statements = program(
        'import os\nos.environ["JAX_ENABLE_X64"] = "True"',
        "import jax.numpy as jnp",
        "f = lambda w: str(jnp.ones(1).dtype)",
    )
    asks = [ask("b-1", "f", [1, 2], w=1.0), ask("a-1", "f", [0, 1, 2], w=1.0)]
    assert answers(statements, asks) == {"b-1": "float32", "a-1": "float64"}
