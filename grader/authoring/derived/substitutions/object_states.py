"""Changes of what an object stores between calls: reset, not stored, stored twice, shared by all objects."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from itertools import pairwise

from grader.authoring.derived.substitutions.other_formulas import FREELY
from grader.changes.rules import fits
from grader.changes.source_tree import Change, Function, SourceTree, parsed, statements, stored_names

BEGUN = "self._begun = __import__('copy').deepcopy([{}])"
RESET = "self.{0} = __import__('copy').deepcopy(self._begun[{1}])"
GOES_ON = "self.__dict__.get('_last', {0})"
SCALED = "[self.__dict__.get('_last', 1.0) * _each for _each in {0}]"
SHARED = "self.__dict__ = type(self).__init__.__dict__.setdefault('_shared', {})"
OF_CLASS = "type(self).of_class_{0} = type(self).__dict__.get('of_class_{0}', self.{0})"
COUNTED = "self._calls = self.__dict__.get('_calls', {1} - 1) + 1\n{0} = self._calls if isinstance({0}, int) else {0}"
LOWERED = {  # what is returned, and what becomes of the object's own value C before
    "C * A ** (B // N)": "if {B} % {N} == 0:\n    {C} = {C} * {A}",
    "C * A ** K": "{C} = {C} * {A}",
}


def object_changes(tree: SourceTree) -> Iterator[Change]:
    """Every change of this page, if the statement is a class whose objects keep something."""
    if not isinstance(tree.root, ast.ClassDef):
        return
    for method in tree.functions:
        yield from _goes_on(tree, method)
    if not tree.functions or tree.functions[0].name != "__init__":
        return
    begin, *methods = tree.functions
    yield Change("shared_by_objects", tree.begun_with(begin, *statements(SHARED)), begin.lineno)
    begun = list(dict.fromkeys(_stored(begin)))
    for name in dict.fromkeys(name for method in methods for name in _stored(method) if name in begun):
        yield _of_class(tree, begin, name)
    for method in methods:
        again = [name for name in dict.fromkeys(_stored(method)) if name in begun]
        for names in [again, *([name] for name in again if len(again) > 1)] if again else []:
            yield _reset(tree, begin, method, names)
        yield from _stores(tree, method)
        for argument in method.args.args[1:]:
            for first in (0, 1):
                counted = statements(COUNTED.format(argument.arg, first))
                subject = ast.Name(argument.arg, ast.Load())
                yield Change("counted_calls", tree.begun_with(method, *counted), method.lineno, subject)
        for result in (node for node in ast.walk(method) if isinstance(node, ast.Return) and node.value):
            yield from _overwritten(tree, result, begun)


def _of_class(tree: SourceTree, begin: Function, name: str) -> Change:
    """One attribute belongs to the class: each object goes on where any other has left it."""
    own, in_begin = f"self.{name}", set(ast.walk(begin))
    uses = [node for node in tree.nodes(ast.Attribute) if node not in in_begin and ast.unparse(node) == own]
    with tree.exchanged(begin.body[-1], [begin.body[-1], *statements(OF_CLASS.format(name))]):
        source = tree.all_replaced([(node, parsed(f"type(self).of_class_{name}")) for node in uses])
    return Change("shared_by_objects", source, begin.lineno, parsed(own))


def _goes_on(tree: SourceTree, method: Function) -> Iterator[Change]:
    """A search in a loop begins where that of the call before has ended, as with a step size that is only halved."""
    for first, loop in pairwise([None, *method.body]):
        match first, loop:
            case _, ast.For(ast.Name(name), values) if any(isinstance(each, ast.Break) for each in ast.walk(loop)):
                begin, new = values, parsed(SCALED.format(ast.unparse(values)))
            case ast.Assign([ast.Name(name)], ast.Constant() as begin), ast.While() if name in stored_names(loop):
                new = parsed(GOES_ON.format(ast.unparse(begin)))
            case _:
                continue
        with tree.exchanged(begin, [new]):
            source = tree.replaced(loop, loop, *statements(f"self._last = {name}"))
        yield Change("goes_on", source, loop.lineno, ast.Name(name, ast.Load()))


def _stored(node: ast.AST) -> Iterator[str]:
    """The attributes of the object that are given a value, or into which something is stored."""
    for each in ast.walk(node):
        base = each.value if isinstance(each, ast.Subscript) else each
        is_stored = isinstance(getattr(each, "ctx", None), ast.Store)
        if is_stored and isinstance(base, ast.Attribute) and ast.unparse(base.value) == "self":
            yield base.attr


def _reset(tree: SourceTree, begin: Function, method: Function, names: Sequence[str]) -> Change:
    """At the beginning of each call these attributes are again what they were in a new object."""
    (copied,) = statements(BEGUN.format(", ".join(f"self.{name}" for name in names)))
    reset = statements("\n".join(RESET.format(name, at) for at, name in enumerate(names)))
    with tree.exchanged(begin.body[-1], [begin.body[-1], copied]):
        source = tree.begun_with(method, *reset)
    return Change("reset_in_call", source, method.lineno, parsed(f"self.{names[0]}"))


def _stores(tree: SourceTree, method: Function) -> Iterator[Change]:
    """What is stored in the object is not, or its update is made twice."""
    for line in ast.walk(method):
        if isinstance(line, (ast.Assign, ast.AugAssign)) and (names := list(_stored(line))):
            subject = parsed(f"self.{names[0]}")
            yield tree.change("not_stored", line, ast.Pass(), subject=subject)
            yield tree.change("stored_twice", line, line, line, subject=subject)


def _overwritten(tree: SourceTree, result: ast.Return, names: Sequence[str]) -> Iterator[Change]:
    """What is returned is stored in one of the attributes from which it is computed, so that calls pile up."""
    assert result.value is not None
    own = [node for node in ast.walk(result.value) if isinstance(node, ast.Attribute) and node.attr in names]
    for code in dict.fromkeys(map(ast.unparse, own)):
        lines = statements(f"{code} = {ast.unparse(result.value)}\nreturn {code}")
        yield tree.change("overwritten_by_result", result, *lines, subject=parsed(code))
    for pattern, code in LOWERED.items():
        for bound in fits(parsed(pattern), result.value, {}, FREELY):
            letters = {letter: f"({ast.unparse(node)})" for letter, node in bound.items()}
            if isinstance(bound["C"], ast.Attribute):
                attribute = ast.unparse(bound["C"])
                lines = statements(code.format(**{**letters, "C": attribute}) + f"\nreturn {attribute}")
                yield tree.change("lowered_when_asked", result, *lines, subject=bound["C"])
