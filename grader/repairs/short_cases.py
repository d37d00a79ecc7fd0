"""A case of fewer steps, on which an edited program shows in a part of the time whether it may be right."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from grader.judging.outcomes import Verdict
from grader.model.key import Case, Question
from grader.model.result_form import STEPPED

MORE = 2  # steps after the first one that is wrong
LEAST_SHARE = 0.7  # of the steps: to leave out fewer saves nothing


def shortened(question: Question, case: Case, verdict: Verdict) -> Case:
    """The case with as many steps as show that the answer is wrong; itself where no argument says how many they are."""
    if question.returns not in STEPPED or question.form is not None or question.check:
        return case
    steps, whole = max(first_wrong_row(case, verdict), 1) + MORE, case.steps
    names = [name for name, value in case.arguments.items() if type(value) is int and value == whole]
    if len(names) != 1 or steps > min(LEAST_SHARE * whole, case.last_judged):
        return case
    assert case.expected is not None
    return replace(
        case, arguments={**case.arguments, names[0]: steps},
        expected={name: rows[: steps + 2] for name, rows in case.expected.items()},
        tolerance={name: rows[: steps + 1] for name, rows in case.tolerance.items()},
    )  # fmt: skip


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
