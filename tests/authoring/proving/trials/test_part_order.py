"""Parts in another order than the solution returns them by name are noted, and honest solutions are not."""

from __future__ import annotations

import pytest
from support.tables import read_written

from grader.authoring.proving.trials.part_order import part_order
from grader.authoring.reading.assignment_file import load_assignment

TOML = read_written(__file__, "part_order.toml")
LIST = '[{ points = "history" }, { w = "array" }]'


def notes(folder, body, returns=LIST):
    (folder / "assignment.toml").write_text(TOML.replace("RETURNS", returns), encoding="utf-8")
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    (folder / "order.py").write_text(f"import numpy as np\n\n\ndef descend(w):\n{lines}", encoding="utf-8")
    return list(part_order(load_assignment(folder)))


@pytest.mark.parametrize("body", ["return w, points", "if w:\n    return [w, points]\nreturn w, points"])
def test_another_order_is_noted_with_its_place_and_what_to_write(body, tmp_path):
    """A point is a history of numbers, and a history of points an array: the values alone would fit."""
    assert notes(tmp_path, body) == [
        "order.py: line 4: `return w, points` has another order than `returns` of descend, points, w: rename your "
        "variables, or turn `returns`"
    ]


@pytest.mark.parametrize(
    "body",
    [
        "def body(w, _):\n    return w, points\nreturn np.array(points), w",
        "class Step:\n    def move(self):\n        return w, points\nreturn points, w",
        "if w:\n    return w, points\nreturn points, w",
        "if w:\n    return w, points\nreturn np.array(points), w",
        "def body():\n    return w, points\nreturn [points, w]",
        "return costs, w",
        "return points",
        "pass",
    ],
)
def test_what_may_be_right_is_not(body, tmp_path):
    assert notes(tmp_path, body) == []
