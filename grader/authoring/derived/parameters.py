"""Mistakes with a parameter of the function: a number in its place, its square, its half, another parameter."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from grader.authoring.derived.source_tree import Change, Function, SourceTree, is_number, statements

CODES = (
    ("squared", "{0} ** 2"), ("halved", "{0} / 2"), ("doubled", "2 * {0}"), ("negated", "-{0}"),
    ("opposite", "1 - {0}"), ("root", "abs({0}) ** 0.5"),
)  # fmt: skip
WRITTEN = (0.9, 0.1)  # numbers that stand in many programs
MOST_VALUES = 3  # of the cases, that are tried as written numbers


def parameter_changes(tree: SourceTree, function: Function, values: Mapping[str, Sequence[Any]]) -> Iterator[Change]:
    """The changes of the function's parameters; `values` are those of the cases, by parameter."""
    decimals = [name for name, each in values.items() if each and all(type(value) is float for value in each)]
    for name in decimals:
        for kind, code in CODES:
            yield _begun(tree, function, kind, name, f"{name} = {code.format(name)}")
    for name, each in values.items():
        numbers = list(dict.fromkeys(value for value in each if type(value) in (int, float)))[:MOST_VALUES]
        for value in dict.fromkeys([*_default(function, name), *numbers, *(WRITTEN if name in decimals else ())]):
            yield _begun(tree, function, "written", name, f"{name} = {value!r}", f"{value:g}")
    for one, other in combinations(decimals, 2):
        yield _begun(tree, function, "exchanged", one, f"{one}, {other} = ({other}, {one})", f"`{other}`")


def _default(function: Function, name: str) -> list[Any]:
    """The number that the signature gives the parameter, if it does."""
    arguments, defaults = function.args.args, function.args.defaults
    pairs = zip(arguments[len(arguments) - len(defaults) :], defaults, strict=True)
    return [value.value for argument, value in pairs if argument.arg == name and is_number(value)]  # type: ignore[attr-defined]


def _begun(tree: SourceTree, function: Function, kind: str, name: str, code: str, value: str = "") -> Change:
    source = tree.begun_with(function, *statements(code))
    return Change(kind, source, function.lineno, ast.Name(name, ast.Load()), value)
