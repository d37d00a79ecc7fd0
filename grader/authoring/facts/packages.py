"""The extra packages of an assignment: `packages = ["scikit-learn", "pandas>=2"]`, beside those that it may use anyway.

They follow into the requirements of the student zip and of Gradescope's image, the README and the message about an
import that fails.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version

from grader.base.dependencies import STUDENT, package_name

REQUIREMENT = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?(\s*(==|>=|<=|~=|!=|<|>)\s*[\w.*]+(\s*,\s*)?)*")


def check_packages(packages: Sequence[str]) -> None:
    """Raise ValueError, in a sentence, unless these are names of packages that are installed here."""
    for number, requirement in enumerate(packages):
        name = package_name(requirement)
        if not REQUIREMENT.fullmatch(requirement) or requirement.rstrip().endswith(","):
            raise ValueError(
                f"packages names {requirement!r}; it is the name of a package for pip, with a version if need be: "
                '"scikit-learn" or "pandas>=2".'
            )
        if name in {package.name for package in STUDENT}:
            raise ValueError(f"packages names {name!r}, which students have anyway. Take it out of the list.")
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
