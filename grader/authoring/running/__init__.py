"""Somebody's tests, run on one program at a time in a process that may crash, loop or print what it likes.

`jobs` is for the auditor; `worker` and all below it run in the other process. It holds nothing but the instructor's own
files, so that limits are enough, and layers of isolation are not needed.
"""

__all__ = ["jobs"]
