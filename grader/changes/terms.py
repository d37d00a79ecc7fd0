"""Mistakes in how the pieces of a formula are put together: what a function, a factor or a penalty acts on."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations, islice

from grader.changes.expressions import MATHEMATICS
from grader.changes.rules import UNTOUCHED, called_name, renamed
from grader.changes.source_tree import NUMPY, Change, SourceTree, is_number, names_of, parsed, parts_of

COLUMN = f"{NUMPY}.reshape({{0}}, (-1, 1))"
EXTREMES = ("maximum", "minimum", "max", "min", "clip")
REDUCTIONS = ("mean", "sum", "average", "norm")
MOST_COLUMNS = 24  # of one statement
MOST_NUMBERS = 12  # of one statement, that are exchanged in pairs
SIZES = ("sum", "norm", "abs", "absolute", "sign", "square", "eye", "identity")  # calls that a penalty is made of
ENTRY = f"(lambda x: x * (({NUMPY}.arange({NUMPY}.size(x)) != {{1}}).reshape({NUMPY}.shape(x))))({{0}})"
LEFT_OUT = {"without_first": "0", "without_last": f"{NUMPY}.size(x) - 1"}
PENALTIES = {
    "penalty_too": (f"0.5 * {{0}} * {NUMPY}.sum({{1}} ** 2)", f"{{0}} * {NUMPY}.sum({{1}} ** 2)"),
    "magnitudes_too": (f"{{0}} * {NUMPY}.sum({NUMPY}.abs({{1}}))",),
}


def term_changes(tree: SourceTree) -> Iterator[Change]:
    """Every change of this page that needs no arguments, wherever the statement has room for it."""
    places: list[ast.Call | ast.BinOp] = [*tree.nodes(ast.Call), *tree.nodes(ast.BinOp)]
    for node in places:
        if tree.in_signature(node) or tree.function_of(node) is None:
            continue
        if isinstance(node, ast.Call):
            yield from _one_term(tree, node)
            yield from _summed_term(tree, node)
            yield from _factor_outside(tree, node)
            yield from _other_order(tree, node)
            yield from _thresholds(tree, node)
        elif isinstance(node.op, (ast.Mult, ast.Add, ast.Sub, ast.Div)):
            yield from _moved_inside(tree, node)
            yield from _scaled_terms(tree, node)
            yield from _joined(tree, node)
        yield from _left_out(tree, node)
    for line in tree.nodes(ast.Assign, ast.AugAssign, ast.Return):
        yield from _exchanged_numbers(tree, line)
    yield from _each_on_one_term(tree)
    yield from islice(_all_pairs(tree), MOST_COLUMNS)


def penalty_changes(tree: SourceTree, factors: Collection[str], vectors: Collection[str]) -> Iterator[Change]:
    """A penalty is part of a number that is returned without one; `factors` and `vectors` are parameters."""
    for result in tree.nodes(ast.Return):
        if tree.function_of(result) is not tree.functions[0]:
            continue
        parts = parts_of(result)
        points = dict.fromkeys([*(part.id for part in parts if isinstance(part, ast.Name)), *vectors])
        for part, factor, point in ((p, f, v) for p in parts for f in factors for v in points if len(factors) < 3):
            for kind, codes in PENALTIES.items():
                for code in codes:
                    more = f"(lambda r: r + {code.format(factor, point)} if {NUMPY}.ndim(r) == 0 else r)"
                    new = ast.Call(parsed(more), [part], [])
                    yield tree.change(kind, part, new, line=result.lineno, subject=ast.Name(factor, ast.Load()))


def count_changes(tree: SourceTree, counts: dict[str, str]) -> Iterator[Change]:
    """One term of a sum is divided by a size of the arguments; `counts` are their code and their words."""
    for node in tree.nodes(ast.BinOp):
        if isinstance(node.op, (ast.Add, ast.Sub)) and not tree.in_signature(node):
            for term in (node.left, node.right):
                for code, words in counts.items() if _may_be_divided(term) else ():
                    divided = ast.BinOp(term, ast.Div(), parsed(code))
                    yield tree.change("divided_by_count", term, divided, line=node.lineno, subject=term, value=words)


def _scaled_terms(tree: SourceTree, total: ast.BinOp) -> Iterator[Change]:
    """a + b -> a / 2 + b, a + 2 b: what halves one term of a sum belongs to all, or the reverse."""
    for term in (total.left, total.right) if isinstance(total.op, (ast.Add, ast.Sub)) else ():
        if _may_be_divided(term):
            yield tree.change("half_term", term, ast.BinOp(term, ast.Div(), ast.Constant(2)), subject=term)
            doubled = ast.BinOp(ast.Constant(2), ast.Mult(), term)
            yield tree.change("double_term", term, doubled, subject=term)


def _may_be_divided(term: ast.expr) -> bool:
    return not isinstance(term, (ast.Constant, ast.List, ast.Tuple)) and bool(names_of(term))


def _one_term(tree: SourceTree, call: ast.Call) -> Iterator[Change]:
    """f(a + b) -> f(a) + b, a + f(b); f(a + c b) -> a + c f(b), a + f(c b), f(a) + f(b)."""
    total = call.args[0] if call.args else None
    if (
        called_name(call) in UNTOUCHED
        or not isinstance(total, ast.BinOp)
        or not isinstance(total.op, (ast.Add, ast.Sub))
    ):
        return

    def whole(term: ast.expr) -> ast.expr:
        return ast.Call(call.func, [term, *call.args[1:]], call.keywords)

    def of(term: ast.expr) -> ast.expr:
        if isinstance(term, ast.BinOp) and isinstance(term.op, ast.Mult):
            return ast.BinOp(term.left, ast.Mult(), of(term.right))
        return whole(term)

    for apply in (of, whole):
        for left, right in ((apply(total.left), total.right), (total.left, apply(total.right))):
            yield tree.change("one_term", call, ast.BinOp(left, total.op, right), subject=call.func)
    each = ast.BinOp(whole(total.left), total.op, whole(total.right))
    yield tree.change("each_term", call, each, subject=call.func)


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


def _all_pairs(tree: SourceTree) -> Iterator[Change]:
    """x - y of two vectors -> x as a column - y, which is a table; in a sum or a mean of both wherever that reads x."""
    for node in tree.nodes(ast.BinOp):
        for side in (node.left, node.right) if isinstance(node.op, ast.Sub) and not tree.in_signature(node) else ():
            if names_of(side):
                column = parsed(COLUMN.format(ast.unparse(side)))
                yield tree.change("all_pairs", side, column, line=node.lineno)
    for call in (node for node in tree.nodes(ast.Call) if called_name(node) in REDUCTIONS):
        if not any(isinstance(node, ast.BinOp) for node in ast.walk(call)):
            continue
        reads = [node for node in ast.walk(call) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)]
        no_arrays = {node.func for node in ast.walk(call) if isinstance(node, ast.Call)}
        no_arrays |= {node.value for node in ast.walk(call) if isinstance(node, ast.Attribute)}
        names = dict.fromkeys(node.id for node in reads if node not in no_arrays)
        for name in names if len(names) > 1 else ():
            columns = [(node, parsed(COLUMN.format(name))) for node in reads if node.id == name]
            yield Change("all_pairs", tree.all_replaced(columns), call.lineno)


def _summed_term(tree: SourceTree, call: ast.Call) -> Iterator[Change]:
    """mean(a - b) -> mean(a) - sum(b), sum(a) - mean(b)."""
    total = call.args[0] if call.args else None
    if called_name(call) != "mean" or not isinstance(total, ast.BinOp) or not isinstance(total.op, (ast.Add, ast.Sub)):
        return
    summed = renamed(call.func, "sum")
    for one, other, subject in ((call.func, summed, total.right), (summed, call.func, total.left)):
        left, right = (ast.Call(f, [term], call.keywords) for f, term in ((one, total.left), (other, total.right)))
        yield tree.change("summed_term", call, ast.BinOp(left, total.op, right), subject=subject)


def _other_order(tree: SourceTree, call: ast.Call) -> Iterator[Change]:
    """f(g(a)) -> g(f(a)), where either may be a power."""
    if called_name(call) in UNTOUCHED or not call.args:
        return
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
        yield tree.change("other_order", call, turned, value=value)


def _thresholds(tree: SourceTree, call: ast.Call) -> Iterator[Change]:
    """max(0, a) -> 1 where a is positive; max(0, a - b) -> a where that is positive, or a - b where it is not 0."""
    others = [each for each in call.args if not (is_number(each) and each.value == 0)]  # type: ignore[attr-defined]
    if called_name(call) not in ("maximum", "max", "clip") or len(call.args) < 2 or len(others) != 1:
        return
    (value,) = others
    codes = {"counted": "({0} > 0) * 1.0"}
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Sub):
        codes |= {
            "kept_above": f"{NUMPY}.where({{0}} > 0, {ast.unparse(value.left)}, 0)",
            "kept_below": f"{NUMPY}.where({{0}} > 0, {{0}}, {ast.unparse(value.left)})",
        }
    for kind, code in codes.items():
        yield tree.change(kind, call, parsed(code.format(f"({ast.unparse(value)})")))


def _factor_outside(tree: SourceTree, call: ast.Call) -> Iterator[Change]:
    """f(a b) -> a f(b), b f(a); max(c, d - a b) -> a max(c, d - b), b max(c, d - a); f(a / b) -> f(a) / b."""
    if called_name(call) in UNTOUCHED or call.keywords:
        return
    for product in _products(call):
        for factor, rest in ((product.left, product.right), (product.right, product.left)):
            moved = ast.BinOp(factor, ast.Mult(), _with(call, product, rest))
            yield tree.change("outside", call, moved, subject=factor)
    match call.args:
        case [ast.BinOp(left, ast.Div(), right)]:
            moved = ast.BinOp(ast.Call(call.func, [left], []), ast.Div(), right)
            yield tree.change("divisor_outside", call, moved, subject=right)


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


def _joined(tree: SourceTree, total: ast.BinOp) -> Iterator[Change]:
    """f(a) - f(b) -> f(a - b)."""
    match total:
        case ast.BinOp(ast.Call(f, [left], []) as one, ast.Add() | ast.Sub(), ast.Call(g, [right], [])) if (
            ast.unparse(f) == ast.unparse(g) and called_name(one) not in UNTOUCHED
        ):
            joined = ast.Call(f, [ast.BinOp(left, total.op, right)], [])
            yield tree.change("joined", total, joined, subject=f)


def _moved_inside(tree: SourceTree, outer: ast.BinOp) -> Iterator[Change]:
    """a f(b) -> f(a b); a + f(b) -> f(a + b)."""
    kind = {ast.Mult: "inside_factor", ast.Div: "divisor_inside"}.get(type(outer.op), "inside")
    is_quotient = isinstance(outer.op, ast.Div)
    for other, call in ((outer.right, outer.left), *(() if is_quotient else ((outer.left, outer.right),))):
        if isinstance(call, ast.Call) and len(call.args) == 1 and called_name(call) not in UNTOUCHED:
            sides = (call.args[0], other) if call is outer.left else (other, call.args[0])
            inner = ast.BinOp(sides[0], outer.op, sides[1])
            yield tree.change(kind, outer, ast.Call(call.func, [inner], call.keywords), subject=other)


def _exchanged_numbers(tree: SourceTree, line: ast.stmt) -> Iterator[Change]:
    """Two numbers of one line in each other's place: two factors, two exponents, two indices."""
    nodes = [node for node in ast.walk(line) if isinstance(node, ast.Constant) and not tree.in_signature(node)]
    for one, other in combinations([node for node in nodes if is_number(node)][:MOST_NUMBERS], 2):
        if _role(tree, one) == _role(tree, other) and one.value != other.value:
            pairs = [(one, ast.Constant(other.value)), (other, ast.Constant(one.value))]
            yield Change("exchanged_numbers", tree.all_replaced(pairs), line.lineno)


def _role(tree: SourceTree, number: ast.AST) -> tuple[type, ...]:
    """What the number is in: an index, a power, a product."""
    parent = tree.parent(number)
    return type(parent), type(getattr(parent, "op", None))


def _left_out(tree: SourceTree, node: ast.Call | ast.BinOp) -> Iterator[Change]:
    """A coordinate that a norm, a sign or a matrix leaves out, as where the first weight is an intercept."""
    if isinstance(node, ast.Call) and called_name(node) not in SIZES:
        return
    if isinstance(node, ast.BinOp) and not _is_square_sum(node) and not _is_scaled_vector(node):
        return
    for kind, index in LEFT_OUT.items():
        for pairs in _pairs(node, index):
            yield Change(kind, tree.all_replaced(pairs), node.lineno)


def _is_square_sum(node: ast.BinOp) -> bool:
    return isinstance(node.op, ast.MatMult) and ast.unparse(node.left) == ast.unparse(node.right)


def _is_scaled_vector(node: ast.BinOp) -> bool:
    return isinstance(node.op, ast.Mult) and isinstance(node.left, ast.Name) and isinstance(node.right, ast.Name)


def _pairs(node: ast.Call | ast.BinOp, index: str) -> Iterator[Sequence[tuple[ast.AST, ast.AST]]]:
    def without(vector: ast.expr) -> ast.expr:
        return parsed(ENTRY.format(ast.unparse(vector), index))

    if isinstance(node, ast.BinOp):
        yield [(node.right, without(node.right))]
    elif called_name(node) in ("sum", "norm"):
        if node.args:
            yield [(node.args[0], without(node.args[0]))]
    else:
        yield [(node, without(node))]
