"""The grader is graded, and says what a weak assignment lets through."""

import json
import subprocess
import sys

import pytest
import small

from grader import compile as compiler
from grader.assignment import BadAssignment, load
from grader.proof import page, text
from grader.rehearse import rehearse


def test_an_assignment_with_telling_cases_is_proven(tmp_path):
    """Solution, stub and mistakes all come out as they must; the figures are printed."""
    facts = load(small.write(tmp_path, small.ADAM, small.TELLING, small.FROM_ZERO, small.ROOT_QUESTION))
    (tmp_path / "honest").mkdir()
    right = (
        small.MASTER.replace("### BEGIN SOLUTION", "").replace("### END SOLUTION", "").replace("ws, cs\n", "(ws, cs)\n")
    )
    (tmp_path / "honest" / "pair.py").write_text(right, encoding="utf-8")
    found = rehearse(facts, compiler.compile(facts))
    failed = [finding for finding in found.findings if not finding.ok]
    assert not failed, text(found)
    assert "1 honest styles earn every point" in text(found)
    assert json.loads(found.to_json())["passed"] is True
    assert "<h1>Rehearsal of small</h1>" in page(found)


def test_without_the_large_eps_it_says_what_survives_and_what_would_catch_it(tmp_path):
    """At eps = 1e-8 nobody can see on which side of the root eps stands (facts, 4.5)."""
    facts = load(small.write(tmp_path, small.ADAM))
    done = subprocess.run(
        [sys.executable, "-m", "grader", "rehearse", str(facts.folder)], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 1, done.stderr
    assert "adam.eps_in_root keeps every point of adam. This case catches it:" in done.stdout
    assert "eps = 0.1" in done.stdout
    assert "Not ready" in done.stdout


WAVES = """
[[question]]
name = "gradient_descent"
title = "Gradient descent"
signature = "gradient_descent(g, alpha, max_its, w)"
returns = "histories"
points = 1
  [[question.case]]
  on = "{on}"
  alpha = {alpha}
  max_its = 10
  w = {w}
"""


def test_the_books_hopping_example_is_refused_as_chaotic(tmp_path):
    """MLR's wavy cost at alpha = 1: correct float32 and float64 runs part after three steps (facts, 5.1)."""
    facts = load(small.write(tmp_path, WAVES.format(on="waves", alpha=1, w=[3, 3])))
    with pytest.raises(
        BadAssignment, match=r"case 1: it is chaotic.*could be used up to step [34]\. Use max_its = [34]"
    ):
        compiler.compile(facts)


def test_a_run_that_lands_on_a_kink_is_judged_up_to_it(tmp_path):
    """|w| from 2 in steps of 0.5 hits 0 exactly, where jax, autograd and NumPy disagree on the slope (facts, 0.4)."""
    facts = load(small.write(tmp_path, WAVES.format(on="absolute", alpha=0.5, w=2)))
    (case,) = compiler.compile(facts).questions[0].cases
    assert (case.judged, case.steps) == (4, 10)
    assert case.expected["weights"][:5].tolist() == [2.0, 1.5, 1.0, 0.5, 0.0]


def test_a_start_on_a_kink_is_refused(tmp_path):
    facts = load(small.write(tmp_path, WAVES.format(on="absolute", alpha=0.5, w=0)))
    with pytest.raises(BadAssignment, match="case 1: its start lies on a kink of the cost"):
        compiler.compile(facts)
