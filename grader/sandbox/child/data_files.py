"""Files in the student's folder, where submissions open them by their paths.

They are the assignment's public data, and the modules that a submission brings along: some open these in place of an
import, as `exec(open("tools.py").read())` does.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

from grader.model.arguments import shipped_files

MOST_CHARACTERS = 1 << 22  # of a submission's modules in all; one that would exceed it is not written


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
    """Each module as a file at every end of its path: which of its folders is the notebook's, nobody knows."""
    files, left = dict[Path, bytes](), MOST_CHARACTERS
    for name, source in modules.items():
        parts = name.split(".")
        for begin in reversed(range(len(parts))):
            left -= len(source)
            if left >= 0:
                files.setdefault(Path(*parts[begin:]).with_suffix(".py"), source.encode())
    return files
