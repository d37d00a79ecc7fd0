"""What a running job uses of what rlimits do not bound: disk space in all, files, and threads of a shared user.

Space is counted in blocks, which may lie beyond a file's end, and includes files that were unlinked: they keep their
space while they are open or mapped. A folder that cannot be looked into counts as full.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

BLOCK = 512  # bytes, the unit of st_blocks whatever the file system's own is
MAX_STEP, MAX_PATH = 1_000, 50_000  # characters, of up to four bytes each; the system takes 4,095 bytes
ENTERABLE = 0o300  # by its owner, who can write there
MAPS_BYTES, MANY_MAPPED = (
    4 << 20,
    10_000,
)  # of a process's list of mappings, twenty times JAX's; what a longer one means
THREADS_FIELD = 17  # of /proc/PID/stat, counted from the field after the name


def is_fuller(folder: str, max_bytes: int, max_entries: int, used: int = 0) -> bool:
    """Whether a folder holds more than these, beside `used` bytes elsewhere; stops as soon as it is certain."""
    todo, entries = [folder], 0
    while todo:
        path = todo.pop()
        try:
            with _scan(path) as scanned:
                for status, name in _present(scanned):
                    entries, used = entries + 1, used + disk_bytes(status)
                    if entries > max_entries or used > max_bytes:
                        return True
                    if stat.S_ISDIR(status.st_mode):
                        todo.append(f"{path}/{name}")
        except FileNotFoundError:  # the folder was removed while we looked
            continue
        except OSError:
            if _may_hold_files(path):
                return True
    return used > max_bytes


def _present(entries: Iterable[os.DirEntry[str]]) -> Iterator[tuple[os.stat_result, str]]:
    """The status and the name of each entry that is still there: one that vanishes must not hide those behind it."""
    for entry in entries:
        with contextlib.suppress(FileNotFoundError):
            yield entry.stat(follow_symlinks=False), entry.name


@contextlib.contextmanager
def _scan(path: str) -> Iterator[Iterator[os.DirEntry[str]]]:
    """The entries of a folder; it is opened in steps where its path is longer than the system takes at once."""
    if len(path) <= MAX_STEP or sys.platform == "win32":
        with os.scandir(path) as entries:
            yield entries
        return
    if len(path) > MAX_PATH:
        raise OSError(f"a path of {len(path)} characters")
    opened: int | None = None
    try:
        while path:
            step = path if len(path) <= MAX_STEP else path[: path.rindex("/", 1, MAX_STEP)]
            before, opened = opened, os.open(step, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=opened)
            if before is not None:
                os.close(before)
            path = path[len(step) :].lstrip("/")
        with os.scandir(opened) as entries:
            yield entries
    finally:
        if opened is not None:
            os.close(opened)


def disk_bytes(status: os.stat_result) -> int:
    """Bytes on disk, or the file's size where that is more: not every file system counts its blocks."""
    return max(status.st_size, getattr(status, "st_blocks", 0) * BLOCK)


def _may_hold_files(folder: str) -> bool:
    """Whether the owner could write into a folder that cannot be listed; true of a path that is too long."""
    try:
        return os.stat(folder, follow_symlinks=False).st_mode & ENTERABLE == ENTERABLE  # noqa: PTH116
    except FileNotFoundError:
        return False
    except OSError:
        return True


def unlinked_bytes(pid: int, user: int) -> int:
    """Disk space in unlinked files that a process of the job's own `user`, or 0, has open; 0 where it is not known."""
    with contextlib.suppress(OSError), _as_user(user):
        unlinked = (_unlinked(f"/proc/{pid}/fd/{name}") for name in os.listdir(f"/proc/{pid}/fd"))  # noqa: PTH208
        files = {(file.st_dev, file.st_ino): disk_bytes(file) for file in unlinked if file is not None}
        return sum(files.values())
    return 0


def unlinked_mappings(pid: int, user: int, folder: str) -> int:
    """Number of unlinked files of the folder that a process has mapped; `MANY_MAPPED` where its list is too long."""
    beneath = f"{os.path.realpath(folder)}/".encode()
    with contextlib.suppress(OSError), _as_user(user):
        text = bytearray()
        with Path(f"/proc/{pid}/maps").open("rb", buffering=0) as file:
            while len(text) <= MAPS_BYTES and (part := file.read(1 << 20)):
                text += part
        if len(text) > MAPS_BYTES:
            return MANY_MAPPED
        lines = bytes(text).splitlines()
        deleted = (line.split(None, 5) for line in lines if line.endswith(b" (deleted)"))
        return len({(fields[3], fields[4]) for fields in deleted if fields[5].startswith(beneath)})
    return 0


def threads(pid: int) -> int:
    """Number of threads of a process; 0 where it is not known."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[THREADS_FIELD])
    return 0


def _unlinked(path: str) -> os.stat_result | None:
    """The status of a regular file, if it has been unlinked."""
    with contextlib.suppress(OSError):
        status = os.stat(path)  # noqa: PTH116 - the file behind a link of /proc, which may have no path
        return status if stat.S_ISREG(status.st_mode) and status.st_nlink == 0 else None
    return None


@contextlib.contextmanager
def _as_user(user: int) -> Iterator[None]:
    """Look at files as that user, in this thread only: a container's root may not look into others' processes."""
    if not user or sys.platform != "linux":
        yield
        return
    libc = ctypes.CDLL(None)
    user_before, group_before = libc.setfsuid(-1), libc.setfsgid(-1)  # -1 is no user, and changes nothing
    try:
        libc.setfsgid(user)
        libc.setfsuid(user)
        yield
    finally:
        libc.setfsuid(user_before)
        libc.setfsgid(group_before)
