"""A word stands where it hides least: not on the runs, not on its own point, not on another word, not outside."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("matplotlib")
from matplotlib.figure import Figure

from grader.reports.pictures.rendering import GAP, LABEL_HEIGHT, LETTER_WIDTH, LabelPlacer

INCHES = (3.3, 1.85)


@pytest.fixture
def axes():
    made = Figure(figsize=(4, 2.35)).subplots()
    made.set(xlim=(0, 10), ylim=(0, 10))
    return made


def boxes(axes) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """The lower left and upper right corners of every label's box, in points of 1/72 inch."""
    size, by_text = 72 * np.array(INCHES), {}
    for text in axes.texts:
        centre = np.array(text.xy) / 10 * size + text.xyann
        half = np.array([LETTER_WIDTH * len(text.get_text()), LABEL_HEIGHT]) / 2
        by_text[text.get_text()] = centre - half, centre + half
    return by_text


def inside(points: np.ndarray, box) -> int:
    low, high = box
    return int(np.all((points > low) & (points < high), axis=1).sum())


@pytest.mark.parametrize("slope", [-3, -0.3, 0, 1])
def test_a_word_leaves_the_run_free(slope, axes):
    """A run through the point, in whatever direction: the word stands beside it."""
    x = np.linspace(0, 10, 400)
    run = np.stack([x, 5 + slope * (x - 5)], axis=1)
    LabelPlacer(axes, [run[::20]], INCHES).write("k = 12", (5, 5), "black")
    assert inside(run / 10 * 72 * np.array(INCHES), boxes(axes)["k = 12"]) == 0


@pytest.mark.parametrize("corner", [(0, 0), (10, 10), (5, 0), (0, 5)])
def test_a_word_at_the_border_stays_inside(corner, axes):
    """The start of a run is often at the border of the picture."""
    LabelPlacer(axes, [np.array([corner, (5, 5)])], INCHES).write("start", corner, "black")
    low, high = boxes(axes)["start"]
    assert np.all(low >= 0) and np.all(high <= 72 * np.array(INCHES))


def test_a_word_for_which_there_is_no_room_is_left_out(axes):
    """In the corner where a run begins only one of two words can be read."""
    around = LabelPlacer(axes, [np.array([(9.4, 0.4), (9.9, 0.3)])], INCHES)
    around.write("k = 1", (9.4, 0.4), "black")
    around.write("start", (9.9, 0.3), "black")
    assert list(boxes(axes)) == ["k = 1"]


def test_a_word_stands_near_what_it_belongs_to(axes):
    """Whatever is drawn around it: further away it would belong to something else."""
    around = LabelPlacer(axes, [np.random.default_rng(0).uniform(0, 10, (60, 2))], INCHES)
    around.write("start", (5, 5), "black")
    low, high = boxes(axes)["start"]
    point = np.array([0.5, 0.5]) * 72 * np.array(INCHES)
    nearest = np.clip(point, low, high)
    assert np.hypot(*(nearest - point)) <= 1.01 * np.hypot(GAP, GAP)
