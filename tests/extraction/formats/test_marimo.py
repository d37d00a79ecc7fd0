"""marimo notebooks as marimo saves them, and as their authors break them."""

from __future__ import annotations

import pytest

from grader.extraction.extract import BrokenName, DefinedName, extract
from grader.extraction.formats.recognition import read_text

HEAD = 'import marimo\n\n__generated_with = "0.25.2"\napp = marimo.App(width="medium")\n'
NOTEBOOK = f'''{HEAD}
with app.setup(hide_code=True):
    import numpy as np
    SCALE = 2


@app.function
def pure(x):
    return x + 1


@app.cell(hide_code=True)
def _(mo):
    mo.md(r"""
    # Title
    """)
    return


@app.cell
def _(RATE):
    def late(x):
        return RATE * pure(x)

    return (late,)


@app.cell
def _():
    import marimo as mo
    RATE = 3
    return RATE, mo


@app.cell(disabled=True)
def off():
    def late(x):
        return "an older version"
    return


@app.cell
async def _(fetch):
    import asyncio
    data = await fetch()
    def after(x):
        text = """
    indented
      more
"""
        return text
    return


app._unparsable_cell(
    r"""
    def broken(x)
        return x
    """,
    name="_"
)


@app.class_definition(hide_code=True)
class Adam:
    rate = SCALE


if __name__ == "__main__":
    app.run()
'''


def cells(text: str) -> dict[int, str]:
    """The source of each cell, by the line on which it begins."""
    return {cell.first_line: cell.source.strip() for cell in read_text(text, "python").cells if not cell.disabled}


def needed(text: str, name: str) -> list[str]:
    extraction = extract(read_text(text, "python").cells, [name])
    answer = extraction.names[0]
    assert isinstance(answer, DefinedName), answer
    return [extraction.statements[index].source for index in answer.statements]


def test_every_kind_of_cell_is_read():
    assert read_text(NOTEBOOK, "python").format == "a marimo notebook"
    assert list(cells(NOTEBOOK).values()) == [
        "import numpy as np\nSCALE = 2", "def pure(x):\n    return x + 1", 'mo.md(r"""\n# Title\n""")',
        "def late(x):\n    return RATE * pure(x)", "import marimo as mo\nRATE = 3",
        'import asyncio\ndata = await fetch()\ndef after(x):\n    text = """\nindented\n  more\n"""\n    return text',
        "def broken(x)\n    return x", "class Adam:\n    rate = SCALE",
    ]  # fmt: skip


def test_cells_run_in_the_order_of_their_names_and_not_of_the_file():
    assert needed(NOTEBOOK, "late") == ["def pure(x):\n    return x + 1", "def late(x):\n    return RATE * pure(x)",
                                        "RATE = 3"]  # fmt: skip
    order = (
        f"{HEAD}\n@app.cell\ndef _(a):\n    b = a + 1\n    return (b,)\n\n\n@app.cell\ndef _():\n    a = 1\n    return"
    )
    assert needed(order, "b") == ["a = 1", "b = a + 1"]


@pytest.mark.parametrize(
    ("damage", "lost"),
    [
        (("return RATE * pure(x)", "return RATE * pure(x"), {"late"}),
        (("def _(RATE):\n    def late(x):", "def _(RATE):\n   def late(x):"), {"late"}),
        (("    return (late,)", "return (late,)"), set()),
        (("    return (late,)", "    return (late,"), set()),
        (("@app.cell\ndef _(RATE):", "@app.cell(\n    hide_code=True,\n)\ndef _(\n    RATE,\n):  # reads"), set()),
        (("return x + 1", "return x + + )"), {"pure"}),
        (("    return RATE, mo", ""), set()),
    ],
)
def test_what_an_editor_breaks_is_broken_alone(damage, lost):
    """Whoever edits the file by hand loses the function with the mistake, and no other."""
    assert damage[0] in NOTEBOOK
    names = ["late", "pure", "after", "Adam"]
    answers = extract(read_text(NOTEBOOK.replace(*damage), "python").cells, names).names
    assert {each.name for each in answers if isinstance(each, BrokenName)} == lost


def test_a_function_in_a_disabled_cell_is_said_to_be_there():
    """marimo does not run it; an enabled definition counts, wherever it stands."""
    text = NOTEBOOK.replace("def late(x):\n        return RATE", "def later(x):\n        return RATE")
    answer = extract(read_text(text, "python").cells, ["late"]).names[0]
    assert isinstance(answer, BrokenName) and "disabled" in answer.message
    assert isinstance(extract(read_text(NOTEBOOK, "python").cells, ["late"]).names[0], DefinedName)


def test_names_with_an_underscore_belong_to_their_cell():
    """Two cells may each have a `_step` of their own, which marimo keeps apart."""
    step = "    def _step(x):\n        return {0} * x\n"
    cell = f"@app.cell\ndef _():\n{step}    def f{{0}}(x):\n        return _step(x)\n    return\n"
    text = HEAD + "\n\n".join(cell.format(n) for n in (1, 2))
    for n in (1, 2):
        space: dict = {}
        exec("\n".join(needed(text, f"f{n}")), space)
        assert space[f"f{n}"](10) == 10 * n


def test_a_file_that_mentions_marimo_is_a_script():
    text = 'import marimo\n\ntext = """\n@app.cell\n"""\n\ndef adam(x):\n    return x\n'
    assert read_text(text, "python").format == "a Python file"
    assert needed(text, "adam") == ["def adam(x):\n    return x"]


HOSTILE = {
    "a huge cell": "@app.cell\ndef _():\n    x = [" + "1, " * 200_000 + "]\n    return\n",
    "deep nesting": "@app.cell\ndef _():\n    x = " + "(" * 5_000 + ")" * 5_000 + "\n    return\n",
    "decorators without a function": "@app.cell\n" * 50_000,
    "no end": "@app.cell\ndef _(" + "a,\n" * 50_000,
    "many cells": "@app.cell\ndef _():\n    return\n" * 20_000,
    "private names": "@app.cell\ndef _():\n    _a = 1\n    return\n" * 5_000,
    "half a string": 'app._unparsable_cell(\n    r"""\n    def f(\n' * 1_000,
    "bodies on one line": "@app.cell\ndef _(): return\n" * 1_000,
}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_whatever_stands_beside_a_function_leaves_it_as_it_is(hostile):
    function = "\n@app.function\ndef f(x):\n    return 1\n"
    assert needed(f"{HEAD}{function}\n{hostile}", "f") == ["def f(x):\n    return 1"]
