"""Edits that use an argument in whose place the program has something of its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from grader.changes.source_tree import Change, Function, SourceTree, names_of, parsed, statements
from grader.repairs.edits.places import is_leaf, values


def argument_edits(tree: SourceTree, functions: Sequence[str] = ()) -> Iterator[Change]:
    """Every edit of this page; `functions` are those that other statements of the program define."""
    for function in tree.functions:
        yield from _in_place_of_own(tree, function, functions)
        yield from _entries_of_arguments(tree, function)


def _in_place_of_own(tree: SourceTree, function: Function, functions: Sequence[str]) -> Iterator[Change]:
    """An argument that is not read, wherever the program calls another function of its own."""
    for name in sorted(_parameters(function) - names_of(function)):
        for own in functions:
            begin = statements(f"global {own}\n{own} = {name}")
            yield Change("own_function", tree.begun_with(function, *begin), function.lineno)


def _entries_of_arguments(tree: SourceTree, function: Function) -> Iterator[Change]:
    """An entry of an argument for each pass of a loop, in place of all that a line or an index computes."""
    counters = [loop.target.id for loop in tree.nodes(ast.For) if isinstance(loop.target, ast.Name)]
    own = [count for count in dict.fromkeys(counters) if count not in _parameters(function)]
    codes = [f"{name}[{count}]" for count in own for name in sorted(_parameters(function))]
    for node in values(tree, function):
        if isinstance(tree.parent(node), (ast.Assign, ast.Call)) and not is_leaf(node):
            for code in codes:
                yield tree.change("entry_for_value", node, parsed(code))
    by_text: dict[str, list[ast.expr]] = {}
    for read in tree.nodes(ast.Subscript):
        if tree.function_of(read) is function and not isinstance(read.slice, (ast.Constant, ast.Name)):
            by_text.setdefault(ast.unparse(read.slice), []).append(read.slice)
    for nodes in by_text.values():
        for code in codes:
            new = parsed(code)
            yield Change("entry_for_value", tree.all_replaced([(each, new) for each in nodes]), nodes[0].lineno)


def _parameters(function: Function) -> set[str]:
    return {each.arg for each in (*function.args.args, *function.args.kwonlyargs)} - {"self"}
