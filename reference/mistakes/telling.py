"""Cases that tell a method's mistakes apart, by method: what to add to an assignment when one of them survives.

Each is the text of a `[[question.case]]` in assignment.toml: a cost by name and the arguments by the homework's names.
The lecture's own examples are blind to most mistakes: alpha = 1 hides what is done with alpha, one coordinate hides
what is done across coordinates, C = I hides whose values are used. These were found by measuring all pairs.
"""

from __future__ import annotations

from typing import Any

Telling = dict[str, Any]

COUPLED = {"on": "coupled", "w": [1.3, -0.7]}
ADAM = {"alpha": 0.1, "beta1": 0.7, "beta2": 0.9, "eps": 0.1, "max_its": 25}
FROM_ZERO = {"alpha": 0.15, "beta1": 0.8, "beta2": 0.95, "eps": 0.05, "max_its": 20}  # a partial derivative starts at 0

TELLING: dict[str, tuple[Telling, ...]] = {
    "gradient_descent": (
        {**COUPLED, "alpha": 0.1, "max_its": 20},
        {**COUPLED, "w": [0.8, -0.4], "alpha": "diminishing", "max_its": 20},
        {"on": "absolute", "alpha": "diminishing", "max_its": 20, "w": 1.75},
        {"on": "zigzag_1", "alpha": 0.1, "max_its": 25, "w": [10.0, 1.0]},
    ),
    "momentum": (
        {**COUPLED, "alpha": 0.4, "beta": 0.6, "max_its": 20},
        {"on": "zigzag_1", "alpha": 0.1, "beta": 0.7, "max_its": 25, "w": [10.0, 1.0]},
    ),
    "normalized": (
        {**COUPLED, "alpha": 0.13, "max_its": 15, "eps": 1e-8},
        {**COUPLED, "w": [0.9, 0.4], "alpha": 0.1, "max_its": 15, "eps": 0.1},
        {"on": "slow", "alpha": 1e-4, "max_its": 10, "w": -0.002, "eps": 1e-8},
        {"on": "zigzag_1", "alpha": 0.1, "max_its": 8, "w": [3.0, 0.0], "eps": 1.0},
    ),
    "adam": (
        {**COUPLED, **ADAM},
        {**COUPLED, "w": [0.0, 0.0], **FROM_ZERO, "max_its": 25},
    ),
    "rmsprop": (
        {**COUPLED, "alpha": 0.1, "rho": 0.8, "eps": 0.1, "max_its": 20},
        {**COUPLED, "w": [0.0, 0.0], "alpha": 0.15, "rho": 0.6, "eps": 0.05, "max_its": 8},
        {**COUPLED, "w": [0.8, -0.4], "alpha": 0.3, "rho": 0.7, "eps": 0.05, "max_its": 20},
    ),
    "adagrad": (
        {**COUPLED, "alpha": 0.4, "initial": 0.2, "eps": 0.3, "max_its": 25},
        {**COUPLED, "w": [0.0, 0.0], "alpha": 0.25, "initial": 0.02, "eps": 0.1, "max_its": 20},
        {**COUPLED, "alpha": 0.6, "initial": 0.02, "eps": 0.1, "max_its": 20},
    ),
    "adadelta": (
        {**COUPLED, "alpha": 0.7, "rho": 0.8, "eps": 0.02, "max_its": 20},
        {**COUPLED, "w": [0.0, 0.0], "alpha": 1.5, "rho": 0.6, "eps": 0.05, "max_its": 12},
        {**COUPLED, "alpha": 1.2, "rho": 0.7, "eps": 0.05, "max_its": 20},
    ),
    "adamw": (
        {**COUPLED, **ADAM, "decay": 0.3},
        {**COUPLED, "w": [0.0, 0.0], **FROM_ZERO, "decay": 0.5},
        {**COUPLED, "w": [-1.2, 1.0], **ADAM, "alpha": 0.2, "decay": 0.2},
    ),
    "nadam": ({**COUPLED, **ADAM}, {**COUPLED, "w": [0.0, 0.0], **FROM_ZERO}),
    "adamax": ({**COUPLED, **ADAM}, {**COUPLED, "w": [0.0, 0.0], **FROM_ZERO}),
    "lion": (
        {**COUPLED, "alpha": 0.13, "beta1": 0.7, "beta2": 0.85, "max_its": 30},
        {"on": "zigzag_1", "w": [2.0, 1.0], "alpha": 0.23, "beta1": 0.8, "beta2": 0.9, "max_its": 30},
        {**COUPLED, "w": [-1.2, 1.0], "alpha": 0.17, "beta1": 0.6, "beta2": 0.9, "max_its": 30},
    ),
    "ftrl": (
        {**COUPLED, "alpha": 0.3, "beta": 0.2, "initial": 0.1, "l1": 0.05, "l2": 0.1, "max_its": 20},
        {**COUPLED, "w": [0.4, 0.9], "alpha": 0.5, "beta": 0.4, "initial": 0.3, "l1": 0.2, "l2": 0.05, "max_its": 20},
        {**COUPLED, "w": [-1.2, 1.0], "alpha": 0.6, "beta": 0.4, "initial": 0.3, "l1": 0.05, "l2": 0.05, "max_its": 20},
    ),
    "adafactor": (
        {**COUPLED, "alpha": 0.3, "power": -0.8, "eps1": 0.1, "eps2": 0.3, "clip": 0.8, "max_its": 25},
        {
            **COUPLED,
            **{"w": [0.0, 0.0], "alpha": 0.5, "power": -0.6, "eps1": 0.01, "eps2": 0.4, "clip": 1.0, "max_its": 20},
        },
    ),
    "coordinate_descent": (
        {
            "a": 1.0,
            "b": [1.0, -2.0, 3.0],
            "C": [[3.0, 1.0, 0.5], [1.0, 4.0, -1.0], [0.5, -1.0, 5.0]],
            "max_its": 2,
            "w": [1.0, -2.0, 0.5],
        },
    ),
    "multi_start": (
        {"on": "absolute", "alpha": "diminishing", "max_its": 4, "starts": [1.75, 0.9, -3.1]},
        {"on": "wavy", "alpha": 0.05, "max_its": 10, "starts": [0.3, 4.5, 1.4]},
        {"on": "coupled", "alpha": 0.1, "max_its": 20, "starts": [[1.3, -0.7], [-0.4, 0.9], [0.2, 1.1]]},
    ),
    "stationary_points": (
        {"on": "cubic", "low": -2.0, "high": 2.5},
        {"on": "slow", "low": -2.0, "high": 2.0},
        {"on": "wavy", "low": -3.0, "high": 3.0},
        {"on": "sine", "low": -3.0, "high": 3.0},
    ),
    "classify": (
        {"on": "cubic", "v": 0.0},
        {"on": "slow", "v": 0.0},
        {"on": {"name": "quadratic", "a": 1.0, "b": [0.0, 0.0], "C": [[3.0, 4.0], [4.0, 2.0]]}, "v": [0.0, 0.0]},
        {"on": {"name": "quadratic", "a": 0.0, "b": [0.0, 0.0], "C": [[-3.0, 0.5], [0.5, 1.0]]}, "v": [0.0, 0.0]},
    ),
    "gradient": ({"on": "ripple", "w": [0.5, -1.5]}, {"on": "ripple", "w": [-0.5, 1.2]}),
}
