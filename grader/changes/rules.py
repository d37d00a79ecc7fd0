"""Rules: a pattern of code and what stands in its place, each a row of a table, applied by one matcher.

A row is written as Python with letters: `"A * (B ± C) -> A * B ± C"`.

- A capital stands for any expression, for the same one wherever it stands twice. Some stand for less: see `CLASSES`.
- `f` and `g` stand for any function that is called, `g` not for those of `UNTOUCHED`. Another name, as in `sum(A)`, is
  the last word of what is called: `np.sum(x)` fits.
- `*R` stands for all other arguments, `**Q` for all keywords. Without `**Q` a pattern fits no call that has keywords.
- `(S := A * B)` names a part, so that it may be the subject, or stand in the replacement.
- `±` is `+` or `-`, the same one throughout, and `∓` the other one; `÷` is `/` or `//`.
- In a replacement `np` is NumPy, whatever the program imports. Another function that it calls stands beside the one
  that the pattern names: `mean(A) -> sum(A)` makes `jnp.sum(x)` of `jnp.mean(x)`.
- A row without a replacement ends the table for the code that fits it.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from functools import lru_cache
from typing import Any, NamedTuple

from grader.changes.source_tree import NUMPY, Change, SourceTree, is_number, parsed

UNTOUCHED = (
    "range", "len", "enumerate", "zip", "int", "float", "list", "dict", "array", "asarray", "copy", "append",
    "reversed",
)  # fmt: skip
CLASSES: dict[str, Callable[[ast.AST], bool]] = {
    "K": lambda node: not is_number(node),
    "L": lambda node: isinstance(node, (ast.List, ast.Tuple)),
    "N": lambda node: is_number(node),
    "O": lambda node: not is_one(node),
    "U": lambda node: not isinstance(node, ast.UnaryOp),
    "V": lambda node: isinstance(node, (ast.Name, ast.Attribute)),
    "X": lambda node: isinstance(node, ast.Constant) and not is_number(node),
}
FUNCTIONS = ("f", "g")
ALIASES = {"absolute": "abs"}
SIGNS = {("±", "∓"): (("+", "-"), ("-", "+")), ("÷",): (("/",), ("//",))}  # and which operators they stand for
WHOLE = "."  # as a subject: all the code that fits

Maker = Callable[[Any], Iterator["Replacement"]]
Bound = dict[str, Any]  # what letters stand for: a node, or the nodes of `*R` and `**Q`


class Replacement(NamedTuple):
    """A kind of change and the new node; what its words may speak of: a node, and a number or a word."""

    kind: str
    new: ast.AST
    subject: ast.AST | None = None
    value: str = ""


class Rule(NamedTuple):
    """A row: the kind of change that it makes, its pattern and replacement, and the letter of its words' subject.

    `where` says of code that fits whether the rule holds.
    """

    kind: str
    text: str
    subject: str = ""
    value: str = ""
    where: Callable[[Bound], bool] | None = None


class RuleTable:
    """Rules in their order, looked up by what a node is; then what functions make of nodes of one type."""

    def __init__(self, rules: Iterable[Rule], others: Mapping[type[ast.expr], Maker] | None = None) -> None:
        self._forms = [form for rule in rules for form in _forms(rule)]
        self._others = others or {}
        self._by_key: dict[tuple[Any, ...], list[_Form]] = {}

    def replacements(self, node: ast.expr) -> Iterator[Replacement]:
        """What stands in the place of this node, in the order of the rules."""
        key = _key(node)
        if key not in self._by_key:
            self._by_key[key] = [form for form in self._forms if form.may_fit(key)]
        for rule, pattern, new in self._by_key[key]:
            bound: Bound = {WHOLE: node}
            if _fits(pattern, node, bound) and (rule.where is None or rule.where(bound)):
                if new is None:
                    return
                yield Replacement(rule.kind, _filled(new, bound), bound.get(rule.subject), rule.value)
        if type(node) in self._others:
            yield from self._others[type(node)](node)

    def changes(self, tree: SourceTree, *types: type[ast.expr]) -> Iterator[Change]:
        """What the rules make of all nodes of these types in the functions of a statement."""
        for node in (node for each in types for node in tree.nodes(each)):
            if not tree.in_signature(node) and tree.function_of(node) is not None:
                for kind, new, subject, value in self.replacements(node):
                    yield Change(kind, tree.replaced(node, new), node.lineno, subject, value)


class _Form(NamedTuple):
    """A rule as trees, for one choice of the operators that its signs stand for."""

    rule: Rule
    pattern: ast.expr
    new: ast.expr | None

    def may_fit(self, key: tuple[Any, ...]) -> bool:
        """Whether code of this key, as `_key` gives it, may fit the pattern."""
        pattern = self.pattern.value if isinstance(self.pattern, ast.NamedExpr) else self.pattern
        match pattern:
            case ast.Name(letter):
                return letter != "N" or key[0] is ast.Constant
            case ast.Call(ast.Name(name)) if name not in FUNCTIONS:
                return key == (ast.Call, name)
            case ast.Call():
                return key[0] is ast.Call
        return _key(pattern) == key


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
    """What a node is at first sight: its type, and its operator or what it calls."""
    match node:
        case ast.BinOp(op=operator) | ast.UnaryOp(op=operator) | ast.BoolOp(op=operator):
            return type(node), type(operator)
        case ast.Compare(ops=[operator, *_]):
            return type(node), type(operator)
        case ast.Call():
            return type(node), _name(node)
    return (type(node),)


# ── where a pattern fits


def _fits(pattern: Any, node: Any, bound: Bound) -> bool:
    """Whether the code is like the pattern; what its letters stand for is added to `bound`."""
    match pattern:
        case ast.Name(letter) if _is_capital(letter):
            is_value = isinstance(node, ast.expr) and not isinstance(node, ast.Starred)
            return is_value and (letter not in CLASSES or CLASSES[letter](node)) and _stands_for(bound, letter, node)
        case ast.NamedExpr(ast.Name(letter), part):
            return _fits(part, node, bound) and _stands_for(bound, letter, node)
        case ast.Call():
            return isinstance(node, ast.Call) and _call_fits(pattern, node, bound)
        case ast.Compare(left, [operator], [right]):  # the first one of `a < b < c`
            return (
                isinstance(node, ast.Compare)
                and type(operator) is type(node.ops[0])
                and _fits(left, node.left, bound)
                and _fits(right, node.comparators[0], bound)
            )
        case ast.Constant(number):
            return is_number(node) and bool(number == node.value)
        case ast.AST():
            parts = (name for name in pattern._fields if name != "ctx")
            same = type(pattern) is type(node)
            return same and all(_fits(getattr(pattern, part), getattr(node, part), bound) for part in parts)
    return bool(pattern == node)


def _is_capital(name: str) -> bool:
    return len(name) == 1 and name.isupper()


def _stands_for(bound: Bound, letter: str, node: ast.AST) -> bool:
    """Whether the letter stands for this code: for nothing so far, or for code like it."""
    other = bound.setdefault(letter, node)
    return other is node or ast.unparse(other) == ast.unparse(node)


def _call_fits(pattern: ast.Call, call: ast.Call, bound: Bound) -> bool:
    """Whether a call is like the pattern: its function, its arguments, and its keywords."""
    arguments, rest = pattern.args, call.args
    for at, each in enumerate(arguments):
        if isinstance(each, ast.Starred):
            until = len(rest) - (len(arguments) - at - 1)
            if until < at:
                return False
            bound[each.value.id] = rest[at:until]  # type: ignore[attr-defined]
            arguments, rest = [*arguments[:at], *arguments[at + 1 :]], [*rest[:at], *rest[until:]]
            break
    if pattern.keywords:
        bound[pattern.keywords[0].value.id] = call.keywords  # type: ignore[attr-defined]
    elif call.keywords:
        return False
    same_length = len(arguments) == len(rest) and _function_fits(pattern.func, call, bound)
    return same_length and all(_fits(one, other, bound) for one, other in zip(arguments, rest, strict=True))


def _function_fits(pattern: ast.expr, call: ast.Call, bound: Bound) -> bool:
    """Whether what is called fits; a function that the pattern names is bound to `f`."""
    match pattern, call.func:
        case ast.Name(name), function if name in FUNCTIONS:
            is_free = name != "g" or called_name(call) not in UNTOUCHED
            return is_free and _stands_for(bound, name, function)
        case ast.Name(name), function:
            bound.setdefault("f", function)
            return _name(call) == name
        case ast.Attribute(owner), ast.Attribute(value, name) if name not in UNTOUCHED:  # `A.g()`
            bound["g"] = call.func
            return _fits(owner, value, bound)
    return False


# ── what stands in its place


def _filled(new: Any, bound: Bound) -> Any:
    """The replacement with what its letters stand for."""
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
            filled = (_filled(each, bound) for each in new)
            return [each for some in filled for each in (some if isinstance(some, list) else [some])]
        case ast.Call(function, arguments, keywords):
            return ast.Call(_function(function, bound), _filled(arguments, bound), _filled(keywords, bound))
        case ast.Compare(left, ops, rights) if isinstance(whole := bound[WHOLE], ast.Compare):
            return ast.Compare(
                _filled(left, bound), [*ops, *whole.ops[1:]], [*_filled(rights, bound), *whole.comparators[1:]]
            )
        case ast.AST():
            return type(new)(**{name: _filled(getattr(new, name), bound) for name in new._fields})
    return new


def _function(function: ast.expr, bound: Bound) -> ast.expr:
    """What a replacement calls: what the pattern does, its neighbour of another name, or another function."""
    match function:
        case ast.Name(name) if name not in (*bound, *UNTOUCHED) and "f" in bound:
            return renamed(bound["f"], name)
    new: ast.expr = _filled(function, bound)
    return new


@lru_cache
def _numpy() -> ast.expr:
    return parsed(NUMPY)


# ── what is called


def called_name(node: ast.Call) -> str:
    """The last word of what is called: `sum` of `np.sum(x)` and of `x.sum()`."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _name(call: ast.Call) -> str:
    return ALIASES.get(name := called_name(call), name)


def renamed(function: ast.expr, name: str) -> ast.expr:
    """The function of that name beside this one: `np.min` of `np.mean`."""
    if isinstance(function, ast.Attribute):
        return ast.Attribute(function.value, name, ast.Load())
    return ast.Name(name, ast.Load())


def is_one(node: ast.AST) -> bool:
    """Whether the node is the number 1."""
    return is_number(node) and node.value == 1  # type: ignore[attr-defined]
