"""Another formula in the place of the solution's, by the rules of `reference.mistakes.formulas`.

That page says what a rule is. This one finds where a rule fits, whatever the names and the order of terms are.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import permutations

from grader.changes.rules import called_name
from grader.changes.source_tree import NUMPY, Change, Function, SourceTree, is_number, parsed
from reference.mistakes.formulas import OF_STEPS, RULES, Patterns

Pairs = list[tuple[ast.expr, ast.expr]]
Bound = Mapping[str, ast.expr]
ALIASES = {"absolute": "abs", "fabs": "abs", "maximum": "max", "minimum": "min", "amax": "max", "amin": "min"}
OPERATORS = {"dot": ast.MatMult(), "matmul": ast.MatMult(), "inner": ast.MatMult(), "power": ast.Pow()}
NO_NUMBER, VARIABLES = "K", "MVW"
EITHER_WAY = ("max", "min")
LETTER = re.compile(r"(?<![\w.])[A-Z](?!\w)")


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
    """The code with what its letters stand for."""
    filled = LETTER.sub(lambda letter: f"({ast.unparse(bound[letter[0]])})", code)
    return parsed(re.sub(r"\bnp\b", NUMPY, filled))


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
            for more in list(_fits(pattern, node, bound))[:1]
        ]
    yield from begun


def fits(pattern: str, node: ast.expr) -> Iterator[Bound]:
    """What the letters of the pattern stand for in the code, once for each way in which it fits."""
    return _fits(_parsed(pattern), node, {})


@cache
def _parsed(pattern: str) -> ast.expr:
    return parsed(pattern)


def _fits(pattern: ast.expr, node: ast.expr, bound: Bound) -> Iterator[Bound]:
    """What the letters of the pattern stand for, if the code is like it: once for each way."""
    match pattern, _plain(node):
        case ast.Name(letter), _ if LETTER.fullmatch(letter):
            is_other = letter in bound and ast.unparse(bound[letter]) != ast.unparse(node)
            may_be = _is_variable(node) if letter in VARIABLES else not (letter == NO_NUMBER and is_number(node))
            if may_be and not is_other:
                yield {**bound, letter: node}
        case ast.Constant(number), ast.Constant(value):
            if number == value:
                yield bound
        case ast.UnaryOp(op, operand), ast.UnaryOp(other, inner) if type(op) is type(other):
            yield from _fits(operand, inner, bound)
        case ast.BinOp(left, op, right), ast.BinOp(one, other, two) if type(op) is type(other):
            yield from _all_fit([left, right], [one, two], bound, any_order=isinstance(op, (ast.Add, ast.Mult)))
        case ast.Call() as own, ast.Call() as call if _name(own) == _name(call) and not call.keywords:
            any_order = _name(call) in EITHER_WAY
            yield from _all_fit(_arguments(own), _arguments(call), bound, any_order=any_order)
        case ast.Name(name), ast.Name(other):
            if name == other:
                yield bound


def _all_fit(
    patterns: Sequence[ast.expr], nodes: Sequence[ast.expr], bound: Bound, *, any_order: bool
) -> Iterator[Bound]:
    """The ways in which all of these patterns fit, one node each."""
    if len(patterns) != len(nodes):
        return
    for order in permutations(nodes) if any_order else [nodes]:
        ways = [bound]
        for pattern, node in zip(patterns, order, strict=True):
            ways = [more for way in ways for more in _fits(pattern, node, way)]
        yield from ways


def _plain(node: ast.expr) -> ast.expr:
    """The code as an operator, where a call stands for one: np.dot(a, b) is a @ b."""
    if isinstance(node, ast.Call) and (operator := OPERATORS.get(called_name(node))):
        operands = node.args if len(node.args) == 2 else [*_owner(node), *node.args]
        if len(operands) == 2:
            return ast.BinOp(operands[0], operator, operands[1])
    return node


def _is_variable(node: ast.expr) -> bool:
    return isinstance(node, (ast.Name, ast.Attribute, ast.Subscript))


def _name(call: ast.Call) -> str:
    return ALIASES.get(name := called_name(call), name)


def _arguments(call: ast.Call) -> list[ast.expr]:
    """What a function is called with; of `x.sum()` that is x."""
    return call.args or _owner(call)


def _owner(call: ast.Call) -> list[ast.expr]:
    return [call.func.value] if isinstance(call.func, ast.Attribute) else []
