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
    rows = [
        _right_rows(np.asarray(verdict.answer[name]), case.expected[name], case.tolerance[name])
        for name in case.tolerance
        if name in verdict.answer
    ]
    return min(rows, default=0)


def _right_rows(yours: np.ndarray, right: np.ndarray, tolerance: Any) -> int:
    count = min(len(yours), len(tolerance)) if yours.ndim else 0
    if yours.shape[1:] != right.shape[1:] or yours.dtype.kind not in "biuf":
        return 0
    near = (np.abs(yours[:count] - right[:count]).reshape(count, -1).max(axis=1) <= tolerance[:count]) if count else []
    return int(np.argmin(near)) if not all(near) else count
