"""Mistakes with a parameter of the function: a number in its place, its square, its half, another parameter."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations, islice, product
from typing import Any

import numpy as np

from grader.changes.source_tree import (
    NUMPY,
    Changes,
    Function,
    SourceTree,
    is_number,
    names_of,
    reads_of,
    variable,
    within,
)

CODES = (
    ("squared", "{0} ** 2"), ("halved", "{0} / 2"), ("doubled", "2 * {0}"), ("negated", "-{0}"),
    ("opposite", "1 - {0}"), ("root", "abs({0}) ** 0.5"),
)  # fmt: skip
TURNED = ("negated", "opposite")  # not of a bound: that is what a condition the wrong way round does
OF_WHOLE_NUMBERS = (("one_more", "{0} + 1"), ("one_less", "{0} - 1"))
WRITTEN = (0.9, 0.1, 0.999, 0.01, 1e-8)  # numbers that stand in many programs
NEAR = 200  # times: numbers of one size
DIGITS = "0123456789"
MAX_FACTORS = 40  # that are one too many, in one statement of the master
MAX_VALUES = 3  # of the cases, that are tried as written numbers


def parameter_changes(tree: SourceTree, function: Function, values: Mapping[str, Sequence[Any]]) -> Changes:
    """The changes of the function's parameters; `values` are those of the cases, by parameter."""
    decimals = decimal_parameters(values)
    for name in decimals:
        is_bound = _is_bound(tree, name)
        for kind, code in CODES:
            if not (is_bound and kind in TURNED):
                yield tree.begun(function, kind, name, _for_numbers(name, code.format(name)))
        yield from _in_statements(tree, name, decimals)
    yield from islice(_more_factors(tree, decimals), MAX_FACTORS)
    for name in values:
        for kind, code, words in _codes(tree, function, name, values):
            yield tree.begun(function, kind, name, code, words)
    for one, other in combinations(decimals, 2):
        if _alike(one, other) or decimals.index(other) == decimals.index(one) + 1:
            yield tree.begun(function, "exchanged", one, f"{one}, {other} = ({other}, {one})", f"`{other}`")


def _codes(
    tree: SourceTree, function: Function, name: str, values: Mapping[str, Sequence[Any]]
) -> Iterator[tuple[str, str, str]]:
    """Kinds of changes of a parameter, the code that begins the function, and the value of the change."""
    own, defaults, array = values[name], default_numbers(function), f"{NUMPY}.asarray({name})"
    if all(type(value) is int for value in own):
        yield from ((kind, f"{name} = {code.format(name)}", "") for kind, code in OF_WHOLE_NUMBERS)
    if all(_holds_whole_numbers(value) for value in own):
        yield "from_one", f"{name} = {array} - 1", ""
    if all(_are_labels(value, (0, 1)) for value in own):
        yield "signed_labels", f"{name} = 2 * {array} - 1", ""
        yield from (("margins", code, "") for code in _margins(name, values))
    usual = _usual(own) if _is_decimal(own) else ()
    for number in dict.fromkeys([*([defaults[name]] if name in defaults else []), *_numbers(own), *usual]):
        code = _for_numbers(name, repr(number)) if _has_words(own) else f"{name} = {number!r}"
        yield "written", code, f"{number:g}"
    if any(isinstance(value, (list, dict)) for value in own):
        yield "zero_start", f"{name} = ({array} * 0.0)[()]", ""
    yield from (("ignored", f"{name} = {word!r}", "") for word in _options(tree, function, name, own))
    if all(map(_is_list_of_numbers, own)) and _is_taken_apart(tree, name):
        yield "first_for_all", f"{name} = [{name}[0]] * len({name})", ""


def _numbers(values: Sequence[Any]) -> list[float]:
    """The first few numbers of the cases."""
    return list(dict.fromkeys(value for value in values if _is_number(value)))[:MAX_VALUES]


def _options(tree: SourceTree, function: Function, name: str, values: Sequence[Any]) -> list[Any]:
    """The words, or truth values, that the parameter can have, if it is such a one."""
    default = dict(_signature(function)).get(name)
    own = [*values, *([default.value] if isinstance(default, ast.Constant) else [])]
    kinds = {type(value) for value in own if value is not None}
    if kinds == {bool}:
        return [True, False]
    return list(dict.fromkeys([*own, *_compared_words(tree, name)])) if kinds == {str} else []


def _compared_words(tree: SourceTree, name: str) -> Iterator[str]:
    """The words with which the parameter is compared, or that are the keys of a table which it chooses from."""
    for node in tree.nodes(ast.Compare, ast.Subscript):
        if name in names_of(node):
            yield from (n.value for n in within(node, ast.Constant) if isinstance(n.value, str))


def _is_list_of_numbers(value: Any) -> bool:
    return isinstance(value, list) and all(_is_number(each) for each in value)


def _is_taken_apart(tree: SourceTree, name: str) -> bool:
    """Whether a loop runs over the parameter, or reads one of its entries after the other."""
    loops: list[ast.For | ast.comprehension] = [*tree.nodes(ast.For), *tree.nodes(ast.comprehension)]
    entries = [each.slice for each in tree.nodes(ast.Subscript) if ast.unparse(each.value) == name]
    return any(name in names_of(each.iter) for each in loops) or any(isinstance(each, ast.Name) for each in entries)


def decimal_parameters(values: Mapping[str, Sequence[Any]]) -> list[str]:
    """The parameters that are decimals in the cases."""
    return [name for name, each in values.items() if _is_decimal(each)]


def _is_bound(tree: SourceTree, name: str) -> bool:
    """Whether the parameter does nothing but stand on one side of comparisons in loops, as a tolerance does."""
    reads = reads_of(tree.root, name)
    around = [list(tree.around(node)) for node in reads]
    return bool(reads) and all(
        isinstance(outer[0], ast.Compare) and any(isinstance(each, ast.For | ast.While) for each in outer)
        for outer in around
    )


def _is_number(value: Any) -> bool:
    return type(value) in (int, float)


def _usual(values: Sequence[Any]) -> Iterator[float]:
    """The numbers of many programs that are of the size of these."""
    sizes = [abs(value) for value in values if _is_number(value) and value]
    return (each for each in WRITTEN if sizes and min(sizes) / NEAR < each < max(sizes) * NEAR)


def _holds_whole_numbers(value: Any) -> bool:
    """Whether this is an array of whole numbers, or a list of them."""
    if isinstance(value, np.ndarray):
        return bool(value.dtype.kind == "i")
    return isinstance(value, list) and bool(value) and all(type(each) is int for each in value)


def _has_words(values: Sequence[Any]) -> bool:
    return any(type(value) is str for value in values)


def _is_decimal(values: Sequence[Any]) -> bool:
    """Whether these are decimals; a word among them says which decimals to take, and a whole number is one of them."""
    return any(type(value) is float for value in values) and all(_is_number(v) or type(v) is str for v in values)


def _alike(one: str, other: str) -> bool:
    """Whether two names are easily taken for each other: `beta1` and `beta2`."""
    return one.rstrip(DIGITS) == other.rstrip(DIGITS)


def _for_numbers(name: str, code: str) -> str:
    return f"{name} = {code} if isinstance({name}, (int, float)) else {name}"


def _in_statements(tree: SourceTree, name: str, decimals: Sequence[str]) -> Changes:
    """Another parameter in its place all over one statement."""
    for node in tree.nodes(ast.Assign, ast.AugAssign, ast.Return):
        uses = reads_of(node, name)
        if uses and not tree.in_signature(node):
            for other in decimals:
                if other != name and _alike(other, name):
                    pairs = [(each, variable(other)) for each in uses]
                    words = f"`{other}`"
                    yield tree.change_all("replaced_here", pairs, line=node.lineno, subject=variable(name), value=words)


def _more_factors(tree: SourceTree, names: Sequence[str]) -> Changes:
    """a - b -> a - c b, where the parameter c is a factor too many."""
    for total in tree.nodes(ast.BinOp):
        is_step = isinstance(total.op, (ast.Add, ast.Sub)) and not is_number(total.left)
        if is_step and not tree.in_signature(total):
            for term, name in product((total.right, total.left), names):
                if names_of(term) - {name}:
                    more = ast.BinOp(variable(name), ast.Mult(), term)
                    yield tree.change("factor_more", term, more, subject=variable(name))


def _margins(labels: str, values: Mapping[str, Sequence[Any]]) -> Iterator[str]:
    """log(1 + exp(-y x'w)) of labels 0 and 1: rows of label 0 then say nothing, as a row of zeros does."""
    counts = [len(_listed(value)) for value in values[labels]]
    for name, each in values.items():
        rows = [_listed(value) for value in each]
        if list(map(len, rows)) == counts and all(isinstance(row[0], list) for row in rows):
            yield f"{name} = {NUMPY}.asarray({name}) * {NUMPY}.reshape({labels}, (-1, 1))"


def _are_labels(value: Any, labels: Collection[int]) -> bool:
    """Whether this is an array of these labels alone."""
    return bool(_listed(value)) and all(type(each) in (int, float) and each in labels for each in _listed(value))


def _listed(value: Any) -> list[Any]:
    """An array's rows or entries as the key writes them; none of what is no array."""
    listed = value.tolist() if isinstance(value, np.ndarray) else value
    return listed if isinstance(listed, list) else []


def default_numbers(function: Function) -> dict[str, Any]:
    """The numbers that the signature gives to parameters."""
    return {name: value.value for name, value in _signature(function) if is_number(value)}  # type: ignore[attr-defined]


def _signature(function: Function) -> Iterator[tuple[str, ast.expr]]:
    """The parameters that may be left out, and what holds then."""
    arguments, defaults = [*function.args.posonlyargs, *function.args.args], function.args.defaults
    for argument, value in zip(arguments[len(arguments) - len(defaults) :], defaults, strict=True):
        yield argument.arg, value
