"""The packages of an assignment: what its list may hold, and which others are installed here that students lack."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, packages_distributions, requires, version

from grader.base.dependencies import COMMAND_LINE, LIBRARIES, STUDENT, package_name

REQUIREMENT = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?(\s*(==|>=|<=|~=|!=|<|>)\s*[\w.*]+(\s*,\s*)?)*")
NAME = re.compile(r"[\w.-]+")  # with which a requirement begins
OF_GRADER = {"grader", "reference"}


def check_packages(packages: Sequence[str]) -> None:
    """Require names of packages that are installed here, beside those that students may import anyway."""
    for number, requirement in enumerate(packages):
        name = package_name(requirement)
        if not REQUIREMENT.fullmatch(requirement) or requirement.rstrip().endswith(","):
            raise ValueError(
                f"packages names {requirement!r}; it is the name of a package for pip, with a version if need be: "
                '"scikit-learn" or "pandas>=2".'
            )
        if name in {package.name for package in STUDENT}:
            raise ValueError(f"packages names {name!r}, which students have anyway. Take it out of the list.")
        if name in sys.stdlib_module_names:
            raise ValueError(f"packages names {name!r}, which is a part of Python. Take it out of the list.")
        if name in map(package_name, packages[:number]):
            raise ValueError(f"packages names {name!r} twice.")
        _check_installed(name)


def _check_installed(name: str) -> None:
    try:
        version(name)
    except PackageNotFoundError:
        raise ValueError(
            f"packages names {name!r}, which is not installed in this Python, so that nothing could be proven. Install "
            f"it with `pip install {name}`, or correct the name: it is pip's, such as scikit-learn for `sklearn`."
        ) from None


@cache
def modules_without_package(packages: Sequence[str]) -> frozenset[str]:
    """Top-level modules installed here that none of these packages, of the usual ones or of what they need has.

    Work that is proven must not import them: where students are graded they are missing.
    """
    needed = set[str]()
    pending = [package.name for package in (*LIBRARIES, *COMMAND_LINE)] + list(map(package_name, packages))
    while pending:
        if (name := pending.pop()) not in needed:
            needed.add(name)
            pending += _requirements(name)
    owners = packages_distributions().items()
    return frozenset(module for module, names in owners if needed.isdisjoint(map(package_name, names))) - OF_GRADER


def _requirements(name: str) -> list[str]:
    """The packages that this one needs without extras; none where it is not installed."""
    try:
        lines = requires(name) or []
    except PackageNotFoundError:
        return []
    return [package_name(match[0]) for line in lines if "extra ==" not in line and (match := NAME.match(line))]
