"""The first thing that a command does is to import JAX elsewhere, if it will run somebody's code here."""

from __future__ import annotations

import pytest

from grader.__main__ import runs_here


@pytest.mark.parametrize(
    ("words", "here"),
    [
        ("check work.ipynb adam", True),
        ("grade work.ipynb --key a.key", True),
        ("gradescope", True),
        ("grade folder --key a.key --jobs 4", False),  # its workers have one each
        ("grade folder --key a.key --jobs=4", False),
        ("grade folder --key a.key --scheduler tcp://there:8786", False),
        ("grade --help", False),
        ("report results", False),
        ("", False),
    ],
)
def test_a_command_that_runs_code_here_is_known_by_its_words(words, here):
    assert runs_here(words.split()) is here
