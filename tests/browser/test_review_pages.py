"""Two assistants in two real browsers, on one class: with the mouse and with the keyboard, and nothing is lost."""

from __future__ import annotations

import contextlib
import threading
import time
from pathlib import Path

import pytest
from support import small_results

pytest.importorskip("starlette", reason="the extra [review] is not installed")

from axe import serious_findings
from chromium import Chromium, Page, find_chromium
from support.review_server import serving

from grader.course.classroom import deciding, reporting

pytestmark = [
    pytest.mark.skipif(not find_chromium(), reason="no Chromium"),
    pytest.mark.slow,
]
SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots" / "review"
ACTIONS = 100  # of each assistant
STUDENTS = ("s0", "s1", "s2", "s3", "s4", "s6", "s7")


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    results = small_results.write(
        tmp_path_factory.mktemp("review") / "results", 12, {"s3": "<script>alert(1)</script>"}
    )
    small_results.compare_copy(results, "s2", "s3")
    with serving(results) as guard:
        yield results, guard


def came_in(browser: Chromium, address: str, name: str, width: int = 1200) -> Page:
    """A page on which somebody opened the address and entered a name."""
    page = browser.open(address, width)
    arrive(page, "Who are you? - review")
    submit(page, "main form", {"name": name})
    return page


def arrive(page: Page, title: str) -> None:
    """Wait for the page of this title, to which others go on by themselves."""
    deadline = time.monotonic() + 30
    while True:
        with contextlib.suppress(AssertionError):  # a question that the change of pages meets
            if page.value("document.title") == title and page.value("document.readyState") == "complete":
                return
        assert time.monotonic() < deadline, f"{title!r} did not come in 30 seconds"
        time.sleep(0.02)


def submit(page: Page, form: str, fields: dict[str, str], press: str = "") -> None:
    """Fill in a form and submit it as a press of its button does; wait for the next page."""
    sets = "".join(f"form.elements[{name!r}].value = {value!r};" for name, value in fields.items())
    page.value(f"window.before = 1; {{const form = document.querySelector({form!r}); {sets} form.requestSubmit();}} 0")
    deadline = time.monotonic() + 30
    while not is_next(page):
        assert time.monotonic() < deadline, "no other page came in 30 seconds"
        time.sleep(0.02)


def is_next(page: Page) -> bool:
    """Whether the next page is there; a question that the change of pages meets is asked again."""
    try:
        return page.value("window.before !== 1 && document.readyState === 'complete'")
    except AssertionError:
        return False


def decide(page: Page, base: str, n: int, name: str) -> None:
    """One of three kinds of actions on a student's page, on forms as they are shown now."""
    page.go(f"{base}/submission?id={STUDENTS[n % len(STUDENTS)]}")
    question, label, more = [
        ("essay", "Set points", {"points": str(n % 5)}), ("descent", "Comment", {}), ("root", "Excuse", {}),
    ][n % 3]  # fmt: skip
    form = f'form[aria-label^="{label}"]:has(input[value="{question}"])'
    submit(page, form, {"words": f"{name} {n}"} | more)


def test_two_browsers_lose_none_of_two_hundred_actions(world, tmp_path):
    """A form that was overtaken is refused, and entered again on the page that is shown then: no action is lost."""
    results, guard = world
    base = f"http://127.0.0.1:{guard.port}"
    overtaken: list[str] = []

    def assistant(name: str) -> None:
        with Chromium(tmp_path / name) as browser:
            page = came_in(browser, guard.address, name)
            for n in range(ACTIONS):
                decide(page, base, n, name)
                while "refused" in page.value("document.title"):
                    overtaken.append(page.value("document.querySelector('.refused').innerText"))
                    decide(page, base, n, name)

    both = [threading.Thread(target=assistant, args=(name,)) for name in ("Ana", "Bo")]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    entries = deciding.decisions_of(results).entries
    said = sorted(entry.decision.text or entry.decision.because for entry in entries)
    assert said == sorted(f"{name} {n}" for name in ("Ana", "Bo") for n in range(ACTIONS))
    assert all("meanwhile" in words for words in overtaken)
    print(f"\n{len(said)} actions, {len(overtaken)} of them overtaken and entered again")


@pytest.fixture(scope="module")
def page(world, tmp_path_factory) -> Page:
    with Chromium(tmp_path_factory.mktemp("profile")) as browser:
        yield came_in(browser, world[1].address, "Cy")


def test_the_address_opens_from_a_link_on_another_site_and_its_token_does_not_stay(page, world, tmp_path):
    """As the printed one is in a terminal in the browser; no cookie of ours is sent on the way from there."""
    address = world[1].address
    (tmp_path / "terminal.html").write_text(f'<a href="{address}">{address}</a>')
    with Chromium(tmp_path / "profile") as browser:
        other = browser.open(tmp_path / "terminal.html", 800)
        other.value("document.querySelector('a').click()")
        arrive(other, "Who are you? - review")
        assert "token" not in other.value("location.href")
        history = browser.ask("Page.getNavigationHistory", other.session)["entries"]
        assert not any("token" in entry["url"] for entry in history)


def paths_of(page: Page, base: str) -> dict[str, str]:
    """Every kind of page, by a name."""
    page.go(base)
    groups = page.value("[...document.querySelectorAll('td a')].map(a => a.getAttribute('href'))")
    similar = next(path for path in groups if path.startswith("/similar"))
    return {
        "queue": "/", "by-hand": groups[0], "similar": similar, "group": groups[1], "students": "/students",
        "submission": "/submission?id=s3", "decisions": "/decisions", "refused": "/submission?id=nobody",
    }  # fmt: skip


@pytest.mark.parametrize("dark", [False, True])
def test_a_page_shuts_nobody_out(page, world, dark):
    """axe-core, everything unfolded, light and dark: not one serious or critical finding."""
    base = f"http://127.0.0.1:{world[1].port}"
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    page.chromium.ask("Emulation.setEmulatedMedia", page.session, features=[scheme])
    findings = {}
    for name, path in paths_of(page, base).items():
        page.go(base + path)
        findings[name] = serious_findings(page)
        if dark:
            page.screenshot(SCREENSHOTS / f"{name}-dark.png")
    page.chromium.ask("Emulation.setEmulatedMedia", page.session, features=[])
    assert not any(findings.values()), findings


@pytest.mark.parametrize("width", [400, 1280])
def test_every_page_fits_loads_nothing_from_elsewhere_and_runs_nothing(page, world, width):
    base = f"http://127.0.0.1:{world[1].port}"
    paths = paths_of(page, base)
    page.chromium.ask("Emulation.setDeviceMetricsOverride", page.session, width=width, height=900, deviceScaleFactor=1,
                      mobile=False)  # fmt: skip
    for name, path in paths.items():
        page.go(base + path)
        page.screenshot(SCREENSHOTS / f"{name}-{width}.png")
        page.unfold()
        needs, has = page.value("[document.documentElement.scrollWidth, window.innerWidth]")
        assert needs <= has, name
        assert page.value("document.scripts.length") == 0 and "alert" not in page.value("document.cookie")
        assert page.value("[...document.images].every(i => i.complete && i.naturalWidth > 0)")
    assert all(url.startswith(base) for url in page.requests)


def test_two_programs_stand_side_by_side_and_what_is_alike_can_be_seen(page, world):
    """Beside each other where there is room; marked by a bar as well as by the colour of the ground."""
    base = f"http://127.0.0.1:{world[1].port}"
    page.go(base + paths_of(page, base)["similar"])
    assert "Student s2" not in page.value("document.title") and "s2 and s3" in page.value("document.title")
    tops = page.value("[...document.querySelectorAll('.both > div')].map(e => e.getBoundingClientRect().top)")
    assert len(tops) == 2 and tops[0] == tops[1]
    seen = "getComputedStyle(document.querySelector('.both {}')).{}"
    for what in ("backgroundColor", "borderLeftColor"):
        assert page.value(seen.format("mark", what)) != page.value(seen.format("span.line", what))
    assert page.value("document.querySelectorAll('.both mark').length") == 2 * 13
    assert page.value("document.scripts.length") == 0


def test_points_are_set_with_the_keyboard_alone(page, world):
    """Tab to the field, type, Tab, type, Tab, Enter."""
    results, guard = world

    def press(key: str, text: str = "") -> None:
        code = {"Tab": 9, "Enter": 13}[key]
        for kind in ("keyDown", "keyUp"):
            page.chromium.ask("Input.dispatchKeyEvent", page.session, type=kind, key=key, code=key, text=text,
                              windowsVirtualKeyCode=code)  # fmt: skip

    page.go(f"http://127.0.0.1:{guard.port}/submission?id=s9")
    for _ in range(60):
        press("Tab")
        if page.value("document.activeElement.name") == "points":
            break
    page.chromium.ask("Input.insertText", page.session, text="2,5")
    press("Tab")
    page.chromium.ask("Input.insertText", page.session, text="By hand.")
    press("Tab")
    press("Enter", "\r")
    deadline = time.monotonic() + 30
    while "By hand." not in str(deciding.decisions_of(results).about("s9")):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert reporting.stored_report(results, "s9").questions[-1].earned == 2.5
