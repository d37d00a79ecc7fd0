"""A fresh Python process: started, stopped, and how it ended. `fork_server.ForkedProcess` has the same methods."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parents[1]
ERROR_CHARACTERS = 2_000  # of what a process that could not start wrote on standard error
POLL_SECONDS = 0.002

# Only this package is added to what Python finds by itself: not its folder, where `reference` may lie beside it.
START = """\
import sys
sys.path[:] = [path for path in sys.path if path]
import importlib, importlib.util as util
spec = util.spec_from_file_location("grader", sys.argv[1] + "/__init__.py", submodule_search_locations=[sys.argv[1]])
package = sys.modules["grader"] = util.module_from_spec(spec)
spec.loader.exec_module(package)
importlib.import_module(sys.argv[2]).main(*map(int, sys.argv[3:]))
"""


@dataclass(frozen=True)
class ExitStatus:
    """How a process ended."""

    signal: str = ""  # its name, or empty
    code: int = 0
    megabytes: int = 0  # the most memory that it held; 0 where that is not known
    server_ended: bool = False  # the fork server ended, and its children with it

    @staticmethod
    def of(status: int, max_rss: int) -> ExitStatus:
        """From the results of wait4: a status, and the maximum resident size in the system's unit."""
        code = os.waitstatus_to_exitcode(status)
        kilobytes = max_rss // (1024 if sys.platform == "darwin" else 1)
        name = ""
        if code < 0:
            name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
        return ExitStatus(name, code, kilobytes >> 10)


def module_command(module: str, *arguments: int) -> list[str]:
    """The command that runs `main(*arguments)` of a module of this package, with nothing else of ours importable."""
    safe = ["-s", "-P"] if sys.version_info >= (3, 11) else ["-s"]
    return [sys.executable, *safe, "-c", START, str(PACKAGE), module, *map(str, arguments)]


def process_variables(folder: str) -> dict[str, str]:
    """All environment variables of a child that works in `folder`; none of this process is passed on."""
    fixed = {
        "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC", "USER": "student", "LOGNAME": "student",
        **folder_variables(folder), "MPLBACKEND": "Agg", "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1",
        "JAX_PLATFORMS": "cpu",
        "NPROC": "2",  # XLA starts 12 threads and two for each of these
        "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1",  # one thread until Landlock, which binds only one
        "MALLOC_ARENA_MAX": "1",  # 500 MB of address space instead of 1400
        "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",  # a third fewer page faults, of 21,000 a submission
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }  # fmt: skip
    return {**fixed, "SYSTEMROOT": os.environ.get("SYSTEMROOT", "")} if sys.platform == "win32" else fixed


def folder_variables(folder: str) -> dict[str, str]:
    """The variables that name the one folder where a child may write."""
    return dict.fromkeys(("HOME", "TMPDIR", "TMP", "TEMP"), folder)


class FreshProcess:
    """A new interpreter, whose standard input and output are the pipes `commands` and `replies`.

    Its orphans come to the process `subreaper`.
    """

    def __init__(self, folder: str) -> None:
        options: dict[str, Any] = {} if sys.platform == "win32" else {"start_new_session": True, "umask": 0o077}
        process: Any = subprocess.Popen(
            module_command("grader.sandbox.child.driver"), bufsize=0, cwd=folder, env=process_variables(folder),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options,
        )  # fmt: skip
        self._process, self.pid, self.subreaper = process, process.pid, os.getpid()
        self._inherited = 0  # Linux counts the most memory that this process has held as a new child's too
        with contextlib.suppress(ImportError):  # Windows
            import resource  # noqa: PLC0415  Windows has none

            self._inherited = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        self.commands, self.replies = process.stdin.fileno(), process.stdout.fileno()

    def stop(self, patience: float) -> ExitStatus:
        """End the process; how it ended. It has `patience` seconds to end by itself."""
        if not hasattr(os, "wait4"):
            with contextlib.suppress(subprocess.TimeoutExpired):
                return ExitStatus(code=self._process.wait(patience))
            self._process.kill()
            return ExitStatus(code=self._process.wait())
        end = reap_within(patience, self.pid, self._reap)
        self._process.returncode = end.code  # Popen need not wait for it again
        return end

    def _reap(self, block: bool) -> tuple[int, int] | None:
        pid, status, usage = os.wait4(self.pid, 0 if block else os.WNOHANG)
        is_its_own = usage.ru_maxrss > 1.1 * self._inherited  # a tenth, since Linux counts pages roughly
        return (status, usage.ru_maxrss if is_its_own else 0) if pid else None

    def error_output(self) -> str:
        """The end of what a child that could not start wrote; a running one has its standard error discarded."""
        with contextlib.suppress(OSError, ValueError, AttributeError):
            os.set_blocking(self._process.stderr.fileno(), False)
            return (self._process.stderr.read(1 << 20) or b"").decode("utf-8", "replace").strip()[-ERROR_CHARACTERS:]
        return ""

    def close(self) -> None:
        """Close all pipes."""
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            with contextlib.suppress(OSError):
                pipe.close()


def reap_within(patience: float, pid: int, reap: Callable[[bool], tuple[int, int] | None]) -> ExitStatus:
    """Reap a process, and kill it first if it outlives `patience` seconds; how it ended.

    `reap(block)` returns its status and maximum resident size, or None while it runs.
    """
    until = time.monotonic() + patience
    while (ended := reap(False)) is None and time.monotonic() < until:
        time.sleep(POLL_SECONDS)
    if ended is None:
        os.kill(pid, signal.SIGKILL)
        ended = reap(True)
    assert ended is not None
    return ExitStatus.of(*ended)
