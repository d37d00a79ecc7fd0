"""Values as Python code that makes them again, and a result as an `assert` to paste into a test."""

from __future__ import annotations

import ast
import builtins
import inspect
import linecache
import math
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

RELATIVE, ABSOLUTE = 1e-4, 1e-6  # tolerances of an assert: of each number, and of the largest one beside it
MAX_NUMBERS = 120  # of a result that an assert holds
DIGITS = 7  # of a number that an assert expects
SOLUTION_NAME = "name_in_solution"  # attribute of the solution's own functions


class NotWritable(ValueError):
    """A value that no short code makes: an object, a function, a large array, a number that is not finite."""


Known = Callable[[Any], str]  # a name that code has for a value; empty for others


def _unknown(_: Any) -> str:
    return ""


def argument_code(value: Any, known: Known = _unknown) -> str:
    """The code of one argument. Raises NotWritable."""
    if name := known(value):
        return name
    match value:
        case None | bool() | str():
            return repr(value)
        case np.ndarray():
            return _array_code(value)
        case np.generic():
            return argument_code(value.item())
        case int() | float():
            if not math.isfinite(value):
                raise NotWritable("an argument that is not finite")
            return repr(value)
        case list():
            return f"[{', '.join(argument_code(item, known) for item in value)}]"
        case tuple():
            return f"({', '.join(argument_code(item, known) for item in value)}{',' * (len(value) == 1)})"
        case dict():
            pairs = ((argument_code(k), argument_code(v, known)) for k, v in value.items())
            return f"{{{', '.join(map(': '.join, pairs))}}}"
        case _ if callable(value) and (code := function_code(value, known)):
            return code
        case _ if hasattr(value, "__array__") and not callable(value):
            return _array_code(np.asarray(value))
    raise NotWritable(f"an argument of type {type(value).__name__}")


def _array_code(array: np.ndarray[Any, Any]) -> str:
    if array.dtype.kind not in "fiub" or not np.isfinite(array).all():
        raise NotWritable("an array of other things than finite numbers")
    if array.size == 0:
        return f"np.zeros({array.shape})"
    exact = array.tolist() if array.dtype.itemsize == 8 else _decimals(array)
    dtype = "" if array.dtype in (np.float64, np.int64, np.bool_) else f", dtype=np.{array.dtype.name}"
    return f"np.array({exact}{dtype})"


def _decimals(array: np.ndarray[Any, Any]) -> Any:
    """The numbers of a shorter type without digits that it does not have."""
    if array.dtype.kind != "f":
        return array.tolist()
    return np.vectorize(lambda x: float(str(x)), otypes=[float])(array).tolist()


def function_code(function: Any, known: Known = _unknown) -> str:
    """A function that a test hands over: a lambda, or a `def` of one `return`; empty where there is no short code.

    What it reads from outside, a matrix of the test say, is written into it.
    """
    if name := getattr(function, SOLUTION_NAME, ""):
        return str(name)
    name = getattr(function, "__name__", "")
    for module, prefix in ((builtins, ""), (np, "np."), (np.linalg, "np.linalg.")):
        if vars(module).get(name) is function:
            return prefix + name
    if not isinstance(function, FunctionType):
        return ""
    outside = inspect.getclosurevars(function)
    written = _Written({**outside.globals, **outside.nonlocals}, known)
    defaults = [_expression(argument_code(value, known)) for value in function.__defaults__ or ()]
    for node in _expressions(function):
        body = ast.fix_missing_locations(written.visit(node.body))
        parameters = ast.arguments(**{**dict(ast.iter_fields(node.args)), "defaults": defaults})
        return f"({ast.unparse(ast.Lambda(parameters, body))})"
    return ""


def _expressions(function: FunctionType) -> Iterator[ast.Lambda]:
    """The lambdas of the function's file that compile to it."""
    code, lambdas = function.__code__, list[ast.Lambda]()
    with suppress(SyntaxError, ValueError):
        for node in ast.walk(ast.parse("".join(linecache.getlines(code.co_filename)))):
            if getattr(node, "lineno", 0) == code.co_firstlineno:
                match node:
                    case ast.Lambda():
                        lambdas.append(node)
                    case ast.FunctionDef(body=[ast.Return(value=ast.expr() as result)], args=parameters):
                        yield ast.Lambda(parameters, result)
    yield from lambdas if len(lambdas) == 1 else (node for node in lambdas if _does(_made(node)) == _does(code))


def _made(node: ast.Lambda) -> CodeType:
    made: Any = eval(compile(ast.fix_missing_locations(ast.Expression(node)), "", "eval"), {})
    code: CodeType = made.__code__
    return code


def _does(code: CodeType) -> tuple[Any, ...]:
    return code.co_code, code.co_consts, code.co_names, code.co_varnames


def _expression(code: str) -> ast.expr:
    return ast.parse(code, mode="eval").body


class _Written(ast.NodeTransformer):
    """Puts values in the place of the names that stand for them."""

    def __init__(self, values: dict[str, Any], known: Known) -> None:
        self._values, self._known = values, known

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """A name of the function itself stays, one from outside becomes its value."""
        if node.id not in self._values:
            return node
        value = self._values[node.id]
        is_numpy = isinstance(value, ModuleType) and value is np
        return _expression("np" if is_numpy else argument_code(value, self._known))


def call_code(name: str, positional: tuple[Any, ...], keywords: dict[str, Any], known: Known = _unknown) -> str:
    """The code of a call as it was written, but for the names in it. Raises NotWritable."""
    codes = [argument_code(value, known) for value in positional]
    codes += [f"{key}={argument_code(value, known)}" for key, value in keywords.items()]
    return f"{name}({', '.join(codes)})"


def assertion(call: str, result: Any) -> str:
    """Statements that hold where the call returns this result, with a tolerance. Raises NotWritable."""
    leaves = list(_leaves(result, ""))
    if not leaves or sum(np.size(value) for _, value in leaves) > MAX_NUMBERS:
        raise NotWritable("a result of nothing or too much")
    if len(leaves) == 1:
        return f"assert {_claim(call + leaves[0][0], leaves[0][1])}"
    return "\n".join([f"result = {call}", *(f"assert {_claim(f'result{path}', value)}" for path, value in leaves)])


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Arrays, numbers and texts of a result, each with the code that reads it."""
    array = as_numbers(value)
    if array is not None:
        yield path, array
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, f"{path}[{argument_code(key)}]")
    elif isinstance(value, (list, tuple)):
        for number, item in enumerate(value):
            yield from _leaves(item, f"{path}[{number}]")
    elif isinstance(value, str):
        yield path, value
    elif value is not None:
        raise NotWritable(f"a result of type {type(value).__name__}")


def as_numbers(value: Any) -> np.ndarray[Any, Any] | None:
    """A number, an array, or a list of numbers as an array; None for anything else."""
    if isinstance(value, (dict, str, type(None), tuple, FunctionType)):
        return None
    try:
        array = np.asarray(value)
    except Exception:  # rows of different lengths, or an object with rules of its own
        return None
    return array if array.dtype.kind in "fiub" and array.size else None


def _claim(code: str, value: Any) -> str:
    if isinstance(value, str):
        return f"{code} == {value!r}"
    if value.dtype.kind in "fiu" and not np.isfinite(value).all():
        raise NotWritable("a result that is not finite")
    if value.dtype.kind == "b":
        return f"np.array_equal({code}, {value.tolist()})"
    absolute = max(ABSOLUTE * float(np.abs(value).max()), 1e-12)
    return f"np.allclose({code}, {_rounded(value)}, rtol={RELATIVE:g}, atol={absolute:.0e})"


def _rounded(array: np.ndarray[Any, Any]) -> Any:
    if array.dtype.kind != "f":
        return array.tolist()
    return np.vectorize(lambda x: float(f"{x:.{DIGITS}g}"), otypes=[float])(array).tolist()
