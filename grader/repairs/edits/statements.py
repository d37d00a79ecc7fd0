"""Edits of whole statements: their order, their place in loops and branches, and what is returned."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import pairwise

from grader.changes.source_tree import (
    Change,
    Loop,
    SourceTree,
    names_of,
    parsed,
    parts_of,
    reads_of,
    statements,
    stored_names,
)
from grader.repairs.edits.places import bodies

COPY = "__import__('copy').deepcopy"
BLOCKS = (ast.For, ast.While, ast.If)


def statement_edits(tree: SourceTree) -> Iterator[Change]:
    """Every edit of this page."""
    for body in bodies(tree):
        for one, other in pairwise(body):
            yield Change("moved", _moved(tree, one, other, after=True), other.lineno)
    for body in bodies(tree):
        yield from _into_and_out_of_blocks(tree, body)
    yield from _copies(tree)
    yield from _results(tree)
    for loop in tree.loops:
        yield from _parts_of_loops(tree, loop)
        yield from _reset(tree, loop)
        for node in ast.walk(loop):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], (ast.Name, ast.Subscript)):
                added = ast.AugAssign(node.targets[0], ast.Add(), node.value)
                yield tree.change("added_up", node, added)
    for body in bodies(tree):
        yield from _postponed(tree, body)
        yield from _for_this_pass(tree, body)
    for body in bodies(tree):
        yield from _far(tree, body)


def _moved(tree: SourceTree, statement: ast.stmt, beside: ast.stmt, *, after: bool) -> str:
    with tree.exchanged(statement, []):
        return tree.replaced(beside, *((beside, statement) if after else (statement, beside)))


def _far(tree: SourceTree, body: Sequence[ast.stmt]) -> Iterator[Change]:
    """A statement farther up or down in its list, once more at another place, or not at all."""
    for at, statement in enumerate(body):
        if len(body) > 1:
            yield tree.change("needless", statement)
        for place, beside in enumerate(body):
            if abs(place - at) > 1:
                yield Change("moved", _moved(tree, statement, beside, after=place > at), statement.lineno)


def _into_and_out_of_blocks(tree: SourceTree, body: Sequence[ast.stmt]) -> Iterator[Change]:
    for at, statement in enumerate(body):
        block = tree.parent(statement)
        if isinstance(block, BLOCKS):
            for after in (False, True):
                yield Change("moved_out", _moved(tree, statement, block, after=after), statement.lineno)
            yield tree.change("again_after", block, block, statement, line=statement.lineno)
        for block in (each for each in body[max(at - 1, 0) : at + 2] if isinstance(each, BLOCKS)):
            if block is not statement:
                for after, beside in ((False, block.body[0]), (True, block.body[-1])):
                    yield Change("moved_in", _moved(tree, statement, beside, after=after), statement.lineno)


def _parts_of_loops(tree: SourceTree, loop: Loop) -> Iterator[Change]:
    """Several lines at the end of a loop that belong after it, or at its beginning before it, or once more after it."""
    for count in range(2, len(loop.body)):
        yield tree.change("before_last_step", loop, loop, *loop.body[:count], line=loop.body[count - 1].lineno)
        for moved, is_after in ((loop.body[-count:], True), (loop.body[:count], False)):
            with ExitStack() as stack:
                for each in moved:
                    stack.enter_context(tree.exchanged(each, []))
                source = tree.replaced(loop, *((loop, *moved) if is_after else (*moved, loop)))
            yield Change("moved_out", source, moved[0].lineno)


def _reset(tree: SourceTree, loop: Loop) -> Iterator[Change]:
    """A value that each pass changes is at the beginning of each pass as it was before the loop."""
    for name in sorted(stored_names(loop) & names_of(loop)):
        before, again = statements(
            f"_{name} = __import__('copy').copy({name})\n{name} = __import__('copy').copy(_{name})"
        )
        with tree.exchanged(loop.body[0], [again, loop.body[0]]):
            change = tree.change("not_reset", loop, before, loop)
        yield change


def _postponed(tree: SourceTree, body: Sequence[ast.stmt]) -> Iterator[Change]:
    """v = a + b; f(v) -> v = a; f(v + b): what is stored lacks what is only used."""
    for at, line in enumerate(body):
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name) and isinstance(line.value, ast.BinOp):
            name, value = line.targets[0].id, line.value
            reads = [read for later in body[at + 1 :] for read in reads_of(later, name)]
            if reads:
                put_back = ast.BinOp(ast.Name(name, ast.Load()), value.op, value.right)
                source = tree.all_replaced([(value, value.left), *((each, put_back) for each in reads)])
                yield Change("postponed", source, line.lineno)


def _for_this_pass(tree: SourceTree, body: Sequence[ast.stmt]) -> Iterator[Change]:
    """x = f(x); g(x) -> y = f(x); g(y): the old value is there for the next pass, or for the next call."""
    for at, line in enumerate(body):
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], (ast.Name, ast.Attribute, ast.Subscript)):
            target, later = line.targets[0], (node for rest in body[at + 1 :] for node in ast.walk(rest))
            code = ast.unparse(target)
            reads = [n for n in later if isinstance(getattr(n, "ctx", None), ast.Load) and ast.unparse(n) == code]
            if reads and code in {ast.unparse(node) for node in ast.walk(line.value)}:
                pairs: list[tuple[ast.AST, ast.AST]] = [(target, ast.Name("_now", ast.Store()))]
                pairs += [(each, ast.Name("_now", ast.Load())) for each in reads]
                yield Change("stored_back", tree.all_replaced(pairs), line.lineno)


def _copies(tree: SourceTree) -> Iterator[Change]:
    """A copy of what is recorded, of an argument, or of what an operator changes in place."""
    for call in tree.nodes(ast.Call):
        if isinstance(call.func, ast.Attribute) and call.func.attr == "append" and call.args:
            copied = parsed(f"{COPY}({ast.unparse(call.args[0])})")
            yield tree.change("no_copy", call.args[0], copied, line=call.lineno)
    for function in tree.functions:
        for argument in (each for each in function.args.args if each.arg != "self"):
            begin = statements(f"{argument.arg} = {COPY}({argument.arg})")
            yield Change("changed_argument", tree.begun_with(function, *begin), function.lineno)
    for line in tree.nodes(ast.Assign):
        if isinstance(line.value, (ast.Name, ast.Attribute)):
            copied = parsed(f"{COPY}({ast.unparse(line.value)})")
            yield tree.change("no_copy", line.value, copied, line=line.lineno)


def _results(tree: SourceTree) -> Iterator[Change]:
    for result in tree.nodes(ast.Return):
        for part in (each for each in parts_of(result) if not isinstance(each, ast.Starred)):
            yield tree.change("transposed", part, parsed(f"({ast.unparse(part)}).T"), line=result.lineno)
