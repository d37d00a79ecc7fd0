"""Everybody is in a gradebook once, whatever ids a platform gives to what they hand in; decisions go with them."""

from __future__ import annotations

import csv
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from support import small_class
from support.small_class import transcript

from grader.course import batch, results_folder
from grader.course.batch import GradingJob, GradingResult, KeyFile
from grader.course.class_report.term_table import read_term
from grader.course.classroom import deciding, exporting
from grader.course.decisions.decision import Decision
from grader.course.gradebook.gradebook import Gradebook
from grader.course.gradebook.rows import entry_of
from grader.course.results import Results
from grader.course.summary import people_lines
from grader.judging.judge import judge
from grader.submissions.collection import find_submissions

ROSTER = "id,name,email\n1,Ada A,a@x\n2,Bob B,b@x\n3,Eva E,e@x\n"
PEOPLE = {"1": "Ada A", "2": "Bob B", "3": "Eva E"}
COURSE = "[late]\npercent_a_day = 10\n[homework.hw1]\ndue = 2026-10-12T18:00:00Z\n"
WHY = "as we agreed"


@pytest.fixture
def hw1(tmp_path: Path) -> Path:
    (tmp_path / "course.toml").write_text(COURSE)
    (tmp_path / "roster.csv").write_text(ROSTER)
    (tmp_path / "small.key").write_text(small_class.key().to_json())
    (tmp_path / "hw1").mkdir()
    return tmp_path / "hw1"


def run_here(job: GradingJob) -> GradingResult:
    """What a worker returns, without a sandbox: right where the file says so, else with a steplength that shrinks."""
    is_right = "right" in Path(job.files[0]).read_text(encoding="utf-8")
    made = transcript(job.submission, *([] if is_right else [small_class.shrinking]))
    return GradingResult(made.to_json(), judge(small_class.key(), made).to_json())


def grade(results: Path, *exports: Path) -> str:
    """Grade exports of a platform in one command, and what its summary says of people."""
    folder = next(p for p in results.parents if (p / "roster.csv").exists())
    with Gradebook(results / "gradebook.sqlite") as book:
        submissions = find_submissions(exports, folder / "roster.csv", into=Path(tempfile.mkdtemp(dir=folder)))
        batch.grade_all(submissions, KeyFile.of(folder / "small.key"), book, grade=run_here)
        return "\n".join(people_lines(Results(results, book)))


def gradescope(folder: Path, name: str, *submissions: tuple[str, str, str, str]) -> Path:
    """An export of Gradescope: (id, people, day and time in October 2026, source) of each submission."""
    text = "".join(
        f"submission_{number}:\n  :submitters:\n"
        + "".join(f"  - :name: {PEOPLE[sid]}\n    :sid: '{sid}'\n" for sid in people)
        + f"  :created_at: 2026-10-{at}:00 Z\n"
        for number, people, at, _ in submissions
    )
    with zipfile.ZipFile(folder / f"{name}.zip", "w") as archive:
        archive.writestr("assignment_9_export/submission_metadata.yml", text)
        for number, _, _, source in submissions:
            archive.writestr(f"assignment_9_export/submission_{number}/hw.py", f"x = 1  # {source}")
    return folder / f"{name}.zip"


def rows(results: Path) -> dict[str, str]:
    """The points of everybody as Gradescope has them, by id; of whoever has several rows, all of them."""
    path, _ = exporting.export(results, "gradescope", None)
    with path.open(encoding="utf-8") as file:
        lines = [(row["SID"], row["Total Score"]) for row in csv.DictReader(file)]
    return {person: "|".join(points for name, points in lines if name == person) for person, _ in lines}


def override(results: Path, submission: str, points: float, question: str = "descent") -> None:
    deciding.decide(results, Decision("override", submission, question, points, because=WHY), "ta")


def points_of(results: Path, submission: str) -> float:
    with Results(results) as opened:
        return opened.report(opened.id_of(submission)).questions[0].earned


def test_who_hands_in_again_on_gradescope_is_there_once_with_what_staff_decided(hw1, tmp_path):
    """A second export has another id for the work of the same person: it was a second person."""
    grade(hw1, gradescope(tmp_path, "first", ("101", "1", "12 10:00", "low"), ("102", "2", "12 10:00", "right")))
    override(hw1, "101", 7.0)
    deciding.decide(hw1, Decision("extend", "101", text="2026-10-20T18:00Z", because=WHY), "ta")
    before = rows(hw1)["1"]
    said = grade(hw1, gradescope(tmp_path, "again", ("205", "1", "15 10:00", "new"), ("102", "2", "12 10:00", "right")))
    assert rows(hw1) == {"1": before, "2": "10"}
    with Results(hw1) as opened:
        assert {*opened.ids} == {"102", "205"} and opened.counted["205"].lateness.days == 0
        assert "Staff gave 7 of 8 points" in opened.report("205").questions[0].remarks[0]
        assert opened.id_of("101") == "205" and [a.earned for a in opened.book.history.attempts()["205"]]
    marks = {each.person.name: each.marks["hw1"].percent for each in read_term(hw1.parent).standings}
    assert marks == {"Ada A": 90.0, "Bob B": 100.0}
    assert (
        "about work that was handed in before what counts now: 205 descent has 7 points, because as we agreed" in said
    )


def test_a_decision_that_is_entered_again_is_not_asked_for_any_more(hw1, tmp_path):
    grade(hw1, gradescope(tmp_path, "first", ("101", "1", "12 10:00", "low")))
    override(hw1, "101", 7.0)
    again = gradescope(tmp_path, "again", ("205", "1", "12 11:00", "new"))
    assert "205 descent has 7 points" in grade(hw1, again) and "205 descent" in grade(hw1, again)
    override(hw1, "205", 7.0)
    assert grade(hw1, again) == "" and points_of(hw1, "101") == 7.0


def test_the_same_file_handed_in_again_needs_no_second_look(hw1, tmp_path):
    grade(hw1, gradescope(tmp_path, "first", ("101", "1", "12 10:00", "low")))
    override(hw1, "101", 7.0)
    assert grade(hw1, gradescope(tmp_path, "again", ("205", "1", "12 11:00", "low"))) == ""
    assert rows(hw1).keys() == {"1"} and points_of(hw1, "205") == 7.0


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_exports_in_one_command_the_later_work_counts(hw1, tmp_path, order):
    exports = [
        gradescope(tmp_path, "first", ("101", "1", "12 10:00", "low"), ("102", "2", "12 10:00", "right")),
        gradescope(tmp_path, "again", ("205", "1", "12 11:00", "right"), ("102", "2", "12 10:00", "right")),
    ]
    for _ in range(2):  # the same command again changes nothing
        assert grade(hw1, *exports[::order]) == "" and rows(hw1) == {"1": "10", "2": "10"}
        with Results(hw1) as opened:
            assert [len(each) for each in opened.book.history.attempts().values()] == [1]


def test_work_that_a_platform_made_the_active_one_again_counts_again(hw1, tmp_path):
    first = gradescope(tmp_path, "first", ("101", "1", "12 10:00", "right"))
    grade(hw1, first)
    grade(hw1, gradescope(tmp_path, "again", ("205", "1", "12 11:00", "low")))
    assert rows(hw1) != {"1": "10"}
    grade(hw1, first)
    assert rows(hw1) == {"1": "10"} and Results(hw1).ids == {"101"}


def test_people_who_leave_a_group_keep_what_was_decided_until_then(hw1, tmp_path):
    """Bob goes on alone, and Ada leaves as well later: what staff decide about one of them then is not the other's."""
    grade(hw1, gradescope(tmp_path, "first", ("101", "12", "12 10:00", "low")))
    override(hw1, "101", 7.0)
    grade(hw1, gradescope(tmp_path, "second", ("101", "1", "12 10:00", "low"), ("205", "2", "12 11:00", "new")))
    assert rows(hw1).keys() == {"1", "2"} and points_of(hw1, "101") == points_of(hw1, "205") == 7.0
    override(hw1, "101", 5.0)
    assert (points_of(hw1, "101"), points_of(hw1, "205")) == (5.0, 7.0)
    grade(hw1, gradescope(tmp_path, "third", ("301", "1", "12 12:00", "newer"), ("205", "2", "12 11:00", "new")))
    assert (points_of(hw1, "301"), points_of(hw1, "205")) == (5.0, 7.0) and Results(hw1).ids == {"205", "301"}


def test_people_who_form_a_group_are_there_once(hw1, tmp_path):
    grade(hw1, gradescope(tmp_path, "first", ("101", "1", "12 10:00", "low"), ("102", "2", "12 10:00", "right")))
    override(hw1, "102", 6.0)
    grade(hw1, gradescope(tmp_path, "again", ("205", "12", "12 11:00", "right")))
    assert {*rows(hw1)} == {"1", "2"} and points_of(hw1, "102") == 6.0 and Results(hw1).ids == {"205"}


def test_the_best_attempt_of_one_is_not_that_of_a_group_that_was_formed_since(hw1, tmp_path):
    (tmp_path / "course.toml").write_text(COURSE.replace("[late]", '[late]\nattempt = "best"'))
    grade(hw1, gradescope(tmp_path, "first", ("101", "1", "12 10:00", "right")))
    grade(hw1, gradescope(tmp_path, "again", ("205", "1", "12 11:00", "low"), ("206", "2", "12 10:00", "low")))
    low = rows(hw1)["2"]
    assert rows(hw1)["1"] == "10"
    grade(hw1, gradescope(tmp_path, "third", ("301", "12", "12 12:00", "lower")))
    assert rows(hw1) == {"1": low, "2": low}


CLASS = "username,submission_tag,review_url,datetime,late,first_name,last_name,email\n"


def classroom50(folder: Path, name: str, lines: str, repositories: dict[str, str]) -> Path:
    with zipfile.ZipFile(folder / f"{name}.zip", "w") as archive:
        archive.writestr("scores.csv", CLASS + lines)
        for repository, source in repositories.items():
            archive.writestr(f"{repository}/hw.py", f"x = 1  # {source}")
    return folder / f"{name}.zip"


@pytest.mark.parametrize("name", ["Ada A_1_assignsubmission_file/hw.py", "adaa_1_345_hw.py"], ids=["moodle", "canvas"])
def test_work_that_came_by_mail_after_an_export_is_of_the_same_person(name, hw1, tmp_path):
    """A platform's number is of its list; the roster says that it is the student whose id names the file."""
    with zipfile.ZipFile(tmp_path / "first.zip", "w") as archive:
        archive.writestr(name.replace("_1_", "_77_"), "x = 1  # low")
        archive.writestr(name.replace("_1_", "_78_").replace("Ada A", "Eva E").replace("adaa", "evae"), "x = 1")
    grade(hw1, tmp_path / "first.zip")
    override(hw1, "77", 7.0)
    (tmp_path / "1.py").write_text("x = 1  # mailed")
    assert "1 descent has 7 points" in grade(hw1, tmp_path / "1.py")
    assert {*rows(hw1)} == {"1", "3"} and points_of(hw1, "77") == 7.0 and Results(hw1).ids == {"1", "78"}


def test_two_who_bear_one_name_keep_their_work_and_staff_are_told(hw1, tmp_path):
    """Files of one name in two folders: nothing says who is who, and a later file of one is not the other's."""
    for folder, source in (("a", "right"), ("b", "low")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "hw1.py").write_text(f"x = 1  # {source}")
    said = grade(hw1, tmp_path / "a" / "hw1.py", tmp_path / "b" / "hw1.py")
    assert "hw1 has 2 submissions, and nothing says which is the latest: hw1, hw1@b." in said
    (tmp_path / "a" / "hw1.py").write_text("x = 2")
    grade(hw1, tmp_path / "a" / "hw1.py")
    assert Results(hw1).ids == {"hw1", "hw1@b"}


def test_a_book_in_which_an_older_grader_put_somebody_twice_has_them_once_by_the_next_run(hw1, tmp_path):
    first = gradescope(tmp_path, "first", ("101", "1", "12 10:00", "low"))
    again = gradescope(tmp_path, "again", ("205", "1", "12 11:00", "right"))
    grade(hw1, first)
    with Gradebook(hw1 / "gradebook.sqlite") as book:
        (record,) = book.records()
        people = record.submission.people
        book.put(replace(record, submission=replace(record.submission, id="205", people=())))
        book.put(record)
        entry = entry_of(replace(record.submission, id="205", submitted_at="2026-10-12 11:00:00 Z", people=people))
    with closing(sqlite3.connect(hw1 / "gradebook.sqlite")) as old, old:
        old.execute("UPDATE submissions SET entry = ? WHERE id = '205'", (entry,))
        old.execute("DROP TABLE replaced")
    assert rows(hw1)["1"].count("|") == 1
    override(hw1, "101", 7.0)
    assert "205 descent has 7 points" in grade(hw1, again)
    assert rows(hw1).keys() == {"1"} and "|" not in rows(hw1)["1"] and points_of(hw1, "205") == 7.0


def test_parts_of_a_class_that_are_merged_have_everybody_once(hw1, tmp_path):
    parts = []
    for name, export in (
        ("a", gradescope(tmp_path, "first", ("101", "1", "12 10:00", "low"), ("102", "2", "12 10:00", "right"))),
        ("b", gradescope(tmp_path, "again", ("205", "1", "12 11:00", "right"))),
        ("c", gradescope(tmp_path, "third", ("301", "1", "12 10:30", "other"))),
    ):
        (folder := tmp_path / name).mkdir()
        grade(folder, export)
        parts.append(folder / "gradebook.sqlite")
    assert results_folder.merge_gradebooks(hw1 / "gradebook.sqlite", parts) == 2
    assert rows(hw1) == {"1": "10", "2": "10"}
    assert results_folder.merge_gradebooks(hw1 / "gradebook.sqlite", parts) == 2
    with Results(hw1) as opened:
        assert {name: len(of) for name, of in opened.book.history.attempts().items()} == {"205": 2}
