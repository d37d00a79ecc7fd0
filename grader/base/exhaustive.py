"""The last branch of a match over a closed union."""

from __future__ import annotations

from typing import NoReturn


def assert_never(value: NoReturn) -> NoReturn:
    """Tell the type checker that no value comes here. Raises AssertionError if one does."""
    raise AssertionError(f"unexpected value: {value!r}")
