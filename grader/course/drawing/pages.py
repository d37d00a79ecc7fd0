"""The pages of a class, drawn in a pool of workers, and only those of submissions for which something changed.

A page ends with the mark of what it was made of: so nothing but the page itself says whether it is up to date.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import quote

from grader.base import files
from grader.base.errors import UserError
from grader.base.safe_names import safe_name
from grader.course.drawing.every_submission import Failed, every_submission
from grader.course.drawing.marks import Mark, digest, made_by, mark_of
from grader.course.platforms.codes import nameless, submission_code
from grader.course.results import Graded, Results
from grader.course.results_folder import ANONYMOUS_PAGES, STAFF_PAGES, STUDENT_PAGES, staff_page
from grader.course.summary import progress_bar
from grader.course.worker_pools import check_jobs
from grader.reports.totals import Audience

END = re.compile(rb"<!-- made of [0-9a-f]{64} -->\n\Z")  # of every page


def update_pages(
    opened: Results, marks: Mapping[str, Mark], jobs: int | None, secret: str = ""
) -> tuple[int, list[str]]:
    """Draw the two pages of every submission that are out of date: how many had some, and what went wrong.

    With a `secret` (`Gradebook.secret`) it is one page instead, which names nobody. Raises UserError.
    """
    check_jobs(jobs)
    for folder in [ANONYMOUS_PAGES] if secret else [STUDENT_PAGES, STAFF_PAGES]:
        files.make_folder(opened.folder / folder, is_private=True)
    ids = [
        name for name, mark in marks.items()
        if not all(_ends_with(opened.folder / path, end) for path, end in _ends(opened, name, mark.whole, secret))
    ]  # fmt: skip
    draw, faults = partial(_draw, by=made_by(opened), secret=secret), list[str]()
    with progress_bar("pages", len(ids)) as advance:
        for result in every_submission(opened, ids, jobs, draw):
            advance()
            faults += [result.reason] if isinstance(result, Failed) else []
    return len(ids), faults


def pages_of(submission: str, secret: str = "") -> dict[str, Audience]:
    """Where its pages are in the results folder, and for whom."""
    if secret:
        return {f"{ANONYMOUS_PAGES}/{submission_code(submission, secret)}.html": "published"}
    return {f"{STUDENT_PAGES}/{safe_name(submission)}.html": "published", staff_page(submission): "staff"}


def _ends(opened: Results, submission: str, mark: str, secret: str) -> list[tuple[str, str]]:
    """Its pages, each with its end: the one for staff leads to the submissions before and after."""
    of_staff = digest(mark, *opened.neighbours.get(submission, ()))
    return list(zip(pages_of(submission, secret), map(end_of, (mark, of_staff)), strict=False))


def end_of(mark: str) -> str:
    """The end of a page that was made of this."""
    return f"<!-- made of {mark} -->\n"


def _ends_with(path: Path, end: str) -> bool:
    try:
        with path.open("rb") as file:
            file.seek(-len(end), os.SEEK_END)
            return file.read() == end.encode()
    except OSError:  # there is none, or a shorter one
        return False


def _draw(opened: Results, graded: Graded, by: str, secret: str) -> None:
    """In a worker. Where our own code fails, the pages say that they could not be drawn."""
    from grader.reports.student_page import student_pages, undrawn_page  # noqa: PLC0415  often nothing is drawn

    name, note = graded.submission.id, graded.submission.note
    report = replace(graded.report, submission=graded.submission.label)
    pages = {opened.folder / path: audience for path, audience in pages_of(name, secret).items()}
    if secret:
        report, note = nameless(report, submission_code(name, secret)), ""
    try:
        texts = student_pages(opened.key, graded.transcript, report, [*pages.values()], note, _ways(opened, name))
    except (UserError, OSError):
        raise
    except Exception:
        for path in pages:
            files.write_text(path, undrawn_page(opened.key, report))
        raise
    ends = [end for _, end in _ends(opened, name, mark_of(graded, by), secret)]
    for path, text, end in zip(pages, texts, ends, strict=True):
        files.write_text(path, text + end)


def _ways(opened: Results, submission: str) -> dict[str, str]:
    """Where the page for staff leads: words and addresses."""
    before, after = opened.neighbours.get(submission, ("", ""))
    pages = {"previous": before, "next": after}
    return {"class": "../class.html"} | {
        words: quote(staff_page(name).partition("/")[2]) for words, name in pages.items() if name
    }


def remove_unused(opened: Results) -> int:
    """Remove the pages that were drawn for submissions which are no more there; how many those were."""
    ids, secret = opened.submissions(), opened.book.secret
    drawn = {path for name in ids for path in (*pages_of(name), *pages_of(name, secret))}
    unused = [
        path
        for folder in (STUDENT_PAGES, STAFF_PAGES, ANONYMOUS_PAGES)
        for path in (opened.folder / folder).glob("*.html")
        if f"{folder}/{path.name}" not in drawn and END.search(path.read_bytes())
    ]
    for path in unused:
        path.unlink()
    return len(unused)
