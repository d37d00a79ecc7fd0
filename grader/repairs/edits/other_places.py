"""Edits that put a factor or a term where it belongs, in the same line or in another one."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from grader.changes.source_tree import Change, SourceTree, reads_of, stored_names
from grader.repairs.edits.places import bodies


def place_edits(tree: SourceTree) -> Iterator[Change]:
    """Few edits: a factor in another place."""
    for body in bodies(tree):
        yield from _to_one_term(tree, body)


def _later(body: Sequence[ast.stmt], at: int, name: str) -> list[list[ast.Name]]:
    """Where later statements read a variable, up to the one that binds it anew."""
    reads = []
    for statement in body[at + 1 :]:
        if found := reads_of(statement, name):
            reads.append(found)
        if name in stored_names(statement):
            break
    return reads


def _to_one_term(tree: SourceTree, body: Sequence[ast.stmt]) -> Iterator[Change]:
    """v = a + b; g(f * v) -> v = f * a + b; g(v), and v = a + f * b; and the same of a divisor."""
    for at, line in enumerate(body):
        match line:
            case ast.Assign([ast.Name(name)], ast.BinOp(left, ast.Add() | ast.Sub(), right)):
                reads = [read for reads in _later(body, at, name) for read in reads]
            case _:
                continue
        parent = tree.parent(reads[0]) if len(reads) == 1 else None
        if isinstance(parent, ast.BinOp) and isinstance(parent.op, (ast.Mult, ast.Div)):
            is_left = parent.left is reads[0]
            if is_left or isinstance(parent.op, ast.Mult):
                factor = parent.right if is_left else parent.left
                kind = "parentheses" if isinstance(parent.op, ast.Mult) else "divides_one"
                for term in (left, right):
                    scaled = ast.BinOp(term, parent.op, factor)
                    yield Change(kind, tree.all_replaced([(parent, reads[0]), (term, scaled)]), line.lineno)
