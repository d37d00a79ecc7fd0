"""A submitted file -> its code cells. Nothing in the file is trusted, and nothing in it is run.

Only the source of code cells is read: outputs, metadata, kernel names and cell ids are ignored, so neither a
forged kernelspec nor a renamed file changes a grade. A notebook (nbformat 3 or 4) and a Python file both give
their cells; any other file raises `Unreadable`, whose text tells the student what to do.
"""

from __future__ import annotations

import codecs
import itertools
import json
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MAX_BYTES = 64 * 2**20  # pictures in outputs make honest notebooks large
MAX_VALUES = 2_000_000  # a parsed value takes about 100 bytes: this bounds the memory that a small file can ask for
MAX_CODE = 1_000_000  # characters of code; honest notebooks have a tenth of it, and parsing takes 500 times as much

DOWNLOAD_AGAIN = "Open it in Jupyter, save it, and download it again with File > Download."
CLEAR_OUTPUTS = "Clear the outputs (Edit > Clear Outputs of All Cells), save, and submit again."


class Unreadable(Exception):
    """The file cannot be read as a notebook; the message tells the student why, and what to do."""


@dataclass(frozen=True)
class Cell:
    """A code cell; lines end with a line feed."""

    number: int  # counting every cell of the notebook from 1, text cells too: what a student counts on the screen
    source: str
    first_line: int = 1  # of a Python file that is cut into cells, so that line numbers stay those of the file


def file_kind(name: str) -> str:
    """What a file is, by its name: "python", "notebook", "zip", or "" for what cannot be graded.

    Upper and lower case are alike. `hw.ipynb.txt`, as some mail programs leave it, is a notebook.
    """
    lower = name.rpartition("/")[2].lower().rstrip(" .")
    for kind, suffix in (("python", ".py"), ("zip", ".zip")):
        if lower.endswith(suffix):
            return kind
    return "notebook" if ".ipynb" in lower else ""


def read(path: str | os.PathLike[str]) -> tuple[Cell, ...]:
    """The code cells of a `.py` file, or of a notebook under any other name. Raises only Unreadable."""
    path = Path(path)
    text = _decode(_read_bytes(path))
    cells = tuple(_cells_of_python(text) if file_kind(path.name) == "python" else _cells_of_notebook(text))
    if sum(len(cell.source) for cell in cells) > MAX_CODE:
        raise Unreadable(
            f"This notebook holds more than {MAX_CODE:,} characters of code. "
            "Data belongs in a file, not in a cell: remove what is not code, and submit again."
        )
    return cells


# --- the file ---


def _read_bytes(path: Path) -> bytes:
    """Read a regular file. Links, pipes, devices and folders are refused before they are opened."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise Unreadable(f"{path.name!r} is a folder, a link or a device. Submit the notebook file itself.")
        with open(path, "rb", opener=open_plainly) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):  # exchanged since lstat
                raise Unreadable(f"{path.name!r} is not a plain file. Submit the notebook file itself.")
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise Unreadable(f"There is no file {path.name!r}. Check the name and the folder.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise Unreadable(f"{path.name!r} cannot be opened: {reason}. Check that you may read it.") from None
    if len(data) > MAX_BYTES:
        raise Unreadable(f"This file is larger than {MAX_BYTES >> 20} MB. {CLEAR_OUTPUTS}")
    return data


def open_plainly(path: str, flags: int) -> int:
    """Open without following a link at the end of the path or waiting for a pipe. (Windows has neither flag.)"""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


_BYTE_ORDER_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip


def _decode(data: bytes) -> str:
    encoding = next((encoding for mark, encoding in _BYTE_ORDER_MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(f"This file is not text in UTF-8 (byte {error.start} is wrong). {DOWNLOAD_AGAIN}") from None
    if not text.strip():
        raise Unreadable("This file is empty. Save your notebook in Jupyter, and submit it again.")
    if "\0" in text:
        raise Unreadable(f"This file holds NUL bytes, so it is not a text file. {DOWNLOAD_AGAIN}")
    return text


# --- a notebook ---


def _cells_of_notebook(text: str) -> Iterator[Cell]:
    for number, cell in enumerate(_raw_cells(_parse_json(text)), start=1):
        if not isinstance(cell, dict):
            raise Unreadable(f"This is not a Jupyter notebook: its cell {number} is not a cell. {DOWNLOAD_AGAIN}")
        if cell.get("cell_type") == "code":
            # nbformat 3 calls the text of a code cell "input"
            yield Cell(number, _cell_source(cell.get("source", cell.get("input", "")), number))


def _parse_json(text: str) -> dict[str, Any]:
    if text.count(",") + text.count("[") + text.count("{") > MAX_VALUES:
        raise Unreadable(f"The outputs of this notebook are too large to read. {CLEAR_OUTPUTS}")
    try:
        # no number in a notebook matters here, and float() has no trouble with 5000 digits
        document = json.loads(text, parse_int=float, object_pairs_hook=_unique_keys)
    except RecursionError:
        raise Unreadable(f"This is not a Jupyter notebook: it is nested too deeply. {DOWNLOAD_AGAIN}") from None
    except ValueError as error:
        raise Unreadable(
            f"This is not a Jupyter notebook: {_json_error(text, error)}. {DOWNLOAD_AGAIN} "
            "If it is a Python file, give it a name that ends with .py."
        ) from None
    if not isinstance(document, dict):
        raise Unreadable(f"This is not a Jupyter notebook: it has no cells. {DOWNLOAD_AGAIN}")
    return document


def _json_error(text: str, error: ValueError) -> str:
    if "\n<<<<<<<" in text:
        return "it holds the marks of a merge conflict of git (<<<<<<<)"
    if text.lstrip()[:1] == "<":
        return "it is a web page (HTML), perhaps a notebook exported with File > Save and Export"
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno} is not JSON ({error.msg})"
    return str(error)


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse repeated keys: programs differ on which of them counts, so what is graded might not be what is seen."""
    unique = dict(pairs)
    if len(unique) < len(pairs):
        keys = [key for key, _ in pairs]
        repeated = next(key for key in unique if keys.count(key) > 1)
        raise ValueError(f"the key {repeated[:40]!r} appears twice in one place")
    return unique


def _raw_cells(document: dict[str, Any]) -> list[Any]:
    """The cells of nbformat 4, or of all worksheets of nbformat 3, whatever version the file claims."""
    if "cells" not in document and isinstance(document.get("worksheets"), list):
        sheets = [sheet.get("cells") for sheet in document["worksheets"] if isinstance(sheet, dict)]
        return [cell for cells in sheets if isinstance(cells, list) for cell in cells]
    cells = document.get("cells")
    if not isinstance(cells, list):
        raise Unreadable(f"This is not a Jupyter notebook: it has no list of cells. {DOWNLOAD_AGAIN}")
    return cells


def _cell_source(source: Any, number: int) -> str:
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        raise Unreadable(f"This is not a Jupyter notebook: cell {number} has no text. {DOWNLOAD_AGAIN}")
    return _normalize(source)


_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character: JSON can hold it, Python source cannot


def _normalize(source: str) -> str:
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", source).replace("\r\n", "\n").replace("\r", "\n")


# --- a Python file ---

_CELL_MARK = re.compile(r"^# ?%%|^# In ?\[[ \d]*\]:", re.MULTILINE)  # VS Code and Spyder; jupyter nbconvert


def _cells_of_python(text: str) -> Iterator[Cell]:
    """One cell, or those between lines `# %%`, so that a broken one does not take the others with it."""
    text = _normalize(text)
    bounds = [0, *(mark.start() for mark in _CELL_MARK.finditer(text) if mark.start()), len(text)]
    line = 1
    for number, (start, end) in enumerate(itertools.pairwise(bounds), start=1):
        yield Cell(number, text[start:end], first_line=line)
        line += text.count("\n", start, end)
