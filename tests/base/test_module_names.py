"""A Python file that is handed in is a module by its path, and by every end of it."""

from __future__ import annotations

import pytest

from grader.base.module_names import find_module, module_name


@pytest.mark.parametrize(
    ("path", "name"),
    {
        "a.py": "a", "'./a.py' ": "a", "src/a.py": "src.a", r"src\\a.py": "src.a", "opt/__init__.py": "opt",
        "/content/My Drive/opt/a.py": "opt.a", "/tmp/000012/opt/a.py": "opt.a", "../../a.py": "a",
        "parts/tools.ipynb": "parts.tools_ipynb",
    }.items(),
)  # fmt: skip
def test_the_folders_that_can_be_packages_belong_to_the_name(path, name):
    assert module_name(path) == name


@pytest.mark.parametrize("path", ["", ".py", "a b.py", "a-b.py", "tools.pyc", "tools", "..", "__init__.py"])
def test_what_cannot_be_imported_has_no_name(path):
    assert module_name(path) == ""


def test_the_shortest_module_that_ends_so_is_found():
    modules = ["home.src.a", "src.a", "b.sa"]
    assert [find_module(name, modules) for name in ("a", "src.a", "home.src.a", "b", "", ".a")] == [
        "src.a", "src.a", "home.src.a", "", "", "",
    ]  # fmt: skip
