"""The process that reads submitted files, under limits that it sets for itself. It has no key and runs no code.

A request is a line of JSON {"path", "names", "stubs", "beside", "figures"}; the answer is a line with {"extraction"},
{"unreadable": reason} or {"failed": reason}, and the "seconds" of computing. A failure with one file is the answer to
its request; the process ends after it.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from grader.base.syntax import module_name
from grader.extraction import notebook
from grader.extraction.extract import BrokenCell, BrokenName, DefinedName, Extraction, MissingName, Statement, extract
from grader.extraction.formats.document import Picture
from grader.extraction.notebook import Cell
from grader.extraction.wrong_files import wrong_file
from grader.processes.line_child import limit_this_process, limit_time, serve

MAX_PICTURES = 8  # of one name whose data are read; one more stands for all others
LONGEST_PICTURE, MAX_CHARACTERS = 6_000_000, 24_000_000  # of the data of one, and of all in a file


def main(cpu_seconds: int, memory_mb: int) -> None:
    """Answer requests until standard input ends."""
    limit_this_process(memory_mb)
    serve(partial(_answer, cpu_seconds))


def _answer(cpu_seconds: int, request: dict[str, Any]) -> dict[str, Any]:
    limit_time(cpu_seconds)
    began = time.process_time()
    return {**_read(request), "seconds": time.process_time() - began}


def _read(request: dict[str, Any]) -> dict[str, Any]:
    try:
        document = notebook.read_document(request["path"])
        beside = _beside(document.cells, request["beside"])
        extraction = extract(document.cells, request["names"], request["stubs"], beside)
        extraction = replace(extraction, figures=_figures(document.cells, request["figures"]))
        return {"extraction": to_data(replace(extraction, looks_like=wrong_file(document, extraction)))}
    except notebook.Unreadable as reason:
        return {"unreadable": str(reason)}
    except Exception as error:
        return {"failed": type(error).__name__}


def _figures(cells: Sequence[Cell], names: Iterable[str]) -> dict[str, tuple[Picture, ...]]:
    """By name the pictures below the cells in which it stands, with the data of those that are not too large."""
    left, figures = MAX_CHARACTERS, dict[str, tuple[Picture, ...]]()
    for name in names:
        named = [cell for cell in cells if re.search(rf"\b{re.escape(name)}\b", cell.source)]
        pictures = [picture for cell in named for picture in cell.pictures]
        shown = list[Picture]()
        for kind, data, _ in pictures[:MAX_PICTURES]:
            size = len(data) if len(data) > left else len(json.dumps(data))
            is_read = size <= min(LONGEST_PICTURE, left)
            left -= size * is_read
            shown.append(Picture(kind, data if is_read else "", size))
        figures[name] = (*shown, *(Picture("", "") for _ in pictures[MAX_PICTURES:][:1]))
    return figures


def _beside(cells: Iterable[Cell], paths: Iterable[str]) -> dict[str, tuple[Cell, ...]]:
    """The cells of those other files that are mentioned, by their modules' names, and can be read."""
    files = {module_name(path): path for path in paths}
    modules, sources = dict[str, tuple[Cell, ...]](), [cell.source for cell in cells]
    while sources:
        source = sources.pop()
        for name in [name for name, path in files.items() if name and _is_named(path, source)]:
            path = files.pop(name)
            with suppress(notebook.Unreadable):
                modules[name] = notebook.read(path)
                sources += [cell.source for cell in modules[name]]
    return modules


def _is_named(path: str, source: str) -> bool:
    """Whether the source may use the file: an import has its name alone, where that can be one."""
    file = PurePosixPath(path)
    stem = file.parent.name if file.stem == "__init__" else file.stem
    return (stem if stem.isidentifier() and file.suffix == ".py" else file.name) in source


def to_data(extraction: Extraction) -> dict[str, Any]:
    """The extraction as JSON data, in which named tuples are lists; `from_data` reads it back."""
    names = [[type(name).__name__, *name] for name in extraction.names]
    return {**vars(extraction), "names": names}


def from_data(data: dict[str, Any]) -> Extraction:
    """The extraction that `to_data` wrote."""
    return Extraction(
        tuple(_name_from_values(kind, values) for kind, *values in data["names"]),
        tuple(Statement(*values) for values in data["statements"]),
        tuple(BrokenCell(*values) for values in data["broken_cells"]),
        data["looks_like"],
        {name: tuple(Picture(*values) for values in pictures) for name, pictures in data["figures"].items()},
    )


def _name_from_values(kind: str, values: list[Any]) -> DefinedName | MissingName | BrokenName:
    if kind == "DefinedName":
        values = [tuple(value) if isinstance(value, list) else value for value in values]
        return DefinedName(*values)._replace(broken=tuple(BrokenName(*each) for each in values[-1]))
    return MissingName(*values) if kind == "MissingName" else BrokenName(*values)
