"""The version of the grader, with the commit that it was made from where that is known."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

from grader import __version__

PACKAGE = Path(__file__).resolve().parents[1]
COMMIT_FILE = "COMMIT"  # in the package's folder, written by setup.py when a wheel is built
_PROJECT_LINE = 'name = "first-order-grader"'
_SECONDS = 5.0


@cache
def version() -> str:
    """Such as `0.2.0 (f3437ee)`, or `0.2.0` where no commit is known. Never fails."""
    commit = baked_commit(PACKAGE) or current_commit(PACKAGE.parent)
    return f"{__version__} ({commit})" if commit else __version__


def baked_commit(package: Path) -> str:
    """The commit that the build wrote into the package; empty where it wrote none."""
    try:
        return (package / COMMIT_FILE).read_text("ascii").strip()
    except (OSError, ValueError):
        return ""


def current_commit(root: Path) -> str:
    """The commit of this project's own clone; empty for any other folder. A student's repository is not asked."""
    try:
        if not (root / ".git").exists() or _PROJECT_LINE not in (root / "pyproject.toml").read_text("utf-8"):
            return ""
        command = ["git", "-C", str(root), "rev-parse", "--short=7", "HEAD"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=True)
    except (OSError, ValueError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()
