"""A checkout is graded by the student's key alone, and where the grader fails no score is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.autograder_root import KEY, RIGHT
from support.classroom50_contract import Result

from grader.frontends.github import checkout as module
from grader.frontends.github.checkout import grade_checkout
from grader.judging.judge import judge
from grader.model.transcript import Definition, Fault, Transcript


@pytest.fixture
def key_file(tmp_path) -> Path:
    (tmp_path / "assignment.key").write_text(KEY.for_students().to_json(), encoding="utf-8")
    return tmp_path / "assignment.key"


@pytest.fixture
def checkout(tmp_path) -> Path:
    (folder := tmp_path / "checkout").mkdir()
    return folder


def test_a_checkout_is_graded_and_classroom_50_can_read_it(checkout, key_file, monkeypatch):
    """The work is found beside the handout's own modules; the step's outputs say what the commit's status shows."""
    (checkout / "grader").mkdir()
    (checkout / "grader" / "__init__.py").write_text("def double(x): pass\n")
    (checkout / "hw.py").write_text("\n".join([*RIGHT[:2], "def half(x): return '::error::x'"]), encoding="utf-8")
    monkeypatch.setenv("GITHUB_OUTPUT", str(checkout.parent / "output"))
    assert grade_checkout(checkout, key_file) == 0
    result = Result.model_validate_json((checkout / "result.json").read_text("utf-8"))
    assert (result.score, result.max_score) == (600, 900)
    assert [test.passed for test in result.tests] == [True, True, False]
    assert "6 of 9 points" in (checkout / "release-body.md").read_text("utf-8")
    output = (checkout.parent / "output").read_text("utf-8")
    assert output == "status=failure\nsummary=6 of 9 points on the visible cases.\n"


def test_nothing_of_a_student_reaches_the_log(checkout, key_file, capfd):
    """GitHub takes commands from it, after any blanks."""
    (checkout / "hw.py").write_text("print('::error::a')\ndef double(x): raise ValueError('\\n::error::b')\n", "utf-8")
    grade_checkout(checkout, key_file)
    assert "::" not in "".join(capfd.readouterr())


def test_a_repository_without_work_has_no_points_and_a_reason(checkout, key_file):
    assert grade_checkout(checkout, key_file) == 0
    assert Result.model_validate_json((checkout / "result.json").read_text("utf-8")).score == 0
    assert "There is no notebook (.ipynb)" in (checkout / "release-body.md").read_text("utf-8")


def test_a_result_that_a_student_committed_is_none(checkout, key_file):
    """A link would let the grader write over another file of the runner, with the student's words in it."""
    (checkout / "hw.py").write_text("\n".join(RIGHT), encoding="utf-8")
    (other := key_file.with_name("other")).write_text("of the runner")
    (checkout / "release-body.md").symlink_to(other)
    (checkout / "result.json").write_text('{"score": 900}')
    assert grade_checkout(checkout, key_file) == 0
    assert other.read_text() == "of the runner" and "of 9 points" in (checkout / "release-body.md").read_text("utf-8")
    assert Result.model_validate_json((checkout / "result.json").read_text("utf-8")).max_score == 900


def test_a_folder_in_the_place_of_a_result_is_removed(checkout, key_file):
    """Nothing could be written there, so that the student's last score stood."""
    (checkout / "hw.py").write_text("\n".join(RIGHT), encoding="utf-8")
    for name in ("result.json", "release-body.md"):
        (checkout / name / "inside").mkdir(parents=True)
    assert grade_checkout(checkout, key_file) == 0
    assert Result.model_validate_json((checkout / "result.json").read_text("utf-8")).score == 900


def test_where_the_grader_fails_a_committed_result_is_removed(checkout, key_file, monkeypatch):
    student = KEY.for_students()
    calls = {case.id: Fault("the disk is full") for q in student.questions for case in q.cases}
    failed = Transcript("submission", "tiny", {q.name: Definition("found") for q in student.questions}, calls)
    monkeypatch.setattr(module, "_report", lambda folder, key: judge(key, failed))
    (checkout / "result.json").write_text('{"score": 900}')
    assert grade_checkout(checkout, key_file) == 1
    assert list(checkout.iterdir()) == []
