"""Whose fault it is when a process is killed, a disk is full or the grader is held up while a student's code runs."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from support.program import QUICK, Isolation, ask, call, program, run
from support.rows import few

from grader.model.transcript import Fault, Raised, Returned, Stopped
from grader.processes.fork_server import ForkServer, shared_fork_server_on_linux
from grader.sandbox.child_process import ChildProcess

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc")
SLOW = pytest.mark.slow
PATIENT = replace(QUICK, case_seconds=20.0, question_seconds=60.0)
HONEST = "import os\ndef who(w): return os.getpid()\ndef f(w):\n    import time\n    time.sleep(1.5)\n    return 2 * w"
REQUESTS = [ask("f-1", "who", [0], w=1.0), ask("f-2", "f", [0], w=3.0)]


def run_and_kill(victim, by=signal.SIGKILL, **options):
    """Run `HONEST`, and send a process the signal `by` while its second case runs."""

    def on_call(case, outcome) -> None:
        if case == "f-1":
            pid = int(outcome.value.array)
            threading.Timer(0.5, lambda: os.kill(victim(pid), by)).start()

    return run(program(HONEST), REQUESTS, limits=PATIENT, on_call=on_call, **options)


@pytest.fixture
def fork_server():
    """One that a test may kill."""
    with ForkServer() as fork_server:
        yield fork_server


def test_a_killed_fork_server_costs_an_honest_student_nothing(fork_server):
    done = run_and_kill(lambda pid: fork_server.pid, fork_server=fork_server)
    assert isinstance(done.calls["f-2"], Returned), done.calls["f-2"]
    assert done.calls["f-2"].value.array == 6.0
    assert any("the fork server ended" in note and "f-2" in note for note in done.notes), done.notes


@pytest.mark.parametrize("fresh", [False, pytest.param(True, marks=SLOW)], ids=["forked", "fresh"])
@pytest.mark.parametrize("by", [signal.SIGKILL, pytest.param(signal.SIGABRT, marks=SLOW)], ids=["killed", "crashed"])
def test_a_student_process_that_somebody_killed_is_tried_once_more(by, fresh):
    """JAX aborts now and then on a busy machine, in a fresh process too: that is somebody else as well."""
    done = run_and_kill(lambda pid: pid, by, fresh=fresh)
    assert isinstance(done.calls["f-2"], Returned), done.calls["f-2"]
    assert any(by.name in note and "f-2" in note for note in done.notes), done.notes


def test_after_a_crash_the_processes_of_that_question_alone_are_fresh_ones(monkeypatch):
    """These start slowly, which others would pay for."""
    forked, start = [], ChildProcess.start

    def noted(environment):
        forked.append(environment.fork_server is not None)
        return start(environment)

    monkeypatch.setattr(ChildProcess, "start", noted)
    requests = [ask("f-1", "f", [0], w=1.0), ask("g-1", "g", [1], w=1.0)]
    done = run(program("import os\ndef f(w): os.abort()", "def g(w): return w"), requests, limits=QUICK)
    assert [type(call) for call in done.calls.values()] == [Stopped, Returned]
    assert forked == [True, False, True]


@pytest.mark.slow
def test_a_function_that_kills_the_fork_server_gains_nothing_by_it(fork_server):
    """Only without any layer can it; what the second try brings is its own, in a process that nobody forked."""
    bare = Isolation("process", without=("landlock", "seccomp", "own-user", "no-capabilities"))
    source = f"import os, time\ndef f(w):\n    os.kill({fork_server.pid}, 9)\n    time.sleep(30)"
    requests = [ask("f-1", "f", [0], w=1.0)]
    outcome = run(program(source), requests, limits=QUICK, isolation=bare, fork_server=fork_server).calls["f-1"]
    assert isinstance(outcome, (Raised, Stopped)), outcome


@contextmanager
def small_disk(megabytes: int):
    """A folder on a file system of that size. Skips the test where none can be mounted."""
    folder = tempfile.mkdtemp(prefix="grader-small-disk-")
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=1777", "tmpfs", folder]
    mounted = os.geteuid() == 0 and subprocess.run(command, check=False, capture_output=True).returncode == 0
    shared_fork_server_on_linux()  # started on a disk that stays
    try:
        if not mounted:
            pytest.skip("a small disk can be mounted by root alone")
        yield Path(folder)
    finally:
        if mounted:
            subprocess.run(["umount", "-l", folder], check=True)
        shutil.rmtree(folder, ignore_errors=True)


WRITERS = {
    "open": 'def f(w):\n    with open("data", "wb") as file: file.write(bytes(20 << 20))\n    return w',
    "tofile": 'import numpy as np\ndef f(w):\n    np.zeros(20 << 17).tofile("data")\n    return w',
}


@pytest.mark.parametrize("writer", few(WRITERS))
def test_a_disk_that_is_full_is_no_fault_of_the_student(writer, monkeypatch):
    with small_disk(8) as folder:
        monkeypatch.setattr(tempfile, "tempdir", str(folder))
        done = run(
            program(WRITERS[writer], "def h(w): return w"), [ask("f-1", "f", [0], w=1.0), ask("h-1", "h", [1], w=1.0)]
        )
    assert isinstance(done.calls["f-1"], Fault), done.calls["f-1"]
    assert re.search("disk .* MB", done.calls["f-1"].detail)
    assert isinstance(done.calls["h-1"], Returned)


@contextmanager
def interpreter_held(seconds: float):
    """A thread of this process that holds the interpreter's lock for so long, again and again."""
    hold, stop = ctypes.PyDLL(None).usleep, threading.Event()

    def hog() -> None:
        while not stop.is_set():
            hold(int(seconds * 1e6))
            time.sleep(0.02)

    thread = threading.Thread(target=hog)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def test_an_honest_function_is_not_timed_out_because_the_grader_was_held_up():
    """Another submission's file may take seconds to read, and nobody looks into the pipe meanwhile."""
    limits = replace(QUICK, case_seconds=0.4, question_seconds=1.2)
    source = "import time\ndef f(w):\n    time.sleep(0.1)\n    return w"
    with interpreter_held(1.5):
        calls = run(program(source), [ask(f"f-{i}", "f", [0], w=1.0) for i in range(2)], limits=limits).calls
    assert [type(outcome) for outcome in calls.values()] == [Returned, Returned], calls


def test_a_loop_is_stopped_although_the_grader_is_held_up():
    limits = replace(QUICK, case_seconds=0.4)
    with interpreter_held(0.5):
        outcome = call("def f(w):\n    while True: pass", limits=limits, w=1.0)
    assert isinstance(outcome, Stopped) and outcome.why == "timed_out"
