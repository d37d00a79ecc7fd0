"""Cases that tell a method's mistakes apart, by method: what to add to an assignment when one of them survives.

Each is the text of a `[[question.case]]` in assignment.toml: a cost by name and the arguments by the homework's names.
The lecture's own examples are blind to most mistakes: alpha = 1 hides what is done with alpha, one coordinate hides
what is done across coordinates, C = I hides whose values are used. Source: facts, section 4 (measured on all pairs).
"""

from __future__ import annotations

from typing import Any

Telling = dict[str, Any]

COUPLED = {"on": "coupled", "w": [1.3, -0.7]}

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
        {**COUPLED, "alpha": 0.1, "beta1": 0.7, "beta2": 0.9, "eps": 0.1, "max_its": 25},
        {"on": "coupled", "w": [0.0, 0.0], "alpha": 0.15, "beta1": 0.8, "beta2": 0.95, "eps": 0.05, "max_its": 25},
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
