"""The mistakes that a solution suggests: it is changed in one place, run like a submission, and judged.

A change is a known mistake if it answers every case, is wrong by far in one of them, and leaves enough numbers to tell
it by. A change that keeps every point is a survivor: either it changes nothing, or the cases cannot tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.authoring.derived.exercises import ChangedSolution, Exercise, read_exercises, run_changes
from grader.authoring.derived.source_tree import Change
from grader.authoring.derived.wording import Description, describe
from grader.judging.outcomes import Verdict
from grader.judging.verdicts import judge_case
from grader.model.key import Case, Mistake, Question
from grader.model.result_form import kinds_fault
from grader.model.transcript import Call

if TYPE_CHECKING:
    from grader.authoring.facts.assignment import Assignment

FAR = 10.0  # tolerances: nearer to the right answer, a mistake could be honest arithmetic
FEWEST_NUMBERS = 2  # of all cases together, that a mistake must change: one number fits too much
MOST = 150  # different wrong answers to a question
ALIKE = 3  # causes of one answer

Answers = dict[str, dict[str, Any]]  # by case


@dataclass(frozen=True)
class Derived:
    """What became of the changes of one solution: mistakes for the key, and those that keep every point."""

    mistakes: tuple[Mistake, ...] = ()
    survivors: tuple[ChangedSolution, ...] = ()


def derive(assignment: Assignment, questions: Mapping[str, Question]) -> dict[str, Derived]:
    """By question what its solution suggests; `questions` hold their right answers."""
    if not questions:
        return {}
    exercises = read_exercises(assignment, questions)
    calls = run_changes(assignment, ((each, each.changes, each.question.cases) for each in exercises))
    return {exercise.question.name: _sorted_out(exercise, calls) for exercise in exercises}


def _sorted_out(exercise: Exercise, calls: Mapping[str, Call]) -> Derived:
    question, survivors, wrong = exercise.question, list[ChangedSolution](), list[tuple[Change, dict[str, Verdict]]]()
    for changed in exercise.changes:
        verdicts = {case.id: judge_case(question, case, calls[changed.call(case)]) for case in question.cases}
        if all(verdict.right for verdict in verdicts.values()):
            survivors.append(changed)
        elif all(verdict.answer for verdict in verdicts.values()) and _is_evident(question, verdicts):
            wrong.append((changed.change, verdicts))
    return Derived(tuple(_mistakes(question, wrong)), tuple(survivors))


# ── which of them are mistakes


def _is_evident(question: Question, verdicts: Mapping[str, Verdict]) -> bool:
    """Whether every number is finite, and enough of them are far from the right ones."""
    arrays = [array for v in verdicts.values() for array in v.answer.values() if isinstance(array, np.ndarray)]
    form = question.form
    whole = form is None or not any(kinds_fault(form, verdict.answer) for verdict in verdicts.values())
    far = sum(_far(case, verdicts[case.id].answer) for case in question.cases if not verdicts[case.id].right)
    return whole and far >= FEWEST_NUMBERS and all(np.isfinite(array).all() for array in arrays)


def _far(case: Case, answer: Mapping[str, Any]) -> int:
    """How many numbers of the answer are far from the right ones; all of an array of another shape."""
    assert case.expected is not None
    count = 0
    for name, array in answer.items():
        right, tolerance = case.expected[name], case.tolerance.get(name)
        if isinstance(array, np.ndarray) and tolerance is not None:
            if np.ndim(tolerance):  # of a run the rows that both have: where it ends says too little
                rows = min(len(tolerance), len(array))
                array, right = array[:rows], right[:rows]
            is_alike = array.shape == np.shape(right)
            count += int((np.abs(array - right) > FAR * np.max(tolerance)).sum()) if is_alike else array.size
    return count


def _mistakes(question: Question, wrong: Sequence[tuple[Change, Mapping[str, Verdict]]]) -> Iterator[Mistake]:
    """Mistakes for the key, likely ones first, each name once for one answer."""
    handout = f"{question.stub} {question.title} {' '.join(question.parameters)}"
    alike: dict[tuple[Any, ...], dict[str, tuple[Change, Description, Answers]]] = {}
    for change, verdicts in wrong:
        answers = {case: dict(verdict.answer) for case, verdict in verdicts.items()}
        words = describe(change, handout)
        alike.setdefault(_rounded(answers), {}).setdefault(words.name, (change, words, answers))
    numbers: Counter[str] = Counter()
    for causes in list(alike.values())[:MOST]:
        clear = [cause for cause in causes.values() if not cause[1].vague]
        for change, words, answers in (clear or list(causes.values()))[:ALIKE]:
            numbers[change.kind] += 1
            identity = f"{question.name}.{change.kind}_{numbers[change.kind]}"
            yield Mistake(identity, words.name, words.hint, answers, whole=True)


def _rounded(answers: Answers) -> tuple[Any, ...]:
    """The answers to all cases with six digits, to see which are alike."""
    values = [value for answer in answers.values() for value in answer.values()]
    return tuple(
        tuple(f"{x:.6g}" for x in value.ravel()) if isinstance(value, np.ndarray) else value for value in values
    )
