"""What is proven about staff's checks: they read all of a result, and hardly ever right work whose results are random.

The rate of false alarms is a bound: the sum over all cases of what each check states. Whether a check keeps to what it
states is tried with draws of the solution that the key was not made with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from grader.authoring.answers.solution import environment_of_students
from grader.authoring.facts.assignment import Assignment
from grader.authoring.proving.proof import Finding
from grader.authoring.proving.trials.value_parts import Path, in_form, map_parts, parts_of, path_in_words
from grader.judging.checks.check_process import CheckFailed
from grader.judging.checks.check_verdicts import check_result
from grader.judging.forms import WrongForm
from grader.judging.verdicts import judge_case
from grader.model.checks import arguments_of_run, from_expected
from grader.model.encoding.values import Items, Numbers, Value
from grader.model.key import Case, Key, Question
from grader.model.transcript import Returned
from grader.sandbox.environment import PATIENT
from grader.sandbox.transcribe import transcribe

DRAWS = 10  # of each case of a random question
MAX_PARTS = 20  # of a result, in each of which nan is tried
WAY_OUT = "Test this part in the check, or take it out of the result."
MAX_RATE = 0.01  # of right submissions that may lose points by chance


def check_findings(assignment: Assignment, key: Key) -> Iterator[Finding]:
    """What is proven about the checks of a key; nothing where there are none."""
    checked = [question for question in key.questions if question.check]
    if checked:
        unread = {question.name: list(_unread(key, question)) for question in checked}
        figure = f"{sum(not places for places in unread.values())} of {len(checked)}"
        faults = [f"{name}: nan {place} passes. {WAY_OUT}" for name, places in unread.items() for place in places]
        yield Finding.of("every check reads all numbers of a result", figure, faults)
    if randomized := [question for question in checked if question.runs]:
        yield _false_alarms(randomized)
        yield _draws(assignment, key, randomized)


def _unread(key: Key, question: Question) -> Iterator[str]:
    """The places of a right result at which nan passes in every case: nobody is right there."""
    question = question.with_answers()
    right = {case.id: in_form(question, from_expected(case.expected or {})) for case in question.cases}
    for part, value in list(parts_of(_one_run(question, right[question.cases[0].id])))[:MAX_PARTS]:
        size = value.array.size if isinstance(value, Numbers) and value.array.dtype.kind in "iufc" else 0
        for entry in sorted({0, size - 1}) if size else ():
            results = {case: Returned(_with_nan(question, each, part, entry)) for case, each in right.items()}
            if all(judge_case(question, case, results[case.id], key.checks).right for case in question.cases):
                where = "in" if size == 1 else "as the last entry of" if entry else "as the first entry of"
                yield f"{where} {path_in_words(question, part)}"


def _one_run(question: Question, value: Value) -> Value:
    return value.items[0] if question.runs and isinstance(value, Items) else value


def _with_nan(question: Question, value: Value, part: Path, entry: int) -> Value:
    """The result with nan as this entry of a part: as the first one, or else as the last; in all of several runs."""

    def with_nan(path: Path, own: Value) -> Value:
        if (path[1:] if question.runs else path) != part or not (isinstance(own, Numbers) and own.array.size):
            return own
        array = own.array.astype(complex if own.array.dtype.kind == "c" else float)
        array.flat[-1 if entry else 0] = np.nan
        return Numbers(array)

    return map_parts(value, with_nan)


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
