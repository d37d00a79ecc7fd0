"""Tests in which root becomes another user, who cannot enter what lies in a private folder: /root, or `mktemp -d`.

The modules are copied to where everybody can read them. A Python in a private folder, as the clone's own .venv is where
the clone lies in one, cannot be: such a test is skipped, and says why.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from grader.sandbox.isolation.profiles import closed_to_others

CLONE = Path(__file__).resolve().parents[2]
CLOSED = closed_to_others() if sys.platform != "win32" else "every folder"
REASON = f"other users cannot enter {CLOSED}, on the way to this Python: clone to a folder with mode 0755"

needs_root = pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can become another user")
needs_open_python = pytest.mark.skipif(bool(CLOSED), reason=REASON)


def copy_for_others(parent: Path | None = None) -> Path:
    """A folder that every user can read, with this clone's grader, reference and tests; its caller removes it."""
    folder = Path(tempfile.mkdtemp(prefix="grader-copy-", dir=parent))
    for name in ("grader", "reference", "tests"):
        shutil.copytree(CLONE / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(CLONE / "pyproject.toml", folder)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return folder
