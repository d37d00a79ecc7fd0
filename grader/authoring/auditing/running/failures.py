"""Why a test failed, in words and data."""

from __future__ import annotations

from typing import Any

from grader.authoring.auditing.running.program import Program

LONGEST = 300  # characters of a message


def failure(error: BaseException, program: Program) -> dict[str, Any]:
    """A failure in words, and the name that the program or this Python lacks."""
    text = str(error).strip().split("\n")[0]
    missing, package = "", ""
    if isinstance(error, ModuleNotFoundError):
        package = error.name or ""
    elif isinstance(error, ImportError) and error.name == program.module.__name__:
        missing = getattr(error, "name_from", None) or [*text.split("'"), ""][1]
    elif isinstance(error, (NameError, AttributeError)):
        is_own = isinstance(error, NameError) or getattr(error, "obj", None) is program.module
        missing = (error.name or "") if is_own else ""
    message = f"{type(error).__name__}{': ' if text else ''}{text}"[:LONGEST]
    return {"message": message, "missing": missing, "package": package}


def as_points(value: Any) -> float | None:
    """Points as a plain number, whatever NumPy made of them."""
    return None if value is None else float(value)
