"""Which expressions of a function hold numbers, as far as the code shows, and which variables may stand there."""

from __future__ import annotations

import ast

from grader.changes.rules import called_name
from grader.changes.source_tree import Function, SourceTree, called_names, filled_lists, is_number, parameters_of

NUMBERED = ("range", "zip", "enumerate", "len", "reversed")  # functions whose arguments are no values
MODULES = ("np", "jnp", "jax", "math", "numpy")
NO_VALUES = (
    ast.Tuple, ast.List, ast.Dict, ast.Slice, ast.Lambda, ast.Compare, ast.BoolOp, ast.Starred, ast.ListComp,
    ast.JoinedStr, ast.FormattedValue,
)  # fmt: skip


def variables(tree: SourceTree, function: Function) -> list[str]:
    """The function's parameters and variables that hold numbers, those of functions around it last."""
    others = {"self", *called_names(tree.root), *filled_lists(tree.root, methods=("append", "extend"))}
    names = dict.fromkeys(
        name for scope in (function, *tree.around(function)) if isinstance(scope, Function) for name in _names(scope)
    )
    return [name for name in names if name not in others]


def _names(function: Function) -> list[str]:
    stored = [n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
    return [*parameters_of(function), *stored]


def values(tree: SourceTree, function: Function) -> list[ast.expr]:
    """The expressions of a function that hold numbers, outermost first."""
    own = [node for node in tree.nodes(ast.expr) if tree.function_of(node) is function and not tree.in_signature(node)]
    return [node for node in own if _is_value(node) and not _is_place(tree.parent(node), node)]


def is_leaf(node: ast.AST) -> bool:
    """Whether this is a number, a variable, or an entry of one: of a table, an array or an object."""
    if isinstance(node, ast.Attribute):
        return isinstance(node.value, ast.Name) and node.value.id not in MODULES and node.attr != "T"
    if isinstance(node, ast.Subscript):
        return is_leaf(node.value) and isinstance(node.slice, (ast.Constant, ast.Name))
    return isinstance(node, ast.Name) or is_number(node)


def _is_value(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return is_number(node)
    is_read = isinstance(getattr(node, "ctx", ast.Load()), ast.Load)
    return is_read and not isinstance(node, NO_VALUES) and getattr(node, "id", "") not in MODULES


def _is_place(parent: ast.AST | None, node: ast.expr) -> bool:
    """Whether the node says what is called, looked up, counted or passed through, and is no value."""
    if isinstance(parent, (ast.Attribute, ast.Expr)):
        return True
    if isinstance(parent, ast.Call) and ast.unparse(parent.func) in NUMBERED:
        return True
    return any(getattr(parent, place, None) is node for place in ("func", "iter", "slice"))


def is_count(value: ast.expr) -> bool:
    """Whether this is a number, or how many entries something has: it is the same in every pass."""
    read = value.value if isinstance(value, ast.Subscript) else value
    is_size = isinstance(read, ast.Attribute) and read.attr in ("shape", "size")
    return is_size or isinstance(read, ast.Constant) or (isinstance(read, ast.Call) and called_name(read) == "len")
