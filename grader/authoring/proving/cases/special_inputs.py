"""Inputs that are special in every case of a question, and so hide what other inputs would show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from grader.authoring.facts.assignment import Assignment
from grader.authoring.facts.case_spec import CaseSpec

SPECIAL: dict[str, Callable[[np.ndarray], bool]] = {
    "is a symmetric matrix": lambda array: array.ndim == 2 and array.shape[0] > 1 and np.array_equal(array, array.T),
    "has equal entries": lambda array: array.size > 1 and bool((array == array.flat[0]).all()),
    "has no negative entry": lambda array: bool((array >= 0).all() and (array % 1 != 0).any()),  # no labels, no indices
}


def special_inputs(assignment: Assignment) -> Iterator[str]:
    """A sentence for each array that is special in all cases of its question, and what it hides."""
    for question in assignment.question:
        for name in question.parameters if len(question.case) > 1 else ():
            arrays = [_array(case.arguments.get(name)) for case in question.case]
            for words, is_special in SPECIAL.items():
                if all(array is not None and is_special(array) for array in arrays):
                    yield f"in every case {name} of {question.name} {words}: another one may tell more mistakes apart"
        if short := [f"`{name}`" for name in question.parameters if _is_short(name, question.case)]:
            yield (
                f"{question.name}: {' and '.join(short)} {'has' if len(short) == 1 else 'have'} no more than two rows, "
                "columns or entries in any case, where a mean looks like half of a sum: a longer one may tell more "
                "mistakes apart"
            )


def _is_short(name: str, cases: Sequence[CaseSpec]) -> bool:
    """Whether the argument is an array in every case, and one of its axes is short in each."""
    shapes = [array.shape for case in cases if (array := _array(case.arguments.get(name))) is not None]
    return len(shapes) == len(cases) and any(max(lengths) == 2 for lengths in zip(*shapes, strict=False))


def _array(value: Any) -> np.ndarray | None:
    """The numbers of a list; None for anything else."""
    try:
        array = np.asarray(value, dtype=float) if isinstance(value, list) else None
    except (TypeError, ValueError):  # words, or rows of several lengths
        return None
    return array if array is not None and array.size else None
