"""How much slower this machine is than the course's: limits in seconds are multiplied by it, and never shortened.

A small fixed piece of work, half plain Python and half NumPy, is timed a few times; the quickest counts. Like the
limits it counts CPU time: half a CPU in a container is not a slower one, and is waited for by `grader.processes.clock`.
"""

from __future__ import annotations

import functools
import time

import numpy as np

SECONDS_ON_THE_COURSES_MACHINE = 0.018
ROUNDS = 5
MOST = 8.0  # slower than this is a broken machine and no reason to wait all day


def work() -> float:
    """About 15 ms of what students' functions are made of: small loops, small arrays."""
    total, point = 0.0, np.ones(4)
    for k in range(12_000):
        total += (k % 7) * 0.5
        if k % 2 == 0:
            point = point * 0.999 + 0.001
    return total + float(point.sum())


@functools.cache
def slowness() -> float:
    """The factor, at least 1; measured once per process, until it is 1, in at most about 0.2 s."""
    factor = MOST
    for _ in range(ROUNDS):
        factor = min(factor, max(1.0, _timed() / SECONDS_ON_THE_COURSES_MACHINE))
        if factor == 1.0:
            break
    return factor


def _timed() -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
