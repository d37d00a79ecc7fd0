"""What was proven of an assignment as it is needs no proof again; any change of its folder forgets it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from support import small
from typer.testing import CliRunner

from grader.authoring import cache as caches
from grader.authoring.cache import Cache
from grader.authoring.new import write_new
from grader.authoring.proving.proof import ExampleMessage, Finding, Rehearsal
from grader.authoring.proving.remembered import Rehearsed
from grader.authoring.reading.assignment_file import load_assignment
from grader.frontends.staff.commands import app

PASSED = Rehearsal(
    "hw", (Finding("every claim holds", True, "1 of 1", ("a",), ("b",)),), cached="1 of 2 calls", scope={"cases": 2},
    examples=(ExampleMessage("Step", "a sign", "Look at the sign."),), made_on="2026-11-29 04:00 UTC",
    made_with={"jax": "0.12"},
)  # fmt: skip
FAILED = Rehearsal("hw", (Finding("every claim holds", False, "0 of 1"),))


@pytest.fixture
def folder(tmp_path):
    write_new(tmp_path / "hw", "least_squares")
    return tmp_path / "hw"


@pytest.fixture
def state(folder, tmp_path):
    """What is remembered of the folder as it is, or of some of its questions."""
    (tmp_path / "cache").mkdir()
    return lambda *questions: Rehearsed.of(load_assignment(folder).with_questions(questions), Cache(tmp_path / "cache"))


def test_nothing_is_said_where_all_of_it_passed_and_one_sentence_where_not(state, folder):
    assert state().warning == (
        "Not proven: hw as it is now was not rehearsed here with this version of the grader. "
        f"Run `grader rehearse {folder}` before students get these files."
    )
    state().store(PASSED)
    assert state().warning == ""
    state().store(FAILED)
    assert state().warning.startswith("Not ready: the last rehearsal of hw as it is now failed. Run `grader rehearse ")


def test_a_proof_is_given_again_while_nothing_changes_and_says_of_when_it_is(state, folder):
    assert state().proof is None
    state().store(PASSED)
    assert state().proof == replace(
        PASSED, cached="the whole proof of 2026-11-29 04:00 UTC, since when nothing has changed"
    )
    (folder / "honest" / "one_more.py").write_text("", encoding="utf-8")
    assert state().proof is None


def test_what_failed_is_tried_again(state):
    """The machine may have been at fault."""
    state().store(FAILED)
    assert state().proof is None and state().last == FAILED


def test_what_an_older_grader_stored_is_no_proof(state):
    rehearsed = state()
    rehearsed.cache.put(rehearsed.name, "passed")
    assert state().proof is None and "was not rehearsed" in state().warning


def test_some_of_the_questions_are_not_the_whole_and_all_of_them_are(state):
    state("predict").store(PASSED)
    assert "was not rehearsed" in state().warning
    state("predict", "least_squares").store(PASSED)
    assert state().warning == ""


@pytest.mark.parametrize("name", ["assignment.toml", "hw.ipynb", "honest/one_more.py", "wrong/one_more.py", "data.csv"])
def test_a_change_of_what_a_rehearsal_reads_forgets_it_and_what_was_forgotten_comes_back(state, folder, name):
    state().store(PASSED)
    before = (folder / name).read_text("utf-8") if (folder / name).exists() else None
    (folder / name).write_text(f"{before or ''}\n", encoding="utf-8")
    assert "was not rehearsed" in state().warning
    if before is None:
        (folder / name).unlink()
    else:
        (folder / name).write_text(before, encoding="utf-8")
    assert state().warning == ""


def test_data_count_whatever_they_are_called(state, folder):
    text = (folder / "assignment.toml").read_text("utf-8")
    (folder / "assignment.toml").write_text(
        text.replace("[gradescope]", 'files = ["page.html"]\n[gradescope]'), encoding="utf-8"
    )
    (folder / "page.html").write_text("<p>1</p>", encoding="utf-8")
    state().store(PASSED)
    (folder / "page.html").write_text("<p>2</p>", encoding="utf-8")
    assert "was not rehearsed" in state().warning


def test_a_folder_that_was_changed_during_its_rehearsal_is_not_proven(state, folder):
    before = state()
    (folder / "honest" / "late.py").write_text("raise SystemExit\n", encoding="utf-8")
    before.store(PASSED)
    assert "was not rehearsed" in state().warning
    (folder / "honest" / "late.py").unlink()
    assert "was not rehearsed" in state().warning


def test_what_the_commands_write_beside_it_forgets_nothing(state, folder):
    state().store(PASSED)
    (folder / "dist").mkdir()
    for name in ("proof.html", "hw.key", "dist/hw-student.zip", "dist/hw-gradescope.zip", "dist/hw-github.zip"):
        (folder / name).write_text("written", encoding="utf-8")
    assert state().warning == ""


def test_the_commands_remember_and_say_it_and_release_writes_all_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(caches.platformdirs, "user_cache_dir", lambda *_: str(tmp_path / "user"))
    (tmp_path / "hw").mkdir()
    folder = small.write(tmp_path / "hw", small.ROOT_QUESTION)

    def released():
        done = CliRunner().invoke(app, ["release", str(folder), "-o", str(tmp_path / "dist")])
        assert done.exit_code == 0 and (tmp_path / "dist" / "small.key").exists(), done.output
        return done.stderr

    assert "was not rehearsed" in released()
    assert CliRunner().invoke(app, ["rehearse", str(folder), "--fresh"]).exit_code == 0
    assert "rehears" not in released()
    (folder / "honest").mkdir()
    (folder / "honest" / "broken.py").write_text("def quartic_minimizer():\n    return 2.0\n", encoding="utf-8")
    assert "was not rehearsed" in released(), "honest work counts"
    assert CliRunner().invoke(app, ["rehearse", str(folder)]).exit_code == 1
    assert "the last rehearsal of small as it is now failed" in released()


def test_the_second_rehearsal_of_what_has_not_changed_says_the_same_without_jax(tmp_path, monkeypatch):
    """It took 20 s for a homework of eleven questions, most of them to judge known mistakes once more."""
    monkeypatch.setattr(caches.platformdirs, "user_cache_dir", lambda *_: str(tmp_path / "user"))
    (tmp_path / "hw").mkdir()
    command = ["rehearse", str(small.write(tmp_path / "hw", small.ROOT_QUESTION))]
    first = CliRunner().invoke(app, command)
    code = (
        "import sys\nfrom grader.authoring import cache\n"
        f"cache.platformdirs.user_cache_dir = lambda *_: {str(tmp_path / 'user')!r}\n"
        "from grader.frontends.staff.commands import app\n"
        f"try: app({command!r})\nfinally: assert 'jax' not in sys.modules\n"
    )
    again = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    added = [line for line in again.splitlines() if line not in first.stdout.splitlines()]
    assert len(added) == 1 and added[0].startswith("Taken from the cache: the whole proof of 20")
    assert [line for line in first.stdout.splitlines() if line not in again.splitlines()] == []
    fresh = CliRunner().invoke(app, [*command, "--fresh"])
    assert fresh.stdout == first.stdout
