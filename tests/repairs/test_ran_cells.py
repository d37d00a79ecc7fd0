"""A notebook's program is what its kernel has run: the newest definition of each function, and what that needs."""

from __future__ import annotations

from dataclasses import replace

from support.repaired import key

from grader.repairs.ran_cells import newest, program

QUESTION = replace(key().questions[0], stub="def path(x, rate, steps):\n    pass\n")
OLD = "def path(x, rate, steps):\n    return [x]\n"
NEW = "def path(x, rate, steps):\n    return [half(x)] * steps\n"


def test_the_cells_that_ran_give_the_newest_definitions_and_all_that_these_need():
    """IPython has made Python of magics in what it remembers."""
    magic = "import math\nget_ipython().run_line_magic('matplotlib', 'inline')"
    cells = ["", magic, "def half(x): return math.floor(x / 2)", OLD, "broken = (", NEW]
    source = program({"In": [*cells, 'check("path").hint()']}, QUESTION)
    assert [line for line in source.splitlines() if line] == ["import math", cells[2], *NEW.splitlines()]


def test_nothing_is_read_where_there_is_no_such_function_or_no_file(tmp_path):
    assert program({"In": ["x = 1"]}, QUESTION) == "" == program({}, QUESTION)
    assert program({"__file__": str(tmp_path / "missing.py")}, QUESTION) == ""


def test_a_cell_that_also_does_something_else_stays():
    assert newest([OLD + "\ndef other(): pass", NEW]) == [OLD + "\ndef other(): pass", NEW]
    assert newest([OLD, "x = 1", NEW, "("]) == ["x = 1", NEW]
