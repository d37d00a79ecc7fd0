"""A small class the whole way: an export with real notebooks, `grade`, `report`, `export`, and what staff read of it.

Two in a group, the same file twice, two files at once, a copy in other names, no notebook, and nothing at all.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from support import keys, small_notebooks
from support.csv_files import rows_of
from support.seen_html import text

from grader.base.errors import UserError
from grader.course.classroom import exporting, grading, reporting
from grader.course.classroom.grading import GradingOptions
from grader.course.gradebook.gradebook import Gradebook
from grader.sandbox.cache import warming

ROOT = Path(__file__).parents[2]
ROSTER = "id,name,email\n1,Ann A,a@x\n2,Bob B,b@x\n3,Eva E,e@x\n4,Tom T,t@x\n5,Lea L,l@x\n6,Neo Nil,n@x\n7,Max M,m@x\n"
PEOPLE = {"11": ["1", "2"], "12": ["3"], "13": ["4"], "14": ["5"], "15": ["7"]}  # submission: ids of its authors


@pytest.fixture(scope="module")
def results(small_key, tmp_path_factory) -> Path:
    """The results folder, with the report written; grading took four notebooks through the real sandbox."""
    where = tmp_path_factory.mktemp("class")
    (where / "roster.csv").write_text(ROSTER, encoding="utf-8")
    shutil.copy(small_key, where)
    summary = grading.grade(
        [export(where / "export")], where / "small.key", where / "results", GradingOptions(roster=where / "roster.csv")
    )
    (where / "results" / "summary.txt").write_text(summary.text)
    reporting.report(where / "results")
    return where / "results"


def export(folder: Path) -> Path:
    """A Gradescope export as it is unpacked."""
    people = "".join(
        f"submission_{number}:\n  :submitters:\n" + "".join(f"  - :sid: '{sid}'\n" for sid in sids)
        for number, sids in PEOPLE.items()
    )
    for number in PEOPLE:
        (folder / f"submission_{number}").mkdir(parents=True)
    (folder / "submission_metadata.yml").write_text(people, encoding="utf-8")
    small_notebooks.write_one(folder / "submission_11" / "hw.ipynb", "-1.2347728250533", "own step")
    small_notebooks.write_one(folder / "submission_12" / "hw.ipynb", "-1.2347728250533", "own step")
    small_notebooks.write_one(folder / "submission_13" / "hw.ipynb", "-1.2347728250533", "right")
    copy = (folder / "submission_13" / "hw.ipynb").read_text()
    copy = re.sub(r"\bw\b", "point", re.sub(r"\bws\b", "points", copy)).replace("max_its, point", "max_its, w")
    (folder / "submission_14" / "mine.ipynb").write_text(copy.replace("m = v = 0.0", "point = w\\n    m = v = 0.0"))
    (folder / "submission_14" / "draft.ipynb").write_text((folder / "submission_13" / "hw.ipynb").read_text()[:40])
    (folder / "submission_15" / "report.pdf").write_text("x")
    return folder


@pytest.mark.parametrize(("question", "enough"), [(keys.gradient_descent(), 15), (keys.number(), 40)])
def test_the_compilation_cache_is_filled_for_a_class_that_saves_as_much(question, enough, monkeypatch):
    """Filling takes 29 CPU s; a submission saves 2 of them where costs are handed out, and less elsewhere."""
    filled = list[int]()
    monkeypatch.setattr(warming, "warmed", lambda base: "")
    monkeypatch.setattr(warming, "warm", lambda key, base: filled.append(len(key.questions)))
    for submissions in (enough - 1, enough):
        grading.warmed_cache(keys.key(question), submissions)
    assert filled == [1]


@pytest.fixture(scope="module")
def page(results) -> str:
    return text((results / "class.html").read_text(encoding="utf-8"))


def test_everybody_has_what_they_earned(results):
    with Gradebook(results / "gradebook.sqlite") as book:
        told = {r.submission: (r.status, r.earned) for r in book.reports()}
    assert told == {
        "11": ("graded", 7.5), "12": ("graded", 7.5), "13": ("graded", 15.0), "14": ("graded", 15.0),
        "15": ("ungradable", 0.0),
    }  # fmt: skip


def test_the_same_file_was_run_once_and_both_have_a_report(results):
    with sqlite3.connect(results / "gradebook.sqlite") as book:
        assert book.execute("SELECT count(*) FROM transcripts").fetchone() == (4,)
        assert book.execute("SELECT count(*) FROM reports").fetchone() == (5,)


def test_the_summary_names_who_handed_in_nothing(results):
    summary = (results / "summary.txt").read_text()
    assert "Of 1 on the roster there is no submission: Neo Nil" in summary
    assert "5 submissions are in" in summary and "1 of them could not be read" in summary


def test_the_page_tells_copies_from_the_same_file(page):
    """The group handed in what Eva did; Lea changed the names in what Tom did."""
    similar = page[page.index("weak evidence") :]
    assert "byte for byte submissions Ann A, Bob B , Eva E" in similar
    pair = re.search(r"Tom T , Lea L the whole homework (\d+) %", similar)
    assert pair and int(pair[1]) >= 60


def test_the_page_groups_the_unexplained(page):
    """0.97 alpha has no name; the group and Eva are one look."""
    assert "2 wrong answers without a cause that fits all cases, in 1 group of" in page
    assert "Group 1: 2 submissions of Adam Ann A, Bob B , Eva E" in page


def test_the_page_says_which_of_two_files_was_graded(page):
    assert "Lea L 2 files were handed in; mine.ipynb was graded: it answers 2 of 2." in page


def test_the_page_names_who_cannot_be_graded_and_who_is_not_there(page):
    assert "Max M There is no notebook (.ipynb) or Python file (.py) in this submission, only report.pdf." in page
    assert "1 on the roster handed in nothing." in page and "you decide what it is worth. Neo Nil" in page


def test_everybody_has_a_page_of_their_own_and_staff_one_with_the_code(results):
    """What is handed to students has no code of hidden cases; every link of the class page leads to a page."""
    linked = set(re.findall(r'href="(staff/[^"#]*|lecture.html)', (results / "class.html").read_text(encoding="utf-8")))
    assert linked and all((results / address).is_file() for address in linked)
    code = "the code of this question"
    assert code in (results / "staff" / "STAFF-11.html").read_text(encoding="utf-8")
    assert code not in (results / "students" / "11.html").read_text(encoding="utf-8")
    assert reporting.staff_page(results, "11").is_file()
    pages = {folder: {path.name for path in (results / folder).glob("*.html")} for folder in ("students", "staff")}
    assert pages["students"] == {f"{person}.html" for person in PEOPLE}
    assert pages["staff"] == {f"STAFF-{person}.html" for person in PEOPLE}


def test_a_gradebook_has_a_row_for_each_person_of_the_roster(results):
    """Both of a group, and who handed in nothing with no grade."""
    target, left = exporting.export(results, "csv", None)
    rows = {row["id"]: (row["name"], row["earned"], row["status"]) for row in rows_of(target)}
    assert left == [] and rows == {
        "1": ("Ann A", "7.5", "graded"), "2": ("Bob B", "7.5", "graded"), "3": ("Eva E", "7.5", "graded"),
        "4": ("Tom T", "15", "graded"), "5": ("Lea L", "15", "graded"), "7": ("Max M", "0", "ungradable"),
        "6": ("Neo Nil", "", "no submission"),
    }  # fmt: skip


def test_a_late_hand_in_is_no_longer_missing_and_one_by_nobody_on_the_roster_is_told(results, tmp_path):
    """Graded into the same results, it takes the student off the list; nobody else is run again."""
    for name in ("6", "stranger"):
        small_notebooks.write_one(tmp_path / f"{name}.ipynb", "-1.2347728250533", "own step")
    summary = grading.grade(
        [tmp_path], results.parent / "small.key", results, GradingOptions(roster=results.parent / "roster.csv")
    )
    assert "no submission" not in summary.text and "6: 7.5 / 15" in summary.text
    assert "By nobody whom the roster knows, or by one of two of that name: stranger" in summary.text


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal")
def test_on_a_terminal_a_bar_counts_what_is_done_already(results, tmp_path):
    """A run that was killed and goes on starts where it was; elsewhere, in a log, there is no bar."""
    import pty

    small_notebooks.write_one(tmp_path / "6.ipynb", "-1.2347728250533", "own step", "# once more")
    for name in ("8", "9"):
        small_notebooks.write_one(tmp_path / f"{name}.ipynb", "-1.2347728250533", "own step")
    key, out = results.parent / "small.key", tmp_path / "out"
    grading.grade([tmp_path / "6.ipynb"], key, out)
    command = [sys.executable, "-m", "grader", "grade", "--key", key, "-o", out]
    ours, theirs = pty.openpty()
    with subprocess.Popen([*command, tmp_path], cwd=ROOT, stdout=subprocess.PIPE, stderr=theirs, text=True) as running:
        os.close(theirs)
        shown = b"".join(_until_it_hangs_up(ours)).decode()
        told = running.stdout.read()
    assert "1/3" in shown and "3/3" in shown and "a minute" in shown
    assert "\x1b" not in told and "3 submissions are in" in told


def _until_it_hangs_up(terminal):
    with contextlib.suppress(OSError):  # Linux's word for it
        while part := os.read(terminal, 4096):
            yield part


@pytest.mark.parametrize("trouble", ["roster", "export", "no file"])
def test_input_that_cannot_be_used_is_an_error_and_leaves_nothing_behind(trouble, results, tmp_path):
    """A refused export was one unreadable student and exit code 0; an unreadable roster left a folder."""
    (tmp_path / "roster.csv").write_bytes(b"\xff\xfe\x00" if trouble == "roster" else ROSTER.encode())
    (tmp_path / "export.zip").write_bytes(b"hello")
    path = {"roster": results, "export": tmp_path / "export.zip", "no file": tmp_path / "nothing"}[trouble]
    with pytest.raises(UserError, match=f"(?i){trouble}"):
        grading.grade(
            [path], results.parent / "small.key", tmp_path / "out", GradingOptions(roster=tmp_path / "roster.csv")
        )
    assert not (tmp_path / "out").exists()
