"""A key as text: its format, and the checksum that says whether it was changed.

{"kind": "key", "format": 6, ..., "checksum": "..."}        the checksum is of the text before it
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from grader.base.errors import UserError

FORMAT = 6
CHECKSUM = ',"checksum":"'  # at the end of the text: of all that stands before it
MAKE_AGAIN = "Make it again with `grader compile`."


class BadKey(UserError):
    """A file that is not a key, or that this version cannot read. The message says which, and what to do."""


def sealed(data: Mapping[str, Any]) -> str:
    """The text of a key with these data, which `unsealed` reads."""
    whole = {"kind": "key", "format": FORMAT, **data}
    text = json.dumps(whole, allow_nan=False, separators=(",", ":"))[:-1]  # blanks would be a twentieth of it
    return f'{text}{CHECKSUM}{_checksum(text)}"}}'


def unsealed(text: str, where: str) -> dict[str, Any]:
    """The data of a key. Raises BadKey for what is none, is of another format, or was changed."""
    try:
        data = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise BadKey(f"{where}: not a key: it is not JSON ({error}).") from None
    if not isinstance(data, dict) or data.pop("kind", None) != "key":
        raise BadKey(f"{where}: not a key. A key is the NAME.key file that `grader compile` or `grader release` wrote.")
    if (version := data.pop("format", None)) != FORMAT:
        raise BadKey(
            f"{where}: this key has format {version}, and this grader reads format {FORMAT}. "
            "Make the key again with `grader compile`, or use the grader that came with it."
        )
    if data.pop("checksum", None) != _checksum(text.rpartition(CHECKSUM)[0]):
        raise BadKey(f"{where}: this key was changed after it was made, or is damaged. {MAKE_AGAIN}")
    return data


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")
