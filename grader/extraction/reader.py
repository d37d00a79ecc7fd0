"""Read a submitted file in a separate process, so that no file can harm the grader or the next file.

`read` returns what `extract(notebook.read(path), names, stubs, modules)` returns, within limits on CPU time, memory,
wall-clock time and the size of the answer. A process waits for the next file, which then costs a few milliseconds;
after a failure a new one is started. Threads may read at the same time, each with its own process.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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


class ReadingTooSlow(ReadingLimitExceeded):
    """Reading the file took too much time."""


limits = ReadingLimits()
idle: list[LineProcess] = waiting_processes()
close = partial(end_all, idle)


def read(
    path: Path,
    names: Sequence[str],
    stubs: Mapping[str, str] | None = None,
    beside: Sequence[Path] = (),
    figures: Sequence[str] = (),
) -> Extraction:
    """Extract what each of these functions needs from the file, which may import the Python files `beside` it.

    `figures` are names of which the pictures are wanted that stand below their cells.
    Raises Unreadable for what the file contains, and OSError for a failure of this machine.
    """
    first, *others = (str(Path.cwd() / each) for each in (path, *beside))
    request = {
        "path": first, "names": list(names), "stubs": dict(stubs or {}), "beside": others, "figures": list(figures),
    }  # fmt: skip
    line = json.dumps(request).encode() + b"\n"
    try:
        answer = _answer(line)
    except OSError:
        answer = _answer(line)
    if "unreadable" in answer:
        unreadable = Unreadable(answer["unreadable"])
        unreadable.seconds = answer["seconds"]
        raise unreadable
    if "failed" in answer:
        needed = f"Reading this file needed more than {limits.memory_mb:,} MB of memory, so it was not read."
        failed = f"This file could not be read ({answer['failed']})."
        raise ReadingLimitExceeded(f"{needed if answer['failed'] == 'MemoryError' else failed} {_ADVICE}")
    return replace(from_data(answer["extraction"]), seconds=answer["seconds"])


_ADVICE = (
    "Such a file has very long lines, very many cells, or very deeply nested brackets. "
    "Keep only your code in it, save it in Jupyter, and submit it again."
)


def _answer(line: bytes) -> dict[str, Any]:
    """The answer of a process. Raises ReadingLimitExceeded, and OSError where the process was killed or hung.

    What files leave behind in a process, such as names that Python keeps for ever, costs no later one: what fails in a
    process that has read others is read in a new one.
    """
    if used := take_waiting(idle):
        try:
            if "failed" not in (answer := _answer_of(used, line)):
                return answer
        except ReadingTooSlow:
            raise
        except (OSError, ReadingLimitExceeded):
            pass
    return _answer_of(_new_process(), line)


def _new_process() -> LineProcess:
    return LineProcess(
        "grader.extraction.reader_child", limits.cpu_seconds, limits.memory_mb,
        name="reads submitted files", wall_seconds=limits.wall_seconds,
    )  # fmt: skip


def _answer_of(process: LineProcess, line: bytes) -> dict[str, Any]:
    """Send a request to this process, which waits for the next one or is ended. Raises as `_answer`."""
    answer: dict[str, Any] = {}
    try:
        text = process.answer(line, limits.answer_bytes)
        failure = None if text.endswith(b"\n") else _failure(process, text)
        answer = {} if failure else json.loads(text)
    finally:
        if answer and "failed" not in answer:
            idle.append(process)
        else:
            process.end()
    if failure:
        raise failure
    return answer


def _failure(process: LineProcess, text: bytes) -> ReadingLimitExceeded | OSError:
    """Why there is no whole answer: a fault of the file, or of this machine, whatever the file contains."""
    if len(text) > limits.answer_bytes:
        size = f"{len(text):,} bytes and more"
        return ReadingLimitExceeded(f"This file has more code than can be read: {size}. {_ADVICE}")
    ended_by = process.stop()
    if process.timed_out:
        return OSError(f"the process that reads submitted files did not answer for {limits.wall_seconds} seconds")
    if ended_by == "SIGXCPU":
        return ReadingTooSlow(
            f"Reading this file took more than {limits.cpu_seconds} seconds of computing, "
            f"so it was not read to its end. {_ADVICE}"
        )
    if ended_by == "SIGKILL":
        how = "was killed (SIGKILL), as happens when memory runs out"
        return OSError(f"the process that reads submitted files {how}")
    return ReadingLimitExceeded(f"The program that reads files crashed at this one ({ended_by}). {_ADVICE}")
