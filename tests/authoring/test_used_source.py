"""What a question uses of public files: more than it needs costs seconds, less would keep what is out of date."""

from __future__ import annotations

import pytest

from grader.authoring.used_source import used_source

FILES = {
    "drivers.py": '"""Drivers."""\nimport os\nfrom helpers import shift\nSIZE = 2\ndef run(f): return f(SIZE)\n'
    "def moved(f): return shift(f(1))\nclass Base: pass\n",
    "helpers.py": "TABLE = {}\nTABLE[1] = 2\ndef shift(x): return x + 1\n",
}


@pytest.mark.parametrize(
    ("text", "of_drivers", "of_helpers"),
    [
        ("", "", "TABLE = {}\nTABLE[1] = 2"),  # runs whenever the file does
        ('{"driver": "drivers.py:run"}', "SIZE = 2\ndef run(f):\n    return f(SIZE)", "TABLE = {}\nTABLE[1] = 2"),
        ("from drivers import Base", FILES["drivers.py"], FILES["helpers.py"]),
        (r'"x = 1\nimport numpy, drivers\n"', FILES["drivers.py"], FILES["helpers.py"]),  # as JSON writes a program
        ("the drivers and helpers of an import", "", "TABLE = {}\nTABLE[1] = 2"),
    ],
)
def test_a_text_uses_what_it_names_and_all_that_this_reads(text, of_drivers, of_helpers):
    assert used_source(FILES, text) == {"drivers.py": of_drivers, "helpers.py": of_helpers}


def test_what_a_driver_imports_counts_whole():
    used = used_source(FILES, "drivers.py:moved")
    assert used["helpers.py"] == FILES["helpers.py"] and "SIZE" not in used["drivers.py"]


@pytest.mark.parametrize(
    "reached",
    ["def other(f): return globals()['SECRET'](f)", "def other(f): return eval('SECRET(f)')", "import sys\nvars(sys)"],
)
def test_a_file_that_reaches_names_by_their_texts_counts_whole(reached):
    """A name inside a text is no name of the syntax tree: what it leads to would be out of date."""
    file = f"def run(f): return other(f)\n{reached}\ndef SECRET(f): return f(1)\n"
    assert used_source({"drivers.py": file}, "drivers.py:run") == {"drivers.py": file}


def test_what_enters_itself_in_a_table_counts():
    """A decorator and a base class may do so, and nothing reads the name."""
    file = "from rules import enter, Rule, TABLE\n@enter\ndef plus(x): return x\nclass Minus(Rule): pass\n"
    used = used_source({"drivers.py": f"{file}def run(f): return TABLE[f]\n"}, "drivers.py:run")["drivers.py"]
    assert "def plus" in used and "class Minus" in used


@pytest.mark.parametrize("by_name", ["import_module('helpers')", "__import__('helpers')"])
def test_a_module_that_is_imported_by_its_name_counts_whole(by_name):
    files = {**FILES, "drivers.py": f"import importlib\ndef run(f): return importlib.{by_name}.shift(f)\n"}
    assert used_source(files, "drivers.py:run")["helpers.py"] == FILES["helpers.py"]
