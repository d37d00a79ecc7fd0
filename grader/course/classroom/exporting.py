"""Write grades and feedback in the form of a platform, and say for whom codes stand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from grader.base import files
from grader.base.csv_text import to_csv
from grader.base.safe_names import safe_name
from grader.course import results_folder
from grader.course.platforms import exports, worksheets
from grader.course.platforms.codes import people_by_code
from grader.course.results import Results
from grader.submissions.roster import names_of


def export(
    results: Path, platform: str, out: Path | None, *, anonymous: bool = False, title: str = ""
) -> tuple[Path, list[str]]:
    """Write a gradebook in one of the platforms' formats; its path, and the ids of submissions without a grade.

    `title` is the name of the assignment's column; default: the assignment's title.
    """
    target = out or results / exports.file_name(platform)
    with Results(results) as opened:
        secret = opened.book.secret if anonymous else None
        return target, exports.export(_class_results(opened, title), platform, target, secret=secret)


def _class_results(opened: Results, title: str) -> exports.ClassResults:
    return exports.ClassResults(title or opened.key.title, opened.reports(), opened.submissions(), opened.absent())


@dataclass(frozen=True)
class FilledIn:
    """A platform's file with grades: `ungraded` are submissions without one, `missing` people without a row in it."""

    path: Path
    ungraded: list[str]
    missing: list[str]


def fill_in(results: Path, platform: str, file: Path, out: Path | None, *, title: str = "") -> FilledIn:
    """Write a file that the platform exported, with the grades in the column that `title` names."""
    files.check_writable(out)
    with Results(results) as opened:
        lines, name = exports.lines_of(_class_results(opened, title))
    filled = worksheets.fill_file(file, platform, lines, title or ("" if platform == "moodle" else name))
    target = out or results / f"{platform}.csv"
    files.write_text(target, to_csv(filled.rows, guard=False))  # its comments are guarded
    return FilledIn(target, exports.ungraded(lines), names_of(filled.missing))


def write_feedback(results: Path, platform: str, out: Path | None) -> tuple[Path, list[str]]:
    """Write the zip of feedback for a platform; its path, and the submissions that the platform does not know."""
    from grader.course.drawing import marks, pages  # noqa: PLC0415  few commands draw
    from grader.course.platforms import feedback  # noqa: PLC0415  only this command writes it

    target = out or results / f"{platform}-feedback.zip"

    def read_page(submission: str) -> bytes:
        return files.read_bytes(results / results_folder.STUDENT_PAGES / f"{safe_name(submission)}.html", "page")

    with Results(results) as opened:
        feedback.check_platform(platform, opened.submissions().values())
        if platform in feedback.HANDS_OUT_PAGES:
            pages.update_pages(opened, marks.read_marks(opened), jobs=None)
        return target, feedback.write_feedback(opened.graded(), platform, read_page, target)


def whose(results: Path, code: str) -> str:
    """For whom a code stands that `--anonymous` wrote from this folder; empty for anything else."""
    with Results(results) as opened:
        return people_by_code(opened.submissions().values(), opened.absent(), opened.book.secret).get(code, "")
