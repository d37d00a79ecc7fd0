"""Tolerances are earned from honest runs; a case on which honest runs part is refused, with a way out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.authoring.answers.tolerances import (
    UNIT_ROUNDOFF,
    UnstableCase,
    first_non_smooth_row,
    perturb,
    tolerance,
)
from grader.model.arguments.costs import make_cost


def run(slope, w, alpha, steps, nudge=0.0):
    points = [w * (1 + nudge)]  # the start alone is off: everything after it is exact
    for _ in range(steps):
        points.append(points[-1] - alpha * slope(points[-1]))
    return np.array(points)


def earned(slope, w, alpha, steps):
    honest = [run(slope, w, alpha, steps, nudge) for nudge in (UNIT_ROUNDOFF / 8, -UNIT_ROUNDOFF / 8)]
    return tolerance(run(slope, w, alpha, steps), honest, steps=True)


def wavy(w):
    return 3 * np.cos(3 * w) + 0.2 * w


def test_a_tolerance_never_shrinks_from_step_to_step():
    assert np.all(np.diff(earned(lambda w: -w, 1.0, 0.3, 12)) >= 0)


@pytest.mark.parametrize(("slope", "w", "steps"), [(wavy, 4.5, 20), (np.sign, 2.0, 8)], ids=["chaotic", "a kink"])
def test_a_case_on_which_honest_runs_part_is_refused_with_the_first_entry_that_cannot_be_judged(slope, w, steps):
    """sin(3w) + 0.1w^2 with too long a step, and |w|, whose minimum decides the sign of the next step."""
    with pytest.raises(UnstableCase) as refused:
        earned(slope, w, 0.5, steps)
    assert 2 < refused.value.step < steps
    assert len(earned(slope, w, 0.5, refused.value.step - 1)) == refused.value.step


def test_perturbation_keeps_symmetry_and_leaves_words_and_counts():
    C = np.array([[2.0, 1.0], [1.0, 3.0]])
    changed = perturb({"C": C, "max_its": 3, "alpha": "diminishing"}, np.random.default_rng(0))
    assert np.array_equal(changed["C"], changed["C"].T) and not np.array_equal(changed["C"], C)
    assert (changed["max_its"], changed["alpha"]) == (3, "diminishing")


# ── where a run lands on a kink: |w| at 0, and nowhere on a cost that is smooth


SMOOTH = ("quartic", "sine", "cubic", "wavy", "slow")
ABSOLUTE = make_cost("absolute", np)


def test_the_course_s_own_run_lands_on_it_at_step_4():
    """From 2 in steps of 0.5: 2, 1.5, 1, 0.5, 0, and then JAX goes on to -0.5 while others stay."""
    assert first_non_smooth_row(ABSOLUTE, np.array([2.0, 1.5, 1.0, 0.5, 0.0, -0.5, 0.0])) == 4


@pytest.mark.parametrize(
    "near", [0.0, -0.0, 5e-17, 1e-8, -1e-7]
)  # 2 - 20 * 0.1 is 3e-16 in float64 and 1e-7 in float32
def test_rounding_errors_beside_it_are_on_it(near):
    """Which side such a point lies on is decided by the last digits, and so is the next step."""
    assert first_non_smooth_row(ABSOLUTE, np.array([2.0, 1.0, near, 1.0])) == 2


def test_a_run_that_jumps_over_it_never_meets_it():
    """1/k from 2 crosses 0 again and again, and is nowhere nearer than 0.0005."""
    w, run = 2.0, [2.0]
    for k in range(1, 21):
        w -= np.sign(w) / k
        run.append(w)
    assert first_non_smooth_row(ABSOLUTE, np.array(run)) is None
    assert first_non_smooth_row(ABSOLUTE, np.array([1.75, 1.25, 0.75, 0.25, -0.25, 0.25])) is None


@given(
    st.sampled_from(SMOOTH), st.lists(st.floats(-5, 5), min_size=2, max_size=30).filter(lambda run: np.ptp(run) > 0.1)
)
def test_a_smooth_cost_has_none(name, run):
    """Not at a minimum either, where the slope changes its sign: it is 0 on both sides."""
    assert first_non_smooth_row(make_cost(name, np), np.array(run)) is None


def test_a_run_into_the_minimum_of_a_flat_cost_has_none():
    assert first_non_smooth_row(make_cost("slow", np), -(0.9 ** np.arange(200.0))) is None
    assert first_non_smooth_row(make_cost("zigzag_3", np), np.array([[10.0, 1.0], [0.0, 0.0]])) is None


@pytest.mark.parametrize(
    ("name", "w"), [("quartic", -1.23477282505329698), ("slow", 0.0), ("sine", np.pi / 4), ("cubic", 0.0)]
)
def test_who_stays_at_a_stationary_point_is_on_no_kink(name, w):
    """Every slope of such a run is 0: there is no steep one to measure a jump by."""
    assert first_non_smooth_row(make_cost(name, np), np.full(10, w)) is None
    assert first_non_smooth_row(ABSOLUTE, np.zeros(10)) == 0


def test_a_kink_of_two_coordinates_is_one_in_any_of_them():
    text = "def f(w, np):\n    return w[0] ** 2 + np.abs(w[1])"
    run = np.array([[1.0, 1.0], [0.0, 0.5], [0.3, 0.0]])
    assert first_non_smooth_row(make_cost("f", np, {}, text), run) == 2
