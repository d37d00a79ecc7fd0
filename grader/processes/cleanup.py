"""The end of a job: nothing of it runs any more, and its folder is gone.

`Popen.kill()` and `killpg` both miss a daemon that forked twice. What is left of a job is found by what it cannot shake
off: its own user where it has one; else its session (seccomp refuses `setsid`), or that it became our child when its
parent died (we are its subreaper). Each sweep is bounded, and looks in /proc rather than at what `kill` returns.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MAX_SWEEPS = 40
PAUSE = 0.005  # seconds between sweeps, for the killed to die


@dataclass(frozen=True)
class ProcessInfo:
    """What /proc says of one process; `dead` is one that nobody has reaped yet."""

    pid: int
    parent: int
    session: int
    user: int
    dead: bool


def processes() -> Iterator[ProcessInfo]:
    """All processes of this machine, by /proc; none where there is no /proc."""
    with contextlib.suppress(OSError), os.scandir("/proc") as entries:
        for entry in entries:
            if entry.name.isdecimal():
                with contextlib.suppress(OSError, ValueError, IndexError):  # it ended while we looked
                    yield _process(int(entry.name))


def _process(pid: int) -> ProcessInfo:
    fields = _read(pid, "stat").rpartition(b")")[2].split()
    user = next(line for line in _read(pid, "status").splitlines() if line.startswith(b"Uid:"))
    return ProcessInfo(pid, int(fields[1]), int(fields[3]), int(user.split()[1]), fields[0] in (b"Z", b"X"))


def _read(pid: int, what: str) -> bytes:
    """The bytes of /proc/PID/what, in a third of the time that a Path takes."""
    with open(f"/proc/{pid}/{what}", "rb", buffering=0) as file:  # noqa: PTH123
        return file.read()


def children() -> frozenset[int]:
    """The processes whose parent we are."""
    return frozenset(process.pid for process in processes() if process.parent == os.getpid())


@dataclass(frozen=True)
class JobProcesses:
    """How to tell what is left of a job from all else that runs."""

    leader: int  # its first process
    user: int  # the job's own user, or 0
    subreaper: int  # the process to which its orphans come: this one, or a fork server
    earlier_children: frozenset[int]  # children of this process from before the job
    other_leaders: frozenset[int]  # the first processes of other jobs

    def includes(self, process: ProcessInfo) -> bool:
        """Whether the process is of this job."""
        if process.pid in (os.getpid(), self.subreaper) or process.session in self.other_leaders:
            return False
        if process.dead and process.parent != os.getpid():  # whoever is its parent will reap it
            return False
        if self.user:
            return process.user == self.user
        return process.session == self.leader or self._has_inherited(process)

    def _has_inherited(self, process: ProcessInfo) -> bool:
        return (
            process.parent == self.subreaper
            and process.pid not in self.earlier_children
            and process.session != _session(self.subreaper)
        )


def _session(pid: int) -> int:
    try:
        return os.getsid(pid)
    except OSError:  # a fork server that has died
        return -1


def kill_all(job: JobProcesses) -> int:
    """Kill what is left of a job; how many processes outlived every sweep."""
    if sys.platform == "win32":
        return 0
    with contextlib.suppress(OSError):
        os.killpg(job.leader, signal.SIGKILL)
    for sweep in range(MAX_SWEEPS):
        found = [process for process in processes() if job.includes(process)]
        if not found:
            return 0
        if job.user:
            _kill_user(job.user)
        for process in found:
            _end(process)
        time.sleep(PAUSE * min(sweep, 10))
    return len([process for process in processes() if job.includes(process) and not process.dead])


def _end(process: ProcessInfo) -> None:
    with contextlib.suppress(OSError):
        os.kill(process.pid, signal.SIGKILL)
    if process.parent == os.getpid():
        with contextlib.suppress(OSError):
            os.waitpid(process.pid, os.WNOHANG)


def _kill_user(user: int) -> None:
    """Kill every process of the user at once, as that user: a fork bomb outruns killing them one by one."""
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        subprocess.run(
            ["/bin/sh", "-c", "kill -KILL -1"], user=user, group=user, extra_groups=[], cwd="/",
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=5, check=False,
        )  # fmt: skip


def remove_tree(folder: str) -> None:
    """Remove a job's folder and all in it, whatever the student's code made there; never raises for what it cannot.

    Works on open folders and never on paths: a link is removed and not followed, and no mode is changed but of folders
    that lie within. Deep trees are flattened level by level, so that no depth needs a stack or a long path.
    """
    if sys.platform == "win32":
        shutil.rmtree(folder, ignore_errors=True)
        return
    with contextlib.suppress(OSError):
        top = _open_whatever_its_mode(folder, None)
        try:
            _empty(top)
        finally:
            os.close(top)
        Path(folder).rmdir()


def _open(name: str, within: int | None) -> int:
    return os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=within)


def _empty(top: int) -> None:
    serial = 0
    while entries := os.listdir(top):
        before = serial
        for name in entries:
            if _is_folder(name, top):
                serial = _flatten(name, top, serial)
            else:
                os.unlink(name, dir_fd=top)
        if serial == before and os.listdir(top) == entries:
            raise OSError("nothing more can be removed")


def _flatten(name: str, top: int, serial: int) -> int:
    """Remove the folder `name` of `top`; the folders in it move up to `top` under numbers from `serial` on."""
    folder = _open_whatever_its_mode(name, top)
    try:
        for entry in os.listdir(folder):  # noqa: PTH208 - an open folder, not a path
            if _is_folder(entry, folder):
                os.close(_open_whatever_its_mode(entry, folder))
                serial += 1
                os.rename(entry, f".moved-{serial}", src_dir_fd=folder, dst_dir_fd=top)
            else:
                os.unlink(entry, dir_fd=folder)
    finally:
        os.close(folder)
    os.rmdir(name, dir_fd=top)
    return serial


def _is_folder(name: str, within: int) -> bool:
    return stat.S_ISDIR(os.stat(name, dir_fd=within, follow_symlinks=False).st_mode)


def _open_whatever_its_mode(name: str, within: int | None) -> int:
    """Open a folder that may have been made with mode 0, by way of its inode and not of its name."""
    with contextlib.suppress(PermissionError):
        opened = _open(name, within)
        if os.fstat(opened).st_mode & 0o700 == 0o700 or os.geteuid() == 0:
            return opened
        os.fchmod(opened, 0o700)
        return opened
    if sys.platform != "linux":
        raise PermissionError(f"{name} is closed even to its owner")
    held = os.open(name, os.O_PATH | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=within)
    try:
        os.chmod(f"/proc/self/fd/{held}", 0o700)  # noqa: PTH101 - the inode that `held` holds, whatever its name is now
        return _open(name, within)
    finally:
        os.close(held)
