"""Tables of programs and texts that stand as TOML beside their test."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


def tables(test: str, name: str) -> dict[str, Any]:
    """The tables of the file `name`, which lies beside the test file `test`."""
    return tomllib.loads(Path(test).with_name(name).read_text("utf-8"))
