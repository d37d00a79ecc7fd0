"""What an audit finds in tests of every kind, and that its asserts close the holes."""

import json

import audited
import pytest
from typer.testing import CliRunner

from grader.authoring.auditing import page, text
from grader.authoring.auditing.audit import audit
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


@pytest.fixture(scope="module")
def starter(tmp_path_factory):
    return audited.copy("starter", tmp_path_factory.mktemp("starter"))


@pytest.fixture(scope="module")
def starter_audit(starter):
    return starter.audit()


def test_a_test_that_no_right_work_passes_is_said_and_left_out(starter_audit):
    solution = starter_audit.rejected[0]
    assert solution.name == "the solution solution.py itself"
    assert [test.label for test in solution.failures] == ["1.1 TestStarter::test_normalize (2 points)"]
    lines = text.to_text(starter_audit)
    assert "the solution solution.py itself fails\n        1.1 TestStarter::test_normalize" in lines
    assert "No wrong program is counted as losing points in a test that the solution itself fails." in lines


def test_partial_credit_counts_as_lost_points(starter_audit):
    assert {mutant.function for mutant in starter_audit.killed} == {"momentum"}
    assert any("doubled" in mutant.change.kind for mutant in starter_audit.killed)


def test_survivors_name_arguments_that_may_be_numbers_and_the_asserts_that_catch_all(starter_audit):
    assert starter_audit.written["momentum", "rate"] == ["0.1"]
    assert {each.mutant.function for each in starter_audit.survivors} == {"normalize", "momentum"}
    assert max(each.caught_by for each in starter_audit.survivors) < len(starter_audit.asserts) <= 3


def test_all_forms_of_the_report_hold_the_same(starter_audit):
    data = json.loads(text.to_json(starter_audit))
    assert data["wrong"]["surviving"] == len(data["survivors"]) == len(starter_audit.survivors)
    html = page.to_html(starter_audit)
    assert data["summary"] in html and "class TestMoreCalls(unittest.TestCase)" in html
    assert data["summary"].startswith("Holes: right work fails (1 program), and wrong work keeps all points")


def test_otter_files_are_run_in_both_of_their_formats(tmp_path):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "q1.py").write_text(DOCTESTS, encoding="utf-8")
    (tmp_path / "tests" / "q2.py").write_text(FUNCTIONS, encoding="utf-8")
    (tmp_path / "hw.py").write_text("def step(x, rate=0.1):\n    return x - rate * 2 * x\n", encoding="utf-8")
    result = audit(read_suite(tmp_path / "tests", tmp_path / "hw.py"))
    assert [test.label for test in result.tests] == [
        "q1 test 1",
        "q1 test 2 (1 points)",
        "q2 test 1 (3 points, hidden)",
    ]
    assert [work.name for work in result.rejected] == ["the solution that returns answers in float32"]
    assert result.rejected[0].failures[0].message == "AssertionError: shows 'np.float32(0.5)', not '0.5'"
    assert result.kill_rate > 0.7


def test_the_command_ends_with_0_1_or_2_and_writes_a_page(tmp_path):
    (tmp_path / "hw.py").write_text("def twice(x):\n    return 2 * x\n", encoding="utf-8")
    tests = tmp_path / "test_hw.py"
    runner = CliRunner()

    def run(body, *more):
        tests.write_text(f"from hw import twice\ndef test_twice():\n    {body}\n", encoding="utf-8")
        return runner.invoke(app, ["audit", str(tests), "--solution", str(tmp_path / "hw.py"), *more])

    import grader.frontends.staff.commands  # noqa: F401  registers the command

    good = run("assert abs(twice(1.5) - 3) + abs(twice(-0.5) + 1) < 1e-6")
    assert (good.exit_code, good.stdout.splitlines()[-1]) == (0, text.ALL_WELL)
    weak = run("assert twice(0.0) == 0", "-o", str(tmp_path / "audit.html"), "--json")
    assert weak.exit_code == 1 and json.loads(weak.stdout)["asserts"]
    assert "Audit of test_hw.py" in (tmp_path / "audit.html").read_text(encoding="utf-8")
    (tmp_path / "hw.py").write_text("", encoding="utf-8")
    assert run("pass").exit_code == 2


@pytest.mark.slow
@pytest.mark.parametrize("name", [*audited.PYTHON, *audited.MASTERS])
def test_the_proposed_asserts_close_nine_tenths_of_the_holes(name, tmp_path):
    files = audited.copy(name, tmp_path)
    before = files.audit()
    files.add(before.block)
    after = files.audit()
    assert after.kill_rate >= 0.9
    assert len(after.survivors) <= len(before.survivors) / 10
    assert {work.name for work in after.rejected} == {work.name for work in before.rejected}
