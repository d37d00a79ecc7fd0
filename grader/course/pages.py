"""The pages of a class, drawn in a pool of workers, and only those of submissions for which something changed.

    ids ─► workers: read a submission, draw its pages if they are out of date, observe it ─► counts, fragments

A page ends with a digest of everything that it was made of: so nothing but the page itself says whether it is up to
date. Of each submission the caller gets what is counted, and never a class of transcripts.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from functools import lru_cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from grader.base import files
from grader.base.errors import UserError
from grader.base.printable import printable
from grader.base.safe_names import safe_name
from grader.base.version import PACKAGE
from grader.course.class_report.similarity import Code, Comparison, code_of
from grader.course.class_report.statistics import ClassStatistics, Example, Observation, observe
from grader.course.gradebook import JudgingKey
from grader.course.platforms.exports import nameless, submission_code
from grader.course.results import Graded, Results
from grader.course.results_folder import ANONYMOUS_PAGES, STAFF_PAGES, STUDENT_PAGES
from grader.course.summary import progress_bar
from grader.course.worker_pools import HERE, Pool, check_jobs, processes, results_in_order
from grader.model.key import Key
from grader.model.report import Report
from grader.model.transcript import Transcript
from grader.reports.totals import Audience
from grader.submissions.roster import names_of

MARK = re.compile(rb"<!-- made of [0-9a-f]{64} -->\n\Z")  # the end of every page
AT_ONCE = 20  # submissions that one job of a worker reads
DRAWN_AT_ONCE = 20  # submissions: more are drawn by several processes

Ids = Sequence[tuple[str, str]]  # of submissions, each with the digest of its files


class Seen(NamedTuple):
    """What a class report needs of one submission; `drawn` where its pages were not up to date.

    `fault` says what went wrong where our own code could not do it: then there is no observation.
    """

    observation: Observation | None
    code: Code
    drawn: bool
    fault: str = ""


def observe_class(opened: Results, jobs: int | None, similar: bool) -> tuple[ClassStatistics, int, list[str]]:
    """The statistics of the class, how many submissions had pages that were out of date, and what had a fault."""

    def example(submission: str) -> Example:
        report, _, transcript = next(opened.graded(submission))
        return Example(report, transcript)

    def sources(submission: str) -> dict[str, str]:
        return sources_of(key, next(opened.graded(submission)).transcript)

    key, absent = opened.key, names_of(opened.absent())
    statistics = ClassStatistics(key, absent, before=opened.book.points_before(), example_of=example)
    comparison, drawn = Comparison(question.stub for question in key.questions if question.calls), 0
    faults: list[str] = []
    for name, digest, seen in update_pages(opened, jobs):
        drawn += seen.drawn
        if seen.observation is None:
            faults.append(seen.fault)
            continue
        statistics.count(seen.observation)
        if similar and seen.code:
            comparison.add(name, seen.code, digest)
    if similar:
        statistics.similar = comparison.similar(sources)
    return statistics, drawn, faults


def update_pages(opened: Results, jobs: int | None, secret: str = "") -> Iterator[tuple[str, str, Seen]]:
    """Bring every page up to date: (id, digest of the files, what was seen) of each submission. Raises BadJobs."""
    if jobs is not None:
        check_jobs(jobs)
    digests = dict(opened.book.index())
    ids = [(name, digests.get(name, "")) for name in sorted(opened.submissions())]
    jobs = jobs or (os.cpu_count() or 1 if len(ids) > DRAWN_AT_ONCE else 1)
    pool = processes(jobs) if jobs > 1 else HERE
    with progress_bar("pages", len(ids)) as advance:
        for (name, digest), seen in zip(ids, draw_pages(opened, ids, pool, secret), strict=True):
            advance()
            yield name, digest, seen


def draw_pages(opened: Results, ids: Ids, pool: Pool, secret: str = "") -> Iterator[Seen]:
    """Bring the two pages of every submission up to date; what was seen of each, in this order.

    With a `secret` (`Gradebook.secret`) it is one page instead, which names nobody. If a process of the pool is killed,
    the rest is drawn here.
    """
    for name in (ANONYMOUS_PAGES,) if secret else (STUDENT_PAGES, STAFF_PAGES):
        files.make_folder(opened.folder / name)
    made_by, seen = _made_by(JudgingKey.of(opened.key)), 0
    elsewhere = partial(_draw_elsewhere, opened.folder, os.urandom(8).hex(), made_by, secret)
    draw: Callable[[Ids], list[Seen]] = partial(_draw_all, opened, made_by, secret) if pool is HERE else elsewhere
    try:
        with pool.open() as workers:
            batches = (ids[n : n + AT_ONCE] for n in range(0, len(ids), AT_ONCE))
            for batch in results_in_order(batches, workers, 2 * pool.size, draw):
                seen += len(batch)
                yield from batch
    except BrokenExecutor:
        if pool is HERE:
            raise
        yield from draw_pages(opened, ids[seen:], HERE, secret)


def _draw_elsewhere(folder: Path, run: str, made_by: str, secret: str, ids: Ids) -> list[Seen]:
    """In a worker, which opens the results once for each `run`: a key takes longer to read than a submission."""
    return _draw_all(_open(folder, run), made_by, secret, ids)


@lru_cache(maxsize=1)
def _open(folder: Path, run: str) -> Results:
    return Results(folder)


def _draw_all(opened: Results, made_by: str, secret: str, ids: Ids) -> list[Seen]:
    return [_seen(opened, graded, made_by + digest, secret) for name, digest in ids for graded in opened.graded(name)]


def _seen(opened: Results, graded: Graded, made_by: str, secret: str) -> Seen:
    """What was seen of one submission. Whatever goes wrong with it, the pages of the others are drawn."""
    try:
        return _look_at(opened, graded, made_by, secret)
    except (UserError, OSError):  # of the folder, such as a full disk, and so of every page
        raise
    except Exception as error:
        from grader.reports.student_page import undrawn_page  # noqa: PLC0415  as in `_draw`

        pages = _nameless_page(graded, secret) if secret else _named_pages(graded)
        for path in pages.paths:
            files.write_text(opened.folder / path, undrawn_page(opened.key, pages.report))
        return Seen(None, {}, True, f"{graded.submission.id}: {type(error).__name__}: {printable(str(error), 200)}")


def _look_at(opened: Results, graded: Graded, made_by: str, secret: str) -> Seen:
    report, submission, transcript = graded
    pages = _nameless_page(graded, secret) if secret else _named_pages(graded)
    drawn = _draw(opened, pages, transcript, made_by)
    return Seen(observe(opened.key, report, submission, transcript), code_of(sources_of(opened.key, transcript)), drawn)


class _Pages(NamedTuple):
    """Pages about one report: their paths in the results folder, for whom each is, and a note in them."""

    report: Report
    paths: tuple[str, ...]
    audiences: tuple[Audience, ...]
    note: str = ""


def _named_pages(graded: Graded) -> _Pages:
    file = f"{safe_name(graded.submission.id)}.html"
    paths = (f"{STUDENT_PAGES}/{file}", f"{STAFF_PAGES}/{file}")
    return _Pages(graded.report, paths, ("published", "staff"), graded.submission.note)


def _nameless_page(graded: Graded, secret: str) -> _Pages:
    code = submission_code(graded.submission.id, secret)
    return _Pages(nameless(graded.report, code), (f"{ANONYMOUS_PAGES}/{code}.html",), ("published",))


def _draw(opened: Results, pages: _Pages, transcript: Transcript, made_by: str) -> bool:
    """Draw the pages, unless all are up to date; whether they were drawn."""
    parts = json.dumps([made_by, pages.report.to_json(), pages.note])
    mark = f"<!-- made of {hashlib.sha256(parts.encode()).hexdigest()} -->\n"
    paths = [opened.folder / path for path in pages.paths]
    if all(_ends_with(path, mark.encode()) for path in paths):
        return False
    from grader.reports.student_page import student_pages  # noqa: PLC0415  often nothing is to be drawn

    texts = student_pages(opened.key, transcript, pages.report, pages.audiences, pages.note)
    for path, text in zip(paths, texts, strict=True):
        files.write_text(path, text + mark)
    return True


def remove_unused(opened: Results) -> int:
    """Remove the pages that were drawn for submissions which are no more there; how many those were."""
    ids, secret = opened.submissions(), opened.book.secret
    files_of = {safe_name(name) for name in ids} | {submission_code(name, secret) for name in ids}
    unused = [
        path
        for folder in (STUDENT_PAGES, STAFF_PAGES, ANONYMOUS_PAGES)
        for path in (opened.folder / folder).glob("*.html")
        if path.stem not in files_of and MARK.search(path.read_bytes())
    ]
    for path in unused:
        path.unlink()
    return len(unused)


def sources_of(key: Key, transcript: Transcript) -> dict[str, str]:
    """The functions of a submission, by question; none where it could not be read."""
    of = {} if transcript.unreadable else transcript.definitions
    return {q.name: of[q.name].source for q in key.questions if q.calls and q.name in of}


def _ends_with(path: Path, mark: bytes) -> bool:
    try:
        with path.open("rb") as file:
            file.seek(-len(mark), os.SEEK_END)
            return file.read() == mark
    except OSError:  # there is none, or a shorter one
        return False


def _made_by(key: JudgingKey) -> str:
    """A digest of what every page depends on: the key, the sources of the grader, and what draws pictures."""
    contents = [hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(PACKAGE.rglob("*.py"))]
    return hashlib.sha256(" ".join([key.digest, *contents, version("matplotlib")]).encode()).hexdigest()
