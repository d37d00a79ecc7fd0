"""The parts of a result as a value: what differs between two, and the same with another number in one place."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from grader.judging.parts import as_value, read_parts
from grader.model.encoding.values import Items, Numbers, Table, Value
from grader.model.key import Question

RTOL, ATOL = 1e-6, 1e-9  # within which two numbers are the same
Path = tuple[int | str, ...]  # the indices and keys of a part, from the result inwards


def in_form(question: Question, value: Value) -> Value:
    """The result, or that of each run, with the parts that are asked for: two numbers may have come as one array.

    As it is, where it has another form.
    """
    if question.runs and isinstance(value, Items):
        return Items(tuple(_in_form(question, item) for item in value.items))
    return _in_form(question, value)


def _in_form(question: Question, value: Value) -> Value:
    if question.form is None:
        return value
    read = read_parts(question.form, value)
    return value if read.wrong_forms else as_value(question.form, read.values)


def parts_of(value: Value, path: Path = ()) -> Iterator[tuple[Path, Value]]:
    """Each part that holds no other one, with its place; an empty list is one."""
    match value:
        case Items(items) if items:
            for index, item in enumerate(items):
                yield from parts_of(item, (*path, index))
        case Table(entries) if entries:
            for name, entry in entries.items():
                yield from parts_of(entry, (*path, name))
        case _:
            yield path, value


def parts_apart(one: Value, other: Value) -> frozenset[Path]:
    """The places of the parts that are not the same in both, to six digits, or that one of them lacks."""
    of_one, of_other = dict(parts_of(one)), dict(parts_of(other))
    same = {path for path in of_one.keys() & of_other.keys() if _are_same(of_one[path], of_other[path])}
    return frozenset((of_one.keys() | of_other.keys()) - same)


def _are_same(one: Value, other: Value) -> bool:
    if not (isinstance(one, Numbers) and isinstance(other, Numbers)):
        return one == other
    if one.array.shape != other.array.shape:
        return False
    return bool(np.allclose(one.array, other.array, rtol=RTOL, atol=ATOL, equal_nan=True))


def map_parts(value: Value, change: Callable[[Path, Value], Value], path: Path = ()) -> Value:
    """The value with other parts: `change` gets the place of each part that holds no other one, and the part."""
    match value:
        case Items(items):
            return Items(tuple(map_parts(item, change, (*path, index)) for index, item in enumerate(items)))
        case Table(entries):
            return Table({name: map_parts(entry, change, (*path, name)) for name, entry in entries.items()})
    return change(path, value)


def path_in_words(question: Question, path: Path) -> str:
    """The place of a part as its author would write it: `offset`, `result[1]["w"]`."""
    form = question.form
    if len(path) == 1 and form is not None and form.parts:
        names = [part.name for part in form.parts]
        return f"`{names[path[0]] if isinstance(path[0], int) and path[0] < len(names) else path[0]}`"
    return "`" + "".join(["result", *(f"[{each!r}]".replace("'", '"') for each in path)]) + "`"
