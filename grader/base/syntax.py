"""Python that somebody else wrote, read and never run: its statements, its names, a file's name as a module.

`src/pkg/tools.py` is the module `src.pkg.tools`; the notebook `my tools.ipynb`, which `%run` alone can use,
`my tools_ipynb`: as it is imported, `my_tools_ipynb`.
Any end of the name finds it, as programs extend `sys.path` and platforms put folders around what is handed in.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable
from itertools import takewhile
from pathlib import PurePosixPath

# What takes a function and calls it: `jax.grad(cost)`.
_TRANSFORMS = "checkpoint|grad|hessian|jac(?:fwd|obian|rev)|jit|jvp|linearize|map|partial|pmap|vectorize|vjp|vmap"
_SUFFIXES = {".py": "", ".ipynb": "_ipynb"}  # of files, and of their modules


def statements_of(source: str) -> list[ast.stmt]:
    """The statements of a piece of Python; none where it cannot be parsed, however it is broken."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # each invalid escape would be a line on staff's terminal, with what is escaped
        try:
            return ast.parse(source).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):  # ValueError: NUL; the others: nested too deeply
            return []


def is_text(statement: ast.stmt) -> bool:
    """Whether the statement is a text alone, as a docstring is."""
    value = statement.value if isinstance(statement, ast.Expr) else None
    return isinstance(value, ast.Constant) and isinstance(value.value, str)


def names_in(nodes: Iterable[ast.AST], context: type[ast.expr_context]) -> set[str]:
    """The names that these pieces of a syntax tree read (`ast.Load`) or assign (`ast.Store`)."""
    inner = (node for root in nodes for node in ast.walk(root))
    return {node.id for node in inner if isinstance(node, ast.Name) and isinstance(node.ctx, context)}


def calls_name(source: str, name: str) -> bool:
    """Whether the source calls the name, or hands it to what calls it. The head of its definition does not."""
    return bool(re.search(rf"(?<!def )\b{name} *\(|(?:{_TRANSFORMS})\( *{name}\b", source))


def module_name(path: str) -> str:
    """The file as a module, with the folders around it that can be packages; empty for what is no code."""
    file = PurePosixPath(path.strip().strip("\"'").replace("\\", "/"))
    if file.suffix not in _SUFFIXES:
        return ""
    folders = list(takewhile(str.isidentifier, reversed(file.parent.parts)))[::-1]
    stem = file.stem.replace(".", "_") + _SUFFIXES[file.suffix]
    return ".".join(folders if stem == "__init__" else [*folders, stem])


def importable(module: str) -> str:
    """The module's name, as Python can write it: that of a file may hold blanks and hyphens, or begin with a digit."""
    return re.sub(r"[^\w.]|(?<![^.])(?=\d)", "_", module)


def find_module(name: str, modules: Iterable[str]) -> str:
    """The one of these modules that `import name` finds; empty for none."""
    end = f".{importable(name)}"
    return min((module for module in modules if f".{importable(module)}".endswith(end)), key=len, default="")
