"""`returns` of assignment.toml -> a form (`grader.model.result_form`).

    returns = "array"                                              one part
    returns = [{ loss = "number" }, { gradient = "array" }]        return loss, gradient
    returns = { W1 = "array", b1 = "array" }                       a dictionary
    returns = { kind = "label", options = ["spam", "ham"] }        a part with options
    returns = [{ x = "array" }, { xs = { kind = "history", length = "own" } }]
    returns = { kind = "list", each = [{ X = "array" }, { y = "array" }] }       as many pairs as the solution gives
    returns = { kind = "table", each = "number" }                  a dictionary with the keys that the solution gives

The options of a label may be a table of other spellings: `options = { minimum = ["min"], maximum = ["max"] }`.
A table whose `kind` is the word for a kind is a part; any other table is a dictionary with its keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args

from grader.base.text import did_you_mean
from grader.model.result_form import LEAVES, Kind, Part, form_fault

KINDS = get_args(Kind)
WORDS = ("histories", "costs", "minimum", "vector", "choice", "manual", "figure")  # beside the leaves, in one word
PARTS_ALONE = ("array", "history", "text", "truth")  # parts that are no words of `returns` otherwise
CONTAINERS = {  # kinds that are no form by their word alone, and how they are written
    "list": '[{ loss = "number" }, { gradient = "array" }], or { kind = "list", each = "array" } for equal items',
    "table": '{ W = "array", b = "array" }, or { kind = "table", each = "number" } for the solution\'s keys',
}
PYTHONS = {  # what Python and its libraries call a result, and how it is written here
    **dict.fromkeys(("float", "int", "scalar"), '"number"'),
    **dict.fromkeys(("ndarray", "np.ndarray", "numpy.ndarray", "matrix", "tensor", "series"), '"array"'),
    "tuple": CONTAINERS["list"],
    **dict.fromkeys(("dict", "dictionary", "dataclass"), CONTAINERS["table"]),
    **dict.fromkeys(("bool", "boolean"), '"truth"'),
    **dict.fromkeys(("str", "string"), '"text", or { kind = "label", options = ["yes", "no"] } for one of a few words'),
    "dataframe": '{ size = "array", price = "array" }, the arrays of its columns by their names',
    "none": "what changes in place, which a `driver` returns",
}
_NO_OPTIONS = 'a label without its options: write { kind = "label", options = ["spam", "ham"] }, or "text" for any text'
_ANY = ' "any" is for a whole result that a `check` judges; what shall not count is left out by a `driver`.'
OPTIONS = ("kind", "share", "tolerance", "options", "parts", "length", "each", "together", "shape")


def parse_form(data: Any) -> Part:
    """The form that `returns` describes. Raises ValueError in words."""
    if isinstance(data, str) and data in CONTAINERS:
        raise ValueError(f"returns: a {data} says what it holds: write {CONTAINERS[data]}.")
    if isinstance(data, str) and data.lower() in PYTHONS:
        raise ValueError(f"returns: {data!r} is a word of Python. Write {PYTHONS[data.lower()]}.")
    if isinstance(data, str) and data not in PARTS_ALONE:
        words = (*LEAVES, *WORDS)
        if len(names := re.findall(r"\w+", data)) > 1:
            listed = ", ".join(f'{{ part_{n} = "{name}" }}' for n, name in enumerate(names, 1))
            raise ValueError(f"returns: {data!r} is no single word. Several results have names of yours: [{listed}]")
        raise ValueError(f"returns: {data!r} is none of {', '.join(words)}.{did_you_mean(data, words)}")
    form = _part(data, "")
    if inner := next((part for part in _parts_inside(form) if part.together), None):
        raise ValueError(f"returns: {inner.name or inner.kind} has `together`, which stands in the whole result alone")
    if fault := form_fault(form):
        raise ValueError(f"returns: {fault}")
    return form


def _part(data: Any, name: str) -> Part:
    match data:
        case "label":
            return _with_options({"kind": data}, name)
        case str() if data in KINDS:
            return Part(data, name)  # type: ignore[arg-type]
        case str() if data.lower() in PYTHONS:
            raise ValueError(f"returns: {data!r} is a word of Python. Write {PYTHONS[data.lower()]}.")
        case str():
            listed = f" The kinds are {', '.join(KINDS)}; an array may be a vector, a matrix or of any other shape."
            advice = did_you_mean(data, KINDS) or (_ANY if data == "any" else listed)
            raise ValueError(f"returns: there is no kind {data!r}.{advice}")
        case {"kind": str(kind)} if kind in KINDS:
            return _with_options(data, name)
        case dict():
            return Part("table", name, parts=_parts(data))
        case list():
            return Part("list", name, parts=_parts(data))
    raise ValueError(f"returns: {data!r} is no form; it is the word for a kind, a list of named parts, or a table")


def _parts(data: Any) -> tuple[Part, ...]:
    """The parts of a table or of a list."""
    if isinstance(data, dict):
        return tuple(_part(entry, name) for name, entry in data.items())
    return tuple(map(_named, data))


def _named(data: Any) -> Part:
    if not isinstance(data, dict) or len(data) != 1:
        raise ValueError(f'returns: {data!r} is no named part of a list; write it as {{ loss = "number" }}')
    ((name, inner),) = data.items()
    return _part(inner, name)


def _with_options(data: dict[str, Any], name: str) -> Part:
    for key in data:
        if key not in OPTIONS:
            advice = did_you_mean(key, OPTIONS) or f" A part has {', '.join(OPTIONS)}."
            raise ValueError(f"returns: unknown key {key!r} of a part.{advice}")
    container = dict if data["kind"] == "table" else list
    if type(parts := data.get("parts", container())) is not container:
        raise ValueError(f"returns: the parts of a {data['kind']} are {parts!r}; a table has a table, a list a list")
    share, tolerance = data.get("share", 1.0), data.get("tolerance", 0.0)
    for key, value in (("share", share), ("tolerance", tolerance)):
        if type(value) not in (int, float):
            raise ValueError(f"returns: {key} is {value!r}; it is a number")
    if type(together := data.get("together", False)) is not bool:
        raise ValueError(f"returns: together is {together!r}; it is true, where all parts are right or none is paid")
    if type(shape := data.get("shape", False)) is not bool:
        raise ValueError(f"returns: shape is {shape!r}; it is true, where a column in place of a row is wrong")
    if (length := data.get("length", "")) not in ("", "own"):
        raise ValueError(f'returns: length is {length!r}; it is "own", where a stopping rule ends the history')
    if data["kind"] == "label" and not data.get("options"):
        raise ValueError(f"returns: {f'{name} is ' if name else ''}{_NO_OPTIONS}")
    options, spellings = _label_options(data.get("options", []))
    each = _part(data["each"], "") if "each" in data else None
    inner = _parts(parts)
    return Part(
        data["kind"], name, float(share), float(tolerance), options, inner, length, each, spellings, together, shape
    )  # fmt: skip


def _parts_inside(form: Part) -> Iterator[Part]:
    """All parts of a form, at any depth."""
    for part in (*form.parts, *([form.each] if form.each else [])):
        yield part
        yield from _parts_inside(part)


def _label_options(data: Any) -> tuple[tuple[str, ...], dict[str, str]]:
    """The options, and the option that each other spelling stands for."""
    if _is_words(data):
        return tuple(data), {}
    if not isinstance(data, dict) or not all(map(_is_words, data.values())):
        raise ValueError(
            f"returns: options is {data!r}; it is a list of words, or a table of such lists: "
            'options = { minimum = ["min"], maximum = ["max"] }'
        )
    return tuple(data), {word: option for option, words in data.items() for word in words}


def _is_words(data: Any) -> bool:
    return isinstance(data, list) and all(isinstance(word, str) for word in data)
