"""The assignment that a test file names in `ASSIGNMENT`, its key, and what becomes of submissions."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from field import exercises
from support.compiled import underived_key
from support.program import forked

from grader.authoring.facts.assignment import Assignment
from grader.authoring.reading.assignment_file import load_assignment
from grader.frontends.student.key_choice import with_questions
from grader.judging.judge import judge
from grader.model.key import Key
from grader.model.report import QuestionReport
from grader.model.transcript import Transcript
from grader.sandbox.transcribe import transcribe


@pytest.fixture(scope="module")
def assignment(request, tmp_path_factory) -> Assignment:
    folder = tmp_path_factory.mktemp("assignment")
    return load_assignment(exercises.copy(request.module.ASSIGNMENT, folder))


@pytest.fixture(scope="module")
def key(assignment) -> Key:
    return underived_key(assignment)


@pytest.fixture(scope="module")
def transcript(key, tmp_path_factory) -> Callable[..., Transcript]:
    """What a submission of this text does, in all questions or in those that are named; the same is run once."""
    folder = tmp_path_factory.mktemp("work")

    @cache
    def run(source: str, *questions: str) -> Transcript:
        (path := Path(folder, "work.py")).write_text(source, encoding="utf-8")
        return transcribe(path, with_questions(key, questions), forked())

    return run


@pytest.fixture(scope="module")
def graded(key, transcript) -> Callable[..., dict[str, QuestionReport]]:
    """By question, what the judge says of a submission of this text."""
    return lambda *work: {report.name: report for report in judge(key, transcript(*work)).questions}
