"""Scripts of Jupytext, VS Code and nbconvert, and plain modules: a broken part costs no other function."""

from __future__ import annotations

import pytest

from grader.extraction.extract import BrokenName, DefinedName, extract
from grader.extraction.formats.own_modules import split_modules
from grader.extraction.formats.recognition import read_text

HEADER = "# ---\n# jupyter:\n#   jupytext:\n#     formats: ipynb,py:percent\n# ---\n\n"
BROKEN = "def broken(x)\n    return x"
PARTS = [
    "import numpy as np",
    BROKEN,
    "def first(x):\n    y = x\n\n    return y",
    "def second(x):\n    return first(x)",
]
SCRIPTS = {
    "percent": HEADER + "# %% [markdown]\n# # Title\n\n" + "\n\n".join(f"# %%\n{part}" for part in PARTS),
    "light": HEADER + "# # Title\n\n" + "\n\n".join(PARTS),
    "light with marks": "\n".join(f"# +\n{part}\n# -\n" for part in PARTS),
    "nbconvert": "#!/usr/bin/env python\n" + "\n".join(f"# In[{n}]:\n\n\n{part}\n\n" for n, part in enumerate(PARTS)),
    "hydrogen": "# %%\n%matplotlib inline\n" + "\n\n".join(f"# %% a\n{part}" for part in PARTS),
    "magics in comments": "# %matplotlib inline\n# !pip install jax\n\n" + "\n\n".join(PARTS),
    "a module": '"""Homework."""\n\n' + "\n\n\n".join(PARTS) + '\n\n\nif __name__ == "__main__":\n    print(first(1))',
}


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
def test_a_broken_part_costs_no_other_function(text):
    """Python runs nothing of such a file; the same cells in a notebook would be graded one by one."""
    first, second, broken = extract(read_text(text, "python").cells, ["first", "second", "broken"]).names
    assert isinstance(first, DefinedName) and isinstance(second, DefinedName) and isinstance(broken, BrokenName)
    assert [each.line for each in (first, second, broken)] == [
        text[: text.index(f"def {each}")].count("\n") + 1 for each in ("first", "second", "broken")
    ]


def test_a_long_table_in_a_script_costs_no_function_that_does_not_need_it():
    """A module has no cells: all of it was one, and too long to be read."""
    table = f"TABLE = [{'0.123456789, ' * 16_000}]"
    functions = ["def first(x):\n    y = x\n\n    return y", "def second(): return TABLE"]
    text = "\n\n\n".join(["import numpy as np", table, *functions])
    first, second = extract(read_text(text, "python").cells, ["first", "second"]).names
    assert isinstance(first, DefinedName) and not first.unresolved
    assert isinstance(second, DefinedName) and [each.name for each in second.broken] == ["TABLE"]
    assert second.broken[0].message == "the cell has more than 200,000 characters: split it into smaller ones"


def test_what_a_magic_ran_in_the_notebook_runs_in_its_script():
    """nbconvert writes `%%time` as a call, with the cell in a string: the function in it was defined all the same."""
    magic = "get_ipython().run_cell_magic('time', '', 'def a(x):\\n    return \"\\\\n\" + x\\n')\n"
    text = f"# In[1]:\n\n\n{magic}\n\n# In[2]:\n\n\nget_ipython().run_line_magic('time', 'b = a')\nc = 1\n"
    extraction = extract(read_text(text, "python").cells, ["a", "b", "c"])
    assert all(isinstance(each, DefinedName) for each in extraction.names) and extraction["c"].line == 11
    assert 'return "\\n" + x' in extraction.statements[0].source


COLAB = "# Commented out IPython magic to ensure Python compatibility.\n"


def test_what_colab_makes_a_comment_of_is_read():
    """Colab's Python file has the whole cell `%%time` as a comment: who handed it in lost the function in it."""
    cell = "# %%time\n# def a(x):\n#     # of the report\n# \n#     return x"
    rest = '"""## Text"""\n\n!pip install jax\n\ndef b(x):\n    return a(x)\n'
    text = f"import numpy as np\n\n{COLAB}{cell}\n\n{rest}"
    extraction = extract(read_text(text, "python").cells, ["a", "b"])
    assert all(isinstance(each, DefinedName) for each in extraction.names)
    assert [extraction[name].line for name in "ab"] == [5, 14]
    assert any("# of the report\n\n    return x" in each.source for each in extraction.statements)


def test_magics_that_colab_makes_comments_of_are_read():
    written = f"{COLAB}# %%writefile tools.py\n# def a(x):\n#     return x\n"
    text = f"{written}\n{COLAB}# %matplotlib inline\n# %run tools.py\n\n# %run b.py\n"
    rest, modules = split_modules(read_text(text, "python").cells, {})
    assert modules["tools"][0].source.startswith("def a(x):")
    assert [line for each in rest for line in each.source.split("\n") if "run" in line or "import" in line] == [
        "from tools import *", "# %run b.py"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "arguments", ["'time', ''", "'bash', '', 'ls'", "1, 2, 3", "[], '', 'x'", "'time', '', f()", "1", "("]
)
def test_other_calls_of_magics_stay_as_they_are(arguments):
    text = f"get_ipython().run_cell_magic({arguments})\n"
    assert read_text(text, "python").cells[0].source == text


def test_a_return_that_lost_its_indentation_costs_its_function_alone():
    text = "def a(x):\n    y = x\nreturn y\n\n\ndef b(x):\n    return x\n"
    a, b = extract(read_text(text, "python").cells, ["a", "b"]).names
    assert isinstance(a, BrokenName) and isinstance(b, DefinedName)


def test_a_module_that_python_accepts_is_one_piece():
    """Only a cell that is not Python is cut: a string may hold empty lines and what looks like code."""
    text = 'TEXT = """\n\ndef a(x): 1\n\n"""\n\ndef b(x):\n    return TEXT\n'
    assert len(read_text(text, "python").cells) == 1
