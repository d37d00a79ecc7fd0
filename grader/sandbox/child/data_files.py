"""Files in the student's folder, where submissions open them by their paths.

They are the assignment's public data, and the modules that a submission brings along: some open these in place of an
import, as `exec(open("tools.py").read())` does.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.model.arguments import shipped_files

# Of a submission's modules. A file that would exceed one of these is not written.
MAX_CHARACTERS = 1 << 22
MAX_ENTRIES = 200  # files and folders
MAX_ENDS = 4  # of one module's path


class DataFiles:
    """The files as they were handed in, in the folder where this process works when this is made."""

    def __init__(self, files: Mapping[str, str], modules: Mapping[str, str] | None = None) -> None:
        """`files` are the assignment's, by their paths, and `modules` a submission's, by their dotted names."""
        self._folder = Path.cwd()
        self._contents = {Path(name): shipped_files.decode(content) for name, content in files.items()}
        self._modules = _module_files(modules or {})

    def restore(self) -> None:
        """Work in the folder again and write all files anew. Raises OSError where a submission prevents it.

        The assignment's come first: no module takes the place of one of them.
        """
        if not self._contents and not self._modules:
            return
        with contextlib.suppress(PermissionError):  # a folder above may be closed: then we are still in ours
            os.chdir(self._folder)
        for path, content in self._contents.items():
            _write(path, content)
        for path, content in self._modules.items():
            with contextlib.suppress(OSError, ValueError):  # a name that no file can have here: then nobody opens it
                if path not in self._contents:
                    _write(path, content)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _module_files(modules: Mapping[str, str]) -> dict[Path, bytes]:
    """Each module as a file at the ends of its path: which of its folders is the notebook's, nobody knows."""
    files, entries, left = dict[Path, bytes](), set[Path](), MAX_CHARACTERS
    for path, source in _paths(modules):
        added = {path, *path.parents} - entries
        if path not in files and len(source) <= left and len(entries) + len(added) <= MAX_ENTRIES:
            files[path] = source.encode("utf-8", "surrogatepass")
            entries |= added
            left -= len(source)
    return files


def _paths(modules: Mapping[str, str]) -> Iterator[tuple[Path, str]]:
    """Paths and sources, the shortest paths first. What two modules claim is of the one that `import` finds."""
    parts = [(name.split("."), modules[name]) for name in sorted(modules, key=len)]
    for length in range(1, MAX_ENDS + 1):
        for names, source in parts:
            if len(names) >= length:
                yield Path(*names[-length:]).with_suffix(".py"), source
