"""The other side of a `LineProcess`: what its module's `main` calls."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

Reply = Mapping[str, Any]


def serve(answer: Callable[[dict[str, Any]], Reply], pipes: tuple[BinaryIO, BinaryIO] | None = None) -> None:
    """Say that the process is ready, and answer each line of JSON with another until there are no more.

    Nothing of a request that `failed` remains for the next one: its answer is the last.
    """
    requests, answers = pipes or (sys.stdin.buffer, sys.stdout.buffer)
    _write(answers, {"ready": True})
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
