"""What all pictures share: the figure, the limits of its axes, contours, and the axis of steps."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.reports.pictures.rendering import FAINT

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, TALL, LOW, FLAT = 4.0, 2.35, 1.75, 1.35  # inches at 100 px: the picture's width, and three heights of a panel
INSIDE = (WIDTH - 0.7, TALL - 0.5)  # inches: the inside of a tall panel, about
REACH = 1.2  # how far beyond the right run, in its own size, a student's run is followed
GRID = 45  # points a side under the contours

Cost = Callable[[Any], Any]
Interval = tuple[float, float]


def new_figure(heights: Sequence[float]) -> Figure:
    """A figure with one panel below the other, of these heights in inches."""
    from matplotlib.figure import Figure  # noqa: PLC0415  matplotlib is imported with the first picture

    figure = Figure(figsize=(WIDTH, sum(heights) + 0.25), layout="constrained")
    figure.subplots(len(heights), 1, gridspec_kw={"height_ratios": heights})
    return figure


def limits(right: np.ndarray, yours: np.ndarray) -> Interval:
    """An interval with all of the right run, and as much of the other as lies near it."""
    low, high = float(right.min()), float(right.max())
    size = (high - low) or max(abs(low), 1e-3)
    near = yours[(yours >= low - REACH * size) & (yours <= high + REACH * size)]
    if len(near):
        low, high = min(low, float(near.min())), max(high, float(near.max()))
    pad = 0.13 * (high - low or size)
    return low - pad, high + pad


def equal_scales(x: Interval, y: Interval) -> tuple[Interval, Interval]:
    """Both intervals on one scale, so that gradients meet contours at right angles; long valleys stay as they are."""
    ratio = INSIDE[0] / INSIDE[1]
    width, height = x[1] - x[0], y[1] - y[0]
    if not 1 / 3 < width / (height * ratio) < 3:
        return x, y
    more_x, more_y = max(height * ratio - width, 0) / 2, max(width / ratio - height, 0) / 2
    return (x[0] - more_x, x[1] + more_x), (y[0] - more_y, y[1] + more_y)


def draw_contours(axes: Axes, cost: Cost, x: Interval, y: Interval) -> None:
    """Contours of the cost, denser near its minimum; none where it is constant or not finite."""
    sides = np.linspace(*x, GRID), np.linspace(*y, GRID)
    points = np.stack(np.meshgrid(*sides), axis=-1).reshape(-1, 2)
    heights = costs_at(cost, points).reshape(GRID, GRID)
    if np.isfinite(heights).all() and np.ptp(heights) > 0:
        levels = heights.min() + np.ptp(heights) * np.linspace(0.05, 1, 9) ** 2
        axes.contour(*sides, heights, levels=levels, colors=FAINT, linewidths=0.8, linestyles="solid", zorder=1)


def costs_at(cost: Cost, points: np.ndarray) -> np.ndarray:
    """The cost at points (P,) or (P, N): at once where JAX is loaded and can, else one by one."""
    jax = sys.modules.get("jax")
    if jax is not None and getattr(cost, "__module__", "") != "grader.model.costs":
        try:
            return np.asarray(jax.vmap(cost)(points), dtype=float).reshape(len(points))
        except Exception:  # a cost that JAX cannot trace may still be one that Python can call
            pass
    with np.errstate(all="ignore"):
        return np.array([float(np.asarray(cost(p)).reshape(())) for p in points])


def label_steps(axes: Axes) -> None:
    """Whole numbers on the axis of steps, and few on the other."""
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415  matplotlib is imported with the first picture

    axes.set_xlabel("step $k$")
    axes.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5))
