"""A Python that has all that this one has but for one package: what a machine without a layer of isolation is."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path


def python_without(package: str, folder: Path) -> Path:
    """The interpreter of a new environment in `folder`, whose packages are links to those of this one."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for entry in Path(sysconfig.get_paths()["purelib"]).iterdir():
        if package not in entry.name:
            (folder / "lib" / version / "site-packages" / entry.name).symlink_to(entry)
    return folder / "bin" / "python"
