"""Read TOML, say of a file that is none which line is wrong and what to write there, and write values."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any

from grader.base.errors import UserError
from grader.base.files import read_bytes

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")
BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
ADVICE_AT_PLACE = (  # pattern of what begins where reading stopped, advice
    ("[\u00a0\u2007\u202f\u200b\u2060\ufeff]", "The line holds a space that web pages and text processors write, and "
     "no keyboard: type its spaces anew."),
    (r"[eE]?[\u2010-\u2015\u2212]\.?\d", "A minus is the short - of the keyboard; this line has a longer one."),
)  # fmt: skip
ADVICE = (  # pattern of the line or of the reason, advice
    (r"Unescaped '\\'|Invalid hex", "A text with a backslash stands in single quotes: '\\lambda'."),
    (r"(?:^|[=,\[])\s*(True|False)\b", "TOML writes `true` and `false` without a capital."),
    (r"=\s*(?i:none|null)\b", "TOML has no None: leave the key out."),
    (r"overwrite|declare|twice|redefine|mutate|already", "The key or table stands twice, or [ ] stands where [[ ]] is "
     "meant: a question begins with [[question]], a case with [[question.case]]."),
    (r"==", "One = is enough."),
    (r"^[\w-]+\s*:\s|^[^\"'\n]*[\w-]\s*:.*\n.*after a key", "A key and its value are joined by =, not by a colon."),
    ("[\u201c\u201d\u2018\u2019]", "TOML's quotes are straight: \"text\"."),
    (r"=\s*np\.|=\s*\w+\(", "A value is no code: write an array as [1.0, 2.0]."),
    (r"=\s*[-+]?\.\d", "A decimal begins with a digit: 0.5."),
    (r"=\s*[-+]?\d+,\d", "A decimal has a point: 0.1."),
    (r"=\s*[-+\d.]+\s*[-+*/]", "TOML does not calculate: write the number."),
    (r"=\s*\{\s*[-+\d.\"]+\s*[,}]", "A list stands in [ ], a table of names and values in { }."),
    (r"=\s*[A-Za-z_]", "A text stands in quotes."),
    ("after a key", "A key is one word of a-z, 0-9, _ and -, or stands in quotes; = follows it."),
    (r"=\s*'[^']*$|=\s*\"[^\"]*$", "The text's quotes do not close."),
    (r"at end of document|Unclosed|unclosed", "A bracket or a quote is not closed, or a comma is missing between two "
     "values."),
    (r"after a statement", "A value is the last of its line: take away what stands behind it, such as a comma."),
    (r"=\s*$", "The value is missing."),
    (r"^[^\"'=]*[^\x00-\x7f][^\"'=]*=", "A key with other letters than a-z stands in quotes: \"θ\" = 0.5."),
)  # fmt: skip


def to_toml(value: Any, other: Callable[[Any], str] | None = None) -> str:
    """The value as TOML writes it; `other` writes what is neither a table nor a list."""
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{_key(name)} = {to_toml(entry, other)}' for name, entry in value.items())} }}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(to_toml(item, other) for item in value)}]"
    if other:
        return other(value)
    # JSON's texts and numbers are TOML's, but for halves of a character and the sign DEL
    return json.dumps(value, ensure_ascii=False).replace("\x7f", r"\u007f")


def _key(name: str) -> str:
    return name if BARE_KEY.fullmatch(name) else to_toml(name)


def read_toml(path: Path, error: type[UserError]) -> dict[str, Any]:
    """The data of a TOML file. Raises `error`, in a sentence."""
    try:
        text = read_bytes(path, "file", error).decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise error(
            f"{path}: this file is not text in UTF-8 (byte {wrong.start} is wrong). Save it as UTF-8."
        ) from None
    try:
        data: dict[str, Any] = tomllib.loads(text)
    except RecursionError:
        raise error(f"{path}: this is not TOML: its brackets are nested too deeply.") from None
    except ValueError as wrong:  # TOML's own, and Python's for a number of thousands of digits
        raise error(_sentence(path, text, str(wrong))) from None
    return data


def _sentence(path: Path, text: str, reason: str) -> str:
    if "integer string conversion" in reason:
        return f"{path}: this file holds a number with thousands of digits."
    place = PLACE.search(reason)
    number = int(place[1]) if place and place[1] else len(text.splitlines())
    whole = (text.splitlines() or [""])[min(number, len(text.splitlines()) or 1) - 1]
    line, rest = whole.split("  #")[0].strip(), whole[int(place[2]) - 1 :] if place and place[2] else ""
    at_place = (words for pattern, words in ADVICE_AT_PLACE if re.match(pattern, rest))
    others = (words for pattern, words in ADVICE if re.search(pattern, f"{line}\n{reason}", re.MULTILINE))
    advice = next(chain(at_place, others), "")
    shown = line if len(line) <= 80 else f"{line[:80]} ..."
    return f"{path}, line {number}: this is not TOML: `{shown}` ({PLACE.sub('', reason).lower()}). {advice}".rstrip()
