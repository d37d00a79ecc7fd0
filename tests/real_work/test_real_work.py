"""Programs come out of clones as they were listed, and a course's own tests say which of their functions are right."""

from __future__ import annotations

import subprocess

import pytest
from real_work.__main__ import course_outcomes, distinct, report
from real_work.collection import EXERCISES, list_versions, program_files, versions

TESTS = """
import numpy as np
import pytest
from conftest import ATOL, RTOL

@pytest.fixture()
def y():
    return np.array([1.0, 3.0])

def test_function_exists(student_implementations):
    assert False

def test_mean(student_implementations, y):
    value, = student_implementations.mean(y)
    np.testing.assert_allclose(value, 2.0, rtol=RTOL, atol=ATOL)
    assert value.ndim == 0
"""


@pytest.fixture
def clones(tmp_path):
    """A clone with two versions of a program that imports a file beside it."""
    clone = tmp_path / "team" / "project"
    (clone / "src").mkdir(parents=True)
    run(clone, "init", "-q")
    (clone / "src" / "helpers.py").write_text("def total(y):\n    return float(y.sum())\n", encoding="utf-8")
    for size in ("1", "len(y)"):
        text = f"from helpers import total\ndef mean(y):\n    return total(y) / {size},\n"
        (clone / "src" / "implementations.py").write_text(text, encoding="utf-8")
        run(clone, "add", "-A")
        run(clone, "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", size)
    return tmp_path


def run(clone, *words):
    subprocess.run(["git", "-C", clone, *words], check=True)


def test_each_version_runs_with_the_files_beside_it_in_the_tests_of_the_course(clones):
    listed = list(list_versions(clones / "team" / "project", "team/project"))
    files = [program_files(clones, version) for version in listed]
    assert [set(each) for each in files] == [{"implementations.py", "helpers.py"}] * 2
    assert [course_outcomes(each, TESTS) for each in files] == [{"mean": "differs"}, {"mean": "values"}]
    as_array = {**files[1], "helpers.py": "def total(y):\n    return y.sum()\n"}
    assert course_outcomes(as_array, TESTS) == {"mean": "passes"}
    assert course_outcomes({"implementations.py": "import os\nos._exit(0)\n"}, TESTS) == {}


def test_a_clone_that_is_missing_or_holds_another_file_is_refused(clones):
    (version, _) = list_versions(clones / "team" / "project", "team/project")
    with pytest.raises(SystemExit, match=r"is not the file that was listed"):
        program_files(clones, version._replace(blob="0" * 40))
    with pytest.raises(SystemExit, match=r"git clone https://github.com/other/one .*other/one"):
        program_files(clones, version._replace(repository="other/one"))


def test_the_list_names_each_file_once_and_the_six_exercises_exist():
    assert len(EXERCISES) == 6
    assert len({version.blob for version in versions()}) == len(versions()) > 200
    assert all(len(version.commit) == len(version.blob) == 40 for version in versions())


def test_a_wrong_answer_counts_once_and_contradictions_are_listed():
    def row(blob, status, tests, message=""):
        same = {"repository": "team/project", "question": "mean", "staff": [], "student": []}
        return {**same, "blob": blob, "status": status, "tests": tests, "message": message}

    rows = [
        row("1" * 40, "wrong", ["differs"], "`w`: 2; it should be 3"),
        row("2" * 40, "wrong", ["differs"], "`w`: 2; it should be 3"),
        row("3" * 40, "right", ["differs"]),
        row("4" * 40, "wrong", ["passes"], "`w`: 5; it should be 3"),
        row("5" * 40, "wrong", ["stops"], "`w` has 2 numbers, and 3 are expected"),
    ]
    assert [each["blob"][0] for each in distinct(rows)] == ["1", "4"]
    text = report(rows)
    assert "other values: team/project/3333333333/mean" in text
    assert "not right: team/project/4444444444/mean: wrong" in text
    assert "student: 0 right, 0 roundabout, 0 wrong, 0 not judged, 2 none" in text
