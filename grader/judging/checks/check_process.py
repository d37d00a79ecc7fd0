"""Run a check on one result, in a process that is confined, and ended when it takes too long or too much.

Whoever wrote a key wrote its checks, and a key may come from anywhere. A process is started at the first check, and
waits for the next one; a question without a check costs nothing. What a check said of a result is remembered, and that
it took too long: the same work is judged again and again while it runs.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from grader.model.checks import split_check
from grader.model.encoding.decoding import to_data
from grader.model.encoding.values import Value, encode
from grader.model.key import Case, Question
from grader.processes.line_process import LineProcess, end_all, take_waiting, waiting_processes
from grader.sandbox.confined_process import ConfinedProcess

MAX_ANSWER = 100_000  # bytes of an answer; a longer one is none
MAX_REMEMBERED = 4_096  # answers of checks; then all are forgotten


@dataclass(frozen=True)
class CheckLimits:
    """What one check may use."""

    cpu_seconds: int = 10
    wall_seconds: float = 60.0  # far more, as the machine may be busy with others
    memory_mb: int = 2048


class CheckAnswer(NamedTuple):
    """What a check says of a result: the share of the points, or the p-value of several runs, and why."""

    share: float
    sentence: str


class CheckFailed(Exception):
    """The check gave no result, which is never a student's fault. The text is for staff."""

    def __init__(self, reason: str, *, by_machine: bool = False) -> None:
        super().__init__(reason)
        self.by_machine = by_machine  # so that another try may give a result


limits = CheckLimits()
idle: list[LineProcess] = waiting_processes()
_remembered: dict[bytes, CheckAnswer | CheckFailed] = {}
close, forget = partial(end_all, idle), _remembered.clear


def run_check(question: Question, case: Case, result: Value, expected: Value, checks: Mapping[str, str]) -> CheckAnswer:
    """What the question's check says of a result of this case. Raises CheckFailed."""
    file, function = split_check(question.check)
    arguments = to_data({**case.arguments, **case.for_check})
    request = {
        "file": file, "function": function, "source": checks.get(file, ""), "arguments": arguments,
        "result": encode(result), "expected": encode(expected), "is_random": bool(question.runs),
    }  # fmt: skip
    line = json.dumps(request).encode() + b"\n"
    digest = hashlib.sha256(line).digest()
    answer = _remembered.get(digest) or _answer(line)
    if not (isinstance(answer, CheckFailed) and answer.by_machine):
        if len(_remembered) >= MAX_REMEMBERED:
            forget()
        _remembered[digest] = answer
    if isinstance(answer, CheckFailed):
        raise CheckFailed(f"{question.check}: {answer}")
    return answer


def _answer(line: bytes) -> CheckAnswer | CheckFailed:
    """The answer of a process; of a new one where one that waited ends, as it does with the thread that started it."""
    if process := take_waiting(idle):
        answer = _answer_of(process, line)
        if not (isinstance(answer, CheckFailed) and answer.by_machine):
            return answer
    try:
        process = _start_process()
    except OSError as error:
        return CheckFailed(str(error), by_machine=True)
    return _answer_of(process, line)


def _answer_of(process: LineProcess, line: bytes) -> CheckAnswer | CheckFailed:
    text = process.answer(line, MAX_ANSWER)
    if not text.endswith(b"\n"):
        failure = _end(process)
        process.end()
        return failure
    answer: dict[str, Any] = json.loads(text)
    if "failed" in answer:
        process.end()
        return CheckFailed(answer["failed"])
    idle.append(process)
    return CheckAnswer(answer["share"], answer["sentence"])


def _start_process() -> LineProcess:
    return ConfinedProcess(
        "grader.judging.checks.check_child", limits.cpu_seconds, limits.memory_mb,
        name="runs checks", wall_seconds=limits.wall_seconds, hash_seed="0",
    )  # fmt: skip


def _end(process: LineProcess) -> CheckFailed:
    """How a process that gave no answer ended."""
    ended_by = process.stop()
    if process.excess:
        return CheckFailed(f"it {process.excess}")
    if process.timed_out or ended_by == "SIGXCPU":
        return CheckFailed(f"it did not end within {limits.cpu_seconds} seconds of computing")
    return CheckFailed(f"its process ended ({ended_by}), as happens when memory runs out", by_machine=True)
