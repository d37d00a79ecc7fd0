"""`show_run` draws what a student has, whatever its form."""

from __future__ import annotations

import numpy as np
import pytest

from grader.reports.pictures.exploring import show_run
from grader.reports.pictures.rendering import NoPicture

pytest.importorskip("matplotlib")


def test_show_run_draws_any_run_of_one_two_or_three_coordinates():
    """For exploring, as the lecture draws it: lists and arrays, points as numbers or arrays."""
    runs = [([2.0, 1.0, 0.5], lambda w: w**2), ([[2.0, 1.0], [1.0, 0.2]], lambda w: w[0] ** 2 + w[1] ** 2),
            (np.ones((4, 3)), lambda w: sum(w))]  # fmt: skip
    for run, g in runs:
        figure = show_run(g, run)
        assert len(figure.axes) == 2 and figure._repr_png_().startswith(b"\x89PNG")


def test_show_run_of_nothing_is_a_sentence():
    with pytest.raises(NoPicture, match="one point per step"):
        show_run(lambda w: w, [])
