"""The mistakes that a solution suggests: it is changed in one place, run like a submission, and judged.

A change is a known mistake if it answers every case, is wrong by far in one of them, and leaves enough numbers to tell
it by. A change that keeps every point is a survivor: either it changes nothing, or the cases cannot tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.authoring.answers import solution
from grader.authoring.derived.expressions import expression_changes
from grader.authoring.derived.loops import statement_changes
from grader.authoring.derived.parameters import parameter_changes
from grader.authoring.derived.source_tree import Change, SourceTree
from grader.authoring.derived.wording import RANK, Description, describe, identifiers
from grader.extraction.extract import DefinedName, Extraction, Statement
from grader.judging.verdicts import judge_case
from grader.model.key import Case, Mistake, Question
from grader.model.transcript import Call
from grader.sandbox import session
from grader.sandbox.environment import Environment, Limits

if TYPE_CHECKING:
    from grader.authoring.assignment import Assignment, QuestionSpec
    from grader.judging.outcomes import Verdict

LIMITS = Limits(case_seconds=2, question_seconds=900, memory_mb=4096, timeouts_per_question=100)  # for all questions
FAR = 10.0  # tolerances: nearer to the right answer, a mistake could be honest arithmetic
FEWEST_NUMBERS = 2  # of all cases together, that a mistake must change: one number fits too much
MOST = 150  # different wrong answers to a question
ALIKE = 3  # causes of one answer

Answers = dict[str, dict[str, Any]]  # by case


@dataclass(frozen=True)
class Derived:
    """What became of the changes of one solution: mistakes for the key, and those that keep every point."""

    mistakes: tuple[Mistake, ...] = ()
    survivors: tuple[Change, ...] = ()


@dataclass(frozen=True)
class _Exercise:
    """A question whose right answers are known, its solution, and the changes of it: (statement, change)."""

    spec: QuestionSpec
    question: Question
    extraction: Extraction

    @cached_property
    def changes(self) -> list[tuple[int, Change]]:
        """The changes of the statements that the solution wrote, likely ones first, each text once."""
        defined = self.extraction[self.spec.function]
        assert isinstance(defined, DefinedName)
        own = [at for at in defined.statements if at not in defined.configuration]
        statements = self.extraction.statements
        changes = [(at, c) for at in own for c in _of_statement(statements[at], self.spec, self.question)]
        by_text: dict[tuple[int, str], tuple[int, Change]] = {}
        for at, change in sorted(changes, key=lambda each: RANK[each[1].kind]):
            by_text.setdefault((at, change.source), (at, change))
        return list(by_text.values())


def derive(assignment: Assignment, questions: Mapping[str, Question]) -> dict[str, Derived]:
    """By question what its solution suggests; `questions` hold their right answers."""
    specs = [spec for spec in assignment.question if spec.name in questions]
    if not specs:
        return {}
    extraction = solution.read_master(assignment, specs)
    exercises = [_Exercise(spec, questions[spec.name], extraction) for spec in specs]
    calls = _run(exercises, extraction)
    return {exercise.spec.name: _sorted_out(exercise, calls) for exercise in exercises}


def _sorted_out(exercise: _Exercise, calls: Mapping[str, Call]) -> Derived:
    question, survivors, wrong = exercise.question, [], []
    for number, (_, change) in enumerate(exercise.changes):
        verdicts = {case.id: judge_case(question, case, calls[_name(number, case)]) for case in question.cases}
        if all(verdict.right for verdict in verdicts.values()):
            survivors.append(change)
        elif all(verdict.answer for verdict in verdicts.values()) and _is_evident(question, verdicts):
            wrong.append((change, verdicts))
    return Derived(tuple(_mistakes(question, wrong)), tuple(survivors))


# ── the changes


def _of_statement(statement: Statement, spec: QuestionSpec, question: Question) -> Iterator[Change]:
    tree = SourceTree(statement.source)
    if not tree.functions or statement.source.strip() in question.stub:  # a helper that the handout gives away
        return
    yield from expression_changes(tree)
    yield from statement_changes(tree)
    if getattr(tree.root, "name", "") == spec.function and tree.root in tree.functions:
        values = {name: [case.arguments.get(name) for case in question.cases] for name in spec.parameters}
        yield from parameter_changes(tree, tree.functions[0], values)


# ── running them


def _run(exercises: Sequence[_Exercise], extraction: Extraction) -> dict[str, Call]:
    """What each change of each exercise returns in each case, in one process."""
    program, requests = list(solution.with_precisions(extraction)), []
    for exercise in exercises:
        for number, (at, change) in enumerate(exercise.changes):
            original = extraction.statements[at]
            for case in exercise.question.cases:
                request = solution.request(exercise.spec, case, extraction)
                needs = tuple(len(program) if need == at else need for need in request.needs)
                requests.append(replace(request, case=_name(number, case), question="derived", needs=needs))
            program.append(Statement(original.cell, original.line, change.source, original.flags))
    return session.run(program, requests, Environment(LIMITS)).calls


def _name(number: int, case: Case) -> str:
    return f"{number} {case.id}"


# ── which of them are mistakes


def _is_evident(question: Question, verdicts: Mapping[str, Verdict]) -> bool:
    """Whether every number is finite, and enough of them are far from the right ones."""
    arrays = [array for v in verdicts.values() for array in v.answer.values() if isinstance(array, np.ndarray)]
    whole = all(verdicts[case.id].answer.keys() >= (case.tolerance or {}).keys() for case in question.cases)
    far = sum(_far(case, verdicts[case.id].answer) for case in question.cases if not verdicts[case.id].right)
    return whole and far >= FEWEST_NUMBERS and all(np.isfinite(array).all() for array in arrays)


def _far(case: Case, answer: Mapping[str, Any]) -> int:
    """How many numbers of the answer are far from the right ones; all of an array of another shape."""
    assert case.expected is not None
    count = 0
    for name, array in answer.items():
        right, tolerance = case.expected[name], case.tolerance.get(name)
        if isinstance(array, np.ndarray) and tolerance is not None:
            right = right[:-1] if np.ndim(tolerance) else right  # a run has a row beyond the last
            is_alike = array.shape == np.shape(right)
            count += int((np.abs(array - right) > FAR * np.max(tolerance)).sum()) if is_alike else array.size
    return count


def _mistakes(question: Question, wrong: Sequence[tuple[Change, Mapping[str, Verdict]]]) -> Iterator[Mistake]:
    """Mistakes for the key, likely ones first, each name once for one answer."""
    public = identifiers(f"{question.stub} {question.title} {' '.join(question.parameters)}")
    alike: dict[tuple[Any, ...], dict[str, tuple[Change, Description, Answers]]] = {}
    for change, verdicts in wrong:
        answers = {case: dict(verdict.answer) for case, verdict in verdicts.items()}
        words = describe(change, public)
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
