"""What a statement binds, changes and reads, held against Python's own compiler."""

from __future__ import annotations

import ast
import dis
import inspect
import sys
import types
from importlib import import_module

import pytest

from grader.extraction.statements.names import name_use
from grader.extraction.statements.uses import NameUse


def names(source: str, **options: bool) -> NameUse:
    (statement,) = ast.parse(source).body
    return name_use(statement, **options)


def compiled(statement: ast.stmt) -> tuple[set[str], set[str], set[str]]:
    """Witness: the names that the bytecode binds, reads at top level, and reads in functions."""
    module = compile(ast.Module([statement], []), "", "exec", dont_inherit=True)
    binds, reads, reads_later = set(), set(), set()
    todo: list[tuple[types.CodeType, bool]] = [(module, False)]
    while todo:
        code, deferred = todo.pop()
        for step in dis.get_instructions(code):
            if step.opname in ("STORE_GLOBAL", "DELETE_GLOBAL") or (
                code is module and step.opname in ("STORE_NAME", "DELETE_NAME")
            ):
                binds.add(step.argval)
            elif step.opname in ("LOAD_GLOBAL", "LOAD_NAME", "LOAD_FROM_DICT_OR_GLOBALS"):
                (reads_later if deferred else reads).add(step.argval)
        for constant in code.co_consts:
            if isinstance(constant, types.CodeType):
                function = bool(constant.co_flags & inspect.CO_NEWLOCALS) and constant.co_name[0] != "<"
                todo.append((constant, deferred or function or constant.co_name == "<lambda>"))
    return binds, reads, reads_later


def statements_of(module: str) -> list[ast.stmt]:
    tree = ast.parse(inspect.getsource(import_module(module)))
    # a text alone would be compiled as a docstring, and a future import must come first
    return [n for n in tree.body if not isinstance(n, ast.Expr) and getattr(n, "module", "") != "__future__"]


@pytest.mark.parametrize(
    "module", ["ast", "dataclasses", "enum", "functools", "inspect", "statistics", "typing", "turtle", "asyncio.tasks"]
)
def test_the_compiler_agrees_on_every_statement_of_the_standard_library(module):
    """The scopes are those of Python: every global that it looks up is reported, and no binding is missed.

    Class bodies may read their own names first (LOAD_NAME), names bound earlier in the same statement are no
    need, and 3.10 and 3.11 keep comprehensions in functions: hence "at least" and "at most", not "equal".
    """
    if module == "turtle":
        pytest.importorskip("tkinter")
    for statement in statements_of(module):
        use = name_use(statement)
        binds, reads, reads_later = compiled(statement)
        where = f"{module}, line {statement.lineno}"
        assert use.binds | use.later.changes >= {name for name in binds if "." not in name}, where
        assert use.binds <= binds, where
        assert use.now.reads <= reads | binds, where
        if not isinstance(statement, ast.ClassDef):
            assert use.now.reads | use.later.reads | use.binds >= {
                name for name in reads | reads_later if name[:2] != "__"
            }, where
            assert use.later.reads <= reads_later | reads, where


def test_hints_are_not_read_under_the_future_import_nor_in_functions():
    """A hint whose import is missing must not make a function unresolved where Python never looks at it."""
    assert names("def f(w: Array) -> Out: ...", annotations_run=False).now.reads == set()
    assert names("x: Array = 1", annotations_run=False).now.reads == set()
    assert names("def f():\n    x: Array = 1").later.reads == set()
    assert names("x: Array").binds == set()


def test_only_a_binding_that_is_sure_hides_an_older_one():
    """`if` without `else`, a loop and `with suppress(...)` may leave the old value in place."""
    assert names("if a:\n    f = 1\nelse:\n    f = 2").replaces == {"f"}
    assert names("try:\n    import x as f\nexcept ImportError:\n    import y as f").replaces == {"f"}
    for source in ("if a: f = 1", "for f in a: pass", "while a: f = 1", "with a as f: pass", "a and (f := 1)"):
        assert names(source).binds == {"f"}
        assert names(source).replaces == set()


def test_a_loop_does_not_read_its_own_variable_from_outside():
    """Else `for k in range(3)` would drag in the training loop that used `k` before it."""
    assert names("for k in range(3):\n    table[k] = k").now.reads == {"range", "table"}
    assert names("for k in range(3):\n    total += k").now.reads == {"range", "total"}


@pytest.mark.parametrize(
    ("source", "changes", "pokes"),
    [
        ("cfg['a'] = 1", {"cfg"}, set()),
        ("cfg.a.b[0] += 1", {"cfg"}, set()),
        ("del cfg['a']", {"cfg"}, set()),
        ("for cfg['a'] in x: pass", {"cfg"}, set()),
        ("hist.append(1)", set(), {"hist"}),
        ("model.layers[0].fit(X)", set(), {"model"}),
        ("last = hist.pop()", set(), {"hist"}),
        ("norm = w.sum()", set(), set()),
        ("print(f(hist))", set(), set()),
    ],
)
def test_changes_in_place_are_seen(source, changes, pokes):
    """A statement that only calls a method is there to change something; inside another one, known methods are."""
    use = names(source)
    assert (use.now.changes, use.now.may_change) == (changes, pokes)


def test_a_function_says_what_it_changes_when_it_is_called():
    """So that a call of it counts as binding these names."""
    use = names(
        "def setup():\n    global alpha\n    alpha = 1; cfg['a'] = 2; hist.append(3)\n    mine = {}; mine['b'] = 1"
    )
    assert (use.later.changes, use.later.may_change) == ({"alpha", "cfg"}, {"hist"})


def test_a_dotted_import_binds_its_root_beside_what_is_there():
    """`import jax` and `import jax.numpy` both bind `jax`; the second must not hide the first."""
    assert names("import jax.numpy").binds == {"jax"}
    assert names("import jax.numpy").replaces == set()
    assert names("import jax.numpy as jnp").replaces == {"jnp"}
    assert names("from jax import numpy as jnp").imports == (("jnp", "jax.numpy"),)
    assert names("from jax.numpy import *").star_imports == ("jax.numpy",)


def test_what_may_be_changed_through_another_name_is_told():
    """`settings = defaults` and `fill(table)`: who needs `defaults` and `table` needs what is done to them there."""
    assert names("a = b = []").aliases == names("a = b").aliases == {("a", "b"), ("b", "a")}
    assert names("a = b[0].c").aliases == {("a", "b")}
    assert names("a = b(0)").aliases == names("a = b[c()]").aliases == names("def f(): a = b").aliases == set()
    assert names("fill(a.b, [c, *d], f(e), more=g)").now.touches == {
        (".__call__", "fill"), (".__call__", "f"), ("f()", "e"),
        ("fill()", "a"), ("fill()", "c"), ("fill()", "d"), ("fill()", "g"),
    }  # fmt: skip
    assert names("a.b.fill(c)").now.touches == {(".fill", "a"), (".fill()", "c")}
    assert names("def fill(t): t[0] = 1").changers == {"()"}
    assert names("fill = lambda t, f: t.append(f)").changers == {"()"}
    assert names("def fill(t):\n    for row in t: row[0] = 1").changers == {"()"}
    assert not names("def fill(t): u = t; u = t[0]; table[0] = t").changers
    assert names("def fill(t): put(t[0], 1)").hands_parameters == {"put"}
    assert names("class C:\n    def __init__(self, t): t.a = 1").changers == {"()"}
    assert names("class C:\n    def m(self, t): self.a = 1; t.a = 1").changers == {".m", ".m()"}


@pytest.mark.skipif(sys.version_info < (3, 12), reason="type parameters are new in Python 3.12")
def test_type_parameters_are_nobody_elses_names():
    """`T` is bound by the brackets."""
    assert names("def f[T](x: T) -> T: return x").now.reads == set()
    assert names("type Pair[T] = tuple[T, T]").binds == {"Pair"}


def test_what_is_nested_too_deeply_to_follow_is_read_roughly():
    """A sum of a thousand terms must not end in a RecursionError."""
    deep = "1"
    for _ in range(60):
        deep = f"f({deep})"
    chain = ".a(x)" * 200
    assert names(f"total = w{chain} + {deep}").now.reads == {"w", "x", "f"}
