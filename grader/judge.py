"""Key + Transcript -> Report: a pure function, in NumPy, with no student code and no JAX.

The same transcript always gives the same report. What a student reads of a question comes from its visible cases alone;
staff's name for the mistake, and the credit it keeps, come from all of them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from grader import choice, explain
from grader.diagnose import Diagnosis, diagnose
from grader.key import Case, Key, Question
from grader.report import CaseReport, QuestionReport, Report
from grader.transcript import Call, Definition, Fault, Transcript
from grader.verdicts import (
    Crashed,
    Halted,
    Misformed,
    NotFinite,
    Parted,
    Right,
    Unanswered,
    Unasked,
    Unchecked,
    Verdict,
    verdict,
)


def judge(key: Key, transcript: Transcript) -> Report:
    """The report on one submission. Raises ValueError if the transcript belongs to another assignment."""
    if transcript.assignment != key.assignment:
        raise ValueError(
            f"this transcript is of the assignment {transcript.assignment!r}, and the key is for {key.assignment!r}."
        )
    if transcript.unreadable:
        return Report(transcript.submission, key.assignment, "ungradable", 0.0, key.points, transcript.unreadable)
    questions = choice.settle([_question(key, question, transcript) for question in key.questions])
    earned = round(sum(question.earned for question in questions), 9)
    return Report(transcript.submission, key.assignment, "graded", earned, key.points, "", questions)


def _question(key: Key, question: Question, transcript: Transcript) -> QuestionReport:
    found = transcript.definitions.get(question.name, Definition("missing"))
    if found.status != "found":
        return _never_called(question, found)
    calls = {case.id: transcript.calls.get(case.id, _NOT_RUN) for case in question.cases}
    views = [_view(key, reading, calls) for reading in question.readings]
    seen = counted = views[0]
    if len(views) > 1:
        counted = max(views, key=lambda view: (view.earned(), bool(view.everything.candidates)))
        seen = max(views, key=lambda view: (view.earned(hidden=False), bool(view.told.candidates)))
    cases = _as_seen(seen, counted)
    message = explain.question(key, seen.question, seen.verdicts, seen.told)
    if any(view.right_ones() != seen.right_ones() for view in views if view is not seen):
        message += f"\n\n{explain.reading(seen.question, question)}"
    return QuestionReport(
        name=question.name,
        title=question.title,
        status=status_of([case.status for case in cases]),
        earned=round(sum(case.earned for case in cases), 9),
        possible=question.points,
        message=message,
        mistake=counted.everything.name,
        cases=cases,
        group=question.group,
        reading=seen.question.reading,
    )


@dataclass(frozen=True)
class _View:
    """A question by one reading: the verdicts, what explains all of them, and what explains those that are shown."""

    question: Question
    verdicts: dict[str, Verdict]
    everything: Diagnosis
    told: Diagnosis
    cases: tuple[CaseReport, ...]

    def earned(self, *, hidden: bool = True) -> float:
        return round(sum(case.earned for case in self.cases if hidden or not case.hidden), 9)

    def right_ones(self) -> list[str]:
        """The shown cases that are right."""
        return [case.id for case in self.cases if case.status == "right" and not case.hidden]


def _view(key: Key, question: Question, calls: Mapping[str, Call]) -> _View:
    verdicts = {case.id: verdict(question, case, calls[case.id]) for case in question.cases}
    everything = diagnose(key, question, verdicts)
    shown = {case.id: verdicts[case.id] for case in question.cases if not case.hidden}
    told = everything if len(shown) == len(verdicts) else diagnose(key, question, shown)
    credit = credit_for(key, question, everything)
    cases = tuple(_case(question, case, verdicts[case.id], calls[case.id], credit) for case in question.cases)
    return _View(question, verdicts, everything, told, cases)


def _as_seen(seen: _View, counted: _View) -> tuple[CaseReport, ...]:
    """The shown cases by the reading that they fit best, the hidden ones by the reading that counts.

    Where these differ, what the shown cases have too much is taken from the hidden ones, which may decide nothing here.
    """
    shown = [case for case in seen.cases if not case.hidden]
    hidden = [case for case in counted.cases if case.hidden]
    if seen is not counted:
        left, there = counted.earned() - seen.earned(hidden=False), sum(case.earned for case in hidden)
        if not math.isclose(left, there, abs_tol=1e-8):
            hidden = [replace(case, earned=case.earned * left / there) for case in hidden]
    return (*shown, *hidden)


_NOT_RUN = Fault("the run ended before this case")


def _never_called(question: Question, found: Definition) -> QuestionReport:
    status = {"broken": "crashed"}.get(found.status, found.status)
    message = explain.definition(question, found)
    cases = tuple(
        CaseReport(case.id, _title(case), case.hidden, status, 0.0, case.points, "" if case.hidden else message)
        for case in question.cases
    )
    return QuestionReport(
        question.name, question.title, status, 0.0, question.points, message, "", cases, question.group
    )


def _case(question: Question, case: Case, found: Verdict, call: Call, credit: float) -> CaseReport:
    part = max(found.part, credit) if found.answer else found.part  # no credit for what holds no numbers to judge
    hidden = explain.HIDDEN_ITEM if case.item else explain.HIDDEN
    return CaseReport(
        id=case.id,
        title=_title(case),
        hidden=case.hidden,
        status=_case_status(found),
        earned=part * case.points,
        possible=case.points,
        message=hidden if case.hidden else explain.case(question, case, found),
        step=found.outcome.step if isinstance(found.outcome, (Parted, NotFinite)) and not case.hidden else -1,
        seconds=0.0 if case.hidden or isinstance(call, Fault) else round(call.seconds, 3),  # a sleep could tell inputs
    )


def _title(case: Case) -> str:
    return case.title if case.item or not case.hidden else "a hidden case"


def credit_for(key: Key, question: Question, diagnosis: Diagnosis) -> float:
    """The part of a case's points that the named mistake keeps: of several at once the least, of a group the least.

    A recording that stops after w^0 or w^1 shows no run, and keeps nothing.
    """
    named = {id for ids in diagnosis.candidates for id in ids}
    rows = [(b.id, int(K), rows) for b in key.bookkeeping if b.id in named for K, rows in b.rows.items()]
    stopped = {id for id, K, recorded in rows if not _shows_the_run(K, recorded)}
    return min((0.0 if id in stopped else _credit(question.credit, id) for id in named), default=0.0)


def _shows_the_run(steps: int, rows: Sequence[Sequence[int]]) -> bool:
    """Whether the weights of a recording, or its costs where there are no weights, reach the last step but one."""
    return max(rows[0] or rows[1], default=0) >= steps - 1


def _credit(credit: Mapping[str, float], id: str) -> float:
    return credit.get(id, credit.get(id.split(".")[0], 0.0))


def _case_status(found: Verdict) -> str:
    match found.outcome:
        case Right():
            return "right"
        case Unasked():
            return "recorded"
        case Unanswered():
            return "not_attempted"
        case Crashed(raised):
            return "out_of_memory" if raised.kind == "MemoryError" else "crashed"
        case Halted(stopped):
            return {"died": "crashed"}.get(stopped.why, stopped.why)
        case Unchecked():
            return "could_not_check"
        case Misformed():
            return "malformed"
    return "wrong"


def status_of(cases: Sequence[str]) -> str:
    """The question's status: ours first, then whether all or some cases are right, then the first that is not.

    A question of which the key holds no case is recorded: a student's key has none where all cases are hidden.
    """
    if not cases:
        return "recorded"
    if "could_not_check" in cases:
        return "could_not_check"
    kinds = set(cases)
    if len(kinds) == 1:
        return kinds.pop()
    return "partial" if "right" in kinds else next(status for status in cases if status != "recorded")
