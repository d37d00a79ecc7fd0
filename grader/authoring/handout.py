"""The handout: a master notebook, or a master Python file, with its solutions taken out.

    def adam(g, alpha, beta1, beta2, eps, max_its, w):
        \"""Return ...\"""
        ### BEGIN SOLUTION
        ...                                 becomes   raise NotImplementedError("adam: your code here")
        ### END SOLUTION

The markers are those of nbgrader and Otter; `grader.authoring.markers` refuses what looks like one and is none.
Outside a function a region disappears, so a master states the stub first and overrides it in the region below:

    answers = {"item": None}
    ### BEGIN SOLUTION
    answers = {"item": True}
    ### END SOLUTION

A marker that cannot be read as one is an error, never a solution that reaches a student.
"""

from __future__ import annotations

import ast
import copy
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.authoring.assignment import Assignment
from grader.authoring.markers import ADVICE, MARKER, foreign_metadata, misread
from grader.base.errors import UserError
from grader.base.files import read_text

MAGIC = re.compile(r"^(\s*)[%!].*$", re.MULTILINE)  # IPython's lines, which Python cannot parse
CHECKS = re.compile(r"^\s*check\(|\bimport check\b", re.MULTILINE)
TRACES = ("execution", "executionInfo", "ExecuteTime", "outputId")  # what running leaves in a cell's metadata


class MasterError(UserError):
    """A master whose solutions cannot be told from its handout; the message says where, and what to do."""


Master = Mapping[str, Any] | str  # a notebook as JSON data, or the text of a Python file


def read_master(path: Path) -> Master:
    """The master in that file. Raises MasterError for one that is not there or is none."""
    text = read_text(path, "master, which assignment.toml names under `notebook`,", MasterError)
    if path.suffix == ".py":
        return text
    try:
        notebook = json.loads(text)
    except ValueError as error:
        raise MasterError(f"{path}: this is not a notebook: {error}. Save it anew in JupyterLab.") from None
    return notebook if isinstance(notebook, dict) else {}


def handout_of(master: Master) -> Master:
    """The master without its solutions, in its own form. Raises MasterError with the place."""
    return handout_python(master) if isinstance(master, str) else handout(master)


def handout(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """The notebook (nbformat 4, as JSON data) without solutions, outputs and execution counts; a new dict.

    Raises MasterError, with the cell's number counted from 1 over all cells, where the markers do not pair up.
    """
    if not isinstance(notebook.get("cells"), list):
        raise MasterError("This is not a notebook of format 4: it has no list of cells. Save it anew in JupyterLab.")
    result = copy.deepcopy(dict(notebook))
    _refuse_metadata(result.get("metadata", {}), "The notebook")
    result.get("metadata", {}).pop("widgets", None)  # the state of widgets is output too
    for number, cell in enumerate(result["cells"], 1):
        where = f"Cell {number}"
        _refuse_metadata(cell.get("metadata", {}), where)
        strip = _strip_code if cell.get("cell_type") == "code" else _strip_prose
        cell["source"] = _like(cell.get("source", ""), strip(_text(cell), where))
        cell["metadata"] = {k: v for k, v in cell.get("metadata", {}).items() if k not in TRACES}
        if cell.get("cell_type") == "code":
            cell["outputs"], cell["execution_count"] = [], None
    return result


def handouts(assignment: Assignment) -> dict[str, str]:
    """The master without its solutions, by file: as it is, and as a Python file where the assignment asks for one."""
    notebook = handout_of(read_master(assignment.folder / assignment.notebook))
    if isinstance(notebook, str):
        return {assignment.notebook: notebook}
    script = {assignment.script: as_python(notebook)} if assignment.script else {}
    return {assignment.notebook: json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", **script}


def as_python(notebook: Mapping[str, Any]) -> str:
    """The notebook as a Python file in cells `# %%`, its prose as comments.

    Cells that call `check` are left out: on such a file `grader check` says the same, and a run of it checks nothing.
    """
    cells = [(cell.get("cell_type"), _text(cell)) for cell in notebook["cells"]]
    parts = [_as_cell(text, code=kind == "code") for kind, text in cells if kind != "code" or not CHECKS.search(text)]
    return "\n\n".join(parts) + "\n"


def _as_cell(text: str, *, code: bool) -> str:
    prose = "\n".join(f"# {line}".rstrip() for line in text.split("\n"))
    return f"# %%\n{text}" if code else f"# %% [markdown]\n{prose}"


def handout_python(source: str) -> str:
    """The same for the text of a master Python file; raises MasterError with the line."""
    return _strip_code(source, "The file")


def stubs(master: Master) -> dict[str, str]:
    """What a student is handed for each name that the master solves: name -> source of its definition or assignment.

    Whoever hands one back with the same syntax tree has not attempted it. Raises MasterError as above.
    """
    before, after = bindings(master), bindings(handout_of(master))
    return {n: after[n].source for n in before if n in after and after[n].source != before[n].source}


def _strip_code(source: str, where: str) -> str:
    lines = source.split("\n")
    regions = _regions(lines, where, code=True)
    if not regions:
        return source
    tree = _parse(source, f"{where} does not parse")
    for begin, end in reversed(regions):
        owner = _function_at(tree, begin + 1)
        todo = f'{_indentation(lines, begin, end)}raise NotImplementedError("{owner}: your code here")'
        lines[begin : end + 1] = [todo] if owner else []
    stripped = "\n".join(lines).rstrip("\n") + "\n" * source.endswith("\n")
    _parse(stripped, f"{where} does not parse once its solution is taken out")
    return stripped if stripped.strip() else "# Your code here."


def _strip_prose(text: str, where: str) -> str:
    lines = text.split("\n")
    for begin, end in reversed(_regions(lines, where, code=False)):
        lines[begin : end + 1] = ["*Your answer here.*"]
    return "\n".join(lines)


def _refuse_metadata(metadata: Mapping[str, Any], where: str) -> None:
    if name := foreign_metadata(metadata):
        raise MasterError(
            f"{where}: its metadata has {name!r}, by which another tool hides or grades a cell and nothing here does. "
            f"{ADVICE} Then delete this entry (in JupyterLab: Property Inspector, Cell Metadata or Tags)."
        )


def _regions(lines: list[str], where: str, *, code: bool) -> list[tuple[int, int]]:
    """First and last line, counted from 0, of every region, both markers included."""
    regions, begun = [], None
    for i, line in enumerate(lines):
        marker = MARKER.match(line)
        if marker is None:
            if reason := misread(line, code=code):
                raise MasterError(f"{where}, line {i + 1}: {line.strip()!r} {reason}. {ADVICE}")
        elif marker[1].upper() == "BEGIN":
            if begun is not None:
                raise MasterError(
                    f"{where}, line {i + 1}: a solution begins inside the one that began on line {begun + 1}. "
                    "End that one first: regions do not nest."
                )
            begun = i
        elif begun is None:
            raise MasterError(
                f"{where}, line {i + 1}: a solution ends that did not begin. "
                "Put `### BEGIN SOLUTION` above it, in the same cell."
            )
        else:
            regions.append((begun, i))
            begun = None
    if begun is not None:
        raise MasterError(
            f"{where}, line {begun + 1}: a solution begins and does not end. "
            "Put `### END SOLUTION` below it, in the same cell."
        )
    return regions


def _parse(source: str, problem: str) -> ast.Module:
    try:
        return ast.parse(source)
    except SyntaxError:
        pass
    try:
        return ast.parse(MAGIC.sub(r"\1pass", source))
    except SyntaxError as error:
        raise MasterError(f"{problem}: line {error.lineno}, {error.msg}.") from None


def _function_at(tree: ast.AST, line: int, outer: str = "") -> str:
    """The innermost function around that line, such as `adam` or `Adam.step`; an empty string outside of all."""
    found = ""
    for node in ast.iter_child_nodes(tree):
        if not getattr(node, "lineno", line) <= line <= (getattr(node, "end_lineno", None) or line):
            continue
        name = outer
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            name = f"{outer}.{node.name}".lstrip(".")
            if not isinstance(node, ast.ClassDef):
                found = name
        found = _function_at(node, line, name) or found
    return found


def _indentation(lines: list[str], begin: int, end: int) -> str:
    """That of the region's first statement; the marker's own, where it holds comments only."""
    code = (line for line in lines[begin + 1 : end] if line.strip() and not line.lstrip().startswith("#"))
    line = next(code, lines[begin])
    return line[: len(line) - len(line.lstrip())]


@dataclass(frozen=True)
class Binding:
    """The source of a definition or an assignment, and the words for where it stands."""

    source: str
    where: str


def bindings(master: Master) -> dict[str, Binding]:
    """The last definition of every name at the top level. Cells that do not parse define nothing."""
    last: dict[str, Binding] = {}
    for cell, source in _code(master):
        try:
            tree = _parse(source, "")
        except MasterError:
            continue
        lines = source.split("\n")
        for statement in tree.body:
            first = min([statement.lineno, *(d.lineno for d in getattr(statement, "decorator_list", ()))])
            binding = Binding("\n".join(lines[first - 1 : statement.end_lineno]), f"{cell}line {statement.lineno}")
            last.update(dict.fromkeys(_names(statement), binding))
    return last


def _names(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield statement.name
    elif isinstance(statement, ast.Assign | ast.AnnAssign):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        yield from (target.id for target in targets if isinstance(target, ast.Name))


def _code(master: Master) -> list[tuple[str, str]]:
    """The words for each code cell, and its text; those of a Python file are its lines alone."""
    if isinstance(master, str):
        return [("", master)]
    cells = enumerate(master["cells"], 1)
    return [(f"cell {number}, ", _text(cell)) for number, cell in cells if cell.get("cell_type") == "code"]


def _text(cell: Mapping[str, Any]) -> str:
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def _like(original: str | list[str], text: str) -> str | list[str]:
    """The text in the form the notebook had it: one string, or a list of lines."""
    return text if isinstance(original, str) else text.splitlines(keepends=True)
