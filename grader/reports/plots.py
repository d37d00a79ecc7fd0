"""A run drawn beside the right one: where it went, what it paid, and where it first went wrong.

    N = 1   the cost's curve with both runs on it           cost history          step lengths, where they
    N = 2   the cost's contours with both paths             of both runs          tell something
    N > 2   every coordinate over the steps

Colours are Okabe and Ito's, which people with any colour vision tell apart; marker, line and a label say the same.
A picture is 400 px wide on the page. matplotlib is asked for when the first picture is, and never pyplot: a student's
own figures and backend stay as they are.
"""

from __future__ import annotations

import base64
import importlib.util
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.judging.histories import cost_of
from grader.judging.outcomes import NotFinite, Verdict, WrongCosts, WrongLength, WrongWeights
from grader.judging.step_sizes import step_lengths
from grader.judging.verdicts import judge_case
from grader.model.key import Case, Key, Question
from grader.model.report import Report
from grader.model.transcript import Transcript
from grader.reports.labels import Surroundings, label
from grader.reports.render import FAINT, INK, RIGHT, YOURS, NoPicture, drawing, png, rendered, svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, TALL, LOW, FLAT = 4.0, 2.35, 1.75, 1.35  # inches at 100 px: the picture's width, and three heights of a panel
BOX = (WIDTH - 0.7, TALL - 0.5)  # inches: the inside of a tall panel, about
REACH = 1.2  # how far beyond the right run, in its own size, a student's run is followed
NEAR_START = 25  # rows that are drawn of a long run of costs that goes wrong at once
GRID = 45  # points a side under the contours
MOST_STEPS = 60  # with more, markers would be a smear


Interval = tuple[float, float]


def available() -> bool:
    """Whether matplotlib is installed."""
    return importlib.util.find_spec("matplotlib") is not None


def drawable(case: Case, found: Verdict | Mapping[str, Any]) -> bool:
    """Whether there are two runs to compare: a student's numbers of the right form beside those of the key."""
    if isinstance(found, Verdict) and not isinstance(found.outcome, (WrongWeights, WrongCosts, NotFinite, WrongLength)):
        return False
    answer = _answer(found)
    return bool(case.expected and "costs" in case.expected and len(answer.get("costs", ())) and _shown(answer).any())


def picture(case: Case, found: Verdict | Mapping[str, Any], format: str = "png") -> bytes:
    """The picture of a student's run: a verdict, or its answer with `weights` (R,) or (R, N) and `costs` (R,).

    `format` is "png" (a palette of at most 20 kB as a data URI) or "svg". The same arguments give the same bytes.
    Raises NoPicture.
    """
    if not drawable(case, found):
        raise NoPicture("There are no two runs to compare here.")
    with drawing():
        figure = _compare(_Runs.of(case, found))
        return svg(figure) if format == "svg" else png(figure)


def data_uri(image: bytes) -> str:
    """The `src` of an <img> that holds this picture."""
    kind = "png" if image.startswith(b"\x89PNG") else "svg+xml"
    return f"data:image/{kind};base64,{base64.b64encode(image).decode('ascii')}"


def alt(case: Case, found: Verdict | Mapping[str, Any]) -> str:
    """What the picture shows, in words, for whoever cannot see it."""
    runs = _Runs.of(case, found)
    over = {1: "the curve of the cost with both runs on it", 2: "contours of the cost with both paths"}
    parts = over.get(runs.dimension, "every coordinate at each step") + ", and " if runs.paths else ""
    where = f"They part at step {runs.wrong}. " if runs.wrong >= 0 else ""
    ends = [f"{name} {x:.6g}" for name, x in (("yours", runs.paid[-1]), ("right", runs.costs[-1]))]
    return f"Your run beside the right one: {parts}the cost at each step. {where}Last cost shown: {', '.join(ends)}."


def shown(question: Question, transcript: Transcript) -> Iterator[tuple[Case, Verdict]]:
    """The visible cases that were run, in their order, each with its verdict."""
    found = transcript.definitions.get(question.name)
    for case in question.cases if found is not None and found.status == "found" else ():
        if not case.hidden and case.expected is not None and (call := transcript.calls.get(case.id)) is not None:
            yield case, judge_case(question, case, call)


def figure(key: Key, transcript: Transcript, report: Report) -> Figure:
    """A figure of the first visible case that is wrong; if none is, of the first right run. Raises NoPicture."""
    asked = {q.name: q.reading for q in report.questions}
    every = [pair for q in key.questions if q.name in asked for pair in shown(q.as_read(asked[q.name]), transcript)]
    runs = [(c, v) for c, v in every if drawable(c, v)] or [(c, v) for c, v in every if drawable(c, v.answer)]
    if not runs:
        raise NoPicture("There is no run to draw: pictures show the histories that a function returned.")
    with drawing():
        return _self_showing(_compare(_Runs.of(*runs[0])))


# ── what is drawn


@dataclass(frozen=True, eq=False)
class _Runs:
    """Two runs: weights (R, N) and costs (R,) of the student, and (K + 1, ...) of the key."""

    yours: np.ndarray
    paid: np.ndarray
    right: np.ndarray
    costs: np.ndarray
    wrong: int = -1
    paths: bool = True  # whether the weights differ
    cost: Callable[[Any], Any] | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)

    @property
    def dimension(self) -> int:
        return self.right.shape[1]

    @classmethod
    def of(cls, case: Case, found: Verdict | Mapping[str, Any]) -> _Runs:
        assert case.expected is not None
        answer, expected = _answer(found), {k: np.asarray(v)[: case.judged + 1] for k, v in case.expected.items()}
        paid, costs = np.asarray(answer["costs"], dtype=float), expected["costs"]
        if "weights" not in answer or "weights" not in expected:
            none, wrong = np.zeros((0, 0)), _first_wrong(case, found, paid, costs, "costs")
            shown = _to_be_seen(wrong, len(costs))
            return cls(none, paid[:shown], none, costs[:shown], wrong, False)
        right = expected["weights"].reshape(len(costs), -1)
        yours = np.asarray(answer["weights"], dtype=float).reshape(-1, right.shape[1])
        only_costs = isinstance(found, Verdict) and isinstance(found.outcome, WrongCosts)
        wrong = _first_wrong(case, found, yours, right, "weights")
        return cls(yours, paid, right, costs, wrong, not only_costs, cost_of(case), case.arguments)


def _to_be_seen(wrong: int, rows: int) -> int:
    """How many rows to draw: of a long run that goes wrong early the beginning, where the difference is."""
    return max(NEAR_START, 8 * (wrong + 1)) if wrong >= 0 and rows > 4 * NEAR_START else rows


def _answer(found: Verdict | Mapping[str, Any]) -> Mapping[str, Any]:
    return found.answer if isinstance(found, Verdict) else found


def _shown(answer: Mapping[str, Any]) -> np.ndarray:
    return np.isfinite(np.asarray(answer["costs"], dtype=float))


def _first_wrong(case: Case, found: Any, yours: np.ndarray, right: np.ndarray, what: str) -> int:
    match found.outcome if isinstance(found, Verdict) else None:
        case WrongWeights(step) | NotFinite(step) | WrongCosts(step):
            return step
        case WrongLength(rows, expected, agreed):
            return agreed if agreed < min(rows, expected) else -1
    shared = min(len(yours), len(right))
    far = ~(np.abs(yours[:shared] - right[:shared]).reshape(shared, -1).max(axis=1, initial=0.0)
            <= np.asarray(case.tolerance.get(what, 1e-6)).ravel()[:shared])  # fmt: skip
    return int(np.argmax(far)) if far.any() else -1


def _compare(runs: _Runs) -> Figure:
    lengths = _lengths(runs)
    panels: list[tuple[float, Callable[[Axes], None]]] = [(LOW if runs.paths else TALL, lambda a: _costs(a, runs))]
    if runs.paths:
        panels.insert(0, (TALL, lambda a: _paths(a, runs)))
    if lengths:
        panels.append((FLAT, lambda a: _step_lengths(a, *lengths, runs.wrong)))
    figure = _figure([height for height, _ in panels])
    for axes, (_, draw) in zip(figure.axes, panels, strict=True):
        draw(axes)
    handles = [_sample(YOURS, "o", "-", "yours"), _sample(RIGHT, "s", "--", "right", hollow=True)]
    if runs.wrong >= 0:
        handles.append(_sample(INK, "o", "", "first wrong step", hollow=True, size=9))
    figure.legend(handles=handles, loc="outside upper center", ncols=3, frameon=False, handlelength=2.4)
    return figure


def _figure(heights: Sequence[float]) -> Figure:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, sum(heights) + 0.25), layout="constrained")
    figure.subplots(len(heights), 1, gridspec_kw={"height_ratios": heights})
    return figure


def _sample(colour: str, marker: str, line: Any, label: str, hollow: bool = False, size: float = 4.5) -> Any:
    from matplotlib.lines import Line2D

    return Line2D([], [], color=colour, marker=marker, linestyle=line, label=label, markersize=size, linewidth=1.4,
                  markerfacecolor="white" if hollow else colour)  # fmt: skip


def _line(axes: Axes, x: np.ndarray, y: np.ndarray, mine: bool, on_curve: bool = False, thin: bool = False) -> None:
    """One run: yours or the right one; `thin` leaves out markers where the steps are evenly spaced anyway."""
    few = len(x) <= MOST_STEPS
    style: dict[str, Any] = (
        {"color": YOURS, "marker": "o" if few else "", "linestyle": "-", "markersize": 3.6, "zorder": 4}
        if mine
        else {"color": RIGHT, "marker": "s" if few else "", "linestyle": "--", "markersize": 5.5, "zorder": 3,
              "markerfacecolor": "white"}
    )  # fmt: skip
    every = -(-len(x) // 13) if thin else 1
    line = {"linestyle": "none"} if on_curve else {"linewidth": 1.4}  # matplotlib 3.10 refuses dashes of width 0
    axes.plot(x, y, markevery=every, **style | line)


def _ring(axes: Axes, x: float, y: float) -> None:
    axes.plot([x], [y], "o", color=INK, markerfacecolor="none", markersize=10, markeredgewidth=1.5, zorder=6)


# ── where the runs went


def _paths(axes: Axes, runs: _Runs) -> None:
    draw = {1: _on_curve, 2: _on_contours}.get(runs.dimension, _coordinates)
    draw(axes, runs)


def _on_curve(axes: Axes, runs: _Runs) -> None:
    yours, right = runs.yours[:, 0], runs.right[:, 0]
    low, high = _view(right, yours)
    inside = yours[(yours >= low) & (yours <= high)]
    if runs.cost is not None:
        w = np.linspace(low, high, 240)
        with np.errstate(all="ignore"):
            g = np.array([runs.cost(v) for v in w])
            on_right, on_yours = (np.array([runs.cost(v) for v in run]) for run in (right, inside))
        axes.set(xlim=(low, high), ylabel="cost g(w)")
        axes.plot(w, g, color=FAINT, linewidth=1.6, zorder=1)
        _line(axes, right, on_right, mine=False, on_curve=True)
        _line(axes, inside, on_yours, mine=True, on_curve=True)
        if runs.wrong >= 0 and low <= yours[runs.wrong] <= high:
            at = (yours[runs.wrong], runs.cost(yours[runs.wrong]))
            _ring(axes, *at)
            Surroundings(axes, [np.stack([w, g], axis=1)], BOX).label(f"k = {runs.wrong}", at, INK)
    axes.set_xlabel("w")
    _note_exit(axes, (yours >= low) & (yours <= high))


def _on_contours(axes: Axes, runs: _Runs) -> None:
    (x0, x1), (y0, y1) = (_view(runs.right[:, n], runs.yours[:, n]) for n in range(2))
    (x0, x1), (y0, y1) = _even((x0, x1), (y0, y1), BOX[0] / BOX[1])
    if runs.cost is not None:
        _contours(axes, runs.cost, (x0, x1), (y0, y1))
    mine = np.stack([_drawable(runs.yours[:, 0], x0, x1), _drawable(runs.yours[:, 1], y0, y1)], axis=1)
    _line(axes, runs.right[:, 0], runs.right[:, 1], mine=False)
    _line(axes, mine[:, 0], mine[:, 1], mine=True)
    axes.set(xlim=(x0, x1), ylim=(y0, y1), xlabel="$w_0$", ylabel="$w_1$")
    around = Surroundings(axes, [runs.right, mine], BOX)
    inside = (mine[:, 0] >= x0) & (mine[:, 0] <= x1) & (mine[:, 1] >= y0) & (mine[:, 1] <= y1)
    if runs.wrong >= 0 and inside[runs.wrong]:
        _ring(axes, *mine[runs.wrong])
        around.label(f"k = {runs.wrong}", mine[runs.wrong], INK)
    if runs.wrong != 0:
        around.label("start", runs.right[0], INK)
    _note_exit(axes, inside)


def _coordinates(axes: Axes, runs: _Runs) -> None:
    low, high = _view(runs.right.ravel(), runs.yours.ravel())
    for n in range(runs.dimension):
        _line(axes, np.arange(len(runs.right)), runs.right[:, n], mine=False)
        _line(axes, np.arange(len(runs.yours)), runs.yours[:, n], mine=True)
        label(axes, f"$w_{{{n}}}$", (0, runs.right[0, n]), INK, (-6, 0))
    last = max(len(runs.right), len(runs.yours)) - 1
    if runs.wrong >= 0:
        _at_step(axes, runs.wrong)
    axes.set(ylim=(low, high), ylabel="coordinates", xlim=(-0.1 * last, last * 1.04))
    _step_ticks(axes, last)
    _note_exit(axes, np.all((runs.yours >= low) & (runs.yours <= high), axis=1))


def _at_step(axes: Axes, step: int) -> None:
    axes.axvline(step, color=INK, linewidth=1.0, linestyle=":", zorder=2)


def _contours(axes: Axes, cost: Callable[[Any], Any], x: Interval, y: Interval) -> None:
    sides = np.linspace(*x, GRID), np.linspace(*y, GRID)
    points = np.stack(np.meshgrid(*sides), axis=-1).reshape(-1, 2)
    g = _over(cost, points).reshape(GRID, GRID)
    if np.isfinite(g).all() and np.ptp(g) > 0:
        levels = g.min() + np.ptp(g) * np.linspace(0.05, 1, 9) ** 2
        axes.contour(*sides, g, levels=levels, colors=FAINT, linewidths=0.8, linestyles="solid", zorder=1)


def _over(cost: Callable[[Any], Any], points: np.ndarray) -> np.ndarray:
    """The cost at many points: at once where JAX is loaded and can, else one by one."""
    jax = sys.modules.get("jax")
    if jax is not None and getattr(cost, "__module__", "") != "grader.model.costs":
        try:
            return np.asarray(jax.vmap(cost)(points), dtype=float).reshape(len(points))
        except Exception:  # a cost that JAX cannot trace may still be one that Python can call
            pass
    with np.errstate(all="ignore"):
        return np.array([float(np.asarray(cost(p)).reshape(())) for p in points])


def _view(right: np.ndarray, yours: np.ndarray) -> Interval:
    """An interval with all of the right run, and as much of the other as lies near it."""
    low, high = float(right.min()), float(right.max())
    size = (high - low) or max(abs(low), 1e-3)
    near = yours[(yours >= low - REACH * size) & (yours <= high + REACH * size)]
    if len(near):
        low, high = min(low, float(near.min())), max(high, float(near.max()))
    pad = 0.13 * (high - low or size)
    return low - pad, high + pad


def _even(x: Interval, y: Interval, box: float) -> tuple[Interval, Interval]:
    """Both intervals on one scale, so that gradients meet contours at right angles; long valleys stay as they are."""
    wide, high = x[1] - x[0], y[1] - y[0]
    if not 1 / 3 < wide / (high * box) < 3:
        return x, y
    more_x, more_y = max(high * box - wide, 0) / 2, max(wide / box - high, 0) / 2
    return (x[0] - more_x, x[1] + more_x), (y[0] - more_y, y[1] + more_y)


def _drawable(values: np.ndarray, low: float, high: float) -> np.ndarray:
    """Without inf and the huge numbers that a renderer cannot place; what lies outside is still far outside."""
    far = 1e4 * (high - low)
    return np.where(np.isfinite(values), values, np.nan).clip(low - far, high + far)


def _note_exit(axes: Axes, inside: np.ndarray) -> None:
    """A line in the corner where a run leaves the picture: what is not drawn has to be said."""
    if not inside.all():
        text = f"yours leaves the picture at k = {int(np.argmin(inside))}"
        box = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": YOURS, "linewidth": 0.8}
        axes.text(0.98, 0.96, text, transform=axes.transAxes, ha="right", va="top", color=INK, zorder=8, bbox=box)


# ── what they paid, and how long their steps were


def _costs(axes: Axes, runs: _Runs) -> None:
    low, high = _view(runs.costs, runs.paid)
    low -= 0.08 * (high - low)  # room for a name below the lower line
    last = max(len(runs.costs), len(runs.paid)) - 1
    _line(axes, np.arange(len(runs.costs)), runs.costs, mine=False, thin=True)
    inside = (runs.paid >= low) & (runs.paid <= high)
    _line(axes, np.arange(len(runs.paid)), _drawable(runs.paid, low, high), mine=True, thin=True)
    if 0 <= runs.wrong < len(runs.paid) and inside[runs.wrong]:
        _ring(axes, runs.wrong, runs.paid[runs.wrong])
    axes.set(ylabel="cost $g(w^k)$", ylim=(low, high), xlim=(-0.04 * last, last * 1.17))
    _ends(axes, runs, low, high)
    _step_ticks(axes, last)
    _note_exit(axes, inside)


def _ends(axes: Axes, runs: _Runs, low: float, high: float) -> None:
    """The names of both lines at their ends, one above the other where they meet."""
    mine, right = runs.paid[-1], runs.costs[-1]
    close = not np.isfinite(mine) or abs(mine - right) < 0.16 * (high - low)
    up = 1.0 if mine >= right else -1.0
    label(axes, "right", (len(runs.costs) - 1, right), RIGHT, (7, -6.5 * up if close else 0))
    if low <= mine <= high:
        label(axes, "yours", (len(runs.paid) - 1, mine), YOURS, (7, 6.5 * up if close else 0))


def _step_ticks(axes: Axes, last: int) -> None:
    from matplotlib.ticker import MaxNLocator

    axes.set_xlabel("step $k$")
    axes.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5))


def _lengths(runs: _Runs) -> tuple[str, np.ndarray, np.ndarray] | None:
    """(label, yours, right) where the right run's steps follow a plain rule, so that a broken one is seen."""
    if not runs.paths or runs.wrong < 1 or len(runs.yours) < 3 or not np.isfinite(runs.yours).all():
        return None
    alpha, K = runs.arguments.get("alpha"), len(runs.right) - 1
    if alpha is None or runs.cost is None:
        return None
    rule = 1 / np.arange(1, K + 1) if alpha == "diminishing" else np.full(K, float(alpha))
    wanted = step_lengths(runs.cost, runs.right, K)
    if np.allclose(wanted, rule, rtol=1e-3):
        return _telling("step / gradient", step_lengths(runs.cost, runs.yours, len(runs.yours) - 1), wanted)
    moved = np.abs(np.diff(runs.right, axis=0)).max(axis=1)
    if moved.min() > 0.8 * moved.max():
        return _telling("longest move", np.abs(np.diff(runs.yours, axis=0)).max(axis=1), moved)
    return None


def _telling(label: str, yours: np.ndarray, right: np.ndarray) -> tuple[str, np.ndarray, np.ndarray] | None:
    """Only where the two differ, and where the student's are numbers that fit on one axis with the right ones."""
    shared = min(len(yours), len(right))
    sane = np.isfinite(yours).all() and np.abs(yours).max() < 20 * np.abs(right).max()
    return (label, yours, right) if sane and not np.allclose(yours[:shared], right[:shared], rtol=1e-2) else None


def _step_lengths(axes: Axes, label: str, yours: np.ndarray, right: np.ndarray, wrong: int) -> None:
    _line(axes, np.arange(1, len(right) + 1), right, mine=False, thin=True)
    _line(axes, np.arange(1, len(yours) + 1), yours, mine=True, thin=True)
    _ring(axes, wrong, yours[wrong - 1])
    low, high = min(yours.min(), right.min(), 0.0), max(yours.max(), right.max())
    last = max(len(yours), len(right))
    pad = 0.12 * (high - low)
    axes.set(ylabel=label, ylim=(low - pad, high + pad), xlim=(-0.04 * last, last * 1.17))
    _step_ticks(axes, last)


# ── for exploring


def show_run(g: Callable[[Any], Any], weight_history: Any) -> Figure:
    """The picture of the lecture: a run over its cost, from light to dark, and the cost at every step.

    `weight_history` holds w^0, ..., w^K: numbers, or points of shape (N,). Shows itself in a notebook; also a
    matplotlib Figure to save or to change. Raises NoPicture without matplotlib or points.
    """
    run = np.array([np.asarray(w, dtype=float).ravel() for w in weight_history])
    if run.ndim != 2 or not run.size:
        raise NoPicture("There is nothing to draw: `weight_history` should hold one number or one point per step.")
    paid = np.array([float(np.asarray(g(_point(w))).reshape(())) for w in run])
    with drawing():
        figure = _figure([TALL, LOW])
        above, below = figure.axes
        _explore(above, g, run, paid)
        shade = _shades(len(run))
        below.plot(paid, color=FAINT, linewidth=1.4, zorder=1)
        below.scatter(np.arange(len(paid)), paid, c=shade, edgecolors=INK, s=22, linewidths=0.6, zorder=3)
        below.set_ylabel("cost $g(w^k)$")
        _step_ticks(below, len(paid) - 1)
        figure.suptitle(str(getattr(g, "__name__", "")).replace("$", ""))
    return _self_showing(figure)


def _point(w: np.ndarray) -> Any:
    return float(w[0]) if len(w) == 1 else w


def _shades(count: int) -> Any:
    from matplotlib import colormaps

    return colormaps["Blues"](np.linspace(0.15, 1, count))


def _explore(axes: Axes, g: Callable[[Any], Any], run: np.ndarray, paid: np.ndarray) -> None:
    finite = run[np.isfinite(run).all(axis=1)]
    dots = {"c": _shades(len(run)), "edgecolors": INK, "s": 28, "linewidths": 0.6, "zorder": 3}
    if run.shape[1] == 1:
        w = np.linspace(*_view(finite[:, 0], finite[:, 0]), 300)
        axes.plot(w, _over(g, w), color=INK, linewidth=1.2)
        axes.scatter(run[:, 0], paid, **dots)
        axes.set(xlabel="w", ylabel="g(w)")
    elif run.shape[1] == 2:
        x, y = _even(_view(finite[:, 0], finite[:, 0]), _view(finite[:, 1], finite[:, 1]), BOX[0] / BOX[1])
        _contours(axes, g, x, y)
        axes.plot(*run.T, color=RIGHT, linewidth=1)
        axes.scatter(*run.T, **dots)
        axes.set(xlim=x, ylim=y, xlabel="$w_0$", ylabel="$w_1$")
    else:
        for n in range(run.shape[1]):
            axes.plot(run[:, n], linewidth=1.2, color=RIGHT)
            label(axes, f"$w_{{{n}}}$", (len(run) - 1, run[-1, n]), INK, (6, 0))
        axes.set_ylabel("coordinates")
        _step_ticks(axes, len(run) - 1)


def _self_showing(figure: Figure) -> Figure:
    """The figure, which a notebook now shows once, with or without pyplot and its magic."""

    def shown_png() -> bytes:
        with drawing():
            return rendered(figure, dpi=110)

    figure._repr_png_ = shown_png  # type: ignore[attr-defined]
    return figure
