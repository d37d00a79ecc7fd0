"""Feedback files for a platform to hand out, in one zip, under the names by which it gave the submissions.

    canvas   `doejane_12_345_hw.ipynb` again, by "Upload Submissions": Canvas reads the two numbers, and shows the
             file under the name of what was handed in. So it is of the same kind: a notebook in place of a notebook
    moodle   `Jane Doe_12_assignsubmission_file/hw.html`, by "Upload multiple feedback files in a zip": Moodle reads
             the number, and gives the file to the student under its own name. It is the student's page

What a platform does not know, such as a submission that was read from a folder, is left out and named.
"""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePosixPath

from grader.base import files
from grader.base.errors import UserError
from grader.course.results import Graded
from grader.extraction import notebook
from grader.model.report import Report
from grader.submissions.collection import Submission

ORDER = ("notebook", "python", "markdown", "zip")  # of the files of a submission, that which is answered first
ReadPage = Callable[[str], bytes]  # the student's page about a submission
Entry = tuple[str, bytes]  # a file in the zip


def check_platform(platform: str, submissions: Iterable[Submission]) -> None:
    """Raise UserError for a platform that takes none, or that knows nobody of the class."""
    if platform not in ENTRIES:
        raise UserError(f"there is no feedback for {platform!r}: name one of {', '.join(ENTRIES)}.")
    if not any(_names(each, platform) for each in submissions):
        raise UserError(
            f"--feedback {platform}: no submission here was read from an export of {platform.title()}, so none has a "
            f"name by which it would take feedback back. Grade the zip as {platform.title()} gave it, not unpacked and "
            "renamed."
        )


def write_feedback(graded: Iterable[Graded], platform: str, read_page: ReadPage, out: Path) -> list[str]:
    """Write the zip, all or nothing; the ids of the submissions that are left out."""
    left_out = list[str]()
    files.check_writable(out)
    pending = out.with_name(f".{os.urandom(8).hex()}.part")
    files.create_private(pending)
    try:
        with zipfile.ZipFile(pending, "w", zipfile.ZIP_DEFLATED) as archive:
            for one in graded:
                if names := _names(one.submission, platform):
                    best = min(names, key=lambda name: ORDER.index(notebook.file_kind(name)))
                    archive.writestr(*ENTRIES[platform](best, one.report, read_page))
                else:
                    left_out.append(one.submission.id)
        pending.replace(out)
    except OSError as error:
        raise UserError(f"{out}: this cannot be written: {files.reason(error)}. Name another place.") from None
    finally:
        pending.unlink(missing_ok=True)
    return left_out


def _names(submission: Submission, platform: str) -> tuple[str, ...]:
    """Under which names the platform knows it; none for what came in another way, or is no file that can be graded."""
    names = submission.original_names if submission.layout == platform else ()
    return tuple(filter(notebook.file_kind, names))


def _canvas(name: str, report: Report, read_page: ReadPage) -> Entry:
    text = report_text(report)
    match notebook.file_kind(name):
        case "notebook":
            return name, as_notebook(text)
        case "python":
            return name, "".join(f"# {line}".rstrip() + "\n" for line in text.splitlines()).encode()
        case "zip":
            content = io.BytesIO()
            with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("feedback.txt", text)
            return name, content.getvalue()
        case _:
            return name, text.encode()


def _moodle(name: str, report: Report, read_page: ReadPage) -> Entry:
    return str(PurePosixPath(name).with_suffix(".html")), read_page(report.submission)


HANDS_OUT_PAGES = ("moodle",)  # they have to be up to date
ENTRIES: Mapping[str, Callable[[str, Report, ReadPage], Entry]] = {"canvas": _canvas, "moodle": _moodle}


def report_text(report: Report) -> str:
    """The report as plain text, as a terminal shows it."""
    from rich.console import Console  # noqa: PLC0415  slow to import

    from grader.reports.terminal import print_report  # noqa: PLC0415  it needs rich

    text = io.StringIO()
    print_report(report, Console(file=text, width=100, color_system=None))
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines()) + "\n"


def as_notebook(text: str) -> bytes:
    """A notebook that shows the text as it is, and nothing of it as code."""
    fence = "~" * (3 + max(map(len, re.findall("~+", text)), default=0))
    cell = {"cell_type": "markdown", "id": "feedback", "metadata": {},
            "source": f"## Feedback\n\n{fence}text\n{text}{fence}\n"}  # fmt: skip
    data = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(data, ensure_ascii=False, indent=1).encode()
