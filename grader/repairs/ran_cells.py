"""The program of a notebook that runs: the cells that IPython has run, or the file of a script or of marimo."""

from __future__ import annotations

import ast
import json
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from grader.extraction import notebook, reader
from grader.extraction.extract import DefinedName, functions_source
from grader.model.key import Question
from grader.sandbox.transcribe import wanted


def program(variables: Mapping[str, Any], question: Question) -> str:
    """The code that defines a question's functions, with all that these need; empty where it cannot be read.

    `variables` are the notebook's, among them IPython's own `In`, in which magics are calls.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(str(variables.get("__file__") or ""))
        if cells := variables.get("In"):
            path = Path(folder, "cells.ipynb")
            sources = [{"cell_type": "code", "source": cell} for cell in newest(map(str, cells))]
            content = {"cells": sources, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
            path.write_text(json.dumps(content))
        try:
            extraction = reader.read(path, *wanted([question]))
        except (notebook.Unreadable, OSError):
            return ""
    is_defined = all(isinstance(extraction[name], DefinedName) for name in question.names)
    return functions_source(extraction, question.names) if is_defined else ""


def newest(cells: Iterable[str]) -> list[str]:
    """The cells that can be run, without those whose functions were all defined again later."""
    names: set[str] = set()
    chosen = []
    for cell in reversed(list(cells)):
        defined = _defined(cell)
        if defined is not None and (not defined or defined - names):
            chosen.append(cell)
            names |= defined
    return chosen[::-1]


def _defined(cell: str) -> set[str] | None:
    """The functions and classes that a cell defines; None where it is no Python."""
    try:
        body = ast.parse(cell).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return {node.name for node in body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
