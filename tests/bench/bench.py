"""`make bench`: run every benchmark except the reference's, one after the other, each in its own process.

`python tests/bench/bench.py --trial` runs each once with few submissions, as a test of the benchmarks; its figures go
into build/bench/trial.md.
"""

from __future__ import annotations

import compileall
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from measure import BUILD, PYTHON, REPOSITORY

from results import TRIAL

# the bench: what its trial is run with
BENCHES = {"peers": (1, 3), "homework": (1, 4), "check_cold": (1,), "layers": (2,), "regrade": (100,)}


def main(trial: bool) -> int:
    if not trial:
        shutil.rmtree(BUILD, ignore_errors=True)
    for package in ("grader", "reference"):  # as pip leaves them; a fresh clone has no bytecode yet
        compileall.compile_dir(REPOSITORY / package, quiet=1)
    failed = []
    for name, small in BENCHES.items():
        print(f"\n── {name}", flush=True)
        began = time.monotonic()
        words = [PYTHON, Path(__file__).with_name(f"{name}.py"), *(map(str, small) if trial else ())]
        if subprocess.run(words, env=os.environ | ({TRIAL: "1"} if trial else {})).returncode:
            failed.append(name)
        print(f"── {name}: {time.monotonic() - began:.0f} s", flush=True)
    if failed:
        print(f"These failed, and their sections are old: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] == ["--trial"]))
