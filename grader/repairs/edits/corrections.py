"""Edits that add a whole operation of a method: the correction of a running mean, a soft threshold, a mirror image."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import chain, combinations

from grader.changes.rules import called_name
from grader.changes.source_tree import Change, Function, SourceTree, is_number, parsed
from grader.repairs.edits.places import is_leaf, parameters, values

CORRECTED = "{0} / (1 - {1} ** {2})"
OF_ADDED = {"corrected_late": "{0} / (1 - {1} ** {2}) ** 0.5", "corrected_early": "{0} * (1 - {1} ** {2}) ** 0.5"}
SHRUNK = "({0} - {1} + abs({0} - {1}) + {0} + {1} - abs({0} + {1})) / 2"  # in operators that every array has
MOST_WEIGHTS = 4


def mirror_images(tree: SourceTree) -> Iterator[Change]:
    """a - b_i c_j -> a - b_i c_j - b_j c_i; a - outer(b, c) -> a - outer(b, c) - outer(c, b)."""
    for function in tree.functions:
        yield from _mirrored(tree, function)


def corrected_means(tree: SourceTree) -> Iterator[Change]:
    """v -> v / (1 - b ** k); sqrt(v) + eps -> sqrt(v) + eps / sqrt(1 - b ** k), and times that root."""
    for function in tree.functions:
        yield from _corrected_means(tree, function)


def _corrected_means(tree: SourceTree, function: Function) -> Iterator[Change]:
    pairs = [(weight, count) for weight in _weights(tree) for count in _counts(tree)]
    nodes = values(tree, function)
    for node in nodes:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and _is_root(node.left) and is_leaf(node.right):
            for weight, count in pairs:
                for kind, code in OF_ADDED.items():
                    yield tree.change(kind, node.right, parsed(code.format(ast.unparse(node.right), weight, count)))
    for node in (each for each in nodes if is_leaf(each) and not is_number(each)):
        for weight, count in pairs:
            if ast.unparse(node) not in (weight, count) and not _is_in_power(tree, node):
                yield tree.change("corrected", node, parsed(CORRECTED.format(ast.unparse(node), weight, count)))


def _weights(tree: SourceTree) -> list[str]:
    """The weights of running means: b of 1 - b, or of 1 - b ** k."""
    rests = [
        n.right for n in tree.nodes(ast.BinOp) if isinstance(n.op, ast.Sub) and ast.unparse(n.left) in ("1", "1.0")
    ]
    bases = [each.left if isinstance(each, ast.BinOp) and isinstance(each.op, ast.Pow) else each for each in rests]
    codes = dict.fromkeys(ast.unparse(each) for each in bases if is_leaf(each) and not is_number(each))
    return list(codes)[:MOST_WEIGHTS]


def _counts(tree: SourceTree) -> list[str]:
    """What counts steps: exponents of 1 - b ** k, the counters of loops, and what is raised by 1; and 1 more."""
    powers = [n.right for n in tree.nodes(ast.BinOp) if isinstance(n.op, ast.Pow) and not is_number(n.right)]
    counters = [loop.target for loop in tree.nodes(ast.For) if isinstance(loop.target, ast.Name)]
    raised = [n.target for n in tree.nodes(ast.AugAssign) if isinstance(n.op, ast.Add) and is_number(n.value)]
    codes = dict.fromkeys(ast.unparse(each) for each in chain(powers, counters, raised))
    return list(dict.fromkeys([*codes, *(f"({code} + 1)" for code in codes if "+" not in code)]))


def _is_in_power(tree: SourceTree, node: ast.AST) -> bool:
    parent = tree.parent(node)
    return isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Pow) and not is_number(parent.right)


def _is_root(node: ast.AST) -> bool:
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Pow) and ast.unparse(node.right) in ("0.5", "1 / 2")
    return isinstance(node, ast.Call) and called_name(node) == "sqrt"


def soft_thresholds(tree: SourceTree) -> Iterator[Change]:
    """x -> sign(x) max(|x| - t, 0), where t is a parameter, or a product of two for all that a line computes.

    Not where an argument is only stored: to shrink a steplength is to give it a factor.
    """
    for is_whole in (True, False):
        for function in tree.functions:
            names = parameters(tree, function)
            products = [f"({one} * {other})" for one, other in combinations(names, 2)]
            for node in values(tree, function):
                is_stored = isinstance(tree.parent(node), ast.Assign) and ast.unparse(node) in names
                is_of_line = isinstance(tree.parent(node), (ast.Assign, ast.Return))
                if is_whole == is_of_line and not is_number(node) and not is_stored:
                    text = f"({ast.unparse(node)})"
                    limits = [*names, *products] if is_whole else names if is_leaf(node) else ()
                    for limit in limits:
                        if f"({limit})" != text:
                            yield tree.change("soft_threshold", node, parsed(SHRUNK.format(text, limit)))


def _mirrored(tree: SourceTree, function: Function) -> Iterator[Change]:
    for node in values(tree, function):
        if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
            mirror = _mirror(tree, node.right)
            if mirror is not None:
                yield tree.change("mirrored", node, ast.BinOp(node, node.op, mirror))


def _mirror(tree: SourceTree, term: ast.expr) -> ast.expr | None:
    """The term with the counters of two loops exchanged, or transposed; None where it is no table of products."""
    counters = {loop.target.id for loop in tree.nodes(ast.For) if isinstance(loop.target, ast.Name)}
    indices = {n.slice.id for n in ast.walk(term) if isinstance(n, ast.Subscript) and isinstance(n.slice, ast.Name)}
    if len(indices & counters) == 2:
        one, other = sorted(indices & counters)
        mirror = parsed(ast.unparse(term))
        for name in (n for n in ast.walk(mirror) if isinstance(n, ast.Name) and n.id in (one, other)):
            name.id = other if name.id == one else one
        return mirror
    calls = {called_name(n) for n in ast.walk(term) if isinstance(n, ast.Call)}
    has_product = "outer" in calls or any(isinstance(n, ast.MatMult) for n in ast.walk(term))
    return parsed(f"({ast.unparse(term)}).T") if has_product else None
