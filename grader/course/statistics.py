"""What is counted of a class: points, statuses, mistakes by name, and wrong answers without one in groups of equals.

A group is submissions whose answers to one question agree to four digits on every case, in whatever form they came, or
stopped by the same kind of error: one look at the first of them explains all.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.model.key import Key, Question
from grader.model.report import QuestionReport, Report
from grader.model.transcript import Call, Fault, Raised, Returned, Transcript
from grader.model.values import Items, Numbers, Table, Text, Value
from grader.reports.elements import clean

FEWEST = 30  # submissions for statistics that would otherwise be noise
STOPPED = ("crashed", "timed_out", "out_of_memory", "missing")
DIGITS = 4  # to which two answers have to agree to be in one group

Graded = tuple[Report, Mapping[str, Any] | None, Transcript | None]


@dataclass
class Group:
    """Submissions with one answer to one question: the first of them stands for all."""

    question: str
    ids: list[str] = field(default_factory=list)
    report: Report | None = None
    transcript: Transcript | None = None


class Tally:
    """Counts and names, filled one submission at a time; only the representatives of groups keep their transcripts."""

    def __init__(self, key: Key, absent: Sequence[str] = ()) -> None:
        self.key, self.absent = key, absent
        self.asked = {question.name: question for question in key.questions}
        self.names: dict[str, str] = {}
        self.totals: list[float] = []
        self.possible = key.points
        self.earned: dict[str, list[float]] = defaultdict(list)  # nan where we could not check, or it does not count
        self.statuses: dict[str, Counter[str]] = defaultdict(Counter)
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.mistakes: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.groups: dict[tuple[str, str], Group] = {}
        self.unchecked: list[tuple[str, str]] = []
        self.ungradable: list[tuple[str, str]] = []
        self.notes: list[tuple[str, str]] = []

    def add(self, report: Report, people: Mapping[str, Any] | None, transcript: Transcript | None) -> None:
        """Count one submission."""
        id = report.submission
        self.names[id] = _name(id, people)
        if note := (people or {}).get("note"):
            self.notes.append((id, str(note)))
        if report.status != "graded":
            self.ungradable.append((id, report.message))
            return
        self.totals.append(report.earned)
        for told in report.questions:
            self._question(id, report, told, transcript)

    def _question(self, id: str, report: Report, told: QuestionReport, transcript: Transcript | None) -> None:
        ours = told.status == "could_not_check"
        self.earned[told.name].append(told.earned if told.counts and not ours else math.nan)
        self.statuses[told.name][told.status] += 1
        if ours:
            self.unchecked.append((id, told.name))
        if transcript and (spent := sum(_seconds(transcript.calls.get(case.id)) for case in told.cases)):
            self.seconds[told.name].append(spent)
        if told.mistake:
            self.mistakes[told.name, told.mistake].append(id)
        elif why := _stopped(told, transcript):
            self.mistakes[told.name, f"!{why}"].append(id)
        elif told.status in ("wrong", "partial", "malformed", *STOPPED) and self.asked[told.name].returns != "truth":
            self._unexplained(id, report, told, transcript)

    def _unexplained(self, id: str, report: Report, told: QuestionReport, transcript: Transcript | None) -> None:
        same = (told.name, fingerprint(self.asked[told.name], transcript) if transcript else told.message)
        group = self.groups.setdefault(same, Group(told.name, report=report, transcript=transcript))
        group.ids.append(id)


def _name(id: str, people: Mapping[str, Any] | None) -> str:
    given = (people or {}).get("name") or (people or {}).get("email") or id
    return clean(", ".join(map(str, given)) if isinstance(given, (list, tuple)) else str(given), 80)


def _seconds(call: Call | None) -> float:
    return 0.0 if call is None or isinstance(call, Fault) else call.seconds


def _stopped(told: QuestionReport, transcript: Transcript | None) -> str:
    """What commonly ended the cases that are not right; empty where one of them gave an answer that is wrong."""
    wrong = [case for case in told.cases if case.status not in ("right", "recorded")]
    if not wrong or any(case.status not in STOPPED for case in wrong):
        return ""
    calls = transcript.calls if transcript else {}
    kinds = Counter(_kind(calls.get(case.id)) or case.status for case in wrong)
    return clean(kinds.most_common(1)[0][0], 60)


def _kind(call: Call | None) -> str:
    """An exception's, so that a NameError is not a TypeError."""
    return call.kind if isinstance(call, Raised) else ""


def fingerprint(question: Question, transcript: Transcript) -> str:
    """The same for two submissions whose answers to a question agree to four digits, in whatever form they came."""
    found = hashlib.sha256()
    for case in question.cases:
        call = transcript.calls.get(case.id)
        said = _told(call.value) if isinstance(call, Returned) else [type(call).__name__, _kind(call)]
        found.update(repr((case.id, said)).encode("utf-8", "replace"))
    return found.hexdigest()[:16]


def _told(value: Value) -> list[Any]:
    """Words as they are, and each array of numbers rounded on its own scale."""
    match value:
        case Numbers(array):
            return _rounded(array)
        case Items(items):
            numbers = [_numbers(item) for item in items]
            if len(items) > 2 and all(found is not None for found in numbers):
                return _rounded(np.concatenate([found for found in numbers if found is not None]))
            return [x for item in items for x in _told(item)]
        case Table(entries):
            return [x for k in sorted(entries) for x in (k, *_told(entries[k]))]
        case Text(text):
            return [text]
    return [type(value).__name__]


def _numbers(value: Value) -> np.ndarray | None:
    """The numbers of a list of lists in order, as if it were one array; None where there are words among them."""
    if isinstance(value, Numbers):
        return np.asarray(value.array).ravel()
    parts = [_numbers(item) for item in value.items] if isinstance(value, Items) and value.items else [None]
    found = [part for part in parts if part is not None]
    return np.concatenate(found) if len(found) == len(parts) else None


def _rounded(array: np.ndarray) -> list[Any]:
    """To DIGITS digits of the largest; the cells are shifted, since short decimals must not lie on a border."""
    with np.errstate(all="ignore"):
        flat = np.asarray(array).ravel()
        flat = np.stack([flat.real, flat.imag]).ravel() if flat.dtype.kind == "c" else flat.astype(float)
        sizes = np.abs(flat[np.isfinite(flat)])
        scale = 10.0 ** (DIGITS - 1 - math.floor(math.log10(sizes.max()))) if sizes.any() else 1.0
        return [len(flat), *np.floor(flat * scale + 0.3779).tolist()]


def discrimination(item: np.ndarray, rest: np.ndarray) -> tuple[float, float, float] | None:
    """The correlation of two arrays (n,) and its 95 % interval; None where n < 30 or one of them does not vary."""
    if len(item) < FEWEST or np.ptp(item) == 0 or np.ptp(rest) == 0:
        return None
    r = float(np.clip(np.corrcoef(item, rest)[0, 1], -1 + 1e-12, 1 - 1e-12))
    half = 1.96 / math.sqrt(len(item) - 3)
    return r, math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half)
