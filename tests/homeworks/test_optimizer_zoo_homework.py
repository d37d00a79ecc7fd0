"""The zoo's handout: its examples agree with the reference, and lines that hints refer to are there."""

from __future__ import annotations

import ast
import importlib
import json
import re
from pathlib import Path

import jax.numpy as jnp
import numpy as np
import pytest
from support.precision import float64
from support.rows import few

from grader.authoring.reading import assignment_file
from grader.model.arguments.costs import make_cost
from reference.descend import descend
from reference.mistakes import bank

HOMEWORK = Path(__file__).parents[2] / "assignments" / "optimizer_zoo"
NOTEBOOK = json.loads((HOMEWORK / "optimizer_zoo.ipynb").read_text(encoding="utf-8"))
PROSE = ["".join(cell["source"]) for cell in NOTEBOOK["cells"] if cell["cell_type"] == "markdown"]
SIGNATURES = {  # final: hints, honest work and instructors' other material refer to them
    "rmsprop": "g, alpha, rho, eps, max_its, w",
    "adagrad": "g, alpha, initial, eps, max_its, w",
    "adadelta": "g, alpha, rho, eps, max_its, w",
    "adamw": "g, alpha, beta1, beta2, eps, decay, max_its, w",
    "nadam": "g, alpha, beta1, beta2, eps, max_its, w",
    "lion": "g, alpha, beta1, beta2, max_its, w",
    "adamax": "g, alpha, beta1, beta2, eps, max_its, w",
    "ftrl": "g, alpha, beta, initial, l1, l2, max_its, w",
    "adafactor": "g, alpha, power, eps1, eps2, clip, max_its, w",
}


def text_of(method: str) -> str:
    """The question's cell."""
    return next(text for text in PROSE if f"`{method}({SIGNATURES[method]})`" in " ".join(text.split()))


def plain(text: str) -> str:
    """The text without Markdown and TeX marks, with single spaces."""
    return " ".join(re.sub(r"[$*`{}\\]|\\text", "", text.replace(r"\text", "")).split())


def examples(method: str) -> list[list[str]]:
    """The rows of the method's table: cost, start, parameters, and three points."""
    rows = [line.strip("| ").split(" | ") for line in text_of(method).splitlines() if line.startswith("| `")]
    return [[cell.strip("`$ ") for cell in row] for row in rows]


def value(cell: str) -> object:
    power = re.fullmatch(r"10\^\{(-\d+)\}", cell)
    return 10.0 ** int(power[1]) if power else ast.literal_eval(cell.replace("\\ ", ""))


@pytest.mark.parametrize("method", few(SIGNATURES, 3))
def test_its_examples_are_what_the_reference_computes(method):
    """Students compare their digits with these."""
    module, names = importlib.import_module(f"reference.{method}"), SIGNATURES[method].split(", ")[1:-2]
    assert len(examples(method)) >= 2
    for cost, *cells in examples(method):
        start, *numbers = map(value, cells[:-3])
        with float64():
            given = dict(zip(names, numbers, strict=True))
            history = descend(module, make_cost(cost, jnp), np.asarray(start, float), 3, **given)
            expected = np.asarray(history.weights)[1:]
        printed = np.array([value(cell) for cell in cells[-3:]], float)
        np.testing.assert_allclose(printed, expected, rtol=0, atol=5.1e-7, err_msg=f"{method} on {cost}")


def test_the_assignment_asks_for_what_the_handout_names():
    asked = assignment_file.load_assignment(HOMEWORK)
    assert {q.name: q.signature for q in asked.question} == {m: f"{m}({s})" for m, s in SIGNATURES.items()}
    assert sum(q.points for q in asked.question if not q.group) + 10 == 100
    for question in asked.question:
        header = "(10 points)" if question.group else f"({question.points:g} points)"
        assert any(header in text and (question.group or f"`{question.name}(" in text) for text in PROSE)


def test_a_line_that_a_hint_quotes_stands_in_the_handout():
    """A hint says 'Look at the line "v starts at 0" in the handout': that line must be there."""
    quotes = [
        (method, quoted)
        for method in SIGNATURES
        for mistake in bank(method)
        for quoted in re.findall(r'(?:lines?|and) "([^"]+)"', mistake.hint)
    ]
    handouts = {method: plain("\n".join([text_of(method), *PROSE[:8]])).lower() for method in SIGNATURES}
    assert len(quotes) > len(SIGNATURES)
    assert [each for each in quotes if each[1].lower() not in handouts[each[0]]] == []
