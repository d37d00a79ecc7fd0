"""What a gradebook keeps of before: earlier attempts of a submission, and points before each regrade."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import datetime, timezone

from grader.course.gradebook.database import REPORT_LEVEL, packed, unpacked
from grader.course.gradebook.rows import Attempt, Points, Record, entry_of, submission_of


class History:
    """The tables `attempts` and `points_before` of an open book."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql

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

    def keep_attempt(self, submission: str, digest: str) -> None:
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
        """Write the earlier attempts that another book holds, with their transcripts; what is here stays once."""
        query = "SELECT id, digest FROM submissions UNION SELECT submission, digest FROM attempts"
        present = set(self._sql.execute(query))
        for record in map(other.attempt, [a.number for each in other.attempts().values() for a in each]):
            if (record.submission.id, record.digest) not in present:
                transcript = record.digest, record.questions, packed(record.transcript)
                self._sql.execute("INSERT OR IGNORE INTO transcripts VALUES (?, ?, ?)", transcript)
                row = record.submission.id, record.digest, entry_of(record.submission)
                insert = "INSERT INTO attempts (submission, digest, entry, report) VALUES (?, ?, ?, ?)"
                self._sql.execute(insert, (*row, packed(record.report, REPORT_LEVEL)))
