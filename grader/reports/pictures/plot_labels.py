"""Labels beside the points of a picture, on the side where they hide least.

A label has a white ground, so that it can be read on a contour; on a run it would hide what it points at.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes


SIDES = [(1, 1), (-1, 1), (1, -1), (-1, -1), (1, 0), (-1, 0), (0, 1), (0, -1)]  # the first of equal ones is taken
LETTER_WIDTH, LABEL_HEIGHT = 5.4, 11.0  # points: of a letter of 9.5 points with its part of the margin
GAP = 6.0  # points between a label and what it belongs to: a ring has a radius of 5
OWN_SPACE = 12.0  # points around a labelled place: another label there would seem to belong to it
SAMPLES = 40  # between two points of a line


def write_label(
    axes: Axes, text: str, place: Sequence[float], colour: str, offset: tuple[float, float], align: str | None = None
) -> None:
    """A label at `offset` points from a place; without `align` it lies to the side that the offset is on."""
    align = align or ("left" if offset[0] > 3 else "right" if offset[0] < -3 else "center")
    box = {"boxstyle": "round,pad=0.1", "facecolor": "white", "edgecolor": "none", "alpha": 0.85}
    axes.annotate(text, (place[0], place[1]), offset, textcoords="offset points", color=colour, ha=align, va="center",
                  zorder=7, bbox=box, annotation_clip=True)  # fmt: skip


class LabelPlacer:
    """Writes labels where they hide least of the lines (P, 2) and of each other; the limits of the axes are set."""

    def __init__(self, axes: Axes, lines: Sequence[np.ndarray], inches: tuple[float, float]) -> None:
        self._axes, self._size = axes, 72 * np.array(inches)
        self._low, self._high = np.array([axes.get_xlim(), axes.get_ylim()]).T
        self._drawn = np.concatenate([_dense(self._to_points(line)) for line in lines])

    def _to_points(self, place: np.ndarray | Sequence[float]) -> np.ndarray:
        """Places in data coordinates (..., 2) as points of 1/72 inch from the lower left corner."""
        points: np.ndarray = (np.asarray(place, dtype=float) - self._low) / (self._high - self._low) * self._size
        return points

    def write(self, text: str, place: Sequence[float], colour: str) -> None:
        """Write the text beside a place, where its box hides least of the lines and of earlier labels."""
        half, centre = np.array([LETTER_WIDTH * len(text), LABEL_HEIGHT]) / 2, self._to_points(place)
        best = min((centre + side * (half + GAP) for side in np.array(SIDES)), key=lambda c: self._hidden(c, half))
        x, y = best - centre
        write_label(self._axes, text, place, colour, (float(x), float(y)), "center")
        own = _filled(best, half), _filled(centre, np.array([OWN_SPACE, OWN_SPACE]))
        self._drawn = np.concatenate([self._drawn, *own])

    def _hidden(self, centre: np.ndarray, half: np.ndarray) -> float:
        """The number of drawn samples in a box; a box that leaves the axes hides more than any other."""
        outside = bool(np.any(centre - half < 0) or np.any(centre + half > self._size))
        return float(np.all(np.abs(self._drawn - centre) < half, axis=1).sum()) + (1e9 if outside else 0.0)


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
