"""A class counts as attempted by its members: a student may complete one method and leave the others as they are."""

from __future__ import annotations

import ast

import pytest
from support.tables import read_written

from grader.extraction.statements.stubs import RequestedNames

HANDOUT = read_written(__file__, "stubs_handout.py")
STUB_LINE = 'raise NotImplementedError("SGD.step: your code here")'


def attempted(source: str, stub: str = HANDOUT) -> bool:
    nodes = list(ast.walk(ast.parse(source).body[-1]))
    return RequestedNames.of(["SGD"], {"SGD": stub} if stub else {}).definition("SGD", nodes, 1).attempted


@pytest.mark.parametrize(
    "source",
    [
        HANDOUT,
        HANDOUT.replace(STUB_LINE, "pass"),
        HANDOUT.replace(STUB_LINE, "...").replace('"""Update every parameter."""', "# what to do?"),
        HANDOUT.replace("    decay = 0.0\n", ""),
        HANDOUT.replace(STUB_LINE, "return None"),
        "class SGD:\n    pass",
        "class SGD:\n    def __init__(self): pass\n    class State:\n        def reset(self): ...",
    ],
)
def test_a_class_whose_methods_are_empty_or_as_handed_out_is_not_attempted(source):
    assert not attempted(source)


@pytest.mark.parametrize(
    "source",
    [
        HANDOUT.replace(STUB_LINE, "self.w = self.w - self.lr"),
        HANDOUT.replace("self.lr = lr", "self.lr, self.velocity = lr, 0"),
        HANDOUT.replace("decay = 0.0", "decay = 0.1"),
        HANDOUT.replace("Optimizer", "MyOptimizer"),  # its own class may hold everything
        f"{HANDOUT}    def zero_grad(self):\n        self.grad = 0\n",
        "SGD = make_class(0.1)",
        HANDOUT.replace("decay = 0.0", f"decay = 0x{'f' * 6000}"),  # more digits than Python writes
    ],
)
def test_a_class_with_one_member_of_the_students_own_is_attempted(source):
    assert attempted(source)


def test_without_a_handout_what_does_nothing_is_not_attempted():
    assert not attempted("class SGD:\n    def step(self): raise NotImplementedError", stub="")
    assert attempted("class SGD:\n    def step(self): return 1", stub="")
