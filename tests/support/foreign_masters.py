"""An Otter and an nbgrader master, in the formats that these tools document; their content is ours."""

from __future__ import annotations

from typing import Any


def _cell(kind: str, source: str, **metadata: Any) -> dict[str, Any]:
    code = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {"cell_type": kind, "metadata": metadata, "source": source, **code}


def raw(source: str) -> dict[str, Any]:
    return _cell("raw", source)


def prose(source: str, **nbgrader: Any) -> dict[str, Any]:
    return _cell("markdown", source, **({"nbgrader": {"schema_version": 3, **nbgrader}} if nbgrader else {}))


def code(source: str, **nbgrader: Any) -> dict[str, Any]:
    return _cell("code", source, **({"nbgrader": {"schema_version": 3, **nbgrader}} if nbgrader else {}))


def notebook(*cells: dict[str, Any]) -> dict[str, Any]:
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return {"cells": list(cells), "metadata": {**kernel, "otter": {}}, "nbformat": 4, "nbformat_minor": 4}


OTTER = notebook(
    raw("# ASSIGNMENT CONFIG\nname: hw\nfiles:\n  - data.csv\ngenerate: true"),
    prose("# Homework"),
    code("import numpy as np"),
    raw("# BEGIN QUESTION\nname: q1\npoints: 3"),
    prose("**Question 1.** The gradient of a least squares cost."),
    raw("# BEGIN SOLUTION"),
    code(
        'def gradient(A, b, x):\n    """Return A^T (A x - b)."""\n    residual = A @ x - b # SOLUTION NO PROMPT\n'
        "    return A.T @ residual # SOLUTION\n"
    ),
    raw("# END SOLUTION"),
    raw("# BEGIN TESTS"),
    code("np.allclose(gradient(np.array([[1.0, 2], [0, 1]]), np.array([1.0, 1.0]), np.zeros(2)), [-1, -3])"),
    code(
        '""" # BEGIN TEST CONFIG\npoints: 2\nhidden: true\n""" # END TEST CONFIG\n'
        "def test_one(gradient, np):\n    A = np.eye(2)\n    g = gradient(A, np.array([2, 3]), x=np.ones(2))\n"
        "    assert np.allclose(g, [-1, -2])\ntest_one(gradient, np)  # IGNORE"
    ),
    code("# HIDDEN\ngradient(np.eye(2), np.ones(2), np.zeros(2)).shape == (2,)"),
    raw("# END TESTS"),
    raw("# END QUESTION"),
    raw("# BEGIN QUESTION\nname: q2\npoints: 2"),
    prose("### The step size"),
    raw("# BEGIN SOLUTION"),
    code("# BEGIN SOLUTION NO PROMPT\ndef helper(L):\n    return 1 / L\n# END SOLUTION\nstep = helper(4) # SOLUTION"),
    raw("# END SOLUTION"),
    raw("# BEGIN TESTS"),
    code("0 < step < 1"),
    code("# HIDDEN\nnp.isclose(step, 0.25)"),
    raw("# END TESTS"),
    raw("# END QUESTION"),
    raw("# BEGIN QUESTION\nname: q3\nmanual: true\npoints: 4"),
    prose("Why does it converge?"),
    raw("# BEGIN SOLUTION"),
    prose("Since $\\alpha L < 2$."),
    raw("# END SOLUTION"),
    raw("# END QUESTION"),
    raw("# BEGIN QUESTION\nname: q4"),
    raw("# BEGIN SOLUTION"),
    code("def draw(n):\n    # BEGIN SOLUTION\n    return np.random.rand(n)\n    # END SOLUTION"),
    raw("# END SOLUTION"),
    raw("# BEGIN TESTS"),
    code("len(draw(3)) == 3"),
    raw("# END TESTS"),
    raw("# END QUESTION"),
    code('import otter\ngrader = otter.Notebook("hw.ipynb")\ngrader.check_all()'),
)

TESTED = {"grade": True, "solution": False, "locked": True}
ANSWER = {"grade": False, "solution": True, "locked": False}
NBGRADER = notebook(
    prose("# Problem set", grade_id="intro", grade=False, solution=False, locked=True),
    code("import numpy as np"),
    prose("## Squares"),
    code(
        'def squares(n):\n    """Squares of 1 ... n, and their sum."""\n    ### BEGIN SOLUTION\n'
        "    if n < 1:\n        raise ValueError\n    values = [i**2 for i in range(1, n + 1)]\n    ### END SOLUTION\n"
        "    return values, sum(values)\n",
        grade_id="squares", **ANSWER,
    ),
    code(
        "assert squares(2) == ([1, 4], 5)\nfor n, total in [(1, 1), (3, 14)]:\n    assert squares(n)[1] == total\n"
        "### BEGIN HIDDEN TESTS\nvalues, total = squares(4)\nassert total == 30 and values == [1, 4, 9, 16]\n"
        "### END HIDDEN TESTS",
        grade_id="squares_tests", points=3, **TESTED,
    ),
    code(
        "try:\n    squares(0)\nexcept ValueError:\n    pass\nelse:\n    raise AssertionError",
        grade_id="squares_errors", points=1, **TESTED,
    ),
    prose("## Norms"),
    code("def norm(v, p=2):\n    return np.sum(np.abs(v) ** p) ** (1 / p)", grade_id="norm", **ANSWER),
    code(
        "from numpy.testing import assert_allclose\nassert_allclose(norm(np.array([3, 4])), 5)\n"
        "assert abs(norm(np.array([1.5, 2]), p=1) - 3.5) < 1e-9",
        grade_id="norm_tests", points=4, **TESTED,
    ),
    prose("Explain the *triangle inequality*.", grade_id="triangle", points=5, grade=True, solution=True, locked=False),
    prose(
        "Draw it.\n\n=== BEGIN MARK SCHEME ===\nAxes: 1 point.\n=== END MARK SCHEME ===",
        grade_id="drawing", points=2, grade=True, solution=False, locked=True, task=True,
    ),
)  # fmt: skip
