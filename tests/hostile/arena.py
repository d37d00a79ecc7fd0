"""The place of the attacks: a small key, canaries, and what is compared after each attack."""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import re
import resource
import shutil
import socket
import stat
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import psutil
from attack import USERS

from grader.processes import work_dir

REPO = Path(__file__).resolve().parents[2]
CACHE = "cache"  # in the folder: JAX's compilation cache
HIDDEN_INPUTS = ("7131", "3917")  # digits of the hidden case's point: no report shows them

ASSIGNMENT = Path(__file__).parent / "written" / "arena"  # its folder

TOKENS = {
    "SECRET": "canary-of-the-secret-key", "PUBLIC": "canary-of-the-open-key", "OTHER": "canary-of-alice",
    "RESULTS": "canary-of-the-results", "ENVIRONMENT": "canary-of-the-environment", "ROSTER": "canary-of-the-roster",
}  # fmt: skip
MARK = f"hostile-canary-{os.getpid()}"  # a part of the name of whatever an attack makes outside its folder


def build(folder: Path, key: str, cache: Path | None = None, user: int = 0) -> None:
    """Make the canaries: a private key, a readable key, and results and a submission that everybody may write.

    `key` is the arena's own, and `cache` a filled compilation cache; all belongs to `user`, who grades.
    """
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    for name, mode in {"keys": 0o700, "results": 0o777, "open": 0o777, "class": 0o755}.items():
        (folder / name).mkdir()
        (folder / name).chmod(mode)
    for name, token, mode in (
        ("keys/homework.key", "SECRET", 0o600), ("results/homework.key", "PUBLIC", 0o644),
        ("results/alice.ipynb", "OTHER", 0o644), ("results/results.json", "RESULTS", 0o666), ("open/x.py", "PUBLIC", 0o666),
        ("class/roster.csv", "ROSTER", 0o600),
    ):  # fmt: skip
        (folder / name).write_text(TOKENS[token])
        (folder / name).chmod(mode)
    (folder / "work").mkdir(mode=0o700)
    (folder / "work/arena.key").write_text(key)
    (folder / "work/arena.key").chmod(0o600)
    if cache:
        shutil.copytree(cache, folder / CACHE)
    if user:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, user, user)


def places(folder: Path, ears: Ears, queues: Mapping[str, int], cache: str) -> dict[str, object]:
    """The paths that attacks get: they know where everything is, and the name of one file of the cache."""
    of_cache = {"CACHE": cache, "ENTRY": min(Path(cache).iterdir())} if cache else {}
    return {
        "SECRET": folder / "keys/homework.key", "KEYS": folder / "keys", "PUBLIC": folder / "results/homework.key",
        "OTHER": folder / "results/alice.ipynb", "RESULTS": folder / "results", "OPEN": folder / "open", "REPO": REPO,
        "ROSTER": folder / "class/roster.csv",
        "SOCKET": folder / "open/socket", "DATAGRAM": folder / "open/datagram", "ABSTRACT": ears.abstract, "TCP": ears.tcp, "UDP": ears.udp, "MARK": MARK,
        **queues, **of_cache,
    }  # fmt: skip


class Ears:
    """Listeners: TCP and UDP on loopback, and UNIX sockets for streams and datagrams, with a path and without."""

    def __init__(self, folder: Path) -> None:
        self._sockets = [socket.create_server(("127.0.0.1", 0)), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)]
        self._sockets[1].bind(("127.0.0.1", 0))
        self.tcp, self.udp = (s.getsockname()[1] for s in self._sockets)
        self.abstract = f"{MARK}-{os.getpid()}"
        for name, kind in (("socket", socket.SOCK_STREAM), ("datagram", socket.SOCK_DGRAM)):
            (folder / "open" / name).unlink(missing_ok=True)
            for address in (f"\0{self.abstract}" + "-datagram" * (name == "datagram"), str(folder / "open" / name)):
                self._sockets.append(ear := socket.socket(socket.AF_UNIX, kind))
                ear.bind(address)
                if kind == socket.SOCK_STREAM:
                    ear.listen()
            (folder / "open" / name).chmod(0o777)
        for ear in self._sockets:
            ear.setblocking(False)

    def heard(self) -> int:
        return sum(map(_heard, self._sockets))


def _heard(ear: socket.socket) -> int:
    n = 0
    with contextlib.suppress(BlockingIOError):
        while True:
            if ear.type == socket.SOCK_DGRAM:
                ear.recv(1000)
            else:
                ear.accept()[0].close()
            n += 1
    return n


_OWN_QUEUES: set[int] = set()


@contextlib.contextmanager
def system_v_queues() -> Iterator[dict[str, int]]:
    """A message queue, a semaphore and shared memory that every user may use, by the names that attacks know."""
    libc = ctypes.CDLL(None)
    made = {
        "QUEUE": libc.msgget(0, 0o1666), "SEMAPHORE": libc.semget(0, 1, 0o1666), "SHARED": libc.shmget(0, 4096, 0o1666),
    }  # fmt: skip
    _OWN_QUEUES.update(made.values())
    try:
        yield made
    finally:
        libc.msgctl(made["QUEUE"], 0, None)
        libc.semctl(made["SEMAPHORE"], 0, 0)
        libc.shmctl(made["SHARED"], 0, None)


def _queues() -> list[str]:
    """The queues, semaphores and shared memory that a job could have made or opened, by /proc."""
    return [
        line
        for kind, owner in (("msg", 7), ("sem", 4), ("shm", 7))
        for line in Path(f"/proc/sysvipc/{kind}").read_text().splitlines()[1:]
        if _is_watched(line.split(), owner)
    ]


def _is_watched(fields: list[str], owner: int) -> bool:
    """Whether it belongs to this process or to one of its jobs, and not to another grader on this machine."""
    user = int(fields[owner])
    return int(fields[1]) in _OWN_QUEUES or user in work_dir.USERS or (user == os.geteuid() and int(fields[0]) != 0)


def surroundings(folder: Path) -> dict[str, Any]:
    """What no attack may change: modes and owners, the canaries, this process's limits and priorities."""
    inside = _all(folder)
    files = [path for path in inside if path.is_file()]
    watched = ("/", "/tmp", "/etc", "/dev/shm", "/var/tmp", REPO, REPO / "grader", folder, *inside, *_job_homes())
    return {
        **{str(path): _mode(Path(path)) for path in watched},
        **{f"text of {path.name}": path.read_bytes() for path in files
           if not path.is_relative_to(folder / CACHE) and os.access(path, os.R_OK)},  # hundreds: their times are enough
        "entries": [str(path) for path in inside],
        "marks": sorted(str(p) for place in ("/tmp", "/dev/shm", "/var/tmp", "/etc", REPO) for p in Path(place).glob(f"*{MARK}*")),
        "limits": [resource.getrlimit(n) for n in range(16)],
        "priority": (os.getpriority(os.PRIO_PROCESS, 0), os.sched_getscheduler(0), sorted(os.sched_getaffinity(0)),
                     str(psutil.Process().ionice())),
        "working folder": str(Path.cwd()),
        "queues": _queues(),
        "times": {str(path): path.stat().st_ctime_ns for path in files},  # utime cannot set these back
    }  # fmt: skip


def _all(folder: Path) -> list[Path]:
    return sorted(path for top in folder.iterdir() if top.name != "work" for path in (top, *top.rglob("*")))


def _job_homes() -> list[Path]:
    return [path for path in (Path("/tmp") / f"grader-jobs-{os.geteuid()}",) if path.exists()]


def _mode(path: Path) -> tuple[int, int, int]:
    status = path.lstat()
    return stat.S_IMODE(status.st_mode), status.st_uid, status.st_gid


def peak(anew: bool = False) -> int:
    """The peak memory of this process in MB; `anew` resets it first where that is allowed."""
    with contextlib.suppress(OSError):
        if anew:
            Path("/proc/self/clear_refs").write_text("5")
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) >> 10


def changed(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return sorted(str(name) for name in before.keys() | after.keys() if before.get(name) != after.get(name)
                  and not str(name).startswith("/tmp/grader-jobs-"))  # fmt: skip


def leaks(told_to_student: str, told_to_staff: str) -> list[str]:
    """The secrets that stand in a text."""
    leaked = [name for name, token in TOKENS.items() if token in told_to_student + told_to_staff]
    return leaked + [f"hidden input {digits}" for digits in HIDDEN_INPUTS if digits in told_to_student]


def stays(folder: str) -> bool:
    """Whether the folder still exists after some seconds; another grader may reuse its number."""
    for _ in range(40):
        if not os.path.lexists(folder):
            return False
        time.sleep(0.1)
    return True


def survivors(jobs: list[tuple[int, str, int]], fork_server: int) -> list[str]:
    """Processes that belong to one of these jobs, each given as (user, folder, pid of its first process).

    A job that has ended has given its user's number back: another grader may run a job of its own under it.
    """
    with reserved({user for user, _, _ in jobs if user}):
        others = (process for process in psutil.process_iter() if process.pid != fork_server)
        return [str(process) for process in others if any(_belongs(process, *job) for job in jobs)]


@contextlib.contextmanager
def reserved(users: set[int]) -> Iterator[None]:
    """Hold these numbers, as a grader does while a job runs; waits for graders that hold one."""
    with contextlib.ExitStack() as locks:
        for user in sorted(users):  # in one order, so that two that wait never wait for each other
            lock = locks.enter_context((work_dir.jobs_folder() / f"{user}{work_dir.LOCK}").open("a"))
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _belongs(process: psutil.Process, user: int, folder: str, leader: int) -> bool:
    with contextlib.suppress(psutil.Error, OSError):
        if process.status() == psutil.STATUS_ZOMBIE or process.pid == os.getpid():
            return False
        if user and user in process.uids():
            return True
        if os.geteuid() in USERS and os.geteuid() in process.uids():
            return True
        if os.getsid(process.pid) == leader or process.pid == leader:
            return True
        return process.cwd().startswith(folder) or process.environ().get("HOME") == folder
    return False


UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def texts(data: Any) -> Iterator[str]:
    """All strings in JSON data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from texts(value)
