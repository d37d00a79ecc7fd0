"""result.json: a Report in the form that Classroom 50 collects, `classroom50/result/v1`.

Its scores are whole numbers, so they are hundredths of a point here: 92.5 of 100 points are 9250 of 10000. Who handed
in what comes from the environment; Classroom 50 writes its own `owner`, `assignment_type` and times over ours.

Source of the format: github.com/foundation50/classroom50, result-v1.schema.json and the wiki's Advanced-Autograding.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from grader.judging.judge import judge
from grader.model.key import Key
from grader.model.report import QuestionReport, Report, Totals
from grader.model.statuses import hundredths, status_words
from grader.model.transcript import Transcript

SCHEMA = "classroom50/result/v1"
DONE = ("right", "recorded", "manual")  # statuses of a question with which a student has nothing left to do


def to_result(key: Key, report: Report, environment: Mapping[str, str], now: datetime) -> dict[str, Any]:
    """What result.json holds. `now` is in UTC."""
    written = {question.name for question in key.questions if question.is_written}
    questions = report.questions or judge(key, Transcript("", key.assignment)).questions  # of an unreadable file: none
    tests = [_test(question, question.name in written) for question in questions if question.counts]
    return {
        "schema": SCHEMA,
        **_identity(report, environment, now),
        "score": sum(test["score"] for test in tests),
        "max-score": sum(test["max-score"] for test in tests),
        "tests": tests,
    }


def _test(question: QuestionReport, is_written: bool) -> dict[str, Any]:
    """The points that it can have here do not depend on what came: written answers are judged after the due date."""
    visible = 0.0 if is_written else Totals.of(question.cases).possible
    possible = hundredths(min(question.possible, visible))
    return {
        "test-name": question.title or question.name,
        "passed": question.status in DONE,
        "score": min(hundredths(question.earned), possible),
        "max-score": possible,
        "status": status_words(question.status),  # Classroom 50 keeps what it does not know
    }


def _identity(report: Report, environment: Mapping[str, str], now: datetime) -> dict[str, str]:
    """Whose work this is, and where to see it; outside Classroom 50 as much of it as GitHub says."""
    time, sha = now.strftime("%Y-%m-%dT%H:%M:%SZ"), environment.get("GITHUB_SHA", "")
    repository = environment.get("GITHUB_REPOSITORY", "local/local")
    server = environment.get("GITHUB_SERVER_URL", "https://github.com")
    commit = environment.get("COMMIT_URL") or f"{server}/{repository}/commit/{sha or 'HEAD'}"
    tag = f"submit/{time.replace(':', '-')}-{sha[:7] or 'local'}"
    return {
        "classroom": environment.get("CLASSROOM") or repository.partition("/")[0],
        "assignment": environment.get("ASSIGNMENT") or report.assignment,
        "assignment_type": environment.get("ASSIGNMENT_TYPE") or "individual",
        "owner": environment.get("OWNER") or environment.get("GITHUB_ACTOR") or "local",
        "submission": environment.get("SUBMISSION_TAG") or tag,
        "commit": commit,
        "release": environment.get("RELEASE_URL") or commit,
        "review": environment.get("REVIEW_URL") or commit,
        "datetime": time,
    }


def status(report: Report) -> str:
    """The state of the commit: `success` where nothing is left to do, else `failure`."""
    done = report.status == "graded" and all(q.status in DONE for q in report.questions if q.counts)
    return "success" if done else "failure"
