"""Many submissions: graded by any pool of workers, written by one process, gone on with where it was ended.

    find ─► those that the book lacks ─► one of each digest ─► pool: transcribe, judge ─► book ─► its equals

A worker returns JSON texts and touches no book. When one dies, the pool is opened anew and the submissions that were
under way are run again one at a time, so that only the one that kills its worker is given up: `could_not_check`, for
staff to look at.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import Any

from grader.base import files
from grader.base.errors import UserError
from grader.course.gradebook import Gradebook, JudgingKey, OtherKey
from grader.course.worker_pools import HERE, Pool
from grader.judging.judge import judge
from grader.model import key as keys
from grader.model import report as reports
from grader.model import transcript as transcripts
from grader.model.key import Key
from grader.model.report import Outline, Report
from grader.model.transcript import Definition, Fault, Transcript
from grader.submissions.collection import Submission
from grader.submissions.file_choice import choose_file, digest_files

BATCH = 200  # reports that a regrade writes in one transaction


@dataclass(frozen=True)
class Job:
    """What a worker needs for one submission. `stamp` is the key file's digest, to notice a key that changes."""

    id: str
    files: tuple[str, ...]
    key_path: str
    stamp: str
    cache: str = ""  # the folder in which `grader.sandbox.cache.warming` keeps what it compiled, if it did


Grade = Callable[[Job], str]  # the JSON of {"transcript": text, "report": text, "note": text}
OnDone = Callable[[Report], None]
_Texts = list[tuple[str, str]]  # (id, JSON)
_Told = list[tuple[Outline, str]]  # of a report, its JSON


def grade(job: Job) -> str:
    """Run and judge one submission. What a worker does; each has read the key once, and started a zygote."""
    from grader.processes import fork_server as zygote  # here, because a regrade needs no sandbox
    from grader.sandbox.cache import warming as warm
    from grader.sandbox.transcribe import transcribe

    key = read_key(job.key_path, job.stamp)
    submission = Submission(job.id, tuple(map(Path, job.files)))
    path, note = choose_file(submission, [question.function for question in key.questions])
    cache = warm.found(Path(job.cache)) if job.cache else ""
    transcript = transcribe(path, key, submission=job.id, cache=cache, zygote=zygote.of_this_process())
    return _result(transcript, judge(key, transcript), note)


def _result(transcript: Transcript, report: Report, note: str = "") -> str:
    return json.dumps({"transcript": transcript.to_json(), "report": report.to_json(), "note": note})


@lru_cache(maxsize=2)
def read_key(path: str, stamp: str) -> Key:
    """The key in the file with this digest, read once in each process. Raises BadKey, also if it has been changed."""
    if file_digest(Path(path)) != stamp:
        raise keys.BadKey(f"{path}: this key was changed while submissions were being graded.")
    return keys.read(Path(path))


def file_digest(path: Path) -> str:
    """SHA-256 of a key file's bytes, in hexadecimal. Raises UserError."""
    return hashlib.sha256(files.read_bytes(path, "key")).hexdigest()


def stamp_of(key: Key, path: Path) -> str:
    """The digest of the file that holds this key. Raises BadKey where it holds another one by now."""
    stamp = file_digest(path)
    if key_digest(read_key(str(path), stamp)) != key_digest(key):
        raise keys.BadKey(
            f"{path}: this key was changed after it had been read. Nothing was judged by the new one: run this command "
            "again."
        )
    return stamp


def key_digest(key: Key) -> str:
    """What the gradebook calls this key by: equal for keys that judge alike. Worked out once for each key."""
    if "digest" not in key.memory:
        text = replace(key, made_with={}).to_json()
        key.memory["digest"] = hashlib.sha256(text.encode()).hexdigest()
    return key.memory["digest"]


class BadShard(UserError):
    """A part of a class that does not exist."""


class Conflict(UserError):
    """Gradebooks that cannot be merged."""


def judging_key(key: Key) -> JudgingKey:
    """The key as a gradebook holds it. Worked out once for each key."""
    if "judging key" not in key.memory:
        key.memory["judging key"] = JudgingKey(key_digest(key), key.title, key.to_json())
    return key.memory["judging key"]


def judge_by(book: Gradebook, key: Key, key_path: Path) -> None:
    """Let this be the book's key. Raises OtherKey, with both ways out, where the book is judged by another one."""
    try:
        book.judge_by(judging_key(key))
    except OtherKey:
        results = book.path.parent
        raise OtherKey(
            f"{results}: the {len(book.index())} submissions in this folder are judged by the key {book.key}, and "
            f"{key_path} is another one: {judging_key(key)}. All of a folder is judged by one key. Judge what is there "
            f"again, which runs no student's code: grader regrade {results} --key {key_path}. Then run this command "
            "again. Or grade into another folder with -o."
        ) from None


def asked_digest(key: Key) -> str:
    """A fingerprint of what the key asks students' functions, whatever it expects: transcripts depend on this alone."""
    asked = [
        (q.name, q.function, q.calls, q.stub, [(c.id, c.hidden, keys._data(c.arguments)) for c in q.cases])
        for q in key.questions
    ]
    return hashlib.sha256(json.dumps([key.assignment, asked], sort_keys=True).encode()).hexdigest()


def grade_all(
    submissions: Sequence[Submission],
    key: Key,
    key_path: Path,
    book: Gradebook,
    pool: Pool = HERE,
    on_done: OnDone | None = None,
    *,
    grade: Grade = grade,
    chunk: int = 1,
    cache: str = "",
) -> int:
    """Grade the submissions that the book does not hold yet with this key and these files; how many those were.

    `chunk` submissions go to a worker at a time.
    `key` is what the file `key_path` holds; workers, on other machines too, read that file, and use the `cache` that
    `grader.sandbox.cache.warming` filled where they find it. `on_done` is called here.
    """
    judge_by(book, key, key_path)
    run = _Batch(key, Path(key_path), book, on_done or (lambda report: None))
    todo = run.todo(submissions)
    jobs = [Job(s.id, tuple(map(str, s.files)), str(key_path), run.stamp, cache) for s in todo]
    suspects: list[Job] = []
    _drain(jobs, pool, grade, chunk, run.finished, suspects)
    for job in suspects:  # alone: whoever dies now did it himself
        failed: list[Job] = []
        _drain([job], pool, grade, 1, run.finished, failed)
        if failed:
            run.given_up(job.id)
    return run.count


def _drain(
    jobs: Iterable[Job],
    pool: Pool,
    grade: Grade,
    chunk: int,
    finished: Callable[[str, dict[str, str]], None],
    failed: list[Job],
) -> None:
    """Send the jobs through pools, a bounded number at a time; those whose chunk failed are added to `failed`."""
    waiting = deque(_chunks(jobs, chunk))
    while waiting:
        workers = pool.open()
        under_way: dict[Future[Any], list[Job]] = {}
        broken, before = False, len(waiting)
        try:
            while (waiting or under_way) and not broken:
                while waiting and len(under_way) < 2 * pool.size:
                    under_way[workers.submit(_grade_chunk, grade, waiting[0])] = waiting[0]
                    waiting.popleft()
                for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                    sent = under_way.pop(future)
                    broken |= _took(future, sent, finished, failed)
        except Exception as error:
            if not _is_broken(error):
                raise
        finally:
            for future in under_way:
                future.cancel()
            workers.shutdown(wait=not under_way)
        if len(waiting) == before:  # a pool that takes nothing
            failed += waiting.popleft()
        for future, sent in under_way.items():  # of a broken pool: what came in time is kept
            if future.done() and not future.cancelled():
                _took(future, sent, finished, failed)
            else:
                failed += sent


def _chunks(jobs: Iterable[Job], size: int) -> Iterator[list[Job]]:
    rest = iter(jobs)
    while found := list(islice(rest, size)):
        yield found


def _grade_chunk(grade: Grade, jobs: Sequence[Job]) -> list[str]:
    """In a worker. One job's exception is that job's alone."""
    return [_guarded(grade, job) for job in jobs]


def _guarded(grade: Grade, job: Job) -> str:
    try:
        return grade(job)
    except Exception as error:
        return json.dumps({"failed": f"{type(error).__name__}: {error}"[:500]})


def _took(
    future: Future[Any], sent: list[Job], finished: Callable[[str, dict[str, str]], None], failed: list[Job]
) -> bool:
    """Hand over what a chunk gave; true where its pool is broken."""
    try:
        results = future.result()
    except Exception as error:
        failed += sent
        return _is_broken(error)
    for job, text in zip(sent, results, strict=True):
        result = json.loads(text)
        if "failed" in result:
            failed.append(job)
        else:
            finished(job.id, result)
    return False


def _is_broken(error: Exception) -> bool:
    return isinstance(error, BrokenExecutor)


class _Batch:
    """What one run knows: which submissions share their files, and what to write of each."""

    def __init__(self, key: Key, key_path: Path, book: Gradebook, on_done: OnDone):
        self.key, self.book, self.on_done, self.count = key, book, on_done, 0
        self.stamp, self.asked = stamp_of(key, key_path), asked_digest(key)
        self.digests: dict[str, str] = {}
        self.equals: dict[str, list[Submission]] = defaultdict(list)

    def todo(self, submissions: Sequence[Submission]) -> list[Submission]:
        """One of each digest that has to be run; what is known already is written at once."""
        done = self.book.done(self.asked)
        first = []
        for submission in submissions:
            found = digest_files(submission.files) if not submission.reason else _digest_of_reason(submission)
            if done.get(submission.id) == found:
                continue
            self.digests[submission.id] = found
            if submission.reason:
                self._refuse(submission, found)
            elif (text := self.book.transcript_of(found, self.asked)) is not None:
                self._known(submission, found, text)
            else:
                self.equals[found].append(submission)
                first += [submission] if len(self.equals[found]) == 1 else []
        return first

    def finished(self, id: str, result: dict[str, str]) -> None:
        """Write a submission and those with the same files: each in a transaction of its own, so each wholly."""
        found = self.digests[id]
        transcript, report = transcripts.read(result["transcript"]), result["report"]
        again = any(isinstance(call, Fault) for call in transcript.calls.values())  # ours: tried anew the next time
        for submission in self.equals.pop(found):
            own = replace(submission, note=" ".join(filter(None, [submission.note, result["note"]])))
            told = json.dumps(json.loads(report) | {"submission": submission.id}, ensure_ascii=False)
            self._put(own, found, result["transcript"], told, "" if again else self.asked)

    def given_up(self, id: str) -> None:
        """Staff must look: nothing came of this submission, and that is not known to be its author's fault."""
        why = "the process that graded this submission ended twice, or failed twice, before it was done"
        transcript = _unknown(self.key, id, why)
        self.finished(id, json.loads(_result(transcript, judge(self.key, transcript), f"Look at it: {why}.")))

    def _refuse(self, submission: Submission, found: str) -> None:
        transcript = Transcript(submission.id, self.key.assignment, unreadable=submission.reason)
        report = judge(self.key, transcript)
        self._put(submission, found, transcript.to_json(), report.to_json(), self.asked)

    def _known(self, submission: Submission, found: str, text: str) -> None:
        report = replace(_judged(self.key, text), submission=submission.id)
        self._put(submission, found, text, report.to_json(), self.asked)

    def _put(self, submission: Submission, found: str, transcript: str, report: str, asked: str) -> None:
        self.book.put(submission, found, transcript, report, asked=asked)
        self.count += 1
        self.on_done(reports.read(report))


def _digest_of_reason(submission: Submission) -> str:
    return hashlib.sha256(f"ungradable\n{submission.reason}".encode()).hexdigest()


# ── without running anything


def regrade(book: Gradebook, key: Key, key_path: Path | None = None, pool: Pool = HERE) -> list[Outline]:
    """Judge every transcript of the book again, and let this be the book's key. No student's code is run.

    All of it is one transaction: whoever reads meanwhile sees the book as it was before, and so does everybody if it
    is ended half way. Cases that the key has and a transcript lacks are `could_not_check`: grade those submissions
    again. With a pool of other processes, `key_path` is the file that they read the key from; if one of them is
    killed, all is judged here.
    """
    judge_all = (
        partial(_judged_there, str(key_path), stamp_of(key, key_path)) if key_path else partial(_judged_all, key)
    )
    outlines = []
    try:
        with pool.open() as workers, book.transaction():
            book.upgrade()
            for judged in _in_turn(workers, 2 * pool.size, judge_all, _stored(book)):
                for outline, report in judged:
                    book.put_report(outline.submission, report)
                    outlines.append(outline)
            book.replace_key(judging_key(key))
    except BrokenExecutor:
        if pool is HERE:
            raise
        return regrade(book, key)
    return outlines


def _stored(book: Gradebook) -> Iterator[_Texts]:
    """(id, transcript) of every submission, in batches; no transcript where it is the one before."""
    rows, last = iter(book.index()), ""
    while batch := list(islice(rows, BATCH)):
        texts: list[str] = []
        for _, found in batch:
            texts.append("" if found == last and texts else book.transcript_of(found) or NO_TRANSCRIPT)
            last = found
        yield [(id, text) for (id, _), text in zip(batch, texts, strict=True)]


NO_TRANSCRIPT = "none"


def _in_turn(
    workers: Executor, most: int, work: Callable[[_Texts], _Told], batches: Iterable[_Texts]
) -> Iterator[_Told]:
    """The results of the batches in their order, so many of them under way at a time: a class is larger than memory."""
    under_way: deque[Future[_Told]] = deque()
    for batch in batches:
        under_way.append(workers.submit(work, batch))
        if len(under_way) >= most:
            yield under_way.popleft().result()
    while under_way:
        yield under_way.popleft().result()


def _judged_there(key_path: str, stamp: str, batch: _Texts) -> _Told:
    """In a worker, which reads the key once."""
    return _judged_all(read_key(key_path, stamp), batch)


def _judged_all(key: Key, batch: _Texts) -> _Told:
    """The report of every (id, transcript), with its outline: nobody has to read the text back for that."""
    told: _Told = []
    judged: Report | None = None
    for id, text in batch:
        judged = replace(_judged(key, text) if text or judged is None else judged, submission=id)
        told.append((judged.outline, judged.to_json()))
    return told


def _judged(key: Key, text: str) -> Report:
    """The report on a stored transcript; one for staff where the transcript, or the judge, is at fault."""
    try:
        transcript = transcripts.read(text)
        if transcript.assignment == key.assignment:
            return judge(key, transcript)
    except Exception as error:
        return judge(key, _unknown(key, "", f"its transcript could not be judged ({type(error).__name__}: {error})"))
    raise keys.BadKey(f"This gradebook is of {transcript.assignment!r}, and the key is for {key.assignment!r}.")


def _unknown(key: Key, id: str, why: str) -> Transcript:
    """A transcript that says of everything that we could not tell."""
    found = {q.name: Definition("found") for q in key.questions}
    calls = {c.id: Fault(why) for q in key.questions for c in q.cases}
    return Transcript(id, key.assignment, found, dict(calls), notes=(why,))


# ── many machines


def shard(submissions: Iterable[Submission], i: int, n: int) -> list[Submission]:
    """Part i of n, counting from 1: each submission is in one of them, whatever else was handed in meanwhile."""
    if not 1 <= i <= n:
        raise BadShard(f"there is no part {i} of {n}: the parts of `--shard i/n` count from 1/{n} to {n}/{n}.")
    return [s for s in submissions if zlib.crc32(s.id.encode()) % n == i - 1]


def merge(target: Path, sources: Sequence[Path]) -> int:
    """Write what the books `sources` hold into `target`; how many submissions that holds then.

    All or nothing. Raises Conflict where the books are not judged by one key, or hold one id with different files.
    """
    with Gradebook(target) as book, book.transaction():
        held = {id: (digest, target) for id, digest in book.index()}
        differing: dict[str, str] = {}
        for source in sources:
            with Gradebook(source) as other:
                _agree_on_key(book, other)
                book.put_absent(dict.fromkeys([*book.absent(), *other.absent()]))
                for record in other.records():
                    id = record.submission.id
                    digest, first = held.setdefault(id, (record.digest, source))
                    if digest != record.digest:
                        differing[id] = f"{id} ({first.parent}, {source.parent})"
                    elif record.asked or first == source:  # of equal ones that which needs no other run
                        book.put(record.submission, digest, record.transcript, record.report, asked=record.asked)
        if differing:
            raise Conflict(
                f"These submissions have different files in two folders: {', '.join(sorted(differing.values()))}. "
                f"Nothing was merged, and {target.parent} is as it was. Leave out the folder with the older files."
            )
        return len(book.index())


def _agree_on_key(book: Gradebook, other: Gradebook) -> None:
    if other.key is None:
        return
    try:
        book.judge_by(other.key)
    except OtherKey:
        raise Conflict(
            f"{other.path.parent} is judged by the key {other.key}, and what comes before it by {book.key}. Nothing "
            f"was merged, and {book.path.parent} is as it was. Judge all of them by one key, which runs no student's "
            "code: grader regrade FOLDER --key KEY. Then merge again."
        ) from None
