"""Edits of whole statements: their order, their place in loops and branches, and what is returned."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from itertools import pairwise

from grader.authoring.derived.operators.source_tree import Change, SourceTree, parsed, statements

BLOCKS = (ast.For, ast.While, ast.If)
OF_PARTS = {
    "entry_at_end": "{0}[:-1]", "entry_at_start": "{0}[1:]", "wrong_way_round": "{0}[::-1]", "last_alone": "{0}[-1]",
    "transposed": "{0}.T",
}  # fmt: skip


def statement_edits(tree: SourceTree) -> Iterator[Change]:
    """Every edit of this page."""
    for body in _bodies(tree):
        for one, other in pairwise(body):
            yield Change("moved", _moved(tree, one, other, after=True), other.lineno)
            yield from _at_once(tree, one, other)
    for body in _bodies(tree):
        yield from _into_and_out_of_blocks(tree, body)
    yield from _copies(tree)
    yield from _results(tree)
    for body in _bodies(tree):
        yield from _far(tree, body)


def _bodies(tree: SourceTree) -> list[list[ast.stmt]]:
    """The lists of statements, outermost first."""
    lists = [getattr(node, part, None) for node in tree.nodes(ast.AST) for part in ("body", "orelse")]
    return [each for each in lists if isinstance(each, list) and each]


def _moved(tree: SourceTree, statement: ast.stmt, beside: ast.stmt, *, after: bool) -> str:
    with tree.exchanged(statement, []):
        return tree.replaced(beside, *((beside, statement) if after else (statement, beside)))


def _far(tree: SourceTree, body: Sequence[ast.stmt]) -> Iterator[Change]:
    """A statement farther up or down in its list, once more at another place, or not at all."""
    for at, statement in enumerate(body):
        if len(body) > 1:
            yield Change("needless", tree.replaced(statement), statement.lineno)
        for place, beside in enumerate(body):
            if abs(place - at) > 1:
                yield Change("moved", _moved(tree, statement, beside, after=place > at), statement.lineno)


def _into_and_out_of_blocks(tree: SourceTree, body: Sequence[ast.stmt]) -> Iterator[Change]:
    for at, statement in enumerate(body):
        block = tree.parent(statement)
        if isinstance(block, BLOCKS):
            for after in (False, True):
                yield Change("moved_out", _moved(tree, statement, block, after=after), statement.lineno)
            yield Change("again_after", tree.replaced(block, block, statement), statement.lineno)
        for block in (each for each in body[max(at - 1, 0) : at + 2] if isinstance(each, BLOCKS)):
            if block is not statement:
                for after, beside in ((False, block.body[0]), (True, block.body[-1])):
                    yield Change("moved_in", _moved(tree, statement, beside, after=after), statement.lineno)
                yield Change("again_inside", tree.replaced(block.body[0], statement, block.body[0]), statement.lineno)


def _at_once(tree: SourceTree, one: ast.stmt, other: ast.stmt) -> Iterator[Change]:
    """a = x; b = y -> a, b = x, y."""
    if isinstance(one, ast.Assign) and isinstance(other, ast.Assign):
        targets = ast.Tuple([one.targets[0], other.targets[0]], ast.Store())
        both = ast.Assign([targets], ast.Tuple([one.value, other.value], ast.Load()))
        with tree.exchanged(other, []):
            source = tree.replaced(one, both)
        yield Change("at_once", source, other.lineno)


def _copies(tree: SourceTree) -> Iterator[Change]:
    """A copy of what is recorded, of an argument, or of what an operator changes in place."""
    for call in tree.nodes(ast.Call):
        if isinstance(call.func, ast.Attribute) and call.func.attr == "append" and call.args:
            copied = parsed(f"__import__('copy').deepcopy({ast.unparse(call.args[0])})")
            yield Change("no_copy", tree.replaced(call.args[0], copied), call.lineno)
    for function in tree.functions:
        for argument in function.args.args:
            begin = statements(f"{argument.arg} = __import__('copy').deepcopy({argument.arg})")
            yield Change("changed_argument", tree.begun_with(function, *begin), function.lineno)
    for node in tree.nodes(ast.AugAssign):
        if isinstance(node.target, ast.Name):
            value = ast.BinOp(ast.Name(node.target.id, ast.Load()), node.op, node.value)
            yield Change("in_place", tree.replaced(node, ast.Assign([node.target], value)), node.lineno)


def _results(tree: SourceTree) -> Iterator[Change]:
    for result in tree.nodes(ast.Return):
        parts = result.value.elts if isinstance(result.value, ast.Tuple) else [result.value] if result.value else []
        for part in parts:
            for kind, code in OF_PARTS.items():
                yield Change(kind, tree.replaced(part, parsed(code.format(f"({ast.unparse(part)})"))), result.lineno)
        for at in range(1, len(parts)):
            exchanged = [*parts[: at - 1], parts[at], parts[at - 1], *parts[at + 1 :]]
            assert result.value is not None
            new = ast.Tuple(exchanged, ast.Load())
            yield Change("parts_exchanged", tree.replaced(result.value, new), result.lineno)
