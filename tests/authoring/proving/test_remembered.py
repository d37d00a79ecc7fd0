"""`release` says where an assignment, as it is, was not rehearsed; any change of its folder forgets that it was."""

from __future__ import annotations

import pytest
from support import small
from typer.testing import CliRunner

from grader.authoring import cache as caches
from grader.authoring.cache import Cache
from grader.authoring.new import write_new
from grader.authoring.proving.proof import Finding, Rehearsal
from grader.authoring.proving.remembered import Rehearsed
from grader.authoring.reading.assignment_file import load_assignment
from grader.frontends.staff.commands import app

PASSED = Rehearsal("hw", (Finding("every claim holds", True, "1 of 1"),))
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


@pytest.mark.parametrize("name", [".style.py", "linked.py"])
def test_honest_work_counts_behind_a_link_and_a_dot(state, folder, tmp_path, name):
    """`rehearse` runs these files as well."""
    (folder / "honest").rename(tmp_path / "elsewhere")
    (folder / "honest").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere" / name).write_text("x = 1\n", encoding="utf-8")
    state().store(PASSED)
    assert state().warning == ""
    (tmp_path / "elsewhere" / name).write_text("x = 2\n", encoding="utf-8")
    assert "was not rehearsed" in state().warning


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


def test_the_commands_remember_and_say_it_and_release_writes_all_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(caches.platformdirs, "user_cache_dir", lambda *_: str(tmp_path / "user"))
    (tmp_path / "hw").mkdir()
    folder = small.write(tmp_path / "hw", small.ROOT_QUESTION)

    def released():
        done = CliRunner().invoke(app, ["release", str(folder), "-o", str(tmp_path / "dist")])
        assert done.exit_code == 0 and (tmp_path / "dist" / "small.key").exists(), done.output
        return done.stderr

    assert "was not rehearsed" in released()
    done = CliRunner().invoke(app, ["rehearse", str(folder), "--fresh"])
    assert done.exit_code == 1 and "see Not proven" in done.stdout, "every claim held, and no honest style was tried"
    assert "rehears" not in released()
    (folder / "honest").mkdir()
    (folder / "honest" / "broken.py").write_text("def quartic_minimizer():\n    return 2.0\n", encoding="utf-8")
    assert "was not rehearsed" in released(), "honest work counts"
    assert CliRunner().invoke(app, ["rehearse", str(folder)]).exit_code == 1
    assert "the last rehearsal of small as it is now failed" in released()
