"""Judge a result of named parts: each leaf is compared and paid by itself.

A history is compared row by row with a tolerance for each row. Where its length is the student's own, it may differ
from the right one by as much as that of honest runs does.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import permutations
from typing import Any

import numpy as np

from grader.base.text import capitalized, count
from grader.judging.forms import WrongForm
from grader.judging.history_slips import row_gaps
from grader.judging.outcomes import (
    Misformed,
    Right,
    Verdict,
    WrongHistory,
    WrongPart,
    WrongParts,
    WrongPoints,
    WrongValue,
)
from grader.judging.own_costs import costs_fit
from grader.judging.parts import (
    PartValues,
    entries_by_part,
    one_alone,
    other_container,
    read_parts,
    with_others,
    without_more,
)
from grader.model.encoding.values import Items, Numbers, Value
from grader.model.key import Case
from grader.model.result_form import (
    NUMERIC,
    ROOT,
    Leaf,
    Part,
    is_run,
    leaves,
    length_of,
    parts_by_place,
    subject,
    unrolled,
)

SWAPPED, TRANSPOSED = "bookkeeping.swapped", "bookkeeping.transposed"  # mistakes of the form of histories
MAX_ORDERED = 5  # parts of a list that are tried in every order

PartOutcome = Misformed | WrongValue | WrongPoints | WrongHistory


def judge_parts(form: Part, case: Case, value: Value) -> Verdict:
    """The verdict on a result of parts: the share of those that are right, and what is wrong."""
    form = _form_of(form, case)
    first, notes = without_more(form, value)
    verdict = replace(_judge(form, case, first), notes=notes)
    if isinstance(first, Numbers) and notes and not verdict.right and not _are_histories(form, case, first):
        return _judge(form, case, value)  # one array of other numbers, and nothing behind them
    return verdict


def _judge(form: Part, case: Case, value: Value) -> Verdict:
    all_leaves, read = _read(form, ROOT, case, value)
    if not read.values and len(reasons := set(read.wrong_forms.values())) == 1:
        error = _other_results(form, case, value) or reasons.pop()
        return Verdict(Misformed(error.sentence, error.mistake), 0.0, read.unread)
    wrong, answer = list(_wrong_parts(case, all_leaves, read)), read.answer
    if not wrong:
        return Verdict(Right(), 1.0, answer)
    along = tuple(_along(case, all_leaves, read, {part.path for part in wrong}))
    wrong = [part for part in wrong if part.path not in along]
    places = {part.path for part in wrong}
    right = [leaf for leaf in all_leaves if leaf.path not in places]
    if not right and (other := _other_results(form, case, value)):
        return Verdict(Misformed(other.sentence, other.mistake))
    share = 0.0 if form.together else float(sum(leaf.share for leaf in right))
    orders = dict(_orders(form, case, value))
    shaped = {leaf.path for leaf in all_leaves if leaf.part.shape}  # of which two are one array, as they leave Python
    misformed = [p for p in wrong if isinstance(p.outcome, Misformed) and p.path not in shaped]
    if ROOT in orders:
        return Verdict(Misformed(orders[ROOT], SWAPPED if is_run(form) else "", says_all=True), share, answer)
    if isinstance(value, Numbers) and misformed and form.parts and form.each is None:
        return Verdict(Misformed(other_container(form, value).sentence, says_all=True), share, answer)
    wrong = _with_orders(wrong, orders)
    return Verdict(WrongParts(tuple(wrong), tuple(leaf.path for leaf in right), along), share, answer)


def _read(part: Part, place: str, case: Case, value: Value) -> tuple[list[Leaf], PartValues]:
    """The leaves of a part, and what a value has there, in the shapes of what is right."""
    parts, read = list(leaves(part, place)), read_parts(part, value, place)
    align(parts, case.right, read)
    return parts, read


def _along(case: Case, parts: Sequence[Leaf], read: PartValues, wrong: set[str]) -> Iterator[str]:
    """The wrong parts that are right for the student's own values of another wrong part."""
    for path, part, _ in parts:
        points = f"{ROOT}{part.along}"
        if part.along and {path, points} <= wrong and {path, points} <= read.values.keys():
            has_form = all(read.values[name].shape[1:] == case.right[name].shape[1:] for name in (points, path))
            if has_form and costs_fit(case, read.values[points], read.values[path], path):
                yield path


def _other_results(form: Part, case: Case, value: Value) -> WrongForm | None:
    """What is said where one part is the whole result, or the result one of several values."""
    if form.kind == "history":
        items = value.items if isinstance(value, Items) and len(value.items) > 1 else ()
        return with_others(value) if any(_is_read(form, ROOT, case, item) for item in items) else None
    alone = [placed for placed in parts_by_place(form, ROOT) if _is_read(*placed, case, value)]
    right = [placed for placed in alone if _is_right(*placed, case, value)] if len(alone) > 1 else alone
    return one_alone(form, right[0][0].name) if len(right) == 1 and form.each is None else None


def _is_read(part: Part, place: str, case: Case, value: Value) -> bool:
    """Whether a value is read as that part, with the entries or the shape that are right."""
    own, read = _read(part, place, case, value)
    return not read.wrong_forms and all(_has_shape(part, read.values[path], case.right[path]) for path, part, _ in own)


def _are_histories(form: Part, case: Case, rows: Numbers) -> bool:
    """Whether each row is read as its part, with more than one entry."""
    if rows.array.ndim == 1:
        return False
    parts = zip(parts_by_place(form, ROOT), map(Numbers, rows.array), strict=True)
    return all(_is_read(*placed, case, row) for placed, row in parts)


def _has_shape(part: Part, yours: Any, right: Any) -> bool:
    if not isinstance(right, np.ndarray) or part.kind == "points":
        return False  # a text, a label, or a set of numbers is no shape
    if part.kind == "history":
        return yours.shape[1:] == right.shape[1:] and bool(len(yours) > 1 or len(right) == 1)
    return bool(yours.shape == right.shape)


def _form_of(form: Part, case: Case) -> Part:
    """The form with the right number of items in each list of equal ones; made once for each case."""
    if "form" not in case.memo:
        case.memo["form"] = unrolled(form, case.right)
    return case.memo["form"]  # type: ignore[no-any-return]


def _wrong_parts(case: Case, parts: Sequence[Leaf], read: PartValues) -> Iterator[WrongPart]:
    for path, part, _ in parts:
        if path in read.wrong_forms:
            yield WrongPart(path, Misformed(read.wrong_forms[path].sentence))
        elif (outcome := _compare(part, path, read.values[path], case)) is not None:
            yield WrongPart(path, outcome)


def _compare(part: Part, path: str, yours: Any, case: Case) -> PartOutcome | None:
    right = case.right[path]
    if part.kind == "points":
        return compare_points(yours, right, float(case.tolerance.get(path, 0.0)))
    if part.kind not in NUMERIC:
        return None if yours == right else WrongValue(yours, right)
    outcome = _compare_arrays(part, path, yours, case)
    if outcome and yours.ndim == 2 and yours.T.shape == right.shape and not _compare_arrays(part, path, yours.T, case):
        shapes = "" if yours.shape == right.shape else f"{capitalized(subject(path))} has {_shapes(yours, right)} "
        sentence = f"{shapes}All numbers{'' if shapes else f' of {subject(path)}'} are right, but it is transposed."
        return Misformed(sentence, TRANSPOSED if part.kind == "history" else "")
    return outcome


def _compare_arrays(part: Part, path: str, yours: np.ndarray, case: Case) -> PartOutcome | None:
    right, tolerance = case.right[path], case.tolerance.get(path, 0.0)
    if part.kind == "history" and yours.shape[1:] == right.shape[1:]:
        return compare_history(yours, right, tolerance, int(case.tolerance[length_of(path)]) if part.length else None)
    if yours.shape != right.shape:
        return Misformed(wrong_shape(part, path, yours, right))
    return None if _near(yours, right, tolerance) else WrongValue(yours, right)


def _near(yours: np.ndarray, right: np.ndarray, tolerance: Any) -> bool:
    """Whether all numbers are within the tolerance; whole numbers are compared as decimals, nan is never near."""
    return bool((np.abs(np.subtract(yours, right, dtype=float)) <= tolerance).all())


def compare_history(
    yours: np.ndarray, right: np.ndarray, tolerance: np.ndarray, spread: int | None
) -> WrongHistory | None:
    """What is wrong with a history (R', ...), as far as there are tolerances, (R,).

    `spread` is how far honest lengths lie apart, None for one length.
    """
    rows = min(len(yours), len(tolerance))
    far = ~(row_gaps(yours[:rows], right[:rows]) <= tolerance[:rows])  # true for nan
    if not far.any() and abs(len(yours) - len(right)) <= (spread or 0):
        return None
    first = int(np.argmax(far)) if far.any() else None
    return WrongHistory(first, yours, right, tolerance, spread)


def compare_points(points: np.ndarray, right: np.ndarray, tolerance: float) -> WrongPoints | None:
    """What is wrong with a set of points, (P,): each right point once, in any order."""
    right = np.sort(right)
    owner, near = np.zeros(len(points), dtype=int), np.zeros(len(points), dtype=bool)
    if len(right):
        owner = nearest(points, right)
        near = np.abs(np.subtract(points, right[owner], dtype=float)) <= tolerance  # whole numbers as decimals
    hits = np.bincount(owner[near], minlength=len(right))
    missing, repeated = tuple(right[hits == 0].tolist()), tuple(right[hits > 1].tolist())
    extra = tuple(points[~near].tolist())
    return WrongPoints(missing, extra, repeated) if missing or extra or repeated else None


def nearest(numbers: np.ndarray, among: np.ndarray) -> np.ndarray:
    """The index of the nearest of `among`, which is sorted and not empty, for each number; of two the first.

    A table of all distances would be as large as the product: of an answer that is kept, gigabytes.
    """
    numbers, among = np.asarray(numbers, dtype=float), np.asarray(among, dtype=float)
    after = np.searchsorted(among, numbers).clip(1, max(len(among) - 1, 1))
    before, after = after - 1, after.clip(max=len(among) - 1)
    return np.where(np.abs(numbers - among[before]) <= np.abs(numbers - among[after]), before, after)


# ── shapes


def align(parts: Sequence[Leaf], expected: Mapping[str, Any], read: PartValues) -> None:
    """Give each array the right one's shape where the two differ in sides of length 1 alone: columns are honest.

    Not where the part asks for its shape.
    """
    for path, part, _ in parts:
        yours = read.values.get(path)
        if isinstance(yours, np.ndarray) and part.kind != "points" and not part.shape:
            read.values[path] = _aligned(yours, expected[path], is_history=part.kind == "history")


def _aligned(yours: np.ndarray, right: np.ndarray, *, is_history: bool) -> np.ndarray:
    if _sides(yours.shape) == _sides(right.shape):
        return yours.reshape(right.shape)
    entry = right.shape[1:]
    if is_history and not yours.size:
        return yours.reshape(0, *entry)
    if is_history and yours.ndim and _sides(yours.shape[1:]) == _sides(entry):
        return yours.reshape(len(yours), *entry)
    if is_history and _sides(yours.shape) == _sides(entry):  # one entry alone
        return yours.reshape(1, *entry)
    return yours


def _sides(shape: Sequence[int]) -> tuple[int, ...]:
    return tuple(side for side in shape if side != 1)


def wrong_shape(part: Part, path: str, yours: np.ndarray, right: np.ndarray) -> str:
    """Both shapes in a sentence."""
    if part.kind == "history":
        entry = yours.shape[1:]
        shape = "is one number" if math.prod(entry) == 1 and not part.shape else f"has the shape {entry}"
        return f"Each entry of {subject(path)} {shape}; it should have the shape {right.shape[1:]}."
    if right.shape == (0,):
        return f"{capitalized(subject(path))} holds {count(yours.size, 'number')}; it should be empty."
    if not yours.ndim:
        advice = "" if path == ROOT else " Does your `return` hold every value asked for?"
        return f"{capitalized(subject(path))} is one number; it should have the shape {right.shape}.{advice}"
    sentence = f"{capitalized(subject(path))} has {_shapes(yours, right)}"
    if right.ndim == 1 and yours.shape == right.shape * 2:
        n = len(right)
        return f"{sentence} Was a column of shape ({n}, 1) combined with an array of shape ({n},)?"
    return sentence


def _shapes(yours: np.ndarray, right: np.ndarray) -> str:
    return f"the shape {yours.shape}; it should have the shape {right.shape}."


# ── order


def _orders(form: Part, case: Case, value: Value, path: str = ROOT) -> Iterator[tuple[str, str]]:
    """By path each list that holds what is right in another order, with a sentence; nothing inside of such a list."""
    if not form.parts:
        return
    try:
        entries = entries_by_part(form, value, path)
    except WrongForm:
        return
    if form.kind == "list" and (sentence := _order(form, case, entries, path)):
        yield path, sentence
        return
    for (part, place), entry in zip(parts_by_place(form, path), entries, strict=True):
        if not isinstance(entry, WrongForm):
            yield from _orders(part, case, entry, place)


def _order(form: Part, case: Case, items: Sequence[Any], path: str) -> str:
    if len(items) > MAX_ORDERED or (form.each is not None and form.each.kind == "truth"):  # of which any two are alike
        return ""
    fits = [[_is_right(*placed, case, item) for item in items] for placed in parts_by_place(form, path)]
    if all(fits[i][i] for i in range(len(items))):
        return ""
    for order in permutations(range(len(items))):
        if all(fits[index][at] for index, at in enumerate(order)):
            return _in_another_order([form.parts[order.index(at)].name for at in range(len(items))], form, path)
    return ""


def _in_another_order(yours: Sequence[str], form: Part, path: str) -> str:
    if form.each is not None:
        return f"All items of {subject(path)} are right, but their order is not."
    right = ", ".join(part.name for part in form.parts)
    if path == ROOT:
        you = f"you return `{', '.join(yours)}`"
        return f"All values are right, but their order is not: {you}. Write `return {right}`."
    return f"All values of {subject(path)} are right, but their order is not: it is {', '.join(yours)}, not {right}."


def _is_right(part: Part, place: str, case: Case, item: Value) -> bool:
    """Whether this item is right for that part of a list."""
    own, read = _read(part, place, case, item)
    return not any(_wrong_parts(case, own, read))


def _with_orders(wrong: Sequence[WrongPart], orders: Mapping[str, str]) -> list[WrongPart]:
    """The wrong parts, where what is in another order stands once, as the list that holds it."""
    result: dict[str, WrongPart] = {}
    for part in wrong:
        path = next((path for path in orders if part.path.startswith(f"{path}[")), part.path)
        result.setdefault(path, WrongPart(path, Misformed(orders[path])) if path in orders else part)
    return list(result.values())
