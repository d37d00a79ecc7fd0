"""What staff decide holds wherever points are shown, in the same numbers, through every regrade."""

from __future__ import annotations

import json
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from rich.console import Console
from support import small_results
from support.csv_files import canvas_grades, exported
from support.seen_html import text

from grader.base.errors import UserError
from grader.course.classroom import deciding, exporting, grading, reporting
from grader.course.decisions import entering, trail
from grader.course.decisions.decided import decided_report
from grader.course.decisions.decision import Decision, Decisions, Entry, Kind, Seen
from grader.course.decisions.entering import Changed
from grader.course.gradebook.gradebook import Gradebook
from grader.course.results import Results
from grader.model.report import Report
from grader.reports.terminal import print_report
from grader.submissions.collection import Person


@pytest.fixture(scope="module")
def undecided(tmp_path_factory) -> Path:
    """s0 and s7 are right, s1 to s4 and s6 not, s5 cannot be read; 10 points and 4 that staff give."""
    return small_results.write(tmp_path_factory.mktemp("undecided") / "results", 8).parent


@pytest.fixture
def results(undecided, tmp_path) -> Path:
    """A copy, for one test to decide upon."""
    return Path(shutil.copytree(undecided, tmp_path / "class")) / "results"


def unneeded(submission: str) -> Report:
    raise AssertionError("every report here has questions")


def decide(results: Path, kind: str, *about: object, log: int | None = None, **more: object) -> Entry:
    submission, question, points = (*about, None, None)[:3]
    because = {} if kind == "comment" else {"because": "so it is"}
    decision = Decision(kind, submission, question or "", points, **(because | more))
    return deciding.decide(results, decision, "ana", None if log is None else Seen(log, 10**9))


def test_what_staff_decide_is_in_every_place_with_the_same_points_and_survives_a_regrade(tmp_path):
    results = small_results.write(tmp_path / "results", 3, first=2)
    decide(results, "override", "s2", "descent", 5.5)
    decide(results, "override", "s2", "essay", 3)
    decide(results, "excuse", "s2", "root")
    decide(results, "comment", "s2", "descent", text="A <b>neat</b> loop.")
    decide(results, "comment", "s2", text="See me.")
    grading.regrade(results, results.parent / "other.key", json_folder=tmp_path / "json")
    data = json.loads((tmp_path / "json" / "s2.json").read_text(encoding="utf-8"))
    row = next(row for row in exported(results) if row["submission"] == "s2")
    console = Console(width=200, record=True, file=(tmp_path / "out").open("w"))
    print_report(reporting.stored_report(results, "s2"), console)
    terminal = " ".join(console.export_text().split())
    reporting.report(results)
    page = text((results / "students" / "s2.html").read_text(encoding="utf-8"))
    assert (data["earned"], data["possible"]) == (9.5, 13.0) and (row["earned"], row["possible"]) == ("9.5", "13")
    assert "total 9.5 / 13" in terminal and "9.5 of 13 points" in page
    for place in (json.dumps(data), row["remarks"], terminal, page):
        assert "Staff gave 5.5 of 8 points, in place of 2: so it is" in place
        assert "Staff gave 3 of 4 points: so it is" in place and "Staff excused this question" in place
        assert "Staff: A <b>neat</b> loop." in place and "Staff: See me." in place
    exporting.export(results, "csv", tmp_path / "out.csv", anonymous=True)
    assert "See me." not in (tmp_path / "out.csv").read_text(encoding="utf-8"), "it may hold a name"


def test_an_undo_brings_back_what_held_before(results):
    first, second = decide(results, "override", "s2", "descent", 3), decide(results, "override", "s2", "descent", 4)
    earned = lambda: reporting.stored_report(results, "s2").earned  # noqa: E731
    assert earned() == 6
    deciding.undo(results, second.number, "the wrong student", "bo")
    assert earned() == 5
    deciding.undo(results, first.number, "that one too", "bo")
    assert earned() == 4
    with pytest.raises(UserError, match=f"entry {first.number} is undone already"):
        deciding.undo(results, first.number, "again", "ana")
    with pytest.raises(UserError, match="entry 3 undoes another one. To have that again, enter"):
        deciding.undo(results, 3, "no", "ana")
    lines = trail.to_text(deciding.decisions_of(results)).splitlines()
    assert "ana: s2 descent has 3 points, because so it is (undone in 4)" in lines[0]
    assert "bo: undo 2, s2 descent, because the wrong student" in lines[2]
    assert [entry["holds"] for entry in trail.to_data(deciding.decisions_of(results))] == [False] * 4


def test_who_decides_on_what_changed_meanwhile_is_told_by_whom(results):
    """The first number is of the log as it was shown; a comment of somebody else disturbs nobody."""
    decide(results, "override", "s2", "descent", 3)
    decide(results, "comment", "s2", "descent", text="hm", log=0)
    with pytest.raises(
        Changed,
        match=r"override s2 descent: meanwhile ana decided about it, at ..:.. UTC \(entry 1: s2 descent has 3 points",
    ):
        decide(results, "override", "s2", "descent", 4, log=0)
    decide(results, "override", "s2", "root", 0, log=0)
    decide(results, "override", "s2", "descent", 4, log=1)
    assert [e.decision.points for e in deciding.decisions_of(results).entries] == [3, None, 0, 4]


def test_who_decides_on_work_that_was_judged_again_meanwhile_looks_at_it_first(results):
    """Points that were set on what is shown no more would count for answers that nobody looked at."""
    decision = Decision("override", "s2", "descent", 3, because="so it is")
    for _ in range(2):
        with Results(results) as opened:
            seen = opened.seen
        grading.regrade(results, results.parent / "other.key")
        with pytest.raises(Changed, match="override s2 descent: meanwhile this work was graded or judged again"):
            deciding.decide(results, decision, "ana", seen)
        assert deciding.decisions_of(results).entries == ()
    with Results(results) as opened:
        deciding.decide_all(results, [decision, replace(decision, submission="s3")], "ana", opened.seen)


def test_work_that_is_judged_again_while_the_decision_is_checked_is_looked_at_first(results, monkeypatch):
    """Its report was compared before the log was opened: what came between the two was not seen."""
    checked = deciding.checked

    def judged_again_meanwhile(wanted):
        decision = checked(wanted)
        grading.regrade(results, results.parent / "other.key")
        return decision

    monkeypatch.setattr(deciding, "checked", judged_again_meanwhile)
    with Results(results) as opened:
        seen = opened.seen
    with pytest.raises(Changed, match="override s2 descent: meanwhile this work was graded or judged again"):
        deciding.decide(results, Decision("override", "s2", "descent", 3, because="so it is"), "ana", seen)
    assert deciding.decisions_of(results).entries == ()


def test_a_question_that_is_taken_out_counts_for_nobody(results):
    deciding.decide(results, Decision("drop", question="essay", because="nobody reads them"), "ana")
    deciding.decide(results, Decision("drop", question="descent", because="a slip in the handout"), "ana")
    with Gradebook(results / "gradebook.sqlite") as book:
        log = deciding.decisions_of(results)
        reports = [decided_report(report, log, unneeded) for report in book.reports()]
    assert {(r.earned, r.possible) for r in reports if r.submission in ("s0", "s1", "s2")} == {(2.0, 2.0)}
    maximum, *grades = canvas_grades(results).values()
    assert maximum == "2" and set(grades[:3]) == {"2"}


def test_an_excused_question_is_neither_lost_nor_won_where_all_have_one_maximum(results):
    """Canvas knows one maximum: who has 3 of 9 has as much of it as if it were 3.33 of 10."""
    decide(results, "excuse", "s2", "root")
    decide(results, "excuse", "s3")
    deciding.decide(results, Decision("drop", question="essay", because="nobody reads them"), "ana")
    grades = canvas_grades(results)
    assert grades["Points Possible"] == "10" and grades["Student s2"] == "3.333333333"
    assert grades["Student s3"] == "EX", "nothing of it counts, and Canvas has a word for that"


def test_nobodys_grade_is_final_until_the_points_by_hand_are_there(results, tmp_path):
    """Of the same maximum before the first of them is entered, too; the command names who waits."""
    waiting = ["s0", "s1", "s2", "s3", "s4", "s6", "s7"]
    assert exporting.export(results, "canvas", tmp_path / "canvas.csv")[1] == waiting
    assert "Points Possible,,,,,14" in (tmp_path / "canvas.csv").read_text()
    for n in (0, 1, 2, 3, 4, 6):
        decide(results, "override", f"s{n}", "essay", 4, because="")
    _, empty = exporting.export(results, "canvas", tmp_path / "canvas.csv")
    grades = canvas_grades(results)
    assert "Staff gave 4 of 4 points." in reporting.stored_report(results, "s0").questions[-1].remarks
    assert empty == ["s7"] and "Student s7" not in grades and grades["Student s0"] == "14"
    assert grades["Points Possible"] == "14"


def test_an_extension_takes_the_lateness_of_what_came_in_time(results):
    def late() -> str:
        return next(row["late"] for row in exported(results) if row["submission"] == "s1")

    assert late() == "late"
    decide(results, "extend", "s1", text="2026-11-19")
    assert late() == "late", "it came on the 20th"
    decide(results, "extend", "s1", text="2026-11-20T18:00+00:00")
    assert late() == ""


def test_a_set_question_of_a_group_is_the_one_that_counts():
    from grader.model.report import CaseReport, QuestionReport

    def question(name: str, earned: float, counts: bool) -> QuestionReport:
        case = CaseReport(name, name, False, "wrong", earned, 10.0, "")
        points = (earned, 10.0) if counts else (0.0, 0.0)
        return QuestionReport(name, name, "wrong", *points, "", cases=(case,), group="one of", counts=counts)

    report = Report("s", "hw", "graded", 4.0, 10.0, "", (question("a", 4.0, True), question("b", 1.0, False)))
    entry = Entry(1, "x", "2026", "ana", Decision("override", "s", "b", 7.0, because="why"))
    decided = decided_report(report, Decisions((entry,)), unneeded)
    assert (decided.earned, decided.possible) == (7.0, 10.0)
    assert [q.counts for q in decided.questions] == [False, True]
    excused = replace(entry, decision=Decision("excuse", "s", "a", because="why"))
    assert decided_report(report, Decisions((excused,)), unneeded).possible == 0.0


@pytest.mark.parametrize("name", ["s5", "zoe@x.edu"])
def test_points_for_work_that_could_not_be_read_or_never_came_are_those_of_any_other(results, tmp_path, name):
    """Jane was examined in person, and Zoë never handed in: from then on theirs are submissions like the others."""
    with Gradebook(results / "gradebook.sqlite") as book:
        book.put_absent([Person("p99", "Zoë Ünal", "zoe@x.edu"), Person("p98", "Nobody")])
    entry = decide(results, "override", name, "descent", 6)
    decide(results, "comment", name, "root", text="Come and see me.")
    report = reporting.stored_report(results, entry.decision.submission)
    assert (report.status, report.earned, report.possible) == ("graded", 6.0, 14.0)
    why = "This file is not a notebook: it is a PDF." if name == "s5" else "Nothing was handed in."
    assert report.remarks == (why,)
    assert report.questions[1].remarks == ("Staff: Come and see me.",)
    rows = {row["id"]: row["earned"] for row in exported(results)}
    assert rows["ps5" if name == "s5" else "p99"] == "6" and rows["p98"] == ""
    grading.regrade(results, results.parent / "other.key", json_folder=tmp_path / "json")
    data = json.loads((tmp_path / "json" / f"{entry.decision.submission}.json").read_text(encoding="utf-8"))
    assert data["earned"] == 6
    with Results(results) as opened:
        assert entry.decision.submission in [graded.report.submission for graded in opened.graded()]


def test_who_is_excused_without_a_submission_has_no_grade(results):
    with Gradebook(results / "gradebook.sqlite") as book:
        book.put_absent([Person("p99", "Zoë Ünal")])
    decide(results, "excuse", "p99")
    report = reporting.stored_report(results, "p99")
    assert (report.earned, report.possible) == (0.0, 0.0) and "Staff excused this homework" in report.remarks[1]
    assert {row["name"]: row["earned"] for row in exported(results)}["Zoë Ünal"] == ""
    with pytest.raises(UserError, match="no submission 'p9'. Did you mean 'p99'"):
        decide(results, "excuse", "p9")


def test_whoever_is_asked_for_by_name_is_found_by_the_message(results):
    """Ids of Moodle are numbers that nobody knows; two of one name have to be told apart, so no name is an id."""
    with pytest.raises(UserError, match=r"no submission 'student S1'. By somebody of that name: s1\."):
        reporting.stored_report(results, "student S1")


# ── a regrade


def test_a_dry_run_says_whose_points_would_change_and_changes_none(results):
    decide(results, "override", "s2", "root", 1)
    before = {s: reporting.stored_report(results, s) for s in ("s0", "s1", "s2")}
    summary = grading.regrade(results, results.parent / "other.key", dry_run=True).text
    assert "5 submissions would have other points than before:" in summary and "Nothing was changed" in summary
    assert "  s0: 10 / 10 -> 9 / 10" in summary and "s2" not in summary, "who keeps the points is no news"
    assert {s: reporting.stored_report(results, s) for s in before} == before
    summary = grading.regrade(results, results.parent / "other.key").text
    assert "5 submissions have other points than before:" in summary and "dry run" not in summary
    assert reporting.stored_report(results, "s0").earned == 9
    with Gradebook(results / "gradebook.sqlite") as book:
        assert [row[1:3] for row in book.history.earlier_points("s0")] == [
            (10.0, 10.0)
        ] and not book.history.earlier_points("s2")
        before = book.history.points_before()
        assert before.keys() == {"s0", "s1", "s3", "s4", "s7"} and before["s0"]["root"] == 1.0
    grading.regrade(results, results.parent / "other.key")
    with Gradebook(results / "gradebook.sqlite") as book:
        assert book.history.points_before() == before, "a regrade that changes nothing takes nothing away"


def test_a_regrade_without_a_key_takes_the_one_of_the_folder(results):
    """The folder holds it; names that staff gave are applied."""
    assert "No submission has other points" in grading.regrade(results).text
    grading.regrade(results, results.parent / "other.key")
    assert "No submission has other points" in grading.regrade(results).text
    assert reporting.stored_report(results, "s0").earned == 9


def test_a_key_that_is_worth_less_or_lacks_a_question_is_not_silent_about_decisions(results):
    decide(results, "override", "s2", "descent", 7)
    decide(results, "excuse", "s0", "root")
    descent, _, *others = small_results.key().questions
    half = tuple(replace(case, points=case.points / 2) for case in descent.cases)
    less = replace(small_results.key(), questions=(replace(descent, points=4.0, cases=half), *others))
    (results.parent / "less.key").write_text(less.to_json(), encoding="utf-8")
    summary = grading.regrade(results, results.parent / "less.key").text
    assert "1 decisions are about questions that this key does not have, and settle nothing: 2 (s0 root)." in summary
    question = reporting.stored_report(results, "s2").questions[0]
    assert (question.earned, question.possible) == (4.0, 4.0)


@pytest.mark.parametrize(("factor", "share"), [(2.5, "17.5"), (0.5, "3.5")])
def test_points_by_staff_of_a_question_that_is_worth_other_points_now_are_said_with_the_same_share(
    results, factor, share
):
    """7 of 8 stayed 7 of 20, and nobody heard of it: not in a dry run, and not afterwards."""
    decide(results, "override", "s2", "descent", 7)
    decide(results, "override", "s3", "descent", 2)
    deciding.undo(results, 2, "a mistake", "ana")
    descent, *others = small_results.key().questions
    cases = tuple(replace(case, points=case.points * factor) for case in descent.cases)
    questions = (replace(descent, points=descent.points * factor, cases=cases), *others)
    (results.parent / "worth.key").write_text(replace(small_results.key(), questions=questions).to_json())
    now = min(7.0, 8 * factor)
    command = f"grader decide override {results} s2 descent {share} --because 'so it is'"
    for dry_run in (True, False):
        said = grading.regrade(results, results.parent / "worth.key", dry_run=dry_run).text
        assert f"s2 descent: 7 / 8, now {now:g} / {8 * factor:g}. The same share is {share}: {command}" in said
        assert "s3 descent:" not in said
    deciding.decide(results, Decision("override", "s2", "descent", float(share), because="so it is"), "ana")
    assert "worth other points" not in grading.regrade(results, results.parent / "worth.key").text


def test_a_question_that_is_newer_than_the_run_is_not_called_missing(results):
    """Nobody asked for it yet: it costs nothing, and `grade` runs it."""
    root = small_results.key().questions[1]
    newer = replace(root, name="newer", cases=tuple(replace(case, id="newer-0") for case in root.cases))
    key = replace(small_results.key(), questions=(*small_results.key().questions, newer))
    (results.parent / "newer.key").write_text(key.to_json(), encoding="utf-8")
    assert (
        "Could not be checked, look at these first: s0" in grading.regrade(results, results.parent / "newer.key").text
    )
    assert reporting.stored_report(results, "s0").unchecked == ("newer",)


# ── what is refused


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (Decision("override", "s2", "descnt", 5, because="x"), "no such question. Did you mean 'descent'"),
        (Decision("override", "s2", "descent", 50, because="x"), "50 points cannot be set: .* worth 0 to 8"),
        (Decision("override", "s2", "descent", float("nan"), because="x"), "nan points cannot be set"),
        (Decision("override", "s2", "descent", None, because="x"), "no points cannot be set"),
        (Decision("override", "s2", "", 5, because="x"), "name a question: descent, root"),
        (Decision("override", "s2", "descent", 5), "a reason is missing. Write it with --because"),
        (Decision("override", "s5", "descent", 50, because="x"), "worth 0 to 8"),
        (Decision("stamp", "s2", text="2026-12-01", because="x"), "is no time. Write one such as 2026-12-01T18:00"),
        (Decision("extend", text="soon", because="x"), "extend: 'soon' is no due date"),
        (Decision("excuse", "s22", because="x"), "no submission 's22'. Did you mean 's2'"),
        (Decision("comment", "s2", text=" \x00\n"), "."),
        (Decision("comment", "s2", text="x" * 3000), "3000 characters is too long"),
        (Decision("extend", "s2", text="tomorrow", because="x"), "'tomorrow' is no due date. Write one such as 2026-"),
        (Decision("drop", because="x"), "drop: name a question"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused_with_what_to_do(results, decision, words):
    if decision.text == " \x00\n":
        decision, words = replace(decision, text=" \n"), "the comment is empty"
    with pytest.raises(UserError, match=words):
        deciding.decide(results, decision, "ana")
    assert deciding.decisions_of(results).entries == ()


def test_moodles_worksheet_says_when_submissions_came(results, tmp_path):
    """As Moodle writes it, with the columns that nobody needs here; who handed in nothing has no time."""
    path = tmp_path / "worksheet.csv"
    path.write_text(
        "\ufeffIdentifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,"
        "Last modified (submission),Last modified (grade),Feedback comments\n"
        'Participant s2,Jane,j@x,Submitted for grading,,10.00,Yes,"Friday, 20 November 2026, 6:05 PM",-,\n'
        "Participant 77,Tom,t@x,No submission,,10.00,Yes,-,-,\n",
        encoding="utf-8",
    )
    (entry,) = deciding.decide_from_csv(results, path, "stamp", "Moodle's worksheet", "ana")
    assert entry.decision.submission == "s2" and entry.decision.text.startswith("2026-11-20 18:05:00")
    assert "Staff say that this came 2026-11-20 18:05" in reporting.stored_report(results, "s2").remarks[0]


def test_rows_of_a_csv_are_entered_together_or_not_at_all(results, tmp_path):
    path = tmp_path / "points.csv"
    path.write_text("submission,question,points\ns2,descent,five\ns0,essay,4\ns99,essay,4\ns1,essay,400\n")
    with pytest.raises(UserError) as refused:
        deciding.decide_from_csv(results, path, "override", "read", "ana")
    lines = str(refused.value).splitlines()
    assert "points.csv: 3 rows cannot be entered, so none was." in lines[0]
    assert [line.split(":")[0].strip() for line in lines[1:]] == ["line 2", "line 4", "line 5"]
    assert "'five' is no number" in lines[1] and "s99" in lines[2] and "0 to 4" in lines[3]
    assert deciding.decisions_of(results).entries == ()
    path.write_text('submission,question,points\ns2,descent,"6,5"\n')
    with pytest.raises(UserError, match="1 row cannot.*\n.*'6,5' is no number of points. Write one such as 6.5"):
        deciding.decide_from_csv(results, path, "override", "read", "ana")
    path.write_text("\ufeffsubmission,question,points,because\ns0,essay,4,\ns1,essay,2.5,too short\n", encoding="utf-8")
    deciding.decide_from_csv(results, path, "override", "read", "ana")
    assert [e.decision.because for e in deciding.decisions_of(results).entries] == ["read", "too short"]
    path.write_text("student,points\ns0,4\n")
    with pytest.raises(UserError, match="first line has student, points, and the columns for override are submission"):
        deciding.decide_from_csv(results, path, "override", "read", "ana")


@pytest.mark.skipif(sys.platform == "win32", reason="users have numbers")
def test_a_user_without_a_name_decides_under_a_number(monkeypatch):
    """As in a container that was started for a user of the host."""

    def no_entry(_: int) -> None:
        raise KeyError

    for variable in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr("pwd.getpwuid", no_entry)
    assert entering.staff_name(None) == f"user {os.getuid()}" and entering.staff_name("Ana") == "Ana"


def test_every_kind_of_decision_has_words_in_the_trail():
    assert trail.DESCRIPTIONS.keys() == set(get_args(Kind))
