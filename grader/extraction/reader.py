"""Reading what was handed in, in a process of its own: whatever a file does to its reader is that file's trouble alone.

`read` gives what `extract(notebook.read(path), names, stubs)` gives, within bounds on CPU time, memory, wall-clock time
and the size of the answer. A process stays for the next file, so that one costs a few milliseconds; it is started anew
after trouble. Threads may read at the same time, each with a process of its own.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import signal
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.extraction.extract import Extraction
from grader.extraction.notebook import Unreadable
from grader.extraction.reader_child import from_data
from grader.processes.python_process import module_command, process_variables


@dataclass(frozen=True)
class ReadingLimits:
    """What reading one file may take. An honest one takes a tenth of a second and 50 MB."""

    cpu_seconds: int = 20
    wall_seconds: int = 200  # far more, as the machine may be busy with others
    memory_mb: int = 1024
    answer_bytes: int = 64 * 2**20


class ReadingLimitExceeded(Unreadable):
    """Reading the file took more than its bounds."""


class ReaderFailed(OSError):
    """The process that reads was killed or stood still: this machine's fault, whatever the file holds."""


def read(
    path: str | os.PathLike[str],
    names: Sequence[str],
    stubs: Mapping[str, str] | None = None,
    bounds: ReadingLimits | None = None,
) -> Extraction:
    """What each of these functions needs in the file.

    Raises Unreadable for what the file holds, and OSError for what this machine fails at.
    """
    bounds = bounds or ReadingLimits()
    request = {"path": str(Path.cwd() / path), "names": list(names), "stubs": dict(stubs or {})}
    line = json.dumps(request).encode() + b"\n"
    try:
        answer = _asked(line, bounds)
    except ReaderFailed:
        answer = _asked(line, bounds)
    if "unreadable" in answer:
        raise Unreadable(answer["unreadable"])
    if "failed" in answer:
        raise ReadingLimitExceeded(_failed(answer["failed"], bounds))
    return from_data(answer["extraction"])


_ADVICE = (
    "Such a file holds very long lines, very many cells, or brackets nested very deeply. "
    "Keep only your code in it, save it in Jupyter, and submit it again."
)


def _failed(kind: str, bounds: ReadingLimits) -> str:
    if kind == "MemoryError":
        return f"Reading this file needed more than {bounds.memory_mb:,} MB of memory, so it was not read. {_ADVICE}"
    return f"This file could not be read ({kind}). {_ADVICE}"


def _asked(line: bytes, bounds: ReadingLimits) -> dict[str, Any]:
    """The answer of a process to a request. Raises ReadingLimitExceeded and ReaderFailed."""
    process = _taken(bounds)
    try:
        answer = process.ask(line)
    except BaseException:
        process.end()
        raise
    if "failed" in answer:
        process.end()
    else:
        _idle.append(process)
    return answer


# ── the processes

_idle: list[_Process] = []  # `pop` and `append` of a list are safe between threads
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_idle.clear)  # a line that two processes use mixes their answers


def _taken(bounds: ReadingLimits) -> _Process:
    with contextlib.suppress(IndexError):
        process = _idle.pop()
        if process.bounds == bounds:
            return process
        process.end()
    return _Process(bounds)


@atexit.register
def close() -> None:
    """End the processes that wait for a file. The next one is read by a new one."""
    while _idle:
        _idle.pop().end()


class _Process:
    """A process that reads, and the lines to it and from it. Raises OSError where it cannot be started."""

    def __init__(self, bounds: ReadingLimits):
        self.bounds, self._late = bounds, False
        folder = tempfile.gettempdir()
        self._process = subprocess.Popen(
            module_command("grader.extraction.reader_child", bounds.cpu_seconds, bounds.memory_mb),
            env=process_variables(folder) | {"PYTHONHASHSEED": "random"},  # nobody can prepare names that collide
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        if not self._line(1_000).endswith(b"\n"):
            self.end()
            raise ReaderFailed("the process that reads submitted files could not be started")

    def ask(self, line: bytes) -> dict[str, Any]:
        """Send a request and return its answer. Raises ReadingLimitExceeded and ReaderFailed."""
        with contextlib.suppress(OSError):  # it has ended
            assert self._process.stdin is not None
            self._process.stdin.write(line)
            self._process.stdin.flush()
        text = self._line(self.bounds.answer_bytes)
        if text.endswith(b"\n"):
            return json.loads(text)
        if len(text) > self.bounds.answer_bytes:
            raise ReadingLimitExceeded(
                f"This file holds more code than is read: {len(text):,} bytes and more. {_ADVICE}"
            )
        self._process.kill()
        code = self._process.wait()
        if self._late:
            raise ReaderFailed(
                f"the process that reads submitted files stood still for {self.bounds.wall_seconds} seconds"
            )
        if code == -getattr(signal, "SIGXCPU", 0):
            raise ReadingLimitExceeded(
                f"Reading this file took more than {self.bounds.cpu_seconds} seconds of computing, "
                f"so it was not read to its end. {_ADVICE}"
            )
        if code == -getattr(signal, "SIGKILL", 9):
            raise ReaderFailed("the process that reads submitted files was killed (SIGKILL), as where memory runs out")
        raise ReadingLimitExceeded(f"The program that reads files crashed at this one (exit code {code}). {_ADVICE}")

    def _line(self, most: int) -> bytes:
        """The next line of the process; not the whole of it if it is longer than `most`, or does not come in time."""
        assert self._process.stdout is not None
        timer = threading.Timer(self.bounds.wall_seconds, self._give_up)
        timer.start()
        try:
            text = self._process.stdout.readline(most + 1)
        finally:
            timer.cancel()
            timer.join()  # it may be ending the process just now
        return b"" if self._late else text

    def _give_up(self) -> None:
        self._late = True
        self._process.kill()

    def end(self) -> None:
        """End the process. May be called twice."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
