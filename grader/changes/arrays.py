"""Mistakes with arrays: what is counted, their axes, the matrices of linear systems, one norm in place of another."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

from grader.changes.expressions import is_size
from grader.changes.loops import one_of_batch, row_by_row
from grader.changes.rules import Bound, Rule, RuleTable, called_name, renamed
from grader.changes.source_tree import NUMPY, Changes, Pair, SourceTree, parsed, parts_of, stored_names, swapped
from grader.changes.terms import count_changes

Shapes = Mapping[str, Sequence[tuple[int, ...]]]  # of the function's arrays in all cases, by parameter

DECOMPOSITIONS = ("svd", "eigh", "eig", "qr")
JOINS = ("hstack", "vstack", "concatenate", "column_stack", "append")  # calls that put blocks beside each other
TURNED_BACK = f"(lambda x: {NUMPY}.transpose(x) if {NUMPY}.ndim(x) == 2 else x)"


def array_changes(tree: SourceTree) -> Changes:
    """Mistakes with arrays that need no arguments, wherever the statement has room for it."""
    yield from ARRAYS.changes(tree, ast.Call, ast.BinOp)
    for call in tree.code(ast.Call):
        yield from _ranges(tree, call)
        yield from _batches(tree, call)
    yield from _blocks(tree)
    yield from _whole_arrays(tree)
    yield from other_ends(tree)
    if averages := [*_counts_as(tree, ast.Constant(1)), *((call, _sum(call)) for call in _means(tree))]:
        yield tree.change_all("sums", averages, line=1)


def roots_of_means(tree: SourceTree) -> Changes:
    """The root of a mean of squares in place of the mean, or of half of it."""
    return ARRAYS.changes(tree, ast.Call, ast.BinOp, kind="root_of_mean")


def shape_changes(tree: SourceTree, shapes: Shapes) -> Changes:
    """The changes that depend on the shapes of arguments: another number is counted, rows are taken for columns."""
    for code, words in _numbers(tree, shapes).items():
        means = ((call, ast.BinOp(_sum(call), ast.Div(), parsed(code))) for call in _means(tree))
        pairs = [*_counts_as(tree, parsed(code)), *means]
        for pair in pairs:
            yield tree.change_all("other_count", [pair], value=words)
        if len(pairs) > 1:
            yield tree.change_all("other_count", pairs, line=1, value=words)
    yield from count_changes(tree, _sizes(shapes, larger_than=2))
    matrices = [name for name, each in shapes.items() if all(len(shape) == 2 for shape in each)]
    for name in matrices:
        yield from _turned(tree, name)
    yield from _other_axis(tree, {*matrices, *_decomposed(tree)})
    for rows in _alike_in_length(shapes):
        for loop in tree.loops:
            yield from row_by_row(tree, loop, rows)
    for loop in tree.nodes(ast.For):
        yield from one_of_batch(tree, loop)


# ── what is counted


def _counts_as(tree: SourceTree, number: ast.expr) -> list[Pair]:
    """The places where a size is a factor or a divisor, each with another number."""
    sizes = (node for node in tree.code(ast.expr) if is_size(node))
    return [(node, number) for node in sizes if isinstance(tree.parent(node), ast.BinOp)]


def _means(tree: SourceTree) -> list[ast.Call]:
    return [call for call in tree.code(ast.Call) if called_name(call) == "mean"]


def _sum(mean: ast.Call) -> ast.Call:
    return ast.Call(renamed(mean.func, "sum"), mean.args, mean.keywords)


def _numbers(tree: SourceTree, shapes: Shapes) -> dict[str, str]:
    """The sizes of arguments, and how many entries of a comparison are true: their code and their words."""
    masks = map(ast.unparse, tree.code(ast.Compare))
    of_masks = {f"max({NUMPY}.count_nonzero({mask}), 1)": "the number of chosen entries alone" for mask in masks}
    return _sizes(shapes) | of_masks


def _sizes(shapes: Shapes, larger_than: int = 0) -> dict[str, str]:
    """The sizes that are so large in one case at least: their code and their words."""
    by_size: dict[tuple[int, ...], tuple[str, str]] = {}
    for name, each in shapes.items():
        if all(len(shape) in (1, 2) for shape in each):
            two = all(len(shape) == 2 for shape in each)
            rows = f"the number of {'rows' if two else 'entries'} of `{name}`"
            by_size.setdefault(tuple(shape[0] for shape in each), (f"len({name})", rows))
            columns = (f"{NUMPY}.shape({name})[-1]", f"the number of columns of `{name}`")
            by_size.setdefault(tuple(shape[-1] for shape in each), columns)
    return dict(words for sizes, words in by_size.items() if max(sizes) > larger_than)


# ── axes and entries


def _turned(tree: SourceTree, name: str) -> Changes:
    """Rows are taken for columns; what is a matrix again is turned back or not."""
    turned = f"{name} = {NUMPY}.transpose({name})"
    yield tree.begun(tree.functions[0], "turned", name, turned)
    parts = [part for result in tree.nodes(ast.Return) for part in parts_of(result)]
    pairs = [(part, ast.Call(parsed(TURNED_BACK), [part], [])) for part in parts]
    begun = SourceTree(tree.all_replaced(pairs))
    change = begun.begun(begun.functions[0], "turned", name, turned)
    yield change._replace(line=tree.functions[0].lineno)


def _decomposed(tree: SourceTree) -> set[str]:
    """The variables that hold the factors of a matrix."""
    calls = [line for line in tree.nodes(ast.Assign) if isinstance(line.value, ast.Call)]
    return stored_names(*(line for line in calls if called_name(line.value) in DECOMPOSITIONS))  # type: ignore[arg-type]


def _other_axis(tree: SourceTree, matrices: set[str]) -> Changes:
    """A[i] -> A[:, i], and the other way round."""
    for node in tree.nodes(ast.Subscript):
        if isinstance(node.ctx, ast.Load) and isinstance(node.value, ast.Name) and node.value.id in matrices:
            match node.slice:
                case ast.Tuple(elts=[ast.Slice(lower=None, upper=None), index]):
                    other: ast.expr = index
                case ast.Tuple() | ast.Slice():
                    continue
                case index:
                    other = ast.Tuple([ast.Slice(), index], ast.Load())
            yield tree.change("other_axis", node, ast.Subscript(node.value, other, ast.Load()))


def _alike_in_length(shapes: Shapes) -> Iterator[list[str]]:
    """The arrays that have as many rows as a matrix, which are more than one in some case."""
    by_length: dict[tuple[int, ...], list[str]] = {}
    for name, each in shapes.items():
        if all(each) and max(shape[0] for shape in each) > 1:
            by_length.setdefault(tuple(shape[0] for shape in each), []).append(name)
    for names in by_length.values():
        if len(names) > 1 and any(len(shapes[name][0]) == 2 for name in names):
            yield names


def _whole_arrays(tree: SourceTree) -> Changes:
    """All entries in place of those that a variable chooses: a batch, a mask."""
    by_index: dict[str, list[ast.Subscript]] = {}
    for node in tree.nodes(ast.Subscript):
        index = node.slice.elts[-1] if isinstance(node.slice, ast.Tuple) else node.slice
        if isinstance(node.ctx, ast.Load) and isinstance(index, ast.Name) and not tree.in_signature(node):
            by_index.setdefault(index.id, []).append(node)
    for nodes in by_index.values():
        for node in nodes:
            yield tree.change("all_of_one", node, node.value, subject=node.value)
        for node in (each for each in nodes if isinstance(each.slice, ast.Name)):
            first = parsed(f"{ast.unparse(node.value)}[:{NUMPY}.size({ast.unparse(node.slice)})]")
            yield tree.change("first_entries", node, first, subject=node.value)


def other_ends(tree: SourceTree) -> Changes:
    """U[:, 0], V[0] -> U[:, -1], V[-1], or the reverse: one such entry, or all of them."""
    for old, new in ((0, -1), (-1, 0)):
        indices = [(node, parsed(repr(new))) for node in tree.nodes(ast.expr) if _is_index(tree, node, old)]
        groups = [[pair] for pair in indices] + ([indices] if len(indices) > 1 else [])
        for pairs in groups:
            yield tree.change_all("other_end", pairs)


def _is_index(tree: SourceTree, node: ast.AST, number: int) -> bool:
    """Whether the node is this number, and picks an entry, a row or a column; not the length of an axis."""
    place = tree.parent(node)
    array = tree.parent(place) if isinstance(place, ast.Tuple) else place
    if not isinstance(array, ast.Subscript) or node is array.value or ast.unparse(node) != str(number):
        return False
    return isinstance(array.ctx, ast.Load) and getattr(array.value, "attr", "") != "shape"


def _batches(tree: SourceTree, call: ast.Call) -> Changes:
    """f(x[i]) of chosen rows is a mean over all rows of x."""
    chosen = [each for each in call.args if isinstance(each, ast.Subscript) and isinstance(each.slice, ast.Name)]
    if chosen:
        around = tree.parent(call)
        value = around if isinstance(around, ast.Subscript) and around.value is call else call
        index, whole = ast.unparse(chosen[0].slice), ast.unparse(chosen[0].value)
        scaled = parsed(f"{ast.unparse(value)} * {NUMPY}.size({index}) / len({whole})")
        yield tree.change("batch_by_all", value, scaled, line=call.lineno, subject=chosen[0].value)


def _blocks(tree: SourceTree) -> Changes:
    """Two blocks of a matrix stand in the wrong order."""
    displays: list[ast.Tuple | ast.List] = [*tree.nodes(ast.Tuple), *tree.nodes(ast.List)]
    for node in displays:
        around = tree.parent(node)
        joins = isinstance(around, ast.Call) and called_name(around) in JOINS
        if len(node.elts) == 2 and (joins or (isinstance(around, ast.Subscript) and "c_" in ast.unparse(around.value))):
            yield tree.change_all("blocks", swapped(*node.elts), line=node.lineno)


# ── matrices, norms and deviations


def _ranges(tree: SourceTree, call: ast.Call) -> Changes:
    """The range in place of the standard deviation, alone or with the lowest value in place of the mean."""
    if called_name(call) in ("std", "var") and call.args and isinstance(call.func, ast.Attribute):
        ranged = (call, ast.Call(parsed(f"{NUMPY}.ptp"), call.args, call.keywords))
        lowest = [(mean, ast.Call(renamed(mean.func, "min"), mean.args, mean.keywords)) for mean in _means(tree)]
        for pairs in ([ranged], [ranged, *lowest]):
            yield tree.change_all("range", pairs, line=call.lineno)


def _is_no_generator(bound: Bound) -> bool:
    return not isinstance(bound["A"], ast.GeneratorExp)


def _is_counter(bound: Bound) -> bool:
    return isinstance(bound["V"], ast.Name)


def _of_squares(pattern: str, base: str) -> Iterator[Rule]:
    """The root of a sum of squares, the square of the sum, or the sum of magnitudes."""
    yield Rule("root_of_squares", f"(S := {pattern}) -> np.sqrt(S)")
    yield Rule("squared_sum", f"{pattern} -> np.sum({base}) ** 2")
    yield Rule("sum_for_squares", f"{pattern} -> np.sum(np.abs({base}))")


ARRAYS = RuleTable(
    [
        # linear systems
        Rule("matrix_itself", "solve(A, B, **Q) -> A @ B"),
        Rule("diagonal_alone", "solve(A, B, **Q) -> B / np.diagonal(A)"),
        Rule("entrywise_inverse", "solve(A, B, **Q) -> (1 / A) @ B"),
        *(
            rule
            for name in ("inv", "pinv")
            for rule in (
                Rule("matrix_itself", f"{name}(A, **Q) -> A"),
                Rule("diagonal_alone", f"{name}(A, **Q) -> np.diag(1 / np.diagonal(A))"),
                Rule("entrywise_inverse", f"{name}(A, **Q) -> 1 / A"),
            )
        ),
        # spread
        Rule("sample_deviation", "std(*R, **Q) -> std(*R, **Q, ddof=1)"),
        Rule("sample_deviation", "var(*R, **Q) -> var(*R, **Q, ddof=1)"),
        # norms
        Rule("length_for_sum", "sum(abs(A, *R, **P), **Q) -> np.linalg.norm(A)"),
        *_of_squares("sum(A ** B, **Q)", "A"),
        Rule("root_of_mean", "(S := mean(A ** 2, **Q)) -> np.sqrt(S)"),
        Rule("root_of_mean", "(S := mean(A ** 2, **Q)) / 2 -> np.sqrt(S)"),
        Rule("squared_length", "(S := norm(A, **Q)) -> S ** 2"),
        Rule("sum_for_length", "norm(A, **Q) -> np.sum(np.abs(A))"),
        Rule("largest_for_length", "norm(A, **Q) -> np.max(np.abs(A))"),
        # sums
        Rule("last_alone", "sum(A, **Q) -> A[-1]", where=_is_no_generator),
        Rule("last_alone", "mean(A, **Q) -> A[-1] / len(A)", where=_is_no_generator),
        *(
            Rule("entry_left_out", f"{name}(A, **Q) -> {name}(A[{part}], **Q)", "A", where=_is_no_generator)
            for name in ("sum", "mean")
            for part in ("1:", ":-1")
        ),
        # products of matrices
        *_of_squares("A @ A", "A"),
        Rule("piled_up", "(S := A @ B) -> np.cumsum(S, axis=0)"),
        Rule("until_entry", "(S := A[V]) @ B -> S[: V + 1] @ B[: V + 1]", where=_is_counter),
        Rule("until_entry", "A @ (S := B[V]) -> A[: V + 1] @ S[: V + 1]", where=_is_counter),
    ]
)
