"""Time limits count the student's own work: a busy machine costs nobody time."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from dataclasses import replace

import pytest
from support.program import QUICK, call

from grader.model.transcript import Returned, Stopped
from grader.processes import clock
from grader.processes.clock import (
    COURSE_SECONDS,
    MAX_SLOWNESS,
    PATIENCE,
    Clock,
    CpuTime,
    memory_kill_count,
    slowness,
)
from grader.processes.fork_server import ForkServer

linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody tells a process's CPU time")


@contextlib.contextmanager
def crowded(others: int):
    """A fork server on one CPU, which its children share with endless loops once it has imported what they need."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    busy: list[subprocess.Popen] = []
    try:
        with ForkServer() as fork_server:
            call("f = abs", fork_server=fork_server, w=1.0)
            busy += [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(others)]
            yield fork_server
    finally:
        for process in busy:
            process.kill()
            process.wait()
        os.sched_setaffinity(0, before)


@pytest.mark.slow
@linux
def test_honest_work_on_a_crowded_machine_is_not_timed_out():
    """0.7 seconds of work, of which one is granted, while two others take their share of the CPU.

    However small a share other processes of this machine leave: `patience` bounds the wall, and is not looked at here.
    """
    limits = replace(QUICK, question_seconds=300.0, patience=100.0)
    source = "import time\ndef f(w):\n    while time.process_time() < start + 0.7: pass\n    return w\n"
    source += "start = time.process_time()"
    seconds = 0.0
    for _ in range(5):  # the system may favour who has just come: then it was not crowded, and nothing is shown
        with crowded(2) as fork_server:
            outcome = call(source, fork_server=fork_server, limits=limits, w=1.0)
        assert isinstance(outcome, Returned)
        if (seconds := outcome.seconds) > QUICK.case_seconds:
            break
    assert seconds > QUICK.case_seconds


@pytest.mark.slow
@linux
def test_an_endless_loop_ends_on_a_crowded_machine_too():
    with crowded(2) as fork_server:
        outcome = call("def f(w):\n    while True: pass", fork_server=fork_server, w=1.0)
    assert isinstance(outcome, Stopped) and outcome.why == "timed_out"


def test_code_that_only_waits_is_stopped_and_reads_how_long_it_had():
    outcome = call("import time\ndef f(w): time.sleep(100)", w=1.0)
    assert isinstance(outcome, Stopped) and outcome.why == "timed_out"
    assert f"within {PATIENCE * QUICK.case_seconds:.3g} seconds" in outcome.detail


def test_without_cpu_time_the_wall_counts():
    """As on macOS and Windows."""
    clock = Clock(lambda: None)
    time.sleep(0.05)
    assert 0.05 <= clock.spent() <= clock.wall()


def test_threads_do_not_spend_more_than_passes():
    """Two threads use two CPU seconds in one: the limit is about waiting for an answer."""
    used = iter([0.0, 100.0])
    clock = Clock(lambda: next(used))
    assert clock.spent() <= clock.wall()


@linux
def test_a_process_that_is_gone_has_no_cpu_time():
    ended = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    cpu_time = CpuTime(ended.pid)
    assert cpu_time() >= 0
    ended.communicate()
    assert cpu_time() is None
    assert CpuTime(2**22 + 1)() is None
    cpu_time.close()


@linux
def test_the_cpu_time_of_a_process_is_what_that_process_itself_says():
    cpu_time = CpuTime(os.getpid())
    before, began = cpu_time(), time.process_time()
    while time.process_time() < began + 0.3:
        pass
    assert cpu_time() - before == pytest.approx(0.3, abs=0.05)
    cpu_time.close()
    assert cpu_time() is None


@linux
def test_the_system_counts_whom_it_killed_for_memory():
    count = memory_kill_count()
    assert count is None or count >= 0


def test_limits_are_never_shortened_and_not_stretched_without_end():
    assert 1.0 <= slowness() <= MAX_SLOWNESS


@pytest.mark.parametrize(("seconds", "factor"), [(0.001, 1.0), (2 * COURSE_SECONDS, 2.0), (100.0, MAX_SLOWNESS)])
def test_a_slow_machine_is_measured_by_its_quickest_round(monkeypatch, seconds, factor):
    rounds = iter([100.0, seconds, 100.0, 100.0, 100.0])
    monkeypatch.setattr(clock, "calibration_seconds", lambda: next(rounds))
    assert slowness.__wrapped__() == pytest.approx(factor)
