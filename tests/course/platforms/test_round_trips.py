"""What a platform exports is graded, exported, and read back by a reader written from the platform's own rules.

Each reader below follows the source of the platform, named beside it: the same people have the same points, nobody
else's grade is touched, and what assistants wrote is still there.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from support import small_class
from support.rows import few
from support.small_class import transcript

from grader.base.errors import UserError
from grader.course import results_folder
from grader.course.classroom import deciding, exporting
from grader.course.decisions.decision import Decision
from grader.course.gradebook.gradebook import Gradebook
from grader.course.gradebook.rows import JudgingKey, Record, questions_digest
from grader.judging.judge import judge
from grader.model.transcript import Fault
from grader.submissions.collection import Person, find_submissions
from grader.submissions.roster import Roster

NOTEBOOK = json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
HEAD = "Student,ID,SIS User ID,SIS Login ID,Integration ID,Section"
CANVAS_GRADEBOOK = f"""{HEAD},Quiz (70),Homework 1 (77),Current Score,Final Score
    Points Possible,,,,,,5,10,(read only),(read only)
"Doe, Jane",12,200,jdoe,,Monday,5,,50,50
"Doe, Jane",13,201,jdoe2,,"Monday and Tuesday",4,3,40,40
"Ünal, Zoë",14,202,zunal,,Tuesday,3,7,30,30
"Nil, Neo",15,203,nnil,,Tuesday,2,6,20,20
"Student, Test",99,,abc,,Monday,,,,
"""
CANVAS_FILES = (
    "doejane_12_345_hw.ipynb", "doejane_LATE_13_346_hw-1.ipynb", "doejane_LATE_13_340_hw.ipynb",
    "nalzo_14_347_my_hw.py",
)  # fmt: skip
MOODLE_HEAD = "Identifier,Full name,ID number,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
MOODLE_WORKSHEET = f"""\ufeff{MOODLE_HEAD}Last modified (submission),Last modified (grade),Feedback comments
Participant 12,Jane Doe,200,j@x.edu,Submitted for grading,,10.00,Yes,"Friday, 20 November 2026, 10:00 AM",-,
Participant 13,Jane Doe,201,j2@x.edu,Submitted for grading,3.00,10.00,Yes,"Friday, 20 November 2026, 11:00 AM",\
"Saturday, 21 November 2026, 9:00 AM",A neat loop.
Participant 14,=Zoë Ünal,202,z@x.edu,Submitted for grading,,10.00,Yes,-,-,
Participant 15,Neo Nil,203,n@x.edu,No submission,6.00,10.00,Yes,-,"Saturday, 21 November 2026, 9:05 AM",By hand.
"""
MOODLE_FILES = (
    "Jane Doe_12_assignsubmission_file/hw.ipynb", "Jane Doe_13_assignsubmission_file/deep/hw.ipynb",
    "=Zoë Ünal_14_assignsubmission_file_hw.py",
)  # fmt: skip
UNCHECKED = "14"  # nobody has points here: the grader failed at it


def graded(folder: Path, names: tuple[str, ...], roster: bytes) -> Path:
    """Results of an export with these files, and with the platform's own list of people; judged without a sandbox."""
    (folder / "roster.csv").write_bytes(roster)
    with zipfile.ZipFile(folder / "export.zip", "w") as archive:
        for name in names:
            archive.writestr(name, NOTEBOOK if name.endswith("ipynb") else "x = 1")
    (results := folder / "results").mkdir()
    runs = {"13": transcript(rule=small_class.shrinking), UNCHECKED: transcript(root_0=Fault("x"))}
    key, digest = small_class.key(), questions_digest(small_class.key())
    with Gradebook(results / "gradebook.sqlite") as book, book.transaction():
        book.judge_by(JudgingKey.of(key))
        for each in find_submissions([folder / "export.zip"], folder / "roster.csv", into=folder):
            run = replace(runs.get(each.id, transcript()), submission=each.id, unreadable=each.reason)
            book.put(Record(each, f"digest of {each.id}", run.to_json(), judge(key, run).to_json(), digest))
    return results


def earned(results: Path) -> dict[str, float]:
    with Gradebook(results / "gradebook.sqlite") as book:
        return {name: points for name, (points, _) in book.points().items() if name != UNCHECKED}


# ── Canvas: lib/gradebook_importer.rb, and infer_comment_context_from_filename in app/models/assignment.rb

Canvas = dict[str, dict[str, str]]  # grades by the student's ID and the assignment's


def canvas_reads(before: Canvas, text: str) -> Canvas:
    """What Canvas has after an import: every cell of every assignment's column counts, an empty one erases."""
    header, *rows = csv.reader(io.StringIO(text))
    assert "Student" in header[0] and "ID" in header[1] and "Section" in header, "or it is an invalid header"
    assignments = {n: match[1] for n, name in enumerate(header) if (match := re.search(r"\((\d+)\)$", name))}
    others = header[header.index("Section") + 1 :]
    assert len(assignments) == len(others), "a column without a number would make a new assignment"
    after = {student: dict(grades) for student, grades in before.items()}
    for row in rows:
        if "Points Possible" in row[0]:
            continue
        for n, assignment in assignments.items():
            after[row[1]][assignment] = row[n].strip()
    return after


def test_canvas_has_the_same_points_for_the_same_people_and_all_else_as_before(tmp_path):
    results = graded(tmp_path, CANVAS_FILES, CANVAS_GRADEBOOK.encode())
    ids = [row[1] for row in csv.reader(io.StringIO(CANVAS_GRADEBOOK))][2:]
    before: Canvas = {student: {"70": "5", "77": "7"} for student in ids}
    filled = exporting.fill_in(results, "canvas", tmp_path / "roster.csv", tmp_path / "up.csv", title="Homework 1")
    after = canvas_reads(before, (tmp_path / "up.csv").read_text(encoding="utf-8"))
    changed = {s: float(g["77"]) for s, g in after.items() if g != before[s]}
    assert changed == earned(results) and set(changed) == {"12", "13"} and changed["12"] != changed["13"]
    assert all(grades["70"] == "5" for grades in after.values())
    assert filled.ungraded == [UNCHECKED] and filled.missing == []


def test_without_canvas_s_file_its_ids_sections_and_logins_are_those_of_the_roster(tmp_path):
    results = graded(tmp_path, CANVAS_FILES, CANVAS_GRADEBOOK.encode())
    exporting.export(results, "canvas", tmp_path / "up.csv", title="Homework 1 (77)")
    rows = [*csv.reader((tmp_path / "up.csv").open(encoding="utf-8", newline=""))][2:]
    assert [row[:5] for row in rows] == [
        ["Doe, Jane", "12", "200", "jdoe", "Monday"], ["Doe, Jane", "13", "201", "jdoe2", "Monday and Tuesday"]
    ]  # fmt: skip


def test_canvas_takes_every_file_of_the_feedback_for_the_student_who_handed_it_in(tmp_path):
    attachments = {"345": "12", "346": "13", "340": "13", "347": "14"}
    results = graded(tmp_path, CANVAS_FILES, CANVAS_GRADEBOOK.encode())
    path, left_out = exporting.write_feedback(results, "canvas", None)
    read = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            user, attachment = [part for part in name.split("_") if re.fullmatch(r"\d+", part)][:2]
            assert attachments[attachment] == user and not name.startswith("._")
            read[user] = name, archive.read(name).decode()
    assert read.keys() == {"12", "13", "14"} and left_out == []
    assert [name for name, _ in read.values()] == [CANVAS_FILES[0], CANVAS_FILES[1], CANVAS_FILES[3]], "its own names"
    notebook = nbformat.reads(read["13"][1], as_version=4)
    nbformat.validate(notebook)
    assert "A root" in notebook.cells[0].source and "the steplength shrinks like alpha/k" in notebook.cells[0].source
    assert all(line.startswith("#") for line in read["14"][1].splitlines()), "a Python file that does nothing"


# ── Moodle: mod/assign/feedback/offline and mod/assign/feedback/file/importziplib.php

Moodle = dict[str, tuple[str, str, str]]  # grade, when it was changed, comments; by participant


def moodle_has(text: str) -> Moodle:
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    return {
        row["Identifier"].removeprefix("Participant "): (
            row["Grade"], row["Last modified (grade)"], row.get("Feedback comments", "")
        )
        for row in rows
    }  # fmt: skip


def moodle_reads(before: Moodle, text: str) -> Moodle:
    """What Moodle has after an import that keeps newer grades: an empty grade is skipped, a comment is replaced."""
    after = dict(before)
    has_comments = "Feedback comments" in text.split("\n", 1)[0]
    for participant, (grade, modified, comments) in moodle_has(text).items():
        old_grade, old_modified, old_comments = before[participant]
        is_stale = modified != old_modified
        skipped = grade in ("", old_grade) or is_stale
        kept = old_comments if is_stale or not has_comments else comments
        after[participant] = (old_grade if skipped else f"{float(grade):.2f}", old_modified, kept)
    return after


def test_moodle_has_the_same_points_for_the_same_people_and_all_else_as_before(tmp_path):
    results = graded(tmp_path, MOODLE_FILES, MOODLE_WORKSHEET.encode())
    deciding.decide(results, Decision("comment", "13", text="See me."), "tester")
    before = moodle_has(MOODLE_WORKSHEET)
    filled = exporting.fill_in(results, "moodle", tmp_path / "roster.csv", tmp_path / "up.csv")
    after = moodle_reads(before, (tmp_path / "up.csv").read_text(encoding="utf-8"))
    points = {name: f"{value:.2f}" for name, value in earned(results).items()}
    assert {p: grade for p, (grade, _, _) in after.items()} == {"14": "", "15": "6.00", **points}
    assert after["13"][2] == "A neat loop.\nStaff: See me." and after["15"] == before["15"]
    assert (filled.ungraded, filled.missing) == ([UNCHECKED], [])


def test_no_comment_becomes_markup_in_moodles_worksheet(tmp_path):
    """Moodle takes comments for HTML, and a student chooses the name of a file that cannot be read."""
    name = "Jane Doe_13_assignsubmission_file/<img src=x onerror=alert(1)>&lt;b>.pdf"
    results = graded(tmp_path, (MOODLE_FILES[0], name), MOODLE_WORKSHEET.encode())
    deciding.decide(results, Decision("comment", "13", text="a <= b & c"), "tester")
    exporting.fill_in(results, "moodle", tmp_path / "roster.csv", tmp_path / "up.csv")
    comment = moodle_has((tmp_path / "up.csv").read_text(encoding="utf-8"))["13"][2]
    assert "&lt;img src=x onerror=alert(1)>&amp;lt;b>.pdf" in comment and "<i" not in comment
    assert comment.endswith("a <= b & c"), "what is no markup stays as it was written"


def moodle_unzips(path: Path, participants: set[str]) -> dict[str, tuple[str, bytes]]:
    """The file that Moodle hands to each participant: the first part of a path that reads name_id_type_plugin_rest."""
    read = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            parts = name.split("/")
            while parts:
                info = parts.pop(0).split("_", 4)
                if len(info) >= 4 and info[1].isdigit() and info[1] in participants:
                    assert info[2:4] == ["assignsubmission", "file"], "a plugin of the assignment"
                    read[info[1]] = "/".join([*filter(None, info[4:]), *parts]), archive.read(name)
                    break
    return read


def test_moodle_hands_every_student_the_page_that_is_theirs(tmp_path):
    results = graded(tmp_path, MOODLE_FILES, MOODLE_WORKSHEET.encode())
    path, left_out = exporting.write_feedback(results, "moodle", None)
    read = moodle_unzips(path, {"12", "13", "14", "15"})
    assert {p: name for p, (name, _) in read.items()} == {"12": "hw.html", "13": "deep/hw.html", "14": "hw.html"}
    pages = results / results_folder.STUDENT_PAGES
    assert all(page == (pages / f"{participant}.html").read_bytes() for participant, (_, page) in read.items())
    assert left_out == []


@pytest.mark.parametrize("folder", few(["A_assignsubmission_file_ B_19_assignsubmission_file_", "of a list of staff"]))
def test_nobody_gets_the_page_of_work_that_is_nobody_s(folder, tmp_path):
    """Its file may have the name of another student's work, whose page this one would replace."""
    forged = f"{folder}/Jane Doe_12_assignsubmission_file/hw.py"
    results = graded(tmp_path, (*MOODLE_FILES, forged), MOODLE_WORKSHEET.encode())
    path, left_out = exporting.write_feedback(results, "moodle", None)
    with zipfile.ZipFile(path) as archive:
        assert len(archive.namelist()) == 3
    assert left_out == [folder]


# ── what any of them may meet


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_file_that_excel_saved_again_says_the_same(encoding, separator, tmp_path):
    """In Germany a comma is part of a number: Excel separates by semicolons, and writes Windows-1252."""
    rows = csv.reader(io.StringIO(CANVAS_GRADEBOOK))
    saved = io.StringIO(newline="")
    csv.writer(saved, delimiter=separator).writerows(rows)
    (tmp_path / "gradebook.csv").write_bytes(saved.getvalue().encode(encoding))
    people = Roster.read(tmp_path / "gradebook.csv").people
    assert people[2] == Person("14", "Ünal, Zoë", "", "202", "zunal", "Tuesday") and len(people) == 5


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("First Name,Last Name,SID,Email,Role,Sections\nZoë,Ünal,202,z@x.edu,Student,Mon\n",
         Person("202", "Zoë Ünal", "z@x.edu", section="Mon")),
        ("First name,Surname,ID number,Email address\nZoë,Ünal,202,z@x.edu\n",
         Person("202", "Zoë Ünal", "z@x.edu", sis_id="202")),
        ("Identifikator,Identifier,Full name,Email address\nx,Teilnehmer/in14,Zoë Ünal,z@x.edu\n",
         Person("14", "Zoë Ünal", "z@x.edu")),
    ],
)  # fmt: skip
def test_the_list_of_a_class_is_read_as_its_platform_writes_it(text, person, tmp_path):
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    assert Roster.read(tmp_path / "list.csv").people == (person,)


@pytest.mark.parametrize(
    ("platform", "title", "says"),
    [
        ("canvas", "Homework 2", "no column of the file is called 'Homework 2'.* Did you mean 'Homework 1 \\(77\\)'"),
        ("moodle", "", "called 'Grade', or more than one is.* Quiz \\(70\\), Homework 1"),
        ("gradescope", "", "the file of 'gradescope' is not filled in, only those of canvas, moodle"),
    ],
)
def test_a_file_in_which_nothing_can_be_filled_in_is_refused_and_nothing_written(platform, title, says, tmp_path):
    results = graded(tmp_path, CANVAS_FILES, CANVAS_GRADEBOOK.encode())
    with pytest.raises(UserError, match=says):
        exporting.fill_in(results, platform, tmp_path / "roster.csv", tmp_path / "up.csv", title=title)
    assert not (tmp_path / "up.csv").exists()


def test_who_has_a_grade_and_no_row_is_named(tmp_path):
    results = graded(tmp_path, CANVAS_FILES, CANVAS_GRADEBOOK.encode())
    others = [line for line in CANVAS_GRADEBOOK.splitlines() if ",13," not in line]
    (tmp_path / "section.csv").write_text("\n".join(others), encoding="utf-8")
    filled = exporting.fill_in(results, "canvas", tmp_path / "section.csv", tmp_path / "up.csv", title="Homework 1")
    assert filled.missing == ["Doe, Jane"]


def test_a_namesake_who_handed_in_nothing_gets_nobody_s_grade(tmp_path):
    """The row of the other Jane Doe has her name, and an id that nobody's submission has."""
    results = graded(tmp_path, CANVAS_FILES[:1], CANVAS_GRADEBOOK.encode())
    exporting.fill_in(results, "canvas", tmp_path / "roster.csv", tmp_path / "up.csv", title="Homework 1")
    rows = [*csv.reader((tmp_path / "up.csv").open(encoding="utf-8", newline=""))]
    assert [row[1] for row in rows[2:]] == ["12"]
    only_names = CANVAS_GRADEBOOK.replace(",12,200,jdoe,", ",,,,").replace(",13,201,jdoe2,", ",,,,")
    (tmp_path / "names.csv").write_text(only_names, encoding="utf-8")
    filled = exporting.fill_in(results, "canvas", tmp_path / "names.csv", tmp_path / "up.csv", title="Homework 1")
    assert filled.missing == ["Doe, Jane"], "which of the two rows is hers nobody knows"


@pytest.mark.parametrize("folders", few([12, 6]))
def test_a_long_path_of_one_student_costs_nobody_the_feedback(folders, tmp_path):
    """Names are cut where they are shown, and what is cut has no kind: that ended the zip for the class."""
    deep = "/".join(["d" * 200] * folders)
    files = (*MOODLE_FILES[:2], f"Eve_16_assignsubmission_file_/{deep}/hw.ipynb")
    results = graded(tmp_path, files, MOODLE_WORKSHEET.encode())
    path, left_out = exporting.write_feedback(results, "moodle", None)
    with zipfile.ZipFile(path) as archive:
        assert {re.findall(r"_(\d+)_", name)[0] for name in archive.namelist()} | set(left_out) == {"12", "13", "16"}


def test_feedback_for_a_platform_that_gave_nothing_is_refused_and_nothing_written(tmp_path):
    results = graded(tmp_path, ("12.ipynb",), b"id,name,email\n12,Jane,j@x\n")
    with pytest.raises(UserError, match="no submission here was read from an export of Canvas.* not unpacked"):
        exporting.write_feedback(results, "canvas", tmp_path / "up.zip")
    with pytest.raises(UserError, match="there is no feedback for 'gradescope': name one of canvas, moodle"):
        exporting.write_feedback(results, "gradescope", tmp_path / "up.zip")
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith((".", "up"))]
