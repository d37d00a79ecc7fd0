"""The end of a job, which is a child process with all that it started: every process killed, its folder removed.

`Popen.kill()` and `killpg` both miss a daemon that forked twice. A job's processes are found by what they cannot shake
off: the job's own user where it has one; else its session (seccomp refuses `setsid`), or the parent that orphans come
to (the subreaper). Each sweep is bounded, and looks in /proc rather than at what `kill` returns.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MAX_SWEEPS = 40
FIELDS = (b"\nState:", b"\nPPid:", b"\nUid:")  # of /proc/PID/status
PAUSE_SECONDS = 0.005  # between sweeps, for the killed to die
LEADERS: set[int] = set()  # first processes of all jobs and line processes of this process: no other job's orphans
LEADERS_LOCK = threading.Lock()  # held while one of them is started, or a job's processes are killed


@dataclass(frozen=True)
class ProcessInfo:
    """What /proc says of one process."""

    pid: int
    parent: int
    session: int
    user: int
    dead: bool  # it has ended, and has not been reaped


def processes() -> Iterator[ProcessInfo]:
    """All processes of this machine; none where there is no /proc."""
    with contextlib.suppress(OSError), os.scandir("/proc") as entries:
        for entry in entries:
            if entry.name.isdecimal():
                with contextlib.suppress(OSError, ValueError, IndexError):  # it ended while we looked
                    yield _process(int(entry.name))


def _status(pid: int) -> bytes:
    """What /proc/PID/status says, in a third of the time that a Path takes; a name there has no line's end."""
    with open(f"/proc/{pid}/status", "rb", buffering=0) as file:  # noqa: PTH123
        return file.read()


def _process(pid: int) -> ProcessInfo:
    status = _status(pid)
    state, parent, user = (status.partition(name)[2].split(None, 1)[0] for name in FIELDS)
    return ProcessInfo(pid, int(parent), os.getsid(pid), int(user), state in (b"Z", b"X"))


def users_of_processes() -> frozenset[int]:
    """The users of all processes: the real, effective, saved and file system's one of each."""
    users = set[int]()
    with contextlib.suppress(OSError), os.scandir("/proc") as entries:
        for entry in entries:
            if entry.name.isdecimal():
                with contextlib.suppress(OSError, ValueError):  # it ended while we looked
                    users.update(map(int, _status(int(entry.name)).partition(b"\nUid:")[2].split(b"\n", 1)[0].split()))
    return frozenset(users)


def children() -> frozenset[int]:
    """The processes whose parent this process is."""
    return frozenset(process.pid for process in processes() if process.parent == os.getpid())


@dataclass(frozen=True)
class JobProcesses:
    """Which of all processes belong to a job."""

    leader: int  # its first process
    user: int  # the job's own user, or 0
    subreaper: int  # the process to which its orphans come: this one, or a fork server
    earlier_children: frozenset[int]  # of this process, from before the job
    other_leaders: frozenset[int]  # the first processes of other jobs

    def includes(self, process: ProcessInfo) -> bool:
        """Whether the process is of this job."""
        if process.pid in (os.getpid(), self.subreaper) or process.session in self.other_leaders:
            return False
        if process.dead and process.parent != os.getpid():  # its parent will reap it
            return False
        if self.user:
            return process.user == self.user
        is_orphan = process.parent == self.subreaper and process.pid not in self.earlier_children
        return process.session == self.leader or (is_orphan and process.session != _session(self.subreaper))


def _session(pid: int) -> int:
    try:
        return os.getsid(pid)
    except OSError:  # a fork server that has died
        return -1


def kill_all(job: JobProcesses) -> int:
    """Kill all processes of the job; how many outlived every sweep."""
    if sys.platform == "win32":
        return 0
    with contextlib.suppress(OSError):
        os.killpg(job.leader, signal.SIGKILL)
    for sweep in range(MAX_SWEEPS):
        running = [process for process in processes() if job.includes(process)]
        if not running:
            return 0
        if job.user:
            _kill_user(job.user)
        for process in running:
            with contextlib.suppress(OSError):
                os.kill(process.pid, signal.SIGKILL)
            if process.parent == os.getpid():
                with contextlib.suppress(OSError):
                    os.waitpid(process.pid, os.WNOHANG)
        time.sleep(PAUSE_SECONDS * min(sweep, 10))
    return len([process for process in processes() if job.includes(process) and not process.dead])


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait until what is within is done: half an end leaves processes or folders."""
    in_main_thread = threading.current_thread() is threading.main_thread()  # Python interrupts that one alone
    if not in_main_thread or signal.getsignal(signal.SIGINT) is None:  # None: R's handler, where Python runs in R
        yield
        return
    interrupts = list[int]()
    before = signal.signal(signal.SIGINT, lambda number, frame: interrupts.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        for number in interrupts[:1]:
            signal.raise_signal(number)


def _kill_user(user: int) -> None:
    """Kill every process of the user at once, as that user: a fork bomb outruns killing them one by one."""
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        subprocess.run(
            ["/bin/sh", "-c", "kill -KILL -1"], user=user, group=user, extra_groups=[], cwd="/",
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=5, check=False,
        )  # fmt: skip


def remove_tree(folder: str) -> None:
    """Remove a job's folder with all that the student's code made in it; what cannot be removed stays.

    Works on open folders and never on paths. A link is removed and not followed; only modes of folders within are
    changed. Deep trees are flattened level by level, so that no depth needs a stack or a long path.
    """
    if sys.platform == "win32":
        shutil.rmtree(folder, ignore_errors=True)
        return
    with contextlib.suppress(OSError):
        top = _open_any_mode(folder, None)
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
    folder = _open_any_mode(name, top)
    try:
        for entry in os.listdir(folder):  # noqa: PTH208 - an open folder, not a path
            if _is_folder(entry, folder):
                os.close(_open_any_mode(entry, folder))
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


def _open_any_mode(name: str, within: int | None) -> int:
    """Open a folder that may have mode 0: through its inode, not its name."""
    with contextlib.suppress(PermissionError):
        opened = _open(name, within)
        if os.fstat(opened).st_mode & 0o700 == 0o700 or os.geteuid() == 0:
            return opened
        os.fchmod(opened, 0o700)
        return opened
    if sys.platform != "linux":
        raise PermissionError(f"{name} is closed even to its owner")
    inode = os.open(name, os.O_PATH | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=within)
    try:
        os.chmod(f"/proc/self/fd/{inode}", 0o700)  # noqa: PTH101 - not its name, which may be exchanged
        return _open(name, within)
    finally:
        os.close(inode)
