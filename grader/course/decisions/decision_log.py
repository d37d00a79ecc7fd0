"""The log of decisions: one SQLite file in the results folder, to which many programs append at once.

Each call opens the file, does one transaction, and closes it. The tables themselves refuse a change of an entry. A
folder without the file has no decisions; the first one makes it. Not for a network drive: SQLite's WAL needs a local
one.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, replace
from datetime import datetime, timezone
from pathlib import Path

from grader.base import files
from grader.base.errors import UserError
from grader.base.staff.transactions import transaction, use_write_ahead_log
from grader.course.decisions.decision import Decision, Decisions, Entry

FILE = "decisions.sqlite"
VERSION = 1
APPLICATION = 0x46_4F_47_44  # of the file's header, by which a log is known
COLUMNS = "id, at, by, kind, submission, question, points, text, because, undoes"
TABLE = """
CREATE TABLE decisions (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, by TEXT NOT NULL,
  kind TEXT NOT NULL, submission TEXT NOT NULL, question TEXT NOT NULL, points REAL, text TEXT NOT NULL,
  because TEXT NOT NULL, undoes TEXT NOT NULL
)"""
APPEND_ONLY = """
CREATE TRIGGER no_{0} BEFORE {0} ON decisions BEGIN SELECT RAISE(ABORT, 'an entry is never changed: undo it'); END"""

Check = Callable[[Decisions], None]


def read(results: Path) -> Decisions:
    """All decisions of a results folder. Raises UserError."""
    if not (results / FILE).exists():
        return Decisions()
    with _open(results / FILE) as sql:
        return _entries(sql)


def append(results: Path, decisions: Iterable[Decision], by: str, check: Check = lambda before: None) -> list[Entry]:
    """Write decisions, all of them or none; their entries.

    `check` gets what is there before, in the same transaction: if it raises, nothing is written. Raises UserError.
    """
    at = datetime.now(timezone.utc).isoformat(timespec="milliseconds")
    rows = [Entry(0, secrets.token_hex(8), at, by, decision) for decision in decisions]
    with _open(results / FILE) as sql, transaction(sql):
        check(_entries(sql))
        numbers = _insert(sql, rows)
    return [replace(entry, number=number) for number, entry in zip(numbers, rows, strict=True)]


def merge(target: Path, logs: Iterable[Decisions]) -> None:
    """Append what the logs of other results folders hold, in the order of time; what is there already stays once."""
    entries = [entry for log in logs for entry in log.entries]
    if entries:
        with _open(target / FILE) as sql, transaction(sql):
            present = {entry.id for entry in _entries(sql).entries}
            new = {entry.id: entry for entry in entries if entry.id not in present}
            _insert(sql, sorted(new.values(), key=lambda entry: entry.at))


def _insert(sql: sqlite3.Connection, entries: Iterable[Entry]) -> list[int]:
    marks = ", ".join("?" * len(COLUMNS.split(",")))
    insert = f"INSERT INTO decisions ({COLUMNS}) VALUES ({marks})"
    rows = ((entry.id, entry.at, entry.by, *astuple(entry.decision)) for entry in entries)
    return [sql.execute(insert, row).lastrowid or 0 for row in rows]


def _entries(sql: sqlite3.Connection) -> Decisions:
    rows = sql.execute(f"SELECT number, {COLUMNS} FROM decisions ORDER BY number")
    return Decisions(tuple(Entry(number, name, at, by, Decision(*rest)) for number, name, at, by, *rest in rows))


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    files.create_private(path)
    try:
        with closing(sqlite3.connect(path, timeout=60, isolation_level=None)) as sql:
            use_write_ahead_log(sql)
            sql.execute("PRAGMA synchronous=FULL")
            with transaction(sql):  # two programs may make the file at once
                _prepare(sql, path)
            yield sql
    except sqlite3.Error as error:
        raise UserError(
            f"{path}: the decisions of staff cannot be read or written now ({error}). See whether there is room on "
            "its disk and whether you may write there; what was decided before stays. If this is no log of the "
            "grader, move it away."
        ) from error


def _prepare(sql: sqlite3.Connection, path: Path) -> None:
    version = sql.execute("PRAGMA user_version").fetchone()[0]
    application = sql.execute("PRAGMA application_id").fetchone()[0]
    if not sql.execute("SELECT 1 FROM sqlite_master").fetchone():
        sql.execute(TABLE)
        for action in ("UPDATE", "DELETE"):
            sql.execute(APPEND_ONLY.format(action))
        sql.execute(f"PRAGMA application_id = {APPLICATION}")
        sql.execute(f"PRAGMA user_version = {VERSION}")
    elif application != APPLICATION:
        raise UserError(f"{path}: this is an SQLite file, but no log of decisions. Move it away, and run this again.")
    elif version != VERSION:
        raise UserError(
            f"{path}: this log of decisions has version {version}, and this grader reads version {VERSION}. "
            "Use the grader that wrote it, or a newer one."
        )
