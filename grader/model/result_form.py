"""The form of a result: one part, or named parts in lists and tables, to any depth.

    Part ─ "number", "array", "points", "label", "truth"    a leaf: read, judged and paid by itself
         └ "list", "table"                                  holds parts: in this order, or by their names

An answer in this form is a dictionary of the leaves by path: `.` for a result of one part, `.loss` for a part of a
list, `.parameters["W1"]` for an entry of a table in it. The dot keeps a path from being the name of a history.

    number   array ()       array   any shape       points   array (P,), sorted       label   text       truth   bool
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np

Kind = Literal["number", "array", "points", "label", "truth", "list", "table"]

FORM = "form"  # what a question returns whose result is described by a Part
NUMERIC = ("number", "array", "points")
LEAVES = (*NUMERIC, "label", "truth")
ROOT = "."


@dataclass(frozen=True)
class Part:
    """One part of a result.

    `share` is its weight among the parts beside it. `tolerance` is absolute, 0 where it is earned. A label is one of
    `options`. Only lists and tables have `parts`, and each of these has a `name`.
    """

    kind: Kind
    name: str = ""
    share: float = 1.0
    tolerance: float = 0.0
    options: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


class Leaf(NamedTuple):
    """A part that is judged by itself, where it lies, and its share of the points of a case, from 0 to 1."""

    path: str
    part: Part
    share: float


def leaves(form: Part, path: str = ROOT, share: float = 1.0) -> Iterator[Leaf]:
    """The leaves of a form in order; their shares add up to `share`."""
    if form.kind in LEAVES:
        yield Leaf(path, form, share)
    total = sum(part.share for part in form.parts)
    for index, part in enumerate(form.parts):
        yield from leaves(part, path_of(form, index, path), share * part.share / total)


def path_of(container: Part, index: int, path: str) -> str:
    """The path of a list's or table's part; `path` is that of the container."""
    name = container.parts[index].name
    if container.kind == "table":
        return f'{path}["{name}"]'
    return f".{name}" if path == ROOT else f"{path}[{index}]"


def shown(path: str) -> str:
    """The path as students read it: `loss`, `parameters["W1"]`, `result["W1"]`."""
    bare = path.removeprefix(ROOT)
    return f"result{bare}" if not bare or bare.startswith("[") else bare


def form_fault(form: Part) -> str:
    """What is wrong with a form, in words; an empty string where nothing is."""
    names = [part.name for part in form.parts]
    if form.share <= 0 or form.tolerance < 0:
        return f"the share of {form.name or 'a part'} is {form.share:g} and its tolerance {form.tolerance:g}"
    if (form.kind in LEAVES) is bool(names):
        return f"a {form.kind} with {len(names)} parts"
    if "" in names or len(set(names)) < len(names):
        return f"a {form.kind} whose parts have the names {names}"
    if (form.kind == "label") is not bool(form.options):
        return f"a {form.kind} with the options {list(form.options)}"
    return next(filter(None, map(form_fault, form.parts)), "")


def answer_fault(form: Part, answer: Mapping[str, Any], tolerance: Mapping[str, Any]) -> str:
    """Why a right answer and its tolerance do not fit the form, in words; an empty string where they do."""
    for path, part, _ in leaves(form):
        if path not in answer:
            return f"{shown(path)} is missing"
        value = answer[path]
        if part.kind == "truth" and not isinstance(value, bool):
            return f"{shown(path)} is not true or false"
        if part.kind == "label" and value not in part.options:
            return f"{shown(path)} is none of {list(part.options)}"
        if part.kind in NUMERIC:
            if not (isinstance(value, np.ndarray) and value.dtype.kind in "fiu"):
                return f"{shown(path)} is no array of real numbers"
            if value.ndim != {"number": 0, "points": 1}.get(part.kind, value.ndim):
                return f"{shown(path)} is a {part.kind} of shape {value.shape}"
            if not isinstance(tolerance.get(path), (int, float, np.ndarray)) or np.shape(tolerance[path]) != ():
                return f"{shown(path)} has no tolerance"
    return ""
