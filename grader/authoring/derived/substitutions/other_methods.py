"""The function of another question in the place of one that this question gets as an argument."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from grader.changes.source_tree import Change, SourceTree, statements

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
