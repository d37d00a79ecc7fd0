"""Submissions that are Python files: what stands behind `if __name__ == "__main__":`, and several of them at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.autograder_root import KEY, lay, valid
from support.tables import read_written
from typer.testing import CliRunner

from grader.course.classroom import grading
from grader.course.gradebook.gradebook import Gradebook
from grader.frontends.gradescope import grading as gradescope
from grader.frontends.staff.commands import app

HW = read_written(__file__, "python_files_hw.py")
PLOTS = "from hw2 import double\n\n\ndef draw():\n    return double(2.0)\n"
SCRATCH = "def triple(x):\n    return x\n"
FILES = {"a_scratch.py": SCRATCH, "hw2.py": HW, "plots.py": PLOTS}


@pytest.fixture
def key_file(tmp_path) -> Path:
    (tmp_path / "tiny.key").write_text(KEY.to_json(), encoding="utf-8")
    return tmp_path / "tiny.key"


def written(folder: Path, files=FILES) -> Path:
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_gradescope_takes_the_file_that_answers_most(tmp_path):
    """And what a script does when it is run, waiting for a key or ending itself, is not done."""
    assert gradescope.run_autograder(lay(tmp_path, FILES)) == 0
    assert valid(tmp_path).score == 15.0


def test_a_class_is_graded_alike_in_a_file_a_folder_and_a_notebook(tmp_path, key_file):
    subs = tmp_path / "subs"
    written(subs / "ada")
    (subs / "bob.py").write_text(HW, encoding="utf-8")
    grading.grade([subs], key_file, tmp_path / "results")
    with Gradebook(tmp_path / "results" / "gradebook.sqlite") as book:
        reports = list(book.reports())
    assert {r.submission: r.earned for r in reports} == {"ada": 15.0, "bob": 15.0}


@pytest.mark.parametrize(("text", "code"), [(HW, 0), (HW.replace("3 * x", "4 * x"), 1)])
def test_check_reads_a_python_file_too(tmp_path, key_file, text, code):
    folder = written(tmp_path / "mine", {"hw2.py": text})
    done = CliRunner().invoke(app, ["check", str(folder / "hw2.py"), "--key", str(key_file)])
    assert done.exit_code == code, done.output
    assert ("should be 6" in done.stdout) is bool(code)
