"""`grader check` reads the files that a notebook uses, as grading does where they are handed in, and says which."""

from __future__ import annotations

import pytest

from grader.extraction.files_beside import hand_in, own_files


def write(folder, **sources: str):
    """Python files of these names; the first one's path."""
    for name, source in sources.items():
        (folder / f"{name}.py").parent.mkdir(exist_ok=True)
        (folder / f"{name}.py").write_text(source)
    return folder / f"{next(iter(sources))}.py"


@pytest.mark.parametrize(
    "line",
    ["import tools", "from tools import *", "from .tools import f", "exec(open('tools.py').read())", "%run tools.py"],
)
def test_a_file_that_is_used_is_read_and_must_be_handed_in(tmp_path, line):
    hw = write(tmp_path, hw=f"{line}\n", tools="from more import g\n", more="g = 1\n", other="x = 1\n")
    assert {path.name for path in own_files(hw)} == {"tools.py", "more.py"}
    assert hand_in(own_files(hw)) == "Your notebook uses more.py, tools.py: hand them in as well."


def test_what_merely_lies_there_is_not_used(tmp_path):
    """A word that is a file's name is no use of it, and the handout's files are no student's."""
    hw = write(tmp_path, hw="import drivers\nplt.plot(a)\nfrom grader import check\n", plot="", a="", drivers="")
    (tmp_path / "grader").mkdir()
    write(tmp_path / "grader", __init__="x = 1")
    assert own_files(hw, {"drivers.py": ""}) == () and hand_in(()) == ""
