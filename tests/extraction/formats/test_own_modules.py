"""Files that cells write with `%%writefile`, and files handed in beside a notebook, are modules that it imports."""

from __future__ import annotations

import time

import pytest

from grader.extraction.extract import BrokenName, DefinedName, extract, functions_source
from grader.extraction.formats.own_modules import split_modules
from grader.extraction.notebook import Cell

TOOLS = "def f(w):\n    return twice(w)\ndef twice(w):\n    return 2 * w\n"


def cells(*sources: str) -> list[Cell]:
    return [Cell(number, source) for number, source in enumerate(sources, start=1)]


def modules(*sources: str) -> dict[str, list[tuple[int, int, str]]]:
    """The parts of each module: cell, first line, source."""
    _, parts = split_modules(cells(*sources), {})
    return {name: [(part.number, part.first_line, part.source) for part in each] for name, each in parts.items()}


@pytest.mark.parametrize(
    "magic",
    ["%%writefile tools.py", "%%file tools.py", "%%writefile ./tools.py", "%%writefile 'tools.py'  ",
     "%%writefile -a tools.py", "%%writefile ../1-src/tools.py"],
)  # fmt: skip
def test_a_written_python_file_is_a_module_with_the_lines_of_its_cell(magic):
    assert modules("x = 1", f"{magic}\n{TOOLS}") == {"tools": [(2, 2, TOOLS)]}


@pytest.mark.parametrize(
    "cell", ["%%writefile data.csv\n1,2", "%%writefile\n1", "%%bash\nls tools.py", "x = '%%writefile a.py'"]
)
def test_nothing_else_is_one(cell):
    assert modules(cell) == {}


def test_a_file_written_again_is_the_later_one_and_one_that_is_continued_has_two_parts():
    written = "%%writefile a.py\nx = 1", "%%writefile a.py\nx = 2", "%%writefile -a a.py\ny = 3"
    assert modules(*written) == {"a": [(2, 2, "x = 2"), (3, 2, "y = 3")]}


def test_running_such_a_file_imports_its_names():
    (rest,), _ = split_modules(cells("%%writefile a.py\nx = 1", "%run -i './a.py'\n%run a\n  %run other.py"), {})
    assert rest.source == "from a import *\nfrom a import *\n  %run other.py"


def test_a_file_whose_name_is_no_word_is_run_too():
    """Nobody can import it, but the name of a file may be a title, with blanks and hyphens."""
    titled = cells("%%writefile 'src/1. my tools-2.py'\nx = 1", "%run '1. my tools-2.py'\n%run \"src/1. my tools-2\"")
    (rest,), parts = split_modules(titled, {})
    assert list(parts) == ["src.1_ my tools-2"]
    assert rest.source == "from src._1__my_tools_2 import *\nfrom src._1__my_tools_2 import *"


def test_an_imported_name_is_defined_and_its_module_belongs_to_what_is_compared():
    for import_ in ("from tools import f", "from tools import *", "import tools\nf = tools.f"):
        extraction = extract(cells(f"%%writefile tools.py\n{TOOLS}", import_), ["f"])
        assert isinstance(extraction["f"], DefinedName) and extraction["f"].unresolved == ()
        assert extraction["f"].cell == 2 and extraction.statements[-1].module == "tools"
        assert functions_source(extraction, ["f"]) == f"{TOOLS}\n{import_}"


def test_a_broken_module_is_a_broken_cell():
    extraction = extract(cells("%%writefile tools.py\nx = 1\ndef f(w)\n    return w"), ["f"])
    assert isinstance(extraction["f"], BrokenName) and extraction["f"][1:3] == (1, 3)


@pytest.mark.parametrize("import_", ["from src.opt import f", "from opt import *", "import src.opt as o\nf = o.f"])
def test_a_module_is_found_with_or_without_the_folders_around_it(import_):
    """`sys.path.append("src")` is what many write above."""
    extraction = extract(cells(f"%%writefile src\\opt/__init__.py\n{TOOLS}", import_), ["f"])
    assert isinstance(extraction["f"], DefinedName) and extraction["f"].unresolved == ()
    assert functions_source(extraction, ["f"]) == f"{TOOLS}\n{import_}"


@pytest.mark.parametrize("import_", ["from .opt import f", "from . import opt\nf = opt.f", "from ..opt import *"])
def test_a_relative_import_finds_it_as_well(import_):
    """Whoever runs the homework as a part of a package writes so, and nothing is one here."""
    extraction = extract(cells(f"%%writefile src/opt.py\n{TOOLS}", import_), ["f"])
    assert isinstance(extraction["f"], DefinedName) and extraction["f"].unresolved == ()
    assert functions_source(extraction, ["f"]).startswith(TOOLS) and "from ." not in extraction.statements[0].source


@pytest.mark.parametrize(
    "line", ["%%writefile" + " " * 190_000, "%run" + " " * 190_000 + "$ $", "%run" + " -a" * 60_000]
)
def test_the_patterns_take_time_in_proportion_to_the_cell(line):
    began = time.process_time()
    split_modules(cells(f"{line}\n{line}", line), {"a": []})
    assert time.process_time() - began < 2
