"""A fresh process for one job: started, stopped, and how it ended.

`Fresh` and `fork_server.Forked` are alike to a job: a pid, two pipe ends, `stop`, `last_words` and `close`; and `heir`,
the process to which its orphans come.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

PACKAGE = Path(__file__).resolve().parents[1]
LAST_WORDS = 2_000  # characters of what a process that could not start wrote on standard error
POLL = 0.002  # seconds

# Only this package is added to what Python finds by itself: not its folder, where `reference` may lie beside it.
START = """\
import sys, importlib, importlib.util as util
sys.path[:] = [path for path in sys.path if path]
spec = util.spec_from_file_location("grader", sys.argv[1] + "/__init__.py", submodule_search_locations=[sys.argv[1]])
package = sys.modules["grader"] = util.module_from_spec(spec)
spec.loader.exec_module(package)
importlib.import_module(sys.argv[2]).main(*map(int, sys.argv[3:]))
"""


@dataclass(frozen=True)
class End:
    """How a process ended: `signal` is its name or empty, `code` its exit code, `megabytes` the most it held.

    `megabytes` is 0 where nobody knows it. `server_ended`: the fork server has ended, and its children with it.
    """

    signal: str = ""
    code: int = 0
    megabytes: int = 0
    server_ended: bool = False

    @staticmethod
    def of(status: int, max_rss: int) -> End:
        """From what wait4 says: a status, and the maximum resident size in its system's unit."""
        code = os.waitstatus_to_exitcode(status)
        kilobytes = max_rss // (1024 if sys.platform == "darwin" else 1)
        return End(_signal_name(-code) if code < 0 else "", code, kilobytes >> 10)


class Process(Protocol):
    """What a job needs of its process."""

    pid: int
    heir: int
    commands: int
    replies: int

    def stop(self, patience: float) -> End:
        """End the process and say how it ended; with patience in seconds, of itself if it is about to."""

    def last_words(self) -> str:
        """The end of what a process that could not start wrote, or nothing."""

    def close(self) -> None:
        """Close both pipes."""


def python(module: str, *arguments: int) -> list[str]:
    """The command that runs `main(*arguments)` of one of our modules where nothing else of ours is found."""
    safe = ["-s", "-P"] if sys.version_info >= (3, 11) else ["-s"]
    return [sys.executable, *safe, "-c", START, str(PACKAGE), module, *map(str, arguments)]


def environment(folder: str) -> dict[str, str]:
    """All variables that a child sees; nothing of ours is passed on."""
    fixed = {
        "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC", "USER": "student", "LOGNAME": "student",
        **homes(folder), "MPLBACKEND": "Agg", "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1",
        "JAX_PLATFORMS": "cpu",
        "NPROC": "2",  # XLA starts 12 threads and two for each of these
        "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1",  # one thread until Landlock, which binds only one
        "MALLOC_ARENA_MAX": "1",  # 500 MB of address space instead of 1400
        "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",  # a third fewer page faults, of 21,000 a submission
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }  # fmt: skip
    kept: Mapping[str, str] = {"SYSTEMROOT": os.environ.get("SYSTEMROOT", "")} if sys.platform == "win32" else {}
    return {**fixed, **kept}


def homes(folder: str) -> dict[str, str]:
    """The variables that name the one folder where a job may write."""
    return dict.fromkeys(("HOME", "TMPDIR", "TMP", "TEMP"), folder)


class Fresh:
    """An interpreter of its own, whose standard input and output are the pipes."""

    def __init__(self, folder: str) -> None:
        options: dict[str, Any] = {} if sys.platform == "win32" else {"start_new_session": True, "umask": 0o077}
        process: Any = subprocess.Popen(
            python("grader.sandbox.child.driver"), bufsize=0, cwd=folder, env=environment(folder),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options,
        )  # fmt: skip
        self._process, self.pid, self.heir = process, process.pid, os.getpid()
        self._inherited = _most_held()
        self.commands, self.replies = process.stdin.fileno(), process.stdout.fileno()

    def stop(self, patience: float) -> End:
        """End the process and say how it ended; with patience, of itself if it is about to."""
        if not hasattr(os, "wait4"):
            return self._stop_without_usage(patience)
        end, status = ended_within(patience, self.pid, self._reap)
        self._process.returncode = os.waitstatus_to_exitcode(status)  # Popen need not wait for it again
        return end

    def _reap(self, block: bool) -> tuple[int, int] | None:
        pid, status, usage = os.wait4(self.pid, 0 if block else os.WNOHANG)
        known = usage.ru_maxrss > 1.1 * self._inherited  # a tenth, since Linux counts pages roughly
        return (status, usage.ru_maxrss if known else 0) if pid else None

    def _stop_without_usage(self, patience: float) -> End:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return End(code=self._process.wait(patience))
        self._process.kill()
        return End(code=self._process.wait())

    def last_words(self) -> str:
        """The end of what a child that could not start wrote; later its standard error leads nowhere."""
        with contextlib.suppress(OSError, ValueError, AttributeError):
            os.set_blocking(self._process.stderr.fileno(), False)
            return (self._process.stderr.read(1 << 20) or b"").decode("utf-8", "replace").strip()[-LAST_WORDS:]
        return ""

    def close(self) -> None:
        """Close all pipes."""
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            with contextlib.suppress(OSError):
                pipe.close()


def _most_held() -> int:
    """The most that this process has held, in its system's unit: Linux counts it as held by whatever we start."""
    try:
        import resource
    except ImportError:  # Windows
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def ended_within(patience: float, pid: int, reap: Callable[[bool], tuple[int, int] | None]) -> tuple[End, int]:
    """Reap a process, killing it once patience is over. `reap(block)` gives (status, maximum size) or None."""
    until = time.monotonic() + patience
    while (ended := reap(False)) is None and time.monotonic() < until:
        time.sleep(POLL)
    if ended is None:
        os.kill(pid, signal.SIGKILL)
        ended = reap(True)
    assert ended is not None
    return End.of(*ended), ended[0]


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
