"""Elements escape and clean whatever text they are passed, and nothing more."""

from __future__ import annotations

from grader.reports.elements import paragraphs
from grader.reports.look import classes


def test_numbers_in_columns_are_scrolled_and_a_call_is_wrapped():
    """On a telephone, `yours` and `expected` stood below each other, and each row of numbers in two lines."""
    (columns,) = paragraphs("    yours      expected\n     0.9  -2.1   0.92  -2.04", classes)
    assert 'tabindex="0"' in columns and '<pre class="columns">' in columns and 'class="wide"' in columns
    (call,) = paragraphs("    f(\n        x=np.array([1.0, 2.0]),\n    )", classes)
    assert call.startswith('<pre class="lines">')
    (line,) = paragraphs("    w = w - alpha * jax.grad(g)(w)  # the step", classes)
    assert line.startswith('<pre class="lines">'), "two blanks before a comment are no columns"
