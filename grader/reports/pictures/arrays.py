"""Arrays beside the right ones: bars for a vector, arrows for two entries, cells for a matrix, curves for a history."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from grader.judging.messages.formatting import format_short
from grader.judging.outcomes import WrongHistory
from grader.reports.pictures import rendering, runs
from grader.reports.pictures.rendering import FLAT, INK, RIGHT, TALL, YOURS, Drawing

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MAX_BARS = 24  # entries of a vector that have bars
MAX_CELLS = 24  # rows and columns of a matrix
MAX_WRITTEN = 6  # rows and columns of a matrix whose numbers are written
MAX_WORDS = 6  # pairs of bars above which a word has room
MAX_COORDINATES = 4  # of a history's entries that are drawn
SAME = 1e-3  # relative: two arrays that are multiples of each other
YOUR_BAR, RIGHT_BAR = {"color": YOURS, "linewidth": 6}, {"color": RIGHT, "linewidth": 6}
RIGHT_CELL, WRONG_CELL = "#D6E8F2", "#F7D9C4"  # a light blue and a light vermilion


def drawing_of_array(name: str, yours: np.ndarray, right: np.ndarray, tolerance: float) -> Drawing | None:
    """The drawing of an array of one or two dimensions; None for a number, and for what is too large to look at."""
    yours, right = np.asarray(yours, dtype=float), np.asarray(right, dtype=float)
    if yours.shape != right.shape or right.size < 2 or not np.isfinite(right).all():
        return None
    wrong = ~(np.abs(yours - right) <= tolerance)
    title = f"{name}: {_array_title(yours, right, wrong)}"
    if right.ndim == 1 and len(right) <= MAX_BARS:
        return _vector(title, yours, right, wrong)
    if right.ndim == 2 and max(right.shape) <= MAX_CELLS:
        return _matrix(title, yours, right, wrong)
    return None


def _array_title(yours: np.ndarray, right: np.ndarray, wrong: np.ndarray) -> str:
    """What the picture answers: one factor for all entries, exchanged axes, or how many entries are wrong."""
    with np.errstate(all="ignore"):
        ratio = float((yours * right).sum() / (right**2).sum())
        same = bool(np.abs(yours - ratio * right).max() <= SAME * np.abs(yours).max())
    if same and ratio and not np.isclose(ratio, 1, rtol=1e-2):
        return "the opposite sign" if np.isclose(ratio, -1, rtol=1e-3) else f"{ratio:.4g} times the right values"
    if right.ndim == 2 and right.shape[0] == right.shape[1] and np.allclose(yours.T, right, rtol=SAME):
        return "rows and columns are exchanged"
    count = int(wrong.sum())
    return f"{count} of {right.size} entries {'is' if count == 1 else 'are'} wrong"


def _vector(title: str, yours: np.ndarray, right: np.ndarray, wrong: np.ndarray) -> Drawing:
    words = f"Yours is {format_short(yours)}, the right one {format_short(right)}."
    if len(right) == 2 and np.isfinite(yours).all():
        arrows = [("yours", {"color": YOURS}), ("right", {"color": RIGHT, "linestyle": "--"})]
        return Drawing(title, f"Two arrows from 0. {words}", [(TALL, partial(_draw_arrows, yours=yours, right=right))],
                       arrows)  # fmt: skip
    draw = partial(_draw_bars, yours=yours, right=right, wrong=wrong)
    return Drawing(title, f"Pairs of bars. {words}", [(TALL, draw)], [("right", RIGHT_BAR), ("yours", YOUR_BAR)])


def _draw_bars(axes: Axes, yours: np.ndarray, right: np.ndarray, wrong: np.ndarray) -> None:
    """Draw both numbers of each entry beside each other, and say which are wrong unless all are."""
    x, shown = np.arange(len(right)), np.where(np.isfinite(yours), yours, 0.0)
    axes.bar(x - 0.2, right, 0.36, color=RIGHT)
    axes.bar(x + 0.2, shown, 0.36, color=YOURS, hatch="//", edgecolor="white", linewidth=0)
    axes.axhline(0, color=INK, linewidth=0.8)
    mark = "wrong" if len(right) <= MAX_WORDS else "x"
    axes.set(xlabel="entry" if mark == "wrong" or wrong.all() else "entry (x: wrong)", ylabel="value", xticks=x)
    for i in np.flatnonzero(wrong) if not wrong.all() else ():
        at = max(right[i], shown[i], 0.0)
        rendering.write_label(axes, mark, (float(i), float(at)), INK, (0, 8), "center")
    axes.margins(y=0.18)


def _draw_arrows(axes: Axes, yours: np.ndarray, right: np.ndarray) -> None:
    ends = np.array([[0.0, 0.0], yours, right])
    rendering.set_plane(axes, ends, ends, ("entry 0", "entry 1"))
    axes.axhline(0, color=rendering.FAINT, linewidth=0.8)
    axes.axvline(0, color=rendering.FAINT, linewidth=0.8)
    for end, colour, style in ((right, RIGHT, "--"), (yours, YOURS, "-")):
        arrow = {"arrowstyle": "-|>", "color": colour, "linewidth": 2, "linestyle": style, "shrinkA": 0, "shrinkB": 0}
        axes.annotate("", (float(end[0]), float(end[1])), (0, 0), arrowprops=arrow)
    labels = rendering.LabelPlacer(axes, [ends[:2], ends[::2]])
    labels.write("yours", yours.tolist(), YOURS)
    labels.write("right", right.tolist(), RIGHT)


def _matrix(title: str, yours: np.ndarray, right: np.ndarray, wrong: np.ndarray) -> Drawing:
    rows, columns = right.shape
    places = ", ".join(f"[{i}, {j}]" for i, j in np.argwhere(wrong)[:6])

    height, draw = min(TALL, 0.5 + 0.5 * rows), partial(_draw_cells, yours=yours, right=right, wrong=wrong)
    legend = [("right", {"color": RIGHT_CELL, "linewidth": 8}), ("wrong", {"color": WRONG_CELL, "linewidth": 8})]
    return Drawing(title, f"A matrix of {rows} rows and {columns} columns. Wrong: {places}.", [(height, draw)], legend)


def _draw_cells(axes: Axes, yours: np.ndarray, right: np.ndarray, wrong: np.ndarray) -> None:
    """Draw a cell for each entry, with its numbers where there are few."""
    rows, columns = right.shape
    is_written = max(rows, columns) <= MAX_WRITTEN
    for i, j in np.ndindex(rows, columns):
        ground, edge = (WRONG_CELL, YOURS) if wrong[i, j] else (RIGHT_CELL, "white")
        hatch = "//" if wrong[i, j] and not is_written else None
        axes.bar(j, 0.96, 0.96, i - 0.48, color=ground, edgecolor=edge, linewidth=1.2, hatch=hatch)
        if is_written:
            text = f"{yours[i, j] + 0.0:.4g}" + (f"\nright: {right[i, j] + 0.0:.4g}" if wrong[i, j] else "")  # no -0
            axes.text(j, i, text, ha="center", va="center", color=INK, fontsize=9 if columns < 5 else 7)
    axes.set(xlim=(-0.5, columns - 0.5), ylim=(rows - 0.5, -0.5), xlabel="column", ylabel="row")
    axes.set(xticks=range(columns), yticks=range(rows))
    axes.tick_params(length=0)


# ── a history among named parts


def drawing_of_history(name: str, history: WrongHistory) -> Drawing | None:
    """The entries of a history over its steps, one panel for each coordinate; None for entries with many."""
    yours, right = (np.asarray(x, dtype=float) for x in (history.yours, history.expected))
    if not len(yours) or not len(right) or yours.shape[1:] != right.shape[1:] or yours[0].size > MAX_COORDINATES:
        return None
    yours, right = yours.reshape(len(yours), -1), right.reshape(len(right), -1)
    count, first = yours.shape[1], -1 if history.first is None else history.first
    draw = partial(runs.draw_history, first_wrong=first)
    panels = [
        (TALL if count == 1 else FLAT,
         partial(draw, yours=yours[:, n], right=right[:, n], label=name if count == 1 else f"entry {n}"))
        for n in range(count)
    ]  # fmt: skip
    marks = runs.marks(first, "first wrong entry")
    title = f"{name}: {_history_title(len(yours), len(right), first)}"
    ends = f"Yours ends with {format_short(yours[-1])}, the right one with {format_short(right[-1])}."
    return Drawing(title, f"Both histories over the steps. {ends}", panels, marks)


def _history_title(yours: int, right: int, first: int) -> str:
    if first == 0:
        return "wrong from the first entry on"
    if first > 0:
        return f"right up to entry {first - 1}, then wrong"
    return f"{yours} entries in place of {right}"
