"""What `check` returns, looked at where students look at it: in JupyterLab and in marimo, light and dark.

Needs the hosts and Chromium: `make test-hosts` installs the hosts. Screenshots stay in build/screenshots/hosts.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

if os.name != "posix":
    pytest.skip("the pipe to Chromium needs POSIX", allow_module_level=True)

import hosts
from chromium import Page, find_chromium

from grader.model.key import read_key

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium: apt-get install chromium"),
]
needs_jupyterlab = pytest.mark.skipif(not hosts.find("jupyter-lab"), reason="no JupyterLab: make test-hosts")
needs_marimo = pytest.mark.skipif(not hosts.find("marimo"), reason="no marimo: make test-hosts")
SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots" / "hosts"

IMPORTS = "import jax\nimport numpy as np\nfrom grader import check"
ADAM = """def adam(g, alpha, beta1, beta2, eps, max_its, w):
    w = np.asarray(w, float)
    m = v = 0 * w
    weight_history, cost_history = [w], [g(w)]
    for k in range(1, max_its + 1):
        d = jax.grad(g)(w)
        m = beta1 * m + (1 - beta1) * d
        v = beta2 * v + (1 - beta2) * d**2
        w = w - alpha * m / (np.sqrt(v) + eps)
        weight_history.append(w)
        cost_history.append(g(w))
    return weight_history, cost_history"""
ROOT = "def quartic_minimizer():\n    return -1.2347728250533"
CALLS = ["check({adam})", "check({adam}).explore()", "check({adam}).plot()", "check({adam}, {root})"]


@pytest.fixture
def homework(tmp_path, small_key) -> Path:
    """A folder with the student's key alone."""
    key = read_key(small_key).for_students()
    (tmp_path / "small-student.key").write_text(key.to_json(), encoding="utf-8")
    return tmp_path


def jupyter_cells() -> list[str]:
    return [IMPORTS, ADAM, ROOT, *(call.format(adam='"adam"', root='"quartic_minimizer"') for call in CALLS)]


def marimo_cells() -> list[str]:
    names = {"adam": "adam", "root": "quartic_minimizer"}
    calls = [hosts.cell("adam, check, quartic_minimizer", call.format(**names)) for call in CALLS]
    defined = [hosts.cell("", IMPORTS, "check, jax, np"), hosts.cell("jax, np", ADAM, "(adam,)")]
    return [*defined, hosts.cell("", ROOT, "(quartic_minimizer,)"), *calls]


# Every card: the brightness of its ground, and the contrast of its text, both from 0 (WCAG's relative luminance).
CARDS = """[...document.querySelectorAll('div')].filter(e => e.style.getPropertyValue('--paper')).map(card => {
  const light = colour => {
    const c = document.createElement('canvas').getContext('2d', {willReadFrequently: true})
    c.fillStyle = colour; c.fillRect(0, 0, 1, 1)
    const rgb = [...c.getImageData(0, 0, 1, 1).data].slice(0, 3).map(v => v / 255)
      .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    return .2126 * rgb[0] + .7152 * rgb[1] + .0722 * rgb[2]
  }
  const style = getComputedStyle(card), ground = light(style.backgroundColor), ink = light(style.color)
  return [ground, (Math.max(ground, ink) + .05) / (Math.min(ground, ink) + .05)]
})"""
STEP = """(() => {
  const radio = [...document.querySelectorAll('input[type=radio]')][3]
  radio.labels[0].click()
  return [...document.querySelectorAll('caption')].filter(e => e.checkVisibility()).map(e => e.innerText.trim())
})()"""


def assert_shown(page: Page, dark: bool, name: str) -> None:
    """Four cards or more in the host's theme, with readable text; steps can be chosen; nothing failed."""
    hosts.until(page, f"({CARDS}).length >= 4 && document.querySelectorAll('input[type=radio]').length > 20")
    page.screenshot(SCREENSHOTS / f"{name}-{'dark' if dark else 'light'}.png", whole=False)
    assert all((ground < 0.1) == dark and contrast > 7 for ground, contrast in page.value(CARDS))
    assert "Step 3" in page.value(STEP)
    text = page.value("document.body.innerText")
    assert "Something went wrong" not in text and "Traceback" not in text
    assert "no bias correction" in text and "7.5 of 15 points on the visible cases" in text


@needs_jupyterlab
@pytest.mark.parametrize("dark", [False, True])
def test_jupyterlab_shows_the_answers_in_its_theme(chromium, homework, dark):
    with hosts.jupyterlab(homework, jupyter_cells(), chromium, dark) as page:
        assert_shown(page, dark, "jupyterlab")
        if dark:  # light is the default, of which nothing is stored
            hosts.eventually(lambda: any(homework.glob(".jupyter/lab/user-settings/*")), "the theme in this folder")


@needs_marimo
@pytest.mark.parametrize("dark", [False, True])
def test_marimo_shows_the_answers_in_its_theme(chromium, homework, dark):
    with hosts.marimo(homework, marimo_cells(), chromium, dark) as page:
        assert_shown(page, dark, "marimo")
    assert (homework / ".config" / "marimo").exists(), "settings were not stored in the test's own folder"


@needs_jupyterlab
def test_jupyterlab_shows_a_saved_notebook_of_somebody_else(chromium, homework, tmp_path_factory):
    """JupyterLab does not trust it and removes what could run: words and numbers are all there."""
    with hosts.jupyterlab(homework, jupyter_cells(), chromium, dark=False) as page:
        assert_shown(page, False, "jupyterlab")
        hosts.save(page, homework / "hw.ipynb")
    other = tmp_path_factory.mktemp("other")
    saved = (homework / "hw.ipynb").read_text("utf-8").replace("Likely cause", "Likely  cause")  # so it is not signed
    shutil.copy(homework / "small-student.key", other)
    (other / "hw.ipynb").write_text(saved, encoding="utf-8")
    with hosts.jupyterlab(other, [], chromium, dark=False, run=False) as page:
        for text in ("no bias correction", "2.5 of 10 points", "Step 1: the first difference"):  # of the cells in view
            hosts.until(page, f"document.body.innerText.includes('{text}')")
        page.screenshot(SCREENSHOTS / "jupyterlab-untrusted.png", whole=False)
