"""Mistakes inside one expression: a sign, a term, a factor, a power, an index, a call."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from grader.changes.kinds import Trait, has
from grader.changes.rules import Bound, Replacement, Rule, RuleTable, called_name
from grader.changes.source_tree import Change, Changes, SourceTree, is_number

MATHEMATICS = {
    "sqrt": "the square root", "cbrt": "the cube root", "abs": "the absolute value", "absolute": "the absolute value",
    "exp": "the exponential function", "log": "the logarithm", "sign": "the sign function", "sin": "the sine",
    "cos": "the cosine", "tanh": "the hyperbolic tangent", "max": "the maximum", "min": "the minimum",
    "maximum": "the maximum", "minimum": "the minimum", "sum": "the sum", "mean": "the mean", "norm": "the norm",
    "grad": "the derivative", "power": "the power", "sort": "the sorting", "cumsum": "the running sum",
}  # fmt: skip
EXPONENTIALS = ("exp", "logaddexp", "sigmoid", "expit", "logistic")  # of which the sign of the argument is often lost
VARIABLE = re.compile(r"\b[A-Za-z_]\w*\b(?!\()")
MAX_TWINS = 6  # places in which one change is made, if after that nothing is left to change
MAXIMUM = "a maximum is taken where a minimum belongs"
MINIMUM = "a minimum is taken where a maximum belongs"
EXCHANGED = (  # functions that are easily taken for each other, and the value of the change
    ("mean_for_sum", "sum", "mean", "mean"), ("sum_for_mean", "mean", "sum", "sum"),
    ("extreme", "maximum", "minimum", MINIMUM), ("extreme", "minimum", "maximum", MAXIMUM),
    ("extreme", "max", "min", MINIMUM), ("extreme", "min", "max", MAXIMUM),
    ("extreme", "argmax", "argmin", MINIMUM), ("extreme", "argmin", "argmax", MAXIMUM),
    ("start", "zeros", "ones", "ones"), ("start", "zeros_like", "ones_like", "ones_like"),
    ("start", "ones", "zeros", "zeros"), ("other_function", "sin", "cos", "cos"),
    ("other_function", "cos", "sin", "sin"), ("other_function", "exp", "exp2", "exp2"),
    ("other_function", "log", "log10", "log10"), ("other_function", "outer", "multiply", "multiply"),
    ("other_function", "std", "var", "var"), ("other_function", "var", "std", "std"),
    ("other_function", "sign", "abs", "abs"),
)  # fmt: skip


def expression_changes(tree: SourceTree, key: tuple[str, str] | None = None) -> Changes:
    """Mistakes in expressions, or those with one `_key`, wherever the statement has room for it."""
    for node in tree.nodes(ast.expr):
        if not tree.in_signature(node) and tree.function_of(node) is not None:
            for kind, new, subject, value in FORMULAS.replacements(node, key[0] if key else ""):
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


def twins(changes: Sequence[Change]) -> Changes:
    """The same change of the same code wherever it stands: a divisor that is missing in each of two lines."""
    by_code: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        if has(change.kind, Trait.REPEATED):
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
    for _ in range(MAX_TWINS):
        again = next(expression_changes(SourceTree(source), key), None)
        if again is None:
            break
        source = again.source
    return source


# ── what no rule says


def _near_numbers(node: ast.Constant) -> Iterator[Replacement]:
    number = node.value
    if type(number) is int:
        near = (number + 1, number - 1)
        for new in near if number in (0, 1, -1) else (*near, 2 * number, number / 2):
            yield Replacement("constant", ast.Constant(new))
    elif type(number) is float:
        for decimal in (2 * number, number / 2, 10 * number, number / 10) if number else (1.0,):
            yield Replacement("constant", ast.Constant(decimal))


def _divides_one(quotient: ast.BinOp) -> Iterator[Replacement]:
    """(a - b - c) / d -> a / d - b - c, and so for each term."""
    if isinstance(quotient.op, (ast.Div, ast.FloorDiv)):
        for total in _with_one_divided(quotient.left, quotient):
            yield Replacement("divides_one", total, quotient.right)


def _with_one_divided(total: ast.expr, quotient: ast.BinOp) -> Iterator[ast.expr]:
    match total:
        case ast.BinOp(left, ast.Add() | ast.Sub() as operator, right):
            yield from (ast.BinOp(each, operator, right) for each in _with_one_divided(left, quotient))
            yield from (ast.BinOp(left, operator, each) for each in _with_one_divided(right, quotient))
        case _ if total is not quotient.left:
            yield ast.BinOp(total, quotient.op, quotient.right)


def _axes(node: ast.Call) -> Iterator[Replacement]:
    for at, keyword in enumerate(node.keywords):
        if keyword.arg == "axis" and isinstance(keyword.value, ast.Constant) and keyword.value.value in (0, 1):
            others = [*node.keywords[:at], *node.keywords[at + 1 :]]
            turned = ast.keyword("axis", ast.Constant(1 - keyword.value.value))
            yield Replacement("axis", ast.Call(node.func, node.args, [*others, turned]), node.func)


def _logic(node: ast.BoolOp) -> Iterator[Replacement]:
    if isinstance(node.op, ast.Or) and isinstance(node.values[-1], (ast.Dict, ast.List, ast.Constant)):
        yield Replacement("ignored", node.values[-1], node.values[0])  # `config or {}` is no condition
        return
    opposite = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield Replacement("condition", ast.BoolOp(opposite, node.values), node)
    for at, value in enumerate(node.values):
        others = [*node.values[:at], *node.values[at + 1 :]]
        rest = others[0] if len(others) == 1 else ast.BoolOp(node.op, others)
        yield Replacement("condition", rest, value)


def _subscript(node: ast.Subscript) -> Iterator[Replacement]:
    if not isinstance(node.ctx, ast.Load):
        return
    match node.value, node.slice:
        case array, ast.Slice(step=None):
            yield Replacement("slice", array, array)
        case array, ast.Slice():
            yield Replacement("backwards", array, array)
        case array, index if not isinstance(index, (ast.Tuple, ast.Constant)) or is_number(index):
            for operator in (ast.Add(), ast.Sub()):
                other = ast.BinOp(index, operator, ast.Constant(1))
                if ast.unparse(other) != "-1 + 1":
                    yield Replacement("index", ast.Subscript(array, other, ast.Load()), node)
            if isinstance(index, (ast.UnaryOp, ast.BinOp)):  # x[-1], x[k - 1] -> x[0]
                yield Replacement("first_entry", ast.Subscript(array, ast.Constant(0), ast.Load()), array)


def is_size(node: ast.AST) -> bool:
    """Whether this is `len(x)`, `x.size` or `x.shape[0]`."""
    if isinstance(node, ast.Subscript):
        return isinstance(node.value, ast.Attribute) and node.value.attr == "shape"
    if isinstance(node, ast.Call):
        return called_name(node) == "len"
    return isinstance(node, ast.Attribute) and node.attr == "size"


def _is_no_average(bound: Bound) -> bool:
    """Whether the other term lacks the weight 1 - V."""
    return f"1 - {ast.unparse(bound['V'])}" not in ast.unparse(bound["B"])


def _is_starred(bound: Bound) -> bool:
    """Whether one of the arguments is a list that is taken apart."""
    return any(isinstance(each, ast.Starred) for each in bound["R"])


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
RULES = (
    # sums
    Rule("", "L ± A"),
    Rule("", "A ± L"),
    Rule("factor", "1 - A -> 1.0", "."),
    Rule("one", "1 - A -> -A"),
    Rule("", "1 - A"),
    Rule("sign", "A ± B -> A ∓ B", "B"),
    Rule("term", "A ± B -> A", "B"),
    Rule("term", "A + B -> B", "A"),
    Rule("term", "A - B -> -B", "A"),
    Rule("reversed", "A - B -> B - A", "."),
    Rule("one_sided", "(S := f(A ± H, **P)) - f(A ∓ J, **Q) -> 2 * (S - f(A))"),
    Rule("one_sided", "f(A ± H, **P) - (T := f(A ∓ J, **Q)) -> 2 * (f(A) - T)"),
    Rule("other_term", "V * A ± B -> A ± V * B", "V"),
    Rule("whole_sum", "V * A ± B -> V * (A ± B)", "V"),
    Rule("as_average", "V * A ± B -> V * A ± (1 - V) * B", "V", where=_is_no_average),
    Rule("other_term", "A ± V * B -> V * A ± B", "V"),
    Rule("whole_sum", "A ± V * B -> V * (A ± B)", "V"),
    # products
    Rule("", "L * A"),
    Rule("", "X * A"),
    Rule("factor", "A * B -> A", "B"),
    Rule("factor", "A * B -> B", "A"),
    Rule("divided", "A * B -> A / B", "B"),
    Rule("divided", "A * B -> B / A", "A"),
    Rule("parentheses", "A * (O ± C) -> A * O ± C", "A"),
    Rule("parentheses", "(O ± C) * A -> A * O ± C", "A"),
    Rule("factor", "A @ B -> B", "A"),
    Rule("factor", "A @ B -> A", "B"),
    # quotients
    Rule("divisor", "A ÷ B -> A", "B"),
    Rule("multiplied", "A ÷ B -> A * B", "B"),
    Rule("multiplied", "mean(A) -> np.size(A) * sum(A)"),
    Rule("upside_down", "A ÷ B -> B / A", "."),
    Rule("true_division", "A // B -> A / B"),
    Rule("whole_division", "A / B -> A // B"),
    Rule("whole_division", "A * B / C -> A * (B // C)"),
    Rule("logistic", "1 ÷ (1 + exp(-A)) -> A"),
    Rule("logistic", "1 ÷ (1 + exp(U)) -> -U"),
    Rule("parentheses", "A ÷ (S := B ± C) -> A / B ± C", "S"),
    Rule("inside", "A ÷ (abs(B, **Q) ± C) -> A / (B ** 2 + C) ** 0.5", "C"),
    Rule("inside", "A ÷ (f(B, **Q) ± C) -> A / f(B ± C)", "C"),
    Rule("inside", "A ÷ (C ± abs(B, **Q)) -> A / (B ** 2 + C) ** 0.5", "C"),
    Rule("inside", "A ÷ (C ± f(B, **Q)) -> A / f(B ± C)", "C"),
    # powers
    Rule("power", "A ** B -> A", "."),
    Rule("power", "A ** B -> A * B", "."),
    Rule("base", "N ** B -> 2.718281828459045 ** B"),
    Rule("magnitude_for_square", "A ** 2 -> abs(A)", "."),
    Rule("exponent", "A ** K -> A ** (K + 1)", "."),
    Rule("exponent", "A ** K -> A ** (K - 1)", "."),
    # one operand
    Rule("sign", "-K -> K", "K"),
    Rule("condition", "not A -> A", "A"),
    # calls
    *(Rule(kind, f"{one}(*R, **Q) -> {other}(*R, **Q)", "f", value) for kind, one, other, value in EXCHANGED),
    Rule("", "f(*R, **Q)", where=_is_starred),
    Rule("call", "g(A, *R, **Q) -> A", "g"),
    Rule("call", "g(A, B, *R, **Q) -> B", "g"),
    Rule("call", "A.g(**Q) -> A", "g"),
    Rule("arguments", "g(A, B, **Q) -> g(B, A, **Q)", "g"),
    Rule("logistic", "exp(-logaddexp(A, -B, **P), **Q) -> B"),
    *(Rule("negated_inside", f"{name}(*R, U, **Q) -> {name}(*R, -U, **Q)", "f") for name in EXPONENTIALS),
    # decisions
    Rule("equality", "A < B -> A <= B", "."),
    Rule("comparison", "A < B -> A > B", "."),
    Rule("equality", "A <= B -> A < B", "."),
    Rule("comparison", "A <= B -> A >= B", "."),
    Rule("equality", "A > B -> A >= B", "."),
    Rule("comparison", "A > B -> A < B", "."),
    Rule("equality", "A >= B -> A > B", "."),
    Rule("comparison", "A >= B -> A <= B", "."),
    Rule("comparison", "A == B -> A != B", "."),
    Rule("comparison", "A != B -> A == B", "."),
    Rule("branch", "A if B else C -> A", "B"),
    Rule("branch", "A if B else C -> C", "B"),
    Rule("condition", "A if B else C -> C if B else A", "B"),
)
FORMULAS = RuleTable(
    RULES,
    {
        ast.Constant: _near_numbers,
        ast.BinOp: _divides_one,
        ast.Call: _axes,
        ast.BoolOp: _logic,
        ast.Subscript: _subscript,
    },
)
