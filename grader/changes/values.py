"""Something is done too much to a value that is computed, or is missing there: a sign, a factor, a sum, rounding."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from itertools import combinations

from grader.changes.rules import called_name
from grader.changes.source_tree import (
    GRADIENT,
    NUMPY,
    Change,
    Changes,
    SourceTree,
    named_calls,
    parameters_of,
    parsed,
    parts_of,
    within,
)
from grader.changes.variables import values, variables

OVER_COORDINATES = {
    "summed": f"(lambda x: x * 0 + {NUMPY}.sum(x))",
    "averaged": f"(lambda x: x * 0 + {NUMPY}.mean(x))",
    "largest": f"(lambda x: x * 0 + {NUMPY}.max({NUMPY}.abs(x)))",
    "length": f"(lambda x: x * 0 + {NUMPY}.linalg.norm({NUMPY}.atleast_1d(x)))",
}
OF_CALLS = {
    "negated_value": "(lambda x: -x)", "doubled_value": "(lambda x: 2 * x)", "sign_alone": f"{NUMPY}.sign",
    "unit_length": f"(lambda x: x / {NUMPY}.linalg.norm({NUMPY}.atleast_1d(x)))",
    **{kind: code for kind, code in OVER_COORDINATES.items() if kind in ("summed", "averaged")},
}  # fmt: skip
OF_RESULTS = {
    "rounded_2": f"(lambda x: {NUMPY}.round({NUMPY}.asarray(x), 2))",
    "rounded_3": f"(lambda x: {NUMPY}.round({NUMPY}.asarray(x), 3))",
    "negated_result": f"(lambda x: -{NUMPY}.asarray(x))",
    "whole_numbers": f"(lambda x: {NUMPY}.trunc({NUMPY}.asarray(x)))",
    "result_of_length_one": f"(lambda x: x / {NUMPY}.linalg.norm([*x]))",  # of a number it is 1, which has many causes
    "root_of_result": f"(lambda x: {NUMPY}.sqrt({NUMPY}.abs(x)))",
    "squared_result": f"(lambda x: {NUMPY}.asarray(x) ** 2)",
}  # fmt: skip
OF_ALL_PARTS = (
    "rounded_2",
    "rounded_3",
    "whole_numbers",
)  # what is done to one part is seldom done to another
DERIVATIVES = ("grad", "value_and_grad", "hessian", "jacfwd", "jacrev", "jacobian")


def value_changes(tree: SourceTree) -> Changes:
    """Something too much or missing at each value, wherever the statement has room for it."""
    for call in _calls_of_variables(tree):
        noun = GRADIENT if getattr(call.func, "id", "") in gradients(tree) else ""
        for kind, code in OF_CALLS.items():
            yield _wrapped(tree, kind, code, call, noun)
    for size in [*filter(_is_square, tree.nodes(ast.BinOp)), *filter(_is_magnitude, tree.nodes(ast.Call))]:
        for kind, code in OVER_COORDINATES.items():
            yield _wrapped(tree, kind, code, size)
    yield from _products(tree)
    yield from _results(tree)


def _products(tree: SourceTree) -> Changes:
    """The mean of a product of values that are computed."""
    for product in tree.nodes(ast.BinOp):
        around = tree.parent(product)
        if isinstance(product.op, ast.Mult) and isinstance(around, ast.Call) and not tree.in_signature(product):
            yield _wrapped(tree, "averaged", OVER_COORDINATES["averaged"], product)


def gradients(tree: SourceTree) -> set[str]:
    """The names of variables that hold a derivative by JAX."""
    made = [node for node in tree.nodes(ast.Assign) if isinstance(node.value, ast.Call)]
    of_jax = [node for node in made if called_name(node.value) in DERIVATIVES]  # type: ignore[arg-type]
    return {target.id for node in of_jax for target in node.targets if isinstance(target, ast.Name)}


def _calls_of_variables(tree: SourceTree) -> list[ast.Call]:
    """The calls of functions that are parameters or variables, or that the solution defines."""
    own = {node.id for node in tree.nodes(ast.Name) if isinstance(node.ctx, ast.Store)}
    for function in tree.functions:
        own |= {function.name, *parameters_of(function)}
    calls = [call for name, call in named_calls(tree.root) if name in own]
    return [call for call in calls if call.args and not tree.in_signature(call)]


def _is_square(node: ast.BinOp) -> bool:
    return isinstance(node.op, ast.Pow) and isinstance(node.right, ast.Constant) and node.right.value == 2


def _is_magnitude(node: ast.Call) -> bool:
    return called_name(node) == "abs" and len(node.args) == 1


def _wrapped(tree: SourceTree, kind: str, code: str, node: ast.expr, noun: str = "") -> Change:
    return tree.change(kind, node, ast.Call(parsed(code), [node], []), subject=node, value=noun)


def _results(tree: SourceTree) -> Changes:
    """A part of the result, or all parts, in another form."""
    for result in tree.nodes(ast.Return):
        if result.value is None or tree.function_of(result) is not tree.functions[0]:
            continue
        parts = parts_of(result)
        for kind, code in OF_RESULTS.items():
            wrapped: list[ast.expr] = [ast.Call(parsed(code), [part], []) for part in parts]
            for part, new in zip(parts, wrapped, strict=True):
                yield tree.change(kind, part, new, line=result.lineno, subject=part if len(parts) > 1 else None)
            if len(parts) > 1 and kind in OF_ALL_PARTS:
                yield tree.change(kind, result.value, ast.Tuple(wrapped, ast.Load()), line=result.lineno)


# ── edits that add what a student left out of an expression, or that read another variable there

SCALED = {"opposite": "-{0}", "double": "2 * {0}", "half": "{0} / 2"}
SHIFTED = {"one_less": "{0} - 1", "one_more": "{0} + 1"}
APPLIED = {  # in operators that every array has, whatever the student has imported
    "square": "{0} ** 2", "root": "{0} ** 0.5", "one_minus": "1 - {0}",
    "turned": "{0}.T", "nothing": "{0} * 0",
}  # fmt: skip
TIMES = {
    "times_name": "{1} * {0}", "over_name": "{0} / {1}", "times_sign": "__import__('numpy').sign({1}) * {0}",
    "over_count": "{0} / len({1})",
}  # fmt: skip
PLUS = {"plus_name": "{0} + {1}", "minus_name": "{0} - {1}"}
ALIKE: dict[
    type[ast.operator], tuple[str, ...]
] = {  # by an operator, what does to its operand the same as to the whole
    **dict.fromkeys((ast.Mult, ast.Div, ast.MatMult), (*SCALED, *TIMES)),
    **dict.fromkeys((ast.Add, ast.Sub), (*SHIFTED, *PLUS)),
}
PRODUCTS = {"minus_product": "{0} - {1} * {2}", "plus_product": "{0} + {1} * {2}"}
NORMS = ("({0} * {0}).sum() ** 0.5", "abs({0}).max()", "abs({0}).sum()", "({0} * {0}).sum()")
OVER_ENTRIES = ("sum", "mean", "std", "var", "max", "min", "argmax", "argmin", "norm", "cumsum", "sort", "argsort")


def repeated(tree: SourceTree) -> Changes:
    """What is done to every part of the program that reads the same, where there are several."""
    by_text: dict[str, list[ast.expr]] = {}
    for function in tree.functions:
        for node in values(tree, function):
            by_text.setdefault(ast.unparse(node), []).append(node)
    groups = [nodes for nodes in by_text.values() if len(nodes) > 1 and isinstance(nodes[0], (ast.BinOp, ast.Call))]
    for nodes in groups:
        for side in ("left", "right") if isinstance(nodes[0], ast.BinOp) else ():
            kind = "term" if isinstance(getattr(nodes[0], "op", None), (ast.Add, ast.Sub)) else "factor"
            yield Change(kind, tree.all_replaced([(node, getattr(node, side)) for node in nodes]), nodes[0].lineno)
        if isinstance(nodes[0], ast.Call) and nodes[0].args:
            pairs = [(node, node.args[0]) for node in nodes]  # type: ignore[attr-defined]
            yield Change("call", tree.all_replaced(pairs), nodes[0].lineno)
    for nodes in groups:
        for kind, code in (SHIFTED | SCALED | APPLIED).items():
            pairs = [(node, parsed(code.format(f"({ast.unparse(node)})"))) for node in nodes]
            yield Change(kind, tree.all_replaced(pairs), nodes[0].lineno)


def axes(tree: SourceTree) -> Changes:
    """An axis for a sum, a mean or the like that is taken over all entries."""
    for call in tree.nodes(ast.Call):
        if called_name(call) in OVER_ENTRIES and not any(keyword.arg == "axis" for keyword in call.keywords):
            for axis in (0, 1, -1):
                keywords = [*call.keywords, ast.keyword("axis", ast.Constant(axis))]
                yield tree.change("no_axis", call, ast.Call(call.func, call.args, keywords))


def wrapped(tree: SourceTree) -> Changes:
    """Something done to a value: a square, a mean, a sign; first to what functions return."""
    nodes = [node for function in tree.functions for node in values(tree, function)]
    for node in sorted(nodes, key=lambda node: not isinstance(tree.parent(node), (ast.Return, ast.Tuple))):
        if not isinstance(node, ast.Constant):
            yield from _edits(tree, node, SHIFTED | SCALED | APPLIED)


def with_factors(tree: SourceTree) -> Changes:
    """A variable, or its length, as one more factor or divisor."""
    yield from _with_names(tree, TIMES)


def with_terms(tree: SourceTree) -> Changes:
    """A variable as one more term; then a product of two."""
    yield from _with_names(tree, PLUS)
    for function in tree.functions:
        pairs = list(combinations(variables(tree, function), 2))
        for node in values(tree, function):
            if isinstance(tree.parent(node), (ast.Assign, ast.AugAssign, ast.Return)):
                for one, other in pairs:
                    codes = {kind: code.format("{0}", one, other) for kind, code in PRODUCTS.items()}
                    yield from _edits(tree, node, codes)


def _with_names(tree: SourceTree, codes: Mapping[str, str]) -> Changes:
    for function in tree.functions:
        names = variables(tree, function)
        for node in values(tree, function):
            yield from _edits(tree, node, codes, names)


def norms(tree: SourceTree) -> Changes:
    """Another norm in place of one."""
    for call in tree.nodes(ast.Call):
        inner = [each for each in within(call, ast.Call) if called_name(each) in ("abs", "norm")]
        if called_name(call) in ("max", "sum", "norm") and inner and inner[0].args and not tree.in_signature(call):
            for code in NORMS:
                new = parsed(code.format(f"({ast.unparse(inner[0].args[0])})"))
                yield tree.change("other_norm", call, new)


def _edits(tree: SourceTree, node: ast.expr, codes: Mapping[str, str], names: Sequence[str] = ("",)) -> Changes:
    """The node replaced by each code, for each of the names."""
    text, parent = f"({ast.unparse(node)})", tree.parent(node)
    alike = ALIKE.get(type(parent.op), ()) if isinstance(parent, ast.BinOp) else ()
    for kind, code in codes.items():
        for name in names if kind not in alike else ():
            if text == f"({name})":
                continue
            yield tree.change(kind, node, parsed(code.format(text, name)))
