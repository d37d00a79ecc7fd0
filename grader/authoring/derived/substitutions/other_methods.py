"""The solution of another question in the place of this one, or of a function that this one gets as an argument."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, permutations
from typing import TYPE_CHECKING, Any

from grader.changes.parameters import decimal_parameters
from grader.changes.source_tree import Change, SourceTree, statements

if TYPE_CHECKING:
    from grader.authoring.facts.question_spec import QuestionSpec

MOST = 4  # ways to pass this question's arguments to another one's function


def method_changes(spec: QuestionSpec, other: QuestionSpec, values: Mapping[str, Sequence[Any]]) -> Iterator[Change]:
    """Definitions that call the other question's function; `values` are the arguments of this one's cases.

    An argument that only the other function has is one of the decimals that only this one has.
    """
    missing = [name for name in other.parameters if name not in spec.parameters]
    spare = [name for name in decimal_parameters(values) if name not in other.parameters]
    same = {name: name for name in other.parameters if name in spec.parameters}
    for chosen in islice(permutations(spare, len(missing)), MOST):
        arguments = same | dict(zip(missing, chosen, strict=True))
        call = f"{other.function}({', '.join(f'{name}={value}' for name, value in arguments.items())})"
        yield Change("other_method", f"def {spec.signature}:\n    return {call}", 1, None, other.title)


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
