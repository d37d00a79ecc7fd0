"""Mistakes in how the pieces of a formula are put together: what a function, a factor or a penalty acts on."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterator, Sequence
from copy import deepcopy
from functools import partial
from itertools import product

from grader.changes.expressions import MATHEMATICS
from grader.changes.rules import UNTOUCHED, Bound, Replacement, Rule, RuleTable, called_name
from grader.changes.source_tree import (
    NUMPY,
    Change,
    Changes,
    SourceTree,
    names_of,
    parsed,
    parts_of,
    reads_of,
    stored_names,
    variable,
    within,
)

EXTREMES = ("maximum", "minimum", "max", "min", "clip")
MAX_PENALTY_FACTORS = 2
SIZES = ("sum", "norm", "abs", "absolute", "sign", "square", "eye", "identity")  # calls that a penalty is made of
PENALTIES = (f"0.5 * {{0}} * {NUMPY}.sum({{1}} ** 2)", f"{{0}} * {NUMPY}.sum({{1}} ** 2)")
WITHOUT_FIRST = "(lambda x: x * ((np.arange(np.size(x)) != 0).reshape(np.shape(x))))"  # its first coordinate is 0


def term_changes(tree: SourceTree) -> Changes:
    """Mistakes in putting a formula together that need no arguments, wherever the statement has room for it."""
    yield from TERMS.changes(tree, ast.Call, ast.BinOp)
    yield from _each_on_one_term(tree)


def half_and_double_terms(tree: SourceTree) -> Changes:
    """One term of a sum is half or twice as large."""
    for kind in ("half_term", "double_term"):
        yield from TERMS.changes(tree, ast.BinOp, kind=kind)


def penalty_changes(tree: SourceTree, factors: Collection[str], vectors: Collection[str]) -> Changes:
    """A penalty is part of a number that is returned without one; `factors` and `vectors` are parameters."""
    for result in tree.nodes(ast.Return):
        if tree.function_of(result) is not tree.functions[0] or len(factors) > MAX_PENALTY_FACTORS:
            continue
        parts = parts_of(result)
        points = dict.fromkeys([*(part.id for part in parts if isinstance(part, ast.Name)), *vectors])
        for part, factor, point, code in product(parts, factors, points, PENALTIES):
            more = f"(lambda r: r + {code.format(factor, point)} if {NUMPY}.ndim(r) == 0 else r)"
            new, subject = ast.Call(parsed(more), [part], []), variable(factor)
            yield tree.change("penalty_too", part, new, line=result.lineno, subject=subject)


def count_changes(tree: SourceTree, counts: dict[str, str]) -> Changes:
    """One term of a sum is divided by a size of the arguments; `counts` are their code and their words."""
    for node in tree.nodes(ast.BinOp):
        if isinstance(node.op, (ast.Add, ast.Sub)) and not tree.in_signature(node):
            for term in (node.left, node.right):
                for code, words in counts.items() if _may_be_divided(term) else ():
                    divided = ast.BinOp(term, ast.Div(), parsed(code))
                    yield tree.change("divided_by_count", term, divided, line=node.lineno, subject=term, value=words)


def _may_be_divided(term: ast.expr) -> bool:
    return not isinstance(term, (ast.Constant, ast.List, ast.Tuple)) and bool(names_of(term))


def _of_calls(call: ast.Call) -> Iterator[Replacement]:
    if called_name(call) not in UNTOUCHED and call.args:
        yield from _one_term(call, call.args[0])
        yield from _factor_outside(call)
        yield from _other_order(call)


def _one_term(call: ast.Call, total: ast.expr) -> Iterator[Replacement]:
    """f(a + b) -> f(a) + b, a + f(b); f(a + c b) -> a + c f(b), a + f(c b)."""
    if not isinstance(total, ast.BinOp) or not isinstance(total.op, (ast.Add, ast.Sub)):
        return

    whole = partial(_with_argument, call)

    def of(term: ast.expr) -> ast.expr:
        if isinstance(term, ast.BinOp) and isinstance(term.op, ast.Mult):
            return ast.BinOp(term.left, ast.Mult(), of(term.right))
        return whole(term)

    for apply in (of, whole):
        for left, right in ((apply(total.left), total.right), (total.left, apply(total.right))):
            yield Replacement("one_term", ast.BinOp(left, total.op, right), call.func)


def _each_on_one_term(tree: SourceTree) -> Changes:
    """f(a + c) / f(b + c) -> (f(a) + c) / (f(b) + c), where f may be a power, and with one of them alone."""
    pairs: list[tuple[ast.expr, ast.BinOp]] = []
    for node in (*tree.nodes(ast.Call), *tree.nodes(ast.BinOp)):
        new: ast.BinOp | None = None
        match node:
            case ast.Call(args=[ast.BinOp(left, ast.Add() as plus, ast.Name() as right)]) if (
                called_name(node) == "sqrt"
            ):
                new = ast.BinOp(ast.Call(node.func, [left], []), plus, right)
            case ast.BinOp(ast.BinOp(left, ast.Add() as plus, ast.Name() as right), ast.Pow(), power):
                new = ast.BinOp(ast.BinOp(left, ast.Pow(), power), plus, right)
        if new and not tree.in_signature(node):
            pairs.append((node, new))
    if len(pairs) > 1 or (pairs and isinstance(pairs[0][0], ast.BinOp)):
        yield Change("each_on_one_term", tree.all_replaced(pairs), 1, pairs[0][1].right)


def _other_order(call: ast.Call) -> Iterator[Replacement]:
    """f(g(a)) -> g(f(a)), where either may be a power."""
    for at, inner in enumerate(call.args):
        if isinstance(inner, ast.Call) and called_name(inner) not in UNTOUCHED and inner.args:
            last = len(inner.args) - 1
            outer = _with_argument(call, inner.args[last], at)
            turned = _with_argument(inner, outer, last)
            words = (called_name(call), called_name(inner))
        elif isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Pow) and called_name(call) in SIZES:
            outer = _with_argument(call, inner.left, at)
            turned, words = ast.BinOp(outer, ast.Pow(), inner.right), (called_name(call), "power")
        else:
            continue
        if words[0] == words[1]:
            continue
        names = [MATHEMATICS[word] for word in words if word in MATHEMATICS]
        value = " and ".join(names) if len(names) == 2 else "two functions"
        yield Replacement("other_order", turned, value=value)


def _factor_outside(call: ast.Call) -> Iterator[Replacement]:
    """f(a b) -> a f(b), b f(a); max(c, d - a b) -> a max(c, d - b), b max(c, d - a)."""
    for each in () if call.keywords else _products(call):
        for factor, rest in ((each.left, each.right), (each.right, each.left)):
            yield Replacement("outside", ast.BinOp(factor, ast.Mult(), _with(call, each, rest)), factor)


def _products(call: ast.Call) -> Iterator[ast.BinOp]:
    """Products that a function is taken of; of a minimum or a maximum also those within a sum."""
    for argument in call.args if called_name(call) in EXTREMES or len(call.args) == 1 else ():
        match argument:
            case ast.BinOp(op=ast.Mult()):
                yield argument
            case ast.BinOp(left, ast.Add() | ast.Sub(), right) if called_name(call) in EXTREMES:
                yield from (e for e in (left, right) if isinstance(e, ast.BinOp) and isinstance(e.op, ast.Mult))


def _with(call: ast.Call, product: ast.expr, rest: ast.expr) -> ast.Call:
    """The call with `rest` in place of a product that is an argument or a term of one."""

    def of(argument: ast.expr) -> ast.expr:
        if argument is product or not isinstance(argument, ast.BinOp):
            return rest if argument is product else argument
        left, right = (rest if side is product else side for side in (argument.left, argument.right))
        return ast.BinOp(left, argument.op, right)

    return ast.Call(call.func, [of(argument) for argument in call.args], [])


def _has_halves(letter: str) -> Callable[[Bound], bool]:
    """Whether the term of this letter may be halved."""
    return lambda bound: _may_be_divided(bound[letter])


def _are_names(bound: Bound) -> bool:
    """Whether these are two variables."""
    return isinstance(bound["A"], ast.Name) and isinstance(bound["B"], ast.Name)


TERMS = RuleTable(
    [
        Rule("inside", "g(B, **Q) ± A -> g(B ± A, **Q)", "A"),
        Rule("inside", "A ± g(B, **Q) -> g(A ± B, **Q)", "A"),
        Rule("half_term", "A ± B -> A / 2 ± B", "A", where=_has_halves("A")),
        Rule("double_term", "A ± B -> 2 * A ± B", "A", where=_has_halves("A")),
        Rule("half_term", "A ± B -> A ± B / 2", "B", where=_has_halves("B")),
        Rule("double_term", "A ± B -> A ± 2 * B", "B", where=_has_halves("B")),
        Rule("divisor_outside", "g(A / B) -> g(A) / B", "B"),
        *(
            rule
            for name, arguments in product(("maximum", "max", "clip"), ("0, (S := A - B), **Q", "(S := A - B), 0, **Q"))
            for rule in (
                Rule("kept_above", f"{name}({arguments}) -> np.where(S > 0, A, 0)"),
                Rule("kept_below", f"{name}({arguments}) -> np.where(S > 0, S, A)"),
            )
        ),
        # the first coordinate, such as that of an intercept, is left out
        Rule("without_first", f"A @ A -> A @ {WITHOUT_FIRST}(A)"),
        Rule("without_first", f"A * B -> A * {WITHOUT_FIRST}(B)", where=_are_names),
        Rule("without_first", f"sum(A, *R, **Q) -> sum({WITHOUT_FIRST}(A), *R, **Q)"),
        Rule("without_first", f"norm(A, *R, **Q) -> norm({WITHOUT_FIRST}(A), *R, **Q)"),
        *(
            Rule("without_first", f"(S := {name}(*R, **Q)) -> {WITHOUT_FIRST}(S)")
            for name in ("abs", "sign", "square", "eye", "identity")
        ),
    ],
    {ast.Call: _of_calls},
)


# ── edits of what belongs together in a formula: parentheses, and what stands inside of a call or a power

FACTORS = ({ast.Mult}, {ast.Div}, {ast.Mult, ast.Div})
SUMS = ({ast.Add}, {ast.Sub}, {ast.Add, ast.Sub})


def grouping_edits(tree: SourceTree) -> Changes:
    """Edits of which operations and functions act on what."""
    for node in tree.nodes(ast.expr):
        if isinstance(node, ast.BinOp) and not tree.in_signature(node):
            yield from _regrouped(tree, node)
            yield from _around_first(tree, node)
            yield from _into_functions(tree, node)
        yield from _out_of_function(tree, node)


def _regrouped(tree: SourceTree, node: ast.BinOp) -> Changes:
    """(a + b) * c -> a + (b * c), (a * c) + b, and back; a * b / c -> a."""
    left, right = node.left, node.right
    if isinstance(left, ast.BinOp):
        if {type(left.op), type(node.op)} in FACTORS:
            yield tree.change("quotient", node, left.left)
        if {type(left.op), type(node.op)} in SUMS:
            yield tree.change("terms", node, left.left)
        inner = ast.BinOp(left.right, node.op, right)
        yield tree.change("regrouped", node, ast.BinOp(left.left, left.op, inner))
        if isinstance(left.op, (ast.Add, ast.Sub)) and not isinstance(node.op, ast.Pow):
            inner = ast.BinOp(left.left, node.op, right)
            yield tree.change("regrouped", node, ast.BinOp(inner, left.op, left.right))
    if isinstance(right, ast.BinOp):
        inner = ast.BinOp(left, node.op, right.left)
        yield tree.change("regrouped", node, ast.BinOp(inner, right.op, right.right))


def _around_first(tree: SourceTree, node: ast.BinOp) -> Changes:
    """a / b - c - d -> (a - c - d) / b: what divides the first term of a sum belongs to all of it."""
    first: ast.expr = node
    while isinstance(first, ast.BinOp) and isinstance(first.op, (ast.Add, ast.Sub)):
        first = first.left
    if first is not node and isinstance(first, ast.BinOp) and isinstance(first.op, (ast.Mult, ast.Div)):
        with tree.exchanged(first, [first.left]):
            total = deepcopy(node)
        yield tree.change("regrouped", node, ast.BinOp(total, first.op, first.right))


def _into_functions(tree: SourceTree, node: ast.BinOp) -> Changes:
    """f(a) + b -> f(a + b), and b * f(a) -> f(b * a)."""
    for function, is_left in ((node.left, True), (node.right, False)):
        if (inner := _argument(function)) is not None:
            pair = (inner, node.right) if is_left else (node.left, inner)
            moved = _with_argument(function, ast.BinOp(pair[0], node.op, pair[1]))
            yield tree.change("belongs_inside", node, moved)
    if isinstance(node.op, (ast.Add, ast.Sub)):
        yield from _around_sum(tree, node)


def _around_sum(tree: SourceTree, node: ast.BinOp) -> Changes:
    """a * f(x) + b * f(y) -> f(a * x + b * y)."""
    sides = [within(side, ast.expr) for side in (node.left, node.right)]
    for one, other in product(*sides):
        inner = [_argument(one), _argument(other)]
        if inner[0] is not None and inner[1] is not None and _applied(one) == _applied(other):
            with tree.exchanged(one, [inner[0]]), tree.exchanged(other, [inner[1]]):
                moved = _with_argument(one, deepcopy(node))
            yield tree.change("belongs_inside", node, moved)


def _out_of_function(tree: SourceTree, node: ast.expr) -> Changes:
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


def _with_argument(node: ast.expr, argument: ast.expr, at: int = 0) -> ast.expr:
    """The same call or power of another value."""
    if isinstance(node, ast.Call):
        arguments = [*node.args[:at], argument, *node.args[at + 1 :]]
        return ast.Call(node.func, arguments, node.keywords)
    assert isinstance(node, ast.BinOp)
    return ast.BinOp(argument, node.op, node.right)


# ── edits that put a factor or a term where it belongs, in the same line or in another one


def place_edits(tree: SourceTree) -> Changes:
    """v = a + b; g(f * v) -> v = f * a + b; g(v), and v = a + f * b; and the same of a divisor."""
    for body, at, line in ((each, at, line) for each in tree.bodies for at, line in enumerate(each)):
        match line:
            case ast.Assign([ast.Name(name)], ast.BinOp(left, ast.Add() | ast.Sub(), right)):
                reads = _later(body, at, name)
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
                    yield tree.change_all(kind, [(parent, reads[0]), (term, scaled)], line=line.lineno)


def _later(body: Sequence[ast.stmt], at: int, name: str) -> list[ast.Name]:
    """Where later statements read a variable, up to the one that binds it anew."""
    reads = list[ast.Name]()
    for statement in body[at + 1 :]:
        reads += reads_of(statement, name)
        if name in stored_names(statement):
            break
    return reads
