"""A source as fragments: what stays of it when names, comments and layout are changed.

function's source ─► syntax tree in order, without names, comments, imports ─► every 8 elements in a row: fragments
"""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from grader.base.syntax import statements_of

FRAGMENT = 8  # elements of the syntax tree in a row

Fragments = np.ndarray  # (F,) uint64, in order, each once
NONE: Fragments = np.zeros(0, dtype=np.uint64)


def fragments(source: str) -> Fragments:
    """The fragments of some Python, as hashes that are the same everywhere; none where it is not Python.

    Each top-level statement stands for itself, so that their order does not count. Beside a statement that is not
    Python the others count as well: otherwise a module that nobody needs would hide a copy.
    """
    statements = statements_of(source) or [each for part in _BEGINS.split(source) for each in statements_of(part)]
    return union([_windows(codes) for statement in statements if (codes := [*map(_code, _elements(statement))])])


_BEGINS = re.compile(r"^(?=[^\s)\]}#])", re.MULTILINE)  # a line that is not indented


def _windows(codes: Sequence[int]) -> Fragments:
    """A hash of every FRAGMENT codes in a row; one of all of them where there are fewer."""
    padded = np.array([*codes, *[0] * (FRAGMENT - len(codes))], dtype=np.uint64)
    count = len(padded) - FRAGMENT + 1
    hashes = np.zeros(count, dtype=np.uint64)
    for n in range(FRAGMENT):  # a polynomial modulo 2**64, by Horner's rule
        hashes = hashes * _FACTOR + padded[n : n + count]
    return hashes


_FACTOR = np.uint64(0x9E3779B97F4A7C15)


@lru_cache(maxsize=100_000)
def _code(element: str) -> int:
    return int.from_bytes(hashlib.blake2b(element.encode("utf-8", "replace"), digest_size=8).digest(), "little")


def _elements(statement: ast.stmt) -> Iterator[str]:
    """The kinds of a statement's nodes from top to bottom; attributes and numbers as they stand, all names as one."""
    ahead: list[Any] = [statement]
    while ahead:
        node = ahead.pop()
        kind = type(node)
        if kind is list:
            ahead += node[::-1]
        elif kind not in _FIELDS or (kind is ast.Expr and type(node.value) is ast.Constant):
            continue  # a name or a number in a node, what says nothing, docstrings
        elif kind is ast.Constant:
            yield "text" if isinstance(node.value, str) else _constant(node.value)
        else:
            yield f".{node.attr}" if kind is ast.Attribute else kind.__name__
            ahead += [getattr(node, name, None) for name in _FIELDS[kind]]


_FIELDS = {  # of every kind of node, the last first; without what a whole class writes alike
    kind: kind._fields[::-1]
    for kind in vars(ast).values()
    if isinstance(kind, type) and issubclass(kind, ast.AST)
    and not issubclass(kind, (ast.expr_context, ast.Import, ast.ImportFrom))
}  # fmt: skip


def _constant(value: object) -> str:
    """A constant as text. Python writes no whole number of more than 4,300 decimal digits, and reads it in others."""
    return f"{value:#x}" if type(value) is int else repr(value)


def union(parts: Iterable[Fragments]) -> Fragments:
    """The fragments that any of the parts has."""
    return np.unique(np.concatenate([NONE, *parts]))
