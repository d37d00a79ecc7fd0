"""Mistakes with variables: one is read for another, returned as it was passed, or given its value too early."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack
from copy import deepcopy
from itertools import combinations, pairwise

from grader.changes.arrays import Shapes
from grader.changes.parameters import DIGITS
from grader.changes.rules import Rule, RuleTable, called_name
from grader.changes.source_tree import (
    Change,
    Changes,
    Function,
    Loop,
    Pair,
    SourceTree,
    called_names,
    filled_lists,
    is_number,
    named_calls,
    names_of,
    parameters_of,
    parsed,
    parts_of,
    reads_of,
    statements,
    stored_names,
    swapped,
    variable,
    within,
)

MODULES = ("np", "jnp", "jax", "math", "numpy")
NUMBERED = ("range", "zip", "enumerate", "len", "reversed")  # functions whose arguments are no values
NO_VALUES = (
    ast.Tuple, ast.List, ast.Dict, ast.Slice, ast.Lambda, ast.Compare, ast.BoolOp, ast.Starred, ast.ListComp,
    ast.JoinedStr, ast.FormattedValue,
)  # fmt: skip
MAX_PAIRS = 150  # of a name and another in its place, in one statement of the master


def name_changes(tree: SourceTree, shapes: Shapes) -> Changes:
    """Mistakes with names; `shapes` are those of the function's arrays in all cases."""
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


def given_back(tree: SourceTree, parameters: Collection[str]) -> Changes:
    """A part of the result is an argument as it was passed."""
    function = tree.functions[0]
    for result in tree.nodes(ast.Return):
        parts = result.value.elts if isinstance(result.value, ast.Tuple) else []
        for part in parts if tree.function_of(result) is function else []:
            for name in parameters:
                with tree.exchanged(part, [variable("_passed")]):
                    source = tree.begun_with(function, *statements(f"_passed = __import__('copy').copy({name})"))
                yield Change("given_back", source, result.lineno, variable(name))


def _other_names(tree: SourceTree, function: Function, shapes: Shapes) -> Changes:
    """A variable of the function is read where another belongs."""
    nodes = [node for node in within(function, ast.Name) if not tree.in_signature(node)]
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
        yield tree.change("other_name", read, variable(name), subject=ast.Name(read.id), value=f"`{name}`")
    yield from _other_keys(tree, function)


def _role(tree: SourceTree, read: ast.Name) -> str:
    """What is done to a name, so that another one to which the same is done may stand there: `_[key]`, `_ ** 2`."""
    around = tree.parent(read)
    if not isinstance(around, (ast.Subscript, ast.Attribute, ast.Call, ast.BinOp)):
        return type(around).__name__
    with tree.exchanged(read, [ast.Name("_")]):
        return ast.unparse(around)


def _other_keys(tree: SourceTree, function: Function) -> Changes:
    """t["beta2"] -> t["beta1"], in one place."""
    nodes = within(function, ast.Subscript)
    reads = [node for node in nodes if isinstance(node.ctx, ast.Load) and _key(node)]
    for node in reads:
        for other in dict.fromkeys(_key(each) for each in reads if ast.unparse(each.value) == ast.unparse(node.value)):
            if other != _key(node) and other.rstrip(DIGITS) == _key(node).rstrip(DIGITS):
                changed = ast.Subscript(node.value, ast.Constant(other), ast.Load())
                yield tree.change("other_name", node, changed, subject=ast.Name(_key(node)), value=f"`{other}`")


def _key(node: ast.Subscript) -> str:
    return node.slice.value if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str) else ""


def _everywhere_in(tree: SourceTree, node: ast.expr, names: Collection[str]) -> Changes:
    """All reads of a variable in one expression, where it is read more than once."""
    reads = [each for each in within(node, ast.Name) if each.id in names]
    for name in dict.fromkeys(each.id for each in reads):
        uses = [each for each in reads if each.id == name]
        for other in names if len(uses) > 1 else ():
            if other != name:
                pairs = [(each, variable(other)) for each in uses]
                words = f"`{other}`"
                yield tree.change_all("other_name", pairs, line=node.lineno, subject=variable(name), value=words)


def _once_more(tree: SourceTree, node: ast.Assign) -> Changes:
    """v = b v + d; w + v -> v = b v + d; w + (b v + d): Nesterov's form."""
    later = _later_reads(tree, node)
    if later and stored_names(node) & names_of(node.value):
        yield tree.change_all("once_more", [(each, node.value) for each in later], subject=node.targets[0])


def _bases(tree: SourceTree, node: ast.Assign) -> Changes:
    """m_hat = m / c; v_hat = v / e; w - m_hat / v_hat -> w - m / v: what has been corrected is read uncorrected."""
    function = tree.function_of(node)
    lines = [
        line for line in tree.nodes(ast.Assign) if line.lineno < node.lineno and tree.function_of(line) is function
    ]
    made = {name: base for line in lines for name, base in _base(line)}
    reads = [each for each in within(node.value, ast.Name) if each.id in made]
    if reads:
        yield tree.change_all("uncorrected", [(each, made[each.id]) for each in reads], line=node.lineno)


def _divided_outside(tree: SourceTree, call: ast.Call) -> Changes:
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


def _stored_back(tree: SourceTree) -> Changes:
    """h = m[key] / c -> m[key] = h = m[key] / c, for one such quotient or all; so of `self.m`, and of a new table."""
    entries = {line: list(map(_divided, parts_of(line))) for line in tree.nodes(ast.Assign)}
    places = [(line, at) for line, own in entries.items() for at, entry in enumerate(own) if entry is not None]
    for some in [places, *([each] for each in places if len(places) > 1)] if places else []:
        pairs = list[Pair]()
        for line in dict.fromkeys(line for line, _ in some):
            own = [e if e and (line, at) in some else ast.Name("_", ast.Store()) for at, e in enumerate(entries[line])]
            target = ast.Tuple(own, ast.Store()) if isinstance(line.value, ast.Tuple) else own[0]
            pairs.append((line, ast.Assign([target, *line.targets], line.value)))
        yield tree.change_all("carried", pairs)


def _divided(value: ast.expr) -> ast.expr | None:
    """What is divided in a value, if it is an entry, an attribute or a whole table."""
    match value:
        case ast.BinOp(ast.Subscript() | ast.Attribute() as left, ast.Div()):
            return left
        case ast.DictComp(value=ast.BinOp(ast.Subscript(ast.Name(table)), ast.Div())):
            return ast.Name(table, ast.Store())
    return None


def _as_passed(tree: SourceTree, function: Function) -> Changes:
    """A parameter gets a new value, and a line below reads the old one, of one parameter or of all."""
    parameters = parameters_of(function)
    made: dict[str, ast.Assign] = {}
    for line in function.body:
        if isinstance(line, ast.Assign) and getattr(line.targets[0], "id", "") in parameters:
            made.setdefault(line.targets[0].id, line)  # type: ignore[attr-defined]
    names = [each for each in within(function, ast.Name) if each.id in made]
    results = {id(part) for line in tree.nodes(ast.Return) for part in parts_of(line)}
    late = [n for n in names if n.lineno > made[n.id].lineno and isinstance(n.ctx, ast.Load) and id(n) not in results]
    for group in dict.fromkeys([tuple(made), *((name,) for name in made)]):
        pairs = [(each, variable(f"_passed_{each.id}")) for each in late if each.id in group]
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


def _made_once(tree: SourceTree, loop: Loop) -> Changes:
    """What belongs into each pass is done once, before the loop."""
    for node in loop.body if len(loop.body) > 1 else []:
        if isinstance(node, ast.Assign):
            yield Change("made_once", tree.moved(node, loop, after=False), node.lineno, node.targets[0])


def _exchanged_values(tree: SourceTree, node: ast.Assign) -> Changes:
    """Two variables that get their values in one line."""
    targets = node.targets[0].elts if isinstance(node.targets[0], ast.Tuple) else []
    for one, other in combinations([target.id for target in targets if isinstance(target, ast.Name)], 2):
        swap = statements(f"{one}, {other} = ({other}, {one})")
        yield tree.change("exchanged_values", node, node, *swap, subject=ast.Name(one), value=f"`{other}`")


def _postponed_factors(tree: SourceTree, node: ast.Assign) -> Changes:
    """v = b v + a d; w + v -> v = b v + d; w + a v."""
    later, total = _later_reads(tree, node), node.value
    if not (later and isinstance(total, ast.BinOp) and isinstance(total.op, (ast.Add, ast.Sub))):
        return
    term = total.right
    if isinstance(term, ast.BinOp) and isinstance(term.op, ast.Mult) and isinstance(term.left, ast.Name):
        scaled = [(each, ast.BinOp(term.left, ast.Mult(), variable(each.id))) for each in later]
        yield tree.change_all("factor_later", [(term, term.right), *scaled], line=node.lineno, subject=term.left)
        match total.left:
            case ast.BinOp(left=ast.Name(id=weight) as factor, op=ast.Mult()):
                average = ast.BinOp(parsed(f"1 - {weight}"), ast.Mult(), term.right)
                yield tree.change_all("as_average", [(term, average), *scaled], line=node.lineno, subject=factor)


def _moved_points(tree: SourceTree, call: ast.Call) -> Changes:
    """f(p - q) where p is the point: the point itself is moved to p - q before."""
    lines = [outer for outer in tree.around(call) if isinstance(outer, (ast.Assign, ast.Return))]
    if not lines or not isinstance(call.func, ast.Name) or len(call.args) != 1:
        return
    (argument,) = call.args
    if isinstance(argument, ast.BinOp) and isinstance(argument.left, ast.Name) and not tree.in_signature(call):
        name = argument.left.id
        moved = statements(f"{name} = {ast.unparse(argument)}")
        with tree.exchanged(argument, [variable(name)]):
            source = tree.replaced(lines[0], *moved, lines[0])
        yield Change("moved_point", source, call.lineno, ast.Name(name), f"`{call.func.id}`")


def alike_parameters(shapes: Shapes) -> list[list[str]]:
    """The parameters whose arrays have the same shapes in all cases, group by group."""
    by_shape: dict[tuple[tuple[int, ...], ...], list[str]] = {}
    for name, each in shapes.items():
        by_shape.setdefault(tuple(each), []).append(name)
    return [group for group in by_shape.values() if len(group) > 1]


# ── edits that put another piece of the student's own program in the place of one: a variable, an entry, a call

ALIKE = (  # operators, and those that are taken for them
    ("*", ("**", "@", "+")), ("@", ("*",)), ("+", ("*",)), ("//", ("/", "%")), ("/", ("//", "%")), ("%", ("//", "/")),
)  # fmt: skip
OPERATORS = RuleTable(
    [
        *(Rule("", f"L {operator} A") for operator in ("+", "*", "/", "//", "%")),
        *(Rule("other_operator", f"A {one} B -> A {other} B") for one, others in ALIKE for other in others),
    ]
)
MAY_BE_WHOLE = ("array", "asarray", "arange", "full", "full_like", "zeros_like", "ones_like", "empty_like")
WHOLE_VALUES = (ast.Assign, ast.AugAssign, ast.Return, ast.Call, ast.Tuple)
MAX_OTHERS = 14  # entries and lengths that may stand in the place of a variable


def replacements(tree: SourceTree) -> Changes:
    """Edits that put an operator, an entry, a number, a call or a value in the place of another."""
    for call in tree.nodes(ast.Call):
        yield from _other_order(tree, call)
        yield from _fractions(tree, call)
    yield from OPERATORS.changes(tree, ast.BinOp)
    yield from _elements(tree)
    yield from _indices(tree)
    yield from _smaller_steps(tree)


def other_names(tree: SourceTree) -> Changes:
    """Another variable in place of one, or of a number; first those whose names begin alike."""
    for is_alike in (True, False):
        for function in tree.functions:
            names = variables(tree, function)
            for node in filter(is_leaf, values(tree, function)):
                others = [name for name in names if (name[0] == ast.unparse(node)[0]) == is_alike]
                yield from _each(tree, node, _kind_of_name(node), others)


def _kind_of_name(node: ast.expr) -> str:
    return "name_for_number" if is_number(node) else "other_name"


def renamed(tree: SourceTree) -> Changes:
    """Another variable wherever a part of a formula reads one."""
    for function in tree.functions:
        names = variables(tree, function)
        for node in values(tree, function):
            yield from _everywhere_in(tree, node, names)


def other_entries(tree: SourceTree) -> Changes:
    """An entry of a table, an array or an object in place of a variable, or of another entry."""
    for function in tree.functions:
        nodes = values(tree, function)
        entries = _entries(nodes)[:MAX_OTHERS]
        for node in filter(is_leaf, nodes):
            yield from _each(tree, node, _kind_of_name(node), entries)


def names_for_values(tree: SourceTree) -> Changes:
    """A variable, or a function of one, in place of all that a line, a function's argument or an operand computes."""
    for function in tree.functions:
        names, nodes = variables(tree, function), values(tree, function)
        calls = [f"{name}({of})" for name in _functions(tree, function) for of in names]
        whole = [node for node in nodes if isinstance(tree.parent(node), WHOLE_VALUES)]
        operands = [node for node in nodes if isinstance(tree.parent(node), ast.BinOp)]
        for node in (*whole, *operands):
            if not is_leaf(node):
                yield from _each(tree, node, "name_for_value", names)
            yield from _each(tree, node, "call_for_value", calls)


def computed_once(tree: SourceTree) -> Changes:
    """What two calls compute, each anew, is computed once: a random choice, a gradient."""
    for body in tree.bodies:
        by_code: dict[str, list[tuple[ast.stmt, ast.Call]]] = {}
        for statement in body:
            for call in (each for each in within(statement, ast.Call)):
                if called_name(call) not in NUMBERED:
                    by_code.setdefault(ast.unparse(call), []).append((statement, call))
        for code, alike in by_code.items():
            if len(alike) > 1:
                (first, call), name = alike[0], variable("_once")
                made = ast.Assign([ast.Name("_once", ast.Store())], parsed(code))
                with ExitStack() as stack:
                    for _, each in alike:
                        stack.enter_context(tree.exchanged(each, [name]))
                    source = tree.replaced(first, made, first)
                yield Change("computed_once", source, call.lineno)


def other_counts(tree: SourceTree) -> Changes:
    """The number of entries of a variable in place of another divisor."""
    for function in tree.functions:
        counts = [f"len({name})" for name in variables(tree, function)]
        for node in values(tree, function):
            parent = tree.parent(node)
            if isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Div) and node is parent.right:
                yield from _each(tree, node, "other_count", counts)


def _functions(tree: SourceTree, function: Function) -> list[str]:
    """The parameters, and what else is called by a name with one argument."""
    called = {name for name, call in named_calls(tree.root) if len(call.args) == 1}
    builtin = {"len", "range", "float", "int", "abs", "list", "sum", "max", "min", "print", "str", "tuple", "reversed"}
    return sorted(called - builtin - {function.name})


def _entries(nodes: Sequence[ast.expr]) -> list[str]:
    """What is read of tables, arrays and objects, as it stands in the code; then what the sizes of arrays are."""
    entries = [ast.unparse(n) for n in nodes if isinstance(n, (ast.Attribute, ast.Subscript)) and is_leaf(n)]
    sizes = [ast.unparse(n) for n in nodes if isinstance(n, ast.Call) and called_name(n) == "len"]
    return list(dict.fromkeys([*entries, *sizes]))


def _each(tree: SourceTree, node: ast.expr, kind: str, codes: Sequence[str]) -> Changes:
    own = ast.unparse(node)
    for code in codes:
        if code != own:
            yield tree.change(kind, node, parsed(code))


def _other_order(tree: SourceTree, call: ast.Call) -> Changes:
    """f(g(x)) -> g(f(x)): a sum of maxima in place of the maximum of the sum."""
    name = {"max": "maximum", "min": "minimum"}.get(ast.unparse(call.func), "")
    function = parsed(f"__import__('numpy').{name}") if name else call.func
    for argument in () if tree.in_signature(call) else call.args:
        if isinstance(argument, ast.Call) and (core := _core(argument)) is not None:
            outer = ast.Call(function, [core if each is argument else each for each in call.args], call.keywords)
            with tree.exchanged(core, [outer]):
                moved = deepcopy(argument)
            yield tree.change("call_order", call, moved)


def _fractions(tree: SourceTree, call: ast.Call) -> Changes:
    """A new array that may hold whole numbers alone -> the same numbers, as floats."""
    has_dtype = any(keyword.arg == "dtype" for keyword in call.keywords)
    if has_dtype or called_name(call) in MAY_BE_WHOLE:
        floats = ast.BinOp(ast.Constant(1.0), ast.Mult(), call)
        yield tree.change("whole_numbers", call, deepcopy(floats))


def _core(call: ast.Call) -> ast.expr | None:
    """x, where the call is f(x), f(x, y) or x.f()."""
    if call.args:
        return call.args[0]
    return call.func.value if isinstance(call.func, ast.Attribute) else None


def _elements(tree: SourceTree) -> Changes:
    """Two neighbours of a list or a tuple that a function is called with, each in the other's place."""
    displays: list[ast.List | ast.Tuple] = [*tree.nodes(ast.List), *tree.nodes(ast.Tuple)]
    for node in displays:
        if isinstance(node.ctx, ast.Load) and isinstance(tree.parent(node), (ast.Call, ast.Subscript)):
            for one, other in pairwise(node.elts):
                yield tree.change_all("arguments", swapped(one, other), line=node.lineno)


def _indices(tree: SourceTree) -> Changes:
    """Another index of the program in place of one."""
    reads = tree.code(ast.Subscript)
    indices = {ast.unparse(each.slice): each.slice for each in reads if not isinstance(each.slice, ast.Constant)}
    whole = {ast.unparse(each): each for each in reads}
    for node in reads:
        for code, index in (indices | whole).items():
            if code not in (ast.unparse(node.slice), ast.unparse(node)):
                yield tree.change("other_index", node.slice, deepcopy(index), line=node.lineno)


def _smaller_steps(tree: SourceTree) -> Changes:
    """A small number that a variable holds, such as the step of a difference quotient, much smaller."""
    for node in tree.nodes(ast.Constant):
        if isinstance(tree.parent(node), ast.Assign) and type(node.value) is float and 0 < node.value < 1:
            for factor in (1e-3, 1e-6, 1e-9):
                yield tree.change("coarse", node, ast.Constant(node.value * factor))


def exchanged(tree: SourceTree) -> Changes:
    """Two variables, or two numbers, each in the other's place within a statement."""
    for node in tree.nodes(ast.Assign, ast.AugAssign, ast.Expr):
        leaves = [each for each in ast.walk(node) if _is_simple(each) and not tree.in_signature(each)]
        texts = dict.fromkeys(map(ast.unparse, leaves))
        for one, other in combinations(texts, 2):
            if is_number(parsed(one)) == is_number(parsed(other)):
                swap = {one: other, other: one}
                pairs = [(each, parsed(swap[ast.unparse(each)])) for each in leaves if ast.unparse(each) in swap]
                yield tree.change_all("exchanged", pairs, line=node.lineno)


def _is_simple(node: ast.AST) -> bool:
    """Whether this is a number, or a variable that is read."""
    is_read = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id not in MODULES
    return is_read or is_number(node)


def other_functions(tree: SourceTree) -> Changes:
    """Another function in place of one that is called by its name: one of the program, or a parameter."""
    calls = named_calls(tree.root)
    parameters = [name for function in tree.functions for name in parameters_of(function)]
    names = list(dict.fromkeys([*(name for name, _ in calls), *parameters]))
    for _, call in calls:
        yield from _each(tree, call.func, "other_called", names)


# ── which expressions hold numbers, and which variables may stand there


def variables(tree: SourceTree, function: Function) -> list[str]:
    """The function's parameters and variables that hold numbers, those of functions around it last."""
    others = {"self", *called_names(tree.root), *filled_lists(tree.root, methods=("append", "extend"))}
    names = dict.fromkeys(
        name for scope in (function, *tree.around(function)) if isinstance(scope, Function) for name in _names(scope)
    )
    return [name for name in names if name not in others]


def _names(function: Function) -> list[str]:
    stored = [n.id for n in within(function, ast.Name) if isinstance(n.ctx, ast.Store)]
    return [*parameters_of(function), *stored]


def values(tree: SourceTree, function: Function) -> list[ast.expr]:
    """The expressions of a function that hold numbers, outermost first."""
    own = [node for node in tree.nodes(ast.expr) if tree.function_of(node) is function and not tree.in_signature(node)]
    return [node for node in own if _is_value(node) and not _is_place(tree.parent(node), node)]


def is_leaf(node: ast.AST) -> bool:
    """Whether this is a number, a variable, or an entry of one: of a table, an array or an object."""
    if isinstance(node, ast.Attribute):
        return isinstance(node.value, ast.Name) and node.value.id not in MODULES and node.attr != "T"
    if isinstance(node, ast.Subscript):
        return is_leaf(node.value) and isinstance(node.slice, (ast.Constant, ast.Name))
    return isinstance(node, ast.Name) or is_number(node)


def _is_value(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return is_number(node)
    is_read = isinstance(getattr(node, "ctx", ast.Load()), ast.Load)
    return is_read and not isinstance(node, NO_VALUES) and getattr(node, "id", "") not in MODULES


def _is_place(parent: ast.AST | None, node: ast.expr) -> bool:
    """Whether the node says what is called, looked up, counted or passed through, and is no value."""
    if isinstance(parent, (ast.Attribute, ast.Expr)):
        return True
    if isinstance(parent, ast.Call) and ast.unparse(parent.func) in NUMBERED:
        return True
    return any(getattr(parent, place, None) is node for place in ("func", "iter", "slice"))


def is_count(value: ast.expr) -> bool:
    """Whether this is a number, or how many entries something has: it is the same in every pass."""
    read = value.value if isinstance(value, ast.Subscript) else value
    is_size = isinstance(read, ast.Attribute) and read.attr in ("shape", "size")
    return is_size or isinstance(read, ast.Constant) or (isinstance(read, ast.Call) and called_name(read) == "len")
