"""A key's text holds once what many of its mistakes share, and is read back as it was."""

from __future__ import annotations

import json
from copy import deepcopy

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model.encoding.decoding import DecodingError, to_data
from grader.model.encoding.repeats import REPEATED, written_everywhere, written_once

HINT = "Look at every place where your function uses it."
ARRAY = to_data(np.arange(3.0))
MISTAKES = {
    "a": {"hint": HINT, "answer": ARRAY},
    "b": [{"hint": HINT, "answer": ARRAY}, {"hint": "another one", "n": 1}],
}


def test_a_text_and_an_array_stand_once_however_often_they_occur():
    text = json.dumps(written_once(MISTAKES))
    assert text.count(json.dumps(HINT)) == text.count(json.dumps(ARRAY)) == 1
    assert written_once(MISTAKES)["b"][1] == MISTAKES["b"][1]


NAMES = st.sampled_from(["=", "==", "dtype", "shape", "data", "repeated", "float64", HINT])
LEAVES = st.sampled_from([HINT, HINT * 2, "x" * 30, "=", "float64", 0, 1.5, True, None, [3], ARRAY, to_data(np.eye(3))])
FREE = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4))


@given(st.dictionaries(st.sampled_from(["a", "b", "="]), FREE))
def test_whatever_names_its_tables_have_data_are_read_back_as_they_were(data):
    """Authors choose names: of files, of entries, and of other words that count as a label, such as `=` and `dtype`."""
    assert to_data(written_everywhere(json.loads(json.dumps(written_once(data))))) == data


@pytest.mark.parametrize("place", [7, -1, True, 0.0, "x", None, [0]])
def test_a_place_that_there_is_not_is_refused(place):
    for damaged in ({REPEATED: {"=": [HINT]}, "a": {"=": place}}, {"a": {"=": place}}):
        with pytest.raises(DecodingError):
            written_everywhere(deepcopy(damaged))


def test_a_place_has_nothing_else_in_it():
    with pytest.raises(DecodingError, match="a place that `repeated` does not have"):
        written_everywhere({REPEATED: {"=": [HINT]}, "a": {"=": 0, "more": 2}})


@pytest.mark.parametrize("repeated", [{"=": [[HINT, HINT]]}, {"=": [{"a": HINT}]}, {"=": [], "==": []}, {}, {"=": [1]}])
def test_nothing_but_one_list_of_texts_and_arrays_is_repeated(repeated):
    """A list at many places would make a small key a large one."""
    with pytest.raises(DecodingError, match="`repeated` is not one list of texts and arrays"):
        written_everywhere({REPEATED: repeated, "a": {"=": 0}})
