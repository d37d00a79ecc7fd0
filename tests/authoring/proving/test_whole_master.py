"""A cell outside of the solutions may be broken as well, and nobody but students would meet it."""

from __future__ import annotations

import json

import pytest

from grader.authoring.cache import Cache
from grader.authoring.new import write_new
from grader.authoring.proving.whole_master import whole_master
from grader.authoring.reading.assignment_file import load_assignment

BROKEN = {
    "import panads as pd": "homework.ipynb: cell 4, line 1: `import panads as pd` raises ModuleNotFoundError",
    "x = 1\nshow_all(x)": "cell 4, line 2: `show_all(x)` raises NameError: name 'show_all' is not defined.",
    "for i in range(3)\n    print(i)": "cell 4, line 1 is not Python: expected ':': `for i in range(3)`",
    "open('data/train.csv')": "A file that the cell reads belongs into `files`.",
}
SOUND = [
    "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\n!pip install x",
    "display(np)\nprint(check())",
]


@pytest.fixture(scope="module")
def new(tmp_path_factory):
    """A new assignment, as `grader new homework` writes it."""
    write_new(folder := tmp_path_factory.mktemp("new") / "homework", "gradient_descent")
    return folder


def finding(folder, *cells, cache=None):
    """What is found of the master with these cells behind the first three."""
    path, code = (
        folder / "homework.ipynb",
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None},
    )
    notebook = json.loads(path.read_text("utf-8"))
    own = notebook["cells"]
    with_more = {**notebook, "cells": [*own[:3], *({**code, "source": cell} for cell in cells), *own[3:]]}
    path.write_text(json.dumps(with_more), "utf-8")
    try:
        return whole_master(load_assignment(folder), cache or Cache())
    finally:
        path.write_text(json.dumps(notebook), "utf-8")


def test_the_first_cell_that_cannot_run_is_named(new):
    """With its place, its line and what Python says of it; a cell that is not Python is named in any case."""
    for cell, words in BROKEN.items():
        found = finding(new, cell)
        assert not found.ok and len(found.troubles) == 1 and words in found.troubles[0], found


def test_magics_pictures_and_check_run(new):
    """What a notebook has beside Python does nothing, and is no fault."""
    found = finding(new, *SOUND)
    assert found.ok and found.figure == "all do", found


@pytest.mark.slow
def test_the_network_is_no_fault(new):
    """The sandbox has none; students have."""
    found = finding(new, "import urllib.request\nurllib.request.urlopen('https://example.com')", "undefined")
    assert found.ok and found.figure.startswith("as far as cell 4, line 2"), found


def test_it_is_run_once(new, tmp_path):
    """A cache that has seen this master answers in place of a process."""
    cache = Cache(tmp_path)
    assert finding(new, "1 / 0", cache=cache) == finding(new, "1 / 0", cache=again(cache))


def again(cache: Cache) -> Cache:
    """The same folder for the next proof, which holds one run."""
    assert len(list(cache.folder.iterdir())) == 1
    return Cache(cache.folder)
