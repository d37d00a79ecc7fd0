"""What /proc says of a process is what the system says, whatever the process calls itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from grader.processes import cleanup

NAMED = """
import ctypes, sys
ctypes.CDLL(None).prctl(15, b"x\\nUid:\\t7\\nPPid:", 0, 0, 0)
print(flush=True)
sys.stdin.read()
"""
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /proc")


def test_a_process_whose_name_looks_like_a_field_is_described_as_it_is():
    with subprocess.Popen([sys.executable, "-c", NAMED], stdin=-1, stdout=-1, start_new_session=True) as process:
        assert process.stdout is not None and process.stdin is not None
        process.stdout.readline()
        (running,) = (each for each in cleanup.processes() if each.pid == process.pid)
        process.stdin.close()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        (ended,) = (each for each in cleanup.processes() if each.pid == process.pid)
    assert running == cleanup.ProcessInfo(process.pid, os.getpid(), process.pid, os.getuid(), dead=False)
    assert ended == cleanup.ProcessInfo(process.pid, os.getpid(), process.pid, os.getuid(), dead=True)


def test_the_handler_of_a_program_in_which_python_runs_stays(monkeypatch):
    """R handles Ctrl-C itself: Python knows no such handler, and could not put it back."""
    monkeypatch.setattr(signal, "signal", lambda number, handler: pytest.fail("R's handler is gone"))
    monkeypatch.setattr(signal, "getsignal", lambda number: None)
    done = []
    with cleanup.uninterrupted():
        done.append(1)
    assert done


def test_children_are_the_processes_whose_parent_this_one_is():
    before = cleanup.children()
    with subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=-1) as process:
        assert cleanup.children() - before == {process.pid}
