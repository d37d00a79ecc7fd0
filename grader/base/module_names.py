"""How a file that is handed in is called as a module: `src/pkg/tools.py` is `src.pkg.tools`.

A notebook `tools.ipynb`, which `%run` alone can use, is `tools_ipynb`. Any end of the name finds it, as programs extend
`sys.path` and platforms put folders around what is handed in.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from pathlib import PurePosixPath

SUFFIXES = {".py": "", ".ipynb": "_ipynb"}  # of files, and of their modules


def module_name(path: str) -> str:
    """The file as a module, with the folders around it that can be packages; empty for what is no code."""
    file = PurePosixPath(path.strip().strip("\"'").replace("\\", "/"))
    parts = [*file.parent.parts, file.stem + SUFFIXES[file.suffix]] if file.suffix in SUFFIXES else []
    if parts[-1:] == ["__init__"]:
        parts.pop()
    return ".".join(reversed(list(takewhile(str.isidentifier, reversed(parts)))))


def find_module(name: str, modules: Iterable[str]) -> str:
    """The one of these modules that `import name` finds; empty for none."""
    return min((module for module in modules if f".{module}".endswith(f".{name}")), key=len, default="")
