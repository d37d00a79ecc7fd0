"""Somebody's tests and the solution that belongs to them, read from their files.

tests                                                    how they meet the program
a Python file of pytest or unittest                      they import it
functions `adam_test(target)` in a Python file           they are handed one function of it
a master of Otter or nbgrader                            they are cells behind the solution's
a folder of Otter's test files                           they read the notebook's names
"""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from grader.authoring.handout import MAGIC, cell_text, read_notebook
from grader.authoring.importing.formats import NotImportable, read_foreign
from grader.base import files
from grader.base.errors import UserError


@dataclass(frozen=True)
class CellOfTests:
    """A test in a notebook: its code, the piece of the solution that it stands behind, and what the cell shows."""

    name: str
    source: str
    after: int
    points: float | None
    hidden: bool
    output: str | None = None


@dataclass(frozen=True)
class Suite:
    """Tests with their solution; `module` is the name by which tests import it.

    pytest gets `pytest_args`, and the file `conftest` in place of the one beside the tests.
    """

    path: Path
    solution: Path
    kind: str  # "python", "cells" or "otter"
    module: str
    pieces: tuple[str, ...]
    tests: tuple[CellOfTests, ...] = ()
    files: tuple[str, ...] = ()
    conftest: str = ""
    pytest_args: tuple[str, ...] = ()

    def data(self) -> dict[str, Any]:
        """What a worker needs of it."""
        path = self.files[0] if self.files else self.path
        return {"path": str(path), "solution": str(self.solution), "kind": self.kind, "module": self.module,
                "tests": [asdict(test) for test in self.tests], "files": self.files, "conftest": self.conftest,
                "pytest_args": self.pytest_args}  # fmt: skip

    def preload(self) -> list[str]:
        """Installed modules that the tests or the solution import: a worker does so once."""
        own = {path.stem for folder in {self.path.parent, self.solution.parent} for path in folder.glob("*.py")}
        texts = [*self.pieces, *([files.read_text(self.path)] if self.kind == "python" else [])]
        names = {name.partition(".")[0] for text in texts for name in imported_names(text)} - {"pytest"}
        return [*["pytest"] * (self.kind == "python"), *sorted(name for name in names - own if _is_installed(name))]


def read_suite(
    path: Path, solution: Path | None, conftest: Path | None = None, pytest_args: Sequence[str] = ()
) -> Suite:
    """The tests in that file or folder. Raises UserError."""
    is_python = path.suffix != ".ipynb" and not path.is_dir()
    if (conftest or pytest_args) and not is_python:
        raise UserError(f"{path}: --conftest and --pytest-args are for tests in a Python file, which pytest runs.")
    if path.suffix == ".ipynb" and not path.is_dir():
        return _master(path, solution)
    if solution is None:
        raise UserError(f"{path}: which program do these tests grade? Name the solution with --solution FILE.")
    if path.is_dir():
        return _otter_folder(path, solution)
    if conftest:
        _parsed(files.read_text(conftest, "conftest", encoding="utf-8-sig"), conftest)
    suite = _python_file(path, solution, conftest or path.parent / "conftest.py")
    return replace(suite, conftest=str(conftest.resolve()) if conftest else "", pytest_args=tuple(pytest_args))


# ── the solution


def honest_files(folder: Path | None) -> list[Path]:
    """The programs in a folder of right work. Raises UserError where there is none."""
    if folder is None:
        return []
    programs = sorted(path for path in folder.glob("*") if path.suffix in (".py", ".ipynb"))
    if not programs:
        raise UserError(f"{folder}: no right program found. --honest names a folder of Python files or notebooks.")
    return programs


def read_pieces(path: Path) -> tuple[str, ...]:
    """The code of a Python file, or of each code cell of a notebook. Raises UserError."""
    if path.suffix != ".ipynb":
        return (_parsed(files.read_text(path, "solution", encoding="utf-8-sig"), path),)
    notebook = read_notebook(path, "notebook", UserError)
    try:
        cells = read_foreign(notebook).cells
    except NotImportable:
        cells = notebook["cells"]
    return tuple(_parsed(cell_text(cell), path) for cell in cells if cell.get("cell_type") == "code")


def _parsed(text: str, path: Path) -> str:
    """The text without IPython's magics, which Python can read."""
    text = MAGIC.sub(r"\1pass", text) if path.suffix == ".ipynb" else text
    try:
        ast.parse(text)
    except SyntaxError as error:
        raise UserError(f"{path}: Python cannot read this: line {error.lineno}, {error.msg}.") from None
    return text


def defined(pieces: Sequence[str], kind: Any = (ast.FunctionDef, ast.AsyncFunctionDef)) -> set[str]:
    """The functions at the top level of the solution, or what else is of this kind of node."""
    return {node.name for text in pieces for node in ast.parse(text).body if isinstance(node, kind)}


# ── tests in a Python file


def _python_file(path: Path, solution: Path, conftest: Path) -> Suite:
    text = _parsed(files.read_text(path, "file of tests", encoding="utf-8-sig"), path)
    if importlib.util.find_spec("pytest") is None:
        raise UserError(
            f"{path}: tests in a Python file are run by pytest, which is not installed in this Python, "
            f"{sys.executable}. Install it with `{sys.executable} -m pip install pytest`."
        )
    pieces = read_pieces(solution)
    return Suite(path.resolve(), solution.resolve(), "python", _module(text, path, solution, conftest, pieces), pieces)


def _module(text: str, path: Path, solution: Path, conftest: Path, pieces: Sequence[str]) -> str:
    """The module that the solution stands for: the one of its name, or whose names it defines, or that is nowhere."""
    imports = imported_names(text)
    if conftest.exists():
        imports |= imported_names(files.read_text(conftest))
    functions = defined(pieces)
    for fits in (
        lambda name: name.rpartition(".")[2] == solution.stem,
        lambda name: bool(imports[name] & functions) and not _is_installed(name),
        lambda name: not _is_installed(name) and not _is_beside(name, path),
    ):
        if names := sorted(filter(fits, imports)):
            return names[0]
    return solution.stem


def imported_names(text: str) -> dict[str, set[str]]:
    """By module that the code imports, the names that it takes from it."""
    imports: dict[str, set[str]] = {}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                imports.setdefault(alias.name, set())
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            imports.setdefault(node.module, set()).update(alias.name for alias in node.names)
    return imports


def _is_installed(name: str) -> bool:
    try:
        return importlib.util.find_spec(name.partition(".")[0]) is not None
    except ValueError:
        return False


def _is_beside(name: str, path: Path) -> bool:
    first = name.partition(".")[0]
    return (path.parent / f"{first}.py").exists() or (path.parent / first).is_dir()


# ── tests in a notebook, or in Otter's folder


def _master(path: Path, solution: Path | None) -> Suite:
    notebook = read_notebook(path, "notebook", UserError)
    try:
        master = read_foreign(notebook)
    except NotImportable as reason:
        raise UserError(f"{path}: {reason}") from None
    is_own = solution is None or solution.resolve() == path.resolve()
    pieces = read_pieces(path if solution is None else solution)
    cells = notebook["cells"]
    tests = [
        CellOfTests(
            f"{question.name}, {test.place}", test.source, test.after if is_own else len(pieces) - 1, test.points,
            test.is_hidden, _output(cells[test.cell - 1]),
        )
        for question in master.questions
        for test in question.tests
    ]  # fmt: skip
    if not tests:
        raise UserError(
            f"{path}: no test found. Otter's stand between `# BEGIN TESTS` and `# END TESTS`, nbgrader's in cells that "
            "are marked as autograder tests."
        )
    return Suite(path.resolve(), (solution or path).resolve(), "cells", "__notebook__", pieces, tuple(tests))


def _output(cell: Mapping[str, Any]) -> str | None:
    """What the cell shows where it is an example with its output; None where it shows nothing."""
    texts = [out.get("text") or out.get("data", {}).get("text/plain") for out in cell.get("outputs", ())]
    return "\n".join("".join(text) for text in texts if text) or None


def _otter_folder(path: Path, solution: Path) -> Suite:
    tests = sorted(str(file.resolve()) for file in path.glob("*.py") if file.name != "__init__.py")
    if not tests:
        raise UserError(f"{path}: no test found. A folder of Otter's tests holds a Python file for each question.")
    return Suite(path.resolve(), solution.resolve(), "otter", "__notebook__", read_pieces(solution), (), tuple(tests))
