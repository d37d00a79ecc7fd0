"""Mistakes with variables: one is read for another, returned as it was passed, or given its value too early."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import combinations

from grader.changes.arrays import Shapes
from grader.changes.parameters import DIGITS
from grader.changes.source_tree import (
    Change,
    Function,
    Loop,
    SourceTree,
    names_of,
    parsed,
    parts_of,
    reads_of,
    statements,
    stored_names,
    with_body,
)

MAX_PAIRS = 150  # of a name and another in its place, in one statement of the master


def name_changes(tree: SourceTree, shapes: Shapes) -> Iterator[Change]:
    """Every change of this page; `shapes` are those of the function's arrays in all cases."""
    for function in tree.functions:
        yield from _other_names(tree, function, shapes)
    for loop in tree.loops:
        yield from _made_once(tree, loop)
    for function in tree.functions:
        yield from _as_passed(tree, function)
    for node in tree.nodes(ast.Assign):
        yield from _bases(tree, node)
        yield from _exchanged_values(tree, node)
        yield from _postponed_factors(tree, node)
        yield from _once_more(tree, node)
    yield from _stored_back(tree)
    for call in tree.nodes(ast.Call):
        yield from _moved_points(tree, call)
        yield from _divided_outside(tree, call)


def given_back(tree: SourceTree, parameters: Collection[str]) -> Iterator[Change]:
    """A part of the result is an argument as it was passed."""
    function = tree.functions[0]
    for result in tree.nodes(ast.Return):
        parts = result.value.elts if isinstance(result.value, ast.Tuple) else []
        for part in parts if tree.function_of(result) is function else []:
            for name in parameters:
                with tree.exchanged(part, [ast.Name("_passed", ast.Load())]):
                    source = tree.begun_with(function, *statements(f"_passed = __import__('copy').copy({name})"))
                yield Change("given_back", source, result.lineno, ast.Name(name, ast.Load()))


def _other_names(tree: SourceTree, function: Function, shapes: Shapes) -> Iterator[Change]:
    """A variable of the function is read where another belongs."""
    nodes = [node for node in ast.walk(function) if isinstance(node, ast.Name) and not tree.in_signature(node)]
    called = {id(call.func) for call in tree.nodes(ast.Call)}
    recorded = {ast.unparse(call.func.value) for call in tree.nodes(ast.Call) if isinstance(call.func, ast.Attribute)}
    own = dict.fromkeys(node.id for node in nodes if isinstance(node.ctx, ast.Store) and node.id not in recorded)
    reads = [node for node in nodes if isinstance(node.ctx, ast.Load) and id(node) not in called]
    groups = [tuple(own), *alike_parameters(shapes)]
    for node in tree.nodes(ast.BinOp, ast.Call):
        for group in groups if tree.function_of(node) is function and not tree.in_signature(node) else ():
            yield from _everywhere_in(tree, node, group)
    groups += [tuple(dict.fromkeys([*own, *shapes]))] if shapes else []
    pairs = dict.fromkeys((node, name) for group in groups for node in reads if node.id in group for name in group)
    roles = Counter((read.id, _role(tree, read)) for read in reads)
    others = sorted(((n, name) for n, name in pairs if n.id != name), key=lambda p: not roles[p[1], _role(tree, p[0])])
    for read, name in others[:MAX_PAIRS]:
        yield tree.change("other_name", read, ast.Name(name, ast.Load()), subject=ast.Name(read.id), value=f"`{name}`")
    yield from _other_keys(tree, function)


def _role(tree: SourceTree, read: ast.Name) -> str:
    """What is done to a name, so that another one to which the same is done may stand there: `_[key]`, `_ ** 2`."""
    around = tree.parent(read)
    if not isinstance(around, (ast.Subscript, ast.Attribute, ast.Call, ast.BinOp)):
        return type(around).__name__
    with tree.exchanged(read, [ast.Name("_")]):
        return ast.unparse(around)


def _other_keys(tree: SourceTree, function: Function) -> Iterator[Change]:
    """t["beta2"] -> t["beta1"], in one place."""
    nodes = [node for node in ast.walk(function) if isinstance(node, ast.Subscript)]
    reads = [node for node in nodes if isinstance(node.ctx, ast.Load) and _key(node)]
    for node in reads:
        for other in dict.fromkeys(_key(each) for each in reads if ast.unparse(each.value) == ast.unparse(node.value)):
            if other != _key(node) and other.rstrip(DIGITS) == _key(node).rstrip(DIGITS):
                changed = ast.Subscript(node.value, ast.Constant(other), ast.Load())
                yield tree.change("other_name", node, changed, subject=ast.Name(_key(node)), value=f"`{other}`")


def _key(node: ast.Subscript) -> str:
    return node.slice.value if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str) else ""


def _everywhere_in(tree: SourceTree, node: ast.expr, names: Collection[str]) -> Iterator[Change]:
    """All reads of a variable in one expression, where it is read more than once."""
    reads = [each for each in ast.walk(node) if isinstance(each, ast.Name) and each.id in names]
    for name in dict.fromkeys(each.id for each in reads):
        uses = [each for each in reads if each.id == name]
        for other in names if len(uses) > 1 else ():
            if other != name:
                source = tree.all_replaced([(each, ast.Name(other, ast.Load())) for each in uses])
                yield Change("other_name", source, node.lineno, ast.Name(name), f"`{other}`")


def _once_more(tree: SourceTree, node: ast.Assign) -> Iterator[Change]:
    """v = b v + d; w + v -> v = b v + d; w + (b v + d): Nesterov's form."""
    later = _later_reads(tree, node)
    if later and stored_names(node) & names_of(node.value):
        source = tree.all_replaced([(each, node.value) for each in later])
        yield Change("once_more", source, later[0].lineno, node.targets[0])


def _bases(tree: SourceTree, node: ast.Assign) -> Iterator[Change]:
    """m_hat = m / c; v_hat = v / e; w - m_hat / v_hat -> w - m / v: what has been corrected is read uncorrected."""
    function = tree.function_of(node)
    lines = [
        line for line in tree.nodes(ast.Assign) if line.lineno < node.lineno and tree.function_of(line) is function
    ]
    made = {name: base for line in lines for name, base in _base(line)}
    reads = [each for each in ast.walk(node.value) if isinstance(each, ast.Name) and each.id in made]
    if reads:
        source = tree.all_replaced([(each, made[each.id]) for each in reads])
        yield Change("uncorrected", source, node.lineno)


def _divided_outside(tree: SourceTree, call: ast.Call) -> Iterator[Change]:
    """x = a / b; f(x) -> f(a) / b. In x = x / f(x), the quotient is not what f gets."""
    name, function = getattr(call.args[0], "id", "") if len(call.args) == 1 else "", tree.function_of(call)
    for line in tree.nodes(ast.Assign) if name and not tree.in_signature(call) else ():
        is_before = (line.end_lineno or line.lineno) < call.lineno and tree.function_of(line) is function
        match line.targets[0], line.value:
            case ast.Name(id=target), ast.BinOp(left, ast.Div(), right) if is_before and target == name:
                moved = ast.BinOp(ast.Call(call.func, [left], []), ast.Div(), right)
                yield tree.change("divisor_outside", call, moved, subject=right)


def _base(line: ast.Assign) -> Iterator[tuple[str, ast.expr]]:
    """The name that is a quotient, or a table of quotients, and what is divided in it."""
    match line.targets[0], line.value:
        case ast.Name(id=name), ast.BinOp(op=ast.Div(), left=left) if not isinstance(left, ast.Constant):
            yield name, left
        case ast.Name(id=name), ast.DictComp(value=ast.BinOp(op=ast.Div(), left=ast.Subscript(value=base))):
            yield name, base


def _stored_back(tree: SourceTree) -> Iterator[Change]:
    """h = m[key] / c -> m[key] = h = m[key] / c, for one such quotient or all; so of `self.m`, and of a new table."""
    entries = {line: _divided_entries(line) for line in tree.nodes(ast.Assign)}
    places = [(line, at) for line, own in entries.items() for at, entry in enumerate(own) if entry is not None]
    for some in [places, *([each] for each in places if len(places) > 1)] if places else []:
        pairs: list[tuple[ast.AST, ast.AST]] = []
        for line in dict.fromkeys(line for line, _ in some):
            own = [e if e and (line, at) in some else ast.Name("_", ast.Store()) for at, e in enumerate(entries[line])]
            target = ast.Tuple(own, ast.Store()) if isinstance(line.value, ast.Tuple) else own[0]
            pairs.append((line, ast.Assign([target, *line.targets], line.value)))
        yield Change("carried", tree.all_replaced(pairs), some[0][0].lineno, None)


def _divided_entries(line: ast.Assign) -> list[ast.expr | None]:
    """For each value that the line assigns what is divided in it, if it is an entry, an attribute or a whole table."""
    return [_divided(value) for value in parts_of(line)]


def _divided(value: ast.expr) -> ast.expr | None:
    match value:
        case ast.BinOp(ast.Subscript() | ast.Attribute() as left, ast.Div()):
            return left
        case ast.DictComp(value=ast.BinOp(ast.Subscript(ast.Name(table)), ast.Div())):
            return ast.Name(table, ast.Store())
    return None


def _as_passed(tree: SourceTree, function: Function) -> Iterator[Change]:
    """A parameter gets a new value, and a line below reads the old one, of one parameter or of all."""
    parameters = [argument.arg for argument in function.args.args]
    made: dict[str, ast.Assign] = {}
    for line in function.body:
        if isinstance(line, ast.Assign) and getattr(line.targets[0], "id", "") in parameters:
            made.setdefault(line.targets[0].id, line)  # type: ignore[attr-defined]
    names = [each for each in ast.walk(function) if isinstance(each, ast.Name) and each.id in made]
    results = {id(part) for line in tree.nodes(ast.Return) for part in parts_of(line)}
    late = [n for n in names if n.lineno > made[n.id].lineno and isinstance(n.ctx, ast.Load) and id(n) not in results]
    for group in dict.fromkeys([tuple(made), *((name,) for name in made)]):
        pairs = [(each, ast.Name(f"_passed_{each.id}", ast.Load())) for each in late if each.id in group]
        if pairs:
            begun = SourceTree(tree.all_replaced(pairs))
            keep = "; ".join(f"_passed_{name} = {name}" for name in group)
            source = begun.begun_with(begun.functions[tree.functions.index(function)], *statements(keep))
            yield Change("as_passed", source, function.lineno, ast.Name(group[0]) if len(group) == 1 else None)


def _later_reads(tree: SourceTree, node: ast.Assign) -> list[ast.Name]:
    """Where the variable that this line gives its value is a part of an arithmetic expression below it."""
    function, name = tree.function_of(node), getattr(node.targets[0], "id", "")
    reads = reads_of(function or node, name)
    return [each for each in reads if each.lineno > node.lineno and isinstance(tree.parent(each), ast.BinOp)]


def _made_once(tree: SourceTree, loop: Loop) -> Iterator[Change]:
    """What belongs into each pass is done once, before the loop."""
    for node in loop.body if len(loop.body) > 1 else []:
        if isinstance(node, ast.Assign):
            rest = with_body(loop, [other for other in loop.body if other is not node])
            yield tree.change("made_once", loop, node, rest, line=node.lineno, subject=node.targets[0])


def _exchanged_values(tree: SourceTree, node: ast.Assign) -> Iterator[Change]:
    """Two variables that get their values in one line."""
    targets = node.targets[0].elts if isinstance(node.targets[0], ast.Tuple) else []
    for one, other in combinations([target.id for target in targets if isinstance(target, ast.Name)], 2):
        swap = statements(f"{one}, {other} = ({other}, {one})")
        yield tree.change("exchanged_values", node, node, *swap, subject=ast.Name(one), value=f"`{other}`")


def _postponed_factors(tree: SourceTree, node: ast.Assign) -> Iterator[Change]:
    """v = b v + a d; w + v -> v = b v + d; w + a v."""
    later, total = _later_reads(tree, node), node.value
    if not (later and isinstance(total, ast.BinOp) and isinstance(total.op, (ast.Add, ast.Sub))):
        return
    term = total.right
    if isinstance(term, ast.BinOp) and isinstance(term.op, ast.Mult) and isinstance(term.left, ast.Name):
        scaled = [(each, ast.BinOp(term.left, ast.Mult(), ast.Name(each.id, ast.Load()))) for each in later]
        yield Change("factor_later", tree.all_replaced([(term, term.right), *scaled]), node.lineno, term.left)
        match total.left:
            case ast.BinOp(left=ast.Name(id=weight) as factor, op=ast.Mult()):
                average = ast.BinOp(parsed(f"1 - {weight}"), ast.Mult(), term.right)
                yield Change("as_average", tree.all_replaced([(term, average), *scaled]), node.lineno, factor)


def _moved_points(tree: SourceTree, call: ast.Call) -> Iterator[Change]:
    """f(p - q) where p is the point: the point itself is moved to p - q before."""
    line = next((outer for outer in tree.around(call) if isinstance(outer, (ast.Assign, ast.Return))), None)
    if line is None or not isinstance(call.func, ast.Name) or len(call.args) != 1:
        return
    (argument,) = call.args
    if isinstance(argument, ast.BinOp) and isinstance(argument.left, ast.Name) and not tree.in_signature(call):
        name = argument.left.id
        moved = statements(f"{name} = {ast.unparse(argument)}")
        with tree.exchanged(argument, [ast.Name(name, ast.Load())]):
            source = tree.replaced(line, *moved, line)
        yield Change("moved_point", source, call.lineno, ast.Name(name), f"`{call.func.id}`")


def alike_parameters(shapes: Shapes) -> list[list[str]]:
    """The parameters whose arrays have the same shapes in all cases, group by group."""
    by_shape: dict[tuple[tuple[int, ...], ...], list[str]] = {}
    for name, each in shapes.items():
        by_shape.setdefault(tuple(each), []).append(name)
    return [group for group in by_shape.values() if len(group) > 1]
