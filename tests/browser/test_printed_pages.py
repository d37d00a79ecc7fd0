"""Pages on paper: light, whole, and no wider than the sheet.

What is printed stays in build/screenshots/print, as a picture and as PDF.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from grader.course.class_report.class_page import PRINTED

if os.name != "posix":
    pytest.skip("the pipe to Chromium needs POSIX", allow_module_level=True)

from chromium import Page, find_chromium

PRINTS = Path(__file__).parents[2] / "build" / "screenshots" / "print"
SHEET = 688  # CSS pixels: A4 between its margins
PAGES = [
    "student-wrong", "student-right", "student-hostile", "student-ungradable", "staff", "class-5", "class-40",
    "lecture", "proof", "notebook-light-theme", "notebook-nothing-light-theme", "notebook-right-light-theme",
]  # fmt: skip

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium: apt-get install chromium"),
]

TOO_WIDE = (
    "[...document.querySelectorAll('main *')].filter(e => e.checkVisibility() && e.tagName !== 'DETAILS' &&"
    f" (e.getBoundingClientRect().right > {SHEET} + 1 || e.scrollWidth > e.clientWidth + 1 && e.clientWidth))"
    ".map(e => e.outerHTML.slice(0, 80))"
)


@pytest.mark.parametrize("name", PAGES)
def test_everything_that_is_printed_lies_on_the_sheet(chromium, folder, name):
    """A screen scrolls a long line; on paper what is cut off is lost."""
    shown = chromium.open(folder / f"{name}.html", SHEET)
    shown.on_paper()
    shown.screenshot(PRINTS / f"{name}.png")
    (PRINTS / f"{name}.pdf").write_bytes(shown.pdf())
    assert shown.value(TOO_WIDE) == []


BREAKS = (
    "[...document.querySelectorAll('h1, h2, h3, summary, caption, p')]"
    ".filter(e => e.tagName !== 'P' || e.innerText.trim().endsWith(':'))"
    ".filter(e => getComputedStyle(e).breakAfter !== 'avoid').concat("
    "[...document.querySelectorAll('tr, img, pre, .chart')].filter(e => getComputedStyle(e).breakInside !== 'avoid'))"
    ".map(e => e.outerHTML.slice(0, 80))"
)


@pytest.mark.parametrize("name", [name for name in PAGES if not name.startswith("notebook")])
def test_no_row_or_picture_is_cut_by_the_end_of_a_sheet_and_no_heading_stays_there_alone(chromium, folder, name):
    """Nor a line that ends with a colon, without what it announces."""
    shown = chromium.open(folder / f"{name}.html", SHEET)
    shown.on_paper()
    assert shown.value(BREAKS) == []


def test_what_is_folded_on_a_student_s_page_is_printed(chromium, folder):
    """Nobody unfolds paper, and a run's numbers stand behind a summary."""
    shown = chromium.open(folder / "student-wrong.html", 800)
    tables = "[...document.querySelectorAll('details:not([open]) table')].map(t => t.checkVisibility())"
    assert not any(shown.value(tables))
    shown.on_paper()
    visible = shown.value(tables)
    assert visible and all(visible)


@pytest.mark.parametrize("numbers", [2, 4, 6, 10])
def test_no_table_is_printed_over_the_picture_beside_it(chromium, folder, numbers):
    """Beside a wide table the picture is smaller or below it; it stays readable, and no paragraph leaves the sheet."""
    shown = chromium.open(folder / "student-wrong.html", 700)
    shown.on_paper()
    point = f"({', '.join(['1.000000'] * numbers)})"
    shown.value(f"document.querySelectorAll('.say td:not(:first-child)').forEach(d => d.textContent = '{point}')")
    table, picture = (
        shown.value(f"document.querySelector('{chosen}').getBoundingClientRect().toJSON()")
        for chosen in (".say table", ".body>.picture")
    )
    assert table["right"] <= picture["left"] or table["bottom"] <= picture["top"]
    assert picture["width"] >= 150 and max(picture["right"], table["right"]) <= 700
    assert shown.value("[...document.querySelectorAll('.say p')].every(p => p.getBoundingClientRect().right <= 700)")


def test_a_class_is_printed_as_its_summary_and_tables(chromium, folder):
    """Three sheets for a class of 40, in a font as wide as DejaVu Sans: answers, pairs and notes are for a screen."""
    shown = chromium.open(folder / "class-40.html", 800)
    assert sheets(shown) <= 3
    shown.on_paper()
    titles = shown.value("[...document.querySelectorAll('section>h2')].filter(h => h.checkVisibility()).map(h => h.id)")
    assert titles == list(PRINTED) and shown.value("document.getElementById('student-table').checkVisibility()")
    shown_footer = "[...document.querySelectorAll('footer')].filter(f => f.checkVisibility()).map(f => f.innerText)"
    assert "it names students" in str(shown.value(shown_footer))


def test_the_lecture_s_page_is_one_sheet_of_paper(chromium, folder):
    """Of one mistake, the picture and the example are as large as there is room for."""
    shown = chromium.open(folder / "lecture.html", 700)
    assert sheets(shown) == 1
    shown.on_paper()
    assert shown.value("document.images[0].clientHeight") > 400
    assert shown.value("document.querySelector('.example').checkVisibility()")


def test_the_bar_of_a_notebook_s_summary_is_printed_in_its_colours(chromium, folder):
    """Browsers leave out grounds on paper: white numbers on nothing."""
    shown = chromium.open(folder / "notebook-light-theme.html", SHEET)
    shown.on_paper()
    colours = "[...document.querySelector('[role=img]').children].map(e => getComputedStyle(e).printColorAdjust)"
    assert set(shown.value(colours)) == {"exact"}


def sheets(shown: Page) -> int:
    """How many sheets the page is on paper."""
    return len(re.findall(rb"/Type\s*/Page\b", shown.pdf()))
