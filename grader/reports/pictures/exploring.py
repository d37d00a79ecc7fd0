"""A run over its cost, as the lecture draws it: for a student's own experiments, without a right run beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.reports.pictures import canvas
from grader.reports.pictures.plot_labels import write_label
from grader.reports.pictures.rendering import FAINT, INK, RIGHT, NoPicture, drawing_style, self_showing

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def show_run(g: Callable[[Any], Any], weight_history: Any) -> Figure:
    """The picture of the lecture: a run over its cost, from light to dark, and the cost at every step.

    `weight_history` holds w^0, ..., w^K: numbers, or points of shape (N,). Shows itself in a notebook; also a
    matplotlib Figure to save or to change. Raises NoPicture without matplotlib or points.
    """
    run = np.array([np.asarray(w, dtype=float).ravel() for w in weight_history])
    if run.ndim != 2 or not run.size:
        raise NoPicture("There is nothing to draw: `weight_history` should hold one number or one point per step.")
    costs = np.array([float(np.asarray(g(float(w[0]) if len(w) == 1 else w)).reshape(())) for w in run])
    with drawing_style():
        figure = canvas.new_figure([canvas.TALL, canvas.LOW])
        above, below = figure.axes
        _draw_run(above, g, run, costs)
        below.plot(costs, color=FAINT, linewidth=1.4, zorder=1)
        below.scatter(np.arange(len(costs)), costs, c=_shades(len(run)), edgecolors=INK, s=22, linewidths=0.6, zorder=3)
        below.set_ylabel("cost $g(w^k)$")
        canvas.label_steps(below)
        figure.suptitle(str(getattr(g, "__name__", "")).replace("$", ""))
    return self_showing(figure)


def _shades(count: int) -> Any:
    from matplotlib import colormaps  # noqa: PLC0415  matplotlib is imported with the first picture

    return colormaps["Blues"](np.linspace(0.15, 1, count))


def _draw_run(axes: Axes, g: Callable[[Any], Any], run: np.ndarray, costs: np.ndarray) -> None:
    finite = run[np.isfinite(run).all(axis=1)]
    dots: dict[str, Any] = {"c": _shades(len(run)), "edgecolors": INK, "s": 28, "linewidths": 0.6, "zorder": 3}
    if run.shape[1] == 1:
        w = np.linspace(*canvas.limits(finite[:, 0], finite[:, 0]), 300)
        axes.plot(w, canvas.costs_at(g, w), color=INK, linewidth=1.2)
        axes.scatter(run[:, 0], costs, **dots)
        axes.set(xlabel="w", ylabel="g(w)")
    elif run.shape[1] == 2:
        x, y = canvas.equal_scales(canvas.limits(finite[:, 0], finite[:, 0]), canvas.limits(finite[:, 1], finite[:, 1]))
        canvas.draw_contours(axes, g, x, y)
        axes.plot(*run.T, color=RIGHT, linewidth=1)
        axes.scatter(*run.T, **dots)
        axes.set(xlim=x, ylim=y, xlabel="$w_0$", ylabel="$w_1$")
    else:
        for n in range(run.shape[1]):
            axes.plot(run[:, n], linewidth=1.2, color=RIGHT)
            write_label(axes, f"$w_{{{n}}}$", (len(run) - 1, run[-1, n]), INK, (6, 0))
        axes.set_ylabel("coordinates")
        canvas.label_steps(axes)
