"""Tests of every kind are read, and what cannot be audited is said in a sentence."""

import json

import pytest
from support import audited

from grader.authoring.auditing.audit import audit
from grader.authoring.auditing.suites import honest_files, read_suite
from grader.base.errors import UserError

SOLUTION = "def step(x, rate):\n    return x - rate * 2 * x\n"


def files(folder, tests, solution=SOLUTION, name="test_hw.py"):
    (folder / "hw.py").write_text(solution, encoding="utf-8")
    (folder / name).write_text(tests, encoding="utf-8")
    return folder / name, folder / "hw.py"


def refusal(folder, *arguments, **options):
    with pytest.raises(UserError) as error:
        audit(read_suite(*files(folder, *arguments, **options)))
    return str(error.value)


def test_cells_of_a_master_stand_behind_the_solution_that_they_test(tmp_path):
    suite = read_suite(audited.copy("nbgrader", tmp_path).tests, None)
    assert [(test.name, test.after, test.points, test.hidden) for test in suite.tests] == [
        ("squares, cell 5", 1, 3, False),
        ("squares, cell 5, hidden part", 1, 3, True),
        ("squares, cell 6", 1, 1, False),
        ("norm, cell 9", 2, 4, False),
    ]
    suite = read_suite(audited.copy("otter", tmp_path).tests, tmp_path / "otter.ipynb")
    assert [test.name for test in suite.tests][:2] == ["q1, cell 10", "q1, cell 11, hidden part"]


def test_a_file_without_tests_is_refused_with_what_a_test_is(tmp_path):
    assert "test_hw.py: no test found. A Python file holds functions `test_...`" in refusal(tmp_path, "x = 1\n")


def test_a_solution_without_the_function_is_refused_with_what_it_defines(tmp_path):
    begin = "the tests use `descent`, which the solution hw.py does not define; it defines step."
    assert begin in refusal(tmp_path, "from hw import descent\ndef test_a():\n    pass")
    assert begin in refusal(tmp_path, "import hw\ndef test_a():\n    assert hw.descent(1.0) == 0")


def test_tests_that_call_nothing_of_the_solution_are_refused(tmp_path):
    message = refusal(tmp_path, "import hw\ndef test_a():\n    assert abs(-1) == 1")
    assert "the tests call no function of the solution hw.py. Do they import another file?" in message


def test_a_missing_package_is_named(tmp_path):
    message = refusal(tmp_path, "import nose_of_course\nfrom hw import step\ndef test_a():\n    pass")
    assert "the tests import `nose_of_course`, which is neither installed in this Python nor beside them" in message
    assert "`pip install nose_of_course`" in message


def test_a_solution_that_does_not_run_is_refused_with_its_error(tmp_path):
    message = refusal(tmp_path, "def test_a():\n    import hw", "1 / 0\n")
    assert "hw.py: the solution cannot be run: ZeroDivisionError: division by zero." in message
    assert "Python cannot read this: line 1" in refusal(tmp_path, "def test_a(:", name="test_b.py")


def test_tests_without_a_solution_and_notebooks_that_are_no_master_are_refused(tmp_path):
    path, _ = files(tmp_path, "")
    with pytest.raises(UserError, match="Name the solution with --solution FILE"):
        read_suite(path, None)
    plain = tmp_path / "plain.ipynb"
    plain.write_text(json.dumps({"cells": [], "metadata": {}, "nbformat": 4}), encoding="utf-8")
    with pytest.raises(UserError, match="no master of Otter"):
        read_suite(plain, None)
    (tmp_path / "empty").mkdir()
    with pytest.raises(UserError, match="no test found. A folder of Otter's tests"):
        read_suite(tmp_path / "empty", path)
    with pytest.raises(UserError, match="no right program found"):
        honest_files(tmp_path / "empty")


@pytest.mark.slow
def test_a_test_that_is_left_out_on_the_solution_says_nothing(tmp_path):
    tests = "import pytest, hw\ndef test_a():\n    pytest.skip()\ndef test_b():\n    assert hw.step(2, 0.5) == 0\n"
    assert [test.test for test in audit(read_suite(*files(tmp_path, tests))).tests] == ["test_b"]


CONFTEST = """
import hw
import nose_of_course
import pytest


def pytest_addoption(parser):
    parser.addoption("--link", required=True)


@pytest.fixture
def program():
    return hw
"""
OWN_CONFTEST = "import hw\nimport pytest\n\nRTOL = 1e-9\n\n\n@pytest.fixture\ndef program():\n    return hw\n"
WITH_FIXTURE = """
from conftest import RTOL


def test_step(program):
    assert abs(program.step(1.0, 0.1) - 0.8) < RTOL


def test_other(program):
    assert program.step(0.0, 0.1) == 1
"""


def test_a_conftest_that_does_not_load_is_quoted_and_another_one_may_take_its_place(tmp_path):
    """The tests of a real course want a package and the address of a repository before they say anything."""
    (tmp_path / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    message = refusal(tmp_path, WITH_FIXTURE)
    assert "the tests import `nose_of_course`" in message and "another conftest.py with --conftest" in message
    (tmp_path / "conftest.py").write_text(CONFTEST.replace("import nose_of_course\n", ""), encoding="utf-8")
    assert "the following arguments are required: --link" in refusal(tmp_path, WITH_FIXTURE)
    (own := tmp_path / "own.py").write_text(OWN_CONFTEST, encoding="utf-8")
    result = audit(read_suite(*files(tmp_path, WITH_FIXTURE), own, ["-k", "test_step"]))
    assert [test.test for test in result.tests] == ["test_step"] and result.wrong
    own.write_text("1 / 0", encoding="utf-8")
    with pytest.raises(UserError, match="cannot be read: ZeroDivisionError: division by zero"):
        audit(read_suite(*files(tmp_path, WITH_FIXTURE), own))


def test_options_of_pytest_are_for_its_tests_alone_and_a_wrong_one_is_quoted(tmp_path):
    with pytest.raises(UserError, match="pytest says: .*unrecognized arguments: --no-such"):
        audit(read_suite(*files(tmp_path, "import hw\ndef test_a():\n    hw.step(1.0, 1.0)"), None, ["--no-such"]))
    with pytest.raises(UserError, match="are for tests in a Python file"):
        read_suite(tmp_path, tmp_path / "hw.py", None, ["-v"])
