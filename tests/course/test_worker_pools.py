"""Workers of this machine: what they are started with."""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from grader.base.errors import UserError
from grader.course import worker_pools
from grader.course.worker_pools import Pool, processes, run_jobs


def plant_modules(folder, names) -> None:
    """Files that a student may hand in under the names of Python's own modules."""
    for name in names:
        (folder / f"{name}.py").write_text(f"open('{name} was run', 'w')\n")


@pytest.mark.skipif(sys.version_info < (3, 11), reason="Python 3.10 has no safe path: the next test")
def test_no_file_of_a_student_in_the_current_folder_is_imported(tmp_path, monkeypatch):
    """Staff grade `.` with several jobs; a pickle.py among the submissions would run as they, in no sandbox."""
    plant_modules(tmp_path, sys.stdlib_module_names)
    monkeypatch.chdir(tmp_path)
    with processes(1).open() as workers:
        assert workers.submit(os.getpid).result(timeout=120) != os.getpid()
    assert not list(tmp_path.glob("* was run"))


@pytest.mark.skipif(sys.version_info >= (3, 11), reason="newer Pythons can leave the current folder out")
def test_workers_that_would_import_such_a_file_are_refused(tmp_path, monkeypatch):
    plant_modules(tmp_path, ["pickle"])
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError, match="'pickle'.*Run this command in another folder"):
        processes(2)


def test_staff_are_told_for_whom_a_pool_waits(monkeypatch):
    """Of three jobs two run, and the third has not begun."""
    monkeypatch.setattr(worker_pools, "WAIT_SECONDS", 0.01)
    results, waits = {}, []
    pool = Pool(lambda: ThreadPoolExecutor(2), 2, waits.append)

    def work(job: str) -> str:
        while not waits:
            time.sleep(0.01)
        return job.upper()

    assert run_jobs(["ada", "bob", "eve"], pool, work, results.__setitem__) == []
    assert waits[0] == ["ada", "bob"] and results == {"ada": "ADA", "bob": "BOB", "eve": "EVE"}
