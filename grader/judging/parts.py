"""Read a result of named parts leaf by leaf, and write one as a function that is right would return it.

The form alone is known here, and nothing of what is right. A part of a wrong form is wrong by itself; where the
container is wrong, such as a dictionary in place of two values, nothing in it can be read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np

from grader.base.exhaustive import assert_never
from grader.base.text import capitalized, count, fold_case
from grader.judging.forms import NO_RETURN, WrongForm, flat_numbers, in_words, real_numbers, size_of, truth_of
from grader.model.encoding.values import Items, Nothing, Numbers, Table, Text, Value
from grader.model.result_form import ROOT, Part, leaves, parts_by_place, repeated, subject, unrolled

RETURNS_NOTHING = "bookkeeping.returns_nothing"
MAX_KEYS = 8  # of a dictionary that a sentence lists
MASK = "the numbers themselves were asked for. `np.flatnonzero` gives the places of True."
WANTED = {
    "number": "one number",
    "array": "an array of numbers",
    "history": "a list or array with one entry per step",
    "points": "a list of numbers",
    "text": "a text",
    "truth": "True or False",
}


@dataclass(frozen=True)
class PartValues:
    """The leaves of a result by path: those that could be read, and what the others are instead.

    `unread` are values of another form which a known mistake may give: an array for a number, an unknown label.
    """

    values: dict[str, Any] = field(default_factory=dict)
    wrong_forms: dict[str, WrongForm] = field(default_factory=dict)
    unread: dict[str, Any] = field(default_factory=dict)

    @property
    def answer(self) -> dict[str, Any]:
        """All that can be compared with known mistakes."""
        return {**self.unread, **self.values}


def read_parts(form: Part, value: Value, path: str = ROOT) -> PartValues:
    """The leaves of a returned value; whole numbers stay whole, other numbers are in float64."""
    read = PartValues()
    _read(form, value, path, read)
    return read


def _read(part: Part, value: Value, path: str, read: PartValues) -> None:
    if isinstance(value, Table) and part.kind != "table":
        value = value.matrix
    try:
        if part.kind not in ("list", "table"):
            read.values[path] = _leaf(part, value, path)
            return
        entries = entries_by_part(part, value, path)
    except WrongForm as error:
        _refuse(part, path, error.with_traceback(None), read)  # which would hold what is read, and so itself
        match part.kind, value:
            case "label", Text(text):
                read.unread[path] = text
            case (("number" | "array"), Numbers(array)):
                read.unread[path] = array.astype("b") if array.dtype.kind == "b" else array  # True has no difference
        return
    if part.each is not None and not entries:
        read.values[path] = np.zeros(0)
    part = part if part.parts else repeated(part, _item_names(value, len(entries)))
    for (inner, place), entry in zip(parts_by_place(part, path), entries, strict=True):
        if isinstance(entry, WrongForm):
            _refuse(inner, place, entry, read)
        else:
            _read(inner, entry, place, read)


def _item_names(value: Value, count: int) -> Iterable[str]:
    """The names of the items of a list or a table."""
    return value.entries if isinstance(value, Table) else map(str, range(count))


def _refuse(part: Part, path: str, error: WrongForm, read: PartValues) -> None:
    """Give every leaf of the part the same reason why it cannot be read."""
    read.wrong_forms.update({leaf.path: error for leaf in leaves(part, path)} or {path: error})


# ── lists and tables


def entries_by_part(part: Part, value: Value, path: str) -> Sequence[Value | WrongForm]:
    """What a list or a table holds, in the order of the parts. Raises WrongForm for another container."""
    if isinstance(value, Nothing) and path == ROOT:
        raise WrongForm(f"{NO_RETURN} {capitalized(_wanted_entries(part, path))}.", RETURNS_NOTHING)
    return (_table_entries if part.kind == "table" else _list_entries)(part, value, path)


def _list_entries(part: Part, value: Value, path: str) -> Sequence[Value]:
    """The values of a list or tuple, as many as it has parts."""
    match value:
        case Items(items):
            entries: Sequence[Value] = items
        case Numbers(array) if array.ndim:
            entries = [Numbers(np.asarray(row)) for row in array]  # a row may be a scalar of NumPy
        case _:
            raise other_container(part, value, path)
    if len(entries) != len(part.parts) and (part.parts or part.each is None):
        if isinstance(value, Numbers) and value.array.ndim > 1 and part.each is None:
            raise other_container(part, value, path)  # a matrix: its rows are no results of their own
        raise WrongForm(_wrong_count(part, entries, path))
    return entries


def without_more(form: Part, value: Value) -> tuple[Value, tuple[str, ...]]:
    """The result without values behind those that were asked for, and a note that says so."""
    n = len(form.parts)
    if form.kind != "list" or form.each is not None or _length(value) <= n:
        return value, ()
    note = f"Your function returned {_length(value)} values; the first {n} were judged: {_return_line(form)}."
    match value:
        case Numbers(array) if array.ndim == 1 or array.shape[1] != n:  # which else are groups of one of every part
            return Numbers(array[:n]), (note,)
        case Items(items) if not _are_groups(items, n):
            return Items(items[:n]), (note,)
    return value, ()


def _are_groups(entries: Sequence[Value], n: int) -> bool:
    """Whether each entry holds one of every part."""
    return n > 1 and bool(entries) and all(_length(entry) == n for entry in entries)


def _wrong_count(part: Part, entries: Sequence[Value], path: str) -> str:
    """How many entries there are and should be; where each holds one of every part, they stand the other way round."""
    whose, n = "Your function returned" if path == ROOT else f"{subject(path)} has", len(part.parts)
    if _are_groups(entries, n):
        groups = count(len(entries), "pair" if n == 2 else f"group of {n} value")
        return f"{whose} a list of {groups}; {_wanted_entries(part, path)}, each with all of its entries."
    noun = "value" if part.each is None else "item"
    return f"{whose} {count(len(entries), noun)}; {n} {_request(part, path)}."


def _length(value: Value) -> int:
    match value:
        case Items(items):
            return len(items)
        case Numbers(array) if array.ndim:
            return len(array)
    return -1


def other_container(part: Part, value: Value, path: str = ROOT) -> WrongForm:
    """What there is in place of a list or a table of these parts."""
    return WrongForm(f"{_is(path, value)}; {_wanted_entries(part, path)}.")


def one_alone(form: Part, name: str) -> WrongForm:
    """What is said where one part of several is the whole result."""
    return WrongForm(f"You return `{name}` alone; {_wanted_entries(form, ROOT)}.", f"bookkeeping.only_{name}")


def with_others(value: Value) -> WrongForm:
    """What is said where the result is one of several values."""
    return WrongForm(f"Your function returned {_length(value)} values; one of them was asked for.", "bookkeeping.both")


def _wanted_entries(part: Part, path: str) -> str:
    if part.kind == "table":
        keys = f", with the keys {_listed(inner.name for inner in part.parts)}" if part.parts else ""
        return f"a dictionary was asked for{keys}"
    return f"{count(len(part.parts), 'value')} {_request(part, path)}" if part.parts else "a list was asked for"


def _request(part: Part, path: str) -> str:
    what = f": {_return_line(part)}" if path == ROOT else f": a list of {_names(part)}"
    return f"{'was' if len(part.parts) == 1 else 'were'} asked for{what if part.each is None else ''}"


def _return_line(part: Part) -> str:
    return f"`return {_names(part)}`"


def _names(part: Part) -> str:
    return ", ".join(inner.name for inner in part.parts)


def _table_entries(part: Part, value: Value, path: str) -> Sequence[Value | WrongForm]:
    """The entries of a dictionary; one without a key is wrong by itself. Equal ones have no other keys than asked."""
    if not isinstance(value, Table):
        raise other_container(part, value, path)
    whose = "Your dictionary" if path == ROOT else capitalized(subject(path))
    if part.each is not None and not part.parts:
        return list(value.entries.values())
    if part.each is not None and (more := [key for key in value.entries if key not in {p.name for p in part.parts}]):
        raise WrongForm(f"{whose} has {count(len(more), 'entry')} too many: {_listed(more)}.")
    has = _listed(value.entries) or "no keys at all"
    return [
        value.entries.get(inner.name, WrongForm(f'{whose} has no entry "{inner.name}"; it has {has}.'))
        for inner in part.parts
    ]


def _listed(keys: Iterable[str]) -> str:
    """The first keys, as Python writes them."""
    shown = [json.dumps(key[:40]) for key in islice(keys, MAX_KEYS + 1)]
    return ", ".join([*shown[:MAX_KEYS], *(["..."] if len(shown) > MAX_KEYS else [])])


# ── leaves


def _leaf(part: Part, value: Value, path: str) -> Any:
    """An array, a text or a boolean. Raises WrongForm."""
    if isinstance(value, Nothing) and path == ROOT:
        raise WrongForm(NO_RETURN, RETURNS_NOTHING)
    match part.kind, value:
        case "number", Numbers(array) if part.shape and array.ndim:
            raise WrongForm(
                f"{_is(path, value)}, of the shape {array.shape}; one number, of the shape (), was asked for."
            )
        case _, Items() if part.shape:
            raise WrongForm(f"{_is(path, value)} that do not have one shape; {_wanted(part)} was asked for.")
        case "number", Numbers() | Items() if size_of(value) == 1:
            return flat_numbers(value, subject(path)).reshape(())
        case "points", Numbers(array) if array.dtype.kind == "b" and array.ndim:
            whose = "Your function returned" if path == ROOT else f"{capitalized(subject(path))} holds"
            raise WrongForm(f"{whose} True and False; {MASK}")
        case "points", Numbers() | Items():
            return np.sort(flat_numbers(value, subject(path)))
        case "array", Table(entries) if not entries:
            return np.zeros(0)
        case "array", Numbers() | Items():
            return real_numbers(value, subject(path))
        case "history", Numbers() | Items():
            return np.atleast_1d(real_numbers(value, subject(path)))
        case "label", Text(text) if (option := _options(part).get(fold_case(text))) is not None:
            return option
        case "text", Text(text):
            return text
        case "truth", _ if (truth := truth_of(value)) is not None:
            return truth
    raise WrongForm(f"{_is(path, value)}; {_wanted(part)} was asked for.")


def _options(part: Part) -> dict[str, str]:
    """The options of a label by each of their spellings."""
    by_spelling = part.spellings | {option: option for option in part.options}
    return {fold_case(word): option for word, option in by_spelling.items()}


def _wanted(part: Part) -> str:
    if part.each is not None:  # `unrolled` found none of its items in the answer
        return "an empty list or dictionary"
    options = ", ".join(json.dumps(option, ensure_ascii=False) for option in part.options)
    return f"one of {options}" if part.kind == "label" else WANTED[part.kind]


def _is(path: str, value: Value) -> str:
    """`Your function returned the number 3`, or `` `loss` is an array of shape (2,)``."""
    whose = "Your function returned" if path == ROOT else f"{subject(path)} is"
    return f"{whose} {in_words(value)}"


# ── the other way round


def as_value(form: Part, answer: Mapping[str, Any]) -> Value:
    """An answer as a function would have returned it; a table lacks what the answer has nothing of."""
    return _as_value(form, unrolled(form, answer), ROOT, answer)


def _as_value(form: Part, whole: Part, path: str, answer: Mapping[str, Any]) -> Value:
    """That of a part; `whole` is the form with all of its items."""
    places = parts_by_place(whole, path)
    forms = [form.each] * len(places) if form.each is not None else form.parts
    parts = [(each, part, place) for each, (part, place) in zip(forms, places, strict=True)]
    match form.kind:
        case "list":
            return Items(tuple(_as_value(*each, answer) for each in parts))
        case "table":
            held = ((each, part, at) for each, part, at in parts if any(own.startswith(at) for own in answer))
            return Table({part.name: _as_value(each, part, at, answer) for each, part, at in held})
        case "label" | "text":
            return Text(str(answer[path]))
        case "number" | "array" | "history" | "points" | "truth":
            return Numbers(np.asarray(answer[path]))
    return assert_never(form.kind)
