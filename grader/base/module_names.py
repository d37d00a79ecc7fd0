"""How a Python file that is handed in is called as a module: `src/pkg/tools.py` is `src.pkg.tools`.

Any end of that name finds it, as programs extend `sys.path` and platforms put folders around what is handed in.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from pathlib import PurePosixPath


def module_name(path: str) -> str:
    """The file as a module, with the folders around it that can be packages; empty for what is no Python file."""
    file = PurePosixPath(path.strip().strip("\"'").replace("\\", "/"))
    parts = list(file.with_suffix("").parts) if file.suffix == ".py" else []
    if parts[-1:] == ["__init__"]:
        parts.pop()
    return ".".join(reversed(list(takewhile(str.isidentifier, reversed(parts)))))


def find_module(name: str, modules: Iterable[str]) -> str:
    """The one of these modules that `import name` finds; empty for none."""
    return min((module for module in modules if f".{module}".endswith(f".{name}")), key=len, default="")
