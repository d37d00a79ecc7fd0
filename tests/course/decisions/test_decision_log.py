"""The log of decisions: several programs at once lose nothing, and nothing that was written is ever changed."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing

import pytest

from grader.base.errors import UserError
from grader.course.decisions import decision_log
from grader.course.decisions.decision import Decision


def comment(text: str, submission: str = "s1") -> Decision:
    return Decision("comment", submission, text=text)


def test_who_comes_while_somebody_writes_the_first_entry_waits(tmp_path):
    """SQLite refuses to change how a file is journaled while anybody writes: the second assistant read a traceback."""
    with closing(sqlite3.connect(tmp_path / decision_log.FILE, isolation_level=None, check_same_thread=False)) as first:
        first.execute("BEGIN IMMEDIATE")
        ending = threading.Timer(0.2, first.execute, ("COMMIT",))
        ending.start()
        decision_log.append(tmp_path, [comment("second")], "bo")
        ending.join()
    assert [entry.by for entry in decision_log.read(tmp_path).entries] == ["bo"]


@pytest.mark.parametrize("statement", ["UPDATE decisions SET points = 100", "DELETE FROM decisions"])
def test_an_entry_cannot_be_changed_even_with_sqlite_in_hand(tmp_path, statement):
    decision_log.append(tmp_path, [comment("a")], "ana")
    with closing(sqlite3.connect(tmp_path / decision_log.FILE)) as sql, pytest.raises(sqlite3.Error, match="undo it"):
        sql.execute(statement)


def test_merged_logs_hold_every_entry_once_however_often_they_are_merged(tmp_path):
    """An undo still means the same entry, though its number is another one."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        first = decision_log.append(tmp_path / name, [comment("a", name)], "ana")[0]
        decision_log.append(tmp_path / name, [Decision("undo", name, because="b", undoes=first.id)], "bo")
    for _ in range(2):
        decision_log.merge(tmp_path, [decision_log.read(tmp_path / name) for name in ("one", "two")])
    merged = decision_log.read(tmp_path)
    assert len(merged.entries) == 4 and len(merged.undone) == 2
    assert not merged.holding("one") and not merged.holding("two")


@pytest.mark.parametrize("content", [b"no database at all" * 99, None])
def test_another_file_of_that_name_is_left_as_it_is(tmp_path, content):
    path = tmp_path / decision_log.FILE
    if content:
        path.write_bytes(content)
    else:
        with closing(sqlite3.connect(path)) as sql:
            sql.execute("CREATE TABLE recipes (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(UserError, match=r"decisions.sqlite: .* [Mm]ove it away"):
        decision_log.append(tmp_path, [comment("a")], "ana")
    if content:
        assert path.read_bytes() == before


def test_a_newer_log_is_refused(tmp_path):
    decision_log.append(tmp_path, [comment("a")], "ana")
    with closing(sqlite3.connect(tmp_path / decision_log.FILE)) as sql:
        sql.execute("PRAGMA user_version = 3")
    with pytest.raises(UserError, match="has version 3, and this grader reads version 2"):
        decision_log.read(tmp_path)


ENDLESS = """
import sys
from pathlib import Path
from grader.course.decisions import decision_log
from grader.course.decisions.decision import Decision
for n in range(10**9):
    decision_log.append(Path(sys.argv[1]), [Decision("comment", "s1", text=f"{n} {i}") for i in range(5)], "ana")
    print(n, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_what_was_written_is_there_after_kill_9_and_nothing_is_there_in_part(tmp_path):
    """Each of the program's writes has five entries; it is killed in the middle of one."""
    with subprocess.Popen([sys.executable, "-c", ENDLESS, tmp_path], stdout=subprocess.PIPE, text=True) as writing:
        lines = [writing.stdout.readline() for _ in range(5)]
        writing.kill()
        lines += writing.stdout.readlines()
    count = len(decision_log.read(tmp_path).entries)
    assert count % 5 == 0 and 0 <= count // 5 - len(lines) <= 1
    decision_log.append(tmp_path, [comment("and on")], "bo")
    assert len(decision_log.read(tmp_path).entries) == count + 1
