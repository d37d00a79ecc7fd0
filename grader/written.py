"""Files that are written together or not at all."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.errors import UserError


def write_all(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write each file, by its name, into the folder, which is made if need be.

    They are written aside and renamed once all of them lie there. Raises UserError where that cannot be done, and
    leaves no file and no folder behind.
    """
    try:
        with _folder(folder), tempfile.TemporaryDirectory(prefix=".writing-", dir=folder) as aside:
            for name, content in contents.items():
                Path(aside, name).write_bytes(content)
            if folders := [name for name in contents if (folder / name).is_dir()]:
                raise OSError(f"{folders[0]} is a folder")
            for name in contents:
                Path(aside, name).replace(folder / name)
    except OSError as error:
        raise UserError(f"{folder}: nothing was written: {(error.strerror or str(error)).lower()}.") from None


@contextlib.contextmanager
def _folder(folder: Path) -> Iterator[None]:
    """The folder, made with its parents; those that were made go again where something is raised."""
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for path in made:
            with contextlib.suppress(OSError):  # it holds something by now, or was never made
                path.rmdir()
        raise
