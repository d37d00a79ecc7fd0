"""A class: find what was handed in, grade it into a results folder, and write what instructors take out of it.

Each function here is what one command of staff does. All raise UserError for what the user can fix.
"""

from __future__ import annotations

import json
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.base import files
from grader.base.errors import UserError
from grader.base.safe_names import safe_name
from grader.base.text import did_you_mean
from grader.course import batch, results_folder
from grader.course.batch import KeyFile
from grader.course.deadlines.course_file import course_of
from grader.course.decisions import decision_csv, decision_log, named_answers
from grader.course.decisions.decision import FOR_ALL, Decision, Decisions, Entry, Kind
from grader.course.decisions.entering import Wanted, check_holds, check_unchanged, checked, staff_name, undoing
from grader.course.decisions.named_answers import change_names, read_names
from grader.course.gradebook import Gradebook, questions_digest
from grader.course.results import Results
from grader.course.results_folder import (
    BadResults,
    Shard,
    check_has_gradebook,
    open_gradebook,
    read_decisions,
    writing,
)
from grader.course.summary import (
    Summary,
    changed_points,
    changes_text,
    late_lines,
    progress_bar,
    summarize,
    without_question,
)
from grader.course.worker_pools import HERE, Pool, check_jobs, end_workers, open_pool, processes
from grader.model.key import Key
from grader.model.report import Report
from grader.sandbox.probe import IsolationMissing, require_hidden, unmet
from grader.submissions.collection import GRADEBOOK_FILE
from grader.submissions.roster import Roster, names_of

if TYPE_CHECKING:
    from grader.course.platforms.exports import ClassResults

WORTH_WARMING = 40  # submissions: fewer are graded in less time than it takes to fill the compilation cache


class Interrupted(UserError):
    """Somebody pressed Ctrl-C."""

    exit_code = 130  # as a shell has it: 128 and SIGINT


@dataclass(frozen=True)
class GradingOptions:
    """How a class is graded; without any, here, one submission after another.

    `scheduler` is the address of a dask scheduler, `shard` a part of the class as "i/n", `json_folder` a folder for one
    file for each submission, `isolation` what has to hold where submissions run.
    """

    jobs: int = 1
    scheduler: str | None = None
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
    require_hidden(key_path, out, *paths)
    course_of(out)  # refused now, where it cannot be used, and not after hours
    files.check_folder(options.json_folder)
    with open_pool(options.jobs, options.scheduler) as pool:
        _check_isolation(pool, options.isolation)
        key_file = KeyFile.of(key_path, out.resolve() / named_answers.FILE)
        key, roster = key_file.read(), Roster.read(options.roster) if options.roster else None
        with writing(out), Gradebook(out / GRADEBOOK_FILE) as book:
            batch.use_key(book, key_file)
            submissions = shard.of(
                results_folder.unpack_submissions(paths, out, options.roster, leave_out=(key_path, out))
            )
            if roster:
                book.put_absent(roster.absent(person for submission in submissions for person in submission.people))
            unlisted = [s.id for s in submissions if roster and not any(roster.has_id(p.id) for p in s.people)]
            grade_job = partial(batch.grade_job, cache=_warmed_cache(key, len(submissions)))
            ids = {submission.id for submission in submissions}
            done = len(ids & book.done(questions_digest(key)).keys())
            with progress_bar("graded", len(submissions), done) as advance, interruptible(book, ids) as check:

                def on_report(report: Report) -> None:
                    advance()
                    check()

                batch.grade_all(submissions, key_file, book, pool, on_report, grade_job)
            return _graded_summary(Results(out, book), ids, unlisted, options.json_folder)


def _graded_summary(results: Results, ids: set[str], unlisted: Sequence[str], json_folder: Path | None) -> Summary:
    reports = list(results.reports(ids))
    _write_json(reports, json_folder)
    summary = summarize([report.outline for report in reports], results.book.path, results.absent(), unlisted)
    return replace(summary, text="\n".join([summary.text, *late_lines(results)]))


def _check_isolation(pool: Pool, names: Sequence[str]) -> None:
    """Raise IsolationMissing where one of the pool's machines lacks some of this isolation."""
    if names and (missing := sorted(filter(None, pool.everywhere(partial(unmet, names))))):
        raise IsolationMissing("\n".join(missing))


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


def _warmed_cache(key: Key, submissions: int) -> str:
    """The folder of the key's compilation cache; filled now, the first time that enough submissions repay it."""
    from grader.sandbox.cache import warming  # noqa: PLC0415  nothing else here needs the cache

    base = warming.shared_base(key)
    if submissions >= WORTH_WARMING and not warming.warmed(base):
        from rich.console import Console  # noqa: PLC0415  slow to import

        with (
            Console(stderr=True).status("compiling once what students' code will compile"),
            suppress(warming.CannotWarm, OSError),
        ):
            warming.warm(key, base)
    return str(base)


def regrade(
    results: Path, key_path: Path, *, jobs: int | None = None, json_folder: Path | None = None, dry_run: bool = False
) -> Summary:
    """Judge every stored transcript by this key, with `jobs` processes: for a large class one for each processor.

    From then on this is the key of the folder. All or nothing; with `dry_run` nothing, but the summary says what would
    change. Decisions of staff hold as before.
    """
    if jobs is not None:
        check_jobs(jobs)
    files.check_folder(json_folder)
    key_file = KeyFile.of(key_path.resolve(), results.resolve() / named_answers.FILE)
    key_file.read()
    check_has_gradebook(results)
    with writing(results), Gradebook(results / GRADEBOOK_FILE, old=True) as book:
        count = len(book.index())
        if not count:
            raise BadResults(f"{results}: there are no submissions here to judge again. Run `grader grade` first.")
        jobs = jobs or (os.cpu_count() or 1 if count > batch.REGRADED_AT_ONCE else 1)
        with book.transaction(keep=not dry_run):
            before, key = (Results(results, book).points_by_question(), book.key) if book.is_current else ({}, None)
            outlines = {o.submission: o for o in batch.regrade(book, key_file, processes(jobs) if jobs > 1 else HERE)}
            opened = Results(results, book)
            outlines |= {report.submission: report.outline for report in opened.decided()}
            after = opened.points_by_question()
            book.put_points_before({name: points for name, points in before.items() if points != after[name]},
                                   key.digest if key else "")  # fmt: skip
            changes = changed_points(before, after)
            _write_json(opened.reports() if json_folder else (), json_folder)
        summary = summarize([outlines[name] for name in sorted(outlines)], book.path, opened.absent())
        lines = [summary.text, *without_question(opened.decisions, key_file.read()), changes_text(changes, dry_run)]
        return replace(summary, text="\n".join(lines))


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


@dataclass(frozen=True)
class Written:
    """What `report` wrote: the class page, whose pages were out of date, of how many, and what could not be drawn."""

    class_page: Path
    drawn: int
    count: int
    faults: Sequence[str] = ()


def report(results: Path, *, jobs: int | None = None, similar: bool = True) -> Written:
    """Write the class page, the lecture's page, and two pages for each submission, those that are out of date.

    `students/` is for students once their points are published; `staff/` has the code and hidden cases besides. With
    `jobs` processes, for a large class one for each processor; without `similar` no submissions are compared.
    """
    from grader.course.class_report.class_page import class_page  # noqa: PLC0415  few commands draw
    from grader.course.class_report.lecture_page import lecture_page  # noqa: PLC0415
    from grader.course.drawing import class_statistics, marks, pages  # noqa: PLC0415

    with Results(results) as opened:
        of_class = marks.read_marks(opened)
        drawn, faults = pages.update_pages(opened, of_class, jobs)
        seen, not_counted = class_statistics.class_statistics(opened, of_class, jobs, similar)
        files.write_text(results / "lecture.html", lecture_page(seen))
        files.write_text(results / "class.html", class_page(seen))
    return Written(results / "class.html", drawn, len(of_class), [*faults, *not_counted])


def anonymous_pages(results: Path, *, jobs: int | None = None) -> Path:
    """Write a page for each submission that names nobody, under its code; the folder. `identify` says whose it is."""
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
    return results / results_folder.STAFF_PAGES / f"{safe_name(submission)}.html"


def stored_report(results: Path, submission: str) -> Report:
    """A submission's report, also by an author's id or e-mail. Raises BadResults, with a similar id, without one."""
    with Results(results) as opened:
        return opened.report(opened.id_of(submission))


def export(
    results: Path, platform: str, out: Path | None, *, anonymous: bool = False, title: str = ""
) -> tuple[Path, list[str]]:
    """Write a gradebook in one of the platforms' formats; its path, and the ids of submissions without a grade.

    `title` is the name of the assignment's column; default: the assignment's title.
    """
    from grader.course.platforms import exports  # noqa: PLC0415  only this command exports

    target = out or results / f"{platform}.{exports.suffix(platform)}"
    with Results(results) as opened:
        secret = opened.book.secret if anonymous else None
        return target, exports.export(_class_results(opened, title), platform, target, secret=secret)


def _class_results(opened: Results, title: str) -> ClassResults:
    from grader.course.platforms.exports import ClassResults  # noqa: PLC0415  as in `export`

    return ClassResults(title or opened.key.title, opened.reports(), opened.submissions(), opened.absent())


@dataclass(frozen=True)
class FilledIn:
    """A platform's file with grades: `ungraded` are submissions without one, `missing` people without a row in it."""

    path: Path
    ungraded: list[str]
    missing: list[str]


def fill_in(results: Path, platform: str, file: Path, out: Path | None, *, title: str = "") -> FilledIn:
    """Write a file that the platform exported, with the grades in the column that `title` names."""
    from grader.course.platforms import exports, worksheets  # noqa: PLC0415  only this command exports

    files.check_writable(out)
    with Results(results) as opened:
        lines, name = exports.lines_of(_class_results(opened, title))
    filled = worksheets.fill_file(file, platform, lines, title or ("" if platform == "moodle" else name))
    target = out or results / f"{platform}.csv"
    exports.write_csv(target, filled.rows)
    return FilledIn(target, exports.ungraded(lines), names_of(filled.missing))


def write_feedback(
    results: Path, platform: str, out: Path | None, *, jobs: int | None = None
) -> tuple[Path, list[str]]:
    """Write the zip of feedback for a platform; its path, and the submissions that the platform does not know."""
    from grader.course.drawing import marks, pages  # noqa: PLC0415  few commands draw
    from grader.course.platforms import feedback  # noqa: PLC0415  only this command writes it

    target = out or results / f"{platform}-feedback.zip"

    def read_page(submission: str) -> bytes:
        return files.read_bytes(results / results_folder.STUDENT_PAGES / f"{safe_name(submission)}.html", "page")

    with Results(results) as opened:
        feedback.check_platform(platform, opened.submissions().values())
        if platform in feedback.HANDS_OUT_PAGES:
            pages.update_pages(opened, marks.read_marks(opened), jobs)
        return target, feedback.write_feedback(opened.graded(), platform, read_page, target)


def identify(results: Path, codes: Sequence[str]) -> list[tuple[str, str]]:
    """Each code with whom it stands for, as `--anonymous` writes codes. Raises BadResults for one that is nobody's."""
    from grader.course.platforms.exports import people_by_code  # noqa: PLC0415  only this command looks codes up

    with Results(results) as opened:
        people = people_by_code(opened.submissions().values(), opened.absent(), opened.book.secret)
    for code in codes:
        if code not in people:
            raise BadResults(
                f"{results}: the code {code!r} is nobody's here.{did_you_mean(code, people)} Codes are those of "
                "one results folder: name the one from which the file was exported."
            )
    return [(code, people[code]) for code in codes]


# ── what staff decide


def decide(results: Path, decision: Decision, by: str | None, seen: int | None = None) -> Entry:
    """Enter one decision. Raises UserError where it cannot be, and Changed where it was decided about since `seen`."""
    return decide_all(results, [decision], by, seen)[0]


def decide_all(results: Path, decisions: Sequence[Decision], by: str | None, seen: int | None = None) -> list[Entry]:
    """Enter several decisions: all, or none where one of them cannot be. Raises as `decide`."""
    return _decide(results, by, lambda opened: [_wanted(opened, d, seen) for d in decisions])


def decide_from_csv(results: Path, path: Path, kind: Kind, because: str, by: str | None) -> list[Entry]:
    """Enter a decision for each row of a CSV file: all, or none where one of them cannot be."""
    rows = decision_csv.read_rows(path, kind)

    def wanted(opened: Results) -> list[Wanted]:
        def check(decision: Decision) -> Decision:
            return checked(_wanted(opened, decision))

        decisions = decision_csv.entered(path, rows, kind, because, check)
        return [_wanted(opened, decision) for decision in decisions]

    return _decide(results, by, wanted)


def _decide(results: Path, by: str | None, wanted_of: Callable[[Results], list[Wanted]]) -> list[Entry]:
    name = staff_name(by)
    with Results(results) as opened:
        wanted = wanted_of(opened)
        decisions = [checked(each) for each in wanted]
    return decision_log.append(results, decisions, name, lambda before: check_unchanged(before, wanted))


def _wanted(opened: Results, decision: Decision, seen: int | None = None) -> Wanted:
    """A decision with the report that it is about: of the whole class the first with questions."""
    if decision.submission or decision.kind not in FOR_ALL:
        submission = opened.id_of(decision.submission)
        return Wanted(replace(decision, submission=submission), opened.report_to_decide(submission), seen=seen)
    for report in opened.book.reports():
        if report.questions:
            return Wanted(decision, report, seen=seen)
    raise BadResults(f"{opened.folder}: no submission here was graded, so there is nothing to decide for everybody.")


def undo(results: Path, number: int, because: str, by: str | None) -> Entry:
    """Undo an entry of the log by a further one. Raises BadDecision."""
    check_has_gradebook(results)
    name = staff_name(by)
    decision = undoing(decision_log.read(results), number, because)
    return decision_log.append(results, [decision], name, lambda before: check_holds(before, decision))[0]


def decisions_of(results: Path) -> Decisions:
    """Everything that staff decided. Raises BadResults for a folder that holds no results."""
    with open_gradebook(results) as book:
        return read_decisions(results, book)


def _write_json(reports: Iterable[Report], folder: Path | None) -> None:
    """One JSON file for each report, if a folder is named."""
    if folder is None:
        return
    files.make_folder(folder)
    for one in reports:
        text = json.dumps(one.to_data(), ensure_ascii=False, indent=1)
        files.write_text(folder / f"{safe_name(one.submission)}.json", text)
