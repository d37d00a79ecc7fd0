"""The first thing that a command does is to import JAX elsewhere, if it will run somebody's code here."""

from __future__ import annotations

import subprocess
import sys

import pytest

from grader.__main__ import runs_here


@pytest.mark.parametrize(
    ("words", "here"),
    [
        ("check work.ipynb adam", True),
        ("grade work.ipynb --key a.key", True),
        ("gradescope", True),
        ("grade folder --key a.key --jobs 4", False),  # its workers have one each
        ("grade folder --key a.key --jobs=4", False),
        ("grade --help", False),
        ("report results", False),
        ("", False),
    ],
)
def test_a_command_that_runs_code_here_is_known_by_its_words(words, here):
    assert runs_here(words.split()) is here


@pytest.mark.skipif(sys.version_info < (3, 11), reason="Python itself imports from the current folder before any of us")
def test_no_file_of_a_student_in_the_current_folder_is_imported(tmp_path):
    """Staff run `python -m grader` among the submissions; whoever hands in a typing.py would run code as they."""
    for name in sorted({*sys.stdlib_module_names, "numpy", "typer", "rich", "click", "reference"}):
        (tmp_path / f"{name}.py").write_text(f"raise SystemExit('the student's {name}.py was run')\n")
    command = [sys.executable, "-m", "grader", "--version"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0 and done.stdout.startswith("first-order-grader"), done.stdout + done.stderr
