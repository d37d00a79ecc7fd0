"""Time limits: the seconds of a process that count, and how much slower this machine is than the course's.

    spent = max(CPU seconds, wall seconds / patience)          or wall seconds, where the CPU time is not known

What counts is the process's own CPU time, so that honest work is not timed out on a busy machine. A loop that computes
is stopped at its limit; one that only waits is stopped too, a few times later. Limits in seconds are multiplied by
`slowness`, and never shortened. It too is measured in CPU time: half a CPU in a container is not a slower one.
"""

from __future__ import annotations

import functools
import os
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

PATIENCE = 3.0  # wall seconds that may pass for each second granted, usually
STAT_BYTES = 4_096  # of /proc/PID/stat, at most
SHORTEST_WAIT = 0.05  # seconds until the next look at a clock that has nearly run out
COURSE_SECONDS = 0.018  # of `calibration_seconds` on the course's machine
CALIBRATION_ROUNDS = 5
MAX_SLOWNESS = 8.0  # a slower machine is broken, and no reason to wait longer


class Clock:
    """Runs from when it is made.

    `cpu` returns the process's CPU seconds so far, or None where they are not known. `wall` returns wall seconds: a
    child's leave out those in which the grader did not listen, since they are no student's.
    """

    def __init__(
        self,
        cpu: Callable[[], float | None],
        wall: Callable[[], float] = time.monotonic,
        patience: float = PATIENCE,
    ) -> None:
        self._cpu, self._wall, self._patience = cpu, wall, patience
        self._began, self._cpu_began = wall(), cpu()

    def wall(self) -> float:
        """Wall seconds since the start."""
        return self._wall() - self._began

    def spent(self) -> float:
        """Seconds that count since the start; at most the wall seconds."""
        wall, now = self.wall(), self._cpu()
        if now is None or self._cpu_began is None:
            return wall
        return min(wall, max(now - self._cpu_began, wall / self._patience))

    def next_look(self, limit: float) -> float:
        """The time.monotonic() before which a single thread cannot have spent `limit` seconds."""
        wall = self.wall()
        left = limit - (wall if wall < limit else self.spent())  # what counts is at most the wall time
        return time.monotonic() + max(SHORTEST_WAIT, left)


class CpuTime:
    """User and system seconds of a process, its threads and the children it has waited for.

    Read hundreds of times for each submission: a file that stays open is read in a third of the time.
    """

    def __init__(self, pid: int) -> None:
        try:
            self._stat = os.open(f"/proc/{pid}/stat", os.O_RDONLY)
        except OSError:
            self._stat = -1

    def __call__(self) -> float | None:
        """The seconds so far; None where they are not known."""
        try:
            fields = os.pread(self._stat, STAT_BYTES, 0).rpartition(b")")[2].split()
            return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")  # utime, stime, cutime, cstime: proc(5)
        except (OSError, ValueError, AttributeError):  # it has ended, or this is Windows
            return None

    def close(self) -> None:
        """Close the file that is read. May be called twice."""
        if self._stat >= 0:
            os.close(self._stat)
        self._stat = -1


def memory_kill_count() -> int | None:
    """Number of processes that this system has killed because memory ran out; None where it is not known."""
    try:
        lines = Path("/proc/vmstat").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("oom_kill "))
    except (OSError, StopIteration, ValueError):
        return None


@functools.cache
def slowness() -> float:
    """How many times slower this machine is than the course's, at least 1; measured once, in about 0.2 s at most."""
    factor = MAX_SLOWNESS  # the quickest of a few rounds counts
    for _ in range(CALIBRATION_ROUNDS):
        factor = min(factor, max(1.0, calibration_seconds() / COURSE_SECONDS))
        if factor == 1.0:
            break
    return factor


def calibration_seconds() -> float:
    """CPU seconds of small loops and small arrays, as in students' functions: about 0.015."""
    began = time.process_time()
    total, point = 0.0, np.ones(4)
    for k in range(12_000):
        total += (k % 7) * 0.5
        if k % 2 == 0:
            point = point * 0.999 + 0.001
    return time.process_time() - began
