"""The tests of `reference/` run where something changed on which they depend: what `pytest --only-changed` looks up.

Nothing else needs them: no module of the grader takes part but the formulas of costs. `make test-all` runs them always.
"""

from __future__ import annotations

from pathlib import Path

from grader.authoring.cache import Cache, digest, engine, user_cache
from grader.authoring.module_graph import every_module

TESTS = Path(__file__).parents[1]
FOLDER = "tests/reference/"
OPTION = "--only-changed"


def have_passed(cache: Cache | None = None) -> bool:
    """Whether these tests have passed on this machine with everything as it is now."""
    return (cache or user_cache()).get("tests", _state()) is not None


def remember(cache: Cache | None = None) -> None:
    """Write down that they have passed."""
    (cache or user_cache()).put(_state(), "passed")


def _state() -> str:
    """A name for all that the tests depend on: they, the reference, the costs, Python, and all installed packages."""
    files = [file for ending in ("py", "toml") for file in (TESTS / "reference").rglob(f"*.{ending}")]
    files += [TESTS / "support" / "precision.py", TESTS / "support" / "tables.py", TESTS / "conftest.py"]
    texts = [f"{file.relative_to(TESTS)} {file.read_text('utf-8')}" for file in sorted(files)]
    return digest(FOLDER, engine(*every_module("reference"), "grader.model.arguments.costs"), *texts)
