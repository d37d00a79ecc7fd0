"""What is said of a command that takes minutes: one line that changes on a terminal, few lines in a log."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

SHOWN = "from grader.frontends.staff import progress\nfor text in ('one', 'two', ''): progress.show_progress(text)\n"
AT_ONCE = "from grader.frontends.staff import progress; progress._next_line = 0.0\n" + SHOWN


def test_a_terminal_has_one_line_that_is_cleared_in_the_end():
    ours, theirs = pty.openpty()
    subprocess.run([sys.executable, "-c", SHOWN], stderr=theirs, check=True)
    assert os.read(ours, 1000).decode() == "\r\033[Kone\r\033[Ktwo\r\n"


def test_a_log_has_a_line_every_ten_seconds_and_none_of_a_quick_command():
    logs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr
            for code in (SHOWN, AT_ONCE)]  # fmt: skip
    assert logs == ["", "one\n"]
