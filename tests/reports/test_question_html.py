"""Fragments and pages: the report's own words, safe with anybody's text, and complete in themselves."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from support import small_class
from support.rows import few
from support.seen_html import Seen
from support.small_class import HOSTILE, hostile, judged, shrinking, transcript

from grader.judging.judge import judge
from grader.judging.messages.formatting import format_number
from grader.judging.messages.question_messages import HIDDEN
from grader.model.encoding.values import Items, Numbers, Table, Text
from grader.model.key import Key
from grader.model.transcript import Definition, Fault, Raised, Returned, Transcript
from grader.reports.causes import published_cause
from grader.reports.elements import clean
from grader.reports.pictures import plots
from grader.reports.pictures.rendering import NO_MATPLOTLIB, NoPicture
from grader.reports.question_html import question_html
from grader.reports.student_page import student_page, student_pages

KEY = small_class.key()
DESCENT, _, STATEMENTS = KEY.questions
SHRINKING = transcript(rule=shrinking)
LONG = Returned(Items((Numbers(np.full((60_000, 2), 1 / 3)), Numbers(np.full(60_000, 1e-300)))), 0.1)
RUN = small_class.run({"function": "zigzag_1", "parameters": {}}, [10.0, 1.0], 0.05, small_class.K, shrinking)


@pytest.fixture(autouse=True)
def drawn(monkeypatch, request) -> list:
    """The arguments of pictures. Nearly all of the time is a picture's: most tests have a short one in its place."""
    drawn = []
    draw = plots.picture if "picture" in request.node.name else lambda *_: b"a picture"
    monkeypatch.setattr(plots, "picture", lambda *arguments: drawn.append(arguments) or draw(*arguments))
    return drawn


def fragment(submission: Transcript, question=DESCENT) -> str:
    return question_html(KEY, question, submission, judge(KEY, submission))


def page(submission: Transcript, key: Key = KEY) -> str:
    return student_page(key, submission, judge(key, submission))


def pages(submission: Transcript, *kinds: str, report=None) -> list[str]:
    return student_pages(KEY, submission, report or judge(KEY, submission), kinds)


def words_of(html: str) -> str:
    return " ".join(" ".join(Seen(html).text).split())


def answered(truth: bool) -> Transcript:
    return transcript(truth_0=Returned(Table({"stationary": Numbers(np.array(truth))})))


def assert_safe(html: str) -> None:
    for name, attributes in Seen(html).tags:
        assert name not in ("script", "iframe", "object", "embed", "link", "form", "base", "svg", "b"), name
        for attribute, value in attributes.items():
            assert not attribute.startswith("on"), attribute
            if attribute in ("src", "href"):
                assert re.match(r"data:image/(png|svg\+xml);base64,|#question-", value), value[:80]
            if attribute == "style":
                assert "url(" not in value and "expression" not in value
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", html)


@pytest.mark.parametrize("size", few([0, 1_000_000]))
def test_no_text_of_a_student_breaks_out(size):
    """An exception's message or a source line may be any text, a megabyte of it too. NUL, ANSI colours and
    bidirectional controls can hide or reverse what staff read."""
    sent = hostile(size=size)
    for html in (page(sent), fragment(sent), *(fragment(sent, q) for q in KEY.questions[1:] if not size)):
        assert_safe(html)
        assert len(html) < 400_000
    assert clean("a\x1b[31mb\x1b[0m\u202ec\r\n\ud800d") == "abc\nd"


def test_an_ungradable_submission_gets_a_page_with_its_reason():
    html = page(replace(transcript(), unreadable="This file is not a notebook: it is a PDF. " + HOSTILE))
    assert "it is a PDF" in html and "COULD NOT BE GRADED" in html
    assert_safe(html)


def test_a_fragment_says_the_report_s_words_and_needs_no_style_script_or_picture():
    """Sanitisers drop styles, scripts and pictures; not everyone sees colours. A table's caption says which row is the
    first difference, which an arrow marks; blanks keep its columns apart, and a picture has words beside it."""
    report = judge(KEY, SHRINKING)
    for question, question_report in zip(KEY.questions, report.questions, strict=True):
        seen = Seen(fragment(SHRINKING, question))
        said = set(re.findall(r"\w+", " ".join(seen.text)))
        assert set(re.findall(r"\w+", question_report.message)) <= said | {"k"}
        assert not {name for name, _ in seen.tags} & {"style", "script", "svg", "link"}
        assert not any("class" in attributes and attributes["class"] != "say" for _, attributes in seen.tags)
    html = fragment(SHRINKING)
    (image,) = (attributes for name, attributes in Seen(html).tags if name == "img")
    assert "part at step 2" in image["alt"] and html.count("<tr>") > small_class.K + 1
    bare = re.sub(r' style="[^"]*"', "", html)
    assert f"<strong>{format_number(DESCENT.cases[0].expected['.weights'][2])}</strong><br></td>" in bare
    assert "weights: first difference at k\xa0=\xa02" in html and "&lt;- first" not in html
    assert "<tr><td><strong>\u2192\xa02</strong></td><td>\u2002<strong>" in bare
    assert not re.search(r"[\d)]</td><td>[\d(]", bare) and 'k</th><th scope="col">\u2002yours' in bare


def test_without_matplotlib_a_sentence_stands_in_place(monkeypatch):
    KEY.questions[0].cases[0].memo.clear()
    monkeypatch.setattr(plots, "available", lambda: False)
    monkeypatch.setattr(plots, "picture", lambda *_: (_ for _ in ()).throw(NoPicture(NO_MATPLOTLIB)))
    for html in (page(SHRINKING, small_class.key()), fragment(SHRINKING)):
        assert "Pictures need matplotlib" in html and "<img" not in html


def test_a_fragment_with_its_picture_stays_below_gradescope_s_limit():
    """Gradescope cuts at 100,000 characters, wherever that is; the worst we can make has long and wide histories."""
    assert len(fragment(transcript(descent_0=LONG, descent_1=LONG, descent_2=LONG))) < 100_000


def test_a_hidden_case_shows_its_fixed_sentence_and_nothing_else():
    """Its numbers, and even its being right or wrong, would help to guess it; so would a statement's answer."""
    hidden = DESCENT.cases[3]
    right = transcript()
    wrong = transcript(descent_3=Returned(Items((Numbers(np.full((3, 2), 8.125)), Text("9.0625"))), 1.5))
    assert fragment(right) == fragment(wrong) and pages(right, "student") == pages(wrong, "student")
    assert HIDDEN in fragment(right) and hidden.title not in fragment(right)
    assert not any(text in page(wrong) for text in ("8.125", "9.0625", hidden.title))
    assert fragment(answered(True), STATEMENTS) == fragment(answered(False), STATEMENTS)


def test_a_page_with_totals_says_which_statements_are_right():
    """It is for after the due date; a key of the visible cases alone does not know, and says nothing."""
    right, wrong = (words_of(page(answered(truth))) for truth in (True, False))
    assert re.search(r"All statements .*a statement RIGHT 1 of 1", right)
    assert re.search(r"All statements .*a statement NOT RIGHT 0 of 1", wrong)
    for text in (right, wrong):
        assert "after the due date" not in text and "reason" in text and "True. because" in text
    assert not any("because" in before for truth in (True, False) for before in pages(answered(truth), "student"))
    one, other = (page(answered(truth), KEY.for_students()) for truth in (True, False))
    assert one == other and "after the due date" in one and "All statements" not in one


def test_a_page_says_which_of_two_files_was_graded_and_what_the_grader_broke():
    words = "2 files were handed in; <hw2>.ipynb was graded: it answers 3 of 3."
    sent = transcript(descent_0=Fault("ours"))
    (html,) = student_pages(KEY, sent, judge(KEY, sent), ["published"], words)
    assert "2 files were handed in; &lt;hw2&gt;.ipynb was graded" in html and "COULD NOT BE CHECKED" in html


# ── points that explain themselves, and what staff see besides


def test_points_say_what_they_are_for():
    """1.5 of 6 points tells nobody what was right."""
    sent = transcript(descent_3=Returned(Items((Numbers(np.zeros((3, 2))), Text("9"))), 1.0))
    published, students = map(words_of, pages(sent, "published", "student"))
    assert "Visible cases: 6 of 6 points. Hidden cases: 0 of 1 right, 0 of 2 points." in published
    assert "6 of 6 points on the visible cases" in students and "2 more points are for hidden cases" in students
    assert "0 of 1 right" not in students
    parts = "All of these points are for right parts of wrong cases."
    points = f"Visible cases: 1.5 of 6 points. Hidden cases: 0 of 1 right, 0.5 of 2 points. {parts}"
    assert points in words_of(page(SHRINKING))


def test_what_only_hidden_cases_show_is_named_once_points_are_published():
    """Right where it was shown and wrong elsewhere: the student reads why, after the due date alone."""
    sent = transcript(descent_3=Returned(small_class.pair(RUN), 0.1))
    report = judge(KEY, sent)
    assert report.questions[0].message.startswith("All 3 visible cases are right")
    by_all = replace(report.questions[0], mistake="descent.shrinks")
    report = replace(report, questions=(by_all, *report.questions[1:]))
    published, students = map(words_of, pages(sent, "published", "student", report=report))
    assert "With hidden cases, the likely cause is: the steplength shrinks like α / k" in published
    assert "shrinks" not in students


def test_causes_that_the_message_lists_are_not_said_again_once_points_are_published():
    """Two that fit equally stand in the message one below the other, and in the report as one text."""
    (first,) = DESCENT.mistakes
    second = replace(first, id="descent.other", name="the other", hint="Look at the other.")
    key = replace(KEY, questions=(replace(DESCENT, mistakes=(first, second)), *KEY.questions[1:]))
    listed = f"Check in this order:\n1. {first.name}. {first.hint}\n2. {second.name}. {second.hint}"
    question = judged(SHRINKING)[0].questions[0]
    question = replace(question, mistake=f"{first.id}|{second.id}", message=listed)
    assert published_cause(key, question) == []
    assert published_cause(key, replace(question, message=listed.partition("2.")[0]))


def test_staff_read_the_code_and_hidden_cases_beside_the_verdict():
    """Also that code is too long to be kept: it was not shown, and missing from the comparison, without a word."""
    source = "def gradient_descent(g):\n    return '<b>'"
    for definition in (Definition("found", source=source), Definition("found", line=7)):
        sent = replace(SHRINKING, definitions={**SHRINKING.definitions, "descent": definition})
        made = pages(sent, "published", "staff")
        assert_safe(made[1])
        published, staff = map(words_of, made)
        assert "Hidden, with g = zigzag_1" in staff and "zigzag_1" not in published
        only_staff = "return '<b>'" if definition.source else "This code has more than 20,000 characters"
        assert only_staff in staff and only_staff not in published


def test_a_student_reads_no_line_of_code_at_which_only_a_hidden_case_stopped():
    """Code stands on a student's page where staff have a comment on a line of it."""
    stops = Raised("ValueError", "x", 3, 1, "    return two(g)")
    sent = transcript(descent_3=stops, descent_0=replace(stops, source="    one(g)"))
    source = "def gradient_descent(g):\n    one(g)\n    return two(g)"
    sent = replace(sent, definitions=sent.definitions | {"descent": Definition("found", source=source)})
    judged = judge(KEY, sent)
    assert "Your code" not in "".join(pages(sent, "student", "published", report=judged))
    descent = replace(judged.questions[0], remarks=("Staff: Line 3: Which step?",))
    made = pages(sent, "student", "published", "staff", report=replace(judged, questions=(descent,)))
    assert [page.count('<mark class="line">') for page in made] == [1, 1, 2]
    assert all(
        'two(g)</span><strong class="beside">Staff: Line 3' in page.replace("</mark>", "</span>") for page in made
    )


def test_equal_runs_are_drawn_once(drawn):
    """A class of hundreds makes a few mistakes, and pictures take nearly all of the time."""
    key = small_class.key.__wrapped__()  # of no other test: a picture is remembered with its case
    for scale in (1.0, 1.0 + 1e-12, 1.1):
        page(transcript(rule=lambda alpha, k, scale=scale: alpha / k * scale), key)
    assert len(drawn) == 2
