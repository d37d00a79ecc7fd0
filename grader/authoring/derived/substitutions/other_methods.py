"""Another question's function in the place of an argument, and its formula for a part of the result."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING

from grader.changes.source_tree import Change, SourceTree, names_of, parts_of, statements

if TYPE_CHECKING:
    from grader.authoring.facts.question_spec import QuestionSpec


def function_changes(
    tree: SourceTree, spec: QuestionSpec, solved: Sequence[QuestionSpec]
) -> Iterator[tuple[QuestionSpec, Change]]:
    """Another question's function is called, with as many arguments, where the function is an argument."""
    for function in tree.functions[:1]:
        calls = [call for call in tree.nodes(ast.Call) if getattr(call.func, "id", "") in spec.parameters]
        lengths = {call.func.id: len(call.args) for call in calls}  # type: ignore[attr-defined]
        for name, length in lengths.items():
            for other in solved:
                if other is not spec and other.calls and not other.driver and len(other.parameters) == length:
                    source = tree.begun_with(function, *statements(f"{name} = {other.function}"))
                    argument = ast.Name(name, ast.Load())
                    yield other, Change("own_function", source, function.lineno, argument, other.function)


def part_changes(tree: SourceTree, parts: Sequence[str], others: Mapping[str, SourceTree]) -> Iterator[Change]:
    """A part of the result as another question computes its part of that name; `others` are their functions.

    It is computed from what this function has: its arguments, or the other parts.
    """
    (function, *_), own = tree.functions, names_of(tree.root)
    for result in tree.nodes(ast.Return):
        if tree.function_of(result) is function and len(parts_of(result)) == len(parts) > 1:
            for name, part in zip(parts, parts_of(result), strict=True):
                for other, formulas in ((other, formulas_of(each, name, parts)) for other, each in others.items()):
                    for formula in formulas:
                        if names_of(formula) <= own:
                            yield tree.change("other_result", part, formula, subject=ast.Name(name), value=other)


def formulas_of(tree: SourceTree, name: str, parts: Collection[str]) -> Iterator[ast.expr]:
    """What the function returns as this part, with names of values that follow its last loop put in."""
    function = tree.functions[0]
    match function.body[-1]:
        case ast.Return(ast.Tuple(values)) if name in (names := [getattr(value, "id", "") for value in values]):
            formula: ast.expr = values[names.index(name)]
        case _:
            return
    for line in reversed(function.body[:-1]):
        match line:
            case ast.Assign([ast.Name(target)], value) if target in names_of(formula):
                if target != name and target in parts:
                    yield formula
                formula = _PutIn(target, value).visit(deepcopy(formula))
            case ast.For() | ast.While():
                break
    yield formula


class _PutIn(ast.NodeTransformer):
    """A value in the place of the name that holds it."""

    def __init__(self, name: str, value: ast.expr) -> None:
        self._name, self._value = name, value

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """The value for this name, and any other name as it is."""
        return self._value if node.id == self._name else node
