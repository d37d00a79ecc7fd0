"""What Gradescope shows of results.json can be read whatever its sanitiser leaves of the HTML."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import Path

import pytest
from support import small_class
from support.small_class import hostile, judged, shrinking, transcript

from grader.frontends.gradescope.deadlines import SubmissionMetadata
from grader.frontends.gradescope.results_json import final_results

if os.name != "posix":
    pytest.skip("the pipe to Chromium needs POSIX", allow_module_level=True)

from axe import serious_findings
from chromium import Page, find_chromium
from sanitisers import of_dompurify, of_nh3, of_rails, without_style

SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots" / "gradescope"
SANITISERS = ["style", "rails", "nh3", "dompurify"]
SENT = {
    "wrong": transcript(rule=shrinking), "unexplained": transcript(rule=lambda alpha, k: 0.83 * alpha),
    "right": transcript(), "hostile": hostile(),
}  # fmt: skip

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium: apt-get install chromium"),
]


def view(name: str, sanitised: Callable[[str], str]) -> str:
    """The results of a submission as Gradescope shows them once points are published: each entry with its output."""
    results = final_results(small_class.key(), SENT[name], judged(SENT[name])[0], SubmissionMetadata())
    entries = [f"<pre>{escape(results['output'])}</pre>"]
    for test in results["tests"]:
        shown = sanitised(test["output"]) if test["output_format"] == "html" else f"<pre>{escape(test['output'])}</pre>"
        points = f" ({test['score']:g}/{test['max_score']:g})" if "score" in test else ""
        entries.append(f"<h2>{test['number']}) {escape(test['name'])}{points}</h2>{shown}")
    head = '<meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>Autograder results</title>'
    style = "<style>body{font-family:sans-serif}pre{white-space:pre-wrap}</style>"
    body = f"<main><h1>Autograder results</h1>{''.join(entries)}</main>"
    return f'<!doctype html><html lang="en"><head>{head}{style}</head><body>{body}</body></html>'


@pytest.fixture(scope="module")
def opened(chromium, tmp_path_factory) -> Callable[..., Page]:
    """`opened(name, sanitiser)`: the view of a submission with everything unfolded; "" is no sanitiser."""
    purifier = cache(lambda: of_dompurify(chromium))  # skips where npm has not fetched it
    cleaners = {
        "": str, "style": without_style, "rails": of_rails, "nh3": of_nh3, "dompurify": lambda text: purifier()(text),
    }  # fmt: skip
    folder = tmp_path_factory.mktemp("gradescope")

    def open_view(name: str, sanitiser: str, dark: bool = False) -> Page:
        path = folder / f"{name}-{sanitiser}.html"
        path.write_text(view(name, cleaners[sanitiser]), encoding="utf-8")
        page = chromium.open(path, 1000, dark=dark)
        page.unfold()
        return page

    return open_view


TEXT = "document.body.innerText"
COUNT = "document.querySelectorAll('{}').length"
ROWS = "[...document.querySelectorAll('caption, tr')].map(row => row.innerText)"


@pytest.mark.parametrize("sanitiser", SANITISERS)
@pytest.mark.parametrize("name", SENT)
def test_every_sentence_number_and_verdict_is_read_in_its_order(opened, name, sanitiser):
    """Word for word what the HTML says as it was written: none is lost, and no two numbers become one."""
    whole, left = opened(name, ""), opened(name, sanitiser)
    assert left.value(TEXT).split() == whole.value(TEXT).split()
    for element in ("strong", "code", "pre", "sup, sub", "i"):
        assert left.value(COUNT.format(element)) == whole.value(COUNT.format(element)), element
    assert left.value("document.scripts.length") == 0 and left.requests == [] and left.errors == []


@pytest.mark.parametrize("sanitiser", SANITISERS)
@pytest.mark.parametrize("name", ["wrong", "unexplained"])
def test_a_row_of_a_table_is_a_line(opened, name, sanitiser):
    """Rails leaves no table: numbers that run on behind each other say nothing."""
    rows = [" ".join(row.split()) for row in opened(name, "").value(ROWS)]
    lines = [" ".join(line.split()) for line in opened(name, sanitiser).value(TEXT).splitlines()]
    assert len(rows) > small_class.K and set(rows) <= set(lines)


@pytest.mark.parametrize("sanitiser", SANITISERS)
def test_nothing_is_said_of_a_picture_that_may_not_be_there(opened, sanitiser):
    """What the picture says stands in words where it would be; no sentence sends anybody to look for it."""
    page = opened("wrong", sanitiser)
    assert not re.search(r"\b(picture|figure|plot|above|below|beside|colour)\b", page.value(TEXT))
    assert page.value("document.images[0].alt").startswith("Your step 2 is 0.5 times the right length.")
    shown = page.value("[...document.images].filter(i => i.naturalWidth > 0).length")
    assert shown == (0 if sanitiser == "nh3" else 1)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("sanitiser", ["", *SANITISERS])
def test_the_view_shuts_nobody_out(opened, sanitiser, dark):
    """axe-core, everything unfolded, on a light and on a dark ground: not one serious or critical finding."""
    page = opened("wrong", sanitiser, dark)
    page.screenshot(SCREENSHOTS / f"{sanitiser or 'as-sent'}-{'dark' if dark else 'light'}.png")
    assert serious_findings(page) == []
