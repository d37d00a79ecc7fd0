"""Exercises of the field whose results are histories, stopping rules, counts and lists of equal items."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.compiled import underived_key
from support.program import forked

from grader.authoring.proving.preflight import require_ready
from grader.authoring.proving.trials.mistake_trials import right_transcript, try_mistakes
from grader.authoring.reading.assignment_file import load_assignment
from grader.judging.judge import judge
from grader.model.key import Key
from grader.sandbox.transcribe import transcribe

if TYPE_CHECKING:
    from grader.model.report import QuestionReport


FOLDER = Path(__file__).parent / "written" / "histories"


@pytest.fixture(scope="module")
def key() -> Key:
    return underived_key(load_assignment(FOLDER))


def test_the_solution_earns_every_point_and_the_handout_none(key):
    require_ready(load_assignment(FOLDER), key)
    report = judge(key, right_transcript(key))
    assert report.earned == report.possible == 19


def test_every_slip_of_recording_that_the_cases_can_show_loses_points_and_is_named(key):
    trials = [trial for trial in try_mistakes(key) if trial.mistake.startswith("bookkeeping.")]
    assert len({trial.mistake for trial in trials}) == 15 and len(trials) > 30
    for trial in trials:
        assert not trial.survives
        assert trial.report.mistake == trial.mistake == trial.student_report.mistake, trial.report


def test_a_run_that_never_stops_is_too_large_and_reads_how_many_numbers_are_expected(key, tmp_path):
    endless = "def ista(X, y, lambd, w0, stepsize, tol=1e-4, maxiter=1000):\n    return [w0] * 40_000"
    message = _graded(key, tmp_path, endless)["ista"].message
    assert "it holds 80,000 numbers, where 68 are expected; a list or array with one entry per step was" in message


def _graded(key: Key, folder: Path, source: str) -> dict[str, QuestionReport]:
    """What the judge says of each question of a submission."""
    (path := folder / "work.py").write_text(f"import numpy as np\n{source}", encoding="utf-8")
    return {report.name: report for report in judge(key, transcribe(path, key, forked())).questions}
