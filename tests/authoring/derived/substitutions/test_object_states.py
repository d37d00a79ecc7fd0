"""What an object keeps in another way, seen in two or more calls of one object."""

from __future__ import annotations

import pytest

from grader.authoring.derived.substitutions.object_states import object_changes
from grader.changes.kinds import MAKES
from grader.changes.source_tree import SourceTree

COUNTER = """
class Momentum:
    def __init__(self, rate):
        self.rate, self.v = rate, 0.0

    def step(self, slope):
        self.v = 0.5 * self.v + slope
        return self.rate * self.v
"""
SCHEDULE = """
class Schedule:
    def __init__(self, rate):
        self.rate = rate

    def at(self, epoch):
        return self.rate * 0.5 ** (epoch // 2)
"""


def calls(source: str, kind: str, subject: str, arguments: list) -> list[list[float]]:
    """By change of this kind, what one object returns in several calls."""
    results = []
    for change in object_changes(SourceTree(source)):
        if change.kind == kind and getattr(change.subject, "attr", getattr(change.subject, "id", "")) == subject:
            names: dict = {}
            exec(change.source, names)
            (made,) = [value for value in names.values() if isinstance(value, type)]
            method = getattr(made(4.0) if "__init__" in source else made(), "step" if hasattr(made, "step") else "at")
            results.append([method(each) for each in arguments])
    return results


@pytest.mark.parametrize(
    ("source", "kind", "subject", "arguments", "wrong"),
    [
        (SCHEDULE, "lowered_when_asked", "rate", [2, 3, 2], [2.0, 2.0, 1.0]),
    ],
)
def test_an_object_goes_on_in_another_way(source, kind, subject, arguments, wrong):
    assert wrong in calls(source, kind, subject, arguments)


def test_objects_share_what_they_keep():
    """All of it, or one attribute alone, which a new object does not set back."""
    returned = []
    for change in object_changes(SourceTree(COUNTER)):
        if change.kind == "shared_by_objects":
            names: dict = {}
            exec(change.source, names)
            one, other = names["Momentum"](1.0), names["Momentum"](10.0)
            returned.append((one.step(1.0), other.step(1.0), names["Momentum"](1.0).step(0.0)))
    assert returned == [(10.0, 15.0, 0.0), (1.0, 15.0, 0.75)]


def test_each_kind_has_words():
    changes = [*object_changes(SourceTree(COUNTER)), *object_changes(SourceTree(SCHEDULE))]
    assert {change.kind for change in changes} <= MAKES.keys()
