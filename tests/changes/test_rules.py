"""One row of a table does to a line of code what its notation says, and nothing to code that it does not fit."""

from __future__ import annotations

import ast

import pytest
from support.tables import tables

from grader.changes.rules import Rule, RuleTable
from grader.changes.source_tree import parsed

TABLES = tables(__file__, "rules.toml")


def made(code: str, *rules: str) -> list[str]:
    table = RuleTable(Rule("kind", rule) for rule in rules)
    return [ast.unparse(each.new) for each in table.replacements(parsed(code))]


@pytest.mark.parametrize(("rule", "code", "new"), TABLES["makes"])
def test_a_rule_makes_what_its_row_says(rule, code, new):
    assert made(code, rule) == [new]


@pytest.mark.parametrize(("rule", "code"), TABLES["makes_nothing"])
def test_a_rule_leaves_alone_what_does_not_fit(rule, code):
    assert made(code, rule) == []


def test_the_first_row_without_a_replacement_ends_the_table():
    rules = ("A + B -> A", "L + A", "A + B -> B")
    assert made("x + y", *rules) == ["x", "y"]
    assert made("[x] + y", *rules) == ["[x]"]


def test_the_subject_is_the_very_node_of_the_code():
    """The words for a change say where it was made: in which part of what is returned."""
    node = parsed("x * (y + z)")
    table = RuleTable([Rule("", "A * (S := B + C) -> A", "S"), Rule("", "A * B -> A", "."), Rule("", "A * B -> A")])
    assert [each.subject for each in table.replacements(node)] == [node.right, node, None]


def test_a_condition_of_a_rule_is_asked_of_what_fits():
    rule = Rule("", "A + B -> A", where=lambda bound: isinstance(bound["B"], ast.Call))
    assert [list(RuleTable([rule]).replacements(parsed(code))) != [] for code in ("x + f(y)", "x + y")] == [True, False]
