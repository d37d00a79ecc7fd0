"""A long run is tried with the steps that show that it is wrong, where an argument says how many there are."""

from __future__ import annotations

import numpy as np
import pytest
from support.repaired import key

from grader.judging.verdicts import judge_case
from grader.model.encoding.values import Items, Numbers
from grader.model.key import Case, Question
from grader.model.result_form import COSTS, HISTORIES, WEIGHTS
from grader.model.transcript import Returned
from grader.repairs.answers import first_wrong_row, shortened

STEPS = 20
RIGHT = np.arange(STEPS + 1.0)
QUESTION = Question("f", "A run", "form", 1.0, "f", ("n",), True, (), form=HISTORIES)


def case(**arguments: object) -> Case:
    tolerance = {name: np.full(STEPS + 1, 1e-6) for name in (WEIGHTS, COSTS)}
    return Case("f-1", "f", False, 1.0, arguments, {WEIGHTS: RIGHT, COSTS: RIGHT}, tolerance)


def verdict(of: Case, wrong_from: int):
    rows = Numbers(RIGHT + (np.arange(STEPS + 1) >= wrong_from))
    return judge_case(QUESTION, of, Returned(Items((rows, rows))))


@pytest.mark.parametrize(("wrong_from", "steps"), [(0, 3), (1, 3), (6, 8), (18, STEPS)])
def test_a_run_ends_two_steps_after_its_first_wrong_row(wrong_from, steps):
    long = case(n=STEPS, m=3)
    short = shortened(QUESTION, long, verdict(long, wrong_from))
    assert first_wrong_row(long, verdict(long, wrong_from)) == wrong_from
    assert (short.arguments, len(short.right[COSTS]), short.kink) == ({"n": steps, "m": 3}, steps + 1, None)


@pytest.mark.parametrize("arguments", [{"n": STEPS, "m": STEPS}, {"n": STEPS + 1}, {}])
def test_a_run_stays_as_it_is_where_no_argument_or_several_say_how_long_it_is(arguments):
    assert shortened(QUESTION, case(**arguments), verdict(case(), 0)).arguments == arguments


def test_other_answers_stay_as_they_are():
    question = key().questions[0]
    assert shortened(question, question.cases[0], verdict(case(), 0)) is question.cases[0]
