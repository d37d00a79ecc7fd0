"""A function's syntax tree in which one node can be replaced at a time, and what stands around a node."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from copy import copy
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple, TypeVar

Function = ast.FunctionDef | ast.AsyncFunctionDef
Loop = ast.For | ast.While
T = TypeVar("T", bound=ast.AST)

NUMPY = "__import__('numpy')"  # in code that is put into a solution, whatever the solution imports
GRADIENT = "gradient"  # what a derivative by JAX is called, whatever the solution calls it


class Change(NamedTuple):
    """One change: `kind` is its paragraph in `kinds`, `source` the changed statement as text.

    `subject` is the code that its words may speak of, `value` a number or a word beside it. `line` counts from the
    first line of the statement.
    """

    kind: str
    source: str
    line: int = 0
    subject: ast.AST | None = None
    value: str = ""


Changes = Iterator[Change]
Pair = tuple[ast.AST, ast.AST]  # a node, and what stands in its place


class SourceTree:
    """One top-level statement, such as the definition of a function or of a class.

    With `plain_updates`, `x -= y` reads `x = x - y`: patterns need one form of it.
    """

    def __init__(self, source: str, *, plain_updates: bool = False) -> None:
        (self.root,) = ast.parse(source).body
        if plain_updates:
            _PlainUpdates().visit(self.root)
        self.source = ast.unparse(self.root)
        self._parents = {child: node for node in ast.walk(self.root) for child in ast.iter_child_nodes(node)}
        self._statements = self.nodes(ast.stmt)
        self._depth = 0  # of exchanges that are entered

    @property
    def functions(self) -> list[Function]:
        """All functions of the statement, outermost first."""
        return self.nodes(ast.FunctionDef, ast.AsyncFunctionDef)

    def nodes(self, *kinds: type[T]) -> list[T]:
        """The nodes of these kinds, outermost first."""
        return within(self.root, *kinds)

    def code(self, *kinds: type[T]) -> list[T]:
        """The nodes of these kinds outside of signatures, outermost first."""
        return [node for node in self.nodes(*kinds) if not self.in_signature(node)]

    @property
    def loops(self) -> list[Loop]:
        """The `for` loops, then the `while` loops, outermost first."""
        return [*self.nodes(ast.For), *self.nodes(ast.While)]

    @property
    def bodies(self) -> list[list[ast.stmt]]:
        """The lists of statements, outermost first."""
        lists = [getattr(node, part, None) for node in ast.walk(self.root) for part in ("body", "orelse")]
        return [each for each in lists if isinstance(each, list) and each]

    def parent(self, node: ast.AST) -> ast.AST | None:
        """The node around this one; None for the statement itself."""
        return self._parents.get(node)

    def around(self, node: ast.AST) -> Iterator[ast.AST]:
        """The nodes around this one, innermost first."""
        while (outer := self._parents.get(node)) is not None:
            yield outer
            node = outer

    def function_of(self, node: ast.AST) -> Function | None:
        """The innermost function around the node."""
        return next((outer for outer in self.around(node) if isinstance(outer, Function)), None)

    def parameters_around(self, node: ast.AST) -> set[str]:
        """The names of the parameters of the innermost function around the node."""
        function = self.function_of(node)
        return set(parameters_of(function)) if function else set()

    def in_signature(self, node: ast.AST) -> bool:
        """Whether the node belongs to parameters, defaults, annotations or decorators."""
        chain = [node, *self.around(node)]
        return any(
            isinstance(outer, ast.arguments)
            or (isinstance(outer, (*_DEFINITIONS, ast.AnnAssign)) and inner not in _code_of(outer))
            for inner, outer in pairwise(chain)
        )

    def change(
        self,
        kind: str,
        node: ast.expr | ast.stmt,
        *new: ast.AST,
        line: int = 0,
        subject: ast.AST | None = None,
        value: str = "",
    ) -> Change:
        """The change that replaces a node, a statement by any number of them; at its line, where none is given."""
        return Change(kind, self.replaced(node, *new), line or node.lineno, subject, value)

    def change_all(
        self, kind: str, pairs: Sequence[Pair], *, line: int = 0, subject: ast.AST | None = None, value: str = ""
    ) -> Change:
        """The change that replaces the first node of each pair by the second; at the line of the first pair."""
        return Change(kind, self.all_replaced(pairs), line or getattr(pairs[0][0], "lineno", 1), subject, value)

    def begun(self, function: Function, kind: str, name: str, code: str, value: str = "") -> Change:
        """The change that puts statements at the beginning of a function, of one of its variables."""
        source = self.begun_with(function, *statements(code))
        return Change(kind, source, function.lineno, variable(name), value)

    def moved(self, node: ast.stmt, beside: ast.stmt, *, after: bool) -> str:
        """The statement's source with one of its statements in front of another one, or after it."""
        with self.exchanged(node, []):
            return self.replaced(beside, *((beside, node) if after else (node, beside)))

    def replaced(self, node: ast.AST, *new: ast.AST) -> str:
        """The statement's source with the node replaced, a statement by any number of them."""
        with self.exchanged(node, new):
            return self._text_around(node)

    def all_replaced(self, pairs: Sequence[Pair]) -> str:
        """The statement's source with the first node of each pair replaced by the second."""
        with ExitStack() as exchanges:
            for node, new in pairs:
                exchanges.enter_context(self.exchanged(node, [copy(new)]))  # `new` itself may be replaced by the next
            return self._text()

    def begun_with(self, function: Function, *new: ast.stmt) -> str:
        """The statement's source with more statements at the beginning of one of its functions."""
        first = 1 if ast.get_docstring(function, clean=False) is not None else 0
        with _set(function, "body", [*function.body[:first], *map(_located, new), *function.body[first:]]):
            return self._text()

    def _text(self) -> str:
        return ast.unparse(self.root)

    def _text_around(self, node: ast.AST) -> str:
        """The source while this node alone is exchanged: to print its line is quicker than to print all of them."""
        if self._depth > 1 or isinstance(node, ast.stmt):
            return self._text()
        statement = next(outer for outer in self.around(node) if isinstance(outer, ast.stmt))
        at = self._lines.get(statement)
        if at is None or "\n" in (line := ast.unparse(statement)):
            return self._text()
        lines = self.source.split("\n")
        lines[at] = lines[at][: len(lines[at]) - len(lines[at].lstrip())] + line
        return "\n".join(lines)

    @cached_property
    def _lines(self) -> dict[ast.stmt, int]:
        """The line of the source at which each statement stands that takes one line."""
        try:
            printed = within(ast.parse(self.source), ast.stmt)
        except SyntaxError:  # `ast.unparse` prints some strings wrongly
            return {}
        is_alike = list(map(type, printed)) == list(map(type, self._statements))
        pairs = zip(self._statements, printed, strict=True) if is_alike else ()
        return {own: each.lineno - 1 for own, each in pairs if each.lineno == each.end_lineno}

    @contextmanager
    def exchanged(self, node: ast.AST, new: Sequence[ast.AST]) -> Iterator[None]:
        """While it is entered, other nodes stand where this one does."""
        with self._exchange(node, new):
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1

    def _exchange(self, node: ast.AST, new: Sequence[ast.AST]) -> AbstractContextManager[None]:
        parent, new = self._parents[node], [_located(each) for each in new]
        for name, value in ast.iter_fields(parent):
            if value is node:
                return _set(parent, name, new[0])
            if isinstance(value, list) and any(item is node for item in value):
                items = [each for item in value for each in (new if item is node else [item])]
                return _set(parent, name, items or [ast.Pass()])
        raise ValueError("the node is not where its parent says")


class _PlainUpdates(ast.NodeTransformer):
    """`x -= y` as `x = x - y` in functions that return something: others may change arrays of their caller."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.stmt:
        """A function, whose updates become plain where it returns something."""
        inside = list(ast.walk(node))
        self._entries = {name for each in inside if isinstance(each, ast.For) for name in stored_names(each.target)}
        returns = any(isinstance(each, ast.Return) and each.value for each in inside)
        return self.generic_visit(node) if returns else node  # type: ignore[return-value]

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.stmt:
        """`x -= y` as `x = x - y`, but for an entry over which a loop runs."""
        if not isinstance(node.target, ast.Name) or node.target.id in self._entries:
            return node
        value = ast.BinOp(variable(node.target.id), node.op, node.value)
        return _located(ast.copy_location(ast.Assign([node.target], value), node))


def _located(new: T) -> T:
    """The node with the locations that `ast.unparse` looks up; those of the tree itself are as they were parsed."""
    return ast.fix_missing_locations(new)


@contextmanager
def _set(parent: ast.AST, name: str, value: object) -> Iterator[None]:
    before = getattr(parent, name)
    setattr(parent, name, value)
    try:
        yield
    finally:
        setattr(parent, name, before)


_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def _code_of(node: ast.AST) -> Sequence[ast.AST | None]:
    return node.body if isinstance(node, _DEFINITIONS) else [getattr(node, "value", None)]


def read_names(node: ast.AST) -> list[ast.Name]:
    """Where variables are read in the node."""
    return [each for each in within(node, ast.Name) if isinstance(each.ctx, ast.Load)]


def names_of(*nodes: ast.AST) -> set[str]:
    """The names that are read in the nodes."""
    return {each.id for node in nodes for each in read_names(node)}


def stored_names(*nodes: ast.AST) -> set[str]:
    """The names that the nodes bind, and those of arrays and tables into which they store."""
    inside = (each for node in nodes for each in within(node, ast.expr))
    return {_base(each) for each in inside if isinstance(getattr(each, "ctx", None), ast.Store)} - {""}


def reads_of(node: ast.AST, name: str) -> list[ast.Name]:
    """Where the name is read in the node."""
    return [each for each in read_names(node) if each.id == name]


@contextmanager
def read_as(reads: Sequence[ast.Name], code: str) -> Iterator[None]:
    """While it is entered, other code stands in these places of one name."""
    name = reads[0].id
    for each in reads:
        each.id = code
    try:
        yield
    finally:
        for each in reads:
            each.id = name


def parts_of(line: ast.Return | ast.Assign) -> list[ast.expr]:
    """The parts of what is returned or assigned."""
    if isinstance(line.value, ast.Tuple):
        return line.value.elts
    return [line.value] if line.value else []


def _base(node: ast.AST) -> str:
    while isinstance(node, ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def within(node: ast.AST, *kinds: type[T]) -> list[T]:
    """The nodes of these kinds in a node, outermost first."""
    return [each for each in ast.walk(node) if isinstance(each, kinds)]


def named_calls(node: ast.AST) -> list[tuple[str, ast.Call]]:
    """The calls in a node of functions that variables hold, with the names of these."""
    return [(call.func.id, call) for call in within(node, ast.Call) if isinstance(call.func, ast.Name)]


def parameters_of(function: Function) -> list[str]:
    """The names of the parameters that are no keywords alone."""
    return [argument.arg for argument in function.args.args]


def called_names(node: ast.AST) -> set[str]:
    """The names of variables that are called in a node."""
    return {name for name, _ in named_calls(node)}


def filled_lists(*nodes: ast.AST, methods: Sequence[str] = ("append",)) -> list[str]:
    """What the nodes append to, as it stands in the code."""
    calls = [each.func for node in nodes for each in within(node, ast.Call)]
    return [ast.unparse(call.value) for call in calls if isinstance(call, ast.Attribute) and call.attr in methods]


def swapped(one: ast.AST, other: ast.AST) -> list[Pair]:
    """Each of two nodes in the other's place."""
    return [(one, other), (other, one)]


def variable(name: str) -> ast.Name:
    """A new expression that reads a variable."""
    return ast.Name(name, ast.Load())


def parsed(code: str) -> ast.expr:
    """A new expression."""
    return ast.parse(code, mode="eval").body


def statements(code: str) -> list[ast.stmt]:
    """New statements."""
    return ast.parse(code).body


def is_number(node: ast.AST | None) -> bool:
    """Whether the node is a number as it stands in the code."""
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def with_body(loop: Loop, body: list[ast.stmt]) -> Loop:
    """A loop like this one with other statements in it."""
    if isinstance(loop, ast.For):
        return ast.For(loop.target, loop.iter, body, loop.orelse)
    return ast.While(loop.test, body, loop.orelse)
