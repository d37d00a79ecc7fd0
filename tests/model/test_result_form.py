"""A key whose form is damaged is refused with its place; typed arguments come out as they were described."""

from __future__ import annotations

import numpy as np
import pytest

from grader.model.key import BadKey, Case, Key, Question, parse_key
from grader.model.result_form import Part

FORM = Part("table", parts=(Part("array", "W"), Part("label", "kind", options=("a", "b"))))
ANSWER = {'.["W"]': np.array([1.0, 2.0]), '.["kind"]': "a"}


def key(form=FORM, answer=ANSWER, tolerance=1e-6) -> Key:
    case = Case("q.1", "", False, 1.0, {}, answer, {'.["W"]': tolerance})
    return Key("small", "", "instructor", (Question("q", "", "form", 1.0, "q", (), True, (case,), form=form),))


def test_a_key_with_a_form_is_read_back_as_it_was_written():
    assert parse_key(key().to_json()).questions[0].form == FORM
    assert parse_key(key().to_json()).to_json() == key().to_json()


RUN, RUN_ANSWER = Part("history", length="own"), {".": np.ones(3)}


def run(tolerance: dict) -> Key:
    case = Case("q.1", "", False, 1.0, {}, RUN_ANSWER, tolerance)
    return Key("small", "", "instructor", (Question("q", "", "form", 1.0, "q", (), True, (case,), form=RUN),))


def test_a_history_is_read_back_as_it_was_written():
    written = run({".": np.ones(3), "len(.)": 1})
    assert parse_key(written.to_json()).questions[0].form == RUN
    assert parse_key(written.to_json()).to_json() == written.to_json()


@pytest.mark.parametrize(
    ("damaged", "words"),
    [
        (key(Part("table", parts=(Part("array", "W"), Part("array", "W")))), r"\.form: a table whose parts have the"),
        (key(Part("label")), r"\.form: a label with the options \[\]"),
        (key(Part("array", share=0)), r"\.form: the share of a part is 0"),
        (key(answer={'.["W"]': np.zeros(2)}), r'cases\[0\].expected: result\["kind"\] is missing'),
        (key(answer={**ANSWER, '.["kind"]': "c"}), r'result\["kind"\] is none of'),
        (key(tolerance="x"), r'result\["W"\] has no tolerance'),
        (key(form=None), "questions.0..returns: expected one of"),
        (key(RUN, {**RUN_ANSWER, ".": np.asarray(1.0)}), r"result is a history of shape \(\)"),
        (key(RUN, RUN_ANSWER), r"result has no tolerance of shape \(3,\)"),
        (run({".": np.ones(3)}), "result has no tolerance of its length"),
    ],
)
def test_a_damaged_form_is_refused_with_its_place(damaged, words):
    with pytest.raises(BadKey, match=words):
        parse_key(damaged.to_json())
