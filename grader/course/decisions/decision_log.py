"""The log of decisions: one SQLite file in the results folder, to which many programs append at once.

Each call opens the file, does one transaction, and closes it. The tables themselves refuse a change of an entry. A
folder without the file has no decisions; the first one makes it. Not for a network drive: SQLite's WAL needs a local
one.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import astuple, replace
from datetime import datetime, timezone
from pathlib import Path

from grader.base.errors import UserError
from grader.base.staff.transactions import SqliteFile
from grader.course.decisions.decision import Decision, Decisions, Entry

FILE = "decisions.sqlite"
VERSION = 2
APPLICATION = 0x46_4F_47_44  # of the file's header, by which a log is known
COLUMNS = "id, at, by, kind, submission, question, points, text, because, undoes, others"
# `others` are further submissions of the same entry, as a JSON list.
OTHERS = "others TEXT NOT NULL DEFAULT '[]'"
TABLE = f"""
CREATE TABLE decisions (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, by TEXT NOT NULL,
  kind TEXT NOT NULL, submission TEXT NOT NULL, question TEXT NOT NULL, points REAL, text TEXT NOT NULL,
  because TEXT NOT NULL, undoes TEXT NOT NULL, {OTHERS}
)"""
APPEND_ONLY = """
CREATE TRIGGER no_{0} BEFORE {0} ON decisions BEGIN SELECT RAISE(ABORT, 'an entry is never changed: undo it'); END"""

Check = Callable[[Decisions], None]


def read(results: Path) -> Decisions:
    """All decisions of a results folder. Raises UserError."""
    if not (results / FILE).exists():
        return Decisions()
    with _Log(results / FILE) as log:
        return log.entries()


def append(
    results: Path,
    decisions: Iterable[Decision],
    by: str,
    check: Check = lambda before: None,
    *,
    as_one: bool = False,
) -> list[Entry]:
    """Write decisions, all of them or none; their entries.

    With `as_one` they are equal but for their submissions, and share one entry of the log: one undo is for all. `check`
    gets what is there before, in the same transaction: if it raises, nothing is written. Raises UserError.
    """
    at = datetime.now(timezone.utc).isoformat(timespec="milliseconds")
    one = secrets.token_hex(8)
    entries = [Entry(0, one if as_one else secrets.token_hex(8), at, by, decision) for decision in decisions]
    with _Log(results / FILE) as log, log.transaction():
        check(log.entries())
        numbers = log.insert(entries)
    return [replace(entry, number=numbers[entry.id]) for entry in entries]


def merge(target: Path, logs: Iterable[Decisions]) -> None:
    """Append what the logs of other results folders hold, in the order of time; what is there already stays once."""
    entries = [entry for log in logs for entry in log.entries]
    if entries:
        with _Log(target / FILE) as log, log.transaction():
            present = {entry.id for entry in log.entries().entries}
            new = {(entry.id, entry.decision.submission): entry for entry in entries if entry.id not in present}
            log.insert(sorted(new.values(), key=lambda entry: entry.at))


class _Log(SqliteFile):
    """An open log."""

    def entries(self) -> Decisions:
        """All that was decided."""
        entries = []
        query = f"SELECT number, {COLUMNS} FROM decisions ORDER BY number"
        for number, name, at, by, *rest, others in self._sql.execute(query):
            first = Entry(number, name, at, by, Decision(*rest))
            further = [replace(first.decision, submission=submission) for submission in json.loads(others)]
            entries += [first, *(replace(first, decision=decision) for decision in further)]
        return Decisions(tuple(entries))

    def insert(self, entries: Iterable[Entry]) -> dict[str, int]:
        """Write a row for each id; the numbers of the rows."""
        rows: dict[str, list[Entry]] = {}
        for entry in entries:
            rows.setdefault(entry.id, []).append(entry)
        marks = ", ".join("?" * len(COLUMNS.split(",")))
        numbers = {}
        for name, (entry, *others) in rows.items():
            further = json.dumps([other.decision.submission for other in others])
            row = name, entry.at, entry.by, *astuple(entry.decision), further
            insert = f"INSERT INTO decisions ({COLUMNS}) VALUES ({marks})"
            numbers[name] = self._sql.execute(insert, row).lastrowid or 0
        return numbers

    def _unusable(self, error: sqlite3.Error) -> UserError:
        return UserError(
            f"{self.path}: the decisions of staff cannot be read or written now ({error}). See whether there is room "
            "on its disk and whether you may write there; what was decided before stays. If this is no log of the "
            "grader, move it away."
        )

    def _prepare(self) -> None:
        self._sql.execute("PRAGMA synchronous=FULL")
        with self.transaction():  # two programs may make the file at once
            self._create()

    def _create(self) -> None:
        version, application = (
            self._sql.execute(f"PRAGMA {name}").fetchone()[0] for name in ("user_version", "application_id")
        )
        if not self._sql.execute("SELECT 1 FROM sqlite_master").fetchone():
            self._sql.execute(TABLE)
            for action in ("UPDATE", "DELETE"):
                self._sql.execute(APPEND_ONLY.format(action))
            self._sql.execute(f"PRAGMA application_id = {APPLICATION}")
        elif application != APPLICATION:
            raise UserError(
                f"{self.path}: this is an SQLite file, but no log of decisions. Move it away, and run this again."
            )
        elif version == 1:
            self._sql.execute(f"ALTER TABLE decisions ADD COLUMN {OTHERS}")
        elif version != VERSION:
            raise UserError(
                f"{self.path}: this log of decisions has version {version}, and this grader reads version {VERSION}. "
                "Use the grader that wrote it, or a newer one."
            )
        if version != VERSION:
            self._sql.execute(f"PRAGMA user_version = {VERSION}")
