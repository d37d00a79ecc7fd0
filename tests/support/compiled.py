"""Keys without the mistakes that a solution suggests: running a few hundred changes of each solution takes most of the
time that a key does. `tests/authoring/derived` tests what comes of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.program import forked

from grader.authoring import compiler
from grader.authoring.facts.assignment import Assignment
from grader.judging.judge import judge
from grader.model.key import Key, parse_key
from grader.model.report import QuestionReport
from grader.sandbox.transcribe import transcribe


def underived_key(assignment: Assignment) -> Key:
    """The key as it is read back from its file, with the known mistakes of the banks and of recording alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiler, "derive", lambda *_: {})
        return parse_key(compiler.compile_key(assignment).to_json())


def reports_of(key: Key, source: str, folder: Path) -> tuple[QuestionReport, ...]:
    """What the judge says of each question of a submission with this text, which is written into the folder."""
    (path := folder / "work.py").write_text(source, encoding="utf-8")
    return judge(key, transcribe(path, key, forked())).questions
