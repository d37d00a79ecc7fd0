"""A submitted file -> its document. Nothing in the file is trusted, and nothing in it is run.

What the file holds decides how it is read (`formats/`); its name counts only where the text may be of two formats. A
file without code to read raises `Unreadable`, whose text tells the student what to do.
"""

from __future__ import annotations

import codecs
import io
import os
import re
import stat
import tokenize
from pathlib import Path

from grader.extraction.formats.document import CLEAR_OUTPUTS, DOWNLOAD_AGAIN, Cell, Document, Picture, Unreadable
from grader.extraction.formats.recognition import other_kind, read_text

__all__ = [
    "CLEAR_OUTPUTS", "DOWNLOAD_AGAIN", "MAX_BYTES", "MAX_CODE", "Cell", "Document", "Picture", "Unreadable",
    "file_kind", "open_plainly", "read", "read_document",
]  # fmt: skip

MAX_BYTES = 64 * 2**20  # pictures in outputs make honest notebooks large
MAX_CODE = 1_000_000  # characters of code; honest notebooks have a tenth of it, and parsing takes 500 times as much

_KINDS = {".py": "python", ".zip": "zip", ".md": "markdown", ".qmd": "notebook", ".rmd": "notebook"}


def file_kind(name: str) -> str:
    """What a file is, by its name: "notebook", "python", "markdown", "zip", or "" for what cannot be graded.

    Upper and lower case are alike. `hw.ipynb.txt`, as some mail programs leave it, is a notebook.
    """
    lower = name.rpartition("/")[2].lower().rstrip(" .")
    kind = next((kind for suffix, kind in _KINDS.items() if lower.endswith(suffix)), "")
    return kind or ("notebook" if ".ipynb" in lower else "")


def read(path: str | os.PathLike[str]) -> tuple[Cell, ...]:
    """The code cells of a file. Raises only Unreadable."""
    return read_document(path).cells


def read_document(path: str | os.PathLike[str]) -> Document:
    """The code cells of a file, and what it says of itself. Raises only Unreadable."""
    path = Path(path)
    document = read_text(_decode(_read_bytes(path)), file_kind(path.name))
    if sum(len(cell.source) for cell in document.cells) > MAX_CODE:
        raise Unreadable(
            f"This notebook holds more than {MAX_CODE:,} characters of code. "
            "Data belongs in a file, not in a cell: remove what is not code, and submit again."
        )
    return document


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
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SINGLE_BYTES = ("iso-8859-1", "iso-8859-15", "cp1252")  # beside UTF-8, what editors of Europe and America wrote


def _encoding(data: bytes) -> str:
    """The encoding by the file's first bytes, or by a comment of Python's such as `# -*- coding: latin-1 -*-`."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    except SyntaxError:  # an unknown name, or what no encoding is named for
        return "utf-8"
    return encoding if encoding in _SINGLE_BYTES else "utf-8"


def _decode(data: bytes) -> str:
    if reason := other_kind(data):
        raise Unreadable(reason)
    encoding = _encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8" or _NO_TEXT.search(data):
            where = f"byte {error.start} is wrong"
            raise Unreadable(f"This file is not text in UTF-8 ({where}). {DOWNLOAD_AGAIN}") from None
        text = data.decode("cp1252", "replace")  # where it is neither, hardly more than comments are misread
    if not text.strip():
        raise Unreadable("This file is empty. Save your notebook in Jupyter, and submit it again.")
    if "\0" in text:
        raise Unreadable(f"This file holds NUL bytes, so it is not a text file. {DOWNLOAD_AGAIN}")
    return text
