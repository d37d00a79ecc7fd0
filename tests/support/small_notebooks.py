"""Notebooks of a class that does the small homework (`small.py`): real code, no two alike, right and wrong in turn.

Each kind of answer to `adam` is the right one with one line changed, as a student would have it; each number for the
minimizer is another one. What a class hands in besides is there too: nothing, no notebook, a loop without end.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path

import nbformat

ADAM = """
import jax
import jax.numpy as jnp


def adam(g, alpha, beta1, beta2, eps, max_its, w):
    m = v = 0.0 * jnp.asarray(w)
    ws, cs = [w], [g(w)]
    for t in range(1, max_its + 1):
        d = jax.grad(g)(w)
        m, v = beta1 * m + (1 - beta1) * d, beta2 * v + (1 - beta2) * d**2
        w = w - alpha * (m / (1 - beta1**t)) / (jnp.sqrt(v / (1 - beta2**t)) + eps)
        ws.append(w)
        cs.append(g(w))
    return ws, cs
""".strip()
CHANGES = {  # what was changed, and into what
    "right": ("", ""),
    "no bias correction": ("m / (1 - beta1**t)", "m"),
    "eps in the root": ("(jnp.sqrt(v / (1 - beta2**t)) + eps)", "jnp.sqrt(v / (1 - beta2**t) + eps)"),
    "shrinking steps": ("w - alpha *", "w - alpha / t *"),
    "uphill": ("w = w - alpha", "w = w + alpha"),
    "no start": ("[w], [g(w)]", "[], []"),
    "swapped": ("return ws, cs", "return cs, ws"),
    "nothing returned": ("    return ws, cs", ""),
    "a name that is not there": ("jnp.sqrt(v", "np.sqrt(v"),
    "own step": ("alpha * (m", "0.97 * alpha * (m"),
}
KINDS = list(CHANGES)
ROOTS = ["-1.2347728250533", "-1.2348", "-1.23", "1.2347728250533", "None"]


def code(kind: str) -> str:
    before, after = CHANGES[kind]
    assert not before or ADAM.count(before) == 1
    return ADAM.replace(before, after) if before else ADAM


def write(folder: Path, count: int) -> list[Path]:
    """The first `count` submissions, s000 and so on: kind by kind, each with a number of its own and a comment."""
    folder.mkdir(exist_ok=True)
    chosen = list(product(ROOTS, KINDS))
    return [write_one(folder / f"s{n:03d}.ipynb", *chosen[n % len(chosen)], f"# submission {n}") for n in range(count)]


def write_one(path: Path, root: str, kind: str, comment: str = "") -> Path:
    cells = [code(kind), f"{comment}\ndef quartic_minimizer():\n    return {root}"]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    for n, cell in enumerate(book.cells):
        cell.id = f"cell{n}"  # nbformat's are random
    nbformat.write(book, path)
    return path
