"""The student's own files that a notebook imports, runs or opens: they are read, and must be handed in, with it."""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import accumulate, chain
from pathlib import Path

from grader.base.syntax import find_module, module_name, statements_of
from grader.extraction import reader
from grader.extraction.notebook import Unreadable

PATTERNS = ("*.py", "*.ipynb", "*/*.py", "*/*/*.py")
MAX_FILES = 50  # files that are looked at: those first whose names stand in the notebook
NOT_OWN = "grader"  # the folder of the handout's zip
PACKAGES = {"jax", "jaxlib", "numpy"}  # that are imported already when code of a submission runs


def own_files(notebook: Path, public: Container[str] = ()) -> tuple[Path, ...]:
    """Those in its folder, and in the folders of that, which its code uses; `public` names the assignment's files."""
    files = {module_name(str(path)): path for path in _candidates(notebook, public)[:MAX_FILES]}
    try:
        statements = reader.read(notebook, (), beside=list(files.values())).statements
    except Unreadable:
        return ()
    sources = {"": ""}
    for each in statements:
        sources[each.module] = f"{sources.get(each.module, '')}\n{each.source}"
    return tuple(sorted(files[module] for module in _used_modules(sources) if module in files))


def _candidates(notebook: Path, public: Container[str]) -> list[Path]:
    """The student's files near the notebook; those first whose names stand in it."""
    folder, text = notebook.absolute().parent, notebook.read_bytes()

    def is_own(path: Path) -> bool:
        inner = path.relative_to(folder).parts
        is_theirs = path.name in public or inner[0] == NOT_OWN or any(part.startswith(".") for part in inner)
        return not is_theirs and inner != (notebook.name,) and path.is_file()

    def is_absent(path: Path) -> bool:
        return os.fsencode(path.parent.name if path.stem == "__init__" else path.stem) not in text

    every = chain.from_iterable(sorted(folder.glob(pattern)) for pattern in PATTERNS)
    return sorted(filter(is_own, every), key=is_absent)


def _used_modules(sources: Mapping[str, str]) -> set[str]:
    """The modules that the notebook, which is the one without a name, uses itself or through others."""
    used, unread = {""}, [""]
    while unread:
        new = {find_module(name, sources) for name in set(_references(sources[unread.pop()]))} - used
        used |= new
        unread += new
    return used - {""}


def _references(source: str) -> Iterator[str]:
    """The modules that it may import, with the packages around them, and the files that its strings name.

    When grading, a library that is imported already comes before a file of its name, and any other one behind.
    """
    libraries = PACKAGES | (sys.stdlib_module_names & sys.modules.keys())
    for node in chain.from_iterable(map(ast.walk, statements_of(source))):
        match node:
            case ast.Import(names=names):
                imported = [each.name for each in names]
            case ast.ImportFrom(module=module, names=names):
                imported = [".".join(filter(None, [module, each.name])) for each in names]
            case ast.Constant(value=str(text)):
                yield module_name(text)
                continue
            case _:
                continue
        for name in imported:
            if name.partition(".")[0] not in libraries:
                yield from accumulate(name.split("."), "{}.{}".format)


def hand_in(files: Sequence[Path], notebook: Path) -> str:
    """What the student has to do with them; empty where there are none."""
    names = ", ".join(path.relative_to(notebook.absolute().parent).as_posix() for path in files)
    return f"Your notebook uses {names}: hand {'it' if len(files) == 1 else 'them'} in as well." if files else ""
