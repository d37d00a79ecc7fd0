"""Edits that add what a student left out of an expression, or that read another variable there."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from grader.changes.rules import called_name
from grader.changes.source_tree import Change, SourceTree, parsed
from grader.repairs.edits.places import values, variables

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


def repeated(tree: SourceTree) -> Iterator[Change]:
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


def axes(tree: SourceTree) -> Iterator[Change]:
    """An axis for a sum, a mean or the like that is taken over all entries."""
    for call in tree.nodes(ast.Call):
        if called_name(call) in OVER_ENTRIES and not any(keyword.arg == "axis" for keyword in call.keywords):
            for axis in (0, 1, -1):
                keywords = [*call.keywords, ast.keyword("axis", ast.Constant(axis))]
                yield tree.change("no_axis", call, ast.Call(call.func, call.args, keywords))


def wrapped(tree: SourceTree) -> Iterator[Change]:
    """Something done to a value: a square, a mean, a sign; first to what functions return."""
    nodes = [node for function in tree.functions for node in values(tree, function)]
    for node in sorted(nodes, key=lambda node: not isinstance(tree.parent(node), (ast.Return, ast.Tuple))):
        if not isinstance(node, ast.Constant):
            yield from _edits(tree, node, SHIFTED | SCALED | APPLIED)


def with_factors(tree: SourceTree) -> Iterator[Change]:
    """A variable, or its length, as one more factor or divisor."""
    yield from _with_names(tree, TIMES)


def with_terms(tree: SourceTree) -> Iterator[Change]:
    """A variable as one more term; then a product of two."""
    yield from _with_names(tree, PLUS)
    for function in tree.functions:
        pairs = list(combinations(variables(tree, function), 2))
        for node in values(tree, function):
            if isinstance(tree.parent(node), (ast.Assign, ast.AugAssign, ast.Return)):
                for one, other in pairs:
                    codes = {kind: code.format("{0}", one, other) for kind, code in PRODUCTS.items()}
                    yield from _edits(tree, node, codes)


def _with_names(tree: SourceTree, codes: Mapping[str, str]) -> Iterator[Change]:
    for function in tree.functions:
        names = variables(tree, function)
        for node in values(tree, function):
            yield from _edits(tree, node, codes, names)


def norms(tree: SourceTree) -> Iterator[Change]:
    """Another norm in place of one."""
    for call in tree.nodes(ast.Call):
        inner = [each for each in ast.walk(call) if isinstance(each, ast.Call) and called_name(each) in ("abs", "norm")]
        if called_name(call) in ("max", "sum", "norm") and inner and inner[0].args and not tree.in_signature(call):
            for code in NORMS:
                new = parsed(code.format(f"({ast.unparse(inner[0].args[0])})"))
                yield tree.change("other_norm", call, new)


def _edits(
    tree: SourceTree, node: ast.expr, codes: Mapping[str, str], names: Sequence[str] = ("",)
) -> Iterator[Change]:
    """The node replaced by each code, for each of the names."""
    text, parent = f"({ast.unparse(node)})", tree.parent(node)
    alike = ALIKE.get(type(parent.op), ()) if isinstance(parent, ast.BinOp) else ()
    for kind, code in codes.items():
        for name in names if kind not in alike else ():
            if text == f"({name})":
                continue
            yield tree.change(kind, node, parsed(code.format(text, name)))
