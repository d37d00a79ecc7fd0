"""Changes of what an object stores between calls: what all objects share, and what is lowered when it is asked for."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.authoring.derived.substitutions.other_formulas import FREELY
from grader.changes.rules import fits
from grader.changes.source_tree import Change, Function, SourceTree, parsed, statements

SHARED = "self.__dict__ = type(self).__init__.__dict__.setdefault('_shared', {})"
OF_CLASS = "type(self).of_class_{0} = type(self).__dict__.get('of_class_{0}', self.{0})"
LOWERED = {  # what is returned, and what becomes of the object's own value C before
    "C * A ** (B // N)": "if {B} % {N} == 0:\n    {C} = {C} * {A}",
    "C * A ** K": "{C} = {C} * {A}",
}


def object_changes(tree: SourceTree) -> Iterator[Change]:
    """Every change of this page, if the statement is a class whose objects keep something."""
    if not isinstance(tree.root, ast.ClassDef):
        return
    if not tree.functions or tree.functions[0].name != "__init__":
        return
    begin, *methods = tree.functions
    yield Change("shared_by_objects", tree.begun_with(begin, *statements(SHARED)), begin.lineno)
    begun = list(dict.fromkeys(_stored(begin)))
    for name in dict.fromkeys(name for method in methods for name in _stored(method) if name in begun):
        yield _of_class(tree, begin, name)
    for method in methods:
        for result in (node for node in ast.walk(method) if isinstance(node, ast.Return) and node.value):
            yield from _lowered(tree, result)


def _of_class(tree: SourceTree, begin: Function, name: str) -> Change:
    """One attribute belongs to the class: each object goes on where any other has left it."""
    own, in_begin = f"self.{name}", set(ast.walk(begin))
    uses = [node for node in tree.nodes(ast.Attribute) if node not in in_begin and ast.unparse(node) == own]
    with tree.exchanged(begin.body[-1], [begin.body[-1], *statements(OF_CLASS.format(name))]):
        source = tree.all_replaced([(node, parsed(f"type(self).of_class_{name}")) for node in uses])
    return Change("shared_by_objects", source, begin.lineno, parsed(own))


def _stored(node: ast.AST) -> Iterator[str]:
    """The attributes of the object that are given a value, or into which something is stored."""
    for each in ast.walk(node):
        base = each.value if isinstance(each, ast.Subscript) else each
        is_stored = isinstance(getattr(each, "ctx", None), ast.Store)
        if is_stored and isinstance(base, ast.Attribute) and ast.unparse(base.value) == "self":
            yield base.attr


def _lowered(tree: SourceTree, result: ast.Return) -> Iterator[Change]:
    """What is returned is stored in the attribute from which it is computed, so that calls pile up."""
    assert result.value is not None
    for pattern, code in LOWERED.items():
        for bound in fits(parsed(pattern), result.value, {}, FREELY):
            letters = {letter: f"({ast.unparse(node)})" for letter, node in bound.items()}
            if isinstance(bound["C"], ast.Attribute):
                attribute = ast.unparse(bound["C"])
                lines = statements(code.format(**{**letters, "C": attribute}) + f"\nreturn {attribute}")
                yield tree.change("lowered_when_asked", result, *lines, subject=bound["C"])
