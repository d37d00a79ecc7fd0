"""Modules that a notebook brings along: Python files handed in beside it, or written by its cells.

A cell writes one with `%%writefile NAME.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from grader.base.syntax import find_module, importable, module_name
from grader.extraction.formats.document import Cell

# The patterns take time in proportion to what they read: nothing that may follow a repetition may be part of it.
_WRITES = re.compile(
    r"\s*%%(?:writefile|file)[ \t]+(?=\S)(?P<append>(?:-a|--append)[ \t]+(?=\S))?(?P<path>[^\n]*)(?:\n|\Z)"
)
_RUNS = re.compile(
    r"^(?P<indent>[ \t]*)%run[ \t]+(?=\S)(?:-\w+[ \t]+(?=\S))*(?P<path>\"[^\"\n]+\"|'[^'\n]+'|[^\s]+)[ \t]*$",
    re.MULTILINE,
)


def split_modules(
    cells: Iterable[Cell], beside: Mapping[str, Iterable[Cell]]
) -> tuple[list[Cell], dict[str, list[Cell]]]:
    """The cells that write no module, and the parts of each module by its name; `beside` are those of other files.

    A later file of the same name takes the place of the earlier one, or with `-a` continues it. `%run NAME.py` of such
    a file becomes an import of all its names.
    """
    rest, modules = list[Cell](), {name: list(parts) for name, parts in beside.items()}
    for cell in cells:
        writes = _WRITES.match(cell.source)
        if writes is None or not (name := module_name(writes["path"])):
            rest.append(cell)
            continue
        lines = cell.source.count("\n", 0, writes.end())
        part = replace(cell, source=cell.source[writes.end() :], first_line=cell.first_line + lines)
        modules[name] = [*modules.get(name, ()), part] if writes["append"] else [part]
    return [_running(cell, modules) for cell in rest] if modules else rest, modules


def _running(cell: Cell, modules: Mapping[str, object]) -> Cell:
    """The cell, in which `%run` of a module is Python."""

    def imported(run: re.Match[str]) -> str:
        path = run["path"].strip("\"'")
        name = find_module(module_name(path) or module_name(f"{path}.py"), modules)  # `%run tools` is `%run tools.py`
        return f"{run['indent']}from {importable(name)} import *" if name else run[0]

    return replace(cell, source=_RUNS.sub(imported, cell.source)) if "%run" in cell.source else cell
