"""Lambdas and classes of a foreign master: their tests become cases, and the solution earns everything."""

from __future__ import annotations

import json

import pytest
from support import foreign_masters as masters
from support.compiled import underived_key

from grader.authoring.importing.calls import read_test
from grader.authoring.importing.importer import import_master
from grader.authoring.importing.objects import DRIVER_FILE, Driven, driven_tests, evaluations
from grader.authoring.proving.preflight import require_ready
from grader.authoring.proving.rehearsal import constant_arguments
from grader.authoring.reading.assignment_file import load_assignment

COUNTER = """class Counter:
    def __init__(self, start):
        self.n = start

    def up(self, k=1):
        self.n += k
        return self.n"""


DESCEND = """def descend(slope, w, steps):
    points = [w]
    for _ in range(steps):
        points.append(points[-1] - 0.1 * slope(points[-1]))
    return points"""

LINES = "def line(f):\n    return [f(0), f(1)]\n\ndef slope(points):\n    return points[1] - points[0]"
APPLY_N = "def apply_n(f, x, n):\n    for _ in range(n):\n        x = f(x)\n    return x"
LOOPS = """### BEGIN HIDDEN TESTS
for f in (np.sin, lambda t: t * t):
    for n in range(3):
        assert np.isclose(apply_n(f, 0.5, n), 9)
### END HIDDEN TESTS"""


def exercise(name: str, solution: str, tests: str) -> list[dict]:
    """An exercise of nbgrader."""
    return [
        masters.code(solution, grade_id=name, **masters.ANSWER),
        masters.code(tests, grade_id=f"{name}_tests", points=1, **masters.TESTED),
    ]


def read(source: str, **data) -> list[tuple[str, str]]:
    return [(each.before, each.result) for each in evaluations(source, ["Counter"], data, ["up"]).cases]


def test_each_comparison_is_a_case_behind_all_that_was_done_before_it():
    assert read("import numpy\nc = Counter(2)\nassert c.up() == 3\nassert 7 == c.up(4)\nassert c.n > 5") == [
        ("c = Counter(2)", "c.up()"),
        ("c = Counter(2)\nc.up()", "c.up(4)"),
        ("c = Counter(2)\nc.up()\nc.up(4)", "c.n"),
    ]


def test_what_the_driver_cannot_do_is_said():
    (fault,) = evaluations("assert Counter(helper).up() == 2", ["Counter"], {}, ["up"]).faults
    assert "it uses 'helper', which stands outside of the test: write a case for it" in fault


@pytest.mark.parametrize(
    ("source", "collected"),
    [
        ("for k in (1, 2):\n    assert Counter(k).up() == k + 1", "for k in (1, 2):\n    {}(Counter(k).up()))"),
        ("for k in (1, 2):\n    c = Counter(k)\n    right = k + 1\n    assert right == c.up()",
         "for k in (1, 2):\n    c = Counter(k)\n    {}(c.up()))"),
        ("if Counter(1).up():\n    np.testing.assert_allclose(Counter(2).n, 2)",
         "if Counter(1).up():\n    {}(Counter(2).n))"),
        ("for c in [Counter(1), Counter(2)]:\n    assert not c.up() > 4",
         "for c in [Counter(1), Counter(2)]:\n    {}(c.up()))"),
    ],
)  # fmt: skip
def test_what_loops_and_branches_compare_is_one_list(source, collected):
    """It was left out: "it compares inside of a loop, a branch or a function"."""
    assert read(source) == [("compared = []\n" + collected.format("compared.append(deepcopy"), "compared")]


@pytest.mark.parametrize(
    ("source", "list_name"),
    [
        ("for k in (1, 2):\n    compared = Counter(k)\n    assert compared.up() == k + 1", "compared_2"),
        ("for k in (1, 2):\n    for compared in [Counter(k)]:\n        assert compared.up() == k + 1", "compared_2"),
        ("compared_2 = 1\nfor compared in (1, 2):\n    assert Counter(compared).up() == 3", "compared_3"),
    ],
)
def test_a_name_of_the_test_stays_its_own(source, list_name):
    """It was called `compared` as well: "'int' object has no attribute 'append'"."""
    (case,) = evaluations(source, ["Counter"], {}, ["up"]).cases
    assert case.result == list_name
    names: dict = {}
    exec(f"{DRIVER_FILE}\n{COUNTER}", names)
    assert names["evaluated"]({"Counter": names["Counter"]}, case.before, case.result) == [2, 3]


def test_a_comparison_before_a_loop_stays_a_case_of_its_own():
    first, second = read("c = Counter(1)\nassert 2 == c.up()\nfor _ in range(2):\n    assert c.up() > 2")
    assert first == ("c = Counter(1)", "c.up()")
    assert second[0].startswith("c = Counter(1)\nc.up()\ncompared = []\nfor _ in range(2):")


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
    assert not imported.fault
    assert [str(note) for note in imported.notes] == [
        "cell 6: descend: `out[2] < 2` is stricter now: the result must be the solution's"
    ]
    double, counter, *_ = load_assignment(imported.folder).question
    assert double.signature == "double(x)" and [c.model_extra for c in double.case] == [{"x": 4}, {"x": -1}]
    assert (counter.signature, counter.driver.reference) == ("class Counter", "drivers.py:result_of_counter")


def test_the_solutions_earn_every_point_and_the_stubs_none(imported):
    assignment = load_assignment(imported.folder)
    key = underived_key(assignment)
    assert key.points == sum(question.points for question in assignment.question)
    require_ready(assignment, key)  # raises a UserError with every fault


@pytest.mark.parametrize("condition", ["{}[0] == 1.0", "np.allclose({}[0], 1.0)", "np.isclose(1.0, {}[0])"])
def test_conditions_that_otter_shows_are_compared_too(condition):
    source = condition.format("descend(lambda w: w, 1.0, 3)")
    driven = driven_tests([DESCEND], [source], ["descend", "other"], [source])
    assert driven == Driven(frozenset([source]), ("descend",))
    (case,) = evaluations(source, ("descend",), {}).cases
    assert case.result == "descend(lambda w: w, 1.0, 3)[0]"


@pytest.mark.parametrize(
    ("source", "before"),
    [
        ("assert Counter(lambda x: 2 * x, x).up() == 3", "x = 3"),
        ("assert Counter(lambda k=x: 2 * k).up() == 3", "x = 3"),
        ("assert Counter(lambda x: 2 * x).up() == 3", ""),
        ("def f(x):\n    return x\nassert Counter(f).up() == 3", "def f(x):\n    return x"),
    ],
)
def test_a_parameter_hides_no_variable_of_its_name(source, before):
    assert read(source, x=3)[0][0] == before


@pytest.mark.parametrize(
    ("source", "received"),
    [
        ("assert f([3, 1]) == [3, 1]", ()),
        ("assert sorted(f([3, 1]), key=lambda t: -t) == [3, 1]", ("f",)),
        ("assert f([3, 1], key=lambda t: -t) == [3, 1]", ("f",)),
        ("for turned in (abs, lambda t: -t):\n    assert f([3, 1], turned) == [3, 1]", ("f",)),
        ("tests = {3: [3, 1]}\nfor n, right in tests.items():\n    assert f(n) == right", ("f",)),
        ("out = f(lambda t: t)\nassert g(out) == 1", ("f", "g")),
    ],
)
def test_what_cannot_be_read_as_calls_is_asked_by_a_driver(source, received):
    plain, functions = "assert g(2) == 4", ["f", "g"]
    unread = [each for each in (source, plain) if read_test(each, frozenset(functions), frozenset()).faults]
    driven = driven_tests([], [source, plain], functions, unread)
    assert driven == Driven(frozenset([source] if received else []), received)


def test_what_a_drivers_tests_call_beside_it_keeps_its_plain_cases(imported):
    by_driver, plain = load_assignment(imported.folder).question[3:5]
    assert (by_driver.driver.reference, by_driver.names) == ("drivers.py:result_of_lines_line", ("line", "slope"))
    assert (plain.signature, plain.driver) == ("slope(points)", None)


def test_loops_over_functions_come_over(imported):
    *_, question = load_assignment(imported.folder).question
    assert [(case.hidden, case.weight) for case in question.case] == [(False, 1), (True, 2)]
    assert question.case[1].model_extra["result"] == "compared"


def test_a_test_that_is_one_case_is_no_argument_that_never_varies(tmp_path):
    """Rehearse failed: "result is 'compared' in every case: who writes that into the code keeps every point"."""
    tests = "for n, right in {2: 4, 3: 6}.items():\n    assert double(n) == right"
    cells = exercise("double", "def double(n):\n    return 2 * n", tests)
    (path := tmp_path / "hw.ipynb").write_text(json.dumps(masters.notebook(*cells)), encoding="utf-8")
    assignment = load_assignment(import_master(path, tmp_path / "out").folder)
    assert assignment.question[0].fixed == ("before", "result") and constant_arguments(assignment).ok
