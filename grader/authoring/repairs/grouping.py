"""Edits of what belongs together in a formula: parentheses, and what stands inside of a call or a power."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.authoring.derived.operators.source_tree import Change, SourceTree


def grouping_edits(tree: SourceTree) -> Iterator[Change]:
    """Every edit of this page."""
    for node in tree.nodes(ast.expr):
        if isinstance(node, ast.BinOp):
            yield from _regrouped(tree, node)
            yield from _into_functions(tree, node)
        yield from _out_of_function(tree, node)


def _regrouped(tree: SourceTree, node: ast.BinOp) -> Iterator[Change]:
    """(a + b) * c -> a + (b * c), and back; a * b / c -> a."""
    left, right = node.left, node.right
    if isinstance(left, ast.BinOp):
        if {type(left.op), type(node.op)} == {ast.Mult, ast.Div}:
            yield Change("quotient", tree.replaced(node, left.left), node.lineno)
        inner = ast.BinOp(left.right, node.op, right)
        yield Change("regrouped", tree.replaced(node, ast.BinOp(left.left, left.op, inner)), node.lineno)
    if isinstance(right, ast.BinOp):
        inner = ast.BinOp(left, node.op, right.left)
        yield Change("regrouped", tree.replaced(node, ast.BinOp(inner, right.op, right.right)), node.lineno)


def _into_functions(tree: SourceTree, node: ast.BinOp) -> Iterator[Change]:
    """f(a) + b -> f(a + b), and b * f(a) -> f(b * a)."""
    for function, is_left in ((node.left, True), (node.right, False)):
        if (inner := _argument(function)) is not None:
            pair = (inner, node.right) if is_left else (node.left, inner)
            moved = _with_argument(function, ast.BinOp(pair[0], node.op, pair[1]))
            yield Change("belongs_inside", tree.replaced(node, moved), node.lineno)


def _out_of_function(tree: SourceTree, node: ast.expr) -> Iterator[Change]:
    """f(a + b) -> f(a) + b, and a + f(b)."""
    inner = _argument(node)
    if isinstance(inner, ast.BinOp):
        for pair in (
            (_with_argument(node, inner.left), inner.right),
            (inner.left, _with_argument(node, inner.right)),
        ):
            yield Change("belongs_outside", tree.replaced(node, ast.BinOp(pair[0], inner.op, pair[1])), node.lineno)


def _argument(node: ast.expr) -> ast.expr | None:
    """x, where the node is f(x), f(x, y) or x ** n."""
    if isinstance(node, ast.Call) and node.args and not isinstance(node.args[0], ast.Starred):
        return node.args[0]
    return node.left if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow) else None


def _with_argument(node: ast.expr, argument: ast.expr) -> ast.expr:
    """The same call or power of another value."""
    if isinstance(node, ast.Call):
        return ast.Call(node.func, [argument, *node.args[1:]], node.keywords)
    assert isinstance(node, ast.BinOp)
    return ast.BinOp(argument, node.op, node.right)
