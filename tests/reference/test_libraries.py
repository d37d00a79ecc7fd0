"""The methods against those of Keras, optax and PyTorch, each of which has names of its own for their parameters."""

from __future__ import annotations

import importlib

import numpy as np
import optax
import pytest
from support.tables import tables

from reference.descend import descend

SAME = [
    pytest.param(method, case["parameters"], library, optimizer, settings, id=f"{method}-{library}")
    for method, cases in tables(__file__, "libraries.toml").items()
    for case in cases
    for library in ("keras", "optax", "torch")
    for optimizer, settings in case.get(library, {}).items()
]


@pytest.mark.parametrize(("method", "parameters", "library", "optimizer", "settings"), SAME)
def test_a_method_is_that_of_the_library(
    method, parameters, library, optimizer, settings, lecture, coupled_start, request
):
    cost = lecture("coupled")
    if library == "optax":
        expected = request.getfixturevalue("witness")(getattr(optax, optimizer)(**settings), cost, coupled_start, 20)
    else:
        expected = request.getfixturevalue(f"{library}_witness")(optimizer, cost, coupled_start, 20, **settings)
    weights = descend(importlib.import_module(f"reference.{method}"), cost, coupled_start, 20, **parameters).weights
    np.testing.assert_allclose(weights, expected, rtol=0, atol=1e-8 if optimizer == "NAdam" else 1e-15)
