"""Read a submitted file in a separate process, so that no file can harm the grader or the next file.

`read` returns what `extract(notebook.read(path), names, stubs, modules)` returns, within limits on CPU time, memory,
wall-clock time and the size of the answer. A process waits for the next file, which then costs a few milliseconds;
after a failure a new one is started. Threads may read at the same time, each with its own process.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from grader.extraction.extract import Extraction
from grader.extraction.notebook import Unreadable
from grader.extraction.reader_child import from_data
from grader.processes.line_process import LineProcess, end_all, take_waiting, waiting_processes


@dataclass(frozen=True)
class ReadingLimits:
    """What reading one file may cost. An honest one takes a tenth of a second and 50 MB."""

    cpu_seconds: int = 20
    wall_seconds: int = 200  # far more, as the machine may be busy with others
    memory_mb: int = 1024
    answer_bytes: int = 64 * 2**20


class ReadingLimitExceeded(Unreadable):
    """Reading the file exceeded a limit."""


class ReaderFailed(OSError):
    """The reading process was killed or hung: a fault of this machine, whatever the file contains."""


def read(
    path: Path,
    names: Sequence[str],
    stubs: Mapping[str, str] | None = None,
    limits: ReadingLimits | None = None,
    beside: Sequence[Path] = (),
) -> Extraction:
    """Extract what each of these functions needs from the file, which may import the Python files `beside` it.

    Raises Unreadable for what the file contains, and OSError for a failure of this machine.
    """
    limits = limits or ReadingLimits()
    first, *others = (str(Path.cwd() / each) for each in (path, *beside))
    request = {"path": first, "names": list(names), "stubs": dict(stubs or {}), "beside": others}
    line = json.dumps(request).encode() + b"\n"
    try:
        answer = _answer(line, limits)
    except ReaderFailed:
        answer = _answer(line, limits)
    if "unreadable" in answer:
        raise Unreadable(answer["unreadable"])
    if "failed" in answer:
        needed = f"Reading this file needed more than {limits.memory_mb:,} MB of memory, so it was not read."
        failed = f"This file could not be read ({answer['failed']})."
        raise ReadingLimitExceeded(f"{needed if answer['failed'] == 'MemoryError' else failed} {_ADVICE}")
    return from_data(answer["extraction"])


_ADVICE = (
    "Such a file has very long lines, very many cells, or very deeply nested brackets. "
    "Keep only your code in it, save it in Jupyter, and submit it again."
)


def _answer(line: bytes, limits: ReadingLimits) -> dict[str, Any]:
    """Send a request to a process. Raises ReadingLimitExceeded and ReaderFailed."""
    process = _take_process(limits)
    try:
        answer = process.ask(line)
    except BaseException:
        process.end()
        raise
    if "failed" in answer:
        process.end()
    else:
        idle.append(process)
    return answer


# --- the processes ---

idle: list[LineProcess] = waiting_processes()
close = partial(end_all, idle)


def _take_process(limits: ReadingLimits) -> ReaderProcess:
    process = take_waiting(idle)
    if isinstance(process, ReaderProcess) and process.limits == limits:
        return process
    if process is not None:
        process.end()
    return ReaderProcess(limits)


class ReaderProcess(LineProcess):
    """A process that reads files within these limits. Raises ReaderFailed if it cannot be started."""

    def __init__(self, limits: ReadingLimits):
        self.limits = limits
        try:
            super().__init__(
                "grader.extraction.reader_child", limits.cpu_seconds, limits.memory_mb,
                name="reads submitted files", wall_seconds=limits.wall_seconds,
            )  # fmt: skip
        except OSError as error:
            raise ReaderFailed(str(error)) from None

    def ask(self, line: bytes) -> dict[str, Any]:
        """Send a request and return its answer. Raises ReadingLimitExceeded and ReaderFailed."""
        text = self.answer(line, self.limits.answer_bytes)
        if text.endswith(b"\n"):
            answer: dict[str, Any] = json.loads(text)
            return answer
        if len(text) > self.limits.answer_bytes:
            size = f"{len(text):,} bytes and more"
            raise ReadingLimitExceeded(f"This file has more code than can be read: {size}. {_ADVICE}")
        ended_by = self.stop()
        if self.timed_out:
            seconds = self.limits.wall_seconds
            raise ReaderFailed(f"the process that reads submitted files did not answer for {seconds} seconds")
        if ended_by == "SIGXCPU":
            raise ReadingLimitExceeded(
                f"Reading this file took more than {self.limits.cpu_seconds} seconds of computing, "
                f"so it was not read to its end. {_ADVICE}"
            )
        if ended_by == "SIGKILL":
            how = "was killed (SIGKILL), as happens when memory runs out"
            raise ReaderFailed(f"the process that reads submitted files {how}")
        raise ReadingLimitExceeded(f"The program that reads files crashed at this one ({ended_by}). {_ADVICE}")
