"""Many starts: the lowest end, as it comes of the runs one by one."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest

from reference import gradient_descent, multi_start
from reference.descend import descend


def test_the_better_of_the_lectures_two_starts(lecture):
    """From 4.5 the run ends in a local minimum, from -1.5 near the global one."""
    w, cost = multi_start.solve(lecture("wavy"), 0.05, 10, np.array([4.5, -1.5]))
    np.testing.assert_allclose(w, -0.54778167, rtol=0, atol=5e-9)
    np.testing.assert_allclose(cost, -0.9673630217919587, rtol=0, atol=1e-14)


@pytest.mark.parametrize("alpha", [0.1, "diminishing"])
def test_it_is_the_lowest_of_the_runs_one_by_one(lecture, alpha):
    """N > 1, where a start is a row, and both rules for the steplength."""
    starts = np.random.default_rng(1).uniform(-0.5, 0.5, (5, 2))
    runs = [descend(gradient_descent, lecture("coupled"), w, 20, alpha=alpha) for w in starts]
    best = min(runs, key=lambda run: run.costs[-1])
    w, cost = multi_start.solve(lecture("coupled"), alpha, 20, starts)
    assert w.shape == (2,) and cost.shape == ()
    np.testing.assert_allclose(w, best.weights[-1], rtol=0, atol=1e-14)
    np.testing.assert_allclose(cost, best.costs[-1], rtol=0, atol=1e-14)


def test_the_ends_count_and_not_the_points_on_the_way():
    """On w^2 with steplength 1.5 every run climbs; the lowest point of all is a start, and is not the answer."""
    w, cost = multi_start.solve(lambda w: w**2, 1.5, 2, np.array([0.1, -1.0]))
    np.testing.assert_allclose([w, cost], [0.4, 0.16], rtol=1e-14)


def test_a_start_that_ends_as_nan_never_wins():
    """On w^2 - log w a step of length 1 from 3 lands left of 0, where there is no cost; from 0.6 it does not."""
    w, cost = multi_start.solve(lambda w: w**2 - jnp.log(w), 1.0, 1, np.array([3.0, 0.6]))
    np.testing.assert_allclose([w, cost], [16 / 15, (16 / 15) ** 2 - np.log(16 / 15)], rtol=1e-14)
