"""Processes of this machine: how one is started, timed, measured and ended, and the folder that it works in.

Knows nothing of homework. Imports `base` and `model`; everything above may import it.

A *job* here is a child process, all that it starts, the user that it runs as, and its work directory.
"""

__all__ = [
    "cleanup", "clock", "fork_server", "line_child", "line_process", "python_process", "usage", "work_dir",
]  # fmt: skip
