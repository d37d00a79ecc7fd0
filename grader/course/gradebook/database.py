"""The file of a gradebook: its tables, their version, transactions, and what is said where it cannot be used."""

from __future__ import annotations

import secrets
import sqlite3
import zlib
from contextlib import AbstractContextManager
from pathlib import Path

from grader.base import files
from grader.base.errors import UserError
from grader.base.staff.transactions import transaction, use_write_ahead_log

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
REPORT_LEVEL = 1  # of compression
# which an older book of the same version may lack
LATER_TABLES = ("made_with", "attempts", "replaced", "points_before", "missing_layers")


class Database:
    """An open file, made where there is none. Raises UserError.

    `old` opens a book of version 2 too, for `upgrade` and the regrade that has to come with it.
    """

    def __init__(self, path: Path, *, old: bool = False):
        self.path = Path(path)
        files.create_private(self.path)
        try:
            self._sql = sqlite3.connect(self.path, timeout=60, isolation_level=None)
            self._sql.create_function("unpacked", 1, unpacked, deterministic=True)
        except sqlite3.Error as error:
            raise self._unusable(error) from None
        try:
            self._prepare(old)
        except BaseException as error:
            self.__exit__(None, error)
            raise

    def __exit__(self, _: object, error: BaseException | None = None, __: object = None) -> None:
        self.close()
        if isinstance(error, sqlite3.Error):
            raise self._unusable(error) from error

    def close(self) -> None:
        """Close the file. May be called twice."""
        self._sql.close()

    def _unusable(self, error: sqlite3.Error) -> UserError:
        if isinstance(error, sqlite3.OperationalError):
            return UserError(
                f"{self.path}: this gradebook cannot be read or written now ({error}). See whether there is room on "
                "its disk and whether you may write there, then run the same command again: what is in the gradebook "
                "stays there, and the rest is done then."
            )
        return UserError(f"{self.path}: this is not a gradebook that can be opened ({error}).")

    def _prepare(self, old: bool) -> None:
        use_write_ahead_log(self._sql)
        self._sql.execute("PRAGMA synchronous=NORMAL")
        if not self._tables() >= {"schema", *LATER_TABLES}:  # else a reader would wait for whoever writes
            with self.transaction():  # two programs may open a new book at once
                self._create_missing(self._tables())
        self.version, self.secret = self._sql.execute("SELECT version, secret FROM schema").fetchone()
        if self.version not in ((VERSION, OLD_VERSION) if old else (VERSION,)):
            upgrade = "Bring it up to date, which runs no student's code: grader regrade {} --key KEY"
            other = "Use the grader that wrote it, or grade into another folder."
            raise UserError(
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
            raise UserError(f"{self.path}: this is an SQLite file, but not a gradebook of this grader.")
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

    def transaction(self, keep: bool = True) -> AbstractContextManager[None]:
        """As `transaction` of this file."""
        return transaction(self._sql, keep)


def packed(text: str, level: int = 6) -> bytes:
    """Text as it is stored.

    `level` 0 is for a key: large, written once, and hardly smaller at any level, since it is numbers in base64.
    REPORT_LEVEL is for a report, which every regrade writes: a sixth of its size; 6 takes a third longer for a seventh.
    """
    return zlib.compress(text.encode(), level)


def unpacked(text: bytes | str) -> str:
    """What was packed, or the text as an older grader wrote it."""
    return text if isinstance(text, str) else zlib.decompress(text).decode()
