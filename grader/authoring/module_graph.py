"""Which modules of the grader and of `reference/` a module reaches, read from the imports in their sources.

Read by patterns: the syntax trees of 230 modules take a second, the patterns a fortieth of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("grader", "reference")  # whose modules are read
# An import, wherever it stands, and a text that is a module's name: that of a child process's program.
IMPORT = re.compile(r"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+)?import[ \t]+(\([^)]*\)|[^\n]*)", re.MULTILINE)
IMPORT_AT_TOP = re.compile(IMPORT.pattern.replace(r"[ \t]*", "", 1), re.MULTILINE)
QUOTED = re.compile(r"""["']((?:grader|reference)(?:\.\w+)+)["']""")
BY_NAME = 'import_module(f"{__name__}.'  # a package imports modules of its own from a list
FOR_TYPES = re.compile(r"^if TYPE_CHECKING:\n(?:[ \t]+[^\n]*\n|\n)*", re.MULTILINE)
COMMENT = re.compile(r"#[^\n]*")


def reached(entries: Iterable[str]) -> set[str]:
    """The modules that these import, however indirectly; a name that no module has counts for nothing."""
    modules, wanted = set[str](), {name for each in entries for name in (each, f"{each}.__init__")}
    while wanted := (wanted & sources().keys()) - modules:
        modules |= wanted
        wanted = set().union(*map(imported_by, wanted))
    return modules


def every_module(package: str) -> tuple[str, ...]:
    """The names of all modules of a package."""
    return tuple(sorted(name for name in sources() if name.startswith(f"{package}.")))


@cache
def sources() -> dict[str, str]:
    """The source of each module of `PACKAGES`, by the module's name; a package's own ends in `__init__`."""
    files = sorted(file for package in PACKAGES for file in (ROOT / package).rglob("*.py"))
    names = [".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files]
    return {name: file.read_text(encoding="utf-8") for name, file in zip(names, files, strict=True)}


@cache
def imported_by(module: str) -> set[str]:
    """What this module imports, where names in a module count as modules too, and the packages that it is in.

    Within a package's own functions nothing counts: nobody who imports one of its modules calls these.
    """
    code, parts = FOR_TYPES.sub("", COMMENT.sub("", sources()[module])), module.split(".")
    names = {*QUOTED.findall(sources()[module])}
    if BY_NAME in code:
        names |= {*every_module(module.removesuffix(".__init__"))}
    for place, imported in (IMPORT_AT_TOP if parts[-1] == "__init__" else IMPORT).findall(code):
        words = [each.split()[0] for each in imported.strip("()").split(",") if each.strip()]
        names |= {place, *(f"{place}.{word}" for word in words)} if place else {*words}
    packages = {".".join(parts[:n]) for n in range(1, len(parts))}
    return names | {f"{name}.__init__" for name in names | packages}
