"""The gradebook: one SQLite file that holds every submission, what its functions did, and what was said of it.

    schema       version, secret               secret: for codes in place of names, stable within one book
    submissions  id, digest, entry             digest: of the files; entry: people, late, note ... as JSON
    transcripts  digest, asked, text           text: zlib of the JSON; asked: what was asked of it
    reports      submission, key, text         one for each key that it was judged with
    absent       id, name, email               who was on the roster, and of whom nothing was found

A submission is written in one transaction, so after `kill -9` at any moment it is wholly there or not at all.
One process writes; others may read meanwhile. Not for a network drive: SQLite's WAL needs a local one.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from grader import report as reports
from grader.errors import UserError
from grader.report import Report
from grader.submissions import Person, Submission

VERSION = 2

SCHEMA = """
CREATE TABLE schema (version INTEGER NOT NULL, secret TEXT NOT NULL);
CREATE TABLE submissions (id TEXT PRIMARY KEY, digest TEXT NOT NULL, entry TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE transcripts (digest TEXT PRIMARY KEY, asked TEXT NOT NULL, text BLOB NOT NULL);
CREATE TABLE reports (
    number INTEGER PRIMARY KEY AUTOINCREMENT, submission TEXT NOT NULL, key TEXT NOT NULL, text TEXT NOT NULL,
    UNIQUE (submission, key)
);
CREATE TABLE absent (id TEXT NOT NULL, name TEXT NOT NULL, email TEXT NOT NULL);
CREATE INDEX reports_by_key ON reports (key, submission);
"""


class BadGradebook(UserError):
    """A file that is no gradebook, or one of another version; the message is one sentence."""


@dataclass(frozen=True)
class Record:
    """One submission as the book holds it."""

    submission: Submission
    digest: str
    asked: str
    transcript: str
    reports: Mapping[str, str]  # by the key's digest


class Gradebook:
    """`with Gradebook(path) as book:`; made where there is none. Raises BadGradebook."""

    def __init__(self, path: Path):
        self.path = Path(path)
        try:
            self._sql = sqlite3.connect(self.path, timeout=60, isolation_level=None)
            self._prepare()
        except sqlite3.Error as error:
            raise BadGradebook(f"{self.path}: this is not a gradebook that can be opened ({error}).") from None

    def __enter__(self) -> Gradebook:
        return self

    def __exit__(self, *_: object) -> None:
        self._sql.close()

    def _prepare(self) -> None:
        self._sql.execute("PRAGMA journal_mode=WAL")
        self._sql.execute("PRAGMA synchronous=NORMAL")
        with self.transaction():  # two programs may open a new book at once
            tables = {name for (name,) in self._sql.execute("SELECT name FROM sqlite_master WHERE type='table'")}
            if not tables:
                for statement in filter(str.strip, SCHEMA.split(";")):
                    self._sql.execute(statement)
                self._sql.execute("INSERT INTO schema VALUES (?, ?)", (VERSION, secrets.token_hex(16)))
            elif "schema" not in tables:
                raise BadGradebook(f"{self.path}: this is an SQLite file, but not a gradebook of this grader.")
        version, self.secret = self._sql.execute("SELECT version, secret FROM schema").fetchone()
        if version != VERSION:
            raise BadGradebook(
                f"{self.path}: this gradebook has version {version}, and this grader reads version {VERSION}. "
                "Use the grader that wrote it, or grade into another folder."
            )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside is kept together, or not at all. Another one inside joins it."""
        if self._sql.in_transaction:
            yield
            return
        self._sql.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._sql.execute("ROLLBACK")
            raise
        self._sql.execute("COMMIT")

    def put(
        self, submission: Submission, digest: str, transcript: str, report: str, *, key: str, asked: str = ""
    ) -> None:
        """Write a submission, its transcript and its report with the key of that digest, in place of older ones."""
        with self.transaction():
            self._sql.execute(
                "INSERT OR REPLACE INTO submissions VALUES (?, ?, ?)", (submission.id, digest, _entry(submission))
            )
            self._sql.execute(
                "INSERT OR REPLACE INTO transcripts VALUES (?, ?, ?)",
                (digest, asked, zlib.compress(transcript.encode(), 6)),
            )
            self.put_report(submission.id, report, key=key)

    def put_report(self, submission: str, report: str, *, key: str) -> None:
        """Write a report of a submission that the book holds."""
        with self.transaction():
            self._sql.execute(
                "INSERT OR REPLACE INTO reports (submission, key, text) VALUES (?, ?, ?)", (submission, key, report)
            )

    def done(self, key: str, asked: str = "") -> dict[str, str]:
        """The ids of the submissions that have a report with this key, and the digests of their files.

        Only those whose transcript was made for what is asked: what we failed at, or what a new key asks besides, is
        not done.
        """
        rows = self._sql.execute(
            "SELECT s.id, s.digest FROM submissions s JOIN reports r ON r.submission = s.id "
            "JOIN transcripts t ON t.digest = s.digest WHERE r.key = ? AND t.asked = ?",
            (key, asked),
        )
        return dict(rows.fetchall())

    def transcript_of(self, digest: str, asked: str | None = None) -> str | None:
        """The transcript of files with this digest; with `asked`, only if it was made for the same questions."""
        row = self._sql.execute("SELECT text, asked FROM transcripts WHERE digest = ?", (digest,)).fetchone()
        return _unpacked(row[0]) if row and asked in (None, row[1]) else None

    def index(self) -> list[tuple[str, str]]:
        """(id, digest) of every submission; those with one digest behind one another."""
        return self._sql.execute("SELECT id, digest FROM submissions ORDER BY digest, id").fetchall()

    def submissions(self) -> dict[str, Submission]:
        """Every submission by its id, without the files, which may be gone."""
        rows = self._sql.execute("SELECT id, entry FROM submissions ORDER BY id")
        return {id: _submission(id, entry) for id, entry in rows}

    def transcripts(self) -> Iterator[tuple[str, str, str]]:
        """(id, digest, transcript) of every submission; those with one digest behind one another."""
        rows = self._sql.execute(
            "SELECT s.id, s.digest, t.text FROM submissions s JOIN transcripts t USING (digest) ORDER BY s.digest, s.id"
        )
        for id, digest, text in rows:
            yield id, digest, _unpacked(text)

    def reports(self, key: str = "") -> Iterator[Report]:
        """Every submission's report with this key, or with the key that was used last, in the order of the ids."""
        key = key or self.last_key()
        for (text,) in self._sql.execute("SELECT text FROM reports WHERE key = ? ORDER BY submission", (key,)):
            yield reports.read(text)

    def last_key(self) -> str:
        """The digest of the key that was used last; empty for an empty book."""
        row = self._sql.execute("SELECT key FROM reports ORDER BY number DESC LIMIT 1").fetchone()
        return row[0] if row else ""

    def put_absent(self, people: Iterable[Person]) -> None:
        """Write who is on the roster and was not found in what was handed in, in place of an older list."""
        with self.transaction():
            self._sql.execute("DELETE FROM absent")
            self._sql.executemany("INSERT INTO absent VALUES (?, ?, ?)", [(p.id, p.name, p.email) for p in people])

    def absent(self) -> tuple[Person, ...]:
        """Those of whom no submission is in the book either: parts of a class may be graded one after another."""
        seen = {person.id for submission in self.submissions().values() for person in submission.people}
        rows = self._sql.execute("SELECT id, name, email FROM absent ORDER BY rowid")
        return tuple(Person(*row) for row in rows if row[0] not in seen)

    def records(self) -> Iterator[Record]:
        """Everything, one submission at a time."""
        rows = self._sql.execute(
            "SELECT id, digest, entry, asked, text FROM submissions JOIN transcripts USING (digest)"
        )
        for id, digest, entry, asked, text in rows:
            told = self._sql.execute("SELECT key, text FROM reports WHERE submission = ?", (id,)).fetchall()
            yield Record(_submission(id, entry), digest, asked, _unpacked(text), dict(told))


def _entry(submission: Submission) -> str:
    data = asdict(submission)
    data["files"] = [str(path) for path in submission.files]
    return json.dumps(data)  # in ASCII: a file's name may be no Unicode, which SQLite cannot hold


def _submission(id: str, entry: str) -> Submission:
    data: dict[str, Any] = json.loads(entry)
    people = tuple(Person(**person) for person in data["people"])
    return Submission(**data | {"id": id, "people": people, "files": tuple(map(Path, data["files"]))})


def _unpacked(text: bytes) -> str:
    return zlib.decompress(text).decode()
