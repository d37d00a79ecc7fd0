"""What is proven about staff's checks: they refuse something, and hardly ever right work whose results are random.

The rate of false alarms is a bound: the sum over all cases of what each check states. Whether a check keeps to what it
states is tried with draws of the solution that the key was not made with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle, islice

import numpy as np

from grader.authoring.answers.solution import environment_of_students
from grader.authoring.facts.assignment import Assignment
from grader.authoring.proving.proof import Finding
from grader.judging.checks.check_process import CheckFailed
from grader.judging.checks.check_verdicts import check_result
from grader.judging.forms import WrongForm
from grader.judging.verdicts import judge_case
from grader.model.checks import arguments_of_run, from_expected
from grader.model.encoding.values import Items, Numbers, Table, Value
from grader.model.key import Case, Key, Question
from grader.model.transcript import Returned
from grader.sandbox.environment import PATIENT
from grader.sandbox.transcribe import transcribe

DRAWS = 10  # of each case of a random question
MAX_RATE = 0.01  # of right submissions that may lose points by chance


def check_findings(assignment: Assignment, key: Key) -> Iterator[Finding]:
    """What is proven about the checks of a key; nothing where there are none."""
    checked = [question for question in key.questions if question.check]
    if checked:
        blind = [question.name for question in checked if not _refuses_something(key, question)]
        claim, figure = "every check refuses wrong results", f"{len(checked) - len(blind)} of {len(checked)}"
        yield Finding.of(claim, figure, [f"{name}: zeros, nan and the results of other cases pass" for name in blind])
    if randomized := [question for question in checked if question.runs]:
        yield _false_alarms(randomized)
        yield _draws(assignment, key, randomized)


def _refuses_something(key: Key, question: Question) -> bool:
    """Whether one of some wrong results loses points in one of the cases."""
    question = question.with_answers()
    answers = [from_expected(case.expected or {}) for case in question.cases]
    others = islice(cycle(answers), 1, None)
    return any(
        not judge_case(question, case, Returned(wrong), key.checks).right
        for case, answer, other in zip(question.cases, answers, others, strict=False)
        for wrong in (_filled(answer, 0.0), _filled(answer, np.nan), other)
    )


def _filled(value: Value, number: float) -> Value:
    """The value with this number in place of each of its numbers."""
    match value:
        case Numbers(array):
            return Numbers(np.full(array.shape, number))
        case Items(items):
            return Items(tuple(_filled(item, number) for item in items))
        case Table(entries):
            return Table({name: _filled(entry, number) for name, entry in entries.items()})
    return value


def _false_alarms(questions: Sequence[Question]) -> Finding:
    cases = sum(len(question.cases) for question in questions)
    rate = sum(question.error_rate * len(question.cases) for question in questions)
    figure = f"at most 1 in {1 / rate:,.0f} submissions, over {cases} cases"
    trouble = f"more than {100 * MAX_RATE:g} % of right submissions may: choose a smaller error_rate"
    return Finding.of("chance costs right work points", figure, [trouble] if rate > MAX_RATE else [])


def _draws(assignment: Assignment, key: Key, questions: Sequence[Question]) -> Finding:
    """The p-values of other draws of the solution."""
    drawn = replace(key, questions=tuple(replace(q, cases=tuple(_other_draws(q))) for q in questions))
    limits = replace(PATIENT, question_seconds=PATIENT.question_seconds * DRAWS)
    calls = transcribe(assignment.master, drawn, environment_of_students(assignment, limits)).calls
    smallest, troubles = 1.0, []
    for question in drawn.questions:
        for case in question.cases:
            p = _p_value(key, question, case, calls.get(case.id))
            if isinstance(p, str):
                troubles.append(f"{case.id}: {p}")
                continue
            smallest = min(smallest, p)
            if p < question.error_rate:
                troubles.append(f"{case.id}: p = {p:.2g}, where error_rate is {question.error_rate:g}")
    return Finding.of("other draws of the solution pass", f"smallest p-value {smallest:.2g}", troubles)


def _other_draws(question: Question) -> Iterator[Case]:
    for case in question.cases:
        for draw in range(1, DRAWS + 1):
            arguments = arguments_of_run(case.arguments, draw * question.runs)
            yield replace(case, id=f"{case.id}, draw {draw}", arguments=arguments)


def _p_value(key: Key, question: Question, case: Case, call: object) -> float | str:
    """What the check says of one draw, or why it says nothing."""
    if not isinstance(call, Returned):
        return f"the solution did not return: {call}"
    try:
        return check_result(question, case, call.value, key.checks).share
    except (CheckFailed, WrongForm) as error:
        return str(error)
