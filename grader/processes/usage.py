"""What a running job uses of what rlimits do not bound: disk space in all, files, and threads of a shared user.

Space is counted by blocks, which may lie beyond a file's end, and in files that have no name any more: they live on
while they are open or mapped. What cannot be looked into counts as full.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

BLOCK = 512  # bytes, the unit of st_blocks whatever the file system's own is
LONGEST_STEP, LONGEST_PATH = 1_000, 50_000  # characters, of which one may be four bytes; the system takes 4,095 bytes
ENTERABLE = 0o300  # by its owner: something could be written there
THREADS = 17  # of /proc/PID/stat, counted from the field after the name


def is_fuller(folder: str, most_bytes: int, most_entries: int, used: int = 0) -> bool:
    """Whether a folder holds more than this, where `used` bytes are used already; looks no further than it must."""
    todo, entries = [folder], 0
    while todo:
        path = todo.pop()
        try:
            with _listed(path) as found:
                for entry in found:
                    size = entry.stat(follow_symlinks=False)
                    entries, used = entries + 1, used + space(size)
                    if entries > most_entries or used > most_bytes:
                        return True
                    if entry.is_dir(follow_symlinks=False):
                        todo.append(f"{path}/{entry.name}")
        except FileNotFoundError:  # it was removed while we looked
            continue
        except OSError:
            if _may_hold_something(path):
                return True
    return used > most_bytes


@contextlib.contextmanager
def _listed(path: str) -> Iterator[Iterator[os.DirEntry[str]]]:
    """The entries of a folder, which is opened in steps where its path is longer than the system takes at once."""
    if len(path) <= LONGEST_STEP or sys.platform == "win32":
        with os.scandir(path) as found:
            yield found
        return
    if len(path) > LONGEST_PATH:
        raise OSError(f"a path of {len(path)} characters")
    opened: int | None = None
    try:
        while path:
            step = path if len(path) <= LONGEST_STEP else path[: path.rindex("/", 1, LONGEST_STEP)]
            before, opened = opened, os.open(step, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=opened)
            if before is not None:
                os.close(before)
            path = path[len(step) :].lstrip("/")
        with os.scandir(opened) as found:
            yield found
    finally:
        if opened is not None:
            os.close(opened)


def space(status: os.stat_result) -> int:
    """Bytes on disk, or the file's size where that is more: not every file system says how much it uses."""
    return max(status.st_size, getattr(status, "st_blocks", 0) * BLOCK)


def _may_hold_something(folder: str) -> bool:
    """Whether a folder that cannot be listed could be written by its owner; true of a path that is too long to ask."""
    try:
        return os.stat(folder, follow_symlinks=False).st_mode & ENTERABLE == ENTERABLE  # noqa: PTH116
    except FileNotFoundError:
        return False
    except OSError:
        return True


def unlinked_bytes(pid: int, user: int) -> int:
    """Disk space in files without a name that a process has open; `user` is the job's own user, or 0.

    0 where the system does not say.
    """
    with contextlib.suppress(OSError), _seeing_as(user):
        found = (_status(f"/proc/{pid}/fd/{name}") for name in os.listdir(f"/proc/{pid}/fd"))  # noqa: PTH208
        files = {(file.st_dev, file.st_ino): space(file) for file in found if file is not None}
        return sum(files.values())
    return 0


def unlinked_mappings(pid: int, user: int, folder: str) -> int:
    """How many files of the folder that have no name any more a process has mapped. Takes milliseconds."""
    beneath = f"{os.path.realpath(folder)}/".encode()
    with contextlib.suppress(OSError), _seeing_as(user):
        lines = Path(f"/proc/{pid}/maps").read_bytes().splitlines()
        deleted = (line.split(None, 5) for line in lines if line.endswith(b" (deleted)"))
        return len({(fields[3], fields[4]) for fields in deleted if fields[5].startswith(beneath)})
    return 0


def threads(pid: int) -> int:
    """How many threads a process has; 0 where the system does not say."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[THREADS])
    return 0


def _status(path: str) -> os.stat_result | None:
    """The status of a regular file without a name."""
    with contextlib.suppress(OSError):
        status = os.stat(path)  # noqa: PTH116 - the file behind a link of /proc, which may have no path
        return status if stat.S_ISREG(status.st_mode) and status.st_nlink == 0 else None
    return None


@contextlib.contextmanager
def _seeing_as(user: int) -> Iterator[None]:
    """Look at files, in this thread alone, as that user: a container's root may not look into others' processes."""
    if not user or sys.platform != "linux":
        yield
        return
    libc = ctypes.CDLL(None)
    user_before, group_before = libc.setfsuid(-1), libc.setfsgid(-1)  # what is no user changes nothing
    try:
        libc.setfsgid(user)
        libc.setfsuid(user)
        yield
    finally:
        libc.setfsuid(user_before)
        libc.setfsgid(group_before)
