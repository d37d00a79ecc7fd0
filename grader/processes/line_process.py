"""A Python process that answers one line of JSON with another, for work that may crash, hang or eat memory.

It waits for the next request, which then costs a few milliseconds. Its module's `main` calls `line_child.serve`.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import subprocess
import tempfile
import threading

from grader.processes import cleanup
from grader.processes.python_process import module_command, process_variables

MAX_READY = 1_000  # characters of the line that says that the process is ready


class LineProcess:
    """The process of `module`, and the lines to and from it; `name` says what it does. Raises OSError without a start.

    `hash_seed` is a number where the order of sets must be the same in every run. `wall_seconds` is for each answer,
    and may be changed before the next one.
    """

    def __init__(self, module: str, *arguments: int, name: str, wall_seconds: float, hash_seed: str = "random") -> None:
        self.timed_out, self.wall_seconds = False, wall_seconds
        with cleanup.LEADERS_LOCK:  # a job that ends in another thread would take it for an orphan of its own
            self.process = subprocess.Popen(
                module_command(module, *arguments),
                env=process_variables(tempfile.gettempdir()) | {"PYTHONHASHSEED": hash_seed},
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
            cleanup.LEADERS.add(self.process.pid)
        if not self.answer(b"", MAX_READY).endswith(b"\n"):
            self.end()
            raise OSError(f"the process that {name} could not be started")

    def answer(self, line: bytes, max_bytes: int) -> bytes:
        """The answer to a line: only a part of it if it is longer than `max_bytes`, empty if it comes too late."""
        assert self.process.stdin is not None and self.process.stdout is not None
        timer = threading.Timer(self.wall_seconds, self._give_up)
        timer.daemon = True  # Ctrl-C may come while it starts. Then nothing cancels it, and exit must not wait for it.
        timer.start()
        try:
            with contextlib.suppress(OSError):  # it has ended
                self.process.stdin.write(line)
                self.process.stdin.flush()
            text = self.process.stdout.readline(max_bytes + 1)
        finally:
            timer.cancel()
            timer.join()  # it may be ending the process just now
        return b"" if self.timed_out else text

    def _give_up(self) -> None:
        self.timed_out = True
        self.process.kill()

    def stop(self) -> str:
        """Kill the process, unless it has ended; the signal that ended it, or its exit code in words."""
        code = self._wait()
        return signal.Signals(-code).name if -code in set(signal.Signals) else f"exit code {code}"

    def end(self) -> None:
        """End the process and close its pipes. May be called twice."""
        self._wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()

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
