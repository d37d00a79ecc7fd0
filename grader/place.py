"""A job's place: an empty folder that it alone may write, and the number of the user to whom it belongs.

The folder lies in one that the job's user cannot write: in /tmp itself it could be swapped for a link. A user's number
is ours while we hold the lock on its file; where a grader was killed the system lets go of the lock, and the next one
finds the number free and tidies up what was left.
"""

from __future__ import annotations

import contextlib
import os
import random
import stat
import sys
import tempfile
import time
from pathlib import Path

from grader import sweep

USERS = range(60706, 61184)  # numbers that neither Debian nor systemd gives to anybody
NOBODY = 2**31 - 1  # a process that does not exist
ABANDONED = 86_400  # seconds after which no job can still be running


class Place:
    """A new folder in `path`, and `user`: its owner's number, or 0 where jobs run as ourselves. Raises OSError."""

    def __init__(self, own_user: bool) -> None:
        home = _home()
        self.path, self.user, self._lock = "", 0, -1
        if not own_user:
            _remove_abandoned(home)
            self.path = tempfile.mkdtemp(prefix="job-", dir=home)
            return
        self.user, self._lock = _reserved(home)
        try:
            self.path = _folder_of(self.user, home)
        except OSError:
            self.leave()
            raise

    def leave(self) -> None:
        """Remove the folder and let go of the user's number. May be called twice."""
        if self.path:
            sweep.remove(self.path)
            self.path = ""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1


def _reserved(home: Path) -> tuple[int, int]:
    """The number of a user that no grader on this machine uses, and the open file whose lock keeps it so."""
    if sys.platform == "win32":
        raise OSError("Windows has no users to give")
    import fcntl

    first = random.randrange(len(USERS))
    for user in (*USERS[first:], *USERS[:first]):
        lock = os.open(home / f"{user}.lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(lock)
            continue
        return user, lock
    raise OSError(f"all {len(USERS)} users for jobs are taken")


def _folder_of(user: int, home: Path) -> str:
    """A new folder of the user's; what a grader that was killed left of its job ends before."""
    folder = home / str(user)
    if folder.exists():
        sweep.end_all(sweep.Left(NOBODY, user, os.getpid(), frozenset(), frozenset()))
        sweep.remove(str(folder))
    folder.mkdir(mode=0o700)
    os.chown(folder, user, user)
    return str(folder)


def _remove_abandoned(home: Path) -> None:
    with contextlib.suppress(OSError):
        for folder in home.glob("job-*"):
            if time.time() - folder.lstat().st_mtime > ABANDONED:
                sweep.remove(str(folder))


def ours(purpose: str, mode: int) -> Path:
    """This user's folder for temporary things of one kind, ours alone to write, and to others what `mode` says."""
    who, mode = (os.geteuid(), mode) if sys.platform != "win32" else (0, 0o700)
    home = Path(tempfile.gettempdir()) / f"grader-{purpose}-{who}"
    with contextlib.suppress(FileExistsError):
        home.mkdir(mode=0o700)
        home.chmod(mode)
    found = home.lstat()
    if sys.platform != "win32" and (not stat.S_ISDIR(found.st_mode) or found.st_uid != who or found.st_mode & 0o022):
        home = Path(tempfile.mkdtemp(prefix=f"grader-{purpose}-"))  # somebody was here before us: stay out of it
        home.chmod(mode)
    return home


def _home() -> Path:
    """Where this user's jobs have their folders; others may only pass through."""
    return ours("jobs", 0o711)
