"""What the statistics of a class observe of one submission: points, times, causes, a digest of its answers."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from typing import Any, NamedTuple

import numpy as np

from grader.base.exhaustive import assert_never
from grader.model.encoding.values import Items, Nothing, Numbers, Other, Table, Text, Value
from grader.model.key import Key, Question
from grader.model.report import QuestionReport, Report
from grader.model.transcript import Fault, Raised, Returned, Transcript
from grader.reports.elements import clean
from grader.submissions.collection import Submission

DIGITS = 4  # of the largest number of an answer, to which equal answers agree
MAX_DECIMALS = 300  # to which numbers are rounded: beyond, no float holds the power of ten
STOPPED = ("crashed", "timed_out", "out_of_memory", "missing")
UNEXPLAINED = "?"  # the cause of a wrong answer that nobody named


class Result(NamedTuple):
    """What one submission earned on one question: nan without points. `cause` is empty where nothing is wrong.

    It is a mistake, "!" and what stopped it, or UNEXPLAINED.
    """

    earned: float
    status: str
    cause: str = ""


class ObservedQuestion(NamedTuple):
    """What is counted of one question of a submission. `same` is equal for equal answers that nobody explained.

    `cases` are (id, status) of each; `seconds` is how long all of them ran.
    """

    name: str
    result: Result
    note: str
    cases: tuple[tuple[str, str], ...]
    seconds: float
    same: str


class Observation(NamedTuple):
    """What is counted of one submission: small, so that workers can return it."""

    submission: str
    name: str
    note: str
    status: str
    message: str
    earned: float
    questions: tuple[ObservedQuestion, ...]


def observe(
    key: Key, report: Report, handed_in: Submission | None = None, transcript: Transcript | None = None
) -> Observation:
    """What is counted of one submission."""
    handed_in = handed_in or Submission(report.submission)
    note = f"{'Handed in late. ' if handed_in.late else ''}{handed_in.note}".strip()
    of_key = {question.name: question for question in key.questions}
    of_report = report.questions if report.status == "graded" else ()
    questions = tuple(_observe(of_key[q.name], q, transcript) for q in of_report)
    name = clean(handed_in.authors or report.submission, 80)
    return Observation(
        report.submission, name, note, report.status, report.message, report.earned, questions
    )  # fmt: skip


def _observe(of_key: Question, question: QuestionReport, transcript: Transcript | None) -> ObservedQuestion:
    is_open = (of_key.is_by_hand and question.status != "overridden") or question.status == "could_not_check"
    earned = question.earned if question.counts and not is_open else math.nan
    calls = [transcript.calls.get(case.id) for case in question.cases] if transcript else []
    seconds = sum(0.0 if call is None or isinstance(call, Fault) else call.seconds for call in calls)
    cause, same = _cause(of_key, question, transcript)
    cases = tuple((case.id, case.status) for case in question.cases)
    return ObservedQuestion(
        question.name, Result(earned, question.status, cause), question.note, cases, seconds, same
    )  # fmt: skip


def _cause(of_key: Question, question: QuestionReport, transcript: Transcript | None) -> tuple[str, str]:
    """Why the question is not right: a named mistake, what stopped it, or UNEXPLAINED and what equal answers share."""
    if question.mistake:  # which of several fit best follows from the student's source: for the class they are one
        return "|".join(sorted(question.mistake.split("|"))), ""
    if of_key.is_written and question.status == "missing":  # no answer is no mistake; a missing function is misspelt
        return "", ""
    if cause := _commonest_end(question, transcript):
        return cause, ""
    if question.status in ("wrong", "partial", "malformed", *STOPPED) and not of_key.is_written:
        return UNEXPLAINED, fingerprint(of_key, transcript) if transcript else question.message
    return "", ""


def _commonest_end(question: QuestionReport, transcript: Transcript | None) -> str:
    """ "!" and what stopped most of the cases that are not right; empty where one of them returned a wrong answer."""
    wrong = [case for case in question.cases if case.status not in ("right", "recorded", "manual")]
    if not wrong or any(case.status not in STOPPED for case in wrong):
        return ""
    calls = [transcript.calls.get(case.id) if transcript else None for case in wrong]
    kinds = [call.kind if isinstance(call, Raised) else "" for call in calls]
    ends = Counter(kind or case.status for kind, case in zip(kinds, wrong, strict=True))
    return f"!{clean(ends.most_common(1)[0][0], 60)}"


def fingerprint(question: Question, transcript: Transcript) -> str:
    """A text that is the same for submissions with the same answers to a question, whatever form they came in.

    Two answers are the same if they agree to four digits on every case, or stopped by the same kind of error.
    """
    digest = hashlib.sha256()
    for case in question.cases:
        match transcript.calls.get(case.id):
            case Returned(value):
                content = _content(value)
            case call:
                content = [type(call).__name__, call.kind if isinstance(call, Raised) else ""]
        digest.update(repr((case.id, content)).encode("utf-8", "replace"))
    return digest.hexdigest()[:16]


def _content(value: Value) -> list[Any]:
    """Texts as they are, and each array of numbers rounded on its own scale."""
    match value:
        case Numbers(array):
            return _rounded(array)
        case Items(items):
            if len(items) > 2 and (flat := _flat(value)) is not None:
                return _rounded(flat)
            return [x for item in items for x in _content(item)]
        case Table(entries):
            return [x for name in sorted(entries) for x in (name, *_content(entries[name]))]
        case Text(text):
            return [text]
        case Other(what):
            return [type(value).__name__, what]
        case Nothing():
            return [type(value).__name__]
        case _:
            return assert_never(value)


def _flat(value: Value) -> np.ndarray | None:
    """The numbers of a list of lists in order, as if it were one array; None where there is anything else in it."""
    if isinstance(value, Numbers):
        return np.asarray(value.array).ravel()
    parts = [_flat(item) for item in value.items] if isinstance(value, Items) else []
    numeric = [part for part in parts if part is not None]
    return np.concatenate(numeric) if parts and len(numeric) == len(parts) else None


def _rounded(array: np.ndarray) -> list[Any]:
    """The size, and the numbers to DIGITS digits of the largest.

    Rounding is shifted by a constant, since short decimals must not lie on the border between two results.
    """
    with np.errstate(all="ignore"):
        flat = np.asarray(array).ravel()
        flat = np.stack([flat.real, flat.imag]).ravel() if flat.dtype.kind == "c" else flat.astype(float)
        sizes = np.abs(flat[np.isfinite(flat)])
        decimals = DIGITS - 1 - math.floor(math.log10(sizes.max())) if sizes.any() else 0
        scale = 10.0 ** min(decimals, MAX_DECIMALS)
        return [len(flat), *np.floor(flat * scale + 0.3779).tolist()]
