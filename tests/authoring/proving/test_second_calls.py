"""A solution that reads beyond the end of an array answers all the same, and its author is told."""

from __future__ import annotations

from support.compiled import underived_key

from grader.authoring.cache import Cache
from grader.authoring.proving.rehearsal import try_honest_work
from grader.authoring.proving.runs import Runner
from grader.authoring.reading.assignment_file import load_assignment

TOML = """
name = "beyond"
title = "Beyond the end"
notebook = "beyond.py"

[[question]]
name = "pick"
title = "Pick"
signature = "pick(x, at)"
returns = "array"
points = 2
  [[question.case]]
  x = [1.0, 2.0, 4.0]
  at = [0, 2]
  [[question.case]]
  x = [1.5, 2.5]
  at = [1, 2]
"""
MASTER = """
def pick(x, at):
    ### BEGIN SOLUTION
    return x[at]
    ### END SOLUTION
"""


def test_a_solution_that_answers_for_jax_arrays_alone_is_said(tmp_path):
    """JAX gives the last entry for an index beyond the end; the case was compiled and proven without a word."""
    (tmp_path / "assignment.toml").write_text(TOML, encoding="utf-8")
    (tmp_path / "beyond.py").write_text(MASTER, encoding="utf-8")
    assignment = load_assignment(tmp_path)
    key = underived_key(assignment)
    (note,) = try_honest_work(assignment, key, Runner(key, Cache(), lambda text: None)).notes
    assert note.startswith("pick.2: the solution raises on NumPy arrays, which students get, and returns on JAX arrays")
