"""A value that no branch of a match handled is a bug, and the traceback shows the value."""

import pytest

from grader.base.exhaustive import assert_never


def test_a_value_without_a_branch_is_shown():
    with pytest.raises(AssertionError, match="unexpected value: 'x'"):
        assert_never("x")  # type: ignore[arg-type]
