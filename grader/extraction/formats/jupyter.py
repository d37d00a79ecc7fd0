"""Jupyter notebooks (.ipynb) of nbformat 3 and 4, whichever program saved them.

Only the source of code cells is graded, and staff look at pictures in outputs: metadata, kernel names and cell ids are
ignored, so neither a forged kernelspec nor a renamed file changes a grade.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from grader.extraction.formats.document import (
    CLEAR_OUTPUTS,
    DOWNLOAD_AGAIN,
    Cell,
    Document,
    Format,
    Picture,
    Unreadable,
    first_heading,
    normalized,
)

PICTURES = {"png": "image/png", "jpeg": "image/jpeg", "gif": "image/gif", "svg": "image/svg+xml"}  # the best first
MAX_VALUES = 2_000_000  # a parsed value takes about 100 bytes: this bounds the memory that a small file can ask for


def _recognizes(text: str, kind: str) -> bool:
    """A Python file may begin with a brace too, though with no list of cells."""
    is_object = text.lstrip().startswith("{")
    return is_object and (kind != "python" or '"cells"' in text or '"worksheets"' in text)


def _read(text: str) -> Document:
    document = _parse_json(text)
    cells = _raw_cells(document)
    return Document("a Jupyter notebook", tuple(_code_cells(cells)), _language(document), _heading(cells))


FORMAT = Format(_recognizes, _read)


def _code_cells(cells: list[Any]) -> Iterator[Cell]:
    for number, cell in enumerate(cells, start=1):
        if not isinstance(cell, dict):
            raise Unreadable(f"This is not a Jupyter notebook: its cell {number} is not a cell. {DOWNLOAD_AGAIN}")
        if cell.get("cell_type") == "code":
            # nbformat 3 calls the text of a code cell "input"
            source = _cell_source(cell.get("source", cell.get("input", "")), number)
            yield Cell(number, source, pictures=tuple(_pictures(cell.get("outputs"))))


def _pictures(outputs: Any) -> Iterator[Picture]:
    """One picture of each output that has some; nbformat 3 has them beside the output's type, by their kind."""
    for output in outputs if isinstance(outputs, list) else ():
        data = output.get("data", output) if isinstance(output, dict) else None
        if isinstance(data, dict):
            texts = {kind: _joined(data.get(media_type, data.get(kind))) for kind, media_type in PICTURES.items()}
            yield from [Picture(kind, text) for kind, text in texts.items() if text][:1]


def _joined(text: Any) -> str | None:
    """A text that may be a list of its lines; None for anything else."""
    lines = text if isinstance(text, list) else [text]
    return "".join(lines) if all(isinstance(line, str) for line in lines) else None


def _parse_json(text: str) -> dict[str, Any]:
    if text.count(",") + text.count("[") + text.count("{") > MAX_VALUES:
        raise Unreadable(f"The outputs of this notebook are too large to read. {CLEAR_OUTPUTS}")
    try:
        # no number in a notebook matters here, and float() has no trouble with 5000 digits
        document = json.loads(text, parse_int=float, object_pairs_hook=_unique_keys)
    except RecursionError:
        raise Unreadable(f"This is not a Jupyter notebook: it is nested too deeply. {DOWNLOAD_AGAIN}") from None
    except ValueError as error:
        raise Unreadable(f"This is not a Jupyter notebook: {_json_error(text, error)}. {DOWNLOAD_AGAIN}") from None
    if not isinstance(document, dict):
        raise Unreadable(f"This is not a Jupyter notebook: it has no cells. {DOWNLOAD_AGAIN}")
    return document


def _json_error(text: str, error: ValueError) -> str:
    if "\n<<<<<<<" in text:
        return "it holds the marks of a merge conflict of git (<<<<<<<)"
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno} is not JSON ({error.msg.removesuffix(' starting at')})"
    return str(error)


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse repeated keys: programs differ on which of them counts, so what is graded might not be what is seen."""
    unique = dict(pairs)
    if len(unique) < len(pairs):
        repeated = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
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
    if (text := _joined(source)) is None:
        raise Unreadable(f"This is not a Jupyter notebook: cell {number} has no text. {DOWNLOAD_AGAIN}")
    return normalized(text)


def _language(document: dict[str, Any]) -> str:
    metadata = document.get("metadata")
    for key, field in (("kernelspec", "language"), ("language_info", "name"), ("kernelspec", "name")):
        value = metadata.get(key) if isinstance(metadata, dict) else None
        language = value.get(field) if isinstance(value, dict) else None
        if isinstance(language, str) and language:
            return language
    return "python"


def _heading(cells: list[Any]) -> str:
    """The first heading of a text cell; without one, that of nbformat 3, which has cells for headings."""
    for cell in cells:
        is_text = cell.get("cell_type") in ("markdown", "heading")
        text = (_joined(cell.get("source")) if is_text else None) or ""
        heading = text.strip() if cell.get("cell_type") == "heading" else first_heading(text)
        if heading:
            return heading
    return ""
