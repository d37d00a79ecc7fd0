"""results.json is as Gradescope documents it, whatever is handed in, and whenever the grading is killed."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from autograder_root import KEY, RIGHT, lay, question, valid
from gradescope_contract import Results

from grader.frontends.gradescope import grading as gradescope
from grader.frontends.gradescope.grading import (
    Metadata,
    Progress,
    limits,
    over_limit,
    read_metadata,
    results,
    run,
    withheld,
    write,
)
from grader.judging.judge import judge
from grader.model.key import Key
from grader.model.transcript import Call, Definition, Fault, Raised, Returned, Transcript
from grader.processes.clock import PATIENCE
from grader.sandbox import probe as isolation
from grader.sandbox.child.conversion import to_value as as_value
from grader.sandbox.isolation import profiles
from grader.sandbox.transcribe import transcribe

REPOSITORY = Path(__file__).resolve().parents[3]
DUE = datetime(2026, 9, 21, 12, tzinfo=timezone(timedelta(hours=-7)))


def with_options(**options: Any) -> Key:
    return replace(KEY, options=options)


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
        assert run(root) == code
        return valid(root)

    return done


# ── whole runs


def test_right_work_has_full_marks_and_one_entry_per_visibility(grade):
    found = grade(*RIGHT)
    assert found.score == 15.0
    assert [(t.number, t.score, t.max_score, t.status) for t in found.tests[:2]] == [
        ("1.1", 3.0, 3.0, "passed"),
        ("1.2", 2.0, 2.0, "passed"),
    ]
    assert found.execution_time is not None


def test_wrong_work_loses_that_question_alone(grade):
    found = grade(RIGHT[0], RIGHT[1], "def half(x): return x\n")
    assert (found.score, [t.score for t in found.tests]) == (10.0, [3, 2, 3, 2, 0, 0])


def test_a_function_that_ends_python_costs_its_own_question(grade):
    found = grade(RIGHT[0], "def triple(x):\n    import os\n    os._exit(0)\n", RIGHT[2])
    assert [t.score for t in found.tests] == [3, 2, 0, 0, 3, 2]


def test_an_endless_loop_costs_its_own_question(grade, monkeypatch):
    monkeypatch.setattr(gradescope, "MOST_SECONDS", 6.0)
    found = grade(RIGHT[0], "def triple(x):\n    while True: pass\n", RIGHT[2])
    assert [t.score for t in found.tests] == [3, 2, 0, 0, 3, 2]
    assert found.tests[2].tags == ["timed_out"]


def test_text_that_students_make_is_escaped(grade):
    evil = "def triple(x): raise ValueError('<script>alert(1)</script>\\x00\\x1b[31m')\n"
    found = grade(RIGHT[0], evil, RIGHT[2])
    assert found.tests[2].output_format == "html"
    assert "<script" not in found.tests[2].output and "\x1b" not in found.tests[2].output
    assert "alert(1)" in found.tests[2].output


def test_an_exception_of_a_hidden_case_is_not_shown(grade):
    found = grade(
        RIGHT[0], "def triple(x):\n    if x > 4: raise ValueError(f'secret {x}')\n    return 3 * x\n", RIGHT[2]
    )
    assert "secret" not in found.model_dump_json()
    assert found.tests[2].tags == ["right"], "the tag of a visible entry says nothing of hidden cases"


def test_an_empty_submission_has_no_points_and_a_reason(grade):
    found = grade(files={})
    assert found.score == 0 and "no notebook" in found.output


@pytest.mark.parametrize("text", ["this is not JSON", "{}", "[" * 100_000, notebook("%%bash\nrm -rf /\n")])
def test_what_is_no_notebook_has_no_points_and_a_reason(grade, text):
    found = grade(files={"hw.ipynb": text})
    assert found.score == 0 and (found.output or found.tests)


def test_of_several_notebooks_the_one_that_answers_most_is_graded(grade):
    found = grade(files={"a/old.ipynb": notebook(RIGHT[0]), "b/new.IPYNB": notebook(*RIGHT), "notes.py": "x = 1\n"})
    assert found.score == 15.0 and "new.IPYNB was graded" in found.output


def test_links_and_hidden_folders_are_not_followed(grade, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "right.ipynb"
    elsewhere.write_text(notebook(*RIGHT))
    found = grade(files={".ipynb_checkpoints/hw.ipynb": notebook(*RIGHT), "__MACOSX/hw.ipynb": notebook(*RIGHT)})
    assert found.score == 0 and "no notebook" in found.output


def test_a_broken_key_withholds_the_score(tmp_path):
    root = lay(tmp_path, {"hw.ipynb": notebook(*RIGHT)})
    (root / "source" / "assignment.key").write_text("{")
    assert run(root) == 1
    assert valid(root).withheld


def test_missing_isolation_withholds_the_score(tmp_path, monkeypatch):
    missing = profiles.Isolation("own-user", {"own-user": "not here"}, due=("own-user",))
    monkeypatch.setattr(isolation, "probe", lambda **how: missing)
    assert run(lay(tmp_path, {"hw.ipynb": notebook(*RIGHT)})) == 1
    assert valid(tmp_path).withheld and valid(tmp_path).tests[0].visibility == "hidden"


# ── without running anything


def answered(**times: float) -> dict[str, Call]:
    """The calls of a submission whose functions multiply by these numbers."""
    return {
        case.id: Returned(as_value(times[q.name] * case.arguments["x"]))
        for q in KEY.questions if q.name in times for case in q.cases
    }  # fmt: skip


ALL_RIGHT = {"double": 2.0, "triple": 3.0, "half": 0.5}


def shown(key: Key, calls: dict[str, Call], metadata: Metadata | None = None) -> Results:
    transcript = Transcript("s", "tiny", {q.name: Definition("found") for q in key.questions}, calls)
    made = results(key, transcript, judge(key, transcript), metadata or Metadata())
    return Results.model_validate_json(json.dumps(made))


def late_by(**time: float) -> Metadata:
    return Metadata(created=DUE + timedelta(**time), due=DUE)


def test_a_fault_of_ours_withholds_every_score():
    found = shown(KEY, answered(**ALL_RIGHT) | {"half-0": Fault("no memory")})
    assert found.withheld and found.output == gradescope.WITHHELD


@pytest.mark.parametrize("visibility", ["hidden", "after_due_date", "after_published", "visible"])
def test_hidden_cases_are_shown_when_the_assignment_says(visibility):
    found = shown(with_options(hidden_cases=visibility), answered(**ALL_RIGHT))
    assert [t.visibility for t in found.tests] == ["visible", visibility] * 3


def test_reasons_of_statements_stand_in_the_entry_that_is_published():
    """Not before: neither in the entry that is visible, nor where hidden cases are visible at once."""
    from keys import concepts
    from keys import key as by_hand

    key = by_hand(concepts())
    work = {f"answers.{i}": Returned(as_value({"first": True, "second": True, "third": None})) for i in (1, 2, 3)}
    transcript = Transcript("s", key.assignment, {"answers": Definition("found")}, work)
    for visibility in ("hidden", "after_due_date", "after_published", "visible"):
        with_option = replace(key, options={"hidden_cases": visibility})
        made = results(with_option, transcript, judge(with_option, transcript), Metadata())
        seen, later = Results.model_validate_json(json.dumps(made)).tests
        assert "because" not in seen.output and later.visibility == visibility
        assert ("Not right: statement second\n    False. because second" in later.output) is (visibility != "visible")
        assert "other arguments" not in later.output or visibility == "visible"


def test_hidden_cases_are_counted_in_the_entry_that_is_published():
    found = shown(KEY, answered(**ALL_RIGHT) | {"half-1": Returned(as_value(1.0))})
    assert [t.output.split(".")[0] for t in found.tests if t.number.endswith(".2")] == [
        "Hidden cases: 1 of 1 passed", "Hidden cases: 1 of 1 passed", "Hidden cases: 0 of 1 passed",
    ]  # fmt: skip
    assert not any(" passed" in t.output for t in found.tests if t.visibility == "visible")


def test_the_time_is_that_of_the_visible_cases():
    """A sleep in a hidden case would tell what it asks."""
    slow = {c: replace(call, seconds=3.0 if c.endswith("-0") else 50.0) for c, call in answered(**ALL_RIGHT).items()}
    assert shown(KEY, slow).execution_time == 9.0


@pytest.mark.parametrize(
    ("policy", "late", "score"),
    [
        ("none", late_by(days=3), 15.0),
        ("zero", late_by(seconds=1), 0.0),
        ("zero", late_by(seconds=-1), 15.0),
        ("percent_a_day", late_by(seconds=0), 15.0),
        ("percent_a_day", late_by(seconds=1), 12.0),
        ("percent_a_day", late_by(days=1, seconds=1), 9.0),
        ("percent_a_day", late_by(days=40), 0.0),
        ("percent_a_day", Metadata(), 15.0),
    ],
)
def test_late_work_loses_what_the_policy_says(policy, late, score):
    """Days begun count; the tests keep their points, and the score on top overrides their sum."""
    found = shown(with_options(late=policy, late_percent=20.0), answered(**ALL_RIGHT), late)
    assert found.score == score
    assert sum(t.score for t in found.tests) == 15.0


def test_the_leaderboard_is_off_unless_asked_for_and_tells_nothing_of_hidden_cases():
    assert shown(KEY, answered(**ALL_RIGHT)).leaderboard is None
    assert shown(with_options(leaderboard=True), answered(**ALL_RIGHT)).leaderboard[0].value == 9.0
    everything = with_options(leaderboard=True, hidden_cases="visible")
    assert shown(everything, answered(**ALL_RIGHT)).leaderboard[0].value == 15.0


def test_every_output_stays_below_what_gradescope_cuts():
    flood = {c: Raised("ValueError", "x" * 10**6, 1, 1, "y" * 10**6) for c in answered(**ALL_RIGHT)}
    found = shown(KEY, flood)
    assert found.score == 0 and max(len(t.output) for t in found.tests) < 100_000


def test_what_withholds_has_no_score_anywhere():
    assert Results.model_validate(withheld("reason")).withheld


def test_a_picture_that_cannot_be_drawn_costs_the_picture_alone(monkeypatch, capsys):
    """matplotlib 3.10 refused a line style that 3.11 takes: no reason to withhold a score."""
    monkeypatch.setattr("grader.reports.html.question_html", lambda *_: 1 / 0)
    found = shown(KEY, answered(double=2.0, triple=3.0, half=1.0))
    assert found.score == 10.0 and {t.output_format for t in found.tests} == {"text"}
    assert "ZeroDivisionError" in capsys.readouterr().out


# ── limits on submissions


def submitted(*hours_ago: float, results: Any = None, **more: Any) -> Metadata:
    previous = [{"submission_time": (DUE - timedelta(hours=h)).isoformat(), "score": 7.0, **more} for h in hours_ago]
    if results is not None:
        previous[-1]["results"] = results
    return Metadata(created=DUE, previous=tuple(previous))


def test_below_the_limit_a_submission_is_graded():
    assert over_limit(with_options(submissions=3), submitted(30, 2, 1)) is None
    assert over_limit(KEY, submitted(*[1] * 50)) is None
    assert over_limit(with_options(submissions=1), Metadata()) is None


def test_failures_of_ours_do_not_count():
    assert over_limit(with_options(submissions=1), submitted(2, 1, autograder_error=True)) is None


def test_above_the_limit_the_last_results_stand():
    before = shown(KEY, answered(double=2.0, triple=3.0, half=0.5)).model_dump(exclude_none=True)
    found = Results.model_validate(over_limit(with_options(submissions=2), submitted(2, 1, results=before)))
    assert found.score == 15.0 and len(found.tests) == 6
    assert found.output.startswith("Not graded: 2 submissions in 24 hours are counted.")


@pytest.mark.parametrize("before", [None, {}, withheld("x"), {"score": 0.0, "output": gradescope.UNFINISHED}])
def test_without_usable_results_the_last_score_stands(before):
    found = Results.model_validate(over_limit(with_options(submissions=1), submitted(2, 1, results=before)))
    assert found.score == 7.0


def test_refused_submissions_do_not_use_up_the_next_days():
    """Who tries every hour would else never be graded again."""
    key = with_options(submissions=1, per_hours=3.0)
    refused = over_limit(key, submitted(2.5, results={"score": 7.0}))
    assert refused is not None
    again = Metadata(
        created=DUE + timedelta(hours=1),
        previous=(
            {"submission_time": (DUE - timedelta(hours=2.5)).isoformat(), "score": 7.0},
            {"submission_time": DUE.isoformat(), "score": 7.0, "results": refused},
        ),
    )
    assert over_limit(key, again) is None
    assert shown(key, answered(**ALL_RIGHT), again).extra_data["refused"] == [DUE.isoformat()]


@pytest.mark.parametrize("text", ["", "[]", "null", "{", '{"assignment": 3}', '{"previous_submissions": 5}', "\x00"])
def test_strange_metadata_is_no_metadata(tmp_path, text):
    (tmp_path / "m.json").write_text(text)
    found = read_metadata(tmp_path / "m.json")
    assert found.days_late == 0 and found.recent(24.0) == []


def test_metadata_as_documented_is_read(tmp_path):
    (tmp_path / "m.json").write_text(
        json.dumps(
            {
                "created_at": "2026-09-22T12:00:01.234567-07:00",
                "assignment": {"due_date": "2026-09-21T12:00:00.000000-07:00", "late_due_date": None},
                "previous_submissions": [{"submission_time": "2026-09-22T11:00:00.000000-07:00", "score": 1.0}],
            }
        )
    )
    found = read_metadata(tmp_path / "m.json")
    assert found.days_late == 2 and len(found.recent(24.0)) == 1


# ── what a submission may take


def test_all_questions_together_end_before_gradescope_does():
    """Gradescope throws every result away after 10 minutes."""
    many = replace(KEY, questions=tuple(question(f"q{i}", 1.0) for i in range(20)))
    found = limits(many, 768)
    assert found.question_seconds * PATIENCE * 20 <= gradescope.MOST_SECONDS
    assert found.case_seconds * found.timeouts_per_question <= found.question_seconds
    assert gradescope.SMALLEST_MB <= found.memory_mb <= 450


# ── killed at any moment


def truth() -> float:
    return 10.0  # of the submission below: double and triple are right


SLOW = (
    "import time\ndef double(x):\n    time.sleep(0.1)\n    return 2 * x\n",
    "def triple(x):\n    time.sleep(0.1)\n    return 3 * x\n",
    "def half(x):\n    time.sleep(0.1)\n    return x\n",
)


def test_the_state_after_each_case_promises_no_more_than_the_end(tmp_path):
    calls = answered(double=2.0, triple=3.0, half=1.0)
    so_far = Progress(KEY, tmp_path / "results.json")
    scores = []
    for hidden in ("0", "1"):
        for case in [c for c in calls if c.endswith(hidden)]:
            so_far.called(case, calls[case])
            scores.append(Results.model_validate_json((tmp_path / "results.json").read_text()).score)
    assert scores == [3, 6, 6, 8, 10, 10] and scores == sorted(scores)
    assert {t["visibility"] for t in so_far.state()["tests"] if t["number"].endswith(".2")} == {"after_published"}


def test_an_unfinished_late_submission_has_the_late_score(tmp_path):
    calls = answered(double=2.0)
    so_far = Progress(with_options(late="zero"), tmp_path / "results.json", late_by(days=1), calls)
    assert so_far.state()["score"] == 0


def test_writing_replaces_the_file_at_once(tmp_path):
    write(tmp_path / "deep" / "results.json", {"score": 1})
    write(tmp_path / "deep" / "results.json", {"score": 2})
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["results.json"]
    assert json.loads((tmp_path / "deep" / "results.json").read_text()) == {"score": 2}


def killed(root: Path, after: float) -> Results:
    """The results of a run that was killed after these seconds."""
    (root / "results" / "results.json").write_text(json.dumps(withheld("not started")))
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


@pytest.mark.parametrize("rounds", [12, pytest.param(100, marks=pytest.mark.slow)])
def test_a_kill_at_any_moment_leaves_valid_results_that_promise_no_more_than_the_truth(tmp_path, rounds):
    root = lay(tmp_path, {"hw.ipynb": notebook(*SLOW)})
    began = time.monotonic()
    assert killed(root, 300).score == truth()
    whole, seed = time.monotonic() - began, random.Random(7)
    scores = [killed(root, seed.uniform(0, 1.1 * whole)).score for _ in range(rounds)]
    assert all(score is None or score <= truth() for score in scores), scores
    assert len(set(scores)) > 1, "no two moments differ: the kills prove nothing"


# ── the compilation cache

POISONER = """
def double(x):
    import os, glob
    import jax
    folder = jax.config.jax_compilation_cache_dir
    for path in [*glob.glob(folder + "/*"), folder + "/new-cache"]:
        try:
            open(path, "ab").write(b"poison")
        except OSError:
            pass
        try:
            os.unlink(path)
        except OSError:
            pass
    return float(jax.jit(lambda y: 2 * y)(x))
"""


def test_a_submission_cannot_write_the_compilation_cache_and_jax_does_not_try(tmp_path, holds):
    """An entry is native code: a poisoned one would run for the next student."""
    (path := tmp_path / "hw.ipynb").write_text(notebook(POISONER))
    with tempfile.TemporaryDirectory(prefix="grader-cache-") as cache:  # where other users can look, unlike in tmp_path
        Path(cache).chmod(0o755)
        (entry := Path(cache, "jit_f-0-cache")).write_bytes(b"entry")
        entry.chmod(0o644)
        done = transcribe(path, KEY, questions=["double"], isolation=holds, cache=cache)
        assert isinstance(done.calls["double-0"], Returned), done.calls
        assert {p.name: p.read_bytes() for p in Path(cache).iterdir()} == {"jit_f-0-cache": b"entry"}
