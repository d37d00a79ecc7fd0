"""Hypothesis strategies: any value that may leave a student's process, any call, any JSON data."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.extra import numpy as some

from grader.model.encoding.values import DTYPES, Items, Nothing, Numbers, Other, Table, Text
from grader.model.transcript import Fault, Raised, Returned, Stopped

arrays = some.arrays(st.sampled_from(sorted(DTYPES)), some.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3))
values = st.recursive(
    st.one_of(st.builds(Nothing), arrays.map(Numbers), st.text(max_size=20).map(Text), st.text(max_size=20).map(Other)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: Items(tuple(items))),
        st.builds(Table, st.dictionaries(st.text(max_size=5), inner, max_size=3), st.booleans()),
    ),
    max_leaves=8,
)
json_data = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=10,
)
calls = st.one_of(
    values.map(Returned),
    st.builds(
        Raised, st.text(max_size=9), st.text(max_size=30), st.integers(0, 5), st.integers(0, 5), st.text(max_size=9)
    ),
    st.builds(Stopped, st.sampled_from(["timed_out", "out_of_memory", "died", "malformed"]), st.text(max_size=30)),
    st.builds(Fault, st.text(max_size=9)),
)
