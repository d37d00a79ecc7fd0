"""What of a test may reach the student's process: the compared side alone, and the lines that it needs.

    for f, x, want in [(np.sin, 0.0, 1.0), (np.exp, 0.0, 1.0)]:        for f, x in [(np.sin, 0.0), (np.exp, 0.0)]:
        assert abs(slope(f, x) - want) < 1e-5                    ->        compared.append(deepcopy(slope(f, x)))

A right answer that stood there would be found in the frames of the caller. So everything is left out that the compared
side does not need, columns of tables too. Where what stays may hold an answer, `NotShown` says why:

- A result is mixed with something else: `y = f(3) - want`.
- What a result is compared with is also needed to compute an argument: `b = A @ x; assert allclose(solve(A, b), x)`.
"""

from __future__ import annotations

import ast
import builtins
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.authoring.importing.calls import CONDITIONS, EQUALITIES, MODULES, compared_sides
from grader.base.syntax import names_in

BUILTINS = frozenset(dir(builtins))
KEYWORDS = frozenset(("axis", "dtype", "keepdims"))  # of a function of one value
PASSED = ("array", "asarray", "float64", "int64")  # functions of NumPy that hand on what they get
COPY = "deepcopy"
BESIDE = "may hold what is right beside what the call needs: write a case for it"
NOT_READ = "this kind of statement is not read: write a case for it"


class NotShown(ValueError):
    """What stays of a test may hold an answer, or cannot be read; the message says why."""


@dataclass(frozen=True)
class ComparedSide:
    """A condition of a test, and a side of it that comes from the solution alone."""

    condition: ast.expr
    side: ast.expr

    @property
    def is_equality(self) -> bool:
        """Whether the condition requires one value of the side."""
        return ast.dump(self.side) in {ast.dump(each) for each in compared_sides(self.condition)}


class Solution:
    """What the statements of a test make of the classes and functions of the solution.

    `received` are the names of these, `methods` those of its classes, `data` the values that the master gives by name.
    """

    def __init__(
        self, body: Sequence[ast.stmt], received: Collection[str], methods: Collection[str], data: Mapping[str, Any]
    ) -> None:
        self.received, self.methods, self.data = frozenset(received), frozenset(methods), data
        nodes = [node for statement in body for node in ast.walk(statement)]
        self.stored = Counter(n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))
        self.definitions: dict[str, ast.expr] = {}
        self._define(nodes)
        self.results = set(received)
        self._follow(nodes)

    def _define(self, nodes: Sequence[ast.AST]) -> None:
        """Read what is assigned once."""
        for node in nodes:
            pairs = assigned(node) if isinstance(node, ast.Assign) else ()
            for target, value in pairs:
                if isinstance(target, ast.Name) and self.stored[target.id] == 1 and target.id not in loads(value):
                    self.definitions[target.id] = value

    def _follow(self, nodes: Sequence[ast.AST]) -> None:
        """Add the names of all that follows from the solution."""
        before = -1
        while before < len(self.results):
            before = len(self.results)
            for node in nodes:
                for target, value in self._flows(node):
                    if loads(value) & self.results:
                        self.results |= bases(target)

    def _flows(self, node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
        """What goes where."""
        match node:
            case ast.Assign():
                yield from assigned(node)
            case ast.AugAssign(target=target, value=value) | ast.AnnAssign(target=target, value=ast.expr() as value):
                yield target, value
            case ast.NamedExpr(target=target, value=value):
                yield target, value
            case ast.For(target=target, iter=series) | ast.comprehension(target=target, iter=series):
                yield from ((t, s) for t, s in self.columns(target, series) if s is not None)
            case ast.withitem(context_expr=value, optional_vars=ast.expr() as target):
                yield target, value
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield ast.Name(name, ast.Store()), node
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=receiver, attr=attr)) as call):
                if root(receiver) not in MODULES and not attr.startswith("assert"):
                    yield receiver, call  # `errors.append(f(x))`

    def depends(self, node: ast.AST) -> bool:
        """Whether something of the solution is read here."""
        return bool(loads(node) & self.results)

    # ── tables

    def columns(self, target: ast.expr, series: ast.expr) -> list[tuple[ast.expr, ast.expr | None]]:
        """Each part of a loop's target with what it alone runs over; None for a number that only counts."""
        series = self._table(series) or series
        match target, series:
            case ast.Tuple(elts=parts), ast.Call(func=ast.Name(id="zip"), args=args, keywords=[]) if len(parts) == len(
                args
            ) and not any(isinstance(each, ast.Starred) for each in (*parts, *args)):
                return [column for pair in zip(parts, args, strict=True) for column in self.columns(*pair)]
            case ast.Tuple(elts=[number, inner]), ast.Call(func=ast.Name(id="enumerate"), args=[rows]):
                return [(number, None), *self.columns(inner, rows)]
            case ast.Tuple(elts=[key, value]), ast.Call(func=ast.Attribute(value=table, attr="items"), args=[]):
                if isinstance(table := self._table(table) or table, ast.Dict) and all(table.keys):
                    keys = [each for each in table.keys if each is not None]
                    return [*self.columns(key, listed(keys)), *self.columns(value, listed(table.values))]
            case ast.Tuple(elts=parts), ast.List(elts=rows) | ast.Tuple(elts=rows) | ast.Set(elts=rows):
                cells = [_cells(row) for row in rows]
                if _is_regular([parts, *cells], len(parts)):
                    by_part = [listed([row[n] for row in cells]) for n in range(len(parts))]
                    return [each for n, part in enumerate(parts) for each in self.columns(part, by_part[n])]
            case _, ast.Dict(keys=keys) if all(keys):
                return self.columns(target, listed([key for key in keys if key is not None]))
            case _, ast.Call(func=ast.Attribute(value=table, attr="keys"), args=[]):
                if isinstance(self._table(table), ast.Dict):
                    return self.columns(target, table)
        return [(target, series)]

    def _table(self, series: ast.expr) -> ast.expr | None:
        """The table that is written out, or that a name stands for."""
        if isinstance(series, ast.List | ast.Tuple | ast.Set | ast.Dict):
            return series
        if not isinstance(series, ast.Name):
            return None
        value = self.definitions.get(series.id)
        if value is None and series.id in self.data and not self.stored[series.id]:
            value = ast.parse(repr(self.data[series.id]), mode="eval").body
        return value if isinstance(value, ast.List | ast.Tuple | ast.Dict) else None

    def cut(self, target: ast.expr, series: ast.expr, needed: Collection[str]) -> tuple[ast.expr, ast.expr]:
        """A loop without the parts of its target that are not needed. Raises NotShown."""
        columns = self.columns(target, series)
        kept = [(part, of) for part, of in columns if bases(part) & set(needed)]
        sizes = [len(of.elts) for _, of in columns if isinstance(of, ast.List | ast.Tuple)]
        for part, of in kept:
            if of is not None and not bases(part) <= set(needed) and not self.depends(of):
                raise NotShown(f"`{ast.unparse(of)[:60]}` {BESIDE}")
        if len(kept) == len(columns) and not isinstance(self._table(series), ast.Dict):
            return target, series
        counted = ast.parse(f"range({min(sizes)})" if sizes else "range(1000)", mode="eval").body
        if not kept:
            if isinstance(series, ast.Call) and (_is_range(series) or self.is_pure(series)):
                return target, series
            if not sizes:
                raise NotShown(
                    f"how often `for {ast.unparse(target)} in ...` runs is not written out: write a case for it"
                )
            return ast.Name("_", ast.Store()), counted
        parts, series_of = [part for part, _ in kept], [counted if of is None else of for _, of in kept]
        if len(kept) == 1:
            return parts[0], series_of[0]
        target = ast.Tuple(parts, ast.Store())
        if all(isinstance(of, ast.List) for of in series_of):
            rows = zip(*(of.elts for of in series_of if isinstance(of, ast.List)), strict=False)
            return target, listed([ast.Tuple(list(row), ast.Load()) for row in rows])
        return target, ast.Call(ast.Name("zip", ast.Load()), series_of, [])

    # ── the compared side

    def sides(self, node: ast.AST) -> list[ast.expr]:
        """The largest parts of a condition that come from the solution alone. Raises NotShown."""
        if not self.depends(node):
            return []
        match node:
            case ast.Name(id=name):
                value = self.definitions.get(name)
                is_mixed = value is not None and self.depends(value) and not self.is_pure(value)
                return self.sides(value) if is_mixed and value is not None else [node]
            case ast.Attribute(value=inner):
                return [node] if self.is_pure(inner) else self.sides(inner)
            case ast.Subscript(value=inner, slice=index) if self.is_pure(inner) and not self.depends(index):
                return [node]
            case ast.Call():
                return self._sides_of_call(node)
            case ast.ListComp(elt=inner) | ast.GeneratorExp(elt=inner) | ast.SetComp(elt=inner):
                return self._sides_of_comprehension(inner, node.generators)
            case ast.List(elts=items) | ast.Tuple(elts=items) if all(self.is_pure(item) for item in items):
                return [node]
            case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=inner) if self.is_pure(inner):
                return [node]
            case ast.Lambda() | ast.DictComp() | ast.NamedExpr() | ast.Await() | ast.Yield() | ast.YieldFrom():
                raise NotShown(f"`{ast.unparse(node)[:60]}` may hold what is right: write a case for it")
        return self._sides_within(ast.iter_child_nodes(node))

    def _sides_within(self, nodes: Iterable[ast.AST]) -> list[ast.expr]:
        return [side for node in nodes for side in self.sides(node)]

    def _sides_of_call(self, call: ast.Call) -> list[ast.expr]:
        if self.is_own(call):
            return [call]
        is_plain = not [k for k in call.keywords if k.arg not in KEYWORDS or not isinstance(k.value, ast.Constant)]
        match call.func:
            case ast.Attribute(value=inner) if self.depends(inner):
                if is_plain and not call.args and self.is_pure(inner):
                    return [call]
                return self._sides_within((inner, *call.args, *call.keywords))
            case function if is_plain and len(call.args) == 1 and self.is_pure(call.args[0]):
                if isinstance(function, ast.Name) and function.id in BUILTINS and function.id not in CONDITIONS:
                    return [call]
                is_numpy = root(function) in MODULES and isinstance(function, ast.Attribute)
                if is_numpy and function.attr not in (*CONDITIONS, *EQUALITIES):  # type: ignore[attr-defined]
                    return [call]
        return self._sides_within(ast.iter_child_nodes(call))

    def _sides_of_comprehension(self, inner: ast.expr, generators: Sequence[ast.comprehension]) -> list[ast.expr]:
        sides, comprehensions = self.sides(inner), list[ast.expr]()
        if not sides:
            return self._sides_within(each.iter for each in generators)
        for side in sides:
            needed = loads(side) | {name for each in generators for test in each.ifs for name in loads(test)}
            cut = list[ast.comprehension]()
            for each in reversed(generators):
                target, series = self.cut(each.target, each.iter, needed)
                needed |= loads(series)
                cut.insert(0, ast.comprehension(target, series, each.ifs, each.is_async))
            comprehensions.append(ast.ListComp(side, cut))
        return comprehensions

    def is_pure(self, node: ast.AST) -> bool:
        """Whether a value is one of the solution, and nothing else is in it."""
        match node:
            case ast.ListComp(elt=inner, generators=generators):
                tests = [test for each in generators for test in each.ifs]
                series = [each.iter for each in generators if self.depends(each.iter)]
                return self.is_pure(inner) and all(map(self.is_pure, series)) and not any(map(self.depends, tests))
        try:
            sides = self.sides(node)
        except NotShown:
            return False
        return len(sides) == 1 and sides[0] is node

    def is_own(self, call: ast.Call) -> bool:
        """Whether the call is one of the solution's: a function, a class, what one returns, a method of its classes."""
        match call.func:
            case ast.Name(id=name):
                return name in self.results
            case ast.Attribute(value=inner, attr=attr):
                return self.is_pure(inner) and attr in self.methods
            case ast.Call() as inner:
                return self.is_pure(inner)
        return False

    # ── the lines before it

    def needed_lines(self, body: Sequence[ast.stmt], needed: set[str]) -> list[ast.stmt]:
        """The statements that these names need; more names are added to them. Raises NotShown."""
        lines = list[ast.stmt]()
        for statement in reversed(body):
            if (line := self._line(statement, needed)) is not None:
                lines[:0] = line if isinstance(line, list) else [line]
        return lines

    def _line(self, statement: ast.stmt, needed: set[str]) -> ast.stmt | list[ast.stmt] | None:
        match statement:
            case ast.Import() | ast.ImportFrom() | ast.Pass() | ast.Assert() | ast.Expr(value=ast.Constant()):
                return None
            case ast.Assign():
                return self._assignment(statement, needed)
            case ast.AugAssign(target=target) | ast.AnnAssign(target=target):
                kept = bool(bases(target) & needed)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                kept = name in needed
            case ast.Expr(value=value):
                kept = self._changes(value, needed)
            case ast.For(target=target, iter=series, body=body, orelse=[]):
                lines = self._repeated(body, needed)
                if not lines and not bases(target) & needed:
                    return None
                target, series = self.cut(target, series, needed)
                needed |= loads(series)
                return ast.For(target, series, lines or [ast.Pass()], [], lineno=statement.lineno)
            case ast.While(test=test, body=body, orelse=[]):
                lines = self._repeated(body, needed)
                needed |= loads(test) if lines else set()
                return ast.While(test, lines, []) if lines else None
            case ast.If(test=test, body=body, orelse=orelse):
                lines, others = self.needed_lines(body, needed), self.needed_lines(orelse, needed)
                needed |= loads(test) if lines or others else set()
                return ast.If(test, lines or [ast.Pass()], others) if lines or others else None
            case _:
                if names_in([statement], ast.Store) & needed:
                    raise NotShown(NOT_READ)
                return None
        if not kept:
            return None
        needed |= loads(statement)
        return statement

    def _repeated(self, body: Sequence[ast.stmt], needed: set[str]) -> list[ast.stmt]:
        """The lines of a loop's body, of which a later one may need what an earlier one does."""
        before = -1
        lines = list[ast.stmt]()
        while before < len(needed):
            before = len(needed)
            lines = self.needed_lines(body, needed)
        return lines

    def _assignment(self, statement: ast.Assign, needed: set[str]) -> list[ast.stmt] | None:
        pairs = [(target, value) for target, value in assigned(statement) if bases(target) & needed]
        if not pairs:
            return None
        for target, value in pairs:
            if not bases(target) <= needed and not self.depends(value):
                raise NotShown(f"`{ast.unparse(value)[:60]}` {BESIDE}")
        needed |= {name for pair in pairs for node in pair for name in loads(node)}
        if len(pairs) == len(assigned(statement)):
            return [statement]
        return [ast.Assign([target], value, lineno=statement.lineno) for target, value in pairs]

    def _changes(self, value: ast.expr, needed: Collection[str]) -> bool:
        """Whether a line of one call may change what is needed, or begins random numbers anew."""
        match value:
            case ast.Call(func=ast.Attribute() as function, args=args) if (of := root(function)) in (
                *MODULES,
                "random",
            ):
                first = args[0] if args else None
                is_changed = isinstance(first, ast.Name) and first.id in needed
                is_random = function.attr == "seed" or (of in MODULES and "random" in ast.unparse(function))
                return (is_changed or is_random) and function.attr not in EQUALITIES
            case ast.Call(func=ast.Attribute(value=inner)) if bases(inner) & set(needed) - self.received:
                return True
            case ast.Call() if self.is_own(value):
                return bool(loads(value) & set(needed) - self.received - set(MODULES))
        return False

    # ── what stays

    def require_shown(self, lines: Sequence[ast.stmt], comparisons: Sequence[ComparedSide]) -> None:
        """Raise NotShown where these lines, or the compared sides, may hold what is right."""
        roots = [*(each.side for each in comparisons), *(root for line in lines for root in _values(line))]
        for value in roots:
            self._require_pure(value)
        for target, value in (pair for line in lines for node in ast.walk(line) for pair in _additions(node)):
            if bases(target) & self.results and not self.depends(value):
                raise NotShown(f"`{ast.unparse(value)[:60]}` is mixed with results: write a case for it")
        right = {name for each in comparisons for name in self._compared_with(each)}
        passed = {id(node) for value in roots for node in self.passed(value)}
        for node in (node for value in roots for node in ast.walk(value)):
            is_read = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
            if is_read and node.id in right and id(node) not in passed:  # type: ignore[attr-defined]
                raise NotShown(f"{node.id!r} holds what is right, and the call needs it: write a case for it")  # type: ignore[attr-defined]

    def _require_pure(self, value: ast.expr) -> None:
        inner = value.body if isinstance(value, ast.Lambda) else value
        if self.depends(inner) and not self.is_pure(inner):
            raise NotShown(f"`{ast.unparse(value)[:60]}` mixes a result with something else: write a case for it")
        for call in (node for node in ast.walk(inner) if isinstance(node, ast.Call) and self.is_own(node)):
            for argument in (*call.args, *(keyword.value for keyword in call.keywords)):
                if self.depends(argument):
                    self._require_pure(argument)

    def _compared_with(self, comparison: ComparedSide) -> set[str]:
        """The names of what the side is compared with, and of what they are made of."""
        names = set(_names_beside(comparison.condition, {ast.dump(each) for each in self.sides(comparison.condition)}))
        before = -1
        while before < len(names):
            before = len(names)
            names |= {n for name in names if name in self.definitions for n in loads(self.definitions[name])}
        return names - self.results - set(MODULES) - BUILTINS

    def passed(self, value: ast.AST) -> Iterator[ast.AST]:
        """The names and constants that a call of the solution receives as they are: students have these."""
        for call in (node for node in ast.walk(value) if isinstance(node, ast.Call) and self.is_own(node)):
            for argument in (*call.args, *(keyword.value for keyword in call.keywords)):
                yield from _as_they_are(argument)


def _cells(row: ast.expr) -> list[ast.expr]:
    return row.elts if isinstance(row, ast.Tuple | ast.List) else []


def _is_regular(rows: Sequence[Sequence[ast.expr]], width: int) -> bool:
    """Whether each row is written out with this many values."""
    return all(len(row) == width and not any(isinstance(each, ast.Starred) for each in row) for row in rows)


def _is_range(series: ast.Call) -> bool:
    return isinstance(series.func, ast.Name) and series.func.id == "range"


def _names_beside(node: ast.AST, sides: Collection[str]) -> Iterator[str]:
    """The names outside of these pieces, without those that only say which entry is meant."""
    if ast.dump(node) in sides:
        return
    match node:
        case ast.Name(id=name):
            yield name
        case ast.Subscript(value=inner, slice=ast.Name()):
            yield from _names_beside(inner, sides)
        case ast.comprehension(ifs=tests):
            for test in tests:
                yield from _names_beside(test, sides)
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _names_beside(child, sides)


def _as_they_are(argument: ast.expr) -> Iterator[ast.AST]:
    match argument:
        case ast.Name():
            yield argument
        case ast.List(elts=items) | ast.Tuple(elts=items):
            for item in items:
                yield from _as_they_are(item)
        case ast.Starred(value=inner) | ast.UnaryOp(operand=inner):
            yield from _as_they_are(inner)
        case ast.Constant():
            yield argument
        case ast.Call(func=ast.Attribute(attr=name) as function, args=[inner, *_]) if root(function) in MODULES:
            if name in PASSED:
                yield from _as_they_are(inner)


def _values(line: ast.AST) -> Iterator[ast.expr]:
    """The values that the lines of a statement compute."""
    match line:
        case ast.Assign(targets=targets, value=value):
            yield from (each for target in targets for each in _values(target))
            yield value
        case (
            ast.AugAssign(value=value)
            | ast.AnnAssign(value=ast.expr() as value)
            | ast.Return(value=ast.expr() as value)
        ):
            yield value
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(), attr="append" | "extend"), args=[value])):
            yield collected.args[0] if is_collected(collected := value) else value  # type: ignore[attr-defined]
        case ast.expr():
            yield from [line] if not isinstance(line, ast.Name | ast.Tuple | ast.List) else []
        case _:
            for inner in ast.iter_child_nodes(line):
                yield from _values(inner)


def is_collected(value: ast.expr) -> bool:
    """Whether this is the copy of a compared side."""
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == COPY


def _additions(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """What is put into a value that exists."""
    match node:
        case ast.AugAssign(target=target, value=value):
            yield target, value
        case ast.Assign(targets=targets, value=value):
            yield from ((target, value) for target in targets if isinstance(target, ast.Subscript | ast.Attribute))
        case ast.Expr(
            value=ast.Call(func=ast.Attribute(value=ast.Name() as target, attr="append" | "extend"), args=[value])
        ):
            yield target, value


def loads(node: ast.AST) -> set[str]:
    """The names that are read."""
    return names_in([node], ast.Load)


def root(node: ast.AST) -> str:
    """`np` of `np.linalg.norm`."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def bases(target: ast.AST) -> set[str]:
    """The names that an assignment to this changes: `a` and `b` of `a, b.x[0]`."""
    match target:
        case ast.Tuple(elts=items) | ast.List(elts=items):
            return {name for item in items for name in bases(item)}
        case ast.Starred(value=inner):
            return bases(inner)
    return {name} if (name := root(target)) else set()


def listed(items: Sequence[ast.expr]) -> ast.List:
    """A list of these."""
    return ast.List(list(items), ast.Load())


def assigned(statement: ast.Assign) -> list[tuple[ast.expr, ast.expr]]:
    """Each target with its value: two of `x, want = 3, 9`."""
    pairs = list[tuple[ast.expr, ast.expr]]()
    for target in statement.targets:
        match target, statement.value:
            case ast.Tuple(elts=targets), ast.Tuple(elts=values) | ast.List(elts=values) if len(targets) == len(
                values
            ) and (not any(isinstance(each, ast.Starred) for each in (*targets, *values))):
                pairs += zip(targets, values, strict=True)
            case _:
                pairs.append((target, statement.value))
    return pairs


def constants(text: str, solution: Solution) -> list[Any]:
    """Numbers and texts in lines, but for what a call of the solution receives, and for which entry is meant."""
    tree = ast.parse(text)
    left_out = {id(node) for node in solution.passed(tree)}
    left_out |= {id(node.slice) for node in ast.walk(tree) if isinstance(node, ast.Subscript)}
    return [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and id(n) not in left_out]
