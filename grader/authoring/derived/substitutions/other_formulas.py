"""Another formula in the place of the solution's, by the rules of `reference.mistakes.formulas`.

That page says what a rule is. This one finds where a rule fits, whatever the names and the order of terms are.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Sequence
from copy import deepcopy
from functools import cache
from itertools import islice

from grader.changes.rules import Bound, Notation, filled, fits
from grader.changes.source_tree import Change, Function, SourceTree, is_number, parsed
from reference.mistakes.formulas import OF_STEPS, RULES, Patterns

VARIABLES = (ast.Name, ast.Attribute, ast.Subscript)
Pairs = list[tuple[ast.expr, ast.expr]]
FREELY = Notation(  # K is no number, M, V and W are variables
    {"K": lambda node: not is_number(node)} | dict.fromkeys("MVW", lambda node: isinstance(node, VARIABLES)),
    {"absolute": "abs", "fabs": "abs", "maximum": "max", "minimum": "min", "amax": "max", "amin": "min"},
    any_order=True,
)


def formula_changes(tree: SourceTree) -> Iterator[Change]:
    """Every rule wherever it fits, and every other step."""
    for function in tree.functions:
        nodes = [n for n in ast.walk(function) if isinstance(n, ast.expr) and tree.function_of(n) is function]
        nodes = [node for node in nodes if not tree.in_signature(node)]
        by_words: dict[str, list[Pairs]] = {}
        for patterns, others in RULES.items():
            for places, bound in _places(patterns, nodes):
                for words, code in others.items() if _updates_state(tree, places, bound) else ():
                    codes = (code,) if isinstance(code, str) else code
                    pairs = [(place, _filled(new, bound)) for place, new in zip(places, codes, strict=True)]
                    by_words.setdefault(words, []).append(pairs)
        for words, every in by_words.items():
            for pairs in [*every, *_together(tree, every)]:
                yield Change("other_formula", tree.all_replaced(pairs), pairs[-1][0].lineno, None, words)
        yield from _other_steps(tree, function, nodes)


def _updates_state(tree: SourceTree, places: Sequence[ast.expr], bound: Bound) -> bool:
    """Whether one of the places is the new value of V, where the rule has a V."""
    around = [tree.parent(place) for place in places]
    targets = [ast.unparse(each.targets[0]) for each in around if isinstance(each, ast.Assign)]
    return "V" not in bound or ast.unparse(bound["V"]) in targets


def _together(tree: SourceTree, every: Sequence[Pairs]) -> Iterator[Pairs]:
    """The same slip wherever it fits, in two places or more of which none is inside of another."""
    pairs = [pair for each in every for pair in each]
    places = {place for place, _ in pairs}
    if len(every) > 1 and len(places) == len(pairs) and not any(places & set(tree.around(place)) for place in places):
        yield pairs


def _other_steps(tree: SourceTree, function: Function, nodes: Sequence[ast.expr]) -> Iterator[Change]:
    """w - a d -> w - a sign(d), and the like, where w is an argument or computed from its old value."""
    arguments = {argument.arg for argument in function.args.args}
    for node in nodes:
        if not _is_step(node, tree.parent(node), arguments):
            continue
        move = node.right  # type: ignore[attr-defined]
        if isinstance(move, ast.BinOp) and isinstance(move.op, (ast.Mult, ast.Div)):
            bound = {"S": move, "L": _first_factor(move)}
            for words, code in OF_STEPS.items():
                yield tree.change("other_formula", move, _filled(code, bound), line=node.lineno, value=words)


def _is_step(node: ast.expr, around: ast.AST | None, arguments: Collection[str]) -> bool:
    """Whether this is w - d, which becomes w or is returned."""
    match node, around:
        case ast.BinOp(ast.Name(name), ast.Sub() | ast.Add()), ast.Assign(targets=[ast.Name(target)]):
            return name == target
        case ast.BinOp(ast.Name(name), ast.Sub() | ast.Add()), ast.Return() | ast.Tuple():
            return name in arguments
    return False


def _first_factor(product: ast.expr) -> ast.expr:
    while isinstance(product, ast.BinOp) and isinstance(product.op, (ast.Mult, ast.Div)):
        product = product.left
    return product


def _filled(code: str, bound: Bound) -> ast.expr:
    """The code with copies of what its letters stand for: one place of a statement may hold another one."""
    new: ast.expr = deepcopy(filled(_parsed(code), bound))
    return new


# ── where a pattern fits


def _places(patterns: Patterns, nodes: Sequence[ast.expr]) -> Iterator[tuple[list[ast.expr], Bound]]:
    """The nodes that fit the patterns, one for each, and what the letters stand for there."""
    begun: list[tuple[list[ast.expr], Bound]] = [([], {})]
    for pattern in map(_parsed, patterns):
        begun = [
            ([*places, node], more)
            for places, bound in begun
            for node in nodes
            if node not in places
            for more in islice(fits(pattern, node, bound, FREELY), 1)
        ]
    yield from begun


@cache
def _parsed(code: str) -> ast.expr:
    return parsed(code)
