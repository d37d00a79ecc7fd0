"""Rows of a table of claims: a few in every run, all of them in `make test-all`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import pytest


def few(rows: Iterable[Any], quick: int | Collection[Any] = 1) -> list[Any]:
    """The rows for `pytest.mark.parametrize`: slow but for the first so many, or for those that `quick` names."""
    return [
        row
        if (number < quick if isinstance(quick, int) else row in quick)
        else pytest.param(*(row if isinstance(row, tuple) else (row,)), marks=pytest.mark.slow)
        for number, row in enumerate(rows)
    ]
