"""The only thing that leaves a student's process: six shapes of data, written exactly and read with no trust."""

from __future__ import annotations

import base64
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.random_values import json_data, values

from grader.model.encoding.values import (  # fmt: skip
    MAX_DEPTH,
    MAX_TEXT,
    Items,
    Malformed,
    Numbers,
    Other,
    Table,
    Text,
    decode,
    encode,
)

array_data = st.fixed_dictionaries(
    {
        "dtype": st.sampled_from(["float64", "bool", "object", "f8,f8", "(1,", "M8", "\ud800", "float128"]) | json_data,
        "shape": st.lists(st.integers(-1, 2**70) | st.booleans(), max_size=10) | json_data,
        "data": st.binary(max_size=32).map(lambda b: base64.b64encode(b).decode()) | json_data,
    }
)


def same(one, other) -> bool:
    """Equal to the last bit, dtype and shape among it."""
    match one, other:
        case Numbers(a), Numbers(b):
            return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
        case Items(a), Items(b):
            return len(a) == len(b) and all(map(same, a, b))
        case Table(a, of_frame), Table(b, other_too):
            return of_frame == other_too and list(a) == list(b) and all(map(same, a.values(), b.values()))
    return one == other


@given(values)
def test_every_value_survives_json_to_the_last_bit(value):
    """A regrade reads what was stored: a rounded digit could turn a verdict."""
    assert same(decode(json.loads(json.dumps(encode(value)))), value)


@pytest.mark.parametrize(
    "dtype", ["object", "str", "V8", "M8[s]", "f8,f8", "(2,)f8", "(1,", "\ud800", "", "float128", ">f8", None, 3]
)
def test_only_plain_numbers_are_let_in(dtype):
    """NumPy reads any text as a dtype, some of it through Python's own parser."""
    with pytest.raises(Malformed):
        decode({"dtype": dtype, "shape": [0], "data": ""})


@pytest.mark.parametrize("value", [np.nan, -np.inf, -0.0, 1 + 2j, complex(np.nan, -0.0), np.float32(0.1), 2**63 - 1])
def test_numbers_that_json_does_not_know_survive_too(value):
    assert same(decode(json.loads(json.dumps(encode(Numbers(np.asarray(value)))))), Numbers(np.asarray(value)))


def test_arrays_of_any_layout_are_written_by_their_values():
    """A transposed view or a big-endian array is an honest thing to return."""
    for array in (np.arange(6.0).reshape(2, 3).T, np.arange(3, dtype=">f8"), np.arange(8.0)[::2]):
        assert np.array_equal(decode(encode(Numbers(array))).array, array)


@given(
    json_data | array_data | st.fixed_dictionaries({"table": json_data}) | st.fixed_dictionaries({"other": json_data})
)
def test_decode_raises_nothing_but_malformed(data):
    """The sender shared its process with a student's code: any other exception would be our own crash."""
    words = "no error"
    try:
        decode(data)
    except Malformed as error:
        words = str(error)
    assert words


@pytest.mark.parametrize(
    "shape", [[0, 2**100], [0, 2**62, 2**62], [-1], [True], "3", [1] * (MAX_DEPTH + 1), [1.0], [3]]
)
def test_a_shape_is_believed_only_where_the_bytes_are(shape):
    """An array of 10^30 rows costs 60 bytes to claim."""
    with pytest.raises(Malformed):
        decode({"dtype": "float64", "shape": shape, "data": ""})


def test_nesting_and_text_are_bounded():
    deep = None
    for _ in range(MAX_DEPTH + 1):
        deep = [deep]
    with pytest.raises(Malformed, match="levels deep"):
        decode(deep)
    assert decode("x" * 10_000) == Text("x" * MAX_TEXT)
    assert decode({"other": "x" * 10_000}) == Other("x" * MAX_TEXT)
