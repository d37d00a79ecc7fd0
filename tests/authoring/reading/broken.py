"""Assignments as newcomers break them: a change to a new assignment, and the words that the answer must hold.

Every change is made to the files of `grader new homework`, by the name of a file: a pair replaces a text in it, a text
or bytes replace the file, None removes it. Those that are texts stand in broken.toml.
"""

from __future__ import annotations

import json

from support.tables import tables

TOML, MASTER = "assignment.toml", "homework.ipynb"


def code(*lines: str) -> str:
    """A notebook with one code cell."""
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": "\n".join(lines)}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4})


def solution(*lines: str) -> str:
    """A master whose solution of `descend` holds these lines."""
    body = [f"    {line}" for line in ("### BEGIN SOLUTION", *lines, "### END SOLUTION")]
    return code("import numpy as np", "def descend(gradient, w, alpha, max_its):", *body)


def change(row: dict[str, str]) -> tuple[str, object]:
    """The file that a row of broken.toml changes, and how."""
    if "solution" in row:
        return MASTER, solution(*row["solution"].split("\n"))
    return row.get("file", TOML), row["text"] if "text" in row else (row["old"], row["new"])


# what is broken: (file, change, words of the message)
BROKEN: dict[str, tuple[str, object, tuple[str, ...]]] = {
    name: (*change(row), tuple(row["words"])) for name, row in tables(__file__, "broken.toml").items()
} | {
    "no file": (TOML, None, ("there is no assignment.toml here",)),
    "in Latin-1": (TOML, 'name = "h"\ntitle = "Ubung \xfc"'.encode("latin-1"), ("assignment.toml", "UTF-8")),
    "in UTF-16": (TOML, 'name = "h"'.encode("utf-16"), ("assignment.toml", "UTF-8")),
    "an integer of 5000 digits": (TOML, ("max_its = 5", f"max_its = {'9' * 5000}"), ("assignment.toml",)),
    "a master in Latin-1": (MASTER, code("# \xfc").encode().replace(b"\\u00fc", b"\xfc"), ("homework.ipynb", "UTF-8")),
    "a solution with other parameters": (MASTER, code("def descend(w):", "    ### BEGIN SOLUTION", "    return w, w",
                                         "    ### END SOLUTION"), ("question 'descend'", "case 1", "signature")),
}  # fmt: skip
