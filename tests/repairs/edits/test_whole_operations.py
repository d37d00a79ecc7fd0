"""What a method needs as a whole, or at another place, is among the edits of a program without it."""

from __future__ import annotations

import ast

import pytest

from grader.changes.source_tree import SourceTree
from grader.repairs.edits.every_edit import edits


def kind_of_edit(wrong: str, right: str) -> str | None:
    """The kind of the edit that makes the right program of the wrong one; None if there is none."""
    plain = ast.unparse(ast.parse(right))
    made = edits(SourceTree(ast.unparse(ast.parse(wrong))))
    return next((edit.kind for edit in made if edit.source == plain), None)


def method(*lines: str) -> str:
    """A function with these lines in a loop."""
    body = "".join(f"        {line}\n" for line in lines)
    return f"def f(g, a, b, e, n, x):\n    v = 0.0\n    for k in range(n):\n{body}    return x\n"


@pytest.mark.parametrize(
    ("wrong", "right", "kind"),
    [
        (("v = x - a * g(x)", "x = v * b"), ("v = x * b - a * g(x)", "x = v"), "parentheses"),
        (("v = x + e", "x = v / b"), ("v = x + e / b", "x = v"), "divides_one"),
    ],
)  # fmt: skip
def test_the_right_program_is_among_the_edits(wrong, right, kind):
    assert kind_of_edit(method(*wrong), method(*right)) == kind
