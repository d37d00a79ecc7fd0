"""`returns` of assignment.toml: what it may describe, and what its author reads where it does not."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from support.tables import tables

from grader.authoring.answers.case_functions import UnfitCase
from grader.authoring.answers.part_tolerances import form_answer
from grader.authoring.facts.result_forms import parse_form
from grader.model.key import Case, Key, Question, parse_key
from grader.model.result_form import Part
from grader.sandbox.child.conversion import to_value

OWN = {"kind": "history", "length": "own"}
EACH_NUMBER = {"kind": "list", "each": "number"}


@pytest.mark.parametrize(
    ("returns", "form"),
    [
        ("history", Part("history")),
        (
            [{"losses": "history"}, {"ws": OWN}],
            Part("list", parts=(Part("history", "losses"), Part("history", "ws", length="own"))),
        ),
        (
            {"kind": "list", "each": [{"X": "array"}, {"y": "array"}]},
            Part("list", each=Part("list", parts=(Part("array", "X"), Part("array", "y")))),
        ),
        ({"kind": "table", "each": "number"}, Part("table", each=Part("number"))),
        ({"kind": "table", "parts": {"kind": "text"}}, Part("table", parts=(Part("text", "kind"),))),
        (
            {"kind": "table", "parts": {"w": "array", "b": "number"}, "together": True},
            Part("table", parts=(Part("array", "w"), Part("number", "b")), together=True),
        ),
        (
            {"kind": "label", "options": {"minimum": ["min"], "saddle": []}},
            Part("label", options=("minimum", "saddle"), spellings={"min": "minimum"}),
        ),
    ],
)
def test_returns_describes_a_form(returns, form):
    assert parse_form(returns) == form


@pytest.mark.parametrize(("returns", "words"), tables(__file__, "result_forms.toml")["refused"])
def test_what_is_no_form_is_refused_in_words(returns, words):
    with pytest.raises(ValueError, match=words):
        parse_form(returns)


def answer(returns: Any, *values: Any, tolerance: float | None = None) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is right, and within which tolerance, where the solution and its variants return these values."""
    form, case = parse_form(returns), SimpleNamespace(tolerance=tolerance)
    right, tolerances = form_answer(form, case, [to_value(value) for value in values])
    asked = Case("q.1", "", False, 1.0, {}, right, tolerances)
    question = Question("q", "", "form", 1.0, "q", (), True, (asked,), form=form)
    parse_key(Key("small", "", "instructor", (question,)).to_json())
    return right, tolerances


RUN = np.array([[3.0, 1.0], [2.0, 0.5], [1.5, 0.2], [1.2, 0.1]])


def test_a_history_has_a_tolerance_for_each_entry_which_grows_with_the_drift():
    drift = np.array([0.0, 0.0, 1e-6, 5e-7])[:, None]
    _, tolerance = answer("history", RUN, RUN + drift, RUN - drift)
    assert tolerance["."] == pytest.approx([3e-5, 3e-5, 128e-6, 128e-6])
    assert answer("history", RUN, RUN + drift, tolerance=0.1)[1]["."].tolist() == [0.1] * 4
    assert answer({"kind": "history", "tolerance": 0.2}, RUN)[1]["."].tolist() == [0.2] * 4


def test_a_length_of_ones_own_varies_as_that_of_honest_runs_does():
    assert answer(OWN, RUN, RUN)[1]["len(.)"] == 0
    _, tolerance = answer(OWN, RUN, RUN[:3], np.vstack([RUN, RUN[-1:]]))
    assert tolerance["len(.)"] == 2 and tolerance["."].shape == (4,)


def test_whole_numbers_stay_whole_and_have_a_tolerance_below_a_half():
    right, tolerance = answer([{"x": "array"}, {"n": "number"}], ([1, 10**7], 3), ([1, 10**7], 3))
    assert right[".x"].dtype.kind == right[".n"].dtype.kind == "i"
    assert tolerance[".x"] == 0.25 and tolerance[".n"] < 1e-4
    assert answer("array", np.array([True, False]), np.array([True, False]))[0]["."].dtype.kind == "i"


@pytest.mark.parametrize(
    ("returns", "value"), [([{"mean": "number"}, {"n": "number"}], (0.5, 0.2)), (EACH_NUMBER, [3, 5])]
)
def test_plain_numbers_side_by_side_stand_in_a_key_like_any_others(returns, value):
    """They arrive as one array, whose entries are scalars of NumPy; `answer` reads them back from a key's text."""
    right, _ = answer(returns, value, value)
    assert all(isinstance(number, np.ndarray) for number in right.values())


def test_as_many_equal_items_are_right_as_the_solution_gives():
    pairs = [(RUN, [1, 2]), (RUN[:1], [3])]
    right, tolerance = answer({"kind": "list", "each": [{"X": "array"}, {"y": "array"}]}, pairs, pairs)
    assert list(right) == [".[0][0]", ".[0][1]", ".[1][0]", ".[1][1]"] == list(tolerance)
    for returns in (EACH_NUMBER, "array"):  # an empty answer is an answer
        assert answer(returns, [], [])[0]["."].shape == (0,)


@pytest.mark.parametrize(
    ("returns", "values", "words"),
    [
        ("history", (RUN, np.add(RUN, [[0], [0], [1e-2], [1]])), "result cannot be judged from entry 2 on: there"),
        ("history", (RUN, RUN[:3]), r"shape of result is \(4, 2\), and \(3, 2\) where it is .* float32, as JAX"),
        ("history", ([], []), "result has no entries in the right answer"),
        ("history", (RUN * np.nan, RUN), "result holds nan or inf"),
        ("history", ({"a": 1},), "Of a student it would be said: Your function returned a dictionary; a list or array"),
        (OWN, (RUN, np.ones((900, 2))), "result ends after 4 to 900 entries when the decimals .* has a larger limit"),
        ({"kind": "number"}, (31, 32), "result is 31, and 32 where it is computed in float32, .* a `tolerance`"),
        ("array", ([1.0, 2.0], [1.0, 2.5], [1.0, 2.0]), r"result\[1\] is 2, and 2.5 where .* a decimal point"),
        ("array", ([1.0, 2.0], [1.0, np.nan], [1.1, 2.0]), r"result\[1\] is 2, and nan where the decimals"),
        ("truth", (True, True, False), "result is True, and False where it is computed in float32, .* np.float64"),
        ("text", ("a", "b", "b"), "result is 'a', and 'b' where .* change by a rounding error"),
        (EACH_NUMBER, (3.0,), "the number 3; a list was asked for"),
        (EACH_NUMBER, ([3, 4], [3]), "a list or a dictionary holds other entries where it is computed in float32"),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_judged_is_refused_with_a_way_out(returns, values, words):
    with pytest.raises(UnfitCase, match=words):
        answer(returns, *values)


@pytest.mark.parametrize(
    ("returns", "written"),
    [
        ([{"ws": "history"}], 'returns = "history"'),
        ([{"ws": {"kind": "history", "length": "own"}}], 'returns = { kind = "history", ... }'),
    ],
)
def test_a_list_of_one_part_for_a_result_alone_is_answered_with_what_to_write(returns, written):
    """The slip of a first hour: all other questions list their parts."""
    value = to_value(np.arange(8.0).reshape(4, 2))
    with pytest.raises(UnfitCase, match="1 value was asked for") as refused:
        form_answer(parse_form(returns), SimpleNamespace(tolerance=None), [value, value])
    assert str(refused.value).endswith(
        f"The brackets [ ] ask for a list that holds the result. Of the result alone write: {written}."
    )
    with pytest.raises(UnfitCase, match="Correct one of the two, or let a `driver`"):
        form_answer(parse_form(returns), SimpleNamespace(tolerance=None), [to_value("text")] * 2)
