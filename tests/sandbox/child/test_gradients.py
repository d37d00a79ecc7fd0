"""The compiled gradient must be plain JAX's, or a student would be graded for a difference that is ours."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from support.rows import few

from grader.model.arguments import costs
from grader.sandbox.child.gradients import Gradients

ONE_D = ("quartic", "sine", "cubic", "wavy", "ledge", "slow", "absolute")
PARAMETERS = {"quadratic": {"a": 1.5, "b": np.array([1.0, -2.0]), "C": np.array([[2.0, 0.5], [0.5, 1.0]])}}
plain_grad, plain_value_and_grad = jax.grad, jax.value_and_grad


@pytest.fixture
def gradients(monkeypatch):
    monkeypatch.setattr(jax, "grad", plain_grad)
    monkeypatch.setattr(jax, "value_and_grad", plain_value_and_grad)
    gradients = Gradients(jax)
    gradients.install()
    return gradients


def handed_out(gradients, name):
    family = jax.jit(lambda values, w: costs.make_cost(name, jnp, values)(w))
    values = PARAMETERS.get(name, {})

    def cost(w):
        return family(values, w)

    gradients.of(cost, family, values)
    return cost


def points(name):
    draw = np.random.default_rng(0).normal(size=(12, 2)) * 2
    return [float(p[0]) for p in draw] + [0.0] if name in ONE_D else [*draw, jnp.zeros(2), np.float32([1, 2])]


@pytest.mark.parametrize("name", few(costs.COSTS, ("cubic", "absolute", "coupled", "quadratic")))
def test_gradients_are_plain_jaxs_bit_for_bit(gradients, name):
    """Fused into one program they differ by 30 units in the last place near a minimizer; pass by pass they do not."""
    cost = handed_out(gradients, name)
    for w in points(name):
        ours, theirs = jax.grad(cost)(w), plain_grad(cost)(w)
        assert (ours.dtype, ours.shape, ours.weak_type) == (theirs.dtype, theirs.shape, theirs.weak_type)
        np.testing.assert_array_equal(ours, theirs)
        for one, other in zip(jax.value_and_grad(cost)(w), plain_value_and_grad(cost)(w), strict=True):
            np.testing.assert_array_max_ulp(np.asarray(one), np.asarray(other), maxulp=1)


def test_integers_are_refused_in_jaxs_own_words(gradients):
    cost = handed_out(gradients, "cubic")
    with pytest.raises(TypeError) as ours:
        jax.grad(cost)(3)
    with pytest.raises(TypeError) as theirs:
        plain_grad(cost)(3)
    assert str(ours.value) == str(theirs.value)


def test_only_the_very_cost_with_default_options_is_answered(gradients):
    cost = handed_out(gradients, "tilted")
    assert jax.grad(cost) is jax.grad(cost) is jax.grad(cost, 0) is jax.grad(cost, argnums=0, has_aux=False)
    assert jax.grad(lambda w: cost(w)) is not jax.grad(lambda w: cost(w))
    assert jax.grad(cost, argnums=(0,)) is not jax.grad(cost)
    assert jax.grad(cost, allow_int=True) is not jax.grad(cost)
    with pytest.raises(TypeError):
        jax.grad(cost, 0, False, False, False, (), 1)
    with pytest.raises(TypeError):
        jax.grad(cost, nonsense=1)


def test_it_composes_with_the_rest_of_jax(gradients):
    cost, w = handed_out(gradients, "coupled"), jnp.array([1.3, -0.7])
    slope, hessian = np.array(plain_grad(cost)(w)), np.array(jax.hessian(costs.make_cost("coupled", jnp))(w))
    np.testing.assert_allclose(jax.jit(jax.grad(cost))(w), slope, rtol=1e-6)
    np.testing.assert_allclose(jax.vmap(jax.grad(cost))(jnp.stack([w, w])), [slope, slope], rtol=1e-6)
    np.testing.assert_allclose(jax.jacfwd(jax.grad(cost))(w), hessian, rtol=1e-6)
