"""A job's work directory: private, and released even after its grader was killed."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from grader.processes import work_dir
from grader.processes.work_dir import WorkDir

root = pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root has users to give")
OWN_USER = os.name == "posix" and os.geteuid() == 0


@pytest.fixture
def home(monkeypatch, tmp_path):
    """A folder for temporary files of one's own, so that other graders on this machine do not matter."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path / f"grader-jobs-{os.geteuid()}"


def test_others_cannot_enter_the_folder_and_its_user_cannot_move_it(home):
    new = WorkDir(OWN_USER)
    status = Path(new.path).stat()
    assert stat.S_IMODE(status.st_mode) == 0o700
    assert status.st_uid == (new.user or os.geteuid())
    assert stat.S_IMODE(home.stat().st_mode) == 0o711
    new.remove()
    new.remove()
    assert not Path(new.path or "/nowhere").exists()


def test_a_home_that_somebody_else_made_is_not_used(home):
    """In a shared /tmp anybody can be there first."""
    home.symlink_to("/etc")
    new = WorkDir(OWN_USER)
    assert home not in Path(new.path).parents
    assert Path(new.path).resolve().parent.parent == home.parent
    new.remove()


@root
def test_jobs_share_one_folder_where_somebody_else_made_theirs(home, monkeypatch):
    """Or two of them could have one user, and the end of one would kill the other."""
    home.symlink_to("/etc")
    monkeypatch.setattr(work_dir, "USERS", range(60706, 60708))
    jobs = [WorkDir(True), WorkDir(True)]
    assert len({job.user for job in jobs}) == 2
    for job in jobs:
        job.remove()
    assert len(list(home.parent.glob("grader-jobs-*"))) == 2


@pytest.mark.skipif(os.name != "posix", reason="locks that end with their process")
@pytest.mark.parametrize("make", ["WorkDir(os.geteuid() == 0)", "WorkDir(False)"])
def test_the_next_grader_removes_what_a_killed_one_left_and_nothing_that_is_in_use(make, home):
    """Whatever number or name the next one takes itself."""
    script = (
        "import os, sys, tempfile; from grader.processes.work_dir import WorkDir;"
        f"tempfile.tempdir = {str(home.parent)!r}; new = {make};"
        "open(os.path.join(new.path, 'mess'), 'w').close(); print(new.path, flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=Path(__file__).parents[2], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        folder = Path(other.stdout.readline().decode().strip())
        work_dir.remove_abandoned()
        WorkDir(OWN_USER).remove()
        assert (folder / "mess").exists()
        other.kill()
    work_dir.remove_abandoned()
    assert not folder.exists() and not [name for name in home.iterdir() if name.name.partition(".")[0].isalpha()]


def test_old_folders_of_our_own_user_are_removed(home):
    WorkDir(False).remove()
    abandoned = home / "job-old"
    abandoned.mkdir()
    os.utime(abandoned, (0, 0))
    WorkDir(False).remove()
    assert not abandoned.exists()


@root
def test_a_number_that_an_account_or_a_group_has_is_no_jobs(home, monkeypatch):
    """A job ends with all that its user runs, and that would be a person's programs."""
    import grp
    import pwd

    def known(number):
        if number not in taken:
            raise KeyError(number)

    monkeypatch.setattr(work_dir, "USERS", range(60706, 60709))
    taken = {60706}
    monkeypatch.setattr(pwd, "getpwuid", known)
    monkeypatch.setattr(grp, "getgrgid", lambda number: None if number == 60707 else known(number))
    job = WorkDir(True)
    assert job.user == 60708
    with pytest.raises(OSError, match="all 3 users"):
        WorkDir(True)
    job.remove()


@root
def test_a_job_takes_no_number_that_runs_something_and_ends_nothing_of_it(home, monkeypatch):
    """Another container's process, of which this system has no account. It was killed, at the next job's end."""
    monkeypatch.setattr(work_dir, "USERS", range(60706, 60708))
    with subprocess.Popen(["/bin/sleep", "100"], user=60706, group=60706, extra_groups=[]) as others:
        job = WorkDir(True)
        assert job.user == 60707
        with pytest.raises(OSError, match="all 2 users"):
            WorkDir(True)
        job.remove()
        assert others.poll() is None
        others.kill()


@root
def test_what_is_tidied_up_of_a_number_that_an_account_has_since_is_its_folder_alone(home, monkeypatch):
    import pwd

    monkeypatch.setattr(work_dir, "USERS", range(60706, 60708))
    WorkDir(True).remove()
    for number in work_dir.USERS:
        (home / str(number)).mkdir()
        (home / f"{number}.lock").touch()
    monkeypatch.setattr(pwd, "getpwuid", lambda number: None)
    with subprocess.Popen(["/bin/sleep", "100"], user=60706, group=60706, extra_groups=[]) as theirs:
        work_dir.remove_abandoned()
        assert theirs.poll() is None and not (home / "60706").exists()
        theirs.kill()
