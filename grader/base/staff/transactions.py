"""Transactions of an SQLite file that was opened with `isolation_level=None`, so that Python begins none by itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


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
