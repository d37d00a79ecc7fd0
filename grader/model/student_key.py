"""The key that students may hold: no hidden case, no right answer to be written, no reason for one.

Of a known mistake it has what tells it from others: decimals of 7 digits, and the first rows of a run.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.model.checks import split_check
from grader.model.result_form import COSTS, WEIGHTS

if TYPE_CHECKING:
    from grader.model.key import Case, Key, Mistake, Question, Reading

ROWS = 6  # of the run of a mistake
PAIR_ROWS = 5  # of the run of two at once, of which there are many


def for_students(key: Key) -> Key:
    """The student's key of an instructor's."""
    questions = tuple(map(_for_students, key.questions))
    checks = _of(key.checks, {split_check(q.check)[0] for q in questions if q.cases})
    return replace(key, audience="student", questions=questions, checks=checks)


def _for_students(question: Question) -> Question:
    if question.is_written:
        cases = [replace(case, expected=None, tolerance={}, because="") for case in question.cases]
    else:
        cases = [case for case in question.cases if not case.hidden]
    shown = {case.id for case in cases}
    others = tuple(
        replace(
            other,
            expected=_of(other.expected, shown),
            tolerance=_of(other.tolerance, shown),
            **_known_of(other, shown),
        )
        for other in question.others
    )
    two = _mistakes_of(question.two_at_once, shown)
    own = replace(question, cases=tuple(cases), others=others, two_at_once=two, **_known_of(question, shown))
    return replace(own, mistakes=tuple(_without_late_rows(mistake, own) for mistake in own.mistakes))


def _mistakes_of(mistakes: Iterable[Mistake], cases: Container[str]) -> tuple[Mistake, ...]:
    """Those that follow from these cases alone, and their answers to them: others tell what hidden cases ask."""
    public = [mistake for mistake in mistakes if not mistake.staff_only]
    shown = [replace(m, answers=short(_of(m.answers, cases)), until=_of(m.until, cases)) for m in public]
    return tuple(mistake for mistake in shown if mistake.answers)


def _known_of(reading: Question | Reading, cases: Container[str]) -> dict[str, Any]:
    """Its mistakes that students may know, and the first rows of the runs of two of these, in these cases."""
    mistakes = _mistakes_of(reading.mistakes, cases)
    pairs = reading.pairs.of({mistake.id for mistake in mistakes}, cases)
    first_rows = {case: runs[:, :PAIR_ROWS] for case, runs in pairs.runs.items()}
    return {"mistakes": mistakes, "pairs": replace(pairs, runs=first_rows)}


def _without_late_rows(mistake: Mistake, question: Question) -> Mistake:
    """The mistake with the first rows of its runs, where these show it: more of them would double the key.

    Costs follow from points that show it, where the answers are no runs that may be wrongly recorded.
    """
    answers, until = dict(mistake.answers), dict(mistake.until)
    for case in question.cases if question.is_run else ():
        arrays = answers.get(case.id, {})
        is_run = all(np.shape(array) == case.right[name].shape and len(array) > ROWS for name, array in arrays.items())
        if is_run and any(_is_shown(case, name, array) for name, array in arrays.items()):
            follow = mistake.whole and {WEIGHTS, COSTS} <= arrays.keys() and _is_shown(case, WEIGHTS, arrays[WEIGHTS])
            stored = {WEIGHTS: arrays[WEIGHTS]} if follow else arrays
            answers[case.id] = {name: array[:ROWS] for name, array in stored.items()}
            until[case.id] = min(until.get(case.id, ROWS), ROWS - 1)
    return replace(mistake, answers=answers, until=until)


def _is_shown(case: Case, name: str, array: np.ndarray) -> bool:
    """Whether the first rows of a run are far from the right ones."""
    gaps = np.abs(array[:ROWS] - case.right[name][:ROWS]).reshape(ROWS, -1).max(axis=1)
    rows = min(ROWS, len(case.tolerance[name]))
    return bool((gaps[:rows] > 10 * case.tolerance[name][:rows]).any())


def short(answers: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """A mistake's answers with decimals of 7 digits, which tell mistakes apart and halve the key."""
    return {case: {name: _single(value) for name, value in answer.items()} for case, answer in answers.items()}


def _single(value: Any) -> Any:
    if isinstance(value, np.ndarray) and value.dtype == np.float64:
        with np.errstate(over="ignore"):  # a run that blows up
            return np.asarray(value, dtype=np.float32)
    return value


def _of(by_case: Mapping[str, Any], cases: Container[str]) -> dict[str, Any]:
    return {case: value for case, value in by_case.items() if case in cases}
