"""A whole run writes a valid results.json, whatever is handed in, and whenever the grading is killed."""

from __future__ import annotations

import json
import math
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from support import repaired
from support.autograder_root import DUE, KEY, RIGHT, answered, lay, question, valid, with_options
from support.gradescope_contract import Results
from support.program import forked
from support.tables import read_written

from grader.frontends.gradescope import grading
from grader.frontends.gradescope.deadlines import SubmissionMetadata
from grader.frontends.gradescope.grading import InterimResults, run_autograder, submission_limits
from grader.frontends.gradescope.results_json import withheld_results
from grader.frontends.student.key_choice import with_questions
from grader.model.key import Key
from grader.model.transcript import Returned
from grader.processes.clock import PATIENCE
from grader.repairs.repair import Repair
from grader.repairs.search import Place
from grader.sandbox import probe as isolation
from grader.sandbox.allowance import Allowance
from grader.sandbox.isolation import profiles
from grader.sandbox.transcribe import transcribe

REPOSITORY = Path(__file__).resolve().parents[3]


def notebook(*cells: str) -> str:
    made = [{"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": c} for c in cells]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture(scope="module")
def holds() -> isolation.Isolation:
    """What the probe finds here, once for all."""
    return isolation.probe()


@pytest.fixture
def grade(tmp_path, monkeypatch, holds) -> Callable[..., Results]:
    """Lay the files and run."""
    monkeypatch.setattr(isolation, "probe", lambda **how: holds)

    def done(*cells: str, files: dict[str, str] | None = None, code: int = 0, **more: Any) -> Results:
        root = lay(tmp_path, {"hw.ipynb": notebook(*cells)} if files is None else files, **more)
        assert run_autograder(root) == code
        return valid(root)

    return done


# ── whole runs


def test_right_work_has_full_marks_and_one_entry_per_visibility(grade):
    results = grade(*RIGHT)
    assert results.score == 15.0
    assert [(t.number, t.score, t.max_score, t.status) for t in results.tests[:2]] == [
        ("1.1", 3.0, 3.0, "passed"),
        ("1.2", 2.0, 2.0, "passed"),
    ]
    assert results.execution_time is not None


def test_a_function_that_ends_python_costs_its_own_question(grade):
    results = grade(RIGHT[0], "def triple(x):\n    import os\n    os._exit(0)\n", RIGHT[2])
    assert [t.score for t in results.tests] == [3, 2, 0, 0, 3, 2]


@pytest.mark.slow
def test_an_endless_loop_costs_its_own_question(grade, monkeypatch):
    monkeypatch.setattr(grading, "MAX_SECONDS", 6.0)
    results = grade(RIGHT[0], "def triple(x):\n    while True: pass\n", RIGHT[2])
    assert [t.score for t in results.tests] == [3, 2, 0, 0, 3, 2]
    assert results.tests[2].tags == ["timed_out"]


@pytest.mark.parametrize("text", ["this is not JSON", "{}", "[" * 100_000, notebook("%%bash\nrm -rf /\n")])
def test_what_is_no_notebook_has_no_points_and_a_reason(grade, text):
    results = grade(files={"hw.ipynb": text})
    assert results.score == 0 and (results.output or results.tests)


def test_links_and_hidden_folders_are_not_followed(grade, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "right.ipynb"
    elsewhere.write_text(notebook(*RIGHT))
    results = grade(files={".ipynb_checkpoints/hw.ipynb": notebook(*RIGHT), "__MACOSX/hw.ipynb": notebook(*RIGHT)})
    assert results.score == 0 and "no notebook" in results.output


def test_a_broken_key_withholds_the_score(tmp_path):
    root = lay(tmp_path, {"hw.ipynb": notebook(*RIGHT)})
    (root / "source" / "assignment.key").write_text("{")
    assert run_autograder(root) == 1
    assert valid(root).withheld


def test_missing_isolation_withholds_the_score(tmp_path, monkeypatch):
    missing = profiles.Isolation("own-user", {"own-user": "not here"}, due=("own-user",))
    monkeypatch.setattr(isolation, "probe", lambda **how: missing)
    assert run_autograder(lay(tmp_path, {"hw.ipynb": notebook(*RIGHT)})) == 1
    assert valid(tmp_path).withheld and valid(tmp_path).tests[0].visibility == "hidden"


# ── a slip that nothing names

SLIP = {"hw.py": repaired.written(("x**2", "x"))}


def with_secret(key: Key, x: float, **options: Any) -> Key:
    """The key with this argument in its hidden case."""
    (asked,) = key.questions
    cases = tuple(replace(c, arguments={**c.arguments, "x": x}) if c.hidden else c for c in asked.cases)
    return replace(key, questions=(replace(asked, cases=cases),), options=options)


def seen(results: Results) -> list[tuple[str, str]]:
    """What its author reads at once."""
    return [(test.name, test.output) for test in results.tests if test.visibility == "visible"]


def test_a_search_that_breaks_changes_nothing_and_staff_read_why(grade, monkeypatch, capsys):
    def breaks(*_: Any) -> Iterator[Any]:
        yield "path", (Repair((Place("square", "m = rate * m + x"),), ""),)
        raise RuntimeError("the search broke")

    monkeypatch.setattr(grading, "find_slips", breaks)
    results = grade(files=SLIP, key=repaired.key())
    assert "Possible cause" not in results.tests[0].output and "the search broke" in capsys.readouterr().out
    assert results.score == 0.0 and results.tests[0].status == "failed"


def test_the_search_begins_before_any_hidden_case_has_run(grade, monkeypatch):
    """A hidden case can leave a sign on the machine that an edited program finds, and its hint is read at once."""
    calls = list[set[str]]()

    def search(key: Key, transcript: Any, *_: Any) -> Iterator[Any]:
        calls.append(set(transcript.calls))
        return iter(())

    monkeypatch.setattr(grading, "find_slips", search)
    key = repaired.key()
    grade(files=SLIP, key=key)
    assert (
        calls == [{case.id for case in key.questions[0].cases if not case.hidden}] and len(key.questions[0].cases) > 2
    )


@pytest.mark.slow
def test_a_slip_is_named_with_the_own_line_whatever_hidden_cases_hold(tmp_path, capsys):
    """It changes no point, and staff alone read the edit."""
    results = []
    for n, (x, seconds) in enumerate([(-0.8, 0.0), (-0.8, 20.0), (0.4, 20.0)]):
        root = lay(tmp_path / str(n), SLIP, with_secret(repaired.key(), x, search_seconds=seconds))
        assert run_autograder(root) == 0
        results.append(valid(root))
    without, found, other = results
    assert "Possible cause: a square is missing." in found.tests[0].output and "x ** 2" not in found.model_dump_json()
    assert "+        m = rate * m + x ** 2" in capsys.readouterr().out
    assert seen(found) == seen(other) != seen(without)
    assert [t.score for t in found.tests] == [t.score for t in without.tests] and found.score == without.score


@pytest.mark.parametrize("options", [{"hints": "none"}, {"hints": "steps"}, {"search_seconds": 0.0}])
def test_nothing_is_searched_for_where_an_instructor_shows_no_causes_there(options):
    assert grading.search_seconds(replace(KEY, options=options)) == 0
    assert grading.search_seconds(with_options(search_seconds=1e9)) == grading.MAX_SEARCH_SECONDS


# ── what a submission may take


def test_all_questions_together_end_before_gradescope_does():
    """Gradescope throws every result away after 10 minutes."""
    many = replace(KEY, questions=tuple(question(f"q{i}", 1.0) for i in range(20)))
    limits, allowance = submission_limits(many, 768), Allowance(submission_limits(many, 768))
    for each in many.questions * 2:
        allowance.charge(each.name, allowance.left(each.name))
    assert sum(allowance.spent.values()) <= grading.MAX_SECONDS + 1e-6
    assert grading.MIN_MB <= limits.memory_mb <= 450


@pytest.mark.parametrize(("choosing", "left"), [(0.3, 0.999), (100, 0.76), (9_999, 0.5)])
def test_files_that_are_slow_to_read_leave_less_to_their_code(choosing, left):
    """Or several such files, and code that waits, would together outlast Gradescope's patience."""
    seconds = [submission_limits(KEY, 768, spent).question_seconds for spent in (0.0, choosing)]
    assert seconds[1] == pytest.approx(left * seconds[0], rel=0.01)


HOSTILE = "def {0}(x):\n    import os, time\n    time.sleep({1})\n    os.abort() if x == {2} else 1 / changed\n"


@pytest.mark.slow
def test_a_submission_that_sleeps_and_dies_by_turns_ends_in_time_and_keeps_what_is_right(grade, monkeypatch):
    """Each of its calls is tried again, by another way and in other processes."""
    monkeypatch.setattr(grading, "MAX_SECONDS", 24.0)
    seconds = submission_limits(KEY, math.inf).case_seconds * PATIENCE * 0.9  # no case is too long
    hostile = HOSTILE.format("triple", seconds, 2.0), HOSTILE.format("half", seconds, 5.0)
    began = time.monotonic()
    results = grade("changed = 0", *hostile, RIGHT[0], "changed = 0.0", key=with_options(search_seconds=0.0))
    assert time.monotonic() - began < 24.0 + 6.0
    assert [t.score for t in results.tests] == [3, 2, 0, 0, 0, 0]


# ── killed at any moment


SLOW = (
    "import time\ndef double(x):\n    time.sleep(0.1)\n    return 2 * x\n",
    "def triple(x):\n    time.sleep(0.1)\n    return 3 * x\n",
    "def half(x):\n    time.sleep(0.1)\n    return x\n",
)


def killed(root: Path, after: float) -> Results:
    """The results of a run that was killed after these seconds."""
    (root / "results" / "results.json").write_text(json.dumps(withheld_results("not started")))
    # the folder of a killed run's job stays behind: in the test's own folder, where other users need not pass
    tidy = {} if profiles.expected_isolation().profile == "own-user" else {"TMPDIR": str(root)}
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", "gradescope", "--root", str(root)],
        cwd=REPOSITORY, env=os.environ | tidy, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
    return valid(root)


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_valid_results_that_promise_no_more_than_the_truth(tmp_path):
    root = lay(tmp_path, {"hw.ipynb": notebook(*SLOW)})
    began = time.monotonic()
    complete = killed(root, 300).score
    assert complete == 10.0, "double and triple are right"
    whole, seed = time.monotonic() - began, random.Random(7)
    scores = [complete, *(killed(root, seed.uniform(0, 1.1 * whole)).score for _ in range(100))]
    assert all(score is None or score <= 10.0 for score in scores), scores
    assert len(set(scores)) > 1, "no two moments differ: the kills prove nothing"


# ── the compilation cache

POISONER = read_written(__file__, "grading_poisoner.py")


def test_a_submission_cannot_write_the_compilation_cache_and_jax_does_not_try(tmp_path, holds):
    """An entry is native code: a poisoned one would run for the next student."""
    (path := tmp_path / "hw.ipynb").write_text(notebook(POISONER))
    with tempfile.TemporaryDirectory(prefix="grader-cache-") as cache:  # where other users can look, unlike in tmp_path
        Path(cache).chmod(0o755)
        (entry := Path(cache, "jit_f-0-cache")).write_bytes(b"entry")
        entry.chmod(0o644)
        done = transcribe(path, with_questions(KEY, ["double"]), forked(isolation=holds, cache=cache))
        assert isinstance(done.calls["double-0"], Returned), done.calls
        assert {p.name: p.read_bytes() for p in Path(cache).iterdir()} == {"jit_f-0-cache": b"entry"}


# ── results.json while the grading runs is valid, and promises no more than the end


def test_the_state_after_each_case_promises_no_more_than_the_end(tmp_path):
    calls = answered(double=2.0, triple=3.0, half=1.0)
    interim = InterimResults(KEY, tmp_path / "results.json")
    scores = []
    for hidden in ("0", "1"):
        for case in [c for c in calls if c.endswith(hidden)]:
            interim.record(case, calls[case])
            scores.append(Results.model_validate_json((tmp_path / "results.json").read_text()).score)
    assert scores == [3, 6, 6, 8, 10, 10] and scores == sorted(scores)
    assert {t["visibility"] for t in interim.state()["tests"] if t["number"].endswith(".2")} == {"after_published"}


def test_an_unfinished_late_submission_has_the_late_score(tmp_path):
    late = SubmissionMetadata(created=DUE + timedelta(days=1), due=DUE)
    calls = answered(double=2.0)
    interim = InterimResults(with_options(late="zero"), tmp_path / "results.json", late, calls)
    assert interim.state()["score"] == 0
