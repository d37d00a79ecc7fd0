"""A cost as a formula: Python text that computes a number and can do nothing else.

An assignment's own costs stand in its `costs.py`, one function each, as the lecture's do in
`grader/model/arguments/lecture_costs.py`:

    def valley(w, np, *, steep):
        \"""A narrow valley.\"""
        slope = steep * (w[0] + w[1])
        return np.tanh(slope) + np.maximum(0.4 * w[0] ** 2, 1) + 1

The key holds the text, the student's process receives it, and the judge evaluates it. So that a key stays data, a
formula may only hold numbers, the coordinates of w, its parameters, names of intermediate values, + - * / ** and the
functions of `np` in FUNCTIONS. Everything else is refused, wherever the text comes from. All of these work coordinate
by coordinate, so that a formula can be evaluated at many points at once.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from grader.base.errors import UserError
from grader.base.syntax import is_text

FUNCTIONS = frozenset([
    "abs", "sqrt", "cbrt", "exp", "log", "log2", "log10", "log1p", "expm1", "sin", "cos", "tan", "arcsin", "arccos",
    "arctan", "sinh", "cosh", "tanh", "maximum", "minimum", "sign",
])  # fmt: skip
CONSTANTS = frozenset(["pi", "e"])
OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow)
MAX_LENGTH = 4_000  # characters


def parse_formulas(source: str) -> dict[str, str]:
    """The functions of a `costs.py` by name, each as its own text. Raises UserError with the line.

    Docstring, imports and comments are left out.
    """
    formulas: dict[str, str] = {}
    for node in _parse(source).body:
        if isinstance(node, ast.FunctionDef):
            formulas[node.name] = ast.unparse(_check_formula(node))
        elif not isinstance(node, (ast.Import, ast.ImportFrom)) and not is_text(node):
            raise UserError(f"line {node.lineno}: only functions stand in costs.py, one for each cost.")
    return formulas


@cache
def compile_formula(text: str) -> Callable[..., Any]:
    """Make the function `f(w, np, *, ...)` of a formula's text. Raises UserError."""
    if len(text) > MAX_LENGTH:
        raise UserError(f"a formula of more than {MAX_LENGTH} characters.")
    body = _parse(text).body
    if len(body) != 1 or not isinstance(body[0], ast.FunctionDef):
        raise UserError("a formula is one function `def name(w, np): ...`.")
    node = _check_formula(body[0])
    names: dict[str, Callable[..., Any]] = {}
    code = compile(ast.Module([node], []), f"cost {node.name}", "exec")
    exec(code, {"__builtins__": {}}, names)  # anything harmful was refused above
    return names[node.name]


def _parse(source: str) -> ast.Module:
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise UserError(f"line {getattr(error, 'lineno', 1)}: this is not Python ({error}).") from None


def _check_formula(node: ast.FunctionDef) -> ast.FunctionDef:
    """The function, if it is a formula. Raises UserError."""
    arguments = node.args
    has_others = arguments.posonlyargs or arguments.vararg or arguments.kwarg or arguments.defaults
    plain = not (has_others or any(arguments.kw_defaults))
    if [a.arg for a in arguments.args] != ["w", "np"] or not plain or node.decorator_list or node.returns:
        raise UserError(
            f"line {node.lineno}: {node.name!r} should begin with `def {node.name}(w, np):`, or with "
            f"`def {node.name}(w, np, *, a, b):` where it has parameters."
        )
    names = {a.arg for a in arguments.kwonlyargs}
    *parts, last = [line for line in node.body if not is_text(line)] or [node]
    for line in parts:
        if not (isinstance(line, ast.Assign) and len(line.targets) == 1 and isinstance(line.targets[0], ast.Name)):
            raise UserError(f"line {line.lineno}: a formula's lines are `name = ...` and, last, `return ...`.")
        _check_expression(line.value, names)
        names.add(line.targets[0].id)
    if not (isinstance(last, ast.Return) and last.value is not None):
        raise UserError(f"line {last.lineno}: a formula ends with `return ...`.")
    _check_expression(last.value, names)
    if names & {"w", "np"}:
        raise UserError(f"line {node.lineno}: `w` and `np` are the point and the functions; give parts other names.")
    return node


def _check_expression(node: ast.expr, names: set[str]) -> None:
    """Raise UserError for an expression that does more than compute."""
    for part in _operands(node, names):
        _check_expression(part, names)


def _operands(node: ast.expr, names: set[str]) -> Iterator[ast.expr]:
    match node:
        case ast.Constant(value=value) if type(value) in (int, float):
            return
        case ast.Name(id=name) if name in names or name == "w":
            return
        case ast.Subscript(value=ast.Name(id="w"), slice=ast.Constant(value=index)) if (
            type(index) is int and index >= 0
        ):
            return
        case ast.Attribute(value=ast.Name(id="np"), attr=name) if name in CONSTANTS:
            return
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=part):
            yield part
        case ast.BinOp(left=left, op=op, right=right) if isinstance(op, OPERATORS):
            yield from (left, right)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="np"), attr=name), args=parts, keywords=[]) if (
            name in FUNCTIONS
        ):
            yield from parts
        case _:
            raise UserError(
                f"line {node.lineno}: `{ast.unparse(node)[:60]}` is not allowed in a formula. It may hold numbers, w, "
                f"w[0], parameters, + - * / ** and these of np: {' '.join(sorted(FUNCTIONS | CONSTANTS))}."
            )
