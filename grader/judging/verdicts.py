"""One case: a call and what was asked -> a Verdict. `KINDS` has one line for each kind of answer.

Every outcome is a value; the sentences about it stand in `grader.judging.messages`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Literal

import numpy as np

from grader.base.exhaustive import assert_never
from grader.judging import forms, outcomes
from grader.judging.checks.check_verdicts import judge_check
from grader.judging.histories import judge_costs, judge_histories
from grader.judging.outcomes import Right, Verdict, WrongValue
from grader.judging.part_verdicts import compare_points, judge_parts
from grader.judging.written_answers import judge_written
from grader.model.encoding.values import Numbers, Text, Value
from grader.model.key import Case, Question
from grader.model.transcript import Call, Fault, Raised, Returned, Stopped


def judge_case(question: Question, case: Case, call: Call, checks: Mapping[str, str] | None = None) -> Verdict:
    """The verdict on one call; `checks` are the key's, without which no check is run."""
    return judge_cases(question, [case], {case.id: call}, checks)[case.id]


def judge_cases(
    question: Question, cases: Iterable[Case], calls: Mapping[str, Call], checks: Mapping[str, str] | None = None
) -> dict[str, Verdict]:
    """The verdicts on the calls of several cases of a question, by case."""
    with np.errstate(all="ignore"):  # nan and inf are answers like others
        return {case.id: _verdict(question, case, calls[case.id], checks or {}) for case in cases}


def _verdict(question: Question, case: Case, call: Call, checks: Mapping[str, str]) -> Verdict:
    match call:
        case Fault(detail):
            return Verdict(outcomes.Unchecked(detail))
        case Raised():
            return Verdict(outcomes.Crashed(call))
        case Stopped():
            return Verdict(outcomes.Halted(call))
        case Returned(value, _, notes):
            try:
                verdict = _judge(question, case, value, checks)
            except forms.WrongForm as error:
                verdict = _misformed(error)
            return replace(verdict, notes=(*verdict.notes, *notes)) if notes else verdict
    return assert_never(call)


def _misformed(error: forms.WrongForm, **answer: Any) -> Verdict:
    """The verdict on a value of another form; `answer` is what can still be compared with known mistakes."""
    return Verdict(outcomes.Misformed(error.sentence, error.mistake), answer=answer)


def _judge(question: Question, case: Case, value: Value, checks: Mapping[str, str]) -> Verdict:
    if question.check:
        return judge_check(question, case, value, checks)
    if question.form is not None:
        return judge_parts(question.form, case, value)
    if question.is_written:
        return judge_written(question.returns, case, value)
    return KINDS[question.returns](case, value)


# ── answers of one piece


def judge_points(case: Case, value: Value) -> Verdict:
    """The verdict on a set of points: each right point once, in any order."""
    assert case.expected is not None
    points = forms.read_points(value)
    wrong = compare_points(points, case.expected["points"], float(case.tolerance["points"]))
    return Verdict(wrong or Right(), float(wrong is None), {"points": points})


def judge_array(case: Case, value: Value) -> Verdict:
    """The verdict on a number or a vector."""
    assert case.expected is not None
    try:
        array = forms.read_array(value, np.shape(case.expected["value"]))
    except forms.WrongForm as error:
        return _misformed(error, **_plain_arrays(value=value))
    return _compare(case, "value", {"value": array}, "value")


def judge_minimum(case: Case, value: Value) -> Verdict:
    """The verdict on a pair (w, cost): the point first."""
    assert case.expected is not None
    w, cost = forms.read_pair(value)
    answer: dict[str, Any] = {}
    what = "first of your two values should be the point w"
    try:
        answer["w"] = forms.read_array(w, np.shape(case.expected["w"]))
        what = "second should be its cost"
        answer["cost"] = forms.read_array(cost, ())
    except forms.WrongForm as error:
        return _misformed(forms.WrongForm(f"The {what}. {error.sentence}"), **_plain_arrays(w=w, cost=cost))
    point = _compare(case, "w", answer, "point")
    return _compare(case, "cost", answer, "cost") if point.right else point


def _plain_arrays(**values: Value) -> dict[str, np.ndarray]:
    """The arrays of a value that has the wrong form, for naming the mistake; empty unless all are arrays."""
    arrays = {name: value.array for name, value in values.items() if isinstance(value, Numbers)}
    return arrays if len(arrays) == len(values) else {}


def _compare(case: Case, name: str, answer: dict[str, Any], what: Literal["value", "point", "cost"]) -> Verdict:
    """Compare one array of the answer with the key's, to the key's tolerance."""
    assert case.expected is not None
    yours, right = answer[name], np.asarray(case.expected[name])
    near = bool((np.abs(yours - right) <= case.tolerance[name]).all())  # false for nan
    return Verdict(Right() if near else WrongValue(yours, right, what), float(near), answer)


def judge_label(case: Case, value: Value) -> Verdict:
    """The verdict on "minimum", "maximum" or "saddle"."""
    assert case.expected is not None
    try:
        label, right = forms.read_label(value), case.expected["label"]
    except forms.WrongForm as error:
        return _misformed(error, **({"label": value.text} if isinstance(value, Text) else {}))
    outcome = Right() if label == right else WrongValue(label, right, "label")
    return Verdict(outcome, float(label == right), {"label": label})


KINDS: Mapping[str, Callable[[Case, Value], Verdict]] = {
    "histories": judge_histories,
    "costs": judge_costs,
    "points": judge_points,
    "number": judge_array,
    "vector": judge_array,
    "minimum": judge_minimum,
    "label": judge_label,
}
