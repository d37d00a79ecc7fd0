"""Where in a function a change was made, in words that give nothing of the solution away."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Sequence

from grader.changes.source_tree import Loop

INSIDE = " inside the loop"
RETURNED = " in what is returned"
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")


def place_of(
    root: ast.AST, line: int, subject: ast.AST | None, public: Collection[str], parts: Sequence[str] = ()
) -> str:
    """`` in the step of `w` ``, ` in what is returned`; empty where nothing can be said.

    `line` counts from the first line of the statement `root`, `subject` is the node that was changed, `public` are the
    names that students know, and `parts` those of the result's parts.
    """
    around = list(_around(root, line))
    for node in reversed(around):
        if isinstance(node, ast.Return):
            return _in_result(node, subject, parts)
        if targets := [each for each in _targets(node) if each in public]:
            step = "the step" if any(isinstance(outer, Loop) for outer in around) else "the computation"
            return f" in {step} of `{targets[0]}`"
        if isinstance(node, ast.FunctionDef) and node is not root:  # a helper inside of the function
            return ""
    return INSIDE if any(isinstance(node, Loop) for node in around) else ""


def _around(node: ast.AST, line: int) -> Iterator[ast.stmt]:
    """The statements around this line, outermost first."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt) and child.lineno <= line <= (child.end_lineno or child.lineno):
            yield child
            yield from _around(child, line)


def _targets(node: ast.AST) -> Iterator[str]:
    """The variables that a statement gives a value, or into which it stores."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
    for target in targets:
        base = target
        while isinstance(base, (ast.Subscript, ast.Attribute)):
            base = base.value
        if isinstance(base, ast.Name):
            yield base.id


def _in_result(result: ast.Return, subject: ast.AST | None, parts: Sequence[str]) -> str:
    """The part of the result in whose code the subject stands."""
    elements = result.value.elts if isinstance(result.value, ast.Tuple) else []
    for number, element in enumerate(elements[: len(ORDINALS)]):
        if any(node is subject for node in ast.walk(element)):
            named = len(parts) == len(elements) and parts[number]
            return f" in `{parts[number]}`" if named else f" in the {ORDINALS[number]} part of the result"
    return RETURNED
