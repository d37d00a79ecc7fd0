"""Pages are drawn for whom something changed, and for nobody else; by any number of processes they are the same."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import small_results
from seen_html import text

from grader.course import classroom, pages
from grader.course.decisions.decision import Decision
from grader.course.results import Results
from grader.course.results_folder import STAFF_PAGES, STUDENT_PAGES
from grader.course.worker_pools import HERE


def drawn(results: Path) -> int:
    """Whose pages were drawn: how many submissions, and not the page of the class, whose pictures take long."""
    with Results(results) as opened:
        return sum(seen.drawn for seen in pages.draw_pages(opened, sorted(opened.book.index()), HERE))


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
    classroom.decide(results, Decision("excuse", "s5", because="Ill."), "tester")
    assert drawn(results) == 1
    after = written(results)
    assert {name for name in after if after[name] != before[name]} == {"students/s5.html", "staff/s5.html"}
    assert "Staff excused this homework" in text(after["students/s5.html"].decode())


@pytest.mark.parametrize("folder", [STUDENT_PAGES, STAFF_PAGES])
def test_a_page_that_is_gone_or_was_changed_by_hand_is_drawn_again(folder, results):
    page = results / folder / "s5.html"
    before = page.read_bytes()
    page.unlink()
    assert drawn(results) == 1 and page.read_bytes() == before
    page.write_bytes(before[:-40])
    assert drawn(results) == 1 and page.read_bytes() == before


def test_another_key_or_another_version_of_the_grader_draws_every_page(results, monkeypatch):
    """Pictures show the expected values of the key; words are the grader's."""
    classroom.regrade(results, results.parent / "other.key")
    assert drawn(results) == 2
    monkeypatch.setattr(pages, "version", lambda package: "another one")
    assert drawn(results) == 2


@pytest.mark.slow
def test_without_comparing_no_code_is_compared(tmp_path):
    page = classroom.report(small_results.write(tmp_path / "results"), similar=False).class_page
    assert "Not compared in this run." in text(page.read_text(encoding="utf-8"))


@pytest.mark.slow
def test_two_processes_draw_the_same_and_a_killed_one_is_made_up_for(tmp_path):
    one = small_results.write(tmp_path / "one", 45)
    two = small_results.write(tmp_path / "two", 45)
    assert classroom.report(one, jobs=1).drawn == classroom.report(two, jobs=2).drawn == 45
    assert written(one) == written(two)
    for page in two.glob("st*/*.html"):
        page.unlink()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "_draw_elsewhere", _killed)
        assert classroom.report(two, jobs=2).drawn == 45
    assert written(one) == written(two)


def _killed(*_: object) -> None:
    os.kill(os.getpid(), 9)
