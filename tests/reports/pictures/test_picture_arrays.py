"""What is written into pictures of arrays: no -0, and marks that do not cover each other."""

from __future__ import annotations

import numpy as np
import pytest

from grader.reports.pictures import arrays

figures = pytest.importorskip("matplotlib.figure")


def written(yours, right) -> tuple[list[str], str]:
    """The texts in the picture of two arrays, and the label below it."""
    axes = figures.Figure().subplots()
    ((_, draw),) = arrays.drawing_of_array("result", np.asarray(yours), np.asarray(right), 1e-6).panels
    draw(axes)
    return [text.get_text() for text in axes.texts], axes.get_xlabel()


def test_a_cell_holds_no_minus_zero():
    """-0 beside -5 read as a sign that is right."""
    texts, _ = written([[-0.0, 1.0], [2.0, 3.0]], [[-5.0, 1.0], [2.0, 3.0]])
    assert texts == ["0\nright: -5", "1", "2", "3"]


def test_many_wrong_entries_have_a_mark_that_has_room():
    """Eight words "wrong" above twelve bars covered each other."""
    assert written([1, 2, 4], [1, 2, 3]) == (["wrong"], "entry")
    texts, label = written(np.arange(12) + (np.arange(12) > 3), np.arange(12))
    assert texts == ["x"] * 8 and label == "entry (x: wrong)"
