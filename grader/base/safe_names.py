"""Names that are safe to show and to write: ids of submissions, and names of files made from them.

    safe_id     any text -> an id: printable, at most 100 bytes, the same text in NFC wherever that is possible
    safe_name   any id -> the name of a file on Linux, macOS and Windows, without a suffix; at most 100 bytes

Two different texts never share a result, nor two files where a system takes upper and lower case for equal: a text that
had to change gets a hash of itself behind "~", and a text that holds a "~" always changes.
"""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata

MAX_BYTES = 100  # of the result in UTF-8; a file system allows 255, and a suffix or a prefix has to fit too
CASE_SENSITIVE = sys.platform not in ("darwin", "win32")  # whether A.html and a.html are two files here
_HASH_DIGITS = 12
_PUNCTUATION = frozenset("_-. @+,()")
_RESERVED = re.compile(r"(?i:con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])(?:\..*)?", re.DOTALL)


def safe_id(text: str) -> str:
    """An id of this text: the text in Unicode's normal form C, or what is harmless of it and a hash of the text."""
    normal = unicodedata.normalize("NFC", text)
    return _hashed(normal) if _harmless(normal) != normal else normal


def safe_name(submission_id: str) -> str:
    """The name of a file for this id. Append a suffix of at most 20 bytes, such as `.html`."""
    normal = unicodedata.normalize("NFC", submission_id)
    distinct = normal if CASE_SENSITIVE else normal.casefold()
    return submission_id if _harmless(submission_id) == submission_id == distinct else _hashed(submission_id)


def _harmless(text: str) -> str:
    """The text with `_` for every odd character, cut at the limit; empty or reserved names get a `_` in front."""
    characters = (c if c in _PUNCTUATION or unicodedata.category(c)[0] in "LMN" else "_" for c in text[:MAX_BYTES])
    name = _cut("".join(characters), MAX_BYTES).strip(" .").lstrip("-")
    return f"_{name}" if not name or _RESERVED.fullmatch(name) else name


def _hashed(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_DIGITS]
    return f"{_cut(_harmless(text), MAX_BYTES - len(digest) - 1).rstrip(' .')}~{digest}"


def _cut(text: str, max_bytes: int) -> str:
    """The longest beginning of the text that fits into so many bytes."""
    return text.encode()[:max_bytes].decode("utf-8", "ignore")
