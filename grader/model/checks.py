"""Checks: staff's Python that decides about a result, where there is not one right answer. Data only, never run here.

    Key.checks        the source of each file, by its name: {"checks.py": "def is_descent_direction(result, ..."}
    Question.check    the file and the function: "checks.py:is_descent_direction"
    Case.expected     {"result": ...}: what the solution returned, as the JSON text of a Value

Where a question has `runs`, each case is called so often, and the check judges the list of all results at once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from grader.model.encoding.values import Value, decode, encode

ANY = "any"  # what a question returns whose check reads results of every form
RESULT = "result"
SEEDS = ("seed", "random_state")  # arguments that are a seed where they are whole numbers
GENERATORS = frozenset(("rng", "jax_key"))  # words of an argument that describes a generator: {"rng": 3}


def split_check(check: str) -> tuple[str, str]:
    """The file and the function of `checks.py:is_descent_direction`; empty texts where there is none."""
    file, _, function = check.partition(":")
    return file, function


def to_expected(value: Value) -> dict[str, Any]:
    """What the solution returned, as the right answer of a case."""
    return {RESULT: json.dumps(encode(value))}


def from_expected(expected: Mapping[str, Any]) -> Value:
    """What the solution returned. Raises ValueError for an answer that does not say it."""
    try:
        return decode(json.loads(expected[RESULT]))
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"no result: {error!r}") from None


def arguments_of_run(arguments: Mapping[str, Any], run: int) -> dict[str, Any]:
    """The arguments of one of several runs: each seed is another one, everything else the same."""
    return {name: _of_run(name, data, run) for name, data in arguments.items()}


def _of_run(name: str, data: Any, run: int) -> Any:
    if not is_seed(name, data):
        return data
    return {kind: seed + run for kind, seed in data.items()} if isinstance(data, dict) else data + run


def is_seed(name: str, data: Any) -> bool:
    """Whether an argument is a seed, or the description of a random generator."""
    if isinstance(data, dict):
        return bool(data) and data.keys() <= GENERATORS and all(type(seed) is int for seed in data.values())
    return name in SEEDS and type(data) is int
