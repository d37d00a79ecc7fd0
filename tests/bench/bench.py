"""`make bench`: every bench but the reference's, one after the other, each in a process of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

from measure import BUILD, PYTHON

BENCHES = ("peers", "homework", "check_cold", "layers", "regrade")


def main() -> int:
    shutil.rmtree(BUILD, ignore_errors=True)
    failed = []
    for name in BENCHES:
        print(f"\n── {name}", flush=True)
        began = time.monotonic()
        if subprocess.run([PYTHON, Path(__file__).with_name(f"{name}.py")]).returncode:
            failed.append(name)
        print(f"── {name}: {time.monotonic() - began:.0f} s", flush=True)
    if failed:
        print(f"These failed, and their sections are old: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
