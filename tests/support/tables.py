"""Programs, assignments and tables of them that stand as files beside their test."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
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


def filled(value: Any, names: Mapping[str, Any]) -> Any:
    """A value of a table where `@NAME@` in its texts is the text of that name. Raises KeyError for an unknown one."""
    if isinstance(value, list):
        return [filled(each, names) for each in value]
    return re.sub("@([A-Z_]+)@", lambda name: names[name[1]], value) if isinstance(value, str) else value
