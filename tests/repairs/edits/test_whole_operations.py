"""What a method needs as a whole, or at another place, is among the edits of a program without it."""

from __future__ import annotations

import ast

import pytest

from grader.changes.source_tree import SourceTree
from grader.repairs.edits.every_edit import edits

SOFT = "({0} - {1} + abs({0} - {1}) + {0} + {1} - abs({0} + {1})) / 2"


def kind_of_edit(wrong: str, right: str, *functions: str) -> str | None:
    """The kind of the edit that makes the right program of the wrong one; None if there is none."""
    plain = ast.unparse(ast.parse(right))
    made = edits(SourceTree(ast.unparse(ast.parse(wrong))), functions)
    return next((edit.kind for edit in made if edit.source == plain), None)


def method(*lines: str) -> str:
    """A function with these lines in a loop."""
    body = "".join(f"        {line}\n" for line in lines)
    return f"def f(g, a, b, e, n, x):\n    v = 0.0\n    for k in range(n):\n{body}    return x\n"


STEP, SQUARES = "step = -a * x / (v + e)", "v = b * v + step * step"


@pytest.mark.parametrize(
    ("wrong", "right", "kind"),
    [
        (("x = x - a * g(x)",), (f"x = {SOFT.format('(x - a * g(x))', '(a * b)')}",), "soft_threshold"),
        (("x = -v / e",), (f"x = -({SOFT.format('v', 'b')}) / e",), "soft_threshold"),
        ((STEP, SQUARES, "x = x + step"), ("step = -1 * x / (v + e)", SQUARES, "x = x + a * step"), "for_one_use"),
        (("v = x - a * g(x)", "x = v * b"), ("v = x * b - a * g(x)", "x = v"), "parentheses"),
        (("v = x + e", "x = v / b"), ("v = x + e / b", "x = v"), "divides_one"),
        (("v = g(x) + b * x", "x = v / n"), ("v = g(x)", "x = v / n + b * x"), "term_elsewhere"),
    ],
)  # fmt: skip
def test_the_right_program_is_among_the_edits(wrong, right, kind):
    assert kind_of_edit(method(*wrong), method(*right)) == kind


@pytest.mark.parametrize("last", ["break", "return x"])
def test_a_loop_is_run_to_its_end(last):
    """A stopping rule of the student's own: a sign turned in its condition puts as much right, and says less."""
    step, stop = "x = x - a * g(x)", ("if abs(g(x)) < e:", f"    {last}")
    assert kind_of_edit(method(step, *stop), method(step)) == "stops_early"


def test_an_argument_that_is_not_read_takes_the_place_of_a_function_of_the_program():
    wrong = "def f(slope, x):\n    return step(x)\n"
    right = "def f(slope, x):\n    global own\n    own = slope\n    return step(x)\n"
    assert kind_of_edit(wrong, right, "own") == "own_function"
    assert kind_of_edit(wrong, right) is None


def test_a_steplength_that_is_stored_is_not_pulled_towards_0():
    """Beside another edit this was a factor 1 - momentum in other words."""
    wrong = (
        "class SGD:\n    def __init__(self, lr, momentum):\n        self.lr = lr\n        self.momentum = momentum\n"
    )
    assert "soft_threshold" not in {edit.kind for edit in edits(SourceTree(wrong))}
