"""What was counted and compared of a class before: one SQLite file, which can be made again and may be removed.

    observed    of each submission what is counted, with the mark by which it is up to date
    code        of each submission's files the fragments of code, with what they were made by
    similar     which submissions are alike, with a digest of all that were compared

Each row is written at once, so that nobody waits for a `report` that draws for hours.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from pathlib import Path

import numpy as np

from grader.base.errors import UserError
from grader.base.staff.transactions import SqliteFile
from grader.course.class_report.observation import Observation
from grader.course.similar.comparison import Code, Similar

FILE = "observed.sqlite"
TABLES = {
    "observed": "submission TEXT PRIMARY KEY, mark TEXT NOT NULL, text TEXT NOT NULL",
    "code": "files TEXT PRIMARY KEY, made_by TEXT NOT NULL, sizes TEXT NOT NULL, fragments BLOB NOT NULL",
    "similar": "mark TEXT NOT NULL, text TEXT NOT NULL",
}


class Observed(SqliteFile):
    """`with Observed(folder) as observed:`; the file is made where there is none. Raises UserError."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / FILE)

    def _prepare(self) -> None:
        self._sql.execute("PRAGMA synchronous=OFF")  # it can be made again
        for name, columns in TABLES.items():
            self._sql.execute(f"CREATE TABLE IF NOT EXISTS {name} ({columns})")

    def _unusable(self, error: sqlite3.Error) -> UserError:
        return UserError(
            f"{self.path}: this file cannot be read or written ({error}). It holds nothing that cannot be made again: "
            "see whether there is room on its disk, remove the file, and run the same command again."
        )

    def marks(self) -> dict[str, str]:
        """The mark of each observation, by the submission."""
        return dict(self._sql.execute("SELECT submission, mark FROM observed").fetchall())

    def put(self, mark: str, observation: Observation) -> None:
        """Write what was counted of a submission, in place of what was before."""
        self._insert("observed", observation.submission, mark, json.dumps(observation))

    def observations(self) -> Iterator[Observation]:
        """All of them, in the order of the ids."""
        from pydantic import TypeAdapter  # noqa: PLC0415  slow to import, and most users of this module read no counts

        read_observation = TypeAdapter(Observation).validate_python
        for (text,) in self._sql.execute("SELECT text FROM observed ORDER BY submission"):
            yield read_observation(json.loads(text))  # pydantic reads no text with bytes that are no character

    def remove(self, submissions: Collection[str]) -> None:
        """Remove what was counted of these submissions."""
        self._sql.executemany("DELETE FROM observed WHERE submission = ?", [(name,) for name in submissions])

    def coded(self, made_by: str) -> set[str]:
        """The digests of the files whose fragments are here; those that something else made are removed."""
        self._sql.execute("DELETE FROM code WHERE made_by != ?", (made_by,))
        return {files for (files,) in self._sql.execute("SELECT files FROM code")}

    def put_code(self, files: str, made_by: str, code: Code) -> None:
        """Write the fragments of a submission."""
        sizes = json.dumps({name: len(part) for name, part in code.items()})
        self._insert("code", files, made_by, sizes, b"".join(part.tobytes() for part in code.values()))

    def code(self, files: str) -> Code:
        """The fragments of a submission; none where they could not be made."""
        row = self._sql.execute("SELECT sizes, fragments FROM code WHERE files = ?", (files,)).fetchone()
        if row is None:
            return {}
        sizes = json.loads(row[0])
        ends = np.cumsum([*sizes.values()], dtype=int)
        return dict(zip(sizes, np.split(np.frombuffer(row[1], dtype=np.uint64), ends), strict=False))

    def similar(self, mark: str | None = None) -> Similar | None:
        """What was found to be alike; with a mark only if it was found among the same. Without any sources."""
        row = self._sql.execute("SELECT text FROM similar WHERE ? IN (mark, '')", (mark or "",)).fetchone()
        return Similar.of_data(json.loads(row[0])) if row else None

    def put_similar(self, mark: str, similar: Similar) -> None:
        """Write what was found to be alike, in place of what was before."""
        with self.transaction():
            self._sql.execute("DELETE FROM similar")
            self._insert("similar", mark, json.dumps(similar.to_data()))


def last_similar(folder: Path) -> Similar | None:
    """What the last `report` found to be alike; None before the first that compared."""
    if not (folder / FILE).is_file():
        return None
    with Observed(folder) as observed:
        return observed.similar()
