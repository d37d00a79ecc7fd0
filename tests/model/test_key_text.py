"""Written answers in a key: a student's holds none."""

from __future__ import annotations

import numpy as np
import pytest
from support.keys import HOMEWORK

from grader.model.key import Case, Key, Question, parse_key

RIGHT = {
    "truth": {"truth": True},
    "choice": {"choice": ["b"]},
    "quantity": {"value": np.asarray(0.25)},
    "text": {"accept": ["Newton"]},
    "manual": None,
}


def key(returns: str, expected, *items: str) -> Key:
    cases = tuple(
        Case(f"q.{n}", "Q", returns != "manual", 1.0, {}, expected, {"value": 0.1}, item, "why", options=("a", "b"))
        for n, item in enumerate(items or ("i",))
    )
    return Key(HOMEWORK, "", "instructor", (Question("q", "Q", returns, 1.0, "q", (), False, cases),))


@pytest.mark.parametrize(("returns", "right"), RIGHT.items())
def test_a_key_is_read_back_and_a_students_holds_no_answer(returns, right):
    whole = parse_key(key(returns, right).to_json())
    assert whole.to_json() == key(returns, right).to_json()
    students = parse_key(whole.for_students().to_json())
    (case,) = students.questions[0].cases
    assert (case.expected, case.tolerance, case.because, case.options) == (None, {}, "", ("a", "b"))
    assert students.manual_points == (returns == "manual")
