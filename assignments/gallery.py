"""Every figure of the lecture, drawn from `reference/`, on one page: `python assignments/gallery.py FILE.html`.

A plate is a function that draws on a figure of matplotlib and returns its caption; `@plate(...)` puts it on the page,
in the order of this file. All numbers in captions are computed. The page fetches nothing and runs nothing.
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from grader.model.arguments.costs import make_cost
from grader.reports.elements import Html, document, tag
from grader.reports.pictures.rendering import INK, drawing_style, to_svg
from reference import (
    adadelta,
    adagrad,
    adam,
    adamw,
    classify,
    coordinate_descent,
    gradient_descent,
    lion,
    momentum,
    nadam,
    normalized,
    normalized_full,
    quartic_root,
    rmsprop,
    stationary_points,
)
from reference.descend import descend

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH = 9.0  # inches at 100 px
BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY = "#0072B2", "#D55E00", "#009E73", "#AA4499", "#E69F00", "#56B4E9"
SERIES = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY)  # people with any colour vision tell them apart
SOFT = "#C9CDD3"

QUARTIC, WAVY, SLOW = r"$(w^4 + w^2 + 10w)\,/\,50$", r"$\sin 3w + 0.1\,w^2$", "$w^4 + 0.1$"
VALLEY = r"$0.5\,w_0^2 + 9.75\,w_1^2$"
ALONG, ACROSS = (-0.6, 10.6), (-1.25, 1.25)  # how much of the valleys is shown
START = (10.0, 1.0)

Cost = Callable[[Any], Any]
Interval = tuple[float, float]


class Plate(NamedTuple):
    """A figure of the page; `draw` returns its caption."""

    title: str
    height: float  # inches
    draw: Callable[[Figure], str]


PLATES: list[Plate] = []


def plate(title: str, height: float) -> Callable:
    def add(draw: Callable[[Figure], str]) -> Callable[[Figure], str]:
        PLATES.append(Plate(title, height, draw))
        return draw

    return add


# ── drawing


def cost(name: str) -> Cost:
    return make_cost(name, jnp)


def run(method: Any, name: str, w: Any, steps: int, **parameters: Any) -> tuple[np.ndarray, np.ndarray]:
    """The weights (K + 1,) or (K + 1, N) and the costs (K + 1,) of a run of the reference."""
    weights, costs = descend(method, cost(name), np.asarray(w, float), steps, **parameters)
    return np.asarray(weights), np.asarray(costs)


def costs_at(g: Cost, points: np.ndarray) -> np.ndarray:
    return np.asarray(jax.vmap(g)(jnp.asarray(points)))


def curve(axes: Axes, g: Cost, x: Interval, title: str) -> None:
    w = np.linspace(*x, 600)
    axes.plot(w, costs_at(g, w), color=INK, linewidth=1.1, zorder=1)
    axes.set(xlim=x, xlabel="$w$", title=title)


def contours(axes: Axes, g: Cost, x: Interval, y: Interval, title: str) -> None:
    """Denser near the bottom, where slopes are smaller; both axes to one scale, so that angles are right."""
    sides = np.linspace(*x, 240), np.linspace(*y, 120)
    points = np.stack(np.meshgrid(*sides), axis=-1)
    heights = costs_at(g, points.reshape(-1, 2)).reshape(points.shape[:2])
    low, high = heights.min(), heights.max()
    levels = low + (high - low) * np.linspace(0.02, 1, 12) ** 2
    axes.contour(*sides, heights, levels=levels, colors=SOFT, linewidths=0.8)
    axes.set(xlim=x, ylim=y, aspect="equal", title=title, xlabel="$w_0$", ylabel="$w_1$")


def draw_path(axes: Axes, points: np.ndarray, colour: str = BLUE, label: str = "", size: float = 4.5) -> None:
    """Steps that grow darker, joined by a line: a hollow point where they start, a diamond where they end."""
    shades = np.linspace(0.35, 1, len(points))
    axes.plot(*points.T, color=colour, linewidth=1, alpha=0.6, zorder=2)
    axes.scatter(*points[1:-1].T, s=size**2, color=colour, alpha=shades[1:-1], linewidths=0, zorder=3)
    axes.plot(*points[0], "o", mfc="white", mec=colour, mew=1.4, ms=size + 2.5, zorder=4)
    axes.plot(*points[-1], "D", color=colour, mec="white", mew=0.8, ms=size + 2, zorder=5)
    if label:
        axes.plot([], [], "-o", color=colour, ms=size, label=label)


def draw_on_curve(axes: Axes, g: Cost, weights: np.ndarray, colour: str = BLUE) -> None:
    draw_path(axes, np.stack([weights, costs_at(g, weights)], axis=1), colour)


def histories(axes: Axes, runs: Mapping[str, np.ndarray], log: bool = False, marks: bool = True) -> None:
    """Cost histories by name."""
    for (name, costs), colour in zip(runs.items(), SERIES, strict=False):
        axes.plot(costs, "-o" if marks else "-", color=colour, linewidth=1.3, ms=3.2, label=name)
    axes.set(xlabel="step $k$", title="cost $g(w^k)$", yscale="log" if log else "linear")
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    if len(runs) > 1:
        axes.legend(frameon=False, handlelength=1.4)


def point(w: Any) -> str:
    """Four decimals, and no minus before a zero."""
    values = [f"{round(float(x), 4) + 0.0:.4f}".replace("-", "\N{MINUS SIGN}") for x in np.atleast_1d(w)]
    return values[0] if len(values) == 1 else f"({', '.join(values)})"


# ── the plates


KINDS = {"minimum": ("v", BLUE), "maximum": ("^", VERMILION), "saddle": ("s", GREEN)}


@plate("Stationary points", 3.2)
def where_the_slope_is_zero(figure: Figure) -> str:
    panels = [("sine", 3.0, r"$\sin 2w$"), ("cubic", 1.5, "$w^3$"), ("wavy", 3.0, WAVY), ("quartic", 3.0, QUARTIC)]
    for axes, (name, reach, title) in zip(figure.subplots(1, 4), panels, strict=True):
        g = cost(name)
        curve(axes, g, (-reach, reach), title)
        for v in stationary_points.solve(g, -reach, reach):
            marker, colour = KINDS[classify.solve(g, float(v))]
            here = float(g(v))
            axes.plot([v - reach / 5, v + reach / 5], [here, here], color=colour, linewidth=2.2, alpha=0.45, zorder=2)
            axes.plot(v, here, marker, color=colour, ms=7, mec="white")
        axes.margins(y=0.1)
    handles = [axes.plot([], [], m, color=colour, ms=7, label=kind)[0] for kind, (m, colour) in KINDS.items()]
    figure.legend(handles=handles, loc="outside lower center", ncols=3, frameon=False)
    return (
        "Where a smooth function has a minimum, its slope is 0. The converse fails: maxima have slope 0 too, and so "
        f"has the saddle of w³. The quartic has one stationary point, {point(quartic_root.solve())}, in closed form."
    )


ALONE = ("$w_0^2 + w_1^2 + 2$", 2.0, np.eye(2), 1)  # title, a, C, sweeps
TIED = ("$2w_0^2 + 2w_1^2 + 2w_0w_1 + 20$", 20.0, np.array([[2.0, 1.0], [1.0, 2.0]]), 2)


@plate("Coordinate descent", 3.4)
def one_coordinate_at_a_time(figure: Figure) -> str:
    *maps, right = figure.subplots(1, 3, width_ratios=[1, 1, 0.85])
    costs = {}
    for axes, (title, a, C, sweeps) in zip(maps, (ALONE, TIED), strict=True):
        start = np.array([3.0, 4.0])
        weights, costs[title] = map(np.asarray, coordinate_descent.solve(a, np.zeros(2), C, sweeps, start))
        g = make_cost("quadratic", jnp, {"a": a, "b": [0.0, 0.0], "C": C.tolist()})
        contours(axes, g, (-4.5, 4.5), (-4.5, 4.5), title)
        draw_path(axes, weights, size=5)
    histories(right, costs)
    right.set(xlabel="update", ylim=(0, 118))
    return (
        "Each update solves ∂g/∂wₙ = 0 for one coordinate while the others are held. Where the coordinates do not "
        "depend on each other, one sweep is enough; else every sweep only comes nearer: two of them end at "
        f"{point(weights[-1])}."
    )


@plate("Gradient descent on the quartic", 3.0)
def down_the_quartic(figure: Figure) -> str:
    g, (left, right) = cost("quartic"), figure.subplots(1, 2, width_ratios=[1.3, 1])
    weights, costs = run(gradient_descent, "quartic", 2.5, 25, alpha=1.0)
    curve(left, g, (-2.8, 2.9), QUARTIC)
    draw_on_curve(left, g, weights)
    histories(right, {"α = 1": costs})
    return (
        f"From 2.5 with α = 1, 25 steps lead to {point(weights[-1])}; the minimizer is {point(quartic_root.solve())}. "
        "Steps are long where the slope is steep and short near the minimum, without anybody shortening them."
    )


@plate("A wavy cost, several starts", 3.0)
def several_starts(figure: Figure) -> str:
    g, (left, right) = cost("wavy"), figure.subplots(1, 2, width_ratios=[1.6, 1])
    curve(left, g, (-5, 5.3), WAVY)
    costs, ends = {}, []
    for start, colour in zip((4.5, -1.5, 1.3, -4.2), SERIES, strict=False):
        weights, costs[f"$w^0 = {start}$"] = run(gradient_descent, "wavy", start, 10, alpha=0.05)
        draw_on_curve(left, g, weights, colour)
        ends.append(weights[-1])
    histories(right, costs)
    best = min(ends, key=lambda w: float(g(w)))
    lowest = min(stationary_points.solve(g, -3.0, 3.0), key=lambda w: float(g(w)))
    return (
        "Gradient descent ends in a minimum near its start (here α = 0.05, 10 steps), so one starts it often and keeps "
        f"the lowest end: {point(best)}, on its way to the global minimum at {point(lowest)}."
    )


VALLEYS = {"zigzag_1": "0.5", "zigzag_2": "0.1", "zigzag_3": "0.01"}


@plate("Zig-zag at three conditionings", 6.6)
def zigzag(figure: Figure) -> str:
    ends = []
    for axes, (name, first) in zip(figure.subplots(3, 1, sharex=True), VALLEYS.items(), strict=True):
        weights, _ = run(gradient_descent, name, START, 25, alpha=0.1)
        contours(axes, cost(name), ALONG, ACROSS, rf"${first}\,w_0^2 + 9.75\,w_1^2$")
        draw_path(axes, weights, size=4)
        axes.label_outer()
        ends.append(point(weights[-1]))
    return (
        "The negative gradient is perpendicular to the contour, and in a long narrow valley that is across and not "
        f"along. With α = 0.1, 25 steps from (10, 1) lead to {ends[0]}, {ends[1]} and {ends[2]}: the longer the "
        "valley, the less way is made."
    )


@plate("A smaller step", 2.6)
def a_smaller_step(figure: Figure) -> str:
    left, right = figure.subplots(1, 2, width_ratios=[2.4, 1])
    long, paid = run(gradient_descent, "zigzag_1", START, 25, alpha=0.1)
    short, spent = run(gradient_descent, "zigzag_1", START, 25, alpha=0.01)
    contours(left, cost("zigzag_1"), ALONG, (-1.6, 1.6), VALLEY)
    draw_path(left, long, "#8A8F98")
    draw_path(left, short, VERMILION)
    histories(right, {"α = 0.1": paid, "α = 0.01": spent})
    return (
        "A tenth of the steplength takes the zig-zag away, and the speed with it: after 25 steps the run is at "
        f"{point(short[-1])}, and the zig-zagging one (grey) at {point(long[-1])}."
    )


@plate("Slow crawl", 3.0)
def slow_crawl(figure: Figure) -> str:
    g, (left, right) = cost("slow"), figure.subplots(1, 2, width_ratios=[1.3, 1])
    weights, _ = run(gradient_descent, "slow", -1.0, 10, alpha=0.1)
    later, _ = run(gradient_descent, "slow", -1.0, 1000, alpha=0.1)
    curve(left, g, (-1.15, 1.15), SLOW)
    draw_on_curve(left, g, weights)
    steps = np.abs(np.diff(weights))
    right.bar(np.arange(1, len(weights)), steps, color=BLUE, width=0.7)
    right.set(title=r"step length $|w^k - w^{k-1}|$", xlabel="step $k$")
    return (
        f"Where the cost is flat the gradient is tiny, and so is the step: {point(steps[0])} at first and "
        f"{point(steps[-1])} at the tenth. The run is at {point(weights[-1])} after 10 steps and still at "
        f"{point(later[-1])} after 1000."
    )


@plate("Momentum", 8.6)
def averaged_gradients(figure: Figure) -> str:
    top, bottom = figure.subfigures(2, 1, height_ratios=[2.5, 1])
    costs, ends = {}, []
    for axes, beta, colour in zip(top.subplots(3, 1, sharex=True), (0.0, 0.2, 0.7), SERIES, strict=False):
        weights, paid = run(momentum, "zigzag_1", START, 25, alpha=0.1, beta=beta)
        contours(axes, cost("zigzag_1"), ALONG, ACROSS, f"β = {beta:g}")
        draw_path(axes, weights, colour, size=4)
        axes.label_outer()
        costs[f"β = {beta:g}"] = paid
        ends.append(f"{paid[-1]:.3g}")
    histories(bottom.subplots(), costs, log=True)
    return (
        "An average of the gradients cancels what changes its sign from step to step and keeps what stays: the zig-zag "
        f"goes, and the way along the valley is kept. After 25 steps the cost is {', '.join(ends[:2])} and {ends[2]}."
    )


@plate("Normalized gradients", 5.8)
def normalized_steps(figure: Figure) -> str:
    top, bottom = figure.subfigures(2, 1, height_ratios=[1, 1])
    g, (left, right) = cost("slow"), top.subplots(1, 2)
    plain, paid = run(gradient_descent, "slow", -1.0, 10, alpha=0.1)
    weights, spent = run(normalized, "slow", -1.0, 10, alpha=0.1, eps=1e-8)
    curve(left, g, (-1.15, 1.15), SLOW)
    draw_on_curve(left, g, weights, VERMILION)
    histories(right, {"gradient descent": paid, "normalized": spent})
    axes = bottom.subplots()
    contours(axes, cost("zigzag_1"), ALONG, ACROSS, VALLEY)
    draw_path(axes, run(normalized, "zigzag_1", START, 25, alpha=0.1, eps=1e-8)[0], VERMILION, "by component")
    draw_path(axes, run(normalized_full, "zigzag_1", START, 25, alpha=0.1, eps=1e-8)[0], BLUE, "by the whole length")
    axes.legend(frameon=False, loc="lower left")
    return (
        "Divided by its own size, the gradient keeps its direction alone, and no step grows short. On w⁴ + 0.1 ten "
        f"steps of α = 0.1 lead to {point(weights[-1])}, where gradient descent is at {point(plain[-1])}. By "
        "component, each coordinate moves by α; by the whole length, the point does."
    )


@plate("Adam", 5.4)
def adams_way(figure: Figure) -> str:
    top, bottom = figure.subfigures(2, 1)
    parameters = {"alpha": 0.1, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8}
    weights, costs = run(adam, "zigzag_1", START, 100, **parameters)
    quartic, _ = run(adam, "quartic", 2.5, 100, **parameters)
    axes, (left, right) = top.subplots(), bottom.subplots(1, 2)
    contours(axes, cost("zigzag_1"), ALONG, ACROSS, VALLEY + ", 100 steps")
    draw_path(axes, weights, size=3.5)
    curve(left, cost("quartic"), (-2.8, 2.9), QUARTIC + ", 100 steps")
    draw_on_curve(left, cost("quartic"), quartic)
    others = {
        "gradient descent": run(gradient_descent, "zigzag_1", START, 100, alpha=0.1)[1],
        "momentum, β = 0.7": run(momentum, "zigzag_1", START, 100, alpha=0.1, beta=0.7)[1],
        "Adam": costs,
    }
    histories(right, others, log=True, marks=False)
    right.set_title("cost in the valley")
    return (
        "An average of the gradients over the root of an average of their squares, both corrected for their start at "
        "0. Steps are about α = 0.1 long, however steep or flat it is: after 100 of them Adam is at "
        f"{point(weights[-1])} in the valley, where methods whose α happens to suit it are faster, and at "
        f"{point(quartic[-1])} on the quartic."
    )


@plate("The optimizers' zoo", 3.4)
def the_zoo(figure: Figure) -> str:
    betas, costs = {"beta1": 0.9, "beta2": 0.999, "eps": 1e-7}, {}
    for name, method, parameters in (
        ("RMSprop, α = 0.1", rmsprop, {"alpha": 0.1, "rho": 0.9, "eps": 1e-7}),
        ("Adagrad, α = 1", adagrad, {"alpha": 1.0, "initial": 0.1, "eps": 1e-7}),
        ("Adadelta, α = 1", adadelta, {"alpha": 1.0, "rho": 0.95, "eps": 1e-2}),
        ("AdamW, α = 0.1, λ = 0.004", adamw, {"alpha": 0.1, "decay": 0.004, **betas}),
        ("Nadam, α = 0.1", nadam, {"alpha": 0.1, **betas}),
        ("Lion, α = 0.1", lion, {"alpha": 0.1, "beta1": 0.9, "beta2": 0.99}),
    ):
        costs[name] = run(method, "zigzag_3", START, 200, **parameters)[1]
    axes = figure.subplots()
    histories(axes, costs, log=True, marks=False)
    axes.set(title=r"cost on $0.01\,w_0^2 + 9.75\,w_1^2$ from (10, 1)", ylim=(3e-5, 20))
    axes.legend(frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))
    return (
        "Six optimizers of the lecture's list in the narrowest of the three valleys, in Keras' form. Each coordinate "
        "has a steplength of its own, so that the valley's shape hardly matters. What does not shorten its steps "
        "(Lion, RMSprop, here Adadelta too) ends in a swing as wide as they are."
    )


# ── the page


TITLE = "First-order optimization in pictures"
STYLE = """h1{margin-bottom:0}header{padding-bottom:0}main .card{padding:14px 18px}
main .card h2{margin:0 0 10px;font-size:1.2em}figure{margin:0}figure>div{overflow-x:auto}
figure img{display:block;width:100%;min-width:620px;background:#fff}figcaption{margin:10px 2px 2px}"""


def picture(shown: Plate) -> tuple[bytes, str]:
    """The plate as SVG, and its caption; the same bytes on every machine."""
    with drawing_style():
        figure = Figure(figsize=(WIDTH, shown.height), layout="constrained")
        caption = shown.draw(figure)
        return to_svg(figure), caption


def page(plates: Sequence[Plate] = tuple(PLATES)) -> str:
    """One document. `jax_enable_x64` is to be on, as the reference's stationary points need it."""
    words = tag(
        "p",
        "Every figure of the lecture, drawn by the reference implementations that the homework is compared with. "
        "A hollow point is where a run starts, a diamond where it ends.",
    )
    return document(TITLE, tag("h1", TITLE), tag("div", words, *map(_section, plates)), "Made by make gallery.", STYLE)


def _section(shown: Plate) -> Html:
    drawn, caption = picture(shown)
    source = f"data:image/svg+xml;base64,{base64.b64encode(drawn).decode('ascii')}"
    image = tag("img", src=source, alt=f"{shown.title}: {caption}")
    image = tag("div", image, tabindex="0", role="group", aria_label=shown.title)  # a narrow screen scrolls it
    return tag("section", tag("h2", shown.title), tag("figure", image, tag("figcaption", caption)), class_="card")


if __name__ == "__main__":
    out = Path(sys.argv[1] if len(sys.argv) > 1 else "dist/gallery.html")
    out.parent.mkdir(parents=True, exist_ok=True)
    jax.config.update("jax_enable_x64", True)
    out.write_text(page(), encoding="utf-8")
    print(f"{len(PLATES)} plates in {out} ({out.stat().st_size / 1e6:.1f} MB)")
