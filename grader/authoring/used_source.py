"""What a question uses of the assignment's public files and checks: after a change of the rest it is as it was."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Set
from functools import cache

BY_TEXT = re.compile(r"\b(?:eval|exec|getattr|globals|locals|vars|importlib|__import__|__dict__)\b")  # names in texts


def used_source(files: Mapping[str, str], text: str) -> dict[str, str]:
    """Of each file what `text` uses: what it names as `FILE.py:NAME`, or all of a file that it imports.

    With it come the statements that these need, in other files too, and those that do more than bind a name; all of a
    file that may reach a name by its text.
    """
    used: dict[str, str] = {}
    while True:
        whole = "\n".join([text, *used.values()])
        more = {file: _used(file, source, whole) for file, source in files.items()}
        if more == used:
            return used
        used = more


def _used(file: str, source: str, text: str) -> str:
    module = re.escape(file.removesuffix(".py"))
    imports = r"(?:\b|\\[nt])(?:from|import|import_module|__import__)\b"  # JSON writes a line's end as \n
    if BY_TEXT.search(source) or re.search(rf"{imports}[^\n\\]*\b{module}\b", text):
        return source
    return _needed(source, frozenset(re.findall(rf"\b{re.escape(file)}:(\w+)", text)))


@cache
def _needed(source: str, names: frozenset[str]) -> str:
    """The statements that bind these names and whatever they read, and those that do more, in the file's order."""
    statements = [(set(_bound(node)), node) for node in ast.parse(source).body]
    used: list[ast.stmt] = []
    wanted: Set[str] = names
    while more := [node for bound, node in statements if node not in used and (bound & wanted or not bound)]:
        used += more
        wanted |= {node.id for statement in more for node in ast.walk(statement) if isinstance(node, ast.Name)}
    return "\n".join(ast.unparse(node) for _, node in statements if node in used)


def _bound(node: ast.stmt) -> Iterator[str]:
    """The names that a statement binds, if it does nothing else; a text on its own does nothing."""
    match node:
        case (
            ast.FunctionDef(name=name, decorator_list=[])
            | ast.ClassDef(name=name, decorator_list=[], bases=[], keywords=[])
        ):  # a decorator or a base class may enter them in a table
            yield name
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            yield from ((each.asname or each.name).split(".")[0] for each in names if each.name != "*")
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            yield name
        case ast.Expr(value=ast.Constant()):
            yield ""
