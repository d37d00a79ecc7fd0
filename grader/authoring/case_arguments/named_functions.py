"""Functions that assignment.toml names: costs of the lecture or of costs.py, and functions of public Python files."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from grader.authoring.case_arguments.arguments import check_value, to_float
from grader.authoring.case_arguments.typed import TableArgument, as_numbers, in_words, table_arguments, typed
from grader.base.text import did_you_mean
from grader.model.arguments.costs import COSTS, make_cost
from grader.model.arguments.typed_arguments import OF_FILE

ARRAY_WORD = "dtype"  # by which a key tells an array from a table
TEXTS = {"function": "{}", "gradient_of": "gradient of {}", "hessian_of": "Hessian of {}"}


@dataclass(frozen=True)
class ArgumentSources:
    """Where files and functions of an assignment are looked up: its folder, its costs, and its public Python files."""

    folder: Path
    formulas: Mapping[str, str] = field(default_factory=dict)
    modules: Mapping[str, str] = field(default_factory=dict)


def named_function(kind: str, name: Any, parameters: Mapping[str, Any], sources: ArgumentSources) -> TableArgument:
    """The function, gradient or Hessian as an argument. Raises ValueError."""
    functions = {file: _functions_of(source) for file, source in sources.modules.items()}
    in_file, _, bare = str(name).rpartition(OF_FILE)
    files = [file for file, names in functions.items() if bare in names and in_file in ("", file)]
    own = not in_file and bare in sources.formulas
    is_cost = own or (not in_file and not files and bare in COSTS)  # a file of the author's comes before the lecture
    if len(files) + is_cost > 1:
        places = " and of ".join([*(["costs.py"] if own else []), *files])
        raise ValueError(
            f"{name!r} is a function of {places}: write '{files[0]}{OF_FILE}{name}' for that one, or rename it"
        )
    if not files and not is_cost:
        names = [*COSTS, *sources.formulas, *(n for names in functions.values() for n in names)]
        places = ", ".join(["the lecture's costs", "costs.py", *(functions or ["functions.py (there is none)"])])
        meant = did_you_mean(str(name), names) or " Write it in functions.py, or name one of these."
        raise ValueError(f"there is no function {name!r} in {places}.{meant}")
    words = ", ".join(f"{key} = {in_words(value)}" for key, value in parameters.items())
    if is_cost:
        data = _cost(kind, name, parameters, sources.formulas.get(name, ""))
    else:
        _check_parameters(bare, functions[files[0]][bare], parameters)
        values = {key: typed(value, key) for key, value in parameters.items()}
        data = {kind: f"{files[0]}{OF_FILE}{bare}", "parameters": values}
    read = frozenset(source for argument in table_arguments(dict(parameters)) for source in argument.sources)
    return TableArgument(TEXTS[kind].format(f"{name}({words})" if words else name), data, read)


def _cost(kind: str, name: str, parameters: Mapping[str, Any], formula: str) -> dict[str, Any]:
    values = {key: to_float(as_numbers(value), key) for key, value in parameters.items()}
    for key, value in values.items():
        check_value(key, value)
    try:
        make_cost(name, np, values, formula)
    except TypeError as error:
        raise ValueError(error.args[0]) from None
    return {kind: name, "parameters": values, **({"formula": formula} if formula else {})}


@cache
def _functions_of(source: str) -> dict[str, ast.arguments | None]:
    return dict(_top_level(source))


def _top_level(source: str) -> Iterator[tuple[str, ast.arguments | None]]:
    """The names that a file defines, with the parameters of its plain functions."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError):
        return  # whoever executes the file says where
    for node in body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, None if node.decorator_list else node.args
        elif isinstance(node, ast.Assign):
            yield from ((target.id, None) for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.ImportFrom):
            yield from ((alias.asname or alias.name, None) for alias in node.names)


def _check_parameters(name: str, arguments: ast.arguments | None, parameters: Mapping[str, Any]) -> None:
    if ARRAY_WORD in parameters:
        raise ValueError(
            f"a parameter that is called {ARRAY_WORD!r} cannot be written here: bind it in the file itself"
        )
    if arguments is None or arguments.kwarg is not None:
        return
    names = [argument.arg for argument in (*arguments.args, *arguments.kwonlyargs)]
    for parameter in parameters:
        if parameter not in names:
            raise ValueError(f"{name} takes {', '.join(names)}, and not {parameter!r}.{did_you_mean(parameter, names)}")
