"""What the user can fix is said in its sentence alone, in a notebook too."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytest.importorskip("IPython", reason="IPython is not installed")


def shown(code, folder):
    """The lines that IPython prints of this code."""
    code = f"from grader.base.errors import UserError\n{code}"
    words = [sys.executable, "-m", "IPython", "--quick", f"--ipython-dir={folder}", "-c", code]
    ran = subprocess.run(words, capture_output=True, text=True)
    return (ran.stdout + ran.stderr).strip().splitlines()


def test_a_notebook_shows_the_sentence_and_no_traceback(tmp_path):
    """A name that is misspelt in `check("...")` is no reason to read twenty lines of the grader's code."""
    lines = shown("def check(): raise UserError('There is no question x.')\ncheck()", tmp_path)
    assert lines[-1] == "There is no question x." and not any("Traceback" in line for line in lines)


def test_a_notebook_shows_the_frames_of_a_cause(tmp_path):
    """An author's own file that fails inside a library is mended from its frames."""
    code = "def load(): {}['depth']\ntry: load()\nexcept KeyError as error: raise UserError('It fails.') from error"
    lines = shown(code, tmp_path)
    assert lines[-1].endswith("It fails.") and any(line.endswith("in load") for line in lines), lines
