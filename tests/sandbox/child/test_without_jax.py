"""Calling functions where there is no JAX: derivatives by autograd, and a sentence for what only JAX has."""

from __future__ import annotations

import sys

import autograd
import numpy as np
import pytest

from grader.sandbox.child.function_arguments import Functions
from grader.sandbox.child.without_jax import NeedsJax, without_jax

COUPLED = {"parameters": {}}  # w1^4 / 4 + w1 w2 + w2^2 + 0.3 w1
POINT = np.array([1.3, -0.7])


def test_costs_and_derivatives_are_those_of_the_lecture():
    functions = Functions(without_jax())
    cost = functions.of({"function": "coupled"} | COUPLED)
    slope = [POINT[0] ** 3 + POINT[1] + 0.3, POINT[0] + 2 * POINT[1]]
    np.testing.assert_allclose(autograd.grad(cost)(POINT), slope, rtol=1e-14)
    np.testing.assert_allclose(functions.of({"gradient_of": "coupled"} | COUPLED)(POINT), slope, rtol=1e-14)
    hessian = functions.of({"hessian_of": "coupled"} | COUPLED)(POINT)
    np.testing.assert_allclose(hessian, [[3 * POINT[0] ** 2, 1], [1, 2]], rtol=1e-14)


def test_a_key_of_jax_is_refused_in_a_sentence():
    with pytest.raises(NeedsJax, match="a random key of JAX needs JAX, which is not installed here: check this"):
        without_jax().random.key(0)


def test_without_autograd_costs_are_numpys_and_gradients_are_refused(monkeypatch):
    monkeypatch.setitem(sys.modules, "autograd", None)
    functions = Functions(without_jax())
    assert functions.of({"function": "coupled"} | COUPLED)(np.zeros(2)) == 0
    with pytest.raises(NeedsJax, match="a gradient needs JAX"):
        functions.of({"gradient_of": "coupled"} | COUPLED)
