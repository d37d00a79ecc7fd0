"""Which files a piece of Python may read, as far as its text shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath


def files_in_use(source: str, modules: Mapping[str, str], files: Iterable[str]) -> tuple[str, ...]:
    """The modules and the data files that the source may read, itself or through a module.

    A word is enough: the name of a file, of a folder that it is in, or its ending, since a path may be put together. A
    module may import another one, so where one is named, all count.
    """
    imported = dict(modules) if any(_is_named(name, source) for name in modules) else {}
    text = "\n".join([source, *imported.values()])
    return (*imported, *(name for name in files if _is_named(name, text)))


def _is_named(file: str, text: str) -> bool:
    path = PurePosixPath(file)
    parts = filter(None, [*path.parent.parts, path.stem, path.suffix[1:]])
    return bool(re.search(rf"(?<![a-zA-Z0-9])(?:{'|'.join(map(re.escape, parts))})(?![a-zA-Z0-9])", text))
