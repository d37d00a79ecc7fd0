"""Step lengths read off a run: what a wrong schedule looks like from outside."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from support.keys import SLOPES, descent

from grader.judging.messages.step_sizes import follows_gradient, gradient_at, length_of, step_lengths
from grader.model.arguments.costs import COSTS, make_cost

QUARTIC, COUPLED = make_cost("quartic", np), make_cost("coupled", np)


def test_a_shrinking_steplength_shows_as_one_half_and_a_third():
    shrinking = descent("descent.1", lambda alpha, k, g: -alpha / k * g)[0][:, None]
    assert step_lengths(QUARTIC, shrinking, 3) == pytest.approx([1, 1 / 2, 1 / 3], rel=1e-6)


def test_the_expected_length_follows_a_fixed_or_a_shrinking_schedule_and_no_other():
    assert length_of(3, np.array([0.1, 0.1, 0.1])) == 0.1
    assert length_of(3, 0.6 / np.arange(1, 5)) == pytest.approx(0.2)
    assert length_of(3, np.array([0.1, 0.3, 0.2])) is None


@pytest.mark.parametrize("point", [np.array([1.3, -0.7]), np.array([0.0, 0.0])])
def test_central_differences_agree_with_the_closed_form(point):
    assert gradient_at(COUPLED, point) == pytest.approx(SLOPES["coupled"](point), abs=1e-8)


def test_every_cost_has_a_name_that_students_see():
    assert all(function.__doc__ and function.__name__ == name for name, function in COSTS.items())


def test_a_run_that_overflows_warns_nobody():
    run = np.array([[1e308], [-1e308], [np.inf], [-np.inf], [1.0]])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert not np.isfinite(step_lengths(QUARTIC, run, 4)).any()
        assert not follows_gradient(QUARTIC, run, 4)
