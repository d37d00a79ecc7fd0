"""Which attempt of a submission counts, how late it came, and whose slip days it takes, over a course."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import small_class

from grader.base.errors import UserError
from grader.course import results_folder
from grader.course.classroom import deciding
from grader.course.course_file import read_course
from grader.course.decisions.decision import Decision
from grader.course.gradebook.gradebook import Gradebook
from grader.course.gradebook.rows import JudgingKey, Record
from grader.course.results import Results
from grader.course.summary import late_lines
from grader.model.report import QuestionReport, Report
from grader.submissions.collection import Person, Submission

COURSE = """
[late]
percent_a_day = 10
most_percent = 50
slip_days = 3
attempt = "best"
[homework.hw1]
due = 2026-10-12T18:00:00Z
[homework.hw2]
due = 2026-10-19T18:00:00Z
"""

KEY = JudgingKey.of(small_class.key())


@pytest.fixture
def term(tmp_path: Path) -> Path:
    (tmp_path / "course.toml").write_text(COURSE)
    return tmp_path


def hand_in(results: Path, name: str, at: str, earned: float, *people: str, late: bool = False) -> None:
    """Put work of some people into a gradebook; the time is of October 2026, in UTC."""
    results.mkdir(exist_ok=True)
    submitted_at = f"2026-10-{at}:00Z" if at else ""
    authors = tuple(Person(p, email=f"{p}@x.edu") for p in people or (name,))
    question = QuestionReport("root", "A root", "partial", earned, 100.0, "")
    report = Report(name, "small", "graded", earned, 100.0, "", (question,)).to_json()
    with Gradebook(results / "gradebook.sqlite") as book:
        book.judge_by(KEY)
        submission = Submission(name, people=authors, late=late, submitted_at=submitted_at)
        book.put(Record(submission, f"{name} {at} {earned}", "{}", report))


def earned(results: Path) -> dict[str, float]:
    with Results(results) as opened:
        return {report.submission: report.earned for report in opened.reports()}


def test_without_a_course_file_nothing_is_taken_off(tmp_path):
    hand_in(tmp_path / "hw1", "ada", "30 18:00", 80.0)
    assert earned(tmp_path / "hw1") == {"ada": 80.0}
    with Results(tmp_path / "hw1") as opened:
        assert late_lines(opened) == [] and next(opened.reports()).deducted == 0


def test_slip_days_are_used_in_the_order_of_the_due_dates_and_then_points_go(term):
    """Two of three days for the first homework leave one for the second, whichever was graded first."""
    hand_in(term / "hw2", "ada", "21 18:00", 80.0)
    assert earned(term / "hw2") == {"ada": 80.0}
    hand_in(term / "hw1", "ada", "14 18:00", 90.0)
    assert earned(term / "hw1") == {"ada": 90.0} and earned(term / "hw2") == {"ada": 72.0}
    with Results(term / "hw2") as opened:
        report = opened.report("ada")
        assert report.deducted == 8 and opened.submissions()["ada"].late
        assert late_lines(opened)[0] == f"1 came late by {(term / 'course.toml').resolve()}."
    assert "You used 1 slip day, and have 0 left. 10 % of the points are taken off." in report.remarks[0]


def test_a_group_uses_no_more_than_the_member_with_the_fewest_has(term):
    hand_in(term / "hw1", "ada", "14 18:00", 100.0)
    hand_in(term / "hw2", "g1", "21 18:00", 100.0, "ada", "bob")
    hand_in(term / "hw2", "eve", "21 18:00", 100.0)
    assert earned(term / "hw2") == {"g1": 90.0, "eve": 100.0}


def test_an_extension_before_anything_came_gives_the_slip_days_back(term):
    """It is decided about a person of the roster, and holds for what this person submits later."""
    hand_in(term / "hw1", "someone", "12 10:00", 1.0)
    with Gradebook(term / "hw1" / "gradebook.sqlite") as book:
        book.put_absent([Person("ada", "Ada", "ada@x.edu")])
    deciding.decide(term / "hw1", Decision("extend", "ada@x.edu", text="2026-10-14T18:00Z", because="ill"), "ta")
    hand_in(term / "hw1", "7", "14 18:00", 90.0, "ada")
    hand_in(term / "hw2", "ada", "21 18:00", 80.0)
    assert earned(term / "hw1")["7"] == 90.0 and earned(term / "hw2") == {"ada": 80.0}
    with Results(term / "hw1") as opened:
        assert "Staff moved your due date to 2026-10-14 " in opened.report("7").remarks[0]
    deciding.decide(term / "hw2", Decision("extend", text="2026-10-21", because="server"), "ta")
    with Results(term / "hw2") as opened:
        assert not opened.submissions()["ada"].late


@pytest.mark.parametrize("order", [1, -1])
def test_a_later_due_date_of_the_class_or_of_one_person_holds_whichever_was_entered_first(term, order):
    hand_in(term / "hw1", "ada", "16 18:00", 90.0)
    hand_in(term / "hw1", "bob", "16 18:00", 90.0)
    own, all_ = Decision("extend", "ada", text="2026-10-16T18:00Z", because="ill"), "2026-10-13T18:00Z"
    for decision in [own, Decision("extend", text=all_, because="server")][::order]:
        deciding.decide(term / "hw1", decision, "ta")
    with Results(term / "hw1") as opened:
        assert [opened.counted[name].lateness.days for name in ("ada", "bob")] == [0, 3]


def test_the_best_attempt_counts_after_what_lateness_takes_off(term):
    """60 in time, 90 five days late: three are covered, and 80 % of 90 is more. Later 50 are less than both."""
    hand_in(term / "hw1", "ada", "12 18:00", 60.0)
    hand_in(term / "hw1", "ada", "17 18:00", 90.0)
    assert earned(term / "hw1") == {"ada": 72.0}
    hand_in(term / "hw1", "ada", "17 18:01", 50.0)
    assert earned(term / "hw1") == {"ada": 72.0}
    assert "Of your 3 attempts an earlier one counts, which came 2026-10-17" in " ".join(
        Results(term / "hw1").report("ada").remarks
    )
    (term / "course.toml").write_text(COURSE.replace("best", "latest"))
    assert earned(term / "hw1") == {"ada": 50 * 0.7}


def test_a_late_flag_without_a_time_costs_nothing_until_staff_say_when_it_came(term):
    hand_in(term / "hw1", "ada", "", 80.0, late=True)
    with Results(term / "hw1") as opened:
        assert opened.submissions()["ada"].late
        assert "which does not say when they came: ada. Nothing is taken off" in late_lines(opened)[1]
    assert earned(term / "hw1") == {"ada": 80.0}
    deciding.decide(term / "hw1", Decision("stamp", "ada", text="2026-10-16T12:00Z", because="the mail"), "ta")
    assert earned(term / "hw1") == {"ada": 72.0}
    assert "Staff say that this came 2026-10-16 12:" in Results(term / "hw1").report("ada").remarks[1]


def test_who_is_excused_uses_no_slip_day(term):
    hand_in(term / "hw1", "ada", "15 18:00", 80.0)
    deciding.decide(term / "hw1", Decision("excuse", "ada", because="ill"), "ta")
    hand_in(term / "hw2", "ada", "22 18:00", 80.0)
    assert earned(term / "hw2") == {"ada": 80.0}


def test_a_folder_that_the_course_does_not_name_is_said_to_have_no_due_date(term):
    hand_in(term / "hw3", "ada", "30 18:00", 80.0)
    with Results(term / "hw3") as opened:
        assert "course.toml has no homework 'hw3': nobody is late here." in late_lines(opened)[0]


def test_attempts_are_merged_once(term):
    for part, names in (("a", ["ada"]), ("b", ["bob"])):
        for name in names:
            hand_in(term / part, name, "12 18:00", 60.0)
            hand_in(term / part, name, "12 18:01", 50.0)
    books = [term / part / "gradebook.sqlite" for part in ("a", "b", "a")]
    (term / "hw1").mkdir()
    results_folder.merge_gradebooks(term / "hw1" / "gradebook.sqlite", books)
    with Gradebook(term / "hw1" / "gradebook.sqlite") as book:
        assert {name: len(each) for name, each in book.history.attempts().items()} == {"ada": 1, "bob": 1}
    assert earned(term / "hw1") == {"ada": 60.0, "bob": 60.0}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("drop_lowest = 1", "homework: it is missing"),
        (COURSE + "[homework.hw4]\ndue = 'soon'", "homework.hw4.due: 'soon' is no due date. Write 2026-12-01T18:00:00"),
        (
            COURSE.replace("percent_a_day", "percent"),
            "late.percent: there is no such field. The keys are grace_minutes",
        ),
        (COURSE.replace("= 10", "= -1"), "late.percent_a_day: -1 is below 0"),
        (COURSE.replace("= 50", "= 500"), "late.most_percent: 500 is above 100"),
        (COURSE.replace('"best"', '"bset"'), "late.attempt: expected one of latest, best, got 'bset'"),
        ("drop_lowest = 2\n" + COURSE, "drop_lowest: 2 of 2 homeworks cannot be dropped"),
        (COURSE + "x = ", "this is not TOML"),
    ],
)
def test_a_course_file_that_cannot_be_used_is_answered(tmp_path, text, words):
    (tmp_path / "course.toml").write_text(text)
    with pytest.raises(UserError, match=words) as refused:
        read_course(tmp_path / "course.toml")
    assert str(tmp_path / "course.toml") in str(refused.value)
