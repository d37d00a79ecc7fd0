"""The pictures of a notebook -> figures that may be shown: decoded in a confined process of the submission's own."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence

from grader.extraction.notebook import Picture
from grader.model.figures import Figure
from grader.sandbox.confined_process import ConfinedProcess

CPU_SECONDS, WALL_SECONDS, MEMORY_MB = 20, 120.0, 1024  # for each picture
MAX_ANSWER, MAX_NOTE = 8 << 20, 200  # bytes, characters
TOO_MUCH = "reading it took too much time or memory"


def decode_pictures(pictures: Sequence[Picture]) -> list[Figure]:
    """What is shown of the pictures below a cell. Raises OSError for a failure of this machine."""
    figures, process = list[Figure](), None
    try:
        for picture in pictures:
            if not picture.data:
                figures.append(Figure(b"", _why_not_read(picture)))
                continue
            process = process or _start()
            text = process.answer(json.dumps(picture._asdict()).encode() + b"\n", MAX_ANSWER)
            if not text.endswith(b"\n"):
                process.end()
                process = None
            figures.append(figure_of(text))
    finally:
        if process:
            process.end()
    return figures


def _start() -> ConfinedProcess:
    return ConfinedProcess(
        "grader.sandbox.picture_child", CPU_SECONDS, MEMORY_MB, name="reads pictures", wall_seconds=WALL_SECONDS
    )


def _why_not_read(picture: Picture) -> str:
    if not picture.kind:
        return "there are more pictures than are shown"
    return f"it has {picture.size / 1e6:.1f} MB, which is too much"


def figure_of(text: bytes) -> Figure:
    """The figure of an answer, which a picture may have forged: it is shown as an image, whatever it is."""
    try:
        answer = json.loads(text)
        return Figure(base64.b64decode(answer.get("data", "")), str(answer["note"])[:MAX_NOTE])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):  # cut off, or no answer of ours
        return Figure(b"", TOO_MUCH)
