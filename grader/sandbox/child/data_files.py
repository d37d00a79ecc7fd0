"""The assignment's public data in the student's folder, where submissions open them by their paths."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

from grader.model.arguments import shipped_files


class DataFiles:
    """The files as the author gave them, in the folder where this process works when this is made."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._folder = Path.cwd()
        self._contents = {Path(name): shipped_files.decode(content) for name, content in files.items()}

    def restore(self) -> None:
        """Work in the folder again and write all files anew. Raises OSError where a submission prevents it."""
        if not self._contents:
            return
        with contextlib.suppress(PermissionError):  # a folder above may be closed: then we are still in ours
            os.chdir(self._folder)
        for path, content in self._contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
