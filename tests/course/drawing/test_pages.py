"""Pages are drawn for whom something changed, and for nobody else; by any number of processes they are the same."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from support import small_results
from support.seen_html import text

from grader.course.classroom import deciding, exporting, grading, reporting
from grader.course.decisions.decision import Decision
from grader.course.drawing import every_submission, marks, pages
from grader.course.gradebook.gradebook import Gradebook
from grader.course.results import Results
from grader.course.results_folder import STAFF_PAGES, STUDENT_PAGES
from grader.frontends.staff import commands
from grader.reports import student_page


def drawn(results: Path) -> int:
    """Whose pages were drawn: how many submissions, and not the page of the class, whose pictures take long."""
    with Results(results) as opened:
        return pages.update_pages(opened, marks.read_marks(opened), jobs=1)[0]


def written(results: Path) -> dict[str, bytes]:
    return {f"{path.parent.name}/{path.name}": path.read_bytes() for path in results.glob("st*/*.html")}


@pytest.fixture(scope="module")
def results(tmp_path_factory) -> Path:
    """Results with every page: s4 crashed in one case, s5 cannot be read."""
    results = small_results.write(tmp_path_factory.mktemp("class") / "results", 6, first=4)
    assert drawn(results) == 2
    return results


def test_nothing_is_drawn_twice(results):
    before = written(results)
    assert drawn(results) == 0 and written(results) == before and len(before) == 2 * 2


def test_a_decision_draws_the_pages_of_the_one_whom_it_is_about(results):
    before = written(results)
    deciding.decide(results, Decision("excuse", "s5", because="Ill."), "tester")
    assert drawn(results) == 1
    after = written(results)
    assert {name for name in after if after[name] != before[name]} == {"students/s5.html", "staff/STAFF-s5.html"}
    assert "Staff excused this homework" in text(after["students/s5.html"].decode())


@pytest.mark.parametrize("folder", [STUDENT_PAGES, STAFF_PAGES])
def test_a_page_that_is_gone_or_was_changed_by_hand_is_drawn_again(folder, results):
    page = results / folder / ("STAFF-s5.html" if folder == STAFF_PAGES else "s5.html")
    before = page.read_bytes()
    page.unlink()
    assert drawn(results) == 1 and page.read_bytes() == before
    page.write_bytes(before[:-40])
    assert drawn(results) == 1 and page.read_bytes() == before


def test_another_key_or_another_version_of_the_grader_draws_every_page(results, monkeypatch):
    """Pictures show the expected values of the key; words are the grader's."""
    grading.regrade(results, results.parent / "other.key")
    assert drawn(results) == 2
    monkeypatch.setattr(marks, "version", lambda package: "another one")
    assert drawn(results) == 2


def test_what_belongs_to_no_submission_is_removed_and_nothing_else(results):
    """Somebody handed in other files, and a page is of an id that is no more; staff put a page of their own there."""
    drawn(results)
    with Gradebook(results / "gradebook.sqlite") as book:
        record = next(book.records("s4"))
        book.put(replace(record, digest="of older files"))
        book.put(record)
    before = written(results)
    old, own = results / STUDENT_PAGES / "gone.html", results / STUDENT_PAGES / "notes.html"
    old.write_bytes(before["students/s4.html"])
    own.write_text("<p>Mine.</p>")
    removed = reporting.remove_unused(results)
    assert (removed.pages, old.exists(), own.exists()) == (1, False, True)
    own.unlink()
    assert written(results) == before and drawn(results) == 0
    with Gradebook(results / "gradebook.sqlite") as book:
        assert book.transcript_of(record.digest) == record.transcript
    again = reporting.remove_unused(results)
    assert (again.transcripts, again.pages) == (0, 0)


def test_pages_that_name_nobody_are_under_codes_that_a_command_resolves(results):
    folder = reporting.anonymous_pages(results, jobs=1)
    pages_by_code = {path.stem: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert len(pages_by_code) == 2
    texts = [*map(text, pages_by_code.values())]
    assert not any(word in page for page in texts for word in ("Student s", "ps4", "Submission s", "Staff excused"))
    who = [exporting.whose(results, code) for code in pages_by_code]
    assert sorted(who) == [f"submission s{n} of Student s{n}, ps{n}" for n in (4, 5)]
    assert exporting.whose(results, "S12") == ""


@pytest.mark.slow
def test_without_comparing_no_code_is_compared(tmp_path):
    page = reporting.report(small_results.write(tmp_path / "results"), similar=False).class_page
    assert "Not compared in this run." in text(page.read_text(encoding="utf-8"))


@pytest.mark.slow
def test_two_processes_draw_the_same_and_a_killed_one_is_made_up_for(tmp_path):
    one = small_results.write(tmp_path / "one", 45)
    two = small_results.write(tmp_path / "two", 45)
    assert reporting.report(one, jobs=1).drawn == reporting.report(two, jobs=2).drawn == 45
    assert written(one) == written(two)
    for page in two.glob("st*/*.html"):
        page.unlink()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(every_submission, "_work_elsewhere", _killed)
        assert reporting.report(two, jobs=2).drawn == 45
    assert written(one) == written(two)


def _killed(*_: object) -> None:
    os.kill(os.getpid(), 9)


def test_what_cannot_be_drawn_costs_nobody_else_a_page(tmp_path, monkeypatch, capsys):
    """A fault of ours, put in here: none that is left is a fault on purpose."""
    results = small_results.write(tmp_path / "results", 2)
    draw = student_page.student_pages

    def fail_for_one(key, transcript, report, *rest):
        if report.submission == "Student s0 (s0)":
            raise ValueError("no such digit")
        return draw(key, transcript, report, *rest)

    monkeypatch.setattr(student_page, "student_pages", fail_for_one)
    commands.report(results)
    output = capsys.readouterr()
    assert "s0: ValueError: no such digit" in output.err and "costs nobody a point" in output.err
    assert "Pages were drawn for 2 of 2" in output.out
    pages_of = {name: text((results / STUDENT_PAGES / f"{name}.html").read_text("utf-8")) for name in ("s0", "s1")}
    assert "could not be drawn" in pages_of["s0"] and "could not be drawn" not in pages_of["s1"]
    monkeypatch.undo()
    assert drawn(results) == 1, "and it is tried again"


def test_a_page_for_staff_says_so_and_leads_to_the_class_and_to_the_next(results):
    """Hidden cases could be mailed by mistake: both pages had one title, headline, first screen and footer."""
    drawn(results)
    staff = (results / "staff" / "STAFF-s5.html").read_text(encoding="utf-8")
    student = (results / "students" / "s5.html").read_text(encoding="utf-8")
    assert "<title>STAFF: " in staff and "STAFF ONLY" in staff and "STAFF" not in student
    links = dict(re.findall(r'<a href="([^"]*)">(class|previous|next)</a>', staff))
    assert links["../class.html"] == "class" and {"previous", "next"} & set(links.values())
    assert all((results / "staff" / link).resolve().is_file() for link in links if link != "../class.html")
