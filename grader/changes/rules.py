"""Rules: a pattern of code and what stands in its place, each a row of a table, applied by one matcher.

A row is written as Python with letters: `"A * (B ± C) -> A * B ± C"`.

- A capital stands for any expression, for the same one wherever it stands twice. Some stand for less: see `CLASSES`.
- `f` and `g` stand for any function that is called, `g` not for those of `UNTOUCHED`; `A.g()` is a method of `A`.
  Another name, as in `sum(A)`, is the last word of what is called: `np.sum(x)` fits, and as a subject `f` is `np.sum`.
- `*R` stands for all other arguments, `**Q` for all keywords. Without `**Q` a pattern fits no call that has keywords.
- `(S := A * B)` names a part, so that it may be the subject, or stand in the replacement.
- `±` is `+` or `-`, the same one throughout, and `∓` the other one; `÷` is `/` or `//`.
- In a replacement `np` is NumPy, whatever the program imports. Another function that it calls stands beside the one
  that the pattern names: `mean(A) -> sum(A)` makes `jnp.sum(x)` of `jnp.mean(x)`.
- A row without a replacement ends the table for the code that fits it.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import cached_property, lru_cache
from itertools import permutations
from typing import Any, NamedTuple

from grader.changes.source_tree import NUMPY, Change, Changes, SourceTree, is_number, parsed

UNTOUCHED = (
    "range", "len", "enumerate", "zip", "int", "float", "list", "dict", "array", "asarray", "copy", "append",
    "reversed",
)  # fmt: skip
CLASSES: dict[str, Callable[[ast.AST], bool]] = {  # by letter, what it stands for
    "K": lambda node: not is_number(node),
    "L": lambda node: isinstance(node, (ast.List, ast.Tuple)),
    "N": lambda node: is_number(node),
    "O": lambda node: not is_one(node),
    "U": lambda node: not isinstance(node, ast.UnaryOp),  # nothing with a sign of its own
    "V": lambda node: isinstance(node, (ast.Name, ast.Attribute)),  # a variable
    "X": lambda node: isinstance(node, ast.Constant) and not is_number(node),  # a text or a truth value
}
FUNCTIONS = ("f", "g")
OPERATORS = {"dot": ast.MatMult(), "matmul": ast.MatMult(), "inner": ast.MatMult(), "power": ast.Pow()}  # as calls
SIGNS = {("±", "∓"): (("+", "-"), ("-", "+")), ("÷",): (("/",), ("//",))}  # and the operators that they stand for
WHOLE = "."  # as a subject: all the code that fits

Bound = dict[str, Any]  # what letters stand for: a node, or the nodes of `*R` and `**Q`


class Notation(NamedTuple):
    """How a pattern is read: what capitals stand for, and which functions are the same under two names.

    With `any_order` the operands of `+` and `*`, and the arguments of `max` and `min`, may stand in any order,
    `x.dot(y)` is `x @ y`, and `x.sum()` is `sum(x)`.
    """

    classes: Mapping[str, Callable[[ast.AST], bool]]
    aliases: Mapping[str, str]
    any_order: bool = False

    def name(self, call: ast.Call) -> str:
        """The last word of what is called."""
        return self.aliases.get(name := called_name(call), name)


AS_WRITTEN = Notation(CLASSES, {"absolute": "abs"})


class Replacement(NamedTuple):
    """A kind of change and the new node; what its words may speak of: a node, and a number or a word."""

    kind: str
    new: ast.AST
    subject: ast.AST | None = None
    value: str = ""


Maker = Callable[[Any], Iterator[Replacement]]  # of a node


class Rule(NamedTuple):
    """A row: the kind of change, `pattern -> replacement`, and what its words speak of.

    `subject` is a letter of the pattern or `WHOLE`, `value` a number or a word, and `where` says of code that fits
    whether the rule holds.
    """

    kind: str
    text: str
    subject: str = ""
    value: str = ""
    where: Callable[[Bound], bool] | None = None


class RuleTable:
    """Rules in their order, looked up by what a node is; then what functions make of nodes of one type."""

    def __init__(self, rules: Iterable[Rule], others: Mapping[type[ast.expr], Maker] | None = None) -> None:
        self._rules = tuple(rules)
        self._others = others or {}
        self._by_key: dict[tuple[Any, ...], list[_Form]] = {}

    @cached_property
    def _forms(self) -> list[_Form]:
        return [form for rule in self._rules for form in _forms(rule)]

    def replacements(self, node: ast.expr, kind: str = "") -> Iterator[Replacement]:
        """What stands in the place of this node, in the order of the rules; rules of one kind alone if it is given."""
        key = _key(node)
        if key not in self._by_key:
            self._by_key[key] = [form for form in self._forms if form.may_fit(key)]
        for rule, pattern, new in self._by_key[key]:
            if kind not in ("", rule.kind) and new is not None:
                continue
            for bound in fits(pattern, node, {WHOLE: node}):
                if rule.where is not None and not rule.where(bound):
                    continue
                if new is None:
                    return
                yield Replacement(rule.kind, filled(new, bound), bound.get(rule.subject), rule.value)
        if type(node) in self._others:
            yield from self._others[type(node)](node)

    def changes(self, tree: SourceTree, *types: type[ast.expr], kind: str = "") -> Changes:
        """What the rules make of all nodes of these types in the functions of a statement; of one kind if given."""
        for node in (node for each in types for node in tree.nodes(each)):
            if not tree.in_signature(node) and tree.function_of(node) is not None:
                for made, new, subject, value in self.replacements(node, kind):
                    yield Change(made, tree.replaced(node, new), node.lineno, subject, value)


class _Form(NamedTuple):
    """A rule as trees, for one choice of the operators that its signs stand for."""

    rule: Rule
    pattern: ast.expr
    new: ast.expr | None

    def may_fit(self, key: tuple[Any, ...]) -> bool:
        """Whether code of this key, as `_key` gives it, may fit the pattern."""
        pattern = _named(self.pattern)
        return all(map(_has_shape, (pattern, *_operands(pattern)), key))


def _forms(rule: Rule) -> Iterator[_Form]:
    for signs, choices in SIGNS.items():
        if any(sign in rule.text for sign in signs):
            for operators in choices:
                text = rule.text
                for sign, operator in zip(signs, operators, strict=True):
                    text = text.replace(sign, operator)
                yield from _forms(rule._replace(text=text))
            return
    pattern, _, new = rule.text.partition(" -> ")
    yield _Form(rule, parsed(pattern), parsed(new) if new else None)


def _key(node: ast.expr) -> tuple[Any, ...]:
    """What a node and its operands are at first sight."""
    return (_shape(node), *map(_shape, _operands(node)))


def _operands(node: ast.expr) -> list[ast.expr]:
    match node:
        case ast.BinOp(left, _, right):
            return [left, right]
        case ast.UnaryOp(_, operand):
            return [operand]
    return []


def _shape(node: ast.expr) -> tuple[Any, ...]:
    """What a node is at first sight: its type, and its operator or what it calls."""
    match node:
        case ast.BinOp(op=operator) | ast.UnaryOp(op=operator) | ast.Compare(ops=[operator, *_]):
            return type(node), type(operator)
        case ast.Call():
            return type(node), AS_WRITTEN.name(node)
    return (type(node),)


def _has_shape(pattern: ast.expr, shape: tuple[Any, ...]) -> bool:
    """Whether code of this shape may fit the pattern."""
    match _named(pattern):
        case ast.Name(letter):
            return letter != "N" or shape[0] is ast.Constant
        case ast.Call(ast.Name(name)) if name not in FUNCTIONS:
            return shape == (ast.Call, name)
        case ast.Call():
            return shape[0] is ast.Call
        case named:
            return _shape(named) == shape


def _named(pattern: ast.expr) -> ast.expr:
    """What a letter names: `A * B` of `(S := A * B)`."""
    return pattern.value if isinstance(pattern, ast.NamedExpr) else pattern


# ── where a pattern fits


def fits(pattern: Any, node: Any, bound: Bound, notation: Notation = AS_WRITTEN) -> Iterator[Bound]:
    """What the letters of the pattern stand for, if the code is like it: once for each way in which it fits."""
    match pattern, _plain(node) if notation.any_order else node:
        case ast.Name(letter), _ if _is_capital(letter):
            is_value = isinstance(node, ast.expr) and not isinstance(node, ast.Starred)
            of_class = notation.classes.get(letter)
            if is_value and (of_class is None or of_class(node)) and _may_stand_for(bound, letter, node):
                yield {**bound, letter: node}
        case ast.NamedExpr(ast.Name(letter), part), _:
            yield from (each | {letter: node} for each in fits(part, node, bound, notation))
        case ast.BinOp(left, op, right), ast.BinOp(one, other, two):
            if type(op) is type(other):
                any_order = notation.any_order and isinstance(op, (ast.Add, ast.Mult))
                yield from _all_fit([left, right], [one, two], bound, notation, any_order=any_order)
        case ast.Call(), ast.Call() as call:
            yield from _call_fits(pattern, call, bound, notation)
        case ast.Compare(left, [op], [right]), ast.Compare(one, [other, *_], [two, *_]):  # the first of `a < b < c`
            if type(op) is type(other):
                yield from _all_fit([left, right], [one, two], bound, notation)
        case ast.Constant(number), ast.Constant(value):
            if number == value and not isinstance(value, bool):
                yield bound
        case ast.AST(), code if type(pattern) is type(code):
            names = [name for name in pattern._fields if name not in ("ctx", "kind")]
            parts, nodes = ([getattr(each, name) for name in names] for each in (pattern, code))
            yield from _all_fit(parts, nodes, bound, notation)
        case _, code if pattern == code:
            yield bound


def _all_fit(
    patterns: Sequence[Any], nodes: Sequence[Any], bound: Bound, notation: Notation, *, any_order: bool = False
) -> Iterator[Bound]:
    """The ways in which all of these patterns fit, one node each."""
    for order in permutations(nodes) if any_order else [nodes]:
        ways = [bound] if len(patterns) == len(nodes) else []
        for pattern, node in zip(patterns, order, strict=False):
            ways = [more for way in ways for more in fits(pattern, node, way, notation)]
        yield from ways


def _is_capital(name: str) -> bool:
    return len(name) == 1 and name.isupper()


def _may_stand_for(bound: Bound, letter: str, node: ast.AST) -> bool:
    """Whether the letter stands for nothing so far, or for code like this."""
    return letter not in bound or ast.unparse(bound[letter]) == ast.unparse(node)


def _plain(node: Any) -> Any:
    """The code as an operator, where a call stands for one: np.dot(a, b) is a @ b."""
    if isinstance(node, ast.Call) and (operator := OPERATORS.get(called_name(node))):
        operands = node.args if len(node.args) == 2 else [*_owner(node), *node.args]
        if len(operands) == 2:
            return ast.BinOp(operands[0], operator, operands[1])
    return node


def _call_fits(pattern: ast.Call, call: ast.Call, bound: Bound, notation: Notation) -> Iterator[Bound]:
    """The ways in which a call is like the pattern: its function, its arguments, and its keywords."""
    arguments, rest = pattern.args, call.args
    if notation.any_order:
        arguments, rest = (each.args or _owner(each) for each in (pattern, call))
    for at, each in enumerate(arguments):
        if isinstance(each, ast.Starred):
            until = len(rest) - (len(arguments) - at - 1)
            if until < at:
                return
            bound = bound | {each.value.id: rest[at:until]}  # type: ignore[attr-defined]
            arguments, rest = [*arguments[:at], *arguments[at + 1 :]], [*rest[:at], *rest[until:]]
            break
    if pattern.keywords:
        bound = bound | {pattern.keywords[0].value.id: call.keywords}  # type: ignore[attr-defined]
    if pattern.keywords or not call.keywords:
        any_order = notation.any_order and notation.name(call) in ("max", "min")
        for way in _functions(pattern, call, bound, notation):
            yield from _all_fit(arguments, rest, way, notation, any_order=any_order)


def _functions(pattern: ast.Call, call: ast.Call, bound: Bound, notation: Notation) -> Iterator[Bound]:
    """Whether what is called fits; a function that the pattern names is bound to `f`."""
    match pattern.func, call.func:
        case _ if notation.any_order:
            if notation.name(pattern) == notation.name(call):
                yield bound
        case ast.Name(name), function if name in FUNCTIONS:
            if (name != "g" or called_name(call) not in UNTOUCHED) and _may_stand_for(bound, name, function):
                yield {**bound, name: function}
        case ast.Name(name), function:
            if notation.name(call) == name:
                yield {"f": function, **bound}
        case ast.Attribute(owner), ast.Attribute(value, name) if name not in UNTOUCHED:  # `A.g()`
            yield from fits(owner, value, bound | {"g": call.func}, notation)


def _owner(call: ast.Call) -> list[ast.expr]:
    return [call.func.value] if isinstance(call.func, ast.Attribute) else []


# ── what stands in its place


def filled(new: Any, bound: Bound) -> Any:
    """The replacement, parsed, with what its letters stand for."""
    match new:
        case ast.Name("np"):
            return _numpy()
        case ast.Name(letter):
            return copy(bound.get(letter, new))  # `ast.unparse` keeps by node where parentheses belong
        case ast.Starred(ast.Name(letter)):
            return bound[letter]
        case ast.keyword(None, ast.Name(letter)):
            return bound[letter]
        case list():
            nodes = (filled(each, bound) for each in new)
            return [each for some in nodes for each in (some if isinstance(some, list) else [some])]
        case ast.Call(function, arguments, keywords):
            return ast.Call(_function(function, bound), filled(arguments, bound), filled(keywords, bound))
        case ast.Compare(left, ops, rights) if isinstance(whole := bound.get(WHOLE), ast.Compare):
            return ast.Compare(
                filled(left, bound), [*ops, *whole.ops[1:]], [*filled(rights, bound), *whole.comparators[1:]]
            )
        case ast.AST():
            return type(new)(**{name: filled(getattr(new, name), bound) for name in new._fields})
    return new


def _function(function: ast.expr, bound: Bound) -> ast.expr:
    """What a replacement calls: what the pattern does, its neighbour of another name, or another function."""
    match function:
        case ast.Name(name) if name not in (*bound, *UNTOUCHED) and "f" in bound:
            return renamed(bound["f"], name)
    new: ast.expr = filled(function, bound)
    return new


@lru_cache
def _numpy() -> ast.expr:
    return parsed(NUMPY)


# ── what is called


def called_name(node: ast.Call) -> str:
    """The last word of what is called: `sum` of `np.sum(x)` and of `x.sum()`."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def renamed(function: ast.expr, name: str) -> ast.expr:
    """The function of that name beside this one: `np.min` of `np.mean`."""
    if isinstance(function, ast.Attribute):
        return ast.Attribute(function.value, name, ast.Load())
    return ast.Name(name, ast.Load())


def is_one(node: ast.AST) -> bool:
    """Whether the node is the number 1."""
    return is_number(node) and node.value == 1  # type: ignore[attr-defined]
