"""The second homework: its numbers are right, its two handouts agree, and its mistakes are named."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from support.program import forked

from grader.authoring.compiler import compile_key
from grader.authoring.handout import handout_files, notebook_to_python
from grader.authoring.reading.assignment_file import load_assignment
from grader.authoring.release import student_files
from grader.judging.judge import judge
from grader.sandbox.transcribe import transcribe

HOMEWORK = Path(__file__).parents[2] / "assignments" / "gradient_descent"
FACTS = load_assignment(HOMEWORK)
# What needs the whole key: tests/reference guards its methods, and `make rehearse` compiles it and grades the examples.
descents = pytest.mark.slow


@pytest.fixture(scope="module")
def key():
    return compile_key(FACTS)


@pytest.fixture(scope="module")
def short_key():
    """Without the two descents, whose many mistakes take ten seconds."""
    return compile_key(FACTS.model_copy(update={"question": FACTS.question[:2]}))


def test_the_interface_is_the_courses_own():
    """Other material of the course refers to these names."""
    assert [q.signature for q in FACTS.question] == [
        "cost_func(w)",
        "gradient_func(w)",
        "gradient_descent(g, gradient, alpha, max_its, w)",
        "gradient_descent_auto(g, alpha, max_its, w, diminishing_alpha=False)",
    ]
    assert sum(q.points for q in FACTS.question) == 100


def test_value_and_slope_are_those_on_record(short_key):
    assert [float(q.cases[0].expected["."]) for q in short_key.questions] == pytest.approx([0.8, 0.92])


@descents
def test_the_numbers_are_those_on_record(key):
    """The last costs of the three runs of 1000 steps, and the first weights of the others."""
    *_, costs, auto = key.questions
    minimum = -0.1699692844630935
    lasts = [c.expected["."][1000] for c in costs.cases[:3]]
    assert lasts == pytest.approx([minimum, minimum, -0.12249665467157385], abs=1e-14)
    one, two = auto.readings
    assert one.cases[1].expected[".weights"][:5] == pytest.approx([2, 1, 0.5, 1 / 6, -1 / 12])
    assert one.cases[1].expected[".weights"][20] == pytest.approx(0.002104736508761307, abs=1e-14)
    np.testing.assert_array_equal(one.cases[1].expected[".weights"], two.cases[1].expected[".weights"])
    assert one.cases[2].expected[".weights"][1] != pytest.approx(two.cases[2].expected[".weights"][1])


def test_both_handouts_hold_the_same_stubs_and_no_solution():
    texts = handout_files(FACTS)
    assert list(texts) == ["gradient_descent.ipynb", "gradient_descent.py"]
    notebook = json.loads(texts["gradient_descent.ipynb"])
    cells = ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code"]
    functions = [_functions("\n".join(s for s in cells if "check(" not in s)), _functions(texts["gradient_descent.py"])]
    assert functions[0] == functions[1] and {"cost_func", "gradient_descent_auto"} <= set(functions[0])
    assert "w**4" not in texts["gradient_descent.py"] and "check(" not in _code(texts["gradient_descent.py"])


def _functions(source):
    return {node.name: ast.dump(node) for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}


def _code(source):
    return "\n".join(line for line in source.splitlines() if not line.startswith("#"))


def test_the_student_zip_names_both(short_key):
    files = student_files(FACTS, short_key)
    assert {"gradient_descent.ipynb", "gradient_descent.py"} <= set(files)
    assert "Work in gradient_descent.ipynb or in gradient_descent.py, and hand in that one." in files["README.txt"]
    assert "zip holds both" in files["gradient_descent.ipynb"]


@pytest.mark.slow
def test_every_example_in_the_handout_is_right(tmp_path):
    """The solution runs as a script; its numbers stand in the handout's text."""
    master = json.loads((HOMEWORK / "gradient_descent.ipynb").read_text(encoding="utf-8"))
    probe = (
        "\nprint([cost_func(2.5), gradient_func(2.5), *gradient_descent(cost_func, gradient_func, 0.1, 3, 2.0),"
        " *map(float, gradient_descent_auto(jnp.abs, 0.5, 4, 2.0)[0]),"
        " *map(float, gradient_descent_auto(jnp.abs, 1.0, 4, 2.0, diminishing_alpha=True)[0])])\n"
    )
    (tmp_path / "hw.py").write_text(notebook_to_python(master) + probe, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "hw.py"], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "MPLBACKEND": "Agg"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    text = handout_files(FACTS)["gradient_descent.py"].replace("\n# ", " ")
    for value in ast.literal_eval(done.stdout.splitlines()[-1]):
        assert f"{round(value, 6):g}" in text or f"{value:.6f}" in text, value


@descents
def test_the_mistakes_of_the_example_are_told_by_name(key):
    """The last one was seen in the course: alpha = alpha / k inside the loop accumulates to alpha/k!."""
    value, slope, costs, auto = judge(
        key, transcribe(HOMEWORK / "examples" / "typical_mistakes.py", key, forked())
    ).questions
    assert [q.mistake for q in (value, slope, costs, auto)] == [
        "quartic_value.first_term_divided",
        "quartic_gradient.constant_lost",
        "bookkeeping.without_first",
        "gradient_descent.diminishing_compounds",
    ]
    assert "Your result has 1000 entries, 1 too few" in costs.message
    assert auto.message.startswith("2 of 4 visible cases are right.") and "divided by k again and again" in auto.message
    assert auto.reading == "alpha_k = alpha/k" and costs.earned == pytest.approx(0.7 * 35)
