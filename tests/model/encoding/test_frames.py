"""Frames come from a process that runs a student's code: every claim here is about what they cannot do to us."""

from __future__ import annotations

import contextlib
import os
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model.encoding import frames
from grader.model.encoding.values import Malformed
from grader.model.transcript import Call, call_from_data

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.text()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@contextlib.contextmanager
def pipe(content: bytes):
    """A pipe that holds `content` and then ends."""
    read, write = os.pipe()
    os.write(write, content)
    os.close(write)
    try:
        yield read
    finally:
        os.close(read)


@given(JSON)
def test_what_is_written_is_read(data):
    payload = frames.pack(data)
    with pipe(frames.HEADER.pack(len(payload)) + payload) as end:
        assert frames.parse(frames.read(end, lambda: 1 << 20)) == data


@pytest.mark.parametrize("announced", [101, 2**31, 2**60, 2**64 - 1])
def test_a_long_frame_is_refused_before_a_byte_of_it_is_read(announced):
    """Facts a33: a header of 2^60 made a naive reader allocate it."""
    with pipe(frames.HEADER.pack(announced) + b"x" * 50) as end, pytest.raises(Malformed, match="at most 100"):
        frames.read(end, lambda: 100)


@pytest.mark.parametrize("content", [b"\0", b"\0" * 7, frames.HEADER.pack(5) + b"1234"])
def test_a_frame_that_is_cut_short_is_malformed(content):
    with pipe(content) as end, pytest.raises(Malformed, match="ends"):
        frames.read(end, lambda: 100)


@pytest.mark.parametrize(
    "payload",
    [
        b"", b"\xff\xfe", b"{", b"NaN", b"[Infinity]", b"[" * 100_000, b'{"a":' * 100_000, b"[],".ljust(100, b"["),
        b"1" * 5_000, b"[" + b"9" * 1_000_000 + b"]",
    ],
)  # fmt: skip
def test_anything_else_is_malformed(payload):
    with pytest.raises(Malformed):
        frames.parse(payload)


def test_small_messages_cannot_become_gigabytes():
    """16 MB of `[],[],` would be 5 million lists: counted before a single one is made."""
    payload = b"[" + b"[]," * 5_000_000 + b"[]]"
    tracemalloc.start()
    with pytest.raises(Malformed, match="too many parts"):
        frames.parse(payload)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1 << 20


@given(JSON | st.fixed_dictionaries({}, optional=dict.fromkeys(("returned", "raised", "stopped", "fault"), JSON)))
def test_any_data_are_a_call_or_malformed(data):
    with contextlib.suppress(Malformed):
        assert isinstance(call_from_data(data), Call)


ARRAYS = st.fixed_dictionaries(
    {
        "dtype": st.sampled_from(["float64", "float32", "int8", "O", "V8", "U4", "M8[s]", "f8,f8", "complex256"])
        | JSON,
        "shape": st.lists(st.integers(-1, 2**70), max_size=9) | JSON,
        "data": st.sampled_from(["", "AAAAAAAAAAA=", "AAAA", "?", "=" * 10]) | JSON,
    }
)


@given(ARRAYS)
def test_any_array_is_an_array_or_malformed(array):
    """Only `Malformed` may come out, and never an array larger than its own data."""
    with contextlib.suppress(Malformed):
        call = call_from_data({"returned": {"value": array}})
        assert call.value.array.nbytes <= len(array["data"])
