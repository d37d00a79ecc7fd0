"""A class: find what was handed in, grade it into a results folder, and write what instructors take out of it.

results/gradebook.sqlite      transcripts, reports and the key, written as they come; the only state
results/students/NAME.html    a page per student        results/class.html      the class at a glance
results/.lock                 locked by the command that writes to the folder
results/.unpacked/            what was in zips, while they are graded; removed by the next command if this one is killed
"""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from rich.console import Console

from grader.base import files
from grader.base.errors import UserError
from grader.base.safe_names import safe_name
from grader.base.text import did_you_mean
from grader.course import batch
from grader.course.gradebook import Gradebook
from grader.course.progress import bar
from grader.course.similarity import Similar, compare
from grader.course.worker_pools import HERE, check_jobs, pool, processes
from grader.model import key as keys
from grader.model.report import Outline, Report
from grader.model.statuses import format_points
from grader.model.transcript import Transcript, parse_transcript
from grader.processes import work_dir
from grader.sandbox.probe import require_hidden
from grader.submissions.collection import GRADEBOOK_FILE, Submission, find_submissions
from grader.submissions.roster import Person, Roster

LOCK, UNPACKED = ".lock", ".unpacked"
WORTH_WARMING = 40  # submissions: fewer are graded in less time than it takes


class BadResults(UserError):
    """A results folder that cannot be used, or that lacks what a command needs."""


class Interrupted(UserError):
    """Somebody pressed Ctrl-C."""

    exit_code = 130  # as a shell has it: 128 and SIGINT


@dataclass(frozen=True)
class Summary:
    """How a run ended. `unchecked` are submissions that we failed at and staff have to look at."""

    graded: int
    ungradable: int
    unchecked: tuple[str, ...]
    text: str


def grade(
    paths: Sequence[Path],
    key_path: Path,
    out: Path,
    *,
    jobs: int = 1,
    scheduler: str | None = None,
    roster: Path | None = None,
    shard: str | None = None,
    as_json: Path | None = None,
) -> Summary:
    """Grade everything in these files, folders and export zips; what the results hold already is not run again, but for
    what could not be checked.

    Raises UserError for input that cannot be used as a whole, and where a submission could read the key, the results or
    another submission; nothing is left behind then.
    """
    key_path, part = key_path.resolve(), _part(shard)
    require_hidden(key_path, out, *paths)
    files.check_folder(as_json)
    with pool(jobs, scheduler) as workers:
        key = _read_key(key_path)
        course = Roster.read(roster) if roster else Roster(())
        with _written(out), Gradebook(out / GRADEBOOK_FILE) as book:
            batch.judge_by(book, key, key_path)
            submissions = batch.shard(_unpacked(paths, roster, out, leave_out=(key_path, out)), *part)
            strangers = _enrolled(book, submissions, course) if roster else []
            cache = _warmed(key, len(submissions))
            ids = {s.id for s in submissions}
            already = len(ids & book.done(batch.asked_digest(key)).keys())
            with bar("graded", len(submissions), already) as advance, _interruptible(book, ids, out) as check:

                def on_done(report: Report) -> None:
                    advance()
                    check()

                batch.grade_all(submissions, key, key_path, book, workers, on_done, cache=cache)
            reports = [r for r in book.reports() if r.submission in ids]
            if as_json:
                _write(reports, as_json)
            return _summary([r.outline for r in reports], out, book.absent(), strangers)


def _read_key(path: Path) -> keys.Key:
    try:
        return batch.read_key(str(path), batch.file_digest(path))
    except OSError as error:
        raise BadResults(f"{path}: this key cannot be read: {files.reason(error)}. Check the name.") from None


def _unpacked(paths: Sequence[Path], roster: Path | None, out: Path, leave_out: Sequence[Path]) -> list[Submission]:
    """What was handed in. Zips are unpacked beside the results: a cluster sees that disk, not this machine's /tmp."""
    folder = out.resolve() / UNPACKED
    try:
        folder.mkdir(mode=0o700)
        return find_submissions(paths, roster, into=folder, leave_out=leave_out)
    except OSError as error:
        raise BadResults(
            f"{error.filename or folder}: what was handed in cannot be read or unpacked ({files.reason(error)}). "
            f"Zips are unpacked into {folder}: see whether there is room, then run the same command again."
        ) from None


@contextmanager
def _interruptible(book: Gradebook, ids: set[str], out: Path) -> Iterator[Callable[[], None]]:
    """Whatever ends the grading early ends the workers; Ctrl-C says how far it came.

    What is yielded is to be called between two submissions: an interrupt that met code which swallows it ends the
    grading there.
    """
    interrupts: list[int] = []

    def interrupt(number: int, frame: Any) -> None:
        interrupts.append(number)
        raise KeyboardInterrupt

    def check() -> None:
        if interrupts:
            raise KeyboardInterrupt

    try:
        with _handled(signal.SIGINT, interrupt):
            yield check
    except Exception:
        _end_workers()
        raise
    except KeyboardInterrupt:
        _end_workers()
        done = len(ids & book.submissions().keys())
        raise Interrupted(
            f"Interrupted. {done} of {len(ids)} submissions are in {out / GRADEBOOK_FILE}. "
            "Run the same command again, and it goes on from there."
        ) from None


@contextmanager
def _handled(number: int, handler: Callable[[int, Any], None]) -> Iterator[None]:
    """The signal goes to this handler; other threads than the first may have none."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(number, handler)
    try:
        yield
    finally:
        signal.signal(number, before)


def _end_workers() -> None:
    """End the workers of this process, and remove what they had in hand."""
    workers = multiprocessing.active_children()
    for worker in workers:
        worker.kill()
    for worker in workers:
        worker.join()
    work_dir.remove_abandoned()


@contextmanager
def _written(results: Path) -> Iterator[None]:
    """The results folder, made where it is missing, for one command at a time.

    If an error comes before the first submission is in, what was not there before is gone afterwards.
    """
    with _made(results):
        is_new, had_lock = not (results / GRADEBOOK_FILE).exists(), (results / LOCK).exists()
        lock = FileLock(results / LOCK, timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise BadResults(
                f"{results}: another command of the grader writes to this folder. Wait until it has ended, "
                "or name another folder."
            ) from None
        except OSError as error:
            raise BadResults(f"{results / LOCK}: this file cannot be opened: {files.reason(error)}.") from None
        _remove_unpacked(results)
        try:
            yield
        except BaseException:
            if is_new and not _has_submissions(results / GRADEBOOK_FILE):
                for name in (GRADEBOOK_FILE, f"{GRADEBOOK_FILE}-wal", f"{GRADEBOOK_FILE}-shm"):
                    (results / name).unlink(missing_ok=True)
            if not had_lock:
                (results / LOCK).unlink(missing_ok=True)
            raise
        finally:
            _remove_unpacked(results)
            lock.release()


def _remove_unpacked(results: Path) -> None:
    shutil.rmtree(results / UNPACKED, ignore_errors=True)


def _has_submissions(path: Path) -> bool:
    """Whether a gradebook holds any; True where that cannot be told."""
    try:
        with Gradebook(path) as book:
            return bool(book.index())
    except UserError:
        return True


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """The folder, made where it is missing; what was made and is empty goes again if its use ends with an error."""
    made = [one for one in (folder, *folder.parents) if not os.path.lexists(one)]
    try:
        files.make_folder(folder)
        yield
    except BaseException:
        for empty in made:
            with suppress(OSError):
                empty.rmdir()
        raise


def _warmed(key: keys.Key, submissions: int) -> str:
    """The folder of the key's compilation cache; filled now, the first time that enough submissions repay it."""
    from grader.sandbox.cache import warming

    base = warming.shared_base(key)
    if submissions >= WORTH_WARMING and not warming.warmed(base):
        with (
            Console(stderr=True).status("compiling once what students' code will compile"),
            suppress(warming.CannotWarm, OSError),
        ):
            warming.warm(key, base)
    return str(base)


def _enrolled(book: Gradebook, submissions: Sequence[Submission], roster: Roster) -> list[str]:
    """Write down who on the roster handed in nothing; the ids of submissions by nobody whom it knows."""
    book.put_absent(roster.absent(person for submission in submissions for person in submission.people))
    return [s.id for s in submissions if not any(roster.has_id(person.id) for person in s.people)]


def regrade(results: Path, key_path: Path, *, jobs: int | None = None, as_json: Path | None = None) -> Summary:
    """Judge every stored transcript by this key, with `jobs` processes: for a large class one for each processor.

    From then on this is the key of the folder. All or nothing.
    """
    key_path = key_path.resolve()
    if jobs is not None:
        check_jobs(jobs)
    files.check_folder(as_json)
    key = _read_key(key_path)
    _check_is_there(results)
    with _written(results), Gradebook(results / GRADEBOOK_FILE, old=True) as book:
        count = len(book.index())
        if not count:
            raise BadResults(f"{results}: there are no submissions here to judge again. Run `grader grade` first.")
        jobs = jobs or (os.cpu_count() or 1 if count > batch.BATCH else 1)
        outlines = batch.regrade(book, key, key_path, processes(jobs) if jobs > 1 else HERE)
        if as_json:
            _write(book.reports(), as_json)
        return _summary(sorted(outlines, key=lambda outline: outline.submission), results, book.absent())


def merge(target: Path, sources: Sequence[Path]) -> int:
    """Put the gradebooks of several results folders into one; how many submissions it holds then. All or nothing."""
    for source in sources:
        _check_is_there(source)
    with _written(target):
        return batch.merge(target / GRADEBOOK_FILE, [source / GRADEBOOK_FILE for source in sources])


def report(results: Path) -> Path:
    """Write the class report and a page per student; the class report's path."""
    from grader.course.class_page import class_page
    from grader.reports.html import page

    students = results / "students"
    with _book(results) as book:
        key = _key_of(book)
        people, digests, missing = book.submissions(), dict(book.index()), book.absent()
        runs = {id: parse_transcript(text) for id, _, text in book.transcripts()}
        reports = list(book.reports())
    files.make_folder(students)
    for one in reports:
        text = page(key, runs[one.submission], one, note=people[one.submission].note)
        files.write_text(students / f"{safe_name(one.submission)}.html", text)
    graded = [(one, _people(people.get(one.submission)), runs.get(one.submission)) for one in reports]
    similar = _compared(key, runs, digests)
    text = class_page(key, graded, similar, [person.name or person.id for person in missing])
    files.write_text(results / "class.html", text)
    return results / "class.html"


def _compared(key: keys.Key, runs: Mapping[str, Transcript], digests: Mapping[str, str]) -> Similar:
    """Which of the submissions that could be read have much the same functions."""
    asked = [question for question in key.questions if question.calls]
    sources = {
        id: {q.name: run.definitions[q.name].source for q in asked if q.name in run.definitions}
        for id, run in runs.items()
        if not run.unreadable
    }
    return compare(sources, [question.stub for question in asked], digests)


def _people(submission: Submission | None) -> dict[str, Any] | None:
    """Who handed it in, as the class report names them, and what was noted of it."""
    if submission is None:
        return None
    names = ", ".join(person.name or person.id for person in submission.people)
    late = "Handed in late. " if submission.late else ""
    return {"name": names, "note": f"{late}{submission.note}".strip()}


def stored(results: Path, submission: str) -> Report:
    """One submission's report. Raises BadResults, with what was perhaps meant, if there is none."""
    with _book(results) as book:
        reports = {one.submission: one for one in book.reports()}
    if submission not in reports:
        raise BadResults(f"{results}: there is no submission {submission!r}.{did_you_mean(submission, reports)}")
    return reports[submission]


def export(results: Path, format: str, out: Path | None, *, anonymous: bool = False) -> tuple[Path, list[str]]:
    """Write a gradebook in one of the platforms' formats; its path, and the ids whose grade was left empty."""
    from grader.course import exports

    target = out or results / f"{format}.csv"
    with _book(results) as book:
        left = exports.export(
            book.reports(), book.submissions(), format, target, title=_key_of(book).title, anonymous=anonymous,
            secret=book.secret, absent=book.absent(),
        )  # fmt: skip
    return target, left


def _check_is_there(results: Path) -> None:
    if not (results / GRADEBOOK_FILE).is_file():
        raise BadResults(f"{results}: there are no results here. Name the folder that `grader grade -o` wrote.")


def _book(results: Path) -> Gradebook:
    _check_is_there(results)
    return Gradebook(results / GRADEBOOK_FILE)


def _key_of(book: Gradebook) -> keys.Key:
    """The key by which everything in the book is judged."""
    if book.key is None:
        raise BadResults(f"{book.path.parent}: nothing is graded here yet. Run `grader grade`, or `grader regrade`.")
    return keys.parse_key(book.key.text, str(book.path))


def _part(shard: str | None) -> tuple[int, int]:
    if shard is None:
        return 1, 1
    i, slash, n = shard.partition("/")
    if not (slash and i.isdecimal() and n.isdecimal() and 1 <= int(i) <= int(n)):
        raise batch.BadShard(f"--shard {shard}: write i/n with 1 <= i <= n, as in --shard 2/8.")
    return int(i), int(n)


def _write(reports: Iterable[Report], folder: Path) -> None:
    """One JSON file for each report."""
    files.make_folder(folder)
    for one in reports:
        text = json.dumps(one.to_data(), ensure_ascii=False, indent=1)
        files.write_text(folder / f"{safe_name(one.submission)}.json", text)


def _summary(
    reports: Sequence[Outline], out: Path, missing: Sequence[Person], strangers: Sequence[str] = ()
) -> Summary:
    """Of reports in the order of their ids."""
    unchecked = tuple(r.submission for r in reports if r.unchecked)
    ungradable = [r for r in reports if r.status == "ungradable"]
    lines = [_line(r) for r in reports[:MOST_LINES]]
    if len(reports) > MOST_LINES:
        lines.append(f"... and {len(reports) - MOST_LINES} more")
    lines.append(
        f"{len(reports)} submissions are in {out / GRADEBOOK_FILE}, {len(ungradable)} of them could not be read."
    )
    if missing:
        names = ", ".join(person.name or person.id for person in missing[:MOST_LINES])
        lines.append(f"Of {len(missing)} on the roster there is no submission: {names}")
    if strangers:
        lines.append(f"By nobody whom the roster knows, or by one of two of that name: {', '.join(strangers)}")
    if unchecked:
        lines.append(f"Could not be checked, look at these first: {', '.join(unchecked)}")
    return Summary(len(reports) - len(ungradable), len(ungradable), unchecked, "\n".join(lines))


MOST_LINES = 50


def _line(r: Outline) -> str:
    if r.status == "ungradable":
        return f"{r.submission}: {r.message.splitlines()[0]}"
    points = f"{format_points(r.earned)} / {format_points(r.possible)}"
    return f"{r.submission}: {points}, {r.right} of {r.counted} questions right"
