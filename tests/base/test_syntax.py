"""Whatever a text holds, its statements are read or there are none."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.base.syntax import statements_of


def test_statements_come_in_their_order():
    assert [ast.unparse(statement) for statement in statements_of("x = 1\ndef f(): pass")] == [
        "x = 1",
        "def f():\n    pass",
    ]


@pytest.mark.parametrize("source", ["x =", "\0", "(" * 10_000, "-" * 50_000 + "1", "\ud800 = 1"])
def test_what_python_cannot_read_has_none(source):
    assert statements_of(source) == []


@given(st.text("ab=+:()[]{}\n \tdefint.,'\"#@\\0\ud800\0", max_size=60))
def test_no_text_makes_it_raise(source):
    assert all(isinstance(statement, ast.stmt) for statement in statements_of(source))
