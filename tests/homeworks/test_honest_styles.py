"""Honest work in any style keeps every point, and stays far inside the tolerance: `assignments/first_order/honest`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from support.program import forked

from grader.authoring import compiler
from grader.authoring.reading import assignment_file
from grader.judging.judge import judge
from grader.judging.verdicts import judge_case
from grader.model.key import Case, Key, Question
from grader.model.transcript import Call, Returned, Transcript
from grader.sandbox.environment import Limits
from grader.sandbox.transcribe import transcribe

if TYPE_CHECKING:
    from grader.model.key import Case, Key, Question

FOLDER = Path(__file__).parents[2] / "assignments" / "first_order"
STYLES = sorted((FOLDER / "honest").glob("*.py"))
INSIDE = 0.1  # of the tolerance
PATIENT = Limits(case_seconds=60, question_seconds=300)  # what is asked here is whether they are right, not how fast


@pytest.fixture(scope="module")
def key() -> Key:
    return compiler.compile_key(assignment_file.load_assignment(FOLDER))


def lost(key: Key, transcript: Transcript) -> list[str]:
    """The questions that did not earn every point, with their messages."""
    questions = judge(key, transcript).questions
    assert len(questions) == 11
    return [f"{q.name}: {q.earned:g} of {q.possible:g}: {q.message}" for q in questions if q.earned < q.possible]


@pytest.mark.slow
@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.stem)
def test_every_honest_style_earns_every_point(key, path):
    """A point that one of these loses is a mistake of the grader. It never is a reason to bend the style."""
    transcript = transcribe(path, key, forked(limits=PATIENT))
    assert lost(key, transcript) == []
    assert strays(key, transcript) == {}


def strays(key: Key, transcript: Transcript) -> dict[str, float]:
    """The cases whose answer uses more than the share INSIDE of the tolerance, and how much."""
    cases = [(q, c) for q in key.questions for c in q.cases if q.returns in ("histories", "vector", "minimum")]
    far = {c.id: distance(q, c, transcript.calls[c.id]) for q, c in cases}
    return {case: part for case, part in far.items() if not part <= INSIDE}


def distance(question: Question, case: Case, call: Call) -> float:
    """The largest distance from the right answer, in tolerances."""
    assert isinstance(call, Returned) and case.expected is not None
    answer = judge_case(question, case, call).answer
    parts = []
    for name, tolerance in case.tolerance.items():
        gap = np.abs(np.asarray(answer[name]) - right_rows(case, name, tolerance))
        gap = gap.reshape(len(gap), -1).max(axis=1) if np.ndim(tolerance) else gap
        parts.append(np.max(gap / tolerance))
    return float(max(parts))


def right_rows(case: Case, name: str, tolerance: np.ndarray) -> np.ndarray:
    """The right answer without the extra row that a key holds of every history."""
    assert case.expected is not None
    right = np.asarray(case.expected[name])
    return right[: len(tolerance)] if np.ndim(tolerance) else right


def test_there_are_enough_of_them_and_each_names_its_own_style():
    """At least 25 styles, each in one file."""
    firsts = [path.read_text(encoding="utf-8").partition("\n")[0] for path in STYLES]
    assert len(STYLES) >= 25
    assert all(first.startswith("# Style: ") for first in firsts)
    assert len(set(firsts)) == len(firsts)
