"""Edits of what is computed once, before a loop, and belongs computed anew in each pass, of the pass's own values.

The line need not stand right before the loop, and may read another variable there: the start, where the loop has the
newest value.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from copy import deepcopy

from grader.changes.source_tree import (
    Change,
    Loop,
    SourceTree,
    names_of,
    parsed,
    reads_of,
    stored_names,
    with_body,
)
from grader.repairs.edits.places import MODULES, bodies, is_count

KIND = "renewed"


def renewals(tree: SourceTree) -> Iterator[Change]:
    """Every edit of this page."""
    for body in bodies(tree):
        for at, loop in enumerate(body):
            if isinstance(loop, Loop):
                yield from _of_newest(tree, loop, body[:at])
                yield from _of_line(tree, loop, body[:at])


def _of_newest(tree: SourceTree, loop: Loop, before: Sequence[ast.stmt]) -> Iterator[Change]:
    """s = x0; m = f(s); for ...: x = g(x, s, m) -> the loop begins with s = x; m = f(s)."""
    for line in _stale(loop, before):
        dependents = list(_dependents(line, loop, before))
        for code in _newest(loop, before):
            value = parsed(f"__import__('copy').copy({code})")
            yield _with(tree, loop, 0, [_assigned(line, value), *dependents], line)


def _of_line(tree: SourceTree, loop: Loop, before: Sequence[ast.stmt]) -> Iterator[Change]:
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
    functions = {name for call in ast.walk(value) if isinstance(call, ast.Call) for name in names_of(call.func)}
    calls = {ast.unparse(call.func) for call in ast.walk(value) if isinstance(call, ast.Call)}
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
    lines = [each for each in ast.walk(node) if isinstance(each, (ast.Assign, ast.AugAssign))]
    targets = [target for line in lines for target in (line.targets if isinstance(line, ast.Assign) else [line.target])]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _filled(loop: Loop) -> set[str]:
    """The lists to which the loop appends."""
    calls = (node.func for node in ast.walk(loop) if isinstance(node, ast.Call))
    return {
        call.value.id
        for call in calls
        if isinstance(call, ast.Attribute) and call.attr == "append" and isinstance(call.value, ast.Name)
    }


def _assigned(line: ast.Assign, value: ast.expr) -> ast.Assign:
    return ast.Assign(line.targets, value)


def _of_other(line: ast.Assign, name: str, code: str) -> ast.Assign:
    """The line with other code wherever it reads this name."""
    value = deepcopy(line.value)
    for each in reads_of(value, name):
        each.id = code
    return _assigned(line, value)


def _with(tree: SourceTree, loop: Loop, at: int, lines: Sequence[ast.stmt], stale: ast.stmt) -> Change:
    """The loop with these lines in it, in front of the statement at this place."""
    body = [*loop.body[:at], *lines, *loop.body[at:]]
    return tree.change(KIND, loop, with_body(loop, body), line=stale.lineno)
