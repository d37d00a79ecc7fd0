"""Which wrong answers are the same: a fingerprint of an answer, whatever form it came in.

Two answers are the same if they agree to four digits on every case, or stopped by the same kind of error.
"""

from __future__ import annotations

import hashlib
import math
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.base.exhaustive import assert_never
from grader.model.transcript import Call, Raised, Returned, Transcript
from grader.model.values import Items, Nothing, Numbers, Other, Table, Text, Value

if TYPE_CHECKING:
    from grader.model.key import Question

DIGITS = 4  # of the largest number of an answer


def fingerprint(question: Question, transcript: Transcript) -> str:
    """A text that is the same for submissions with the same answers to a question."""
    digest = hashlib.sha256()
    for case in question.cases:
        call = transcript.calls.get(case.id)
        content = _content(call.value) if isinstance(call, Returned) else [type(call).__name__, exception_kind(call)]
        digest.update(repr((case.id, content)).encode("utf-8", "replace"))
    return digest.hexdigest()[:16]


def exception_kind(call: Call | None) -> str:
    """The class name of the exception that ended a call; empty for any other end."""
    return call.kind if isinstance(call, Raised) else ""


def _content(value: Value) -> list[Any]:
    """Texts as they are, and each array of numbers rounded on its own scale."""
    match value:
        case Numbers(array):
            return _rounded(array)
        case Items(items):
            arrays = [_flat(item) for item in items]
            numeric = [array for array in arrays if array is not None]
            if len(items) > 2 and len(numeric) == len(items):
                return _rounded(np.concatenate(numeric))
            return [x for item in items for x in _content(item)]
        case Table(entries):
            return [x for name in sorted(entries) for x in (name, *_content(entries[name]))]
        case Text(text):
            return [text]
        case Nothing() | Other():
            return [type(value).__name__]
        case _:
            return assert_never(value)


def _flat(value: Value) -> np.ndarray | None:
    """The numbers of a list of lists in order, as if it were one array; None where there is anything else in it."""
    if isinstance(value, Numbers):
        return np.asarray(value.array).ravel()
    parts = [_flat(item) for item in value.items] if isinstance(value, Items) else []
    numeric = [part for part in parts if part is not None]
    return np.concatenate(numeric) if parts and len(numeric) == len(parts) else None


def _rounded(array: np.ndarray) -> list[Any]:
    """The size, and the numbers to DIGITS digits of the largest.

    Rounding is shifted by a constant, since short decimals must not lie on the border between two results.
    """
    with np.errstate(all="ignore"):
        flat = np.asarray(array).ravel()
        flat = np.stack([flat.real, flat.imag]).ravel() if flat.dtype.kind == "c" else flat.astype(float)
        sizes = np.abs(flat[np.isfinite(flat)])
        scale = 10.0 ** (DIGITS - 1 - math.floor(math.log10(sizes.max()))) if sizes.any() else 1.0
        return [len(flat), *np.floor(flat * scale + 0.3779).tolist()]
