"""An SQLite file that several programs may read and write at once, and its transactions."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from grader.base import files
from grader.base.errors import UserError

WAITS_SECONDS = 60.0  # for another program

FileT = TypeVar("FileT", bound="SqliteFile")


class SqliteFile:
    """`with` an open file, made where there is none. What SQLite raises becomes the UserError that `_unusable` makes.

    Python begins no transaction by itself: what is written outside `transaction` is written at once.
    """

    def __init__(self, path: Path) -> None:
        self.path = Path(path)
        files.create_private(self.path)
        try:
            self._sql = sqlite3.connect(self.path, timeout=WAITS_SECONDS, isolation_level=None)
        except sqlite3.Error as error:
            raise self._unusable(error) from None
        try:
            self._use_write_ahead_log()
            self._prepare()
        except BaseException as error:
            self.__exit__(None, error)
            raise

    def __enter__(self: FileT) -> FileT:
        return self

    def __exit__(self, _: object, error: BaseException | None = None, __: object = None) -> None:
        self.close()
        if isinstance(error, sqlite3.Error):
            raise self._unusable(error) from error

    def close(self) -> None:
        """Close the file. May be called twice."""
        self._sql.close()

    def _prepare(self) -> None:
        """Create what a new file lacks."""

    def _unusable(self, error: sqlite3.Error) -> UserError:
        """What is said of a file that cannot be read or written."""
        raise NotImplementedError

    def _insert(self, table: str, *values: object) -> None:
        """Write a row, in place of one with the same key."""
        marks = ", ".join("?" * len(values))
        self._sql.execute(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", values)

    def _use_write_ahead_log(self) -> None:
        """Let readers go on while somebody writes. SQLite does not wait by itself for a program that writes just now.

        Raises sqlite3.OperationalError, as where the disk is full or the file stays locked.
        """
        end, is_waiting = time.monotonic() + WAITS_SECONDS, True
        while is_waiting:
            try:
                self._sql.execute("PRAGMA journal_mode=WAL")
                is_waiting = False
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > end:
                    raise
                time.sleep(0.01)

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
