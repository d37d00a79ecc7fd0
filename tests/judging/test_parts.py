"""Forms are read leaf by leaf; every honest container is accepted, and any other is named."""

from __future__ import annotations

import numpy as np
import pytest

from grader.judging.forms import NO_RETURN
from grader.judging.outcomes import Misformed, Right, WrongParts
from grader.judging.part_verdicts import judge_parts
from grader.judging.parts import as_value, read_parts
from grader.model.encoding.values import Numbers, Table, Text
from grader.model.key import Case
from grader.model.result_form import Part
from grader.sandbox.child.conversion import to_value

ARRAY = Part("array")
FORM = Part(
    "list",
    parts=(
        Part("array", "w", share=3),
        Part("table", "info", parts=(Part("number", "loss"), Part("truth", "done"), Part("points", "roots"))),
    ),
)
ANSWER = {
    ".w": np.array([[1.0, 2.0]]),
    '.info["loss"]': np.asarray(0.5),
    '.info["done"]': True,
    '.info["roots"]': np.array([-1.0, 2.0]),
}
INFO = {"loss": 0.5, "done": True, "roots": [2, -1.0], "more": "x"}


def verdict(returned, form=FORM, answer=ANSWER):
    tolerance = {path: 1e-6 for path, right in answer.items() if isinstance(right, np.ndarray)}
    return judge_parts(form, Case("c", "", False, 1.0, {}, answer, tolerance), to_value(returned))


def test_an_answer_reads_back_as_itself():
    read = read_parts(FORM, as_value(FORM, ANSWER))
    assert not read.wrong_forms and read.values.keys() == ANSWER.keys()
    assert verdict(([[1, 2]], INFO)).outcome == Right()


def test_a_data_frame_is_a_dictionary_and_a_matrix():
    """The form says which of the two is meant; a dictionary is no matrix."""
    columns = {"a": Numbers(np.array([1.0, 2.0])), "b": Numbers(np.array([3.0, 4.0]))}
    frame, table = Table(columns, of_frame=True), Part("table", parts=(Part("array", "b"), Part("array", "a")))
    assert [each.tolist() for each in read_parts(table, frame).values.values()] == [[3.0, 4.0], [1.0, 2.0]]
    assert read_parts(ARRAY, frame).values["."].tolist() == [[1.0, 3.0], [2.0, 4.0]]
    assert "a dictionary; an array" in read_parts(ARRAY, Table(columns)).wrong_forms["."].sentence
    words = Table({"city": Text("Bern"), **columns}, of_frame=True)
    assert "a data frame; an array" in read_parts(ARRAY, words).wrong_forms["."].sentence


@pytest.mark.parametrize("w", [[1, 2], [[1], [2]], np.float32([[[1, 2]]]), (np.array(1.0), 2)])
def test_sides_of_length_one_do_not_matter(w):
    judged = verdict((w, INFO))
    assert judged.right and judged.answer[".w"].shape == (1, 2)


@pytest.mark.parametrize(
    ("returned", "share", "path", "words"),
    [
        (([[1, 2]], {**INFO, "loss": [1, 2]}), 11 / 12, '.info["loss"]', "an array of shape (2,); one number was"),
        (([[1, 2]], {**INFO, "done": "yes"}), 11 / 12, '.info["done"]', 'the text "yes"; True or False was asked for'),
        (([[1, 2]], {**INFO, "roots": None}), 11 / 12, '.info["roots"]', "is None; a list of numbers was asked for"),
        (([[1, 2]], [0.5, True]), 0.75, '.info["loss"]', "`info` is an array of shape (2,); a dictionary was"),
        (([[1, 2]], {"done": True, "roots": [-1, 2]}), 11 / 12, '.info["loss"]', '`info` has no entry "loss"'),
        (([[1, 2], [3]], INFO), 0.25, ".w", "`w` should have one shape, but entry 0 has 2 numbers and entry 1 has 1."),
        (([[1, 2j]], INFO), 0.25, ".w", "complex numbers in `w`; only real ones make sense here"),
    ],
)  # fmt: skip
def test_a_part_of_another_form_costs_its_own_share(returned, share, path, words):
    judged = verdict(returned)
    assert isinstance(judged.outcome, WrongParts) and judged.share == pytest.approx(share)
    part = judged.outcome.wrong[0]
    assert part.path == path and isinstance(part.outcome, Misformed) and words in part.outcome.sentence


@pytest.mark.parametrize(
    ("returned", "words"),
    [
        (None, f"{NO_RETURN} 2 values were asked for: `return w, info`."),
        (3.0, "Your function returned the number 3; 2 values were asked for: `return w, info`."),
        ({"w": 1}, "Your function returned a dictionary; 2 values were asked for: `return w, info`."),
    ],
)
def test_a_wrong_container_is_named_and_nothing_in_it_is_read(returned, words):
    assert verdict(returned).outcome.sentence == words


def test_values_behind_those_that_were_asked_for_are_left_out_and_it_is_said():
    judged = verdict(([[1, 2]], INFO, "done"))
    assert judged.right and judged.notes == (
        "Your function returned 3 values; the first 2 were judged: `return w, info`.",
    )


def test_numbers_behind_those_that_were_asked_for_are_left_out_too():
    """Four numbers leave Python as one array: at one coordinate they lost what they keep at two."""
    form = Part("list", parts=(Part("number", name="w"), Part("number", name="cost")))
    answer = {".w": np.array(1.0), ".cost": np.array(2.0)}
    note = "Your function returned 4 values; the first 2 were judged: `return w, cost`."
    assert (judged := verdict((1.0, 2.0, 7.0, 8.0), form, answer)).right and judged.notes == (note,)
    wrong = verdict((7.0, 2.0, 1.0), form, answer)
    assert wrong.outcome.sentence == "Your function returned 3 values; 2 were asked for: `return w, cost`."


def test_right_values_in_another_order_are_named_as_such():
    judged = verdict((INFO, [[1, 2]]))
    assert judged.outcome.sentence.startswith("All values are right, but their order is not: you return `info, w`.")


def test_a_text_is_right_as_it_is_and_a_label_in_any_spelling_of_its_options():
    """Programs write texts, so that capitals are a part of them; the empty word is one, too."""
    text, label = Part("text"), Part("label", options=("", "left"))
    assert verdict("a b", text, {".": "a b"}).right and not verdict("A  b", text, {".": "a b"}).right
    assert verdict("LEFT", label, {".": "left"}).right and verdict("", label, {".": ""}).right
    assert verdict(3, text, {".": "3"}).outcome == Misformed("Your function returned 3; a text was asked for.")
    assert as_value(text, {".": "a b"}) == Text("a b")


def test_what_should_be_empty_is_not_called_an_array():
    """An answer stores an empty dictionary as an array without an entry, which no student was asked for."""
    form, answer = Part("table", each=Part("number")), {".": np.zeros(0)}
    assert verdict({}, form, answer).right
    words = "Your function returned a dictionary; an empty list or dictionary was asked for."
    assert verdict({"lr": 0.1}, form, answer).outcome == Misformed(words)


def test_truths_in_place_of_a_number_are_compared_with_known_mistakes_as_numbers():
    """NumPy subtracts no truth from another: a mistake that gives such an array ended the judging of all."""
    read = read_parts(Part("number"), Numbers(np.array([True, False])))
    assert read.unread["."].tolist() == [1, 0] and not (read.unread["."] - read.unread["."]).any()


def test_truths_are_in_no_other_order():
    """Of True, True, False any order holds the same: which ones are wrong is said."""
    form, answer = Part("list", each=Part("truth")), {".[0]": True, ".[1]": True, ".[2]": False}
    wrong = verdict([False, True, True], form, answer).outcome
    assert isinstance(wrong, WrongParts) and [part.path for part in wrong.wrong] == [".[0]", ".[2]"]
