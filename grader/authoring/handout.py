"""The handout: a master notebook, or a master Python file, without its solutions.

    def adam(g, alpha, beta1, beta2, eps, max_its, w):
        \"""Return ...\"""
        ### BEGIN SOLUTION
        ...                                 becomes   raise NotImplementedError("adam: your code here")
        ### END SOLUTION

The markers are those of nbgrader and Otter. Outside a function a region disappears, so a master states the stub first
and overrides it in the region below:

    answers = {"item": None}
    ### BEGIN SOLUTION
    answers = {"item": True}
    ### END SOLUTION

A marker that cannot be read as one is an error, so that no solution reaches a student by a typing error.
"""

from __future__ import annotations

import ast
import contextlib
import copy
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from grader.authoring.facts.assignment import Assignment
from grader.authoring.markers import ADVICE, MasterError, find_regions, foreign_metadata
from grader.base.errors import UserError
from grader.base.files import read_text

MAGIC = re.compile(r"^(\s*)[%!].*$", re.MULTILINE)  # IPython's lines, which Python cannot parse
CHECK_CALL = re.compile(r"^\s*check\(|\bimport check\b", re.MULTILINE)
RUN_METADATA = ("execution", "executionInfo", "ExecuteTime", "outputId")  # cell metadata that running leaves behind

Master = Mapping[str, Any] | str  # a notebook as JSON data, or the text of a Python file


def read_master(path: Path) -> Master:
    """The master in that file. Raises MasterError for a file that is missing or not a notebook."""
    what = "master, which assignment.toml names under `notebook`,"
    if path.suffix == ".py":
        return read_text(path, what, MasterError, "utf-8-sig")
    return read_notebook(path, what, MasterError)


def read_notebook(path: Path, what: str, error: type[UserError]) -> dict[str, Any]:
    """The JSON data of a notebook of format 4; `what` it is to the user. Raises `error`."""
    text = read_text(path, what, error, "utf-8-sig")
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError) as wrong:
        reason = str(wrong) if text.strip() else "the file is empty"
        raise error(f"{path}: this is not a notebook: {reason}. Save it anew in JupyterLab.") from None
    require_notebook(notebook, f"{path}: this", error)
    return cast("dict[str, Any]", notebook)


def require_notebook(notebook: Any, what: str, error: type[UserError]) -> None:
    """Require that JSON data are a notebook of format 4. Raises `error`, which begins with `what` they are."""
    if fault := _notebook_fault(notebook):
        raise error(f"{what} is not a notebook of format 4: {fault}. Save it anew in JupyterLab.")


def _notebook_fault(notebook: Any) -> str:
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        return "it has no list of cells"
    for number, cell in enumerate(cells, 1):
        source = cell.get("source", "") if isinstance(cell, dict) else None
        lines = source if isinstance(source, list) else [source]
        if not all(isinstance(line, str) for line in lines):
            return f"cell {number} holds no text"
        if not isinstance(cell.get("metadata", {}), dict):
            return f"the metadata of cell {number} are no table"
    return "" if isinstance(notebook.get("metadata", {}), dict) else "its metadata are no table"


def handout_files(assignment: Assignment) -> dict[str, str]:
    """The handout's text by file name: as the master is, and as a Python file if the assignment wants one."""
    handout = strip_solutions(read_master(assignment.master))
    if isinstance(handout, str):
        return {assignment.notebook: handout}
    script = {assignment.script: notebook_to_python(handout)} if assignment.script else {}
    return {assignment.notebook: json.dumps(handout, indent=1, ensure_ascii=False) + "\n", **script}


def read_stubs(path: Path) -> dict[str, str]:
    """`extract_stubs` of the master in that file; none where there is no file. A MasterError names the file."""
    if not path.exists():
        return {}
    master = read_master(path)
    try:
        return extract_stubs(master)
    except MasterError as error:
        raise MasterError(f"{path.name}: {error}") from None


def text_above(path: Path, name: str) -> str:
    """The last text cell above the first code of the master that begins a line with a name; empty without one."""
    text = ""
    for is_code, source in _cells(read_master(path)) if path.exists() else ():
        if is_code and re.search(rf"^{re.escape(name)}\b", source, re.MULTILINE):
            return text.strip()
        text = text if is_code else source
    return ""


def _cells(master: Master) -> Iterator[tuple[bool, str]]:
    """Every cell, and whether it is code; those of a Python file begin at `# %%`."""
    if not isinstance(master, str):
        yield from ((cell.get("cell_type") == "code", cell_text(cell)) for cell in master["cells"])
        return
    first, *rest = re.split(r"^# %%(.*)\n", master, flags=re.MULTILINE)
    for head, source in zip(["", *rest[::2]], [first, *rest[1::2]], strict=True):
        is_text = "[markdown]" in head
        yield not is_text, re.sub("^# ?", "", source, flags=re.MULTILINE) if is_text else source


def strip_solutions(master: Master) -> Master:
    """The master without its solutions, in its own form. Raises MasterError with the place."""
    return _strip_code(master, "The file") if isinstance(master, str) else strip_notebook(master)


def strip_notebook(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """A new notebook (nbformat 4, as JSON data) without solutions, outputs and execution counts.

    Raises MasterError, with the cell's number counted from 1 over all cells, where the markers do not pair up.
    """
    require_notebook(notebook, "This", MasterError)
    result = copy.deepcopy(dict(notebook))
    _refuse_metadata(result.get("metadata", {}), "The notebook")
    result.get("metadata", {}).pop("widgets", None)  # the state of widgets is output too
    for number, cell in enumerate(result["cells"], 1):
        _strip_cell(cell, f"Cell {number}")
    return result


def _strip_cell(cell: dict[str, Any], where: str) -> None:
    """Take solutions, outputs and traces of running out of the cell, in place."""
    _refuse_metadata(cell.get("metadata", {}), where)
    is_code = cell.get("cell_type") == "code"
    text = (_strip_code if is_code else _strip_prose)(cell_text(cell), where)
    as_lines = not isinstance(cell.get("source", ""), str)
    cell["source"] = text.splitlines(keepends=True) if as_lines else text
    cell["metadata"] = {k: v for k, v in cell.get("metadata", {}).items() if k not in RUN_METADATA}
    if is_code:
        cell["outputs"], cell["execution_count"] = [], None


def _refuse_metadata(metadata: Mapping[str, Any], where: str) -> None:
    if name := foreign_metadata(metadata):
        raise MasterError(
            f"{where}: its metadata has {name!r}, by which another tool hides or grades a cell and nothing here does. "
            f"{ADVICE} Then delete this entry (in JupyterLab: Property Inspector, Cell Metadata or Tags)."
        )


def _strip_prose(text: str, where: str) -> str:
    lines = text.split("\n")
    for begin, end in reversed(find_regions(lines, where, code=False)):
        lines[begin : end + 1] = ["*Your answer here.*"]
    return "\n".join(lines)


def _strip_code(source: str, where: str) -> str:
    lines = source.split("\n")
    regions = find_regions(lines, where, code=True)
    if not regions:
        return source
    tree = parse(source, f"{where} does not parse")
    for begin, end in reversed(regions):
        function = _function_at(tree, begin + 1)
        code = (line for line in lines[begin + 1 : end] if line.strip() and not line.lstrip().startswith("#"))
        line = next(code, lines[begin])
        stub = f'{line[: len(line) - len(line.lstrip())]}raise NotImplementedError("{function}: your code here")'
        lines[begin : end + 1] = [stub] if function else []
    stripped = "\n".join(lines).rstrip("\n") + "\n" * source.endswith("\n")
    parse(stripped, f"{where} does not parse once its solution is taken out")
    return stripped if stripped.strip() else "# Your code here."


def parse(source: str, problem: str) -> ast.Module:
    """The syntax tree of a cell or a file, which may hold magics. Raises MasterError that begins with `problem`."""
    with contextlib.suppress(SyntaxError):
        return ast.parse(source)
    try:
        return ast.parse(MAGIC.sub(r"\1pass", source))
    except SyntaxError as error:
        raise MasterError(f"{problem}: line {error.lineno}, {error.msg}.") from None


def _function_at(tree: ast.AST, line: int, outer: str = "") -> str:
    """The innermost function around that line, such as `adam` or `Adam.step`; "" outside of all functions."""
    function = ""
    for node in ast.iter_child_nodes(tree):
        if not getattr(node, "lineno", line) <= line <= (getattr(node, "end_lineno", None) or line):
            continue
        name = outer
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            name = f"{outer}.{node.name}".lstrip(".")
            if not isinstance(node, ast.ClassDef):
                function = name
        function = _function_at(node, line, name) or function
    return function


def notebook_to_python(notebook: Mapping[str, Any]) -> str:
    """The notebook as a Python file in cells `# %%`, its prose as comments.

    Cells that call `check` are left out: `grader check` does the same for such a file, and running it checks nothing.
    """
    parts = []
    for cell in notebook["cells"]:
        text = cell_text(cell)
        if cell.get("cell_type") != "code":
            parts.append("\n".join(["# %% [markdown]", *(f"# {line}".rstrip() for line in text.split("\n"))]))
        elif not CHECK_CALL.search(text):
            parts.append(f"# %%\n{text}")
    return "\n\n".join(parts) + "\n"


def cell_text(cell: Mapping[str, Any]) -> str:
    """The source of a cell, which a notebook holds as one string or as a list of lines."""
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


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
            text = "\n".join(lines[first_line(statement) - 1 : statement.end_lineno])
            last.update(dict.fromkeys(_names(statement), MasterDefinition(text, f"{cell}line {statement.lineno}")))
    return last


def first_line(statement: ast.stmt) -> int:
    """The first line of a statement with its decorators, from 1."""
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)])


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
