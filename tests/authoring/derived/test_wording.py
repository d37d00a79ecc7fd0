"""The place of a change, in names that students know."""

from __future__ import annotations

import ast

import pytest

from grader.authoring.derived.wording import describe, place_of
from grader.changes.source_tree import Change

SOURCE = """def descend(f, rate, w):
    s = 0.0
    for k in range(9):
        s = s + f(w)
        w = w - rate * s
    t = rate
    return w, 2 * s
"""
TREE = ast.parse(SOURCE).body[0]
PUBLIC = {"descend", "f", "rate", "w", "t"}


@pytest.mark.parametrize(
    ("line", "place"),
    [(2, ""), (4, " inside the loop"), (5, " in the step of `w`"), (6, " in the computation of `t`")],
)
def test_a_place_is_said_in_names_of_the_handout_alone(line, place):
    assert place_of(TREE, line, None, PUBLIC) == place


def test_a_part_of_the_result_is_said_by_its_name_or_number():
    doubled = TREE.body[-1].value.elts[1]
    assert place_of(TREE, 7, doubled, PUBLIC) == " in the second part of the result"
    assert place_of(TREE, 7, doubled, PUBLIC, ["point", "sum"]) == " in `sum`"
    assert place_of(TREE, 7, None, PUBLIC) == " in what is returned"


@pytest.mark.parametrize(
    ("term", "name"),
    [("1", "a number that is added or subtracted is missing in the step of `w`"), ("rate", "`rate` is missing")],
)
def test_a_number_that_is_left_out_of_a_sum_is_called_one(term, name):
    change = Change("term", "", 5, ast.parse(term, mode="eval").body)
    assert describe(change, "descend(f, rate, w)", " in the step of `w`").name == name
