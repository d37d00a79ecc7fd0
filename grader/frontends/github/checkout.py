"""What `grader github` does: find the file in the checkout, grade it, write what Classroom 50 and people read."""

from __future__ import annotations

import json
import os
import shutil
from datetime import datetime, timezone
from pathlib import Path

from grader.base import files
from grader.base.errors import UserError
from grader.frontends.github import release_body, result_json
from grader.frontends.student.command_line import FAILED
from grader.frontends.student.commands import environment_for
from grader.judging.judge import judge
from grader.model.key import Key, read_key
from grader.model.report import Report
from grader.model.transcript import Transcript
from grader.reports.totals import total_line
from grader.sandbox.transcribe import transcribe
from grader.submissions.file_choice import choose_file_below

RESULT, RELEASE_BODY = "result.json", "release-body.md"  # as Classroom 50 calls them


class SecretKey(UserError):
    """A key with right answers or hidden cases, where students could read it."""


def grade_checkout(folder: Path, key_path: Path) -> int:
    """Grade the checkout; the exit code is 0, or 1 where the grader could not check it: then nothing is written.

    Classroom 50 reads any other exit code than 0 as an error of the infrastructure, and enters no score.
    """
    key = read_key(key_path)
    if key.audience != "student":
        raise SecretKey(
            f"--key {key_path}: this key holds hidden cases and right answers, and whoever can push to a repository "
            f"can read what its workflows read. Take {key.assignment}-student.key; grade hidden cases on your own "
            "machine, with `grader grade`."
        )
    for name in (RESULT, RELEASE_BODY):
        remove_committed(folder / name)
    report = _report(folder, key)
    if report.unchecked:
        print("Something could not be checked, and not through the student's fault: no score is written. Run it again.")
        return FAILED
    result = result_json.to_result(key, report, os.environ, datetime.now(timezone.utc))
    files.write_text(folder / RESULT, json.dumps(result, indent=2) + "\n", is_readable=True)
    files.write_text(folder / RELEASE_BODY, release_body.to_markdown(key, report), is_readable=True)
    summary = total_line(report) if report.status == "graded" else "This could not be graded."
    if output := os.environ.get("GITHUB_OUTPUT"):
        with Path(output).open("a", encoding="utf-8") as file:
            file.write(f"status={result_json.status(report)}\nsummary={summary}\n")
    print(f"{summary} See {RELEASE_BODY} and {RESULT}.")  # a student's text could give GitHub commands from this log
    return 0


def remove_committed(path: Path) -> None:
    """Take out what a student committed under the name of a result: a link, a folder, or a result of their own.

    It would be read as the grader's, wherever the grader writes none, or nothing could be written there.
    """
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _report(folder: Path, key: Key) -> Report:
    paths, note = choose_file_below(folder, [name for question in key.questions for name in question.names])
    if not paths:
        return judge(key, Transcript("submission", key.assignment, unreadable=note))
    return judge(key, transcribe(paths, key, environment_for(key), submission="submission"))
