"""Fragments and pages: the report's own words, safe with anybody's text, and complete in themselves."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from support import small_class
from support.seen_html import Seen
from support.small_class import HOSTILE, hostile, judged, shrinking, transcript

from grader.judging.judge import judge
from grader.judging.messages.case_messages import format_number
from grader.judging.messages.question_messages import HIDDEN
from grader.model.encoding.values import Items, Numbers, Table, Text
from grader.model.key import Case, Key, Question
from grader.model.result_form import Part
from grader.model.transcript import Definition, Fault, Returned, Stopped, Transcript
from grader.reports.causes import published_cause
from grader.reports.elements import clean
from grader.reports.pictures import plots
from grader.reports.pictures.rendering import NO_MATPLOTLIB, NoPicture
from grader.reports.question_html import question_html
from grader.reports.student_page import student_page, student_pages


def all_html(submission=None) -> list[str]:
    submission = submission or transcript(rule=shrinking)
    key, report = small_class.key(), judged(submission)[0]
    return [student_page(key, submission, report), *(question_html(key, q, submission, report) for q in key.questions)]


def assert_safe(html: str) -> None:
    for name, attributes in Seen(html).tags:
        assert name not in ("script", "iframe", "object", "embed", "link", "form", "base", "svg", "b"), name
        for attribute, value in attributes.items():
            assert not attribute.startswith("on"), attribute
            if attribute in ("src", "href"):
                assert re.match(r"data:image/(png|svg\+xml);base64,|#question-", value), value[:80]
            if attribute == "style":
                assert "url(" not in value and "expression" not in value


@pytest.mark.parametrize("size", [0, 1_000_000])
def test_no_text_of_a_student_breaks_out(size):
    """An exception's message or a source line may be any text, a megabyte of it too."""
    for html in all_html(hostile(size=size)):
        assert_safe(html)
        assert len(html) < 400_000


def test_terminal_codes_and_turned_text_are_gone():
    """NUL, ANSI colours and bidirectional controls can hide or reverse what staff read."""
    for html in all_html(hostile()):
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", html)
    assert clean("a\x1b[31mb\x1b[0m\u202ec\r\n\ud800d") == "abc\nd"


def test_a_fragment_says_the_report_s_words():
    """One truth: what stands on the page is the message of the report, the table's layout apart."""
    submission = transcript(rule=shrinking)
    key, report = small_class.key(), judged(submission)[0]
    for q, question_report in zip(key.questions, report.questions, strict=True):
        said = set(re.findall(r"\w+", " ".join(Seen(question_html(key, q, submission, report)).text)))
        assert set(re.findall(r"\w+", question_report.message)) <= said | {"k"}


def test_numbers_stand_in_a_table_made_of_the_arrays():
    """Aligned blanks mean nothing to a screen reader; the caption says which row is the first difference."""
    submission = transcript(rule=shrinking)
    key, report = small_class.key(), judged(submission)[0]
    html = question_html(key, key.questions[0], submission, report)
    case = key.questions[0].cases[0]
    assert f"<strong>{format_number(case.expected['weights'][2])}</strong></td>" in html
    assert "The weights: first difference at k\xa0=\xa02" in html and "&lt;- first" not in html


def test_where_no_style_is_kept_the_first_difference_is_marked_and_columns_are_apart():
    """As some sanitisers leave it, on black and white paper, and for those who see no colours."""
    submission = transcript(rule=shrinking)
    html = question_html(small_class.key(), small_class.key().questions[0], submission, judged(submission)[0])
    bare = re.sub(r' style="[^"]*"', "", html)
    assert "<tr><td><strong>\u2192\xa02</strong></td><td>\u2002<strong>" in bare
    assert not re.search(r"[\d)]</td><td>[\d(]", bare)
    assert 'k</th><th scope="col">\u2002yours' in bare and "</strong><br></td></tr>" in bare, "rows run together"


def test_a_history_of_an_exercise_of_one_s_own_stands_in_a_table_too():
    """Entries of three numbers are as wide as a card, and the mark behind a row of text would be cut off."""
    right = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 1 / 3, 2 / 3]])
    case = Case("q-0", "max_its = 2", False, 1.0, {"max_its": 2}, {".": right}, {".": np.full(3, 1e-6)})
    question = Question("q", "Q", "form", 1.0, "q", ("max_its",), True, (case,), form=Part("history"))
    key = Key("small", "K", "instructor", (question,))
    wrong = Returned(Numbers(right * [[1.0], [0.5], [0.5]]), 0.0)
    sent = Transcript("ada", "small", {"q": Definition("found")}, {"q-0": wrong})
    html = question_html(key, question, sent, judge(key, sent))
    assert "Your result: first difference at k\xa0=\xa01" in html and "&lt;- first" not in html and "<td" in html


def test_a_picture_has_words_and_a_table_beside_it():
    """Gradescope may strip the picture, and not everyone sees it."""
    submission = transcript(rule=shrinking)
    html = question_html(small_class.key(), small_class.key().questions[0], submission, judged(submission)[0])
    (image,) = (attributes for name, attributes in Seen(html).tags if name == "img")
    assert "part at step 2" in image["alt"]
    assert html.count("<tr>") > small_class.K + 1


def test_without_matplotlib_a_sentence_takes_the_picture_s_place(monkeypatch):
    monkeypatch.setattr(plots, "available", lambda: False)
    monkeypatch.setattr(plots, "picture", lambda *_: (_ for _ in ()).throw(NoPicture(NO_MATPLOTLIB)))
    for html in all_html()[:2]:
        assert "Pictures need matplotlib" in html and "<img" not in html


def test_a_fragment_has_no_class_script_or_style_sheet():
    """Sanitisers drop them; whatever needs them would be lost."""
    for html in all_html()[1:]:
        names = {name for name, _ in Seen(html).tags}
        assert not names & {"style", "script", "svg", "link"}
        assert not any("class" in attributes and attributes["class"] != "say" for _, attributes in Seen(html).tags)


def test_a_hidden_case_shows_its_fixed_sentence_and_nothing_else():
    """Its numbers, and even its being right or wrong, would help to guess it."""
    key, hidden = small_class.key(), small_class.key().questions[0].cases[3]
    right = transcript()
    wrong = transcript(descent_3=Returned(Items((Numbers(np.full((3, 2), 8.125)), Text("9.0625"))), 1.5))
    shown = [question_html(key, key.questions[0], t, judged(t)[0]) for t in (right, wrong)]
    assert shown[0] == shown[1]
    assert HIDDEN in shown[0] and hidden.title not in shown[0]
    whole = student_page(key, wrong, judged(wrong)[0])
    assert "8.125" not in whole and "9.0625" not in whole and hidden.title not in whole
    theirs = [student_pages(key, t, judged(t)[0], ["student"]) for t in (right, wrong)]
    assert theirs[0] == theirs[1]


def test_concept_answers_are_not_given_away():
    key = small_class.key()
    answers = [transcript(truth_0=Returned(Table({"stationary": Numbers(np.array(x))}))) for x in (True, False)]
    one, other = (question_html(key, key.questions[2], t, judged(t)[0]) for t in answers)
    assert one == other


def test_a_page_with_totals_says_which_statements_are_right():
    """It is for after the due date; a key of the visible cases alone does not know, and says nothing."""
    key = small_class.key()
    answers = [transcript(truth_0=Returned(Table({"stationary": Numbers(np.array(x))}))) for x in (True, False)]
    seen = [" ".join(Seen(student_page(key, t, judge(key, t))).text) for t in answers]
    assert re.search(r"All statements .*a statement\s+RIGHT\s+1 of 1", seen[0], re.S)
    assert re.search(r"All statements .*a statement\s+NOT RIGHT\s+0 of 1", seen[1], re.S)
    assert all("after the due date" not in text for text in seen)
    assert all("reason" in text and "True. because" in text for text in seen), "the reasons that were promised"
    before = [page for t in answers for page in student_pages(key, t, judge(key, t), ["student"])]
    assert not any("because" in page for page in before)
    public = key.for_students()
    one, other = (student_page(public, t, judge(public, t)) for t in answers)
    assert one == other and "after the due date" in one and "All statements" not in one


def test_a_students_own_page_counts_the_shown_cases_alone():
    """`grader check --html` has no hidden cases: 6 of 8 points would look like a loss."""
    key = small_class.key().for_students()
    text = " ".join(" ".join(Seen(student_page(key, transcript(), judge(key, transcript()))).text).split())
    assert "Gradient descent RIGHT 6 of 6" in text and "of 10 points" not in text


def test_a_page_says_which_of_two_files_was_graded():
    words = "2 files were handed in; <hw2>.ipynb was graded: it answers 3 of 3."
    (html,) = student_pages(small_class.key(), transcript(), judged(transcript())[0], ["published"], words)
    assert "2 files were handed in; &lt;hw2&gt;.ipynb was graded" in html


@pytest.mark.parametrize(
    ("submission", "word"),
    [
        (transcript(), "RIGHT"),
        (transcript(rule=shrinking), "NOT RIGHT YET"),
        (hostile(), "PARTLY RIGHT"),
        (replace(transcript(), definitions={"descent": Definition("not_attempted")}), "NOT ATTEMPTED"),
        (transcript(**{f"descent_{i}": Stopped("timed_out", "10 seconds.") for i in range(4)}), "OUT OF TIME"),
        (transcript(descent_0=Fault("ours")), "COULD NOT BE CHECKED"),
    ],
)
def test_the_status_is_a_word(submission, word):
    """A colour alone says nothing to many, and nothing on paper."""
    key = small_class.key()
    assert f">{word}</strong>" in question_html(key, key.questions[0], submission, judged(submission)[0])


def test_a_fragment_stays_below_gradescope_s_limit():
    """Gradescope cuts at 100,000 characters, wherever that is; the worst we can make has long and wide histories."""
    long = Returned(Items((Numbers(np.full((60_000, 2), 1 / 3)), Numbers(np.full(60_000, 1e-300)))), 0.1)
    submission = transcript(descent_0=long, descent_1=long, descent_2=long)
    for html in all_html(submission)[1:]:
        assert len(html) < 100_000


def test_an_ungradable_submission_gets_a_page_with_its_reason():
    submission = replace(transcript(), unreadable="This file is not a notebook: it is a PDF. " + HOSTILE)
    html = student_page(small_class.key(), submission, judged(submission)[0])
    assert "it is a PDF" in html and "COULD NOT BE GRADED" in html
    assert_safe(html)


# ── points that explain themselves, and what staff see besides

RUN = small_class.run({"function": "zigzag_1", "parameters": {}}, [10.0, 1.0], 0.05, small_class.K, shrinking)


def words_of(html: str) -> str:
    return " ".join(" ".join(Seen(html).text).split())


def test_points_say_what_they_are_for():
    """1.5 of 6 points tells nobody what was right."""
    key = small_class.key()
    submission = transcript(descent_3=Returned(Items((Numbers(np.zeros((3, 2))), Text("9"))), 1.0))
    report = judged(submission)[0]
    published, students = map(words_of, student_pages(key, submission, report, ["published", "student"]))
    assert "Visible cases: 6 of 6 points. Hidden cases: 0 of 1 right, 0 of 2 points." in published
    assert "6 of 6 points on the visible cases" in students and "2 more points are for hidden cases" in students
    assert "0 of 1 right" not in students
    shown = words_of(student_page(key, transcript(rule=shrinking), judged(transcript(rule=shrinking))[0]))
    parts = "All of these points are for right parts of wrong cases."
    assert f"Visible cases: 1.5 of 6 points. Hidden cases: 0 of 1 right, 0.5 of 2 points. {parts}" in shown


def test_what_only_hidden_cases_show_is_named_once_points_are_published():
    """Right where it was shown and wrong elsewhere: the student reads why, after the due date alone."""
    key, submission = small_class.key(), transcript(descent_3=Returned(small_class.pair(RUN), 0.1))
    report = judged(submission)[0]
    assert report.questions[0].message.startswith("All 3 visible cases are right")
    by_all = replace(report.questions[0], mistake="descent.shrinks")
    report = replace(report, questions=(by_all, *report.questions[1:]))
    published, students = map(words_of, student_pages(key, submission, report, ["published", "student"]))
    assert "With hidden cases, the likely cause is: the steplength shrinks like α / k" in published
    assert "shrinks" not in students


def test_causes_that_the_message_lists_are_not_said_again_once_points_are_published():
    """Two that fit equally stand in the message one below the other, and in the report as one text."""
    key, submission = small_class.key(), transcript(rule=shrinking)
    report = judged(submission)[0]
    (first,) = key.questions[0].mistakes
    second = replace(first, id="descent.other", name="the other", hint="Look at the other.")
    key = replace(key, questions=(replace(key.questions[0], mistakes=(first, second)), *key.questions[1:]))
    listed = f"Check in this order:\n1. {first.name}. {first.hint}\n2. {second.name}. {second.hint}"
    question = replace(report.questions[0], mistake=f"{first.id}|{second.id}", message=listed)
    assert published_cause(key, question) == []
    assert published_cause(key, replace(question, message=listed.partition("2.")[0]))


def test_staff_read_the_code_and_hidden_cases_beside_the_verdict():
    submission = transcript(rule=shrinking)
    source = "def gradient_descent(g):\n    return '<b>'"
    found = {**submission.definitions, "descent": Definition("found", source=source)}
    submission = replace(submission, definitions=found)
    pages = student_pages(small_class.key(), submission, judged(submission)[0], ("published", "staff"))
    published, staff = map(words_of, pages)
    assert "return '<b>'" in staff and "return" not in published
    assert "Hidden, with g = zigzag_1" in staff and "zigzag_1" not in published
    assert_safe(pages[1])


def test_staff_read_where_code_is_too_long_to_be_kept():
    """It was not shown, and missing from the comparison with others, without a word."""
    submission = transcript(rule=shrinking)
    found = {**submission.definitions, "descent": Definition("found", line=7)}
    submission = replace(submission, definitions=found)
    pages = student_pages(small_class.key(), submission, judged(submission)[0], ("published", "staff"))
    words = "This code has more than 20,000 characters: it is neither shown here nor compared with others."
    assert [words in words_of(page) for page in pages] == [False, True]


def test_equal_runs_are_drawn_once(monkeypatch):
    """A class of hundreds makes a few mistakes, and pictures take nearly all of the time."""
    drawn = []
    draw = plots.picture
    monkeypatch.setattr(plots, "picture", lambda *arguments: drawn.append(arguments) or draw(*arguments))
    key = small_class.key()
    for scale in (1.0, 1.0 + 1e-12, 1.1):
        submission = transcript(rule=lambda alpha, k, scale=scale: alpha / k * scale)
        student_page(key, submission, judged(submission)[0])
    assert len(drawn) == 2
