"""The pages in a real browser: nothing fetched, no script but ours, nothing too wide, nobody shut out.

Needs Chromium, and for accessibility axe-core: `make test-browser` fetches it.
Screenshots stay in build/screenshots.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image

if os.name != "posix":
    pytest.skip("the pipe to Chromium needs POSIX", allow_module_level=True)

from axe import serious_findings
from chromium import Page, find_chromium

ROOT = Path(__file__).parents[2]
SCREENSHOTS = ROOT / "build" / "screenshots"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium: apt-get install chromium"),
]

PAGES = [
    "student-wrong",
    "student-right",
    "student-hostile",
    "student-ungradable",
    "class-5",
    "class-40",
    "class-500",
    "lecture",
    "staff",
    "proof",
    "fragments",
    "notebook",
    "notebook-dark-theme",
    "notebook-light-theme",
    "notebook-nothing-dark-theme",
    "notebook-nothing-light-theme",
    "notebook-right-dark-theme",
    "notebook-right-light-theme",
    "steps",
    "steps-dark-theme",
]
WIDTHS = "[document.documentElement.scrollWidth, window.innerWidth]"


@pytest.mark.parametrize("width", [400, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fetches_nothing_runs_no_other_script_and_fits(chromium, folder, name, width):
    """Read on a phone and on a wide screen, offline, from a mail or a learning platform."""
    shown = chromium.open(folder / f"{name}.html", width)
    shown.screenshot(SCREENSHOTS / f"{name}-{width}.png")
    shown.unfold()
    needs, has = shown.value(WIDTHS)
    assert needs <= has
    assert shown.requests == [] and shown.errors == []
    assert shown.value("document.scripts.length") == name.startswith("class")
    assert shown.value("[...document.images].every(i => i.complete && i.naturalWidth > 0)")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_shuts_nobody_out(chromium, folder, name, dark):
    """axe-core, everything unfolded, light and dark: not one serious or critical finding."""
    shown = chromium.open(folder / f"{name}.html", 1280, dark=dark)
    findings = serious_findings(shown)
    if dark:
        shown.screenshot(SCREENSHOTS / f"{name}-dark.png")
    assert findings == []


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("theme", ["notebook-dark-theme", "notebook-light-theme", "steps-dark-theme"])
def test_a_picture_has_the_theme_of_the_notebook_whatever_the_browser_prefers(chromium, folder, theme, dark):
    """Two who shade it would give grey; dark systems with a light notebook are as usual as the contrary."""
    shown = chromium.open(folder / f"{theme}.html", 1280, dark=dark)
    inside, beside = grounds(shown, SCREENSHOTS / f"{theme}-prefers-{'dark' if dark else 'light'}.png")
    assert inside < 60 if "dark" in theme else inside > 240
    assert abs(inside - beside) <= 2, "the picture stands in its card as a box"


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", ["student-wrong", "class-5", "lecture"])
def test_a_picture_on_a_page_of_ours_is_as_dark_as_the_page(chromium, folder, tmp_path, name, dark):
    inside, beside = grounds(chromium.open(folder / f"{name}.html", 1280, dark=dark), tmp_path / "page.png")
    assert inside < 60 if dark else inside > 240
    assert abs(inside - beside) <= 2, "the picture stands in its card as a box"


def grounds(shown: Page, path: Path) -> tuple[int, int]:
    """How light the first picture's ground is, and what lies beside it; the page as a picture stays at that path."""
    shown.screenshot(path)
    place = shown.value("document.images[0].getBoundingClientRect().toJSON()")
    with Image.open(path) as image:
        places = [(int(place[side]) - 6, int(place["top"]) + 6) for side in ("right", "left")]
        inside, beside = (image.convert("L").getpixel(each) for each in places)
    return inside, beside


def test_a_picture_can_be_read_in_both_forms(chromium, folder):
    """The PNG of a fragment and the SVG of a page are both as wide as was promised, and no wider than a phone."""
    for name in ("fragments", "student-wrong"):
        widths = chromium.open(folder / f"{name}.html", 400).value("[...document.images].map(i => i.clientWidth)")
        assert widths and all(300 <= width <= 400 for width in widths)


SCROLLED = (
    "[...document.querySelectorAll('[role=group]')].filter(e => e.scrollWidth > e.clientWidth).map(e => e.innerText)"
)


@pytest.mark.parametrize("name", ["student-wrong", "staff", "class-5", "steps"])
def test_no_row_of_points_is_scrolled_on_a_phone(chromium, folder, name):
    """The right numbers stood beyond the edge, beside the student's own."""
    shown = chromium.open(folder / f"{name}.html", 400)
    shown.unfold()
    assert shown.value(SCROLLED) == []


STEP = "[...document.querySelectorAll('.choice .panel')].filter(p => p.checkVisibility()).map(p => p.innerText)"
MARKS = "[...document.querySelectorAll('.marks>span')].filter(m => m.checkVisibility())"


@pytest.mark.parametrize("width", [400, 1280])
def test_arrow_keys_go_through_the_steps_of_a_run(chromium, folder, width):
    """Without a script: one step is shown at a time, and its marks lie on the picture."""
    shown = chromium.open(folder / "steps.html", width)
    (first,) = shown.value(STEP)
    shown.value("document.querySelector('input:checked').focus()")
    for kind in ("keyDown", "keyUp"):
        chromium.ask("Input.dispatchKeyEvent", shown.session, type=kind, key="ArrowRight", code="ArrowRight",
                     windowsVirtualKeyCode=39)  # fmt: skip
    (second,) = shown.value(STEP)
    assert "Step 1" in first and "Step 2" in second and shown.value(f"{MARKS}.length") == 4


FIELDS = "const find = document.getElementById('find'), show = document.getElementById('show')"
VISIBLE = "[...document.querySelectorAll('#student-table tbody tr')].filter(row => row.checkVisibility())"


def test_students_are_found_shown_by_mistake_and_sorted(chromium, folder):
    """The script of the class page, as staff use it."""
    shown = chromium.open(folder / "class-40.html", 1280)
    names = f"{VISIBLE}.map(row => row.cells[0].textContent)"
    points = f"{VISIBLE}.map(row => parseFloat(row.cells[1].textContent))"
    every = len(shown.value(names))
    shown.value(f"{FIELDS}; find.value = 'student 38'; find.dispatchEvent(new Event('input'))")
    assert shown.value(names) == ["Student 38 s38"] and shown.value("shown.textContent") == f"1 of {every} shown"
    shown.value("document.querySelector('[data-show]').click()")
    assert len({int(name.split()[1]) % 7 for name in shown.value(names)}) == 1 and len(shown.value(names)) == 6
    shown.value("find.value = show.value = ''; show.dispatchEvent(new Event('input'))")
    shown.value("document.querySelectorAll('#student-table thead button')[1].click()")
    assert shown.value(points) == sorted(shown.value(points)) and len(shown.value(points)) == every
    assert shown.errors == []


def test_a_class_of_500_opens_in_a_second_and_leads_to_everybody(chromium, folder):
    """Seconds of the browser's own processor time, which other work on the machine cannot stretch as far."""
    page = folder / "class-500.html"
    shown = chromium.open(folder / "class-5.html", 1280)
    chromium.ask("Performance.enable", shown.session)
    before = process_seconds(chromium, shown)
    shown.go(page.as_uri())
    assert process_seconds(chromium, shown) - before < 1
    assert page.stat().st_size < 3_000_000
    links = shown.value("[...document.links].map(a => a.getAttribute('href')).filter(h => h.startsWith('staff/'))")
    assert {link.partition("#")[0] for link in links} == {f"staff/STAFF-s{n}.html" for n in range(500)}


def process_seconds(chromium, shown) -> float:
    metrics = chromium.ask("Performance.getMetrics", shown.session)["metrics"]
    return next(each["value"] for each in metrics if each["name"] == "ProcessTime")
