"""The figures of a notebook as a value: what staff look at where a question asks for a plot.

Items of Table {"data": the bytes of the picture, "note": what its author is told of it}
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from grader.model.encoding.values import Items, Numbers, Table, Text, Value


class Figure(NamedTuple):
    """A PNG, JPEG or SVG, to be shown as an image and as nothing else; without `data` its `note` says why it is not."""

    data: bytes
    note: str = ""


def figures_value(figures: Iterable[Figure]) -> Value:
    """The value that stands for the figures."""
    return Items(
        tuple(Table({"data": Numbers(np.frombuffer(data, np.uint8)), "note": Text(note)}) for data, note in figures)
    )


def figures_of(value: Value) -> tuple[Figure, ...] | None:
    """The figures that a value stands for; None where it is something else, as in a notebook that runs."""
    figures = []
    for item in value.items if isinstance(value, Items) else (value,):
        match item:
            case Table({"data": Numbers(array), "note": Text(note)}):
                figures.append(Figure(array.tobytes(), note))
            case _:
                return None
    return tuple(figures)
