"""Two assistants in two real browsers, on one class: with the mouse and with the keyboard, and nothing is lost."""

from __future__ import annotations

import contextlib
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import pytest
from support import small_results

pytest.importorskip("starlette", reason="the extra [review] is not installed")

from axe import serious_findings
from chromium import Chromium, Page, find_chromium
from support.review_server import serving

from grader.course.class_report.queue import class_queue
from grader.course.classroom import deciding, reporting
from grader.course.decisions import trail
from grader.course.decisions.decision import rubric
from grader.course.results import Results

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


def submit(page: Page, form: str, fields: dict[str, str], press: str = "button") -> None:
    """Fill in a form and press one of its buttons; wait for the next page."""
    sets = "".join(f"form.elements[{name!r}].value = {value!r};" for name, value in fields.items())
    page.value(f"window.before = 1; {{const form = document.querySelector({form!r}); {sets} "
               f"form.requestSubmit(form.querySelector({press!r}));}} 0")  # fmt: skip
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
    """One of three kinds of actions on an answer, on the form as it is shown now."""
    question, kind, more = [
        ("essay", "override", {"points": str(n % 5)}), ("descent", "comment", {}), ("root", "excuse", {}),
    ][n % 3]  # fmt: skip
    page.go(f"{base}/submission?id={STUDENTS[n % len(STUDENTS)]}&question={question}")
    submit(page, "#decide", {"words": f"{name} {n}"} | more, f'[value="{kind}"]')


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
                while page.value("document.querySelector('.refused') !== null"):
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
        "whole": "/submission?id=s3", "submission": "/submission?id=s3&question=descent",
        "decisions": "/decisions", "refused": "/submission?id=nobody",
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
        assert page.value("[...document.scripts].map(s => s.src)") == [f"{base}/keys.js"]
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


def test_a_click_on_the_number_of_a_line_says_that_the_comment_is_on_it(tmp_path):
    """For one submission alone, where others of its group are undecided; a click on the code itself says nothing."""
    results = small_results.write(tmp_path / "results", 12)
    small_results.compare_copy(results, "s2", "s3")
    with serving(results) as guard, Chromium(tmp_path / "profile") as browser:
        page, base = came_in(browser, guard.address, "Cy"), f"http://127.0.0.1:{guard.port}"
        page.go(base + paths_of(page, base)["group"])
        for x, said in ((90, ["", "all"]), (9, ["2", "one"])):
            page.value("{const line = document.querySelectorAll('.line')[1];"
                       f"const x = line.getBoundingClientRect().left + {x};"
                       "line.dispatchEvent(new MouseEvent('click', {bubbles: true, clientX: x}));} 0")  # fmt: skip
            assert page.value("(form => [form.line.value, form.scope.value])(document.forms.decide)") == said


@dataclass
class Keyboard:
    """Presses keys as a person does, and counts them; every page that comes is timed."""

    page: Page
    keys: int = 0
    seconds: list[float] = field(default_factory=list)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.keys += 1
            code = {"Tab": 9, "Enter": 13, "Escape": 27}.get(key, 0)
            text = key if len(key) == 1 else "\r" if key == "Enter" else ""
            for kind, typed in (("keyDown", text), ("keyUp", "")):
                self.page.chromium.ask("Input.dispatchKeyEvent", self.page.session, type=kind, key=key, code=key,
                                       text=typed, windowsVirtualKeyCode=code)  # fmt: skip

    def type(self, text: str) -> None:
        """Type over what stands in the field."""
        self.keys += len(text)
        self.page.value("document.activeElement.select()")
        self.page.chromium.ask("Input.insertText", self.page.session, text=text)

    def go_on(self, *keys: str, control: bool = False) -> None:
        """Press keys of which the last brings another page; with `control` that one together with Control."""
        self.page.value("window.before = 1; 0")
        began = time.monotonic()
        if control:
            self.keys += 2
            for kind in ("keyDown", "keyUp"):
                self.page.chromium.ask("Input.dispatchKeyEvent", self.page.session, type=kind, key=keys[0],
                                       code=keys[0], modifiers=2, windowsVirtualKeyCode=13)  # fmt: skip
        else:
            self.press(*keys)
        while not is_next(self.page):
            assert time.monotonic() < began + 30, f"no page came after {keys}: {self.said}"
            time.sleep(0.01)
        self.seconds.append(time.monotonic() - began)

    @property
    def said(self) -> str:
        return self.page.value("document.querySelector('main').innerText.slice(0, 300)")

    def give(self, points: str, words: str) -> None:
        """Enter points and words, and set them."""
        self.press("e")
        self.type(points)
        self.press("Tab")
        self.type(words)
        self.go_on("Enter", control=True)


def test_forty_unclear_answers_in_fifteen_groups_are_decided_with_the_keyboard_alone(tmp_path):
    """With three reasons, each typed once, given again by a key, and reworded afterwards; one group is undone."""
    results = small_results.write_unclear(tmp_path / "results")
    reasons = {"Gradient descent": ["The steplength is off.", "Costs are right."], "A root": ["Another root."]}
    given: dict[str, int] = {}
    with serving(results, by="Ana") as guard, Chromium(tmp_path / "profile") as browser:
        page = browser.open(guard.address, 1400)
        arrive(page, "A small assignment: what needs eyes - review")
        keyboard = Keyboard(page)
        keyboard.go_on("n")
        for n in range(15):
            question = page.value("document.title").split(":")[0]
            done = given[question] = given.get(question, -1) + 1
            words = reasons[question]
            if done < len(words):
                keyboard.give("0.5" if question == "A root" else str(3 + done), words[done])
            else:
                keyboard.go_on(str(1 + done % len(words)))
            if n == 7:
                keyboard.go_on("u")
                assert "undo 8" in keyboard.said and "not decided yet" in keyboard.said
                keyboard.go_on("1")
        deciding_keys, pages = keyboard.keys, len(keyboard.seconds)
        log = deciding.decisions_of(results)
        with Results(results) as opened:
            assert not [item for item in class_queue(opened) if item.open(log)], trail.to_text(log)
        for question, submission, number in (("descent", "s59", 1), ("descent", "s59", 2), ("root", "s32", 1)):
            page.go(f"http://127.0.0.1:{guard.port}/submission?id={submission}&question={question}")
            keyboard.press("e", *["Tab"] * (4 + 2 * number), "Enter", "Tab")
            keyboard.type("1")
            keyboard.press("Tab")
            keyboard.type(f"Reworded {number}.")
            keyboard.go_on("Tab", "Enter")
            assert "Saved for" in keyboard.said and f"Reworded {number}" in keyboard.said
        page.screenshot(SCREENSHOTS / "reworded.png")
    log = deciding.decisions_of(results)
    held = {e.decision.submission for e in log.entries if log.settled(e.decision.submission, e.decision.question) == e}
    assert len(held) == 40 and len(log.by_number) == 15 + 2 + 3
    assert {r.because for q in ("descent", "root") for r in rubric(log, q)} == {"Reworded 1.", "Reworded 2."}
    print(f"\n40 answers in 15 groups, one undone: {deciding_keys} keys, {pages} pages, in the middle "
          f"{median(keyboard.seconds[:pages]):.2f} s, at most {max(keyboard.seconds[:pages]):.2f} s to the next page; "
          f"three reasons reworded: {keyboard.keys - deciding_keys} keys")  # fmt: skip


def test_points_are_set_with_the_keyboard_alone_and_without_a_script(page, world):
    """Tab to the field, type, Tab, type, Tab, Enter."""
    results, guard = world
    page.chromium.ask("Emulation.setScriptExecutionDisabled", page.session, value=True)
    try:
        page.go(f"http://127.0.0.1:{guard.port}/submission?id=s9&question=essay")
        keyboard = Keyboard(page)
        for _ in range(60):
            keyboard.press("Tab")
            if page.value("document.activeElement.name") == "points":
                break
        page.chromium.ask("Input.insertText", page.session, text="2.5")
        keyboard.press("Tab")
        page.chromium.ask("Input.insertText", page.session, text="By hand.")
        keyboard.press("Tab", "Enter")
        deadline = time.monotonic() + 30
        while "By hand." not in str(deciding.decisions_of(results).about("s9")):
            assert time.monotonic() < deadline
            time.sleep(0.05)
    finally:
        page.chromium.ask("Emulation.setScriptExecutionDisabled", page.session, value=False)
    assert reporting.stored_report(results, "s9").questions[-1].earned == 2.5
