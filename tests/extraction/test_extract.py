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
from support.tables import filled, tables

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

TABLES = tables(__file__, "extract.toml")
SEPARATOR = " ;; "  # between the cells of a notebook that is written on one line


def notebook(*cells: str) -> tuple[Cell, ...]:
    """One string may hold several cells, with ` ;; ` between them."""
    sources = [source for cell in cells for source in cell.split(SEPARATOR)]
    return tuple(Cell(number, source) for number, source in enumerate(sources, start=1))


def rows(name: str) -> list[Any]:
    """The rows of a table of extract.toml."""
    return filled(TABLES[name], globals())


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


@pytest.mark.parametrize(("cells", "expected"), rows("gives"))
def test_what_is_needed_gives_what_the_whole_notebook_gives(cells, expected):
    assert value(cells) == expected


VARIABLES = ("sum = 0", "for sum in range(3): print(sum)", "sum = max([1, 2])")


FUNCTIONS_CALLED_SUM = ("def sum(xs): return 3", "sum = np.sum", "sum = lambda xs: 3")


@pytest.mark.parametrize("cells", rows("experiments"))
def test_an_experiment_that_is_handed_a_value_is_none_of_its_changes(cells):
    """What a cell cannot have changed needs none of the training, plots and downloads that it was handed to."""
    statements = needed(cells, "def f(): return n")
    assert not any(re.search("boom|cell must not run|shuffle|requests", each) for each in statements), statements


# --- configuration ---


@pytest.mark.parametrize("cells", rows("configuring"))
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


@pytest.mark.parametrize("cells", rows("reached_by_text"))
def test_names_reached_by_text_need_the_whole_notebook(cells):
    """Static reading cannot follow them: without the rest an honest function would lose its points."""
    count = len(cells.split(SEPARATOR))
    whole = needed_statements(extract(notebook(cells, "other = 1"), ["f"]), ["f"])
    assert whole == (tuple(range(count + 1)), (), False)


@pytest.mark.parametrize("cells", rows("traced"))
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


OWN_NOTES = STUB.replace("Adam", "My notes").replace("# YOUR", "# my") + "  # nothing"
TEMPLATE = "answers = {'a': None, 'b': None}"


UNTOUCHED = "def f():\n    raise NotImplementedError"


def is_attempted(cells: str, name: str = "f", stub: str = "") -> bool:
    return defined(extract(notebook(cells), [name], {name: stub or STUB}), name).attempted


@pytest.mark.parametrize("cells", rows("made_by_text"))
def test_a_function_made_by_text_behind_the_stub_is_an_attempt(cells):
    """Whoever makes all methods in one loop leaves the handout's stubs where they stand."""
    assert is_attempted(f"{UNTOUCHED} ;; {cells}") and not is_attempted(f"{cells} ;; {UNTOUCHED}")


@pytest.mark.parametrize(("cells", "suggestion"), rows("missing"))
def test_a_missing_name_comes_with_the_closest_one(cells, suggestion):
    """A capital letter is the usual mistake; a function within a function cannot be reached."""
    assert extract(notebook(cells), ["adam"])["adam"] == MissingName("adam", suggestion)


@pytest.mark.parametrize("cells", [*rows("not_attempted"), OWN_NOTES])
def test_a_stub_is_not_attempted(cells):
    """ "Not attempted" is its own outcome: no points, and no list of failures either."""
    assert not is_attempted(cells)


@pytest.mark.parametrize("cells", [*rows("attempted"), STUB.replace("[w]", "[w, w]")])
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


NEEDS = dict(rows("needs")) | {
    **{f"def f(xs): return sum(xs) ;; {after}": "1" for after in VARIABLES},
    **{f"def f(xs): return sum(xs) ;; {after}": "12" for after in FUNCTIONS_CALLED_SUM},
    **{f"{after} ;; def f(xs): return sum(xs)": "12" for after in (*VARIABLES, *FUNCTIONS_CALLED_SUM)},
    **{f"def f(xs): return xs + sum ;; {after}": "12" for after in (*VARIABLES, *FUNCTIONS_CALLED_SUM)},
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
