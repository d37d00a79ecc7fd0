"""The files of data that a statement writes and reads, by the names that stand in it: `np.save("grid.npy", grid)`."""

from __future__ import annotations

import re
from dataclasses import replace

from grader.extraction.statements.uses import NameUse

_TEXT = re.compile(r"""["']([^"'\n]{1,200})["']""")
_FILE_NAME = re.compile(r"[^*?]*\w\.\w{1,8}")
_OPENS_TO_WRITE = r"""\bopen\((?:[^()\n]|\([^()\n]*\))*["'][awx][bt]?\+?["']"""
_WRITES = re.compile(
    rf"{_OPENS_TO_WRITE}|\bsave(?:z|z_compressed|txt)?\(|\bdump\(|\bto_(?:csv|json|pickle)\(|\bwrite_(?:bytes|text)\("
    r"|\btofile\("
)
_READS = re.compile(
    rf"(?!{_OPENS_TO_WRITE})\bopen\(|\bload(?:s|txt)?\(|\bread_\w+\(|\b(?:genfromtxt|fromfile)\(|\breader\("
)


def with_written_files(names: NameUse, source: str, *, defines: bool) -> NameUse:
    """The names, with those of files that the statement changes, or a call of what it defines."""
    if not _WRITES.search(source) or not (files := _names(source)):
        return names
    if defines:
        return replace(names, later=replace(names.later, changes=names.later.changes | files))
    return replace(names, now=replace(names.now, changes=names.now.changes | files))


def read_files(source: str) -> set[str]:
    """The names of files that the statement, or the function that it defines, may read."""
    return _names(source) if _READS.search(source) else set()


def _names(source: str) -> set[str]:
    """Texts that may be the name of a file; NumPy adds the end of one that has none."""
    texts = {text.removeprefix("./") for text in _TEXT.findall(source)}
    return {text for text in texts if _FILE_NAME.fullmatch(text)} | _with_end_of_numpy(source, texts)


def _with_end_of_numpy(source: str, texts: set[str]) -> set[str]:
    end = re.search(r"\bsave(z?)", source)
    return {f"{text}.np{end[1] or 'y'}" for text in texts if text.isidentifier()} if end else set()
