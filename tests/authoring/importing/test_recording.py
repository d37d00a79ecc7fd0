"""What tests call becomes cases: plain arguments where they are data, code for functions and objects."""

from __future__ import annotations

import json

import pytest
from support import foreign_masters as masters
from support.compiled import underived_key
from support.tables import tables

from grader.authoring.importing.formats import read_foreign
from grader.authoring.importing.importer import import_master
from grader.authoring.importing.recording import record_tests
from grader.authoring.proving.preflight import require_ready
from grader.authoring.proving.rehearsal import constant_arguments
from grader.authoring.reading.assignment_file import load_assignment

TABLES = tables(__file__, "recording.toml")

COUNTER = """class Counter:
    def __init__(self, start, turned=abs):
        self.n = start
        self.turned = turned

    @classmethod
    def of(cls, numbers):
        return cls(sum(numbers))

    def up(self, k=1):
        self.n += self.turned(k)
        return self.n

    def __add__(self, other):
        return Counter(self.n + other.n)"""
DESCEND = """def descend(slope, w, steps):
    points = [w]
    for _ in range(steps):
        points.append(points[-1] - 0.1 * slope(points[-1]))
    return points"""
LINES = "def line(f):\n    return [f(0), f(1)]\n\ndef slope(points):\n    return points[1] - points[0]"
APPLY_N = "def apply_n(f, x, n):\n    for _ in range(n):\n        x = f(x)\n    return x"
LOOPS = """### BEGIN HIDDEN TESTS
for f in (np.sin, lambda t: t * t):
    right = 0.5
    for n in range(3):
        assert np.isclose(apply_n(f, 0.5, n), right)
        right = f(right)
### END HIDDEN TESTS"""
GIVEN = """import numpy as np
M = np.array([[2, 0], [0, 4]])

def cost(w):
    return 0.5 * w @ M @ w"""
F = "def f(x, y=0):\n    return x"
ADDER = "def adder(n):\n    return lambda x: x + n"
PAIR = "def pair(x):\n    return {'first': [x, 2 * x]}"


def exercise(name: str, solution: str, tests: str) -> list[dict]:
    """An exercise of nbgrader."""
    return [
        masters.code(solution, grade_id=name, **masters.ANSWER),
        masters.code(tests, grade_id=f"{name}_tests", points=1, **masters.TESTED),
    ]


ARGUMENTS = {
    "f(-1.5)": -1.5, "f(1/4)": 0.25, "f('word')": "word", "f(True)": True, "f((1, 2))": [1, 2],
    "f(np.array([[1, 2.5]]))": [[1.0, 2.5]], "f(x=np.eye(1))": [[1.0]], "f({'W': [1.0]})": {"W": [1.0]},
    "f(range(3))": [0, 1, 2], "f([np.eye(2)] * 2)": [[[1, 0], [0, 1]]] * 2, "f(np.float32(0.5))": 0.5,
    "for x in [7]:\n    assert f(x) == x": 7, "x = np.arange(2)\nx = x + 1\nf(x)": [1, 2], "f(M)": [[2, 0], [0, 4]],
    "x = np.zeros(1)\nf(x)\nx += 5": [0],
}  # fmt: skip
CODE = TABLES["code"]
REQUIRED = TABLES["required"]


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """By test what was recorded of it: all run in one notebook."""
    sources = [*ARGUMENTS, *CODE, *REQUIRED]
    solutions = "\n\n".join([F, COUNTER, DESCEND, LINES, ADDER, PAIR])
    cells = [
        masters.code(f"{GIVEN}\n\ndef print_it(x):\n    return x"),
        masters.code(solutions, grade_id="all", **masters.ANSWER),
        *(masters.code(each, grade_id=f"t{n}", **masters.TESTED) for n, each in enumerate(sources)),
    ]
    (path := tmp_path_factory.mktemp("tests") / "hw.ipynb").write_text("", encoding="utf-8")
    master = read_foreign(masters.notebook(*cells))
    return {test.source: record for test, record in record_tests(master, path).items()}


@pytest.mark.parametrize("test", ARGUMENTS)
def test_arguments_that_are_data_come_over_as_they_are(found, test):
    (call,) = found[test].calls
    assert not found[test].faults and call.name == "f"
    assert call.arguments == {"x": ARGUMENTS[test]}
    assert type(call.arguments["x"]) is type(ARGUMENTS[test])


@pytest.mark.parametrize("test", CODE)
def test_functions_and_objects_come_over_as_code(found, test):
    record = found[test]
    assert not record.faults
    assert [[call.before, call.result] for call in record.calls] == CODE[test]


@pytest.mark.parametrize("test", REQUIRED)
def test_what_is_required_of_a_result_is_one_value_or_a_property(found, test):
    *_, call = found[test].calls
    ((requires, is_value),) = {(each.expression, each.is_value) for each in call.requirements}
    assert [requires, is_value] == REQUIRED[test]


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("objects")
    cells = [
        *exercise("double", "double = lambda x: 2 * x", "assert double(4) == 8\nassert double(-1) == -2"),
        *exercise("counter", COUNTER, "c = Counter(2)\nassert c.up() == 3\nassert c.up(4) == 7"),
        *exercise(
            "descend", DESCEND, "out = descend(lambda w: 2 * w, 3.0, 2)\nassert len(out) == 3\nassert out[2] < 2"
        ),
        *exercise("lines", LINES, "out = line(lambda x: 3 * x + x)\nassert slope(out) == 4"),
        masters.code("assert slope([1.0, 3.0]) == 2.0", grade_id="more", points=1, **masters.TESTED),
        masters.code("import numpy as np"),
        *exercise("apply_n", APPLY_N, "assert apply_n(abs, -2, 1) == 2"),
        masters.code(LOOPS, grade_id="loops", points=2, **masters.TESTED),
    ]
    (path := folder / "hw.ipynb").write_text(json.dumps(masters.notebook(*cells)), encoding="utf-8")
    return import_master(path, folder / "out")


def test_a_lambda_is_a_function_and_a_class_is_asked_by_a_driver(imported):
    assert not imported.fault and not imported.notes
    double, counter, descend, *_ = load_assignment(imported.folder).question
    assert double.signature == "double(x)" and [c.model_extra for c in double.case] == [{"x": 4}, {"x": -1}]
    assert (counter.signature, counter.driver.reference) == ("class Counter", "drivers.py:result_of_counter")
    assert descend.case[0].for_check == {"requires": "(len(result) == 3) and (result[2] < 2)"}


def test_the_solutions_earn_every_point_and_the_stubs_none(imported):
    assignment = load_assignment(imported.folder)
    key = underived_key(assignment)
    assert key.points == sum(question.points for question in assignment.question)
    require_ready(assignment, key)  # raises a UserError with every fault


def test_a_driver_receives_what_its_calls_use(imported):
    line, slope = load_assignment(imported.folder).question[3:5]
    assert (line.driver.reference, line.names) == ("drivers.py:result_of_lines_line", ("line",))
    assert slope.names == ("slope", "line") and slope.case[1].model_extra["result"] == "slope([1.0, 3.0])"


def test_loops_over_functions_come_over(imported):
    *_, question = load_assignment(imported.folder).question
    results = [case.model_extra["result"] for case in question.case]
    assert results[::3] == ["apply_n(abs, -2, 1)", "apply_n(np.sin, 0.5, 2)", "apply_n((lambda t: t * t), 0.5, 2)"]
    assert [(case.hidden, round(case.weight, 3)) for case in question.case] == [(False, 1), *[(True, 0.333)] * 6]


def test_a_test_that_is_one_case_is_no_argument_that_never_varies(tmp_path):
    """Rehearse failed: "result is ... in every case: who writes that into the code keeps every point"."""
    cells = exercise("apply_n", APPLY_N, "assert apply_n(abs, -2, 1) == 2")
    (path := tmp_path / "hw.ipynb").write_text(json.dumps(masters.notebook(*cells)), encoding="utf-8")
    assignment = load_assignment(import_master(path, tmp_path / "out").folder)
    assert assignment.question[0].fixed == ("before", "result") and constant_arguments(assignment).ok


def test_what_does_not_run_is_said_and_objects_of_earlier_cells_are_known(tmp_path):
    late = "acc.up()\ncounter.up(2)\n### BEGIN HIDDEN TESTS\ncounter.up(3)\n### END HIDDEN TESTS"
    cells = [
        masters.code("import no_such_package"), *exercise("c", COUNTER, "counter = Counter(2)"),
        masters.code("acc = Counter(1)"),
        masters.code(late, grade_id="late", **masters.TESTED),
        masters.code("import os\nos._exit(0)", grade_id="end", **masters.TESTED),
    ]  # fmt: skip
    path = tmp_path / "hw.ipynb"
    master = read_foreign(masters.notebook(*cells))
    _, visible, hidden, end = record_tests(master, path).values()
    assert visible.faults == (("", "`.up` is no case: its object was made outside of the test: write a case for it"),)
    assert [call.before for call in (*visible.calls, *hidden.calls)] == [
        "value_0 = Counter(2)", "value_0 = Counter(2)\nvalue_0.up(2)",
    ]  # fmt: skip
    assert end.faults == (("", "it was not run: the process that runs the tests had ended"),)


def test_a_master_that_does_not_run_is_said_to_be_so(tmp_path):
    master = read_foreign(masters.notebook(masters.code("import no_such_package"), *exercise("f", F, "f(2)")))
    (record,) = record_tests(master, tmp_path / "hw.ipynb").values()
    assert record.calls[0].arguments == {"x": 2}
    assert [str(note) for note in master.notes] == [
        "cell 1: the master does not run to its end: its code cell 1: ModuleNotFoundError: No module named "
        "'no_such_package'. Install what it needs, and import it where its files are"
    ]
