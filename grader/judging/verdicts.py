"""One case: a call and what was asked -> a Verdict.

Every outcome is a value; the sentences about it stand in `grader.judging.messages`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from grader.base.exhaustive import assert_never
from grader.judging import forms, outcomes
from grader.judging.checks.check_verdicts import judge_check
from grader.judging.outcomes import Verdict
from grader.judging.part_verdicts import judge_parts
from grader.judging.written_answers import judge_written
from grader.model.encoding.values import Value
from grader.model.key import Case, Question
from grader.model.transcript import Call, Fault, Raised, Returned, Stopped

NOT_RUN = Fault("the run ended before this case")


def judge_case(question: Question, case: Case, call: Call, checks: Mapping[str, str] | None = None) -> Verdict:
    """The verdict on one call; `checks` are the key's, without which no check is run."""
    return judge_cases(question, [case], {case.id: call}, checks or {})[case.id]


def judge_cases(
    question: Question, cases: Iterable[Case], calls: Mapping[str, Call], checks: Mapping[str, str]
) -> dict[str, Verdict]:
    """The verdicts on the calls of several cases of a question, by case; a case without a call was not run."""
    with np.errstate(all="ignore"):  # nan and inf are answers like others
        return {case.id: _verdict(question, case, calls.get(case.id, NOT_RUN), checks) for case in cases}


def _verdict(question: Question, case: Case, call: Call, checks: Mapping[str, str]) -> Verdict:
    match call:
        case Fault(detail):
            return Verdict(outcomes.Unchecked(detail))
        case Raised() if case.raises:
            is_right = call.is_raised_as(case.raises)
            verdict = Verdict(outcomes.Right(), 1.0) if is_right else Verdict(outcomes.NotRaised(case.raises, call))
            return _unless_changed(verdict, call)
        case Raised():
            return Verdict(outcomes.Crashed(call))
        case Stopped():
            return Verdict(outcomes.Halted(call))
        case Returned(value, _, notes):
            try:
                verdict = _judge(question, case, value, checks)
                verdict = _unless_changed(verdict, call)
            except forms.WrongForm as error:
                verdict = Verdict(outcomes.Misformed(error.sentence, error.mistake))
            except Exception as error:  # a bug: if it ended the grading, work could ask what a hidden input is
                verdict = Verdict(
                    outcomes.Unchecked(f"the judge failed at this result: {type(error).__name__}: {error}")
                )
            return replace(verdict, notes=(*verdict.notes, *notes)) if notes else verdict
    return assert_never(call)


def _unless_changed(verdict: Verdict, call: Returned | Raised) -> Verdict:
    """The verdict, unless the call has changed what must stay the same: that costs the case, whatever it returned."""
    return Verdict(outcomes.ChangedArguments(call.after, verdict)) if call.after else verdict


def _judge(question: Question, case: Case, value: Value, checks: Mapping[str, str]) -> Verdict:
    if case.raises:
        return Verdict(outcomes.NotRaised(case.raises, value))
    if question.check:
        return judge_check(question, case, value, checks)
    if question.form is not None:
        return judge_parts(question.form, case, value)
    return judge_written(question.returns, case, value)
