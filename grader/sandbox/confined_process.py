"""A line process that confines itself as a submission's child does: for Python that stands in a key."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping

from grader.processes import cleanup
from grader.processes.line_process import LineProcess
from grader.processes.work_dir import NO_PROCESS
from grader.sandbox.isolation.confinement import Confinement, confine
from grader.sandbox.isolation.profiles import expected_isolation
from grader.sandbox.job_usage import JobUsage


class ConfinedProcess(LineProcess):
    """The process of `module`, whose `main` gets `arguments`, and then those of `confine_this_process`.

    `layers` has the state of each layer, as `confine` returned it. Raises OSError without a start.
    """

    def __init__(self, module: str, *arguments: int, name: str, wall_seconds: float, hash_seed: str = "random") -> None:
        self._usage: JobUsage | None = None
        own_user = expected_isolation().profile == "own-user"
        super().__init__(
            module, *arguments, name=name, wall_seconds=wall_seconds, hash_seed=hash_seed, own_user=own_user
        )
        self._usage = JobUsage(self.process.pid, self.work_dir.user, self.work_dir.path)
        self.layers: Mapping[str, str] = json.loads(self.ready)["layers"]

    def own_arguments(self) -> tuple[int, ...]:
        """The process that starts it, and the user that it becomes."""
        return os.getpid(), self.work_dir.user

    def look_for_excess(self) -> str:
        """As a submission's child is looked at."""
        return self._usage.excess() if self._usage else ""

    def end(self) -> None:
        """End the process and all that it started, and remove its folder. May be called twice."""
        if self.work_dir.path:
            self.stop()
            # without a user: what is of its session. Orphans that left it have got past seccomp
            job = cleanup.JobProcesses(self.process.pid, self.work_dir.user, NO_PROCESS, frozenset(), frozenset())
            cleanup.kill_all(job)
        super().end()


def confine_this_process(parent: int, user: int, memory_mb: int) -> dict[str, str]:
    """Put on every layer that this machine provides, after all imports: the state of each. No file may be written.

    Settings and caches that a library writes are empty files then, and it goes on without them.
    """
    folder = os.environ["HOME"]
    os.chdir(folder)
    return confine(Confinement(folder, parent, user, memory_mb=memory_mb, file_mb=0))
