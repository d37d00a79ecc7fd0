"""What students' code really raises, on the JAX and NumPy that are installed, is explained by the line meant for it.

Texts of exceptions change from version to version: a row whose pattern fits nothing any more fails here.
"""

from __future__ import annotations

import io
import math
import re
import sys
from dataclasses import replace

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from support import keys
from support.tables import tables

from grader.judging.messages.crash_messages import HINTS, crash_message, exception_hint
from grader.model.transcript import Definition, Raised
from grader.sandbox.child.conversion import class_name

SLIPS = {code: words for words, codes in tables(__file__, "slips.toml").items() for code in codes}


def raised(code: str) -> Raised:
    """What the code raises, as the sandbox tells it."""
    names = {"jax": jax, "jnp": jnp, "np": np, "math": math, "sys": sys, "io": io}
    stdin = sys.stdin
    try:
        exec(code, names)
    except BaseException as error:
        return Raised(class_name(error), str(error))
    finally:
        sys.stdin = stdin
    raise AssertionError(f"this raises nothing: {code}")


@pytest.mark.parametrize("code", SLIPS)
def test_a_slip_is_explained_by_what_to_do_about_it(code):
    found = raised(code)
    assert SLIPS[code] in exception_hint(found), f"{found.kind}: {found.message[:300]}"


def test_every_row_of_the_table_is_said_of_some_slip():
    """A row that nothing raises is a row that nobody can trust."""
    assert HINTS.keys() - {row_of(raised(code)) for code in SLIPS} == set()


def row_of(found: Raised) -> str:
    rows = ((key, *key.partition(": ")) for key in HINTS)
    return next(key for key, kinds, _, pattern in rows
                if found.kind in kinds.split("|") and re.search(pattern, found.message))  # fmt: skip


@pytest.mark.parametrize(
    "code",
    ["raise ValueError('my own words')", "raise TypeError", "assert False", "[].index(3)", "{}.w"],
)
def test_nothing_is_said_of_what_we_know_nothing_better_about(code):
    """A guess beside a student's own exception would send them the wrong way."""
    assert exception_hint(raised(code)) == ""


@pytest.mark.parametrize(
    "code",
    ["jnp.min(jnp.ones(2), key=len)", "np.min(np.ones(2), key=len)", "def f(w):\n    return w\nf(1.0, 2.0)"],
)
def test_only_of_a_call_by_the_grader_is_said_with_what_it_was_made(code):
    """`min(..., key=...)` of NumPy in a student's own line was called a call with the handout's arguments."""
    outside = raised(code)
    assert "arguments of the handout" in exception_hint(outside)
    own = exception_hint(replace(outside, cell=2, line=3, source=code.splitlines()[-1]))
    assert own.startswith("A function that is called at this line does not take these arguments")


WORDS_IN_ARITHMETIC = [
    "alpha * jnp.ones(2)", "jnp.ones(2) * alpha", "alpha * np.ones(2)", "alpha * jnp.float32(2)", "alpha * 0.5",
    "-alpha", "alpha + 1.0", "1 / alpha", "np.float64(2) / alpha", "jnp.array(1.0) / alpha", "alpha**2", "alpha > 0",
    "float(alpha)", "jnp.asarray(alpha)", "jnp.multiply(alpha, 2.0)", "np.ones(2) - alpha * np.ones(2)",
]  # fmt: skip


@pytest.mark.parametrize("code", WORDS_IN_ARITHMETIC)
def test_a_word_among_the_arguments_is_named_where_it_cannot_be_calculated_with(code):
    """JAX says "Only integer scalar arrays can be converted to a scalar index" of alpha * gradient: a riddle."""
    found = raised(f"alpha = 'diminishing'\n{code}")
    said = exception_hint(found, {"alpha": "diminishing", "w": 1.0})
    assert said.startswith('Here `alpha` is the word "diminishing", not a number: test for it'), found.message


def test_an_argument_that_is_a_function_and_was_not_called_is_named():
    """The handout of another course has no `g`."""
    functions = {"f": {"function": "bowl"}, "grad": {"gradient_of": "bowl"}, "w": 1.0}
    found = raised("def grad(w):\n    return w\n0.5 * grad")
    assert "call it, as in `grad(...)`" in exception_hint(replace(found, source="w -= alpha * grad"), functions)
    assert "call it, as in `g(w)`" in exception_hint(replace(found, source="w -= alpha * slope"), functions)


def test_the_last_entry_of_an_empty_list_is_not_past_its_end():
    """A function that makes no pass of its loop has recorded nothing."""
    found = raised("losses = []\nlosses[-1]")
    assert exception_hint(replace(found, source="return w, losses[-1]")).startswith("It is empty at this line")


@pytest.mark.parametrize(
    "arguments",
    [{"w": [1.0, 2.0]}, {"v": [0.0, 0.0]}, {"starts": [[1.0, 2.0], [3.0, 4.0]]}, {"y": [0.1], "tx": [[2.3]]}],
)
def test_a_number_is_called_a_point_only_where_a_point_of_the_call_is_one(arguments):
    """Where arguments come in another order, the steplength is what has no index; elsewhere `losses[-1]` of a loss."""
    code = "w = 2.5\nw[0]"
    assert "A point of one coordinate" in exception_hint(raised(code), {"w": 2.5, "starts": [1.0, 2.0]})
    said = exception_hint(raised(code), arguments)
    assert "one coordinate" not in said and "the variable that you expect" in said


CODE = "import jax\n\ndef helper(w):\n    return w[1]\n\ndef adam(g, w):\n    m = 0\n    return w[1]"


@pytest.mark.parametrize(
    ("cell", "line", "source", "place"),
    [
        (3, 12, "return w[1]", "Your `adam` stopped in its line 3"),
        (3, 8, "return w[1]", "Your function stopped at cell 3, line 8"),  # above it: a helper's line
        (3, 12, "return w[2]", "Your function stopped at cell 3, line 12"),
        (2, 12, "return w[1]", "Your function stopped at cell 2, line 12"),
        (3, 40, "return w[1]", "Your function stopped at cell 3, line 40"),
    ],
)
def test_a_line_is_counted_from_the_def_where_it_is_the_function_s_own(cell, line, source, place):
    """JupyterLab numbers cells by execution, not from the top; a line of the function is found by everyone."""
    question = replace(keys.vector(), function="adam", name="adam")
    raised = Raised("IndexError", "index 1 is out of bounds", cell, line, source)
    text = crash_message(raised, question, question.cases[0], Definition("found", "", 3, 10, CODE))
    assert text.splitlines()[0] == f"{place}:"


def test_a_line_that_nobody_reads_to_its_end_is_cut():
    """Generated data in one line would push the exception off the screen."""
    question = keys.gradient_descent()
    raised = Raised("ValueError", "too many", 1, 3, f"    data = [{'1, ' * 5_000}]")
    text = crash_message(raised, question, question.cases[0], Definition("found"))
    lines = text.splitlines()
    assert lines[1].startswith("    data = [1, 1,") and lines[1].endswith(" ...") and len(lines[1]) < 320
    assert lines[2] == "    ValueError: too many"
