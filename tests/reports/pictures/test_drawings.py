"""Every kind of answer has the picture that says something of it, with a title that answers one question."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from support import keys
from support.small_class import K, key, pair, run

from grader.judging.outcomes import FailedCheck, Verdict, WrongHistory, WrongPart, WrongParts, WrongValue
from grader.judging.verdicts import judge_case
from grader.model.key import Case
from grader.model.transcript import Returned
from grader.reports.pictures.comparison import RunComparison
from grader.reports.pictures.drawings import drawing_of
from grader.reports.pictures.plots import picture
from grader.reports.pictures.runs import is_nearly_right, until_it_leaves

pytest.importorskip("matplotlib")

SINE = {"g": {"function": "sine", "parameters": {}}, "low": -3.0, "high": 3.0}
SADDLE = {"function": "quadratic", "parameters": {"a": 1.0, "b": [0.0, 0.0], "C": [[3.0, 4.0], [4.0, 2.0]]}}


def drawn(question, answer, case=None):
    """The drawing of an answer of that question, which can also be drawn."""
    question = replace(question, cases=(case,)) if case else question
    verdict = keys.judged(question, answer)
    drawing = drawing_of(question.cases[0], verdict)
    assert drawing is not None and picture(question.cases[0], verdict, "svg").startswith(b"<?xml")
    return drawing


def with_arguments(question, **arguments) -> Case:
    return replace(question.cases[0], arguments=arguments)


# ── points and labels


def test_stationary_points_stand_on_the_curve_and_each_kind_has_its_mark():
    """What is missing is seen where it is: between two points of the list, or at the edge."""
    drawing = drawn(keys.points(), [0.7853982, -0.7853982, 2.0], with_arguments(keys.points(), **SINE))
    assert drawing.title == "2 of 4 points are missing from your list"
    assert [name for name, _ in drawing.legend] == ["in your list", "missing", "does not belong"]
    assert "does not belong: 2." in drawing.description and "missing: -2.35619, 2.35619" in drawing.description


@pytest.mark.parametrize(
    ("answer", "title"),
    [
        ([-2.3561945, -0.7853982, 0.7853982], "w = 2.35619 is missing from your list"),
        ([-2.3561945, -0.7853982, 0.7853982, 2.3561945, 0.0], "1 point does not belong to your list"),
        (
            [-2.3561945, -0.7853982, -0.7853982, 0.7853982, 2.3561945],
            "Every point is there, some of them more than once",
        ),
    ],
)
def test_the_title_of_a_set_says_what_is_wrong_with_it(answer, title):
    question = keys.points()
    drawing = drawing_of(question.cases[0], keys.judged(question, answer))
    assert drawing.title == title


def test_a_label_shows_the_slope_on_both_sides():
    """The handout's rule for one variable: w^3 rises on both sides of 0."""
    drawing = drawn(
        keys.label(), "minimum", with_arguments(keys.label(), g={"function": "cubic", "parameters": {}}, v=0.0)
    )
    assert drawing.title == "Left of v the cost rises, right of v it rises"
    assert "left of it the slope is 0.219, right of it 0.219" in drawing.description


def test_with_several_coordinates_a_label_shows_the_lines_that_tell_the_kind():
    drawing = drawn(keys.label(), "minimum", with_arguments(keys.label(), g=SADDLE, v=[0.0, 0.0]))
    assert "g falls on both sides and along" in drawing.description and "g rises on both sides" in drawing.description


def test_a_wrong_end_is_shown_on_the_cost_beside_the_right_one():
    case = with_arguments(keys.minimum(), g={"function": "bowl", "parameters": {}}, starts=[[1.0, 0.0], [0.5, 1.0]])
    assert drawn(keys.minimum(), ([1.0, 0.0], 3.0), case).title == "Your end costs 3, the right one 2"


def test_without_a_cost_nothing_is_guessed():
    for question, answer in ((keys.label(), "minimum"), (keys.minimum(), ([1.0, 0.0], 3.0))):
        assert drawing_of(question.cases[0], keys.judged(question, answer)) is None


# ── arrays and histories of parts


def of_array(yours, right):
    case = Case("a.1", "", False, 1.0, {}, {".": right}, {".": 1e-6})
    return drawing_of(case, Verdict(WrongParts((WrongPart(".", WrongValue(np.array(yours), np.array(right))),))))


@pytest.mark.parametrize(
    ("yours", "right", "title"),
    [
        ([-1.0, 2.0, 3.0], [1.0, -2.0, -3.0], "the opposite sign"),
        ([0.5, 1.0, 1.5], [1.0, 2.0, 3.0], "0.5 times the right values"),
        ([1.0, 2.0, 9.0], [1.0, 2.0, 3.0], "1 of 3 entries is wrong"),
        ([[1.0, 3.0], [2.0, 4.0]], [[1.0, 2.0], [3.0, 4.0]], "rows and columns are exchanged"),
        ([[1.0, np.nan], [3.0, 4.0]], [[1.0, 2.0], [3.0, 4.0]], "1 of 4 entries is wrong"),
    ],
)
def test_the_title_of_an_array_says_what_all_entries_have_in_common(yours, right, title):
    assert of_array(yours, right).title == f"Your result: {title}"


@pytest.mark.parametrize("right", [3.0, [3.0], np.zeros((2, 2, 2)), np.zeros(1000), np.full(3, np.inf)])
def test_numbers_and_what_is_too_large_have_no_picture(right):
    assert of_array(np.ones(np.shape(right)), right) is None


@pytest.mark.parametrize("right", [[1.0, 2.0], [1.0, 2.0, 3.0], [[1.0, 2.0], [3.0, 4.0]], np.eye(9)])
def test_arrays_of_each_shape_can_be_drawn(right):
    case = Case("a.1", "", False, 1.0, {}, {".": right}, {".": 1e-6})
    value = WrongValue(np.array(right) + np.eye(*np.shape(np.atleast_2d(right)))[0] * 0.5, np.array(right))
    wrong = Verdict(WrongParts((WrongPart(".", value),)))
    assert picture(case, wrong) and ("Wrong: [" in drawing_of(case, wrong).description) == (np.ndim(right) == 2)


def history(yours, right, first):
    part = WrongPart(".losses", WrongHistory(first, np.array(yours), np.array(right), np.full(len(right), 1e-6)))
    case = Case("h.1", "", False, 1.0, {}, {}, {})
    return drawing_of(case, Verdict(WrongParts((part,))))


def test_losses_are_curves_over_the_steps():
    assert history([3.0, 2.0, 2.0], [3.0, 2.0, 1.0], 2).title == "losses: right up to entry 1, then wrong"
    assert history([3.0, 2.0], [3.0, 2.0, 1.0], None).title == "losses: 2 entries in place of 3"
    assert history([], [3.0, 2.0], None) is None and history(np.ones((3, 9)), np.ones((3, 9)), 0) is None
    assert len(history(np.ones((3, 2)), np.zeros((3, 2)), 0).panels) == 2


def test_what_a_check_refuses_has_no_picture():
    assert drawing_of(Case("c.1", "", False, 1.0, {}), Verdict(FailedCheck("no"))) is None


# ── runs


def runs(change=lambda w: w, case=1) -> RunComparison:
    drawn_case = key().questions[0].cases[case]
    right = {name: np.array(v[:-1]) for name, v in drawn_case.expected.items()}
    call = Returned(pair({"weights": change(right["weights"]), "costs": right["costs"]}))
    return RunComparison.of(drawn_case, judge_case(key().questions[0], drawn_case, call))


def from_step(k, change):
    """The rows from step k on, changed."""
    return lambda w: np.where((np.arange(len(w)) >= k)[:, None], change(w), w)


@pytest.mark.parametrize(
    ("change", "title"),
    [
        (lambda w: w + 1, "Your run begins at another point"),
        (lambda w: 2 * w[:1] - w, "Your first step goes the other way"),
        (lambda w: w[:1] + 3.3 * (w - w[:1]), "Your first step is 3.3 times the right length"),
        (from_step(3, lambda w: w + np.array([0, 1])), "Your step 3 goes in another direction"),
        (from_step(1, lambda w: 0 * w + w[0]), "Your first step does not move"),
        (lambda w: w[:1] + 1.01 * (w - w[:1]), "Your first step is 1 % too long"),
        (lambda w: w * np.where(np.arange(len(w)) > 2, np.nan, 1)[:, None], "Your step 3 is wrong"),
    ],
)
def test_the_title_of_runs_says_how_the_first_wrong_step_is_wrong(change, title):
    from grader.reports.pictures.runs import run_title

    assert run_title(runs(change)) == title


def test_runs_that_would_lie_on_each_other_are_shown_by_their_distance():
    """Two identical curves answer nothing: when they part, and how fast, does."""
    assert is_nearly_right(runs(from_step(4, lambda w: w + 1e-3)))
    assert not is_nearly_right(runs(lambda w: w[:1] + 2 * (w - w[:1])))
    assert not is_nearly_right(runs(lambda w: w * np.inf))


def test_a_run_that_has_left_is_not_drawn_any_further():
    """It would come back as stray lines across the picture."""
    shown = until_it_leaves(np.array([0.5, 1.5, 0.6, -2.0]), 0.0, 1.0)
    assert shown[:2].tolist() == [0.5, 1.5] and np.isnan(shown[2:]).all()
    assert np.isfinite(until_it_leaves(np.array([0.5, np.inf]), 0.0, 1.0)).all()


def test_one_coordinate_is_drawn_over_the_steps():
    """On the curve a run that jumps to and fro is a smear without an order."""
    assert len(run({"function": "quartic", "parameters": {}}, 2.5, 1.0, K)["weights"]) == K + 1
    drawing = drawing_of(*_shrinking(0))
    assert "the point at each step" in drawing.description


def _shrinking(case):
    from support.small_class import shrinking, transcript

    drawn_case = key().questions[0].cases[case]
    return drawn_case, judge_case(key().questions[0], drawn_case, transcript(rule=shrinking).calls[drawn_case.id])
