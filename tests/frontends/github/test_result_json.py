"""result.json is what Classroom 50's rules accept, and says no more and no less than the report."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone

import pytest
from support import small_class
from support.classroom50_contract import Result

from grader.frontends.github.result_json import status, to_result
from grader.judging.judge import judge
from grader.model.report import Report
from grader.model.statuses import format_points
from grader.model.transcript import Definition, Raised, Transcript

NOW = datetime(2026, 11, 27, 9, 5, 7, tzinfo=timezone.utc)
STUDENT = small_class.key().for_students()
RUNNER = {
    "CLASSROOM": "cs-ml", "ASSIGNMENT": "hw1", "ASSIGNMENT_TYPE": "group", "OWNER": "ada",
    "SUBMISSION_TAG": "submit/2026-11-27T09-05-01Z-0a1b2c3", "COMMIT_URL": "https://github.com/o/r/commit/0a",
    "RELEASE_URL": "https://github.com/o/r/releases/tag/x", "REVIEW_URL": "https://github.com/o/r/compare/a...b",
    "GITHUB_ACTOR": "teammate",
}  # fmt: skip


def reported(sent: Transcript) -> Report:
    return judge(STUDENT, sent)


def read_back(report: Report, environment: dict[str, str] = RUNNER) -> Result:
    return Result.model_validate(to_result(STUDENT, report, environment, NOW))


def test_right_work_has_every_point_in_whole_hundredths():
    result = read_back(reported(small_class.transcript()))
    assert (result.score, result.max_score) == (700, 700)
    assert [(t.test_name, t.passed, t.score) for t in result.tests] == [
        ("Gradient descent", True, 600), ("A root", True, 100), ("True or false", True, 0),
    ]  # fmt: skip


def test_the_points_are_those_of_the_report_whatever_came():
    """Wrong, crashed, hostile, missing, unreadable: each accepted by the rules, with the report's own points."""
    crashed = Raised("ValueError", "x", 3, 1, "y")
    sent = [
        small_class.transcript(rule=small_class.shrinking), small_class.transcript(descent_0=crashed),
        small_class.hostile(), Transcript("x", "small", {q.name: Definition("missing") for q in STUDENT.questions}, {}),
    ]  # fmt: skip
    for report in map(reported, sent):
        result = read_back(report)
        assert result.score == round(100 * report.earned) and result.max_score == 700
        assert status(report) == "failure"
    unread = read_back(reported(replace(small_class.transcript(), unreadable="This is a PDF.")))
    assert (unread.score, unread.max_score) == (0, 700)
    assert status(reported(small_class.transcript())) == "success"


@pytest.mark.parametrize("points", [0.125, 0.375, 1.005, 2.675])
def test_half_a_hundredth_is_what_every_page_says(points):
    """2.675 points were 268 hundredths here, and 2.67 everywhere else."""
    report = reported(small_class.transcript())
    first, *others = report.questions
    result = read_back(replace(report, questions=(replace(first, earned=points), *others)))
    assert format_points(result.tests[0].score / 100) == format_points(points)


def test_classroom_50_says_whose_work_it_is():
    """Where its runner sets them, the identity and the links are its own."""
    result = read_back(reported(small_class.transcript()))
    assert (result.classroom, result.assignment, result.owner) == ("cs-ml", "hw1", "ada")
    assert (result.submission, result.assignment_type) == (RUNNER["SUBMISSION_TAG"], "group")
    assert (result.commit, result.release, result.review) == tuple(
        RUNNER[name] for name in ("COMMIT_URL", "RELEASE_URL", "REVIEW_URL")
    )


def test_without_classroom_50_github_says_it_and_without_github_nobody_does():
    github = {"GITHUB_REPOSITORY": "course/hw1-ada", "GITHUB_SHA": "0a1b2c3d4e", "GITHUB_ACTOR": "ada"}
    result = read_back(reported(small_class.transcript()), github)
    assert (result.classroom, result.assignment, result.owner) == ("course", "small", "ada")
    assert result.submission == "submit/2026-11-27T09-05-07Z-0a1b2c3"
    assert result.review == result.commit == "https://github.com/course/hw1-ada/commit/0a1b2c3d4e"
    assert read_back(reported(small_class.transcript()), {}).owner == "local"
