"""Run a check on one result, in a process that is ended when it takes too long or too much.

A process is started at the first check, and waits for the next one; a question without a check costs nothing. What a
check said of a result is remembered, so that the same work is not checked twice.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from grader.model.checks import split_check
from grader.model.key import Case, Question, to_data
from grader.model.values import Value, encode
from grader.processes.line_process import LineProcess, end_all, take_waiting, waiting_processes

MAX_ANSWER = 100_000  # bytes of an answer; a longer one is none
MAX_REMEMBERED = 4_096  # answers of checks; then all are forgotten


@dataclass(frozen=True)
class CheckLimits:
    """What one check may use."""

    cpu_seconds: int = 10
    wall_seconds: float = 60.0  # far more, as the machine may be busy with others
    memory_mb: int = 2048


class CheckResult(NamedTuple):
    """What a check says of a result: the share of the points, or the p-value of several runs, and why."""

    share: float
    sentence: str


class CheckFailed(Exception):
    """The check gave no result, which is never a student's fault. The text is for staff."""


limits = CheckLimits()
idle: list[LineProcess] = waiting_processes()
_remembered: dict[bytes, CheckResult] = {}
close, forget = partial(end_all, idle), _remembered.clear


def run_check(question: Question, case: Case, result: Value, expected: Value, checks: Mapping[str, str]) -> CheckResult:
    """What the question's check says of a result of this case. Raises CheckFailed."""
    file, function = split_check(question.check)
    arguments = to_data({**case.arguments, **case.for_check})
    request = {
        "file": file, "function": function, "source": checks.get(file, ""), "arguments": arguments,
        "result": encode(result), "expected": encode(expected),
    }  # fmt: skip
    line = json.dumps(request).encode() + b"\n"
    digest = hashlib.sha256(line).digest()
    if digest not in _remembered:
        if len(_remembered) >= MAX_REMEMBERED:
            forget()
        try:
            _remembered[digest] = _answer(line)
        except CheckFailed as error:
            raise CheckFailed(f"{question.check}: {error}") from None
    return _remembered[digest]


def _answer(line: bytes) -> CheckResult:
    try:
        process = take_waiting(idle) or _start_process()
    except OSError as error:
        raise CheckFailed(str(error)) from None
    text = process.answer(line, MAX_ANSWER)
    answer: dict[str, Any] = json.loads(text) if text.endswith(b"\n") else {"failed": _end(process)}
    if "failed" in answer:
        process.end()
        raise CheckFailed(answer["failed"])
    idle.append(process)
    return CheckResult(answer["share"], answer["sentence"])


def _start_process() -> LineProcess:
    return LineProcess(
        "grader.judging.checks.check_child", limits.cpu_seconds, limits.memory_mb,
        name="runs checks", wall_seconds=limits.wall_seconds, hash_seed="0",
    )  # fmt: skip


def _end(process: LineProcess) -> str:
    """How a process that gave no answer ended, in words."""
    ended_by = process.stop()
    if process.timed_out or ended_by == "SIGXCPU":
        return f"it did not end within {limits.cpu_seconds} seconds of computing"
    return f"its process ended ({ended_by}), as happens when memory runs out"
