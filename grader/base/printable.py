"""Text from a submission, made safe to print: on a terminal, in a page, in a file."""

from __future__ import annotations

import unicodedata


def printable(text: str, limit: int = 2_000) -> str:
    """The text without control characters, lone surrogates and direction marks; cut after `limit` characters."""
    short = text[:limit]
    if not (short.isascii() and short.isprintable()):
        short = "".join(c if c in "\n\t" or unicodedata.category(c)[0] != "C" else "\ufffd" for c in short)
    return short + " ..." if len(text) > limit else short
