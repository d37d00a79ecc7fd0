"""What a statement of a test requires of the results that it reads: one value, or a property of one result.

    assert np.allclose(f(3), 9)         a value: what the solution returns
    assert len(f(3)) == 3               a property, the expression `len(result) == 3`

The expression is computed outside of the sandbox later, so that it may use nothing but the names below.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grader.base.syntax import names_in

Kind = Callable[
    [str], tuple[str, str]
]  # of a name: "function", "object", "result", "variable", "data" or nothing; its code
EQUALITIES = frozenset((
    "allclose", "isclose", "array_equal", "array_almost_equal", "assert_equal", "assert_almost_equal",
    "assert_allclose", "assert_array_equal", "assert_array_almost_equal", "assertEqual", "assertAlmostEqual", "approx",
))  # fmt: skip
CONDITIONS = ("all", "bool", "any", "isinstance", "callable", "hasattr")
SAME = (  # but for rounding, type or shape
    "round", "float", "list", "tuple", "array", "asarray", "around", "squeeze", "tolist", "item", "ravel", "flatten",
)  # fmt: skip
HARMLESS = frozenset((  # names that an expression on a result may use: none can read, write or run anything
    "abs", "all", "any", "bool", "callable", "complex", "dict", "float", "hasattr", "int", "isinstance", "len", "list",
    "max", "min", "np", "result", "round", "set", "sorted", "str", "sum", "tuple",
))  # fmt: skip
ATTRIBUTES = frozenset((  # of NumPy, its arrays, dictionaries and texts
    "T", "abs", "absolute", "all", "allclose", "any", "argmax", "argmin", "array", "array_equal", "asarray", "astype",
    "bool_", "count", "count_nonzero", "cumsum", "det", "diag", "diff", "dot", "dtype", "e", "exp", "eye", "fabs",
    "flatten", "float32", "float64", "floating", "index", "inf", "inner", "int32", "int64", "integer", "isclose",
    "isfinite", "isinf", "isnan", "issubdtype", "item", "items", "keys", "linalg", "log", "lower", "matrix_rank",
    "max", "maximum", "mean", "median", "min", "minimum", "ndarray", "ndim", "norm", "number", "ones", "outer", "pi",
    "prod", "ravel", "real", "reshape", "round", "shape", "sign", "size", "sort", "sqrt", "square", "squeeze", "std",
    "strip", "sum", "tolist", "trace", "transpose", "unique", "upper", "values", "var", "zeros",
))  # fmt: skip


@dataclass(frozen=True)
class Condition:
    """`text` is the condition on `result`, `requires` the same where it can be computed; the results that it names."""

    text: str
    requires: str
    is_value: bool
    results: frozenset[int]  # their numbers
    variables: frozenset[str]  # of the solution


def read_condition(statement: ast.Assert | ast.Expr, kind_of: Kind) -> Condition:
    """The condition that a statement is, or the value that it shows: Otter compares it with what the cell shows."""
    node = statement.test if isinstance(statement, ast.Assert) else statement.value
    bound = names_in([node], ast.Store) | {each.arg for each in ast.walk(node) if isinstance(each, ast.arg)}
    of_result = _OfResult(lambda name: ("", "") if name in bound else kind_of(name))
    expression = of_result.visit(copy.deepcopy(node))
    nodes = list(ast.walk(expression))
    is_known = all(getattr(each, "id", "result") in HARMLESS for each in nodes)
    is_known &= all(getattr(each, "attr", "T") in ATTRIBUTES for each in nodes)
    is_known &= not any(isinstance(each, ast.Yield | ast.YieldFrom | ast.Await) for each in nodes)
    is_value = not (isinstance(statement, ast.Assert) or _is_truth(node)) or any(map(_is_result, _sides(nodes)))
    text = ast.unparse(expression)
    results, variables = frozenset(of_result.results), frozenset(of_result.variables)
    return Condition(text, text if is_known else "", is_value, results, variables)


class _OfResult(ast.NodeTransformer):
    """Puts `result` in the place of what comes from the solution, and data in the place of their names."""

    def __init__(self, kind_of: Kind) -> None:
        self._kind_of = kind_of
        self.results: set[int] = set()
        self.variables: set[str] = set()

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """A call of the solution, or any other one."""
        match node.func:
            case ast.Name(id=name) if self._kind_of(name)[0] in ("function", "object"):
                return _parsed("result")
            case ast.Attribute(value=inner) if self._is_object(inner):
                return _parsed("result")
        return self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """What an object of the solution holds, or anything else."""
        return _parsed("result") if self._is_object(node.value) else self.generic_visit(node)

    def _is_object(self, node: ast.expr) -> bool:
        """Whether it is a class of the solution, an object of one, or a part of it."""
        match node:
            case ast.Name(id=name):
                return self._kind_of(name)[0] == "object"
            case ast.Attribute(value=inner) | ast.Call(func=ast.Name() as inner):
                return self._is_object(inner)
        return False

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """A result, a variable of the solution, or data."""
        kind, code = self._kind_of(node.id)
        if kind == "result":
            self.results.add(int(re.match(r"value_(\d+)", code)[1]))  # type: ignore[index]
            return _parsed(re.sub(r"^value_\d+", "result", code))
        if kind == "variable":
            self.variables.add(node.id)
            return _parsed("result")
        return _parsed(code) if kind == "data" and node.id not in HARMLESS else node


def _parsed(code: str) -> ast.expr:
    return ast.parse(code, mode="eval").body


def _is_truth(node: ast.expr) -> bool:
    is_condition = isinstance(node, ast.Compare | ast.BoolOp | ast.UnaryOp)
    return is_condition or (isinstance(node, ast.Call) and _name(node.func) in CONDITIONS)


def _sides(nodes: list[ast.AST]) -> Iterator[ast.expr]:
    """Both sides of each equality and each difference."""
    for node in nodes:
        match node:
            case (
                ast.Compare(left=left, ops=[ast.Eq()], comparators=[right])
                | ast.BinOp(left=left, op=ast.Sub(), right=right)
            ):
                yield from (left, right)
            case ast.Call(func=function, args=[left, right, *_]) if _name(function) in EQUALITIES:
                yield from (left, right)


def _is_result(side: ast.expr) -> bool:
    """Whether a side is the result, or an entry of it, but for rounding and the like."""
    match side:
        case ast.Name(id=name):
            return name == "result"
        case ast.Subscript(value=inner):
            return _is_result(inner)
        case ast.Call(func=function, args=[inner, *_]) if _name(function) in SAME and not _is_of(function):
            return _is_result(inner)
        case ast.Call(func=ast.Attribute(value=inner, attr=name)) if name in SAME:
            return _is_result(inner)
    return False


def _is_of(function: ast.expr) -> bool:
    """Whether it is a method of the result."""
    return isinstance(function, ast.Attribute) and _is_result(function.value)


def _name(function: ast.expr) -> str:
    return getattr(function, "attr", "") or getattr(function, "id", "")
