"""Edits of what belongs together in a formula: parentheses, and what stands inside of a call or a power."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from copy import deepcopy
from itertools import product

from grader.changes.source_tree import Change, SourceTree

FACTORS = ({ast.Mult}, {ast.Div}, {ast.Mult, ast.Div})
TERMS = ({ast.Add}, {ast.Sub}, {ast.Add, ast.Sub})


def grouping_edits(tree: SourceTree) -> Iterator[Change]:
    """Every edit of this page."""
    for node in tree.nodes(ast.expr):
        if isinstance(node, ast.BinOp) and not tree.in_signature(node):
            yield from _regrouped(tree, node)
            yield from _around_first(tree, node)
            yield from _into_functions(tree, node)
        yield from _out_of_function(tree, node)


def _regrouped(tree: SourceTree, node: ast.BinOp) -> Iterator[Change]:
    """(a + b) * c -> a + (b * c), (a * c) + b, and back; a * b / c -> a."""
    left, right = node.left, node.right
    if isinstance(left, ast.BinOp):
        if {type(left.op), type(node.op)} in FACTORS:
            yield tree.change("quotient", node, left.left)
        if {type(left.op), type(node.op)} in TERMS:
            yield tree.change("terms", node, left.left)
        inner = ast.BinOp(left.right, node.op, right)
        yield tree.change("regrouped", node, ast.BinOp(left.left, left.op, inner))
        if isinstance(left.op, (ast.Add, ast.Sub)) and not isinstance(node.op, ast.Pow):
            inner = ast.BinOp(left.left, node.op, right)
            yield tree.change("regrouped", node, ast.BinOp(inner, left.op, left.right))
    if isinstance(right, ast.BinOp):
        inner = ast.BinOp(left, node.op, right.left)
        yield tree.change("regrouped", node, ast.BinOp(inner, right.op, right.right))


def _around_first(tree: SourceTree, node: ast.BinOp) -> Iterator[Change]:
    """a / b - c - d -> (a - c - d) / b: what divides the first term of a sum belongs to all of it."""
    first: ast.expr = node
    while isinstance(first, ast.BinOp) and isinstance(first.op, (ast.Add, ast.Sub)):
        first = first.left
    if first is not node and isinstance(first, ast.BinOp) and isinstance(first.op, (ast.Mult, ast.Div)):
        with tree.exchanged(first, [first.left]):
            total = deepcopy(node)
        yield tree.change("regrouped", node, ast.BinOp(total, first.op, first.right))


def _into_functions(tree: SourceTree, node: ast.BinOp) -> Iterator[Change]:
    """f(a) + b -> f(a + b), and b * f(a) -> f(b * a)."""
    for function, is_left in ((node.left, True), (node.right, False)):
        if (inner := _argument(function)) is not None:
            pair = (inner, node.right) if is_left else (node.left, inner)
            moved = _with_argument(function, ast.BinOp(pair[0], node.op, pair[1]))
            yield tree.change("belongs_inside", node, moved)
    if isinstance(node.op, (ast.Add, ast.Sub)):
        yield from _around_sum(tree, node)


def _around_sum(tree: SourceTree, node: ast.BinOp) -> Iterator[Change]:
    """a * f(x) + b * f(y) -> f(a * x + b * y)."""
    sides = [[each for each in ast.walk(side) if isinstance(each, ast.expr)] for side in (node.left, node.right)]
    for one, other in product(*sides):
        inner = [_argument(one), _argument(other)]
        if inner[0] is not None and inner[1] is not None and _applied(one) == _applied(other):
            with tree.exchanged(one, [inner[0]]), tree.exchanged(other, [inner[1]]):
                moved = _with_argument(one, deepcopy(node))
            yield tree.change("belongs_inside", node, moved)


def _out_of_function(tree: SourceTree, node: ast.expr) -> Iterator[Change]:
    """f(a + b) -> f(a) + b, and a + f(b)."""
    inner = _argument(node)
    if isinstance(inner, ast.BinOp):
        for pair in ((_with_argument(node, inner.left), inner.right), (inner.left, _with_argument(node, inner.right))):
            yield tree.change("belongs_outside", node, ast.BinOp(pair[0], inner.op, pair[1]))


def _applied(node: ast.expr) -> str:
    """What is done to the argument of a call, or to the base of a power."""
    return ast.unparse(node.func if isinstance(node, ast.Call) else node.right if isinstance(node, ast.BinOp) else node)


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
