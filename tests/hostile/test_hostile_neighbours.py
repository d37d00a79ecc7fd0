"""What other accounts of a shared machine put there, run and read: none of it harms a grading, and they learn nothing."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import arena
import pytest
from attack import Attack, notebook
from conftest import needs_linux, needs_root
from support import program
from support.other_users import needs_open_python

from grader.authoring import release
from grader.authoring.reading.assignment_file import load_assignment
from grader.course.classroom import exporting, grading, reporting
from grader.course.classroom.grading import GradingOptions
from grader.judging.checks import check_process
from grader.judging.judge import judge
from grader.model.key import read_key
from grader.processes import work_dir
from grader.sandbox.transcribe import transcribe

pytestmark = [needs_linux, needs_root]


@pytest.fixture
def shared(monkeypatch):
    """A folder for temporary files in which everybody may write, as /tmp."""
    folder = Path(tempfile.mkdtemp(prefix="shared-"))
    folder.chmod(0o1777)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def test_a_job_that_kills_all_it_can_ends_no_process_and_no_account_of_its_number(shared, arena_key, monkeypatch):
    """Of three numbers for jobs one runs a program of a container, and one is a person's. Both were taken and ended."""
    busy, persons, free = numbers = range(61180, 61183)
    known = pwd.getpwuid
    monkeypatch.setattr(work_dir, "USERS", numbers)
    monkeypatch.setattr(pwd, "getpwuid", lambda number: known(0 if number == persons else number))
    code = "import os\ndef gradient_descent(g, alpha, max_its, w):\n    try: os.kill(-1, 9)\n    finally: raise Exception(os.getuid())"
    (shared / "hw.ipynb").write_text(notebook(code))
    with subprocess.Popen(["/bin/sleep", "100"], user=busy, group=busy, extra_groups=[]) as neighbour:
        key = read_key(arena_key)
        for _ in range(3):
            report = judge(key, transcribe(shared / "hw.ipynb", key, program.forked()))
            question = next(each for each in report.questions if each.name == "gradient_descent")
            assert f"Exception: {free}" in question.message
        assert neighbour.poll() is None
        neighbour.kill()


@pytest.mark.slow
def test_settings_of_others_below_the_folder_for_temporary_files_are_nobodys(shared, arena_key, ordinary_user):
    """HOME of checks was /tmp: there another account's matplotlib would have run its code, or ended each of them."""
    (settings := shared / ".config/matplotlib").mkdir(parents=True)
    (settings / "matplotlibrc").write_text("backend: module://theirs\n")
    for path in (shared / "theirs.py", shared / "sitecustomize.py", shared / "usercustomize.py"):
        path.write_text(f"open({str(shared / 'ran')!r}, 'w')\nraise SystemExit\n")
    (shared / ".cache").mkdir()
    for path in (shared / ".cache", settings.parent, settings, *settings.iterdir()):
        os.chown(path, ordinary_user, ordinary_user)
    settings.chmod(0o700)
    looks = "import matplotlib.pyplot\nmatplotlib.pyplot.figure()\nreturn True"
    code = "def looked_at(t):\n    import matplotlib.pyplot\n    matplotlib.pyplot.figure()\n    return t"
    (shared / "hw.ipynb").write_text(notebook(code))
    key = read_key(arena_key)
    key.checks.update(Attack("", "", check=looks).checks({}))
    check_process.close()
    try:
        report = judge(key, transcribe(shared / "hw.ipynb", key, program.forked()))
    finally:
        check_process.close()
    assert [each.status for each in report.questions if each.name == "looked_at"] == ["right"]
    assert not (shared / "ran").exists()


READS = """
import os, sys
top = sys.argv[1]
for folder, folders, names in os.walk(top, onerror=lambda error: print("closed")):
    for name in names:
        try: print("read", name, len(open(os.path.join(folder, name), "rb").read()))
        except PermissionError: print("closed")
"""


@needs_open_python
@pytest.mark.slow
def test_what_staff_write_is_read_by_no_other_account(shared, arena_key, ordinary_user, monkeypatch):
    """A key, a gradebook, pages, reports and exports; what students are to have is read, so that the look is one."""
    (shared / "hw.py").write_text("def quartic_minimizer():\n    return -1.2347728\n")
    written, out = shared / "written", shared / "written/results"
    written.mkdir(mode=0o755)
    monkeypatch.setattr(release, "require_ready", lambda *_: None)  # the arena's master solves what is looked at alone
    key, before = read_key(arena_key), os.umask(0)
    try:
        release.release(load_assignment(arena.ASSIGNMENT), key, written / "dist")
        grading.grade([shared / "hw.py"], arena_key, out, GradingOptions(json_folder=written / "json"))
        reporting.report(out)
        exporting.export(out, "csv", written / "grades.csv")
    finally:
        os.umask(before)
    looked = subprocess.run(
        [sys.executable, "-I", "-c", READS, str(written)], cwd="/", user=ordinary_user, group=ordinary_user, extra_groups=[],
        capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    read = sorted(line.split()[1] for line in looked if line.startswith("read"))
    assert read == ["arena-github.zip", "arena-student.zip"]
    assert looked.count("closed") >= 5, "the key, Gradescope's bundle, two folders and the gradebook"
