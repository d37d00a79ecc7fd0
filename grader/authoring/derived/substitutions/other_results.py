"""Results of another formula with the same arguments: another loss of a linear model."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from itertools import permutations

from grader.changes.arrays import Shapes
from grader.changes.source_tree import NUMPY, Change, SourceTree, parsed, parts_of, statements
from reference.mistakes.formulas import LOSSES

OF_LOSS = (
    "(lambda r, np, X, y, w, s, c: np.mean({loss}) + c * (w @ w) / 2 if np.ndim(r) == 0 else {slope})"
    f"({{part}}, {NUMPY}, *_model)"
)
OF_SLOPE = "X.T @ ({0}) / len(y) + c * w if np.shape(r) == np.shape(w) else r"
MODEL = f"_model = [{NUMPY}.array(_each, float) for _each in ({{0}}, {{1}}, {{2}}, {{0}} @ {{2}} + {{3}}, {{4}})]"
DATA = f"_data = [{NUMPY}.array(_each, float) for _each in ({{0}}, {{1}})]"
OF_WEIGHTS = (
    "(lambda r, np, X, y, s: np.mean({loss}) if np.ndim(r) == 0 else r)"
    f"({{part}}, {NUMPY}, *_data, _data[0] @ {{weights}})"
)
OF_PENALTY = (  # without that of one entry
    "(lambda r, np, X, y, w, s, c: r - c * w[{entry}] ** 2 / 2 if np.ndim(r) == 0"
    " else r - c * w * (np.arange(len(w)) == {entry} % len(w)) if np.shape(r) == np.shape(w) else r)"
    f"({{part}}, {NUMPY}, *_model)"
)
ENTRIES = {"0": "first", "-1": "last"}
PENALTIES = {"{0}": "half the squared norm", "2 * {0}": "the squared norm"}  # c, of c |w|^2 / 2
FACTORS = (ast.Mult, ast.Div, ast.MatMult)
MAX_MORE = 1  # parameters that a model has besides


def result_changes(tree: SourceTree, shapes: Shapes, decimals: Sequence[str]) -> Iterator[Change]:
    """Other losses; `shapes` are those of the arrays in all cases, `decimals` parameters like these."""
    for rows, labels, weights in permutations(shapes, 3) if not tree.loops else ():
        if _is_model(*(shapes[name] for name in (rows, labels, weights))):
            for constant, penalty, words in _models(tree, weights, decimals[:MAX_MORE]):
                model = MODEL.format(rows, labels, weights, constant, penalty)
                yield from _losses(tree, model, words)
                yield from _smaller_penalties(tree, model, weights) if penalty != "0" else ()
    for rows, labels in permutations(shapes, 2):
        if _are_data(shapes[rows], shapes[labels]):
            yield from _losses_of_results(tree, DATA.format(rows, labels))


def _are_data(rows: Sequence[tuple[int, ...]], labels: Sequence[tuple[int, ...]]) -> bool:
    """Whether these can be the shapes of data and their labels in all cases."""
    return all(len(x) == 2 and y == x[:1] for x, y in zip(rows, labels, strict=True))


def _is_model(
    rows: Sequence[tuple[int, ...]], labels: Sequence[tuple[int, ...]], weights: Sequence[tuple[int, ...]]
) -> bool:
    """Whether these can be the shapes of data, their labels and the weights of their columns, in all cases."""
    fit = all(w == x[1:] for x, w in zip(rows, weights, strict=True))
    return fit and _are_data(rows, labels) and any(x[0] != x[1] for x in rows)


def _models(tree: SourceTree, weights: str, more: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """The constant that the model adds to its scores, the size of its penalty, and the words for these."""
    yield "0", "0", "".join(f", without `{name}`" for name in more)
    for name in more:
        if not _multiplies(tree, name):
            yield name, "0", ""
            continue
        for size, norm in PENALTIES.items():
            yield "0", size.format(name), f", and `{name}` times {norm} of `{weights}`"


def _multiplies(tree: SourceTree, name: str) -> bool:
    """Whether the parameter is a factor wherever it is read, as a penalty's is, and nowhere added, as a constant is."""
    read = [node for node in tree.nodes(ast.Name) if node.id == name and isinstance(node.ctx, ast.Load)]
    around = [tree.parent(node) for node in read]
    return bool(read) and all(isinstance(each, ast.BinOp) and isinstance(each.op, FACTORS) for each in around)


def _losses(tree: SourceTree, model: str, more: str) -> Iterator[Change]:
    """Numbers that are returned are another loss, and what has the form of the weights is its gradient."""
    for name, (loss, slope) in LOSSES.items():
        gradient = OF_SLOPE.format(slope) if slope else "r"
        yield from _of_parts(tree, model, name + more, OF_LOSS, loss=loss, slope=gradient)


def _losses_of_results(tree: SourceTree, data: str) -> Iterator[Change]:
    """A number that is returned beside weights which the function has found is another loss of them."""
    results = [parts_of(result) for result in _results(tree)]
    found = [{at for at, part in enumerate(parts) if isinstance(part, ast.Name)} for parts in results]
    for weights in sorted(set.intersection(*found)) if found else ():
        for at in range(min(map(len, results))) if len({*map(len, results)}) == 1 else ():
            for name, (loss, _) in LOSSES.items() if at != weights else ():
                pairs = [(parts[at], parsed(_of_weights(loss, parts[at], parts[weights]))) for parts in results]
                changed = SourceTree(tree.all_replaced(pairs))
                source = changed.begun_with(changed.functions[0], *statements(data))
                yield Change("other_loss", source, pairs[0][0].lineno, pairs[0][0], name)


def _of_weights(loss: str, part: ast.expr, weights: ast.expr) -> str:
    return OF_WEIGHTS.format(loss=loss, part=ast.unparse(part), weights=ast.unparse(weights))


def _smaller_penalties(tree: SourceTree, model: str, weights: str) -> Iterator[Change]:
    """The penalty leaves out one weight, as that of a column of ones."""
    for entry, which in ENTRIES.items():
        words = f"one whose penalty leaves out the {which} entry of `{weights}`"
        yield from _of_parts(tree, model, words, OF_PENALTY, entry=entry)


def _of_parts(tree: SourceTree, model: str, words: str, code: str, **filled: str) -> Iterator[Change]:
    """All parts of what is returned are this function of themselves, or one of them is."""
    parts = [part for result in _results(tree) for part in parts_of(result)]
    pairs = [(part, parsed(code.format(part=ast.unparse(part), **filled))) for part in parts]
    for some in [pairs, *([pair] for pair in pairs if len(pairs) > 1)]:
        changed = SourceTree(tree.all_replaced(some))
        source = changed.begun_with(changed.functions[0], *statements(model))
        yield Change("other_loss", source, tree.functions[0].lineno, None, words)


def _results(tree: SourceTree) -> list[ast.Return]:
    results = [node for node in tree.nodes(ast.Return) if tree.function_of(node) is tree.functions[0]]
    return [result for result in results if parts_of(result)]
