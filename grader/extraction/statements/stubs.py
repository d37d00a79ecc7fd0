"""Stubs: whether a definition is more than what the handout contains, an attempt of the student's own."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from grader.base.syntax import names_in

# A body, a statement of a class, or an expression that is assigned, or is a base class.
StubValue = list[ast.stmt] | ast.expr

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class NameDefinition:
    """One definition of a requested name."""

    line: int  # in the file
    attempted: bool  # more than a stub
    decorators: frozenset[str] = frozenset()  # names of what is called to decorate it: an own one may give it its body
    arguments: frozenset[str] = frozenset()  # names in the arguments of these calls: so may an own function among them


@dataclass(frozen=True)
class RequestedNames:
    """The names to extract, and the handout's own definitions of them."""

    names: frozenset[str]
    stubs: Mapping[str, frozenset[str]]  # name -> dumped syntax trees of the handout's values

    @classmethod
    def of(cls, names: Iterable[str], stubs: Mapping[str, str]) -> RequestedNames:
        """From the handout's source of each name. Raises ValueError if Python cannot parse a stub."""
        return cls(frozenset(names), {name: frozenset(_dumped_stub(name, stub)) for name, stub in stubs.items()})

    def definition(self, name: str, nodes: Sequence[ast.AST], first_line: int) -> NameDefinition:
        """How a statement, given as all nodes of its tree, defines the name; `first_line` is that of its cell."""
        values, calls = list(_assigned_values(name, nodes)), list(_called_decorators(name, nodes))
        last = ([node for node in nodes if getattr(node, "name", None) == name] or [nodes[0]])[-1]
        stub = self.stubs.get(name, frozenset())
        attempted = not values or any(not _is_empty(value) and _dumped(value) not in stub for value in values)
        new = [call for call in calls if _dumped(call) not in stub]
        decorators = frozenset(names_in((call.func for call in new), ast.Load))
        arguments = frozenset(names_in((each for call in new for each in (*call.args, *call.keywords)), ast.Load))
        return NameDefinition(first_line + last.lineno - 1, attempted, decorators, arguments)  # type: ignore[attr-defined]


def _dumped_stub(name: str, stub: str) -> Iterator[str]:
    try:
        nodes = list(ast.walk(ast.parse(stub)))
    except SyntaxError as error:
        raise ValueError(f"the handout's stub of {name!r} is not valid Python: {error.msg}") from error
    return (_dumped(value) for value in (*_assigned_values(name, nodes), *_called_decorators(name, nodes)))


def _assigned_values(name: str, nodes: Iterable[ast.AST]) -> Iterator[StubValue]:
    """What the nodes give the name: bodies of functions, members and bases of classes, values of assignments."""
    for node in nodes:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() if node.name == name:
                yield _body(node)
            case ast.ClassDef() if node.name == name:
                yield from _members(node)
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                yield value
            case ast.AnnAssign(target=ast.Name(id=target), value=ast.expr() as value) if target == name:
                yield value


def _called_decorators(name: str, nodes: Iterable[ast.AST]) -> Iterator[ast.Call]:
    """The decorators of the name that get more than the function: `@method_of(step)`, not `@jit`."""
    definitions = (node for node in nodes if isinstance(node, _Definition) and node.name == name)
    return (each for node in definitions for each in node.decorator_list if isinstance(each, ast.Call))


def _body(node: _Definition) -> list[ast.stmt]:
    """The statements of the body without its docstring."""
    return node.body if ast.get_docstring(node, clean=False) is None else node.body[1:]


def _members(node: ast.ClassDef) -> Iterator[StubValue]:
    """The base classes, the body of each method, and every other statement: a class is attempted if one of them is."""
    yield from node.bases
    for statement in node.body:
        match statement:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield _body(statement)
            case ast.ClassDef():
                yield from _members(statement)
            case _:
                yield [statement]


def _dumped(value: StubValue) -> str:
    """A text that is equal for code that differs only in blanks, comments and docstring."""
    try:
        return ";".join(ast.dump(node) for node in (value if isinstance(value, list) else [value]))
    except (RecursionError, ValueError):  # ValueError: a hexadecimal number of more digits than Python writes
        return "nested too deeply, or too large, to be a stub"


def _is_empty(value: StubValue) -> bool:
    if isinstance(value, list):
        return all(_does_nothing(statement) for statement in value)
    match value:
        case ast.Constant(value=None | builtins.Ellipsis | "" | "...") | ast.List(elts=[]):
            return True
        case ast.Lambda(body=body):
            return _is_empty(body)
        case ast.Dict(values=values):
            return all(_is_empty(each) for each in values)
    return False


def _does_nothing(statement: ast.stmt) -> bool:
    match statement:
        case ast.Pass() | ast.Expr(value=ast.Constant()) | ast.Return(value=None | ast.Constant(value=None)):
            return True
        case ast.Raise(exc=ast.Call(func=ast.Name(id=name)) | ast.Name(id=name)):
            return name == "NotImplementedError"
    return False
