"""The top-level definitions of a master, and the stubs that students receive in their place."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from grader.authoring.handout import Master, cell_text, parse, strip_solutions
from grader.authoring.markers import MasterError


@dataclass(frozen=True)
class MasterDefinition:
    """The source of a definition or an assignment, and the words for its place: `cell 3, line 2`."""

    source: str
    where: str


def extract_stubs(master: Master) -> dict[str, str]:
    """By name, the source of each definition whose solution the handout leaves out.

    A student whose definition has the same syntax tree has not attempted it. Raises MasterError.
    """
    solutions, stubs = top_level_definitions(master), top_level_definitions(strip_solutions(master))
    return {n: stubs[n].source for n in solutions if n in stubs and stubs[n].source != solutions[n].source}


def top_level_definitions(master: Master) -> dict[str, MasterDefinition]:
    """The last definition of every name at the top level. Cells that do not parse define nothing."""
    last: dict[str, MasterDefinition] = {}
    for cell, source in _code(master):
        try:
            tree = parse(source, "")
        except MasterError:
            continue
        lines = source.split("\n")
        for statement in tree.body:
            first = min([statement.lineno, *(d.lineno for d in getattr(statement, "decorator_list", ()))])
            text = "\n".join(lines[first - 1 : statement.end_lineno])
            last.update(dict.fromkeys(_names(statement), MasterDefinition(text, f"{cell}line {statement.lineno}")))
    return last


def _names(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield statement.name
    elif isinstance(statement, ast.Assign | ast.AnnAssign):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        yield from (target.id for target in targets if isinstance(target, ast.Name))


def _code(master: Master) -> list[tuple[str, str]]:
    """The words for the place of each code cell, empty for a Python file, and its text."""
    if isinstance(master, str):
        return [("", master)]
    cells = enumerate(master["cells"], 1)
    return [(f"cell {number}, ", cell_text(cell)) for number, cell in cells if cell.get("cell_type") == "code"]
