"""A cluster grades as this machine alone does: every submission once, with a worker killed half way."""

from __future__ import annotations

import os
import platform
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from support import small_notebooks

from grader.course.classroom import grading
from grader.course.gradebook.gradebook import Gradebook

ROOT = Path(__file__).parents[2]
WORKERS = 2


@pytest.fixture(scope="module")
def cluster():
    """A scheduler and workers, each a process that its nanny starts again when it dies."""
    with started(n_workers=WORKERS, threads_per_worker=1) as found:
        yield found


def started(**how):
    """A cluster of this machine; distributed is slow to import, and only these tests need it."""
    from distributed import LocalCluster

    return LocalCluster(dashboard_address=None, **how)


@pytest.fixture
def key(small_key) -> Path:
    return small_key


def grader(*words: object) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "grader", *map(str, words)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip


def graded(book: Path) -> int:
    """How many are in the book by now; it may be in the making."""
    try:
        with closing(sqlite3.connect(f"file:{book}?mode=ro", uri=True)) as sql:
            return sql.execute("SELECT count(*) FROM reports").fetchone()[0]
    except sqlite3.Error:
        return 0


def reports(out: Path) -> dict:
    """By submission."""
    with Gradebook(out / "gradebook.sqlite") as book:
        told = list(book.reports())
    assert max(Counter(report.submission for report in told).values()) == 1
    return {report.submission: report for report in told}


@pytest.mark.slow  # its workers import dask and JAX: 20 s of CPU time
@pytest.mark.parametrize("count", [12, 200])
def test_a_cluster_that_loses_a_worker_grades_each_submission_once_and_as_one_machine(count, cluster, key, tmp_path):
    handed_in = tmp_path / "class"
    small_notebooks.write(handed_in, count)
    run = grader("grade", handed_in, "--key", key, "-o", tmp_path / "far", "--scheduler", cluster.scheduler_address)
    while run.poll() is None and graded(tmp_path / "far/gradebook.sqlite") < count / 2:
        time.sleep(0.05)
    assert run.poll() is None, run.communicate()
    os.kill(cluster.workers[0].process.pid, signal.SIGKILL)
    out, errors = run.communicate(timeout=1200)
    assert run.returncode == 0, errors
    assert f"{count} submissions are in" in out

    grading.grade([handed_in], key, tmp_path / "near")
    assert len(found := reports(tmp_path / "far")) == count
    assert found == reports(tmp_path / "near")


def test_isolation_is_asked_of_the_machines_that_grade(key, tmp_path):
    """What holds on the machine where the command is typed says nothing of theirs."""
    small_notebooks.write(tmp_path / "class", 1)
    words = ("grade", tmp_path / "class", "--key", key, "-o", tmp_path / "out", "--isolation", "no_such_layer")
    with started(n_workers=1, processes=False, protocol="tcp://") as threads:
        run = grader(*words, "--scheduler", threads.scheduler_address)
        _, errors = run.communicate(timeout=120)
    assert run.returncode == 2 and not (tmp_path / "out").exists()
    assert f"{platform.node()}: no layer is named 'no_such_layer'" in errors


@pytest.mark.slow
def test_without_a_scheduler_at_the_address_it_says_so(key, tmp_path):
    small_notebooks.write(tmp_path / "class", 1)
    run = grader("grade", tmp_path / "class", "--key", key, "-o", tmp_path / "out", "--scheduler", "tcp://127.0.0.1:9")
    _, errors = run.communicate(timeout=120)
    assert run.returncode == 2
    assert "tcp://127.0.0.1:9" in errors and "Traceback" not in errors
