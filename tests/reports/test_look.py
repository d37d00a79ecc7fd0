"""Colours can be read on every ground: in light pages, dark pages and themes of notebooks."""

from __future__ import annotations

import re

import numpy as np
import pytest

from grader.reports.look import DARK, LIGHT, NOTEBOOK, ROLES, inline, notebook_inline
from grader.reports.pictures.rendering import DARK_SVG


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
    return float(np.dot(linear, [0.2126, 0.7152, 0.0722]))


# The variables that JupyterLab 4's two themes define, its black of 87 % written as the colour that it gives on white.
JUPYTER_LIGHT = {"layout-color0": "#ffffff", "content-font-color1": "#212121", "content-link-color": "#1976d2"}
JUPYTER_DARK = {"layout-color0": "#111111", "content-font-color1": "#ffffff", "content-link-color": "#64b5f6"}


def in_theme(theme: dict[str, str], scheme: int = 0) -> dict[str, str]:
    """The colours of a notebook's card as a browser computes them; scheme 1 is a `color-scheme` of dark."""

    def mix(match: re.Match) -> str:
        first, share, second = palette[match[1]], int(match[2]) / 100, palette.get(match[3], match[3])
        parts = [[int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in (first, second)]
        return "#" + "".join(f"{round(share * a + (1 - share) * b):02x}" for a, b in zip(*parts, strict=True))

    palette = {}
    for name, colour in NOTEBOOK.items():
        theirs = r"var\(--jp-([\w-]+),light-dark\((#\w+),(#\w+)\)\)"
        colour = re.sub(theirs, lambda m: theme.get(m[1], m[2 + scheme]), colour)
        mixed = r"color-mix\(in srgb,var\(--(\w+)\) (\d+)%,(?:var\(--)?(#?\w+)\)?\)"
        palette[name] = re.sub(mixed, mix, colour)
    return palette


THEMES = [*(in_theme(theme) for theme in ({}, JUPYTER_LIGHT, JUPYTER_DARK)), in_theme({}, scheme=1)]


def test_a_notebook_without_jupyterlab_s_variables_has_the_card_of_its_scheme():
    """Light where the page declares none; marimo declares what its theme is."""
    assert all(THEMES[0][name] == LIGHT[name] and THEMES[3][name] == DARK[name] for name in ("ink", "paper"))
    assert NOTEBOOK.keys() == LIGHT.keys() == DARK.keys()


def test_only_a_notebook_s_card_follows_the_theme():
    """Gradescope's sanitiser may drop a declaration with a function in it."""
    assert not any("var(" in inline(role)["style"] or "color-mix" in inline(role)["style"] for role in ROLES)
    card = notebook_inline("card")["style"]
    assert all(f"--{name}:" in card for name in NOTEBOOK) and "--jp-" not in notebook_inline("number")["style"]


@pytest.mark.parametrize(
    "palette", [LIGHT, DARK, *THEMES], ids=["light", "dark", "none", "jupyter light", "jupyter dark", "marimo dark"]
)
@pytest.mark.parametrize("ink", ["ink", "dim", "link", "good", "part", "bad"])
@pytest.mark.parametrize("ground", ["paper", "soft"])
def test_text_stands_out_from_its_ground(palette, ink, ground):
    """4.5 to 1 is what WCAG 2.2 asks of text (1.4.3)."""
    light, dark = sorted((luminance(palette[ink]), luminance(palette[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_a_dark_picture_has_the_ground_of_its_card():
    """With any other it would stand there as a box."""

    def ground(style: str) -> str:
        """What white becomes."""
        (share,) = re.findall(r"invert\((?:calc\()?(\.\d+)", style)
        return "#" + 3 * f"{round(255 * (1 - float(share))):02x}"

    assert ground(DARK_SVG) == DARK["paper"] and ground(NOTEBOOK["shade"]) == JUPYTER_DARK["layout-color0"]
