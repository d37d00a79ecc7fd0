"""Whatever a text holds, its statements are read or there are none; names of functions and modules are found in it."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.base.syntax import calls_name, find_module, importable, module_name, names_in, statements_of


@given(st.text("ab=+:()[]{}\n \tdefint.,'\"#@\\0\ud800\0", max_size=60))
def test_no_text_makes_it_raise(source):
    assert all(isinstance(statement, ast.stmt) for statement in statements_of(source))


@pytest.mark.parametrize(
    "source", ["cost(w)", "1 + cost (w)", "jax.grad(cost)(w)", "value_and_grad(cost)", "list(map( cost, ws))"]
)
def test_what_is_called_or_handed_to_what_calls_it_is_a_function(source):
    assert calls_name(source, "cost")


@pytest.mark.parametrize("source", ["def cost(w): pass", "print(cost)", "cost * (w)", "total_cost(w)", "grad(costs)"])
def test_what_is_read_may_be_a_value(source):
    assert not calls_name(source, "cost")


@pytest.mark.parametrize(
    ("path", "name"),
    {
        "a.py": "a", "'./a.py' ": "a", "src/a.py": "src.a", r"src\\a.py": "src.a", "opt/__init__.py": "opt",
        "/content/My Drive/opt/a.py": "opt.a", "/tmp/000012/opt/a.py": "opt.a", "../../a.py": "a",
        "parts/tools.ipynb": "parts.tools_ipynb",
    }.items(),
)  # fmt: skip
def test_the_folders_that_can_be_packages_belong_to_the_name(path, name):
    assert module_name(path) == name


@pytest.mark.parametrize("path", ["", ".py", "tools.pyc", "tools", "..", "__init__.py"])
def test_what_is_no_code_has_no_name(path):
    assert module_name(path) == ""


def test_a_title_is_imported_by_the_name_that_python_can_write():
    """Only `%run` and `open` reach such a file; what they need of it stands behind that name."""
    assert module_name("src/1. my-tools.py") == "src.1_ my-tools"
    assert importable("src.1_ my-tools") == "src._1__my_tools"
    assert find_module("_1__my_tools", ["src.1_ my-tools"]) == "src.1_ my-tools"


def test_the_shortest_module_that_ends_so_is_found():
    modules = ["home.src.a", "src.a", "b.sa"]
    assert [find_module(name, modules) for name in ("a", "src.a", "home.src.a", "b", "", ".a")] == [
        "src.a", "src.a", "home.src.a", "", "", "",
    ]  # fmt: skip


def test_names_that_are_read_and_names_that_are_assigned_are_told_apart():
    body = statements_of("x = f(y)\nfor i in z:\n    x += i")
    assert names_in(body, ast.Load) == {"f", "y", "z", "i"}
    assert names_in(body, ast.Store) == {"x", "i"}


def test_nothing_is_written_of_what_is_odd_in_it(recwarn):
    """Python would quote each invalid escape on the terminal of whoever grades, also signs that command it."""
    assert len(statements_of('x = "\\\x0e \\q"\n' * 3)) == 3
    assert not recwarn.list
