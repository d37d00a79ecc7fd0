"""Something is done too much to a value that is computed: a sign, a factor, a sum over its coordinates, rounding."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import combinations

from grader.changes.rules import called_name
from grader.changes.source_tree import GRADIENT, NUMPY, Change, SourceTree, names_of, parsed, parts_of

OVER_COORDINATES = {
    "summed": f"(lambda x: x * 0 + {NUMPY}.sum(x))",
    "averaged": f"(lambda x: x * 0 + {NUMPY}.mean(x))",
    "largest": f"(lambda x: x * 0 + {NUMPY}.max({NUMPY}.abs(x)))",
    "length": f"(lambda x: x * 0 + {NUMPY}.linalg.norm({NUMPY}.atleast_1d(x)))",
}
OF_CALLS = {
    "negated_value": "(lambda x: -x)", "doubled_value": "(lambda x: 2 * x)", "halved_value": "(lambda x: x / 2)",
    "magnitude": "abs", "sign_alone": f"{NUMPY}.sign", "clipped": f"(lambda x: {NUMPY}.clip(x, -1, 1))",
    "unit_length": f"(lambda x: x / {NUMPY}.linalg.norm({NUMPY}.atleast_1d(x)))",
    "first_coordinate": f"(lambda x: x * ({NUMPY}.arange({NUMPY}.size(x)).reshape({NUMPY}.shape(x)) == 0))",
    **{kind: code for kind, code in OVER_COORDINATES.items() if kind in ("summed", "averaged")},
}  # fmt: skip
OF_PRODUCTS = {"squared_value": "(lambda x: x ** 2)", "averaged": OVER_COORDINATES["averaged"]}
LOGISTIC = f"(lambda x: 1 / (1 + {NUMPY}.exp(-x)))"
OF_RESULTS = {
    "rounded_2": f"(lambda x: {NUMPY}.round({NUMPY}.asarray(x), 2))",
    "rounded_4": f"(lambda x: {NUMPY}.round({NUMPY}.asarray(x), 4))",
    "rounded_3": f"(lambda x: {NUMPY}.round({NUMPY}.asarray(x), 3))",
    "whole_numbers": f"(lambda x: {NUMPY}.trunc({NUMPY}.asarray(x)))",
    "negated_result": f"(lambda x: -{NUMPY}.asarray(x))", "magnitudes": f"(lambda x: {NUMPY}.abs({NUMPY}.asarray(x)))",
    "reversed_result": "(lambda x: x[::-1])", "first_is_zero": "(lambda x: [0 * x[0], *x[1:]])",
    "last_is_zero": "(lambda x: [*x[:-1], 0 * x[-1]])",
    "last_after_first": "(lambda x: [x[0], *[x[-1]] * (len(x) - 1)])",
    "sorted_result": f"(lambda x: {NUMPY}.sort({NUMPY}.asarray(x), axis=0))",
    "falling_result": f"(lambda x: {NUMPY}.sort({NUMPY}.asarray(x), axis=0)[::-1])",
    "result_of_length_one": f"(lambda x: x / {NUMPY}.linalg.norm([*x]))",  # of a number it is 1, which has many causes
    "root_of_result": f"(lambda x: {NUMPY}.sqrt({NUMPY}.abs(x)))",
    "squared_result": f"(lambda x: {NUMPY}.asarray(x) ** 2)",
    "columns_reversed": f"(lambda x: {NUMPY}.asarray(x)[:, ::-1])",
    "reshaped": f"(lambda x: {NUMPY}.transpose(x).reshape({NUMPY}.shape(x)))",
    "summed_result": OVER_COORDINATES["summed"],
}  # fmt: skip
OF_ALL_PARTS = (
    "rounded_2",
    "rounded_3",
    "rounded_4",
    "whole_numbers",
)  # what is done to one part is seldom done to another
BEST = "tuple([each[min(range(k + 1), key={1}.__getitem__)] for k in range(len({1}))] for each in ({0}, {1}))"
QUOTIENT = (  # of a function's values forward and backward of each coordinate
    "(lambda f: lambda w: {0}.reshape({0}.array([(f(w + {1} * e) - f(w - {2} * e)) / {3} for e in ({0}.eye({0}.size(w))"
    " if {0}.ndim(w) else [1.0])]), {0}.shape(w))[()])"
)
QUOTIENTS = [  # a step in words, how far it goes forward and backward, and what divides
    ("0.01", (0.01, 0, 0.01)), ("0.1", (0.1, 0, 0.1)), ("0.05", (0.05, 0, 0.05)), ("0.001", (0.001, 0, 0.001)),
    ("0.1", (0.1, 0.1, 0.2)), ("0.5", (0.5, 0.5, 1)),
]  # fmt: skip
DERIVATIVES = ("grad", "value_and_grad", "hessian", "jacfwd", "jacrev", "jacobian")


def value_changes(tree: SourceTree) -> Iterator[Change]:
    """Every change of this page, wherever the statement has room for it."""
    for call in _calls_of_variables(tree):
        noun = GRADIENT if getattr(call.func, "id", "") in gradients(tree) else ""
        for kind, code in OF_CALLS.items():
            yield _wrapped(tree, kind, code, call, noun)
    for size in [*filter(_is_square, tree.nodes(ast.BinOp)), *filter(_is_magnitude, tree.nodes(ast.Call))]:
        for kind, code in OVER_COORDINATES.items():
            yield _wrapped(tree, kind, code, size)
    for call in tree.nodes(ast.Call):
        if called_name(call) == "maximum" and isinstance(tree.parent(call), ast.Call):
            yield _wrapped(tree, "squared_value", OF_PRODUCTS["squared_value"], call)
    yield from _products(tree)
    yield from _logistic(tree)
    for call in tree.nodes(ast.Call):
        if called_name(call) == "grad" and len(call.args) == 1:
            for words, lengths in QUOTIENTS:
                quotient = ast.Call(parsed(QUOTIENT.format(NUMPY, *lengths)), call.args, [])
                yield tree.change("coarse_quotient", call, quotient, value=words)
    for state in _states(tree):
        whole = _wrapped(tree, "whole_numbers_in", f"{NUMPY}.trunc", state.value)
        yield whole._replace(subject=state.targets[0])
    yield from _results(tree)


def _products(tree: SourceTree) -> Iterator[Change]:
    """A product of values that are computed enters squared, or its mean does."""
    for product in tree.nodes(ast.BinOp):
        around = tree.parent(product)
        if isinstance(product.op, ast.Mult) and isinstance(around, ast.Call) and not tree.in_signature(product):
            for kind, code in OF_PRODUCTS.items():
                yield _wrapped(tree, kind, code, product)


def _logistic(tree: SourceTree) -> Iterator[Change]:
    """The logistic function is taken of a score, or once more; its slope is a factor of a residual."""
    lines = [line for line in tree.nodes(ast.Assign) if any(map(_is_matrix_product, ast.walk(line.value)))]
    for line in lines:
        yield _wrapped(tree, "logistic_too", LOGISTIC, line.value)
        if isinstance(line.value, ast.BinOp) and isinstance(line.value.op, ast.Sub):
            yield _wrapped(tree, "logistic_too", LOGISTIC, line.value.left)
    of_exponentials = {
        getattr(line.targets[0], "id", "")
        for line in tree.nodes(ast.Assign)
        if any(isinstance(each, ast.Call) and called_name(each) == "exp" for each in ast.walk(line.value))
    }
    for node in tree.nodes(ast.BinOp):
        sides = {getattr(side, "id", "") for side in (node.left, node.right)} if isinstance(node.op, ast.Sub) else set()
        for p in sorted(sides & of_exponentials - {""}):
            sloped = parsed(f"({ast.unparse(node)}) * {p} * (1 - {p})")
            yield tree.change("logistic_slope", node, sloped)


def _is_matrix_product(node: ast.AST) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult)


def gradients(tree: SourceTree) -> set[str]:
    """The names of variables that hold a derivative by JAX."""
    made = [node for node in tree.nodes(ast.Assign) if isinstance(node.value, ast.Call)]
    of_jax = [node for node in made if called_name(node.value) in DERIVATIVES]  # type: ignore[arg-type]
    return {target.id for node in of_jax for target in node.targets if isinstance(target, ast.Name)}


def _calls_of_variables(tree: SourceTree) -> list[ast.Call]:
    """The calls of functions that are parameters or variables, or that the solution defines."""
    own = {node.id for node in tree.nodes(ast.Name) if isinstance(node.ctx, ast.Store)}
    for function in tree.functions:
        own |= {function.name, *(argument.arg for argument in function.args.args)}
    calls = [call for call in tree.nodes(ast.Call) if isinstance(call.func, ast.Name) and call.func.id in own]
    return [call for call in calls if call.args and not tree.in_signature(call)]


def _states(tree: SourceTree) -> list[ast.Assign]:
    """The statements in loops that compute a name's new value from its old one."""
    assigned = [node for node in tree.nodes(ast.Assign) if isinstance(tree.parent(node), (ast.For, ast.While))]
    return [node for node in assigned if getattr(node.targets[0], "id", "") in names_of(node.value)]


def _is_square(node: ast.BinOp) -> bool:
    return isinstance(node.op, ast.Pow) and isinstance(node.right, ast.Constant) and node.right.value == 2


def _is_magnitude(node: ast.Call) -> bool:
    return called_name(node) == "abs" and len(node.args) == 1


def _wrapped(tree: SourceTree, kind: str, code: str, node: ast.expr, noun: str = "") -> Change:
    return tree.change(kind, node, ast.Call(parsed(code), [node], []), subject=node, value=noun)


def _results(tree: SourceTree) -> Iterator[Change]:
    """A part of the result, or all parts, in another form."""
    for result in tree.nodes(ast.Return):
        if result.value is None or tree.function_of(result) is not tree.functions[0]:
            continue
        parts = parts_of(result)
        for kind, code in OF_RESULTS.items():
            wrapped: list[ast.expr] = [ast.Call(parsed(code), [part], []) for part in parts]
            for part, new in zip(parts, wrapped, strict=True):
                yield tree.change(kind, part, new, line=result.lineno, subject=part if len(parts) > 1 else None)
            if len(parts) > 1 and kind in OF_ALL_PARTS:
                yield tree.change(kind, result.value, ast.Tuple(wrapped, ast.Load()), line=result.lineno)
        for one, other in combinations(parts, 2):
            exchanged = tree.all_replaced([(one, other), (other, one)])
            yield Change("parts_exchanged", exchanged, result.lineno)
        if len(parts) == 2 and all(isinstance(part, ast.Name) for part in parts):
            points, costs = map(ast.unparse, parts)
            yield tree.change("best_so_far", result.value, parsed(BEST.format(points, costs)), line=result.lineno)
