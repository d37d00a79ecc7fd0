"""Grade what was handed in into a results folder, judge it again, or put several folders into one."""

from __future__ import annotations

import json
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from grader.base import files
from grader.base.errors import UserError
from grader.base.safe_names import safe_name
from grader.course import batch, results_folder
from grader.course.batch import KeyFile
from grader.course.course_file import course_of
from grader.course.decisions import decision_log, named_answers
from grader.course.decisions.named_answers import change_names, read_names
from grader.course.gradebook.gradebook import Gradebook
from grader.course.gradebook.rows import Points, questions_digest
from grader.course.results import Results
from grader.course.results_folder import Shard, check_has_gradebook, open_gradebook, writing
from grader.course.summary import (
    Summary,
    changed_points,
    changes_text,
    late_lines,
    other_worth,
    people_lines,
    progress_bar,
    run_again,
    summarize,
    without_question,
)
from grader.course.worker_pools import check_jobs, end_workers, pool_for, started
from grader.model.key import Key
from grader.model.report import Outline, Report
from grader.sandbox.isolation.missing import NONE, missing_lines
from grader.sandbox.probe import needs_slow_probe, probe, require, require_hidden, require_layers
from grader.submissions.collection import GRADEBOOK_FILE
from grader.submissions.roster import Roster

ROUNDING = 1e-6  # of points
# Submissions that save as much as it takes to fill the cache: 29 CPU s, where each saves 2.1 to 2.6 with costs.
WORTH_WARMING, WITHOUT_COSTS = 15, 40

VISIBLE_ALONE = (
    "This is the students' key: {} were not judged, and their points are missing. Grade with the key that `grader "
    "release` wrote for yourself, into another folder with -o."
)


class Interrupted(UserError):
    """Somebody pressed Ctrl-C."""

    exit_code = 130  # as a shell has it: 128 and SIGINT


@dataclass(frozen=True)
class GradingOptions:
    """How a class is graded; without any, here, one submission after another.

    `shard` is a part of the class as "i/n", `json_folder` a folder for one file for each submission. `isolation` has to
    hold where submissions run besides the layers that are due; with "none" these may be missing.
    """

    jobs: int = 1
    roster: Path | None = None
    shard: str | None = None
    json_folder: Path | None = None
    isolation: Sequence[str] = ()


def grade(paths: Sequence[Path], key_path: Path, out: Path, options: GradingOptions | None = None) -> Summary:
    """Grade everything in these files, folders and export zips into the results folder `out`.

    What the results hold already is not run again, except for what could not be checked. Raises UserError for input
    that cannot be used at all, and where a submission could read the key, the results or another submission; nothing is
    left behind then.
    """
    options, key_path = options or GradingOptions(), key_path.resolve()
    shard = Shard.parse(options.shard or "1/1")
    require_hidden(key_path, out, *paths, *filter(None, (options.roster, options.json_folder)))
    course_of(out)  # refused now, where it cannot be used, and not after hours
    files.check_folder(options.json_folder)
    with started(pool_for(options.jobs, grading=True)) as pool:
        if names := [name for name in options.isolation if name != NONE]:
            require(probe(slow=needs_slow_probe(names)), names)
        without = require_layers(NONE in options.isolation)
        key_file = KeyFile.of(key_path, out.resolve() / named_answers.FILE)
        key, roster = key_file.read(), Roster.read(options.roster) if options.roster else None
        with writing(out), Gradebook(out / GRADEBOOK_FILE) as book:
            batch.use_key(book, key_file)
            book.put_missing_layers(without)
            every = results_folder.unpack_submissions(paths, out, options.roster, leave_out=(key_path, out))
            if not every:
                places = ", ".join(map(str, paths))
                raise UserError(f"{places}: there is no notebook and no Python file here, so nothing was graded.")
            submissions = shard.of(every)
            if roster:
                book.put_absent(roster.absent(person for submission in submissions for person in submission.people))
            unlisted = [s.id for s in submissions if roster and not any(roster.has_id(p.id) for p in s.people)]
            grade_job = partial(
                batch.grade_job, cache=warmed_cache(key, len(submissions)), isolation_waived=NONE in options.isolation
            )
            ids = {submission.id for submission in submissions}
            done = len(ids & book.done(questions_digest(key)).keys())
            with progress_bar("graded", len(submissions), done) as advance, interruptible(book, ids) as check:

                def on_report(report: Report) -> None:
                    advance()
                    check()

                pool = replace(pool, on_wait=lambda jobs: advance(0, [job.submission for job in jobs]))
                batch.grade_all(submissions, key_file, book, pool, on_report, grade_job)
            summary = _graded_summary(Results(out, book), ids, unlisted, options.json_folder)
            return replace(summary, text="\n".join([summary.text, *missing_lines(without)]))


def _graded_summary(results: Results, ids: set[str], unlisted: Sequence[str], json_folder: Path | None) -> Summary:
    reports = list(results.reports(ids & results.ids))
    write_json(reports, json_folder)
    summary = summarize([report.outline for report in reports], results.book.path, results.absent(), unlisted)
    lines = [*late_lines(results), *people_lines(results), *_visible_alone(results.key)]
    return replace(summary, text="\n".join([summary.text, *lines]))


def _visible_alone(key: Key) -> Iterator[str]:
    """What the students' key cannot judge, where it has such questions: points that are missing look like low marks."""
    without_cases = any(q.points - sum(case.points for case in q.cases) > ROUNDING for q in key.questions)
    written = any(q.is_written and not q.is_by_hand for q in key.questions)
    missing = ["hidden cases"] * without_cases + ["written answers"] * written
    if key.audience == "student" and missing:
        yield VISIBLE_ALONE.format(" and ".join(missing))


@contextmanager
def interruptible(book: Gradebook, ids: set[str]) -> Iterator[Callable[[], None]]:
    """Whatever ends the grading early ends the workers; Ctrl-C raises Interrupted, which says what is done.

    Call what is yielded between two submissions: an interrupt that met code which swallows it ends the grading there.
    """
    interrupts: list[int] = []
    in_main_thread = threading.current_thread() is threading.main_thread()  # no other may set a handler

    def interrupt(number: int, frame: Any) -> None:
        interrupts.append(number)
        raise KeyboardInterrupt

    def check() -> None:
        if interrupts:
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupt) if in_main_thread else None
    try:
        yield check
    except Exception:
        end_workers()
        raise
    except KeyboardInterrupt:
        end_workers()
        done = len(ids & dict(book.index()).keys())
        raise Interrupted(
            f"Interrupted. {done} of {len(ids)} submissions are in {book.path}. "
            "Run the same command again, and it goes on from there."
        ) from None
    finally:
        if in_main_thread:
            signal.signal(signal.SIGINT, before)


def warmed_cache(key: Key, submissions: int) -> str:
    """The folder of the key's compilation cache; filled now, the first time that enough submissions repay it."""
    from grader.sandbox.cache import warming  # noqa: PLC0415  nothing else here needs the cache

    base, enough = warming.shared_base(key), WORTH_WARMING if warming.has_costs(key) else WITHOUT_COSTS
    if submissions >= enough and not warming.warmed(base):
        from rich.console import Console  # noqa: PLC0415  slow to import

        with (
            Console(stderr=True).status("compiling once what students' code will compile"),
            suppress(warming.CannotWarm, OSError),
        ):
            warming.warm(key, base)
    return str(base)


def write_json(reports: Iterable[Report], folder: Path | None) -> None:
    """One JSON file for each report, if a folder is named."""
    if folder is None:
        return
    files.make_folder(folder, is_private=True)
    for one in reports:
        text = json.dumps(one.to_data(), ensure_ascii=False, indent=1)
        files.write_text(folder / f"{safe_name(one.submission)}.json", text)


# ── judge again, and put results together: no student's code is run


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
                *run_again(set(summary.unchecked) - done.keys(), results, key_path or Path("KEY")),
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
