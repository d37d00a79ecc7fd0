"""One homework in six formats: each gives the same statements, and every place is one of the student's own file."""

from __future__ import annotations

import pytest
from support import notebook_formats
from support.notebook_formats import FORMATS, RIGHT, WORK

from grader.extraction import notebook
from grader.extraction.extract import BrokenName, DefinedName, Extraction, MissingName, extract
from grader.extraction.formats.recognition import read_text
from grader.extraction.wrong_files import wrong_file

NAMES = ["double", "triple", "half"]


def extracted(tmp_path, name: str, text: str) -> Extraction:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return extract(notebook.read(tmp_path / name), NAMES)


def without_places(extraction: Extraction) -> list:
    """What became of each name, and the statements that it runs, in their order."""
    run = [extraction.statements[i].source for name in extraction.names for i in getattr(name, "statements", ())]
    return [*(each._replace(**dict.fromkeys({"cell", "line", "statements"} & set(each._fields), 0))
              for each in extraction.names), *run]  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("work", WORK)
def test_six_formats_give_the_same_statements(name, work, tmp_path):
    """Whoever hands in a marimo notebook earns what the same cells earn in Jupyter."""
    jupyter = extracted(tmp_path, "hw.ipynb", notebook_formats.jupyter(WORK[work]))
    extraction = extracted(tmp_path, name, FORMATS[name](WORK[work]))
    assert without_places(extraction) == without_places(jupyter)
    kinds = {"right": [DefinedName] * 3, "wrong": [DefinedName] * 3,
             "half-finished": [DefinedName, BrokenName, DefinedName]}  # fmt: skip
    assert [type(each) for each in extraction.names] == kinds[work]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("work", WORK)
def test_every_line_that_is_said_is_that_of_the_file(name, work, tmp_path):
    """In Jupyter it is the line of a cell, elsewhere the line that an editor shows."""
    text = FORMATS[name](WORK[work])
    names = extracted(tmp_path, name, text).names
    assert len(names) > 0
    for each in names:
        assert not isinstance(each, MissingName)
        cells = {cell.number: cell.source for cell in notebook.read(tmp_path / name)}
        lines = (cells[each.cell] if each.cell else text).split("\n")
        assert lines[each.line - 1].strip().startswith(f"def {each.name}(x)"), (name, each)
        assert bool(each.cell) == name.endswith(".ipynb")


SCRIPTS = ("marimo_hw.py", "percent_hw.py", "light_hw.py")
RENAMED = [(writer, name) for writer in FORMATS for name in ("any.txt", "hw.ipynb", "hw.ipynb.txt", "hw.qmd")]
RENAMED += [(writer, "hw.py") for writer in ("hw.ipynb", *SCRIPTS)] + [("hw.ipynb", "hw.md"), ("hw.qmd", "hw.md")]


@pytest.mark.parametrize(("writer", "name"), RENAMED)
def test_what_a_file_holds_decides_and_not_its_name(writer, name, tmp_path):
    """An upload form that wants .ipynb gets a renamed script, and a browser adds .txt."""
    extraction = extracted(tmp_path, name, FORMATS[writer](RIGHT))
    assert [type(each) for each in extraction.names] == [DefinedName] * 3


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize("name", FORMATS)
def test_ends_of_lines_and_a_byte_order_mark_change_nothing(name, end, tmp_path):
    """Windows writes both."""
    text = FORMATS[name](RIGHT)
    expected = extracted(tmp_path, name, text)
    (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", end).encode())
    assert extract(notebook.read(tmp_path / name), NAMES) == expected


def looks_like(text: str, kind: str = "") -> str:
    document = read_text(text, kind)
    return wrong_file(document, extract(document.cells, ["adam", "momentum", "descent"]))


WRONG_FILES = {
    "another course": (notebook_formats.jupyter(RIGHT), 'a Jupyter notebook with the heading "Homework", which defines '
                       "`double`, `triple`, `half`"),
    "many functions": ("\n".join(f"def f{n}(): 1" for n in range(9)), "a Python file, which defines `f0`, `f1`, `f2`, "
                       "`f3` and 5 more"),
    "no function": ("import numpy", "a Python file, which defines no function"),
    "text alone": ('{"cells": [{"cell_type": "markdown", "source": "# Plan"}]}', 'a Jupyter notebook without any code '
                   'with the heading "Plan"'),
    "empty": ('{"cells": []}', "a Jupyter notebook without any code"),
    "R": ('{"cells": [{"cell_type": "code", "source": "adam = function(g) g"}], "metadata": {"kernelspec": {"name": '
          '"ir", "language": "R"}}}', "a Jupyter notebook in R, not in Python"),
    "Julia": ('{"cells": [], "metadata": {"language_info": {"name": "julia"}}}', "in julia, not in Python"),
    "R Markdown": ("# Plan\n```{r}\nadam <- 1\n```", "a Markdown file in r, not in Python"),
    "prose": ("---\ntitle: Essay\n---\nSome text", 'a Markdown file without any code with the heading "Essay"'),
    "MyST in R": ("---\nkernelspec:\n  language: R\n---\n```{code-cell}\nx <- 1\n```", "a Markdown file in r"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "words"), WRONG_FILES.values(), ids=WRONG_FILES)
def test_a_wrong_file_is_said_to_be_what_it_looks_like(text, words):
    assert words in looks_like(text)


@pytest.mark.parametrize(
    "text",
    [
        "def adam(): 1",
        "def Adam(): 1",
        "def adam(: 1",
        '{"cells": [{"cell_type": "code", "source": "adam = 1"}], "metadata": {"kernelspec": {"language": "R"}}}',
    ],
    ids=["one function", "another spelling", "broken", "a forged kernel"],
)
def test_a_file_that_may_be_the_homework_is_graded(text):
    """A forged kernel changes no grade, and one function of three is enough."""
    assert looks_like(text, "python") == ""
