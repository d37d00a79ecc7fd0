"""The process that reads submitted files, under limits that it puts on itself. It holds no key and runs no code.

A request is a line of JSON {"path", "names", "stubs"}; the answer is a line with {"extraction"}, {"unreadable": reason}
or {"failed": reason}. What goes wrong with one file is the answer to that request; after trouble the process ends,
so that nothing of one file is left when the next one comes.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from grader.extraction import notebook
from grader.extraction.extract import BrokenCell, BrokenName, DefinedName, Extraction, MissingName, Statement, extract

_KINDS: dict[str, type] = {"found": DefinedName, "missing": MissingName, "broken": BrokenName}


def main(cpu_seconds: int, memory_mb: int) -> None:
    """Answer requests until standard input ends."""
    _limit_memory(memory_mb)
    _write({"ready": True})
    for line in sys.stdin.buffer:
        _limit_time(cpu_seconds)
        answer = _answer(json.loads(line))
        _write(answer)
        if "failed" in answer:
            return


def _write(answer: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
    sys.stdout.buffer.flush()


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    try:
        found = extract(notebook.read(request["path"]), request["names"], request["stubs"])
        return {"extraction": to_data(found)}
    except notebook.Unreadable as reason:
        return {"unreadable": str(reason)}
    except Exception as error:
        return {"failed": type(error).__name__}


def _limit_memory(memory_mb: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    for kind, most in (("RLIMIT_AS", memory_mb << 20), ("RLIMIT_CORE", 0), ("RLIMIT_FSIZE", 0)):
        _, hard = resource.getrlimit(getattr(resource, kind))
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(getattr(resource, kind), (soft, hard))


def _limit_time(cpu_seconds: int) -> None:
    """So many seconds from now on; then the system ends this process with SIGXCPU."""
    try:
        import resource
    except ImportError:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(usage.ru_utime + usage.ru_stime) + 1 + cpu_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


# ── an extraction as JSON data


def to_data(found: Extraction) -> dict[str, Any]:
    """The extraction as lists, which `from_data` reads back."""
    names = {kind: name for name, kind in _KINDS.items()}
    return {
        "answers": [[names[type(answer)], *_values(answer)] for answer in found.names],
        "statements": [_values(statement) for statement in found.statements],
        "broken_cells": [_values(cell) for cell in found.broken_cells],
    }


def from_data(data: dict[str, Any]) -> Extraction:
    """The extraction that `to_data` wrote."""
    return Extraction(
        tuple(_of_values(_KINDS[kind], values) for kind, *values in data["answers"]),
        tuple(Statement(*values) for values in data["statements"]),
        tuple(BrokenCell(*values) for values in data["broken_cells"]),
    )


def _values(item: Any) -> list[Any]:
    values = [getattr(item, name) for name in item.__dataclass_fields__]
    if isinstance(item, DefinedName):
        values[-1] = [_values(broken) for broken in item.broken]
    return values


def _of_values(kind: type, values: list[Any]) -> Any:
    if kind is DefinedName:
        values = [tuple(value) if isinstance(value, list) else value for value in values]
        values[-1] = tuple(BrokenName(*broken) for broken in values[-1])
    return kind(*values)
