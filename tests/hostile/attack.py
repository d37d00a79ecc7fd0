"""One hostile notebook: an attacking cell among honest ones, and the verdict that is fair.

The attack sits in, or beside, `gradient_descent`, or another question that its row names. `quartic_minimizer` (asked
before it) and `momentum` (asked after it) are right, and keep every point whatever happens between them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from support.tables import tables

USERS = range(61500, 61600)  # ordinary users without a name: each run has one, outside the numbers that jobs have
ATTACKED = "gradient_descent"
HONEST = ("quartic_minimizer", "momentum")

FAILED = ("wrong", "malformed", "crashed", "timed_out", "out_of_memory")
RIGHT = ("right",)

HEAD = """\
import os, sys, time, threading, ctypes, gc, signal, builtins
import numpy as np
import jax
import jax.numpy as jnp

def quartic_minimizer():
    u = np.cbrt(5 / 4 + np.sqrt(25 / 16 + 1 / 216))
    return float(1 / (6 * u) - u)

def momentum(g, alpha, beta, max_its, w):
    slope, h = jax.grad(g), 0.0
    weights, costs = [w], [g(w)]
    for _ in range(max_its):
        h = beta * h - (1 - beta) * slope(w)
        w = w + alpha * h
        weights.append(w)
        costs.append(g(w))
    return np.array(weights), np.array(costs)
"""

# What an attack may use: the right answer, a wrong one of the right form, and a try that survives its own failure.
KIT = """\
def honest(g, alpha, max_its, w):
    slope, weights, costs = jax.grad(g), [w], [g(w)]
    for _ in range(max_its):
        w = w - alpha * slope(w)
        weights.append(w)
        costs.append(g(w))
    return np.array(weights), np.array(costs)

def wrong(g, alpha, max_its, w):
    return np.array([w] * (max_its + 1)), np.array([0.0] * (max_its + 1))

def attempt(function, *arguments):
    try:
        return repr(function(*arguments))[:300]
    except BaseException as error:
        return type(error).__name__

def read(path):
    with open(path, "rb") as file:
        return file.read(1000)

def write(path, text="forged"):
    with open(path, "w") as file:
        file.write(text)
    return "wrote"

class Loot(Exception):
    pass

class HonestWalk:
    def __init__(self, bowl):
        self.bowl = bowl
    def step(self, w):
        return w - 0.1 * self.bowl(w)
"""


OF_CHECK = "import os, sys, time, threading, ctypes, gc, signal, builtins\nimport numpy as np\n"


@dataclass(frozen=True)
class Attack:
    """`code` is one cell, or several between lines `# %%`; `@NAMES@` in it are filled in by the arena.

    With `check` the attack is Python of the key, in place of the check of `looked_at`: the body of its function.
    """

    name: str
    code: str
    statuses: tuple[str, ...] = FAILED
    most: float = 0.0  # of the attacked question's points
    least: float = 0.0
    says: str = ""  # a pattern in what the student reads about the attacked question
    spares: tuple[str, ...] = HONEST  # the questions that keep every point
    attacked: str = ATTACKED
    check: str = ""

    def notebook(self, places: Mapping[str, object]) -> str:
        """The notebook's file, as JSON."""
        cells = [HEAD, KIT, *_whole(self.code, places).strip("\n").split("\n# %%\n")]
        return notebook(*cells)

    def checks(self, places: Mapping[str, object]) -> dict[str, str]:
        """The key's checks where one of them is the attack; none where none is."""
        body = "\n".join(f"    {line}" for line in _whole(self.check, places).split("\n"))
        source = f"{OF_CHECK}{KIT}\ndef check(result, *, arguments, expected):\n{body}\n"
        return {"checks.py": source} if self.check else {}


def _filled(code: str, places: Mapping[str, object]) -> str:
    for name, value in places.items():
        code = code.replace(f"@{name}@", str(value))
    return code


def _whole(code: str, places: Mapping[str, object]) -> str:
    """The code with all of its names filled in: one that is not would attack nothing."""
    code = _filled(code, places)
    assert not re.search("@[A-Z_]+@", code), f"a name is not filled in: {code}"
    return code


def attack(name: str, code: str, **verdict) -> Attack:
    """A row of the corpus."""
    return Attack(name, code, **verdict)


def within(name: str, *lines: str, result: str = "wrong", **verdict) -> Attack:
    """Run the lines inside the function, which then returns the `honest` or the `wrong` histories."""
    body = "\n".join(f"    {line}" for text in lines for line in text.strip("\n").split("\n"))
    code = f"def gradient_descent(g, alpha, max_its, w):\n{body}\n    return {result}(g, alpha, max_its, w)"
    if result == "honest":
        verdict = {"statuses": RIGHT, "most": 1.0, "least": 1.0} | verdict
    return Attack(name, code, **verdict)


def spy(name: str, *expressions: str, before: str = "", **verdict) -> Attack:
    """Try every expression and raise the results, so that a report would show them."""
    tries = ", ".join(f"attempt(lambda: {e})" for e in expressions)
    return within(name, before, f"raise Loot({tries})", **{"statuses": ("crashed",), "says": "Loot"} | verdict)


def rows(theme: str, names: Mapping[str, Any]) -> list[Attack]:
    """The rows of the TOML file beside this module of a theme, which has these names beside those of this module.

    The function `kind`, by default `attack`, makes a row of its keys; `lines` and `expressions` are one argument a
    line, `verdict` names several keys at once. A constant `NAME` is `@NAME@` in a text.
    """
    names = {**globals(), **names}
    file = tables(theme, Path(theme).with_suffix(".toml").name)
    return [
        _row(name, {key: _value(key, each, names) for key, each in keys.items()}, names) for name, keys in file.items()
    ]


def _row(name: str, keys: dict[str, Any], names: Mapping[str, Any]) -> Attack:
    make = names[keys.pop("kind", "attack")]
    verdict = names[keys.pop("verdict")] if "verdict" in keys else {}
    lines = [each for key in ("lines", "expressions") for each in keys.pop(key, ())]
    return make(name, *lines, **verdict | keys)


def _value(key: str, value: Any, names: Mapping[str, Any]) -> Any:
    """A key's value as the function of a row takes it: a share of the points may be written "2/3"."""
    if key in ("most", "least"):
        return float(Fraction(value))
    if key in ("statuses", "spares"):
        return names[value] if isinstance(value, str) else tuple(value)
    if isinstance(value, list):
        return [_value("", each, names) for each in value]
    text = _filled(value.strip("\n"), {name: each for name, each in names.items() if isinstance(each, str)})
    return text.split("\n") if key in ("lines", "expressions") else text


def notebook(*cells: str) -> str:
    """A notebook's JSON with these code cells."""
    written = [
        {"cell_type": "code", "id": f"c{i}", "metadata": {}, "execution_count": None, "outputs": [], "source": cell}
        for i, cell in enumerate(cells)
    ]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": written})
