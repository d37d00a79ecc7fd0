"""What all pictures share: one style, axes and contours, labels beside points, and files that are the same everywhere.

A label has a white ground, so that it can be read on a contour, and stands on the side where it hides least: on a run
it would hide what it points at.
"""

from __future__ import annotations

import io
import logging
import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from grader.model.arguments.costs import Cost

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Style = dict[str, Any]  # of a line of matplotlib

YOURS, RIGHT, INK, FAINT = "#D55E00", "#0072B2", "#000000", "#B8B8B8"  # Okabe and Ito's vermilion and blue
# White, and each colour half mixed with it: nine colours, half a byte each.
_COLOURS = [[int(colour[i : i + 2], 16) for i in (1, 3, 5)] for colour in (INK, YOURS, RIGHT, FAINT)]
PALETTE = [255] * 3 + [round(255 + (x - 255) * part) for colour in _COLOURS for part in (0.5, 1) for x in colour]
PNG_LIMIT = 14_900  # bytes, so that the data URI stays within 20 kB
RESOLUTIONS = (160, 130, 100)  # dots per inch, tried in turn until the picture is small enough

NO_MATPLOTLIB = (
    "Pictures need matplotlib, which is not installed here (`pip install matplotlib`); the table says the same."
)
BAD_SETTINGS = (
    "Pictures need matplotlib, which cannot read a file `matplotlibrc` in the current folder. Remove that file, or run "
    "this command in another folder; the table says the same."
)
NOT_DRAWABLE = "The numbers of this answer are too large or too small to draw; the message says them."

WIDTH, TALL, LOW, FLAT = 4.0, 2.35, 1.75, 1.35  # inches at 100 px: the picture's width, and three heights of a panel
MAX_STRETCHED = 4  # times that one axis may be longer than the other for both to have one scale
REACH = 1.2  # how far beyond the right run, in its own size, a student's run is followed
GRID = 45  # points a side under the contours

SIDES = [(1, 1), (-1, 1), (1, -1), (-1, -1), (1, 0), (-1, 0), (0, 1), (0, -1)]  # the first of equal ones is taken
LETTER_WIDTH, LABEL_HEIGHT = 5.4, 11.0  # points: of a letter of 9.5 points with its part of the margin
GAP = 6.0  # points between a label and what it belongs to: a ring has a radius of 5
OWN_SPACE = 12.0  # points around a labelled place: another label there would seem to belong to it
SAMPLES = 40  # between two points of a line

YOUR_STYLE: Style = {"color": YOURS, "marker": "o", "linestyle": "-", "markersize": 3.6, "zorder": 4}
RIGHT_STYLE: Style = {
    "color": RIGHT, "marker": "s", "linestyle": "--", "markersize": 5.5, "zorder": 3, "markerfacecolor": "white",
}  # fmt: skip
TITLE_LETTERS = 11.8  # in an inch

# Dark ground, light ink, and the hues as they are.
DARK_SVG = "@media screen and (prefers-color-scheme:dark){svg{filter:invert(.89) hue-rotate(180deg)}}"
_DECIMALS = re.compile(r"(\.\d\d)\d+")
Interval = tuple[float, float]
Panel = tuple[float, Callable[["Axes"], None]]  # its height in inches, and what draws it


def point_style(colour: str, marker: str, size: float, face: str = "", zorder: int = 5) -> Style:
    """Points without a line between them; `face` is the colour inside of a marker, by default the same."""
    style = {"color": colour, "marker": marker, "markersize": size, "linestyle": "", "zorder": zorder}
    return style | {"markerfacecolor": face or colour}


RING = point_style(INK, "o", 9, face="none")


class NoPicture(Exception):
    """There is nothing to draw, or nothing to draw with. The message is a sentence for the reader."""


@contextmanager
def drawing_style() -> Iterator[None]:
    """The style in which all figures are drawn. Raises NoPicture where there is no matplotlib."""
    # matplotlib reads a file of the current folder, where submissions may lie. What its logger would say of that file
    # holds any signs, also commands to a terminal.
    logger = logging.getLogger("matplotlib")
    before, logger.disabled = logger.disabled, True
    try:
        import matplotlib  # noqa: PLC0415  matplotlib is imported with the first picture
    except ImportError:
        raise NoPicture(NO_MATPLOTLIB) from None
    except ValueError as error:
        raise NoPicture(BAD_SETTINGS) from error
    finally:
        logger.disabled = before
    style: dict[Any, Any] = {
        "font.family": "DejaVu Sans",  # ships with matplotlib: the same letters everywhere
        "font.size": 9.5, "axes.labelsize": 9.5, "xtick.labelsize": 8.5, "ytick.labelsize": 8.5, "legend.fontsize": 9.5,
        "axes.spines.top": False, "axes.spines.right": False, "axes.linewidth": 0.8, "text.usetex": False,
        "svg.hashsalt": "first-order-grader", "svg.fonttype": "path", "path.simplify": True,
        "axes.formatter.useoffset": False, "axes.unicode_minus": True, "figure.facecolor": "white",
    }  # fmt: skip
    with matplotlib.rc_context():
        matplotlib.rcdefaults()  # a student's style sheet must not reach the report
        matplotlib.rcParams.update(style)
        yield


@contextmanager
def drawing_answers() -> Iterator[None]:
    """The same for a student's numbers, which may be any, such as 1e308. Raises NoPicture for what drawing raises."""
    with drawing_style():
        try:
            with np.errstate(all="ignore"):
                yield
        except (ArithmeticError, ValueError, MemoryError) as error:
            raise NoPicture(NOT_DRAWABLE) from error


def to_svg(figure: Figure) -> bytes:
    """The figure as SVG, equal bytes for equal figures; coordinates have two decimals, of points, and no metadata.

    It is dark where the `color-scheme` of its <img> is.
    """
    text = _saved(figure, format="svg", metadata={"Date": None, "Creator": None}).decode()
    without = re.sub(r"<metadata>.*?</metadata>\s*", "", text, flags=re.DOTALL)
    themed = re.sub(r"<svg[^>]*>", lambda start: f"{start[0]}<style>{DARK_SVG}</style>", without, count=1)
    return re.sub(r'(?<= [dxy]=")[^"]*', lambda path: _DECIMALS.sub(r"\1", path[0]), themed).encode()


def to_png(figure: Figure) -> bytes:
    """The figure as PNG, as sharp as fits in a few fixed colours. Raises NoPicture where none is small enough."""
    from PIL import Image  # noqa: PLC0415  comes with matplotlib

    palette = Image.new("P", (1, 1))
    palette.putpalette(PALETTE)
    for dpi in RESOLUTIONS:
        out, image = io.BytesIO(), Image.open(io.BytesIO(_render_png(figure, dpi))).convert("RGB")
        image.quantize(palette=palette, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= PNG_LIMIT:
            return out.getvalue()
    raise NoPicture("This picture would be too large to show here; the table says the same.")


def _render_png(figure: Figure, dpi: int) -> bytes:
    return _saved(figure, format="png", dpi=dpi, metadata={"Software": None})


def _saved(figure: Figure, **options: Any) -> bytes:
    out = io.BytesIO()
    figure.savefig(out, **options)
    return out.getvalue()


def self_showing(figure: Figure) -> Figure:
    """The figure, which a notebook now shows once, with or without pyplot and its magic."""

    def shown_png() -> bytes:
        with drawing_style():
            return _render_png(figure, dpi=110)

    figure._repr_png_ = shown_png  # type: ignore[attr-defined]
    return figure


@dataclass(frozen=True)
class Drawing:
    """A picture before it is drawn: the one thing that it says, the same in more words, its panels and its marks.

    `description` is for those who cannot see it. A mark of the `legend` is a name and the style of a line.
    """

    title: str
    description: str
    panels: Sequence[Panel]
    legend: Sequence[tuple[str, Style]] = ()

    def figure(self, width: float = WIDTH) -> Figure:
        """The figure: its title, its panels one below the other, the legend at the bottom. Call it in the style."""
        from matplotlib.figure import Figure  # noqa: PLC0415  matplotlib is imported with the first picture
        from matplotlib.lines import Line2D  # noqa: PLC0415

        heights, title = [height for height, _ in self.panels], textwrap.fill(self.title, int(width * TITLE_LETTERS))
        extra = 0.3 + 0.17 * title.count("\n") + (0.25 if self.legend else 0)
        figure = Figure(figsize=(width, sum(heights) + extra), layout="constrained")
        figure.suptitle(title, x=0.01, ha="left", fontsize=10, fontweight="bold")
        figure.subplots(len(heights), 1, gridspec_kw={"height_ratios": heights})
        for axes, (_, draw) in zip(figure.axes, self.panels, strict=True):
            draw(axes)
        if self.legend:
            lines = [Line2D([], [], label=name, **{"linewidth": 1.4, **style}) for name, style in self.legend]
            figure.legend(handles=lines, loc="outside lower center", ncols=len(lines), frameon=False,
                          handlelength=2.0, columnspacing=1.4)  # fmt: skip
        return figure


# ── axes


def limits(right: np.ndarray, yours: np.ndarray) -> Interval:
    """An interval with all of the right run, (R,), and as much of the other, (R',), as lies near it."""
    low, high = float(right.min()), float(right.max())
    size = (high - low) or max(abs(low), 1e-3)
    near = yours[(yours >= low - REACH * size) & (yours <= high + REACH * size)]
    if len(near):
        low, high = min(low, float(near.min())), max(high, float(near.max()))
    pad = 0.13 * (high - low or size)
    return low - pad, high + pad


def inside(axes: Axes) -> tuple[float, float]:
    """The inside of a tall panel in inches, about."""
    figure: Any = axes.get_figure()
    return figure.get_figwidth() - 0.7, TALL - 0.5


def equal_scales(axes: Axes, x: Interval, y: Interval) -> tuple[Interval, Interval]:
    """Both intervals on one scale, so that gradients meet contours at right angles.

    Long valleys stay as they are, and a note in the corner says so.
    """
    ratio = inside(axes)[0] / inside(axes)[1]
    width, height = x[1] - x[0], y[1] - y[0]
    if not 1 / MAX_STRETCHED < width / (height * ratio) < MAX_STRETCHED:
        write_note(axes, "axes of different scales", 0.04, "bottom", FAINT)
        return x, y
    more_x, more_y = max(height * ratio - width, 0) / 2, max(width / ratio - height, 0) / 2
    return (x[0] - more_x, x[1] + more_x), (y[0] - more_y, y[1] + more_y)


def set_plane(axes: Axes, right: np.ndarray, yours: np.ndarray, names: Sequence[str]) -> tuple[Interval, Interval]:
    """Set the limits of two coordinates for points (P, 2) and for what lies near them of others (P', 2)."""
    x, y = equal_scales(axes, *(limits(right[:, n], yours[:, n]) for n in range(2)))
    axes.set(xlim=x, ylim=y, xlabel=names[0], ylabel=names[1])
    return x, y


def draw_contours(axes: Axes, cost: Cost, x: Interval, y: Interval) -> None:
    """Contours of the cost, denser near its minimum; none where it is constant or not finite."""
    sides = np.linspace(*x, GRID), np.linspace(*y, GRID)
    points = np.stack(np.meshgrid(*sides), axis=-1).reshape(-1, 2)
    with np.errstate(all="ignore"):
        heights = np.array([float(cost(point)) for point in points]).reshape(GRID, GRID)
    if np.isfinite(heights).all() and np.ptp(heights) > 0:
        levels = heights.min() + np.ptp(heights) * np.linspace(0.05, 1, 9) ** 2
        axes.contour(*sides, heights, levels=levels, colors=FAINT, linewidths=0.8, linestyles="solid", zorder=1)


def label_steps(axes: Axes, few: bool = True) -> None:
    """Whole numbers on the axis of steps, and `few` on the other."""
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415  matplotlib is imported with the first picture

    axes.set_xlabel("step $k$")
    axes.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    if few:
        axes.yaxis.set_major_locator(MaxNLocator(nbins=5))


# ── labels


def write_label(
    axes: Axes, text: str, place: Sequence[float], colour: str, offset: tuple[float, float], align: str | None = None
) -> None:
    """A label at `offset` points from a place; without `align` it lies to the side that the offset is on."""
    align = align or ("left" if offset[0] > 3 else "right" if offset[0] < -3 else "center")
    box = {"boxstyle": "round,pad=0.1", "facecolor": "white", "edgecolor": "none", "alpha": 0.85}
    axes.annotate(text, (place[0], place[1]), offset, textcoords="offset points", color=colour, ha=align, va="center",
                  zorder=7, bbox=box, annotation_clip=True)  # fmt: skip


def write_note(axes: Axes, text: str, height: float, side: Literal["top", "bottom"], edge: str) -> None:
    """A remark at the right, whose `side` is at this height of the axes, in a box with an edge of that colour."""
    box = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": edge, "linewidth": 0.8}
    axes.text(0.98, height, text, transform=axes.transAxes, ha="right", va=side, color=INK, zorder=8, fontsize=8.5,
              bbox=box)  # fmt: skip


class LabelPlacer:
    """Writes labels where they hide least of the lines (P, 2), and never each other; the limits of the axes are set."""

    def __init__(self, axes: Axes, lines: Sequence[np.ndarray], inches: tuple[float, float] | None = None) -> None:
        self._axes, self._size = axes, 72 * np.array(inches or inside(axes))
        self._low, self._high = np.array([axes.get_xlim(), axes.get_ylim()]).T
        self._drawn = np.concatenate([_dense(self._to_points(line)) for line in lines])
        self._labels: list[tuple[np.ndarray, np.ndarray]] = []  # the centre of each, and half its size

    def _to_points(self, place: np.ndarray | Sequence[float]) -> np.ndarray:
        """Places in data coordinates (..., 2) as points of 1/72 inch from the lower left corner."""
        points: np.ndarray = (np.asarray(place, dtype=float) - self._low) / (self._high - self._low) * self._size
        return points

    def write(self, text: str, place: Sequence[float], colour: str) -> None:
        """Write the text beside a place, where its box hides least of the lines; not over an earlier label."""
        half, centre = np.array([LETTER_WIDTH * len(text), LABEL_HEIGHT]) / 2, self._to_points(place)
        best = min((centre + side * (half + GAP) for side in np.array(SIDES)), key=lambda c: self._hidden(c, half))
        if any(np.all(np.abs(best - other) < half + size) for other, size in self._labels):
            return
        x, y = best - centre
        write_label(self._axes, text, place, colour, (float(x), float(y)), "center")
        self._labels.append((best, half))
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
