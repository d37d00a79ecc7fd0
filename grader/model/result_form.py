"""What a question returns: a form of parts, or an answer that students write into a variable.

A form is one part, or named parts in lists and tables, to any depth.

    Part ─ "number", "array", "history", "points", "label", "text", "truth"    a leaf: read, judged and paid by itself
         └ "list", "table"                                             holds parts: in this order, or by their names

An answer in this form is a dictionary of the leaves by path: `.` for a result of one part, `.loss` for a part of a
list, `.parameters["W1"]` for an entry of a table in it, `.batches[2][0]` for one of many equal items.

    number    array ()                    array   any shape                label, text   text
    history   array (R, ...), row by row  points  array (P,), sorted       truth         bool
    a list or a table of equal items that is empty   array (0,)

Numbers that the solution gives as whole numbers stay so in the answer. The tolerance of a history has one number for
each row that is judged. Where the length is the student's own, `len(PATH)` is how many rows more or fewer honest runs
have.

Written answers are assigned to a variable, and a student's key does not hold the right answer. A question of several
cases reads a dictionary, with an entry for the `item` of each; of one, the variable itself.

    truth      {"truth": bool}          choice   {"choice": the right options, in any order}
    quantity   {"value": array ()}      text     {"accept": the texts that are right}
    manual     nothing: staff read the answer and give the points
    figure     nothing: staff look at the figures that the notebook has below the cells with the variable
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

import numpy as np

from grader.base.exhaustive import assert_never

Kind = Literal["number", "array", "history", "points", "label", "text", "truth", "list", "table"]

FORM = "form"  # what a question returns whose result is described by a Part
BY_HAND = ("manual", "figure")  # staff look at the answer, and give the points
WRITTEN = ("truth", "choice", "quantity", "text", *BY_HAND)
NUMERIC = ("number", "array", "history", "points")
SHAPED = ("number", "array", "history")
LEAVES = (*NUMERIC, "label", "text", "truth")
ROOT = "."
_ITEM = {"list": re.compile(r"\[(\d+)\]"), "table": re.compile(r'\[("(?:[^"\\]|\\.)*")\]')}  # as `path_of` writes them
_ANY_ITEM = re.compile("|".join(pattern.pattern for pattern in _ITEM.values()))


@dataclass(frozen=True)
class Part:
    """One part of a result.

    `share` is its weight among the parts beside it. `tolerance` is absolute, 0 where it is earned. A label is one of
    `options`; `spellings` are other words for these. Only lists and tables have `parts`, and each of these has a
    `name`; a list or a table of equal items has `each` instead, and as many of them, or the same keys, as the answer.
    `length` is "own" for a history that a stopping rule of the student ends. With `shape` numbers have the right shape
    without being reshaped. A result whose parts belong `together` is paid where all are right. A history of costs may
    belong `along` the history of points of that name beside it: it is right as well where it holds the costs of the
    student's own points.
    """

    kind: Kind
    name: str = ""
    share: float = 1.0
    tolerance: float = 0.0
    options: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    length: Literal["", "own"] = ""
    each: Part | None = None
    spellings: dict[str, str] = field(default_factory=dict)
    together: bool = False
    shape: bool = False
    along: str = ""


_EXTREMES = {"min": "minimum", "max": "maximum", "saddle point": "saddle"}
WEIGHTS, COSTS = ".weights", ".costs"  # the paths of a run's histories
HISTORIES = Part("list", parts=(Part("history", "weights", 0.75), Part("history", "costs", 0.25, along="weights")))
NAMED_FORMS = {  # words of `returns` that stand for a form
    "histories": HISTORIES,
    "costs": Part("history"),
    "number": Part("number"),
    "vector": Part("array"),
    "points": Part("points"),
    "label": Part("label", options=("minimum", "maximum", "saddle"), spellings=_EXTREMES),
    "minimum": Part("list", parts=(Part("array", "w"), Part("number", "cost")), together=True),
}


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
    for part, place in parts_by_place(form, path):
        yield from leaves(part, place, share * part.share / total)


def parts_by_place(form: Part, path: str) -> list[tuple[Part, str]]:
    """The parts of a list or a table, each with its path; `path` is that of the container."""
    return [(part, path_of(form, index, path)) for index, part in enumerate(form.parts)]


def path_of(container: Part, index: int, path: str) -> str:
    """The path of a list's or table's part; `path` is that of the container. Keys are escaped as in JSON."""
    if container.kind == "table":
        return f"{path}[{json.dumps(container.parts[index].name, ensure_ascii=False)}]"
    return f".{container.parts[index].name}" if path == ROOT and not container.each else f"{path}[{index}]"


def containers(path: str) -> list[str]:
    """The paths of the lists and tables that hold a part, the outermost first."""
    return [path[: item.start()] for item in _ANY_ITEM.finditer(path)]


def repeated(form: Part, names: Iterable[str]) -> Part:
    """A list or a table of equal items with items of these names; any other form as it is."""
    if form.each is None:
        return form
    return replace(form, parts=tuple(replace(form.each, name=name) for name in names))


def unrolled(form: Part, names: Collection[str], path: str = ROOT) -> Part:
    """The form with the items in each list or table of equal ones that an answer of these names has.

    An empty one is an array, whose `each` says what it was.
    """
    if form.each is None:
        parts = tuple(unrolled(part, names, place) for part, place in parts_by_place(form, path))
        return replace(form, parts=parts) if parts else form
    if path in names:
        return replace(form, kind="array")
    by_item = _names_by_item(form, names, path)
    form = repeated(form, by_item)
    items = zip(parts_by_place(form, path), by_item.values(), strict=True)
    return replace(form, parts=tuple(unrolled(part, own, place) for (part, place), own in items))


def _names_by_item(form: Part, names: Iterable[str], path: str) -> dict[str, list[str]]:
    """The names that belong to each item of a list or a table: each is looked at once on each level."""
    by_item = dict[str, list[str]]()
    for name in names:
        if name.startswith(path) and (item := _ITEM[form.kind].match(name, len(path))):
            by_item.setdefault(json.loads(item[1], strict=False) if form.kind == "table" else item[1], []).append(name)
    return by_item


def holds_history(form: Part) -> bool:
    """Whether a history is among the leaves."""
    return form.kind == "history" or any(map(holds_history, filter(None, (*form.parts, form.each))))


def is_run(form: Part) -> bool:
    """Whether it holds histories alone, with an entry for each step of a run."""
    if form.kind in LEAVES:
        return form.kind == "history" and not form.length
    return form.each is None and all(map(is_run, form.parts))


def length_of(path: str) -> str:
    """The name under which a tolerance says how many rows more or fewer a history may have."""
    return f"len({path})"


def shown(path: str) -> str:
    """The path as students read it: `loss`, `parameters["W1"]`, `result["W1"]`."""
    bare = path.removeprefix(ROOT)
    return f"result{bare}" if not bare or bare.startswith("[") else bare


def subject(path: str) -> str:
    """The part as the subject of a sentence: `` `loss` ``, or `your result` for a result of one part."""
    return "your result" if path == ROOT else f"`{shown(path)}`"


def form_fault(form: Part) -> str:
    """What is wrong with a form, in words; an empty string where nothing is."""
    names, what = [part.name for part in form.parts], f"{form.name or 'the result'}, of the kind {form.kind!r},"
    if form.share <= 0 or form.tolerance < 0:
        return f"{what} has the share {form.share:g} and the tolerance {form.tolerance:g}: a share is more than 0"
    if form.kind in LEAVES and (names or form.each):
        return f"{what} holds others: only a list or a table has `parts` or `each`"
    if form.kind not in LEAVES and bool(names) is (form.each is not None):
        has = f"{len(names)} parts{' and `each`' if form.each else ''}"
        return f'{what} has {has}: it has either parts, or `each`, such as each = "number"'
    if "" in names or len(set(names)) < len(names):
        return f"{what} has parts of the names {', '.join(names)}: each has a name of its own"
    if (form.kind == "label") is not bool(form.options) or not set(form.spellings.values()) <= set(form.options):
        return f"{what} has the options {list(form.options)}: a label has some, and nothing else has"
    if form.length and form.kind != "history":
        return f"{what} has length = {form.length!r}: only a history has a length"
    if form.shape and form.kind not in SHAPED:
        return f"{what} has shape = true: only {', '.join(SHAPED[:-1])} and {SHAPED[-1]} have a shape"
    return next(filter(None, map(form_fault, (*form.parts, *filter(None, [form.each])))), "")


def fits(form: Part, answer: Mapping[str, Any]) -> bool:
    """Whether an answer has every part of the form, each of its kind."""
    parts = leaves(unrolled(form, answer))
    return all(path in answer and _is_of_kind(part, answer[path]) for path, part, _ in parts)


def _is_of_kind(part: Part, value: Any) -> bool:
    is_numeric = isinstance(value, np.ndarray) and value.dtype.kind in "fiu"
    match part.kind:
        case "truth":
            return isinstance(value, bool)
        case "text":
            return isinstance(value, str)
        case "label":
            return value in part.options
        case "number":
            return is_numeric and value.ndim == 0
        case "points":
            return is_numeric and value.ndim == 1
        case "history":
            return is_numeric and value.ndim > 0
        case "array":
            return is_numeric
        case "list" | "table":
            return False  # their parts are of a kind, they are not
    return assert_never(part.kind)
