"""The files of `notebook_formats` are those that jupytext and marimo write; run where the two are installed."""

from __future__ import annotations

import pytest
from support import notebook_formats
from support.notebook_formats import WORK

jupytext = pytest.importorskip("jupytext")
converters = pytest.importorskip("marimo._convert.converters")


@pytest.mark.parametrize("work", WORK)
@pytest.mark.parametrize("form", ["py:percent", "py:light", "md:myst"])
def test_scripts_are_those_of_jupytext(form, work):
    writer = {"py:percent": notebook_formats.percent, "py:light": notebook_formats.light}.get(
        form, notebook_formats.myst
    )
    notebook = jupytext.reads(notebook_formats.jupyter(WORK[work]), fmt="ipynb")
    notebook.metadata["jupytext"] = {"notebook_metadata_filter": "-all"}
    assert jupytext.writes(notebook, fmt=form) == writer(WORK[work])


@pytest.mark.parametrize("work", WORK)
def test_marimo_notebooks_are_those_of_marimo(work):
    """marimo reads the file and would save it as it is."""
    text = notebook_formats.marimo(WORK[work])
    assert converters.MarimoConvert.from_py(text).to_py() == text
