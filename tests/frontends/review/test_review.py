"""The review server over real HTTP: what staff see and decide, and everybody else is refused."""

from __future__ import annotations

import http.client
import re
import socket
import sys
import threading
import time
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from support import small_results

pytest.importorskip("starlette", reason="the extra [review] is not installed")

from support.review_server import Assistant, serving
from support.seen_html import text

from grader.base.errors import UserError
from grader.course.classroom import deciding, grading, reporting
from grader.course.decisions.decision import Decision
from grader.course.gradebook.gradebook import Gradebook
from grader.course.results import Results
from grader.frontends.review import connections
from grader.frontends.review.pages.answer_page import AnswerPage, came
from grader.frontends.review.pages.layout import Visit
from grader.frontends.review.serving import serve
from grader.model.figures import Figure, figures_value
from grader.model.key import Key
from grader.model.transcript import Definition, Returned, Transcript
from grader.submissions.collection import Person, Submission

SCRIPT = "<script>alert(1)</script>"
OURS = '<script src="/keys.js" defer=""><'


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A class of twelve, one of them with a script for a name, and the server that all tests share."""
    results = small_results.write(tmp_path_factory.mktemp("review") / "results", 12, {"s3": SCRIPT})
    with serving(results) as guard:
        yield results, guard


@pytest.fixture
def results(world) -> Path:
    return world[0]


@pytest.fixture
def ana(world) -> Assistant:
    return Assistant(world[1], "Ana")


def last(results: Path) -> int:
    return deciding.decisions_of(results).last


# ── who may ask


@pytest.mark.parametrize(
    ("what", "status", "words"),
    [
        ({"cookie": ""}, 403, "Open the address that `grader review` printed"),
        ({"cookie": "grader-review-1=x"}, 403, "holds a token"),
        ({"host": "evil.example"}, 421, "not the review server's own"),
        ({"host": "127.0.0.1:1"}, 421, "not the review server's own"),
    ],
)
@pytest.mark.parametrize("path", ["/", "/students", "/submission?id=s2", "/style.css", "/nothing"])
def test_nobody_without_the_cookie_or_under_another_host_sees_anything(ana, path, what, status, words):
    answer = ana.get(path, **what)
    assert answer.status == status and words in answer.text and "s2" not in answer.text


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "", "http://127.0.0.1:1", "https://127.0.0.1"])
@pytest.mark.parametrize("path", ["/decide", "/undo", "/change-reason", "/name", "/name-answers"])
def test_nothing_is_posted_from_another_page(ana, results, path, origin):
    before = last(results)
    form = {
        "kind": "override",
        "submission": "s2",
        "question": "descent",
        "points": "8",
        "words": "x",
        "log": "0",
        "revision": "9",
    }
    answer = ana.ask("POST", path, form, origin=origin)
    assert answer.status == 403 and "has to come from a page of this server" in answer.text
    assert last(results) == before


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\nX-Slow: "], ids=["nothing", "half a header"])
def test_connections_without_the_cookie_never_crowd_out_one_that_has_it(said, ana):
    """Whoever is on this machine may open more of them than there is room for."""
    with ExitStack() as stack:
        for _ in range(connections.MAX_UNKNOWN + 100):
            stack.enter_context(socket.create_connection(("127.0.0.1", ana.guard.port), timeout=30)).sendall(said)
        assert ana.get("/").status == 200 and ana.get("/students").status == 200


def test_a_connection_that_does_not_show_the_cookie_in_time_is_closed(ana, results, monkeypatch):
    monkeypatch.setattr(connections, "HEADER_SECONDS", 0.3)
    with serving(results) as guard, ExitStack() as stack:
        address = ("127.0.0.1", guard.port)
        idle, slow = (stack.enter_context(socket.create_connection(address, timeout=30)) for _ in range(2))
        slow.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
        for each in (idle, slow):
            with suppress(ConnectionResetError):
                assert each.recv(100) == b""


def test_a_connection_that_has_shown_the_cookie_stays(results, monkeypatch):
    """As long as a page of a large class takes, and until the browser is done with it."""
    monkeypatch.setattr(connections, "HEADER_SECONDS", 0.2)
    with serving(results) as guard:
        kept = http.client.HTTPConnection("127.0.0.1", guard.port, timeout=30)
        headers = {"Host": guard.hosts[0], "Cookie": f"{guard.cookie}={guard.session}; grader-review-name=Ana"}
        for _ in range(2):
            kept.request("GET", "/style.css", headers=headers)
            response = kept.getresponse()
            assert response.status == 200 and response.read()
            used = kept.sock
            time.sleep(0.4)
        assert kept.sock is used is not None
        kept.close()


def test_a_wrong_token_opens_nothing_and_the_right_one_once_becomes_a_cookie(ana):
    ana.cookies = {}
    assert ana.get("/?token=" + "x" * 32).status == 403 and ana.get("/?token=%ff%00").status == 403
    assert ana.get(f"/?token={ana.guard.token}", host="evil.example").status == 421
    answer = ana.get(f"/?token={ana.guard.token}")
    cookie = answer.headers["set-cookie"]
    assert answer.status == 200 and answer.headers["refresh"] == "0; url=/", "the token leaves the address bar"
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie and ana.guard.token not in cookie


def test_no_get_changes_anything(ana, results):
    before = last(results)
    query = "kind=override&submission=s2&question=descent&points=8&words=x&log=0&revision=9&entry=1&because=x"
    assert {ana.get(f"/{path}?{query}").status for path in ("decide", "undo")} == {405}
    assert ana.get(f"/group?{query}").status == 404
    assert {ana.ask(m, f"/decide?{query}").status for m in ("PUT", "DELETE", "PATCH", "OPTIONS")} == {405}
    assert last(results) == before


@pytest.mark.parametrize("path", ["/", "/students", "/submission?id=s3", "/decisions", "/name", "/nothing"])
def test_every_answer_forbids_scripts_but_one_file_of_ours_frames_and_storing(ana, path):
    answer = ana.get(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src 'self';" in policy and "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy and "form-action 'self'" in policy
    assert answer.headers["cache-control"] == "no-store" and answer.headers["x-content-type-options"] == "nosniff"
    assert set(re.findall(r"<script[^>]*>[^<]*<", answer.text)) <= {OURS}
    assert not re.search(r"<[^>]* (style|on\w+)=", answer.text), "the policy would drop them"


@pytest.mark.parametrize("odd", ["../../etc/passwd", "..%2f..", SCRIPT, "s2' OR 1=1 --", "\x00", "x" * 9000, ""])
def test_an_id_is_only_looked_up_and_never_a_path(ana, odd):
    from urllib.parse import quote

    for page in ("submission?id", "group?name"):
        answer = ana.get(f"/{page}={quote(odd)}")
        assert answer.status == 404 and "There is no such page" in answer.text and "<script>" not in answer.text
    assert ana.decide("comment", odd).status == 400
    assert ana.get(f"/{quote(odd)}").status in (200, 404)


def test_a_script_in_a_name_a_code_or_a_comment_is_text(ana):
    assert ana.decide("comment", "s3", question="descent", words=SCRIPT).status == 303
    assert "Handed in 2026-11-20 10:00 UTC by the platform&#x27;s clock." in ana.get("/submission?id=s3").text
    for path in ("/students", "/submission?id=s3", "/decisions"):
        page = ana.get(path).text
        assert "<script>" not in page and "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "alert(2)&lt;/script&gt;" in ana.get("/submission?id=s3&question=descent").text


@pytest.mark.parametrize(
    ("layout", "clock"), [("canvas", "the platform's clock"), ("classroom50", "a file that students can write")]
)
def test_a_time_that_students_can_write_is_not_called_the_platforms(layout, clock):
    """Classroom 50's times come from the `result.json` of each student's own repository."""
    handed_in = Submission("s3", submitted_at="2026-11-20T10:00:00+00:00", layout=layout)
    assert came(handed_in) == f"Handed in 2026-11-20 10:00 UTC by {clock}."


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"points": "80"}, "80 points cannot be set: the question is worth 0 to 8"),
        ({"points": "eight"}, "'eight' is no number of points"),
        ({"points": "inf"}, "inf points cannot be set"),
        ({"points": "8", "words": " "}, "a reason is missing"),
        ({"points": "8", "question": "../x"}, "there is no such question"),
        ({"points": "8", "kind": "drop"}, "'drop' is no decision"),
        ({"points": "8", "log": "-1"}, "no number in 'log'"),
        ({"points": "8", "words": "x" * 70_000}, "this form is too long"),
        ({"kind": "comment", "line": "0"}, "'0' is no line of this code, which has 2 lines: write its number."),
        ({"kind": "comment", "line": "3"}, "'3' is no line of this code"),
        ({"kind": "comment", "line": "2", "question": "nothing"}, "'2' is no line of this code, which has 0 lines"),
        ({"kind": "comment", "line": "2", "words": " "}, "the comment on line 2 is empty: write what"),
        ({"points": "8", "line": "2"}, "a line belongs to a comment on one submission"),
    ],
)
def test_a_refused_action_says_why_and_changes_nothing(ana, results, fields, words):
    before = last(results)
    answer = ana.decide(**({"kind": "override", "submission": "s2", "question": "descent"} | fields))
    assert answer.status == 400 and words in text(answer.text) and "Nothing was changed." in answer.text
    assert last(results) == before


# ── what staff do


def test_whoever_has_no_name_is_asked_for_one(ana):
    del ana.cookies["grader-review-name"]
    assert ana.get("/").headers["location"] == "/name" and ana.decide("comment", "s2").status == 400
    answer = ana.ask("POST", "/name", {"name": "Zoë; Max-Age=1"})
    assert answer.status == 303 and "Zo%C3%AB%3B" in answer.headers["set-cookie"]
    assert "1 to 60 characters" in ana.ask("POST", "/name", {"name": "x" * 99}).text


def groups(assistant: Assistant) -> list[str]:
    """The addresses of the groups on the queue's page."""
    return re.findall(r'href="(/group\?name=\w+)"', assistant.get("/").text)


def panel(page: str) -> dict[str, str]:
    """The hidden fields of the form to decide."""
    form = page[page.index('id="decide"') :].partition("</form>")[0]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))


def follow(assistant: Assistant, answer) -> str:
    """The page to which an action leads."""
    assert answer.status == 303, text(answer.text)
    return assistant.get(answer.headers["location"]).text


def test_the_queue_shows_what_nobody_explained_and_a_group_is_decided_at_once(ana, results):
    """Essays that wait for points come first; then equal wrong answers, with one of them to look at."""
    page = ana.get("/").text
    assert page.index("Answers that staff read") < page.index("Wrong, and no known cause")
    group = groups(ana)[1]
    shown = ana.get(group).text
    assert "3 answers, 3 not decided yet" in shown and "all 3 that are not decided yet" in shown
    assert "data:image/svg" in shown and "gradient_descent(g" in shown
    before, hidden = last(results), panel(shown)
    answer = ana.ask(
        "POST", "/decide", hidden | {"kind": "override", "scope": "all", "points": "4.5", "words": "Half."}
    )
    assert last(results) == before + 1
    said = text(follow(ana, answer))
    assert "Saved for 3 submissions, entry" in said and "descent has 4.5 points, because Half" in said
    assert "Undo all 3" in said and " left." in said
    assert "3 answers, 0 not decided yet" in ana.get(group).text
    again = ana.ask("POST", "/decide", hidden | {"kind": "comment", "scope": "all", "words": "Hm."})
    assert (
        again.status == 409 and "Ana at " in text(again.text) and "descent has 4.5 points, because Half" in again.text
    )
    assert last(results) == before + 1
    assert reporting.stored_report(results, "s2").earned == 4.5 + 2


def test_the_queue_asks_to_confirm_what_was_decided_before_work_came_again(tmp_path):
    """The platform gives the new work another id, under which the old address leads there too."""
    results = small_results.write(tmp_path / "results", 3)
    deciding.decide(results, Decision("override", "s1", "descent", 3.5, because="as agreed"), "ta")
    with Gradebook(results / "gradebook.sqlite") as book:
        (record,) = book.records("s1")
        submission = replace(record.submission, id="new")
        book.put(replace(record, submission=submission, digest="other", report=record.report.replace('"s1"', '"new"')))
    with serving(results) as guard:
        ana = Assistant(guard, "Ana")
        queue = ana.get("/").text
        assert "Handed in again since staff decided" in queue and "new descent has 3.5 points" in text(queue)
        assert ana.get("/submission?id=s1").text == ana.get("/submission?id=new").text
        fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', queue.split("Confirm entry 1")[1])
        assert ana.ask("POST", "/decide", dict(fields)).status == 303
        assert "Handed in again since" not in ana.get("/").text
    assert deciding.decisions_of(results).settled("new", "descent").by == "Ana"


def test_a_group_is_named_with_a_script_for_a_name_which_stays_text(tmp_path):
    results = small_results.write(tmp_path / "results", 4, first=2)
    with serving(results) as guard:
        ana = Assistant(guard, "Ana")
        group = groups(ana)[-1].partition("=")[2]
        form = {"submission": "s3", "question": "descent", "group": group, "name": SCRIPT, "hint": "Look."}
        assert ana.ask("POST", "/name-answers", form | {"submission": "s0"}).status == 400
        answer = ana.ask("POST", "/name-answers", form)
        assert answer.status == 303 and answer.headers["location"] == f"/group?name={group}&id=s3"
        page = ana.get(f"/group?name={group}").text
    assert "<script>" not in page and "Ana named it: <script>alert(1)</script>. Only staff read it." in text(page)
    grading.regrade(results, results.parent / "small.key")
    assert reporting.stored_report(results, "s3").questions[0].mistake == "descent.named_1"


def test_a_group_that_was_judged_again_meanwhile_is_not_decided_unseen(tmp_path):
    """As many submissions may be undecided as before, and be others."""
    results = small_results.write(tmp_path / "results", 12)
    with serving(results) as guard:
        ana = Assistant(guard, "Ana")
        hidden = panel(ana.get(groups(ana)[1]).text)
        with Gradebook(results / "gradebook.sqlite") as book:
            book.put(next(book.records("s2")))
        form = hidden | {"kind": "override", "scope": "all", "points": "4", "words": "Half of it."}
        answer = ana.ask("POST", "/decide", form)
        assert answer.status == 409 and "meanwhile this work was graded or judged again" in text(answer.text)
    assert last(results) == 0


def test_a_reason_is_given_again_by_its_number_and_changed_for_everybody_who_has_it(tmp_path):
    """The same sentence was typed for each group anew."""
    results = small_results.write(tmp_path / "results", 12)
    with serving(results) as guard:
        ana = Assistant(guard, "Ana")
        first, second = (panel(ana.get(address).text) for address in groups(ana)[1:3])
        form = first | {"kind": "override", "scope": "all", "points": "4", "words": "Half of it."}
        page = follow(ana, ana.ask("POST", "/decide", form))
        reason = re.search(r'name="reason" value="(\w+)" form="decide" formnovalidate="" aria-keyshortcuts="1"', page)[
            1
        ]
        assert panel(page) | {"log": ""} == second | {"log": ""}, "the next group is shown"
        page = follow(ana, ana.ask("POST", "/decide", panel(page) | {"scope": "all", "reason": reason}))
        assert {reporting.stored_report(results, name).questions[0].earned for name in ("s2", "s3", "s10")} == {4.0}
        changed = panel(ana.get("/submission?id=s3&question=descent").text)
        form = changed | {"reason": reason, "points": "5", "words": "More than half."}
        page = follow(ana, ana.ask("POST", "/change-reason", form))
        assert "Saved for 5 submissions" in text(page) and "Undo all 5" in text(page)
        assert {reporting.stored_report(results, name).questions[0].earned for name in ("s2", "s3", "s10")} == {5.0}
        number = re.search(r'name="entry" value="(\d+)"', page)[1]
        ana.ask("POST", "/undo", {"entry": number, "because": "No."})
        assert reporting.stored_report(results, "s10").questions[0].earned == 4.0
        stale = ana.ask("POST", "/change-reason", changed | {"reason": "0", "points": "5", "words": "x"})
        assert stale.status == 409 and "nobody has this reason any more" in text(stale.text)


def test_a_refused_form_comes_back_filled_in_with_the_sentence_above_it(tmp_path):
    """A refused form lost the place, and what was typed stood in a table."""
    results = small_results.write(tmp_path / "results", 12)
    with serving(results) as guard:
        ana = Assistant(guard, "Ana")
        hidden = panel(ana.get(groups(ana)[1]).text)
        form = hidden | {"kind": "override", "scope": "one", "points": "80", "words": "Half <of> it."}
        answer = ana.ask("POST", "/decide", form)
    page = answer.text
    assert answer.status == 400 and "worth 0 to 8. Nothing was changed." in text(page)
    assert page.index('role="alert"') < page.index('id="decide"') and panel(page) == hidden
    assert re.search(r'<input type="number" name="points" value="80" min="0" max="8"', page)
    assert "Half &lt;of&gt; it.</textarea>" in page and 'value="one" checked' in page


def test_two_assistants_get_different_answers_and_read_who_looks_at_one(tmp_path):
    """Both looked at the first group of the queue, and the second who decided was refused."""
    results = small_results.write(tmp_path / "results", 12)
    with serving(results) as guard:
        ana, bo = Assistant(guard, "Ana"), Assistant(guard, "Bo")
        places = [ana.get("/next").headers["location"], bo.get("/next").headers["location"]]
        assert len(set(places)) == 2 and "Bo" not in text(ana.get(places[0]).text).replace("You are Bo", "")
        assert "Ana looks at this now." in text(bo.get(places[0]).text)
        assert "Bo looks at this now." in text(ana.get(places[0]).text)
        assert places[0] not in {bo.get("/next").headers["location"] for _ in range(9)}
        assert re.search(r"<td[^>]*><span>Bo</span>", ana.get("/").text), "the queue's page says it too"


def test_people_on_the_roster_are_those_of_now(tmp_path):
    """A roster that comes after the last report changed no report."""
    results = small_results.write(tmp_path / "results", 2)
    with serving(results) as guard:
        ana = Assistant(guard, "Ana")
        assert "Zoe" not in ana.get("/students").text
        with Gradebook(results / "gradebook.sqlite") as book:
            book.put_absent([Person("z1", "Zoe")])
        assert "Zoe" in ana.get("/students").text


def test_students_are_searched_filtered_and_sorted(ana):
    def ids(query: str) -> list[str]:
        return re.findall(r'href="/submission\?id=(s\d+)">s', ana.get(f"/students?{query}").text)

    assert ids("") == [f"s{n}" for n in range(12)]
    assert ids("search=script") == ["s3"] and ids("search=student+S1") == ["s1", "s10", "s11"]
    assert ids("question=root&status=wrong") == ["s6"]
    assert ids("sort=most+points")[:2] == ["s0", "s7"] and ids("page=99&sort=x") == ids("")


def test_what_is_graded_by_hand_is_neither_missing_nor_in_the_total(ana):
    """An essay stood as "-", as if nothing had been handed in, and its points in the total."""
    page = ana.get("/students").text
    assert re.search(r'aria-label="by hand, graded by hand"[^>]*>by hand<', page)
    cells = re.findall(r"<td[^>]*><span>([\d.]+ of [\d.]+)</span></td>", page)
    assert cells and all(cell.endswith(" of 10") or cell.endswith(" of 14") for cell in cells) and "of 10" in str(cells)


def test_a_students_page_has_code_every_case_the_history_and_forms(ana, results):
    ana.decide("override", "s1", question="root", points="0")
    number = last(results)
    words = text(ana.get("/submission?id=s1&question=descent").text)
    assert "gradient_descent(g, alpha, max_its, w)" in words and "hidden: g = zigzag_1, alpha = 0.05" in words
    page = ana.get("/submission?id=s1&question=root").text
    assert "Staff gave 0 of 1 point, in place of 1: so it is" in text(page)
    assert f'name="entry" value="{number}"' in page
    assert ana.ask("POST", "/undo", {"entry": str(number), "because": "a slip"}).status == 303
    assert f"undone in {number + 1}" in text(ana.get("/submission?id=s1&question=root").text)
    assert "is undone already" in ana.ask("POST", "/undo", {"entry": str(number), "because": "again"}).text


def test_a_comment_stands_below_its_line_of_code_until_it_is_undone(tmp_path):
    """In review, on the page for staff and on its author's, and in the list of what staff say."""
    results = small_results.write(tmp_path / "results", 1)
    beside = re.compile(r'>return<[^\n]*</span><strong class="beside">Staff: Line 2: Step &lt;b&gt;.</strong></pre>')
    listed = re.compile(r"<p[^>]*><strong[^>]*>Staff: Line 2: Step &lt;b&gt;.</strong></p>")

    def found() -> list[tuple[int, int]]:
        reporting.report(results, jobs=1)
        drawn = [page.read_text(encoding="utf-8") for page in sorted(results.glob("st*/*s0.html"))]
        shown = ana.get("/submission?id=s0&question=descent").text
        assert len(drawn) == 2 and 'name="line" value=""' in shown
        return [(len(beside.findall(page)), len(listed.findall(page))) for page in (shown, *drawn)]

    with serving(results) as guard:
        ana = Assistant(guard, "Ana")
        said = follow(ana, ana.decide("comment", "s0", question="descent", line=" 2", words=" Step <b>."))
        assert "to s0 descent: Line 2: Step <b>" in text(said)
        assert found() == [(1, 1)] * 3
        assert 'name="line"' not in ana.get("/submission?id=s0").text
        ana.ask("POST", "/undo", {"entry": str(last(results)), "because": "a slip"})
        assert found() == [(0, 0)] * 3


def test_who_was_overtaken_reads_by_whom(ana):
    """Bo decides on a page that was shown before Ana decided; what Bo typed is not lost."""
    bo = Assistant(ana.guard, "Bo")
    assert ana.decide("override", "s8", question="descent", points="3").status == 303
    answer = bo.decide("override", "s8", question="descent", points="7", words="I see it otherwise.")
    assert answer.status == 409 and "meanwhile Ana decided about it" in text(answer.text)
    assert "I see it otherwise.</textarea>" in answer.text and 'name="points" value="7"' in answer.text
    assert "has 3 points, because so it is" in text(answer.text), "both decisions can be read"


def work(assistant: Assistant, count: int, failed: list[str]) -> None:
    for n in range(count):
        submission = f"s{(0, 1, 2, 3, 4, 6, 7)[n % 7]}"
        log = str(10**9)  # as if the page were shown now
        fields = [{"points": str(n % 5), "question": "essay"}, {}, {"question": "root"}][n % 3]
        kind = ("override", "comment", "excuse")[n % 3]
        answer = assistant.decide(kind, submission, log=log, words=f"{assistant.name} {n}", **fields)
        failed += [] if answer.status == 303 else [answer.text]


@pytest.mark.parametrize("count", [12, pytest.param(100, marks=pytest.mark.slow)])
def test_two_assistants_at_once_lose_nothing_and_a_regrade_keeps_it_all(tmp_path, count):
    results, failed = small_results.write(tmp_path / "results", 8), []
    with serving(results) as guard:
        both = [threading.Thread(target=work, args=(Assistant(guard, name), count, failed)) for name in ("Ana", "Bo")]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join()
    log = deciding.decisions_of(results)
    said = sorted(entry.decision.text or entry.decision.because for entry in log.entries)
    assert not failed and said == sorted(f"{name} {n}" for name in ("Ana", "Bo") for n in range(count))
    before = {name: reporting.stored_report(results, name).remarks for name in ("s0", "s2")}
    grading.regrade(results, results.parent / "other.key")
    assert {name: reporting.stored_report(results, name).remarks for name in ("s0", "s2")} == before
    assert deciding.decisions_of(results) == log


def test_a_students_page_keeps_the_points_before_a_regrade(tmp_path):
    results = small_results.write(tmp_path / "results", 1)
    grading.regrade(results, results.parent / "other.key")
    with serving(results, by="Ana") as guard:
        page = text(Assistant(guard, "Ana").get("/submission?id=s0").text)
    assert "9 of 10 points, and 4 graded by hand" in page
    assert re.search(r"Points before a regrade when \(UTC\) points until \S+ \S+ 10 of 10", page)


def test_similar_code_is_listed_and_read_side_by_side(tmp_path):
    results = small_results.write(tmp_path / "results", 3)
    with serving(results, by="Ana") as guard:
        ana = Assistant(guard, "Ana")
        assert "Nobody was compared yet: grader report compares" in text(ana.get("/").text)
        small_results.compare_copy(results, "s1", "s2")
        queue = ana.get("/").text
        assert re.search(r"Student s1 \(s1\) , Student s2 \(s2\) the whole homework \d\d % look", text(queue))
        html = ana.get(re.search(r'href="(/similar[^"]*)"', queue)[1].replace("&amp;", "&")).text
        refused = [ana.get(f"/similar?one=s1&other={other}") for other in ("s0", "s9", "../s2", SCRIPT)]
    assert {answer.status for answer in refused} == {404} and "no such pair" in text(refused[0].text)
    assert "<script>" not in html and html.count("&lt;script&gt;alert(3)") == 24
    marked = re.findall(r'<mark class="line">(.*?)</mark>', html)
    assert sum("alert(3)" in line for line in marked) == 24, "names do not tell them apart"
    assert 'None</span>: <span class="code-word">return' in html and "None" not in "".join(marked)
    assert "weak evidence" in html and "This is the last pair." in html


def test_a_folder_without_results_and_a_port_in_use_are_sentences(world, tmp_path):
    with pytest.raises(UserError, match="there are no results here"):
        serve(tmp_path)
    with pytest.raises(UserError, match=r"--port \d+: .* address already in use. Leave --port out"):
        serve(world[0], world[1].port)


def test_without_the_extra_the_command_says_what_to_install(world, monkeypatch):
    from typer.testing import CliRunner

    from grader.frontends.staff.decision_commands import app

    monkeypatch.delitem(sys.modules, "grader.frontends.review.serving")
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    done = CliRunner().invoke(app, ["review", str(world[0])])
    assert done.exit_code == 2 and "-m pip install starlette uvicorn" in done.stderr


def test_a_figure_is_decided_beside_what_the_handout_asks(tmp_path):
    """The picture is an image of the page, which loads nothing from elsewhere."""
    png = b"\x89PNG\r\n\x1a\n of a plot"
    calls = {"plot-0": Returned(figures_value([Figure(png)]))}
    run = Transcript("s0", "plots", {"plot": Definition("found", source="plot = plt.figure()")}, calls)
    results = small_results.write_runs(
        tmp_path / "results", Key("plots", "Plots", "instructor", (small_results.PLOT,)), {"s0": run}
    )
    with Results(results) as opened:
        page = AnswerPage(opened, Visit("Ana"), "s0", "plot").html()
    assert '<img src="data:image/png;base64,' in page and small_results.PLOT.asks in page
