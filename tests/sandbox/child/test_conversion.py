"""What a student may return, and what is made of it."""

from __future__ import annotations

import array
import collections
import fractions
import itertools
import types
from dataclasses import dataclass
from typing import ClassVar

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from grader.model.encoding.values import Items, Nothing, Numbers, Other, Table, Text, decode, encode
from grader.sandbox.child import conversion as module
from grader.sandbox.child.conversion import TOO_LARGE, to_value, too_large


@pytest.fixture(autouse=True, scope="module")
def jax_is_known():
    module.remember_jax()


def numbers(thing) -> np.ndarray:
    value = to_value(thing)
    assert isinstance(value, Numbers), value
    return value.array


@pytest.mark.parametrize(
    ("thing", "dtype", "shape"),
    [
        (1.5, "float64", ()), (3, "int64", ()), (True, "bool", ()), (1 + 2j, "complex128", ()), (2**70, "float64", ()),
        (np.float32(1), "float32", ()), (np.ones((2, 3), np.float16), "float16", (2, 3)), (np.bool_(1), "bool", ()),
        (np.longdouble(1), "float64", ()), ([], "float64", (0,)),
        (np.array([1.0, 2], dtype=object), "float64", (2,)), (fractions.Fraction(1, 2), "float64", ()),
        ([1.0, 2, True], "float64", (3,)), ((np.ones(2), np.zeros(2)), "float64", (2, 2)), (range(4), "int64", (4,)),
        ({1.0}, "float64", (1,)), ([[1], [2]], "int64", (2, 1)), ([np.array([1.0])] * 3, "float64", (3, 1)),
        (array.array("d", [1, 2]), "float64", (2,)), ({"w": [1.0], "b": [2.0]}.values(), "float64", (2, 1)),
    ],
)  # fmt: skip
def test_numbers_keep_their_dtype_and_shape(thing, dtype, shape):
    array = numbers(thing)
    assert (array.dtype.name, array.shape, type(array)) == (dtype, shape, np.ndarray)


@pytest.mark.parametrize(
    ("thing", "dtype"),
    [
        (jnp.ones(3), "float32"), (jnp.float32(2), "float32"), ([jnp.float32(1), jnp.float32(2)], "float32"),
        ([1.0, jnp.float32(2), np.float64(3)], "float64"), (jnp.ones(2, jnp.bfloat16), "float32"),
        (jnp.arange(3), "int32"), ([np.array(1.0), 2.0, jnp.float32(3)], "float64"),
    ],
)  # fmt: skip
def test_jax_arrays_are_numbers_too(thing, dtype):
    assert numbers(thing).dtype.name == dtype


def test_entries_of_different_shapes_stay_apart():
    """0-d and (1,) entries in one history are honest at N = 1; the judge decides what to make of them."""
    value = to_value([1.0, np.array([2.0]), jnp.float32(3)])
    assert isinstance(value, Items)
    assert [item.array.shape for item in value.items] == [(), (1,), ()]


def test_a_list_or_a_dictionary_of_the_students_own_class_is_one_too():
    assert numbers(collections.UserList([1.0, 2.0])).tolist() == [1.0, 2.0]
    assert encode(to_value(types.MappingProxyType({"a": True}))) == encode(to_value({"a": True}))


class Tensor:
    """Gives an array to NumPy, and only without the record of its computation, as tensors of PyTorch do."""

    def __init__(self, array, needs_gradient=True):
        self.array, self.needs_gradient = array, needs_gradient

    def detach(self):
        return Tensor(self.array, needs_gradient=False)

    def __array__(self, dtype=None, copy=None):
        if self.needs_gradient:
            raise RuntimeError("Can't call numpy() on Tensor that requires grad.")
        return self.array


def test_arrays_of_other_libraries_are_numbers_too():
    assert numbers(Tensor(np.ones((2, 3), np.float32))).shape == (2, 3)
    assert numbers([Tensor(np.array(1.0)), Tensor(np.array(2.0))]).tolist() == [1.0, 2.0]


class Sparse:
    """As SciPy's: it has a shape, and no `__array__`."""

    shape = (1 << 20, 1 << 20)

    def toarray(self):
        raise AssertionError("it is larger than any memory")


def test_a_sparse_matrix_is_an_array_unless_it_is_huge():
    diagonal = sparse.diags([1.0, 2.0])
    assert numbers(diagonal).tolist() == [[1, 0], [0, 2]]
    assert to_value(Sparse()) == Other(TOO_LARGE)


@pytest.mark.parametrize("dtype", ["float64", "object"])
def test_an_array_without_numbers_is_bounded_by_its_sides(dtype):
    """It takes no memory, and whoever walks along its rows would never end."""
    assert to_value(np.zeros((10**9, 0), dtype)) == Other(TOO_LARGE)
    assert numbers(np.zeros((5, 0))).shape == (5, 0)


class Evil:
    def __getattribute__(self, name):
        raise SystemExit(name)

    def __eq__(self, other):
        return True


class Liar:
    __class__ = np.ndarray
    shape, nbytes, size = (1,), 8, 1

    def __array__(self, *_, **__):
        raise KeyboardInterrupt


class EvilMeta(type):
    __name__ = property(lambda cls: 1 / 0)

    def __getattribute__(cls, name):
        raise RuntimeError(name)


def tracer():
    seen = []
    jax.jit(lambda w: seen.append(w) or w)(1.0)
    return seen[0]


OTHERS = {
    "a generator": lambda: (x for x in "ab"),
    "a generator of map": lambda: map(abs, [1]),
    "a generator (`list(...)` makes a list of it) of itertools": lambda: itertools.accumulate([1, 2]),
    "a function (is it to be called?)": lambda: abs,
    "a function (is it to be called?) of JAX": lambda: jax.jit(abs),
    "a class": lambda: int,
    "an object": object,
    "an Evil of tests": lambda: Evil(),
    "a Liar of tests": lambda: Liar(),
    "an Odd": lambda: EvilMeta("Odd", (), {})(),
    "an array of dtype datetime64[D] of NumPy": lambda: np.array(["2020-01-01"], "M8[D]"),
    "an array of dtypes": lambda: np.zeros(3, "f8,f8"),
    "a dictionary whose keys are not all texts or numbers": lambda: {(1, 2): 2},
    "an integer too large for a float": lambda: 10**400,
    "bytes": lambda: b"abc",
}


@pytest.mark.parametrize("what", OTHERS)
def test_everything_else_is_named(what):
    """The objects are made here, since pytest itself stumbles over some of them."""
    value = to_value(OTHERS[what]())
    assert isinstance(value, Other)
    assert value.what.startswith(what.partition(" of ")[0])


def test_a_tracer_is_called_a_tracer():
    assert to_value(tracer()) == Other("a JAX tracer")
    assert to_value([tracer(), 1.0]).items[0] == Other("a JAX tracer")


def test_a_dataclass_is_the_dictionary_of_its_fields():
    @dataclass(frozen=True)
    class Split:
        train: list[float]
        parts: ClassVar[int] = 2

    assert encode(to_value(Split([1.0, 2.0]))) == encode(to_value({"train": [1.0, 2.0]}))


class DataFrame:
    """As much of one of pandas, which is not installed here, as is read of it."""

    columns = ("city", "mean")

    def __getitem__(self, name):
        return {"city": np.array(["Bern", "Lyon"], object), "mean": np.array([4.0, 2.0])}[name]


def test_a_data_frame_is_its_columns():
    """They have names; which order they stand in does not matter."""
    frame = to_value(DataFrame())
    assert isinstance(frame, Table) and frame.of_frame
    assert frame.entries["city"] == Items((Text("Bern"), Text("Lyon")))
    assert frame.entries["mean"].array.tolist() == [4.0, 2.0]
    assert decode(encode(frame)).of_frame and not decode(encode(Table({}))).of_frame


def test_words_and_tables():
    assert to_value(None) == Nothing()
    assert to_value("minimum") == Text("minimum")
    assert to_value(np.str_("saddle")) == Text("saddle")
    assert to_value(np.array(["a", "b"])) == Items((Text("a"), Text("b")))
    table = to_value({"a": True, "b": None})
    assert isinstance(table, Table)
    assert table.entries["b"] == Nothing()
    assert list(to_value({np.float32(0.3): 1, 2.0: 0}).entries) == ["0.3", "2"], (
        "in either precision a decimal is one key"
    )
    assert encode(to_value({1: "a", np.int64(2): "b"})) == encode(to_value({"1": "a", "2": "b"}))


class EndlessList(collections.abc.Sequence):
    """It says that it is long, and holds itself."""

    def __len__(self):
        return 10**18

    def __getitem__(self, at):
        return self


class EndlessTable(collections.abc.Mapping):
    """It has a key for every number."""

    def __len__(self):
        return 1

    def __iter__(self):
        return itertools.count()

    def __getitem__(self, key):
        return 0


@pytest.mark.parametrize(
    "thing",
    [
        EndlessList(), EndlessTable(),
        np.broadcast_to(np.float64(1), (10**6, 10**6)), [0.0] * 10**6, [[0] * 1000] * 1000,
        {str(i): 0 for i in range(10**5)},
        "x" * 10**7, np.zeros(2 << 20), jnp.zeros((3000, 3000)), [np.zeros(10**5)] * 100, range(10**15),
    ],
)  # fmt: skip
def test_nothing_large_leaves(thing):
    """A claim of petabytes is refused by its size, before anything is copied."""
    value = to_value(thing, 8 << 20)
    assert isinstance(value, (Other, Text))
    assert len(str(encode(value))) < 3_000


@pytest.mark.parametrize(
    "thing",
    [np.zeros(1_200_000), [0.5] * 1_200_000, ([[0.5, 0.5]] * 400_000, [0.5] * 400_000)],
    ids=["array", "list", "pair"],
)
def test_what_is_too_large_says_how_many_numbers_it_holds(thing):
    assert to_value(thing, 1 << 15).what == too_large(1_200_000)
    assert "1,200,000 numbers" in too_large(1_200_000)


def test_a_list_within_itself_ends():
    loop: list = [1.0]
    loop.append(loop)
    wide: list = []
    wide.extend([wide] * 100)
    assert to_value(wide).what.startswith(TOO_LARGE)
    decode(encode(to_value(loop)))


THINGS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.tuples(inner, inner) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=30,
)


@given(THINGS)
def test_whatever_is_described_can_be_decoded(thing):
    value = to_value(thing)
    assert encode(decode(encode(value))) == encode(value)


def test_a_patched_numpy_does_not_matter(monkeypatch):
    """Facts a19: `np.asarray = lambda ...` is one line in a cell."""
    for name in ("asarray", "array", "stack", "ndarray", "float64"):
        monkeypatch.setattr(np, name, None)
    value = to_value([1.0, 2.0])
    monkeypatch.undo()
    assert value.array.tolist() == [1.0, 2.0]
