"""Two hundred real notebooks, `grader grade` killed with `kill -9` twenty times: as if nothing had happened.

The default tests do the same with forty transcripts and no sandbox (test_batch). This one takes eight minutes.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import small
import small_notebooks

from grader.course.gradebook.gradebook import Gradebook
from grader.model.key import Key, read_key

if TYPE_CHECKING:
    from grader.model.report import QuestionReport, Report

ROOT = Path(__file__).parents[2]
COUNT, KILLS = 200, 20
GRADER = [sys.executable, "-m", "grader"]

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="kill -9")]


def run(*words: object) -> subprocess.CompletedProcess:
    return subprocess.run([*GRADER, *map(str, words)], cwd=ROOT, check=True, capture_output=True, text=True)


@pytest.fixture(scope="module")
def key_path(tmp_path_factory) -> Path:
    folder = small.write(tmp_path_factory.mktemp("small"), small.ADAM, small.TELLING, small.ROOT_QUESTION)
    run("compile", folder, "-o", folder / "small.key")
    return folder / "small.key"


@pytest.fixture(scope="module")
def class_(tmp_path_factory) -> Path:
    """200 submissions, no two alike; among them no notebook, a loop without end, and one that ends its process."""
    folder = tmp_path_factory.mktemp("class")
    files = small_notebooks.write(folder, COUNT)
    files[17].write_text("this is no notebook")
    small_notebooks.write_one(files[50], "None", "nothing returned", "import os\nos._exit(0)")
    text = files[90].read_text()
    assert text.count("    return ws, cs") == 1
    files[90].write_text(text.replace("    return ws, cs", "    while True:\\n        w = -w"))
    return folder


@pytest.fixture(scope="module")
def quiet(class_, key_path, tmp_path_factory) -> Path:
    """The results of a run that nobody disturbed."""
    out = tmp_path_factory.mktemp("quiet")
    began = time.monotonic()
    run("grade", class_, "--key", key_path, "-o", out, "--jobs", 2)
    print(f"\nundisturbed: {COUNT} submissions in {time.monotonic() - began:.0f} s")
    return out


def told(out: Path) -> dict[str, Report]:
    """Every report, without how long its calls took."""
    with Gradebook(out / "gradebook.sqlite") as book:
        return {report.submission: _timeless(report) for report in book.reports()}


def _timeless(report: Report) -> Report:
    return replace(report, questions=tuple(map(_of_any_speed, report.questions)))


def _of_any_speed(question: QuestionReport) -> QuestionReport:
    """A loop without end is stopped by its own seconds or, on a busy machine, by the clock: in other words."""
    words = {"message": ""} if question.status == "timed_out" else {}
    return replace(question, cases=tuple(replace(c, seconds=0.0, **words) for c in question.cases), **words)


def held(out: Path) -> int:
    """How many reports the book holds, before there is one and while another process writes it too."""
    try:
        with closing(sqlite3.connect(f"file:{out / 'gradebook.sqlite'}?mode=ro", uri=True)) as book:
            return book.execute("SELECT count(*) FROM reports").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


def written(out: Path) -> tuple[int, int, int]:
    """How many reports the book holds, how many were ever written to it, and how many transcripts it holds.

    SQLite numbers what is written one by one and never gives a number again; a report that replaces another one, or a
    second run of a submission, would take a number more.
    """
    with closing(sqlite3.connect(out / "gradebook.sqlite")) as book:
        (held,) = book.execute("SELECT count(*) FROM reports").fetchone()
        (ever,) = book.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'reports'").fetchone()
        (runs,) = book.execute("SELECT count(*) FROM transcripts").fetchone()
    return held, ever, runs


def test_killed_twenty_times_every_submission_is_graded_exactly_once(class_, key_path, quiet, tmp_path):
    """What is in the book stays, what is not is done, and nothing is done twice over."""
    lucky = random.Random(11)
    command = [*GRADER, "grade", str(class_), "--key", str(key_path), "-o", str(tmp_path), "--jobs", "2"]
    stages, began = [], time.monotonic()
    for _ in range(KILLS):
        grading = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        goal = held(tmp_path) + lucky.choice([0, 1, 2, 4, 8])  # 0: at any moment of its start
        while held(tmp_path) < goal and grading.poll() is None:
            time.sleep(0.05)
        time.sleep(lucky.uniform(0.1, 1.0))
        assert grading.poll() is None, f"every kill is to meet a run that has work left: {grading.communicate()}"
        os.kill(grading.pid, 9)
        grading.wait()
        stages.append(held(tmp_path))
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    print(f"\nkilled at {stages}, done after {time.monotonic() - began:.0f} s; book: {written(tmp_path)}")
    assert stages[-1] < COUNT and len(set(stages)) > KILLS / 2, "the kills came while there was progress"
    assert written(tmp_path) == (COUNT, COUNT, COUNT)
    assert told(tmp_path) == told(quiet)
    run("grade", class_, "--key", key_path, "-o", tmp_path, "--jobs", 2)
    assert written(tmp_path) == (COUNT, COUNT, COUNT), "a run that has nothing left to do writes nothing"


def test_a_regrade_after_a_tolerance_change_equals_a_fresh_run(class_, key_path, quiet, tmp_path):
    """Without running any code: seconds for the whole class, in which most submissions take one second each."""
    new, again, fresh = tmp_path / "new.key", tmp_path / "again", tmp_path / "fresh"
    new.write_text(wider(read_key(key_path)).to_json())
    shutil.copytree(quiet, again)
    before, began = told(again), time.monotonic()
    run("regrade", again, "--key", new)
    print(f"\nregrade of {COUNT}: {time.monotonic() - began:.1f} s, the command's start included")
    run("grade", class_, "--key", new, "-o", fresh, "--jobs", 2)
    assert told(again) == told(fresh)
    assert sum(before[name].earned != report.earned for name, report in told(fresh).items()) >= COUNT / 20


def wider(key: Key) -> Key:
    """A key whose tolerance for the number takes in -1.2348 and -1.23."""
    adam, root = key.questions
    cases = tuple(replace(case, tolerance={"value": np.array(0.01)}) for case in root.cases)
    return replace(key, questions=(adam, replace(root, cases=cases)))
