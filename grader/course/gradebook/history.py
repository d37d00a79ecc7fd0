"""What a gradebook keeps of before: earlier attempts of a submission, and points before each regrade."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import datetime, timezone

from grader.course.gradebook.database import REPORT_LEVEL, packed, unpacked
from grader.course.gradebook.rows import Attempt, Points, Record, Replaced, entry_of, submission_of

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
            "SELECT a.submission, a.digest, a.entry, t.asked, t.text, a.report FROM attempts a "
            "JOIN transcripts t USING (digest) WHERE a.number = ?", (number,),
        )  # fmt: skip
        name, digest, entry, questions, text, report = rows.fetchone()
        return Record(submission_of(name, entry), digest, unpacked(text), unpacked(report), questions)

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
