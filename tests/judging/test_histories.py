"""Every honest form of an answer is read, and every other one is told by name."""

from __future__ import annotations

import re
from collections import namedtuple

import numpy as np
import pytest

from grader.judging import histories
from grader.judging.forms import WrongForm, in_words
from grader.judging.histories import Histories
from grader.model.encoding.values import Nothing, Other
from grader.sandbox.child.conversion import to_value

W1 = np.array([2.5, 0.95, 0.64, 0.4])
C1 = np.array([1.4, 0.2, 0.14, 0.08])
W2 = np.array([[1.3, -0.7], [1.1, -0.6], [1.0, -0.5], [0.9, -0.5]])
Pair = namedtuple("Pair", "weights costs")

ONE = {
    "a tuple of lists": (W1.tolist(), C1.tolist()),
    "a list of lists": [W1.tolist(), C1.tolist()],
    "a namedtuple": Pair(W1, C1),
    "tuples": (tuple(W1), tuple(C1)),
    "arrays": (W1, C1),
    "one array with both": np.array([W1, C1]),
    "columns": (W1[:, None], C1[:, None]),
    "rows of shape (1, 1)": (W1[:, None, None], C1),
    "lists of arrays of size 1": ([np.array([w]) for w in W1], [np.array(c) for c in C1]),
    "mixed entries": ([2.5, np.array([0.95]), [0.64], np.float64(0.4)], [1.4, np.array([[0.2]]), (0.14,), 0.08]),
    "float32": (W1.astype(np.float32), list(C1.astype(np.float32))),
    "complex with zero imaginary part": (W1 + 0j, [complex(c) for c in C1]),
    "an object array": (np.array(W1, dtype=object), C1),
}
TWO = {
    "arrays": (W2, C1),
    "a list of arrays": (list(W2), list(C1)),
    "a list of lists": (W2.tolist(), C1.tolist()),
    "columns (N, 1)": (W2[:, :, None], C1),
    "rows (1, N)": (W2[:, None, :], C1[:, None]),
    "a list of columns": ([w[:, None] for w in W2], [np.array([[c]]) for c in C1]),
    "lists of numbers of size 1": ([[np.array([x]) for x in w] for w in W2], C1),
    "mixed entries": ([W2[0], W2[1].tolist(), W2[2][:, None], W2[3][None, :]], C1),
    "complex with zero imaginary part": (W2 + 0j, C1),
}


def read(reader, *args):
    """What a reader returns, or the WrongForm that it raises."""
    try:
        return reader(*args)
    except WrongForm as error:
        return error


@pytest.mark.parametrize("form", ONE)
def test_every_form_is_read_at_one_coordinate(form):
    found = read(histories.read_histories, to_value(ONE[form]), 1, 4)
    assert isinstance(found, Histories), found
    assert found.weights.shape == (4, 1) and found.costs.shape == (4,) and not found.rearranged
    assert np.allclose(found.weights[:, 0], W1) and np.allclose(found.costs, C1)


@pytest.mark.parametrize("form", TWO)
def test_every_form_is_read_at_two_coordinates(form):
    found = read(histories.read_histories, to_value(TWO[form]), 2, 4)
    assert isinstance(found, Histories), found
    assert np.array_equal(found.weights, W2) and np.array_equal(found.costs, C1) and not found.rearranged


def test_of_more_than_two_the_first_two_count_and_it_is_said():
    found = read(histories.read_histories, to_value((W2, C1, "done")), 2, 4)
    assert found.notes == ("Your function returned more than two values; the first two were judged.",)


@pytest.mark.parametrize(
    ("thing", "sentence", "mistake"),
    [
        (None, "returned None: is the `return` missing or misplaced", "bookkeeping.returns_nothing"),
        ((), "an empty list or tuple instead of", ""),
        ((W2,), "one thing only. Two lists were asked for", ""),
        (W2, "one list of points", "bookkeeping.only_weights"),
        (list(W2), "one list of points", "bookkeeping.only_weights"),
        (C1, "one list of numbers", "bookkeeping.only_costs"),
        ((W2[-1], C1[-1]), "one point and one number. The whole histories", "bookkeeping.final_only"),
        ({"w": W2, "c": C1}, r"a dictionary with the keys \['c', 'w'\]", ""),
        ("done", 'the text "done"; a pair', ""),
        (3.5, "the number 3.5; a pair", ""),
        ((W2.ravel(), C1), "one flat list of 8 numbers; it should have 4 entries, each a point of 2 coordinates", ""),
        ((W2[:, :1], C1), "Each entry of your weight history has 1 number; a point has 2 coordinates", ""),
        (([W2[0], W2[1], [1.0]], C1), "weight history should have one shape, but entry 0 has 2 numbers", ""),
        ((["a", "b"], C1), 'Entry 0 of your weight history is the text "a", not a number or a point', ""),
        ((W2, [1.0, None]), "Entry 1 of your cost history is None", ""),
        ((W2 + 1j, C1), "complex numbers in your weight history", ""),
        (([W2[0], W2[1] * 1j], C1), "complex numbers in (entry 1 of )?your weight history", ""),
        ((W2, 3.5), "Your cost history is a single number; it should have one entry per step", ""),
        ((W2, W2), "Each entry of your cost history has 2 numbers; a cost is one number", ""),
        ((map(abs, C1), C1), "Your weight history is a generator .*; a list or an array was asked for", ""),
    ],
)  # fmt: skip
def test_every_other_form_has_its_sentence(thing, sentence, mistake):
    found = read(histories.read_histories, to_value(thing), 2, 4)
    assert isinstance(found, WrongForm), found
    assert found.mistake == mistake
    assert re.search(sentence, found.sentence), found.sentence


def test_swapped_and_transposed_are_both_told():
    both = read(histories.read_histories, to_value((C1, W2.T)), 2, 4).rearranged
    assert both == ("bookkeeping.swapped", "bookkeeping.transposed")


def test_two_histories_of_two_points_are_not_taken_for_transposed():
    """At K + 1 = N = 2 a square is read as it stands."""
    square = np.array([[1.0, 2.0], [3.0, 4.0]])
    assert not read(histories.read_histories, to_value((square, [1.0, 2.0])), 2, 2).rearranged


def test_a_cost_history_alone_is_one_number_a_step():
    assert np.array_equal(read(histories.read_costs, to_value(C1[:, None].tolist())), C1)
    assert "2 numbers, not one" in read(histories.read_costs, to_value(W2)).sentence
    assert "is there a comma behind it" in read(histories.read_costs, to_value((C1,))).sentence
    assert read(histories.read_costs, Nothing()).mistake == "bookkeeping.returns_nothing"
    assert "a generator" in read(histories.read_costs, Other("a generator")).sentence


@pytest.mark.parametrize(
    ("thing", "words"),
    [
        (None, "None"), (2, "2"), (2.5, "the number 2.5"), (np.ones((2, 3)), "an array of shape (2, 3)"),
        ("x" * 99, "x" * 60), ('a"\n\nAll is right', r'the text "a\"\n\nAll is right"'),
        ((1.0, "a"), "a list or tuple of 2 entries"), ({"a": 1}, "a dictionary"), (len, "a function"),
    ],
)  # fmt: skip
def test_every_value_can_be_said(thing, words):
    assert words in in_words(to_value(thing))


def test_costs_alone_are_told_from_two_histories_and_from_one_number():
    pair = read(histories.read_costs, to_value(([2.0, 1.0, 0.5], [4.0, 1.0, 0.25])))
    assert pair.mistake == "bookkeeping.cost_history.both" and "The costs alone were asked for" in pair.sentence
    number = read(histories.read_costs, to_value(0.25))
    assert "Your function returned the number 0.25. The whole history was asked for" in number.sentence
    assert read(histories.read_costs, to_value([4.0, 1.0])).tolist() == [4.0, 1.0], (
        "one step: two costs, and not two histories"
    )
    assert read(histories.read_costs, to_value([[4.0], [1.0]])).tolist() == [4.0, 1.0]
