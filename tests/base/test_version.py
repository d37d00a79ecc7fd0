"""The version names the commit in a clone and in a wheel, and asks no repository but our own."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from grader.base.version import COMMIT_FILE, baked_commit, current_commit


def git(folder: Path, *words: str) -> str:
    identity = ["-c", "user.name=a", "-c", "user.email=a@x"]
    command = ["git", *identity, "-C", str(folder), *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def repository(tmp_path):
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "first")
    return tmp_path


def test_in_a_clone_the_commit_is_that_of_head(repository):
    (repository / "pyproject.toml").write_text('[project]\nname = "first-order-grader"\n')
    assert current_commit(repository) == git(repository, "rev-parse", "--short=7", "HEAD")


def test_a_repository_of_somebody_else_is_not_asked(repository, tmp_path):
    assert current_commit(repository) == ""
    (repository / "pyproject.toml").write_text('[project]\nname = "homework"\n')
    assert current_commit(repository) == ""
    assert current_commit(tmp_path / "nowhere") == ""


def test_without_git_there_is_no_commit_and_no_error(repository, monkeypatch):
    (repository / "pyproject.toml").write_text('[project]\nname = "first-order-grader"\n')
    monkeypatch.setenv("PATH", "")
    assert current_commit(repository) == ""


def test_a_wheel_has_its_commit_in_a_file(tmp_path):
    assert baked_commit(tmp_path) == ""
    (tmp_path / COMMIT_FILE).write_text("f3437ee\n")
    assert baked_commit(tmp_path) == "f3437ee"
