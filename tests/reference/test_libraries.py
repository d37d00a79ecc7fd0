"""The methods against those of Keras, optax and PyTorch, each of which has names of its own for their parameters."""

from __future__ import annotations

import numpy as np
import optax
import pytest

from reference import adadelta, adagrad, adamax, adamw, ftrl, heavy_ball, lamb, lion, nadam, nesterov, rmsprop
from reference.descend import descend

# Values that tell methods apart: every eps is large, so that its place shows.
ADAM = {"alpha": 0.1, "beta1": 0.7, "beta2": 0.9, "eps": 0.1}
KERAS_ADAM = {"learning_rate": 0.1, "beta_1": 0.7, "beta_2": 0.9, "epsilon": 0.1}
OPTAX_ADAM = {"learning_rate": 0.1, "b1": 0.7, "b2": 0.9, "eps": 0.1}
TORCH_ADAM = {"lr": 0.1, "betas": (0.7, 0.9), "eps": 0.1}
ADAGRAD, INITIAL = {"alpha": 0.3, "initial": 0.1, "eps": 0.05}, {"initial_accumulator_value": 0.1}
ADADELTA, RMSPROP = {"alpha": 0.9, "rho": 0.8, "eps": 0.01}, {"alpha": 0.1, "rho": 0.8, "eps": 0.1}
OPTAX_RMSPROP = {"learning_rate": 0.1, "decay": 0.8, "eps": 0.1}
MOMENTUM = {"alpha": 0.05, "beta": 0.6}
FTRL = {"alpha": 0.3, "beta": 0.2, "initial": 0.1, "l1": 0.05, "l2": 0.1}
KERAS_L1_L2 = {"l1_regularization_strength": 0.05, "l2_regularization_strength": 0.1}
LION, TORCH = {"alpha": 0.07, "beta1": 0.7, "beta2": 0.9}, {"family": "torch"}

# The method, its parameters; the library, its optimizer, that one's parameters.
SAME = [
    (adadelta, ADADELTA, "keras", "Adadelta", {"learning_rate": 0.9, "rho": 0.8, "epsilon": 0.01}),
    (adadelta, ADADELTA, "optax", "adadelta", {"learning_rate": 0.9, "rho": 0.8, "eps": 0.01}),
    (adadelta, ADADELTA, "torch", "Adadelta", {"lr": 0.9, "rho": 0.8, "eps": 0.01}),
    (adagrad, ADAGRAD, "keras", "Adagrad", {"learning_rate": 0.3, "epsilon": 0.05} | INITIAL),
    (adagrad, ADAGRAD, "optax", "adagrad", {"learning_rate": 0.3, "eps": 0.05} | INITIAL),
    (adagrad, ADAGRAD | TORCH, "torch", "Adagrad", {"lr": 0.3, "eps": 0.05} | INITIAL),
    (adamax, ADAM, "keras", "Adamax", KERAS_ADAM),
    (adamax, ADAM | TORCH, "optax", "adamax", OPTAX_ADAM),
    (adamax, ADAM | TORCH, "torch", "Adamax", TORCH_ADAM),
    (adamw, ADAM | {"decay": 0.3}, "keras", "AdamW", KERAS_ADAM | {"weight_decay": 0.3}),
    (adamw, ADAM | {"decay": 0.3} | TORCH, "optax", "adamw", OPTAX_ADAM | {"weight_decay": 0.3}),
    (adamw, ADAM | {"decay": 0.3} | TORCH, "torch", "AdamW", TORCH_ADAM | {"weight_decay": 0.3}),
    (ftrl, FTRL, "keras", "Ftrl", {"learning_rate": 0.3, "beta": 0.2} | INITIAL | KERAS_L1_L2),
    # Keras keeps alpha inside its velocity; with a fixed alpha that is the same sequence.
    (heavy_ball, MOMENTUM, "keras", "SGD", {"learning_rate": 0.05, "momentum": 0.6}),
    (heavy_ball, MOMENTUM, "optax", "sgd", {"learning_rate": 0.05, "momentum": 0.6}),
    (heavy_ball, MOMENTUM, "torch", "SGD", {"lr": 0.05, "momentum": 0.6}),
    # Keras decays the weights apart from the ratio, so only a decay of 0 compares.
    (lamb, ADAM | {"decay": 0.0}, "keras", "Lamb", KERAS_ADAM),
    (lamb, ADAM | {"decay": 0.3}, "optax", "lamb", OPTAX_ADAM | {"weight_decay": 0.3}),
    (lion, LION, "keras", "Lion", {"learning_rate": 0.07, "beta_1": 0.7, "beta_2": 0.9}),
    (lion, LION, "optax", "lion", {"learning_rate": 0.07, "b1": 0.7, "b2": 0.9, "weight_decay": 0.0}),
    (nadam, ADAM, "keras", "Nadam", KERAS_ADAM),
    (nadam, ADAM | {"family": "optax"}, "optax", "nadam", OPTAX_ADAM),
    # 1.4e-9 apart: PyTorch keeps the product of the momentums in float32, whatever the weights are.
    (nadam, ADAM | TORCH, "torch", "NAdam", TORCH_ADAM),
    (nesterov, MOMENTUM, "keras", "SGD", {"learning_rate": 0.05, "momentum": 0.6, "nesterov": True}),
    (nesterov, MOMENTUM, "optax", "sgd", {"learning_rate": 0.05, "momentum": 0.6, "nesterov": True}),
    (nesterov, MOMENTUM, "torch", "SGD", {"lr": 0.05, "momentum": 0.6, "nesterov": True}),
    (rmsprop, RMSPROP, "keras", "RMSprop", {"learning_rate": 0.1, "rho": 0.8, "epsilon": 0.1}),
    # optax has both places of eps, 0.18 apart here.
    (rmsprop, RMSPROP, "optax", "rmsprop", OPTAX_RMSPROP | {"eps_in_sqrt": True}),
    (rmsprop, RMSPROP | TORCH, "optax", "rmsprop", OPTAX_RMSPROP | {"eps_in_sqrt": False}),
    (rmsprop, RMSPROP | TORCH, "torch", "RMSprop", {"lr": 0.1, "alpha": 0.8, "eps": 0.1}),
]


@pytest.mark.parametrize(
    ("method", "parameters", "library", "optimizer", "settings"),
    SAME,
    ids=[f"{method.__name__.rpartition('.')[2]}-{library}" for method, _, library, *_ in SAME],
)
def test_a_method_is_that_of_the_library(
    method, parameters, library, optimizer, settings, lecture, coupled_start, request
):
    cost = lecture("coupled")
    if library == "optax":
        expected = request.getfixturevalue("witness")(getattr(optax, optimizer)(**settings), cost, coupled_start, 20)
    else:
        expected = request.getfixturevalue(f"{library}_witness")(optimizer, cost, coupled_start, 20, **settings)
    weights = descend(method, cost, coupled_start, 20, **parameters).weights
    np.testing.assert_allclose(weights, expected, rtol=0, atol=1e-8 if optimizer == "NAdam" else 1e-15)
