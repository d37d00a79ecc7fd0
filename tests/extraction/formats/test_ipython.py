"""IPython's syntax becomes Python that does nothing; strings, brackets and line numbers stay."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.tables import tables

from grader.extraction.formats.ipython import without_magics

PYLAB = "import numpy as np, matplotlib.pyplot as plt, numpy, matplotlib; from pylab import *"


@pytest.mark.parametrize(("source", "plain"), tables(__file__, "ipython.toml")["magics"])
def test_magics_become_python_that_does_nothing_on_the_same_lines(source, plain):
    """The lines that follow keep their numbers, and a block whose only line is a magic stays a block."""
    assert without_magics(source).rstrip("\n") == plain.rstrip("\n")
    assert plain == "" or without_magics(source).count("\n") == source.count("\n")


@pytest.mark.parametrize(
    "source",
    ['text = """\n%matplotlib\n>>> x\n"""', "x = (17\n%5)", "x = 17 \\\n%5", "s = '\\'' # '\nt = \"#\"\nx = {\n!1}"],
)
def test_strings_brackets_and_continued_lines_hold_no_magics(source):
    """`%` and `!` mean something else there."""
    assert without_magics("!ls\n" + source) == "pass\n" + source


@given(st.text("ab=%!?\\\n\t '\"#([{}])", max_size=60))
def test_no_text_stops_the_search_for_magics(source):
    """Every character belongs to some token, however broken the cell is; and what is clean stays so."""
    clean = without_magics(source)
    assert without_magics(clean) == clean


def test_a_megabyte_of_quotes_and_backslashes_is_searched_in_seconds():
    """Patterns that try every way to fail would take years."""
    began = time.process_time()
    for piece in ("'", '"""', "\\", "(", "%\\\n", "x = ", "a", "\\'", " ", "\n", "#"):
        assert without_magics("!" + piece * (300_000 // len(piece))).startswith("pass")
    assert time.process_time() - began < 30
