"""The verdict on a result that a check decides about: its form first, then what staff's Python says of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from grader.base.text import capitalized
from grader.judging.checks.check_process import CheckAnswer, CheckFailed, run_check
from grader.judging.forms import NO_RETURN, WrongForm, in_words
from grader.judging.outcomes import FailedCheck, Right, Unchecked, Verdict
from grader.judging.part_verdicts import align, wrong_shape
from grader.judging.parts import WANTED, as_value, read_parts
from grader.model.checks import from_expected
from grader.model.encoding.values import Items, Nothing, Other, Table, Value
from grader.model.key import Case, Question
from grader.model.result_form import leaves, subject, unrolled

ROUNDING = 1e-9  # a share that misses 1 by less is all


def judge_check(question: Question, case: Case, value: Value, checks: Mapping[str, str]) -> Verdict:
    """The verdict of the question's check. Raises WrongForm."""
    try:
        share, sentence = check_result(question, case, value, checks)
    except CheckFailed as failure:
        return Verdict(Unchecked(str(failure)))
    if question.runs:
        failed = FailedCheck(sentence, 0.0, question.runs, question.error_rate if share else 0.0)
        return Verdict(failed) if share < question.error_rate else Verdict(Right(), 1.0)
    if share >= 1 - ROUNDING:
        return Verdict(Right(), 1.0)
    return Verdict(FailedCheck(sentence, share), share)


def check_result(question: Question, case: Case, value: Value, checks: Mapping[str, str]) -> CheckAnswer:
    """What the check says, of several runs the p-value. Raises WrongForm for the result, CheckFailed for the check."""
    right = from_expected(case.expected or {})
    if question.runs:
        expected: Value = Items(tuple(_read(question, each, each) for each in _runs(question, right)))
        pairs = zip(_runs(question, value), _runs(question, right), strict=True)
        result: Value = Items(tuple(_read(question, *pair) for pair in pairs))
    else:
        expected, result = _read(question, right, right), _read(question, value, right)
    return run_check(question, case, result, expected, checks)


def _runs(question: Question, value: Value) -> Sequence[Value]:
    """The results of all runs."""
    if not isinstance(value, Items) or len(value.items) != question.runs:
        raise WrongForm(f"Of {question.runs} calls came {in_words(value)}.")
    return value.items


def _read(question: Question, value: Value, right: Value) -> Value:
    """The result in the form that was asked for, with nothing else in it. Raises WrongForm."""
    if question.form is not None:
        read = read_parts(question.form, value)
        for error in read.wrong_forms.values():
            raise error
        expected = read_parts(question.form, right).values
        parts = list(leaves(unrolled(question.form, expected)))
        align(parts, expected, read)
        for path, part, _ in parts:
            if part.shape and path in read.values and read.values[path].shape != expected[path].shape:
                raise WrongForm(wrong_shape(part, path, read.values[path], expected[path]))
            # a check may ask an array for its shape; of equal items there may be fewer
            if path in read.values and np.ndim(read.values[path]) < min(1, np.ndim(expected[path])):
                raise WrongForm(f"{capitalized(subject(path))} is one number; {WANTED[part.kind]} was asked for.")
        return as_value(question.form, read.values)
    if isinstance(value, Nothing):
        raise WrongForm(NO_RETURN)
    for what in _unreadable(value):
        raise WrongForm(f"Your function returned {what}, which cannot be judged.")
    return value


def _unreadable(value: Value) -> Iterator[str]:
    if isinstance(value, Other):
        yield value.what
    parts = value.items if isinstance(value, Items) else value.entries.values() if isinstance(value, Table) else ()
    for part in parts:
        yield from _unreadable(part)
