"""Where each step of two runs lies in their picture, so that a page can mark one step after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from grader.reports.pictures.comparison import RunComparison
from grader.reports.pictures.rendering import RIGHT, YOURS
from grader.reports.pictures.runs import is_nearly_right

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


class StepMark(NamedTuple):
    """A place in the picture, in percent from its left and its top, and the colour of its run."""

    left: float
    top: float
    colour: str


def step_marks(figure: Figure, runs: RunComparison, step: int) -> list[StepMark]:
    """The marks of a step in the panels of the points and of the costs; none outside of a panel."""
    marks = []
    costs = figure.axes[1 if runs.weights_differ else 0]
    for colour, (weights, history) in ((RIGHT, runs.right), (YOURS, runs.yours)):
        if step < len(history):
            marks.append((costs, (step, history[step]), colour))
        if runs.weights_differ and not is_nearly_right(runs) and step < len(weights) and runs.dimension <= 2:
            point = weights[step] if runs.dimension == 2 else (step, weights[step, 0])
            marks.append((figure.axes[0], point, colour))
    return [mark for axes, place, colour in marks if (mark := _mark(figure, axes, np.asarray(place, float), colour))]


def _mark(figure: Figure, axes: Axes, place: np.ndarray, colour: str) -> StepMark | None:
    if not np.isfinite(place).all() or np.abs(place).max() > 1e30:
        return None
    pixels = axes.transData.transform(place)
    x, y = axes.transAxes.inverted().transform(pixels)
    if not (0 <= x <= 1 and 0 <= y <= 1):
        return None
    left, bottom = pixels / figure.bbox.size
    return StepMark(100 * float(left), 100 * float(1 - bottom), colour)
