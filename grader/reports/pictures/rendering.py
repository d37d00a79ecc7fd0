"""Figures to bytes: one style, the same file everywhere, and no PNG larger than a page can take."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure


YOURS, RIGHT, INK, FAINT = "#D55E00", "#0072B2", "#000000", "#B8B8B8"  # Okabe and Ito's vermilion and blue
PNG_LIMIT = 14_900  # bytes, so that the data URI stays within 20 kB
RESOLUTIONS = (160, 130, 100)  # dots per inch, tried in turn until the picture is small enough

NO_MATPLOTLIB = (
    "Pictures need matplotlib, which is not installed here (`pip install matplotlib`); the table says the same."
)


class NoPicture(Exception):
    """There is nothing to draw, or nothing to draw with. The message is a sentence for the reader."""


@contextmanager
def drawing_style() -> Iterator[None]:
    """The style in which all figures are drawn. Raises NoPicture where there is no matplotlib."""
    try:
        import matplotlib  # noqa: PLC0415  matplotlib is imported with the first picture
    except ImportError:
        raise NoPicture(NO_MATPLOTLIB) from None
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


def to_svg(figure: Figure) -> bytes:
    """The figure as SVG, equal bytes for equal figures."""
    out = io.BytesIO()
    figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()


def to_png(figure: Figure) -> bytes:
    """The figure as PNG, as sharp as fits; a few fixed colours are enough for lines with smooth edges."""
    for dpi in RESOLUTIONS:
        if len(image := _palette_png(figure, dpi)) <= PNG_LIMIT:
            return image
    raise NoPicture("This picture would be too large to show here; the table says the same.")


def _palette_png(figure: Figure, dpi: int) -> bytes:
    from PIL import Image  # noqa: PLC0415  comes with matplotlib

    out, palette = io.BytesIO(), Image.new("P", (1, 1))
    palette.putpalette(_ramps())
    image = Image.open(io.BytesIO(_render_png(figure, dpi))).convert("RGB")
    image.quantize(palette=palette, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


@cache
def _ramps(shades: int = 2) -> list[int]:
    """White, and each colour of the picture half mixed with it: nine colours, half a byte each."""
    colours = [[int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in (INK, YOURS, RIGHT, FAINT)]
    mixed = [[round(255 + (x - 255) * s / shades) for x in c] for c in colours for s in range(1, shades + 1)]
    return [x for colour in [[255, 255, 255], *mixed] for x in colour]


def _render_png(figure: Figure, dpi: int) -> bytes:
    """The figure as PNG of this many dots per inch, equal bytes for equal figures."""
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=dpi, metadata={"Software": None})
    return out.getvalue()


def self_showing(figure: Figure) -> Figure:
    """The figure, which a notebook now shows once, with or without pyplot and its magic."""

    def shown_png() -> bytes:
        with drawing_style():
            return _render_png(figure, dpi=110)

    figure._repr_png_ = shown_png  # type: ignore[attr-defined]
    return figure
