"""Files of data that students have: named by a relative path, held by the key as base64."""

from __future__ import annotations

import base64
import binascii
import unicodedata
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

MAX_BYTES = 32 << 20  # of all files together
MAX_NAME = 200  # characters


def name_fault(name: Any) -> str:
    """Why this cannot be the path of a file inside a folder, on any system, in words; an empty text where it can."""
    if not isinstance(name, str) or not name or len(name) > MAX_NAME:
        return f"expected a path of at most {MAX_NAME} characters"
    if any(character in '\\:*?"<>|' or unicodedata.category(character)[0] == "C" for character in name):
        return 'a path has "/" between its folders, and no other punctuation that a system may refuse'
    parts = PurePosixPath(name).parts
    if PurePosixPath(name).is_absolute() or ".." in parts or "/".join(parts) != name:
        return "a path leads from the assignment's folder into it, such as data/train.npz"
    return ""


def files_fault(files: Mapping[str, str]) -> str:
    """Why a key cannot hold these files, in words; an empty text where it can."""
    for name, content in files.items():
        if fault := name_fault(name):
            return f"{name[:MAX_NAME]!r}: {fault}"
        try:
            base64.b64decode(content, validate=True)
        except (binascii.Error, ValueError):
            return f"{name!r}: expected bytes in base64"
    if sum(map(len, files.values())) > MAX_BYTES * 4 / 3:
        return f"the files have more than {MAX_BYTES >> 20} MB together"
    return ""


def encode(content: bytes) -> str:
    """The bytes of a file as a key holds them."""
    return base64.b64encode(content).decode("ascii")


def decode(content: str) -> bytes:
    """The bytes of a file of a key."""
    return base64.b64decode(content)
