"""The pictures of a report: a student's run beside the right one, as bytes for a page or as a figure for a notebook."""

from __future__ import annotations

import base64
import importlib.util
from typing import TYPE_CHECKING

from grader.reports.pictures.comparison import Answer, Comparison, is_drawable, visible_verdicts
from grader.reports.pictures.panels import draw_comparison
from grader.reports.pictures.rendering import NoPicture, drawing_style, self_showing, to_png, to_svg

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from grader.judging.outcomes import Verdict
    from grader.model.key import Case, Key
    from grader.model.report import Report
    from grader.model.transcript import Transcript


def available() -> bool:
    """Whether matplotlib is installed."""
    return importlib.util.find_spec("matplotlib") is not None


def picture(case: Case, run: Verdict | Answer, image_format: str = "png") -> bytes:
    """The picture of a student's run, 400 px wide on the page: "png" of at most 20 kB as a data URI, or "svg".

    The same arguments give the same bytes. Raises NoPicture.
    """
    if not is_drawable(case, run):
        raise NoPicture("There are no two runs to compare here.")
    with drawing_style():
        figure = draw_comparison(Comparison.of(case, run))
        return to_svg(figure) if image_format == "svg" else to_png(figure)


def data_uri(image: bytes) -> str:
    """The `src` of an <img> that holds this picture."""
    kind = "png" if image.startswith(b"\x89PNG") else "svg+xml"
    return f"data:image/{kind};base64,{base64.b64encode(image).decode('ascii')}"


def report_figure(key: Key, transcript: Transcript, report: Report) -> Figure:
    """A figure of the first visible case that is wrong; if none is, of the first right run. Raises NoPicture."""
    readings = {question.name: question.reading for question in report.questions}
    questions = [q.as_read(readings[q.name]) for q in key.questions if q.name in readings]
    pairs = [pair for question in questions for pair in visible_verdicts(question, transcript)]
    wrong = ((case, verdict) for case, verdict in pairs if is_drawable(case, verdict))
    right = ((case, verdict.answer) for case, verdict in pairs if is_drawable(case, verdict.answer))
    run = next(wrong, None) or next(right, None)
    if run is None:
        raise NoPicture("There is no run to draw: pictures show the histories that a function returned.")
    with drawing_style():
        return self_showing(draw_comparison(Comparison.of(*run)))
