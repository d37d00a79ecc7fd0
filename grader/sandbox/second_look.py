"""When an outcome may be the grader's fault: why the request is tried once more, and what counts then.

Nothing that a student's process can do by itself differs from one try to the next, so that nobody can claim our fault.
"""

from __future__ import annotations

import errno
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from grader.model.transcript import Call, Fault, Raised, Stopped
from grader.sandbox.child_process import DISK_MB

if TYPE_CHECKING:
    from grader.processes.python_process import ExitStatus
    from grader.sandbox.environment import Environment


FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
DISK_ERRORS = (*(f"[Errno {number}]" for number in FULL), "Not enough free space", " requested and ")


def reason_to_doubt(call: Call, status: ExitStatus, environment: Environment) -> str:
    """Why this outcome may be the grader's fault and not the student's; empty where it cannot.

    `status` says how the child ended, if it did.
    """
    if status.server_ended:
        return "the fork server ended, and the student's process with it"
    if status.signal == "SIGKILL":
        return "the student's process was killed (SIGKILL), by itself or by somebody else"
    if isinstance(call, Stopped) and call.why == "died" and environment.cache:
        return "the student's process ended, perhaps in native code from the compilation cache"
    if isinstance(call, Raised) and call.kind == "OSError" and any(words in call.message for words in DISK_ERRORS):
        return "the student's code was told that the disk is full"
    return ""


def disk_fault(call: Call, disk: Path) -> Fault | None:
    """The grader's fault where code that raised had less disk than promised; None where it had what it may use.

    To be called after the child's own folder has been removed from `disk`.
    """
    if not isinstance(call, Raised) or (free_mb := shutil.disk_usage(disk).free >> 20) >= DISK_MB:
        return None
    return Fault(f"The disk of {disk} has {free_mb} MB left; a job may need {DISK_MB} MB.")
