"""Written answers in a key: what is no answer is refused, and a student's key holds none."""

from __future__ import annotations

import json

import numpy as np
import pytest
from keys import HOMEWORK

from grader.model.key import BadKey, Case, Key, Question, parse_key
from grader.model.written import written_fault

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


@pytest.mark.parametrize(
    ("returns", "wrong"),
    [
        ("truth", {"truth": 1}), ("choice", {"choice": ["c"]}), ("choice", {"choice": []}), ("choice", {"choice": "a"}),
        ("quantity", {"value": np.zeros(2)}), ("quantity", {"value": 0.5}), ("text", {"accept": []}),
        ("text", {"accept": [1]}), ("manual", {"accept": ["x"]}), ("text", {}),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_refused_with_its_place(returns, wrong):
    assert written_fault(returns, wrong, ("a", "b"))
    with pytest.raises(BadKey, match=r"questions\[0\].cases\[0\].expected.*is no answer to a question that returns"):
        parse_key(key(returns, wrong).to_json())


def test_several_answers_need_names_and_a_number_its_tolerance():
    with pytest.raises(BadKey, match=r"cases\[1\].item: expected the name of an item"):
        parse_key(key("text", RIGHT["text"], "a", "").to_json())
    data = json.loads(key("quantity", RIGHT["quantity"]).to_json())
    data["questions"][0]["cases"][0]["tolerance"] = {}
    with pytest.raises(BadKey, match=r"tolerance\['value'\]: expected a number"):
        parse_key(json.dumps(data))
