"""The gallery: the lecture's figures are all there, captions say the numbers on record, and nothing is fetched."""

from __future__ import annotations

import re

import pytest
from support.precision import float64
from support.rows import few

pytest.importorskip("matplotlib")

from matplotlib.figure import Figure

from assignments.gallery import PLATES, page, picture

BY_TITLE = {plate.title: plate for plate in PLATES}


def caption(title: str) -> str:
    with float64():
        return BY_TITLE[title].draw(Figure()).replace("\N{MINUS SIGN}", "-")


def test_every_figure_of_the_lecture_has_a_plate():
    """Issue 7 lists them; the zoo is one more."""
    assert list(BY_TITLE) == [
        "Stationary points", "Coordinate descent", "Gradient descent on the quartic", "A wavy cost, several starts",
        "Zig-zag at three conditionings", "A smaller step", "Slow crawl", "Momentum", "Normalized gradients", "Adam",
        "The optimizers' zoo",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "numbers"),
    few(
        [
            ("Slow crawl", ["0.4000", "-0.3034"]),
            ("A smaller step", ["(0.7179, -0.2774)"]),
            ("Gradient descent on the quartic", ["-1.2346", "-1.2348"]),
            ("A wavy cost, several starts", ["-0.5478", "-0.5122"]),
            ("Coordinate descent", ["(-0.5000, 0.2500)"]),
        ],
        2,
    ),
)
def test_captions_say_the_numbers_on_record(title, numbers):
    """Facts, 1.1 to 1.7; they are computed when the page is made."""
    words = caption(title)
    assert all(number in words for number in numbers)


@pytest.mark.slow
def test_a_picture_is_the_same_bytes_again():
    with float64():
        image, _ = once = picture(BY_TITLE["Slow crawl"])
        assert once == picture(BY_TITLE["Slow crawl"])
    assert image.startswith(b"<?xml") and b"</svg>" in image


@pytest.mark.slow
def test_the_page_is_complete_in_itself():
    """It may be mailed or put on a course's site as one file."""
    with float64():
        html = page()
    assert html.count("<img ") == len(PLATES) and "more characters" not in html
    assert all(source.startswith("data:image/svg+xml") for source in re.findall(r'src="([^"]*)"', html))
    assert not re.search(r"<script|<link|url\(", html)
