"""How long a student's code has worked: by its own CPU time, so that a busy machine times no honest work out.

    spent = max(CPU seconds, wall seconds / PATIENCE)          or wall seconds, where nobody tells the CPU time

A loop that computes is stopped as soon as ever; one that only waits is stopped too, a few times later.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 3.0  # wall seconds that may pass for each second granted
MOST_STAT = 4_096  # bytes of /proc/PID/stat
SOON = 0.05  # seconds until the next look at a clock that has nearly run out


class Clock:
    """Runs from when it is made. `cpu` gives the process's CPU seconds so far, or None where they are not known.

    `wall` gives wall seconds. A job's leave out those in which the grader did not listen: they are no student's.
    """

    def __init__(self, cpu: Callable[[], float | None], wall: Callable[[], float] = time.monotonic) -> None:
        self._cpu, self._wall = cpu, wall
        self._began, self._cpu_began = wall(), cpu()

    def wall(self) -> float:
        """Wall seconds since the start."""
        return self._wall() - self._began

    def spent(self) -> float:
        """Seconds that count since the start; never more than passed on the wall."""
        wall, now = self.wall(), self._cpu()
        if now is None or self._cpu_began is None:
            return wall
        return min(wall, max(now - self._cpu_began, wall / PATIENCE))

    def next_look(self, limit: float) -> float:
        """The time.monotonic() before which one thread alone cannot have spent `limit` seconds."""
        wall = self.wall()
        left = limit - (wall if wall < limit else self.spent())  # what counts is never more than passed on the wall
        return time.monotonic() + max(SOON, left)


class CpuTime:
    """User and system seconds of a process, its threads and the children it has waited for; None if nobody says.

    A submission asks hundreds of times, and what stays open is read in a third of the time.
    """

    def __init__(self, pid: int) -> None:
        try:
            self._stat = os.open(f"/proc/{pid}/stat", os.O_RDONLY)
        except OSError:
            self._stat = -1

    def __call__(self) -> float | None:
        """The seconds so far."""
        try:
            fields = os.pread(self._stat, MOST_STAT, 0).rpartition(b")")[2].split()
            return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")  # utime, stime, cutime, cstime: proc(5)
        except (OSError, ValueError, AttributeError):  # it has ended, or this is Windows
            return None

    def close(self) -> None:
        """Ask no more. May be called twice."""
        if self._stat >= 0:
            os.close(self._stat)
        self._stat = -1


def killed_for_memory() -> int | None:
    """How many processes this system has killed because memory ran out, since it started; None if nobody says."""
    try:
        lines = Path("/proc/vmstat").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("oom_kill "))
    except (OSError, StopIteration, ValueError):
        return None
