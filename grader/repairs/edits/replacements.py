"""Edits that put another piece of the student's own program in the place of one: a variable, an entry, a call."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from copy import deepcopy
from itertools import combinations, pairwise

from grader.changes.rules import Rule, RuleTable, called_name
from grader.changes.source_tree import Change, Function, SourceTree, is_number, parsed
from grader.repairs.edits.places import MODULES, NUMBERED, bodies, is_leaf, values, variables

OPERATORS = RuleTable(
    [
        *(Rule("", f"L {operator} A") for operator in ("+", "*", "/", "//", "%")),
        Rule("other_operator", "A * B -> A ** B"),
        Rule("other_operator", "A * B -> A @ B"),
        Rule("other_operator", "A * B -> A + B"),
        Rule("other_operator", "A @ B -> A * B"),
        Rule("other_operator", "A + B -> A * B"),
        Rule("other_operator", "A // B -> A / B"),
        Rule("other_operator", "A // B -> A % B"),
        Rule("other_operator", "A / B -> A // B"),
        Rule("other_operator", "A / B -> A % B"),
        Rule("other_operator", "A % B -> A // B"),
        Rule("other_operator", "A % B -> A / B"),
    ]
)
MAY_BE_WHOLE = ("array", "asarray", "arange", "full", "full_like", "zeros_like", "ones_like", "empty_like")
MAX_OTHERS = 14  # entries and lengths that may stand in the place of a variable


def replacements(tree: SourceTree) -> Iterator[Change]:
    """Every edit of this page but those that put a variable in the place of another."""
    for call in tree.nodes(ast.Call):
        yield from _other_order(tree, call)
        yield from _fractions(tree, call)
    yield from OPERATORS.changes(tree, ast.BinOp)
    yield from _elements(tree)
    yield from _indices(tree)
    yield from _smaller_steps(tree)


def other_names(tree: SourceTree) -> Iterator[Change]:
    """Another variable in place of one, or of a number; first those whose names begin alike."""
    for is_alike in (True, False):
        for function in tree.functions:
            names = variables(tree, function)
            for node in filter(is_leaf, values(tree, function)):
                others = [name for name in names if (name[0] == ast.unparse(node)[0]) == is_alike]
                yield from _each(tree, node, "name_for_number" if is_number(node) else "other_name", others)


def renamed(tree: SourceTree) -> Iterator[Change]:
    """Another variable wherever a part of a formula reads one."""
    for function in tree.functions:
        names = variables(tree, function)
        for node in values(tree, function):
            reads = [each for each in ast.walk(node) if isinstance(each, ast.Name) and each.id in names]
            for name in dict.fromkeys(each.id for each in reads):
                uses = [each for each in reads if each.id == name]
                for other in names if len(uses) > 1 else ():
                    pairs = [(each, ast.Name(other, ast.Load())) for each in uses]
                    yield Change("other_name", tree.all_replaced(pairs), node.lineno)


def other_entries(tree: SourceTree) -> Iterator[Change]:
    """An entry of a table, an array or an object in place of a variable, or of another entry."""
    for function in tree.functions:
        nodes = values(tree, function)
        entries = _entries(nodes)[:MAX_OTHERS]
        for node in filter(is_leaf, nodes):
            yield from _each(tree, node, "name_for_number" if is_number(node) else "other_name", entries)


def names_for_values(tree: SourceTree) -> Iterator[Change]:
    """A variable, or a function of one, in place of all that a line, a function's argument or an operand computes."""
    for function in tree.functions:
        names, nodes = variables(tree, function), values(tree, function)
        calls = [f"{name}({of})" for name in _functions(tree, function) for of in names]
        for node in nodes:
            if isinstance(tree.parent(node), (ast.Assign, ast.AugAssign, ast.Return, ast.Call, ast.Tuple)):
                if not is_leaf(node):
                    yield from _each(tree, node, "name_for_value", names)
                yield from _each(tree, node, "call_for_value", calls)
        for node in nodes:
            if isinstance(tree.parent(node), ast.BinOp):
                if not is_leaf(node):
                    yield from _each(tree, node, "name_for_value", names)
                yield from _each(tree, node, "call_for_value", calls)


def computed_once(tree: SourceTree) -> Iterator[Change]:
    """What two calls compute, each anew, is computed once: a random choice, a gradient."""
    for body in bodies(tree):
        by_code: dict[str, list[tuple[ast.stmt, ast.Call]]] = {}
        for statement in body:
            for call in (each for each in ast.walk(statement) if isinstance(each, ast.Call)):
                if called_name(call) not in NUMBERED:
                    by_code.setdefault(ast.unparse(call), []).append((statement, call))
        for code, alike in by_code.items():
            if len(alike) > 1:
                (first, call), name = alike[0], ast.Name("_once", ast.Load())
                made = ast.Assign([ast.Name("_once", ast.Store())], parsed(code))
                with ExitStack() as stack:
                    for _, each in alike:
                        stack.enter_context(tree.exchanged(each, [name]))
                    source = tree.replaced(first, made, first)
                yield Change("computed_once", source, call.lineno)


def other_counts(tree: SourceTree) -> Iterator[Change]:
    """The number of entries of a variable in place of another divisor."""
    for function in tree.functions:
        counts = [f"len({name})" for name in variables(tree, function)]
        for node in values(tree, function):
            parent = tree.parent(node)
            if isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Div) and node is parent.right:
                yield from _each(tree, node, "other_count", counts)


def _functions(tree: SourceTree, function: Function) -> list[str]:
    """The parameters, and what else is called by a name with one argument."""
    called = {call.func.id for call in tree.nodes(ast.Call) if isinstance(call.func, ast.Name) and len(call.args) == 1}
    builtin = {"len", "range", "float", "int", "abs", "list", "sum", "max", "min", "print", "str", "tuple", "reversed"}
    return sorted(called - builtin - {function.name})


def _entries(nodes: Sequence[ast.expr]) -> list[str]:
    """What is read of tables, arrays and objects, as it stands in the code; then what the sizes of arrays are."""
    entries = [ast.unparse(n) for n in nodes if isinstance(n, (ast.Attribute, ast.Subscript)) and is_leaf(n)]
    sizes = [ast.unparse(n) for n in nodes if isinstance(n, ast.Call) and called_name(n) == "len"]
    return list(dict.fromkeys([*entries, *sizes]))


def _each(tree: SourceTree, node: ast.expr, kind: str, codes: Sequence[str]) -> Iterator[Change]:
    own = ast.unparse(node)
    for code in codes:
        if code != own:
            yield tree.change(kind, node, parsed(code))


def _other_order(tree: SourceTree, call: ast.Call) -> Iterator[Change]:
    """f(g(x)) -> g(f(x)): a sum of maxima in place of the maximum of the sum."""
    name = {"max": "maximum", "min": "minimum"}.get(ast.unparse(call.func), "")
    function = parsed(f"__import__('numpy').{name}") if name else call.func
    for argument in () if tree.in_signature(call) else call.args:
        if isinstance(argument, ast.Call) and (core := _core(argument)) is not None:
            outer = ast.Call(function, [core if each is argument else each for each in call.args], call.keywords)
            with tree.exchanged(core, [outer]):
                moved = deepcopy(argument)
            yield tree.change("call_order", call, moved)


def _fractions(tree: SourceTree, call: ast.Call) -> Iterator[Change]:
    """A new array that may hold whole numbers alone -> the same numbers, as floats."""
    has_dtype = any(keyword.arg == "dtype" for keyword in call.keywords)
    if has_dtype or called_name(call) in MAY_BE_WHOLE:
        floats = ast.BinOp(ast.Constant(1.0), ast.Mult(), call)
        yield tree.change("whole_numbers", call, deepcopy(floats))


def _core(call: ast.Call) -> ast.expr | None:
    """x, where the call is f(x), f(x, y) or x.f()."""
    if call.args:
        return call.args[0]
    return call.func.value if isinstance(call.func, ast.Attribute) else None


def _elements(tree: SourceTree) -> Iterator[Change]:
    """Two neighbours of a list or a tuple that a function is called with, each in the other's place."""
    displays: list[ast.List | ast.Tuple] = [*tree.nodes(ast.List), *tree.nodes(ast.Tuple)]
    for node in displays:
        if isinstance(node.ctx, ast.Load) and isinstance(tree.parent(node), (ast.Call, ast.Subscript)):
            for one, other in pairwise(node.elts):
                yield Change("arguments", tree.all_replaced([(one, other), (other, one)]), node.lineno)


def _indices(tree: SourceTree) -> Iterator[Change]:
    """Another index of the program in place of one."""
    reads = [each for each in tree.nodes(ast.Subscript) if not tree.in_signature(each)]
    indices = {ast.unparse(each.slice): each.slice for each in reads if not isinstance(each.slice, ast.Constant)}
    whole = {ast.unparse(each): each for each in reads}
    for node in reads:
        for code, index in (indices | whole).items():
            if code not in (ast.unparse(node.slice), ast.unparse(node)):
                yield tree.change("other_index", node.slice, deepcopy(index), line=node.lineno)


def _smaller_steps(tree: SourceTree) -> Iterator[Change]:
    """A small number that a variable holds, such as the step of a difference quotient, much smaller."""
    for node in tree.nodes(ast.Constant):
        if isinstance(tree.parent(node), ast.Assign) and type(node.value) is float and 0 < node.value < 1:
            for factor in (1e-3, 1e-6, 1e-9):
                yield tree.change("coarse", node, ast.Constant(node.value * factor))


def exchanged(tree: SourceTree) -> Iterator[Change]:
    """Two variables, or two numbers, each in the other's place within a statement."""
    for node in tree.nodes(ast.Assign, ast.AugAssign, ast.Expr):
        leaves = [each for each in ast.walk(node) if _is_simple(each) and not tree.in_signature(each)]
        texts = dict.fromkeys(map(ast.unparse, leaves))
        for one, other in combinations(texts, 2):
            if is_number(parsed(one)) == is_number(parsed(other)):
                swap = {one: other, other: one}
                pairs = [(each, parsed(swap[ast.unparse(each)])) for each in leaves if ast.unparse(each) in swap]
                yield Change("exchanged", tree.all_replaced(pairs), node.lineno)


def _is_simple(node: ast.AST) -> bool:
    """Whether this is a number, or a variable that is read."""
    is_read = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id not in MODULES
    return is_read or is_number(node)


def other_functions(tree: SourceTree) -> Iterator[Change]:
    """Another function in place of one that is called by its name: one of the program, or a parameter."""
    calls = [call for call in tree.nodes(ast.Call) if isinstance(call.func, ast.Name)]
    parameters = [each.arg for function in tree.functions for each in function.args.args]
    names = list(dict.fromkeys([*(ast.unparse(call.func) for call in calls), *parameters]))
    for call in calls:
        yield from _each(tree, call.func, "other_called", names)
