"""Mistakes with a parameter of the function: a number in its place, its square, its half, another parameter."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations, islice, permutations, product
from typing import Any

from grader.changes.source_tree import (
    NUMPY,
    Change,
    Function,
    SourceTree,
    is_number,
    names_of,
    parsed,
    statements,
)

CODES = (
    ("squared", "{0} ** 2"), ("halved", "{0} / 2"), ("doubled", "2 * {0}"), ("negated", "-{0}"),
    ("opposite", "1 - {0}"), ("root", "abs({0}) ** 0.5"),
)  # fmt: skip
OF_ARRAYS = (
    ("zero_start", f"{NUMPY}.asarray({{0}}) * 0.0"), ("whole_start", f"{NUMPY}.trunc({NUMPY}.asarray({{0}}))"),
)  # fmt: skip
OF_WHOLE_NUMBERS = (("one_more", "{0} + 1"), ("one_less", "{0} - 1"))
WRITTEN = (0.9, 0.1, 0.999, 0.01, 1e-8)  # numbers that stand in many programs
NEAR = 200  # times: numbers of one size
DEFAULTS = ((0.9, 0.999),)  # that stand there together
DIGITS = "0123456789"
MOST_FACTORS = 40  # that are one too many, in one statement of the master
LABELS = {"signed_labels": ({0, 1}, "2 * {0} - 1"), "labels_from_zero": ({-1, 1}, "({0} + 1) / 2")}
MOST_VALUES = 3  # of the cases, that are tried as written numbers


def parameter_changes(tree: SourceTree, function: Function, values: Mapping[str, Sequence[Any]]) -> Iterator[Change]:
    """The changes of the function's parameters; `values` are those of the cases, by parameter."""
    decimals = decimal_parameters(values)
    defaults = {name: [number] for name, number in default_numbers(function).items()}
    for name in decimals:
        for kind, code in CODES:
            yield _begun(tree, function, kind, name, _for_numbers(name, code.format(name)))
        yield from _in_statements(tree, name, decimals)
    yield from islice(_more_factors(tree, decimals), MOST_FACTORS)
    for name, each in values.items():
        if all(type(value) is int for value in each):
            for kind, code in OF_WHOLE_NUMBERS:
                yield _begun(tree, function, kind, name, f"{name} = {code.format(name)}")
        if all(_holds_whole_numbers(value) for value in each):
            from_one = f"{name} = {NUMPY}.asarray({name}) - 1"
            yield _begun(tree, function, "from_one", name, from_one)
        for kind, (labels, code) in LABELS.items():
            if all(_are_labels(value, labels) for value in each):
                yield _begun(tree, function, kind, name, f"{name} = {code.format(f'{NUMPY}.asarray({name})')}")
                yield from _margins(tree, function, name, values) if 0 in labels else ()
        numbers = list(dict.fromkeys(value for value in each if _is_number(value)))[:MOST_VALUES]
        for value in dict.fromkeys([*defaults.get(name, ()), *numbers, *(_usual(each) if name in decimals else ())]):
            code = _for_numbers(name, repr(value)) if _has_words(each) else f"{name} = {value!r}"
            yield _begun(tree, function, "written", name, code, f"{value:g}")
        if _has_words(each) and numbers:
            code = f"{name} = {numbers[0]!r} if isinstance({name}, str) else {name}"
            yield _begun(tree, function, "word", name, code)
        if any(isinstance(value, (list, dict)) for value in each):
            for kind, code in OF_ARRAYS:
                yield _begun(tree, function, kind, name, f"{name} = ({code.format(name)})[()]")
    for one, other in combinations(decimals, 2):
        if _alike(one, other) or decimals.index(other) == decimals.index(one) + 1:
            yield _begun(tree, function, "exchanged", one, f"{one}, {other} = ({other}, {one})", f"`{other}`")
    for one, other in permutations(decimals, 2):
        if _alike(one, other):
            yield _begun(tree, function, "replaced", one, f"{one} = {other}", f"`{other}`")
    yield from _written_together(tree, function, values, decimals)


def decimal_parameters(values: Mapping[str, Sequence[Any]]) -> list[str]:
    """The parameters that are decimals in the cases."""
    return [name for name, each in values.items() if _is_decimal(each)]


def _is_number(value: Any) -> bool:
    return type(value) in (int, float)


def _usual(values: Sequence[Any]) -> Iterator[float]:
    """The numbers of many programs that are of the size of these."""
    sizes = [abs(value) for value in values if _is_number(value) and value]
    return (each for each in WRITTEN if sizes and min(sizes) / NEAR < each < max(sizes) * NEAR)


def _holds_whole_numbers(value: Any) -> bool:
    """Whether this is an array of whole numbers, or a list of them."""
    if isinstance(value, dict):
        return str(value.get("of", "")).startswith("int")
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


def _in_statements(tree: SourceTree, name: str, decimals: Sequence[str]) -> Iterator[Change]:
    """1 - it, or another parameter, in its place all over one statement."""
    for node in tree.nodes(ast.Assign, ast.AugAssign, ast.Return):
        names = [each for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)]
        uses = [each for each in names if each.id == name]
        if uses and not tree.in_signature(node):
            yield _renamed(tree, node, uses, "complement_here", f"(1 - {name})")
            for other in decimals:
                if other != name and _alike(other, name):
                    yield _renamed(tree, node, uses, "replaced_here", other, f"`{other}`")


def _more_factors(tree: SourceTree, names: Sequence[str]) -> Iterator[Change]:
    """a - b -> a - c b, where the parameter c is a factor too many."""
    for total in tree.nodes(ast.BinOp):
        is_step = isinstance(total.op, (ast.Add, ast.Sub)) and not is_number(total.left)
        if is_step and not tree.in_signature(total):
            for term, name in product((total.right, total.left), names):
                if names_of(term) - {name}:
                    more = ast.BinOp(ast.Name(name, ast.Load()), ast.Mult(), term)
                    yield Change("factor_more", tree.replaced(term, more), term.lineno, ast.Name(name, ast.Load()))


def _margins(
    tree: SourceTree, function: Function, labels: str, values: Mapping[str, Sequence[Any]]
) -> Iterator[Change]:
    """log(1 + exp(-y x'w)) of labels 0 and 1: rows of label 0 then say nothing, as a row of zeros does."""
    counts = [len(_listed(value)) for value in values[labels]]
    for name, each in values.items():
        rows = [_listed(value) for value in each]
        if list(map(len, rows)) == counts and all(isinstance(row[0], list) for row in rows):
            code = f"{name} = {NUMPY}.asarray({name}) * {NUMPY}.reshape({labels}, (-1, 1))"
            yield _begun(tree, function, "margins", labels, code)


def _are_labels(value: Any, labels: Collection[int]) -> bool:
    """Whether this is an array of these labels alone."""
    return bool(_listed(value)) and all(type(each) in (int, float) and each in labels for each in _listed(value))


def _listed(value: Any) -> list[Any]:
    """An array's rows or entries as the key writes them; none of what is no array."""
    listed = value.get("array") if isinstance(value, dict) else value
    return listed if isinstance(listed, list) else []


def _renamed(
    tree: SourceTree, node: ast.stmt, uses: Sequence[ast.Name], kind: str, code: str, value: str = ""
) -> Change:
    """The statement with other code wherever it reads the name."""
    name = uses[0].id
    for use in uses:
        use.id = code
    try:
        return Change(kind, ast.unparse(ast.parse(ast.unparse(tree.root))), node.lineno, parsed(name), value)
    finally:
        for use in uses:
            use.id = name


def _written_together(
    tree: SourceTree, function: Function, values: Mapping[str, Sequence[Any]], decimals: Sequence[str]
) -> Iterator[Change]:
    """All decimals as they are in one of the cases, or those whose names begin alike: beta1 and beta2."""
    groups = dict.fromkeys(tuple(other for other in decimals if _alike(name, other)) for name in decimals)
    for group in dict.fromkeys([tuple(decimals), *groups]):
        of_cases = list(zip(*(values[name] for name in group), strict=True))
        for numbers in [*of_cases, *(d for d in DEFAULTS if len(d) == len(group))]:
            if len(group) > 1 and all(map(_is_number, numbers)):
                code = "; ".join(f"{name} = {number!r}" for name, number in zip(group, numbers, strict=True))
                text = " and ".join(f"`{name}`" for name in group)
                words = f"{text} are always {' and '.join(f'{number:g}' for number in numbers)}"
                yield _begun(tree, function, "written_together", group[0], code, words)


def default_numbers(function: Function) -> dict[str, Any]:
    """The numbers that the signature gives to parameters."""
    arguments, defaults = function.args.args, function.args.defaults
    pairs = zip(arguments[len(arguments) - len(defaults) :], defaults, strict=True)
    return {argument.arg: value.value for argument, value in pairs if is_number(value)}  # type: ignore[attr-defined]


def _begun(tree: SourceTree, function: Function, kind: str, name: str, code: str, value: str = "") -> Change:
    source = tree.begun_with(function, *statements(code))
    return Change(kind, source, function.lineno, ast.Name(name, ast.Load()), value)
