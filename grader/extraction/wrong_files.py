"""A file that answers none of what is asked for: what it looks like to whoever expects the homework."""

from __future__ import annotations

import re
from collections.abc import Iterable

from grader.base.text import printable
from grader.extraction.extract import DefinedName, Extraction, MissingName, Statement
from grader.extraction.formats.document import Document

_DEFINITION = re.compile(r"(?:@[^\n]*\n)*(?:async def|def|class) +(\w+)")
MAX_NAMES = 4  # of functions that are listed


def wrong_file(document: Document, extraction: Extraction) -> str:
    """What the file looks like, such as "a Jupyter notebook in R"; empty where it may be the homework.

    A name that is written another way speaks for the homework; of many names a third may be so by chance.
    """
    if any(isinstance(name, DefinedName) for name in extraction.names) or any(extraction.figures.values()):
        return ""
    if document.language.lower() != "python" and document.language.isprintable():
        return f"{document.format} in {document.language[:40]}, not in Python"
    if not extraction.statements and not extraction.broken_cells:
        return f"{document.format} without any code{_headed(document)}"
    close = [name for name in extraction.names if not isinstance(name, MissingName) or name.suggestion]
    if len(extraction.names) < 2 or 3 * len(close) >= len(extraction.names):
        return ""
    return f"{document.format}{_headed(document)}{_defining(extraction.statements)}"


def _headed(document: Document) -> str:
    return f' with the heading "{printable(document.heading, 80)}"' if document.heading else ""


def _defining(statements: Iterable[Statement]) -> str:
    matches = (_DEFINITION.match(statement.source) for statement in statements)
    names = list(dict.fromkeys(match[1][:40] for match in matches if match))
    if not names:
        return ", which defines no function"
    more = f" and {len(names) - MAX_NAMES} more" if len(names) > MAX_NAMES else ""
    return f", which defines {', '.join(f'`{name}`' for name in names[:MAX_NAMES])}{more}"
