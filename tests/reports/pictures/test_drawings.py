"""Every kind of answer has the picture that says something of it, with a title that answers one question."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from support import keys
from support.small_class import key, pair

from grader.judging.outcomes import Verdict, WrongHistory, WrongPart, WrongParts, WrongValue
from grader.judging.verdicts import judge_case
from grader.model.key import Case
from grader.model.result_form import COSTS, WEIGHTS
from grader.model.transcript import Returned
from grader.reports.pictures.arrays import drawing_of_array
from grader.reports.pictures.comparison import RunComparison
from grader.reports.pictures.drawings import drawing_of
from grader.reports.pictures.plots import picture
from grader.reports.pictures.runs import is_nearly_right, run_title, until_it_leaves

figures = pytest.importorskip("matplotlib.figure")

SINE = {"g": {"function": "sine", "parameters": {}}, "low": -3.0, "high": 3.0}
CUBIC = {"g": {"function": "cubic", "parameters": {}}, "v": 0.0}
CURVED = {"a": 1.0, "b": [0.0, 0.0], "C": [[3.0, 4.0], [4.0, 2.0]]}
SADDLE = {"g": {"function": "quadratic", "parameters": CURVED}, "v": [0.0, 0.0]}
BOWL = {"g": {"function": "bowl", "parameters": {}}, "starts": [[1.0, 0.0], [0.5, 1.0]]}
POINTS = [-2.3561945, -0.7853982, 0.7853982, 2.3561945]


@pytest.mark.parametrize(
    ("question", "answer", "arguments", "title", "words"),
    [
        (keys.points(), [0.7853982, -0.7853982, 2.0], SINE, "2 of 4 points are missing from your list",
         ("does not belong: 2.", "missing: -2.35619, 2.35619")),
        (keys.label(), "minimum", CUBIC, "Left of v the cost rises, right of v it rises",
         ("left of it the slope is 0.219, right of it 0.219",)),
        (keys.label(), "minimum", SADDLE, None, ("g falls on both sides and along", "g rises on both sides")),
        (keys.minimum(), ([1.0, 0.0], 3.0), BOWL, "Your end costs 3, the right one 2", ()),
    ],
    ids=["points on the curve", "slopes on both sides", "lines that tell the kind", "a wrong end"],
)  # fmt: skip
def test_points_labels_and_ends_are_drawn_on_the_cost(question, answer, arguments, title, words):
    """What is missing is seen where it is; without the cost among the arguments nothing is guessed."""
    case = replace(question.cases[0], arguments=arguments)
    verdict = keys.judged(replace(question, cases=(case,)), answer)
    drawing = drawing_of(case, verdict)
    assert title in (None, drawing.title) and all(word in drawing.description for word in words)
    assert picture(case, verdict, "svg").startswith(b"<?xml")
    if question.name != "points":
        assert drawing_of(question.cases[0], keys.judged(question, answer)) is None


@pytest.mark.parametrize(
    ("answer", "title"),
    [
        (POINTS[:3], "w = 2.35619 is missing from your list"),
        ([*POINTS, 0.0], "1 point does not belong to your list"),
        ([*POINTS, POINTS[1]], "Every point is there, some of them more than once"),
    ],
)
def test_the_title_of_a_set_says_what_is_wrong_with_it(answer, title):
    assert drawing_of(keys.points().cases[0], keys.judged(keys.points(), answer)).title == title


def drawing_of_part(part: WrongPart):
    case = Case("a.1", "", False, 1.0, {})
    verdict = Verdict(WrongParts((part,)))
    if drawing := drawing_of(case, verdict):
        assert picture(case, verdict)
    return drawing


@pytest.mark.parametrize(
    ("yours", "right", "title"),
    [
        ([-1.0, 2.0, 3.0], [1.0, -2.0, -3.0], "the opposite sign"),
        ([0.5, 1.0, 1.5], [1.0, 2.0, 3.0], "0.5 times the right values"),
        ([1.0, 2.0, 9.0], [1.0, 2.0, 3.0], "1 of 3 entries is wrong"),
        ([1.0, 2.5], [1.0, 2.0], "1 of 2 entries is wrong"),
        ([[1.0, 3.0], [2.0, 4.0]], [[1.0, 2.0], [3.0, 4.0]], "rows and columns are exchanged"),
        ([[1.0, np.nan], [3.0, 4.0]], [[1.0, 2.0], [3.0, 4.0]], "1 of 4 entries is wrong"),
        (np.eye(9) * [1] * 8 + [2], np.eye(9), None),
        *((np.ones(np.shape(large)), large, "") for large in (3.0, [3.0], np.zeros((2, 2, 2)), np.zeros(1000))),
        (np.ones(3), np.full(3, np.inf), ""),
    ],
)
def test_the_title_of_an_array_says_what_all_entries_have_in_common(yours, right, title):
    """Numbers, and what is too large or not finite, have no picture."""
    drawing = drawing_of_part(WrongPart(".", WrongValue(np.array(yours), np.array(right))))
    assert (drawing is None) == (title == "")
    if title:
        assert drawing.title == f"Your result: {title}"
    assert drawing is None or ("Wrong: [" in drawing.description) == (np.ndim(right) == 2)


def test_a_cell_holds_no_minus_zero_and_many_wrong_entries_have_a_mark_that_has_room():
    """-0 beside -5 read as a sign that is right, and eight words "wrong" above twelve bars covered each other."""

    def written(yours, right) -> tuple[list[str], str]:
        axes = figures.Figure().subplots()
        ((_, draw),) = drawing_of_array("result", np.asarray(yours), np.asarray(right), 1e-6).panels
        draw(axes)
        return [text.get_text() for text in axes.texts], axes.get_xlabel()

    assert written([[-0.0, 1.0], [2.0, 3.0]], [[-5.0, 1.0], [2.0, 3.0]])[0] == ["0\nright: -5", "1", "2", "3"]
    assert written([1, 2, 4], [1, 2, 3]) == (["wrong"], "entry")
    assert written(np.arange(12) + (np.arange(12) > 3), np.arange(12)) == (["x"] * 8, "entry (x: wrong)")


def test_losses_are_curves_over_the_steps():
    def losses(yours, right, first):
        tolerance = np.full(len(right), 1e-6)
        return drawing_of_part(WrongPart(".losses", WrongHistory(first, np.array(yours), np.array(right), tolerance)))

    assert losses([3.0, 2.0, 2.0], [3.0, 2.0, 1.0], 2).title == "losses: right up to entry 1, then wrong"
    assert losses([3.0, 2.0], [3.0, 2.0, 1.0], None).title == "losses: 2 entries in place of 3"
    assert losses([], [3.0, 2.0], None) is None and losses(np.ones((3, 9)), np.ones((3, 9)), 0) is None
    assert len(losses(np.ones((3, 2)), np.zeros((3, 2)), 0).panels) == 2


# ── runs


def runs(change, case=1) -> RunComparison:
    drawn_case = key().questions[0].cases[case]
    right = drawn_case.expected
    call = Returned(pair({WEIGHTS: change(right[WEIGHTS]), COSTS: right[COSTS]}))
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
        (from_step(3, lambda w: w * np.nan), "Your step 3 is wrong"),
    ],
)
def test_the_title_of_runs_says_how_the_first_wrong_step_is_wrong(change, title):
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
