"""When a failure may be the grader's fault; whole runs are in `test_killed_processes`."""

from __future__ import annotations

import errno
import os
import shutil
from types import SimpleNamespace

import pytest

from grader.model.transcript import Fault, Raised, Stopped
from grader.processes.python_process import ExitStatus
from grader.sandbox.child_process import DISK_MB
from grader.sandbox.environment import Environment, Limits
from grader.sandbox.second_look import disk_fault, reason_to_doubt

PLAIN, CACHED = Environment(Limits()), Environment(Limits(), cache="/cache")
DIED = Stopped("died", "words")
FULL = Raised("OSError", f"[Errno {errno.ENOSPC}] {os.strerror(errno.ENOSPC)}")


@pytest.mark.parametrize(
    ("call", "status", "environment", "words"),
    [
        (DIED, ExitStatus("SIGKILL", server_ended=True), PLAIN, "the fork server ended"),
        (DIED, ExitStatus("SIGKILL"), PLAIN, "was killed (SIGKILL)"),
        (DIED, ExitStatus("SIGSEGV"), CACHED, "native code from the compilation cache"),
        (FULL, ExitStatus(), PLAIN, "the disk is full"),
    ],
)
def test_what_may_be_the_graders_fault_is_doubted(call, status, environment, words):
    assert words in reason_to_doubt(call, status, environment)


@pytest.mark.parametrize(
    ("call", "status", "environment"),
    [
        (DIED, ExitStatus("SIGSEGV"), PLAIN),
        (Stopped("timed_out", "words"), ExitStatus(), CACHED),
        (Raised("ValueError", FULL.message), ExitStatus(), PLAIN),
        (Raised("OSError", "[Errno 2] no such file"), ExitStatus(), PLAIN),
    ],
)
def test_what_only_the_submission_can_have_done_is_not_doubted(call, status, environment):
    assert reason_to_doubt(call, status, environment) == ""


@pytest.mark.parametrize(("free_mb", "call", "is_fault"), [(8, FULL, True), (DISK_MB, FULL, False), (8, DIED, False)])
def test_a_disk_with_less_room_than_promised_is_the_graders_fault(monkeypatch, tmp_path, free_mb, call, is_fault):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=free_mb << 20))
    assert isinstance(disk_fault(call, tmp_path), Fault) is is_fault
