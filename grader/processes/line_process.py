"""A Python process that answers one line of JSON with another, for work that may crash, hang or eat memory.

It waits for the next request, which then costs a few milliseconds. Its module's `main` calls `line_child.serve`. Its
home and its temporary files are a folder of its own: in /tmp another account's `.config` would be its settings.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import subprocess
import threading
import time

from grader.processes import cleanup
from grader.processes.python_process import module_command, process_variables
from grader.processes.work_dir import WorkDir

MAX_READY = 4_000  # characters of the line that says that the process is ready
LOOK_SECONDS = 0.5  # between two looks at what the process uses


class LineProcess:
    """The process of `module`, and the lines to and from it; `name` says what it does. Raises OSError without a start.

    `hash_seed` is a number where the order of sets must be the same in every run. `wall_seconds` is for each answer,
    and may be changed before the next one. With `own_user` its folder is that user's, `work_dir.user`.
    """

    def __init__(
        self,
        module: str,
        *arguments: int,
        name: str,
        wall_seconds: float,
        hash_seed: str = "random",
        own_user: bool = False,
    ) -> None:
        self.timed_out, self.wall_seconds = False, wall_seconds
        self.excess = ""  # what it used more of than it may, for a sentence that begins with "it"
        self.work_dir = WorkDir(own_user)
        try:
            self.process = self._started(module_command(module, *arguments, *self.own_arguments()), hash_seed)
        except OSError:
            self.work_dir.remove()
            raise
        if not (line := self.answer(b"", MAX_READY)).endswith(b"\n"):
            self.end()
            raise OSError(f"the process that {name} could not be started")
        self.ready = line

    def own_arguments(self) -> tuple[int, ...]:
        """What its module's `main` gets behind `arguments`."""
        return ()

    def _started(self, command: list[str], hash_seed: str) -> subprocess.Popen[bytes]:
        with cleanup.LEADERS_LOCK:  # a job that ends in another thread would take it for an orphan of its own
            process = subprocess.Popen(
                command, env=process_variables(self.work_dir.path) | {"PYTHONHASHSEED": hash_seed},
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
            cleanup.LEADERS.add(process.pid)
        return process

    def answer(self, line: bytes, max_bytes: int) -> bytes:
        """The answer to a line: only a part of it if it is longer than `max_bytes`, empty if it comes too late."""
        assert self.process.stdin is not None and self.process.stdout is not None
        answered = threading.Event()
        # Ctrl-C may come while it starts. Then nothing ends it, and exit must not wait for it.
        watch = threading.Thread(target=self._watch, args=(answered,), daemon=True)
        watch.start()
        try:
            with contextlib.suppress(OSError):  # it has ended
                self.process.stdin.write(line)
                self.process.stdin.flush()
            text = self.process.stdout.readline(max_bytes + 1)
        finally:
            answered.set()
            watch.join()  # it may be ending the process just now
        return b"" if self.timed_out or self.excess else text

    def _watch(self, answered: threading.Event) -> None:
        """End the process if the answer takes too long, or if the process uses more than it may meanwhile."""
        until = time.monotonic() + self.wall_seconds
        while not answered.wait(max(0.0, min(LOOK_SECONDS, until - time.monotonic()))):
            self.timed_out = time.monotonic() >= until
            self.excess = "" if self.timed_out else self.look_for_excess()
            if self.timed_out or self.excess:
                self.process.kill()
                return

    def look_for_excess(self) -> str:
        """What the process uses more of than it may, as `excess`; here nothing is looked for."""
        return ""

    def stop(self) -> str:
        """Kill the process, unless it has ended; the signal that ended it, or its exit code in words."""
        code = self._wait()
        return signal.Signals(-code).name if -code in set(signal.Signals) else f"exit code {code}"

    def end(self) -> None:
        """End the process, close its pipes and remove its folder. May be called twice."""
        self._wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        self.work_dir.remove()

    def _wait(self) -> int:
        """Kill the process, unless it has ended; its exit code."""
        self.process.kill()
        code = self.process.wait()
        cleanup.LEADERS.discard(self.process.pid)
        return code


def waiting_processes() -> list[LineProcess]:
    """A list for processes that wait for a request: they end with this one, and after a fork it is empty."""
    waiting: list[LineProcess] = []  # `pop` and `append` of a list are safe between threads
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=waiting.clear)  # a line that two processes use mixes their answers
    atexit.register(end_all, waiting)
    return waiting


def take_waiting(waiting: list[LineProcess]) -> LineProcess | None:
    """Take a process from the list; one that has ended is passed over: whatever ended it, no request did."""
    with contextlib.suppress(IndexError):
        while (process := waiting.pop()).process.poll() is not None:
            process.end()
        return process
    return None


def end_all(waiting: list[LineProcess]) -> None:
    """End the processes that wait for a request."""
    while waiting:
        waiting.pop().end()
