"""A job's work directory: an empty folder that only the job may write, and the user to whom it belongs.

It lies in a folder that the job's user cannot write: in /tmp itself it could be exchanged for a link. Whoever holds the
lock on the file beside it owns the folder and, where jobs have one, the number of their user. When a grader is killed
the system releases its locks, and the next grader removes what it left.
"""

from __future__ import annotations

import contextlib
import functools
import os
import random
import stat
import sys
import tempfile
import time
from pathlib import Path

from grader.processes import cleanup

USERS = range(60706, 61184)  # user numbers that neither Debian nor systemd assigns; an administrator may
NO_PROCESS = 2**31 - 1  # a process that does not exist
LOCK = ".lock"  # suffix of a folder's name
ABANDONED_SECONDS = 86_400  # seconds after which no job can still be running


class WorkDir:
    """A new folder `path` and its owner's number, `user`; if this process is killed, the next grader removes it.

    `user` is 0 unless `own_user`: then jobs run as this process's user. Raises OSError.
    """

    def __init__(self, own_user: bool) -> None:
        remove_abandoned()
        self.path, self.user, self._lock = "", 0, -1
        jobs = jobs_folder()
        try:
            if own_user:
                self.user, self._lock = _reserve_user(jobs)
                self.path = _make_folder(self.user, jobs)
            else:
                self.path = tempfile.mkdtemp(prefix="job-", dir=jobs)
                if sys.platform != "win32":  # locked, then renamed: no other grader ever sees the file unlocked
                    self._lock = _lock(new := Path(f"{self.path}{LOCK}.new"), os.O_CREAT | os.O_EXCL)
                    new.rename(f"{self.path}{LOCK}")
        except OSError:  # a full disk
            self.remove()
            raise

    def remove(self) -> None:
        """Remove the folder and release the user, whose lock file stays. May be called twice."""
        if self.path:
            cleanup.remove_tree(self.path)
            if not self.user:
                Path(f"{self.path}{LOCK}").unlink(missing_ok=True)
        self.path = ""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1


def remove_abandoned() -> None:
    """Remove what killed graders of this user left; what cannot be removed stays."""
    with contextlib.suppress(OSError):
        jobs = jobs_folder()
        entries = set(os.listdir(jobs))  # noqa: PTH208 - for every job, and thrice as fast
        for name in {entry.partition(".")[0] for entry in entries}:
            if f"{name}{LOCK}" not in entries:  # this system has no locks, or the grader was killed before it had one
                with contextlib.suppress(OSError):
                    if time.time() - (jobs / name).lstat().st_mtime > ABANDONED_SECONDS:
                        cleanup.remove_tree(str(jobs / name))
            elif name in entries or not name.isdecimal():
                _remove_if_unlocked(jobs, name)


def _lock(file: Path, flags: int = 0) -> int:
    """Open and lock a file, until it is closed. Raises OSError, also where another process has locked it."""
    if sys.platform == "win32":
        raise OSError("Windows has no such locks")
    import fcntl  # noqa: PLC0415  Windows has none

    lock = os.open(file, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC | flags, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        raise
    return lock


def _reserve_user(jobs: Path) -> tuple[int, int]:
    """A user that nobody on this machine is, and the open file whose lock reserves it."""
    first, running = random.randrange(len(USERS)), cleanup.users_of_processes()
    for user in (*USERS[first:], *USERS[:first]):
        # what runs as the user of a folder of ours is what a killed grader left
        if _has_account(user) or (user in running and not (jobs / str(user)).exists()):
            continue
        with contextlib.suppress(BlockingIOError):
            return user, _lock(jobs / f"{user}{LOCK}", os.O_CREAT)
    raise OSError(f"all {len(USERS)} users for jobs are taken")


def _has_account(user: int) -> bool:
    """Whether this system has an account or a group with the number."""
    import grp  # noqa: PLC0415  Windows has neither
    import pwd  # noqa: PLC0415

    for find in (pwd.getpwuid, grp.getgrgid):
        with contextlib.suppress(KeyError):
            find(user)
            return True
    return False


def _make_folder(user: int, jobs: Path) -> str:
    """A new folder of the user, after the end of whatever a killed grader left of that user."""
    folder = jobs / str(user)
    if folder.exists():
        _clear_user(user, folder)
    folder.mkdir(mode=0o700)
    os.chown(folder, user, user)
    return str(folder)


def _clear_user(user: int, folder: Path) -> None:
    """Kill what runs as the user, unless it is somebody's account by now, and remove its folder."""
    if not _has_account(user):
        cleanup.kill_all(cleanup.JobProcesses(NO_PROCESS, user, os.getpid(), frozenset(), frozenset()))
    cleanup.remove_tree(str(folder))


def _remove_if_unlocked(jobs: Path, name: str) -> None:
    """For a folder whose grader has ended. The lock file of a user stays, for the next job of that user."""
    with contextlib.suppress(OSError):
        lock = _lock(jobs / f"{name}{LOCK}")
        try:
            if name.isdecimal():
                _clear_user(int(name), jobs / name)
            else:
                cleanup.remove_tree(str(jobs / name))
                (jobs / f"{name}{LOCK}").unlink(missing_ok=True)
        finally:
            os.close(lock)


def private_folder(purpose: str, mode: int) -> Path:
    """This user's temporary folder for one purpose, which no other user can write; made with `mode` if missing."""
    user, mode = (os.geteuid(), mode) if sys.platform != "win32" else (0, 0o700)
    folder = Path(tempfile.gettempdir()) / f"grader-{purpose}-{user}"
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        folder.chmod(mode)
    status = folder.lstat()
    is_private = stat.S_ISDIR(status.st_mode) and status.st_uid == user and not status.st_mode & 0o022
    if sys.platform != "win32" and not is_private:
        return _replacement(folder, mode)  # another user made it first
    return folder


@functools.cache
def _replacement(taken: Path, mode: int) -> Path:
    """A folder in place of `taken`: one for all jobs of this process, since users are reserved in it."""
    folder = Path(tempfile.mkdtemp(prefix=f"{taken.name.rpartition('-')[0]}-", dir=taken.parent))
    folder.chmod(mode)
    return folder


def jobs_folder() -> Path:
    """The folder of this user's jobs; other users may only pass through it."""
    return private_folder("jobs", 0o711)
