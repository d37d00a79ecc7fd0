"""The student's own files that a notebook imports, runs or opens: they are read, and must be handed in, with it."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import chain, islice
from pathlib import Path

from grader.base.syntax import importable, module_name
from grader.extraction import reader
from grader.extraction.notebook import Unreadable

PATTERNS = ("*.py", "*.ipynb", "*/*.py")
MOST = 50  # files that are looked at
NOT_OWN = "grader"  # the folder of the handout's zip


def own_files(notebook: Path, public: Container[str] = ()) -> tuple[Path, ...]:
    """Those in its folder, and in the folders of that, which its code uses; `public` names the assignment's files."""
    folder = notebook.absolute().parent
    every = chain.from_iterable(sorted(folder.glob(pattern)) for pattern in PATTERNS)
    not_own = (path for path in every if path.name not in public and path.parent.name != NOT_OWN)
    others = (path for path in not_own if path != folder / notebook.name)
    files = {module_name(str(path)): path for path in islice(others, MOST)}
    try:
        statements = reader.read(notebook, (), beside=list(files.values())).statements
    except Unreadable:
        return ()
    source = "\n".join(each.source for each in statements)
    read = {each.module for each in statements}
    return tuple(path for module, path in files.items() if module in read and _is_used(path, source))


def _is_used(path: Path, source: str) -> bool:
    name = path.parent.name if path.stem == "__init__" else module_name(path.name)
    imports = rf"^[ \t]*(?:from|import)\b.*\b{importable(name)}\b"
    return path.name in source or bool(re.search(imports, source, re.MULTILINE))


def hand_in(files: Sequence[Path]) -> str:
    """What the student has to do with them; empty where there are none."""
    names = ", ".join(path.name for path in files)
    return f"Your notebook uses {names}: hand {'it' if len(files) == 1 else 'them'} in as well." if files else ""
