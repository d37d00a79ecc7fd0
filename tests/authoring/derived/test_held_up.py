"""The same sources give the same key, also while others have the machine."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from pathlib import Path

import pytest
from support.tables import read_written

from grader.authoring import compiler
from grader.authoring.reading.assignment_file import load_assignment
from grader.processes.fork_server import shared_fork_server

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody tells a process's CPU time"),
]

ASSIGNMENT = read_written(__file__, "held_up.toml")
MASTER = """
import jax
import jax.numpy as jnp
def descend(g, alpha, w):
    ### BEGIN SOLUTION
    slope = jax.grad(g)
    for _ in range(5):
        w = w - alpha * slope(w)
    return w, g(w)
    ### END SOLUTION
"""
STOPS, HELD, FREE = 8, 1.5, 0.02  # of the first calls: how often, for how many seconds, and how many between


def children_of(pid: int) -> list[int]:
    """The processes that this one has started."""
    with contextlib.suppress(OSError):
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    return []


def hold_up(over: threading.Event) -> None:
    """Take the CPU from the children of the fork server, again and again."""
    stops = 0
    while stops < STOPS and not over.wait(FREE):
        pids = children_of(shared_fork_server().pid)
        for number in (signal.SIGSTOP, signal.SIGCONT):
            for pid in pids:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, number)
            if pids and number == signal.SIGSTOP:
                over.wait(HELD)
        stops += bool(pids)


@pytest.fixture
def small_key(tmp_path):
    """`small_key(held_up)`: the key's text; where its children are held up, as soon as changes are made."""
    (tmp_path / "assignment.toml").write_text(ASSIGNMENT, encoding="utf-8")
    (tmp_path / "small.py").write_text(MASTER, encoding="utf-8")

    def key(*, held_up: bool) -> str:
        over = threading.Event()
        thread = threading.Thread(target=hold_up, args=(over,))

        def progress(text: str) -> None:
            if held_up and text.startswith("changing the solution"):
                thread.start()

        try:
            return compiler.compile_key(load_assignment(tmp_path), None, progress, thorough=True).to_json()
        finally:
            over.set()
            if held_up:
                thread.join()

    return key


def test_a_key_has_the_same_bytes_while_its_processes_are_held_up(small_key):
    """The first calls of the solution took seconds on the wall, so that ten of its changes alone were tried."""
    assert small_key(held_up=True) == small_key(held_up=False)
