"""Key + transcript -> Report: a pure function, in NumPy, with no student code and no JAX.

Staff's checks are a part of the key. They run in a process of their own, which gives the same result the same verdict.

The same transcript always gives the same report. What a student sees of a question before hidden points are published
(messages, names of mistakes, points, statuses) comes from its visible cases alone; so does the credit that a
named mistake earns there. The points of hidden cases, and the mistake's name for staff, come from all cases.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from grader.judging.diagnosis.diagnose import Diagnosis, Memory, diagnose, source_clues
from grader.judging.history_slips import WITHOUT_THE_RUN
from grader.judging.messages import cause_messages
from grader.judging.messages import question_messages as messages
from grader.judging.messages.case_messages import case_message
from grader.judging.messages.cause_messages import Explanation
from grader.judging.outcomes import Unchecked, Verdict, WrongParts, case_status
from grader.judging.question_groups import settle_groups
from grader.judging.verdicts import judge_cases
from grader.model.key import Case, Key, Question
from grader.model.report import CaseReport, QuestionReport, Report, Totals
from grader.model.statuses import UNJUDGED, CaseStatus, QuestionStatus
from grader.model.transcript import Call, Definition, StoredCalls, Transcript

REMEMBERED = 2000  # different answers to one question, of which something is remembered
_QUIET = ("recorded", "not_attempted")  # of one case: another one says more of the whole question
_MISSING = Definition("missing")
_Diagnoses = dict[Hashable, Memory]  # what explains wrong answers to a question, by reading and cases
_NOT_CALLED: Mapping[str, CaseStatus] = {"missing": "missing", "not_attempted": "not_attempted", "broken": "crashed"}


def judge(key: Key, transcript: Transcript) -> Report:
    """The report on one submission. Raises ValueError if the transcript belongs to another assignment."""
    if transcript.assignment != key.assignment:
        raise ValueError(
            f"this transcript is of the assignment {transcript.assignment!r}, and the key is for {key.assignment!r}."
        )
    work = transcript.submission, key.assignment
    if transcript.unreadable:
        return Report(*work, "ungradable", 0.0, key.points, transcript.unreadable)
    questions = settle_groups([_question(key, question, transcript) for question in key.questions])
    earned = round(sum(question.earned for question in questions), 9)
    return Report(*work, "graded", earned, key.points, "", questions)


def _question(key: Key, question: Question, transcript: Transcript) -> QuestionReport:
    definition = transcript.definitions.get(question.name, _MISSING)
    if definition.status != "found":
        return _never_called(question, definition)
    cases = [case.id for case in question.cases]
    calls = StoredCalls.of(transcript.calls, cases)
    run = _Run(key, definition, calls)
    digest = calls.digest(*cases)  # an answer may be large, and memory lasts
    if question.check or not digest:  # a check's time is limited, and who failed once may succeed
        return _judged(question, run, {})
    answers: OrderedDict[bytes, _Memory] = key.memo.setdefault(f"answers to {question.name}", OrderedDict())
    memory = answers.get(digest) or answers.setdefault(digest, _Memory())
    answers.move_to_end(digest)
    if len(answers) > REMEMBERED:
        answers.popitem(last=False)
    return memory.report(question, run)


@dataclass(frozen=True)
class _Memory:
    """What is remembered of equal answers to a question, so that those of a class are judged once.

    `diagnoses` explain wrong ones. `reports` are by what a source says of these answers: nothing where they are right.
    """

    diagnoses: _Diagnoses = field(default_factory=dict)
    reports: dict[Hashable, QuestionReport] = field(default_factory=dict)

    def report(self, question: Question, run: _Run) -> QuestionReport:
        """The report on these answers, judged where no equal ones were whose source says the same."""
        report = self.reports.get(self._clues(question, run))
        return report or self._judged(question, run)

    def _judged(self, question: Question, run: _Run) -> QuestionReport:
        report = _judged(question, run, self.diagnoses)
        if report.status == "right":
            self.diagnoses.clear()  # by another reading
        if report.status != "could_not_check":  # the judge may not fail again
            self.reports[self._clues(question, run)] = report
        return report

    def _clues(self, question: Question, run: _Run) -> Hashable:
        """All that a report on these answers takes from the source."""
        if not self.diagnoses:
            return None
        clues = [source_clues(run.key, question, memory, run.definition.source) for memory in self.diagnoses.values()]
        return *clues, *messages.about_source(question, run.definition)


def _judged(question: Question, run: _Run, diagnoses: _Diagnoses) -> QuestionReport:
    """The report on a run; what explains its answers is taken from `diagnoses`, or put there."""
    readings = [_JudgedReading.of(reading, run, diagnoses) for reading in question.readings]
    best_visible = max(readings, key=lambda reading: reading.rank_shown)
    best = max(readings, key=lambda reading: reading.rank)
    cases = (*best_visible.shown, *_hidden_cases(best_visible, best))
    message = best_visible.message(run)
    if any(reading.right_ids() != best_visible.right_ids() for reading in readings):
        message += f"\n\n{messages.reading_message(best_visible.question, question)}"
    status, reading = status_of([case.status for case in cases]), best_visible.question.reading
    report = _question_report(question, status, message, cases)
    return replace(report, mistake=best.all.diagnosis.name, reading=reading, note=best.all.note)


def _question_report(
    question: Question, status: QuestionStatus, message: str, cases: tuple[CaseReport, ...]
) -> QuestionReport:
    earned, possible = Totals.of(cases).earned, question.points
    return QuestionReport(
        question.name, question.title, status, earned, possible, message, cases=cases, group=question.group
    )


def explanation(key: Key, question: Question, transcript: Transcript) -> Explanation:
    """What explains a question's visible cases, whatever the key says of hints; empty where nothing does."""
    best = _shown_reading(key, question, transcript)
    if best is None:
        return Explanation()
    return cause_messages.explanation(key, best.question, best.visible.verdicts, best.visible.diagnosis)


def visible_mistake(key: Key, question: Question, transcript: Transcript) -> str:
    """The mistake that the visible cases alone show, as a report's `mistake` names that of all cases."""
    best = _shown_reading(key, question, transcript)
    return best.visible.diagnosis.name if best else ""


def _shown_reading(key: Key, question: Question, transcript: Transcript) -> _JudgedReading | None:
    """The reading of which a student is told; None where nothing was called."""
    return max(_readings(key, question, transcript), key=lambda reading: reading.rank_shown, default=None)


def _readings(key: Key, question: Question, transcript: Transcript) -> list[_JudgedReading]:
    """The question by each of its readings; none where nothing was called."""
    if transcript.definitions.get(question.name, _MISSING).status != "found" or question.is_written:
        return []
    run = _Run(key, transcript.definitions[question.name], transcript.calls)
    return [_JudgedReading.of(reading, run, {}) for reading in question.readings]


def uncertain_causes(key: Key, question: Question, transcript: Transcript) -> Sequence[str]:
    """The ids of what explains what is wrong, where few numbers speak for it and nobody has written it.

    Or the source speaks against it. The numbers are those of all cases of the key, and an edit of the student's own
    program may explain them as well. Causes for which the answers keep credit stay.
    """
    best = max(_readings(key, question, transcript), key=lambda reading: reading.rank, default=None)
    if best is None:
        return ()
    diagnosis = best.all.diagnosis
    causes = [mistake for ids in diagnosis.candidates for mistake in ids]
    is_likely = not diagnosis.is_odd and not best.question.derived.issuperset(causes)
    return () if diagnosis.is_certain or best.all.credit or is_likely else causes


def _never_called(question: Question, definition: Definition) -> QuestionReport:
    status, message = _NOT_CALLED[definition.status], messages.definition_message(question, definition)
    cases = tuple(_case_report(question, case, status, "" if case.hidden else message) for case in question.cases)
    return _question_report(question, status, message, cases)


# ── one reading of a question


@dataclass(frozen=True)
class _Run:
    """What a question is judged with: the key, the student's definition, and the calls by case."""

    key: Key
    definition: Definition
    calls: Mapping[str, Call]


@dataclass(frozen=True)
class _Evidence:
    """Some cases of a question by one reading: their verdicts, what explains them, and the credit that it keeps."""

    verdicts: Mapping[str, Verdict]
    diagnosis: Diagnosis
    credit: float

    @classmethod
    def of(
        cls,
        question: Question,
        cases: Sequence[Case],
        verdicts: Mapping[str, Verdict],
        run: _Run,
        diagnoses: _Diagnoses,
        *,
        for_staff: bool,
    ) -> _Evidence:
        """What `cases` alone show: nothing here depends on a case that is not among them."""
        own = {case.id: verdicts[case.id] for case in cases}
        is_right = all(verdict.right for verdict in own.values())
        answers = question.reading, tuple(case.id for case in cases)
        memory = None if is_right else diagnoses.setdefault(answers, {})
        diagnosis = diagnose(run.key, question, own, run.definition.source, memory, for_staff)
        return cls(own, diagnosis, _credit(question, diagnosis))

    @property
    def note(self) -> str:
        """Why a case could not be checked, for staff; of several the first."""
        failures = (v.outcome.detail for v in self.verdicts.values() if isinstance(v.outcome, Unchecked))
        return next(failures, "")


@dataclass(frozen=True)
class _JudgedReading:
    """A question by one reading: what its visible cases show, and what all of them show.

    `shown` are the reports of visible cases by these alone, `hidden` those of hidden cases by all.
    """

    question: Question
    visible: _Evidence
    all: _Evidence
    shown: Sequence[CaseReport]
    hidden: Sequence[CaseReport]

    @classmethod
    def of(cls, question: Question, run: _Run, diagnoses: _Diagnoses) -> _JudgedReading:
        """Judge the cases, and say what they show: the visible ones alone, and all together."""
        cases = question.cases
        verdicts = judge_cases(question, cases, run.calls, run.key.checks)
        shown, hidden = [case for case in cases if not case.hidden], [case for case in cases if case.hidden]
        visible = _Evidence.of(question, shown, verdicts, run, diagnoses, for_staff=False)
        is_more = hidden or any(mistake.staff_only for mistake in question.mistakes)
        everything = _Evidence.of(question, cases, verdicts, run, diagnoses, for_staff=True) if is_more else visible
        both = (shown, visible), (hidden, everything)
        reports = ([_judged_case(question, case, evidence, run) for case in some] for some, evidence in both)
        return cls(question, visible, everything, *reports)

    def message(self, run: _Run) -> str:
        """What a student reads. Written answers are hidden cases without a secret: their form is spoken of."""
        if self.question.is_written:
            return messages.answers_message(self.question, self.all.verdicts)
        verdicts, diagnosis = self.visible.verdicts, self.visible.diagnosis
        return messages.question_message(run.key, self.question, verdicts, diagnosis, run.definition)

    @cached_property
    def earned_shown(self) -> float:
        """Points of visible cases."""
        return Totals.of(self.shown).earned

    @cached_property
    def earned(self) -> float:
        """Points of all cases."""
        return Totals.of([*self.shown, *self.hidden]).earned

    @property
    def rank_shown(self) -> tuple[float, bool]:
        """By which the best of several readings is chosen for what a student sees."""
        return self.earned_shown, bool(self.visible.diagnosis.candidates)

    @property
    def rank(self) -> tuple[float, bool]:
        """By which the best of several readings is chosen for the points."""
        return self.earned, bool(self.all.diagnosis.candidates)

    def right_ids(self) -> list[str]:
        """The visible cases that are right."""
        return [case.id for case in self.shown if case.status == "right"]


def _hidden_cases(best_visible: _JudgedReading, best: _JudgedReading) -> Sequence[CaseReport]:
    """The hidden cases by the reading that counts; the visible cases stand by the reading that they fit best.

    Where the two differ, what the visible cases show too much is taken from the hidden ones.
    """
    if best is best_visible:
        return best.hidden
    left, hidden = best.earned - best_visible.earned_shown, Totals.of(best.hidden).earned
    if math.isclose(left, hidden, abs_tol=1e-8):
        return best.hidden
    return [replace(case, earned=case.earned * left / hidden) for case in best.hidden]


def _case_report(
    question: Question, case: Case, status: CaseStatus, message: str, share: float = 0.0, step: int = -1
) -> CaseReport:
    title = case.title if question.is_written or not case.hidden else "a hidden case"
    return CaseReport(case.id, title, case.hidden, status, share * case.points, case.points, message, step)


def _judged_case(question: Question, case: Case, evidence: _Evidence, run: _Run) -> CaseReport:
    """The report on a case that was called. A hidden one shows neither its message nor its step."""
    verdict = evidence.verdicts[case.id]
    outcome, share = verdict.outcome, verdict.share
    if verdict.answer:  # no credit where there are no numbers
        share = max(share, evidence.credit)
    if case.hidden:
        message, step = messages.HIDDEN_ITEM if question.is_written else messages.HIDDEN, -1
    else:
        message = case_message(question, case, verdict, run.definition)
        step = outcome.step if isinstance(outcome, WrongParts) else -1
    return _case_report(question, case, case_status(outcome), message, share, step)


def _credit(question: Question, diagnosis: Diagnosis) -> float:
    """The credit of the mistakes that fit, from 0 to 1: of several at once the least, of a group the least.

    To the group belongs all that fits, also what is not named beside a likelier mistake. A recording that stops after
    its first entries shows no run, and keeps nothing.
    """
    named = {name for ids in diagnosis.earning for name in ids}
    credit = question.credit  # by the mistake's id, or by the word before its dot
    of_name = {name: credit.get(name, credit.get(name.split(".")[0], 0.0)) for name in named - WITHOUT_THE_RUN}
    return min((of_name.get(name, 0.0) for name in named), default=0.0)


def status_of(cases: Sequence[CaseStatus]) -> QuestionStatus:
    """The question's status: first whether staff have to look, then whether all or some cases are right.

    A question of which the key holds no case is recorded: a student's key has none where all cases are hidden.
    """
    if not cases:
        return "recorded"
    if waiting := next((status for status in UNJUDGED if status in cases), None):
        return waiting
    kinds = set(cases)
    if len(kinds) == 1:
        return kinds.pop()
    if "right" in kinds:
        return "partial"
    return next((status for status in cases if status not in _QUIET), "recorded")
