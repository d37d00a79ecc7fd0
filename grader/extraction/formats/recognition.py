"""What a file is: no notebook, by its first bytes, or a Document, by the first format that recognizes its text."""

from __future__ import annotations

from grader.extraction.formats import jupyter, marimo, markdown, scripts
from grader.extraction.formats.document import Document, Unreadable, normalized

# Of a file whose cells are known by its lines: each takes memory, here and where the code runs, be it empty.
MAX_LINES = 1_000_000

FORMATS = (jupyter.FORMAT, marimo.FORMAT, scripts.FORMAT, markdown.FORMAT)

_SHOWS = "it shows your work, but nothing in it can be run"
_ZIP = "unpack it, and hand in the notebook that is in it"
_KINDS = (  # how the file begins, what it is, and why that does not help
    (b"%pdf-", "a PDF", _SHOWS),
    (b"<!doctype html", "a web page (HTML)", _SHOWS),
    (b"<html", "a web page (HTML)", _SHOWS),
    (b"\\documentclass", "a LaTeX document", _SHOWS),
    (b"pk\x03\x04", "a zip archive or an Office document", _ZIP),
    (b"\x1f\x8b", "a gzip archive", _ZIP),
    (b"7z\xbc\xaf", "a 7-Zip archive", _ZIP),
    (b"rar!", "a RAR archive", _ZIP),
    (b"\xd0\xcf\x11\xe0", "an Office document", _SHOWS),
    (b"\x89png", "a picture", _SHOWS),
    (b"\xff\xd8\xff", "a picture", _SHOWS),
)  # fmt: skip
_HAND_IN = (
    "Expected is the file in which you wrote your code: a notebook (.ipynb), a marimo notebook or Python file (.py), "
    "or a Quarto document (.qmd). In Jupyter, save your notebook and take it from File > Download; then submit again."
)


def read_text(text: str, kind: str) -> Document:
    """The document that the text is; `kind` is "python" or "markdown" where the file's name says so. Raises Unreadable.

    What no format recognizes is read as a Jupyter notebook, whose reader says why it is none.
    """
    text = normalized(text)
    chosen = next((each for each in FORMATS if each.recognizes(text, kind)), jupyter.FORMAT)
    if chosen is not jupyter.FORMAT and text.count("\n") > MAX_LINES:
        raise Unreadable(f"This file has more than {MAX_LINES:,} lines. Remove what is not code, and submit again.")
    return chosen.read(text)


def other_kind(data: bytes) -> str:
    """What the file is and what to hand in, in sentences; empty for what may be a notebook."""
    beginning = data[:1000].removeprefix(b"\xef\xbb\xbf").lstrip()[:20].lower()
    for begins, what, why in _KINDS:
        if beginning.startswith(begins):
            return f"This file is {what}, whatever its name says: {why}. {_HAND_IN}"
    return ""
