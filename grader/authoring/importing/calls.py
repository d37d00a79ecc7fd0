"""The code of a test -> the calls that it compares with something: their arguments become cases.

    assert square(3) == 9                         np.testing.assert_allclose(norm(np.array([3.0, 4.0])), 5)
    square(3)             (Otter: with its output)    for x in (1, 2): assert abs(cube(x) - x**3) < 1e-9

What is right is computed by the solution, so the other side is not read. A test that requires a property of one result,
such as `len(f(x)) == 2`, is kept as an expression on `result`. It is computed outside of the sandbox later, and may use
nothing but the names below. Nothing of the test is run here, and what it may cost to read is bounded.
"""

from __future__ import annotations

import ast
import contextlib
import copy
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

import numpy as np

from grader.authoring.importing.flat import flat, name_of
from grader.base.syntax import statements_of

EQUALITIES = frozenset((
    "allclose", "isclose", "array_equal", "array_almost_equal", "assert_equal", "assert_almost_equal",
    "assert_allclose", "assert_array_equal", "assert_array_almost_equal", "assertEqual", "assertAlmostEqual", "approx",
))  # fmt: skip
WHOLE = ("all", "bool")  # of a comparison
CONDITIONS = (*WHOLE, "any", "isinstance", "callable", "hasattr")
SIZES = ("abs", "norm", "max", "fabs", "absolute")  # of a difference
SAME = (  # but for rounding, type or shape
    "round", "float", "list", "tuple", "array", "asarray", "around", "squeeze", "tolist", "item", "ravel", "flatten",
)  # fmt: skip
MAKERS = ("array", "asarray", "zeros", "ones", "eye", "arange", "linspace", "full", "diag")
MODULES = ("np", "numpy", "jnp")
CONSTANTS = {"pi": float(np.pi), "e": float(np.e)}
OPERATORS = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}  # fmt: skip
HARMLESS = frozenset((  # names that an expression on a result may use: none can read, write or run anything
    "abs", "all", "any", "bool", "callable", "complex", "dict", "float", "hasattr", "int", "isinstance", "len", "list",
    "max", "min", "np", "round", "set", "sorted", "str", "sum", "tuple",
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
MAX_LENGTH = 2_000  # numbers of one argument, statements of a test with those of its loops, bits of a number


class NotLiteral(ValueError):
    """An argument that is not written out in the test."""


class LoopsTooLong(Exception):
    """The loops of a test have too many statements."""


@dataclass(frozen=True)
class ComparedCall:
    """One call of a function of the solution, or a variable of it that is read: then there are no arguments.

    `requires` is the test as an expression on `result`, where it does not compare this with one value.
    """

    name: str
    positional: tuple[Any, ...] = ()
    keywords: Mapping[str, Any] = field(default_factory=dict)
    requires: str = ""


@dataclass(frozen=True)
class ReadCalls:
    """What was read of a test, and each line that was not, with the reason."""

    calls: tuple[ComparedCall, ...]
    faults: tuple[str, ...]


def written_out(code: Iterable[str]) -> dict[str, Any]:
    """By name what the cells of a notebook assign, where it is written out: data that a test may use."""
    names: dict[str, Any] = {}
    for statement in (each for source in code for each in statements_of(source)):
        if isinstance(statement, ast.Assign) and isinstance(target := statement.targets[0], ast.Name | ast.Tuple):
            with contextlib.suppress(NotLiteral, RecursionError):
                names |= _bound(target, _literal(statement.value, names))
    return names


def read_test(
    source: str, functions: frozenset[str], variables: frozenset[str], data: Mapping[str, Any] | None = None
) -> ReadCalls:
    """The calls of these functions, and the variables, that a test compares; `data` are known by name."""
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        return ReadCalls((), (f"Python cannot read the test (line {error.lineno})",))
    except (ValueError, MemoryError, RecursionError):
        return ReadCalls((), ("Python cannot read the test",))
    reader = _TestReader(functions, variables)
    try:
        reader.block(flat(tree.body), dict(data or {}))
    except LoopsTooLong:
        reader.faults.append(f"its loops have more than {MAX_LENGTH:,} statements")
    except RecursionError:
        reader.faults.append("Python cannot read the test")
    return ReadCalls(tuple(reader.calls), tuple(dict.fromkeys(reader.faults)))


class _OfResult(ast.NodeTransformer):
    """Put `result` in the place of each call of the solution, and what is written out in the place of its name."""

    def __init__(self, reader: _TestReader, names: dict[str, Any]) -> None:
        self.reader, self.names = reader, names
        self.calls: list[ComparedCall] = []

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """A call of the solution, or any other one."""
        is_own = isinstance(node.func, ast.Name) and node.func.id in self.reader.functions
        return self._result(node) if is_own else self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """A variable of the solution, a name for something written out, or for a call."""
        if node.id in self.reader.variables:
            return self._result(node)
        value = self.names.get(node.id, node)
        if isinstance(value, ast.expr):
            return value if value is node else self.visit(copy.deepcopy(value))
        return ast.parse(repr(value), mode="eval").body

    def _result(self, node: ast.expr) -> ast.AST:
        if (call := self.reader.call_of(node, self.names)) and call not in self.calls:
            self.calls.append(call)
        return ast.Name("result", ast.Load())


class _TestReader:
    def __init__(self, functions: frozenset[str], variables: frozenset[str]) -> None:
        self.functions, self.variables = functions, variables
        self.calls: list[ComparedCall] = []
        self.faults: list[str] = []
        self.n_statements = 0

    def block(self, body: list[ast.stmt], names: dict[str, Any]) -> None:
        """Read statements; `names` are those that stand for something written out."""
        for statement in body:
            try:
                self._statement(statement, names)
            except NotLiteral as reason:
                first, *more = ast.unparse(statement).split("\n")
                self.faults.append(f"`{first[:100]}{' ...' if more else ''}`: {reason}")

    def _statement(self, statement: ast.stmt, names: dict[str, Any]) -> None:
        self.n_statements += 1
        if self.n_statements > MAX_LENGTH:
            raise LoopsTooLong
        match statement:
            case ast.Import() | ast.ImportFrom() | ast.Pass() | ast.Expr(value=ast.Constant()):
                return
            case ast.FunctionDef(body=body):
                self.block(body, dict(names))
            case ast.Assign(targets=[ast.Name() | ast.Tuple() as target], value=value):
                self._assign(target, value, names)
            case ast.For(target=target, iter=series, body=body):
                for item in _literal(series, names):
                    self.block(body, {**names, **_bound(target, item)})
            case ast.Assert(test=test) | ast.Expr(value=test):
                self._test(test, names, is_truth=isinstance(statement, ast.Assert) or is_truth(test))
            case _:
                raise NotLiteral("this kind of statement is not read")

    def _assign(self, target: ast.expr, value: ast.expr, names: dict[str, Any]) -> None:
        """Remember what is written out, and the expression itself of a call, which is compared later.

        What is computed otherwise may be known by name, as data.
        """
        try:
            names |= _bound(target, _literal(value, names))
        except NotLiteral:
            is_result = self._is_of_solution(value, names)
            names |= {name: value for name in _names_in(target) if is_result or name not in names}

    def _is_of_solution(self, value: ast.expr, names: Mapping[str, Any]) -> bool:
        """Whether a call of the solution stands in an expression, or in one that it reads by name."""
        used = _names_in(value)
        read = [names[name] for name in used if isinstance(names.get(name), ast.expr)]
        rest = {name: each for name, each in names.items() if name not in used}  # `w = step(w)` reads itself
        return bool(used & self.functions) or any(self._is_of_solution(each, rest) for each in read)

    def _test(self, test: ast.expr, names: dict[str, Any], *, is_truth: bool) -> None:
        """Read a condition; what is no truth is shown by a cell, and Otter compares it with what is shown."""
        compared = [call for side in compared_sides(test) if (call := self.call_of(side, names)) is not None]
        if not compared:
            call = self._property(test, names)
            compared = [call if is_truth else replace(call, requires="")]
        self.calls += compared

    def _property(self, test: ast.expr, names: dict[str, Any]) -> ComparedCall:
        """The one call in a test, which is an expression on its result."""
        expression = _OfResult(self, names)
        text = ast.unparse(expression.visit(copy.deepcopy(test)))
        nodes = list(ast.walk(ast.parse(text)))
        free = {node.id for node in nodes if isinstance(node, ast.Name)} - HARMLESS - {"result"}
        others = {node.attr for node in nodes if isinstance(node, ast.Attribute)} - ATTRIBUTES
        if len(expression.calls) != 1:
            raise NotLiteral("it is about more than one result of the solution: write a check for it")
        if free or others:
            raise NotLiteral(f"it uses {sorted(free | others)[0]!r}: write a check for it")
        return replace(expression.calls[0], requires=text)

    def call_of(self, side: ast.expr, names: dict[str, Any]) -> ComparedCall | None:
        """The call that a side of a comparison is, but for rounding and the like."""
        match side:
            case ast.Name(id=name) if isinstance(names.get(name), ast.expr):
                return self.call_of(names[name], names)
            case ast.Subscript(value=inner):
                return self.call_of(inner, names)
            case ast.Name(id=name) if name in self.variables:
                return ComparedCall(name)
            case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords) if name in self.functions:
                named = {keyword.arg or "**": _literal(keyword.value, names) for keyword in keywords}
                return ComparedCall(name, tuple(_literal(argument, names) for argument in args), named)
            case ast.Call(func=ast.Attribute(value=ast.Name(id=module)), args=[inner, *_]) if module in MODULES:
                return self.call_of(inner, names) if name_of(side.func) in SAME else None
            case ast.Call(func=ast.Name(id=name), args=[inner, *_]) if name in SAME:
                return self.call_of(inner, names)
            case ast.Call(func=ast.Attribute(value=inner, attr=name)) if name in SAME:
                return self.call_of(inner, names)
        return None


def _names_in(node: ast.expr) -> set[str]:
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}


def is_truth(test: ast.expr) -> bool:
    """Whether an expression is a condition, and not a value."""
    is_condition = isinstance(test, ast.Compare | ast.BoolOp | ast.UnaryOp)
    return is_condition or (isinstance(test, ast.Call) and name_of(test.func) in CONDITIONS)


def is_equality(test: ast.expr) -> bool:
    """Whether an expression is a call that compares two values, such as `np.allclose(a, b)`."""
    return isinstance(test, ast.Call) and name_of(test.func) in EQUALITIES


def compared_sides(test: ast.expr) -> Iterator[ast.expr]:
    """Both sides of each equality that an expression requires."""
    match test:
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            yield from (left, right)
        case ast.Compare(left=left, ops=[ast.Lt() | ast.LtE()]):
            yield from _difference(left)
        case ast.BoolOp(op=ast.And(), values=values):
            for value in values:
                yield from compared_sides(value)
        case ast.Call(func=function, args=[first, second, *_]) if name_of(function) in EQUALITIES:
            yield from (first, second)
        case ast.Call(func=function, args=[inner, *_]) if name_of(function) in WHOLE:
            yield from compared_sides(inner)
        case ast.Call(func=ast.Attribute(value=inner, attr="all")):
            yield from compared_sides(inner)


def _difference(size: ast.expr) -> Iterator[ast.expr]:
    match size:
        case ast.Call(func=function, args=[inner, *_]) if name_of(function) in SIZES:
            yield from _difference(inner)
        case ast.Call(func=ast.Attribute(value=inner, attr="max")):
            yield from _difference(inner)
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            yield from (left, right)


def _bound(target: ast.expr, item: Any) -> dict[str, Any]:
    """The names that a loop gives to one item."""
    match target:
        case ast.Name(id=name):
            return {name: item}
        case ast.Tuple(elts=inner) if isinstance(item, list) and len(inner) == len(item):
            parts = (_bound(one, part) for one, part in zip(inner, item, strict=True))
            return {name: value for names in parts for name, value in names.items()}
    raise NotLiteral("what the loop runs over is not written out")


def _literal(node: ast.expr, names: Mapping[str, Any]) -> Any:
    """The value of an expression that is written out; arrays and tuples become lists. Raises NotLiteral."""
    match node:
        case ast.Constant(value=bool() | int() | float() | str() as value):
            return value
        case ast.Name(id=name) if name in names and not isinstance(names[name], ast.expr):
            return names[name]
        case ast.List(elts=items) | ast.Tuple(elts=items):
            return [_literal(item, names) for item in items]
        case ast.Dict(keys=keys, values=values) if all(isinstance(key, ast.Constant) for key in keys):
            pairs = zip(keys, values, strict=True)
            return {str(key.value): _literal(value, names) for key, value in pairs}  # type: ignore[union-attr]
        case ast.Attribute(value=ast.Name(id=module), attr=name) if module in (*MODULES, "math") and name in CONSTANTS:
            return CONSTANTS[name]
    try:
        return _computed(node, names)
    except (ArithmeticError, TypeError, ValueError, MemoryError) as error:
        if isinstance(error, NotLiteral):
            raise
        raise NotLiteral(f"`{ast.unparse(node)[:60]}` cannot be computed ({error})") from None


def _computed(node: ast.expr, names: Mapping[str, Any]) -> Any:
    """The value of arithmetic on numbers, or of an array that NumPy makes of numbers."""
    match node:
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return _calculated(operator.neg, [operand], names, _literal(operand, names))
        case ast.BinOp(left=left, op=symbol, right=right) if type(symbol) in OPERATORS:
            operands = _literal(left, names), _literal(right, names)
            if _length(symbol, *operands) > MAX_LENGTH:
                raise NotLiteral(f"`{ast.unparse(node)[:60]}` is too long")
            return _calculated(OPERATORS[type(symbol)], [left, right], names, *operands)
        case ast.Call(func=ast.Name(id="range"), args=args, keywords=[]):
            return list(range(*(_literal(argument, names) for argument in args))[:MAX_LENGTH])
        case ast.Call(func=ast.Attribute(value=ast.Name(id=module), attr=name), args=args, keywords=keywords) if (
            module in MODULES and name in MAKERS
        ):
            is_float = any(k.arg == "dtype" and "float" in ast.unparse(k.value) for k in keywords)
            named = {k.arg or "": _literal(k.value, names) for k in keywords if k.arg != "dtype"}
            array = getattr(np, name)(*(_literal(argument, names) for argument in args), **named)
            return _listed(array.astype(float) if is_float else array)
    raise NotLiteral(f"`{ast.unparse(node)[:60]}` is not written out")


def _calculated(operation: Callable[..., Any], nodes: list[ast.expr], names: Mapping[str, Any], *operands: Any) -> Any:
    """The operation on numbers and lists, or on arrays if one operand is an array: `2 * np.eye(3)`.

    A name for a list no longer says which of the two it was.
    """
    if any(map(_is_array, nodes)):
        return _listed(operation(*map(np.asarray, operands)))
    for node, operand in zip(nodes, operands, strict=True):
        if isinstance(node, ast.Name) and isinstance(operand, list):
            raise NotLiteral(f"`{node.id}` may be a list or an array")
    return operation(*operands)


def _is_array(node: ast.expr) -> bool:
    """Whether NumPy makes an array of an expression that is written out; a list that holds arrays is a list."""
    match node:
        case ast.BinOp(left=left, right=right):
            return _is_array(left) or _is_array(right)
        case ast.UnaryOp(operand=operand):
            return _is_array(operand)
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)  # `range` has no module


def _listed(array: Any) -> Any:
    if array.size > MAX_LENGTH:
        raise NotLiteral(f"an argument has {array.size:,} numbers: write it into a file")
    return array.tolist()


def _length(symbol: ast.operator, left: Any, right: Any) -> int:
    """About how many bits, characters or entries a power or a product has; 0 for anything else."""
    match symbol, left, right:
        case ast.Pow(), int(), int():
            return left.bit_length() * abs(right)
        case (ast.Mult(), int() as number, (str() | list()) as series) | (
            ast.Mult(), (str() | list()) as series, int() as number,
        ):  # fmt: skip
            return number * (
                len(series) if isinstance(series, str) else sum(1 for _ in islice(_entries(series), MAX_LENGTH))
            )
    return 0


def _entries(series: list[Any]) -> Iterator[Any]:
    """The entries of a list, and those of each list in it."""
    for entry in series:
        yield entry
        if isinstance(entry, list):
            yield from _entries(entry)
