"""Forms are read back from a key as they were written."""

from __future__ import annotations

import numpy as np

from grader.model.key import Case, Key, Question, parse_key
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
