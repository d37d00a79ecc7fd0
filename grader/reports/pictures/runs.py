"""A student's run beside the right one: where both went, what they cost, how long their steps were.

N = 1   the point over the steps            cost history          step sizes, where the right
N = 2   the cost's contours with both       of both runs          ones follow a plain rule
        paths                               a run that is nearly right: how far it is off, on a log axis
N > 2   every coordinate over the steps
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.judging.messages.formatting import format_short
from grader.reports.pictures import comparison, rendering
from grader.reports.pictures.comparison import RunComparison
from grader.reports.pictures.rendering import (
    FLAT,
    INK,
    LOW,
    RIGHT,
    RIGHT_STYLE,
    RING,
    TALL,
    YOUR_STYLE,
    YOURS,
    Drawing,
    Style,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MAX_MARKED = 60  # steps of a path; with more, markers would be a smear
ALL_MARKED = 31  # points of a history that each have a marker
START_REACH = 20.0  # sizes of the right run: how far away a wrong start is still shown
SMALL = 0.02  # of the size of the right run: a difference that nobody sees on its axes


def drawing_of_runs(runs: RunComparison) -> Drawing:
    """The drawing of two runs."""
    panels: list[rendering.Panel] = []
    if runs.weights_differ:
        if is_nearly_right(runs):
            panels.append((TALL, lambda axes: _draw_difference(axes, runs)))
        else:
            draw_weights = {1: _draw_points, 2: _draw_on_contours}.get(runs.dimension, _draw_coordinates)
            panels.append((TALL, lambda axes: draw_weights(axes, runs)))
    panels.append((LOW if panels else TALL, lambda axes: _draw_costs(axes, runs)))
    if sizes := comparison.compare_step_sizes(runs):
        panels.append((FLAT, lambda axes: _draw_step_sizes(axes, sizes, runs.first_wrong)))
    return Drawing(run_title(runs), describe_runs(runs), panels, marks(runs.first_wrong, "first wrong step"))


def marks(first_wrong: int, name: str) -> list[tuple[str, Style]]:
    """The legend of two histories; the first wrong step, if there is one, has that name."""
    ring = [(name, RING)] if first_wrong >= 0 else []
    return [("yours", YOUR_STYLE), ("right", RIGHT_STYLE), *ring]


def describe_runs(runs: RunComparison) -> str:
    """What the picture of two runs shows, in words."""
    over = {1: "the point at each step", 2: "contours of the cost with both paths"}
    panels = over.get(runs.dimension, "every coordinate at each step")
    panels = "their distance at each step" if is_nearly_right(runs) else panels
    panels = f"{panels}, and " if runs.weights_differ else ""
    where = f"They part at step {runs.first_wrong}. " if runs.first_wrong >= 0 else ""
    ends = f"yours {runs.yours.costs[-1]:.6g}, right {runs.right.costs[-1]:.6g}"
    return f"Your run beside the right one: {panels}the cost at each step. {where}Last cost shown: {ends}."


def run_title(runs: RunComparison) -> str:
    """What the picture answers: how the runs part."""
    k, rows, right = runs.first_wrong, len(runs.yours.costs), len(runs.right.costs)
    if k < 0:
        return "Your run is right" if rows == right else f"Your history has {rows} entries, the right one {right}"
    if not runs.weights_differ:
        return f"Your points are right, your costs differ from step {k} on"
    if k == 0:
        return "Your run begins at another point"
    return f"Your {'first step' if k == 1 else f'step {k}'} {_step_words(runs, k)}"


def _step_words(runs: RunComparison, k: int) -> str:
    """How the first wrong step differs from the right one, which begins at the same point."""
    yours, right = (np.diff(w[k - 1 : k + 1], axis=0).ravel() for w in (runs.yours.weights, runs.right.weights))
    with np.errstate(all="ignore"):
        ratio = float(yours @ right / (right @ right))
        off = float(np.abs(yours - ratio * right).max() / np.abs(yours).max())
    if not np.isfinite([ratio, off]).all():
        return "is wrong" if np.any(yours) else "does not move"
    if off > 0.02:
        return "goes in another direction"
    if abs(ratio - 1) < SMALL:
        return f"is {100 * abs(ratio - 1):.2g} % too {'long' if ratio > 1 else 'short'}"
    if ratio < 0:
        return f"goes the other way{'' if abs(ratio + 1) < 0.01 else f', {-ratio:.3g} times as far'}"
    return f"is {ratio:.3g} times the right length"


def is_nearly_right(runs: RunComparison) -> bool:
    """Whether both runs would lie on each other in the picture."""
    gaps = runs.distances
    if not runs.weights_differ or not len(gaps) or len(runs.yours.weights) != len(runs.right.weights):
        return False
    size = float(np.ptp(runs.right.weights, axis=0).max())
    return bool(np.isfinite(gaps).all() and gaps.max() < SMALL * size)


# ── one run, and what is marked of it


def _plot(axes: Axes, style: Style, x: np.ndarray, y: np.ndarray, **more: Any) -> None:
    marker = style["marker"] if len(x) <= MAX_MARKED else ""
    whole: Style = {"linewidth": 1.4, **style, "marker": marker, **more}
    axes.plot(x, y, **whole)


def plot_histories(axes: Axes, yours: np.ndarray, right: np.ndarray, first: int = 0, marked: int = -1) -> None:
    """Two histories (R,) over their steps, which begin at `first`; long ones with 13 markers and one at `marked`."""
    for style, history in ((RIGHT_STYLE, right), (YOUR_STYLE, yours)):
        every = range(0, len(history), 1 if len(history) <= ALL_MARKED else -(-len(history) // 13))
        shown = sorted({*every, *([marked] if 0 <= marked < len(history) else [])})
        x = np.arange(first, first + len(history))
        _plot(axes, {**style, "markevery": shown}, x, history, marker=style["marker"])


def ring(axes: Axes, x: float, y: float) -> None:
    """A ring around the first wrong step, also where the axes end."""
    style: Style = {**RING, "markersize": 10, "markeredgewidth": 1.5, "zorder": 6, "clip_on": False}
    axes.plot([x], [y], **style)


def until_it_leaves(values: np.ndarray, low: float, high: float) -> np.ndarray:
    """A history (R,) as far as its first value outside, which is put where a renderer can place it; then nan.

    A run that has left comes back as stray lines.
    """
    far = 4 * (high - low)
    is_outside = ~((values >= low) & (values <= high))
    first = int(np.argmax(is_outside)) if is_outside.any() else len(values)
    shown = np.where(np.isfinite(values), values, high + far).clip(low - far, high + far)
    return np.where(np.arange(len(values)) <= first, shown, np.nan)


def note_exit(axes: Axes, is_inside: np.ndarray, yours: np.ndarray) -> None:
    """A line in the corner where a run leaves the picture, because what is not drawn has to be said."""
    if is_inside.all():
        return
    text = f"yours leaves the picture at k = {int(np.argmin(is_inside))}"
    if not is_inside[0]:
        text = f"yours begins far outside, at {format_short(yours[0])}"
    rendering.write_note(axes, text, 0.96, "top", YOURS)


def _with_start(right: np.ndarray, yours: np.ndarray, first_wrong: int) -> np.ndarray:
    """The right run, (R,) or (R, N), and behind it the start of one that begins elsewhere, unless it is far away."""
    start, size = yours[:1], float(np.ptp(right, axis=0).max()) or float(np.abs(right).max())
    is_near = first_wrong == 0 and len(start) and np.abs(start - right[:1]).max() <= START_REACH * size
    return np.concatenate([right, start]) if is_near else right


# ── where the runs went


def _draw_points(axes: Axes, runs: RunComparison) -> None:
    """One coordinate over the steps."""
    draw_history(axes, runs.yours.weights[:, 0], runs.right.weights[:, 0], runs.first_wrong, "point $w^k$")


def _draw_on_contours(axes: Axes, runs: RunComparison) -> None:
    shown = _with_start(runs.right.weights, runs.yours.weights, runs.first_wrong)
    (x0, x1), (y0, y1) = rendering.set_plane(axes, shown, runs.yours.weights, ("$w_0$", "$w_1$"))
    if runs.cost is not None:
        rendering.draw_contours(axes, runs.cost, (x0, x1), (y0, y1))
    far = 1e4 * np.array([x1 - x0, y1 - y0])
    finite = np.where(np.isfinite(runs.yours.weights), runs.yours.weights, np.nan)
    yours = finite.clip(np.array([x0, y0]) - far, np.array([x1, y1]) + far)
    is_inside = np.all((yours >= (x0, y0)) & (yours <= (x1, y1)), axis=1)
    # A run that has left comes back as stray lines: it is drawn as far as the first point outside.
    drawn = yours if is_inside.all() else yours[: int(np.argmin(is_inside)) + 1]
    _plot(axes, RIGHT_STYLE, *runs.right.weights.T)
    _plot(axes, YOUR_STYLE, *drawn.T)
    labels = rendering.LabelPlacer(axes, [runs.right.weights, drawn])
    if 0 <= runs.first_wrong < len(drawn) and is_inside[runs.first_wrong]:
        ring(axes, *yours[runs.first_wrong])
        labels.write(f"k = {runs.first_wrong}", yours[runs.first_wrong], INK)
    if runs.first_wrong != 0:
        labels.write("start", runs.right.weights[0], INK)
    note_exit(axes, is_inside, runs.yours.weights)


def _draw_coordinates(axes: Axes, runs: RunComparison) -> None:
    yours, right = runs.yours.weights, runs.right.weights
    low, high = rendering.limits(_with_start(right, yours, runs.first_wrong).ravel(), yours.ravel())
    for n in range(runs.dimension):
        _plot(axes, RIGHT_STYLE, np.arange(len(right)), right[:, n])
        _plot(axes, YOUR_STYLE, np.arange(len(yours)), until_it_leaves(yours[:, n], low, high))
        rendering.write_label(axes, f"$w_{{{n}}}$", (0, right[0, n]), INK, (-6, 0))
    last = max(len(right), len(yours)) - 1
    if runs.first_wrong >= 0:
        axes.axvline(runs.first_wrong, color=INK, linewidth=1.0, linestyle=":", zorder=2)
    axes.set(ylim=(low, high), ylabel="coordinates", xlim=(-0.1 * last, last * 1.04))
    rendering.label_steps(axes)
    note_exit(axes, np.all((yours >= low) & (yours <= high), axis=1), yours)


def _draw_difference(axes: Axes, runs: RunComparison) -> None:
    """How far the run is off at each step, on a logarithmic axis, with the tolerance as a line."""
    gaps, tolerance = runs.distances, runs.tolerance
    floor = max(float(tolerance.min()) if len(tolerance) else 0.0, 1e-15) * 1e-2
    steps = np.arange(len(gaps))
    _plot(axes, YOUR_STYLE, steps, gaps.clip(floor))
    axes.plot(steps[: len(tolerance)], tolerance[: len(gaps)], color=INK, linewidth=1.2, linestyle=":")
    axes.set(yscale="log", ylabel="|yours - right|", xlim=(-0.04 * len(gaps), len(gaps) * 1.17))
    if 0 <= runs.first_wrong < len(gaps):
        ring(axes, runs.first_wrong, max(gaps[runs.first_wrong], floor))
    if len(tolerance):
        rendering.write_label(
            axes, "tolerance", (len(gaps) - 1, tolerance[min(len(gaps), len(tolerance)) - 1]), INK, (7, 0)
        )
    rendering.label_steps(axes, few=False)


# ── what the runs cost, and how long their steps were


def _draw_costs(axes: Axes, runs: RunComparison) -> None:
    draw_history(axes, runs.yours.costs, runs.right.costs, runs.first_wrong, "cost $g(w^k)$")


def draw_history(axes: Axes, yours: np.ndarray, right: np.ndarray, first_wrong: int, label: str) -> None:
    """Two histories (R,) of one number over the steps."""
    low, high = rendering.limits(_with_start(right, yours, first_wrong), yours)
    low -= 0.08 * (high - low)  # room for a name below the lower line
    last = max(len(right), len(yours)) - 1
    plot_histories(axes, until_it_leaves(yours, low, high), right, marked=first_wrong)
    is_inside = (yours >= low) & (yours <= high)
    if 0 <= first_wrong < len(yours) and is_inside[first_wrong]:
        ring(axes, first_wrong, yours[first_wrong])
    axes.set(ylabel=label, ylim=(low, high), xlim=(-0.04 * last, last * 1.17 + 0.1))
    if len(yours):
        _name_ends(axes, yours, right, (low, high))
    rendering.label_steps(axes)
    note_exit(axes, is_inside, yours)


def _name_ends(axes: Axes, yours: np.ndarray, right: np.ndarray, shown: Sequence[float]) -> None:
    """The names of both lines at their ends, one above the other where they meet."""
    (low, high), your_end, right_end = shown, yours[-1], right[-1]
    close = not np.isfinite(your_end) or abs(your_end - right_end) < 0.16 * (high - low)
    up = 1.0 if your_end >= right_end else -1.0
    rendering.write_label(axes, "right", (len(right) - 1, right_end), RIGHT, (7, -6.5 * up if close else 0))
    if ((yours >= low) & (yours <= high)).all():
        rendering.write_label(axes, "yours", (len(yours) - 1, your_end), YOURS, (7, 6.5 * up if close else 0))


def _draw_step_sizes(axes: Axes, sizes: comparison.StepSizes, first_wrong: int) -> None:
    label, yours, right = sizes
    plot_histories(axes, yours, right, first=1, marked=first_wrong - 1)
    ring(axes, first_wrong, yours[first_wrong - 1])
    low, high = min(yours.min(), right.min(), 0.0), max(yours.max(), right.max())
    last, pad = max(len(yours), len(right)), 0.12 * (high - low)
    axes.set(ylabel=label, ylim=(low - pad, high + pad), xlim=(-0.04 * last, last * 1.17))
    rendering.label_steps(axes)
