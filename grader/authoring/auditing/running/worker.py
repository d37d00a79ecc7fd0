"""The process that has imported NumPy and what a suite needs, and forks for each job: that costs milliseconds.

A job that computes, waits or allocates without end is stopped; what it had said until then counts.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import signal
import time
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.authoring.auditing.running import one_job, pytest_runner
from grader.processes.clock import PATIENCE
from grader.processes.line_child import serve, take_pipes
from grader.processes.own_limits import limit_this_process, limit_time

MEMORY_MB, FILE_MB = 4_096, 64
MOST_BYTES = 8 << 20  # of what one job says
MODULES = ("numpy.linalg", "numpy.ma", "numpy.random", "numpy.testing")


def main() -> None:
    """Answer lines until standard input ends: `{"preload": [...]}`, or a job."""
    warnings.simplefilter("ignore")
    pipes = take_pipes()
    _load(MODULES)
    serve(_answer, pipes)


def _answer(request: Mapping[str, Any]) -> dict[str, Any]:
    if "preload" not in request:
        return _fork(request)
    _load(request["preload"])
    return {}


def _load(modules: Any) -> None:
    for name in modules:
        with contextlib.suppress(Exception):  # a job will say what is missing
            pytest_runner.load_pytest() if name == "pytest" else __import__(name)
    gc.freeze()


def _fork(request: Mapping[str, Any]) -> dict[str, Any]:
    """Run a job in a child; what it said, and whether it was stopped."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            os.setsid()
            os.chdir(Path(request["suite"]["path"]).parent)
            limit_this_process(MEMORY_MB, FILE_MB)
            limit_time(request["cpu_seconds"])
            one_job.run_job(request, lambda data: _write(writer, data))
        finally:
            os._exit(0)
    os.close(writer)
    text, is_whole = _read(reader, time.monotonic() + PATIENCE * request["cpu_seconds"])
    os.close(reader)
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(OSError):
            kill(child, signal.SIGKILL)
    _, status, usage = os.wait4(child, 0)
    is_stopped = not is_whole or (os.WIFSIGNALED(status) and os.WTERMSIG(status) != signal.SIGKILL)
    return {"said": [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith(b"\n")],
            "stopped": is_stopped, "seconds": usage.ru_utime + usage.ru_stime}  # fmt: skip


def _read(reader: int, until: float) -> tuple[bytes, bool]:
    """Everything that the job writes until it ends; False where it wrote too long or too much."""
    text = b""
    while (left := until - time.monotonic()) > 0 and len(text) < MOST_BYTES:
        if select.select([reader], [], [], left)[0]:
            if not (more := os.read(reader, 1 << 16)):
                return text, True
            text += more
    return text, False


def _write(writer: int, data: Mapping[str, Any]) -> None:
    line = json.dumps(data).encode() + b"\n"
    while line:
        line = line[os.write(writer, line) :]
