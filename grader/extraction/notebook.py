"""A submitted file's bytes -> its code cells. Nothing in the file is trusted, and nothing in it is run.

Only the source of code cells is read: outputs, metadata, kernel names and cell ids are ignored, so neither a
forged kernelspec nor a renamed file changes a grade. A notebook (nbformat 3 or 4) and a Python file both give
a `Notebook`; whatever is neither raises `Unreadable`, whose text tells the student what to do.
"""

from __future__ import annotations

import ast
import codecs
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
    """The file is no notebook that can be read; the text says why, and what to do, to the student."""


@dataclass(frozen=True)
class Cell:
    """A code cell; lines end with a line feed."""

    number: int  # counting every cell of the notebook from 1, text cells too: what a student counts on the screen
    source: str
    first_line: int = 1  # of a Python file that is cut into cells, so that line numbers stay those of the file


@dataclass(frozen=True)
class Notebook:
    """A submission's code, cell by cell in the order of the file."""

    name: str  # the file's name, for messages; never used to decide anything but `.py` or not
    cells: tuple[Cell, ...]


def file_kind(name: str) -> str:
    """What a file is, by its name: "python", "notebook", "zip", or "" for what cannot be graded.

    Upper and lower case are alike. `hw.ipynb.txt`, as some mail programs leave it, is a notebook.
    """
    lower = name.rpartition("/")[2].lower().rstrip(" .")
    for kind, suffix in (("python", ".py"), ("zip", ".zip")):
        if lower.endswith(suffix):
            return kind
    return "notebook" if ".ipynb" in lower else ""


def read(path: str | os.PathLike[str]) -> Notebook:
    """The code cells of a `.py` file, or of a notebook under any other name. Raises `Unreadable`, nothing else."""
    path = Path(path)
    text = _decoded(_bytes_of(path))
    cells = tuple(_cells_of_python(text) if file_kind(path.name) == "python" else _cells_of_notebook(text))
    if sum(len(cell.source) for cell in cells) > MAX_CODE:
        raise Unreadable(
            f"This notebook holds more than {MAX_CODE:,} characters of code. "
            "Data belongs into a file, not into a cell: remove what is not code, and submit again."
        )
    return Notebook(path.name, cells)


# --- the file ---------------------------------------------------------------------------------------------------


def _bytes_of(path: Path) -> bytes:
    """The bytes of a regular file. Links, pipes, devices and folders are refused before they are opened."""
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
    """Never follows a link at the end of the path, never waits for a pipe. (Windows has neither flag.)"""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def _decoded(data: bytes) -> str:
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(f"This file is not text in UTF-8 (byte {error.start} is wrong). {DOWNLOAD_AGAIN}") from None
    if not text.strip():
        raise Unreadable("This file is empty. Save your notebook in Jupyter, and submit it again.")
    if "\0" in text:
        raise Unreadable(f"This file holds NUL bytes, so it is not a text file. {DOWNLOAD_AGAIN}")
    return text


# --- a notebook -------------------------------------------------------------------------------------------------


def _cells_of_notebook(text: str) -> Iterator[Cell]:
    for number, cell in enumerate(_raw_cells(_json(text)), start=1):
        if not isinstance(cell, dict):
            raise Unreadable(f"This is not a Jupyter notebook: its cell {number} is not a cell. {DOWNLOAD_AGAIN}")
        if cell.get("cell_type") == "code":
            # nbformat 3 calls the text of a code cell "input"
            yield Cell(number, _source(cell.get("source", cell.get("input", "")), number))


def _json(text: str) -> dict[str, Any]:
    if text.count(",") + text.count("[") + text.count("{") > MAX_VALUES:
        raise Unreadable(f"The outputs of this notebook are too large to read. {CLEAR_OUTPUTS}")
    try:
        # no number in a notebook matters here, and float() has no trouble with 5000 digits
        document = json.loads(text, parse_int=float, object_pairs_hook=_without_repetition)
    except RecursionError:
        raise Unreadable(f"This is not a Jupyter notebook: it is nested too deeply. {DOWNLOAD_AGAIN}") from None
    except ValueError as error:
        raise Unreadable(
            f"This is not a Jupyter notebook: {_json_trouble(text, error)}. {DOWNLOAD_AGAIN} "
            "If it is a Python file, give it a name that ends with .py."
        ) from None
    if not isinstance(document, dict):
        raise Unreadable(f"This is not a Jupyter notebook: it has no cells. {DOWNLOAD_AGAIN}")
    return document


def _json_trouble(text: str, error: ValueError) -> str:
    if "\n<<<<<<<" in text:
        return "it holds the marks of a merge conflict of git (<<<<<<<)"
    if text.lstrip()[:1] == "<":
        return "it is a web page (HTML), perhaps a notebook exported with File > Save and Export"
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno} is not JSON ({error.msg})"
    return str(error)


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Readers differ on which of two equal keys counts, so what is graded might not be what is seen."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in found if keys.count(key) > 1)
        raise ValueError(f"the key {twice[:40]!r} stands twice in one place")
    return found


def _raw_cells(document: dict[str, Any]) -> list[Any]:
    """The cells of nbformat 4, or those of all the worksheets of nbformat 3, whatever number the file claims."""
    if "cells" not in document and isinstance(document.get("worksheets"), list):
        sheets = [sheet.get("cells") for sheet in document["worksheets"] if isinstance(sheet, dict)]
        return [cell for cells in sheets if isinstance(cells, list) for cell in cells]
    if not isinstance(document.get("cells"), list):
        raise Unreadable(f"This is not a Jupyter notebook: it has no list of cells. {DOWNLOAD_AGAIN}")
    return document["cells"]


def _source(source: Any, number: int) -> str:
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        raise Unreadable(f"This is not a Jupyter notebook: cell {number} has no text. {DOWNLOAD_AGAIN}")
    return _clean(source)


_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character: JSON can hold it, Python source cannot


def _clean(source: str) -> str:
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", source).replace("\r\n", "\n").replace("\r", "\n")


# --- a Python file ----------------------------------------------------------------------------------------------

_CUT = re.compile(r"^# ?%%|^# In ?\[[ \d]*\]:", re.MULTILINE)  # VS Code and Spyder; jupyter nbconvert


def _cells_of_python(text: str) -> Iterator[Cell]:
    """One cell, or those between lines `# %%`, so that a broken one does not take the others with it."""
    text = _clean(text)
    cuts = [0, *(cut.start() for cut in _CUT.finditer(text) if cut.start()), len(text)]
    line = 1
    for number, (start, end) in enumerate(zip(cuts, cuts[1:], strict=False), start=1):
        yield Cell(number, text[start:end], first_line=line)
        line += text.count("\n", start, end)


# --- IPython's additions to Python ------------------------------------------------------------------------------

# These run the cell's body as Python in the notebook's own names; every other %%magic hands it to something else.
RUNS_ITS_BODY = {"time", "timeit", "capture", "prun", "debug", "memit", "mprun", "snakeviz"}

# Each of these takes time in proportion to what it reads: nothing that may follow a repetition may be part of it.
_CELL_MAGIC = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*%%(?P<name>\w*)[^\n]*")
_CONTINUED = r"[^\n\\]*(?:\\\n?[^\n\\]*)*"  # a magic may go on after a backslash
_LINE_MAGIC = re.compile(
    rf"""(?P<indent>[ \t]*)(?:
          %time[ ]+(?P<timed>[^\n]*)                               # %time x = f(): runs the code and keeps x
        | (?P<target>[\w.,\[\]'"*][\w.,\[\]'"* \t]*)=[ \t]*[!%]{_CONTINUED}  # x = !ls and x = %magic
        | [!%]{_CONTINUED}                                         # !ls and %magic
        | \?[^\n]* | [\w.*%]+\?\??[ \t]*(?=\n|\Z)                  # ?f, f? and f??
        )""",
    re.VERBOSE,
)
_TOKEN = re.compile(
    r'''(?P<string>"""(?:\\.|[^\\])*?(?:"""|\Z)|\'\'\'(?:\\.|[^\\])*?(?:\'\'\'|\Z)'''
    r"""|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?)"""
    r"""|(?P<skip>\#[^\n]*|\\\n|[^\#\\"'()\[\]{}\n]+|\\)|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<end>\n)""",
    re.DOTALL,
)


def without_magics(source: str) -> str:
    """The cell with IPython's syntax turned into Python that does nothing, every line where it was.

    Meant for a cell that does not parse as it stands: only then is `%` at the start of a line surely a magic.
    """
    return "".join(_plain_statements(_without_indent(_body_of_cell_magic(source))))


def _body_of_cell_magic(source: str) -> str:
    at, lines = 0, 0
    while magic := _CELL_MAGIC.match(source, at):
        if magic["name"] not in RUNS_ITS_BODY:
            return ""
        at, lines = magic.end(), lines + magic[0].count("\n")
    return "\n" * lines + source[at:]


def _without_indent(source: str) -> str:
    """IPython runs a cell that is indented as a whole."""
    first = re.search(r"^[ \t]*(?=[^\s#])", source, re.MULTILINE)
    return re.sub(f"^{first[0]}", "", source, flags=re.MULTILINE) if first and first[0] else source


def _plain_statements(source: str) -> Iterator[str]:
    """The pieces of the source; a magic counts only where a statement may start, not in strings or brackets."""
    at, depth, fresh = 0, 0, True
    while at < len(source):
        if fresh and not depth and (magic := _LINE_MAGIC.match(source, at)):
            yield _instead_of(magic)
            at, fresh = magic.end(), False
            continue
        token = _TOKEN.match(source, at)
        assert token is not None, "the pattern has a branch for every character"
        yield token[0]
        depth = max(0, depth + bool(token["open"]) - bool(token["close"]))
        at, fresh = token.end(), bool(token["end"])


def _instead_of(magic: re.Match[str]) -> str:
    lines = "\n" * magic[0].count("\n")
    if magic["target"]:
        return f"{magic['indent']}{magic['target'].rstrip()} = None{lines}"
    if magic["timed"] and _parses(magic["timed"]):
        return f"{magic['indent']}{magic['timed']}"
    return f"{magic['indent']}pass{lines}"  # not a comment: it may be all that stands below an `if`


def _parses(source: str) -> bool:
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
