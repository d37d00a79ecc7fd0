"""One case, one verdict: which outcome, at which step, and for which part of the points.

What is written of an outcome stands in test_explain, what becomes of a question's points in test_judge.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.keys import (
    RULES,
    concepts,
    costs_alone,
    descent,
    gradient_descent,
    judged,
    label,
    minimum,
    number,
    points,
    vector,
)
from support.random_values import values

from grader.judging import verdicts
from grader.judging.outcomes import (
    Misformed,
    Recorded,
    Unanswered,
    Unchecked,
    WrongPoints,
    WrongValue,
)  # fmt: skip
from grader.judging.own_costs import cost_of, costs_along
from grader.judging.verdicts import judge_case
from grader.model.encoding.values import Nothing
from grader.model.result_form import COSTS, WEIGHTS
from grader.model.transcript import Returned

ASKED = gradient_descent()
LINE, PLANE = ASKED.cases[:2]  # one coordinate and two


def of(pair, case: int = 0):
    return judged(ASKED, pair, case)


def place(outcome):
    """Which history is told of first, both lengths, how many entries agree, and the first wrong step."""
    first = outcome.by_rank[0]
    return first.path, len(first.outcome.yours), len(first.outcome.expected), first.outcome.agreed, outcome.step


def wrong(question, value):
    """What is wrong with the one part of a result."""
    (part,) = judged(question, value).outcome.wrong
    return part.outcome


# ── histories


@pytest.mark.parametrize("step", range(6))
def test_a_run_parts_at_the_first_step_beyond_the_tolerance_and_not_before(step):
    """Exactly at the tolerance is still right, whatever the direction; from a hair beyond on it is not."""
    weights, costs = descent("descent.1")
    tolerance = LINE.tolerance[WEIGHTS][step]
    for sign in (1, -1):
        near, far = weights.copy(), weights.copy()
        near[step] += 0.99 * sign * tolerance
        far[step] += 1.01 * sign * tolerance
        far[step + 1 :] += 1.0
        assert of((near, costs)).right
        assert place(of((far, costs)).outcome) == (WEIGHTS, 6, 6, step, step)


@pytest.mark.parametrize(
    ("rows", "agreed"), [(range(1, 6), 0), (range(5), 5), (range(7), 6), (range(0), 0), ([0, 1, 2, 4, 5], 3)]
)
def test_another_number_of_rows_is_said_with_how_many_agree(rows, agreed):
    weights, costs = descent("descent.1", extra=1)
    found = of((weights[list(rows)], costs[list(rows)]))
    step = agreed if agreed < min(len(rows), 6) else -1
    assert place(found.outcome) == (WEIGHTS, len(rows), 6, agreed, step) and found.share == 0


def test_wrong_costs_at_right_weights_cost_their_share_alone():
    weights, costs = descent("descent.1")
    costs[2] += 0.01
    found = of((weights, costs))
    assert (place(found.outcome), found.share) == ((COSTS, 6, 6, 2, 2), 0.75)


@pytest.mark.parametrize("case", [0, 1])
def test_wrong_weights_with_their_own_costs_are_charged_once(case):
    weights, costs = descent(ASKED.cases[case].id, RULES["ascent"])
    found = of((weights, costs), case)
    assert (found.outcome.paths, found.outcome.along, found.share) == ({WEIGHTS}, (COSTS,), 0.25)
    found = of((weights, costs * 1.01), case)
    assert (found.outcome.paths, found.outcome.along, found.share) == ({WEIGHTS, COSTS}, (), 0)


def test_a_run_that_stands_still_earns_nothing_for_its_costs():
    """g at one point, again and again, shows no descent."""
    weights, costs = np.full(6, 2.5), np.full(6, descent("descent.1")[1][0])
    assert of((weights, costs)).outcome.paths == {WEIGHTS, COSTS} and of((weights, costs)).share == 0


@pytest.mark.parametrize("case", [0, 1])
def test_both_histories_in_the_other_order_are_known_as_such(case):
    weights, costs = descent(ASKED.cases[case].id)
    found = of((costs, weights), case)
    assert found.outcome.mistake == "bookkeeping.swapped" and found.share == 0


def test_costs_alone_are_judged_alone():
    costs = descent("descent.1")[1]
    assert judged(costs_alone(), costs).right
    assert place(judged(costs_alone(), costs + 0.01).outcome) == (".", 6, 6, 0, 0)


# ── answers of one piece


def test_a_number_within_the_tolerance_is_right_and_beyond_it_is_not():
    assert judged(number(), -1.2347728250533 + 1.9e-5).right
    assert isinstance(wrong(number(), -1.2347728250533 + 2.1e-5), WrongValue)
    assert judged(number(), [[-1.2347728250533]]).right, "a list of one number"
    assert not judged(number(), float("nan")).right


def test_a_vector_is_compared_by_all_its_entries():
    assert judged(vector(), [2.0, -1.0]).right
    assert isinstance(wrong(vector(), [2.0, 1.0]), WrongValue)
    assert isinstance(wrong(vector(), [2.0]), Misformed)


def test_a_minimum_is_a_point_and_its_cost_which_are_paid_together():
    assert judged(minimum(), ([0.0, 0.0], 2.0)).right and judged(minimum(), ([0.0, 0.0], 2.0, "done")).right
    for pair, paths in ((([1.0, 0.0], 3.0), [".w", ".cost"]), (([0.0, 0.0], 3.0), [".cost"])):
        verdict = judged(minimum(), pair)
        assert [part.path for part in verdict.outcome.wrong] == paths and verdict.share == 0


def test_points_are_a_set_in_any_order():
    right = [0.785398, -0.785398, 2.356194, -2.356194]
    assert judged(points(), right).right and judged(points(), np.array(right[::-1])).right
    outcome = wrong(points(), [right[0], right[0], 9.0])
    assert isinstance(outcome, WrongPoints)
    assert np.round(outcome.missing, 4).tolist() == [-2.3562, -0.7854, 2.3562]
    assert (outcome.extra, len(outcome.repeated)) == ((9.0,), 1)


def test_a_label_is_a_word():
    assert judged(label(), "saddle").right
    assert isinstance(wrong(label(), "minimum"), WrongValue)
    assert isinstance(judged(label(), 3.0).outcome, Misformed)


def test_a_statement_is_right_wrong_or_open_and_unknown_in_a_students_key():
    asked = concepts()
    assert judged(asked, {"first": True}).right
    assert isinstance(judged(asked, {"first": False}).outcome, WrongValue)
    assert isinstance(judged(asked, {"first": None}).outcome, Unanswered)
    assert isinstance(judged(asked, {"first": "yes"}).outcome, Misformed)
    public = replace(asked, cases=tuple(replace(c, expected=None) for c in asked.cases))
    told = [judged(public, {"first": x}) for x in (True, False)]
    assert all(isinstance(found.outcome, Recorded) and found.share == 0 for found in told)


# ── every end of a call


def test_a_bug_of_the_judge_costs_no_other_case_and_is_said_to_staff(monkeypatch):
    """It ended the judging of all questions; in a hidden case that told at once what its input is."""
    monkeypatch.setattr(verdicts, "judge_parts", lambda *_: 1 / 0)
    said = "the judge failed at this result: ZeroDivisionError: division by zero"
    assert judge_case(ASKED, LINE, Returned(Nothing())).outcome == Unchecked(said)
    assert judge_case(concepts(), concepts().cases[0], Returned(Nothing())).outcome != Unchecked(said)


EVERY = [gradient_descent(), points(), number(), vector(), minimum(), label(), costs_alone(), concepts()]


@given(values, st.sampled_from(EVERY))
def test_whatever_comes_back_has_one_verdict_and_all_points_only_if_right(value, question):
    """A student's function may return anything; no value of any shape may raise, or earn by accident."""
    for case in question.cases:
        found = judge_case(question, case, Returned(value))
        assert 0 <= found.share <= 1 and (found.share == 1) == found.right
        assert not isinstance(found.outcome, Unchecked), found.outcome


# ── costs at one's own points


@pytest.mark.parametrize("case", [LINE, PLANE], ids=["one coordinate", "two coordinates"])
def test_costs_along_a_run_are_those_of_its_points_one_by_one(case):
    weights, costs = descent(case.id)
    assert costs_along(cost_of(case), weights) == pytest.approx(costs, rel=1e-14)
