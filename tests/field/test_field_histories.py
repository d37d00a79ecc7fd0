"""Exercises of the field whose results are histories, stopping rules, counts and lists of equal items."""

from __future__ import annotations

from grader.authoring.proving.preflight import require_ready
from grader.authoring.proving.trials.mistake_trials import right_transcript, try_mistakes
from grader.judging.judge import judge

ASSIGNMENT = "histories"


def test_the_solution_earns_every_point_and_the_handout_none(assignment, key):
    require_ready(assignment, key)
    report = judge(key, right_transcript(key))
    assert report.earned == report.possible == 19


def test_every_slip_of_recording_that_the_cases_can_show_loses_points_and_is_named(key):
    trials = [trial for trial in try_mistakes(key) if trial.mistake.startswith("bookkeeping.")]
    assert len({trial.mistake for trial in trials}) == 15 and len(trials) > 30
    for trial in trials:
        assert not trial.survives
        assert trial.report.mistake == trial.mistake == trial.student_report.mistake, trial.report


def test_a_run_that_never_stops_is_too_large_and_reads_how_many_numbers_are_expected(graded):
    endless = "def ista(X, y, lambd, w0, stepsize, tol=1e-4, maxiter=1000):\n    return [w0] * 40_000"
    message = graded(f"import numpy as np\n{endless}")["ista"].message
    assert "it holds 80,000 numbers, where 68 are expected; a list or array with one entry per step was" in message
