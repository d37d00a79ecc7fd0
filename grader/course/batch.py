"""Many submissions: graded or judged again by any pool of workers, written by one process, continued after an end.

    find ─► those that the book lacks ─► one of each digest ─► pool: transcribe, judge ─► book ─► those with equal files

A worker returns JSON texts and opens no gradebook. When one dies, the submissions that were in work then are run again
one at a time, so that only the one that kills its worker is given up: `could_not_check`, for staff to look at.
"""

from __future__ import annotations

import gc
import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from grader.base import files
from grader.base.errors import UserError
from grader.course.decisions.named_answers import read_names, with_names
from grader.course.gradebook.gradebook import Gradebook
from grader.course.gradebook.rows import (
    REPORT_LEVEL,
    JudgingKey,
    Points,
    Record,
    packed,
    points_of,
    questions_digest,
    text_of,
    unpacked,
)
from grader.course.requests import as_run, request_digests
from grader.course.worker_pools import HERE, Pool, results_in_order, run_jobs
from grader.judging.judge import judge
from grader.model import key as keys
from grader.model.key import BadKey, Key
from grader.model.report import Outline, Report, parse_report
from grader.model.transcript import Definition, Fault, Transcript, parse_transcript
from grader.submissions.collection import Submission
from grader.submissions.file_choice import choose_file, digest_files

BETWEEN_COLLECTIONS = 200_000  # objects; what is judged holds no cycles, and a search for them takes its time
FOUND = Definition("found")
REGRADED_AT_ONCE = 100  # transcripts that one job of a regrade judges


@dataclass(frozen=True)
class KeyFile:
    """The file of a key, and that of names which staff gave, as they were when they were read.

    `digest` is of their bytes, so that a change is noticed; `names` is empty where nobody gave any.
    """

    path: str
    digest: str
    names: str = ""

    @classmethod
    def of(cls, path: Path, names: Path | None = None) -> KeyFile:
        """The files as they are now. Raises UserError."""
        named = str(names) if names and names.is_file() else ""
        return cls(str(path), _digest_of(files.read_bytes(path, "key", BadKey), named), named)

    def __str__(self) -> str:
        return f"{self.path} with the names in {self.names}" if self.names else self.path

    def read(self) -> Key:
        """The key, parsed once in each process. Raises BadKey, also if a file has changed."""
        return _read(self)

    def check(self) -> None:
        """Raise BadKey if a file has changed."""
        if _digest_of(files.read_bytes(Path(self.path), "key", BadKey), self.names) != self.digest:
            raise BadKey(
                f"{self}: this key was changed after it had been read. Nothing was judged by the new one: run "
                "this command again."
            )


@lru_cache(maxsize=2)
def _read(file: KeyFile) -> Key:
    text = keys.text_of(Path(file.path))
    if _digest_of(text.encode(), file.names) != file.digest:
        raise BadKey(f"{file}: this key was changed while submissions were being graded.")
    key = keys.parse_key(text, file.path)
    key.memo["text"] = text
    gc.freeze()  # it stays as long as this process: no collection needs to walk through it
    gc.set_threshold(BETWEEN_COLLECTIONS)
    return with_names(key, read_names(Path(file.names))) if file.names else key


def _digest_of(key: bytes, names: str) -> str:
    of_names = files.read_bytes(Path(names), "file", BadKey) if names else b""
    return hashlib.sha256(key + of_names).hexdigest()


class OtherKey(UserError):
    """The book is judged by another key."""


def use_key(book: Gradebook, key_file: KeyFile) -> None:
    """Let the book be judged by this key. Raises OtherKey, with the ways out, where another one judges it.

    What a key of the other audience judged cannot be judged again: of the students' one no hidden case has run.
    """
    new, results = key_file.read(), book.path.parent
    key = JudgingKey.of(new)
    if book.judge_by(key):
        return
    again = (
        f"Judge what is there again, which runs no student's code: grader regrade {results} --key {key_file.path}. "
        "Then run this command again. Or grade into another folder with -o."
    )
    old = keys.parse_key(book.key.text, str(book.path)) if book.key else None
    is_same, is_like = old and old.assignment == new.assignment, old and old.audience == new.audience
    raise OtherKey(
        f"{results}: what is in this folder is judged by the key {book.key}, and "
        f"{key_file} is {'another one' if is_same else 'for another assignment'}: {key}. All of a folder is "
        f"judged by one key. {again if is_same and is_like else 'Grade into another folder with -o.'}"
    )


# ── grade


@dataclass(frozen=True)
class GradingJob:
    """What a worker needs for one submission; it may be on another machine that sees the same files."""

    submission: str
    files: tuple[str, ...]
    key_file: KeyFile


@dataclass(frozen=True)
class GradingResult:
    """What a worker returns: JSON of the transcript and of the report, and a note for staff."""

    transcript: str
    report: str
    note: str = ""


def grade_job(job: GradingJob, cache: str = "", isolation_waived: bool = False) -> GradingResult:
    """Run and judge one submission, in a worker. `cache` is a folder that `grader.sandbox.cache.warming` filled.

    Without the layers of isolation that are due nothing is run, unless that was waived.
    """
    from grader.processes import fork_server  # noqa: PLC0415  a regrade needs no sandbox
    from grader.sandbox.cache import warming  # noqa: PLC0415
    from grader.sandbox.environment import Environment  # noqa: PLC0415
    from grader.sandbox.isolation import profiles  # noqa: PLC0415
    from grader.sandbox.transcribe import transcribe  # noqa: PLC0415

    key = job.key_file.read()
    submission = Submission(job.submission, tuple(map(Path, job.files)))
    files, note = choose_file(submission, [name for question in key.questions for name in question.names])
    folder = warming.warmed(Path(cache)) if cache else ""
    isolation = profiles.unrequired_isolation() if isolation_waived else profiles.expected_isolation()
    environment = Environment(isolation=isolation, cache=folder, fork_server=fork_server.shared_fork_server())
    transcript = transcribe(files, key, environment, submission=job.submission)
    there = (*key.modules, *key.files)
    stored = replace(transcript, requests=request_digests(key, transcript.reads), files=there)
    return GradingResult(stored.to_json(), judge(key, transcript).to_json(), note)


def grade_all(
    submissions: Sequence[Submission],
    key_file: KeyFile,
    book: Gradebook,
    pool: Pool = HERE,
    on_report: Callable[[Report], None] = lambda report: None,
    grade: Callable[[GradingJob], GradingResult] = grade_job,
) -> int:
    """Grade the submissions that the book does not hold yet with this key and these files; how many those were.

    `on_report` is called in this process after each one is written.
    """
    key_file.check()
    use_key(book, key_file)
    batch = _Batch(key_file.read(), book, on_report)
    jobs = [GradingJob(s.id, tuple(map(str, s.files)), key_file) for s in batch.to_run(submissions)]
    for suspect in run_jobs(jobs, pool, grade, batch.write):
        if run_jobs([suspect], pool, grade, batch.write):  # alone in the pool: it dies by its own doing
            batch.give_up(suspect)
    return batch.count


class _Batch:
    """One run of `grade_all`: which submissions share their files, and what to write of each."""

    def __init__(self, key: Key, book: Gradebook, on_report: Callable[[Report], None]):
        self.key, self.book, self.on_report, self.count = key, book, on_report, 0
        self.questions, self.together = questions_digest(key), dict[str, Submission]()
        self.digests: dict[str, str] = {}
        self.equals: dict[str, list[Submission]] = defaultdict(list)

    def to_run(self, submissions: Sequence[Submission]) -> list[Submission]:
        """One submission of each digest; those that need no run are written at once."""
        done = self.book.done(self.questions)
        self.together = {submission.id: submission for submission in submissions}
        for submission in submissions:
            reason = f"ungradable\n{submission.reason}".encode()
            digest = hashlib.sha256(reason).hexdigest() if submission.reason else digest_files(submission.files)
            if done.get(submission.id) == digest:
                self.book.renew(submission, self.together)
                continue
            text = self.book.transcript_of(digest, self.questions)
            if submission.reason:
                text = Transcript(submission.id, self.key.assignment, unreadable=submission.reason).to_json()
            if text is None:
                self.equals[digest].append(submission)
            else:
                report = _judge_text(self.key, text, submission.id)
                self._put(Record(submission, digest, text, report.to_json(), self.questions))
        self.digests = {equal[0].id: digest for digest, equal in self.equals.items()}
        return [equal[0] for equal in self.equals.values()]

    def write(self, job: GradingJob, graded: GradingResult) -> None:
        """Write a submission and those with the same files, each in a transaction of its own."""
        digest = self.digests[job.submission]
        calls, data = parse_transcript(graded.transcript).calls.values(), json.loads(graded.report)
        questions = "" if any(isinstance(call, Fault) for call in calls) else self.questions  # "": run it again later
        for submission in self.equals.pop(digest):
            noted = replace(submission, note=" ".join(filter(None, [submission.note, graded.note])))
            report = json.dumps(data | {"submission": submission.id}, ensure_ascii=False)
            self._put(Record(noted, digest, graded.transcript, report, questions))

    def give_up(self, job: GradingJob) -> None:
        """Staff must look: there is no result, and that may not be its author's fault."""
        why = "the process that graded this submission ended twice, or failed twice, before it was done"
        transcript = _unchecked_transcript(self.key, job.submission, why)
        report = judge(self.key, transcript)
        self.write(job, GradingResult(transcript.to_json(), report.to_json(), f"Look at it: {why}."))

    def _put(self, record: Record) -> None:
        self.book.put(record, self.together)
        self.count += 1
        self.on_report(parse_report(record.report))


# ── regrade, without running anything


class _Stored(NamedTuple):
    """What the book holds of a submission, or of an earlier attempt with this number: transcript and report, packed."""

    submission: str
    attempt: int
    transcript: bytes | str  # empty where it is the one before
    report: bytes | str  # empty of an earlier attempt


class Rejudged(NamedTuple):
    """A submission, or an earlier attempt with this number, by its new report, and its points by the one before.

    There are none where there was no report. `report` is packed, or as it was where it says the same.
    """

    attempt: int
    report: bytes | str
    outline: Outline
    points_before: Points


def regrade(book: Gradebook, key_file: KeyFile, pool: Pool = HERE) -> list[Rejudged]:
    """Judge every transcript of the book again, and let this be the book's key. No student's code is run.

    All of it is one transaction: readers see the book as it was before, also after an end half way. Cases whose call no
    transcript has are `could_not_check`: grade those submissions again.
    """
    key_file.check()
    submissions = []
    with book.transaction():
        book.upgrade()
        for judged in results_in_order(_stored(book), pool, partial(_judge_all, key_file)):
            for one in judged:
                book.put_report(one.outline.submission, one.report, one.attempt)
                submissions += [] if one.attempt else [one._replace(report="")]
        book.replace_key(JudgingKey.of(key_file.read()))
    return submissions


def _stored(book: Gradebook) -> Iterator[list[_Stored]]:
    """All that is judged, in batches.

    Texts are packed and unpacked where they are judged: here they would be one process's work for all of the pool.
    """
    rows, last = iter(book.judged()), ""
    while batch := list(islice(rows, REGRADED_AT_ONCE)):
        stored: list[_Stored] = []
        for submission, attempt, digest in batch:
            transcript = b"" if digest == last and stored else book.packed_transcript_of(digest) or "none"
            report = b"" if attempt else book.packed_report_of(submission)
            stored.append(_Stored(submission, attempt, transcript, report))
            last = digest
        yield stored


def _judge_all(key_file: KeyFile, batch: list[_Stored]) -> list[Rejudged]:
    """The report of every transcript, with its outline, which so need not be parsed from the report."""
    key, judged = key_file.read(), []
    report: Report | None = None
    for submission, attempt, transcript, before in batch:
        if transcript or report is None:
            report = _judge_text(key, unpacked(transcript), submission)
        elif report.submission != submission:
            report = replace(report, submission=submission)
        outline, text, old = report.outline, report.to_json(), text_of(before)
        if text == old:
            judged.append(Rejudged(attempt, before, outline, outline.points))
        else:
            judged.append(Rejudged(attempt, packed(text, REPORT_LEVEL), outline, points_of(old)))
    return judged


def _judge_text(key: Key, text: str, submission: str) -> Report:
    """The submission's report by a stored transcript; one for staff where the transcript, or the judge, is at fault."""
    try:
        transcript = parse_transcript(text, lazily=True)
        if transcript.assignment == key.assignment:
            transcript = as_run(key, transcript)  # a question that is newer is not missing: nobody has run it yet
            definitions = _all_present(key) | transcript.definitions
            return judge(key, replace(transcript, submission=submission, definitions=definitions))
    except Exception as error:
        why = f"its transcript could not be judged ({type(error).__name__}: {error})"
        return judge(key, _unchecked_transcript(key, submission, why))
    raise BadKey(
        f"This gradebook is of {transcript.assignment!r}, and the key is for {key.assignment!r}. Name the key of this "
        "homework, or the results folder of that one."
    )


def _all_present(key: Key) -> dict[str, Definition]:
    return dict.fromkeys((question.name for question in key.questions), FOUND)


def _unchecked_transcript(key: Key, submission: str, why: str) -> Transcript:
    """A transcript that says of every case that it could not be checked."""
    calls = {c.id: Fault(why) for q in key.questions for c in q.cases}
    return Transcript(submission, key.assignment, _all_present(key), dict(calls), notes=(why,))
