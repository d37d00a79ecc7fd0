"""Mistakes in what a function does beside its result: it changes its arguments."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

from grader.changes.rules import called_name
from grader.changes.source_tree import Change, SourceTree, parsed, stored_names

COPYING = ("array", "copy", "deepcopy", "list", "dict")  # functions that copy what they receive
KEPT = "result_of_call"


def copy_changes(tree: SourceTree, unchanged: Collection[str]) -> Iterator[Change]:
    """A copy is left out, or an argument that must stay the same is changed before the function returns."""
    for call in tree.nodes(ast.Call):
        if isinstance(call.func, ast.Attribute) and call.func.attr == "copy" and not call.args:
            yield tree.change("not_copied", call, call.func.value, subject=call.func.value)
        elif called_name(call) in COPYING and len(call.args) == 1:
            yield tree.change("not_copied", call, call.args[0], subject=call.args[0])
    for function in tree.functions[:1]:
        own = {each.arg for each in (*function.args.args, *function.args.kwonlyargs)} - stored_names(function)
        for name in own & set(unchanged):
            yield from _changed_at_the_end(tree, function, name)


def _changed_at_the_end(tree: SourceTree, function: ast.AST, name: str) -> Iterator[Change]:
    for result in tree.nodes(ast.Return):
        if tree.function_of(result) is function and result.value is not None:
            kept = ast.Assign([ast.Name(KEPT, ast.Store())], result.value)
            changing = ast.AugAssign(ast.Name(name, ast.Store()), ast.Add(), ast.Constant(1))
            lines = (kept, changing, ast.Return(ast.Name(KEPT, ast.Load())))
            yield Change("argument_changed", tree.replaced(result, *lines), result.lineno, parsed(name))
