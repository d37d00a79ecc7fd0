"""Grades the repository in the working directory. Classroom 50 and grade.yml run this file, with any Python.

Beside it lie the grader, the student's key and the packages' versions. Nothing is run in the repository itself, where
a student's `random.py` would be imported in place of Python's.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Run `grader github` in an environment of its own; its exit code, or that of the step that failed before."""
    checkout = Path.cwd()
    environment = Path(tempfile.mkdtemp(prefix="grader-", dir=os.environ.get("RUNNER_TEMP")))
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    for command in (
        [sys.executable, "-m", "venv", environment],
        [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", "requirements.txt"],
        [python, "-m", "grader", "github", "--key", "assignment.key", "--folder", checkout],
    ):
        if code := subprocess.run([str(word) for word in command], cwd=HERE, check=False).returncode:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
