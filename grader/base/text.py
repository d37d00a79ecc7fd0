"""Phrases that many messages share, and texts of a submission made safe to print."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence

LONGEST_TEXT = 80  # characters of a text that a sentence shows


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """` Did you mean 'eps'?` if one of the names is close, ignoring case; otherwise an empty string."""
    meant = closest(word, names)
    return f" Did you mean {meant!r}?" if meant else ""


def closest(word: str, names: Iterable[str]) -> str:
    """The name that is closest to the word, ignoring case; an empty string where none is close."""
    by_lower = {name.lower(): name for name in names}
    close = difflib.get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[close[0]] if close else ""


def place(cell: int, line: int) -> str:
    """Where in a student's file: "cell 3, line 2", or "line 41" where cells have no numbers."""
    return f"cell {cell}, line {line}" if cell else f"line {line}"


def short_place(cell: int, line: int) -> str:
    """The cell alone, or the line where cells have no numbers."""
    return f"cell {cell}" if cell else f"line {line}"


def fold_case(text: str) -> str:
    """The text in lower case, with one blank between two words."""
    return " ".join(text.casefold().split())


def natural_order(text: str) -> list[tuple[int, str]]:
    """A key to sort by: case is ignored, and `Student 2` comes before `Student 10`."""
    parts = re.split(r"([0-9]{1,18})", text.casefold())
    return [(int(part), "") if i % 2 else (0, part) for i, part in enumerate(parts)]


def capitalized(sentence: str) -> str:
    """The sentence with a capital letter in front."""
    return sentence[:1].upper() + sentence[1:]


def count(n: int, word: str) -> str:
    """`1 number`, `2 numbers`, `0 entries`, `3 days`."""
    plural = word[:-1] + "ies" if word.endswith("y") and not word.endswith("ay") else word + "s"
    return f"{n} {word if n == 1 else plural}"


def printable(text: str, limit: int = 2_000) -> str:
    """Text of a submission, safe on a terminal, in a page and in a file; cut after `limit` characters.

    Control characters, lone surrogates and direction marks are replaced.
    """
    short = text[:limit]
    if not (short.isascii() and short.isprintable()):
        short = "".join(c if c in "\n\t" or unicodedata.category(c)[0] != "C" else "\ufffd" for c in short)
    return short + " ..." if len(text) > limit else short


def one_line(text: str, limit: int = 2_000) -> str:
    """The same with a blank for each break of a line and each tab: a name adds no line to what is said around it."""
    return re.sub(r"[\n\t\u2028\u2029]", " ", printable(text, limit))


def cut(lines: Sequence[str], most: int) -> list[str]:
    """The first lines, and how many more there are, indented as these are."""
    if len(lines) <= most:
        return [*lines]
    blanks = " " * (len(lines[0]) - len(lines[0].lstrip()))
    return [*lines[:most], f"{blanks}... and {len(lines) - most} more"]
