"""Python that somebody else wrote, read and never run."""

from __future__ import annotations

import ast


def statements_of(source: str) -> list[ast.stmt]:
    """The statements of a piece of Python; none where it cannot be parsed, however it is broken."""
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # ValueError: NUL; the others: nested too deeply
        return []
