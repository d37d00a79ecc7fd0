"""Files of numbers beside assignment.toml: what cases name, and what students are given.

    X = { file = "data/train.npz", key = "X" }           one array of several; of a .npy file no key is needed
    y = { file = "data/train.csv", columns = "price" }   one column, or a matrix of a list of them, or of all

Arrays keep their dtype; pickles are never read. A file lies in the assignment's folder, and no link leads to it. Every
check raises ValueError with a sentence.

A first row of a .csv file with a word in it is a header. Columns are named as there, or counted from 0. Whole numbers
make an array of int64, one decimal among them makes it float64, and words are lists.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np

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


Rows = Sequence[Sequence[str]]


def read_csv(content: bytes, columns: Any = None) -> Any:
    """All columns as a matrix, those of a list of columns, or a single one as a vector."""
    header, rows = _parse(content)
    width = len(rows[0])
    chosen = list(range(width)) if columns is None else columns if isinstance(columns, list) else [columns]
    indices = [_index(column, header, width) for column in chosen]
    values = _values([[row[i] for i in indices] for row in rows], [(header or range(width))[i] for i in indices])
    if columns is None or isinstance(columns, list):
        return values
    return values[:, 0] if isinstance(values, np.ndarray) else [row[0] for row in values]


def _parse(content: bytes) -> tuple[Sequence[str], Rows]:
    """The header, empty where there is none, and the rows below it, all of one length."""
    try:
        text = io.StringIO(content.decode("utf-8-sig"), newline="")
        rows = [[cell.strip() for cell in row] for row in csv.reader(text, strict=True) if row]
    except (csv.Error, UnicodeDecodeError) as error:
        raise ValueError(f"this is no table of comma-separated values in UTF-8 ({error})") from None
    for number, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            advice = " Commas stand between values, and a decimal has a point." if ";" in "".join(rows[0]) else ""
            raise ValueError(f"row {number} has {len(row)} values, and row 1 has {len(rows[0])}.{advice}")
    has_header = bool(rows) and any(_number(cell) is None for cell in rows[0])
    if len(rows) == has_header:
        raise ValueError("it has no row of values")
    return (rows[0], rows[1:]) if has_header else ((), rows)


def _index(column: Any, header: Sequence[str], width: int) -> int:
    if type(column) is int and 0 <= column < width:
        return column
    if column in header:
        return header.index(column)
    names = f"it has {', '.join(header)}" if header else f"without a header they are counted from 0 to {width - 1}"
    raise ValueError(f"there is no column {column!r}; {names}.{did_you_mean(str(column), header)}")


def _values(rows: Rows, names: Sequence[Any]) -> Any:
    """A matrix of numbers, or the words where there is no number."""
    numbers = [[_number(cell) for cell in row] for row in rows]
    flat = [number for row in numbers for number in row]
    if all(number is None for number in flat) and all(cell for row in rows for cell in row):
        return rows
    if None in flat:
        row, column = divmod(flat.index(None), len(names))
        cell = rows[row][column]
        missing = "" if cell else "; where a number is missing, write nan"
        raise ValueError(f"value {row + 1} of column {names[column]!r} is {cell!r}, which is no number{missing}")
    try:
        return np.array(numbers, np.int64 if all(type(number) is int for number in flat) else np.float64)
    except OverflowError:
        raise ValueError("a whole number has at most 64 bits") from None


def _number(cell: str) -> int | float | None:
    if "_" in cell:  # which Python takes for a separator of digits
        return None
    for kind in (int, float):
        try:
            return kind(cell)
        except ValueError:
            continue
    return None


READERS: dict[str, Callable[[bytes, Any], Any]] = {
    ".npy": lambda content, _: _checked(_load(content)), ".npz": _read_npz, ".csv": read_csv,
}  # fmt: skip
