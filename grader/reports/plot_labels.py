"""Words beside the points of a picture, on the side where they hide least.

A label has a white ground, so that it can be read on a contour; where it lay on a run, it hid what it was to point at.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SIDES = [(1, 1), (-1, 1), (1, -1), (-1, -1), (1, 0), (-1, 0), (0, 1), (0, -1)]  # the first of equal ones is taken
LETTER, TALL = 5.4, 11.0  # points: the width of a letter of 9.5 points with its part of the margin, and its height
GAP = 6.0  # points between a label and what it belongs to: a ring has a radius of 5
OWN = 12.0  # points around a labelled place: a word there would seem to belong to it
SAMPLES = 40  # between two points of a line


def label(axes: Axes, text: str, at: Sequence[float], colour: str, offset: tuple[float, float]) -> None:
    """A word at `offset` points from a place; to the right of it or to the left, whichever side the offset is."""
    across = "left" if offset[0] > 3 else "right" if offset[0] < -3 else "center"
    _write(axes, text, at, colour, offset, across)


def _write(axes: Axes, text: str, at: Sequence[float], colour: str, offset: tuple[float, float], across: str) -> None:
    box = {"boxstyle": "round,pad=0.1", "facecolor": "white", "edgecolor": "none", "alpha": 0.85}
    axes.annotate(text, (at[0], at[1]), offset, textcoords="offset points", color=colour, ha=across, va="center",
                  zorder=7, bbox=box, annotation_clip=True)  # fmt: skip


class LabelPlacer:
    """What is drawn in some axes, whose limits are set: lines (P, 2), and the labels that are written here."""

    def __init__(self, axes: Axes, lines: Sequence[np.ndarray], inches: tuple[float, float]) -> None:
        self.axes, self.size = axes, 72 * np.array(inches)
        self.low, self.high = np.array([axes.get_xlim(), axes.get_ylim()]).T
        self.drawn = np.concatenate([_dense(self._points(line)) for line in lines])

    def _points(self, place: np.ndarray | Sequence[float]) -> np.ndarray:
        """Places in data coordinates (..., 2) as points of 1/72 inch from the lower left corner."""
        return (np.asarray(place, dtype=float) - self.low) / (self.high - self.low) * self.size

    def label(self, text: str, at: Sequence[float], colour: str) -> None:
        """Write the text beside a place, where its box hides least of the lines and of earlier labels."""
        half = np.array([LETTER * len(text), TALL]) / 2
        centres = [self._points(at) + side * (half + GAP) for side in np.array(SIDES)]
        best = min(centres, key=lambda centre: self._hidden(centre, half))
        x, y = best - self._points(at)
        _write(self.axes, text, at, colour, (float(x), float(y)), "center")
        taken = _filled(best, half), _filled(self._points(at), np.array([OWN, OWN]))
        self.drawn = np.concatenate([self.drawn, *taken])

    def _hidden(self, centre: np.ndarray, half: np.ndarray) -> float:
        """How many samples of what is drawn lie in a box; a box that leaves the axes hides more than any."""
        outside = bool(np.any(centre - half < 0) or np.any(centre + half > self.size))
        return float(np.all(np.abs(self.drawn - centre) < half, axis=1).sum()) + (1e9 if outside else 0.0)


def _dense(line: np.ndarray) -> np.ndarray:
    """A line with samples between its points, without what is not finite."""
    finite = line[np.isfinite(line).all(axis=1)]
    if len(finite) < 2:
        return finite
    steps = np.linspace(0, len(finite) - 1, SAMPLES * (len(finite) - 1) + 1)
    return np.stack([np.interp(steps, np.arange(len(finite)), finite[:, n]) for n in range(2)], axis=1)


def _filled(centre: np.ndarray, half: np.ndarray) -> np.ndarray:
    """Samples all over a box, so that no other label is written there: together more than a line that crosses it."""
    sides = [np.linspace(c - h, c + h, 20) for c, h in zip(centre, half, strict=True)]
    return np.stack(np.meshgrid(*sides), axis=-1).reshape(-1, 2)
