"""Fused Adam: the sequence of `adam`, in the memory it was given."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from reference import adam, fused_adam
from reference.descend import descend

ROOT = Path(__file__).parents[2]

TELLING = {"alpha": 0.1, "beta1": 0.7, "beta2": 0.9, "eps": 0.1}
LARGE = 384 * fused_adam.BLOCK  # as large as what XLA takes for more than a small loop


def buffers(size, dtype=np.float32):
    rng = np.random.default_rng(3)
    return [jnp.asarray(rng.standard_normal(size).astype(dtype)) for _ in range(2)]


def test_it_is_adam(lecture, coupled_start):
    """Which is held to optax, PyTorch and Algorithm 1."""
    plain, fused = (descend(method, lecture("coupled"), coupled_start, 40, **TELLING) for method in (adam, fused_adam))
    np.testing.assert_allclose(fused.weights, plain.weights, rtol=0, atol=1e-14)


@pytest.mark.parametrize(("size", "parts"), [(LARGE, 1), (LARGE - 7, 1), (LARGE - 7, 3)])
def test_blocks_and_parts_change_nothing(size, parts):
    """A tree that does not fill its last block is filled up with zeros, which stay zeros."""
    w, g = buffers(size, np.float64)
    expected, memory = w, adam.init(w)
    (pieces, back), (slopes, _) = fused_adam.flatten(w, parts), fused_adam.flatten(g, parts)
    assert {piece.shape for piece in pieces} == {(LARGE // parts,)}
    pieces = [jnp.array(piece) for piece in pieces]  # a copy: w itself is needed still
    state = fused_adam.init(pieces)
    for _ in range(3):
        expected, memory = adam.step(expected, g, memory, **TELLING)
        pieces, state = fused_adam.step(pieces, slopes, state, **TELLING)
    for result, right in ((pieces, expected), (state.m, memory.m), (state.v, memory.v)):
        np.testing.assert_allclose(back(result), right, rtol=0, atol=4e-15)
    assert (np.concatenate(pieces)[size:] == 0).all()


def test_a_buffer_of_no_whole_blocks_is_right_too():
    w, g = buffers(fused_adam.BLOCK + 1, np.float64)
    expected, _ = adam.step(w, g, adam.init(w), **TELLING)
    result, _ = fused_adam.step(w, g, fused_adam.init(w), **TELLING)
    np.testing.assert_allclose(result, expected, rtol=0, atol=4e-15)


def test_a_tree_of_weights_is_a_few_buffers_and_a_tree_again():
    tree = {"w": jnp.arange(6.0).reshape(2, 3), "b": jnp.ones(3)}
    flat, back = fused_adam.flatten(tree, 2)
    assert [x.shape for x in flat] == [(fused_adam.BLOCK,)] * 2
    jax.tree.map(np.testing.assert_array_equal, back(flat), tree)


def test_new_values_stand_where_the_old_ones_stood():
    """Donated memory: no second copy of three buffers is ever made."""
    w, g = buffers(LARGE)
    state = fused_adam.init(w)
    before = [x.unsafe_buffer_pointer() for x in (w, state.m, state.v)]
    new, moved = fused_adam.step(w, g, state, alpha=0.1, beta1=0.9, beta2=0.999, eps=1e-8)
    assert [x.unsafe_buffer_pointer() for x in (new, moved.m, moved.v)] == before
    with pytest.raises(RuntimeError, match="deleted"):
        w + 1


def test_no_other_buffer_is_made_and_none_is_copied():
    """Read off the compiled program: a copy of one buffer in each block would be the end of all speed."""
    w, g = buffers(10 * LARGE)
    numbers = {"alpha": 0.1, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8}
    t, m, v = fused_adam.init(w)
    program = fused_adam.buffer_step.lower(t, w, g, m, v, **numbers).compile()
    assert program.memory_analysis().alias_size_in_bytes >= 3 * w.nbytes
    assert program.memory_analysis().temp_size_in_bytes < 4000
    assert not [line for line in program.as_text().splitlines() if f"f32[{w.size}]" in line and " copy(" in line]


SIDE_BY_SIDE = """
import jax, jax.numpy as jnp
from reference import fused_adam
numbers = {"alpha": 0.1, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8}
def pair(seed):
    x = jax.random.normal(jax.random.key(seed), (3 * 2**14,))
    return fused_adam.flatten(x, 2)[0]
apart, _ = fused_adam.step(pair(0), pair(1), fused_adam.init(pair(0)), **numbers)
one_program = jax.jit(lambda w, g: fused_adam.step(w, g, fused_adam.init(w), **numbers)[0])
assert fused_adam._threads.cache_info().currsize
assert all(jnp.allclose(x, y, rtol=1e-6, atol=0) for x, y in zip(apart, one_program(pair(0), pair(1)), strict=True))
"""


def test_side_by_side_and_within_another_compiled_function_are_the_same():
    """In a process of its own: this one's float64 is known to this thread alone, so that nothing goes side by side."""
    subprocess.run([sys.executable, "-c", SIDE_BY_SIDE], cwd=ROOT, check=True)
