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
from hypothesis import given
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

SEPARATOR = " ;; "  # between the cells of a notebook that is written on one line


def notebook(*cells: str) -> tuple[Cell, ...]:
    """One string may hold several cells, with ` ;; ` between them."""
    sources = [source for cell in cells for source in cell.split(SEPARATOR)]
    return tuple(Cell(number, source) for number, source in enumerate(sources, start=1))


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


def test_an_error_in_what_takes_the_name_of_a_requested_function_is_no_verdict():
    """Where it changes the function, or is an answer in place of its stub, it is one."""
    taken = defined(extract(notebook("def f(w): return w ;; start = missing.load() ;; f = f(start)"), ["f"]), "f")
    assert (taken.statements, taken.configuration, taken.unresolved) == ((0, 1, 2), (1, 2), ())
    changed = "def f(w): return f.scale * w ;; f.scale = missing.load()"
    assert defined(extract(notebook(changed), ["f"]), "f").configuration == ()
    answer = "answer = None ;; text = 'yes' ;; answer = text ;; answer = exec(text)"
    assert defined(extract(notebook(answer), ["answer"]), "answer").unresolved == ("exec",)


def test_cells_in_another_order_give_the_same():
    """A student runs cells as they like; what needs a later cell waits for it."""
    cells = ["import math", "c = math.floor(2.5)", "def twice(g): return lambda: g() * c", "def build(): return [c]"]
    cells += ["table = build()", "@twice\ndef f(k=c): return k + table[0]"]
    for shift in range(len(cells)):
        turned = cells[shift:] + cells[:shift]
        assert value(*turned) == value(*turned[::-1]) == 8


COUNTER = "class C:\n    n = 0\n    def up(self):\n        self.n += 1\n        return self.n"
CALLS = SEPARATOR.join(["def f0(): x.append(3)", *(f"def f{n}(): f{n - 1}()" for n in range(1, 70))])
PARSER = "import argparse ;; p = argparse.ArgumentParser()"


ARGS = "args = p.parse_args([]) ;; def f(): return args.k"
OPTION = f"g.add_argument('--k', default=3) ;; {ARGS}"
STATIC = "class T:\n    @staticmethod\n    def put(x): x.append(3)"
REGISTER = "class R:\n    all = {}\n    def __call__(self, g): self.all[g.__name__] = g"
NAMING = "class R:\n    all = {}\n    def __call__(self, name): return lambda g: self.all.update({name: g})"


SUBCLASSES = "class B(A): number = 2 ;; class C(B): number = 3 ;; def f(): return KINDS['B'].number * KINDS['C'].number"


GIVES = {  # each stood in a student's notebook, or in a review of this module
    # a function looks its names up when it is called, after the whole notebook
    "def f(): return helper() + c ;; def helper(): return 1 ;; c = 2": 3,
    "def f(): return 1 ;; def f(): return helper() ;; def helper(): return 2 ;; def helper(): return 3": 3,
    "alpha = 1 ;; def f(): return alpha ;; alpha = 2 ;; alpha += 3": 5,
    # defaults, values and aliases are made once
    "alpha = 1 ;; def f(a=alpha): return a ;; alpha = 2": 1,
    "c = 1 ;; def build(): return [c] ;; table = build() ;; c = 2 ;; def f(): return table, c": ([1], 2),
    "def h(): return 1 ;; first = h ;; def h(): return 2 ;; def f(): return first(), h()": (1, 2),
    # a change in place binds nothing
    "cfg = {'a': 1} ;; cfg['a'] += 1 ;; hist = [] ;; hist.append(cfg['a']) ;; cfg['a'] = 50"
    " ;; def f(): return hist, cfg ;; hist.extend([7])": ([2, 7], {"a": 50}),
    # functions travel through arguments, closures, partial and containers
    "from functools import partial ;; def make(g): return lambda: g() + c ;; def one(): return d ;; d = 1"
    " ;; steps = [partial(make, one)] ;; def f(): return steps[0]()() ;; c = 10 ;; d = 2": 12,
    # calls of what is asked for, and loops that change nothing, are experiments: one takes hours, the others raise
    "calls = 0 ;; def f():\n    global calls\n    calls += 1\n    return calls ;; for _ in range(10**9): f()": 1,
    f"rates = [1, 2] ;; for rate in rates: {BOOM} ;; def f(): return rates[0]": 1,
    f"def g(w): return [w] ;; history = g({{}})\n{BOOM} ;; history.append(1) ;; def f(): return g(2)": [2],
    # a table of optimizers by name, in which none of them is mentioned
    f"class A:\n    def __init_subclass__(cls): KINDS[cls.__name__] = cls ;; KINDS = {{}} ;; {SUBCLASSES}": 6,
    "class A:\n    def __init_subclass__(cls, **named):\n        KINDS.update({cls.__name__: cls}) ;; KINDS = {} ;; "
    + SUBCLASSES: 6,
    "KINDS = {} ;; class M(type):\n    def __init__(cls, *a): KINDS[cls.__name__] = cls\nclass A(metaclass=M): pass ;; "
    + SUBCLASSES: 6,
    # without what is registered by a decorator the function of another type is called
    "from functools import singledispatch ;; @singledispatch\ndef kind(v): return 1"
    " ;; @kind.register(str)\ndef _(v): return 2 ;; def f(): return kind(''), kind([])"
    " ;; @kind.register\ndef _(v: list): return 3": (2, 3),
    # any style of definition
    "import functools ;; def _f(a, b): return a + b ;; f = functools.partial(_f, 2, b=3)": 5,
    "f = lambda: c ;; c = 5": 5,
    "def twice(g):\n    def inner(): return g() + k\n    return inner ;; k = 3 ;; @twice\ndef f(): return 2": 5,
    "from functools import partial as p ;; def s(g, by): return lambda: by ;; @p(s, by=5)\ndef f(): return 1": 5,
    "class O:\n    r = 2\n    def go(self): return self.r + c ;; c = 3 ;; o = O() ;; def f(): return o.go()": 5,
    "class F:\n    def __call__(self): return 5 ;; f = F()": 5,
    "try:\n    import no_such as m\nexcept ImportError:\n    import math as m ;; def f(): return m.sqrt(25)": 5,
    "import os ;; import os.path ;; def f(): return len(os.path.join('a', 'bcd')) and os and 5": 5,
    "from math import * ;; def f(): return sqrt(25)": 5,
    "from math import * ;; def f(): return pow(5, 1)": 5,
    "sum = 5 ;; def f(): return sum": 5,
    "sum = 3 ;; del sum ;; def f(): return sum([2, 3])": 5,
    "with open(__import__('os').devnull) as handle:\n    x = 5 ;; def f(): return x": 5,
    "x = 4 ;; if x > 3:\n    x = 5 ;; def f(): return x": 5,
    "x = 5 ;; if x > 9:\n    x = 0 ;; def f(): return x": 5,
    "table = {} ;; for k in range(6):\n    table[k] = k ;; def f(): return table[5]": 5,
    "match [4, 1]:\n    case [a, b]:\n        s = a + b ;; def f(): return s": 5,
    "a, *b = 1, 2, 2 ;; def f(): return a + sum(b)": 5,
    "größe = 5 ;; def f(): return größe": 5,
    "def f():\n\tif True:\n\t\treturn 5": 5,
    "x = 5; y = 1; z = '''\n'''; w = 3 ;; def f(): return f'{x}' and x": 5,
    "if __name__ == '__main__':\n    c = 4\n    def f():\n        return c + '''\n'''.count('\\n')": 5,
    "def setup():\n    global c\n    c = 5 ;; c = 0 ;; setup() ;; def f(): return c": 5,
    "def even(n): return n == 0 or odd(n - 1) ;; def odd(n): return n and even(n - 1) ;; f = lambda: even(4) * 5": 5,
    "(n := 5) ;; def f(): return n": 5,
    "def f():\n    global calls\n    calls = 4\n    calls += 1\n    return calls": 5,
    "async def g(): return 1 ;; await g() ;; def f(): return 5": 5,
    "t = {} ;; u = t ;; u['a'] = 5 ;; def f(): return t['a']": 5,
    "t = u = [] ;; u.append(5) ;; def f(): return t[0]": 5,
    "def fill(t, **more): t.update(more) ;; t = {} ;; fill(t, a=5) ;; def f(): return t['a']": 5,
    "%env FIVE=5 ;; import os ;; def f(): return int(os.environ['FIVE'])": 5,
    "def f():\n    s = 'it is 100%\\n'\n    return 5 ;; %timeit f()\n!ls": 5,
    "%%time\ndef f(): return 5": 5,
    "c = 5 ;; %%timeit\nc = 7 ;; def f(): return c": 5,
    "def f(): raise NotImplementedError ;; %%timeit\ndef f(): return 5": 5,
    "from __future__ import annotations ;; def f(x: Missing = 5) -> Missing: return x": 5,
    "from __future__ import annotations\nx: NoSuch = 5 ;; def f(): return x": 5,
    # changed by a function, by a method, through another name, or in a loop
    "import heapq ;; h = [] ;; heapq.heappush(h, 4) ;; heapq.heappush(h, 2) ;; def f(): return h[0]": 2,
    "import bisect ;; h = [4] ;; bisect.insort(h, 2) ;; def f(): return h[0]": 2,
    "import operator ;; d = {} ;; operator.setitem(d, 'k', 3) ;; def f(): return d['k']": 3,
    "import numpy as np ;; a = np.zeros(2) ;; np.add(a, 3, out=a) ;; def f(): return a.sum()": 6,
    "import numpy as np ;; a = np.zeros(2) ;; np.copyto(a, 4) ;; def f(): return a.sum()": 8,
    "import random ;; a = [1, 2, 3] ;; random.Random(1).shuffle(a) ;; def f(): return a[0]": 2,
    "n = iter([5, 6, 7]) ;; next(n) ;; def f(): return next(n)": 6,
    "class M: pass ;; m = M() ;; fit = lambda m, x: setattr(m, 'w', x) ;; fit(m, 6) ;; def f(): return m.w": 6,
    "class M: pass ;; ms = [M(), M()] ;; for m in ms: m.w = 4 ;; def f(): return ms[1].w": 4,
    "d = {'a': []} ;; for k, v in d.items(): v.append(k) ;; def f(): return len(d['a'])": 1,
    "a = [[], []] ;; for v, x in zip(a, (3, 4)): v.append(x) ;; def f(): return a[1][0]": 4,
    "x = [1] ;; y = x ;; z = y ;; z.append(2) ;; def f(): return sum(x)": 3,
    "x = [1] ;; y = x ;; z = x ;; z.append(3) ;; def f(): return sum(y)": 4,
    "x = [1] ;; y = x ;; z = y ;; y = 0 ;; z.append(4) ;; def f(): return sum(x)": 5,
    "from numpy import put, zeros as z ;; a = z(2) ;; put(a, 0, 9) ;; def f(): return a.sum()": 9,
    "import numpy as np ;; a = np.ones(2) ;; def g(): np.copyto(a, 3) ;; g() ;; def f(): return a.sum()": 6,
    "c = {'o': {'rate': 1}} ;; o = c['o'] ;; o['rate'] = 6 ;; def f(): return c['o']['rate']": 6,
    "import numpy as np ;; A = np.zeros((2, 2)) ;; row = A[0] ;; row[:] = 5 ;; def f(): return A.sum()": 10,
    "import numpy as np ;; x = np.ones(2) ;; def scale(v): v *= 3 ;; scale(x) ;; def f(): return x.sum()": 6,
    "class M:\n    def fit(self, x): self.w = x ;; m = M() ;; loss = m.fit(4) ;; def f(): return m.w": 4,
    "n = 0 ;; def main(): load() ;; def load():\n    global n\n    n = 3 ;; main() ;; def f(): return n": 3,
    "x = [] ;; def g(v): x.append(v) ;; h = g ;; h(5) ;; def f(): return x[0]": 5,
    f"{COUNTER} ;; c = C() ;; print(c.up()) ;; def f(): return c.n": 1,
    f"{COUNTER} ;; c = C() ;; assert c.up() == 1 ;; def f(): return c.n": 1,
    f"{COUNTER} ;; class D(C): pass ;; c = D() ;; now = c.up() ;; def f(): return c.n": 1,
    "class T:\n    def put(self, x): x.append(3) ;; x = [] ;; t = T() ;; t.put(x) ;; def f(): return x[0]": 3,
    "class T:\n    def __init__(self, x): x.append(3) ;; x = [] ;; t = T(x) ;; def f(): return x[0]": 3,
    "k = 0 ;; class T:\n    def go(self):\n        global k; k = 5 ;; t = T() ;; t.go() ;; def f(): return k": 5,
    f"{REGISTER} ;; register = R() ;; @register\ndef g(): return 3 ;; def f(): return register.all['g']()": 3,
    f"{NAMING} ;; register = R() ;; @register('a')\ndef g(): return 3 ;; def f(): return register.all['a']()": 3,
    "def fill(t): t.append(3) ;; d = {'a': []} ;; fill(d['a']) ;; def f(): return d['a'][0]": 3,
    "def fill(*ts):\n    for t in ts: t.append(3) ;; a = [] ;; fill(*[a]) ;; def f(): return a[0]": 3,
    "def inner(t): t.append(3) ;; def outer(t): inner(t) ;; a = [] ;; outer(a) ;; def f(): return a[0]": 3,
    "import heapq ;; def put(h): heapq.heappush(h, 3) ;; h = [] ;; put(h) ;; def f(): return h[0]": 3,
    "def fill(t):\n    row = t[0]\n    row.append(3) ;; a = [[]] ;; fill(a) ;; def f(): return a[0][0]": 3,
    "import numpy as np ;; x = np.zeros(4) ;; v = x[:2] ;; v += 3 ;; def f(): return x.sum()": 6,
    "import numpy as np ;; x = np.zeros(2) ;; np.add.at(x, 0, 3) ;; def f(): return x.sum()": 3,
    "class S: pass ;; s = S() ;; vars(s)['a'] = 3 ;; def f(): return s.a": 3,
    "c = {'a': 1} ;; d = c ;; d |= {'a': 3} ;; def f(): return c['a']": 3,
    f"{STATIC} ;; x = [] ;; T.put(x) ;; def f(): return x[0]": 3,
    f"{STATIC} ;; x = [] ;; t = T() ;; t.put(x) ;; def f(): return x[0]": 3,
    f"{COUNTER} ;; x = [C()] ;; now = [c.up() for c in x] ;; def f(): return x[0].n": 1,
    f"{COUNTER} ;; x = [C()] ;; now = {{n: c.up() for n, c in enumerate(x)}} ;; def f(): return x[0].n": 1,
    f"{COUNTER} ;; x = [[C()]] ;; now = sum(c.up() for row in x for c in row) ;; def f(): return x[0][0].n": 1,
    "x = [[]] ;; now = [row.append(3) for row in x] ;; def f(): return x[0][0]": 3,
    "def put(t): return [row.append(3) for row in t] ;; x = [[]] ;; put(x) ;; def f(): return x[0][0]": 3,
    f"x = [] ;; {CALLS} ;; f69() ;; def f(): return x[0]": 3,
    "x = [] ;; add = x.append ;; add(3) ;; def f(): return x[0]": 3,
    "x = {} ;; def put(k, v): x[k] = v ;; list(map(put, 'ab', [1, 2])) ;; def f(): return sum(x.values())": 3,
    "def main():\n    global f, n\n    n = 3\n    def f(): return n ;; main()": 3,
    "def f(): raise NotImplementedError ;; def main():\n    global f\n    f = lambda: 3 ;; main()": 3,
    "import numpy as np ;; x = np.zeros((2, 2)) ;; v = x.reshape(4) ;; v[1:] = 2 ;; def f(): return x.sum()": 6,
    "import numpy as np ;; x = np.zeros((2, 2)) ;; v = x[0].T.ravel() ;; v += 3 ;; def f(): return x.sum()": 6,
    f"{PARSER} ;; g = p.add_argument_group('step') ;; {OPTION}": 3,
    f"{PARSER} ;; g = p.add_mutually_exclusive_group() ;; {OPTION}": 3,
    f"{PARSER} ;; _ = p.add_argument('--k', default=3) ;; {ARGS}": 3,
    f"{PARSER} ;; k = p.add_argument('--k', default=2) ;; k.default = 3 ;; {ARGS}": 3,
    PARSER + " ;; g = p.add_subparsers().add_parser('go') ;; g.add_argument('--k', default=3)"
    " ;; def f(): return p.parse_args(['go']).k": 3,
}  # fmt: skip


@pytest.mark.parametrize(("cells", "expected"), GIVES.items())
def test_what_is_needed_gives_what_the_whole_notebook_gives(cells, expected):
    assert value(cells) == expected


VARIABLES = ("sum = 0", "for sum in range(3): print(sum)", "sum = max([1, 2])")


FUNCTIONS_CALLED_SUM = ("def sum(xs): return 3", "sum = np.sum", "sum = lambda xs: 3")


@pytest.mark.parametrize(
    "cells",
    [
        f"n = 7 ;; def train(w, n):\n    for _ in range(3): n *= 2\n    {BOOM}\n    return w ;; train(1, n)",
        f"n = 7 ;; def plot(n):\n    while n: n -= 1\n    {BOOM} ;; plot(n)",
        f"n = 7 ;; def fit_all(model, n):\n    model.fit(n)\n    {BOOM} ;; fit_all(1, n)",
        "import requests ;; n = 7 ;; requests.put(n)",
        "n = 7 ;; from sklearn.utils import shuffle ;; m = shuffle(n)",
        f"n = 7 ;; def place(n): {BOOM} ;; place(n)",
        "n = 7 ;; boom(n, out=n)",
        "d = {'n': 7, 'm': []} ;; n = d['n'] ;; m = d['m'] ;; m.append(boom())",
        "import math as L ;; n = L.pi ;; m = L.e ;; m.append(boom())",
        "d = {'n': 7} ;; n = d['n'] ;; d['k'] = boom()",
        "n = 7 ;; t = n ;; d = [] ;; t = d ;; t.append(boom())",
        f"n = 7 ;; class Run:\n    def go(self, n): self.n = n ;; r = Run() ;; h = r.go(n)\n{BOOM}",
        f"n = 7 ;; class Run:\n    def __init__(self, n): self.n = n ;; r = Run(n)\n{BOOM}",
        f"n = 7 ;; class Log:\n    def __call__(self): self.k = 1 ;; def show(n):\n    {BOOM} ;; show(n)",
        "class Log:\n    def __call__(self): self.k = 1 ;; def n(): return 7 ;; boom = n()",
        "n = [7] ;; class Log:\n    def put(self, v): self.v = v ;; log = Log() ;; boom = [log.put(v) for v in n]",
        "n = [7] ;; boom = [v for v in n for n in [v]]",
        f"n = 7 ;; t = n ;; for _ in range(9):\n    t += 1\n    {BOOM}",
        f"n = [7] ;; for ax, lr in zip([1, 2], n):\n    ax.plot(lr)\n    {BOOM}",
        f"n = [7] ;; for k, (lr, ax) in enumerate([(n, 1)]):\n    ax.plot(lr)\n    {BOOM}",
    ],
)
def test_an_experiment_that_is_handed_a_value_is_none_of_its_changes(cells):
    """What a cell cannot have changed needs none of the training, plots and downloads that it was handed to."""
    statements = needed(*cells, "def f(): return n")
    assert not any(re.search("boom|cell must not run|shuffle|requests", each) for each in statements), statements


# --- configuration ---

CONFIGURING = [
    "import jax ;; jax.config.update('jax_enable_x64', True)",
    "import jax ;; jax.config.jax_enable_x64 = True",
    "from jax import config ;; config.update('jax_enable_x64', True)",
    "import jax as j ;; try:\n    j.config.update('jax_enable_x64', True)\nexcept AttributeError:\n    pass",
    "import os ;; os.environ['JAX_PLATFORMS'] = 'cpu'",
    "from os import environ ;; environ.setdefault('A', 'b')",
    "import numpy as np ;; np.seterr(all='ignore')",
    "from numpy import random ;; random.seed(0)",
    "import warnings ;; warnings.filterwarnings('ignore')",
    "import sys ;; sys.setrecursionlimit(5000)",
    "import os ;; if not os.path.exists('figures'):\n    os.makedirs('figures')",
    "from pathlib import Path ;; Path('runs').mkdir(exist_ok=True)",
    "import jax ;; jax.tree_util.register_pytree_node(dict, vars, dict)",
    "import matplotlib as mpl ;; mpl.colormaps.register(dict)",
    "import matplotlib.pyplot as plt ;; plt.colormaps.register(cmap=dict, name='mine')",
    "from jax import tree_util ;; tree_util.register_dataclass(dict, data_fields=['w'], meta_fields=[])",
]


@pytest.mark.parametrize("cells", CONFIGURING)
def test_configuration_comes_with_every_function(cells):
    """No name binds it to the function, but float64 or not is seen in every number."""
    f = defined(extract(notebook("def f(): return 1", cells, "x = 1"), ["f"]), "f")
    assert (f.statements, f.configuration) == ((0, 1, 2), (1, 2))  # if it fails, the function has not


def test_configuration_is_left_out_of_the_source_that_is_compared():
    """Every notebook configures JAX in the same words; that is no sign of copying."""
    jax = "import jax\njax.config.update('jax_enable_x64', True)"
    extraction = extract(notebook(jax, "c = 1 ;; def f():\n    return c  # mine ;; x = 2"), ["f", "g"])
    assert functions_source(extraction, ["f"]) == "c = 1\ndef f():\n    return c"
    assert functions_source(extraction, ["g"]) == ""


BROKEN = {  # the line, and a part of the message; a name inside of an `if` may be anybody's
    "import jax\ndef adam(g)\n    return g": (2, "expected ':'"),
    "def adam(g):\n    for k in g:\n        pass\nreturn g": (4, "'return' outside function"),
    "def adam(g):\nreturn g": (2, "indented block"),
    "if True:\n    adam = lambda g:\n": None,
    "adam: Callable = lambda g) g": (1, "')'"),
    "%matplotlib inline\n\nasync def adam(g):\n  x = 1\n y = 2": (5, "unindent"),
    "def adam(g): return g\nfor k in g:\n    pass\nbreak": (4, "'break' outside loop"),
    "def adam(g): return '\0'": (1, "null bytes"),
    "from __future__ import barry_as_FLUFL\ndef adam(g): return g": (1, "leave this import out"),
    # a syntax tree takes 500 times its size, and a grader on Gradescope has 768 MB
    "adam = [" + "0.25," * 50_000 + "]": (1, "more than 200,000 characters"),
}


# --- broken, missing, unresolved, not attempted ---


def test_a_broken_cell_elsewhere_does_not_matter():
    """It takes no points from other functions, and is reported all the same."""
    extraction = extract(notebook("def f(): return 1", "print 'python 2'", "for i in\n"), ["f"])
    assert run(extraction, "f")() == 1
    assert [(cell.cell, cell.line) for cell in extraction.broken_cells] == [(2, 1), (3, 1)]


@pytest.mark.parametrize(("cell", "said"), BROKEN.items(), ids=str)
def test_a_needed_cell_that_does_not_parse_is_named_with_line_and_message(cell, said):
    """Else the student reads "adam is missing" while looking at it. An untouched stub beside it changes nothing."""
    answer = extract(notebook("x = 1", cell), ["adam"])["adam"]
    if said is None:
        assert answer == MissingName("adam", "")
        return
    line, message = said
    assert extract(notebook("def adam(): pass", cell), ["adam"])["adam"] == answer
    assert isinstance(answer, BrokenName) and message in answer.message
    assert (answer.name, answer.cell, answer.line) == ("adam", 2, line)
    source_line = printable(cell.split("\n")[line - 1].strip())
    assert answer.source_line == (source_line if len(source_line) <= 200 else f"{source_line[:200]} ...")
    assert isinstance(extract(notebook("def adam(): return 1", cell), ["adam"])["adam"], DefinedName)


def test_names_found_nowhere_are_unresolved():
    """Then the whole notebook is run, in order: `exec("c = 1")` binds what reading cannot see."""
    cells = "exec('c = 1') ;; def f(): return c ;; def g(): return print(len(__name__))"
    extraction = extract(notebook(cells), ["f", "g"])
    assert defined(extraction, "f").unresolved == ("c",)
    assert defined(extraction, "g").unresolved == ()  # another question is not hurt
    assert extraction.statements[0].source == "exec('c = 1')"


REACHED_BY_TEXT = [
    "source = 'def f():\\n    return 3' ;; exec(source)",
    "for name in ['f', 'h']:\n    exec(f'def {name}():\\n    return 3')",
    "def three(): return 3 ;; globals()['f'] = three",
    "globals().update(f=lambda: 3)",
    "locals()['f'] = lambda: 3",
    "for name in ['f', 'h']:\n    vars()[name] = lambda: 3",
    "vars().update(f=lambda: 3)",
    "exec('f = lambda: 3')",
    "import math ;; def f(): return eval('math.floor(3.5)')",
    "import math ;; def f(): return power('3.5') ;; def power(text): return eval(f'math.floor({text})')",
    "import sys ;; def three(): return 3 ;; def f(): return sys._getframe().f_globals['three']()",
    "def three(): return 3 ;; def f(): return f.__globals__['three']()",
    "def three(): return 3 ;; def f():\n    import __main__\n    return __main__.three()",
    "def three(): return 3 ;; def f():\n    from __main__ import three\n    return three()",
    "def three(): return 3 ;; import sys ;; def f(): return sys.modules[__name__].three()",
    "def three(): return 3 ;; import sys ;; def f(): return getattr(sys.modules['__main__'], 'three')()",
    "def three(): return 3 ;; def f(): return __import__('__main__').three()",
]


@pytest.mark.parametrize("cells", REACHED_BY_TEXT)
def test_names_reached_by_text_need_the_whole_notebook(cells):
    """Static reading cannot follow them: without the rest an honest function would lose its points."""
    count = len(cells.split(SEPARATOR))
    assert needed_statements(extract(notebook(cells, "other = 1"), ["f"]), ["f"]) == (
        tuple(range(count + 1)),
        (),
        False,
    )


TRACED = [  # students call the variables of a problem so, and a look at the namespace binds nothing
    "vars = {'rate': 3} ;; vars['steps'] = 10 ;; def f(): return vars['rate']",
    "locals = [] ;; locals.append(3) ;; def f(): return locals[0]",
    "vars = lambda: table ;; table = {} ;; vars()['rate'] = 3 ;; def f(): return vars()['rate']",
    "if 'rate' not in locals(): rate = 3 ;; def f(): return not locals() and rate",
    "import sys ;; def f(): return 3 if 'google.colab' in sys.modules or __name__ == '__main__' else 4",
]


@pytest.mark.parametrize("cells", TRACED)
def test_what_is_no_namespace_needs_no_other_cell(cells):
    """The whole notebook would train for hours."""
    assert value(cells) == 3
    count = len(cells.split(SEPARATOR))
    traced = needed_statements(extract(notebook(BOOM, cells, LOOP), ["f"]), ["f"])
    assert traced == (tuple(range(1, count + 1)), (), True)


def test_a_variable_called_vars_of_a_star_import_is_no_namespace():
    cells = "from settings import * ;; vars['rate'] = 3 ;; def f(): return vars['rate'] ;; other = 1"
    assert 3 not in needed_statements(extract(notebook(cells), ["f"]), ["f"])[0]


STUB = "def f(g, w):\n    '''Adam.'''\n    history = [w]\n    # YOUR CODE HERE\n    return history"


TEMPLATE = "answers = {'a': None, 'b': None}"


UNTOUCHED = "def f():\n    raise NotImplementedError"


def is_attempted(cells: str, name: str = "f", stub: str = "") -> bool:
    return defined(extract(notebook(cells), [name], {name: stub or STUB}), name).attempted


MADE_BY_TEXT = [
    "exec('def f(): return 3')",
    "exec('f = lambda: 3')",
    'exec("""\nf = lambda: 3\n""")',
    "text = 'def f(): return 3' ;; exec(text)",
    "for n in ['f']: globals()[n] = lambda: 3",
    "names = ['f', 'g'] ;; def make(n): globals()[n] = lambda: 3 ;; for n in names: make(n)",
    "globals().update(f=lambda: 3)",
    "made = dict(f=lambda: 3) ;; globals().update(made)",
    "import __main__ as m ;; m.f = lambda: 3",
    "import sys ;; main = sys.modules['__main__'] ;; main.f = lambda: 3",
]


@pytest.mark.parametrize("cells", MADE_BY_TEXT)
def test_a_function_made_by_text_behind_the_stub_is_an_attempt(cells):
    """Whoever makes all methods in one loop leaves the handout's stubs where they stand."""
    assert is_attempted(f"{UNTOUCHED} ;; {cells}") and not is_attempted(f"{cells} ;; {UNTOUCHED}")


NOT_ATTEMPTED = [
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
    f"{UNTOUCHED} ;; exec('x = 3')",
    f"{UNTOUCHED} ;; exec('x = 3') ;; print(dict(f=1))",
    f"{UNTOUCHED} ;; print(dict(n=0, f=eval('2')))",
    f"{UNTOUCHED} ;; exec('x = 3') ;; title = 'f'",
    f"{UNTOUCHED} ;; globals()['x'] = 3 ;; class A:\n    def __init__(self): self.f = 1",
    f"{UNTOUCHED} ;; globals()['x'] = f",
    "def f(): return 1 ;; def f(): pass",
]


@pytest.mark.parametrize(
    ("cells", "suggestion"),
    [
        ("x = 1 ;; def Adam(): pass", "`Adam` (cell 2)"),
        ("def run_task1():\n    def adam(): pass", "`adam` inside `run_task1` (cell 1)"),
        ("def make():\n    class adam: pass", "`adam` inside `make` (cell 1)"),
        ("class Adams:\n    pass", "`Adams` (cell 1)"),
        ("import adams ;; x = 1", ""),
        ("", ""),
        ("exec('x = 1') ;; print('f g adam')", ""),  # text that binds nothing
        ("source = 'def adam(): pass'", ""),
    ],
)
def test_a_missing_name_comes_with_the_closest_one(cells, suggestion):
    """A capital letter is the usual mistake; a function within a function cannot be reached."""
    assert extract(notebook(cells), ["adam"])["adam"] == MissingName("adam", suggestion)


@pytest.mark.parametrize("cells", NOT_ATTEMPTED)
def test_a_stub_is_not_attempted(cells):
    """ "Not attempted" is its own outcome: no points, and no list of failures either."""
    assert not is_attempted(cells)


ATTEMPTED = [
    "def f(): return 0",
    "def f():\n    x = 1",
    STUB.replace("[w]", "[w, w]"),
    "from solution import f",
    "f = partial(g)",
    "f = {'a': None, 'b': False}",
    "f = {'a': None} ;; f['a'] = True",
    "def f(): pass ;; def f(): return 1",
    "if x:\n    def f(): return 1\nelse:\n    def f(): pass",
    "def f(): raise ValueError",
    "def method_of(step): return lambda f: step ;; @method_of(lambda w: w)\ndef f():\n    ...",
    "from course import method_of ;; def step(w): return w ;; @method_of(step)\ndef f():\n    ...",
    "@method_of(step)\ndef f():\n    ... ;; def step(w): return w",
    "from course import method_of ;; step = lambda w: w ;; @method_of(rule=step)\ndef f():\n    ...",
    "solved_by = partial(partial, by_rule) ;; @solved_by(rule=1)\ndef f():\n    ...",
]


@pytest.mark.parametrize("cells", ATTEMPTED)
def test_anything_more_is_an_attempt(cells):
    """A wrong answer deserves a reason."""
    assert is_attempted(cells)


def test_a_decorator_of_a_module_that_is_handed_in_may_give_the_body():
    """It is the student's own as well."""
    cells = notebook("from tools.helpers import method_of\n@method_of(1)\ndef f(): ...")
    beside = {"tools.helpers": notebook("def method_of(k): return lambda f: lambda w: k")}
    assert defined(extract(cells, ["f"], {"f": STUB}, beside), "f").attempted
    assert not defined(extract(cells, ["f"], {"f": STUB}), "f").attempted


def test_a_template_of_answers_is_not_attempted_until_one_is_given():
    """Whatever order of keys and blanks the handout has."""
    assert not is_attempted(TEMPLATE, "answers", TEMPLATE)
    assert is_attempted(TEMPLATE.replace("None", "True", 1), "answers", TEMPLATE)


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


@given(programs())
def test_the_part_gives_what_the_whole_gives(cells):
    """The claim of the module, on programs made at random: same value of f as running every cell in order."""
    whole: dict[str, Any] = {}
    exec("\n".join(cells), whole)
    assert value(*cells) == whole["f"](), "\n".join(["", *cells, "--- needed:", *needed(*cells)])


@given(programs(), st.randoms())
def test_a_shuffled_notebook_still_gives_an_answer(cells, random):
    """Nobody knows what it should compute, but nothing may raise or hang, and no statement comes twice."""
    random.shuffle(cells)
    statements = defined(extract(notebook(*cells), ["f"]), "f").statements
    assert len(set(statements)) == len(statements)


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


def test_one_line_may_hold_very_many_statements():
    """Cutting each from the whole line would cost the square of its length."""
    start = time.process_time()
    extraction = extract(notebook("é = 1;" * 15_000, "def f(): return é"), ["f"])
    assert run(extraction, "f")() == 1
    assert time.process_time() - start < 5  # half a second, usually


def test_a_notebook_too_tangled_to_follow_is_run_whole(monkeypatch):
    """Bounded work: beyond it, everything counts as needed."""
    monkeypatch.setattr("grader.extraction.program.MAX_STEPS", 3)
    cells = ["a = 1", "b = a", "c = a + b", BOOM, "def f(): return a + b + c"]
    assert defined(extract(notebook(*cells), ["f"]), "f").statements == (0, 1, 2, 3, 4)


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param("@f\ndef f(x): return f\n" * 900, marks=pytest.mark.slow),
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
    """Each value made of the one before, in 20,000 statements: what takes the square of that takes a file's 20 s."""
    cells = ["".join(f"a{i} = a{i - 1}\n" for i in range(k, k + 5_000)) for k in range(1, 20_001, 5_000)]
    start = time.process_time()
    extraction = extract(notebook("a0 = 1", *cells, "def f(): return a20000"), ["f"])
    assert time.process_time() - start < reader.limits.cpu_seconds / 4  # a second, usually
    assert len(defined(extraction, "f").statements) == 20_002


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


CHILDREN = "class A: pass ;; class B(A): pass ;; o = B()"


NEEDS = {  # the cells that run for `f`, counted from 1, in their order
    # which of a function and of the value that takes its name is meant the sandbox decides
    "from math import cos ;; def f(): return cos(0) ;; cos = 0.5": "123",
    "def cos(x): return x ;; def f(): return cos(0) ;; for cos in [1, 2]: pass": "123",
    "def f(): return 1 ;; f = 0.9": "12",
    "import math ;; cos = math.cos ;; def f(): return cos(0) ;; def cos(x): return 1": "34",
    # what runs in order keeps its order
    "a = 1 ;; def f(): return a + b ;; b = 2": "123",
    # a function that plots needs `plt`, not the hundred calls above it; every loop uses `k`
    "import matplotlib.pyplot as plt ;; plt.plot([1]) ;; def f(): plt.plot([2]) ;; f()": "13",
    "for k in range(10**9): pass ;; t = {} ;; for k in range(3): t[k] = k ;; def f(): return t[2]": "234",
    # subclasses are found by a name only where their class knows them
    "class A:\n    all = {}\n    def __init_subclass__(cls, name): cls.all[name] = cls ;; class B(A, name='b'): pass"
    " ;; def f(): return A ;; class C(B): pass": "123",
    "class A:\n    all = lambda: A.__subclasses__() ;; class B(A): pass ;; def f(): return A"
    " ;; class C(B): pass": "123",
    "class A: pass ;; class B(A): pass ;; def f(): return A ;; class C(B): pass": "13",
    # what a function draws in a loop
    f"def f(w): return w ;; for ax, g in zip([1, 2], [f, f]):\n    ax.plot(g(1))\n    {BOOM}": "1",
    f"def f(w): return w ;; for ax, g in [(1, f), (2, f)]:\n    ax.plot(g(1))\n    {BOOM}": "1",
    "from functools import wraps ;; def f(): return 1 ;; @wraps(f)\ndef g(): raise BOOM": "2",
    # what only looks like configuration: another object, a value that is read, more than configuration
    "jax = object() ;; jax.config.update(1) ;; def f(): return 1": "3",
    "import jax ;; x = jax.devices() ;; def f(): return 1": "3",
    "import numpy as np ;; np.random.seed(later_defined_nowhere) ;; def f(): return 1": "3",
    "import jax ;; if True:\n    jax.config.update('a', 1)\n    train() ;; def f(): return 1": "3",
    # and no star import comes with it: the `gradient` of numpy took the place of the student's
    "def f(): return 1 ;; import jax ;; from numpy import * ;; jax.config.update('a', True)": "124",
    # a variable behind a function does not take Python's own from it: it worked when its author called it
    **{f"def f(xs): return sum(xs) ;; {after}": "1" for after in VARIABLES},
    **{f"def f(xs): return sum(xs) ;; {after}": "12" for after in FUNCTIONS_CALLED_SUM},
    **{f"{after} ;; def f(xs): return sum(xs)": "12" for after in (*VARIABLES, *FUNCTIONS_CALLED_SUM)},
    **{f"def f(xs): return xs + sum ;; {after}": "12" for after in (*VARIABLES, *FUNCTIONS_CALLED_SUM)},
    # an experiment may take hours, and what it leaves behind is seldom read
    "runs = [] ;; found = minimize(hard, callback=runs.append) ;; def f(): runs.append(1)": "13",
    f"{CHILDREN} ;; seconds = timeit.timeit(o.update, number=10**9) ;; def f(): return o": "1235",
    f"{CHILDREN} ;; for rate in (0.1, 0.2):\n    A.rate = rate\n    runs = train(B()) ;; f = B": "125",
    f"{CHILDREN} ;; A.result = train() ;; def f(): return o": "1235",
}  # fmt: skip


@pytest.mark.parametrize(("cells", "numbers"), NEEDS.items())
def test_only_what_is_needed_runs(cells, numbers):
    every = cells.split(SEPARATOR)
    assert needed(cells) == [every[int(number) - 1] for number in numbers]


def test_what_several_names_need_runs_once_and_in_order():
    cells = ("c = 1", "class A:\n    x = c", "c = 2", "class B(A):\n    y = c", BOOM)
    extraction = extract(notebook(*cells), ["B", "A"])
    together = needed_statements(extraction, ["B", "A"])
    assert [extraction.statements[i].source.split()[0] for i in together.statements] == ["c", "class", "c", "class"]
    assert together.is_traced and together.configuration == ()


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
