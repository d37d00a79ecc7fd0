"""`assert_never`: the last branch of a match that covers every case. Python has it from 3.11 on."""

from __future__ import annotations

from typing import NoReturn


def assert_never(value: NoReturn) -> NoReturn:
    """Fail on a value that no branch handled. The type checker reports any branch that is missing."""
    raise AssertionError(f"unexpected value: {value!r}")
