"""What counts as a survivor of a job: a process of its user, unless another grader has taken that number since."""

from __future__ import annotations

import contextlib
import os
import subprocess
import threading
from collections.abc import Iterator

import arena
from conftest import needs_linux, needs_root

from grader.processes.work_dir import NO_PROCESS, WorkDir

pytestmark = [needs_linux, needs_root]


@contextlib.contextmanager
def process_of(user: int) -> Iterator[subprocess.Popen]:
    with subprocess.Popen(["/bin/sleep", "60"], user=user, group=user, extra_groups=[], cwd="/") as process:
        try:
            yield process
        finally:
            process.kill()


def test_a_job_of_another_grader_under_the_same_number_is_none():
    """Seen when both halves of the corpus ran at once: `a32_forged_stop` had "survived" in the other half's job."""
    other = WorkDir(own_user=True)
    jobs = [(other.user, other.path, NO_PROCESS)]
    with process_of(other.user) as process:
        seen: list[str] = []
        look = threading.Thread(target=lambda: seen.extend(arena.survivors(jobs, 0)))
        look.start()
        look.join(0.2)
        assert look.is_alive(), "it waits for the number"
        process.kill()
        process.wait()
        other.remove()
        look.join()
    assert seen == []


def test_a_process_whose_number_nobody_holds_is_one():
    ended = WorkDir(own_user=True)
    user, folder = ended.user, ended.path
    ended.remove()
    with process_of(user) as process:
        assert [
            f"pid={process.pid}," in each for each in arena.survivors([(user, folder, NO_PROCESS)], os.getpid())
        ] == [True]
