"""What a method of `reference/`, or a known mistake, raised: in words, with the line that raised it."""

from __future__ import annotations

import contextlib
import traceback
from pathlib import Path

import jax
import numpy as np

import reference

REFERENCE = Path(reference.__file__).parent
OF_OTHERS = (  # where no author's line stands
    Path(__file__).parents[2],
    Path(contextlib.__file__).parent,  # the standard library
    Path(jax.__file__).parent,
    Path(np.__file__).parent,
)
LONGEST = 200  # characters of a message


def words(error: Exception) -> str:
    """The exception, and the author's last line before it: `newton.py, line 3, "return x / 0" raised ...`."""
    text = str(error).strip().split("\n")[0][:LONGEST]
    raised = f"{type(error).__name__}: {text}" if text else type(error).__name__
    lines = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_the_authors(Path(frame.filename))]
    if not lines:
        return f"the method raised {raised}"
    path = Path(lines[-1].filename)
    name = path.relative_to(REFERENCE.parent) if path.is_relative_to(REFERENCE) else path.name
    return f"{name}, line {lines[-1].lineno}, `{lines[-1].line}` raised {raised}"


def _is_the_authors(path: Path) -> bool:
    return path.is_relative_to(REFERENCE) or not any(path.is_relative_to(other) for other in OF_OTHERS)
