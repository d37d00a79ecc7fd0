"""Judge a results folder again by a key, or put several into one. No student's code is run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from grader.base import files
from grader.base.errors import UserError
from grader.course import batch, results_folder
from grader.course.batch import KeyFile
from grader.course.classroom.grading import write_json
from grader.course.decisions import decision_log, named_answers
from grader.course.decisions.named_answers import change_names, read_names
from grader.course.gradebook.gradebook import Gradebook
from grader.course.gradebook.rows import Points, questions_digest
from grader.course.results import Results
from grader.course.results_folder import check_has_gradebook, open_gradebook, writing
from grader.course.summary import (
    Summary,
    changed_points,
    changes_text,
    other_worth,
    run_again,
    summarize,
    without_question,
)
from grader.course.worker_pools import check_jobs, pool_for, started
from grader.model.report import Outline
from grader.sandbox.isolation.missing import NONE, missing_lines
from grader.sandbox.probe import require_hidden, require_layers
from grader.submissions.collection import GRADEBOOK_FILE


def regrade(
    results: Path,
    key_path: Path | None = None,
    *,
    jobs: int | None = None,
    json_folder: Path | None = None,
    dry_run: bool = False,
    isolation: Sequence[str] = (),
) -> Summary:
    """Judge every stored transcript by this key, with `jobs` processes: for a large class one for each processor.

    Without a key it is that of the folder: names that staff gave are applied.

    From then on this is the key of the folder. All or nothing; with `dry_run` nothing, but the summary says what would
    change. Decisions of staff hold as before. Checks of the key run behind the layers that are due, unless `isolation`
    holds "none". Raises UserError.
    """
    check_jobs(jobs)
    files.check_folder(json_folder)
    require_hidden(*filter(None, (json_folder,)))
    check_has_gradebook(results)
    with _key_file(results, key_path) as own_path:
        key_file = KeyFile.of(own_path, results.resolve() / named_answers.FILE)
        key = key_file.read()
        without = require_layers(NONE in isolation) if any(question.check for question in key.questions) else {}
        with writing(results), Gradebook(results / GRADEBOOK_FILE, old=True) as book:
            count = len(book.index())
            if not count:
                raise UserError(f"{results}: there are no submissions here to judge again. Run `grader grade` first.")
            workers = pool_for(jobs, count, alone=batch.REGRADED_AT_ONCE)
            with started(workers, key_file.read) as pool, book.transaction(keep=not dry_run):
                decided, old_key = (_decided(results, book), book.key) if book.is_current else ({}, None)
                judged = batch.regrade(book, key_file, pool)
                before = {of.outline.submission: of.points_before for of in judged if of.points_before}
                before |= _points(decided)
                outlines = {of.outline.submission: of.outline for of in judged} | _decided(results, book)
                after = _points(outlines)
                changed = {name: points for name, points in before.items() if points != after[name]}
                book.history.put_points_before(changed, old_key.digest if old_key else "")
                opened, done = Results(results, book), book.done(questions_digest(key))
                write_json(opened.reports() if json_folder else (), json_folder)
            summary = summarize([outlines[name] for name in sorted(outlines)], book.path, opened.absent())
            lines = [
                *([] if dry_run else [summary.text]),  # whose points stay is no news
                *run_again(set(summary.unchecked) - done.keys(), results, own_path),
                *without_question(opened.decisions, key),
                *other_worth(opened, before, after),
                changes_text(changed_points(before, after), dry_run),
                *missing_lines(without),
            ]
            return replace(summary, text="\n".join(lines))


@contextmanager
def _key_file(results: Path, key_path: Path | None) -> Iterator[Path]:
    """The file of the key; without one that of the folder, in a file that nobody else reads. Raises UserError."""
    if key_path is not None:
        yield key_path.resolve()
        return
    with open_gradebook(results) as book:
        if book.key is None:
            raise UserError(f"{results}: nothing is graded here yet, so there is no key. Name one with --key.")
        text = book.key.text
    with TemporaryDirectory() as folder:  # for its owner alone
        files.write_text(path := Path(folder) / "NAME.key", text)
        yield path


def _decided(results: Path, book: Gradebook) -> dict[str, Outline]:
    """The outlines of the reports that are not the judge's own, by submission."""
    return {report.submission: report.outline for report in Results(results, book).decided()}


def _points(outlines: Mapping[str, Outline]) -> dict[str, Points]:
    return {name: outline.points for name, outline in outlines.items()}


def merge(target: Path, sources: Sequence[Path]) -> int:
    """Put the gradebooks of several results folders into one; how many submissions it holds then. All or nothing."""
    for source in sources:
        check_has_gradebook(source)
    with writing(target):
        logs = [decision_log.read(source) for source in sources]  # before anything is written: they may be refused
        books = [source / GRADEBOOK_FILE for source in sources]
        names = [read_names(folder / named_answers.FILE) for folder in (target, *sources)]
        count = results_folder.merge_gradebooks(target / GRADEBOOK_FILE, books)
        decision_log.merge(target, logs)
        if any(names):  # the books have one key, and so the same names
            change_names(target / named_answers.FILE, lambda own: {i: of for each in names for i, of in each.items()})
    return count
