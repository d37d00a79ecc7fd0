"""Files of numbers beside assignment.toml: what cases name, and what students are given.

    X = { file = "data/train.npz", key = "X" }           one array of several; of a .npy file no key is needed
    y = { file = "data/train.csv", columns = "price" }   one column, or a matrix of a list of them, or of all

Arrays keep their dtype; pickles are never read. A file lies in the assignment's folder, and no link leads to it. Every
check raises ValueError with a sentence.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np

from grader.authoring.case_arguments.csv_tables import read_csv
from grader.base.text import did_you_mean
from grader.model.arguments.shipped_files import name_fault
from grader.model.encoding.values import DTYPES

MAX_BYTES = 8 << 20  # of a file, and of one array in it
HEADER = 4096  # bytes of a .npy file before its numbers
KEYS = ("file", "key", "columns")
NOT_DATA = (".py", ".ipynb", ".toml", ".key")  # what may hold solutions, or is shipped by another key


def read_file(folder: Path, name: Any) -> bytes:
    """The bytes of an assignment's file."""
    if fault := name_fault(name):
        raise ValueError(f"{name!r} cannot be a file of the assignment: {fault}")
    if name.lower().endswith(NOT_DATA):
        raise ValueError(f"{name} is no file of data; functions for students stand in functions.py")
    path = folder / name
    if any((folder / part).is_symlink() for part in (name, *PurePosixPath(name).parents[:-1])):
        raise ValueError(f"{name} is a link, or lies behind one: put the file itself into the assignment's folder")
    if path.is_dir():
        listed = ", ".join(f'"{each.relative_to(folder).as_posix()}"' for each in sorted(path.glob("*"))[:3])
        raise ValueError(f"{name} is a folder: name each of its files, such as {listed or 'data/train.csv'}")
    try:
        content: bytes | None = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
    except OSError as error:
        others = [p.relative_to(folder).as_posix() for p in path.parent.glob("*")] if path.parent.is_dir() else []
        reason = (error.strerror or str(error)).lower()
        raise ValueError(f"{name}: {reason} in the folder of assignment.toml.{did_you_mean(name, others)}") from None
    if content is None:
        raise ValueError(f"{name} has more than {MAX_BYTES >> 20} MB; a part of these data is enough to tell mistakes")
    return content


def read_numbers(folder: Path, table: Mapping[str, Any]) -> Any:
    """What the table says of a file: an array, or words, as lists."""
    for key in table:
        if key not in KEYS:
            raise ValueError(f"unknown key {key!r} beside `file`.{did_you_mean(key, KEYS)}")
    content = read_file(folder, name := table["file"])
    if (suffix := PurePosixPath(name).suffix) not in READERS:
        raise ValueError(f"{name} is none of {', '.join(READERS)}")
    belongs = {".npz": "key", ".csv": "columns"}.get(suffix, "")
    if extra := next((key for key in KEYS[1:] if key in table and key != belongs), ""):
        raise ValueError(f"{name} has no `{extra}`: that is for {'.npz' if extra == 'key' else '.csv'} files")
    try:
        return READERS[suffix](content, table.get(belongs))
    except ValueError as fault:
        raise ValueError(f"{name}: {fault}") from None


def _read_npz(content: bytes, key: Any) -> Any:
    """The array that the archive holds as `key`; a compressed one is measured before it is unpacked."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile:
        raise ValueError("this is no .npz file; np.savez writes one") from None
    sizes = {entry.filename.removesuffix(".npy"): entry.file_size for entry in archive.infolist()}
    if key is None:
        raise ValueError(f"name one of its arrays by `key`: {', '.join(sizes)}")
    if key not in sizes:
        raise ValueError(f"there is no array {key!r} in it; it has {', '.join(sizes)}.{did_you_mean(str(key), sizes)}")
    if sizes[key] > MAX_BYTES + HEADER:
        raise ValueError(f"{key!r} has more than {MAX_BYTES >> 20} MB")
    return _checked(_load(archive.read(f"{key}.npy")))


def _load(content: bytes) -> Any:
    """The array that a .npy file holds; never a pickle."""
    try:
        return np.load(io.BytesIO(content), allow_pickle=False)
    except (ValueError, EOFError, OSError, MemoryError) as error:
        if "allow_pickle" in str(error):
            raise ValueError(
                "it holds Python objects, a pickle, which is never read. Save an array of numbers, with rows of one "
                "length and without dtype=object."
            ) from None
        raise ValueError(f"NumPy cannot read it ({str(error)[:80]}). Write it anew with np.save or np.savez.") from None


def _checked(array: Any) -> Any:
    """The array in C order and the machine's byte order; a single number as such, words as lists."""
    if array.dtype.kind == "U":
        return array.tolist()
    if array.dtype.name not in DTYPES:
        raise ValueError(f"it holds values of type {array.dtype}; an argument has numbers, true and false, or words")
    if array.nbytes > MAX_BYTES:
        raise ValueError(f"the array has more than {MAX_BYTES >> 20} MB")
    return np.array(array, array.dtype.newbyteorder("="), order="C") if array.ndim else array.item()


READERS: dict[str, Callable[[bytes, Any], Any]] = {
    ".npy": lambda content, _: _checked(_load(content)),
    ".npz": _read_npz,
    ".csv": read_csv,
}
