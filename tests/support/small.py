"""A small assignment, written to a folder: enough to compile in a second or two and to be rehearsed."""

from pathlib import Path

import nbformat
from support import small_notebooks

ADAM = """
[[question]]
name = "adam"
title = "Adam"
signature = "adam(g, alpha, beta1, beta2, eps, max_its, w)"
returns = "histories"
points = 10
  [[question.case]]
  on = "quartic"
  alpha = 0.1
  beta1 = 0.9
  beta2 = 0.999
  eps = 1e-8
  max_its = 25
  w = 2.5
"""
TELLING = """
  [[question.case]]
  on = "coupled"
  alpha = 0.1
  beta1 = 0.7
  beta2 = 0.9
  eps = 0.1
  max_its = 25
  w = [1.3, -0.7]
"""
FROM_ZERO = """
  [[question.case]]
  on = "coupled"
  alpha = 0.15
  beta1 = 0.8
  beta2 = 0.95
  eps = 0.05
  max_its = 25
  w = [0, 0]
"""
ROOT_QUESTION = """
[[question]]
name = "quartic_minimizer"
title = "A minimizer"
signature = "quartic_minimizer()"
returns = "number"
method = "quartic_root"
points = 5
  [[question.case]]
  title = "the real root of 2w^3 + w + 5 = 0"
  tolerance = 2e-5
"""
STATEMENT = """
[[question]]
name = "answers"
title = "Statements"
returns = "truth"
points = 2
  [[question.case]]
  item = "first"
  statement = "A minimum is a stationary point."
  truth = true
"""
HEAD = """
name = "small"
title = "A small homework"
notebook = "small.ipynb"
[credit]
bookkeeping = 0.7
"""
_SIGNATURE, _BODY = small_notebooks.ADAM.split("w):\n")
MASTER = f"""
{_SIGNATURE}w):
    ### BEGIN SOLUTION
{_BODY}
    ### END SOLUTION


def quartic_minimizer():
    ### BEGIN SOLUTION
    return {small_notebooks.ROOTS[0]}
    ### END SOLUTION
"""


def write(folder: Path, *questions: str) -> Path:
    """The assignment with these questions; its folder."""
    (folder / "assignment.toml").write_text(HEAD + "".join(questions), encoding="utf-8")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(MASTER.strip())])
    nbformat.write(notebook, folder / "small.ipynb")
    return folder
