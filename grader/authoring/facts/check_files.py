"""The assignment's own files of checks, such as `checks.py`.

check = "checks.py:is_descent_direction"        def is_descent_direction(result, *, arguments, expected): ...
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from pathlib import Path

from grader.authoring.case_arguments.arguments import names_of
from grader.authoring.facts.public_files import syntax_fault
from grader.base.text import did_you_mean
from grader.model.checks import split_check

PARAMETERS = "(result, *, arguments, expected)"


def require_functions(folder: Path, checks: Mapping[str, str]) -> None:
    """Require that the check of each question is a function of a file beside the assignment. Raises ValueError."""
    for question, check in checks.items():
        if fault := _fault(folder, *split_check(check)):
            raise ValueError(f"question {question!r}: check: {fault}")


def _fault(folder: Path, file: str, function: str) -> str:
    """Why there is no such check, in words; an empty string where there is one."""
    path = folder / file
    if not path.exists():
        return f"there is no file {file} in {folder}; write it, with def {function}{PARAMETERS}"
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        return f"{file} is not text in UTF-8: {error}. Save it anew in an editor"
    if fault := syntax_fault(file, text):
        return fault
    tree = ast.parse(text)
    functions = {node.name: node.args for node in tree.body if isinstance(node, ast.FunctionDef)}
    if function not in functions:
        return f"{file} defines no function {function!r}.{did_you_mean(function, functions)}"
    names = names_of(functions[function])
    if not {"arguments", "expected"} <= set(names) or len(names) != 3:
        return f"{file}: {function} has the parameters {', '.join(names)}; write def {function}{PARAMETERS}"
    return ""


def read_check_files(folder: Path, checks: Iterable[str]) -> dict[str, str]:
    """The source of each file in which these checks stand, by its name."""
    files = {split_check(check)[0] for check in checks}
    return {file: (folder / file).read_text(encoding="utf-8") for file in sorted(files)}
