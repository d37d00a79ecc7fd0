"""Scripts of npm's packages, as `make test-browser` fetches them."""

from __future__ import annotations

import tarfile
from functools import lru_cache
from pathlib import Path

import pytest

CACHE = Path(__file__).parents[2] / ".cache"


@lru_cache
def script(package: str, file: str) -> str:
    """The text of a file of a package; the test is skipped where the package was not fetched."""
    packed = sorted(CACHE.glob(f"{package}-*.tgz"))
    if not packed:
        pytest.skip(f"no {package}: `make test-browser` fetches it with npm")
    with tarfile.open(packed[-1]) as archive:
        return archive.extractfile(f"package/{file}").read().decode("utf-8")
