"""The results folder on disk: one command at a time writes to it, and a refused command leaves it as it was.

gradebook.sqlite      transcripts, reports and the key, written as they come; the only state
observed.sqlite       what was counted and compared for the class page; made again where it is missing
class.html            the class at a glance     lecture.html    three things for the next lecture
students/NAME.html    a page per student        staff/STAFF-NAME.html the same with code and hidden cases
anonymous/CODE.html   pages that name nobody
.lock                 locked by the command that writes to the folder
.unpacked/            zips' content while it is graded; removed by the next command if this one is killed
"""

from __future__ import annotations

import re
import shutil
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from grader.base import files
from grader.base.errors import UserError
from grader.base.safe_names import safe_name
from grader.course.decisions import decision_log
from grader.course.decisions.decision import Decisions, Entry
from grader.course.gradebook.gradebook import Gradebook
from grader.submissions.collection import GRADEBOOK_FILE, Submission, find_submissions

LOCK, UNPACKED = ".lock", ".unpacked"
STUDENT_PAGES, STAFF_PAGES, ANONYMOUS_PAGES = "students", "staff", "anonymous"


def staff_page(submission: str) -> str:
    """Where the page about a submission for staff is in a results folder; its name says for whom it is."""
    return f"{STAFF_PAGES}/STAFF-{safe_name(submission)}.html"


@contextmanager
def writing(results: Path) -> Iterator[None]:
    """The results folder, made where it is missing, for one command at a time.

    If an error comes before the first submission is written, new files and folders are removed.
    """
    gradebook, lock_file = results / GRADEBOOK_FILE, results / LOCK
    with files.output_folder(results, is_private=True):
        is_new, had_lock = not gradebook.exists(), lock_file.exists()
        lock = FileLock(lock_file, timeout=0, mode=0o600)
        try:
            lock.acquire()
        except Timeout:
            raise UserError(
                f"{results}: another command of the grader writes to this folder. Wait until it has ended, "
                "or name another folder."
            ) from None
        except OSError as error:
            raise UserError(f"{lock_file}: this file cannot be opened: {files.reason(error)}.") from None
        shutil.rmtree(results / UNPACKED, ignore_errors=True)
        try:
            yield
        except BaseException:
            if is_new and not _has_submissions(gradebook):
                for suffix in ("", "-wal", "-shm"):
                    gradebook.with_name(GRADEBOOK_FILE + suffix).unlink(missing_ok=True)
            if not had_lock:
                lock_file.unlink(missing_ok=True)
            raise
        finally:
            shutil.rmtree(results / UNPACKED, ignore_errors=True)
            lock.release()


def _has_submissions(path: Path) -> bool:
    """Whether a gradebook holds any; True where it cannot be opened."""
    try:
        with Gradebook(path) as book:
            return bool(book.index())
    except UserError:
        return True


def unpack_submissions(
    paths: Sequence[Path], results: Path, roster: Path | None, leave_out: Sequence[Path]
) -> list[Submission]:
    """The submissions in these paths. Zips are unpacked in the results folder."""
    folder = results.resolve() / UNPACKED
    try:
        folder.mkdir(mode=0o700)
        return find_submissions(paths, roster, into=folder, leave_out=leave_out)
    except OSError as error:
        raise UserError(
            f"{error.filename or folder}: what was handed in cannot be read or unpacked ({files.reason(error)}). "
            f"Zips are unpacked into {folder}: see whether there is room, then run the same command again."
        ) from None


def check_has_gradebook(results: Path) -> None:
    """Raise UserError for a folder that holds no results."""
    if not (results / GRADEBOOK_FILE).is_file():
        raise UserError(f"{results}: there are no results here. Name the folder that `grader grade -o` wrote.")


def open_gradebook(results: Path) -> Gradebook:
    """The gradebook of a folder that holds results. Raises UserError."""
    check_has_gradebook(results)
    return Gradebook(results / GRADEBOOK_FILE)


def ids_by_person(book: Gradebook) -> dict[str, str]:
    """The submission of each person, by the person's id and e-mail."""
    submissions = book.submissions().values()
    return {name: s.id for s in submissions for person in s.people for name in (person.id, person.email) if name}


def read_decisions(results: Path, book: Gradebook) -> Decisions:
    """What staff decided, about the submissions in which its people are now.

    What was about somebody without a submission is about what this person submitted since, and what was about earlier
    work is about the work that came after it.
    """
    decisions, ids, replaced = decision_log.read(results), {name for name, _ in book.index()}, book.history.replaced()
    names = {entry.decision.submission for entry in decisions.entries} - {""}
    people = ids_by_person(book) if names - ids - replaced.keys() else {}
    if not people and names.isdisjoint(replaced):
        return decisions

    def places(entry: Entry) -> dict[str, int]:
        name = entry.decision.submission
        found: dict[str, int] = {}
        for attempt in replaced.get(name, ()):
            if entry.at <= attempt.at:
                found.setdefault(attempt.submission, attempt.number)
        if name in ids:
            found.setdefault(name, 0)
        return found or ({people[name]: 0} if name in people else {})

    return decisions.about_submissions(places)


def size(results: Path) -> int:
    """The bytes of all files in the folder."""
    return sum(path.stat().st_size for path in results.rglob("*") if path.is_file())


# ── many machines


@dataclass(frozen=True)
class Shard:
    """Part `number` of `count`, counting from 1. Each submission is in one of them, whatever else was handed in."""

    number: int
    count: int

    @classmethod
    def parse(cls, text: str) -> Shard:
        """The part that `i/n` names. Raises UserError."""
        match = re.fullmatch(r"(\d+)/(\d+)", text)
        if match is None or not 1 <= int(match[1]) <= int(match[2]):
            wrong = "there is no such part" if match else "this names no part"
            raise UserError(f"--shard {text}: {wrong}. Write i/n with 1 <= i <= n, as in --shard 2/8.")
        return cls(int(match[1]), int(match[2]))

    def of(self, submissions: Iterable[Submission]) -> list[Submission]:
        """The submissions in this part."""
        return [s for s in submissions if zlib.crc32(s.id.encode()) % self.count == self.number - 1]


def merge_gradebooks(target: Path, sources: Sequence[Path]) -> int:
    """Write what the books `sources` hold into `target`; how many submissions that holds then.

    All or nothing. Raises UserError where the books are not judged by one key, or hold one id with different files.
    """
    with Gradebook(target) as book, book.transaction():
        first = {name: (digest, target) for name, digest in book.index()}
        every = book.submissions()
        differing: dict[str, str] = {}
        for source in sources:
            with Gradebook(source) as other:
                if other.key is not None and not book.judge_by(other.key):
                    raise UserError(
                        f"{source.parent} is judged by the key {other.key}, and what comes before it by {book.key}. "
                        f"Nothing was merged, and {target.parent} is as it was. Judge all of them by one key, which "
                        "runs no student's code: grader regrade FOLDER --key KEY. Then merge again."
                    )
                book.put_missing_layers(other.missing_layers())
                book.put_absent(dict.fromkeys([*book.absent(), *other.absent()]))
                for record in other.records():
                    name = record.submission.id
                    every[name] = record.submission
                    digest, path = first.setdefault(name, (record.digest, source))
                    if digest != record.digest:
                        differing[name] = f"{name} ({path.parent}, {source.parent})"
                    elif record.questions or path == source:  # of equal ones, the one that needs no other run
                        book.put(record, together=every)
                book.history.take_attempts(other.history)
        if differing:
            raise UserError(
                f"These submissions have different files in two folders: {', '.join(sorted(differing.values()))}. "
                f"Nothing was merged, and {target.parent} is as it was. Leave out the folder with the older files."
            )
        return len(book.index())
