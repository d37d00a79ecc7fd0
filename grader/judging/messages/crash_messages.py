"""What to say of an exception: the student's own line, the exception, and one line on what it means."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

from grader.judging.messages.exception_hints import exception_hint

if TYPE_CHECKING:
    from grader.model.key import Case, Question
    from grader.model.transcript import Definition, Raised


def crash_message(raised: Raised, question: Question, case: Case, definition: Definition) -> str:
    """The place, the line, the exception, and its meaning where it is known."""
    text = f"{raised.kind}: {raised.message}" if raised.message else raised.kind
    lines = [
        f"{_where(raised, question, definition)}:",
        f"    {raised.source.strip()}" if raised.source.strip() else "",
        f"    {textwrap.shorten(text, 300, placeholder=' ...')}",
        exception_hint(raised, case.arguments),
    ]
    return "\n".join(filter(None, lines))


def _where(raised: Raised, question: Question, definition: Definition) -> str:
    """What stopped, and where; of another cell than the function's own, why the function needs it."""
    where = f"cell {raised.cell}, line {raised.line}" if raised.cell else f"line {raised.line} of its cell"
    where = where if raised.line else "a place that is not in your notebook"
    if raised.during != "definition":
        return f"Your function stopped at {where}"
    if raised.cell in (0, definition.cell) or not definition.cell:
        return f"The cell that defines it stopped at {where}"
    names = ", ".join(f"`{name}`" for name in _assigned_names(raised.source))
    needs = f"{names} of cell {raised.cell}" if names else f"something that cell {raised.cell} defines"
    own = f"`{question.function}` (cell {definition.cell})"
    return f"{own} needs {needs}, and cell {raised.cell} stopped at line {raised.line}"


def parse(source: str) -> list[ast.stmt]:
    """The statements of a piece of Python; none where it cannot be parsed."""
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _assigned_names(source: str) -> list[str]:
    """The names to which a line of Python gives a value; none where it cannot be read alone."""
    statements = parse(source.strip())
    return list(_stored_names(statements[0])) if len(statements) == 1 else []


def _stored_names(statement: ast.stmt) -> Iterator[str]:
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from (alias.asname or alias.name.split(".")[0] for alias in node.names)
