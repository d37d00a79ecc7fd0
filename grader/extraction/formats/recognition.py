"""The text of a file -> its Document, by the first format that recognizes it."""

from __future__ import annotations

from grader.extraction.formats import jupyter, marimo, markdown, scripts
from grader.extraction.formats.document import Document, normalized

FORMATS = (jupyter.FORMAT, marimo.FORMAT, scripts.FORMAT, markdown.FORMAT)


def read_text(text: str, kind: str) -> Document:
    """The document that the text is; `kind` is "python" or "markdown" where the file's name says so. Raises Unreadable.

    What no format recognizes is read as a Jupyter notebook, whose reader says why it is none.
    """
    text = normalized(text)
    chosen = next((each for each in FORMATS if each.recognizes(text, kind)), jupyter.FORMAT)
    return chosen.read(text)
