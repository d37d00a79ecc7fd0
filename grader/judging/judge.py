"""Key + Transcript -> Report: a pure function, in NumPy, with no student code and no JAX.

The same transcript always gives the same report. What a student sees of a question before hidden points are published
(messages, names of mistakes, points, statuses, times) comes from its visible cases alone, the credit that a named
mistake keeps among it. Hidden cases' points and staff's name for the mistake come from all cases.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from grader.judging import choice
from grader.judging import explanation as explain
from grader.judging.diagnosis import Diagnosis, diagnose
from grader.judging.verdicts import (
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
from grader.model.key import Case, Key, Question
from grader.model.report import CaseReport, QuestionReport, Report
from grader.model.statuses import CaseStatus, QuestionStatus
from grader.model.transcript import Call, Definition, DefinitionStatus, Fault, Transcript


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
    definition = transcript.definitions.get(question.name, Definition("missing"))
    if definition.status != "found":
        return _never_called(question, definition)
    run = _Run(definition, {case.id: transcript.calls.get(case.id, _NOT_RUN) for case in question.cases})
    readings = [_Reading.of(key, reading, run) for reading in question.readings]
    seen = max(readings, key=lambda reading: reading.visible.rank)  # the first of equals
    counted = max(readings, key=lambda reading: reading.rank)
    cases = (*seen.visible.cases, *_hidden_points(seen, counted))
    message = seen.message(key, definition)
    if any(reading.visible.right_ids() != seen.visible.right_ids() for reading in readings):
        message += f"\n\n{explain.reading(seen.question, question)}"
    return QuestionReport(
        name=question.name,
        title=question.title,
        status=status_of([case.status for case in cases]),
        earned=round(sum(case.earned for case in cases), 9),
        possible=question.points,
        message=message,
        mistake=counted.mistake.name,
        cases=cases,
        group=question.group,
        reading=seen.question.reading,
    )


@dataclass(frozen=True)
class _Run:
    """What was found of a question, and what came of calling it."""

    definition: Definition
    calls: Mapping[str, Call]


@dataclass(frozen=True)
class _Evidence:
    """Some cases of a question by one reading: the verdicts, what explains these and no others, and their points."""

    verdicts: Mapping[str, Verdict]
    diagnosis: Diagnosis
    cases: tuple[CaseReport, ...]

    @classmethod
    def of(
        cls, key: Key, question: Question, cases: Sequence[Case], verdicts: Mapping[str, Verdict], run: _Run
    ) -> _Evidence:
        """What `cases` alone show: nothing here depends on a case that is not among them."""
        own = {case.id: verdicts[case.id] for case in cases}
        diagnosis = diagnose(key, question, own)
        credit = credit_for(key, question, diagnosis, cases)
        return cls(own, diagnosis, tuple(_case(question, case, own[case.id], run, credit) for case in cases))

    @property
    def earned(self) -> float:
        return round(sum(case.earned for case in self.cases), 9)

    @property
    def rank(self) -> tuple[float, bool]:
        """By which the best of several readings is chosen."""
        return self.earned, bool(self.diagnosis.candidates)

    def right_ids(self) -> list[str]:
        return [case.id for case in self.cases if case.status == "right"]


@dataclass(frozen=True)
class _Reading:
    """A question by one reading. `visible` comes from the visible cases alone; hidden points come from all of them."""

    question: Question
    visible: _Evidence
    everything: _Evidence

    @classmethod
    def of(cls, key: Key, question: Question, run: _Run) -> _Reading:
        verdicts = {case.id: verdict(question, case, run.calls[case.id]) for case in question.cases}
        visible = [case for case in question.cases if not case.hidden]
        shown = _Evidence.of(key, question, visible, verdicts, run)
        if len(visible) == len(question.cases):
            return cls(question, shown, shown)
        return cls(question, shown, _Evidence.of(key, question, question.cases, verdicts, run))

    def message(self, key: Key, definition: Definition) -> str:
        """What a student reads. Concept items are hidden cases that ask for nothing secret: their form is spoken of."""
        if self.question.returns == "truth":
            return explain.concepts(self.question, self.everything.verdicts)
        return explain.question(key, self.question, self.visible.verdicts, self.visible.diagnosis, definition)

    @property
    def hidden(self) -> list[CaseReport]:
        return [case for case in self.everything.cases if case.hidden]

    @property
    def earned(self) -> float:
        return round(self.visible.earned + sum(case.earned for case in self.hidden), 9)

    @property
    def mistake(self) -> Diagnosis:
        """For staff: what explains all cases."""
        return self.everything.diagnosis

    @property
    def rank(self) -> tuple[float, bool]:
        return self.earned, bool(self.mistake.candidates)


def _hidden_points(seen: _Reading, counted: _Reading) -> list[CaseReport]:
    """The hidden cases by the reading that counts, where the visible ones stand by the reading that they fit best.

    Where these differ, what the visible cases have too much is taken from the hidden ones, which decide nothing there.
    """
    left, there = counted.earned - seen.visible.earned, sum(case.earned for case in counted.hidden)
    if math.isclose(left, there, abs_tol=1e-8):
        return counted.hidden
    return [replace(case, earned=case.earned * left / there) for case in counted.hidden]


_NOT_RUN = Fault("the run ended before this case")


_DEFINITION_STATUSES: dict[DefinitionStatus, CaseStatus] = {
    "not_attempted": "not_attempted",
    "missing": "missing",
    "broken": "crashed",
}


def _never_called(question: Question, found: Definition) -> QuestionReport:
    status = _DEFINITION_STATUSES[found.status]
    message = explain.definition(question, found)
    cases = tuple(
        CaseReport(case.id, _title(case), case.hidden, status, 0.0, case.points, "" if case.hidden else message)
        for case in question.cases
    )
    return QuestionReport(
        question.name, question.title, status, 0.0, question.points, message, "", cases, question.group
    )


def _case(question: Question, case: Case, found: Verdict, run: _Run, credit: float) -> CaseReport:
    call = run.calls[case.id]
    part = max(found.part, credit) if found.answer else found.part  # no credit for what holds no numbers to judge
    hidden = explain.HIDDEN_ITEM if case.item else explain.HIDDEN
    return CaseReport(
        id=case.id,
        title=_title(case),
        hidden=case.hidden,
        status=_case_status(found),
        earned=part * case.points,
        possible=case.points,
        message=hidden if case.hidden else explain.case(question, case, found, run.definition),
        step=found.outcome.step if isinstance(found.outcome, (Parted, NotFinite)) and not case.hidden else -1,
        seconds=0.0 if case.hidden or isinstance(call, Fault) else round(call.seconds, 3),  # a sleep could tell inputs
    )


def _title(case: Case) -> str:
    return case.title if case.item or not case.hidden else "a hidden case"


def credit_for(key: Key, question: Question, diagnosis: Diagnosis, cases: Sequence[Case]) -> float:
    """The part of these cases' points that the named mistake keeps: of several at once the least, of a group the least.

    A recording that stops after w^0 or w^1 in one of them shows no run, and keeps nothing.
    """
    named = {id for ids in diagnosis.candidates for id in ids}
    records = [b for b in key.bookkeeping if b.id in named]
    steps = {case.steps for case in cases if case.expected and "costs" in case.expected} if records else set()
    rows = [(b.id, K, b.rows[str(K)]) for b in records for K in steps if str(K) in b.rows]
    stopped = {id for id, K, recorded in rows if not _shows_the_run(K, recorded)}
    return min((0.0 if id in stopped else _credit(question.credit, id) for id in named), default=0.0)


def _shows_the_run(steps: int, rows: Sequence[Sequence[int]]) -> bool:
    """Whether the weights of a recording, or its costs where there are no weights, reach the last step but one."""
    return max(rows[0] or rows[1], default=0) >= steps - 1


def _credit(credit: Mapping[str, float], id: str) -> float:
    return credit.get(id, credit.get(id.split(".")[0], 0.0))


def _case_status(found: Verdict) -> CaseStatus:
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
            return "crashed" if stopped.why == "died" else stopped.why
        case Unchecked():
            return "could_not_check"
        case Misformed():
            return "malformed"
    return "wrong"


def status_of(cases: Sequence[CaseStatus]) -> QuestionStatus:
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
