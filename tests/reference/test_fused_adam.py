"""Fused Adam: the sequence of `adam`, in the memory it was given."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from reference import adam, fused_adam
from reference.descend import descend

TELLING = {"alpha": 0.1, "beta1": 0.7, "beta2": 0.9, "eps": 0.1}


def buffers(size=1000):
    rng = np.random.default_rng(3)
    return jnp.asarray(rng.standard_normal(size, np.float32)), jnp.asarray(rng.standard_normal(size, np.float32))


def test_it_is_adam(lecture, coupled_start):
    """Which is held to optax, PyTorch and Algorithm 1."""
    plain, fused = (descend(method, lecture("coupled"), coupled_start, 40, **TELLING) for method in (adam, fused_adam))
    np.testing.assert_allclose(fused.weights, plain.weights, rtol=0, atol=1e-14)


def test_a_tree_of_weights_is_one_buffer_and_a_tree_again():
    tree = {"w": jnp.arange(6.0).reshape(2, 3), "b": jnp.ones(3)}
    flat, back = fused_adam.flatten(tree)
    assert flat.shape == (9,)
    jax.tree.map(np.testing.assert_array_equal, back(flat), tree)


def test_new_values_stand_where_the_old_ones_stood():
    """Donated memory: no second copy of three buffers is ever made."""
    w, g = buffers()
    state = fused_adam.init(w)
    before = [x.unsafe_buffer_pointer() for x in (w, state.m, state.v)]
    new, moved = fused_adam.step(w, g, state, alpha=0.1, beta1=0.9, beta2=0.999, eps=1e-8)
    assert [x.unsafe_buffer_pointer() for x in (new, moved.m, moved.v)] == before
    with pytest.raises(RuntimeError, match="deleted"):
        w + 1


def test_it_is_one_program_of_loops_over_the_buffers_and_makes_no_other_buffer():
    """Read off the compiled program: no temporary memory of a buffer's size beside the four handed in."""
    w, g = buffers(100_000)
    numbers = {"alpha": 0.1, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8}
    memory = fused_adam.step.lower(w, g, fused_adam.init(w), **numbers).compile().memory_analysis()
    assert memory.alias_size_in_bytes >= 3 * 400_000
    assert memory.temp_size_in_bytes < 4000
