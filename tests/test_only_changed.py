"""`make test` leaves out the tests of `reference/` where they passed with everything as it is, and nowhere else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support import unchanged

from grader.authoring.cache import Cache

ROOT = Path(__file__).parents[1]


def collected(home: Path) -> str:
    """What pytest collects of a file of tests of the reference and of another one, with this cache folder."""
    files = ("tests/reference/test_value.py", "tests/base/test_text.py")
    command = [sys.executable, *f"-m pytest --collect-only -q {unchanged.OPTION} -p no:cacheprovider".split(), *files]
    environment = os.environ | {"XDG_CACHE_HOME": str(home)}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout


@pytest.mark.slow
def test_what_has_passed_is_left_out_until_something_changes(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    before = collected(tmp_path)
    assert "tests/reference/" in before and "tests/base/" in before
    unchanged.remember()
    after = collected(tmp_path)
    assert "tests/reference/" not in after and "tests/base/" in after


def test_a_changed_test_or_method_has_not_passed(tmp_path, monkeypatch):
    unchanged.remember(cache := Cache(tmp_path))
    assert unchanged.have_passed(cache)
    monkeypatch.setattr(unchanged, "engine", lambda *modules: "another method")
    assert not unchanged.have_passed(cache)
    monkeypatch.undo()
    assert unchanged.have_passed(cache)
    (tests := tmp_path / "tests" / "reference").mkdir(parents=True)
    monkeypatch.setattr(unchanged, "TESTS", tests.parent)
    for name in ("support/precision.py", "support/tables.py", "conftest.py"):
        (file := tests.parent / name).parent.mkdir(exist_ok=True)
        file.write_text("")
    assert not unchanged.have_passed(cache)
