"""Mistakes in statements: the range of a loop, an update that is missing, an older value, a step for each row."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from grader.changes.expressions import is_size
from grader.changes.rules import called_name
from grader.changes.source_tree import (
    Change,
    Changes,
    Loop,
    SourceTree,
    names_of,
    parameters_of,
    parsed,
    parts_of,
    read_as,
    reads_of,
    statements,
    stored_names,
    swapped,
    variable,
    with_body,
    within,
)

OF_LISTS = {"pass_less": "{0}[:-1]", "pass_late": "{0}[1:]", "pass_backwards": "{0}[::-1]"}
OF_RANGES = {
    "pass_less": "range({0}, {1} - 1)", "pass_more": "range({0}, {1} + 1)",
    "pass_late": "range({0} + 1, {1})", "pass_shifted": "range({0} + 1, {1} + 1)",
}  # fmt: skip
SIMPLE = (ast.Assign, ast.AugAssign, ast.Expr, ast.If, ast.For, ast.While)
COUNTERS = {
    "counter_rooted": "{0} ** 0.5", "counter_late": "max({0} - 1, 1)", "counter_zero": "0",
}  # fmt: skip


def statement_changes(tree: SourceTree) -> Changes:
    """Mistakes in loops, in their updates and in what follows them, wherever the statement has room for it."""
    for update in tree.nodes(ast.AugAssign):
        yield from _updates(tree, update)
    for choice in tree.nodes(ast.If):
        yield from _branches(tree, choice)
    yield from _lists_between_calls(tree)
    for result in tree.nodes(ast.Return):
        yield from _returns(tree, result)
    for function in tree.functions:
        yield from _order(tree, function.body)
    for loop in tree.loops:
        yield from _ranges(tree, loop)
        yield from _missing(tree, loop)
        yield from _older_values(tree, loop)
    yield from before_last_step(tree)


def _updates(tree: SourceTree, node: ast.AugAssign) -> Changes:
    """x += y where x -= y belongs, x = y, or nothing."""
    opposite = {ast.Add: ast.Sub(), ast.Sub: ast.Add(), ast.Mult: ast.Div(), ast.Div: ast.Mult()}
    if new := opposite.get(type(node.op)):
        yield tree.change("sign", node, ast.AugAssign(node.target, new, node.value), subject=node.value)
    yield tree.change("overwritten", node, ast.Assign([node.target], node.value), subject=node.target)
    entries = {name for loop in tree.around(node) if isinstance(loop, ast.For) for name in stored_names(loop.target)}
    if ast.unparse(node.target) in entries:  # x += y, where the loop takes x out of a list
        yield tree.change("rebound", node, ast.Expr(node.value))
    yield tree.change("update", node, ast.Pass(), subject=node.target)


def _lists_between_calls(tree: SourceTree) -> Changes:
    """The lists of the function go on from call to call, as lists do that are default arguments or global."""
    function = tree.functions[0]
    made = [node for node in function.body if isinstance(node, ast.Assign)]
    lists = [each for node in made for each in within(node.value, ast.List)]
    values = [each for each in lists if isinstance(tree.parent(each), (ast.Assign, ast.Tuple))]
    if function is tree.root and values:
        code = f"(lambda own, new: own.extend(new) or own)({function.name}.__dict__.setdefault('_{{}}', []), {{}})"
        pairs = [(each, parsed(code.format(n, ast.unparse(each)))) for n, each in enumerate(values)]
        yield tree.change_all("list_between_calls", pairs, line=function.lineno)


def _branches(tree: SourceTree, node: ast.If) -> Changes:
    yield tree.change("branch", node, *node.body, subject=node.test)
    yield tree.change("branch", node, *(node.orelse or [ast.Pass()]), subject=node.test)
    negated = ast.If(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
    yield tree.change("condition", node, negated, subject=node.test)


def _returns(tree: SourceTree, node: ast.Return) -> Changes:
    """A result that is twice or half as large; or the return stands inside the loop before it."""
    values = parts_of(node)
    for value in values:
        for kind, factor in (("doubled_result", 2.0), ("halved_result", 0.5)):
            scaled = ast.BinOp(ast.Constant(factor), ast.Mult(), value)
            yield tree.change(kind, value, scaled, line=node.lineno, subject=value if len(values) > 1 else None)
    body = getattr(tree.parent(node), "body", [])
    loops = [each for each in body if isinstance(each, Loop)]
    if loops and node in body:
        last = loops[-1].body[-1]
        yield tree.change("one_pass", last, last, node, line=node.lineno)


def _ranges(tree: SourceTree, loop: Loop) -> Changes:
    if isinstance(loop, ast.For) and isinstance(loop.iter, ast.Name):
        for kind, code in OF_LISTS.items():
            yield tree.change(kind, loop.iter, parsed(code.format(loop.iter.id)), line=loop.lineno)
    if not (isinstance(loop, ast.For) and isinstance(loop.iter, ast.Call) and called_name(loop.iter) == "range"):
        return
    start, stop = ["0", *map(ast.unparse, loop.iter.args[:2])][-2:]
    for kind, code in OF_RANGES.items() if len(loop.iter.args) < 3 else ():
        yield tree.change(kind, loop.iter, parsed(code.format(start, stop)), line=loop.lineno)
    backwards = ast.Call(variable("reversed"), [loop.iter], [])
    yield tree.change("pass_backwards", loop.iter, backwards, line=loop.lineno)
    if isinstance(loop.target, ast.Name):
        yield from _counters(tree, loop, loop.target.id)


def _counters(tree: SourceTree, loop: ast.For, name: str) -> Changes:
    """The counter has another value inside the loop."""
    if any(name in names_of(node) for node in loop.body):
        for kind, code in COUNTERS.items():
            other = statements(f"{name} = {code.format(name)}")
            yield tree.change(kind, loop, with_body(loop, [*other, *loop.body]))


def _missing(tree: SourceTree, loop: Loop) -> Changes:
    """A statement of the loop that is left out, or made after the loop alone."""
    for node in loop.body:
        if isinstance(node, (ast.Assign, ast.Expr)) and len(loop.body) > 1:
            yield tree.change("update", node, ast.Pass(), subject=getattr(node, "targets", [None])[0])
            yield Change("after_loop", tree.moved(node, loop, after=True), node.lineno)
    yield from _order(tree, loop.body)


def _order(tree: SourceTree, body: Sequence[ast.stmt]) -> Changes:
    """Two lines that follow each other, of which one uses what the other computes, stand the other way round."""
    for one, other in pairwise(body):
        if isinstance(one, SIMPLE) and isinstance(other, SIMPLE) and _touched(one) & _touched(other):
            yield tree.change_all("sequence", swapped(one, other))


def _touched(node: ast.stmt) -> set[str]:
    return stored_names(node) | names_of(node)


def _older_values(tree: SourceTree, loop: Loop) -> Changes:
    """A name is read as it was at the beginning of the pass, or before the loop."""
    for at, reader in enumerate(loop.body):
        earlier = stored_names(*loop.body[:at])
        later = stored_names(*loop.body[at:])
        for node in ast.walk(reader):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in earlier | later:
                if node.id in earlier:
                    yield Change("stale", _with_copy(tree, loop, [node], inside=True), node.lineno, node)
                kind = (
                    "before_inner_loop" if any(isinstance(each, Loop) for each in tree.around(loop)) else "first_value"
                )
                yield Change(kind, _with_copy(tree, loop, [node], before=True), node.lineno, node)


def before_last_step(tree: SourceTree) -> Changes:
    """What a line computes after a loop, or a part of the result, uses a name as it was before the last pass."""
    for loop in tree.loops:
        by_name: dict[str, list[tuple[list[ast.Name], ast.expr | None]]] = {}
        for line, part, subject in _after(tree, loop):
            for name in sorted(stored_names(*loop.body) & names_of(*loop.body)):
                reads = reads_of(part, name)
                if reads and reads[0] is not line.value:
                    yield _of_last_pass(tree, loop, reads, line, subject)
                    if reads[0] is not part:
                        by_name.setdefault(name, []).append((reads, subject))
        for several in by_name.values():
            if len(several) > 1:  # as where a formula takes two lines
                reads = [read for some, _ in several for read in some]
                yield _of_last_pass(tree, loop, reads, loop, several[0][1])


def _after(tree: SourceTree, loop: Loop) -> Iterator[tuple[ast.Assign | ast.Return, ast.expr, ast.expr | None]]:
    """The lines after the loop, with each of their parts and what is said to be computed."""
    body = getattr(tree.parent(loop), "body", [])
    for line in body[body.index(loop) + 1 :] if loop in body else []:
        if isinstance(line, ast.Assign):
            yield line, line.value, line.targets[0]
        elif isinstance(line, ast.Return):
            for part in parts_of(line):
                yield line, part, part if part is not line.value else None


def _of_last_pass(
    tree: SourceTree, loop: Loop, reads: Sequence[ast.Name], line: ast.stmt, subject: ast.expr | None
) -> Change:
    source = _with_copy(tree, loop, reads, inside=True, before=True)
    return Change("before_last_step", source, line.lineno, subject)


def _with_copy(
    tree: SourceTree, loop: Loop, reads: Sequence[ast.Name], *, inside: bool = False, before: bool = False
) -> str:
    """The reads of a name from a copy that is made at the beginning of each pass, once before the loop, or both."""
    (copied,) = statements(f"_old = __import__('copy').copy({reads[0].id})")
    with read_as(reads, "_old"):
        new = with_body(loop, [copied, *loop.body]) if inside else loop
        return tree.replaced(loop, *([copied] if before else []), new)


# ── rows one after the other


def row_by_row(tree: SourceTree, loop: Loop, rows: Sequence[str]) -> Changes:
    """w = w - f(X, y, w) -> for each row of X and entry of y alone, one after the other."""
    steps, records = _without_records(loop)
    fixed = [name for name in rows if name not in stored_names(loop)]
    chosen = {getattr(node.value, "id", "") for node in within(loop, ast.Subscript)}
    if not names_of(loop) & set(fixed) or chosen & set(fixed) or not steps:
        return
    names = "".join(f"{name}, " for name in fixed)
    whole = statements(f"_whole = ({names})")
    each = parsed(f"[[a[n:n + 1] for a in _whole] for n in range(len({fixed[0]}))]")
    lengths = [line.targets[0] for line in tree.nodes(ast.Assign) if is_size(line.value)]
    ones = [statement for name in lengths for statement in statements(f"{ast.unparse(name)} = 1")]
    target = statements(f"{names} = _whole")[0].targets[0]  # type: ignore[attr-defined]
    for each_step in (steps, _shortened(steps, "len(_whole[0])")):
        inner = ast.For(target, each, [*ones, *each_step], [], lineno=0)
        body = [inner, *statements(f"{names} = _whole"), *records]
        yield tree.change("row_by_row", loop, *whole, with_body(loop, body), subject=variable(fixed[0]))


def one_of_batch(tree: SourceTree, loop: ast.For) -> Changes:
    """A loop that takes batches of rows makes a step for each row of a batch."""
    steps, records = _without_records(loop)
    chosen = [node for node in within(loop, ast.Subscript) if isinstance(node.slice, ast.Name)]
    arrays = [node.value for node in chosen if node.slice.id == getattr(loop.target, "id", "")]  # type: ignore[attr-defined]
    if arrays and steps and isinstance(loop.target, ast.Name):
        for each_step in (steps, _shortened(steps, "_size")):
            inner = ast.For(loop.target, parsed(f"[[n] for n in {loop.target.id}]"), each_step, [], lineno=0)
            body = [*statements(f"_size = len({loop.target.id})"), inner, *records]
            yield tree.change("row_by_row", loop, with_body(loop, body), subject=arrays[0])


def _shortened(steps: Sequence[ast.stmt], count: str) -> list[ast.stmt]:
    """The statements, of which each that moves a variable moves it by one part of so many."""
    shortened = list[ast.stmt]()
    for step in steps:
        match step:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in names_of(value):
                part = statements(f"{name} = _old + ({name} - _old) / {count}")
                shortened += [*statements(f"_old = {name}"), step, *part]
            case _:
                shortened.append(step)
    return shortened


def _without_records(loop: Loop) -> tuple[list[ast.stmt], list[ast.stmt]]:
    """The statements of the loop, without the calls at its end that record something; and these."""
    steps = list(loop.body)
    while steps and isinstance(steps[-1], ast.Expr):
        steps.pop()
    return steps, loop.body[len(steps) :]


# ── edits of whole statements: their order, their place in loops and branches, and what is returned

COPY = "__import__('copy').deepcopy"
BLOCKS = (ast.For, ast.While, ast.If)


def statement_edits(tree: SourceTree) -> Changes:
    """Edits of whole statements: they come, go, or stand elsewhere."""
    for body in tree.bodies:
        for one, other in pairwise(body):
            yield Change("moved", tree.moved(one, other, after=True), other.lineno)
    for body in tree.bodies:
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
    for body in tree.bodies:
        yield from _postponed(tree, body)
        yield from _for_this_pass(tree, body)
    for body in tree.bodies:
        yield from _far(tree, body)


def _far(tree: SourceTree, body: Sequence[ast.stmt]) -> Changes:
    """A statement farther up or down in its list, once more at another place, or not at all."""
    for at, statement in enumerate(body):
        if len(body) > 1:
            yield tree.change("needless", statement)
        for place, beside in enumerate(body):
            if abs(place - at) > 1:
                yield Change("moved", tree.moved(statement, beside, after=place > at), statement.lineno)


def _into_and_out_of_blocks(tree: SourceTree, body: Sequence[ast.stmt]) -> Changes:
    for at, statement in enumerate(body):
        block = tree.parent(statement)
        if isinstance(block, BLOCKS):
            for after in (False, True):
                yield Change("moved_out", tree.moved(statement, block, after=after), statement.lineno)
            yield tree.change("again_after", block, block, statement, line=statement.lineno)
        for block in (each for each in body[max(at - 1, 0) : at + 2] if isinstance(each, BLOCKS)):
            if block is not statement:
                for after, beside in ((False, block.body[0]), (True, block.body[-1])):
                    yield Change("moved_in", tree.moved(statement, beside, after=after), statement.lineno)


def _parts_of_loops(tree: SourceTree, loop: Loop) -> Changes:
    """Several lines at the end of a loop that belong after it, or at its beginning before it, or once more after it."""
    for count in range(2, len(loop.body)):
        first, last = loop.body[:count], loop.body[-count:]
        yield tree.change("before_last_step", loop, loop, *first, line=first[-1].lineno)
        yield tree.change("moved_out", loop, with_body(loop, loop.body[:-count]), *last, line=last[0].lineno)
        yield tree.change("moved_out", loop, *first, with_body(loop, loop.body[count:]), line=first[0].lineno)


def _reset(tree: SourceTree, loop: Loop) -> Changes:
    """A value that each pass changes is at the beginning of each pass as it was before the loop."""
    for name in sorted(stored_names(loop) & names_of(loop)):
        copied = "{} = __import__('copy').copy({})"
        begin, again = statements(f"{copied.format(f'_{name}', name)}\n{copied.format(name, f'_{name}')}")
        yield tree.change("not_reset", loop, begin, with_body(loop, [again, *loop.body]))


def _postponed(tree: SourceTree, body: Sequence[ast.stmt]) -> Changes:
    """v = a + b; f(v) -> v = a; f(v + b): what is stored lacks what is only used."""
    for at, line in enumerate(body):
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name) and isinstance(line.value, ast.BinOp):
            name, value = line.targets[0].id, line.value
            reads = [read for later in body[at + 1 :] for read in reads_of(later, name)]
            if reads:
                put_back = ast.BinOp(variable(name), value.op, value.right)
                pairs = [(value, value.left), *((each, put_back) for each in reads)]
                yield tree.change_all("postponed", pairs, line=line.lineno)


def _for_this_pass(tree: SourceTree, body: Sequence[ast.stmt]) -> Changes:
    """x = f(x); g(x) -> y = f(x); g(y): the old value is there for the next pass, or for the next call."""
    for at, line in enumerate(body):
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], (ast.Name, ast.Attribute, ast.Subscript)):
            target, later = line.targets[0], (node for rest in body[at + 1 :] for node in ast.walk(rest))
            code = ast.unparse(target)
            reads = [n for n in later if isinstance(getattr(n, "ctx", None), ast.Load) and ast.unparse(n) == code]
            if reads and code in {ast.unparse(node) for node in ast.walk(line.value)}:
                yield tree.change_all("stored_back", [(each, variable("_now")) for each in (target, *reads)])


def _copies(tree: SourceTree) -> Changes:
    """A copy of what is recorded, of an argument, or of what an operator changes in place."""
    for call in tree.nodes(ast.Call):
        if isinstance(call.func, ast.Attribute) and call.func.attr == "append" and call.args:
            yield _copied(tree, call.args[0], call)
    for function in tree.functions:
        for argument in (each for each in parameters_of(function) if each != "self"):
            yield tree.begun(function, "changed_argument", argument, f"{argument} = {COPY}({argument})")
    for line in tree.nodes(ast.Assign):
        if isinstance(line.value, (ast.Name, ast.Attribute)):
            yield _copied(tree, line.value, line)


def _copied(tree: SourceTree, value: ast.expr, around: ast.expr | ast.stmt) -> Change:
    return tree.change("no_copy", value, parsed(f"{COPY}({ast.unparse(value)})"), line=around.lineno)


def _results(tree: SourceTree) -> Changes:
    for result in tree.nodes(ast.Return):
        for part in (each for each in parts_of(result) if not isinstance(each, ast.Starred)):
            yield tree.change("transposed", part, parsed(f"({ast.unparse(part)}).T"), line=result.lineno)


# ── mistakes in what a function does beside its result: it changes its arguments

COPYING = ("array", "copy", "deepcopy", "list", "dict")  # functions that copy what they receive
KEPT = "result_of_call"


def copy_changes(tree: SourceTree, unchanged: Collection[str]) -> Changes:
    """A copy is left out, or an argument that must stay the same is changed before the function returns."""
    for call in tree.nodes(ast.Call):
        if isinstance(call.func, ast.Attribute) and call.func.attr == "copy" and not call.args:
            yield tree.change("not_copied", call, call.func.value, subject=call.func.value)
        elif called_name(call) in COPYING and len(call.args) == 1:
            yield tree.change("not_copied", call, call.args[0], subject=call.args[0])
    for function in tree.functions[:1]:
        own = {each.arg for each in (*function.args.args, *function.args.kwonlyargs)} - stored_names(function)
        for name in own & set(unchanged):
            yield from _changed_at_the_end(tree, function, name)


def _changed_at_the_end(tree: SourceTree, function: ast.AST, name: str) -> Changes:
    for result in tree.nodes(ast.Return):
        if tree.function_of(result) is function and result.value is not None:
            kept, changing = statements(f"{KEPT} = {ast.unparse(result.value)}\n{name} += 1")
            returned = ast.Return(variable(KEPT))
            yield tree.change("argument_changed", result, kept, changing, returned, subject=variable(name))
