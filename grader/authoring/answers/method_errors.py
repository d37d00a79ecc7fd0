"""What a method of `reference/` or a known mistake raised, as a BadAssignment that names the question and the line."""

from __future__ import annotations

import contextlib
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import jax
import numpy as np

import reference
from grader.authoring.assignment import BadAssignment
from grader.base.errors import UserError

if TYPE_CHECKING:
    from grader.authoring.assignment import CaseSpec, QuestionSpec


REFERENCE = Path(reference.__file__).parent
LIBRARIES = (  # folders without a line of the author of a method
    Path(__file__).parents[2],  # the grader
    Path(contextlib.__file__).parent,  # the standard library
    Path(jax.__file__).parent,
    Path(np.__file__).parent,
)
LONGEST = 200  # characters of a message


def refusal(question: QuestionSpec, reason: str) -> BadAssignment:
    """The error for a question that cannot be compiled."""
    return BadAssignment(f"assignment.toml: question {question.name!r}: {reason}")


@contextlib.contextmanager
def refusing(question: QuestionSpec, what: str, *cases: CaseSpec) -> Iterator[None]:
    """Turn whatever a method or a known mistake raises into a BadAssignment that names the question and `what`."""
    try:
        yield
    except BadAssignment:
        raise
    except UserError as reason:
        raise refusal(question, f"{what}: {reason}") from None
    except Exception as error:
        integers = ", ".join(sorted({name for case in cases for name in case.integers_as_floats}))
        note = f" Whole numbers arrive as floats, but for max_its: here {integers}." if integers else ""
        raise refusal(question, f"{what}: {describe(error)}.{note}") from error


def describe(error: Exception) -> str:
    """The exception, and the author's last line before it: `newton.py, line 3, "return x / 0" raised ...`."""
    text = str(error).strip().split("\n")[0][:LONGEST]
    raised = f"{type(error).__name__}: {text}" if text else type(error).__name__
    lines = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_authors(Path(frame.filename))]
    if not lines:
        return f"the method raised {raised}"
    path = Path(lines[-1].filename)
    name = path.relative_to(REFERENCE.parent) if path.is_relative_to(REFERENCE) else path.name
    return f"{name}, line {lines[-1].lineno}, `{lines[-1].line}` raised {raised}"


def _is_authors(path: Path) -> bool:
    return path.is_relative_to(REFERENCE) or not any(path.is_relative_to(library) for library in LIBRARIES)
