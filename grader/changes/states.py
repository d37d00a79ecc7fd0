"""Mistakes with values that a loop carries from pass to pass: averages, tests, what is a pass too old."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import NamedTuple

from grader.changes.source_tree import (
    NUMPY,
    Change,
    Changes,
    Loop,
    SourceTree,
    filled_lists,
    names_of,
    parsed,
    read_as,
    reads_of,
    statements,
    stored_names,
    with_body,
    within,
)
from grader.changes.variables import MODULES, is_count


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
    """Every change of this page, wherever the statement has room for it."""
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
        yield tree.change_all("totals", [(each.line.value, total) for each, total in zip(averages, sums, strict=True)])


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


# ── Edits of what is computed once, before a loop, and belongs computed anew in each pass, of the pass's own values


def renewals(tree: SourceTree) -> Changes:
    """Every edit of this page."""
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
    functions = {name for call in within(value, ast.Call) for name in names_of(call.func)}
    calls = {ast.unparse(call.func) for call in within(value, ast.Call)}
    return names_of(value) - {*MODULES} - (functions & calls) - stored_names(value)


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
