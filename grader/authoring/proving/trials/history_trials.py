"""The right answers of a question with histories, recorded wrongly: what the judge must take points for, and name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from grader.judging.history_slips import SHORTEST, SLIPS, HistorySlip
from grader.judging.parts import as_value
from grader.model.encoding.values import Value
from grader.model.key import Case, Question
from grader.model.result_form import Part, holds_history, leaves, length_of, unrolled


def slipped_histories(question: Question) -> Iterator[tuple[str, dict[str, Value]]]:
    """By the id of each slip that every case can show, what is returned in each; of equal ones the first."""
    if question.form is None or not holds_history(question.form):
        return
    seen: list[object] = []
    for slip in SLIPS:
        answers = {case.id: _recorded(slip, question.form, case) for case in question.cases}
        rows = [_rows(slip, question.form, case) for case in question.cases]
        if all(answers.values()) and rows not in seen:
            seen.append(rows)
            yield slip.id, {case: as_value(question.form, answer) for case, answer in answers.items()}


def _histories(form: Part, answer: Mapping[str, Any]) -> Iterator[str]:
    return (path for path, part, _ in leaves(unrolled(form, answer)) if part.kind == "history")


def _rows(slip: HistorySlip, form: Part, case: Case) -> list[list[int]]:
    return [list(slip.rows(len(case.right[path]))) for path in _histories(form, case.right)]


def _recorded(slip: HistorySlip, form: Part, case: Case) -> dict[str, Any]:
    """The right answer with every history recorded like this; nothing where a row is not known or the slip is none."""
    answer = dict(case.right)
    for path in _histories(form, answer):
        right = answer[path]
        rows, spread = list(slip.rows(len(right))), case.tolerance.get(length_of(path), 0)
        if len(right) < SHORTEST or max(rows) >= len(right) or 0 < abs(len(rows) - len(right)) <= spread:
            return {}
        answer[path] = right[rows]
    return answer
