"""Write the pages of a class, find the report of one submission, remove what nobody needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.base import files
from grader.course import results_folder
from grader.course.class_report.queue import class_queue, open_line
from grader.course.results import Results
from grader.course.results_folder import check_has_gradebook, writing
from grader.model.report import Report
from grader.reports import causes


@dataclass(frozen=True)
class Written:
    """What `report` wrote: the class page, whose pages were out of date, of how many, and what could not be drawn."""

    class_page: Path
    drawn: int
    count: int
    faults: Sequence[str] = ()


def report(results: Path, *, jobs: int | None = None, similar: bool = True, common: bool = False) -> Written:
    """Write the class page, the lecture's page, and two pages for each submission, those that are out of date.

    `students/` is for students once their points are published; `staff/` has the code and hidden cases besides. With
    `jobs` processes, for a large class one for each processor; without `similar` no submissions are compared, with
    `common` also in what much of the class has.
    """
    from grader.course.class_report.class_page import class_page  # noqa: PLC0415  few commands draw
    from grader.course.class_report.lecture_page import lecture_page  # noqa: PLC0415
    from grader.course.drawing import class_statistics, marks, pages  # noqa: PLC0415

    with Results(results) as opened:
        of_class = marks.read_marks(opened)
        pages.remove_unused(opened)  # of work that is an earlier attempt by now
        drawn, faults = pages.update_pages(opened, of_class, jobs)
        seen, not_counted = class_statistics.class_statistics(opened, of_class, jobs, similar, common)
        files.write_text(results / "lecture.html", lecture_page(seen))
        files.write_text(results / "class.html", class_page(seen))
    return Written(results / "class.html", drawn, len(of_class), [*faults, *not_counted])


def what_next(results: Path) -> str:
    """One line for the end of `grade`: how many answers need eyes, and the command that shows them."""
    with Results(results) as opened:
        return open_line(class_queue(opened), opened.decisions, results)


def anonymous_pages(results: Path, *, jobs: int | None = None) -> Path:
    """Write a page for each submission that names nobody, under its code; the folder. `exporting.whose` tells whose."""
    from grader.course.drawing import marks, pages  # noqa: PLC0415  few commands draw

    with Results(results) as opened:
        pages.update_pages(opened, marks.read_marks(opened), jobs, opened.book.secret)
    return results / results_folder.ANONYMOUS_PAGES


@dataclass(frozen=True)
class Removed:
    """What `remove_unused` removed: transcripts, pages, and bytes on the disk."""

    transcripts: int
    pages: int
    bytes: int


def remove_unused(results: Path) -> Removed:
    """Remove transcripts and pages of no submission of the results; points, decisions and the key stay as they are."""
    from grader.course.drawing import pages  # noqa: PLC0415  few commands know pages

    check_has_gradebook(results)
    with writing(results):
        before = results_folder.size(results)
        with Results(results) as opened:
            transcripts, removed_pages = opened.book.remove_unused(), pages.remove_unused(opened)
        return Removed(transcripts, removed_pages, before - results_folder.size(results))


def staff_page(results: Path, submission: str) -> Path:
    """Where `report` writes the page about a submission that is for staff."""
    return results / results_folder.staff_page(submission)


def staff_notes(results: Path, submission: str) -> dict[str, list[str]]:
    """By question what staff alone read of that submission; nothing of one without a report. Raises UserError."""
    with Results(results) as opened:
        of_key = {question.name: question for question in opened.key.questions}
        return {
            q.name: causes.staff_notes(opened.key, question, q, graded.transcript if question.is_written else None)
            for graded in opened.graded(opened.id_of(submission))
            for q in graded.report.questions if q.name in of_key
            for question in [of_key[q.name].as_read(q.reading)]
        }  # fmt: skip


def stored_report(results: Path, submission: str) -> Report:
    """A submission's report, also by an author's id or e-mail. Raises UserError, with a similar id, without one."""
    with Results(results) as opened:
        return opened.report(opened.id_of(submission))
