"""The source of a cell -> its syntax tree. Nothing is compiled or run."""

from __future__ import annotations

import ast

from grader.extraction.formats.ipython import without_magics

# A syntax tree takes 500 times the memory of its source, and the grader may have half a gigabyte.
MAX_CELL = 200_000  # characters


def parse(source: str) -> tuple[str, ast.Module]:
    """The cell as it stands or, if Python rejects it, without IPython's syntax. Raises SyntaxError."""
    if len(source) > MAX_CELL:
        raise SyntaxError(
            f"the cell has more than {MAX_CELL:,} characters: split it into smaller ones", ("", 1, 1, None)
        )
    try:
        return source, _parse_python(source)
    except SyntaxError:
        plain = without_magics(source)
        return plain, _parse_python(plain)


def _parse_python(source: str) -> ast.Module:
    try:
        tree = ast.parse(source)
    except (ValueError, RecursionError, MemoryError) as error:  # NUL; brackets or operators nested too deeply
        reason = "null bytes" if isinstance(error, ValueError) else "it is nested too deeply"
        raise SyntaxError(f"this is not valid Python: {reason}", ("", 1, 1, source[:200])) from None
    # refuse what `ast` accepts and Python, or a reader, does not: a `return` without its indentation spoils a cell
    pending: list[tuple[ast.AST, bool]] = [(node, False) for node in tree.body]
    while pending:
        node, in_loop = pending.pop()
        if isinstance(node, ast.ImportFrom) and any(alias.name == "barry_as_FLUFL" for alias in node.names):
            # below it, `a <> b` is Python, but to nobody who reads a statement alone
            raise SyntaxError("no `!=` is written `<>` here: leave this import out", ("", node.lineno, 1, None))
        if isinstance(node, ast.Return):
            raise SyntaxError("'return' outside function", ("", node.lineno, 1, None))  # noqa: TRY004  as Python does
        if isinstance(node, (ast.Break, ast.Continue)) and not in_loop:
            word = type(node).__name__.lower()
            raise SyntaxError(f"'{word}' outside loop", ("", node.lineno, 1, None))
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.expr)):
            loop = in_loop or isinstance(node, (ast.For, ast.AsyncFor, ast.While))
            pending += ((child, loop) for child in ast.iter_child_nodes(node))
    return tree
