"""Results of another formula with the same arguments: another loss of a linear model, or a plain gradient step."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from itertools import permutations, product

from grader.changes.arrays import Shapes
from grader.changes.source_tree import NUMPY, Change, SourceTree, parsed, parts_of, statements
from reference.mistakes.formulas import LOSSES

OF_LOSS = f"(lambda r, np, X, y, w, s: np.mean({{0}}) if np.ndim(r) == 0 else {{1}})({{2}}, {NUMPY}, *_model)"
OF_SLOPE = "X.T @ ({0}) / len(y) if np.shape(r) == np.shape(w) else r"
MODEL = f"_model = [{NUMPY}.array(_each, float) for _each in ({{0}}, {{1}}, {{2}}, {{0}} @ {{2}} + {{3}})]"
MOST_BIASES, MOST_LENGTHS = 1, 3  # parameters that may be the constant of a model, or the length of a step


def result_changes(tree: SourceTree, shapes: Shapes, decimals: Sequence[str]) -> Iterator[Change]:
    """Every change of this page; `shapes` are those of the arrays in all cases, `decimals` parameters like these."""
    for rows, labels, weights in permutations(shapes, 3) if not tree.loops else ():
        if _is_model(*(shapes[name] for name in (rows, labels, weights))):
            biases = decimals[:MOST_BIASES]
            for bias, without in (("0", "".join(f", without `{name}`" for name in biases)), *((b, "") for b in biases)):
                yield from _losses(tree, MODEL.format(rows, labels, weights, bias), without)
    for point, slope in permutations(shapes, 2):
        if shapes[point] == shapes[slope] and all(shapes[point]):
            yield from _plain_steps(tree, point, slope, decimals[:MOST_LENGTHS])


def _is_model(
    rows: Sequence[tuple[int, ...]], labels: Sequence[tuple[int, ...]], weights: Sequence[tuple[int, ...]]
) -> bool:
    """Whether these can be the shapes of data, their labels and the weights of their columns, in all cases."""
    fit = all(len(x) == 2 and y == x[:1] and w == x[1:] for x, y, w in zip(rows, labels, weights, strict=True))
    return fit and any(x[0] != x[1] for x in rows)


def _losses(tree: SourceTree, model: str, without: str) -> Iterator[Change]:
    """Numbers that are returned are another loss, and what has the form of the weights is its gradient."""
    function = tree.functions[0]
    for name, (loss, slope) in LOSSES.items():
        gradient = OF_SLOPE.format(slope) if slope else "r"
        parts = [part for result in _results(tree) for part in parts_of(result)]
        pairs = [(part, parsed(OF_LOSS.format(loss, gradient, ast.unparse(part)))) for part in parts]
        for some in [pairs, *([pair] for pair in pairs if len(pairs) > 1)]:
            changed = SourceTree(tree.all_replaced(some))
            source = changed.begun_with(changed.functions[0], *statements(model))
            yield Change("other_loss", source, function.lineno, None, name + without)


def _plain_steps(tree: SourceTree, point: str, slope: str, lengths: Sequence[str]) -> Iterator[Change]:
    """The first part of what is returned is w - a g."""
    for result, length in product(_results(tree), lengths):
        first = parts_of(result)[0]
        code = f"{NUMPY}.subtract(_point, {length} * {NUMPY}.asarray(_slope))"
        with tree.exchanged(first, [parsed(code)]):
            begin = statements(f"_point, _slope = __import__('copy').deepcopy(({point}, {slope}))")
            source = tree.begun_with(tree.functions[0], *begin)
        yield Change("plain_step", source, result.lineno, ast.Name(point, ast.Load()), f"`{slope}`")


def _results(tree: SourceTree) -> list[ast.Return]:
    results = [node for node in tree.nodes(ast.Return) if tree.function_of(node) is tree.functions[0]]
    return [result for result in results if parts_of(result)]
