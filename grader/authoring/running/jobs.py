"""Jobs for the workers, and what came of them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from queue import SimpleQueue
from typing import Any

from grader.base.errors import UserError
from grader.model.statuses import points_in_words
from grader.processes.clock import PATIENCE
from grader.processes.line_process import LineProcess

FIRST_SECONDS = 120  # of CPU time that the solution itself may take
MAX_ANSWER = 16 << 20  # bytes
JOBS_PER_START = 16  # that take longer than to start one more process
WORKER = "grader.authoring.running.worker"


@dataclass(frozen=True)
class Job:
    """One program: `tests` and `asserts` are run on it, and `record` asks for the calls that tests make of it."""

    pieces: tuple[str, ...]
    conversion: str = ""  # of results, a key of `program.CONVERSIONS`
    tests: bool = True
    record: bool = False
    names: tuple[str, ...] = ()  # that students define: what tests do with them is said of each test
    is_other: bool = False  # whether these have other results then than they have
    asserts: tuple[str, ...] = ()
    cpu_seconds: int = FIRST_SECONDS


@dataclass(frozen=True)
class GradedTest:
    """What one test said; `missing` is a name that the program lacks, `package` one that this Python lacks."""

    test: str = ""
    ok: bool = False
    points: float | None = None
    score: float | None = None
    number: str = ""
    hidden: bool = False
    message: str = ""
    missing: str = ""
    package: str = ""
    record: dict[str, Any] = field(default_factory=dict)  # of `RecordedProgram`

    @property
    def earned(self) -> float:
        """The share of the test's points that the program gets."""
        return (self.score / self.points if self.score is not None and self.points else 1.0) if self.ok else 0.0

    @property
    def label(self) -> str:
        """Its number and name, and what gradescope-utils says of it."""
        facts = [points_in_words(self.points)] if self.points else []
        facts += ["hidden"] * self.hidden
        return f"{self.number} {self.test}".strip() + (f" ({', '.join(facts)})" if facts else "")


@dataclass(frozen=True)
class RecordedCall:
    """A call of the solution, recorded or drawn near a recorded one, and the assert that the solution fulfils."""

    function: str
    code: str
    drawn: bool
    numbers: dict[str, Any]  # its arguments by parameter, None for what is no single number
    assertion: str
    reached: tuple[str, ...]  # functions of the solution


@dataclass(frozen=True)
class JobOutcome:
    """What a job said until it ended or was stopped."""

    tests: tuple[GradedTest, ...] = ()
    uncollected: tuple[GradedTest, ...] = ()  # files of tests that could not be read
    called: tuple[str, ...] = ()
    calls: tuple[RecordedCall, ...] = ()
    asserts: dict[int, str] = field(default_factory=dict)  # "right", "wrong" or "error"
    fault: str = ""  # why the program itself does not run
    stopped: bool = False
    seconds: float = 0.0  # of CPU time


class Workers:
    """Up to `most` processes that run jobs at the same time, for one suite; each is started when it is needed."""

    def __init__(self, suite: dict[str, Any], preload: Sequence[str], most: int = 2) -> None:
        if not hasattr(os, "fork"):
            raise UserError(
                "Tests run in short processes that are started by fork, which this system has not. Use Linux."
            )
        self._suite, self._preload, self._most = suite, list(preload), most
        self._all, self._free = list[LineProcess](), SimpleQueue[LineProcess]()

    def run(self, jobs: Sequence[Job]) -> Iterator[JobOutcome]:
        """The outcomes in the order of the jobs."""
        while len(self._all) < min(self._most, 1 + len(jobs) // JOBS_PER_START):
            process = LineProcess(WORKER, name="runs tests", wall_seconds=PATIENCE * FIRST_SECONDS + 60)
            self._all.append(process)
            process.answer(json.dumps({"preload": self._preload}).encode() + b"\n", MAX_ANSWER)
            self._free.put(process)
        pool = ThreadPoolExecutor(self._most)
        try:
            yield from pool.map(self._run, jobs)
        finally:
            pool.shutdown(cancel_futures=True)

    def _run(self, job: Job) -> JobOutcome:
        process = self._free.get()
        try:
            line = process.answer(json.dumps({**asdict(job), "suite": self._suite}).encode() + b"\n", MAX_ANSWER)
        finally:
            self._free.put(process)
        if not line.endswith(b"\n"):
            raise UserError(f"The process that runs the tests ended ({process.stop()}). Try again, with more memory.")
        return _outcome(json.loads(line))

    def close(self) -> None:
        """End the processes."""
        for process in self._all:
            process.end()


def _outcome(answer: dict[str, Any]) -> JobOutcome:
    lines = answer["said"]
    return JobOutcome(
        tests=tuple(_test(each) for each in lines if "test" in each),
        uncollected=tuple(_test(each) for each in lines if "uncollected" in each),
        called=tuple(name for each in lines for name in each.get("called", ())),
        calls=tuple(
            RecordedCall(**each["call"], assertion=each["assertion"], reached=tuple(each["reached"]))
            for each in lines
            if "call" in each
        ),
        asserts={each["assert"]: each["outcome"] for each in lines if "assert" in each},
        fault=next((each["fault"] for each in lines if "fault" in each), ""),
        stopped=answer["stopped"],
        seconds=answer["seconds"],
    )


def _test(data: dict[str, Any]) -> GradedTest:
    return GradedTest(**{name: value for name, value in data.items() if name != "uncollected"})
