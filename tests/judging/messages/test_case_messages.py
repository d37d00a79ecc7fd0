"""One case in sentences: each outcome has its own words, and a run that is judged up to a kink says so."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from support.keys import answered, concepts, gradient_descent, judged, number, transcript
from support.keys import key as by_hand

from grader.judging.judge import judge
from grader.judging.messages.case_messages import case_message
from grader.judging.outcomes import (
    ByHand,
    Recorded,
    Unanswered,
    Verdict,
    WrongValue,
)
from grader.judging.own_costs import cost_of

ASKED = gradient_descent()


def said(outcome, case=ASKED.cases[0]):
    return case_message(ASKED, case, Verdict(outcome))


@pytest.mark.parametrize(
    ("outcome", "text"),
    [
        (Recorded(), "Your answer has the right form. You will see after the due date whether it is right."),
        (Unanswered(), "Not answered yet."),
        (WrongValue(True, None), "Not right."),
        (ByHand("Two\nlines."), "This is read and graded by hand:\n    Two\n    lines."),
        (ByHand("x" * 8000), "graded by hand; it is cut at 8,000 characters:"),
    ],
)
def test_every_outcome_has_its_sentence(outcome, text):
    assert text in said(outcome)


def test_a_run_that_reaches_a_kink_says_up_to_where_it_is_judged():
    case = ASKED.cases[0]
    short = replace(case, tolerance={name: bounds[:4] for name, bounds in case.tolerance.items()})
    key = by_hand(replace(ASKED, cases=(short, *ASKED.cases[1:])))
    weights, costs = answered()[case.id]
    for change in (0.0, 1.0):
        run = {**answered(), case.id: (weights + change * (np.arange(len(weights)) == 5), costs)}
        message = judge(key, transcript(key, run)).questions[0].message
        assert f"With {case.title}: Steps after 3 are not judged: the right w^3 lies on a kink of g" in message


def test_entries_beyond_a_kink_are_not_called_wrong_where_the_length_is():
    case = ASKED.cases[0]
    short = replace(case, tolerance={name: bounds[:4] for name, bounds in case.tolerance.items()})
    asked = replace(ASKED, cases=(short,))
    weights, costs = answered()[case.id]
    longer = np.append(weights, weights[-1:], axis=0), np.append(costs, costs[-1:])
    message = case_message(asked, short, judged(asked, longer))
    assert "1 too many" in message and "right; the length is not." in message and "wrong from" not in message


def test_a_case_may_hand_over_the_gradient_or_the_matrix_of_its_cost():
    case = number().cases[0]
    gradient = {"gradient": {"gradient_of": "quartic", "parameters": {}}}
    assert cost_of(replace(case, arguments=gradient)).__name__ == "quartic"
    assert cost_of(replace(case, arguments={"a": 1.0, "b": [0.0], "C": [[1.0]]})).__name__ == "quadratic"


def test_a_statement_that_is_not_answered_is_counted_as_such():
    key = by_hand(concepts())
    nothing = {f"answers.{i}": {"first": None, "second": None, "third": None} for i in (1, 2, 3)}
    assert judge(key, transcript(key, nothing)).questions[0].message.startswith("You have answered 0 of 3 statements.")
