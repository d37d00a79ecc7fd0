"""On a shared machine nobody else reads what a class earned, and submissions reach no roster and no reports."""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path

import pytest

from grader.base.errors import UserError
from grader.course.classroom import grading, reporting
from grader.course.classroom.grading import GradingOptions

linux = pytest.mark.skipif(sys.platform != "linux", reason="POSIX's modes, and Linux's layers")


@linux
def test_results_pages_and_reports_are_their_owners_alone(tmp_path, small_key):
    (tmp_path / "anna.py").write_text("def quartic_minimizer():\n    return -1.2347728\n")
    before = os.umask(0)
    try:
        out = tmp_path / "results"
        grading.grade([tmp_path / "anna.py"], small_key, out, GradingOptions(json_folder=tmp_path / "json"))
        reporting.report(out)
    finally:
        os.umask(before)
    written = [out, *out.rglob("*"), tmp_path / "json", *(tmp_path / "json").rglob("*")]
    assert {path.name for path in written} >= {"gradebook.sqlite", "class.html", "anna.json", "staff", "anna.html"}
    open_to_others = {str(path): oct(path.stat().st_mode) for path in written if path.stat().st_mode & 0o077}
    assert not open_to_others


@linux
@pytest.mark.parametrize("which", ["roster", "json_folder"])
def test_a_roster_and_reports_may_not_lie_where_submissions_read(tmp_path, small_key, which):
    among_libraries = Path(sysconfig.get_paths()["purelib"]) / "of-a-class"
    with pytest.raises(UserError, match="which submissions may read"):
        grading.grade([tmp_path], small_key, tmp_path / "results", GradingOptions(**{which: among_libraries}))
    with pytest.raises(UserError, match="which submissions may read"):
        grading.regrade(tmp_path / "results", small_key, json_folder=among_libraries)
