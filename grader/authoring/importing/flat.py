"""What runs of a test, in order: its test functions, set-up of classes and helpers that compare, each in its place.

    def check(got, want):                       got = f(3)
        assert abs(got - want) < 1e-6     ->    want = 9
    check(f(3), 9)                              assert abs(got - want) < 1e-6

A parametrised test is a loop over its parameters, a test of a class has the lines of `setUp` before it. Nothing is run.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from grader.base.syntax import names_in

MAX_NESTED = 5  # helpers in each other


def flat(body: Sequence[ast.stmt]) -> list[ast.stmt]:
    """The statements with what they call of the test itself in its place."""
    return _Flat(body).statements(body, 0)


def fails(node: ast.AST) -> bool:
    """Whether code can fail a test: it asserts, or calls what is called `assert...`."""
    return any(
        isinstance(inner, ast.Assert) or (isinstance(inner, ast.Call) and name_of(inner.func).startswith("assert"))
        for inner in ast.walk(node)
    )


def name_of(function: ast.expr) -> str:
    """`norm` of `np.linalg.norm`; empty for what is no name."""
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


class _Flat:
    def __init__(self, body: Sequence[ast.stmt]) -> None:
        self.helpers = {node.name: node for node in body if isinstance(node, ast.FunctionDef) and fails(node)}
        self.called = {
            call.func.id
            for statement in body
            for call in ast.walk(statement)
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in self.helpers
        }
        self.used = names_in([s for s in body if not isinstance(s, ast.FunctionDef | ast.ClassDef)], ast.Store)

    def statements(self, body: Sequence[ast.stmt], depth: int) -> list[ast.stmt]:
        return [inner for statement in body for inner in self._statement(statement, depth)]

    def _statement(self, statement: ast.stmt, depth: int) -> list[ast.stmt]:
        match statement:
            case ast.FunctionDef(name=name) if name in self.called and self.helpers.get(name) is statement:
                return [] if self._is_inlined(statement) else [statement]
            case ast.FunctionDef() if fails(statement):
                return self._parametrised(statement, self.statements(self._own(statement.body), depth))
            case ast.ClassDef() if fails(statement):
                return self._of_class(statement, depth)
            case ast.Expr(value=ast.Call(func=ast.Name(id=name)) as call) if (
                name in self.helpers and depth < MAX_NESTED
            ):
                bound = _bound(self.helpers[name], call) if self._is_inlined(self.helpers[name]) else None
                if bound is None:
                    return [statement]
                return self.statements(self._own(self.helpers[name].body, bound), depth + 1)
            case ast.With(items=[ast.withitem(context_expr=ast.Call(func=ast.Attribute(attr="subTest")))], body=body):
                return self.statements(body, depth)
            case ast.For(body=body) | ast.While(body=body) | ast.If(body=body):
                statement = copy.copy(statement)
                statement.body = self.statements(body, depth)
                statement.orelse = self.statements(statement.orelse, depth)
                return [statement]
        return [statement]

    def _is_inlined(self, helper: ast.FunctionDef) -> bool:
        args = helper.args
        is_plain = not (args.vararg or args.kwarg or helper.decorator_list)
        return is_plain and not any(isinstance(node, ast.Return | ast.Yield) for node in ast.walk(helper))

    def _own(self, body: Sequence[ast.stmt], bound: Sequence[ast.Assign] = ()) -> list[ast.stmt]:
        """The lines of a function behind its parameters; its variables have other names than those around it."""
        stored = names_in([*bound, *body], ast.Store)
        names = {name: self._free_name(name, stored) for name in sorted(stored & self.used)}
        self.used |= stored | set(names.values())
        rename = _Renamed(names)
        parameters = [ast.Assign([rename.visit(b.targets[0])], b.value, lineno=b.lineno) for b in bound]
        return [*parameters, *(rename.visit(copy.deepcopy(statement)) for statement in body)]

    def _free_name(self, name: str, stored: set[str]) -> str:
        n = 2
        while f"{name}_{n}" in self.used | stored:
            n += 1
        return f"{name}_{n}"

    def _parametrised(self, function: ast.FunctionDef, body: list[ast.stmt]) -> list[ast.stmt]:
        for decorator in function.decorator_list:
            match decorator:
                case ast.Call(func=ast.Attribute(attr="parametrize"), args=[names, series, *_]):
                    body = [ast.For(_target(names), _rows(series), body, [], lineno=function.lineno)]
        return [ast.fix_missing_locations(statement) for statement in body]

    def _of_class(self, node: ast.ClassDef, depth: int) -> list[ast.stmt]:
        methods = [each for each in node.body if isinstance(each, ast.FunctionDef)]
        setup = [s for each in methods if each.name in ("setUp", "setup_method", "setUpClass") for s in each.body]
        fields = [each for each in node.body if isinstance(each, ast.Assign | ast.AnnAssign)]
        lines = list[ast.stmt]()
        for method in (each for each in methods if each.name.startswith("test")):
            body = [_OfSelf().visit(copy.deepcopy(each)) for each in (*fields, *setup, *method.body)]
            lines += self._parametrised(method, self.statements(self._own(body), depth))
        return lines


def _bound(helper: ast.FunctionDef, call: ast.Call) -> list[ast.Assign] | None:
    """The parameters of a helper as variables; None where the call does not say what they are."""
    parameters = [*helper.args.posonlyargs, *helper.args.args]
    values: dict[str, ast.expr] = {}
    for parameter, default in zip(reversed(parameters), reversed(helper.args.defaults), strict=False):
        values[parameter.arg] = default
    for parameter, keyed in zip(helper.args.kwonlyargs, helper.args.kw_defaults, strict=True):
        values |= {parameter.arg: keyed} if keyed else {}
    if any(isinstance(each, ast.Starred) for each in call.args) or len(call.args) > len(parameters):
        return None
    values |= {parameter.arg: value for parameter, value in zip(parameters, call.args, strict=False)}
    values |= {keyword.arg or "**": keyword.value for keyword in call.keywords}
    names = [each.arg for each in (*parameters, *helper.args.kwonlyargs)]
    if values.keys() != set(names):
        return None
    targets = ((ast.Name(name, ast.Store()), copy.deepcopy(values[name])) for name in names)
    return [
        ast.fix_missing_locations(ast.Assign([target], value, lineno=call.lineno))
        for target, value in targets
        if not (isinstance(value, ast.Name) and value.id == target.id)
    ]


def _target(names: ast.expr) -> ast.expr:
    """`"x, want"` or `["x", "want"]` as the target of a loop."""
    match names:
        case ast.Constant(value=str() as text):
            words = [word.strip() for word in text.split(",")]
        case ast.List(elts=items) | ast.Tuple(elts=items):
            words = [str(item.value) for item in items if isinstance(item, ast.Constant)]
        case _:
            words = ["_"]
    targets: list[ast.expr] = [ast.Name(word, ast.Store()) for word in words]
    return targets[0] if len(targets) == 1 else ast.Tuple(targets, ast.Store())


def _rows(series: ast.expr) -> ast.expr:
    """The rows of parameters, each `pytest.param(...)` as a tuple."""
    match series:
        case ast.List(elts=items) | ast.Tuple(elts=items):
            return ast.List(list(_plain_rows(items)), ast.Load())
    return series


def _plain_rows(items: Sequence[ast.expr]) -> Iterator[ast.expr]:
    for item in items:
        match item:
            case ast.Call(func=function, args=args) if name_of(function) == "param":
                yield args[0] if len(args) == 1 else ast.Tuple(args, ast.Load())
            case _:
                yield item


class _Renamed(ast.NodeTransformer):
    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """A variable under its other name."""
        return ast.copy_location(ast.Name(self.names.get(node.id, node.id), node.ctx), node)


class _OfSelf(ast.NodeTransformer):
    def visit_Attribute(self, node: ast.Attribute) -> Any:
        """`self.x` as the variable `x`."""
        if isinstance(node.value, ast.Name) and node.value.id in ("self", "cls") and not node.attr.startswith("assert"):
            return ast.copy_location(ast.Name(node.attr, node.ctx), node)
        return self.generic_visit(node)
