"""Python's scopes: which names code binds itself, and which it leaves global.

Parameters and local names hide global ones, a class's names are hidden from its methods, a comprehension's from
everybody.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Any

from grader.extraction.statements.expressions import root_name

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_NAMED = (*FUNCTIONS, ast.ClassDef, ast.ExceptHandler, ast.MatchAs, ast.MatchStar)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Scope:
    """One of module, class, function, or inner (a comprehension, or the type parameters of a function)."""

    def __init__(self, kind: str, parent: Scope | None, names: Iterable[str] = (), declared: Iterable[str] = ()):
        self.kind, self.parent = kind, parent
        self.names, self.declared_global = set(names), set(declared)
        self.parameters: dict[str, str] = {}  # name -> what the function is where it changes it: see NameUse.changers
        self.items: dict[str, str] = {}  # name that a comprehension binds -> name of what it goes through
        # what is in it runs when a function is called
        self.deferred: bool = kind == "function" or (parent is not None and parent.deferred)
        self.lazy: bool = parent is not None and parent.lazy  # inside a generator, which may run now or later

    def is_global(self, name: str) -> bool:
        """Whether code of this scope that reads the name reads a global one."""
        scope = self
        while scope.parent is not None:
            if name in scope.declared_global:
                return True
            # methods do not see the names of their class
            if name in scope.names and (scope.kind != "class" or scope is self):
                return False
            scope = scope.parent
        return True

    def global_root(self, name: str | None) -> str | None:
        """The global name that a name stands for, or is an item of in a comprehension; None if it is local."""
        scope: Scope | None = self
        while scope is not None and name not in scope.names:
            scope = scope.parent
        if name is None or scope is None:
            return name
        if name in scope.items and scope.parent is not None:
            return scope.parent.global_root(scope.items[name])
        return name if self.is_global(name) else None

    def follow(self, targets: Iterable[ast.AST], value: ast.expr) -> None:
        """Take targets for parameters where they are parts of one: `for row in table`, `row = table[0]`."""
        is_part = (self.deferred or self.kind == "inner") and not any(isinstance(n, ast.Call) for n in ast.walk(value))
        if not is_part or (root := root_name(value)) is None:
            return
        nodes = [each for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)]
        names = [each.id for each in nodes if isinstance(each.ctx, ast.Store)]
        if changer := self.changer_of(root):
            self.parameters |= dict.fromkeys(names, changer)
        if self.kind == "inner":
            self.items |= dict.fromkeys(names, self.items.get(root, root))

    def changer_of(self, name: str | None) -> str:
        """What the function is whose parameter the name is, here or in a function around; "" if it is none."""
        scope: Scope | None = self
        while scope is not None and name not in scope.names:
            scope = scope.parent
        return scope.parameters.get(name or "", "") if scope is not None else ""

    def holder(self, name: str) -> Scope:
        """The scope in which code of this one binds the name."""
        scope = self
        while scope.kind == "inner" and scope.parent is not None and name not in scope.names:
            scope = scope.parent  # x in [x := f(y) for y in z] belongs to whoever holds the comprehension
        return scope


def all_arguments(arguments: ast.arguments) -> list[ast.arg]:
    """The parameters, `*args` and `**kwargs` among them."""
    stars = [star for star in (arguments.vararg, arguments.kwarg) if star is not None]
    return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, *stars]


def function_scope(
    parent: Scope, arguments: ast.arguments, body: Iterable[ast.AST], name: str = "", *, is_static: bool = False
) -> Scope:
    """The scope of a function or a lambda inside another one; a static method takes no object."""
    names, declared_global, enclosing = _bindings(body)
    names |= {argument.arg for argument in all_arguments(arguments)}
    scope = Scope("function", parent, names - declared_global - enclosing, declared_global)
    parameters = [argument.arg for argument in all_arguments(arguments)]
    if parent.kind == "module":
        scope.parameters = dict.fromkeys(parameters, "()")
    elif parent.kind == "class" and name and parameters:
        scope.parameters = dict.fromkeys(parameters, "()" if name == "__init__" else f".{name}()")
        if not is_static:
            scope.parameters[parameters[0]] = f".{name}"
    return scope


def class_scope(parent: Scope, body: Iterable[ast.AST]) -> Scope:
    """The scope of a class, whose names are bound as its body runs."""
    _, declared_global, _ = _bindings(body)
    return Scope("class", parent, declared=declared_global)


def comprehension_scope(parent: Scope, node: Any) -> Scope:
    """The scope of a comprehension, which binds its targets; what a generator computes may run later."""
    names, _, _ = _bindings([generator.target for generator in node.generators])
    scope = Scope("inner", parent, names)
    scope.lazy |= isinstance(node, ast.GeneratorExp)
    return scope


def _bindings(body: Iterable[ast.AST]) -> tuple[set[str], set[str], set[str]]:
    """The names that a scope's own code binds, declares `global`, and declares `nonlocal`."""
    names, declared_global, enclosing = set[str](), set[str](), set[str]()
    pending = list(body)
    while pending:
        node = pending.pop()
        match node:
            case ast.Name(ctx=ast.Load()) | ast.Constant() | ast.expr_context() | ast.operator():
                continue  # most nodes: they bind nothing and hold nothing
            case ast.Name(id=name):
                names.add(name)
            case ast.Global():
                declared_global.update(node.names)
            case ast.Nonlocal():
                enclosing.update(node.names)
            case ast.alias():
                names.add(node.asname or node.name.partition(".")[0])
            case ast.MatchMapping(rest=str(name)):
                names.add(name)
            case _ if isinstance(node, _NAMED) and node.name:
                names.add(node.name)
        pending.extend(_same_scope(node))
    return names, declared_global, enclosing


def _same_scope(node: ast.AST) -> Iterable[ast.AST]:
    """The parts of a node that are evaluated in the scope that holds it."""
    if isinstance(node, (*FUNCTIONS, ast.Lambda)):
        defaults = [default for default in node.args.kw_defaults if default is not None]
        return [*getattr(node, "decorator_list", []), *node.args.defaults, *defaults]
    if isinstance(node, ast.ClassDef):
        return [*node.decorator_list, *node.bases, *node.keywords]
    if isinstance(node, _COMPREHENSIONS):  # all but its targets: a walrus inside binds outside
        parts = [part for part in ast.iter_child_nodes(node) if not isinstance(part, ast.comprehension)]
        return parts + [part for each in node.generators for part in (each.iter, *each.ifs)]
    return ast.iter_child_nodes(node)
