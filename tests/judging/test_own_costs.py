"""Every honest form of an answer is read, and every other one is told by name."""

from __future__ import annotations

import re
from collections import namedtuple

import numpy as np
import pytest

from grader.judging.forms import in_words
from grader.judging.part_verdicts import judge_parts
from grader.model.key import Case
from grader.model.result_form import COSTS, NAMED_FORMS, WEIGHTS
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


def judged(thing, weights=W2, returns="histories"):
    """The verdict on a function that returns this."""
    form = NAMED_FORMS[returns]
    right = {WEIGHTS: weights, COSTS: C1} if returns == "histories" else {".": C1}
    case = Case("c.1", "", False, 1.0, {}, right, {path: np.full(len(rows), 1e-6) for path, rows in right.items()})
    return judge_parts(form, case, to_value(thing))


@pytest.mark.parametrize("form", ONE)
def test_every_form_is_right_at_one_coordinate(form):
    assert judged(ONE[form], W1).right


@pytest.mark.parametrize("form", TWO)
def test_every_form_is_right_at_two_coordinates(form):
    assert judged(TWO[form]).right


def test_of_more_than_two_the_first_two_count_and_it_is_said():
    (note,) = judged((W2, C1, "done")).notes
    assert "3 values; the first 2 were judged" in note


def test_three_equally_long_histories_of_numbers_are_no_matrix():
    """They leave Python as one array of three rows."""
    assert judged([W1, C1, C1 * 0], W1).right
    assert judged([W1 + 1, C1, C1 * 0], W1).share == 0.25  # the costs keep their quarter


@pytest.mark.parametrize(
    ("thing", "sentence", "mistake"),
    [
        (None, "returned None: is the `return` missing or misplaced", "bookkeeping.returns_nothing"),
        ((), "returned 0 values; 2 were asked for: `return weights, costs`", ""),
        ((W2,), "You return `weights` alone; 2 values were asked for", "bookkeeping.only_weights"),
        (W2, "You return `weights` alone; 2 values were asked for", "bookkeeping.only_weights"),
        (list(W2), "You return `weights` alone", "bookkeeping.only_weights"),
        (C1, "You return `costs` alone", "bookkeeping.only_costs"),
        ({"w": W2, "c": C1}, "a dictionary; 2 values were asked for", ""),
        ("done", 'the text "done"; 2 values', ""),
        (3.5, "the number 3.5; 2 values", ""),
        (np.ones((2, 2, 2)), "an array of shape .2, 2, 2.; 2 values were asked for", ""),
        ((C1, W2), "their order is not: you return `costs, weights`", "bookkeeping.swapped"),
    ],
)  # fmt: skip
def test_every_other_form_has_its_sentence(thing, sentence, mistake):
    found = judged(thing)
    assert found.share == 0
    assert found.outcome.mistake == mistake and re.search(sentence, found.outcome.sentence), found.outcome.sentence


@pytest.mark.parametrize(
    ("thing", "path", "sentence", "mistake"),
    [
        ((W2.T, C1), WEIGHTS, "it is transposed", "bookkeeping.transposed"),
        ((W2.ravel(), C1), WEIGHTS, "Each entry of `weights` is one number; it should have the shape", ""),
        (([W2[0], W2[1], [1.0]], C1), WEIGHTS, "should have one shape, but entry 0", ""),
        ((["a", "b"], C1), WEIGHTS, 'ntry 0 of `weights`|`weights.0.` is the text "a"', ""),
        ((W2, [1.0, None]), COSTS, "`costs.1.` is None", ""),
        ((W2 + 1j, C1), WEIGHTS, "complex numbers in `weights`", ""),
        ((W2, W2[1:]), COSTS, "Each entry of `costs` has the shape", ""),
        ((map(abs, C1), C1), WEIGHTS, "`weights` is a generator", ""),
    ],
)  # fmt: skip
def test_a_history_of_another_form_leaves_the_other_its_points(thing, path, sentence, mistake):
    found = judged(thing)
    (part,) = found.outcome.wrong
    assert part.path == path and found.share == (0.25 if path == WEIGHTS else 0.75)
    assert part.outcome.mistake == mistake and re.search(sentence, part.outcome.sentence), part.outcome.sentence


def test_a_square_is_read_as_it_stands():
    assert not judged((np.array([[1.0, 2.0], [3.0, 4.0]]), [1.0, 2.0]), weights=np.ones((2, 2))).right


def test_a_cost_history_alone_is_one_number_a_step():
    assert judged(C1[:, None].tolist(), returns="costs").right and judged((C1,), returns="costs").right
    assert judged(None, returns="costs").outcome.mistake == "bookkeeping.returns_nothing"
    pair = judged((W2, C1), returns="costs").outcome
    assert pair.mistake == "bookkeeping.both" and "2 values; one of them was asked for" in pair.sentence
    assert not judged(0.25, returns="costs").right


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
