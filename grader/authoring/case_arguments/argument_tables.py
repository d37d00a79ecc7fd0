"""Tables of assignment.toml that stand for an argument: numbers of a file, a function, a random generator, a list.

    X = { file = "data/train.npz", key = "X" }        f = { function = "quadratic", a = 1.0, b = [0.0], C = [[2.0]] }
    rng = { rng = 0 }                                 dfdx = { gradient_of = "coupled" }
    key = { jax_key = 0 }                             d2fdx2 = { hessian_of = "coupled" }
    neighbours = { list = [[1, 2], [0], []] }         lists of Python, in place of an array

They may stand inside lists and tables. `{ dict = { file = "x" } }` is a dictionary that has such a key itself.
"""

from __future__ import annotations

import contextlib
from collections.abc import Container, Mapping
from typing import Any

import numpy as np

from grader.authoring.case_arguments.arguments import parameter_names
from grader.authoring.case_arguments.data_files import read_numbers
from grader.authoring.case_arguments.named_functions import ArgumentSources, named_function
from grader.authoring.case_arguments.typed import TableArgument, in_words, plain_list, typed
from grader.model.arguments.typed_arguments import FUNCTIONS, SEEDS

DICT, FILE, LIST, SEED = "dict", "file", "list", "seed"
KINDS = (FILE, *FUNCTIONS, *SEEDS, LIST, DICT)
GENERATORS = {"rng": "default_rng({})", "jax_key": "jax.random.key({})"}
MAX_SEED = 2**32 - 1
ARGUMENT, OWN = "argument ", "case_"  # before an argument's name, or a case's own key, where they have one name
FOR_CHECK = "for_check"  # the key of a case that holds arguments of the check alone


def describe(value: Any, what: str, sources: ArgumentSources) -> Any:
    """The argument with a `TableArgument` for each such table. Raises ValueError; `what` names the argument there."""
    if isinstance(value, list):
        return [describe(item, f"{what}[{i}]", sources) for i, item in enumerate(value)]
    if not isinstance(value, dict):
        return value
    kind = next((kind for kind in KINDS if kind in value), "")
    if kind in ("", DICT):
        return _describe_entries(value[DICT] if kind and len(value) == 1 else value, what, sources)
    try:
        return _argument(kind, value, what, sources)
    except ValueError as fault:
        may_be_dict = len(value) > 1 and not value.keys() <= {FILE, "key", "columns"}
        hint = f" A dictionary with the key {kind!r} is written {{ {DICT} = {{ ... }} }}." if may_be_dict else ""
        end = "" if str(fault).endswith((".", "?")) else "."
        raise ValueError(f"{what}: {fault}{end}{hint}") from None


def _describe_entries(table: Any, what: str, sources: ArgumentSources) -> Any:
    if not isinstance(table, dict):
        return {DICT: describe(table, what, sources)}
    return {name: describe(entry, f"{what}[{name!r}]", sources) for name, entry in table.items()}


def _argument(kind: str, table: Mapping[str, Any], what: str, sources: ArgumentSources) -> TableArgument:
    if kind == FILE:
        values = read_numbers(sources.folder, table)
        data = values if isinstance(values, np.ndarray) else typed(values, what)
        part = table.get("key", table.get("columns", ""))
        words = part if isinstance(part, str) else ", ".join(map(str, part if isinstance(part, list) else [part]))
        text = f"{table[FILE]}[{words}]" if words else table[FILE]
        return TableArgument(text, data, frozenset([(table[FILE], text)]))
    if kind in FUNCTIONS:
        parameters = {key: describe(value, key, sources) for key, value in table.items() if key != kind}
        return named_function(kind, table[kind], parameters, sources)
    if kind == LIST:
        if len(table) > 1 or not isinstance(table[LIST], list):
            raise ValueError(f"write {{ {LIST} = [[1, 2], [3]] }}, for lists of Python in place of an array")
        items = describe(table[LIST], what, sources)
        return TableArgument(in_words(items), plain_list(items, what))
    if len(table) > 1 or not is_seed(table[kind]):
        raise ValueError(f"write {{ {kind} = 0 }}, with a seed from 0 to {MAX_SEED}")
    return TableArgument(GENERATORS[kind].format(table[kind]), dict(table))


def described_case(data: Any, fields: Container[str], sources: ArgumentSources | None) -> Any:
    """A case's table with its arguments, the keys that are no `fields`, described. Raises ValueError."""
    if not isinstance(data, dict) or sources is None:
        return data
    described = {key: value if key in fields else describe(value, key, sources) for key, value in data.items()}
    if isinstance(for_check := data.get(FOR_CHECK), dict):
        described[FOR_CHECK] = _describe_entries(for_check, FOR_CHECK, sources)
    return described


def rename_keys(question: Any, fields: Container[str]) -> Any:
    """The question's table, in whose cases no argument has the name of one of a case's own `fields`.

    `weight` is written "argument weight" where the function has such an argument; the case's own is `case_weight` then.
    `seed` is the case's own, as `random_seed`, unless the function has such an argument. Raises ValueError for what is
    no seed.
    """
    if not isinstance(question, dict) or not isinstance(cases := question.get("case"), list):
        return question
    parameters = _parameters(question)
    names = {f"{OWN}{name}": name for name in parameters if name in fields}
    names |= {name: f"{ARGUMENT}{name}" for name in parameters if name in fields}
    if SEED not in parameters:
        for number, case in enumerate(cases, 1):
            if isinstance(case, dict) and SEED in case and not is_seed(case[SEED]):
                raise ValueError(f"case {number}: {SEED} is {case[SEED]!r}; it is a whole number from 0 to {MAX_SEED}")
        names[SEED] = f"random_{SEED}"
    return {**question, "case": [_renamed(case, names) for case in cases]}


def _parameters(question: Mapping[str, Any]) -> tuple[str, ...]:
    driver = question.get("driver")
    signature = driver.get("signature") if isinstance(driver, dict) else question.get("signature")
    with contextlib.suppress(ValueError):  # a signature that is not Python is refused later
        return parameter_names(str(signature or ""))
    return ()


def _renamed(case: Any, names: Mapping[str, str]) -> Any:
    return {names.get(key, key): value for key, value in case.items()} if isinstance(case, dict) else case


def written_arguments(extra: Mapping[str, Any] | None) -> dict[str, Any]:
    """The arguments of a case by their names, of its keys that are no fields."""
    return {name.removeprefix(ARGUMENT): value for name, value in (extra or {}).items()}


def is_seed(value: Any) -> bool:
    """Whether NumPy's global random numbers and its generators take this as a seed."""
    return type(value) is int and 0 <= value <= MAX_SEED
