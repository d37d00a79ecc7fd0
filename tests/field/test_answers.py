"""Answers without code: a choice, a number, a text, one that staff grade, from the table to every page."""

from __future__ import annotations

import csv
import json

import jsonschema
import pytest
from field import exercises
from support import small_class
from support.program import forked
from support.tables import tables

from grader.authoring.proving.preflight import require_ready
from grader.authoring.schema import schema
from grader.course.class_report.class_page import class_page
from grader.course.platforms.exports import ClassResults, export
from grader.course.summary import outline_line
from grader.frontends.gradescope.deadlines import SubmissionMetadata
from grader.frontends.gradescope.results_json import final_results
from grader.frontends.student import notebook_check
from grader.judging.judge import judge
from grader.model.key import parse_key
from grader.model.report import Report, parse_report
from grader.reports.causes import staff_notes
from grader.sandbox.transcribe import transcribe

SECRETS = ("Nesterovian", "taxicab", "0.4375", "bounces")


ASSIGNMENT = "answers"
HALF = exercises.WRITTEN / "answers" / "half.py"


@pytest.fixture(scope="module")
def half(key):
    return transcribe(HALF, key, forked())


@pytest.fixture
def report(half, key) -> Report:
    return parse_report(judge(key, half).to_json())


def messages(report: Report) -> dict[str, str]:
    return {question.name: question.message for question in report.questions}


def test_the_table_and_its_master_are_ready_for_students(assignment, key):
    """The stubs are not attempted, and the master earns what is judged; nothing waits but the essay."""
    require_ready(assignment, key)
    assert (key.points, key.manual_points) == (19, 10)


def test_nothing_that_a_student_holds_tells_what_is_right(key):
    text = key.for_students().to_json()
    assert not [secret for secret in SECRETS if secret in text] and '"expected": {' not in text
    students = parse_key(text)
    report = judge(students, transcribe(HALF, students, forked()))
    assert not [secret for secret in SECRETS if secret in report.to_json()]
    assert [q.status for q in report.questions] == ["recorded", "recorded", "recorded", "manual"]


def test_staff_read_that_all_options_of_a_list_are_right_together(key, transcript):
    """Of a choice the list is one answer, and half of it is wrong; of a text each in the list is right alone."""
    one_of_two = transcript('schedule = "1/k"\nnames = {"look_ahead": "heavy", "norm": "taxicab"}\n')
    reports = judge(key, one_of_two).questions
    pairs = zip(key.questions, reports, strict=True)
    notes = [note for q, report in pairs for note in staff_notes(key, q, report, one_of_two)]
    assert "answered 1/k; right is 1/k and line search." in notes
    assert any(note.endswith("answered heavy; right is Nesterovian or the Nesterovian method.") for note in notes)


def test_each_answer_is_judged_and_none_is_told(report):
    earned = [(q.status, q.earned) for q in report.questions]
    assert earned == [("right", 2), ("wrong", 0), ("partial", 2), ("manual", 0)]
    said = messages(report)
    assert said["schedule"] == "Your answer is recorded. You will see after the due date whether it is right."
    assert said["names"].startswith("You have answered 1 of 2 questions. You will see after the due date whether they")
    assert said["essay"] == "This is read and graded by hand:\n    Since <b>sums</b>\n    of 1/k diverge."
    assert not [secret for secret in SECRETS if secret in report.to_json()]


def test_points_that_staff_give_are_neither_earned_nor_lost(report):
    assert (report.earned, report.judged_points, report.manual_points) == (4, 9, 10)
    assert [question.lost for question in report.questions] == [0, 3, 2, 0]
    assert outline_line(report.outline) == "half: 4 / 9, and 10 graded by hand, 1 of 3 questions right"


def test_gradescope_gets_no_score_for_what_staff_grade(report, half, key):
    results = final_results(key, half, report, SubmissionMetadata())
    essay = next(test for test in results["tests"] if test["name"] == "Explain")
    assert "score" not in essay and "max_score" not in essay and "GRADED BY HAND" in essay["output"]
    assert results["score"] == 4 and "10 points are graded by hand, and not in this score." in results["output"]
    names = next(test for test in results["tests"] if test["name"] == "Names: hidden cases")
    assert names["output"].strip().split("\n") == [
        "Right: The method whose gradient is taken after the momentum step.", "",
        "Not answered: The norm of the lasso.",
    ]  # fmt: skip
    assert not [secret for secret in SECRETS[:3] if secret in json.dumps(results)]


def test_the_class_page_counts_no_zero_for_what_staff_grade(report, half, key):
    page = class_page(small_class.statistics(key, [(report, None, half)]))
    assert "of 9 points, and 10 graded by hand" in page
    row = next(row for row in page.split("<tr>") if "Explain" in row and "10</td>" in row)
    assert row.count("graded by hand") == 5 and "%" not in row
    first = page.split("To look at first</h2>")[1].split("</section>")[0]
    assert (
        "wait for points by hand" in first
        and "staff/STAFF-half.html#question-essay" in first
        and "Nothing" not in first
    )


def test_who_waits_for_points_by_hand_has_no_grade_in_any_gradebook(report, tmp_path):
    """Also before the first essay of the class is read: a grade out of 9 would be another one out of 19 by then."""
    for platform in ("csv", "gradescope", "canvas", "moodle"):
        assert export(ClassResults("Quiz", [report]), platform, tmp_path / f"{platform}.csv") == ["half"]
    tables = {path.stem: list(csv.DictReader(path.open(encoding="utf-8-sig"))) for path in tmp_path.glob("*.csv")}
    (plain,), (gradescope,), (canvas,) = tables["csv"], tables["gradescope"], tables["canvas"]
    assert (plain["earned"], plain["possible"], plain["essay"]) == ("", "19", "graded by hand")
    assert (gradescope["Status"], gradescope["Max Points"]) == ("Ungraded", "19")
    assert canvas["Quiz"] == "19" and not tables["moodle"], "one line of maxima, and nobody's grade"


def test_check_in_a_notebook_records_what_is_written(key, tmp_path, monkeypatch):
    """Of a live notebook the variables are read as they are; `...` and an empty list are no answers."""
    (path := tmp_path / "quiz.key").write_text(key.for_students().to_json(), encoding="utf-8")
    variables = {"schedule": [], "rate": 0.5, "names": {"look_ahead": "x", "norm": ""}, "essay": "My text."}
    monkeypatch.setattr(notebook_check, "_caller_variables", lambda: variables)
    shown = str(notebook_check.check(key=path))
    assert "0 of 4 points on the visible cases, and 10 graded by hand." in shown
    assert "The other 5 points are for hidden cases and for answers that are judged after the due date." in shown
    assert "schedule  not attempted" in shown and "RECORDED  The rate" in shown
    assert "GRADED BY HAND  Explain\nThis is read and graded by hand:\n    My text." in shown


def test_an_editor_takes_the_table():
    """`answer` and `options` stand in the question, which then needs no case."""
    editor = jsonschema.Draft202012Validator(schema())
    table = tables(str(HALF), "assignment.toml")
    assert [error.message for error in editor.iter_errors(table)] == []
