"""Quarto, R Markdown, MyST, and the Markdown of Jupytext and marimo."""

from __future__ import annotations

import time

import pytest

from grader.extraction.formats.recognition import read_text


def cells(text: str) -> list[tuple[int, str]]:
    """Line and source of each cell that is not disabled."""
    return [(c.first_line, c.source.strip("\n")) for c in read_text(text, "markdown").cells if not c.disabled]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# T\n```{python}\n#| label: a\nx = 1\n```\n", [(3, "#| label: a\nx = 1")]),
        ("```{python name, echo=FALSE}\nx = 1\n```", [(2, "x = 1")]),
        ("```{code-cell} ipython3\n:tags: [a]\n:x: y\n\nx = 1\n```", [(2, "x = 1")]),
        ("```{code-cell}\n---\ntags: [a]\n---\nx = 1\n```", [(2, "x = 1")]),
        ("```python {.marimo name=\"a\"}\nx = 1\n```", [(2, "x = 1")]),
        ("```python tags=[\"a\"]\nx = 1\n```", [(2, "x = 1")]),
        ("~~~~{python}\nx = 1\n~~~\n~~~~", [(2, "x = 1\n~~~")]),
        ("- item\n\n  ```{python}\n  x = 1\n  ```", [(4, "x = 1")]),
        ("```{python}\nx = 1", [(2, "x = 1")]),
        ("```{python}\ndef f():\n    '''\n    ```\n    a\n    ```\n    '''\n```\nb",
         [(2, "def f():\n    '''\n    ```\n    a\n    ```\n    '''")]),
        ("```{python}\nx = 1\n```\n\n```python\ny = 1\n```", [(2, "x = 1")]),
        ("````markdown\n```{python}\nx = 1\n```\n````\n```{python}\ny = 1\n```", [(7, "y = 1")]),
        ("```{.python}\nx = 1\n```", []),
        ("```{python}\n#| eval: false\nx = 1\n```", []),
        ("```{python, eval=FALSE}\nx = 1\n```", []),
        ("```{r}\nx <- 1\n```\n```{python}\nx = 1\n```", [(5, "x = 1")]),
        ("```{note}\nx\n```\nno code", []),
        ("", []),
    ],
)  # fmt: skip
def test_code_is_what_runs_and_keeps_its_lines(text, expected):
    assert cells(text) == expected


def test_blanks_in_front_of_no_fence_are_searched_in_seconds():
    """Every blank as the beginning of a fence would take the square of their number: an hour for these."""
    began = time.process_time()
    assert cells(" " * 2_000_000 + "x\n" + "\t" * 500_000 + "`") == []
    assert time.process_time() - began < 5
