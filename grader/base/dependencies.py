"""Third-party packages in one list: what students may import, what `check` needs, what opens a notebook.

pyproject.toml, the requirements of the student zip and of Gradescope's image, the message about any other import
and the handout all agree; `tests/base/test_dependencies.py` compares them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Package:
    """A package by its name, for pip and for `import` alike."""

    name: str
    minimum_version: str

    @property
    def requirement(self) -> str:
        """Such as `jax>=0.6.1`."""
        return f"{self.name}>={self.minimum_version}"


LIBRARIES = (
    Package("jax", "0.6.1"),  # the first with jax.shard_map
    Package("numpy", "1.26"),
    Package("scipy", "1.11"),
    Package("matplotlib", "3.8"),
    Package("autograd", "1.6"),
)  # what a student's code may import, wherever it is run
OLDEST_PYTHON = (3, 10)
COMMAND_LINE = (Package("typer", "0.12"), Package("rich", "13"))
JUPYTER = (Package("jupyterlab", "4"),)  # opens the notebook
STUDENT = (*LIBRARIES, *COMMAND_LINE, *JUPYTER)


def requirements(packages: Iterable[Package]) -> str:
    """The text of a requirements.txt."""
    return "".join(f"{package.requirement}\n" for package in packages)


def package_name(requirement: str) -> str:
    """The package of a requirement such as `pandas>=2`, as pip writes it: in lower case, with hyphens."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\s=<>~!]", requirement, maxsplit=1)[0]).lower()


def importable_in_words(extra: Sequence[str] = ()) -> str:
    """What a student's code may import, where an assignment has these requirements beside the libraries."""
    *first, last = (*(package.name for package in LIBRARIES), *map(package_name, extra))
    return f"{', '.join(first)} and {last}"


def old_python_message() -> str:
    """What to do if this Python is too old for the grader; empty otherwise."""
    if sys.version_info >= OLDEST_PYTHON:
        return ""
    release, oldest = (".".join(map(str, version[:2])) for version in (sys.version_info, OLDEST_PYTHON))
    return (
        f"This is Python {release}, {sys.executable}, and the grader needs {oldest} or later. Install a newer Python "
        "from python.org, and make the folder .venv again with it."
    )


def foreign_package_message() -> str:
    """What to do if PyPI's package `grader`, a stranger's, was installed over this one; empty otherwise."""
    package = sys.modules["grader"]
    if getattr(package, "__all__", None) == ["check"]:
        return ""
    return (
        f"{package.__file__} is of another package that is called grader. This one is first-order-grader. Run "
        f"`{sys.executable} -m pip uninstall grader first-order-grader`, then install first-order-grader again."
    )


def missing_package_message(error: ModuleNotFoundError) -> str:
    """What to do if one of these packages is not installed; empty for any other module."""
    name = (error.name or "").partition(".")[0]
    package = next((p for p in STUDENT if p.name == name), None)
    if package is None:
        return ""
    return (
        f"The package {package.name} is not installed in this Python, {sys.executable}. Install it with "
        f"`{sys.executable} -m pip install '{package.requirement}'`, or all that the homework needs with "
        "`-r requirements.txt`, the file beside the notebook."
    )
