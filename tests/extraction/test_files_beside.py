"""`grader check` reads the files that a notebook uses, as grading does where they are handed in, and says which."""

from __future__ import annotations

import pytest

from grader.extraction.files_beside import hand_in, own_files


def write(folder, **sources: str):
    """Python files of these names; the first one's path."""
    for name, source in sources.items():
        (folder / f"{name}.py").parent.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.py").write_text(source)
    return folder / f"{next(iter(sources))}.py"


@pytest.mark.parametrize(
    "line",
    ["import tools", "from tools import *", "from .tools import f", "exec(open('tools.py').read())", "%run tools.py"],
)
def test_a_file_that_is_used_is_read_and_must_be_handed_in(tmp_path, line):
    hw = write(tmp_path, hw=f"{line}\n", tools="from more import g\n", more="g = 1\n", other="x = 1\n")
    assert {path.name for path in own_files(hw)} == {"tools.py", "more.py"}
    assert hand_in(own_files(hw), hw) == "Your notebook uses more.py, tools.py: hand them in as well."


def test_what_merely_lies_there_is_not_used(tmp_path):
    """A word that is a file's name is no use of it, and the handout's files are no student's."""
    hw = write(tmp_path, hw="import drivers\nplt.plot(a)\nfrom grader import check\n", plot="", a="", drivers="")
    (tmp_path / "grader").mkdir()
    write(tmp_path / "grader", __init__="x = 1")
    assert own_files(hw, {"drivers.py": ""}) == () and hand_in((), hw) == ""


def used(hw):
    return [path.relative_to(hw.parent).as_posix() for path in own_files(hw)]


def test_a_file_is_seen_wherever_the_notebook_lies_and_whatever_lies_there_too(tmp_path):
    many = {f"a{at:02}": "x = 1\n" for at in range(60)}
    folder = tmp_path / "grader"
    folder.mkdir()
    assert used(write(folder, hw="from tools import g\n", tools="g = 1\n", **many)) == ["tools.py"]


def test_a_file_two_folders_below_is_named_with_them(tmp_path):
    """Without them, two files of one name could not be told apart."""
    hw = write(tmp_path, hw="import tools\nfrom a.b.tools import g\n", tools="h = 1\n", **{"a/b/tools": "g = 1\n"})
    assert hand_in(own_files(hw), hw) == "Your notebook uses a/b/tools.py, tools.py: hand them in as well."


@pytest.mark.parametrize(
    "line",
    [
        "import numpy as np, math",  # an alias, and a library that is imported already: a file would not be, either
        "# import tools, as in tools.py",
        "from sklearn import tools",
        "from other.tools import g",
        '"""What tools.py did"""',
    ],
)
def test_a_file_that_nobody_uses_is_not_demanded(line, tmp_path):
    assert used(write(tmp_path, hw=f"{line}\n", tools="g = 1\n", np="", math="y = 1\n", numpy="y = 1\n")) == []


def test_a_file_that_only_an_unused_file_uses_is_not_demanded(tmp_path):
    hw = write(tmp_path, hw="# more\nx = 1\n", more="from tools import g\n", tools="g = 1\n")
    assert used(hw) == []


def test_a_file_named_as_a_library_that_nothing_has_imported_is_used_as_when_grading(tmp_path):
    assert used(write(tmp_path, hw="import turtle\n", turtle="y = 1\n")) == ["turtle.py"]
