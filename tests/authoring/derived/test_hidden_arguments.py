"""No derived mistake is called by what a hidden case asks: its name stands in the key that students have."""

from __future__ import annotations

from grader.authoring.compiler import compile_key
from grader.authoring.reading.assignment_file import load_assignment

ASSIGNMENT = """
name = "tiny"
title = "Tiny"
notebook = "hw.py"

[[question]]
name = "scaled"
title = "Scaled"
signature = "scaled(w, s)"
returns = "array"
method = "solution"
points = 4
  [[question.case]]
  w = [1.0, 3.0]
  s = 2.5
  [[question.case]]
  w = [2.0, 5.0]
  s = 7.3125
  hidden = true
"""
MASTER = """# %%
import numpy as np
# %%
def scaled(w, s):
    ### BEGIN SOLUTION
    return np.asarray(w) * s + 1
    ### END SOLUTION
"""


def test_the_students_key_holds_no_number_of_a_hidden_case(tmp_path):
    (tmp_path / "assignment.toml").write_text(ASSIGNMENT)
    (tmp_path / "hw.py").write_text(MASTER)
    key = compile_key(load_assignment(tmp_path))
    names = [mistake.name for mistake in key.questions[0].mistakes]
    assert "`s` is always 2.5, whatever is passed" in names
    assert "7.3125" in key.to_json()
    assert "7.3125" not in key.for_students().to_json() + " ".join(names)
