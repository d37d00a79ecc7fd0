"""Edits of what is drawn at random: again or not, of how many, in which order, and with which seed."""

from __future__ import annotations

import ast
from copy import deepcopy

from grader.changes.rules import called_name
from grader.changes.source_tree import (
    NUMPY,
    Change,
    Changes,
    Function,
    Loop,
    SourceTree,
    parameters_of,
    parsed,
    statements,
    within,
)
from grader.changes.variables import variables

UNIFORM = ("randint", "integers")  # numbers below an end
FROM_ENTRIES = ("choice", "permutation", "sample", "choices")  # of a list, or of the numbers below this one
SEEDED = ("default_rng", "RandomState", "Random", "Generator")
GENERATORS = ("rng", "random_state", "generator", "gen")  # what a parameter that is one is called


def random_draws(tree: SourceTree) -> Changes:
    """Edits of what is drawn at random, and how."""
    for call in tree.nodes(ast.Call):
        if not tree.in_signature(call):
            yield from _again_or_not(tree, call)
            yield from _other_range(tree, call)
            if called_name(call) in SEEDED and (call.args or call.keywords):
                yield tree.change("fixed_seed", call, ast.Call(call.func, [], []))
    for node in tree.nodes(ast.Subscript):
        yield from _first_of_order(tree, node)
    for function in tree.functions:
        yield from _shuffled(tree, function)


def _again_or_not(tree: SourceTree, call: ast.Call) -> Changes:
    """choice(a, k) <-> choice(a, k, replace=False); randint(0, n, k) -> choice(n, k, replace=False)."""
    named, keywords = {each.arg: each.value for each in call.keywords}, call.keywords
    match called_name(call), call.func:
        case "choice", _ if len(call.args) > 1 or "size" in named:
            others = [each for each in keywords if each.arg != "replace"]
            once = ast.keyword("replace", ast.Constant(False))
            is_once = ast.unparse(named.get("replace", ast.Constant(True))) == "False"
            kind = "drawn_once" if is_once else "drawn_again"
            yield tree.change(kind, call, ast.Call(call.func, call.args[:2], others if is_once else [*others, once]))
        case ("choices" | "sample") as name, ast.Attribute(value=module):
            other, kind = {"choices": ("sample", "drawn_again"), "sample": ("choices", "drawn_once")}[name]
            function = ast.Attribute(module, other, ast.Load())
            counts = [ast.keyword("k", call.args[1])] if len(call.args) > 1 else keywords
            yield tree.change(kind, call, ast.Call(function, call.args[:1], counts))
        case (("randint" | "integers"), ast.Attribute(value=generator)):
            size = named.get("size", call.args[2] if len(call.args) > 2 else None)
            first, *more = [*map(ast.unparse, call.args[:2]), ""][:2] if call.args else ("", "")
            end = more[0] if first == "0" else "" if more[0] else first
            if size is not None and end:
                code = f"{ast.unparse(generator)}.choice({end}, {ast.unparse(size)}, replace=False)"
                yield tree.change("drawn_again", call, parsed(code))


def _first_of_order(tree: SourceTree, node: ast.Subscript) -> Changes:
    """permutation(n)[:k] -> choice(n, k)."""
    match node:
        case ast.Subscript(
            ast.Call(ast.Attribute(generator, "permutation"), [entries]), ast.Slice(None, ast.expr() as count, None)
        ):
            drawn = ast.Attribute(generator, "choice", ast.Load())
            yield tree.change("drawn_once", node, ast.Call(drawn, [entries, count], []))


def _other_range(tree: SourceTree, call: ast.Call) -> Changes:
    """randint(0, k) -> randint(0, len(x)), for each variable x; so for whatever numbers are drawn of."""
    name, function = called_name(call), tree.function_of(call)
    if function is None or not call.args or name not in (*UNIFORM, *FROM_ENTRIES):
        return
    end = call.args[min(len(call.args), 2) - 1 if name in UNIFORM else 0]
    if isinstance(end, ast.Call) and called_name(end) == "range" and end.args:
        end = end.args[-1]
    for code in (f"len({each})" for each in variables(tree, function)):
        if code not in ast.unparse(end):  # of len(x) - 1 a term is too many
            yield tree.change("other_range", end, parsed(code), line=call.lineno)


def _shuffled(tree: SourceTree, function: Function) -> Changes:
    """x[i:j], y[i:j] -> of x and y in one random order, which is drawn before the loop over i, or at the beginning."""
    slices: dict[str, list[ast.Subscript]] = {}
    for node in within(function, ast.Subscript):
        if isinstance(node.slice, ast.Slice) and isinstance(node.value, ast.Name):
            slices.setdefault(ast.unparse(node.slice), []).append(node)
    parameters = parameters_of(function)
    generator = next((name for name in parameters if name in GENERATORS), f"{NUMPY}.random")
    for alike in slices.values():
        names = list(dict.fromkeys(ast.unparse(node.value) for node in alike))
        if set(names) <= set(parameters):
            order = f"_order = {generator}.permutation(len({names[0]}))"
            lines = statements("\n".join([order, *(f"{name} = {name}[_order]" for name in names)]))
            loop = next((outer for outer in tree.around(alike[0]) if isinstance(outer, Loop)), None)
            if loop is not None:
                yield tree.change("not_shuffled", loop, *deepcopy(lines), loop, line=alike[0].lineno)
            yield Change("not_shuffled", tree.begun_with(function, *lines), alike[0].lineno)
