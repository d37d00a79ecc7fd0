"""How wrong numbers relate to the right ones, where no known mistake gives them.

These say what to look for without a list of mistakes: every number is the right one times the same factor, a run is
right as far as it goes, but ends at another step, all that is finite is right; points lie near right ones, or beyond
the limits.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from grader.judging.diagnosis.bounds import CLOSE, as_rows
from grader.judging.diagnosis.candidates import AnswerPart, tolerance_of
from grader.judging.diagnosis.evidence import MAX_BITS, Evidence
from grader.judging.diagnosis.matches import Work
from grader.judging.part_verdicts import nearest
from grader.model.key import Question

FEWEST = 3  # numbers beyond those that give the factors, or entries beyond the first
INEXACT = 0.01  # from 1: such a factor is none
NEAR, NEAR_BITS = 0.05, 4.0  # in parts of the largest right point, or of 1; what a point so near says
SAME = 1e-3  # within which two factors are one, in parts of them


class Relation(NamedTuple):
    """A relation with its name and its hint for students."""

    id: str
    name: str
    hint: str


TERMS = "Compare your formula with the handout's, factor by factor."
FACTORS = {
    2.0: Relation("numbers.twice", "all wrong numbers are twice as large as they should be", TERMS),
    0.5: Relation("numbers.half", "all wrong numbers are half as large as they should be", TERMS),
    -1.0: Relation("numbers.opposite", "all wrong numbers have the wrong sign", TERMS),
}
MULTIPLE = Relation(
    "numbers.multiple",
    "wrong numbers are the right ones times a factor",
    "Divide yours by the expected ones. Is the factor 2, 1/2, -1, or how many rows or entries there are?",
)
OTHER_END = Relation(
    "numbers.other_end",
    "entries at the end are missing or too many, and all others are right",
    "",  # for staff: the message of the length says it to students
)
OVERFLOW = Relation(
    "numbers.overflow",
    "a number overflows, or 0 is divided by 0",
    "What is finite in your result is right. Which line gives inf or nan, and for which numbers? A power of a large "
    "number overflows: is there a function, or a form of the formula, that avoids it?",
)
NEARLY = Relation(
    "points.nearly",
    "each point lies near a right one, and is not accurate enough",
    "A grid, a coarse step or a few passes give a point roughly. What makes it exact?",
)
OUTSIDE = Relation(
    "points.outside",
    "points beyond the limits that are passed are returned as well",
    "Where does your function test that a point lies between its limits?",
)
BY_CHANCE = Relation(
    "numbers.by_chance",
    "the result depends on random numbers that the function draws",
    "Call it twice with the same arguments: the results differ. Which lines draw random numbers, and does the handout "
    "ask for them? Use all rows, in their order, where it does not.",
)
RELATIONS = (*FACTORS.values(), MULTIPLE, OTHER_END, OVERFLOW, NEARLY, OUTSIDE, BY_CHANCE)


def find_relation(question: Question, work: Work) -> tuple[Relation, Evidence] | None:
    """The relation of all wrong parts to the right ones, and what speaks for it; None where there is none."""
    arrays = [part for part in work.wrong if _is_numeric(part)]
    if len(arrays) < len(work.wrong):
        return None
    with np.errstate(all="ignore"):  # of numbers that overflow
        if question.form is not None and question.form.kind == "points":
            return _of_points(arrays) or _scaled(arrays, (*FACTORS.values(),))
        return _scaled(arrays) or _ended(question, arrays) or _overflowing(arrays, work.right)


def _is_numeric(part: AnswerPart) -> bool:
    return isinstance(part.value, np.ndarray) and part.value.dtype.kind in "biuf"


# ── a factor


def _scaled(
    parts: Sequence[AnswerPart], named: Sequence[Relation] = (*FACTORS.values(), MULTIPLE)
) -> tuple[Relation, Evidence] | None:
    by_name: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for part in parts:
        if (factor_and_count := _factor(part)) is None:
            return None
        by_name[part.name].append(factor_and_count)
    every = [each for factors in by_name.values() for each in factors]
    numbers = max(_spare(every), sum(map(_spare, by_name.values())))  # one factor for all parts, or one for each
    if numbers < FEWEST:
        return None
    factors = [factor for factor, _ in every]
    if all(abs(factor - 1) < INEXACT for factor in factors):  # numbers that are not exact enough
        return None
    listed = (relation for factor, relation in FACTORS.items() if all(_is_same(factor, each) for each in factors))
    relation = next(listed, MULTIPLE)
    return (relation, Evidence(numbers * MAX_BITS)) if relation in named else None


def _factor(part: AnswerPart) -> tuple[float, int] | None:
    """The number by which the right array must be multiplied, and how many of its numbers say so."""
    yours, right = (np.ravel(each).astype(np.float64) for each in (part.value, part.right))
    if not part.has_right_shape or not (np.isfinite(yours).all() and np.isfinite(right).all()):
        return None
    if np.abs(right).max(initial=0.0) <= tolerance_of(part.case, part.name):  # what is nearly 0 has no multiples
        return None
    factor = float(yours @ right / (right @ right))
    if not math.isfinite(factor):
        return None
    bound = CLOSE / 10 * np.abs(yours).max()
    if not factor or not (np.abs(yours - factor * right) <= bound).all():
        return None
    count = int((np.abs(right * factor) > 100 * bound).sum())
    return factor, min(count, np.size(part.right[0])) if _is_geometric(as_rows(part.right)) else count


def _is_geometric(rows: np.ndarray) -> bool:
    """Whether each row (R, n) is the one before times the same factor: another such sequence is a multiple, too."""
    before, between, after = rows[:-2], rows[1:-1], rows[2:]
    return len(rows) > 2 and bool((np.abs(before * after - between**2) <= CLOSE * between**2).all())


def _spare(factors: Sequence[tuple[float, int]]) -> int:
    """How many numbers are left when those are taken off that give the factor, one for all arrays or one for each."""
    first = factors[0][0]
    taken = 1 if all(_is_same(first, factor) for factor, _ in factors) else len(factors)
    return sum(count for _, count in factors) - taken


def _is_same(one: float, other: float) -> bool:
    return abs(one - other) <= SAME * abs(one)


# ── another end


def _ended(question: Question, parts: Sequence[AnswerPart]) -> tuple[Relation, Evidence] | None:
    """Whether all histories are right up to their ends; in a result of parts, what follows from them may be wrong."""
    ended = [part for part in parts if not part.has_right_shape]
    others = [part for part in parts if part.has_right_shape]
    if not ended or (others and question.is_run):
        return None
    if not {part.case.id for part in others} <= {part.case.id for part in ended}:
        return None
    entries = list(_right_entries(ended))
    if len(entries) < len(ended) or max(entries) < FEWEST:
        return None
    return OTHER_END, Evidence(sum(entries) * MAX_BITS)


def _right_entries(parts: Sequence[AnswerPart]) -> Iterator[int]:
    """Of each part that is right as far as it goes, how many entries it shares with the right one."""
    for part in parts:
        yours, right = (np.asarray(each, dtype=np.float64) for each in (part.value, part.right))
        if not yours.ndim or yours.ndim != right.ndim or yours.shape[1:] != right.shape[1:]:
            return
        shared = min(len(yours), len(right))
        bound = CLOSE * np.abs(right[:shared]).max(initial=0.0)
        if not (np.abs(yours[:shared] - right[:shared]) <= bound).all():
            return
        yield shared


# ── what is finite


def _overflowing(wrong: Sequence[AnswerPart], right: Sequence[AnswerPart]) -> tuple[Relation, Evidence] | None:
    """Whether wrong parts hold what is not finite, and beside it right numbers alone."""
    finite = 0
    for part in wrong:
        yours, expected = np.asarray(part.value, dtype=np.float64), np.asarray(part.right, dtype=np.float64)
        numbers = np.isfinite(yours)
        if not part.has_right_shape or numbers.all() or not np.isfinite(expected).all():
            return None
        bound = max(CLOSE * np.abs(expected).max(initial=0.0), tolerance_of(part.case, part.name))
        if (np.abs(yours - expected)[numbers] > bound).any():
            return None
        finite += int(numbers.sum())
    finite += sum(np.size(part.value) for part in right if _is_numeric(part))
    return (OVERFLOW, Evidence(finite * MAX_BITS)) if finite >= FEWEST else None


# ── sets of points


def _of_points(parts: Sequence[AnswerPart]) -> tuple[Relation, Evidence] | None:
    """Whether all points are nearly the right ones, or the right ones and some beyond the limits."""
    count = sum(np.size(part.value) for part in parts)
    if count >= FEWEST and all(map(_is_nearly, parts)):
        return NEARLY, Evidence(count * NEAR_BITS)
    if count >= FEWEST and all(map(_is_outside, parts)):
        return OUTSIDE, Evidence(count * MAX_BITS)
    return None


def _is_nearly(part: AnswerPart) -> bool:
    yours, right = (np.sort(np.ravel(each).astype(np.float64)) for each in (part.value, part.right))
    bound = NEAR * max(1.0, np.abs(right).max(initial=0.0))
    return len(yours) == len(right) and bool((np.abs(yours - right) <= bound).all())


def _is_outside(part: AnswerPart) -> bool:
    """Whether no point is missing, and each that is too many lies beyond the least and the largest number passed."""
    limits = [value for value in part.case.arguments.values() if type(value) in (int, float)]
    yours, right = (np.sort(np.ravel(each).astype(np.float64)) for each in (part.value, part.right))
    tolerance = tolerance_of(part.case, part.name)
    more = yours[~_are_among(yours, right, tolerance)]
    is_beyond = (more < min(limits)) | (more > max(limits)) if len(limits) > 1 else np.array([False])
    return bool(_are_among(right, yours, tolerance).all() and len(more) and is_beyond.all())


def _are_among(points: np.ndarray, others: np.ndarray, tolerance: float) -> np.ndarray:
    """Which of the points are near one of the others, which are sorted."""
    if not len(others):
        return np.zeros(len(points), dtype=bool)
    return np.asarray(np.abs(points - others[nearest(points, others)]) <= tolerance)
