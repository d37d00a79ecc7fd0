"""The other side of a `LineProcess`: what its module's `main` calls, limits before anything that a student wrote."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, BinaryIO

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]
Reply = Mapping[str, Any]


def serve(
    answer: Callable[[dict[str, Any]], Reply],
    pipes: tuple[BinaryIO, BinaryIO] | None = None,
    ready: Reply = MappingProxyType({}),
) -> None:
    """Say that the process is ready, and what is true of it; answer each line of JSON with another until the end.

    Nothing of a request that `failed` remains for the next one: its answer is the last.
    """
    requests, answers = pipes or (sys.stdin.buffer, sys.stdout.buffer)
    _write(answers, {"ready": True, **ready})
    for line in requests:
        reply = answer(json.loads(line))
        _write(answers, reply)
        if "failed" in reply:
            return


def _write(answers: BinaryIO, answer: Reply) -> None:
    answers.write(json.dumps(answer).encode() + b"\n")
    answers.flush()


def take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output for `serve` alone: what runs here reads nothing, and what it prints is discarded."""
    pipes = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.close(nothing)
    return pipes


def limit_this_process(memory_mb: int, file_mb: int = 0) -> None:
    """Allow so much memory, and files of at most this size to be written: none, unless a size is given."""
    if resource is not None:
        _set_soft_limit(resource.RLIMIT_AS, memory_mb << 20)
        _set_soft_limit(resource.RLIMIT_CORE, 0)
        _set_soft_limit(resource.RLIMIT_FSIZE, file_mb << 20)


def limit_time(cpu_seconds: int) -> None:
    """Allow so many seconds of computing from now on; then the system ends this process with SIGXCPU."""
    if resource is not None:
        usage = resource.getrusage(resource.RUSAGE_SELF)
        _set_soft_limit(resource.RLIMIT_CPU, int(usage.ru_utime + usage.ru_stime) + 1 + cpu_seconds)


def _set_soft_limit(limit: int, value: int) -> None:
    _, hard = resource.getrlimit(limit)
    resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
