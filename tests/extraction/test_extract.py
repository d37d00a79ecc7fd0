"""Only what the requested functions need is run, and it gives what the whole notebook would give."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.base.text import printable
from grader.extraction import reader
from grader.extraction.extract import (
    BrokenName,
    DefinedName,
    Extraction,
    MissingName,
    Statement,
    extract,
    functions_source,
    needed_statements,
)
from grader.extraction.notebook import Cell
from grader.extraction.reader_child import from_data, to_data


def notebook(*cells: str) -> tuple[Cell, ...]:
    return tuple(Cell(number, source) for number, source in enumerate(cells, start=1))


def defined(extraction: Extraction, name: str) -> DefinedName:
    answer = extraction[name]
    assert isinstance(answer, DefinedName), answer
    return answer


def run(extraction: Extraction, name: str) -> Any:
    """What the child process will do. Only tests may: these notebooks are ours."""
    space: dict[str, Any] = {"__name__": "__main__"}
    for index in defined(extraction, name).statements:
        statement = extraction.statements[index]
        code = "\n" * (statement.line - 1) + statement.source
        exec(compile(code, f"cell {statement.cell}", "exec", statement.flags, dont_inherit=True), space)
    return space[name]


def value(*cells: str, name: str = "f") -> Any:
    """The value of `name`, called if it is a function, from the statements that it needs alone."""
    extraction = extract(notebook(*cells), [name])
    assert defined(extraction, name).unresolved == ()
    result = run(extraction, name)
    return result() if callable(result) else result


def needed(*cells: str, name: str = "f") -> list[str]:
    extraction = extract(notebook(*cells), [name])
    return [extraction.statements[index].source for index in defined(extraction, name).statements]


BOOM = "raise RuntimeError('this cell must not run')"
LOOP = "for k in range(10**9):\n    w = w - 0.1\n    hist.append(w)"

# --- what is run, and what is not ---


def test_of_an_import_of_several_modules_only_what_is_used_must_be_there():
    """A line with pandas, which is not where this is graded, would cost every function that uses NumPy."""
    cells = "import math, \\\n  no_such_module as nothing", "def f():\n    return math.floor(3.5)"
    assert value(*cells) == 3
    assert needed(*cells)[0] == "import math"
    assert extract(notebook(*cells), ["f"]).statements[1][:3] == (1, 2, "import no_such_module as nothing")


def test_helpers_globals_and_imports_come_along_and_nothing_else():
    """Plots, experiments, training loops, input() and crashing cells neither run nor matter."""
    cells = ["import math, os", "import matplotlib.pyplot as plt", "c = 3", "w = 0; hist = []", LOOP]
    cells += ["def helper(x):\n    return math.sqrt(x) + c", "def f():\n    return helper(4)"]
    cells += ["plt.plot(hist)", "name = input('your name?')", "f()", "print(f())", BOOM, "assert f() == 6"]
    assert needed(*cells) == ["import math", "c = 3", cells[5], cells[6]]
    assert value(*cells) == 5


def test_a_helper_may_be_defined_after_its_use():
    """A function looks its names up when it is called, not where it stands."""
    assert value("def f(): return helper() + c", "def helper(): return 1", "c = 2") == 3


def test_of_two_definitions_the_last_wins():
    """The same name defined two to six times in one notebook is common."""
    assert (
        value("def f(): return 1", "def f(): return helper()", "def helper(): return 2", "def helper(): return 3") == 3
    )


@pytest.mark.parametrize(
    "cells",
    [
        ("from math import cos", "def f(): return cos(0)", "cos = 0.5"),
        ("def cos(x): return x", "def f(): return cos(0)", "for cos in [1, 2]: pass"),
        ("def f(): return 1", "f = 0.9"),
    ],
)
def test_a_function_comes_with_the_value_that_takes_its_name_behind_its_caller(cells):
    """Which of the two is meant the sandbox decides, which sees whether the value can be called."""
    assert needed(*cells) == list(cells)


def test_an_error_in_what_takes_the_name_of_a_requested_function_is_no_verdict():
    cells = ("def f(w): return w", "start = missing.load()", "f = f(start)")
    extraction = extract(notebook(*cells), ["f"])
    assert defined(extraction, "f").statements == (0, 1, 2)
    assert defined(extraction, "f").configuration == (1, 2)
    assert defined(extraction, "f").unresolved == ()


def test_an_error_in_what_changes_a_requested_function_is_one():
    cells = ("def f(w): return f.scale * w", "f.scale = missing.load()")
    assert defined(extract(notebook(*cells), ["f"]), "f").configuration == ()


def test_an_answer_in_place_of_its_stub_takes_no_functions_name():
    extraction = extract(notebook("answer = None", "text = 'yes'", "answer = text", "answer = exec(text)"), ["answer"])
    assert defined(extraction, "answer").configuration == ()
    assert defined(extraction, "answer").unresolved == ("exec",)


def test_what_binds_a_function_replaces_the_one_before():
    cells = ("import math", "cos = math.cos", "def f(): return cos(0)", "def cos(x): return 1")
    assert needed(*cells) == list(cells[2:])


def test_a_global_that_changes_later_counts_with_its_last_value():
    """`alpha` is read when the grader calls the function: after the whole notebook."""
    assert value("alpha = 1", "def f(): return alpha", "alpha = 2", "alpha += 3") == 5


def test_a_default_argument_keeps_the_value_of_its_moment():
    """Defaults are evaluated once, by `def`."""
    assert value("alpha = 1", "def f(a=alpha): return a", "alpha = 2") == 1


def test_changes_in_place_come_with_what_they_change():
    """`cfg["a"] = 1` binds nothing, and yet the function depends on it."""
    cells = ["cfg = {'a': 1}", "cfg['a'] += 1", "hist = []", "hist.append(cfg['a'])", "cfg['a'] = 50"]
    assert value(*cells, "def f(): return hist, cfg", "hist.extend([7])") == ([2, 7], {"a": 50})


def test_what_a_needed_call_reads_is_as_it_was_at_the_call():
    """`table` was built with c = 1; that c is 2 at the end does not change it."""
    assert value("c = 1", "def build(): return [c]", "table = build()", "c = 2", "def f(): return table, c") == ([1], 2)


def test_functions_that_travel_in_values_find_their_names_at_the_call():
    """Through arguments, closures, partial, instances and containers."""
    cells = ["from functools import partial", "def make(g): return lambda: g() + c", "def one(): return d"]
    cells += ["d = 1", "steps = [partial(make, one)]", "def f(): return steps[0]()()", "c = 10", "d = 2"]
    assert value(*cells) == 12


def test_an_alias_keeps_the_function_of_its_moment():
    """`first = helper` copies the reference."""
    assert value("def h(): return 1", "first = h", "def h(): return 2", "def f(): return first(), h()") == (1, 2)


@pytest.mark.parametrize(
    "cells",
    [
        ("import functools", "def _f(a, b): return a + b", "f = functools.partial(_f, 2, b=3)"),
        ("f = lambda: c", "c = 5"),
        ("def twice(g):\n    def inner(): return g() + k\n    return inner", "k = 3", "@twice\ndef f(): return 2"),
        ("from functools import partial as p", "def s(g, by): return lambda: by", "@p(s, by=5)\ndef f(): return 1"),
        ("class O:\n    r = 2\n    def go(self): return self.r + c", "c = 3", "o = O()", "def f(): return o.go()"),
        ("class F:\n    def __call__(self): return 5", "f = F()"),
        ("try:\n    import no_such as m\nexcept ImportError:\n    import math as m", "def f(): return m.sqrt(25)"),
        ("import os", "import os.path", "def f(): return len(os.path.join('a', 'bcd')) and os and 5"),
        ("from math import *", "def f(): return sqrt(25)"),
        ("from math import *", "def f(): return pow(5, 1)"),
        ("sum = 5", "def f(): return sum"),
        ("sum = 3", "del sum", "def f(): return sum([2, 3])"),
        ("with open(__import__('os').devnull) as handle:\n    x = 5", "def f(): return x"),
        ("x = 4", "if x > 3:\n    x = 5", "def f(): return x"),
        ("x = 5", "if x > 9:\n    x = 0", "def f(): return x"),
        ("table = {}", "for k in range(6):\n    table[k] = k", "def f(): return table[5]"),
        ("match [4, 1]:\n    case [a, b]:\n        s = a + b", "def f(): return s"),
        ("a, *b = 1, 2, 2", "def f(): return a + sum(b)"),
        ("größe = 5", "def f(): return größe"),
        ("def f():\n\tif True:\n\t\treturn 5",),
        ("x = 5; y = 1; z = '''\n'''; w = 3", "def f(): return f'{x}' and x"),
        ("if __name__ == '__main__':\n    c = 4\n    def f():\n        return c + '''\n'''.count('\\n')",),
        ("def setup():\n    global c\n    c = 5", "c = 0", "setup()", "def f(): return c"),
        ("def even(n): return n == 0 or odd(n - 1)", "def odd(n): return n and even(n - 1)", "f = lambda: even(4) * 5"),
        ("(n := 5)", "def f(): return n"),
        ("def f():\n    global calls\n    calls = 4\n    calls += 1\n    return calls",),
        ("async def g(): return 1", "await g()", "def f(): return 5"),
        ("t = {}", "u = t", "u['a'] = 5", "def f(): return t['a']"),
        ("t = u = []", "u.append(5)", "def f(): return t[0]"),
        ("def fill(t, **more): t.update(more)", "t = {}", "fill(t, a=5)", "def f(): return t['a']"),
        ("%env FIVE=5", "import os", "def f(): return int(os.environ['FIVE'])"),
        ("def f():\n    s = 'it is 100%\\n'\n    return 5", "%timeit f()\n!ls"),
        ("%%time\ndef f(): return 5",),
        ("c = 5", "%%timeit\nc = 7", "def f(): return c"),
        ("def f(): raise NotImplementedError", "%%timeit\ndef f(): return 5"),
        ("from __future__ import annotations", "def f(x: Missing = 5) -> Missing: return x"),
        ("from __future__ import annotations\nx: NoSuch = 5", "def f(): return x"),
    ],
)  # fmt: skip
def test_every_style_of_definition_is_found(cells):
    """Each of these stood in a student's notebook, or in a review of this module; each gives 5."""
    assert value(*cells) == 5


def test_cells_in_another_order_give_the_same():
    """A student runs cells as they like; what needs a later cell waits for it."""
    cells = ["import math", "c = math.floor(2.5)", "def twice(g): return lambda: g() * c", "def build(): return [c]"]
    cells += ["table = build()", "@twice\ndef f(k=c): return k + table[0]"]
    for shift in range(len(cells)):
        turned = cells[shift:] + cells[:shift]
        assert value(*turned) == value(*turned[::-1]) == 8


def test_a_notebook_that_runs_in_order_keeps_its_order():
    """Waiting is for what could not run otherwise."""
    indices = defined(extract(notebook("a = 1", "def f(): return a + b", "b = 2"), ["f"]), "f").statements
    assert indices == (0, 1, 2)


def test_calls_of_requested_functions_are_experiments_even_if_they_count_something():
    """`global calls` in `adam` must not drag in every training run that calls it."""
    cells = ["calls = 0", "def f():\n    global calls\n    calls += 1\n    return calls", "for _ in range(10**9): f()"]
    assert value(*cells) == 1


def test_plots_do_not_change_the_module_they_are_called_on():
    """A function that plots needs `plt`, not the hundred `plt.plot(...)` above it."""
    cells = ["import matplotlib.pyplot as plt", "plt.plot([1])", "def show(): plt.show()", "show()"]
    assert needed(*cells, "def f(): plt.plot([2])") == [cells[0], "def f(): plt.plot([2])"]


def test_a_loop_variable_of_the_same_name_drags_in_no_other_loop():
    """Every loop of a notebook uses `k`."""
    cells = ["for k in range(10**9): pass", "t = {}", "for k in range(3): t[k] = k", "def f(): return t[2]"]
    assert needed(*cells) == cells[1:]


REGISTERING = {
    "a class that is told of them": "class A:\n    all = {}\n    def __init_subclass__(cls, name): cls.all[name] = cls",
    "a class that asks": "class A:\n    def all(): return A.__subclasses__()",
}


@pytest.mark.parametrize("base", REGISTERING.values(), ids=REGISTERING)
def test_subclasses_come_with_a_class_that_knows_them(base):
    """Nothing but the class names them, which is found by a name when it is needed."""
    cells = [base, "class B(A, name='b'):\n    pass", "def f(): return A", "class C(B): pass"]
    assert needed(*cells) == cells[:3] and needed("class A: pass", *cells[1:]) == ["class A: pass", cells[2]]


COUNTER = ("class C:\n    n = 0\n    def up(self):\n        self.n += 1\n        return self.n",)
CALLS = ("def f0(): x.append(3)", *(f"def f{n}(): f{n - 1}()" for n in range(1, 70)))
PARSER = ("import argparse", "p = argparse.ArgumentParser()")
OPTION = ("g.add_argument('--k', default=3)", "args = p.parse_args([])", "def f(): return args.k")
STATIC = "class T:\n    @staticmethod\n    def put(x): x.append(3)"
REGISTER = "class R:\n    all = {}\n    def __call__(self, g): self.all[g.__name__] = g"
NAMING = "class R:\n    all = {}\n    def __call__(self, name): return lambda g: self.all.update({name: g})"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("import heapq", "h = []", "heapq.heappush(h, 4)", "heapq.heappush(h, 2)", "def f(): return h[0]"), 2),
        (("import bisect", "h = [4]", "bisect.insort(h, 2)", "def f(): return h[0]"), 2),
        (("import operator", "d = {}", "operator.setitem(d, 'k', 3)", "def f(): return d['k']"), 3),
        (("import numpy as np", "a = np.zeros(2)", "np.add(a, 3, out=a)", "def f(): return a.sum()"), 6),
        (("import numpy as np", "a = np.zeros(2)", "np.copyto(a, 4)", "def f(): return a.sum()"), 8),
        (("import random", "a = [1, 2, 3]", "random.Random(1).shuffle(a)", "def f(): return a[0]"), 2),
        (("n = iter([5, 6, 7])", "next(n)", "def f(): return next(n)"), 6),
        (("class M: pass", "m = M()", "fit = lambda m, x: setattr(m, 'w', x)", "fit(m, 6)", "def f(): return m.w"), 6),
        (("class M: pass", "ms = [M(), M()]", "for m in ms: m.w = 4", "def f(): return ms[1].w"), 4),
        (("d = {'a': []}", "for k, v in d.items(): v.append(k)", "def f(): return len(d['a'])"), 1),
        (("a = [[], []]", "for v, x in zip(a, (3, 4)): v.append(x)", "def f(): return a[1][0]"), 4),
        (("x = [1]", "y = x", "z = y", "z.append(2)", "def f(): return sum(x)"), 3),
        (("x = [1]", "y = x", "z = x", "z.append(3)", "def f(): return sum(y)"), 4),
        (("x = [1]", "y = x", "z = y", "y = 0", "z.append(4)", "def f(): return sum(x)"), 5),
        (("from numpy import put, zeros as z", "a = z(2)", "put(a, 0, 9)", "def f(): return a.sum()"), 9),
        (("import numpy as np", "a = np.ones(2)", "def g(): np.copyto(a, 3)", "g()", "def f(): return a.sum()"), 6),
        (("c = {'o': {'rate': 1}}", "o = c['o']", "o['rate'] = 6", "def f(): return c['o']['rate']"), 6),
        (("import numpy as np", "A = np.zeros((2, 2))", "row = A[0]", "row[:] = 5", "def f(): return A.sum()"), 10),
        (("import numpy as np", "x = np.ones(2)", "def scale(v): v *= 3", "scale(x)", "def f(): return x.sum()"), 6),
        (("class M:\n    def fit(self, x): self.w = x", "m = M()", "loss = m.fit(4)", "def f(): return m.w"), 4),
        (("n = 0", "def main(): load()", "def load():\n    global n\n    n = 3", "main()", "def f(): return n"), 3),
        (("x = []", "def g(v): x.append(v)", "h = g", "h(5)", "def f(): return x[0]"), 5),
        ((*COUNTER, "c = C()", "print(c.up())", "def f(): return c.n"), 1),
        ((*COUNTER, "c = C()", "assert c.up() == 1", "def f(): return c.n"), 1),
        ((*COUNTER, "class D(C): pass", "c = D()", "now = c.up()", "def f(): return c.n"), 1),
        (("class T:\n    def put(self, x): x.append(3)", "x = []", "t = T()", "t.put(x)", "def f(): return x[0]"), 3),
        (("class T:\n    def __init__(self, x): x.append(3)", "x = []", "t = T(x)", "def f(): return x[0]"), 3),
        (
            (
                "k = 0",
                "class T:\n    def go(self):\n        global k\n        k = 5",
                "t = T()",
                "t.go()",
                "def f(): return k",
            ),
            5,
        ),
        ((REGISTER, "register = R()", "@register\ndef g(): return 3", "def f(): return register.all['g']()"), 3),
        ((NAMING, "register = R()", "@register('a')\ndef g(): return 3", "def f(): return register.all['a']()"), 3),
        (("def fill(t): t.append(3)", "d = {'a': []}", "fill(d['a'])", "def f(): return d['a'][0]"), 3),
        (("def fill(*ts):\n    for t in ts: t.append(3)", "a = []", "fill(*[a])", "def f(): return a[0]"), 3),
        (("def inner(t): t.append(3)", "def outer(t): inner(t)", "a = []", "outer(a)", "def f(): return a[0]"), 3),
        (("import heapq", "def put(h): heapq.heappush(h, 3)", "h = []", "put(h)", "def f(): return h[0]"), 3),
        (("def fill(t):\n    row = t[0]\n    row.append(3)", "a = [[]]", "fill(a)", "def f(): return a[0][0]"), 3),
        (("import numpy as np", "x = np.zeros(4)", "v = x[:2]", "v += 3", "def f(): return x.sum()"), 6),
        (("import numpy as np", "x = np.zeros(2)", "np.add.at(x, 0, 3)", "def f(): return x.sum()"), 3),
        (("class S: pass", "s = S()", "vars(s)['a'] = 3", "def f(): return s.a"), 3),
        (("c = {'a': 1}", "d = c", "d |= {'a': 3}", "def f(): return c['a']"), 3),
        ((STATIC, "x = []", "T.put(x)", "def f(): return x[0]"), 3),
        ((STATIC, "x = []", "t = T()", "t.put(x)", "def f(): return x[0]"), 3),
        ((*COUNTER, "x = [C()]", "now = [c.up() for c in x]", "def f(): return x[0].n"), 1),
        ((*COUNTER, "x = [C()]", "now = {n: c.up() for n, c in enumerate(x)}", "def f(): return x[0].n"), 1),
        ((*COUNTER, "x = [[C()]]", "now = sum(c.up() for row in x for c in row)", "def f(): return x[0][0].n"), 1),
        (("x = [[]]", "now = [row.append(3) for row in x]", "def f(): return x[0][0]"), 3),
        (("def put(t): return [row.append(3) for row in t]", "x = [[]]", "put(x)", "def f(): return x[0][0]"), 3),
        (("x = []", *CALLS, "f69()", "def f(): return x[0]"), 3),
        (("x = []", "add = x.append", "add(3)", "def f(): return x[0]"), 3),
        (("x = {}", "def put(k, v): x[k] = v", "list(map(put, 'ab', [1, 2]))", "def f(): return sum(x.values())"), 3),
        (("def main():\n    global f, n\n    n = 3\n    def f(): return n", "main()"), 3),
        (("def f(): raise NotImplementedError", "def main():\n    global f\n    f = lambda: 3", "main()"), 3),
        (("import numpy as np", "x = np.zeros((2, 2))", "v = x.reshape(4)", "v[1:] = 2", "def f(): return x.sum()"), 6),
        (("import numpy as np", "x = np.zeros((2, 2))", "v = x[0].T.ravel()", "v += 3", "def f(): return x.sum()"), 6),
        ((*PARSER, "g = p.add_argument_group('step')", *OPTION), 3),
        ((*PARSER, "g = p.add_mutually_exclusive_group()", *OPTION), 3),
        ((*PARSER, "_ = p.add_argument('--k', default=3)", *OPTION[1:]), 3),
        ((*PARSER, "k = p.add_argument('--k', default=2)", "k.default = 3", *OPTION[1:]), 3),
        ((*PARSER, "g = p.add_subparsers().add_parser('go')", OPTION[0], "def f(): return p.parse_args(['go']).k"), 3),
    ],
)
def test_what_is_changed_by_a_function_or_in_a_loop_comes_along(cells, expected):
    assert value(*cells) == expected


@pytest.mark.parametrize(
    "cells",
    [
        ("n = 7", f"def train(w, n):\n    for _ in range(3): n *= 2\n    {BOOM}\n    return w", "train(1, n)"),
        ("n = 7", f"def plot(n):\n    while n: n -= 1\n    {BOOM}", "plot(n)"),
        ("n = 7", f"def fit_all(model, n):\n    model.fit(n)\n    {BOOM}", "fit_all(1, n)"),
        ("import requests", "n = 7", "requests.put(n)"),
        ("n = 7", "from sklearn.utils import shuffle", "m = shuffle(n)"),
        ("n = 7", f"def place(n): {BOOM}", "place(n)"),
        ("n = 7", "boom(n, out=n)"),
        ("d = {'n': 7, 'm': []}", "n = d['n']", "m = d['m']", "m.append(boom())"),
        ("import math as L", "n = L.pi", "m = L.e", "m.append(boom())"),
        ("d = {'n': 7}", "n = d['n']", "d['k'] = boom()"),
        ("n = 7", "t = n", "d = []", "t = d", "t.append(boom())"),
        ("n = 7", "class Run:\n    def go(self, n): self.n = n", "r = Run()", f"h = r.go(n)\n{BOOM}"),
        ("n = 7", "class Run:\n    def __init__(self, n): self.n = n", f"r = Run(n)\n{BOOM}"),
        ("n = 7", "class Log:\n    def __call__(self): self.k = 1", f"def show(n):\n    {BOOM}", "show(n)"),
        ("class Log:\n    def __call__(self): self.k = 1", "def n(): return 7", "boom = n()"),
        ("n = [7]", "class Log:\n    def put(self, v): self.v = v", "log = Log()", "boom = [log.put(v) for v in n]"),
        ("n = [7]", "boom = [v for v in n for n in [v]]"),
        ("n = 7", "t = n", f"for _ in range(9):\n    t += 1\n    {BOOM}"),
        ("n = [7]", f"for ax, lr in zip([1, 2], n):\n    ax.plot(lr)\n    {BOOM}"),
        ("n = [7]", f"for k, (lr, ax) in enumerate([(n, 1)]):\n    ax.plot(lr)\n    {BOOM}"),
    ],
)
def test_an_experiment_that_is_handed_a_value_is_none_of_its_changes(cells):
    """What a cell cannot have changed needs none of the training, plots and downloads that it was handed to."""
    statements = needed(*cells, "def f(): return n")
    assert not any(re.search("boom|cell must not run|shuffle|requests", each) for each in statements), statements


def test_what_a_function_draws_in_a_loop_needs_no_loop():
    """The function that is asked for is an item of what the loop goes through."""
    loop = f"for ax, g in zip([1, 2], [f, f]):\n    ax.plot(g(1))\n    {BOOM}"
    assert needed("def f(w): return w", loop) == ["def f(w): return w"]
    assert needed("def f(w): return w", loop.replace("zip([1, 2], [f, f])", "[(1, f), (2, f)]")) == [
        "def f(w): return w"
    ]


def test_a_loop_that_changes_nothing_is_an_experiment():
    cells = ("rates = [1, 2]", f"for rate in rates: {BOOM}", "def f(): return rates[0]")
    assert value(*cells) == 1


def test_what_a_call_returns_is_no_part_of_what_is_called():
    cells = ("def g(w): return [w]", f"history = g({{}})\n{BOOM}", "history.append(1)", "def f(): return g(2)")
    assert value(*cells) == [2]


@pytest.mark.parametrize(
    "base",
    [
        "class A:\n    def __init_subclass__(cls): KINDS[cls.__name__] = cls",
        "class A:\n    def __init_subclass__(cls, **named):\n        KINDS.update({cls.__name__: cls})",
        "class M(type):\n    def __init__(cls, *a): KINDS[cls.__name__] = cls\nclass A(metaclass=M): pass",
    ],
)
def test_subclasses_come_with_what_their_class_enters_them_into(base):
    """A table of optimizers by name, in which none of them is mentioned."""
    cells = [base, "KINDS = {}", "class B(A): number = 2", "class C(B): number = 3"]
    if "metaclass" in base:  # `A` is entered too, so that the table has to be there
        cells[:2] = [cells[1], base]
    assert value(*cells, "def f(): return KINDS['B'].number * KINDS['C'].number") == 6


# --- configuration ---

CONFIGURING = [
    ("import jax", "jax.config.update('jax_enable_x64', True)"),
    ("import jax", "jax.config.jax_enable_x64 = True"),
    ("from jax import config", "config.update('jax_enable_x64', True)"),
    ("import jax as j", "try:\n    j.config.update('jax_enable_x64', True)\nexcept AttributeError:\n    pass"),
    ("import os", "os.environ['JAX_PLATFORMS'] = 'cpu'"),
    ("from os import environ", "environ.setdefault('A', 'b')"),
    ("import numpy as np", "np.seterr(all='ignore')"),
    ("from numpy import random", "random.seed(0)"),
    ("import warnings", "warnings.filterwarnings('ignore')"),
    ("import sys", "sys.setrecursionlimit(5000)"),
    ("import os", "if not os.path.exists('figures'):\n    os.makedirs('figures')"),
    ("from pathlib import Path", "Path('runs').mkdir(exist_ok=True)"),
    ("import jax", "jax.tree_util.register_pytree_node(dict, vars, dict)"),
    ("import matplotlib as mpl", "mpl.colormaps.register(dict)"),
    ("import matplotlib.pyplot as plt", "plt.colormaps.register(cmap=dict, name='mine')"),
    ("from jax import tree_util", "tree_util.register_dataclass(dict, data_fields=['w'], meta_fields=[])"),
]


@pytest.mark.parametrize(("imports", "statement"), CONFIGURING)
def test_configuration_comes_with_every_function(imports, statement):
    """No name binds it to the function, but float64 or not is seen in every number."""
    extraction = extract(notebook("def f(): return 1", imports, statement, "x = 1"), ["f"])
    assert defined(extraction, "f").statements == (0, 1, 2)
    assert defined(extraction, "f").configuration == (1, 2)  # if it fails, the function has not


def test_configuration_brings_no_star_import_with_it():
    """`numpy` has a `gradient`, too: run behind the student's, it took its place."""
    cells = ["import jax", "from numpy import *", "jax.config.update('a', True)"]
    extraction = extract(notebook("def gradient(): return 1", *cells), ["gradient"])
    assert defined(extraction, "gradient").statements == (0, 1, 3)


@pytest.mark.parametrize(
    "cells",
    [
        ("jax = object()", "jax.config.update(1)"),
        ("import jax", "x = jax.devices()"),
        ("import numpy as np", "np.random.seed(later_defined_nowhere)"),
        ("import jax", "if True:\n    jax.config.update('a', 1)\n    train()"),
    ],
)
def test_what_only_looks_like_configuration_stays_out(cells):
    """It is the imported library that counts, and a statement that does nothing else."""
    assert needed(*cells, "def f(): return 1") == ["def f(): return 1"]


def test_configuration_is_left_out_of_the_source_that_is_compared():
    """Every notebook configures JAX in the same words; that is no sign of copying."""
    cells = [
        "import jax\njax.config.update('jax_enable_x64', True)",
        "c = 1",
        "def f():\n    return c  # mine",
        "x = 2",
    ]
    assert functions_source(extract(notebook(*cells), ["f"]), ["f"]) == "c = 1\ndef f():\n    return c"
    assert functions_source(extract(notebook(*cells), ["g"]), ["g"]) == ""


# --- broken, missing, unresolved, not attempted ---


def test_a_broken_cell_elsewhere_does_not_matter():
    """It takes no points from other functions, and is reported all the same."""
    extraction = extract(notebook("def f(): return 1", "print 'python 2'", "for i in\n"), ["f"])
    assert run(extraction, "f")() == 1
    assert [(cell.cell, cell.line) for cell in extraction.broken_cells] == [(2, 1), (3, 1)]


@pytest.mark.parametrize(
    ("cell", "line", "message"),
    [
        ("import jax\ndef adam(g)\n    return g", 2, "expected ':'"),
        ("def adam(g):\n    for k in g:\n        pass\nreturn g", 4, "'return' outside function"),
        ("def adam(g):\nreturn g", 2, "indented block"),
        ("if True:\n    adam = lambda g:\n", 2, "invalid syntax"),
        ("adam: Callable = lambda g) g", 1, "')'"),
        ("%matplotlib inline\n\nasync def adam(g):\n  x = 1\n y = 2", 5, "unindent"),
        ("def adam(g): return g\nfor k in g:\n    pass\nbreak", 4, "'break' outside loop"),
        ("def adam(g): return '\0'", 1, "null bytes"),
        ("from __future__ import barry_as_FLUFL\ndef adam(g): return g", 1, "leave this import out"),
    ],
)
def test_a_needed_cell_that_does_not_parse_is_named_with_line_and_message(cell, line, message):
    """Else the student reads "adam is missing" while looking at it."""
    answer = extract(notebook("x = 1", cell), ["adam"])["adam"]
    if cell.startswith("if True"):  # only a name at the start of a line is surely a variable
        assert isinstance(answer, MissingName)
        return
    assert isinstance(answer, BrokenName)
    assert (answer.name, answer.cell, answer.line) == ("adam", 2, line)
    assert message in answer.message
    assert answer.source_line == printable(cell.split("\n")[line - 1].strip())


def test_a_broken_attempt_beside_the_untouched_stub_is_broken_and_not_unattempted():
    """The student did try: what stands in the way is a colon."""
    assert isinstance(extract(notebook("def f(): pass", "def f()\n    return 1"), ["f"])["f"], BrokenName)
    assert isinstance(extract(notebook("def f(): return 1", "def f()\n    return 2"), ["f"])["f"], DefinedName)


def test_a_needed_helper_in_a_broken_cell_is_named():
    """The child will say NameError; this says why."""
    cells = ["import numpy as np\nx = (", "def helper(:\n    pass", "def f(): return helper(np)"]
    answer = defined(extract(notebook(*cells), ["f"]), "f")
    assert answer.unresolved == ("helper", "np")
    assert [(b.name, b.cell) for b in answer.broken] == [("helper", 2), ("np", 1)]


def test_names_found_nowhere_are_unresolved():
    """Then the whole notebook is run, in order: `exec("c = 1")` binds what reading cannot see."""
    extraction = extract(
        notebook("exec('c = 1')", "def f(): return c", "def g(): return print(len(__name__))"), ["f", "g"]
    )
    assert {name for each in extraction.names for name in each.unresolved} == {"c"}
    assert extraction.statements[0].source == "exec('c = 1')"
    assert defined(extraction, "g").unresolved == ()  # another question is not hurt


@pytest.mark.parametrize(
    "cells",
    [
        ("source = 'def f():\\n    return 3'", "exec(source)"),
        ("for name in ['f', 'h']:\n    exec(f'def {name}():\\n    return 3')",),
        ("def three(): return 3", "globals()['f'] = three"),
        ("globals().update(f=lambda: 3)",),
        ("locals()['f'] = lambda: 3",),
        ("for name in ['f', 'h']:\n    vars()[name] = lambda: 3",),
        ("vars().update(f=lambda: 3)",),
        ("exec('f = lambda: 3')",),
        ("import math", "def f(): return eval('math.floor(3.5)')"),
        ("import math", "def f(): return power('3.5')", "def power(text): return eval(f'math.floor({text})')"),
        ("import sys", "def three(): return 3", "def f(): return sys._getframe().f_globals['three']()"),
        ("def three(): return 3", "def f(): return f.__globals__['three']()"),
    ],
)
def test_names_reached_by_text_need_the_whole_notebook(cells):
    """Static reading cannot follow them: without the rest an honest function would lose its points."""
    extraction = extract(notebook(*cells, "other = 1"), ["f"])
    assert needed_statements(extraction, ["f"]) == (tuple(range(len(cells) + 1)), (), False)
    space: dict[str, Any] = {}
    for statement in extraction.statements:
        exec(statement.source, space)
    assert space["f"]() == 3


@pytest.mark.parametrize(
    ("after", "needed"),
    [
        ("sum = 0", [0]),
        ("for sum in range(3): print(sum)", [0]),
        ("sum = max([1, 2])", [0]),
        ("def sum(xs): return 3", [0, 1]),
        ("sum = np.sum", [0, 1]),
        ("sum = lambda xs: 3", [0, 1]),
    ],
)
def test_a_variable_behind_a_function_does_not_take_pythons_own_from_it(after, needed):
    """It worked when its author called it, in the cell between the two."""
    extraction = extract(notebook("def f(xs): return sum(xs)", after), ["f"])
    assert list(defined(extraction, "f").statements) == needed
    before = extract(notebook(after, "def f(xs): return sum(xs)"), ["f"])
    assert list(defined(before, "f").statements) == [0, 1]
    value = extract(notebook("def f(xs): return xs + sum", after), ["f"])
    assert list(defined(value, "f").statements) == [0, 1]


def test_a_look_at_the_namespace_needs_no_other_cell():
    """`locals()` in a function, or a cell that asks whether a name is there, binds nothing that cannot be read."""
    cells = ["if 'rate' not in locals(): rate = 3", "def f(): return locals() or rate", "other = 1"]
    assert needed_statements(extract(notebook(*cells), ["f"]), ["f"]) == ((0, 1), (), True)


@pytest.mark.parametrize(
    "cells",
    [
        ("vars = {'rate': 3}", "vars['steps'] = 10", "def f(): return vars['rate']"),
        ("locals = []", "locals.append(3)", "def f(): return locals[0]"),
        ("vars = lambda: table", "table = {}", "vars()['rate'] = 3", "def f(): return vars()['rate']"),
    ],
)
def test_a_variable_called_vars_or_locals_is_no_namespace(cells):
    """Students call the variables of a problem so; the whole notebook would train for hours."""
    assert value(*cells) == 3
    extraction = extract(notebook(BOOM, *cells, LOOP), ["f"])
    assert needed_statements(extraction, ["f"]) == (tuple(range(1, len(cells) + 1)), (), True)


def test_a_variable_called_vars_of_a_star_import_is_no_namespace():
    cells = ["from settings import *", "vars['rate'] = 3", "def f(): return vars['rate']", "other = 1"]
    assert 3 not in needed_statements(extract(notebook(*cells), ["f"]), ["f"])[0]


@pytest.mark.parametrize(
    ("reach", "is_traced"),
    [
        ("import __main__\n    return __main__.three()", False),
        ("from __main__ import three\n    return three()", False),
        ("import sys\n    return sys.modules[__name__].three()", False),
        ("import sys\n    return getattr(sys.modules['__main__'], 'three')()", False),
        ("return __import__('__main__').three()", False),
        ("import sys\n    return 3 if 'google.colab' in sys.modules or __name__ == '__main__' else 4", True),
    ],
)
def test_names_reached_through_the_notebooks_module_need_all_of_it(reach, is_traced):
    extraction = extract(notebook("def three(): return 3", f"def f():\n    {reach}"), ["f"])
    assert needed_statements(extraction, ["f"]).is_traced == is_traced


UNTOUCHED = "def f():\n    raise NotImplementedError"


@pytest.mark.parametrize(
    "cells",
    [
        ("exec('def f(): return 3')",),
        ("exec('f = lambda: 3')",),
        ('exec("""\nf = lambda: 3\n""")',),
        ("text = 'def f(): return 3'", "exec(text)"),
        ("for n in ['f']: globals()[n] = lambda: 3",),
        ("names = ['f', 'g']", "def make(n): globals()[n] = lambda: 3", "for n in names: make(n)"),
        ("globals().update(f=lambda: 3)",),
        ("made = dict(f=lambda: 3)", "globals().update(made)"),
        ("import __main__ as m", "m.f = lambda: 3"),
        ("import sys", "main = sys.modules['__main__']", "main.f = lambda: 3"),
    ],
)
def test_a_function_made_by_text_behind_the_stub_is_an_attempt(cells):
    """Whoever makes all methods in one loop leaves the handout's stubs where they stand."""
    assert defined(extract(notebook(UNTOUCHED, *cells), ["f"]), "f").attempted
    assert not defined(extract(notebook(*cells, UNTOUCHED), ["f"]), "f").attempted


@pytest.mark.parametrize(
    "cells",
    [
        ("exec('x = 3')",),
        ("exec('x = 3')", "print(dict(f=1))"),
        ("print(dict(n=0, f=eval('2')))",),
        ("exec('x = 3')", "title = 'f'"),
        ("globals()['x'] = 3", "class A:\n    def __init__(self): self.f = 1"),
        ("globals()['x'] = f",),
    ],
)
def test_text_that_makes_something_else_leaves_a_stub_unattempted(cells):
    assert not defined(extract(notebook(UNTOUCHED, *cells), ["f"]), "f").attempted


def test_text_that_binds_nothing_leaves_a_name_missing():
    for cells in (("exec('x = 1')", "print('f g')"), ("source = 'def f(): pass'",)):
        assert isinstance(extract(notebook(*cells), ["f"])["f"], MissingName)


@pytest.mark.parametrize(
    ("cells", "suggestion"),
    [
        (("x = 1", "def Adam(): pass"), "`Adam` (cell 2)"),
        (("def run_task1():\n    def adam(): pass",), "`adam` inside `run_task1` (cell 1)"),
        (("class Adams:\n    pass",), "`Adams` (cell 1)"),
        (("import adams", "x = 1"), ""),
        ((), ""),
    ],
)
def test_a_missing_name_comes_with_the_closest_one(cells, suggestion):
    """A capital letter is the usual mistake; a function within a function cannot be reached."""
    assert extract(notebook(*cells), ["adam"])["adam"] == MissingName("adam", suggestion)


STUB = "def f(g, w):\n    '''Adam.'''\n    history = [w]\n    # YOUR CODE HERE\n    return history"
TEMPLATE = "answers = {'a': None, 'b': None}"


@pytest.mark.parametrize(
    "source",
    [
        "def f(): pass",
        "def f(): ...",
        "def f():\n    '''Says what to do.'''",
        "def f():\n    '''Says.'''\n    # YOUR CODE HERE\n    raise NotImplementedError('todo')",
        "@jit\ndef f(): raise NotImplementedError",
        "from functools import partial\nimport jax\n@partial(jax.jit, static_argnums=1)\ndef f(): pass",
        "import functools as ft\n@ft.lru_cache(maxsize=None)\ndef f(): ...",
        "import functools as ft\nsize = 10\n@ft.lru_cache(maxsize=size)\ndef f(): ...",
        "from functools import partial as p\nimport jax\nn = ['n']\n@p(jax.jit, static_argnames=n)\ndef f(): ...",
        "from dataclasses import dataclass\n@dataclass(frozen=True)\nclass f: pass",
        "def f():\n    ...\n    return None",
        "def f(): return",
        "f = None",
        "f = lambda g: None",
        "f: dict = {'a': None, 'b': ...}",
        STUB,
        STUB.replace("Adam", "My notes").replace("# YOUR", "# my") + "  # nothing",
    ],
)
def test_a_stub_is_not_attempted(source):
    """ "Not attempted" is its own outcome: no points, and no list of failures either."""
    assert not defined(extract(notebook(source), ["f"], {"f": STUB}), "f").attempted


@pytest.mark.parametrize(
    "cells",
    [
        ("def f(): return 0",),
        ("def f():\n    x = 1",),
        (STUB.replace("[w]", "[w, w]"),),
        ("from solution import f",),
        ("f = partial(g)",),
        ("f = {'a': None, 'b': False}",),
        ("f = {'a': None}", "f['a'] = True"),
        ("def f(): pass", "def f(): return 1"),
        ("if x:\n    def f(): return 1\nelse:\n    def f(): pass",),
        ("def f(): raise ValueError",),
        ("def method_of(step): return lambda f: step", "@method_of(lambda w: w)\ndef f():\n    ..."),
        ("from course import method_of", "def step(w): return w", "@method_of(step)\ndef f():\n    ..."),
        ("@method_of(step)\ndef f():\n    ...", "def step(w): return w"),
        ("from course import method_of", "step = lambda w: w", "@method_of(rule=step)\ndef f():\n    ..."),
        ("solved_by = partial(partial, by_rule)", "@solved_by(rule=1)\ndef f():\n    ..."),
    ],
)
def test_anything_more_is_an_attempt(cells):
    """A wrong answer deserves a reason."""
    assert defined(extract(notebook(*cells), ["f"], {"f": STUB}), "f").attempted


def test_a_decorator_of_a_module_that_is_handed_in_may_give_the_body():
    """It is the student's own as well."""
    cells = notebook("from tools.helpers import method_of\n@method_of(1)\ndef f(): ...")
    beside = {"tools.helpers": notebook("def method_of(k): return lambda f: lambda w: k")}
    assert defined(extract(cells, ["f"], {"f": STUB}, beside), "f").attempted
    assert not defined(extract(cells, ["f"], {"f": STUB}), "f").attempted


def test_the_last_definition_decides_even_if_it_is_the_stub():
    """In Jupyter the stub wins, too."""
    assert not defined(extract(notebook("def f(): return 1", "def f(): pass"), ["f"]), "f").attempted


def test_a_template_of_answers_is_not_attempted_until_one_is_given():
    """Whatever order of keys and blanks the handout has."""
    stubs = {"answers": TEMPLATE}
    assert not defined(extract(notebook(TEMPLATE), ["answers"], stubs), "answers").attempted
    changed = TEMPLATE.replace("None", "True", 1)
    assert defined(extract(notebook(changed), ["answers"], stubs), "answers").attempted


def test_a_stub_of_ours_that_is_no_python_is_our_fault():
    """Staff get the error; no student sees it."""
    with pytest.raises(ValueError, match="handout's stub of 'f'"):
        extract(notebook(), ["f"], {"f": "def f("})


# --- places ---


def test_tracebacks_name_the_cell_and_the_line():
    """`a; b` and blocks below `if __name__` included: the line is the one that the student sees."""
    cells = [
        "x = 1; \\\n  y = [\n 1,\n]; z = 2",
        "\n\nif __name__ == '__main__':\n\n    def f():\n        return 1 / 0",
    ]
    extraction = extract(notebook(*cells, "def g(): return y, z"), ["f", "g"])
    with pytest.raises(ZeroDivisionError) as error:
        run(extraction, "f")()
    last = error.traceback[-1]
    assert (last.frame.code.raw.co_filename, last.lineno + 1) == ("cell 2", 6)
    assert (defined(extraction, "f").cell, defined(extraction, "f").line) == (2, 5)
    assert run(extraction, "g")() == ([1], 2)


def test_lines_of_a_python_file_are_those_of_the_file():
    """Its cells begin somewhere in the middle."""
    cells = (
        Cell(1, "x = 1\n"),
        Cell(2, "# %%\n@d\ndef f():\n    pass\n", first_line=2),
        Cell(3, "def (", first_line=9),
    )
    extraction = extract(cells, ["f"])
    assert (defined(extraction, "f").line, extraction.statements[1].line) == (4, 3)
    assert extraction.broken_cells[0].line == 9


def test_an_extraction_is_plain_data():
    """It crosses to the child process as JSON."""
    extraction = extract(notebook("def f(): return x", "def g(", "import os"), ["f", "g", "h"])
    assert from_data(json.loads(json.dumps(to_data(extraction)))) == extraction


# --- the whole and the part ---


FUNCTIONS = ["p", "q", "r", "f"]  # each may call those before it only: no program recurses for ever


@st.composite
def statements(draw: st.DrawFn) -> str:
    """One of many forms of statement, over few names, so that each is bound, changed and read again and again."""
    rank = draw(st.integers(0, 3))
    function, lower = FUNCTIONS[rank], draw(st.sampled_from(FUNCTIONS[: rank + 1]))
    n, m, history = draw(st.sampled_from("abc")), draw(st.sampled_from("abc")), draw(st.sampled_from("hd"))

    def total(callable_names: list[str]) -> str:
        terms = st.sampled_from(["a", "b", "c", "3", *(f"{name}()" for name in callable_names)])
        return " + ".join(draw(st.lists(terms, min_size=1, max_size=3)))

    value, body = total(FUNCTIONS), total(FUNCTIONS[:rank])
    forms = [
        f"{n} = {value}",
        f"{n} += {value}",
        f"{n}, {m} = {value}, {n}",
        f"if {n} % 2: {m} = {value}",
        f"if {n} % 2: {m} = {value}\nelse: {m} = 1",
        f"for k in range(3): {n} = {m} + k",
        f"try: {n} = {value} // ({m} % 2)\nexcept ZeroDivisionError as {m}: pass\n{m} = 6",
        f"{n} = [{m} for {m} in {history}][0]",
        f"del {n}; {n} = {m} = 4",
        f"{history}.append({value})",
        f"{history}[0] = {value}",
        f"{history} = [{history}[0], 1]",
        f"{n} = sum({history})",
        f"def {function}(): return {body}",
        f"def {function}(): return sum({history}) + {body}",
        f"def {function}(x={value}): return x + {body}",
        f"def {function}():\n    {n} = {body if n not in body else 2}\n    return (lambda: {n} + {m})()",
        f"{function} = {lower}",
        f"{function} = (lambda g: lambda: g() + {n})({lower})",
        f"class K:\n    {n} = {value}\n    def go(self): return {n} + {body}\n{function} = K().go",
        f"def setup():\n    global {n}\n    {n} = 7\n    {history}[0] = {m}",
        "setup()",
        f"def total(xs): return xs[0] + {n}\nsum = total",
    ]
    return draw(st.sampled_from(forms))


@st.composite
def programs(draw: st.DrawFn) -> list[str]:
    start = ["a, b, c = 1, 2, 3", "h = [1]; d = [2]", "def setup(): pass"]
    start += [f"def {name}(): return {n}" for n, name in enumerate(FUNCTIONS)]
    return start + draw(st.lists(statements(), min_size=1, max_size=14))


@settings(max_examples=120, deadline=None)
@given(programs())
def test_the_part_gives_what_the_whole_gives(cells):
    """The claim of the module, on programs made at random: same value of f as running every cell in order."""
    whole: dict[str, Any] = {}
    exec("\n".join(cells), whole)
    assert value(*cells) == whole["f"](), "\n".join(["", *cells, "--- needed:", *needed(*cells)])


@settings(max_examples=60, deadline=None)
@given(programs(), st.randoms())
def test_a_shuffled_notebook_still_gives_an_answer(cells, random):
    """Nobody knows what it should compute, but nothing may raise or hang, and no statement comes twice."""
    random.shuffle(cells)
    statements = defined(extract(notebook(*cells), ["f"]), "f").statements
    assert len(set(statements)) == len(statements)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text("abf=+:()[]{}%!\n \tdefinrtu.,'\"#@\\0é\ud800\0", max_size=40), max_size=4))
def test_no_source_makes_extraction_raise(cells):
    """Whatever `read` lets through has to end in an answer."""
    cleaned = [cell.replace("\ud800", "?") for cell in cells]
    extraction = extract(notebook(*cleaned), ["a", "f"])
    assert all(isinstance(extraction[name], DefinedName | MissingName | BrokenName) for name in ("a", "f"))


@pytest.mark.parametrize(
    "cell",
    ["(" * 10_000, "-" * 50_000 + "1", "x = " + "1+" * 50_000 + "1", "a" + ".b" * 30_000, "f(" * 90 + ")" * 90,
     "if x:\n pass\n" + "elif x:\n pass\n" * 3000, "x = [" + "[1]," * 20_000 + "]", "lambda: " * 3000 + "0"],
    ids=lambda cell: cell[:9],
)  # fmt: skip
def test_hostile_nesting_ends_in_an_answer(cell):
    """Python's parser and `ast` have limits of their own; none of them may end the grader."""
    extraction = extract(notebook(cell, "def f(): return 1"), ["f"])
    assert run(extraction, "f")() == 1


def chain(n: int, piece: str) -> list[str]:
    return [piece.format(i=i, j=i - 1) for i in range(1, n)]


@pytest.mark.slow
@pytest.mark.parametrize(
    "cells",
    [
        ["x = 1"] * 100_000 + ["def f(): return x"],
        ["c = 1", "def g(y): return y + c", "x = 0"] + ["x = g(x)"] * 2_000 + ["def f(): return x"],
        ["x0 = []", *chain(10_000, "x{i} = x{j}.copy()"), "def f(): return x9999"],
        ["def g0(): return 1", *chain(10_000, "def g{i}(): return g{j}()"), "def f(): return g9999"],
        ["h = []"] + ["h.append(1)"] * 20_000 + ["def f(): return h"],
        ["class A: pass"] + ["x = A()"] * 10_000 + ["A.n = 1"] * 10_000 + ["def f(): return x"],
        [
            *chain(3_000, "class C{i}: pass"),
            ", ".join(chain(3_000, "x{i}")) + " = " + ", ".join(chain(3_000, "C{i}()")),
            "def f(): return x9",
        ],
        ["a = []"] + ["x = a"] * 10_000 + ["a[:] = 1"] * 10_000 + ["def f(): return x"],
    ],
    ids=["assignments", "calls", "methods", "functions", "changes", "objects", "classes", "names of one object"],
)
def test_long_programs_take_seconds(cells):
    """A hundred thousand cells are one of the hostile files; a chain must not cost its square."""
    start = time.process_time()
    assert defined(extract(notebook(*cells), ["f"]), "f").statements
    assert time.process_time() - start < 20  # 2 to 4 on a slow machine


def test_a_cell_of_pasted_data_is_set_aside_like_a_broken_one():
    """Its syntax tree would take 500 times its size, and a grader on Gradescope has 768 MB."""
    data = "adam = [" + "0.25," * 50_000 + "]"
    answer = extract(notebook(data), ["adam"])["adam"]
    assert isinstance(answer, BrokenName)
    assert "more than 200,000 characters" in answer.message
    assert len(answer.source_line) <= 200 + len(" ...")


def test_one_line_may_hold_very_many_statements():
    """Cutting each from the whole line would cost the square of its length."""
    start = time.process_time()
    extraction = extract(notebook("é = 1;" * 30_000, "def f(): return é"), ["f"])
    assert run(extraction, "f")() == 1
    assert time.process_time() - start < 10  # a second, usually


def test_a_notebook_too_tangled_to_follow_is_run_whole(monkeypatch):
    """Bounded work: beyond it, everything counts as needed."""
    monkeypatch.setattr("grader.extraction.program.MAX_STEPS", 3)
    cells = ["a = 1", "b = a", "c = a + b", BOOM, "def f(): return a + b + c"]
    assert defined(extract(notebook(*cells), ["f"]), "f").statements == (0, 1, 2, 3, 4)


@pytest.mark.parametrize(
    "cell",
    [
        "@f\ndef f(x): return f\n" * 900,
        "".join(
            f"if x{i % 10}:\n  x{i % 10} = f{i % 7}(x{(i + 3) % 10})\n  def f{i % 7}(z): return x{i % 10}\n"
            for i in range(300)
        ),
    ],
    ids=["decorated again and again", "bound in branches"],
)  # fmt: skip
def test_names_that_are_bound_again_and_again_take_seconds_for_all_questions_together(cell):
    """A submission may hold fifty such files, and others wait for it: 20 s of CPU a file, once."""
    names = [f"question_{i}" for i in range(12)]
    start = time.process_time()
    extract(notebook(cell, *(f"def {name}(a): return f, x0, f0" for name in names), "f = x0 = f0 = 1"), names)
    assert time.process_time() - start < reader.limits.cpu_seconds / 4  # a second, usually


def test_a_long_chain_of_names_is_followed_in_proportion_to_its_length():
    """Each value made of the one before, in 40,000 statements: what takes the square of that takes a file's 20 s."""
    cells = ["".join(f"a{i} = a{i - 1}\n" for i in range(k, k + 10_000)) for k in range(1, 40_001, 10_000)]
    start = time.process_time()
    extraction = extract(notebook("a0 = 1", *cells, "def f(): return a40000"), ["f"])
    assert time.process_time() - start < reader.limits.cpu_seconds / 2  # two seconds, usually
    assert len(defined(extraction, "f").statements) == 40_002


def test_a_notebook_whose_calls_are_too_many_to_follow_is_run_whole(monkeypatch):
    monkeypatch.setattr("grader.extraction.program.MAX_STEPS", 3)
    cells = [
        "def a(): return 1",
        "def b(): return a()",
        "def c(): return b()",
        "n = c()",
        "m = c()",
        "def f(): return 1",
    ]
    assert defined(extract(notebook(*cells), ["f"]), "f").statements == (0, 1, 2, 3, 4, 5)


def test_what_a_name_needs_depends_on_no_hash():
    """Where the followed names end, they end at the same one in each process."""
    script = """if True:
        from grader.extraction.extract import extract
        from grader.extraction.notebook import Cell
        names = range(40)
        lines = ["x = []", *(f"x{n} = x; y{n} = x{n}; z{n} = y{n}" for n in names)]
        cells = ["\\n".join(lines), "x.append(1)"]
        reads = [f"f{n}" for n in names]
        cells += [f"def f{n}(): return z{n}" for n in names]
        print([each.statements for each in extract([Cell(*each) for each in enumerate(cells, 1)], reads).names])
    """
    answers = {
        subprocess.run([sys.executable, "-c", script], env=os.environ | {"PYTHONHASHSEED": seed}, check=True,
                       stdout=subprocess.PIPE).stdout
        for seed in "123"
    }  # fmt: skip
    assert len(answers) == 1 and b"(0," in answers.pop()


def test_the_module_never_runs_or_imports_what_it_reads():
    """The promise of its docstring, held by its syntax tree."""
    for module in sorted((Path(__file__).parents[2] / "grader/extraction").glob("[!_]*.py")):
        tree = ast.parse(module.read_text("utf-8"))
        calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
        called = {function.id for function in calls if isinstance(function, ast.Name)}
        assert not called & {"exec", "eval", "compile", "__import__"}


# --- classes ---


CLASS = "class A:\n    def __init__(self): self.w = START"


def test_a_class_comes_with_its_bases_decorators_attributes_and_what_its_methods_read():
    cells = (
        "from dataclasses import dataclass\nRATE = 0.5\nSTART = 3.0",
        "class Base:\n    rate = RATE\n    def scaled(self): return helper(self.w)",
        "@dataclass\nclass A(Base):\n    w: float = START\n    def step(self): return self.rate * self.scaled()",
        BOOM,
        "opt = A()\nopt.step()\nhist = [opt]\nprint(hist)",
        "def helper(x): return 2 * x",
    )
    extraction = extract(notebook(*cells), ["A"])
    assert run(extraction, "A")().step() == 3.0
    assert not any("opt" in extraction.statements[i].source for i in defined(extraction, "A").statements)


@pytest.mark.parametrize(
    "later",
    [
        "def step(self): return self.w + 1\nA.step = step",
        "def step(self): return self.w + 1\nsetattr(A, 'step', step)",
        "def into(c):\n    return lambda f: setattr(c, f.__name__, f)\n@into(A)\ndef step(self): return self.w + 1",
        "class A(A):\n    def step(self): return self.w + 1",
    ],
)
def test_a_method_that_a_later_cell_adds_comes_along(later):
    extraction = extract(notebook("START = 1", CLASS, BOOM, later), ["A"])
    assert defined(extraction, "A").attempted
    assert run(extraction, "A")().step() == 2


CHILDREN = "class A: pass", "class B(A): pass", "o = B()"


@pytest.mark.parametrize(
    ("experiment", "function"),
    [
        (("runs = []", "found = minimize(hard, callback=runs.append)"), "def f(): runs.append(1)"),
        ((*CHILDREN, "seconds = timeit.timeit(o.update, number=10**9)"), "def f(): return o"),
        ((*CHILDREN, "for rate in (0.1, 0.2):\n    A.rate = rate\n    runs = train(B())"), "f = B"),
        ((*CHILDREN, "A.result = train()"), "def f(): return o"),
    ],
)
def test_an_experiment_is_not_needed_for_a_method_that_it_hands_on_or_what_it_notes_on_a_class(experiment, function):
    """It may take hours, and what it leaves behind is seldom read."""
    assert experiment[-1] not in needed(*experiment, function)


def test_a_decorator_of_a_plain_function_changes_nothing_that_it_names():
    cells = ("from functools import wraps", "def f(): return 1", "@wraps(f)\ndef g(): raise BOOM")
    assert needed(*cells) == ["def f(): return 1"]


def test_a_class_inside_a_function_is_suggested():
    missing = extract(notebook("def make():\n    class A: pass\n    return A()"), ["A"])["A"]
    assert missing == MissingName("A", "`A` inside `make` (cell 1)")


def test_what_several_names_need_runs_once_and_in_order():
    cells = ("c = 1", "class A:\n    x = c", "c = 2", "class B(A):\n    y = c", BOOM)
    extraction = extract(notebook(*cells), ["B", "A"])
    together = needed_statements(extraction, ["B", "A"])
    assert [extraction.statements[i].source.split()[0] for i in together.statements] == ["c", "class", "c", "class"]
    assert together.is_traced and together.configuration == ()


def test_what_is_registered_by_a_decorator_comes_with_the_name_that_registers_it():
    """As with `functools.singledispatch`: without it, the function of another type is called."""
    cells = (
        "from functools import singledispatch",
        "@singledispatch\ndef kind(v): return 1",
        "@kind.register(str)\ndef _(v): return 2",
        "def f(): return kind('')",
        "@kind.register\ndef _(v: list): return 3",
    )
    assert value(*cells) == 2 and len(needed(*cells)) == 5


def test_of_very_many_modules_those_that_are_imported_stand_before_a_function_at_once():
    """The grader itself looks for them, with no limit on its time: a class would wait."""
    function = "def f():\n" + "    import b, m7.n\n" * 10_000
    modules = [Statement(0, 1, f"x = {n}", module=f"home.m{n}") for n in range(20_000)]
    extraction = Extraction((DefinedName("f", 1, 1, (0,), True),), (Statement(1, 1, function), *modules), ())
    began = time.process_time()
    assert functions_source(extraction, ["f"]) == f"x = 7\n{function}"
    assert time.process_time() - began < 2.0, "one search for each module took minutes"


def test_the_line_of_a_function_is_that_of_its_definition_and_not_of_a_call_that_changes_it():
    """A function that has `global f` may only change an attribute of it; students read the line beside the error."""
    cells = notebook("def f(): return 1", "def main():\n    global f\n    f.best = 2", "\nmain()")
    f = defined(extract(cells, ["f"]), "f")
    assert (f.cell, f.line) == (cells[0].number, 1)
