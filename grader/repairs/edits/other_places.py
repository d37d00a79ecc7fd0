"""Edits that put a factor or a term where it belongs, in the same line or in another one."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from copy import deepcopy

from grader.changes.source_tree import Change, SourceTree, is_number, names_of, reads_of, stored_names
from grader.repairs.edits.places import bodies, is_leaf, values, variables

WHOLE = (ast.Return, ast.Tuple, ast.Assign, ast.AugAssign)  # a place of all that a line computes
MOST_TERMS, MOST_PLACES = 8, 40  # that are moved, and to which each of them is


def place_edits(tree: SourceTree) -> Iterator[Change]:
    """Few edits: a factor in another place."""
    for body in bodies(tree):
        yield from _for_one_use(tree, body)
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


def _for_one_use(tree: SourceTree, body: Sequence[ast.stmt]) -> Iterator[Change]:
    """v = f * a; g(v); h(v) -> v = a; g(v); h(f * v): a factor of a stored value, in one of the lines that read it."""
    for at, line in enumerate(body):
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
            name, later = line.targets[0].id, _later(body, at, line.targets[0].id)
            for factor in _factors(line.value) if len(later) > 1 else ():
                for reads in later:
                    scaled = ast.BinOp(factor, ast.Mult(), ast.Name(name, ast.Load()))
                    pairs: list[tuple[ast.AST, ast.AST]] = [(factor, ast.Constant(1))]
                    source = tree.all_replaced([*pairs, *((each, scaled) for each in reads)])
                    yield Change("for_one_use", source, line.lineno)


def _factors(node: ast.expr) -> Iterator[ast.expr]:
    """The variables and entries that multiply all the rest."""
    match node:
        case ast.BinOp(left, ast.Mult(), right):
            yield from _factors(left)
            yield from _factors(right)
        case ast.BinOp(left, ast.Div()):
            yield from _factors(left)
        case ast.UnaryOp(ast.USub(), operand):
            yield from _factors(operand)
        case _ if is_leaf(node) and not is_number(node):
            yield node


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


def terms_elsewhere(tree: SourceTree) -> Iterator[Change]:
    """g(a + t) + b -> g(a) + b + t: a term is part of another value."""
    sums = [node for node in tree.nodes(ast.BinOp) if isinstance(node.op, (ast.Add, ast.Sub))]
    sums = [node for node in sums if not _has_number(node) and not tree.in_signature(node)]
    terms = [(node, node.left, node.right) for node in sums]
    terms += [(node, _rest(node), node.left) for node in sums]
    chosen = [(node, rest, term) for node, rest, term in terms if not _is_bound_to(tree, node, rest)]
    chosen.sort(key=lambda each: is_leaf(each[2]))
    places = [
        (place, {*variables(tree, function)})
        for function in tree.functions
        for place in values(tree, function)
        if not is_number(place) and not isinstance(place, ast.Name)
    ]
    places.sort(key=lambda pair: not isinstance(tree.parent(pair[0]), WHOLE))
    for node, rest, term in chosen[:MOST_TERMS]:
        own = {*ast.walk(node)}
        fitting = [place for place, names in places if place not in own and names_of(term) <= names]
        for place in fitting[:MOST_PLACES]:
            for operator in (ast.Add(), ast.Sub()):
                with tree.exchanged(node, [rest]):
                    source = tree.replaced(place, ast.BinOp(deepcopy(place), operator, term))
                yield Change("term_elsewhere", source, node.lineno)


def _is_bound_to(tree: SourceTree, node: ast.BinOp, rest: ast.expr) -> bool:
    """Whether the line is x = x without the term, so that it would do nothing."""
    parent = tree.parent(node)
    return isinstance(parent, ast.Assign) and ast.unparse(parent.targets[-1]) == ast.unparse(rest)


def _rest(node: ast.BinOp) -> ast.expr:
    return ast.UnaryOp(ast.USub(), node.right) if isinstance(node.op, ast.Sub) else node.right


def _has_number(node: ast.BinOp) -> bool:
    return is_number(node.left) or is_number(node.right)
