"""What the user can fix is said in its sentence alone, in a notebook too."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytest.importorskip("IPython", reason="IPython is not installed")


def test_a_notebook_shows_the_sentence_and_no_traceback(tmp_path):
    """A name that is misspelt in `check("...")` is no reason to read twenty lines of the grader's code."""
    code = "from grader.base.errors import UserError\ndef check(): raise UserError('There is no question x.')\ncheck()"
    words = [sys.executable, "-m", "IPython", "--quick", f"--ipython-dir={tmp_path}", "-c", code]
    ran = subprocess.run(words, capture_output=True, text=True)
    lines = (ran.stdout + ran.stderr).strip().splitlines()
    assert lines[-1] == "There is no question x." and not any("Traceback" in line for line in lines)
