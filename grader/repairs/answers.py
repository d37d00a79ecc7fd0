"""What answers tell: which numbers are wrong, how near an edited program comes, and which two edits together may do.

A case of fewer steps shows in a part of the time whether an answer is wrong. Two edits of a formula often change its
numbers independently of each other: what both do is the sum of what each does, or the product. So of all pairs those
are tried first of which sum or product is what is missing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from grader.judging.outcomes import FailedCheck, Verdict
from grader.judging.verdicts import judge_case
from grader.model.checks import from_expected, to_expected
from grader.model.encoding.values import Items, Value
from grader.model.key import Case, Question
from grader.model.transcript import Returned

LEAST_NUMBERS = 2  # different wrong ones, of which edits can be evidence; of two edits at once four times as many
FEW_RUNS = (1, 4, 16, 64)  # of many random ones, with which edits are tried first
MORE = 2  # steps after the first one that is wrong
EXACT, SINGLE, DOUBLE = 1 / 256, 1e-5, 1e-10  # in parts of the tolerance, or of the largest number: what a run loses
LEAST_SHARE = 0.7  # of the steps: to leave out fewer saves nothing


def shortened(question: Question, case: Case, verdict: Verdict) -> Case:
    """The case with as many steps as show that the answer is wrong; itself where no argument says how many they are."""
    if not question.is_run or question.check:
        return case
    steps, whole = max(first_wrong_row(case, verdict), 1) + MORE, min(map(len, case.right.values())) - 1
    names = [name for name, value in case.arguments.items() if type(value) is int and value == whole]
    if len(names) != 1 or steps > min(LEAST_SHARE * whole, whole if case.kink is None else case.kink):
        return case
    return replace(
        case, arguments={**case.arguments, names[0]: steps},
        expected={name: rows[: steps + 1] for name, rows in case.right.items()},
        tolerance={name: rows[: steps + 1] for name, rows in case.tolerance.items()},
    )  # fmt: skip


def fewer_runs(question: Question, case: Case, checks: Mapping[str, str]) -> list[Case]:
    """The case with fewer of its random runs, where the check calls the solution's results right in these as well.

    Few of them show a result that no right program has, and many one that is too frequent.
    """
    results = _results(case) if question.runs else ()
    shorter = (replace(case, expected=to_expected(Items(results[:n]))) for n in FEW_RUNS if n < len(results))
    return [each for each in shorter if _is_right(question, each, checks)]


def _is_right(question: Question, case: Case, checks: Mapping[str, str]) -> bool:
    """Whether the solution's own results are right in this case."""
    return judge_case(asked(question, case), case, Returned(from_expected(case.expected or {})), checks).right


def asked(question: Question, case: Case) -> Question:
    """The question with as many runs as the case has results."""
    return replace(question, runs=len(_results(case))) if question.runs else question


def _results(case: Case) -> tuple[Value, ...]:
    """What the solution returned in each run."""
    results = from_expected(case.expected or {})
    return results.items if isinstance(results, Items) else ()


def first_wrong_row(case: Case, verdict: Verdict) -> int:
    """The first row of any array of the answer that is wrong; 0 where none can be compared."""
    assert case.expected is not None
    names = [name for name in case.tolerance if name in verdict.answer]
    flags = (right_rows(verdict.answer[name], case.expected[name], case.tolerance[name]) for name in names)
    return min(map(leading, flags), default=0)


def right_rows(answer: Any, expected: Any, tolerance: Any) -> np.ndarray:
    """Which rows that an array shares with the right one are right, (R,); none where their shapes do not fit."""
    yours, right = np.atleast_1d(answer), np.atleast_1d(expected)
    if yours.dtype.kind not in "biuf" or yours.shape[1:] != right.shape[1:] or not yours.size * right.size:
        return np.zeros(0, dtype=bool)
    count = min(len(yours), len(right), *np.shape(tolerance)[:1])
    distance = np.abs(yours[:count] - right[:count]).reshape(count, -1).max(axis=1)
    return np.asarray(distance <= (tolerance[:count] if np.ndim(tolerance) else tolerance))


def leading(flags: np.ndarray) -> int:
    """How many of them are true before the first that is not."""
    return len(flags) if flags.all() else int(np.argmin(flags))


def wrong_entries(case: Case, verdict: Verdict) -> list[float]:
    """The right numbers in whose place the answer has others, to six digits; a label is none."""
    expected = case.expected or {}
    arrays = [(name, tolerance) for name, tolerance in case.tolerance.items() if name in expected]
    return [x for name, tolerance in arrays for x in _differing(verdict.answer.get(name), expected[name], tolerance)]


def wrong_numbers(question: Question, wrong: Mapping[str, Verdict]) -> set[float]:
    """The different right numbers in whose place wrong answers, by case, have others."""
    return {x for case in question.cases if case.id in wrong for x in wrong_entries(case, wrong[case.id])}


def nearly_right_entries(case: Case, verdict: Verdict, uses_jax: bool = False) -> set[float]:
    """The right numbers that the answer comes near within the tolerance, as another iteration does, and no nearer.

    A program that `uses_jax` may have computed some of it in single precision.
    """
    expected, answer = case.expected or {}, verdict.answer
    finest = {
        name: _finest(expected[name], limit, uses_jax or _is_single(_array(answer.get(name))))
        for name, limit in case.tolerance.items()
        if name in expected
    }
    exact = replace(case, tolerance={**case.tolerance, **finest})
    return {*wrong_entries(exact, verdict)} - {*wrong_entries(case, verdict)}


def _finest(right: Any, tolerance: Any, is_single: bool) -> Any:
    numbers = np.asarray(right)
    size = np.abs(numbers[np.isfinite(numbers)]).max(initial=0.0) if numbers.dtype.kind in "iuf" else 0.0
    return np.minimum(tolerance, np.maximum(EXACT * np.asarray(tolerance), (SINGLE if is_single else DOUBLE) * size))


def _is_single(numbers: np.ndarray) -> bool:
    """Whether a run in single precision can have given these numbers."""
    with np.errstate(all="ignore"):
        return numbers.dtype.kind in "iuf" and np.array_equal(numbers, numbers.astype(np.float32), equal_nan=True)


def _differing(answer: Any, right: Any, tolerance: Any) -> list[float]:
    """The entries of the right array from which the answer's differ, to six digits; all where its shape is another."""
    yours, right, tolerance = _array(answer), np.asarray(right), np.asarray(tolerance)
    if right.dtype.kind not in "iuf":
        return []
    if tolerance.ndim:
        right = right[: len(tolerance)]
        tolerance = tolerance.reshape(-1, *[1] * (right.ndim - 1))
    if yours.ndim and right.ndim:  # a history may have more entries
        yours = yours[: len(right)]
    if yours.shape == right.shape and yours.dtype.kind in "biuf":
        with np.errstate(all="ignore"):  # nan and inf are answers like others
            right = right[~(np.abs(yours - right) <= tolerance)]
    return [float(f"{x:.6g}") for x in right.ravel()]


def _array(answer: Any) -> np.ndarray:
    """The answer as an array; what is none is one of another kind than numbers."""
    try:
        return np.asarray(answer)
    except ValueError:  # rows of several lengths
        return np.asarray(None)


# ── how much of an answer is right

NUMBER = re.compile(r"\d+")


class Nearness(NamedTuple):
    """How much of an answer is right, a hash of it, and what a check of several runs says of one that it refuses."""

    score: float
    answer: bytes
    said: str = ""

    def is_better_than(self, other: Nearness) -> bool:
        """Whether more of the answer is right, or the check finds the same wrong at a later place."""
        return self.score > other.score or is_further(self.said, other.said)


def nearness_of(question: Question, case: Case, verdict: Verdict) -> Nearness:
    """What a program made of a case."""
    outcome = verdict.outcome
    if question.runs and isinstance(outcome, FailedCheck):
        return Nearness(0.0, outcome.sentence.encode(), "" if outcome.error_rate else outcome.sentence)
    return Nearness(verdict.share if question.runs else _score(case, verdict), fingerprint(verdict))


def is_further(sentence: str, before: str) -> bool:
    """Whether a sentence says of step 3 what another one says of step 1."""
    numbers = [[int(each) for each in NUMBER.findall(text)] for text in (sentence, before)]
    return NUMBER.sub("", sentence) == NUMBER.sub("", before) and numbers[0] > numbers[1]


def _score(case: Case, verdict: Verdict) -> float:
    """How much of an answer is right: for each of its arrays the share of entries before the first wrong one.

    Where a check decides, what that says.
    """
    expected, yours = case.expected or {}, verdict.answer
    if isinstance(verdict.outcome, FailedCheck):
        return verdict.share
    names = [name for name in case.tolerance if isinstance(expected.get(name), np.ndarray) and name in yours]
    return sum(_share(right_rows(yours[name], expected[name], case.tolerance[name]), expected[name]) for name in names)


def fingerprint(verdict: Verdict) -> bytes:
    """A hash of an answer; empty where there is none, or none that is finite."""
    arrays = [np.asarray(value) for value in verdict.answer.values()]
    if not arrays or any(each.dtype.kind in "fc" and not np.isfinite(each).all() for each in arrays):
        return b""
    return hashlib.blake2b(b"".join(each.tobytes() for each in arrays), digest_size=16).digest()


def _share(flags: np.ndarray, right: np.ndarray) -> float:
    """The share of right rows before the first wrong one; a little for every other one that is right."""
    return (leading(flags) + 0.1 * int(flags.sum())) / max(len(np.atleast_1d(right)), 1)


# ── two edits together

MAX_NUMBERS = 12  # of an answer that are compared: those of its first wrong row
LEAST_COMPARED = 2  # one number is met by too many pairs
MAX_EDITS = 800  # of which every pair is looked at
# How near a pair comes to the right numbers, in parts of the error: pairs of one class are alike.
CLOSENESS = (1e-6, 1e-3, 0.01, 0.03, 0.1, 0.2, 0.4)
MAX_CLOSE = 1500  # pairs that are tried


@dataclass(frozen=True)
class WrongRow:
    """The first wrong row of an array of an answer, flat: the right one, the student's own and the row before."""

    name: str
    begin: int
    end: int
    right: np.ndarray
    own: np.ndarray
    before: np.ndarray

    def of(self, answer: Mapping[str, Any]) -> np.ndarray | None:
        """The same numbers of another answer; None where it has no such row."""
        numbers = _rows(answer.get(self.name), self.begin, self.end)
        return numbers if numbers is not None and numbers.shape == self.right.shape else None


def wrong_row(case: Case, verdict: Verdict) -> WrongRow | None:
    """The row of most numbers, a point before several costs; None where no array has two numbers to compare."""
    expected = case.expected or {}
    names = [name for name in case.tolerance if isinstance(expected.get(name), np.ndarray) and name in verdict.answer]
    rows = [_wrong_row_of(name, verdict.answer[name], expected[name], case.tolerance[name]) for name in names]
    rows.sort(key=lambda row: (row.end - row.begin == 1, row.right.size) if row else (False, 0))
    return rows[-1] if rows else None


def _wrong_row_of(name: str, answer: Any, expected: np.ndarray, tolerance: Any) -> WrongRow | None:
    flags = right_rows(answer, expected, tolerance)
    if not len(flags) or flags.all():
        return None
    begin = leading(flags)
    is_path = expected.ndim > 1 and expected[0].size >= LEAST_COMPARED
    end = min(begin + (1 if is_path else MAX_NUMBERS), len(flags))
    right, own = _rows(expected, begin, end), _rows(answer, begin, end)
    if right is None or own is None or right.shape != own.shape or right.size < LEAST_COMPARED:
        return None
    before = _rows(expected, begin - 1, begin) if begin and expected.ndim > 1 else None
    has_before = before is not None and before.shape == right.shape
    return WrongRow(name, begin, end, right, own, before if has_before else np.zeros_like(right))  # type: ignore[arg-type]


def _rows(array: Any, begin: int, end: int) -> np.ndarray | None:
    """These rows as finite numbers, at most so many; None where they are none."""
    try:
        rows = np.atleast_1d(np.asarray(array))[begin:end].ravel()[:MAX_NUMBERS]
    except ValueError:  # rows of several lengths
        return None
    is_finite = rows.dtype.kind in "iuf" and np.isfinite(rows).all()
    return rows.astype(float) if is_finite else None


def close_pairs(row: WrongRow, answers: Sequence[np.ndarray]) -> list[tuple[int, int]]:
    """Positions of two answers each, by how near both changes together come to what is right, the nearest first.

    Of pairs that are as near the first answers count, so that `answers` begin with those of the likeliest edits.
    """
    size = float(np.abs(row.right - row.own).max())
    if not answers or not size > 0:
        return []
    numbers = np.stack(answers[:MAX_EDITS])
    close: list[tuple[int, int, int]] = []
    for one in range(len(numbers)):
        with np.errstate(all="ignore"):
            errors = _errors(row, numbers[one], numbers[one + 1 :]) / size
        classes = np.searchsorted(CLOSENESS, errors)
        close += [(int(classes[at]), one, one + 1 + int(at)) for at in np.flatnonzero(classes < len(CLOSENESS))]
    close.sort(key=lambda pair: (pair[0], pair[1] + pair[2]))
    return [(one, other) for _, one, other in close[:MAX_CLOSE]]


def _errors(row: WrongRow, one: np.ndarray, others: np.ndarray) -> np.ndarray:
    """How far the sum, or the product, of the changes of `one` and of each of the others is from what is right."""
    both = [one + others - row.own]
    both += [start + (one - start) * (others - start) / (row.own - start) for start in (row.before, 0.0)]
    errors = np.nan_to_num(np.abs(np.stack(both) - row.right).max(axis=2), nan=np.inf)
    return np.asarray(errors.min(axis=0))
