"""What one top-level statement does with names: binds, changes, reads at once, or reads only later.

    def step(w, rate=alpha):        binds  step
        return w - rate * grad(w)   reads  alpha now; grad later, when somebody calls step

A compound statement (`if`, `for`, `try` ...) counts as one. Which names are global `scopes.py` tells.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from grader.extraction.statements import expressions, scopes
from grader.extraction.statements.changes import CHANGING_METHODS, LEARNING_METHODS
from grader.extraction.statements.expressions import dotted_path, handed_parts, matched_values, root_name
from grader.extraction.statements.scopes import Scope
from grader.extraction.statements.uses import NOTHING, NameUse, Uses


def name_use(statement: ast.stmt, *, annotations_run: bool = True) -> NameUse:
    """How a statement uses global names; `annotations_run` is False under `from __future__ import annotations`."""
    visitor = _NameVisitor(annotations_run)
    try:
        visitor.visit(statement)
    except RecursionError:  # nested too deeply to follow: every name in it, taken for global
        nodes = [node for node in ast.walk(statement) if isinstance(node, ast.Name)]
        read = frozenset(node.id for node in nodes if isinstance(node.ctx, ast.Load))
        bound = frozenset(node.id for node in nodes if not isinstance(node.ctx, ast.Load))
        if isinstance(statement, (*scopes.FUNCTIONS, ast.ClassDef)):
            bound |= {statement.name}
        return NameUse(Uses(read - bound), Uses(read), bound, runs_code=True)
    match statement:
        case ast.AugAssign(target=ast.Name(name)):  # `y += [1]` changes what `y` was before, if that is a list
            visitor.now["changes"].add(name)
    return visitor.name_use()


# What may call a function that it only reads: calls, operators (`__add__`), attributes (properties), loops ...
_RUNNING = (
    ast.Call, ast.BinOp, ast.UnaryOp, ast.Compare, ast.Subscript, ast.Attribute, ast.AugAssign, ast.For,
    ast.While, ast.With, ast.If, ast.Match, ast.Assert, ast.FormattedValue, ast.ListComp, ast.SetComp,
    ast.DictComp, ast.GeneratorExp, ast.Starred, ast.Try, ast.Raise, ast.Await, ast.AsyncFor, ast.AsyncWith,
)  # fmt: skip


_Sets = dict[str, set[Any]]  # fields of a NameUse, or of its Uses


def _frozen(sets: _Sets) -> dict[str, Any]:
    # the empty set is shared: most are empty, and a hostile notebook has 100,000 statements
    return {kind: frozenset(names) for kind, names in sets.items() if names}


class _NameVisitor(ast.NodeVisitor):
    """Visits nodes in the order in which Python evaluates them; `bound` holds the names surely bound so far."""

    def __init__(self, annotations_run: bool):
        self.annotations_run = annotations_run
        self.scope = Scope("module", None)
        self.bound: set[str] = set()
        self.now: _Sets = defaultdict(set)
        self.later: _Sets = defaultdict(set)
        self.names: _Sets = defaultdict(set)
        self.runs_code = False
        self.imports: list[tuple[str, str]] = []
        self.plain_imports: set[str] = set()
        self.star_imports: list[str] = []

    def name_use(self) -> NameUse:
        """What was recorded of the visited nodes."""
        now, later = (Uses(**sets) if (sets := _frozen(each)) else NOTHING for each in (self.now, self.later))
        # `import jax.numpy` adds to what `import jax` bound: it never takes its place
        replaces = frozenset((self.names["binds"] & self.bound) - self.plain_imports)
        return NameUse(
            now, later, **_frozen(self.names), replaces=replaces, runs_code=self.runs_code,
            imports=tuple(self.imports), star_imports=tuple(self.star_imports),
        )  # fmt: skip

    # --- names ---

    def _read(self, name: str) -> None:
        if not self.scope.is_global(name):
            return
        if self.scope.deferred or self.scope.lazy:
            self.later["reads"].add(name)
        if not self.scope.deferred and name not in self.bound:
            self.now["reads"].add(name)

    def _write(self, name: str) -> None:
        scope = self.scope.holder(name)
        if scope.kind == "module" or name in scope.declared_global:
            if scope.deferred:
                self.later["changes"].add(name)
            else:
                self.names["binds"].add(name)
                self.bound.add(name)
        else:
            scope.names.add(name)

    def _record_root(self, kind: str, expression: ast.expr, function: str = "") -> None:
        """Record the global name at the root of `name.a[0].b` under a kind of use, with the function it is handed."""
        root = self.scope.global_root(root_name(expression))
        if root is not None:
            use = (function, root) if function else root
            (self.later if self.scope.deferred else self.now)[kind].add(use)

    def _record_change(self, kind: str, expression: ast.expr) -> None:
        """Record a change in place: of a global name, or of a parameter of a function of the notebook."""
        self._record_root(kind, expression)
        if changer := self.scope.changer_of(root_name(expression)):
            self.names["changers"].add(changer)

    def _visit_in(self, scope: Scope, nodes: Iterable[ast.AST | None]) -> None:
        outer, self.scope = self.scope, scope
        self._visit_all(nodes)
        self.scope = outer

    def _visit_all(self, nodes: Iterable[ast.AST | None]) -> None:
        for node in nodes:
            if node is not None:
                self.visit(node)

    def _visit_branches(self, *branches: Iterable[ast.AST | None]) -> set[str]:
        """Visit alternatives; return the names that are bound whichever of them runs."""
        before, ends = self.bound, []
        for branch in branches:
            self.bound = set(before)
            self._visit_all(branch)
            ends.append(self.bound)
        self.bound = before
        return set.intersection(*ends)

    # --- statements and expressions ---

    def visit(self, node: ast.AST) -> None:
        """Visit the node; note whether it may call a function that its statement only reads."""
        if not self.scope.deferred:
            self.runs_code |= isinstance(node, _RUNNING)
        super().visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        """A name that is read, bound or deleted."""
        if not isinstance(node.ctx, ast.Store):
            self._read(node.id)  # `del x` needs an x, too
        if not isinstance(node.ctx, ast.Load):
            self._write(node.id)

    def visit_Attribute(self, node: ast.Attribute | ast.Subscript) -> None:
        """`a.b` or `a[b]`, which changes `a` where it is assigned or deleted."""
        if not isinstance(node.ctx, ast.Load):
            self._record_change("changes", node)
        self.generic_visit(node)

    visit_Subscript = visit_Attribute

    def visit_Expr(self, node: ast.Expr) -> None:
        """An expression of its own: `name.method(...)` has no purpose there but to change something."""
        if isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Attribute):
            self._record_root("may_change", node.value.func)
        self.visit(node.value)

    def visit_Call(self, node: ast.Call) -> None:
        """A call: of what name, and whether it changes the value before the dot or what it is handed."""
        for each in expressions.called(node):
            self._record_root("calls", each)
        if isinstance(node.func, ast.Attribute) and node.func.attr in CHANGING_METHODS:
            self._record_change("may_change", node.func)
        if isinstance(node.func, ast.Attribute) and node.func.attr in LEARNING_METHODS:
            self._record_root("may_change", node.func)
        self._record_touches(node)
        match node:
            case ast.Call(func=ast.Name("setattr" | "delattr"), args=[changed, *_]):
                self._record_change("changes", changed)
            case ast.Call(args=[handed, *_]) if function := dotted_path(node.func):
                self._record_root("hands", handed, function)
        for keyword in node.keywords:
            if keyword.arg == "out" and (function := dotted_path(node.func)):
                self._record_root("hands", keyword.value, f"{function}.out")
        self.generic_visit(node)

    def _record_touches(self, node: ast.Call) -> None:
        """What the call changes, if the function or the method of this name changes its arguments or its object."""
        match node.func:
            case ast.Name(name):
                self._record_root("touches", node.func, ".__call__")
            case ast.Attribute(owner, method):
                name = f".{method}"
                self._record_root("touches", owner, name)
            case _:
                return
        for part in handed_parts(node):
            self._record_root("touches", part, f"{name}()")
            if self.scope.changer_of(root_name(part)) == "()":
                self.names["hands_parameters"].add(dotted_path(node.func))

    def visit_Assign(self, node: Any) -> None:
        """An assignment of any kind: the value is read before the targets are bound."""
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            self._read(node.target.id)
        if isinstance(node, ast.Assign) and self.scope.kind == "module":
            self._record_aliases(node)
        if isinstance(node, ast.AnnAssign) and self.annotations_run and not self.scope.deferred:
            self.visit(node.annotation)
        if node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            self._visit_all([node.value, *targets])
            self.scope.follow(targets, node.value)

    visit_AugAssign = visit_AnnAssign = visit_NamedExpr = visit_Assign

    def _record_aliases(self, node: ast.Assign) -> None:
        owner = expressions.root_of_part(node.value)
        first, *others = [each.id for each in node.targets if isinstance(each, ast.Name)] or [""]
        self.names["aliases"] |= {pair for each in others for pair in ((first, each), (each, first))}
        if first and isinstance(node.value, ast.Attribute) and node.value.attr in CHANGING_METHODS:
            self.names["changers"].add(f"={first}")
        if first and owner:
            self.names["aliases"] |= {(first, owner), *([(owner, first)] if isinstance(node.value, ast.Name) else [])}

    def visit_Import(self, node: ast.Import) -> None:
        """`import a.b as c`: `a` or `c` is bound."""
        for alias in node.names:
            root = alias.name.partition(".")[0]
            if self.scope.kind == "module" and alias.asname is None:
                self.plain_imports.add(root)
            self._imported(alias.asname or root, alias.name if alias.asname else root)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        """`from a import b as c`; a star binds names that only the module has."""
        module = "." * node.level + (node.module or "")
        for alias in node.names:
            if alias.name == "*":
                self.star_imports.append(module)
            else:
                self._imported(alias.asname or alias.name, f"{module}.{alias.name}")

    def _imported(self, name: str, origin: str) -> None:
        self._write(name)
        if self.scope.kind == "module":
            self.imports.append((name, origin))

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """A function: decorators, defaults and annotations run now, its body when it is called."""
        self._decorated(node)
        arguments = node.args
        self._visit_all([*arguments.defaults, *arguments.kw_defaults])
        enclosing = self._type_parameters(node)
        if self.annotations_run and not self.scope.deferred:
            hints = [argument.annotation for argument in scopes.all_arguments(arguments)]
            self._visit_in(enclosing, [*hints, node.returns])
        is_static = any(dotted_path(each) == "staticmethod" for each in node.decorator_list)
        scope = scopes.function_scope(enclosing, arguments, node.body, node.name, is_static=is_static)
        self._visit_in(scope, node.body)
        match node.body[-1]:
            case ast.AugAssign(target=ast.Name(name)):  # the last thing it does: of no use but to change an array
                self.names["changers"] |= {scope.changer_of(name)} - {""}
        self._define("functions", node.name)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        """A lambda: its defaults run now, its body when it is called."""
        self._visit_all([*node.args.defaults, *node.args.kw_defaults])
        self._visit_in(scopes.function_scope(self.scope, node.args, [node.body]), [node.body])

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """A class: all of it runs now, in a scope of its own."""
        self._decorated(node)
        enclosing = self._type_parameters(node)
        if node.bases or node.keywords:
            self.runs_code |= not self.scope.deferred
            self._visit_in(enclosing, [*node.bases, *node.keywords])
            classes = [*node.bases, *(keyword.value for keyword in node.keywords if keyword.arg == "metaclass")]
            self.names["inherits"] |= {each.id for each in classes if isinstance(each, ast.Name)}
        self._visit_in(scopes.class_scope(enclosing, node.body), node.body)
        self._define("classes", node.name)

    def _define(self, kind: str, name: str) -> None:
        self._write(name)
        if self.scope.kind == "module":
            self.names[kind].add(name)

    def _decorated(self, node: Any) -> None:
        for decorator in node.decorator_list:
            self.runs_code |= not self.scope.deferred
            self._record_root("calls", decorator)
            self._record_root("touches", decorator, ".__call__")
            if isinstance(getattr(decorator, "func", decorator), ast.Attribute):  # @kind.register(int) above def _(v)
                self._record_root("may_change", decorator)
            match decorator, getattr(node, "args", None):  # @add_to_class(SGD) above def step(self)
                case ast.Call(args=[changed]), ast.arguments(args=[ast.arg("self"), *_]):
                    self._record_root("may_change", changed)
            self.visit(decorator)

    def _type_parameters(self, node: Any) -> Scope:
        parameters = getattr(node, "type_params", [])  # Python 3.12
        if not parameters:
            return self.scope
        enclosing = Scope("inner", self.scope, [parameter.name for parameter in parameters])
        bounds = [getattr(parameter, "bound", None) for parameter in parameters]
        self._visit_in(Scope("function", enclosing), bounds)  # evaluated when somebody asks for them
        return enclosing

    def visit_TypeAlias(self, node: Any) -> None:
        """`type X = ...`, whose value is evaluated when somebody asks for it."""
        self._visit_in(Scope("function", self._type_parameters(node)), [node.value])
        self._write(node.name.id)

    def _comprehension(self, node: Any) -> None:
        first, *others = node.generators
        self.visit(first.iter)
        scope = scopes.comprehension_scope(self.scope, node)
        for generator in node.generators:
            for target, values in matched_values(generator.target, generator.iter):
                scope.follow([target], values)
        parts = [*first.ifs, *(part for generator in others for part in (generator.iter, *generator.ifs))]
        parts += [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        # the targets matter for `for a[i] in ...` only; a walrus in what follows may never be reached
        before, self.bound = self.bound, set(self.bound)
        self._visit_in(scope, [*(generator.target for generator in node.generators), *parts])
        self.bound = before

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension

    def visit_If(self, node: ast.If) -> None:
        """A test and two branches, of which either may run."""
        self.visit(node.test)
        self.bound = self._visit_branches(node.body, node.orelse)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        """A test and two values, of which either may be evaluated."""
        self.visit(node.test)
        self.bound = self._visit_branches([node.body], [node.orelse])

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        """`and` and `or`: only the first value is surely evaluated."""
        self.visit(node.values[0])
        self._visit_branches(node.values[1:])

    def visit_For(self, node: ast.For | ast.AsyncFor) -> None:
        """A loop, whose body may never run. Where it changes its variable, it changes what it goes through."""
        self.visit(node.iter)
        for target, values in matched_values(node.target, node.iter):
            self.scope.follow([target], values)
        self._visit_branches([node.target, *node.body], node.orelse)
        changed = set() if self.scope.deferred else self.now["changes"] | self.now["may_change"]
        for target, values in matched_values(node.target, node.iter) if changed else ():
            variables = [each for each in ast.walk(target) if isinstance(each, ast.Name)]
            if any(each.id in changed and isinstance(each.ctx, ast.Store) for each in variables):
                called = {each.func for each in ast.walk(values) if isinstance(each, ast.Call)}
                for each in {*ast.walk(values)} - called:
                    if isinstance(each, ast.Name):
                        self._record_root("may_change", each)

    visit_AsyncFor = visit_For

    def visit_While(self, node: ast.While) -> None:
        """A loop, whose body may never run."""
        self.visit(node.test)
        self._visit_branches(node.body, node.orelse)

    def visit_Try(self, node: Any) -> None:
        """What the body or each handler binds is sure; what `finally` binds too."""
        after = self._visit_branches([*node.body, *node.orelse], *([handler] for handler in node.handlers))
        self._visit_all(node.finalbody)
        self.bound |= after

    visit_TryStar = visit_Try

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        """A handler, whose name Python deletes at its end."""
        self._visit_all([node.type])
        if node.name:
            self._write(node.name)
        self._visit_all(node.body)
        self.bound.discard(node.name or "")

    def visit_With(self, node: ast.With | ast.AsyncWith) -> None:
        """A block that may end early, so that what it binds may be lost: `with suppress(...)`."""
        self._visit_branches([*node.items, *node.body])

    visit_AsyncWith = visit_With

    def visit_Match(self, node: ast.Match) -> None:
        """A subject and cases, each of which may run or not."""
        self.visit(node.subject)
        for case in node.cases:
            self._visit_branches([case.pattern, case.guard, *case.body])

    def visit_MatchAs(self, node: Any) -> None:
        """A pattern that may bind a name."""
        self.generic_visit(node)
        if name := getattr(node, "rest", None) or getattr(node, "name", None):
            self._write(name)

    visit_MatchStar = visit_MatchMapping = visit_MatchAs
