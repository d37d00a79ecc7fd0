"""Pieces of a solution stand in a program under the program's own names, and similar ones are tried first."""

from __future__ import annotations

from grader.authoring.derived.operators.source_tree import SourceTree
from grader.authoring.repairs.edits.donors import placed

SOLUTION = """
import numpy as onp
def shrink(w, t):
    size = onp.abs(w) - t
    return onp.sign(w) * onp.maximum(size, 0)
"""


def lines(program: str) -> list[str]:
    """The line that each donor changes."""
    return [edit.source.splitlines()[edit.line - 1].strip() for edit in placed(SourceTree(program), SOLUTION)]


def test_what_the_solution_computes_once_is_part_of_the_formula_and_it_brings_its_library():
    numpy = "__import__('numpy', fromlist=['*'])"
    program = "def shrink(w, t):\n    return w - t"
    assert f"return {numpy}.sign(w) * {numpy}.maximum({numpy}.abs(w) - t, 0)" in lines(program)


def test_a_variable_of_the_solution_is_each_of_the_programs_own_in_turn():
    program = "def shrink(w, t):\n    x = onp.abs(w)\n    return onp.sign(w) * x"
    assert "return onp.sign(w) * onp.maximum(x, 0)" in lines(program)


def test_entries_of_arrays_stand_in_the_place_of_arrays():
    program = "def shrink(w, t):\n    for i in range(len(w)):\n        w[i] = onp.sign(w[i]) * t\n    return w"
    assert "w[i] = onp.sign(w[i]) * onp.maximum(onp.abs(w[i]) - t, 0)" in lines(program)


def test_similar_formulas_come_first_and_without_a_solution_there_are_none():
    program = "def shrink(w, t):\n    a = t * t\n    return onp.sign(w) * onp.maximum(w, 0)"
    assert lines(program)[0].startswith("return ")
    assert list(placed(SourceTree(program), "")) == []
