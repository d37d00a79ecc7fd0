"""Read what a function returned as arrays and in words, whatever form was asked for.

Every honest form is accepted; of anything else `WrongForm` is raised, with a sentence for the student. Nothing here
knows what is right.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np

from grader.base.exhaustive import assert_never
from grader.base.text import capitalized, count, fold_case
from grader.model.encoding.values import Items, Nothing, Numbers, Other, Table, Text, Value

NO_RETURN = "Your function returned None: is the `return` missing or misplaced, or is its value still None?"


class WrongForm(Exception):
    """Another form than the question returns: a sentence for the student, and its id where it is a known mistake."""

    def __init__(self, sentence: str, mistake: str = "") -> None:
        super().__init__(sentence)
        self.sentence, self.mistake = sentence, mistake


def size_of(value: Value) -> int:
    """How many numbers a value holds, -1 where it holds something else."""
    match value:
        case Numbers(array):
            return array.size
        case Items(items):
            sizes = [size_of(item) for item in items]
            return -1 if -1 in sizes else sum(sizes)
    return -1


def flat_numbers(value: Value, whose: str) -> np.ndarray:
    """All numbers of an array, or of a list of any depth, in one row (P,); `whose` names it in a sentence."""
    if isinstance(value, Items) and value.items:
        return np.concatenate([flat_numbers(item, _entry_of(whose, k)) for k, item in enumerate(value.items)])
    return real_numbers(value, whose).ravel()


def real_numbers(value: Value, whose: str) -> np.ndarray:
    """The array that a value holds, whole numbers as such; entries of a list may differ in sides of length 1.

    `whose` names the value in a sentence, such as `` `w` `` or `your result`.
    """
    match value:
        case Numbers(array) if array.dtype.kind == "c" and np.any(array.imag):
            raise WrongForm(
                f"There are complex numbers in {whose}; only real ones make sense here. In Python a negative number to "
                "a fractional power is complex: `(-8) ** (1 / 3)` is not -2."
            )
        case Numbers(array):
            kind = array.dtype.kind
            return array if kind in "iu" else array.real.astype("b" if kind == "b" else float, copy=False)
        case Items(items):
            entries = [np.squeeze(real_numbers(item, _entry_of(whose, k))) for k, item in enumerate(items)]
            _require_one_shape(entries, whose)
            return np.array(entries)
    raise WrongForm(f"{capitalized(whose)} is {in_words(value)}, not a number or a point.")


def truth_of(value: Value) -> bool | None:
    """The truth that a value stands for: a boolean, 0 or 1, or a word for it; None where it is something else."""
    match value:
        case Text(text) if (word := fold_case(text)) in ("true", "false"):
            return word == "true"
        case Numbers(array) if array.size == 1 and array.ravel()[0] in (0, 1):
            return bool(array.ravel()[0])
    return None


def _entry_of(whose: str, k: int) -> str:
    """`` `w[2]` `` for an entry of `` `w` ``, and `entry 2 of your result`."""
    return f"{whose[:-1]}[{k}]`" if whose.endswith("`") else f"entry {k} of {whose}"


def _require_one_shape(entries: Sequence[np.ndarray], whose: str) -> None:
    first = entries[0] if entries else np.zeros(0)
    for k, entry in enumerate(entries):
        if entry.shape != first.shape:
            sizes = f"{count(first.size, 'number')} and entry {k} has {entry.size}"
            shapes = f"the shape {first.shape} and entry {k} has the shape {entry.shape}"
            unequal = f"entry 0 has {sizes if first.size != entry.size else shapes}"
            raise WrongForm(f"All entries of {whose} should have one shape, but {unequal}.")


def in_words(value: Value) -> str:
    """The value in a few words, for a sentence."""
    match value:
        case Nothing():
            return "None"
        case Numbers(array) if array.size == 1:
            return f"the number {array.ravel()[0]:.6g}" if array.dtype.kind in "fc" else f"{array.ravel()[0]}"
        case Numbers(array):
            return f"an array of shape {array.shape}"
        case Text(text):
            return f"the text {json.dumps(text[:60], ensure_ascii=False)}"
        case Items(items):
            return f"a list or tuple of {count(len(items), 'entry')}"
        case Table(_, of_frame):
            return "a data frame" if of_frame else "a dictionary"
        case Other(what):
            return what
    return assert_never(value)
