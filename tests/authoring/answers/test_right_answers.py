"""Another reading of a question that the solution answers: a file of the author's with the same function."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.compiled import reports_of, underived_key
from support.tables import read_written

from grader.authoring.compiler import compile_key
from grader.authoring.facts.assignment import BadAssignment
from grader.authoring.reading.assignment_file import load_assignment

TABLE = read_written(__file__, "right_answers.toml")
MASTER = """
def center(X):
    ### BEGIN SOLUTION
    return X - X.mean(axis=0)
    ### END SOLUTION
"""
ROWS = "def center(X):\n    return X - X.mean(axis=1, keepdims=True)\n"
MIXED = "def center(X):\n    return X - (X.mean(axis=0) if len(X) == 2 else X.mean(axis=1, keepdims=True))\n"


def loaded(folder: Path, table: str = TABLE, rows: str = ROWS):
    (folder / "methods").mkdir()
    for name, text in {"assignment.toml": table, "hw.py": MASTER, "methods/rows.py": rows}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return load_assignment(folder)


def test_each_reading_earns_every_point_and_who_mixes_them_does_not(tmp_path):
    key = underived_key(loaded(tmp_path))
    (rows,), (mixed,) = (reports_of(key, source, tmp_path) for source in (ROWS, MIXED))
    assert (rows.status, rows.earned, rows.reading) == ("right", 10.0, "each row")
    assert (mixed.status, mixed.earned) == ("partial", 5.0)


@pytest.mark.parametrize(
    ("table", "rows", "sentence"),
    [
        (TABLE, "def centre(X): pass\n", "accept = 'methods/rows.py': this file defines no function `center`."),
        (
            TABLE.replace("rows.py", "lines.py"),
            ROWS,
            "accept = 'methods/lines.py': there is no such file in the folder",
        ),
        (
            TABLE,
            "def center(X):\n    return X / 0 + undefined\n",
            "raised NameError in line 2, `return X / 0 + undefined`: name 'undefined' is not",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path, table, rows, sentence):
    with pytest.raises(BadAssignment) as caught:
        compile_key(loaded(tmp_path, table, rows))
    assert "question 'center'" in str(caught.value)
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    "accept", ['{ "each row" = "methods/rows.py" }', '{ "each column" = "solution", "each row" = "rows" }']
)
def test_accept_in_another_form_is_refused(tmp_path, accept):
    table = TABLE.replace('{ "each column" = "solution", "each row" = "methods/rows.py" }', accept)
    with pytest.raises(BadAssignment, match="accept names the solution first and then files"):
        loaded(tmp_path, table)
