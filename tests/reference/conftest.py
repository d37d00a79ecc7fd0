"""What the tests of `reference` share: JAX at its strictest, and the lecture's costs as one object each."""

from __future__ import annotations

import functools
import os

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from support.precision import float64

from grader.model.arguments.costs import make_cost


@pytest.fixture(autouse=True, scope="module")
def strict_float64():
    """float64, and no silent change of dtype or rank; undone after each file, so that no other test sees it."""
    with (
        float64(),
        jax.numpy_dtype_promotion("strict"),
        jax.numpy_rank_promotion("raise"),
    ):
        yield


@pytest.fixture(scope="session")
def lecture():
    """`lecture("quartic")`: one function for each name, so that nothing is compiled twice."""
    return functools.cache(lambda name: make_cost(name, jnp))


@pytest.fixture(scope="session")
def coupled_start():
    """Where the runs start that tell methods apart: no symmetry, and both coordinates far from the minimizer."""
    return np.array([1.3, -0.7])


@pytest.fixture(scope="session")
def witness():
    """`witness(transformation, cost, w, steps)`: the weights, (steps + 1,) + w.shape, by an optax optimizer."""
    optax = pytest.importorskip("optax")

    def run(transformation, cost, w, steps):
        w, gradient = jnp.asarray(w), jax.jit(jax.grad(cost))
        state, weights = transformation.init(w), [w]
        with jax.numpy_dtype_promotion("standard"):  # optax counts its steps in int32
            for _ in range(steps):
                updates, state = transformation.update(gradient(weights[-1]), state, weights[-1])
                weights.append(optax.apply_updates(weights[-1], updates))
        return np.array(weights)

    return run


@pytest.fixture(scope="session")
def keras_witness():
    """`keras_witness("Adagrad", cost, w, steps, learning_rate=0.1, ...)`: the weights by an optimizer of Keras."""
    os.environ["KERAS_BACKEND"] = "jax"  # read when Keras is imported
    keras = pytest.importorskip("keras", reason="Keras is not installed: pip install keras")

    def run(optimizer, cost, w, steps, **parameters):
        floats, gradient = keras.config.floatx(), jax.jit(jax.grad(cost))
        keras.config.set_floatx("float64")
        with jax.numpy_dtype_promotion("standard"):  # Keras counts its steps in integers
            variable = keras.Variable(np.asarray(w))
            optimizer = getattr(keras.optimizers, optimizer)(**parameters)
            optimizer.build([variable])
            weights = [np.array(variable.value)]
            for _ in range(steps):
                optimizer.apply([gradient(variable.value)], [variable])
                weights.append(np.array(variable.value))
        keras.config.set_floatx(floats)
        return np.array(weights)

    return run


@pytest.fixture(scope="session")
def torch_witness():
    """`torch_witness("RMSprop", cost, w, steps, lr=0.1, ...)`: the weights by an optimizer of PyTorch."""
    torch = pytest.importorskip("torch", reason="PyTorch is large and not in `test`; reference/README.md says more")

    def run(optimizer, cost, w, steps, **parameters):
        gradient = jax.jit(jax.grad(cost))
        point = torch.tensor(np.asarray(w), dtype=torch.float64)
        optimizer = getattr(torch.optim, optimizer)([point], **parameters)
        weights = [point.numpy().copy()]
        for _ in range(steps):
            point.grad = torch.tensor(np.asarray(gradient(jnp.asarray(weights[-1]))))
            optimizer.step()
            weights.append(point.numpy().copy())
        return np.array(weights)

    return run
