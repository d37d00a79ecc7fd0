"""Points on a cost: stationary ones on its curve, the kind of one of them, the end of a descent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from grader.judging.messages.formatting import format_list, format_short
from grader.judging.messages.step_sizes import gradient_at
from grader.judging.outcomes import WrongPoints, WrongValue
from grader.judging.own_costs import cost_of
from grader.model.arguments.costs import Cost
from grader.model.key import Case
from grader.reports.pictures import rendering
from grader.reports.pictures.rendering import FAINT, INK, RIGHT, TALL, YOURS, Drawing, Style, point_style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

IN_LIST, THE_POINT = point_style(RIGHT, "s", 6), point_style(INK, "o", 6)
MISSING, EXTRA = point_style(RIGHT, "D", 8, face="white"), point_style(YOURS, "X", 8, zorder=6)
START, YOUR_END = point_style(FAINT, "^", 6, zorder=4), point_style(YOURS, "o", 7, zorder=6)
RIGHT_END = point_style(RIGHT, "s", 8, face="white")
SAMPLES = 240  # of a curve
NEAR = 0.6  # how far to both sides of a point its surroundings are drawn
ASIDE = 0.45  # where slopes are measured, of that distance
STEP = 1e-3  # between gradients, for curvatures


class PointSet(NamedTuple):
    """Points (P,) or (P, N), and their name and style in the legend."""

    name: str
    style: Style
    points: np.ndarray


# ── a set of points


def drawing_of_points(case: Case, name: str, wrong: WrongPoints) -> Drawing | None:
    """The points of a set on the curve of the cost, or on a line where there is none; None without any point."""
    right = np.ravel(np.asarray(case.right[name], dtype=float))
    missing, extra = np.array(wrong.missing, dtype=float), np.array(wrong.extra, dtype=float)
    listed = np.array([x for x in right if not np.isclose(missing, x, rtol=1e-9, atol=1e-12).any()])
    shown = np.concatenate([right, extra[np.isfinite(extra)]])
    if not len(shown) or len(shown) > SAMPLES:
        return None
    sets = (
        PointSet("in your list", IN_LIST, listed),
        PointSet("missing", MISSING, missing),
        PointSet("does not belong", EXTRA, extra),
    )
    marks = [mark for mark in sets if len(mark.points)]
    words = "; ".join(f"{mark.name}: {format_list(tuple(mark.points))}" for mark in marks)
    draw = partial(_draw_on_curve, cost=cost_of(case), marks=marks, interval=_interval(case, shown))
    on = "on the curve of the cost" if cost_of(case) is not None else "on a line"
    title = _points_title(wrong, len(right))
    return Drawing(title, f"Points {on}. {words}.", [(TALL, draw)], [mark[:2] for mark in marks])


def _draw_on_curve(axes: Axes, cost: Cost | None, marks: Sequence[PointSet], interval: rendering.Interval) -> None:
    """Draw points (P,) on the curve of the cost, or on a line without a cost."""
    heights: Cost = np.zeros_like
    if cost is None:
        axes.set(yticks=[], ylim=(-1, 1))
    else:
        heights = _draw_curve(axes, cost, *interval)
    for mark in marks:
        axes.plot(mark.points, heights(mark.points), **mark.style)
    axes.set(xlim=interval, xlabel="$w$")


def _points_title(wrong: WrongPoints, total: int) -> str:
    if wrong.missing:
        if len(wrong.missing) == 1:
            return f"w = {format_short(wrong.missing[0])} is missing from your list"
        return f"{len(wrong.missing)} of {total} points are missing from your list"
    if wrong.extra:
        count = len(wrong.extra)
        return f"{count} point{'s do' if count > 1 else ' does'} not belong to your list"
    return "Every point is there, some of them more than once"


def _interval(case: Case, points: np.ndarray) -> rendering.Interval:
    """The interval that was searched, and all of the points."""
    ends = [case.arguments[name] for name in ("low", "high") if isinstance(case.arguments.get(name), float)]
    values = np.concatenate([points, ends])
    pad = 0.04 * float(np.ptp(values)) or 0.5
    return float(values.min()) - pad, float(values.max()) + pad


def _draw_curve(axes: Axes, cost: Cost, low: float, high: float) -> Cost:
    """Draw the curve, and return what gives its height at many points."""

    def heights(w: np.ndarray) -> np.ndarray:
        with np.errstate(all="ignore"):
            return np.array([float(cost(float(x))) for x in w])

    w = np.linspace(low, high, SAMPLES)
    axes.plot(w, heights(w), color=FAINT, linewidth=1.6, zorder=1)
    axes.set(ylabel="cost $g(w)$")
    return heights


# ── the kind of one point


def drawing_of_label(case: Case, wrong: WrongValue) -> Drawing | None:
    """The cost on lines through a point: the only one, or those of least and of most curvature; None without both."""
    cost, v = cost_of(case), case.arguments.get("v")
    if cost is None or not isinstance(v, (float, list)):
        return None
    point = np.atleast_1d(np.asarray(v, dtype=float))
    if len(point) == 1:
        return _slopes_on_both_sides(cost, float(point[0]), wrong)
    directions = np.linalg.eigh(_hessian(cost, point))[1]
    lines = {
        f"{_direction(direction)}, g {_rises(cost, point, direction)}": direction
        for direction in (directions[:, 0], directions[:, -1])
    }
    title = f"Through v: {' and '.join(f'along {each}' for each in lines)}"
    draw = partial(_draw_lines, cost=cost, point=point, lines=lines)
    return Drawing(f"You say {wrong.yours}: look along both lines", f"{title}.", [(TALL, draw)], [("v", THE_POINT)])


def _draw_lines(axes: Axes, cost: Cost, point: np.ndarray, lines: Mapping[str, np.ndarray]) -> None:
    """Draw the cost along two lines through a point, each with its words."""
    t = np.linspace(-NEAR, NEAR, 61)
    for (words, direction), colour, dash in zip(lines.items(), (YOURS, RIGHT), ("--", "-"), strict=True):
        heights = [float(cost(point + s * direction)) for s in t]
        axes.plot(t, heights, color=colour, linestyle=dash, linewidth=1.6, label=words)
    axes.plot([0], [float(cost(point))], **THE_POINT)
    axes.set(xlabel=f"distance from v = {format_short(point)}", ylabel="cost g")
    axes.legend(frameon=False, fontsize=8.5)


def _slopes_on_both_sides(cost: Cost, v: float, wrong: WrongValue) -> Drawing:
    sides = v + ASIDE * NEAR * np.array([-1.0, 1.0])
    slopes = [float(gradient_at(cost, np.array([side]))[0]) for side in sides]
    legend: list[tuple[str, Style]] = [
        ("v", THE_POINT),
        ("falls", {"color": YOURS, "linestyle": "--"}),
        ("rises", {"color": RIGHT}),
    ]
    measured = f"left of it the slope is {slopes[0]:.3g}, right of it {slopes[1]:.3g}"
    words = f"The curve of the cost around v = {v:.6g}: {measured}."
    falls_or_rises = ["falls" if slope < 0 else "rises" for slope in slopes]
    title = f"Left of v the cost {falls_or_rises[0]}, right of v it {falls_or_rises[1]}"
    draw = partial(_draw_slopes, cost=cost, v=v, slopes=dict(zip(sides.tolist(), slopes, strict=True)))
    return Drawing(title, words, [(TALL, draw)], legend)


def _draw_slopes(axes: Axes, cost: Cost, v: float, slopes: Mapping[float, float]) -> None:
    """Draw the cost around v, with its slope at both sides."""
    heights = _draw_curve(axes, cost, v - NEAR, v + NEAR)
    axes.plot([v], heights(np.array([v])), **THE_POINT)
    for side, slope in slopes.items():
        ends, at = side + 0.3 * NEAR * np.array([-1, 1]), heights(np.array([side]))[0]
        axes.plot(ends, at + slope * (ends - side), color=YOURS if slope < 0 else RIGHT, linewidth=2.2,
                  linestyle="--" if slope < 0 else "-", zorder=4)  # fmt: skip
        rendering.write_label(axes, f"slope {slope:.3g}", (side, at), INK, (0, 14), "center")
    axes.set(xlim=(v - NEAR, v + NEAR), xlabel="$w$")
    axes.margins(y=0.25)


def _hessian(cost: Cost, point: np.ndarray) -> np.ndarray:
    """Second derivatives (N, N) by central differences of gradients: good enough for a picture."""
    columns = [gradient_at(cost, point + e) - gradient_at(cost, point - e) for e in STEP * np.eye(len(point))]
    half: np.ndarray = np.array(columns) / (4 * STEP)
    hessian: np.ndarray = half + half.T
    return hessian


def _rises(cost: Cost, point: np.ndarray, direction: np.ndarray) -> str:
    before, at, after = (float(cost(point + t * direction)) for t in (-NEAR, 0.0, NEAR))
    if before > at < after:
        return "rises on both sides"
    return "falls on both sides" if before < at > after else "rises on one side and falls on the other"


def _direction(direction: np.ndarray) -> str:
    return f"({', '.join(f'{x:.2g}' for x in direction + 0.0)})"


# ── where a descent ends


def drawing_of_end(case: Case, wrong: WrongValue) -> Drawing | None:
    """The student's end of a descent beside the right one, on the curve or the contours; None for more coordinates."""
    cost = cost_of(case)
    yours, right = (np.atleast_1d(np.asarray(x, dtype=float)) for x in (wrong.yours, wrong.expected))
    if cost is None or len(right) > 2 or yours.shape != right.shape or not np.isfinite(yours).all():
        return None
    form = (-1,) if len(right) == 1 else (-1, 2)
    starts = np.asarray(case.arguments.get("starts", ()), dtype=float).reshape(form)
    ends = PointSet("your end", YOUR_END, yours.reshape(form)), PointSet("right end", RIGHT_END, right.reshape(form))
    marks = [each for each in (PointSet("a start", START, starts), *ends) if len(each.points)]
    costs = [float(cost(end.points[0])) for end in ends]
    words = [f"{format_short(end)} costs {there:.6g}" for end, there in zip((yours, right), costs, strict=True)]
    shown = np.concatenate([mark.points for mark in marks])
    if len(right) == 1:
        draw = partial(_draw_on_curve, cost=cost, marks=marks, interval=rendering.limits(shown, shown))
    else:
        draw = partial(_draw_on_contours, cost=cost, marks=marks, shown=shown)
    what = f"{'Curve' if len(right) == 1 else 'Contours'} of the cost with both ends"
    title = f"Your end costs {costs[0]:.4g}, the right one {costs[1]:.4g}"
    description = f"{what}. Your end {words[0]}, the right end {words[1]}."
    return Drawing(title, description, [(TALL, draw)], [mark[:2] for mark in marks])


def _draw_on_contours(axes: Axes, cost: Cost, marks: Sequence[PointSet], shown: np.ndarray) -> None:
    """Draw points (P, 2) on the contours of the cost; `shown` are all of them."""
    rendering.draw_contours(axes, cost, *rendering.set_plane(axes, shown, shown, ("$w_0$", "$w_1$")))
    for mark in marks:
        axes.plot(*mark.points.T, **mark.style)
