"""Mistakes in the steps of any loop: another step, an older point, and other values that a loop carries on."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import combinations
from typing import NamedTuple

from grader.changes.source_tree import (
    NUMPY,
    Change,
    Changes,
    Function,
    Loop,
    SourceTree,
    called_names,
    filled_lists,
    named_calls,
    names_of,
    parsed,
    parts_of,
    read_as,
    reads_of,
    statements,
    stored_names,
    variable,
    with_body,
    within,
)
from grader.changes.variables import MODULES, is_count

BY_COST = {
    "only_downhill": "{0} = {0} if {1}({0}) <= {1}(_old) else _old",
    "halving": "if {1}({0}) > {1}(_old):\n    {0} = _old\n    {2} = {2} / 2",
}
FADING = {"fades": "{0} / _pass", "fades_by_root": "{0} / _pass ** 0.5"}
MAX_TESTS = 8  # values of a loop by whose change it may end
CHANGE = (
    f"(lambda x: _seen.append(x) or ({NUMPY}.linalg.norm(x - _seen[-2]) if len(_seen) > 1 else {NUMPY}.inf))"
    f"({NUMPY}.array({{0}}, float))"
)
EXTRAPOLATED = (  # a counter's start, the weight of the last step in the next one, and the counter's next value
    ("1.0", "2 * (_k - 1) / (1 + (1 + 4 * _k**2) ** 0.5)", "(1 + (1 + 4 * _k**2) ** 0.5) / 2"),
    ("1", "_k / (_k + 3)", "_k + 1"),
)
COORDINATES = f"""
if {NUMPY}.ndim({{0}}):
    {{0}} = {NUMPY}.array({{0}}, float)
    for _n in range(len({{0}})):
        {{0}}[_n] = ({{1}})[_n]
else:
    {{0}} = {{1}}
"""


class _StepLine(NamedTuple):
    """The statement of a loop that gives the point of that name its new value."""

    loop: Loop
    statement: ast.Assign
    name: str

    @property
    def value(self) -> str:
        return ast.unparse(self.statement.value)

    def loop_with(self, *new: ast.stmt) -> Loop:
        """The loop with other statements in this one's place."""
        body = [each for node in self.loop.body for each in (new if node is self.statement else [node])]
        return with_body(self.loop, body)

    def change(self, tree: SourceTree, kind: str, node: ast.expr | ast.stmt, *new: ast.AST, value: str = "") -> Change:
        """The change that replaces a node, as one of this line."""
        return tree.change(kind, node, *new, line=self.statement.lineno, subject=self.statement.targets[0], value=value)


def step_changes(tree: SourceTree) -> Changes:
    """Mistakes in the steps of loops, wherever the statement has room for it."""
    steps = list(_steps(tree))
    for step in steps:
        yield from _other_points(tree, step)
        yield from _shrunk_first(tree, step)
    for loop in dict.fromkeys(step.loop for step in steps):
        yield from _fading(tree, loop)
        yield from _carried(tree, loop)
    for loop in tree.loops:
        yield from _recorded_alone(tree, loop)
        yield from _other_tests(tree, loop)


def _steps(tree: SourceTree) -> Iterator[_StepLine]:
    """The points: arguments, or what is returned, that a loop computes from their old values."""
    for loop in tree.loops:
        points = tree.parameters_around(loop) | _moved(tree.function_of(loop))
        for node in loop.body:
            match node:
                case ast.Assign(targets=[ast.Name(id=name), *_]) if name in points:
                    yield _StepLine(loop, node, name)


def _moved(function: Function | None) -> set[str]:
    """The names that the function returns, and computes from their old values."""
    own, returned = set[str](), set[str]()
    for node in ast.walk(function) if function else ():
        if isinstance(node, ast.Assign) and names_of(node.targets[0]) | stored_names(node) & names_of(node.value):
            own.add(getattr(node.targets[0], "id", ""))
        elif isinstance(node, ast.Return):
            returned |= {part.id for part in parts_of(node) if isinstance(part, ast.Name)}
    return own & returned


def _other_points(tree: SourceTree, step: _StepLine) -> Changes:
    name = step.name
    old = statements(f"_old = __import__('copy').copy({name})")
    costs = [c for c in _functions_of_point(tree, step) if c in tree.parameters_around(step.loop)]
    codes = _penalized(tree, step)
    for cost in costs[:1]:
        lengths = sorted(names_of(step.statement.value) & tree.parameters_around(step.loop) - {name, cost})
        codes |= {kind: code.format(name, cost, *lengths[:1] or [name]) for kind, code in BY_COST.items()}
    for kind, code in codes.items():
        changed = [*old, step.statement, *statements(code)]
        yield step.change(tree, kind.split()[0], step.statement, *changed)
    yield from _penalized_inside(tree, step)
    yield from _accelerated(tree, step)
    by_coordinate = statements(COORDINATES.strip().format(name, step.value))
    yield step.change(tree, "coordinate_by_coordinate", step.statement, *by_coordinate)


def _penalized(tree: SourceTree, step: _StepLine) -> dict[str, str]:
    """The step shrinks the point by a parameter, by two of them or by 0.01 of one; or moves it by its sign."""
    factors = _factors(tree, step)
    products = [f"{one} * {other}" for one, other in combinations(factors, 2)]
    shrinking = [*(f"0.01 * {each}" for each in factors), *factors, *products]
    codes = {f"shrunk_point {code}": f"{code} * _old" for code in shrinking}
    codes |= {f"penalized_point {code}": f"{code} * {NUMPY}.sign(_old)" for code in products}
    return {
        kind: f"try:\n    {step.name} = {step.name} - {code}\nexcept TypeError:\n    pass"
        for kind, code in codes.items()
    }


def _factors(tree: SourceTree, step: _StepLine) -> list[str]:
    """The parameters that the step reads, else those that its loop reads."""
    fit = tree.parameters_around(step.loop) - {step.name} - called_names(tree.root)
    return sorted(names_of(step.statement.value) & fit or names_of(step.loop) & fit)


def _penalized_inside(tree: SourceTree, step: _StepLine) -> Changes:
    """w = f(w - d), where f is the proximal map of a penalty: w = f(w - d - a b sign(w)), or w - d - a b sign(w)."""
    match step.statement.value:
        case ast.Call(args=[ast.BinOp() as inner, *_]) as call:
            for one, other in combinations(_factors(tree, step), 2):
                penalty = parsed(f"{one} * {other} * {NUMPY}.sign({step.name})")
                penalized = ast.BinOp(inner, ast.Sub(), penalty)
                for kind, node in (("penalized_point", inner), ("subgradient_step", call)):
                    yield step.change(tree, kind, node, penalized)


def _shrunk_first(tree: SourceTree, step: _StepLine) -> Changes:
    """w = f(w - d, t) -> w = f(w, t) at the beginning of the pass, w = w - d in its place; so with w - a w - d."""
    first: ast.expr | None = None
    rest: ast.expr = step.statement.value
    match step.statement.value:
        case ast.Call(args=[ast.BinOp() as inner, *more]) as call:
            first, rest = ast.Call(call.func, [variable(step.name), *more], call.keywords), inner
        case ast.BinOp(ast.BinOp(ast.Name(id=step.name) as point, ast.Sub(), term), operator, move):
            if step.name in names_of(term) <= tree.parameters_around(step.loop):
                first, rest = ast.BinOp(point, ast.Sub(), term), ast.BinOp(point, operator, move)
    if first is not None:
        shrunk = ast.Assign([ast.Name(step.name, ast.Store())], first)
        with tree.exchanged(step.statement.value, [rest]):
            source = tree.replaced(step.loop, with_body(step.loop, [shrunk, *step.loop.body]))
        yield Change("shrunk_first", source, step.statement.lineno, step.statement.targets[0])


def _accelerated(tree: SourceTree, step: _StepLine) -> Changes:
    """The step is taken from a point beyond the newest one."""
    if step.name not in names_of(step.statement.value):
        return
    value = re.sub(rf"\b{step.name}\b", "_ahead", step.value)
    for start, factor, count in EXTRAPOLATED:
        begin = statements(f"_last, _k, _c = __import__('copy').copy({step.name}), {start}, 0.0")
        ahead = f"_ahead = {step.name} + _c * ({step.name} - _last)\n_last = {step.name}\n{step.name} = {value}"
        made = statements(f"{ahead}\n_c, _k = {factor}, {count}")
        yield step.change(tree, "accelerated", step.loop, *begin, step.loop_with(*made))


def _functions_of_point(tree: SourceTree, step: _StepLine) -> list[str]:
    """The functions that are called with the point alone."""
    return list(dict.fromkeys(n for n, call in named_calls(step.loop) if _arguments(call) == [step.name]))


def _arguments(call: ast.Call) -> list[str]:
    return [getattr(each, "id", "") for each in call.args]


def _fading(tree: SourceTree, loop: Loop) -> Changes:
    """An argument that is divided by the number of the pass, or raised to it."""
    fixed = tree.parameters_around(loop) & names_of(*loop.body)
    for name in sorted(fixed - stored_names(*loop.body)):
        for kind, code in FADING.items():
            begin = statements(f"_pass, _fixed = 0, {name}")
            each = statements(
                f"_pass += 1\n{name} = {code.format('_fixed')} if isinstance(_fixed, (int, float)) else _fixed"
            )
            yield tree.change(kind, loop, *begin, with_body(loop, [*each, *loop.body]), subject=variable(name))


def _carried(tree: SourceTree, loop: Loop) -> Changes:
    """Values that are meant for this pass alone are stored back for the next, one or all: Adam's corrected means."""
    stored = stored_names(*loop.body)
    carried: list[tuple[ast.stmt, str, str]] = []
    for node in loop.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            others = sorted((names_of(node.value) & stored) - {name} - tree.parameters_around(loop))
            carried += [(node, other, name) for other in others]
    corrected = [each for each in carried if _is_quotient_of(*each[:2])]
    for some in [*([corrected] if len(corrected) > 1 else []), *([each] for each in carried)]:
        back = {node: statements(f"{other} = {name}") for node, other, name in some}
        body = [line for node in loop.body for line in (node, *back.get(node, []))]
        subject = variable(some[0][1]) if len(some) == 1 else None
        yield tree.change("carried", loop, with_body(loop, body), line=some[0][0].lineno, subject=subject)


def _is_quotient_of(node: ast.stmt, name: str) -> bool:
    match node:
        case ast.Assign(value=ast.BinOp(left=ast.Name(id=left), op=ast.Div())):
            return left == name
    return False


def _recorded_alone(tree: SourceTree, loop: Loop) -> Changes:
    """w = f(w - d); record(w) -> w = w - d; record(f(w)): the loop goes on from what f has not changed."""
    for at, line in enumerate(loop.body):
        match line:
            case ast.Assign(
                targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(), args=[ast.BinOp() as inner, *more]) as call
            ):
                again = ast.Call(call.func, [variable(name), *more], call.keywords)
                later = [(read, again) for node in loop.body[at + 1 :] for read in reads_of(node, name)]
                if later:
                    pairs = [(call, inner), *later]
                    yield tree.change_all("recorded_alone", pairs, line=line.lineno, subject=call.func)
            case ast.Expr(
                ast.Call(
                    func=ast.Attribute(value=ast.Name(id=points), attr="append"),
                    args=[ast.Call(func=ast.Name(), args=[ast.BinOp() as inner, *more]) as call],
                )
            ):
                code = ast.unparse(inner).replace(f"{points}[-1]", "_point")
                again = ast.Call(call.func, [variable("_point"), *more], call.keywords)
                body = [*loop.body[:at], *statements(f"_point = {code}"), line, *loop.body[at + 1 :]]
                with tree.exchanged(call, [again]):
                    source = tree.replaced(loop, *statements(f"_point = {points}[-1]"), with_body(loop, body))
                yield Change("recorded_alone", source, line.lineno, call.func)


def _other_tests(tree: SourceTree, loop: Loop) -> Changes:
    """norm(d) > tol -> norm(w - old w) > tol: what the loop computes changes little from pass to pass."""
    function = tree.function_of(loop)
    ends = [node.test for node in within(loop, ast.If) if isinstance(node.body[-1], ast.Break)]
    tests = [*ends, *([loop.test] if isinstance(loop, ast.While) else [])]
    own = sorted(stored_names(*loop.body))
    values = [*own, *(f"{name}[-1]" for name in filled_lists(loop))]
    spare = sorted(tree.parameters_around(loop) - names_of(function)) if function else []
    values += [f"{cost}({value})" for cost in spare for value in values]
    for test in (each for whole in tests for each in within(whole, ast.Compare)):
        if isinstance(test.left, ast.Call) and isinstance(test.comparators[0], ast.Name):
            for value in values[:MAX_TESTS]:
                measured = parsed(CHANGE.format(value))
                with tree.exchanged(test.left, [measured]):
                    source = tree.replaced(loop, *statements("_seen = []"), loop)
                yield Change("other_test", source, test.lineno, parsed(value))


# ── values that a loop carries from pass to pass


class _Average(NamedTuple):
    """A line `state = factor * state + new` of a loop, or `- new`, which `sign` says.

    `own` is the new value without the weight of an average, `code` the same with its sign.
    """

    line: ast.Assign
    state: str
    factor: str
    new: ast.expr
    sign: str = ""

    @property
    def code(self) -> str:
        return f"{self.sign}({ast.unparse(self.own)})"

    @property
    def own(self) -> ast.expr:
        is_product = isinstance(self.new, ast.BinOp) and isinstance(self.new.op, ast.Mult)
        return self.new.right if is_product and self.factor in names_of(self.new.left) else self.new  # type: ignore[attr-defined]


def state_changes(tree: SourceTree) -> Changes:
    """Mistakes with the averages and other values that a loop carries on, wherever the statement has room for it."""
    for average in _averages(tree):
        signs = ast.Call(parsed(f"{NUMPY}.sign"), [average.own], [])
        yield tree.change("sign_alone", average.own, signs, line=average.line.lineno, subject=average.own)
    yield from _all_averages(tree)
    yield from _direct_penalties(tree)
    for function in tree.functions:
        yield from _anew(tree, function.body)
    for loop in tree.loops:
        yield from _anew(tree, loop.body)
        if isinstance(loop, ast.While):
            yield from _late_test(tree, loop)


def _averages(tree: SourceTree) -> Iterator[_Average]:
    for loop in tree.loops:
        for line in loop.body:
            match line:
                case ast.Assign(
                    targets=[ast.Name(id=state)],
                    value=ast.BinOp(
                        left=ast.BinOp(left=ast.Name(id=factor), op=ast.Mult(), right=ast.Name(id=old)),
                        op=ast.Add() | ast.Sub() as operator,
                        right=new,
                    ),
                ) if state == old:
                    yield _Average(line, state, factor, new, "-" * isinstance(operator, ast.Sub))


def _all_averages(tree: SourceTree) -> Changes:
    """The sums of all values so far, in place of every average."""
    averages = list(_averages(tree))
    if len(averages) > 1:
        sums = [parsed(f"{each.state} + {each.code}") for each in averages]
        pairs = [(each.line.value, total) for each, total in zip(averages, sums, strict=True)]
        yield tree.change_all("totals", pairs, line=averages[0].line.lineno)


def _direct_penalties(tree: SourceTree) -> Changes:
    """d = g + c w; w = w - a d -> d = g; w = w - a d - c w, or - a c w: the penalty does not pass through d."""
    updates = [node for node in tree.nodes(ast.BinOp) if isinstance(node.op, ast.Sub)]
    for line in tree.nodes(ast.Assign):
        match line.value:
            case ast.BinOp(left=slope, op=ast.Add(), right=ast.BinOp(op=ast.Mult()) as penalty):
                scaled = {ast.unparse(node) for node in ast.walk(penalty)}
                for update in updates:
                    if update.lineno > line.lineno and ast.unparse(update.left) in scaled:
                        for more in (penalty, ast.BinOp(_first_factor(update.right), ast.Mult(), penalty)):
                            pairs = [(line.value, slope), (update, ast.BinOp(update, ast.Sub(), more))]
                            yield tree.change_all("direct_penalty", pairs, line=line.lineno, subject=update.left)


def _first_factor(value: ast.expr) -> ast.expr:
    while isinstance(value, ast.BinOp):
        value = value.left
    return value


def _anew(tree: SourceTree, body: Sequence[ast.stmt]) -> Changes:
    """d = f(w); w = w - d; m = d -> d = f(w); w = w - d; d = f(w); m = d: what follows belongs to the new w."""
    for at, update in enumerate(body):
        for first, *others in _one_by_one(update):
            point = stored_names(first)
            again = depending(body[:at], point)
            changed = stored_names(*again) | (point if others else set())
            if using := next((node for node in [*others, *body[at + 1 :]] if names_of(node) & changed), None):
                used = names_of(*others, *body[at + 1 :])
                line = next((line for line in again if stored_names(line) & used), None)
                subject = line and (line.value if isinstance(line.value, ast.Call) else line.targets[0])
                line_of_it = (update if using in others else using).lineno
                yield tree.change("anew", update, first, *again, *others, line=line_of_it, subject=subject)


def _one_by_one(update: ast.stmt) -> Iterator[list[ast.stmt]]:
    """The statements of an update, w = w - d, one after the other; of one that returns w - d beside something else."""
    match update:
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)) if len(targets) == len(values):
            lines: list[ast.stmt] = [ast.Assign([t], v, lineno=0) for t, v in zip(targets, values, strict=True)]
            yield from (lines, lines[::-1]) if all(map(_is_update, lines)) else ()
        case ast.Return(value=ast.Tuple(elts=parts)):
            for part in parts:
                match part:
                    case ast.BinOp(left=ast.Name(id=name), op=ast.Add() | ast.Sub()):
                        new = ast.Name(name, ast.Store())
                        rest = [new if each is part else each for each in parts]
                        yield [ast.Assign([new], part, lineno=0), ast.Return(ast.Tuple(rest, ast.Load()))]
        case _ if _is_update(update):
            yield [update]


def _is_update(line: ast.stmt) -> bool:
    """Whether the line computes a variable from its old value."""
    return isinstance(line, ast.AugAssign) or (
        isinstance(line, ast.Assign) and bool(stored_names(line) & names_of(line.value))
    )


def depending(lines: Sequence[ast.stmt], names: set[str]) -> list[ast.Assign]:
    """The lines that compute something else from these variables, or from what such lines compute."""
    stale, lines_of_stale = set(names), list[ast.Assign]()
    for line in lines:
        if isinstance(line, ast.Assign) and names_of(line.value) & stale and not _is_update(line):
            lines_of_stale.append(line)
            stale |= stored_names(line)
    return lines_of_stale


def _late_test(tree: SourceTree, loop: ast.While) -> Changes:
    """What decides whether the loop goes on is one pass old."""
    for name in sorted(names_of(loop.test) & stored_names(*loop.body)):
        with read_as(reads_of(loop.test, name), "_earlier"):
            loop_with = with_body(loop, [*statements(f"_earlier = {name}"), *loop.body])
            source = tree.replaced(loop, *statements(f"_earlier = {name}"), loop_with)
        yield Change("late_test", source, loop.lineno)


# ── edits of what is computed once, before a loop, and belongs computed anew in each pass, of the pass's own values


def renewals(tree: SourceTree) -> Changes:
    """Edits that compute a value anew where a loop goes on with an old one."""
    for body in tree.bodies:
        for at, loop in enumerate(body):
            if isinstance(loop, Loop):
                yield from _of_newest(tree, loop, body[:at])
                yield from _of_line(tree, loop, body[:at])


def _of_newest(tree: SourceTree, loop: Loop, before: Sequence[ast.stmt]) -> Changes:
    """s = x0; m = f(s); for ...: x = g(x, s, m) -> the loop begins with s = x; m = f(s)."""
    for line in _stale(loop, before):
        dependents = list(_dependents(line, loop, before))
        for code in _newest(loop, before):
            value = parsed(f"__import__('copy').copy({code})")
            yield _with(tree, loop, 0, [ast.Assign(line.targets, value), *dependents], line)


def _of_line(tree: SourceTree, loop: Loop, before: Sequence[ast.stmt]) -> Changes:
    """m = f(x0); for ...: s = h(s) -> m = f(s) at the beginning of each pass, or once s has its new value."""
    for line in _stale(loop, before):
        read = sorted(_data(line.value) - stored_names(loop))
        for code in _newest(loop, before):
            yield from (_with(tree, loop, 0, [_of_other(line, name, code)], line) for name in read)
        if names_of(line.value) & stored_names(loop):
            yield _with(tree, loop, 0, [line], line)
        for at, inner in enumerate(loop.body[:-1]):
            for code in sorted(_bound(inner) if isinstance(inner, ast.Assign) else ()):
                yield from (_with(tree, loop, at + 1, [_of_other(line, name, code)], line) for name in read)


def _stale(loop: Loop, before: Sequence[ast.stmt]) -> list[ast.Assign]:
    """The lines before the loop that bind a name which the loop reads, and never binds or fills anew."""
    kept = names_of(loop) - stored_names(loop) - _filled(loop)
    lines = [line for line in before if isinstance(line, ast.Assign) and isinstance(line.targets[-1], ast.Name)]
    return [line for line in lines if stored_names(*line.targets) <= kept and not is_count(line.value)]


def _data(value: ast.expr) -> set[str]:
    """The names that are read in it as data: no module, no function, no counter of its own."""
    return names_of(value) - {*MODULES} - called_names(value) - stored_names(value)


def _dependents(line: ast.Assign, loop: Loop, before: Sequence[ast.stmt]) -> Iterator[ast.Assign]:
    """The lines after this one, and before the loop, that bind what follows from it."""
    names, lines = stored_names(*line.targets), _stale(loop, before)
    for other in lines[lines.index(line) + 1 :]:
        if names_of(other.value) & names:
            names |= stored_names(*other.targets)
            yield other


def _newest(loop: Loop, before: Sequence[ast.stmt]) -> list[str]:
    """What holds the newest value at the beginning of a pass: what the loop has bound, or the end of its list."""
    bound = {name for node in loop.body for name in _bound(node)} & stored_names(*before)
    return [*sorted(bound), *(f"{name}[-1]" for name in sorted(_filled(loop)))]


def _bound(node: ast.stmt) -> set[str]:
    """The variables to which values are assigned in a statement; no counter, and no array that is filled."""
    targets: list[ast.expr] = [line.target for line in within(node, ast.AugAssign)]
    targets += [target for line in within(node, ast.Assign) for target in line.targets]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _filled(loop: Loop) -> set[str]:
    """The lists to which the loop appends."""
    return {name for name in filled_lists(loop) if name.isidentifier()}


def _of_other(line: ast.Assign, name: str, code: str) -> ast.Assign:
    """The line with other code wherever it reads this name."""
    value = deepcopy(line.value)
    for each in reads_of(value, name):
        each.id = code
    return ast.Assign(line.targets, value)


def _with(tree: SourceTree, loop: Loop, at: int, lines: Sequence[ast.stmt], stale: ast.stmt) -> Change:
    """The loop with these lines in it, in front of the statement at this place."""
    body = [*loop.body[:at], *lines, *loop.body[at:]]
    return tree.change("renewed", loop, with_body(loop, body), line=stale.lineno)
