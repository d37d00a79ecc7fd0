"""Which numbers of an answer are wrong, and the case of fewer steps that shows in a part of the time whether any is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from grader.judging.outcomes import Verdict
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
