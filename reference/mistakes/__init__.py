"""The bank: mistakes of first-order methods, wrong on purpose, each with the hint that a student reads.

    for mistake in bank("adam"):
        print(mistake.id, mistake.name, mistake.answer(problem))

One file per method; `README.md` beside this file says how to add one.
"""

from __future__ import annotations

from importlib import import_module

from reference.mistakes.mistake import Mistake, Problem, Structural
from reference.mistakes.wrong_forms import structural

METHODS = (
    "stationary_points",
    "classify",
    "quartic_root",
    "quartic_value",
    "quartic_gradient",
    "coordinate_descent",
    "gradient",
    "gradient_descent",
    "multi_start",
    "momentum",
    "normalized",
    "adam",
    "rmsprop",
    "adagrad",
    "adadelta",
    "adamw",
    "nadam",
    "lion",
    "adamax",
    "ftrl",
    "adafactor",
)

__all__ = ["METHODS", "Mistake", "Problem", "Structural", "bank", "pairs", "structural"]


def bank(method: str) -> tuple[Mistake, ...]:
    """Every mistake of that method (a word of METHODS)."""
    if method not in METHODS:
        raise KeyError(f"there are no mistakes for {method!r}; there are some for {', '.join(METHODS)}.")
    return tuple(import_module(f"reference.mistakes.{method}").wrong)


def pairs(method: str) -> tuple[Mistake, ...]:
    """Every two mistakes of that method in different places of its right rule, made at once, as `Bank.pairs` says."""
    return tuple(import_module(f"reference.mistakes.{method}").wrong.pairs())
