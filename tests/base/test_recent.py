"""What was computed lately is remembered, and no more than so many values."""

from __future__ import annotations

from grader.base.recent import Recent


def test_the_value_that_was_not_used_for_longest_is_forgotten():
    recent = Recent[int](2)
    recent.put("a", 1)
    recent.put("b", 2)
    assert recent.get("a") == 1
    recent.put("c", 3)
    assert [recent.get(key) for key in "abc"] == [1, None, 3]


def test_a_key_has_its_last_value():
    recent = Recent[int](2)
    for value in (1, 2, 3):
        recent.put("a", value)
    recent.put("b", 4)
    assert (recent.get("a"), recent.get("b")) == (3, 4)
