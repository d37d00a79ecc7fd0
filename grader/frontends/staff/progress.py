"""Progress of a long command on standard error."""

from __future__ import annotations

import sys
import time

QUIET_SECONDS = 10.0  # between two lines of progress where no terminal shows them
_next_line = time.monotonic() + QUIET_SECONDS


def show_progress(text: str) -> None:
    """A line of progress in place of the one before on a terminal; elsewhere a line now and then. No text ends it."""
    global _next_line
    if sys.stderr.isatty():
        print(f"\r\033[K{text}" if text else "\n", end="", file=sys.stderr, flush=True)
    elif text and time.monotonic() >= _next_line:
        print(text, file=sys.stderr, flush=True)
        _next_line = time.monotonic() + QUIET_SECONDS
