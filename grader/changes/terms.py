"""Mistakes in how the pieces of a formula are put together: what a function, a factor or a penalty acts on."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterator
from itertools import product

from grader.changes.expressions import MATHEMATICS
from grader.changes.rules import UNTOUCHED, Bound, Replacement, Rule, RuleTable, called_name
from grader.changes.source_tree import NUMPY, Change, SourceTree, names_of, parsed, parts_of

EXTREMES = ("maximum", "minimum", "max", "min", "clip")
MAX_PENALTY_FACTORS = 2
SIZES = ("sum", "norm", "abs", "absolute", "sign", "square", "eye", "identity")  # calls that a penalty is made of
PENALTIES = (f"0.5 * {{0}} * {NUMPY}.sum({{1}} ** 2)", f"{{0}} * {NUMPY}.sum({{1}} ** 2)")
WITHOUT_FIRST = "(lambda x: x * ((np.arange(np.size(x)) != 0).reshape(np.shape(x))))"  # its first coordinate is 0


def term_changes(tree: SourceTree) -> Iterator[Change]:
    """Every change of this page that needs no arguments, wherever the statement has room for it."""
    yield from TERMS.changes(tree, ast.Call, ast.BinOp)
    yield from _each_on_one_term(tree)


def half_and_double_terms(tree: SourceTree) -> Iterator[Change]:
    """One term of a sum is half or twice as large."""
    for kind in ("half_term", "double_term"):
        yield from TERMS.changes(tree, ast.BinOp, kind=kind)


def penalty_changes(tree: SourceTree, factors: Collection[str], vectors: Collection[str]) -> Iterator[Change]:
    """A penalty is part of a number that is returned without one; `factors` and `vectors` are parameters."""
    for result in tree.nodes(ast.Return):
        if tree.function_of(result) is not tree.functions[0] or len(factors) > MAX_PENALTY_FACTORS:
            continue
        parts = parts_of(result)
        points = dict.fromkeys([*(part.id for part in parts if isinstance(part, ast.Name)), *vectors])
        for part, factor, point, code in product(parts, factors, points, PENALTIES):
            more = f"(lambda r: r + {code.format(factor, point)} if {NUMPY}.ndim(r) == 0 else r)"
            new, subject = ast.Call(parsed(more), [part], []), ast.Name(factor, ast.Load())
            yield tree.change("penalty_too", part, new, line=result.lineno, subject=subject)


def count_changes(tree: SourceTree, counts: dict[str, str]) -> Iterator[Change]:
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

    def whole(term: ast.expr) -> ast.expr:
        return ast.Call(call.func, [term, *call.args[1:]], call.keywords)

    def of(term: ast.expr) -> ast.expr:
        if isinstance(term, ast.BinOp) and isinstance(term.op, ast.Mult):
            return ast.BinOp(term.left, ast.Mult(), of(term.right))
        return whole(term)

    for apply in (of, whole):
        for left, right in ((apply(total.left), total.right), (total.left, apply(total.right))):
            yield Replacement("one_term", ast.BinOp(left, total.op, right), call.func)


def _each_on_one_term(tree: SourceTree) -> Iterator[Change]:
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
            outer = ast.Call(call.func, [*call.args[:at], inner.args[last], *call.args[at + 1 :]], call.keywords)
            turned: ast.expr = ast.Call(inner.func, [*inner.args[:last], outer], inner.keywords)
            words = (called_name(call), called_name(inner))
        elif isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Pow) and called_name(call) in SIZES:
            outer = ast.Call(call.func, [*call.args[:at], inner.left, *call.args[at + 1 :]], call.keywords)
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
