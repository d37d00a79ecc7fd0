"""A process that answers lines: whoever interrupts the wait for one is not kept waiting."""

from __future__ import annotations

import subprocess
import sys

WALL_SECONDS, SOON = 60, 20  # for an answer; until the command has ended
INTERRUPTED_START = f"""
import signal, threading
from grader.processes.line_process import LineProcess
start = threading.Thread.start
def interrupted(thread):
    start(thread)
    signal.raise_signal(signal.SIGINT)
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has it ignored for what runs in the background
threading.Thread.start = interrupted
LineProcess("grader.extraction.reader_child", 20, 1024, name="reads", wall_seconds={WALL_SECONDS})
"""


def test_ctrl_c_while_the_watch_of_an_answer_starts_ends_the_command_at_once():
    """The command waited for the watch, which nothing ended, for as long as an answer may take."""
    command = [sys.executable, "-c", INTERRUPTED_START]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SOON, check=False)
    assert done.stderr.splitlines()[-1] == "KeyboardInterrupt"
