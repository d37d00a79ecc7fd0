"""The pictures of a report: a student's run beside the right one, as bytes for a page or as a figure for a notebook.

The panels stand one below the other: where both runs went, what they cost, how long their steps were.

    N = 1   the cost's curve with both runs on it           cost history          step sizes, where the
    N = 2   the cost's contours with both paths             of both runs          right ones follow a rule
    N > 2   every coordinate over the steps

Colours are Okabe and Ito's, which people with any colour vision tell apart; marker, line and a label say the same.
"""

from __future__ import annotations

import base64
import importlib.util
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.judging.outcomes import Verdict
from grader.model.key import Case, Key
from grader.model.report import Report
from grader.model.transcript import Transcript
from grader.reports.pictures import comparison
from grader.reports.pictures import rendering as drawing
from grader.reports.pictures.comparison import Comparison, is_drawable
from grader.reports.pictures.rendering import FAINT, INK, RIGHT, YOURS, NoPicture

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

MOST_MARKED = 60  # steps of a run; with more, markers would be a smear
ALL_MARKED = 31  # points of a history that each have a marker
YOUR_STYLE = {"color": YOURS, "marker": "o", "linestyle": "-", "markersize": 3.6, "zorder": 4}
RIGHT_STYLE = {
    "color": RIGHT,
    "marker": "s",
    "linestyle": "--",
    "markersize": 5.5,
    "zorder": 3,
    "markerfacecolor": "white",
}


def available() -> bool:
    """Whether matplotlib is installed."""
    return importlib.util.find_spec("matplotlib") is not None


def picture(case: Case, run: Verdict | comparison.Answer, image_format: str = "png") -> bytes:
    """The picture of a student's run, 400 px wide on the page: "png" of at most 20 kB as a data URI, or "svg".

    The same arguments give the same bytes. Raises NoPicture.
    """
    if not is_drawable(case, run):
        raise NoPicture("There are no two runs to compare here.")
    with drawing.drawing_style():
        figure = _draw_comparison(Comparison.of(case, run))
        return drawing.to_svg(figure) if image_format == "svg" else drawing.to_png(figure)


def data_uri(image: bytes) -> str:
    """The `src` of an <img> that holds this picture."""
    kind = "png" if image.startswith(b"\x89PNG") else "svg+xml"
    return f"data:image/{kind};base64,{base64.b64encode(image).decode('ascii')}"


def report_figure(key: Key, transcript: Transcript, report: Report) -> Figure:
    """A figure of the first visible case that is wrong; if none is, of the first right run. Raises NoPicture."""
    readings = {question.name: question.reading for question in report.questions}
    questions = [q.as_read(readings[q.name]) for q in key.questions if q.name in readings]
    pairs = [pair for question in questions for pair in comparison.visible_verdicts(question, transcript)]
    wrong = ((case, verdict) for case, verdict in pairs if is_drawable(case, verdict))
    right = ((case, verdict.answer) for case, verdict in pairs if is_drawable(case, verdict.answer))
    run = next(wrong, None) or next(right, None)
    if run is None:
        raise NoPicture("There is no picture for this: the numbers above say it all.")
    with drawing.drawing_style():
        return drawing.self_showing(_draw_comparison(Comparison.of(*run)))


def _draw_comparison(runs: Comparison) -> Figure:
    """The figure: its panels, and the legend above them."""
    panels: list[tuple[float, Callable[[Axes], None]]] = []
    if runs.weights_differ:
        draw_weights = {1: _draw_on_curve, 2: _draw_on_contours}.get(runs.dimension, _draw_coordinates)
        panels.append((drawing.TALL, lambda axes: draw_weights(axes, runs)))
    panels.append((drawing.LOW if panels else drawing.TALL, lambda axes: _draw_costs(axes, runs)))
    if sizes := comparison.compare_step_sizes(runs):
        panels.append((drawing.FLAT, lambda axes: _draw_step_sizes(axes, sizes, runs.first_wrong)))
    figure = drawing.new_figure([height for height, _ in panels])
    for axes, (_, draw) in zip(figure.axes, panels, strict=True):
        draw(axes)
    figure.legend(handles=_legend(runs.first_wrong >= 0), loc="outside upper center", ncols=3, frameon=False,
                  handlelength=2.4)  # fmt: skip
    return figure


def _legend(with_ring: bool) -> list[Line2D]:
    from matplotlib.lines import Line2D  # noqa: PLC0415  matplotlib is imported with the first picture

    yours = Line2D([], [], color=YOURS, marker="o", linewidth=1.4, markersize=4.5, label="yours")
    right = Line2D([], [], color=RIGHT, marker="s", linewidth=1.4, markersize=4.5, label="right", linestyle="--",
                   markerfacecolor="white")  # fmt: skip
    ring = Line2D([], [], color=INK, marker="o", markersize=9, label="first wrong step", linestyle="",
                  markerfacecolor="white")  # fmt: skip
    return [yours, right, ring] if with_ring else [yours, right]


# ── one run, and what is marked of it


def _plot(axes: Axes, style: Mapping[str, Any], x: np.ndarray, y: np.ndarray, **more: Any) -> None:
    marker = style["marker"] if len(x) <= MOST_MARKED else ""
    axes.plot(x, y, **{**style, "marker": marker, "linewidth": 1.4, **more})


def _plot_histories(axes: Axes, yours: np.ndarray, right: np.ndarray, first: int = 0) -> None:
    """Two histories (R,) over their steps, which begin at `first`; long ones with a marker now and then."""
    for style, history in ((RIGHT_STYLE, right), (YOUR_STYLE, yours)):
        every = 1 if len(history) <= ALL_MARKED else -(-len(history) // 13)
        _plot(axes, style, np.arange(first, first + len(history)), history, markevery=every)


def _ring(axes: Axes, x: float, y: float) -> None:
    axes.plot([x], [y], "o", color=INK, markerfacecolor="none", markersize=10, markeredgewidth=1.5, zorder=6)


def _bounded(values: np.ndarray, low: float, high: float) -> np.ndarray:
    """Without inf and the huge numbers that a renderer cannot place; what lies outside is still far outside."""
    far = 1e4 * (high - low)
    return np.where(np.isfinite(values), values, np.nan).clip(low - far, high + far)


def _note_exit(axes: Axes, inside: np.ndarray) -> None:
    """A line in the corner where a run leaves the picture, because what is not drawn has to be said."""
    if not inside.all():
        text = f"yours leaves the picture at k = {int(np.argmin(inside))}"
        box = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": YOURS, "linewidth": 0.8}
        axes.text(0.98, 0.96, text, transform=axes.transAxes, ha="right", va="top", color=INK, zorder=8, bbox=box)


# ── where the runs went


def _draw_on_curve(axes: Axes, runs: Comparison) -> None:
    yours, right, cost, first_wrong = runs.your_weights[:, 0], runs.right_weights[:, 0], runs.cost, runs.first_wrong
    low, high = drawing.limits(right, yours)
    is_inside = (yours >= low) & (yours <= high)
    if cost is not None:
        w = np.linspace(low, high, 240)
        with np.errstate(all="ignore"):
            curve, on_right, on_yours = (np.array([cost(v) for v in run]) for run in (w, right, yours[is_inside]))
        axes.set(xlim=(low, high), ylabel="cost g(w)")
        axes.plot(w, curve, color=FAINT, linewidth=1.6, zorder=1)
        _plot(axes, RIGHT_STYLE, right, on_right, linestyle="none")
        _plot(axes, YOUR_STYLE, yours[is_inside], on_yours, linestyle="none")
        if first_wrong >= 0 and is_inside[first_wrong]:
            place = (yours[first_wrong], cost(yours[first_wrong]))
            _ring(axes, *place)
            drawing.LabelPlacer(axes, [np.stack([w, curve], axis=1)], drawing.INSIDE).write(
                f"k = {first_wrong}", place, INK
            )
    axes.set_xlabel("w")
    _note_exit(axes, is_inside)


def _draw_on_contours(axes: Axes, runs: Comparison) -> None:
    (x0, x1), (y0, y1) = drawing.equal_scales(
        *(drawing.limits(runs.right_weights[:, n], runs.your_weights[:, n]) for n in range(2))
    )
    if runs.cost is not None:
        drawing.draw_contours(axes, runs.cost, (x0, x1), (y0, y1))
    yours = np.stack([_bounded(runs.your_weights[:, 0], x0, x1), _bounded(runs.your_weights[:, 1], y0, y1)], axis=1)
    is_inside = np.all((yours >= (x0, y0)) & (yours <= (x1, y1)), axis=1)
    # A run that has left comes back as stray lines: it is drawn as far as the first point outside.
    drawn = yours if is_inside.all() else yours[: int(np.argmin(is_inside)) + 1]
    _plot(axes, RIGHT_STYLE, *runs.right_weights.T)
    _plot(axes, YOUR_STYLE, *drawn.T)
    axes.set(xlim=(x0, x1), ylim=(y0, y1), xlabel="$w_0$", ylabel="$w_1$")
    labels = drawing.LabelPlacer(axes, [runs.right_weights, drawn], drawing.INSIDE)
    if 0 <= runs.first_wrong < len(drawn) and is_inside[runs.first_wrong]:
        _ring(axes, *yours[runs.first_wrong])
        labels.write(f"k = {runs.first_wrong}", yours[runs.first_wrong], INK)
    if runs.first_wrong != 0:
        labels.write("start", runs.right_weights[0], INK)
    _note_exit(axes, is_inside)


def _draw_coordinates(axes: Axes, runs: Comparison) -> None:
    yours, right = runs.your_weights, runs.right_weights
    low, high = drawing.limits(right.ravel(), yours.ravel())
    for n in range(runs.dimension):
        _plot(axes, RIGHT_STYLE, np.arange(len(right)), right[:, n])
        _plot(axes, YOUR_STYLE, np.arange(len(yours)), yours[:, n])
        drawing.write_label(axes, f"$w_{{{n}}}$", (0, right[0, n]), INK, (-6, 0))
    last = max(len(right), len(yours)) - 1
    if runs.first_wrong >= 0:
        axes.axvline(runs.first_wrong, color=INK, linewidth=1.0, linestyle=":", zorder=2)
    axes.set(ylim=(low, high), ylabel="coordinates", xlim=(-0.1 * last, last * 1.04))
    drawing.label_steps(axes)
    _note_exit(axes, np.all((yours >= low) & (yours <= high), axis=1))


# ── what the runs cost, and how long their steps were


def _draw_costs(axes: Axes, runs: Comparison) -> None:
    yours, right, first_wrong = runs.your_costs, runs.right_costs, runs.first_wrong
    low, high = drawing.limits(right, yours)
    low -= 0.08 * (high - low)  # room for a name below the lower line
    last = max(len(right), len(yours)) - 1
    _plot_histories(axes, _bounded(yours, low, high), right)
    is_inside = (yours >= low) & (yours <= high)
    if 0 <= first_wrong < len(yours) and is_inside[first_wrong]:
        _ring(axes, first_wrong, yours[first_wrong])
    axes.set(ylabel="cost $g(w^k)$", ylim=(low, high), xlim=(-0.04 * last, last * 1.17))
    _name_ends(axes, yours, right, (low, high))
    drawing.label_steps(axes)
    _note_exit(axes, is_inside)


def _name_ends(axes: Axes, yours: np.ndarray, right: np.ndarray, shown: Sequence[float]) -> None:
    """The names of both lines at their ends, one above the other where they meet."""
    (low, high), your_end, right_end = shown, yours[-1], right[-1]
    close = not np.isfinite(your_end) or abs(your_end - right_end) < 0.16 * (high - low)
    up = 1.0 if your_end >= right_end else -1.0
    drawing.write_label(axes, "right", (len(right) - 1, right_end), RIGHT, (7, -6.5 * up if close else 0))
    if low <= your_end <= high:
        drawing.write_label(axes, "yours", (len(yours) - 1, your_end), YOURS, (7, 6.5 * up if close else 0))


def _draw_step_sizes(axes: Axes, sizes: comparison.StepSizes, first_wrong: int) -> None:
    label, yours, right = sizes
    _plot_histories(axes, yours, right, first=1)
    _ring(axes, first_wrong, yours[first_wrong - 1])
    low, high = min(yours.min(), right.min(), 0.0), max(yours.max(), right.max())
    last, pad = max(len(yours), len(right)), 0.12 * (high - low)
    axes.set(ylabel=label, ylim=(low - pad, high + pad), xlim=(-0.04 * last, last * 1.17))
    drawing.label_steps(axes)
