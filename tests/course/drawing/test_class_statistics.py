"""What the class page counts and compares is read anew only of those for whom something changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support import small_results

from grader.base.errors import UserError
from grader.course.class_report.observation import observe
from grader.course.class_report.statistics import ClassStatistics
from grader.course.classroom import deciding, reporting
from grader.course.decisions.decision import Decision
from grader.course.drawing import class_statistics, marks, observed
from grader.course.drawing.observed import Observed
from grader.course.gradebook.gradebook import Gradebook
from grader.course.results import Results


@pytest.fixture
def results(tmp_path: Path) -> Path:
    return small_results.write(tmp_path / "results", 5)


@pytest.fixture
def calls(monkeypatch) -> list[str]:
    """Who is observed, and whose code is read, from now on."""
    seen: list[str] = []

    def look(name):
        real = getattr(class_statistics, name)

        def called(opened, graded, *rest, **more):
            seen.append(f"{name} {graded.submission.id}")
            return real(opened, graded, *rest, **more)

        monkeypatch.setattr(class_statistics, name, called)

    look("_observe")
    look("_code")
    return seen


def statistics(results: Path, similar: bool = True) -> ClassStatistics:
    with Results(results) as opened:
        seen, faults = class_statistics.class_statistics(opened, marks.read_marks(opened), 1, similar)
        assert not faults
        return seen


def counts(seen: ClassStatistics) -> tuple:
    return repr(seen.students), seen.statuses, seen.authors, repr(seen.groups), repr(seen.mistakes), seen.similar


def test_what_is_read_back_is_what_was_counted(results):
    with Results(results) as opened:
        anew = ClassStatistics(opened.key)
        for graded in opened.graded():
            anew.count(observe(opened.key, graded.report, graded.submission, graded.transcript))
    assert counts(statistics(results, similar=False)) == counts(anew)
    assert counts(statistics(results)) == counts(statistics(results)), "all of it from the file"


def test_a_decision_reads_one_submission_and_compares_nobody(results, calls):
    before = statistics(results)
    assert len(calls) == 2 * 5
    calls.clear()
    deciding.decide(results, Decision("override", "s1", "descent", 1.0, because="x"), "tester")
    after = statistics(results)
    assert calls == ["_observe s1"]
    assert after.similar == before.similar and after.earned["descent"] != before.earned["descent"]


def test_other_files_are_compared_and_nobody_elses_are_read(results, calls):
    assert statistics(results).similar.same_files == ()
    calls.clear()
    with Gradebook(results / "gradebook.sqlite") as book:
        book.put(replace(next(book.records("s1")), digest="digest of s2"))
    assert statistics(results).similar.same_files == (("s1", "s2"),)
    assert calls == ["_observe s1"], "these files were read before"


def test_without_comparing_and_for_pages_alone_no_code_is_read(results, calls):
    """What takes most of the time of an unchanged class is not done for those who do not want it."""
    assert statistics(results, similar=False).similar is None
    assert {call.split()[0] for call in calls} == {"_observe"}
    calls.clear()
    reporting.anonymous_pages(results, jobs=1)
    assert calls == []


def test_what_could_not_be_read_for_a_fault_of_ours_is_named_and_tried_again(results, monkeypatch):
    """A fault that is put in here: the others are counted and compared."""

    def fail(*_: object) -> None:
        raise ValueError("no such code")

    def faults() -> list[str]:
        with Results(results) as opened:
            return class_statistics.class_statistics(opened, marks.read_marks(opened), 1, True)[1]

    with monkeypatch.context() as patch:
        patch.setattr(class_statistics, "code_of", fail)
        patch.setattr(class_statistics, "observe", fail)
        assert len(faults()) == 2 * 5 == len(faults()) and "s0: ValueError: no such code" in faults()
        assert observed.last_similar(results).pairs == ()
    assert faults() == [] and len(statistics(results).authors) == 5


def test_the_file_may_be_removed_and_a_damaged_one_is_named(results):
    before = counts(statistics(results))
    (results / observed.FILE).unlink()
    assert counts(statistics(results)) == before
    (results / observed.FILE).write_bytes(b"no database, " * 100)
    with pytest.raises(UserError, match=r"observed\.sqlite: .* nothing that cannot be made again.*: .*remove the file"):
        statistics(results)


def test_who_is_no_more_there_is_counted_no_more(results):
    statistics(results)
    with Observed(results) as file, Results(results) as opened:
        file.put("old", observe(opened.key, opened.report("s1"))._replace(submission="gone"))
    assert "gone" not in statistics(results).authors
