"""The right answer in named parts, and how far each part may be off: measured by honest variants of it.

Whole numbers are exact; where a stopping rule of the student's ends a history, its length may vary as honest ones do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.authoring.answers import tolerances
from grader.authoring.answers.case_functions import UnfitCase
from grader.judging.parts import read_parts
from grader.model.encoding.values import Value
from grader.model.result_form import NUMERIC, Part, leaves, length_of, shown, unrolled

if TYPE_CHECKING:
    from grader.authoring.facts.case_spec import CaseSpec

LEAST_SPREAD, MAX_SPREAD = 2, 0.1  # entries by which honest lengths may differ, and this part of the right length
A_DRIVER = "a `driver` return plain values: numbers, words, lists of them, dictionaries"
LONGEST = 200  # characters of a value in a message
EVERY = slice(None)
EXACT = 0.25  # the largest tolerance of whole numbers
IN_FLOAT32 = (  # when honest runs part, why, and what helps
    "it is computed in float32, as JAX does unless told otherwise",
    "small numbers are lost, such as a step 1e-6 of finite differences",
    "Where the work is NumPy's alone, a `driver` may hand over np.float64(x).",
)
PERTURBED = (
    "the decimals of its arguments change by a rounding error",
    "the solution rounds a decimal or uses it as an index",
    "Counts, labels and indices are written without a decimal point and do not change, except for a method of "
    "reference/.",
)
_CHAOTIC = (
    "cannot be judged from entry {} on: there honest runs (in float32, or with perturbed decimals) go "
    "different ways. Use fewer steps, a smaller step or another start, or give the part a `tolerance`."
)


def form_answer(
    form: Part, case: CaseSpec, values: Sequence[Value], judged: slice = EVERY
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The right answer by path, and the tolerance of its numeric parts; `values` are the right one and honest variants.

    Those of the entries of histories that are `judged` have a tolerance. Raises UnfitCase.
    """
    right, *variants = [_read(form, value) for value in values]
    if any(differ := [variant.keys() != right.keys() for variant in variants]):
        raise _unsteady("a list or a dictionary holds other entries", differ)
    tolerance: dict[str, Any] = {}
    if any(len(right[path]) != len(right[f".{part.along}"]) for path, part, _ in leaves(form) if part.along):
        raise UnfitCase("the histories of points and of costs differ in length: there is one cost for each point.")
    for path, part, _ in leaves(unrolled(form, right)):
        others = [variant[path] for variant in variants]
        if part.kind in NUMERIC:
            rows = judged if part.kind == "history" else ...
            fixed = part.tolerance or case.tolerance
            tolerance |= _tolerance(path, part, right[path][rows], [each[rows] for each in others], fixed)
        elif any(differ := [other != right[path] for other in others]):
            one, other = (repr(value)[:LONGEST] for value in (right[path], others[differ.index(True)]))
            raise _unsteady(f"{shown(path)} is {one}, and {other}", differ)
    return right, tolerance


def _read(form: Part, value: Value) -> dict[str, Any]:
    read = read_parts(form, value)
    if read.wrong_forms:
        sentence = next(iter(read.wrong_forms.values())).sentence
        advice = _without_list(form, value) or f"Correct one of the two, or let {A_DRIVER}"
        raise UnfitCase(f"the right answer does not fit `returns`. Of a student it would be said: {sentence} {advice}.")
    return read.values


def _without_list(form: Part, value: Value) -> str:
    """What to write where `returns` lists one part, and the value is that part; else empty."""
    if form.kind != "list" or len(form.parts) != 1 or read_parts(form.parts[0], value).wrong_forms:
        return ""
    part = form.parts[0]
    written = f'"{part.kind}"' if part == Part(part.kind, part.name) else f'{{ kind = "{part.kind}", ... }}'
    return f"The brackets [ ] ask for a list that holds the result. Of the result alone write: returns = {written}"


def _tolerance(
    path: str, part: Part, right: np.ndarray, variants: Sequence[Any], fixed: float | None
) -> dict[str, Any]:
    """The tolerance of one numeric part, `fixed` or measured; of a history of the student's length, that of it too."""
    arrays = list(map(np.asarray, variants))
    if part.kind != "history":
        return {path: fixed or _earned(path, right, arrays)}
    own = {length_of(path): _spread(path, [len(right), *map(len, arrays)])} if part.length else {}
    rows = min(map(len, (right, *arrays))) if part.length else len(right)
    if not rows:
        raise UnfitCase(f"{shown(path)} has no entries in the right answer.")
    if fixed:
        return {path: np.full(len(right), fixed), **own}
    earned = _earned(path, right[:rows], [array[:rows] for array in arrays], steps=True)
    return {path: np.concatenate([earned, np.full(len(right) - rows, earned[-1])]), **own}


def _spread(path: str, lengths: Sequence[int]) -> int:
    """How many entries more or fewer than the right history, whose length is first, an honest one may have."""
    right, spread = lengths[0], max(abs(length - lengths[0]) for length in lengths)
    if spread > max(LEAST_SPREAD, MAX_SPREAD * right):
        raise UnfitCase(
            f"{shown(path)} ends after {min(lengths)} to {max(lengths)} entries when the decimals among the arguments "
            "are changed by a rounding error, or computed in float32. A stopping rule that float32 can meet has a "
            "larger limit: use one, or another case."
        )
    return spread + (spread > 0)


def _earned(path: str, right: np.ndarray, variants: Sequence[np.ndarray], *, steps: bool = False) -> Any:
    if not np.isfinite(right).all():
        raise UnfitCase(f"{shown(path)} holds nan or inf in the right answer. Use another case, or let {A_DRIVER}.")
    if any(differ := [variant.shape != right.shape for variant in variants]):
        other = variants[differ.index(True)].shape
        raise _unsteady(f"the shape of {shown(path)} is {right.shape}, and {other}", differ)
    try:
        earned = tolerances.tolerance(right, variants, steps=steps)
    except tolerances.UnstableCase as unstable:
        if steps:
            raise UnfitCase(f"{shown(path)} {_CHAOTIC.format(unstable.step)}") from None
        raise _unsteady(*_farthest(path, right, variants)) from None
    return np.minimum(earned, EXACT) if right.dtype.kind in "iu" else earned


def _farthest(path: str, right: np.ndarray, variants: Sequence[np.ndarray]) -> tuple[str, list[bool]]:
    """The entry in which the variants differ most from the right one, in words, and which of them do."""
    gaps = np.abs(np.subtract(variants, right, dtype=float)).reshape(len(variants), -1)
    gaps = np.where(np.isnan(gaps), np.inf, gaps)
    variant, entry = divmod(int(np.argmax(gaps)), gaps.shape[1])
    index = tuple(map(int, np.unravel_index(entry, right.shape)))
    place = f"[{', '.join(map(str, index))}]" if index else ""
    differ = gaps[:, entry] > gaps.max() / 2
    return f"{shown(path)}{place} is {right[index]:.6g}, and {variants[variant][index]:.6g}", differ.tolist()


def _unsteady(what: str, differ: Sequence[bool]) -> UnfitCase:
    """What honest runs part in; `differ` says which of the variants do, of which the last is in float32."""
    in_float32 = differ[-1] and not any(differ[:-1])
    when, cause, way_out = IN_FLOAT32 if in_float32 else PERTURBED
    return UnfitCase(
        f"{what} where {when}. The case is ill conditioned, lies on a threshold, or {cause}. Use another case, or give "
        f"the part a `tolerance`. {way_out}"
    )
