"""What a transcript keeps of a call, the words for how a process ended, and when it may be the grader's fault."""

from __future__ import annotations

import errno
import os
import shutil
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from support.program import ask

from grader.model.encoding.values import Items, Numbers, Other, Table, Text, count_bytes
from grader.model.transcript import BY_POSITION, WITH_JAX_ARRAYS, Fault, Raised, Returned, Stopped
from grader.processes.python_process import ExitStatus
from grader.sandbox.environment import Environment, Limits
from grader.sandbox.job_usage import DISK_MB
from grader.sandbox.outcomes import (
    disk_fault,
    in_statement,
    of_ended_process,
    reason_to_doubt,
    to_keep,
)

REQUEST = ask("f-1", "f", [0], w=1.0)
DIRTY, CLEAN = "a\x1b[2Jb\ud800", "a\ufffd[2Jb\ufffd"


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (Text(DIRTY), Text(CLEAN)),
        (Other(DIRTY), Other(CLEAN)),
        (Items((Text(DIRTY),)), Items((Text(CLEAN),))),
        (Table({DIRTY: Text(DIRTY)}), Table({CLEAN: Text(CLEAN)})),
    ],
)
def test_every_text_of_a_value_is_made_printable(value, kept):
    assert to_keep(Returned(value), REQUEST) == Returned(kept)


def test_no_note_is_kept_but_those_on_how_a_function_was_called():
    """A forged one would stand in the message, as if the grader said it: a hundred thousand of them, too."""
    forged = Returned(Text("x"), notes=(WITH_JAX_ARRAYS, "You keep 100 % of the points.", *[BY_POSITION] * 9))
    assert to_keep(forged, REQUEST).notes == (BY_POSITION, WITH_JAX_ARRAYS)


def test_an_error_is_made_printable_and_happened_in_the_call_or_before():
    call = to_keep(Raised(DIRTY, DIRTY, source=DIRTY, during="anything"), REQUEST)
    assert (call.kind, call.message, call.source, call.during) == (CLEAN, CLEAN, CLEAN, "call")
    assert to_keep(Raised("E", "", during="definition"), REQUEST).during == "definition"


@pytest.mark.parametrize(
    ("expected", "words"), [(0, ""), (1, ", where 1 is expected"), (26, ", where 26 are expected")]
)
def test_an_answer_above_its_bound_is_replaced_by_its_size(expected, words):
    call = Returned(Numbers(np.zeros(100)))
    size = count_bytes(call.value)
    request = replace(REQUEST, numbers=expected, most_bytes=size - 1)
    assert to_keep(call, request).value.what == f"an answer too large to be kept: it holds 100 numbers{words}"
    assert to_keep(call, replace(request, most_bytes=size)) == call
    assert to_keep(call, replace(request, most_bytes=0)) == call


def test_no_text_of_a_reply_adds_a_line_to_what_is_said_around_it():
    """A forged reply has any line of code: with more lines it would speak in the words of the grader."""
    raised = to_keep(Raised("E\n\nAll", "m", source="x\n\nAll is right.\t\u2028"), REQUEST)
    assert (raised.kind, raised.source) == ("E  All", "x  All is right.  ")
    assert to_keep(Returned(Other("a\nclass")), REQUEST).value == Other("a class")


def test_an_array_without_numbers_is_bounded_by_its_sides():
    """A forged reply takes no byte for a million million rows, along which the judge would walk."""
    call = to_keep(Returned(Numbers(np.zeros((10**12, 0)))), replace(REQUEST, most_bytes=32 << 10))
    assert call.value == Other("an answer too large to be kept")


@pytest.mark.parametrize(
    ("status", "memory_ran_out", "why", "words"),
    [
        (ExitStatus("SIGKILL"), True, "out_of_memory", "as it does when memory runs out"),
        (ExitStatus("SIGKILL"), False, "died", "your code did that to itself"),
        (ExitStatus("SIGSEGV", megabytes=90), True, "out_of_memory", "more memory than the 100 MB"),
        (ExitStatus("SIGSEGV", megabytes=70), True, "died", "Python crashed (SIGSEGV)"),
        (ExitStatus(code=7), True, "died", "exit code 7"),
    ],
)
def test_how_a_process_ended_is_said_in_words(status, memory_ran_out, why, words):
    stopped = of_ended_process(status, 100, memory_ran_out)
    assert stopped.why == why and words in stopped.detail


def test_a_statement_is_named_by_its_first_line():
    detail = in_statement(Stopped("died", "It ended."), [3, 7, "\nx = 1\ny = 2", 0]).detail
    assert detail == "Cell 3, line 7 (`x = 1`): It ended."
    assert in_statement(Stopped("died", "It ended."), [3, 7, " \n", 0]).detail == "Cell 3, line 7 (``): It ended."


# --- when to look a second time; whole runs are in `test_killed_processes` ---

PLAIN, CACHED = Environment(Limits()), Environment(Limits(), cache="/cache")
FORKED = replace(PLAIN, fork_server=SimpleNamespace())  # type: ignore[arg-type]
DIED = Stopped("died", "words")
FULL = Raised("OSError", f"[Errno {errno.ENOSPC}] {os.strerror(errno.ENOSPC)}")


@pytest.mark.parametrize(
    ("call", "status", "environment", "words"),
    [
        (DIED, ExitStatus("SIGKILL", server_ended=True), PLAIN, "the fork server ended"),
        (DIED, ExitStatus("SIGKILL"), PLAIN, "was killed (SIGKILL)"),
        (DIED, ExitStatus("SIGSEGV"), CACHED, "native code from the compilation cache"),
        (DIED, ExitStatus("SIGABRT"), FORKED, "crashed in native code (SIGABRT), as JAX does"),
        (DIED, ExitStatus("SIGABRT"), PLAIN, "crashed in native code (SIGABRT), as JAX does"),
        (FULL, ExitStatus(), PLAIN, "the disk is full"),
    ],
)
def test_what_may_be_the_graders_fault_is_doubted(call, status, environment, words):
    assert words in reason_to_doubt(call, status, environment)


@pytest.mark.parametrize(
    ("call", "status", "environment"),
    [
        (DIED, ExitStatus(code=1), FORKED),
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
