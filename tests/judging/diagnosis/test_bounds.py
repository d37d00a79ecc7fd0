"""How near two runs must be: other shapes never match, nothing matches nothing, free rows are no evidence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from support.keys import RULES, answered, gradient_descent, label, transcript
from support.keys import key as by_hand

from grader.judging.diagnosis.bounds import BoundedRun
from grader.judging.judge import judge
from grader.model.key import Mistake


def bounded(rows, beyond=()):
    array = np.asarray(rows, dtype=float)
    return BoundedRun.of(array, 1e-6, np.isin(np.arange(len(array)), beyond))


def test_an_empty_array_is_near_an_empty_one():
    assert bounded([]).near(np.zeros(0))


def test_rows_beyond_a_kink_are_free_and_show_nothing():
    run = bounded([1.0, 2.0, 3.0], beyond=(2,))
    other = np.array([1.0, 2.0, 9.0])
    assert run.near(other)
    assert not run.contradicts(np.array([[1.0], [2.0], [5.0]]), np.full((3, 1), 1e-6))


def test_a_run_that_blows_up_is_met_by_one_that_does():
    run = bounded([1.0, 1e3, 1e9, 1e12])
    assert run.near(np.array([1.0, 1e3, 1e8, 1e15])) and not run.near(np.array([1.0, 1e3, 1.0, 1.0]))


def test_a_mistake_that_reaches_a_kink_is_compared_up_to_there():
    asked = gradient_descent()
    rule = next(m for m in asked.mistakes if m.id == "gradient_descent.ascent")
    key = by_hand(replace(asked, mistakes=(replace(rule, until={case.id: 3 for case in asked.cases}),)))
    runs = {}
    for case, (weights, costs) in answered(RULES["ascent"]).items():
        late = np.arange(len(costs)) > 3
        moved = weights + late.reshape(-1, *[1] * (weights.ndim - 1))
        runs[case] = (moved, costs + late)
    assert judge(key, transcript(key, runs)).questions[0].mistake == "gradient_descent.ascent"


def test_a_label_is_evidence_by_itself():
    asked = label()
    mistake = Mistake("classify.flat_is_minimum", "a flat point is a minimum", "Look.", {"label.1": {".": "minimum"}})
    key = by_hand(replace(asked, mistakes=(mistake,)))
    found = judge(key, transcript(key, {"label.1": "minimum"})).questions[0]
    assert found.mistake == "classify.flat_is_minimum" and "Your answers match it in the case shown" in found.message
    assert judge(key, transcript(key, {"label.1": "maximum"})).questions[0].mistake == ""


def test_a_mistake_that_answers_some_cases_only_is_not_named_for_others():
    asked = gradient_descent()
    rule = next(m for m in asked.mistakes if m.id == "gradient_descent.ascent")
    part = replace(rule, answers={"descent.1": rule.answers["descent.1"]})
    key = by_hand(replace(asked, mistakes=(part,)))
    found = judge(key, transcript(key, {**answered(), "descent.2": answered(RULES["ascent"])["descent.2"]}))
    assert found.questions[0].mistake == ""


def test_of_a_close_run_the_motion_is_the_scale():
    """Two runs that hardly move are near each other on the scale of where they are, whatever their rules."""
    run, other = np.array([2.5, 2.4999, 2.4998]), np.array([2.5, 2.49995, 2.49985])
    free = np.zeros(3, dtype=bool)
    assert BoundedRun.of(run, 0.0, free).near(other)
    assert not BoundedRun.of(run, 0.0, free, is_close=True).near(other)
    single = run.astype(np.float32).astype(float)
    assert BoundedRun.of(run, 0.0, free, is_close=True).near(single)
