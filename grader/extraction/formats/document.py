"""What every format gives: a `Document` with its code cells, and the refusal of what is none."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

DOWNLOAD_AGAIN = "Open it in Jupyter, save it, and download it again with File > Download."
CLEAR_OUTPUTS = "Clear the outputs (Edit > Clear Outputs of All Cells), save, and submit again."


class Unreadable(Exception):
    """The file cannot be read as a notebook; the message tells the student why, and what to do."""

    seconds = 0.0  # of computing that it took to find out


class Picture(NamedTuple):
    """A picture that a cell put out, as the file holds it: base64 or, of an SVG, its text.

    `data` is empty where it is not read, as it has too many bytes or comes behind too many others.
    """

    kind: str  # "png", "jpeg", "gif" or "svg"
    data: str
    size: int = 0  # characters of the data in JSON


@dataclass(frozen=True)
class Cell:
    """A code cell; lines end with a line feed."""

    number: int  # counting every cell of a Jupyter notebook from 1, text cells too; 0 where only lines have numbers
    source: str
    first_line: int = 1  # in the file, where cells have no numbers
    disabled: bool = False  # its author switched it off: nothing in it runs
    pictures: tuple[Picture, ...] = ()  # in its outputs


@dataclass(frozen=True)
class Document:
    """The code cells of a file. `language` and `heading` are what it says of itself; no grade follows from them."""

    format: str  # as a student calls it: "a Jupyter notebook"
    cells: tuple[Cell, ...]
    language: str = "python"
    heading: str = ""


class Format(NamedTuple):
    """A form of files. Only texts that it recognizes are read; `kind` is what the file's name says, or empty."""

    recognizes: Callable[[str, str], bool]  # text, kind
    read: Callable[[str], Document]


_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character: JSON can hold it, Python source cannot
_HEADING = re.compile(r"^[ \t]*#{1,3}[ \t]+(\S[^\n]*)", re.MULTILINE)


def normalized(text: str) -> str:
    """The text with line feeds alone as ends of lines, no form feeds behind them, and without half characters."""
    text = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text).replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\n\f", "\n")  # old editors begin a page with one, and Python takes it for no indentation


def first_heading(markdown: str) -> str:
    """The text of the first heading; empty without one."""
    heading = _HEADING.search(markdown)
    return heading[1].strip() if heading else ""
