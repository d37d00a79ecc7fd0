"""Ctrl-C ends a rehearsal at once, whatever runs beside it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support import small
from support.tables import read_written

SECONDS = 15.0  # two on an idle machine; what is interrupted would run for a minute and more
INTERRUPTED_SOON = read_written(__file__, "interrupted_rehearsal_interrupted_soon.py")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="it looks into /proc, and Windows sends no SIGINT to one process")
def test_ctrl_c_ends_honest_work_that_runs_beside_and_leaves_nothing(tmp_path):
    """The command waited until every loop without end of the honest files had used up its time."""
    (tmp_path / "hw" / "honest").mkdir(parents=True)
    folder = small.write(tmp_path / "hw", small.ROOT_QUESTION)
    endless = "def quartic_minimizer():\n    while True:\n        pass\n"
    (folder / "honest" / "endless.py").write_text(endless, encoding="utf-8")
    (tmp_path / "tmp").mkdir()
    variables = {**os.environ, "TMPDIR": str(tmp_path / "tmp"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    command = [sys.executable, "-c", INTERRUPTED_SOON, "rehearse", str(folder)]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, timeout=300, check=False)
    seconds = time.monotonic() - float(done.stdout)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (130, "Interrupted."), done.stderr
    assert seconds < SECONDS
    assert [path for path in tmp_path.glob("tmp/grader-jobs-*/*") if path.is_dir()] == []
    assert [pid for pid, cwd in _folders_of_processes() if cwd.is_relative_to(tmp_path)] == []


def _folders_of_processes():
    """The number and the work directory of every process, as far as this one may read it."""
    for process in Path("/proc").iterdir():
        if process.name.isdecimal():
            try:
                yield process.name, (process / "cwd").readlink()
            except OSError:  # it has ended, or is another user's
                continue
