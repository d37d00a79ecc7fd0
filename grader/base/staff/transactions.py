"""Transactions of an SQLite file that was opened with `isolation_level=None`, so that Python begins none by itself."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

WAITS_SECONDS = 60.0  # as long as a connection with `timeout=60` waits for another program


def use_write_ahead_log(sql: sqlite3.Connection) -> None:
    """Let readers go on while somebody writes. SQLite does not wait by itself for a program that writes just now.

    Raises sqlite3.OperationalError, as where the disk is full or the file stays locked.
    """
    end, is_waiting = time.monotonic() + WAITS_SECONDS, True
    while is_waiting:
        try:
            sql.execute("PRAGMA journal_mode=WAL")
            is_waiting = False
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > end:
                raise
            time.sleep(0.01)


@contextmanager
def transaction(sql: sqlite3.Connection, keep: bool = True) -> Iterator[None]:
    """All that is written inside is kept together, or not at all: never without `keep`, which is for trying.

    Another one inside joins it.
    """
    if sql.in_transaction:
        yield
        return
    sql.execute("BEGIN IMMEDIATE")
    try:
        yield
        sql.execute("COMMIT" if keep else "ROLLBACK")
    except BaseException:
        if sql.in_transaction:  # a full disk ends some transactions by itself
            sql.execute("ROLLBACK")
        raise
