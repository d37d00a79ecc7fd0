"""Edited programs in the sandbox: which of a question's cases each of them gets right.

All edits of one submission run in one child, which holds that submission and nothing else. Cases come one after the
other, hidden ones last, so that a child knows a hidden case only when nothing else is left to run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from grader.extraction.extract import Extraction, Statement, needed_statements
from grader.judging.outcomes import Verdict
from grader.judging.verdicts import judge_case
from grader.model.key import Case, Key, Question
from grader.sandbox import session
from grader.sandbox.environment import Environment
from grader.sandbox.transcribe import requests

Program = Mapping[int, str]  # the edited statements by their position; the others are as the student wrote them


@dataclass(frozen=True)
class Trials:
    """One submission's code of one question, by one of its readings, and what its edited versions run in."""

    key: Key
    question: Question
    extraction: Extraction
    environment: Environment

    @property
    def positions(self) -> list[int]:
        """Those of the student's own statements that the question needs."""
        needed = needed_statements(self.extraction, self.question.names)
        return [at for at in needed.statements if at not in needed.configuration]

    def text(self, program: Program, position: int) -> str:
        """A statement of the program."""
        return program.get(position, self.extraction.statements[position].source)

    def verdicts(self, programs: Sequence[Program], cases: Sequence[Case]) -> dict[str, list[Verdict]]:
        """By case what it says of each program. A program that came too late to run is wrong."""
        statements, to_run = list(self.extraction.statements), []
        own = {request.case: request for request in requests([self.question], self.extraction)}
        moved = [self._appended(statements, program) for program in programs]
        for case in sorted(cases, key=lambda case: case.hidden):
            for number, places in enumerate(moved):
                needs = tuple(places.get(at, at) for at in own[case.id].needs)
                to_run.append(replace(own[case.id], case=f"{number} {case.id}", needs=needs))
        calls = session.run(statements, to_run, self.environment, modules=self.key.modules, files=self.key.files).calls
        return {
            case.id: [
                judge_case(self.question, case, calls[f"{number} {case.id}"], self.key.checks)
                for number in range(len(programs))
            ]
            for case in cases
        }

    def _appended(self, statements: list[Statement], program: Program) -> dict[int, int]:
        """Append the edited statements; where each of them now is."""
        places = {}
        for position, source in program.items():
            of_student = self.extraction.statements[position]
            places[position] = len(statements)
            statements.append(Statement(of_student.cell, of_student.line, source, of_student.flags))
        return places


def progress(case: Case, verdict: Verdict) -> float:
    """How much of an answer is right: for each of its arrays the share of entries before the first wrong one."""
    expected, yours = case.expected or {}, verdict.answer
    numeric = [name for name in case.tolerance if isinstance(expected.get(name), np.ndarray) and name in yours]
    return sum(_leading_share(np.asarray(yours[name]), expected[name], case.tolerance[name]) for name in numeric)


def _leading_share(yours: np.ndarray, right: np.ndarray, tolerance: Any) -> float:
    if yours.dtype.kind not in "biuf" or yours.shape[1:] != right.shape[1:] or yours.ndim != right.ndim:
        return 0.0
    if not right.ndim:
        return float(np.abs(yours - right) <= tolerance)
    rows = min(len(yours), len(right), len(tolerance) if np.ndim(tolerance) else len(right))
    if not right[:rows].size:
        return 0.0
    distance = np.abs(yours[:rows] - right[:rows]).reshape(rows, -1).max(axis=1)
    wrong = ~(distance <= (tolerance[:rows] if np.ndim(tolerance) else tolerance))
    return (int(wrong.argmax()) if wrong.any() else rows) / max(len(right), 1)
