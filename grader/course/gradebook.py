"""The gradebook: one SQLite file that holds every submission, what its functions did, and how it was judged.

A submission is written in one transaction, so that after `kill -9` it is complete or not there; the key and all reports
are replaced in one transaction too, so that no reader ever sees two keys.
One process writes; others may read meanwhile. Not for a network drive: SQLite's WAL needs a local one.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from grader.base.errors import UserError
from grader.base.version import version
from grader.model.encoding.decoding import decoder
from grader.model.key import Key, to_data
from grader.model.report import Report, parse_report
from grader.submissions.collection import Person, Submission

Points = dict[str, tuple[float, float]]  # earned and possible, by question; in all under an empty name

VERSION = 3
OLD_VERSION = 2  # of which a regrade makes the new one

TABLES = {
    "schema": "version INTEGER NOT NULL, secret TEXT NOT NULL",  # secret: for codes in place of names
    "key": "digest TEXT NOT NULL, title TEXT NOT NULL, text BLOB NOT NULL",  # the one that judges all; text: by zlib
    "submissions": "id TEXT PRIMARY KEY, digest TEXT NOT NULL, entry TEXT NOT NULL",  # digest: of the files
    # the JSON by zlib, and a digest of the questions that were run
    "transcripts": "digest TEXT PRIMARY KEY, asked TEXT NOT NULL, text BLOB NOT NULL",
    # text: the JSON by zlib, or as it is in an older book
    "reports": "number INTEGER PRIMARY KEY AUTOINCREMENT, submission TEXT NOT NULL UNIQUE, text BLOB NOT NULL",
    "made_with": "grader TEXT PRIMARY KEY",  # versions of the grader that wrote its key; none in an older book
    # what was handed in under the same id before: number counts all of them
    "attempts": "number INTEGER PRIMARY KEY AUTOINCREMENT, submission TEXT NOT NULL, digest TEXT NOT NULL, "
    "entry TEXT NOT NULL, report BLOB NOT NULL",  # as in `reports`
    # what everybody was shown before a regrade that changed it, by the key with this digest; no question: in all
    "points_before": "submission TEXT NOT NULL, question TEXT NOT NULL, earned REAL NOT NULL, possible REAL NOT NULL, "
    "at TEXT NOT NULL, key TEXT NOT NULL",
    "absent": "id TEXT NOT NULL, name TEXT NOT NULL, email TEXT NOT NULL",  # people on the roster without a submission
}
LATER_TABLES = ("made_with", "attempts", "points_before")  # which an older book of the same version may lack


class BadGradebook(UserError):
    """A file that is no gradebook, one of another version, or one that cannot be read or written now."""


@dataclass(frozen=True)
class JudgingKey:
    """A key as the book holds it. `digest` is equal for keys that judge alike; `text` is what `parse_key` reads."""

    digest: str
    title: str
    text: str

    @classmethod
    def of(cls, key: Key) -> JudgingKey:
        """The key in this form. Computed once for each key."""
        if "judging key" not in key.memo:
            text = key.memo.get("text") or key.to_json()
            judging = json.dumps(json.loads(text) | {"made_with": {}})  # quicker than to encode a large key again
            key.memo["judging key"] = cls(hashlib.sha256(judging.encode()).hexdigest(), key.title, text)
        judging_key: JudgingKey = key.memo["judging key"]
        return judging_key

    def __str__(self) -> str:
        return f"{self.title!r} ({self.digest[:12]})"


def questions_digest(key: Key) -> str:
    """A digest of what the key calls students' functions with: transcripts depend on nothing else of it."""
    questions = [
        (
            q.name, q.names, q.driver, q.calls, q.stub, q.runs,
            [(c.id, c.hidden, to_data(c.arguments), c.seed) for c in q.cases],
        )
        for q in key.questions
    ]  # fmt: skip
    called = [key.assignment, questions, key.modules, key.files]
    return hashlib.sha256(json.dumps(called, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Record:
    """One submission as the book holds it.

    `digest` is of its files; `transcript` and `report` are JSON; `questions` is a digest of the questions that the
    transcript answers, empty where the submission has to be run again.
    """

    submission: Submission
    digest: str
    transcript: str
    report: str
    questions: str = ""


@dataclass(frozen=True)
class Attempt:
    """An earlier attempt: `earned` are its points by the judge, `number` is its own in the book."""

    number: int
    submission: Submission
    earned: float


class Gradebook:
    """`with Gradebook(path) as book:`; the file is made where there is none. Raises BadGradebook.

    `old` opens a book of version 2 too, for `upgrade` and the regrade that has to come with it.
    """

    def __init__(self, path: Path, *, old: bool = False):
        self.path = Path(path)
        try:
            self._sql = sqlite3.connect(self.path, timeout=60, isolation_level=None)
            self._sql.create_function("unpacked", 1, _unpacked, deterministic=True)
        except sqlite3.Error as error:
            raise self._unusable(error) from None
        try:
            self._prepare(old)
        except BaseException as error:
            self.__exit__(None, error)
            raise

    def __enter__(self) -> Gradebook:
        return self

    def __exit__(self, _: object, error: BaseException | None = None, __: object = None) -> None:
        self.close()
        if isinstance(error, sqlite3.Error):
            raise self._unusable(error) from error

    def close(self) -> None:
        """Close the file. May be called twice."""
        self._sql.close()

    def _unusable(self, error: sqlite3.Error) -> BadGradebook:
        if isinstance(error, sqlite3.OperationalError):
            return BadGradebook(
                f"{self.path}: this gradebook cannot be read or written now ({error}). See whether there is room on "
                "its disk and whether you may write there, then run the same command again: what is in the gradebook "
                "stays there, and the rest is done then."
            )
        return BadGradebook(f"{self.path}: this is not a gradebook that can be opened ({error}).")

    def _prepare(self, old: bool) -> None:
        self._sql.execute("PRAGMA journal_mode=WAL")
        self._sql.execute("PRAGMA synchronous=NORMAL")
        if not self._tables() >= {"schema", *LATER_TABLES}:  # else a reader would wait for whoever writes
            with self.transaction():  # two programs may open a new book at once
                self._create_missing(self._tables())
        self.version, self.secret = self._sql.execute("SELECT version, secret FROM schema").fetchone()
        if self.version not in ((VERSION, OLD_VERSION) if old else (VERSION,)):
            upgrade = "Bring it up to date, which runs no student's code: grader regrade {} --key KEY"
            other = "Use the grader that wrote it, or grade into another folder."
            raise BadGradebook(
                f"{self.path}: this gradebook has version {self.version}, and this grader reads version {VERSION}. "
                + (upgrade.format(self.path.parent) if self.version == OLD_VERSION else other)
            )

    def _tables(self) -> set[str]:
        return {name for (name,) in self._sql.execute("SELECT name FROM sqlite_master WHERE type='table'")}

    def _create_missing(self, tables: set[str]) -> None:
        if not tables:
            self._create(*TABLES)
            self._sql.execute("INSERT INTO schema VALUES (?, ?)", (VERSION, secrets.token_hex(16)))
        elif "schema" not in tables:
            raise BadGradebook(f"{self.path}: this is an SQLite file, but not a gradebook of this grader.")
        else:
            self._create(*(name for name in LATER_TABLES if name not in tables))

    @property
    def is_current(self) -> bool:
        """Whether it has the tables of this version, and not those of the one before."""
        return bool(self.version == VERSION)

    def _create(self, *names: str) -> None:
        for name in names:
            self._sql.execute(f"CREATE TABLE {name} ({TABLES[name]})")

    def upgrade(self) -> None:
        """Bring a book of version 2 up to date. Its reports, which may be by several keys, go: make them anew."""
        if self.version == OLD_VERSION:
            with self.transaction():
                self._sql.execute("DROP TABLE reports")
                self._create("key", "reports")
                self._sql.execute("UPDATE schema SET version = ?", (VERSION,))

    @contextmanager
    def transaction(self, keep: bool = True) -> Iterator[None]:
        """All that is written inside is kept together, or not at all: never without `keep`, which is for trying.

        Another one inside joins it.
        """
        if self._sql.in_transaction:
            yield
            return
        self._sql.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._sql.execute("COMMIT" if keep else "ROLLBACK")
        except BaseException:
            if self._sql.in_transaction:  # a full disk ends some transactions by itself
                self._sql.execute("ROLLBACK")
            raise

    # ── the key

    @property
    def key(self) -> JudgingKey | None:
        """The key by which everything in the book is judged; None before the first."""
        row = self._sql.execute("SELECT digest, title, text FROM key").fetchone()
        return JudgingKey(row[0], row[1], _unpacked(row[2])) if row else None

    def judge_by(self, key: JudgingKey) -> bool:
        """Let this be the book's key, unless what it holds is judged by another one; whether it is the book's key."""
        with self.transaction():
            if self._sql.execute("SELECT 1 FROM key WHERE digest = ?", (key.digest,)).fetchone():
                return True
            if self.key is not None and self.index():
                return False
            self.replace_key(key)
            return True

    def replace_key(self, key: JudgingKey) -> None:
        """Let this be the book's key. Every report has to be replaced in the same transaction."""
        with self.transaction():
            self._sql.execute("DELETE FROM key")
            self._sql.execute("INSERT INTO key VALUES (?, ?, ?)", (key.digest, key.title, _packed(key.text, level=0)))
            self._sql.execute("INSERT OR IGNORE INTO made_with VALUES (?)", (version(),))

    @property
    def made_with(self) -> tuple[str, ...]:
        """The versions of the grader that put a key into the book."""
        return tuple(name for (name,) in self._sql.execute("SELECT grader FROM made_with ORDER BY rowid"))

    # ── points before a regrade

    def put_points_before(self, points: Mapping[str, Points], key: str) -> None:
        """Write what submissions had before this regrade, by the key with this digest."""
        at = datetime.now(timezone.utc).isoformat(timespec="milliseconds")
        rows = [
            (submission, question, earned, possible, at, key)
            for submission, of in points.items()
            for question, (earned, possible) in of.items()
        ]
        self._sql.executemany("INSERT INTO points_before VALUES (?, ?, ?, ?, ?, ?)", rows)

    def points_before(self) -> dict[str, dict[str, float]]:
        """The points before the last regrade that changed any, by submission and question."""
        points: dict[str, dict[str, float]] = {}
        for submission, question, earned in self._sql.execute(
            "SELECT submission, question, earned FROM points_before "
            "WHERE question != '' AND at = (SELECT max(at) FROM points_before)"
        ):
            points.setdefault(submission, {})[question] = earned
        return points

    def earlier_points(self, submission: str) -> list[tuple[str, float, float, str]]:
        """A submission's totals before each regrade that changed its points: (until when, earned, possible, key)."""
        rows = self._sql.execute(
            "SELECT at, earned, possible, key FROM points_before WHERE submission = ? AND question = '' ORDER BY rowid",
            (submission,),
        )
        return rows.fetchall()

    # ── attempts

    def _keep_attempt(self, submission: str, digest: str) -> None:
        """What the book holds under this id becomes an earlier attempt, unless it has the same files."""
        self._sql.execute("DELETE FROM attempts WHERE submission = ? AND digest = ?", (submission, digest))
        self._sql.execute(
            "INSERT INTO attempts (submission, digest, entry, report) SELECT s.id, s.digest, s.entry, r.text "
            "FROM submissions s JOIN reports r ON r.submission = s.id WHERE s.id = ? AND s.digest != ?",
            (submission, digest),
        )

    def attempts(self) -> dict[str, list[Attempt]]:
        """The earlier attempts of the submissions that have any, by id, the oldest first."""
        attempts: dict[str, list[Attempt]] = {}
        rows = self._sql.execute("SELECT number, submission, entry, json_extract(unpacked(report), '$.earned') "
                                 "FROM attempts ORDER BY number")  # fmt: skip
        for number, name, entry, earned in rows:
            attempts.setdefault(name, []).append(Attempt(number, _submission(name, entry), earned))
        return attempts

    def attempt(self, number: int) -> Record:
        """Everything about one earlier attempt."""
        rows = self._sql.execute(
            "SELECT a.submission, a.digest, a.entry, t.asked, t.text, a.report FROM attempts a "
            "JOIN transcripts t USING (digest) WHERE a.number = ?", (number,),
        )  # fmt: skip
        name, digest, entry, questions, text, report = rows.fetchone()
        return Record(_submission(name, entry), digest, _unpacked(text), _unpacked(report), questions)

    def take_attempts(self, other: Gradebook) -> None:
        """Write the earlier attempts that another book holds, with their transcripts; what is here stays once."""
        present = {(name, digest) for name, _, digest in self.judged()}
        for record in map(other.attempt, [a.number for each in other.attempts().values() for a in each]):
            if (record.submission.id, record.digest) not in present:
                self._sql.execute(
                    "INSERT OR IGNORE INTO transcripts VALUES (?, ?, ?)",
                    (record.digest, record.questions, _packed(record.transcript)),
                )
                self._sql.execute(
                    "INSERT INTO attempts (submission, digest, entry, report) VALUES (?, ?, ?, ?)",
                    (record.submission.id, record.digest, _entry(record.submission), _packed(record.report, level=1)),
                )

    # ── submissions

    def put(self, record: Record) -> None:
        """Write a submission, its transcript and its report. What was there with other files is an earlier attempt."""
        submission, digest = record.submission, record.digest
        with self.transaction():
            self._keep_attempt(submission.id, digest)
            self._sql.execute(
                "INSERT OR REPLACE INTO submissions VALUES (?, ?, ?)", (submission.id, digest, _entry(submission))
            )
            self._sql.execute(
                "INSERT OR REPLACE INTO transcripts VALUES (?, ?, ?)",
                (digest, record.questions, _packed(record.transcript)),
            )
            self.put_report(submission.id, record.report)

    def put_report(self, submission: str, report: str, attempt: int = 0) -> None:
        """Write a report of a submission that the book holds, or of the earlier attempt with this number."""
        text = _packed(report, level=1)
        if attempt:
            self._sql.execute("UPDATE attempts SET report = ? WHERE number = ?", (text, attempt))
        else:
            self._sql.execute("INSERT OR REPLACE INTO reports (submission, text) VALUES (?, ?)", (submission, text))

    def done(self, questions: str = "") -> dict[str, str]:
        """The ids of the submissions that need no run, and the digests of their files.

        Those whose transcript answers the questions with this digest. What the grader failed at is not among them.
        """
        rows = self._sql.execute(
            "SELECT s.id, s.digest FROM submissions s JOIN reports r ON r.submission = s.id "
            "JOIN transcripts t ON t.digest = s.digest WHERE t.asked = ?",
            (questions,),
        )
        return dict(rows.fetchall())

    def transcript_of(self, digest: str, questions: str | None = None) -> str | None:
        """The transcript of files with this digest; with `questions`, only if it answers those."""
        row = self._sql.execute("SELECT text, asked FROM transcripts WHERE digest = ?", (digest,)).fetchone()
        return _unpacked(row[0]) if row and questions in (None, row[1]) else None

    def judged(self) -> list[tuple[str, int, str]]:
        """(id, number, digest) of all that is judged: every submission, number 0, and every earlier attempt."""
        return self._sql.execute(
            "SELECT id, 0, digest FROM submissions UNION ALL SELECT submission, number, digest FROM attempts "
            "ORDER BY 3, 1, 2"
        ).fetchall()

    def index(self) -> list[tuple[str, str]]:
        """(id, digest) of every submission; equal digests stand next to each other."""
        return self._sql.execute("SELECT id, digest FROM submissions ORDER BY digest, id").fetchall()

    def submissions(self) -> dict[str, Submission]:
        """Every submission by its id, without the files, which may be gone."""
        rows = self._sql.execute("SELECT id, entry FROM submissions ORDER BY id")
        return {name: _submission(name, entry) for name, entry in rows}

    def reports(self) -> Iterator[Report]:
        """Every submission's report, in the order of the ids."""
        for (text,) in self._sql.execute("SELECT text FROM reports ORDER BY submission"):
            yield parse_report(_unpacked(text))

    def report_of(self, submission: str) -> str | None:
        """The report of one submission, as JSON."""
        row = self._sql.execute("SELECT text FROM reports WHERE submission = ?", (submission,)).fetchone()
        return _unpacked(row[0]) if row else None

    @property
    def revision(self) -> int:
        """A number that grows with every report that is written."""
        return int(self._sql.execute("SELECT coalesce(max(number), 0) FROM reports").fetchone()[0])

    def points(self, submissions: Iterable[str] | None = None) -> dict[str, tuple[float, float]]:
        """What every submission earned by its report, or some of them, and what was possible."""
        points = (f"json_extract(unpacked(text), '$.{name}')" for name in ("earned", "possible"))
        query = f"SELECT submission, {', '.join(points)} FROM reports"
        if submissions is None:
            rows = self._sql.execute(f"{query} ORDER BY submission").fetchall()
        else:
            rows = [row for s in submissions for row in self._sql.execute(f"{query} WHERE submission = ?", (s,))]
        return {name: (earned, possible) for name, earned, possible in rows}

    def points_by_question(self) -> dict[str, Points]:
        """What every submission has by its report; cheaper than the reports."""
        rows = self._sql.execute("SELECT submission, text FROM reports ORDER BY submission")
        return {name: points_of(json.loads(_unpacked(text))) for name, text in rows}

    def put_absent(self, people: Iterable[Person]) -> None:
        """Write the people on the roster without a submission, in place of an older list."""
        with self.transaction():
            self._sql.execute("DELETE FROM absent")
            self._sql.executemany("INSERT INTO absent VALUES (?, ?, ?)", [(p.id, p.name, p.email) for p in people])

    def absent(self) -> tuple[Person, ...]:
        """People on the roster without a submission, in the book too: a class may be graded in parts."""
        authors = {person.id for submission in self.submissions().values() for person in submission.people}
        rows = self._sql.execute("SELECT id, name, email FROM absent ORDER BY rowid")
        return tuple(Person(*row) for row in rows if row[0] not in authors)

    def judged_submissions(self, submission: str | None = None) -> Iterator[tuple[Submission, str, str]]:
        """(submission, digest of its files, report as JSON), one at a time; or one of them alone."""
        one = "" if submission is None else "WHERE s.id = ? "
        rows = self._sql.execute(
            "SELECT s.id, s.digest, s.entry, r.text FROM submissions s "
            f"JOIN reports r ON r.submission = s.id {one}ORDER BY s.id",
            () if submission is None else (submission,),
        )
        for name, digest, entry, report in rows:
            yield _submission(name, entry), digest, _unpacked(report)

    def records(self, submission: str | None = None) -> Iterator[Record]:
        """Everything, one submission at a time; or one of them alone."""
        one = "" if submission is None else "WHERE s.id = ? "
        rows = self._sql.execute(
            "SELECT s.id, s.digest, s.entry, t.asked, t.text, r.text FROM submissions s "
            f"JOIN transcripts t USING (digest) JOIN reports r ON r.submission = s.id {one}ORDER BY s.id",
            () if submission is None else (submission,),
        )
        for name, digest, entry, questions, text, report in rows:
            yield Record(_submission(name, entry), digest, _unpacked(text), _unpacked(report), questions)

    def remove_unused(self) -> int:
        """Delete the transcripts to which nothing refers, and give their room back; how many those were.

        They are of files that were handed in before others, and of questions that no key asks any more.
        """
        referring = (name for name, columns in TABLES.items() if "digest TEXT NOT NULL, entry" in columns)
        used = " UNION ".join(f"SELECT digest FROM {name}" for name in referring)
        with self.transaction():
            count = self._sql.execute(f"DELETE FROM transcripts WHERE digest NOT IN ({used})").rowcount
        self._sql.execute("VACUUM")
        self._sql.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return count


def _entry(submission: Submission) -> str:
    data = asdict(submission)
    data["files"] = [str(path) for path in submission.files]
    return json.dumps(data)  # in ASCII: a file's name may be no Unicode, which SQLite cannot hold


def _submission(name: str, entry: str) -> Submission:
    try:
        submission: Submission = decoder(Submission)({**json.loads(entry), "id": name})
    except (ValueError, TypeError) as error:
        raise BadGradebook(f"the entry of {name} in this gradebook is damaged: {error}. Grade it again.") from None
    return submission


def _packed(text: str, level: int = 6) -> bytes:
    """`level` 0 is for a key: large, written once, and hardly smaller at any level, since it is numbers in base64.

    1 is for a report, which every regrade writes: a sixth of its size, and 6 would take a third longer for a seventh.
    """
    return zlib.compress(text.encode(), level)


def _unpacked(text: bytes | str) -> str:
    return text if isinstance(text, str) else zlib.decompress(text).decode()


def points_of(report: Mapping[str, Any]) -> Points:
    """The points of a report's data."""
    questions = {name: (of["earned"], of["possible"]) for name, of in report["questions"].items()}
    return {"": (report["earned"], report["possible"]), **questions}
