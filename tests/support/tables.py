"""Programs, assignments and tables of them that stand as files beside their test."""

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


def read_written(test: str, name: str) -> str:
    """A program, or an assignment, of the test file `test`: the file `name` in the folder `written` beside it."""
    return (Path(test).parent / "written" / name).read_text("utf-8")
