"""What an audit finds in tests of every kind, and that its asserts close the holes."""

import json
from importlib.metadata import version

import pytest
from support import audited
from support.foreign_masters import ANSWER, TESTED, code, notebook
from support.tables import read_written
from typer.testing import CliRunner

from grader.authoring.auditing import page, text
from grader.authoring.auditing.audit import audit, pasted_test
from grader.authoring.auditing.suites import read_suite
from grader.frontends.student.command_line import app

DOCTESTS = """test = {"name": "q1", "points": 2, "suites": [{"type": "doctest", "cases": [
    {"code": ">>> step(1.0, 0.25)\\n0.5", "hidden": False}, {"code": ">>> step(0.0)\\n0.0", "points": 1}]}]}
"""
FUNCTIONS = """OK_FORMAT = False
from otter.test_files import test_case
@test_case(points=3, hidden=True)
def test_step(step, env):
    assert env["step"] is step and step(2.0, 0.5) == 0
"""


TESTS = read_written(__file__, "audit_tests.py")


@pytest.fixture(scope="module")
def starter_audit(tmp_path_factory):
    folder = tmp_path_factory.mktemp("starter")
    (folder / "grade.py").write_text(TESTS, encoding="utf-8")
    (folder / "right.py").write_text("def shrink(x, rate=0.5):\n    return rate * x\n", encoding="utf-8")
    return audit(read_suite(folder / "grade.py", folder / "right.py"))


@pytest.mark.slow
def test_a_test_that_no_right_work_passes_is_said_and_left_out(starter_audit):
    solution = starter_audit.rejected[0]
    assert solution.name == "the solution right.py itself"
    assert [test.label for test in solution.failures] == ["1.1 TestStarter::test_rounded (2 points)"]
    lines = text.to_text(starter_audit)
    assert "the solution right.py itself fails\n        1.1 TestStarter::test_rounded" in lines
    assert "No wrong program is counted as losing points in a test that the solution itself fails." in lines


def test_partial_credit_counts_as_lost_points(starter_audit):
    assert {"doubled_result", "factor"} <= {mutant.change.kind for mutant in starter_audit.wrong.killed}


def test_all_forms_of_the_report_hold_the_same(starter_audit):
    data = json.loads(text.to_json(starter_audit))
    assert data["wrong"]["surviving"] == len(data["survivors"]) == len(starter_audit.wrong.survivors)
    html = page.to_html(starter_audit)
    assert data["summary"] in html and "class TestMoreCalls(unittest.TestCase)" in html
    assert data["summary"].startswith("Holes: right work fails (1 program), and wrong work keeps all points")


@pytest.mark.slow
def test_otter_files_are_run_in_both_of_their_formats(tmp_path):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "q1.py").write_text(DOCTESTS, encoding="utf-8")
    (tmp_path / "tests" / "q2.py").write_text(FUNCTIONS, encoding="utf-8")
    (tmp_path / "hw.py").write_text("def step(x, rate=0.1):\n    return x - rate * 2 * x\n", encoding="utf-8")
    result = audit(read_suite(tmp_path / "tests", tmp_path / "hw.py"))
    assert [test.label for test in result.tests] == [
        "q1 test 1",
        "q1 test 2 (1 point)",
        "q2 test 1 (3 points, hidden)",
    ]
    shows_type = int(version("numpy").split(".")[0]) >= 2  # doctests compare text: `np.float32(0.5)` since NumPy 2
    rejected = ["the solution that returns answers in float32"] if shows_type else []
    assert [work.name for work in result.rejected] == rejected
    said = [work.failures[0].message for work in result.rejected]
    assert said == ["AssertionError: shows 'np.float32(0.5)', not '0.5'"] * len(rejected)
    assert result.wrong.kill_rate > 0.7


def test_the_command_ends_with_0_1_or_2_and_writes_a_page(tmp_path):
    import grader.frontends.staff.commands  # noqa: F401  registers the command

    def run(*more, solution="def twice(x):\n    return 2 * x", test="assert abs(twice(1.5) + twice(-4) + 5) < 1e-6"):
        cells = (code(solution, grade_id="a", **ANSWER), code(test, grade_id="b", points=1, **TESTED))
        (tmp_path / "hw.ipynb").write_text(json.dumps(notebook(*cells)), encoding="utf-8")
        return CliRunner().invoke(app, ["audit", str(tmp_path / "hw.ipynb"), *more])

    good = run()
    assert (good.exit_code, good.stdout.splitlines()[-1]) == (0, text.ALL_WELL)
    weak = run("-o", str(tmp_path / "audit.html"), "--json", test="assert twice(0.0) == 0")
    assert weak.exit_code == 1 and json.loads(weak.stdout)["asserts"]
    assert "Audit of hw.ipynb" in (tmp_path / "audit.html").read_text(encoding="utf-8")
    assert run(solution="x = 1").exit_code == 2


@pytest.mark.slow
@pytest.mark.parametrize("name", [*audited.PYTHON, *audited.MASTERS])
def test_the_proposed_asserts_close_nine_tenths_of_the_holes(name, tmp_path):
    files = audited.copy(name, tmp_path)
    before = files.audit()
    files.add(before.block)
    after = files.audit()
    assert after.wrong.kill_rate >= 0.9
    assert len(after.wrong.survivors) <= len(before.wrong.survivors) / 10
    assert {work.name for work in after.rejected} == {work.name for work in before.rejected}


FORMS = {
    "import hw\ndef test_step():\n    assert hw.step(1.0, 0.5) == 0": "def test_more_calls():\n    import numpy",
    "def step_test(target):\n    assert target(1.0, 0.5) == 0": "def step_more_calls_test(target):",
    "import unittest\nclass T(unittest.TestCase):\n    pass": "import unittest\n\n\nclass TestMoreCalls",
}


@pytest.mark.parametrize("tests", FORMS)
def test_asserts_are_pasted_in_the_form_of_the_tests(tests, tmp_path):
    (tmp_path / "hw.py").write_text("def step(x, rate):\n    return x\n", encoding="utf-8")
    (tmp_path / "test_hw.py").write_text(tests, encoding="utf-8")
    block = pasted_test(read_suite(tmp_path / "test_hw.py", tmp_path / "hw.py"), ["assert step(3.0, 0.1)"], {"step"})
    compile(block, "block", "exec")
    assert block.startswith(FORMS[tests]) and block.endswith("assert step(3.0, 0.1)")
