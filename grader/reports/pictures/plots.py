"""The pictures of a report, as bytes for a page or as a figure for a notebook.

Colours are Okabe and Ito's, which people with any colour vision tell apart; marker, line and a label say the same.
"""

from __future__ import annotations

import base64
import importlib.util
from typing import TYPE_CHECKING

from grader.judging.outcomes import Verdict
from grader.model.key import Case, Key
from grader.model.report import Report
from grader.model.transcript import Transcript
from grader.reports.pictures import rendering
from grader.reports.pictures.comparison import visible_verdicts
from grader.reports.pictures.drawings import drawing_of
from grader.reports.pictures.rendering import WIDTH, NoPicture

if TYPE_CHECKING:
    from matplotlib.figure import Figure

NOTEBOOK_WIDTH = 5.6  # inches of 100 px
NOTHING = "There is no picture for this answer: its message says it all."


def available() -> bool:
    """Whether matplotlib is installed."""
    return importlib.util.find_spec("matplotlib") is not None


def picture(case: Case, verdict: Verdict, image_format: str = "png", width: float = WIDTH) -> bytes:
    """The picture of an answer, `width` inches of 100 px: "png" of at most 20 kB as a data URI, or "svg".

    The same arguments give the same bytes. Raises NoPicture, also for numbers that no axis can have.
    """
    drawing = drawing_of(case, verdict)
    if drawing is None:
        raise NoPicture(NOTHING)
    with rendering.drawing_answers():
        figure = drawing.figure(width)
        return rendering.to_svg(figure) if image_format == "svg" else rendering.to_png(figure)


def data_uri(image: bytes) -> str:
    """The `src` of an <img> that holds this picture."""
    kind = {b"\x89P": "png", b"\xff\xd8": "jpeg"}.get(image[:2], "svg+xml")
    return f"data:image/{kind};base64,{base64.b64encode(image).decode('ascii')}"


def report_figure(key: Key, transcript: Transcript, report: Report) -> Figure:
    """A figure of the first visible case that is wrong; if none is, of the first right run. Raises NoPicture."""
    readings = {question.name: question.reading for question in report.questions}
    questions = [q.as_read(readings[q.name]) for q in key.questions if q.name in readings]
    pairs = [pair for question in questions for pair in visible_verdicts(question, transcript)]
    drawing = next(filter(None, (drawing_of(*pair) for pair in sorted(pairs, key=lambda pair: pair[1].right))), None)
    if drawing is None:
        raise NoPicture(NOTHING)
    with rendering.drawing_answers():
        return rendering.self_showing(drawing.figure(NOTEBOOK_WIDTH))
