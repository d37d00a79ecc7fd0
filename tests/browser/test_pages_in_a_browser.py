"""The pages in a real browser: nothing fetched, no script but ours, nothing too wide, nobody shut out.

Needs Chromium, and for accessibility axe-core: `make test-browser` fetches it.
Screenshots stay in build/screenshots.
"""

from __future__ import annotations

import base64
import os
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from support import small_class
from support.small_class import classroom, hostile, judged, shrinking, transcript

from grader.authoring.proving.proof import ExampleMessage, Finding, Rehearsal
from grader.authoring.proving.proof_page import to_html
from grader.course.class_report.class_page import PRINTED, class_page
from grader.course.class_report.lecture_page import lecture_page
from grader.course.similar.comparison import Pair, Similar
from grader.judging.verdicts import judge_case
from grader.reports.look import Look, inline, notebook_inline
from grader.reports.question_html import question_html
from grader.reports.step_view import StepView
from grader.reports.student_page import student_page, student_pages

if os.name != "posix":
    pytest.skip("the pipe to Chromium needs POSIX", allow_module_level=True)

from axe import serious_findings
from chromium import Chromium, find_chromium

ROOT = Path(__file__).parents[2]
SCREENSHOTS = ROOT / "build" / "screenshots"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium: apt-get install chromium"),
]


JUPYTER_DARK = (
    ":root{--jp-layout-color0:#111;--jp-content-font-color1:rgba(255,255,255,1);--jp-content-link-color:#64b5f6;"
    "--jp-shadow-base-lightness:32;--jp-elevation-z0:none}"
)
JUPYTER_LIGHT = (
    ":root{--jp-layout-color0:white;--jp-content-font-color1:rgba(0,0,0,.87);--jp-content-link-color:#1976d2;"
    "--jp-shadow-base-lightness:0;--jp-elevation-z0:none}"
)


def fragments(look: Look = inline, theme: str = "") -> str:
    """Every question's fragment in a page as dark as JupyterLab's dark theme, which it must survive."""
    key, sent = small_class.key(), transcript(rule=shrinking)
    return in_notebook("".join(question_html(key, q, sent, judged(sent)[0], look) for q in key.questions), theme)


def in_notebook(body: str, theme: str) -> str:
    """Output of a cell in a page of that theme."""
    head = f'<meta charset="utf-8"><title>Fragments</title><style>{theme}</style>'
    body = f'<body style="background:#111;color:#eee"><main><h1>Output</h1>{body}</main></body>'
    return f'<!doctype html><html lang="en"><head>{head}</head>{body}</html>'


BEFORE = {f"s{n}": {"root": 0.5, "descent": 8.0} for n in range(40)}
PROOF = Rehearsal(
    "small",
    (Finding("the solution earns every point", True, "1 of 1"), Finding("mistakes", False, "1 of 2", ("a.b <keeps>",))),
    ("a: b or c",), ("q.1 is judged up to step 4",), ("newton: no known mistakes",), "", "A small assignment",
    {"questions": 3, "hidden cases": 1},
    (ExampleMessage("Adam", "no correction", "Wrong:\n    k  yours\n\nLikely: `m`."),),
    "2026-11-27 04:00 UTC", {"grader": "0.2.0", "jax": "0.6.1"},
)  # fmt: skip


def pages() -> dict[str, str]:
    key = small_class.key()
    sent = {"wrong": transcript(rule=shrinking), "right": transcript(), "hostile": hostile(size=5_000)}
    made = {f"student-{name}": student_page(key, t, judged(t)[0]) for name, t in sent.items()}
    unread = replace(transcript(), unreadable="This file is not a notebook: it is a PDF.")
    made["student-ungradable"] = student_page(key, unread, judged(unread)[0])
    made["class-5"] = class_page(small_class.statistics(key, classroom(5)))
    made["class-40"] = class_page(
        small_class.statistics(key, noted(classroom(40)), copies(), ["Neo Nil", "Max Muster"], BEFORE)
    )
    alike = Similar((("s3", "s4"),), (Pair("s1", "s2", 0.93, "descent"),))
    made["class-500"] = class_page(small_class.statistics(key, classroom(500), alike))
    made["lecture"] = lecture_page(small_class.statistics(key, classroom(40)))
    (made["staff"],) = student_pages(key, sent["wrong"], judged(sent["wrong"])[0], ["staff"])
    made["proof"] = to_html(PROOF)
    themes = {"": "", "-dark-theme": JUPYTER_DARK, "-light-theme": JUPYTER_LIGHT}
    notebooks = {f"notebook{name}": fragments(notebook_inline, theme) for name, theme in themes.items()}
    steps = {f"steps{name}": stepped(theme) for name, theme in themes.items() if name != "-light-theme"}
    bare = re.sub(r' style="[^"]*"', "", fragments())  # what is left where a sanitiser keeps no style
    return made | {"fragments": fragments(), "fragments-bare": bare} | notebooks | steps


def stepped(theme: str) -> str:
    """A run step by step, with variables as a loop has them."""
    question, sent = small_class.key().for_students().questions[0], transcript(rule=lambda alpha, k: alpha * 1.1)
    case = question.cases[1]
    states = [{"h": np.array([0.1 * k, -0.5]), "k": np.array(float(k))} for k in range(small_class.K + 1)]
    view = StepView(question, case, judge_case(question, case, sent.calls[case.id]), states)
    return in_notebook(view.html(notebook_inline, "step"), theme)


def copies() -> Similar:
    lines = ["def descent(g, alpha, max_its, w):", *["    w = w - alpha * jax.grad(g)(w)  # a step"] * 4]
    code = {"descent": "\n".join(lines)}
    return Similar((("s3", "s4"),), (Pair("s1", "s2", 0.71),), {"s1": code, "s2": code})


def noted(class_):
    for report, people, sent in class_:
        yield report, replace(people, note="2 files were handed in; a.ipynb was graded: it answers 3 of 3."), sent


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
    "steps",
    "steps-dark-theme",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    where = tmp_path_factory.mktemp("pages")
    for name, html in pages().items():
        (where / f"{name}.html").write_text(html, encoding="utf-8")
    return where


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    with Chromium(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


OPEN = "document.querySelectorAll('details').forEach(d => d.open = true)"
WIDTHS = "[document.documentElement.scrollWidth, window.innerWidth]"


@pytest.mark.parametrize("width", [400, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fetches_nothing_runs_no_other_script_and_fits(chromium, folder, name, width):
    """Read on a phone and on a wide screen, offline, from a mail or a learning platform."""
    shown = chromium.open(folder / f"{name}.html", width)
    shown.screenshot(SCREENSHOTS / f"{name}-{width}.png")
    shown.value(OPEN)
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
def test_a_fragment_of_which_a_sanitiser_kept_no_style_shuts_nobody_out(chromium, folder, dark):
    """Gradescope's allow list is not known, and some sanitisers keep elements alone."""
    shown = chromium.open(folder / "fragments-bare.html", 1280, dark=dark)
    shown.screenshot(SCREENSHOTS / "gradescope" / f"bare-{'dark' if dark else 'light'}.png")
    assert serious_findings(shown) == []


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("theme", ["notebook-dark-theme", "notebook-light-theme", "steps-dark-theme"])
def test_a_picture_has_the_theme_of_the_notebook_whatever_the_browser_prefers(chromium, folder, theme, dark):
    """Two who shade it would give grey; dark systems with a light notebook are as usual as the contrary."""
    shown = chromium.open(folder / f"{theme}.html", 1280, dark=dark)
    shown.screenshot(path := SCREENSHOTS / f"{theme}-prefers-{'dark' if dark else 'light'}.png")
    place = shown.value("document.images[0].getBoundingClientRect().toJSON()")
    with Image.open(path) as image:
        ground = image.convert("L").getpixel((int(place["right"]) - 6, int(place["top"]) + 6))
    assert ground < 60 if "dark" in theme else ground > 240


def test_a_picture_can_be_read_in_both_forms(chromium, folder):
    """The PNG of a fragment and the SVG of a page are both as wide as was promised, and no wider than a phone."""
    for name in ("fragments", "student-wrong"):
        widths = chromium.open(folder / f"{name}.html", 400).value("[...document.images].map(i => i.clientWidth)")
        assert widths and all(300 <= width <= 400 for width in widths)


def test_what_is_folded_on_a_student_s_page_is_printed(chromium, folder):
    """Nobody unfolds paper, and a run's numbers stand behind a summary."""
    shown = chromium.open(folder / "student-wrong.html", 800)
    tables = "[...document.querySelectorAll('details:not([open]) table')].map(t => t.checkVisibility())"
    assert not any(shown.value(tables))
    chromium.ask("Emulation.setEmulatedMedia", shown.session, media="print")
    visible = shown.value(tables)
    assert visible and all(visible)


@pytest.mark.parametrize("numbers", [2, 4, 6, 10])
def test_no_table_is_printed_over_the_picture_beside_it(chromium, folder, numbers):
    """Beside a wide table the picture is smaller or below it; it stays readable, and no paragraph leaves the sheet."""
    shown = chromium.open(folder / "student-wrong.html", 700)
    chromium.ask("Emulation.setEmulatedMedia", shown.session, media="print")
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
    """Two sheets for a class of 40: answers, pairs and notes are for a screen."""
    shown = chromium.open(folder / "class-40.html", 800)
    assert sheets(chromium, shown) <= 2
    chromium.ask("Emulation.setEmulatedMedia", shown.session, media="print")
    titles = shown.value("[...document.querySelectorAll('section>h2')].filter(h => h.checkVisibility()).map(h => h.id)")
    assert titles == list(PRINTED) and shown.value("document.getElementById('student-table').checkVisibility()")


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
    assert {link.partition("#")[0] for link in links} == {f"staff/s{n}.html" for n in range(500)}


def process_seconds(chromium, shown) -> float:
    metrics = chromium.ask("Performance.getMetrics", shown.session)["metrics"]
    return next(each["value"] for each in metrics if each["name"] == "ProcessTime")


def test_the_lecture_s_page_is_one_sheet_of_paper(chromium, folder):
    assert sheets(chromium, chromium.open(folder / "lecture.html", 800)) == 1


def sheets(chromium, shown) -> int:
    """How many sheets the page is on paper."""
    printed = chromium.ask("Page.printToPDF", shown.session, preferCSSPageSize=True)["data"]
    return len(re.findall(rb"/Type\s*/Page\b", base64.b64decode(printed)))
