"""Frames: bounded JSON messages on a pipe, each announced by its length.

    8 bytes, big-endian: n  |  n bytes: JSON in UTF-8

The reader decides how much it is willing to take before it takes any of it, so a frame that announces 2^60 bytes costs
nothing. JSON alone would still turn 16 MB of `[],[],` into gigabytes of Python objects: `parse` counts first.
"""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Callable
from typing import Any

from grader.model.encoding.values import Malformed

HEADER = struct.Struct(">Q")
CHUNK = 1 << 20  # bytes asked of the system at once: memory grows only as bytes really come
MAX_PARTS = 400_000  # brackets and commas in one message; an honest one has a few thousand
LONGEST_NUMBER = 40  # characters of a written integer; a float64's own repr needs 25


def write(pipe: int, payload: bytes) -> None:
    """Send one frame. Raises OSError when nobody reads the pipe any more."""
    rest = memoryview(HEADER.pack(len(payload)) + payload)
    while rest:
        rest = rest[os.write(pipe, rest[:CHUNK]) :]


def read(pipe: int, most_bytes: Callable[[], int]) -> bytes | None:
    """The next frame's payload; None where the pipe ends. Raises Malformed if cut short or too long.

    `most_bytes` is asked when a frame has begun, since a reader may wait for it while the bound changes.
    """
    header = _exactly(pipe, HEADER.size)
    if not header:
        return None
    if len(header) < HEADER.size:
        raise Malformed("a message that ends within its own length")
    (length,) = HEADER.unpack(header)
    if length > (most := most_bytes()):
        raise Malformed(f"a message of {length} bytes, where at most {most} are read")
    payload = _exactly(pipe, length)
    if len(payload) < length:
        raise Malformed(f"a message that ends after {len(payload)} of its {length} bytes")
    return payload


def pack(data: Any) -> bytes:
    """JSON data as one frame's payload."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def parse(payload: bytes, most_parts: float = MAX_PARTS) -> Any:
    """The JSON data of a payload. Raises Malformed for anything that `pack` does not write.

    A comma within a text counts as a part, so there is no such bound on what the grader itself has written.
    """
    if sum(payload.count(part) for part in (b",", b"[", b"{")) > most_parts:
        raise Malformed("a message of too many parts")
    try:
        return json.loads(payload.decode("utf-8"), parse_int=_integer, parse_constant=_no_constant)
    except Malformed:
        raise
    except RecursionError:
        raise Malformed("a message nested too deep") from None
    except ValueError as error:  # UnicodeDecodeError and JSONDecodeError among them
        raise Malformed(f"a message that is not JSON: {str(error)[:100]}") from None


def _exactly(pipe: int, length: int) -> bytes:
    """`length` bytes, or fewer where the pipe ends."""
    parts, missing = [], length
    while missing and (part := os.read(pipe, min(missing, CHUNK))):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _integer(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:  # int() takes quadratic time, and Python 3.10.6 would spend minutes on 16 MB
        raise Malformed("an integer of too many digits")
    return int(digits)


def _no_constant(name: str) -> float:
    raise Malformed(f"the number {name}")
