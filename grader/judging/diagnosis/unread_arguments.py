"""The arguments that a student's function receives and never reads, as where a global or a number takes their place."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from functools import lru_cache

from grader.base.syntax import names_in, statements_of
from grader.model.key import Question

# By these a name is used that the code does not have.
NAMESPACES = {"locals", "vars", "eval", "exec", "currentframe", "_getframe", "f_locals"}


def unread_arguments(question: Question, source: str) -> tuple[str, ...]:
    """Those of the question's parameters that its function has under these names and does not read.

    None where it reads no argument at all, or its names by other means, and none of what a driver calls.
    """
    return () if question.driver else _unread(source, question.function, question.parameters)


@lru_cache(maxsize=256)
def _unread(source: str, function: str, parameters: tuple[str, ...]) -> tuple[str, ...]:
    names = parameters_of(source, function)[: len(parameters)]
    body = getattr(_definition_of(source, function), "body", [])
    unread = tuple(name for name in names if name in parameters and not _is_read(name, body))
    return () if len(unread) == len(names) or any(map(_reads_namespace, body)) else unread


def parameters_of(source: str, function: str) -> list[str]:
    """The parameters of the last function of that name; none where it cannot be read or takes any number."""
    match _definition_of(source, function):
        case ast.FunctionDef(args=arguments) if not arguments.vararg:
            return [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
    return []


def _is_read(name: str, body: Sequence[ast.stmt]) -> bool:
    """Whether these statements may read what the name held before, in code or in a string such as `x > @alpha`."""
    for statement in body:
        updated = [node.target for node in ast.walk(statement) if isinstance(node, ast.AugAssign)]
        read = names_in([statement], ast.Load) | names_in(updated, ast.Store) | _words_in_strings(statement)
        if name in read:
            return True
        if isinstance(statement, ast.Assign) and name in names_in(statement.targets, ast.Store):
            return False
    return False


def _words_in_strings(statement: ast.stmt) -> set[str]:
    """The words of its strings; a string alone is a comment."""
    nodes = [] if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant) else ast.walk(statement)
    strings = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return {word for text in strings for word in re.findall(r"\w+", text)}


def _reads_namespace(statement: ast.stmt) -> bool:
    attributes = {node.attr for node in ast.walk(statement) if isinstance(node, ast.Attribute)}
    return bool(NAMESPACES & (names_in([statement], ast.Load) | attributes))


@lru_cache(maxsize=256)
def _definition_of(source: str, function: str) -> ast.AST:
    """The last function of that name; an empty module where there is none."""
    defined = [s for s in statements_of(source) if isinstance(s, ast.FunctionDef) and s.name == function]
    return defined[-1] if defined else ast.Module([], [])
