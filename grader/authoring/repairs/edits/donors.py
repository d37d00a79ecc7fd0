"""Pieces of the solution that may stand in the place of one of the student's own, in the student's names.

Of a donor's variables those that both programs have stay; others are taken for each of the student's own in turn.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice, product

from grader.authoring.derived.operators.source_tree import Change, Function, SourceTree, parsed
from grader.authoring.repairs.edits.places import is_leaf, values, variables

MOST_COMBINATIONS = 8  # of the student's variables in one donor
MOST_PLACED = 600  # donors at all places of a statement, similar ones first
MOST_SHARE = 0.6  # of the solution's words in one donor: more would be the solution, and no edit
WORD = re.compile(r"(?<![\w.])[A-Za-z_]\w*(?!\w)")  # none that is read of an object


def placed(tree: SourceTree, solution: str) -> Iterator[Change]:
    """The statement with a donor in the place of one expression, similar ones first."""
    if not solution:
        return
    used = frozenset(node.id for node in tree.nodes(ast.Name))
    pairs = [
        (node, code)
        for function in tree.functions
        for node in values(tree, function)
        if not is_leaf(node) or isinstance(tree.parent(node), (ast.Assign, ast.AugAssign, ast.Return, ast.Tuple))
        for code in _codes(solution, tuple(variables(tree, function)), tuple(_entries(tree, function).items()), used)
    ]
    for node, code in sorted(pairs, key=lambda pair: -_likeness(ast.unparse(pair[0]), pair[1]))[:MOST_PLACED]:
        if code != ast.unparse(node):
            yield Change("other_formula", tree.replaced(node, parsed(code)), node.lineno)


def _entries(tree: SourceTree, function: Function) -> dict[str, str]:
    """By array the entry of it that the function reads, as in a loop over its entries."""
    reads = [node for node in values(tree, function) if isinstance(node, ast.Subscript) and is_leaf(node)]
    return {ast.unparse(node.value): ast.unparse(node) for node in reads if isinstance(node.slice, ast.Name)}


@cache
def _codes(
    solution: str, names: tuple[str, ...], entries: tuple[tuple[str, str], ...], used: frozenset[str]
) -> list[str]:
    """The donors, in these names; once more with entries of arrays in the place of arrays."""
    codes = []
    for expression, free, aliases in _expressions(solution):
        unknown = sorted(free - set(names) - used)
        some = None if len(unknown) < 2 else MOST_COMBINATIONS
        for combination in islice(product(names, repeat=len(unknown)), some):
            pairs = dict(zip(unknown, combination, strict=True))
            imports = {alias: _import(name) for alias, name in aliases.items() if alias not in used}
            codes.append(_with_names(expression, pairs | imports))
            codes.append(_with_names(codes[-1], dict(entries)))
    return list(dict.fromkeys(codes))


def _import(name: str) -> str:
    return f"__import__({name!r}, fromlist=['*'])"


def _with_names(code: str, names: Mapping[str, str]) -> str:
    """The code with others in the place of some names."""
    return WORD.sub(lambda found: names.get(found[0], found[0]), code) if names else code


@cache
def _expressions(solution: str) -> list[tuple[str, set[str], dict[str, str]]]:
    """The solution's expressions, the variables that they read, and the libraries that it imports by these names."""
    module = ast.parse(solution)
    aliases = dict(_aliases(module))
    codes: dict[str, set[str]] = {}
    longest = MOST_SHARE * sum(_words(ast.unparse(module)).values())
    for function in (each for each in ast.walk(module) if isinstance(each, Function)):
        once = _made_once(function)
        for node in (each for each in ast.walk(function) if isinstance(each, (ast.BinOp, ast.Call, ast.IfExp))):
            for code in (ast.unparse(node), _inlined(node, once)):
                if sum(_words(code).values()) < longest:
                    codes.setdefault(code, _free(ast.parse(code)) - aliases.keys())
    return [(code, free, aliases) for code, free in codes.items()]


def _aliases(module: ast.Module) -> Iterator[tuple[str, str]]:
    for node in module.body:
        if isinstance(node, ast.Import):
            for each in node.names:
                yield each.asname or each.name, each.name


def _free(tree: ast.AST) -> set[str]:
    bound = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    stored = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return names - bound - stored - set(dir(builtins))


def _made_once(function: Function) -> dict[str, ast.expr]:
    """The variables that one line computes, and not from their old values."""
    lines = [node for node in ast.walk(function) if isinstance(node, ast.Assign)]
    stored = Counter(n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))
    single = [line for line in lines if isinstance(line.targets[0], ast.Name) and stored[line.targets[0].id] == 1]
    pairs = {line.targets[0].id: line.value for line in single}  # type: ignore[attr-defined]
    parameters = {argument.arg for argument in function.args.args}
    return {name: value for name, value in pairs.items() if name not in _free(value) | parameters}


def _inlined(node: ast.expr, once: Mapping[str, ast.expr]) -> str:
    """The expression with what such variables hold in their place."""
    text = _with_names(ast.unparse(node), {name: f"({ast.unparse(value)})" for name, value in once.items()})
    return ast.unparse(ast.parse(text, mode="eval"))


def _likeness(one: str, other: str) -> float:
    """The share of words that two pieces of code have in common."""
    first, second = _words(one), _words(other)
    return sum((first & second).values()) / max(sum((first | second).values()), 1)


@cache
def _words(code: str) -> Counter[str]:
    return Counter(WORD.findall(code))
