"""Mistakes inside one expression: a sign, a term, a factor, a power, an index, a call."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from grader.changes.source_tree import Change, SourceTree, is_number

Replacement = tuple[str, ast.AST, ast.AST | None, str]  # kind, the new node, the subject of its words, a value
Operator = Callable[[Any], Iterator[Replacement]]

EXCHANGED = {
    "sum": ("mean_for_sum", "mean"), "mean": ("sum_for_mean", "sum"), "maximum": ("extreme", "minimum"),
    "minimum": ("extreme", "maximum"), "max": ("extreme", "min"), "min": ("extreme", "max"),
    "argmax": ("extreme", "argmin"), "argmin": ("extreme", "argmax"), "zeros": ("start", "ones"),
    "zeros_like": ("start", "ones_like"), "ones": ("start", "zeros"), "sin": ("other_function", "cos"),
    "cos": ("other_function", "sin"), "exp": ("other_function", "exp2"),
    "log": ("other_function", "log10"), "outer": ("other_function", "multiply"),
    "floor": ("rounding", "ceil"), "ceil": ("rounding", "floor"), "std": ("other_function", "var"),
    "var": ("other_function", "std"), "sign": ("other_function", "abs"),
}  # fmt: skip
OF_EXTREMES = ("a maximum is taken where a minimum belongs", "a minimum is taken where a maximum belongs")
MATHEMATICS = {
    "sqrt": "the square root", "cbrt": "the cube root", "abs": "the absolute value", "absolute": "the absolute value",
    "exp": "the exponential function", "log": "the logarithm", "sign": "the sign function", "sin": "the sine",
    "cos": "the cosine", "tanh": "the hyperbolic tangent", "max": "the maximum", "min": "the minimum",
    "maximum": "the maximum", "minimum": "the minimum", "sum": "the sum", "mean": "the mean", "norm": "the norm",
    "grad": "the derivative", "power": "the power", "sort": "the sorting", "cumsum": "the running sum",
}  # fmt: skip
EXPONENTIALS = ("exp", "logaddexp", "sigmoid", "expit", "logistic")  # of which the sign of the argument is often lost
VARIABLE = re.compile(r"\b[A-Za-z_]\w*\b(?!\()")
REPEATED = (
    "divisor", "factor", "term", "power", "call", "complement", "constant", "keyword", "axis", "as_average",
    "powered_sum",
)  # fmt: skip
MOST_TWINS = 6  # places in which one change is made, if after that nothing is left to change
UNTOUCHED = (
    "range", "len", "enumerate", "zip", "int", "float", "list", "dict", "array", "asarray", "copy", "append",
    "reversed",
)  # fmt: skip


def expression_changes(tree: SourceTree, key: tuple[str, str] | None = None) -> Iterator[Change]:
    """Every change of this page, or those with one `_key`, wherever the statement has room for it."""
    for node in tree.nodes(ast.expr):
        if not tree.in_signature(node) and tree.function_of(node) is not None:
            for kind, new, subject, value in OPERATORS.get(type(node), _none)(node):
                if key not in (None, _key(kind, subject)):
                    continue
                if (source := tree.replaced(node, new)) != tree.source:  # 1 and -(-1) read alike
                    words = _role(tree, node) if kind == "constant" else value
                    yield Change(kind, source, node.lineno, subject, words)


def _role(tree: SourceTree, number: ast.AST) -> str:
    """What a number is in its formula."""
    parent = tree.parent(number)
    if isinstance(parent, ast.UnaryOp):
        return _role(tree, parent)
    if isinstance(parent, ast.BinOp):
        left, right = ROLES[type(parent.op)]
        return left if parent.left is number else right
    return next((role for node, role in PLACES.items() if isinstance(parent, node)), "a number")


def twins(changes: Sequence[Change]) -> Iterator[Change]:
    """The same change of the same code wherever it stands: a divisor that is missing in each of two lines."""
    by_code: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        if change.kind in REPEATED:
            by_code.setdefault(_key(change.kind, change.subject), []).append(change)
    for key, alike in by_code.items():
        if len(alike) > 1:
            yield alike[0]._replace(source=_everywhere(alike[0].source, key))


def _key(kind: str, subject: ast.AST | None) -> tuple[str, str]:
    """The kind of a change and the form of its subject, whatever its variables are called."""
    code = "" if subject is None else ast.unparse(subject)
    return kind, VARIABLE.sub("x", code)


def _everywhere(source: str, key: tuple[str, str]) -> str:
    """The source with the change made again and again, until there is no place left for it."""
    for _ in range(MOST_TWINS):
        again = next(expression_changes(SourceTree(source), key), None)
        if again is None:
            break
        source = again.source
    return source


def _none(_: ast.AST) -> Iterator[Replacement]:
    return iter(())


def _binary(node: ast.BinOp) -> Iterator[Replacement]:
    yield from ARITHMETIC.get(type(node.op), _none)(node)


def _sum(node: ast.BinOp) -> Iterator[Replacement]:
    left, right = node.left, node.right
    if isinstance(left, (ast.List, ast.Tuple)) or isinstance(right, (ast.List, ast.Tuple)):
        return
    adds = isinstance(node.op, ast.Add)
    if isinstance(right, ast.BinOp) and isinstance(right.op, ast.Pow):
        yield "powered_sum", ast.BinOp(ast.BinOp(left, node.op, right.left), ast.Pow(), right.right), right, ""
    if is_one(left) and not adds:
        yield "complement", right, right, ""
        yield "factor", ast.Constant(1.0), node, ""
        yield "one", ast.UnaryOp(ast.USub(), right), None, ""
        return
    yield "sign", ast.BinOp(left, ast.Sub() if adds else ast.Add(), right), right, ""
    yield "term", left, right, ""
    yield "term", right if adds else ast.UnaryOp(ast.USub(), right), left, ""
    if not adds:
        yield "reversed", ast.BinOp(right, ast.Sub(), left), node, ""
        yield from _one_sided(left, right)
    yield from _moved_factors(node)


def _moved_factors(node: ast.BinOp) -> Iterator[Replacement]:
    """A factor of one term at the other one: a + f b -> f a + b; f a + b -> f a + (1 - f) b."""
    for one, other, on_left in ((node.left, node.right, True), (node.right, node.left, False)):
        if (
            isinstance(one, ast.BinOp)
            and isinstance(one.op, ast.Mult)
            and isinstance(one.left, (ast.Name, ast.Attribute))
        ):
            factor, moved = one.left, ast.BinOp(one.left, ast.Mult(), other)
            terms = (one.right, moved) if on_left else (moved, one.right)
            yield "other_term", ast.BinOp(terms[0], node.op, terms[1]), factor, ""
            left, right = (one.right, other) if on_left else (other, one.right)
            yield "whole_sum", ast.BinOp(factor, ast.Mult(), ast.BinOp(left, node.op, right)), factor, ""
            if on_left and f"1 - {ast.unparse(factor)}" not in ast.unparse(other):
                weight = ast.BinOp(ast.Constant(1), ast.Sub(), factor)
                yield "as_average", ast.BinOp(one, node.op, ast.BinOp(weight, ast.Mult(), other)), factor, ""


def _one_sided(left: ast.expr, right: ast.expr) -> Iterator[Replacement]:
    """f(x + h) - f(x - h) -> 2 (f(x + h) - f(x)), and the like backwards."""
    match left, right:
        case (
            ast.Call(func=function, args=[ast.BinOp(left=middle)]),
            ast.Call(func=other, args=[ast.BinOp(left=center)]),
        ) if ast.unparse(function) == ast.unparse(other) and ast.unparse(middle) == ast.unparse(center):
            between = ast.Call(function, [middle], [])
            for one, two in ((left, between), (between, right)):
                yield "one_sided", ast.BinOp(ast.Constant(2), ast.Mult(), ast.BinOp(one, ast.Sub(), two)), None, ""


def _product(node: ast.BinOp) -> Iterator[Replacement]:
    left, right = node.left, node.right
    if isinstance(left, (ast.List, ast.Constant)) and not is_number(left):
        return
    yield "factor", left, right, ""
    yield "factor", right, left, ""
    yield "divided", ast.BinOp(left, ast.Div(), right), right, ""
    yield "divided", ast.BinOp(right, ast.Div(), left), left, ""
    for one, other in ((left, right), (right, left)):
        if isinstance(other, ast.BinOp) and isinstance(other.op, (ast.Add, ast.Sub)) and not is_one(other.left):
            yield "parentheses", ast.BinOp(ast.BinOp(one, ast.Mult(), other.left), other.op, other.right), one, ""
        if isinstance(other, ast.BinOp) and isinstance(other.op, ast.Pow):
            base = ast.BinOp(one, ast.Mult(), other.left)
            yield "powered_too", ast.BinOp(base, ast.Pow(), other.right), one, ""


def _quotient(node: ast.BinOp) -> Iterator[Replacement]:
    left, right = node.left, node.right
    yield "divisor", left, right, ""
    yield "multiplied", ast.BinOp(left, ast.Mult(), right), right, ""
    yield "upside_down", ast.BinOp(right, ast.Div(), left), node, ""
    if isinstance(left, ast.BinOp) and isinstance(left.op, (ast.Add, ast.Sub)):
        for total in _with_one(left, lambda term: ast.BinOp(term, node.op, right)):
            yield "divides_one", total, right, ""
    if isinstance(node.op, ast.FloorDiv):
        yield "true_division", ast.BinOp(left, ast.Div(), right), None, ""
        for shift in (ast.Add(), ast.Sub()):
            shifted = ast.BinOp(left, shift, ast.Constant(1))
            yield "counted_off", ast.BinOp(shifted, ast.FloorDiv(), right), left, ""
    if isinstance(node.op, ast.Div):
        yield "whole_division", ast.BinOp(left, ast.FloorDiv(), right), None, ""
        if isinstance(left, ast.BinOp) and isinstance(left.op, ast.Mult):  # a b / c -> a (b // c)
            whole = ast.BinOp(left.right, ast.FloorDiv(), right)
            yield "whole_division", ast.BinOp(left.left, ast.Mult(), whole), None, ""
    if is_one(left) and (score := _of_logistic(right)):
        yield "logistic", score, None, ""
    if not is_one(left):
        yield "numerator", ast.BinOp(ast.Constant(1.0), ast.Div(), right), left, ""
    if isinstance(right, ast.BinOp) and isinstance(right.op, ast.Mult):  # a / (b * c) -> a / b * c
        for divisor, factor in ((right.left, right.right), (right.right, right.left)):
            yield "denominator", ast.BinOp(ast.BinOp(left, ast.Div(), divisor), ast.Mult(), factor), factor, ""
    if isinstance(right, ast.BinOp) and isinstance(right.op, (ast.Add, ast.Sub)):
        yield "parentheses", ast.BinOp(ast.BinOp(left, ast.Div(), right.left), right.op, right.right), right, ""
        yield from _moved_under_root(left, right)


def _with_one(total: ast.expr, change: Callable[[ast.expr], ast.expr]) -> Iterator[ast.expr]:
    """The sum with one of its terms changed, once for each: a - b - c."""
    match total:
        case ast.BinOp(left, ast.Add() | ast.Sub() as operator, right):
            yield from (ast.BinOp(each, operator, right) for each in _with_one(left, change))
            yield from (ast.BinOp(left, operator, each) for each in _with_one(right, change))
        case _:
            yield change(total)


def _of_logistic(divisor: ast.expr) -> ast.expr | None:
    """x, where the divisor is 1 + exp(-x)."""
    if isinstance(divisor, ast.BinOp) and isinstance(divisor.op, ast.Add) and isinstance(divisor.right, ast.Call):
        call = divisor.right
        if is_one(divisor.left) and called_name(call) == "exp":
            (power,) = call.args
            return power.operand if isinstance(power, ast.UnaryOp) else ast.UnaryOp(ast.USub(), power)
    return None


def _moved_under_root(left: ast.expr, total: ast.BinOp) -> Iterator[Replacement]:
    """a / (sqrt(b) + c) -> a / sqrt(b + c); a / (abs(b) + c) -> a / (b ** 2 + c) ** 0.5."""
    for call, other in ((total.left, total.right), (total.right, total.left)):
        if isinstance(call, ast.Call) and len(call.args) == 1:
            if called_name(call) in ("abs", "absolute"):
                square = ast.BinOp(ast.BinOp(call.args[0], ast.Pow(), ast.Constant(2)), ast.Add(), other)
                yield "inside", ast.BinOp(left, ast.Div(), ast.BinOp(square, ast.Pow(), ast.Constant(0.5))), other, ""
            moved = ast.Call(call.func, [ast.BinOp(call.args[0], total.op, other)], [])
            yield "inside", ast.BinOp(left, ast.Div(), moved), other, ""


def _power(node: ast.BinOp) -> Iterator[Replacement]:
    yield "power", node.left, node, ""
    yield "power", ast.BinOp(node.left, ast.Mult(), node.right), node, ""
    if is_number(node.left):
        yield "base", ast.BinOp(ast.Constant(math.e), ast.Pow(), node.right), None, ""
    if isinstance(node.right, ast.Constant) and node.right.value == 2:
        yield "magnitude_for_square", ast.Call(ast.Name("abs", ast.Load()), [node.left], []), node, ""
    if not is_number(node.right):
        yield "exponent", ast.BinOp(node.left, ast.Pow(), ast.BinOp(node.right, ast.Add(), ast.Constant(1))), node, ""
        yield "exponent", ast.BinOp(node.left, ast.Pow(), ast.BinOp(node.right, ast.Sub(), ast.Constant(1))), node, ""


def _matrix_product(node: ast.BinOp) -> Iterator[Replacement]:
    yield "order", ast.BinOp(node.right, ast.MatMult(), node.left), node, ""
    yield "factor", node.right, node.left, ""
    yield "factor", node.left, node.right, ""


def _unary(node: ast.UnaryOp) -> Iterator[Replacement]:
    if isinstance(node.op, ast.USub) and not is_number(node.operand):
        yield "sign", node.operand, node.operand, ""
    if isinstance(node.op, ast.Not):
        yield "condition", node.operand, node.operand, ""


def _constant(node: ast.Constant) -> Iterator[Replacement]:
    number = node.value
    if type(number) is int:
        near = (number + 1, number - 1)
        for new in near if number in (0, 1, -1) else (*near, 2 * number, number / 2):
            yield "constant", ast.Constant(new), None, ""
    elif type(number) is float:
        for decimal in (2 * number, number / 2, 10 * number, number / 10) if number else (1.0,):
            yield "constant", ast.Constant(decimal), None, ""


def _call(node: ast.Call) -> Iterator[Replacement]:
    name = called_name(node)
    if name in EXCHANGED:
        kind, other = EXCHANGED[name]
        value = OF_EXTREMES["max" in name] if kind == "extreme" else other
        yield kind, ast.Call(renamed(node.func, other), node.args, node.keywords), node.func, value
    if any(isinstance(argument, ast.Starred) for argument in node.args):
        return
    if name not in UNTOUCHED:
        for argument in node.args[:2]:
            yield "call", argument, node.func, ""
    if isinstance(node.func, ast.Attribute) and not node.args and name not in UNTOUCHED:
        yield "call", node.func.value, node.func, ""
    if len(node.args) == 2 and name not in UNTOUCHED:
        yield "arguments", ast.Call(node.func, node.args[::-1], node.keywords), node.func, ""
    match node.args:  # exp(-logaddexp(0, -x)), which is 1 / (1 + exp(-x))
        case [ast.UnaryOp(ast.USub(), ast.Call(args=[_, ast.UnaryOp(ast.USub(), score)]) as inner)] if name == "exp":
            if called_name(inner) == "logaddexp":
                yield "logistic", score, None, ""
    if name in EXPONENTIALS and node.args and not isinstance(node.args[-1], ast.UnaryOp):
        negated = [*node.args[:-1], ast.UnaryOp(ast.USub(), node.args[-1])]
        yield "negated_inside", ast.Call(node.func, negated, node.keywords), node.func, ""
    yield from _keywords(node)


def _keywords(node: ast.Call) -> Iterator[Replacement]:
    for at, keyword in enumerate(node.keywords):
        others = [*node.keywords[:at], *node.keywords[at + 1 :]]
        if keyword.arg == "axis" and isinstance(keyword.value, ast.Constant) and keyword.value.value in (0, 1):
            turned = ast.keyword("axis", ast.Constant(1 - keyword.value.value))
            yield "axis", ast.Call(node.func, node.args, [*others, turned]), node.func, ""
        if keyword.arg is not None:
            yield "keyword", ast.Call(node.func, node.args, others), node.func, keyword.arg


def _compare(node: ast.Compare) -> Iterator[Replacement]:
    (first, *more), right = node.ops, node.comparators
    for new, kind in COMPARISONS.get(type(first), ()):
        yield kind, ast.Compare(node.left, [new(), *more], right), node, ""


def _logic(node: ast.BoolOp) -> Iterator[Replacement]:
    if isinstance(node.op, ast.Or) and isinstance(node.values[-1], (ast.Dict, ast.List, ast.Constant)):
        yield "ignored", node.values[-1], node.values[0], ""  # `config or {}` is no condition
        return
    yield "condition", ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values), node, ""
    for at in range(len(node.values)):
        others = [*node.values[:at], *node.values[at + 1 :]]
        yield "condition", others[0] if len(others) == 1 else ast.BoolOp(node.op, others), node.values[at], ""


def _choice(node: ast.IfExp) -> Iterator[Replacement]:
    yield "branch", node.body, node.test, ""
    yield "branch", node.orelse, node.test, ""
    yield "condition", ast.IfExp(node.test, node.orelse, node.body), node.test, ""


def _attribute(node: ast.Attribute) -> Iterator[Replacement]:
    if node.attr == "T":
        yield "transpose", node.value, node.value, ""


def _subscript(node: ast.Subscript) -> Iterator[Replacement]:
    if not isinstance(node.ctx, ast.Load):
        return
    if isinstance(node.slice, ast.Slice):
        array, is_sorted = node.value, _is_sorted(node.value)
        kind = "slice" if node.slice.step is None else "rising" if is_sorted else "backwards"
        yield kind, array, array.args[0] if kind == "rising" else array, ""  # type: ignore[attr-defined]
        return
    if not isinstance(node.slice, (ast.Tuple, ast.Constant)) or is_number(node.slice):
        for operator in (ast.Add(), ast.Sub()):
            index = ast.BinOp(node.slice, operator, ast.Constant(1))
            if ast.unparse(index) != "-1 + 1":
                yield "index", ast.Subscript(node.value, index, ast.Load()), node, ""
        if isinstance(node.slice, (ast.UnaryOp, ast.BinOp)):  # x[-1], x[k - 1] -> x[0]
            yield "first_entry", ast.Subscript(node.value, ast.Constant(0), ast.Load()), node.value, ""


def _is_sorted(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and called_name(node) in ("sort", "sorted") and bool(node.args)


def is_one(node: ast.AST) -> bool:
    """Whether the node is the number 1."""
    return isinstance(node, ast.Constant) and type(node.value) in (int, float) and node.value == 1


def is_size(node: ast.AST) -> bool:
    """Whether this is `len(x)`, `x.size` or `x.shape[0]`."""
    if isinstance(node, ast.Subscript):
        return isinstance(node.value, ast.Attribute) and node.value.attr == "shape"
    if isinstance(node, ast.Call):
        return called_name(node) == "len"
    return isinstance(node, ast.Attribute) and node.attr == "size"


def called_name(node: ast.Call) -> str:
    """The last word of what is called: `sum` of `np.sum(x)` and of `x.sum()`."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def renamed(function: ast.expr, name: str) -> ast.expr:
    """The function of that name beside this one: `np.min` of `np.mean`."""
    if isinstance(function, ast.Attribute):
        return ast.Attribute(function.value, name, ast.Load())
    return ast.Name(name, ast.Load())


SUM, PRODUCT = ("a number in a sum",) * 2, ("a factor",) * 2
ROLES: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: SUM, ast.Sub: SUM, ast.Mult: PRODUCT, ast.MatMult: PRODUCT, ast.Div: ("a numerator", "a divisor"),
    ast.FloorDiv: ("a numerator", "a divisor"), ast.Pow: ("the base of a power", "an exponent"),
    ast.Mod: ("a number", "a divisor"),
}  # fmt: skip
PLACES: dict[type[ast.AST], str] = {
    ast.Compare: "the bound of a comparison", ast.Subscript: "an index", ast.Slice: "an index",
    ast.Tuple: "the start of a value", ast.Assign: "the start of a value",
}  # fmt: skip
COMPARISONS: dict[type[ast.cmpop], tuple[tuple[type[ast.cmpop], str], ...]] = {
    ast.Lt: ((ast.LtE, "equality"), (ast.Gt, "comparison")), ast.LtE: ((ast.Lt, "equality"), (ast.GtE, "comparison")),
    ast.Gt: ((ast.GtE, "equality"), (ast.Lt, "comparison")), ast.GtE: ((ast.Gt, "equality"), (ast.LtE, "comparison")),
    ast.Eq: ((ast.NotEq, "comparison"),), ast.NotEq: ((ast.Eq, "comparison"),),
}  # fmt: skip
ARITHMETIC: dict[type[ast.operator], Operator] = {
    ast.Add: _sum, ast.Sub: _sum, ast.Mult: _product, ast.Div: _quotient, ast.FloorDiv: _quotient, ast.Pow: _power,
    ast.MatMult: _matrix_product,
}  # fmt: skip
OPERATORS: dict[type[ast.AST], Operator] = {
    ast.BinOp: _binary, ast.UnaryOp: _unary, ast.Constant: _constant, ast.Call: _call, ast.Compare: _compare,
    ast.BoolOp: _logic, ast.IfExp: _choice, ast.Attribute: _attribute, ast.Subscript: _subscript,
}  # fmt: skip
