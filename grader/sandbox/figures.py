"""The pictures of a notebook -> figures that may be shown: decoded in a confined process of the submission's own."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from typing import Any

from grader.extraction.notebook import Picture
from grader.model.figures import Figure
from grader.sandbox.confined_process import ConfinedProcess

CPU_SECONDS, WALL_SECONDS, MEMORY_MB = 20, 120.0, 1024  # for each picture
MAX_ANSWER = 8 << 20  # bytes
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
                process, text = None, b"{}"
            figures.append(_figure(json.loads(text)))
    finally:
        if process:
            process.end()
    return figures


def _start() -> ConfinedProcess:
    return ConfinedProcess(
        "grader.sandbox.figures_child", CPU_SECONDS, MEMORY_MB, name="reads pictures", wall_seconds=WALL_SECONDS
    )


def _why_not_read(picture: Picture) -> str:
    if not picture.kind:
        return "there are more pictures than are shown"
    return f"it has {picture.size / 1e6:.1f} MB, which is too much"


def _figure(answer: dict[str, Any]) -> Figure:
    """The figure of an answer, which a picture may have forged: it is shown as an image, whatever it is."""
    return Figure(base64.b64decode(answer.get("data", "")), str(answer.get("note", TOO_MUCH))[:200])
