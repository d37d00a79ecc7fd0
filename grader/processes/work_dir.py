"""A job's place: an empty folder that it alone may write, and the number of the user to whom it belongs.

The folder lies in one that the job's user cannot write: in /tmp itself it could be swapped for a link. A folder, or a
user's number, is ours while we hold the lock on the file beside it; where a grader was killed the system lets go of the
lock, and the next grader removes what was left.
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

USERS = range(60706, 61184)  # numbers that neither Debian nor systemd gives to anybody
NO_PROCESS = 2**31 - 1  # a process that does not exist
LOCK = ".lock"  # behind a folder's name
ABANDONED_SECONDS = 86_400  # seconds after which no job can still be running


class WorkDir:
    """A new folder in `path`, and `user`: its owner's number, or 0 where jobs run as ourselves. Raises OSError."""

    def __init__(self, own_user: bool) -> None:
        remove_abandoned()
        self.path, self.user, self._lock = "", 0, -1
        self._folder: TemporaryFolder | None = None
        if not own_user:
            self._folder = TemporaryFolder()
            self.path = self._folder.path
            return
        home = jobs_folder()
        self.user, self._lock = _reserve_user(home)
        try:
            self.path = _make_folder(self.user, home)
        except OSError:
            self.remove()
            raise

    def remove(self) -> None:
        """Remove the folder and let go of the user's number. May be called twice."""
        if self._folder is not None:
            self._folder.remove()
        elif self.path:
            cleanup.remove_tree(self.path)
        self.path = ""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1


class TemporaryFolder:
    """A new folder of this process's; where we are killed, the next grader removes it. Raises OSError."""

    def __init__(self) -> None:
        self.path = tempfile.mkdtemp(prefix="job-", dir=jobs_folder())
        self._lock = -1
        try:
            if sys.platform != "win32":
                self._lock_it()
        except OSError:  # a full disk
            self.remove()
            raise

    def _lock_it(self) -> None:
        """The file has its name only once it is locked: no other grader ever sees it free."""
        import fcntl

        name = f"{self.path}{LOCK}"
        self._lock = os.open(f"{name}.new", os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        Path(f"{name}.new").rename(name)

    def remove(self) -> None:
        """Remove the folder. May be called twice."""
        if self.path:
            cleanup.remove_tree(self.path)
            Path(f"{self.path}{LOCK}").unlink(missing_ok=True)
        self.path = ""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1


def remove_abandoned() -> None:
    """Remove what graders of this user that were killed left; never raises for what it cannot."""
    with contextlib.suppress(OSError):
        home = jobs_folder()
        entries = set(os.listdir(home))  # noqa: PTH208 - for every job, and thrice as fast
        for name in {entry.partition(".")[0] for entry in entries}:
            if f"{name}{LOCK}" not in entries:
                _remove_if_old(home / name)
            elif name in entries or not name.isdecimal():
                _remove_if_unlocked(home, name)


def _reserve_user(home: Path) -> tuple[int, int]:
    """The number of a user that no grader on this machine uses, and the open file whose lock keeps it so."""
    if sys.platform == "win32":
        raise OSError("Windows has no users to give")
    import fcntl

    first = random.randrange(len(USERS))
    for user in (*USERS[first:], *USERS[:first]):
        lock = os.open(home / f"{user}{LOCK}", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(lock)
            continue
        return user, lock
    raise OSError(f"all {len(USERS)} users for jobs are taken")


def _make_folder(user: int, home: Path) -> str:
    """A new folder of the user's; what a grader that was killed left of its job ends before."""
    folder = home / str(user)
    if folder.exists():
        _clear_user(user, home)
    folder.mkdir(mode=0o700)
    os.chown(folder, user, user)
    return str(folder)


def _clear_user(user: int, home: Path) -> None:
    cleanup.kill_all(cleanup.JobProcesses(NO_PROCESS, user, os.getpid(), frozenset(), frozenset()))
    cleanup.remove_tree(str(home / str(user)))


def _remove_if_old(folder: Path) -> None:
    """Where there are no locks, or whose grader was killed before it had one."""
    with contextlib.suppress(OSError):
        if time.time() - folder.lstat().st_mtime > ABANDONED_SECONDS:
            cleanup.remove_tree(str(folder))


def _remove_if_unlocked(home: Path, name: str) -> None:
    """Whoever had the lock has ended. The lock of a user's number stays, for the next who takes the number."""
    if sys.platform == "win32":
        return
    import fcntl

    with contextlib.suppress(OSError):
        lock = os.open(home / f"{name}{LOCK}", os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if name.isdecimal():
                _clear_user(int(name), home)
            else:
                cleanup.remove_tree(str(home / name))
                (home / f"{name}{LOCK}").unlink(missing_ok=True)
        finally:
            os.close(lock)


def private_folder(purpose: str, mode: int) -> Path:
    """This user's folder for temporary things of one kind, ours alone to write, and to others what `mode` says."""
    who, mode = (os.geteuid(), mode) if sys.platform != "win32" else (0, 0o700)
    home = Path(tempfile.gettempdir()) / f"grader-{purpose}-{who}"
    with contextlib.suppress(FileExistsError):
        home.mkdir(mode=0o700)
        home.chmod(mode)
    found = home.lstat()
    if sys.platform != "win32" and (not stat.S_ISDIR(found.st_mode) or found.st_uid != who or found.st_mode & 0o022):
        return _replacement(home, mode)  # somebody was here before us: stay out of it
    return home


@functools.cache
def _replacement(home: Path, mode: int) -> Path:
    """A folder in place of `home`, one for all jobs of this process: users' numbers are reserved in it."""
    folder = Path(tempfile.mkdtemp(prefix=f"{home.name.rpartition('-')[0]}-", dir=home.parent))
    folder.chmod(mode)
    return folder


def jobs_folder() -> Path:
    """Where this user's jobs have their folders; others may only pass through."""
    return private_folder("jobs", 0o711)
