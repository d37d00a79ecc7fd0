"""Landlock: Python and the system's libraries can be read, one folder can be written, nothing else can be opened.

That excludes other submissions, keys, results, and the grader's own environment in /proc. In the folder where Python or
its environment is installed only the parts of an installation are granted, since `python -m venv .` makes a whole
project that folder; `grader.sandbox.probe.require_hidden` refuses to grade what lies within a part. Where the grader is
installed beside the libraries, its own packages are excluded: a submission may not call the reference solution. Signals
and abstract sockets reach no process outside (kernel 6.12). stat() still works everywhere.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

HIDDEN = ("grader", "reference", "assignments")  # our own packages, unreadable wherever they are installed
PARTS = ("bin", "etc", "include", "lib", "lib32", "lib64", "share", "ssl")  # of a folder where Python is installed
SYSTEM = (
    "/usr", "/lib", "/lib64", "/bin", "/opt/python", "/nix/store", "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/fonts",
    "/etc/localtime", "/etc/mime.types", "/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system/cpu",
    "/dev/urandom", "/dev/random", "/dev/zero",
)  # fmt: skip


def restrict_files(library: Any, folder: str, readable: Sequence[str]) -> None:
    """Let this process write only in `folder`, and read only system files and files in the folders `readable`.

    Files in `readable` can be opened by name and not listed. `library` is the module landlockpy, or None where there is
    none. Raises OSError with the reason if the rules cannot hold.
    """
    if library is None:
        raise OSError("landlockpy is not installed" if sys.platform == "linux" else f"{platform.system()} has none")
    if not library.supported():
        raise OSError("this kernel has no Landlock")
    if (threads := len(list(Path("/proc/self/task").iterdir()))) > 1:
        raise OSError(f"{threads} threads run already, and Landlock binds only one")
    access = library.AccessFS
    read, look = access.READ_FILE | access.READ_DIR, access.READ_DIR
    # no links, sockets, pipes or devices, which a clean-up or a reader could stumble over
    write = access.WRITE_FILE | access.MAKE_REG | access.MAKE_DIR | access.TRUNCATE
    remove = access.REMOVE_FILE | access.REMOVE_DIR
    with library.Ruleset(scoped=library.Scope.SIGNAL | library.Scope.ABSTRACT_UNIX_SOCKET) as rules:
        for path, whole in readable_paths():
            _grant(rules, path, read if whole else look, access)
        for name in readable:
            _grant(rules, Path(name), access.READ_FILE, access)
        _grant(rules, Path(folder), read | write | remove, access)
        _grant(rules, Path("/dev/null"), access.READ_FILE | access.WRITE_FILE, access)
        rules.restrict()


def _grant(rules: Any, path: Path, rights: Any, access: Any) -> None:
    try:
        if not path.is_dir():
            rights &= access.READ_FILE | access.WRITE_FILE | access.TRUNCATE | access.EXECUTE
        rules.allow_path(path, rights)
    except OSError:  # it is not on this machine or we cannot see it: no rule is needed
        return


def readable_paths() -> Iterator[tuple[Path, bool]]:
    """Paths, and whether all beneath may be read (True) or only listed (False)."""
    installed = {sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix}
    parts = {str(Path(prefix, part)) for prefix in installed for part in PARTS}
    packages = {path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")}
    roots = {Path(path).resolve() for path in {*SYSTEM, *parts, *packages}}
    homes = [Path(path).resolve() for path in sys.path if path]
    hidden = {home / name for home in homes for name in HIDDEN if (home / name).exists()}
    # Path.exists raises where a folder above cannot be entered; what cannot be reached needs no rule.
    reachable = sorted(root for root in roots if os.path.exists(root))  # noqa: PTH110
    for root in (root for root in reachable if not roots.intersection(root.parents)):
        yield from _around(root, hidden)


def grants(paths: Iterable[Path]) -> dict[Path, Path]:
    """Those of the paths that a submission could read, each with the granted folder that holds it."""
    whole = [root for root, all_beneath in readable_paths() if all_beneath]
    real = {path: path.resolve() for path in paths}
    return {path: root for path, target in real.items() for root in whole if root in (target, *target.parents)}


def _around(root: Path, hidden: set[Path]) -> Iterator[tuple[Path, bool]]:
    """`root` itself if nothing hidden lies beneath; else its entries one by one, since a grant cannot be taken back."""
    if root in hidden:
        return
    if not any(root in path.parents for path in hidden):
        yield root, True
        return
    yield root, False
    for entry in root.iterdir():
        if not entry.is_symlink():  # its target is granted or not under its own name
            yield from _around(entry, hidden)
