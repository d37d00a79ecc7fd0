"""What an expression is about: the name at its start, its dotted path, and what a loop goes through."""

from __future__ import annotations

import ast
from collections.abc import Iterator

_CALL_THEIR_FIRST = {"filter", "map", "reduce", "starmap"}  # functions, by their last name
# Methods whose result is a part of their object, or shares its numbers: parsers of options, and arrays
_PARTS = {"add_argument", "add_argument_group", "add_mutually_exclusive_group", "add_parser", "add_subparsers"}
_PARTS |= {"ravel", "reshape", "squeeze", "swapaxes", "transpose", "view"}
_SAME_OBJECT = {"getattr", "vars"}  # functions whose result is a part of their argument


def dotted_path(node: ast.expr) -> str:
    """`os.environ["A"]` and `Path("a").mkdir` -> "os.environ", "Path.mkdir"; "" if no name is its root."""
    parts: list[str] = []
    while not isinstance(node, ast.Name):
        if isinstance(node, ast.Attribute):
            parts.append(node.attr)
        elif not isinstance(node, (ast.Subscript, ast.Call)):
            return ""
        node = node.func if isinstance(node, ast.Call) else node.value
    return ".".join([node.id, *reversed(parts)])


def matched_values(target: ast.expr, values: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Parts of a loop's target, each with what it goes through: `for a, b in zip(x, y)` gives (a, x) and (b, y)."""
    match target, values:
        case ast.Tuple(elts=[_, item]), ast.Call(func=ast.Name("enumerate"), args=[through, *_]):
            yield from matched_values(item, through)
        case ast.Tuple(elts=parts), ast.Call(func=ast.Name("zip"), args=through) if len(parts) == len(through):
            for part, each in zip(parts, through, strict=True):
                yield from matched_values(part, each)
        case ast.Tuple(elts=parts), ast.List(elts=rows) | ast.Tuple(elts=rows):
            for row in rows:
                match row:
                    case ast.Tuple(elts=items) | ast.List(elts=items) if len(items) == len(parts):
                        yield from zip(parts, items, strict=True)
                    case _:
                        yield target, row
        case _:
            yield target, values


def handed_parts(call: ast.Call) -> Iterator[ast.expr]:
    """What a call is handed and may change: names, parts of them, and the items of lists; no result of another call."""
    pending: list[ast.expr] = [*call.args, *(keyword.value for keyword in call.keywords)]
    for each in pending:
        match each:
            case ast.List(elts=items) | ast.Tuple(elts=items):
                pending += items
            case ast.Starred(value=value):
                pending.append(value)
            case ast.Name():
                yield each
            case ast.Attribute() | ast.Subscript() if not any(isinstance(node, ast.Call) for node in ast.walk(each)):
                yield each


def root_name(expression: ast.expr) -> str | None:
    """The name at the start of `name.a[0](x).b`, if there is one."""
    node: ast.AST = expression
    while not isinstance(node, ast.Name):
        if isinstance(node, (ast.Attribute, ast.Subscript, ast.Starred)):
            node = node.value
        elif isinstance(node, ast.Call):
            holds = isinstance(node.func, ast.Name) and node.func.id in _SAME_OBJECT and node.args
            node = node.args[0] if holds else node.func
        else:
            return None
    return node.id


def root_of_part(expression: ast.expr) -> str | None:
    """The same, if a change of the value may be one of the name's object: not behind a call that makes a new one."""
    calls = [each.func for each in ast.walk(expression) if isinstance(each, ast.Call)]
    is_part = all(isinstance(each, ast.Attribute) and each.attr in _PARTS for each in calls)
    return root_name(expression) if is_part else None


def called(call: ast.Call) -> Iterator[ast.expr]:
    """What is called: also the first argument of `map` and its like."""
    yield call.func
    if dotted_path(call.func).rpartition(".")[2] in _CALL_THEIR_FIRST:
        yield from call.args[:1]
