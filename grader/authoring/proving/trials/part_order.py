"""The order of the parts in `returns` beside that in which the solution returns variables of these names.

The values of two parts may each fit the other's form, so that nothing else tells.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.authoring.facts.assignment import Assignment
from grader.authoring.handout import read_master, top_level_definitions
from grader.base.syntax import statements_of

_INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)  # what these return is not the function's result


def part_order(assignment: Assignment) -> Iterator[str]:
    """A sentence for each solution all of whose returns name the parts, none of them in the order of `returns`."""
    definitions = top_level_definitions(read_master(assignment.master))
    for question in assignment.question:
        ordered = question.calls and not question.driver and question.form and question.form.kind == "list"
        parts = [part.name for part in question.form.parts] if ordered and question.form else []
        if parts and (definition := definitions.get(question.function)):
            returned = list(_returned_names(definition.source))
            if returned and parts not in returned and all(sorted(names) == sorted(parts) for names in returned):
                yield (
                    f"{assignment.notebook}: {definition.where}: `return {', '.join(returned[0])}` has another order "
                    f"than `returns` of {question.name}, {', '.join(parts)}: rename your variables, or turn `returns`"
                )


def _returned_names(source: str) -> Iterator[list[str]]:
    """The names in each return of the function itself; none for what is no list or tuple of variables."""
    pending: list[ast.AST] = [node for each in statements_of(source) for node in getattr(each, "body", ())]
    for node in pending:
        match node:
            case ast.Return(ast.Tuple(entries) | ast.List(entries)):
                yield [entry.id if isinstance(entry, ast.Name) else "" for entry in entries]
            case ast.Return():
                yield []
            case _ if not isinstance(node, _INNER):
                pending += ast.iter_child_nodes(node)
