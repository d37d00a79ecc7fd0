"""No right answer of an imported test reaches the student's process: who looks for one there earns nothing."""

from __future__ import annotations

import json

import pytest
from support import foreign_masters as masters
from support.compiled import underived_key
from support.program import forked
from support.rows import few

from grader.authoring.importing.formats import read_foreign
from grader.authoring.importing.importer import import_master
from grader.authoring.importing.recording import record_tests
from grader.authoring.proving.preflight import require_ready
from grader.authoring.proving.trials.scavenger import PICKS, scavenger
from grader.authoring.reading.assignment_file import load_assignment
from grader.judging.judge import judge
from grader.sandbox.transcribe import transcribe

SLOPE = "def slope(f, x, h=1e-5):\n    return (f(x + h) - f(x - h)) / (2 * h)"
ACCOUNT = """class Account:
    def __init__(self, amount):
        self.amount = amount

    def add(self, amount):
        self.amount += 3 * amount
        return self.amount"""
TABLE = """for f, x, want in [(lambda t: t * t, 2.5, 5.0), (lambda t: t ** 3, 1.5, 6.75)]:
    assert abs(slope(f, x) - want) < 1e-5"""
NAMED = """cases = {2.5: 62.5, 3.5: 171.5}
for x, right in cases.items():
    expected = np.array(right)
    assert np.isclose(slope(lambda t: t ** 4, x), expected, rtol=1e-3)"""
OBJECTS = """def check(got, want):
    assert abs(got - want) < 1e-9
a = Account(17.5)
check(a.add(4.25), 30.25)
for amount, total in [(1.5, 34.75), (2.5, 42.25)]:
    assert a.add(amount) == total"""
OTTER = masters.notebook(
    masters.raw("# ASSIGNMENT CONFIG\nname: hw"),
    masters.code("import numpy as np\nANSWERS = [5.0, 6.75]"),
    *(
        cell
        for name, solution, *tests in (("slope", SLOPE, TABLE, f"# HIDDEN\n{NAMED}"), ("account", ACCOUNT, OBJECTS))
        for cell in (
            masters.raw(f"# BEGIN QUESTION\nname: {name}\npoints: 3"),
            masters.prose(f"Write {name}."),
            masters.raw("# BEGIN SOLUTION"),
            masters.code(f"# BEGIN SOLUTION NO PROMPT\n{solution}\n# END SOLUTION"),
            masters.raw("# END SOLUTION"),
            masters.raw("# BEGIN TESTS"),
            *map(masters.code, tests),
            masters.raw("# END TESTS"),
            masters.raw("# END QUESTION"),
        )
    ),
)
NBGRADER = masters.notebook(
    masters.code("import numpy as np"),
    masters.code(SLOPE, grade_id="slope", **masters.ANSWER),
    masters.code(
        f"{TABLE}\n### BEGIN HIDDEN TESTS\n{NAMED}\n### END HIDDEN TESTS", grade_id="t1", points=3, **masters.TESTED
    ),
    masters.code(ACCOUNT, grade_id="account", **masters.ANSWER),
    masters.code(OBJECTS, grade_id="t2", points=3, **masters.TESTED),
)


@pytest.fixture(scope="module", params=["otter", pytest.param("nbgrader", marks=pytest.mark.slow)])
def imported(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    master = {"otter": OTTER, "nbgrader": NBGRADER}[request.param]
    (path := folder / "hw.ipynb").write_text(json.dumps(master), encoding="utf-8")
    made = import_master(path, folder / "out")
    assignment = load_assignment(made.folder)
    return made, assignment, underived_key(assignment)


def test_the_masters_come_over_whole_and_their_solutions_earn_everything(imported):
    made, assignment, key = imported
    assert made.is_whole and key.points == 6
    require_ready(assignment, key)


@pytest.mark.parametrize("pick", few(PICKS, {"row"}))
def test_a_program_that_returns_what_it_finds_around_it_earns_nothing(imported, pick, tmp_path):
    """It earned 3 and 4.5 of 6: the rows of the tables stood in the frames of the driver."""
    key = imported[2]
    (path := tmp_path / "student.py").write_text(scavenger(["slope"], ["Account"], pick), encoding="utf-8")
    report = judge(key, transcribe(path, key, forked()))
    assert report.earned == 0 and not report.unchecked
    assert {question.status for question in report.questions} <= {"wrong", "malformed"}, "it ran to its end"


RIGHT = "77.25"  # in all tests below
OF_SLOPE = (
    "def slope(f, x):\n    return [77.25 for _ in x] if isinstance(x, list) else 77.25\n\ndef shift(w):\n    w += 3"
)
SHOWN = {
    "a table": "for f, x, want in [(abs, 2.0, 77.25)]:\n    assert abs(slope(f, x) - want) < 1e-5",
    "a table by name": "t = [(abs, 2.0, 77.25)]\nfor f, x, want in t:\n    assert slope(f, x) == want",
    "a row": "for row in [(2.0, 77.25)]:\n    assert slope(abs, row[0]) == row[1]",
    "results beside answers": "for a, b in zip(slope(abs, [2.0]), [77.25]):\n    assert a == b",
    "a dictionary": "t = {2.0: 77.25}\nfor x in t:\n    assert slope(abs, x) == t[x]",
    "a comprehension": "assert all(slope(f, x) == y for f, x, y in [(abs, 2.0, 77.25)])",
    "a helper": "def check(a, b):\n    assert np.isclose(a, b)\ncheck(slope(abs, 2.0), 77.25)",
    "a helper that calls": "def check(f, x, want=77.25):\n    assert slope(f, x) == want\ncheck(abs, x=2.0)",
    "a test function": "def test_it(slope, env):\n    y = slope(abs, 2.0)\n    assert y == 77.25 == env['right']",
    "an error": "error = np.abs(slope(abs, 2.0) - 77.25)\nassert error.max() < 1e-6",
    "an error in a list": "errors = []\nerrors.append(slope(abs, 2.0) - 77.25)\nassert max(errors) < 1",
    "expected before": "expected = 77.25\nassert slope(abs, 2.0) == expected",
    "NumPy": "np.testing.assert_allclose(slope(abs, 2.0), 77.25)",
    "a bound": "assert slope(abs, 2.0) <= 77.25",
    "raise": "if slope(abs, 2.0) != 77.25:\n    raise AssertionError",
    "a name within a condition": "assert (y := slope(abs, 2.0)) == 77.25",
    "with": "with np.errstate(all='ignore'):\n    assert slope(abs, 2.0) == 77.25",
}
FOLLOWS = "an argument follows from results of the solution, or from chance: write a case for it"
LEFT_OUT = {
    "assert slope(abs, step) == 77.25": f"`slope(abs, 0.125)` is no case: {FOLLOWS}",
    "assert slope(abs, halved) == 77.25": f"`slope(abs, 0.0625)` is no case: {FOLLOWS}",
    "y = slope(abs, 2.0)\nassert slope(abs, y - 1.0) == 77.25": f"`slope(abs, 76.25)` is no case: {FOLLOWS}",
    "for x in range(int(slope(abs, 2.0)) - 76):\n    slope(abs, 'x' * int(slope(abs, 2.0)))": FOLLOWS,
    "slope(abs, np.random.default_rng().random())": FOLLOWS,
    "w = np.ones(2)\nshift(w)\nslope(abs, w)": f"`slope(abs, np.array([4.0, 4.0]))` is no case: {FOLLOWS}",
    "slope(print_it, 2.0)": "an argument of type function: write a case for it",
    "slope(open, 9.0 ** 999)": "fails on the master's own solution (OverflowError",
    "slope(abs, np.zeros(10**5))": "an argument of 100,000 numbers, which belong into a file",
    "slope(abs, 'a' * 10**10)": "fails on the master's own solution (MemoryError)",
    "i = 0\nwhile True:\n    i += 1": "it runs more than 2,000 statements",
    "slope(3 ==": "SyntaxError",
    "print(slope)": "it calls nothing that students are to write",
    "class A:\n    pass\nslope(A(), 2.0)": "an argument of type A: write a case for it",
    "try:\n    slope(abs)\nexcept TypeError:\n    pass": "`slope(abs)` raises TypeError: write a case with `raises`",
    "for _ in range(70):\n    slope(abs, 2.0)": "it makes more than 50 calls, of which these came over",
}


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """By test its calls and what is said of it: all run in one notebook."""
    cells = [
        masters.code("import numpy as np\ndef print_it(x):\n    print(x)\n    return x"),
        masters.code("step = 0.125\nright = 77.25", grade_id="step", **masters.ANSWER),
        masters.code("halved = step / 2"),
        masters.code(OF_SLOPE, grade_id="slope", **masters.ANSWER),
        *(
            masters.code(each, grade_id=f"t{n}", **masters.TESTED)
            for n, each in enumerate([*SHOWN.values(), *LEFT_OUT])
        ),
    ]
    (path := tmp_path_factory.mktemp("tests") / "hw.ipynb").write_text("", encoding="utf-8")
    master = read_foreign(masters.notebook(*cells))
    by_source = {test.source: record for test, record in record_tests(master, path).items()}
    master_notes = [str(note) for note in master.notes]
    assert not master_notes
    return by_source


@pytest.mark.parametrize("test", SHOWN)
def test_the_compared_side_alone_comes_over(found, test):
    record = found[SHOWN[test]]
    (call,) = record.calls
    assert not record.faults and call.result.startswith("slope(")
    assert RIGHT not in call.before + call.result + str(call.arguments)


@pytest.mark.parametrize("test", LEFT_OUT)
def test_what_may_hold_an_answer_or_cannot_be_run_is_left_out_with_the_reason(found, test):
    record = found[test]
    assert any(LEFT_OUT[test] in fault for _, fault in record.faults) or not (record.calls or record.faults)
    assert not any("76.25" in call.result or "0.125" in call.result for call in record.calls)


def test_a_case_in_whose_lines_the_answer_stands_is_left_out_by_cell(tmp_path):
    """The minimum of a cost is a number of the cost: the driver's frame holds both."""
    tests = "out = descend(lambda w: 2 * (w - 7.25), 4.0)\nassert abs(out - 7.25) < 1e-3\nassert descend(abs, 4.0) < 4"
    solution = "def descend(slope, w):\n    for _ in range(99):\n        w = w - 0.1 * slope(w)\n    return w"
    cells = [
        masters.code(solution, grade_id="descend", **masters.ANSWER),
        masters.code(tests, grade_id="tests", points=1, **masters.TESTED),
    ]
    (path := tmp_path / "hw.ipynb").write_text(json.dumps(masters.notebook(*cells)), encoding="utf-8")
    made = import_master(path, tmp_path / "out")
    assert (
        "  cell 1: descend: a case with `descend((lambda w: 2 * (w - 7.25)), 4.0)` is left out: what is right stands "
        "in a function that the call receives" in made.text
    )
    assert [case.arguments["result"] for case in made.questions[0].cases] == ["descend(abs, 4.0)"]


def test_the_answer_of_one_question_is_no_argument_of_another(tmp_path):
    cells = [
        masters.code("step = 0.125", grade_id="step", **masters.ANSWER),
        masters.code("assert step == 0.125", grade_id="t1", points=1, **masters.TESTED),
        masters.code("def twice(x):\n    return 2 * x", grade_id="twice", **masters.ANSWER),
        masters.code("assert twice(3) == 6\nassert twice(step) == 0.25", grade_id="t2", points=1, **masters.TESTED),
    ]
    (path := tmp_path / "hw.ipynb").write_text(json.dumps(masters.notebook(*cells)), encoding="utf-8")
    made = import_master(path, tmp_path / "out")
    assert "0.125" not in str(made.questions[1].cases)
    assert f"cell 4: a test of twice is left out: `twice(0.125)` is no case: {FOLLOWS}" in made.text


def test_a_hidden_region_without_an_end_is_hidden_to_its_end():
    """It became a visible test; nbgrader itself stops there."""
    tests = "assert f(1) == 2\n### BEGIN HIDDEN TESTS\nassert f(9) == 18"
    cells = [
        masters.code("f = abs", grade_id="f", **masters.ANSWER),
        masters.code(tests, grade_id="t", **masters.TESTED),
    ]
    (question,) = read_foreign(masters.notebook(*cells)).questions
    assert [test.is_hidden for test in question.tests] == [False, True]


def test_hidden_tests_of_a_cell_that_is_not_graded_are_not_handed_out():
    hidden = "### BEGIN HIDDEN TESTS\nassert f(9) == 18\n### END HIDDEN TESTS"
    master = read_foreign(
        masters.notebook(masters.code("", grade_id="f", **masters.ANSWER), masters.code(f"x = 1\n{hidden}"))
    )
    assert "18" not in str(master.code)
    assert str(master.notes[0]) == "cell 2: hidden tests in a cell that is not graded are left out"


@pytest.mark.parametrize("config", ["# begin test config\nhidden: true", "# BEGIN TEST CONFIG\nhidden: [true"])
def test_an_otter_test_that_may_be_hidden_is_hidden(config):
    """A config in small letters, or one that YAML cannot read, made a visible test of a hidden one."""
    raw, code = masters.raw, masters.code
    test = code(f'\n""" {config}\n""" # END TEST CONFIG\nf(1) == 2')
    cells = [raw("# BEGIN QUESTION\nname: q"), raw("# BEGIN TESTS"), test, raw("# END TESTS"), raw("# END QUESTION")]
    master = read_foreign(masters.notebook(*cells))
    assert master.questions[0].tests[0].is_hidden
    unread = "cell 3: the config of a test of q cannot be read: the test is hidden now, if it was not"
    assert [str(note) for note in master.notes] == ([unread] if "[" in config else [])
