"""The gradebook: one SQLite file that holds every submission, what its functions did, and how it was judged.

A submission is written in one transaction, so that after `kill -9` it is complete or not there; the key and all reports
are replaced in one transaction too, so that no reader ever sees two keys.
One process writes; others may read meanwhile. Not for a network drive: SQLite's WAL needs a local one.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timezone
from functools import cached_property
from itertools import starmap
from pathlib import Path
from types import MappingProxyType
from typing import Any

from grader.base.errors import UserError
from grader.base.staff.times import parse_time
from grader.base.staff.transactions import SqliteFile
from grader.base.version import version
from grader.course.gradebook.rows import (
    REPORT_LEVEL,
    Attempt,
    JudgingKey,
    Points,
    Record,
    Replaced,
    entry_of,
    packed,
    record_of,
    submission_of,
    unpacked,
)
from grader.model.report import Report, parse_report
from grader.submissions.collection import Person, Submission
from grader.submissions.roster import known_by, without

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
    # what the same people handed in before: number counts all of them; the id then is in `entry`
    "attempts": "number INTEGER PRIMARY KEY AUTOINCREMENT, submission TEXT NOT NULL, digest TEXT NOT NULL, "
    "entry TEXT NOT NULL, report BLOB NOT NULL",  # as in `reports`
    "replaced": "attempt INTEGER PRIMARY KEY, at TEXT NOT NULL",  # when another attempt came; in UTC
    # what everybody was shown before a regrade that changed it, by the key with this digest; no question: in all
    "points_before": "submission TEXT NOT NULL, question TEXT NOT NULL, earned REAL NOT NULL, possible REAL NOT NULL, "
    "at TEXT NOT NULL, key TEXT NOT NULL",
    # layers of isolation that were due, and missing where a part of this class was graded, with the reasons
    "missing_layers": "layer TEXT PRIMARY KEY, reason TEXT NOT NULL",
    "absent": "id TEXT NOT NULL, name TEXT NOT NULL, email TEXT NOT NULL",  # people on the roster without a submission
}


# ── what was there before

_Row = tuple[str, str, bytes, "str | None"]  # digest, entry, report, and when another attempt came


def _now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds")


class History:
    """The tables `attempts`, `replaced` and `points_before` of an open book."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql

    def put_points_before(self, points: Mapping[str, Points], key: str) -> None:
        """Write what submissions had before this regrade, by the key with this digest."""
        at = _now()
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

    def keep_attempt(self, submission: str, digest: str) -> None:
        """What the book holds under this id becomes an earlier attempt, unless it has the same files."""
        self._remove("submission = ? AND digest = ?", submission, digest)
        for current in self._current(submission):
            if current[0] != digest:
                self._add(submission, *current)

    def hand_over(self, submission: str, to: str) -> None:
        """All that the book holds of a submission is an earlier attempt of another one too."""
        rows = self._sql.execute(
            "SELECT a.digest, a.entry, a.report, r.at FROM attempts a LEFT JOIN replaced r ON r.attempt = a.number "
            "WHERE a.submission = ? ORDER BY a.number", (submission,),
        ).fetchall()  # fmt: skip
        for row in (*rows, *self._current(submission)):
            self._add(to, *row)

    def add_attempt(self, submission: str, record: Record) -> None:
        """What a record holds is an earlier attempt of a submission, if it is not yet one."""
        self._add(submission, record.digest, entry_of(record.submission), packed(record.report, REPORT_LEVEL), _now())

    def forget(self, submission: str, to: str) -> None:
        """Remove the attempts of a submission that is no more there; its points before a regrade are those of `to`."""
        self._remove("submission = ?", submission)
        self._sql.execute("UPDATE points_before SET submission = ? WHERE submission = ?", (to, submission))

    def _current(self, submission: str) -> list[_Row]:
        """What would be an earlier attempt from now on."""
        query = "SELECT digest, entry, text FROM submissions s JOIN reports r ON r.submission = s.id WHERE s.id = ?"
        return [(*row, _now()) for row in self._sql.execute(query, (submission,))]

    def _add(self, submission: str, digest: str, entry: str, report: bytes, at: str | None) -> bool:
        """Add an earlier attempt, unless the same files are there under the same id; whether it was added."""
        same = self._sql.execute(
            "SELECT json_extract(entry, '$.id') FROM attempts WHERE submission = ? AND digest = ?", (submission, digest)
        )
        if (json.loads(entry).get("id", submission),) in same.fetchall():
            return False
        insert = "INSERT INTO attempts (submission, digest, entry, report) VALUES (?, ?, ?, ?)"
        number = self._sql.execute(insert, (submission, digest, entry, report)).lastrowid
        if at:
            self._sql.execute("INSERT INTO replaced VALUES (?, ?)", (number, at))
        return True

    def _remove(self, where: str, *values: str) -> None:
        self._sql.execute(f"DELETE FROM replaced WHERE attempt IN (SELECT number FROM attempts WHERE {where})", values)
        self._sql.execute(f"DELETE FROM attempts WHERE {where}", values)

    def replaced(self) -> dict[str, list[Replaced]]:
        """The earlier attempts by the id under which they were handed in, in the order in which others came.

        Those of an older book, of which nobody knows when another one came, are not among them.
        """
        replaced: dict[str, list[Replaced]] = {}
        rows = self._sql.execute(
            "SELECT json_extract(a.entry, '$.id'), a.submission, CASE a.digest WHEN s.digest THEN 0 ELSE a.number END, "
            "r.at FROM attempts a JOIN replaced r ON r.attempt = a.number JOIN submissions s ON s.id = a.submission "
            "ORDER BY r.at, a.number"
        )
        for name, *rest in rows:
            replaced.setdefault(name, []).append(Replaced(*rest))
        return replaced

    def attempts(self) -> dict[str, list[Attempt]]:
        """The earlier attempts of the submissions that have any, by id, the oldest first."""
        attempts: dict[str, list[Attempt]] = {}
        rows = self._sql.execute("SELECT number, submission, entry, json_extract(unpacked(report), '$.earned') "
                                 "FROM attempts ORDER BY number")  # fmt: skip
        for number, name, entry, earned in rows:
            attempts.setdefault(name, []).append(Attempt(number, submission_of(name, entry), earned))
        return attempts

    def attempt(self, number: int) -> Record:
        """Everything about one earlier attempt."""
        rows = self._sql.execute(
            "SELECT a.submission, a.digest, a.entry, t.text, a.report, t.asked FROM attempts a "
            "JOIN transcripts t USING (digest) WHERE a.number = ?", (number,),
        )  # fmt: skip
        return record_of(*rows.fetchone())

    def take_attempts(self, other: History) -> None:
        """Write the earlier attempts that another book holds, with their transcripts; what is here stays once.

        Those of a submission that is an earlier attempt here are of the one that came after it.
        """
        here = dict(self._sql.execute("SELECT id, digest FROM submissions").fetchall())
        later = self.replaced()
        rows = other._sql.execute(
            "SELECT a.submission, a.digest, a.entry, a.report, r.at, t.asked, t.text FROM attempts a "
            "JOIN transcripts t USING (digest) LEFT JOIN replaced r ON r.attempt = a.number ORDER BY a.number"
        )
        for name, digest, entry, report, at, asked, transcript in rows:
            for row in [name] if name in here else sorted({each.submission for each in later.get(name, ())}):
                if here.get(name) != digest and self._add(row, digest, entry, report, at):
                    self._sql.execute("INSERT OR IGNORE INTO transcripts VALUES (?, ?, ?)", (digest, asked, transcript))


# ── the book


class Gradebook(SqliteFile):
    """`with Gradebook(path) as book:`, made where there is none. Raises UserError.

    `history` has earlier attempts, and points before a regrade. `old` opens a book of version 2 too, for `upgrade` and
    the regrade that has to come with it.
    """

    def __init__(self, path: Path, *, old: bool = False) -> None:
        self._versions = (VERSION, OLD_VERSION) if old else (VERSION,)
        super().__init__(path)

    def _unusable(self, error: sqlite3.Error) -> UserError:
        if isinstance(error, sqlite3.OperationalError):
            return UserError(
                f"{self.path}: this gradebook cannot be read or written now ({error}). See whether there is room on "
                "its disk and whether you may write there, then run the same command again: what is in the gradebook "
                "stays there, and the rest is done then."
            )
        return UserError(f"{self.path}: this is not a gradebook that can be opened ({error}).")

    def _prepare(self) -> None:
        self._sql.create_function("unpacked", 1, unpacked, deterministic=True)
        self._sql.execute("PRAGMA synchronous=NORMAL")
        if not self._tables() >= TABLES.keys():  # else a reader would wait for whoever writes
            with self.transaction():  # two programs may open a new book at once
                self._create_missing(self._tables())
        self._read_version()

    def _read_version(self) -> None:
        """Read the version and the secret. Raises UserError for a version that is not read here."""
        self.version, self.secret = self._sql.execute("SELECT version, secret FROM schema").fetchone()
        if self.version not in self._versions:
            way_out = "Use the grader that wrote it, or grade into another folder."
            if self.version == OLD_VERSION:
                upgrade = f"grader regrade {self.path.parent} --key KEY"
                way_out = f"Bring it up to date, which runs no student's code: {upgrade}"
            raise UserError(
                f"{self.path}: this gradebook has version {self.version}, and this grader reads version {VERSION}. "
                f"{way_out}"
            )

    def _tables(self) -> set[str]:
        return {name for (name,) in self._sql.execute("SELECT name FROM sqlite_master WHERE type='table'")}

    def _create_missing(self, tables: set[str]) -> None:
        """Create the tables of a new book, or those that an older one lacks."""
        if tables and "schema" not in tables:
            raise UserError(f"{self.path}: this is an SQLite file, but not a gradebook of this grader.")
        if tables:
            self._read_version()  # a book that is refused gets no table
        for name, columns in TABLES.items():
            self._sql.execute(f"CREATE TABLE IF NOT EXISTS {name} ({columns})")
        if not tables:
            self._insert("schema", VERSION, secrets.token_hex(16))

    @property
    def is_current(self) -> bool:
        """Whether it has the tables of this version, and not those of the one before."""
        return bool(self.version == VERSION)

    def upgrade(self) -> None:
        """Bring a book of version 2 up to date. Its reports, which may be by several keys, go: make them anew."""
        if self.version == OLD_VERSION:
            with self.transaction():
                self._sql.execute("DROP TABLE reports")
                self._create_missing(self._tables())
                self._sql.execute("UPDATE schema SET version = ?", (VERSION,))

    @cached_property
    def history(self) -> History:
        """What was there before."""
        return History(self._sql)

    # ── the key

    @property
    def key(self) -> JudgingKey | None:
        """The key by which everything in the book is judged; None before the first."""
        row = self._sql.execute("SELECT digest, title, text FROM key").fetchone()
        return JudgingKey(row[0], row[1], unpacked(row[2])) if row else None

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
            self._insert("key", key.digest, key.title, packed(key.text, level=0))
            self._sql.execute("INSERT OR IGNORE INTO made_with VALUES (?)", (version(),))

    @property
    def made_with(self) -> tuple[str, ...]:
        """The versions of the grader that put a key into the book."""
        return tuple(name for (name,) in self._sql.execute("SELECT grader FROM made_with ORDER BY rowid"))

    # ── submissions

    def put(self, record: Record, together: Mapping[str, Submission] = MappingProxyType({})) -> None:
        """Write a submission, its transcript and its report. Everybody is in one submission, the latest.

        What its people had before, in this submission or in another one, are earlier attempts. What is written later is
        the later one. Of what was handed in `together`, by id, the platform's times say it; where nothing does, as of
        two people who cannot be told apart, both stay.
        """
        submission, digest = record.submission, record.digest
        with self.transaction():
            earlier, later = self._others(submission, together)
            people = without(submission.people, [person for other in later for person in other.people])
            self._insert("transcripts", digest, record.questions, packed(record.transcript))
            self._hand_over_to_who_left(submission, together)
            if people or not later:
                self.history.keep_attempt(submission.id, digest)
                self._put_entry(replace(submission, people=people), digest)
                self.put_report(submission.id, packed(record.report, REPORT_LEVEL))
            for other in later:
                self.history.hand_over(submission.id, other.id)
                self.history.add_attempt(other.id, record)
            for other in earlier:
                self.history.hand_over(other.id, submission.id)
                if left := without(other.people, submission.people):
                    self._put_entry(replace(other, people=left))
                else:
                    self._remove(other.id, submission.id)
            if later and not people:
                self._remove(submission.id, later[0].id)

    def renew(self, submission: Submission, together: Mapping[str, Submission]) -> None:
        """Write whose a submission is by now, of which the book holds the same files. `together` is as for `put`.

        Where nobody is the same, the older list stays, unless e-mails say who each of them is: without a roster a
        platform's list may know people by other ids.
        """
        stored = self.submission(submission.id)
        if stored is None:  # it is an earlier attempt of something that was written since the caller looked
            return
        gone, new = without(stored.people, submission.people), without(submission.people, stored.people)
        is_known = len(gone) < len(stored.people) or all(person.email for person in (*gone, *new))
        renewed = replace(stored, people=submission.people) if is_known and (gone or new) else stored
        if renewed != stored or any(self._others(renewed, together)):
            (record,) = self.records(submission.id)
            self.put(replace(record, submission=renewed), together)

    def _hand_over_to_who_left(self, submission: Submission, together: Mapping[str, Submission]) -> None:
        """What people had in this submission until now is an earlier attempt of what they handed in elsewhere."""
        stored = self.submission(submission.id)
        for person in without(stored.people, submission.people) if stored else ():
            for name, other in together.items():
                if name != submission.id and not without([person], other.people):
                    self.history.hand_over(submission.id, name)

    def submission(self, name: str) -> Submission | None:
        """The submission with this id, if there is one."""
        entry = self._value("SELECT entry FROM submissions WHERE id = ?", name)
        return submission_of(name, entry) if entry else None

    def _others(
        self, submission: Submission, together: Mapping[str, Submission]
    ) -> tuple[list[Submission], list[Submission]]:
        """The other submissions of its people that came before it, and those that came after it."""
        ids = {name for person in submission.people for key in known_by(person) for name in self._ids.get(key, ())}
        shared = [other for name in sorted(ids - {submission.id}) if (other := self.submission(name))
                  and len(without(other.people, submission.people)) < len(other.people)]  # fmt: skip
        is_new = bool(shared) and self.submission(submission.id) is None
        at, earlier, later = parse_time(submission.submitted_at), list[Submission](), list[Submission]()
        for other in shared:
            then, listed = parse_time(other.submitted_at), together.get(other.id)
            have_left = listed is not None and without(submission.people, listed.people) == submission.people
            if have_left or (is_new and listed is None):
                earlier.append(other)
            elif at and then and at != then:
                (earlier if then < at else later).append(other)
        return earlier, later

    @cached_property
    def _ids(self) -> dict[str, set[str]]:
        """By what a person is known the ids of their submissions; also of some that are no more there."""
        ids: dict[str, set[str]] = {}
        for name, submission in self.submissions().items():
            for key in {key for person in submission.people for key in known_by(person)}:
                ids.setdefault(key, set()).add(name)
        return ids

    def _put_entry(self, submission: Submission, digest: str = "") -> None:
        """Write an entry; without a digest that of a submission which is there, with the same files."""
        if digest:
            self._insert("submissions", submission.id, digest, entry_of(submission))
        else:
            self._sql.execute("UPDATE submissions SET entry = ? WHERE id = ?", (entry_of(submission), submission.id))
        for key in {key for person in submission.people for key in known_by(person)}:
            self._ids.setdefault(key, set()).add(submission.id)

    def _remove(self, submission: str, to: str) -> None:
        """Remove a submission that is an earlier attempt of another one by now."""
        self.history.forget(submission, to)
        self._sql.execute("DELETE FROM submissions WHERE id = ?", (submission,))
        self._sql.execute("DELETE FROM reports WHERE submission = ?", (submission,))

    def put_report(self, submission: str, text: bytes | str, attempt: int = 0) -> None:
        """Write a packed report of a submission that the book holds, or of the earlier attempt with this number."""
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

    def _value(self, query: str, *values: str | None) -> Any:
        """The value that the query selects; None where there is none."""
        return (self._sql.execute(query, values).fetchone() or (None,))[0]

    def transcript_of(self, digest: str, questions: str | None = None) -> str | None:
        """The transcript of files with this digest; with `questions`, only if it answers those."""
        query = "SELECT text FROM transcripts WHERE digest = ? AND asked = coalesce(?, asked)"
        text = self._value(query, digest, questions)
        return None if text is None else unpacked(text)

    def packed_transcript_of(self, digest: str) -> bytes | str | None:
        """The transcript of files with this digest as the book holds it, for `unpacked`."""
        text: bytes | str | None = self._value("SELECT text FROM transcripts WHERE digest = ?", digest)
        return text

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
        return {name: submission_of(name, entry) for name, entry in rows}

    def reports(self) -> Iterator[Report]:
        """Every submission's report, in the order of the ids."""
        for (text,) in self._sql.execute("SELECT text FROM reports ORDER BY submission"):
            yield parse_report(unpacked(text))

    def report_of(self, submission: str) -> str | None:
        """The report of one submission, as JSON."""
        text = self.packed_report_of(submission)
        return unpacked(text) if text else None

    def packed_report_of(self, submission: str) -> bytes | str:
        """The report of one submission as the book holds it, for `unpacked`; empty where there is none."""
        text: bytes | str = self._value("SELECT text FROM reports WHERE submission = ?", submission) or b""
        return text

    @property
    def revision(self) -> int:
        """A number that grows with every report that is written."""
        return self._value("SELECT max(number) FROM reports") or 0

    def report_number(self, submission: str) -> int:
        """The number of a submission's report, by which it is newer than a `revision`; 0 where there is none."""
        return self._value("SELECT number FROM reports WHERE submission = ?", submission) or 0

    def points(self, submissions: Iterable[str] | None = None) -> dict[str, tuple[float, float]]:
        """What every submission earned by its report, or some of them, and what was possible."""
        points = (f"json_extract(unpacked(text), '$.{name}')" for name in ("earned", "possible"))
        query = f"SELECT submission, {', '.join(points)} FROM reports"
        of = self.submissions() if submissions is None else submissions
        rows = (row for s in of for row in self._sql.execute(f"{query} WHERE submission = ?", (s,)))
        return {name: (earned, possible) for name, earned, possible in rows}

    def put_missing_layers(self, missing: Mapping[str, str]) -> None:
        """Note that submissions run without these layers, by the reasons; what was noted before stays."""
        for layer, reason in missing.items():
            self._insert("missing_layers", layer, reason)

    def missing_layers(self) -> dict[str, str]:
        """The layers without which a part of the class was graded, with the reasons."""
        return dict(self._sql.execute("SELECT layer, reason FROM missing_layers ORDER BY layer").fetchall())

    def put_absent(self, people: Iterable[Person]) -> None:
        """Write the people on the roster without a submission, in place of an older list."""
        with self.transaction():
            self._sql.execute("DELETE FROM absent")
            for person in people:
                self._insert("absent", person.id, person.name, person.email)

    def absent(self) -> tuple[Person, ...]:
        """People on the roster without a submission, in the book too: a class may be graded in parts."""
        rows = self._sql.execute("SELECT id, name, email FROM absent ORDER BY rowid").fetchall()
        authors = {person.id for each in self.submissions().values() for person in each.people} if rows else set()
        return tuple(Person(*row) for row in rows if row[0] not in authors)

    def judged_submissions(self, submission: str | None = None) -> Iterator[tuple[Submission, str, str]]:
        """(submission, digest of its files, report as JSON), one at a time; or one of them alone."""
        for name, digest, entry, report in self._rows("s.id, s.digest, s.entry, r.text", submission):
            yield submission_of(name, entry), digest, unpacked(report)

    def records(self, submission: str | None = None) -> Iterator[Record]:
        """Everything, one submission at a time; or one of them alone."""
        columns = "s.id, s.digest, s.entry, t.text, r.text, t.asked"
        yield from starmap(record_of, self._rows(columns, submission))

    def _rows(self, columns: str, submission: str | None) -> sqlite3.Cursor:
        """These columns of every submission with a report and, where they name it, a transcript; or of one alone."""
        transcripts = "JOIN transcripts t USING (digest)" if " t." in columns else ""
        one = "" if submission is None else "WHERE s.id = ?"
        query = f"SELECT {columns} FROM submissions s JOIN reports r ON r.submission = s.id {transcripts} {one}"
        return self._sql.execute(f"{query} ORDER BY s.id", () if submission is None else (submission,))

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
