"""Whether a confined process uses more than it may of what rlimits do not bound: disk space, files and threads."""

from __future__ import annotations

import time

from grader.processes import usage
from grader.sandbox.isolation.confinement import Confinement

DISK_MB, MAX_FILES = 128, 5_000  # in the folder of a job
MAPPING_SECONDS = 0.5  # between two looks at what is mapped: that reads a long list of the kernel's


class JobUsage:
    """What a process, whose own user is `user` or 0, uses beside its folder and in it."""

    def __init__(self, pid: int, user: int, folder: str) -> None:
        self._pid, self._user, self._folder = pid, user, folder
        self._next_mapping_look = 0.0

    def excess(self) -> str:
        """What it uses too much of, for a sentence that begins with its name; empty where there is nothing."""
        if usage.threads(self._pid) > Confinement.processes:
            return f"started more than {Confinement.processes} threads"
        if usage.is_fuller(self._folder, DISK_MB << 20, MAX_FILES, self._unlinked_bytes()):
            return f"wrote more than {DISK_MB} MB, or {MAX_FILES} files"
        return ""

    def _unlinked_bytes(self) -> int:
        """Disk space in files that were removed and are still in use; a mapped one counts as the largest allowed."""
        size = usage.unlinked_bytes(self._pid, self._user)
        if time.monotonic() >= self._next_mapping_look:
            self._next_mapping_look = time.monotonic() + MAPPING_SECONDS
            size += usage.unlinked_mappings(self._pid, self._user, self._folder) * (Confinement.file_mb << 20)
        return size
