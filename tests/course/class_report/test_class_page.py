"""The class at a glance: counts that add up, names that lead to pages, and readable for 5 and for 5000."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from urllib.parse import quote

import numpy as np
import pytest
from support import small_class
from support.rows import few
from support.seen_html import Seen, text
from support.small_class import HOSTILE, classroom, handed_in, hostile, judged, transcript

from grader.base.safe_names import safe_name
from grader.course.class_report import student_table
from grader.course.class_report.class_page import class_page
from grader.course.class_report.lecture_page import lecture_page
from grader.course.class_report.statistics import FEWEST
from grader.course.class_report.student_table import SCRIPT
from grader.course.similar.comparison import Pair, Similar
from grader.model.encoding.values import Numbers
from grader.model.transcript import Fault, Returned, Stopped

KEY = small_class.key()  # of all tests: a picture is drawn once for each case of a key


def page(*class_, **more) -> str:
    return class_page(small_class.statistics(KEY, *class_, **more))


def row_of(html: str, name: str) -> str:
    """The row of the table of students in which the name stands."""
    return next(row for row in html.split("<tr")[1:] if f">{name}</a>" in row and "scope=" in row)


def test_every_submission_is_counted_once():
    seen = text(page(classroom(14)))
    assert "14 submissions: 12 graded, 2 not gradable." in seen


def test_links_lead_to_the_students_pages():
    """Identifiers may hold anything that a platform allows; a link must not leave the folder."""
    report, run = judged(transcript(rule=small_class.shrinking))
    html = page([(replace(report, submission="../a b/ü?#"), None, run)])
    name = safe_name("../a b/ü?#")
    assert "/" not in name and f'href="staff/STAFF-{quote(name)}.html"' in html


def test_who_is_excused_is_not_graded_by_hand():
    report, run = judged(transcript(rule=small_class.shrinking))
    excused = replace(report.questions[0], status="excused", counts=False, earned=float("nan"))
    html = page([(replace(report, submission="eva", questions=(excused, *report.questions[1:])), None, run)])
    assert ">excused</a>" in row_of(html, "eva") and "by hand" not in row_of(html, "eva")


def test_two_of_one_name_are_told_apart_by_their_ids():
    """Staff write to one of them, and must not write to the other."""
    of_class = [(replace(report, submission=f"c{n}"), handed_in("Eva E" if n < 8 else f"Student {n}"), run)
                for n, (report, _, run) in enumerate(classroom(9))]  # fmt: skip
    seen = text(page(of_class))
    assert "Eva E (c1)" in seen and "Eva E (c2)" in seen and "Student 8 (c8)" not in seen


def test_a_mistake_is_listed_with_its_name_count_and_hint():
    seen = text(page(classroom(14)))
    assert "the steplength shrinks like alpha/k" in seen and "Look at alpha" in seen


def test_what_stopped_code_stands_apart_from_mistakes_and_what_is_linked_is_said():
    """Neither is a mistake with a name, and the page for the lecture leaves both out."""
    stop = small_class.Raised("ValueError", "x", 3, 1, "y")
    both = [judged(transcript(rule=small_class.shrinking)), judged(transcript("bo", root_0=stop))]
    seen = text(page([(report, None, run) for report, run in both]))
    named, ended = seen.split("Mistakes, the commonest first")[1].split("Missing, or stopped by an error")
    assert "the steplength shrinks like" in named and "ValueError" not in named
    assert "Stopped by ValueError" in ended.split("Unexplained")[0]
    assert "A page for the next lecture shows mistakes of 3 or more people: here is none, and names nobody." in seen


def test_a_mistake_that_only_the_visible_cases_show_is_named_where_all_cases_have_no_cause():
    """The student reads its name; a page that says nothing of it would contradict that."""
    hidden = KEY.questions[0].cases[3]
    other = small_class.run(hidden.arguments["g"], hidden.arguments["w"], 0.03, small_class.K)
    report, run = judged(transcript(rule=small_class.shrinking, descent_3=Returned(small_class.pair(other))))
    assert "shrinks like alpha/k" in report.questions[0].message and not report.questions[0].mistake
    unexplained = text(page([(report, None, run)])).split("without a cause that fits all cases")[1]
    assert "By the visible cases: the steplength shrinks like" in unexplained
    assert "Hidden cases do not fit it." in unexplained


def test_a_question_that_only_stopped_is_counted_by_what_stopped_it():
    """Right on one coordinate and stopped on the others is no riddle: the exception says why."""
    stop = small_class.Raised("IndexError", "x", 3, 1, "y")
    report, run = judged(transcript(descent_1=stop, descent_2=stop, descent_3=Stopped("timed_out", "slow", 10.0)))
    seen = text(page([(report, None, run)]))
    assert "Stopped by IndexError" in seen and "Unexplained" not in seen


def test_a_group_of_wrong_answers_that_partly_stopped_is_one_by_what_stopped_it():
    """The same wrong descent; two of them stopped on a case by the same error, one by another, one not at all."""
    own, stop = {"rule": lambda alpha, k: alpha * 0.83}, small_class.Raised("IndexError", "x", 3, 1, "y")
    other = replace(stop, kind="TypeError")
    kinds = [transcript(**own, descent_1=c) for c in (stop, replace(stop, line=7), other)] + [transcript(**own)]
    class_ = [(replace(judged(t)[0], submission=f"s{n}"), None, t) for n, t in enumerate(kinds)]
    seen = text(page(class_))
    assert "4 wrong answers without a cause that fits all cases, in 3 groups" in seen
    assert "Group 1: 2 submissions of Gradient descent s0 , s1" in seen


def test_times_are_those_of_all_cases_hidden_ones_too():
    """Reports keep no time of a hidden case, because a student could sleep to tell what it asks; staff see it."""
    seen = text(page([(*judged(transcript())[:1], None, transcript())]))
    assert "Gradient descent descent 1.00 s 1.00 s 1.00 s" in seen
    quick = transcript(root_0=Returned(Numbers(np.array(0.0)), 1e-4))
    assert "under 0.01 s" in text(page([(*judged(quick)[:1], None, quick)]))


def test_what_we_could_not_check_stands_first_and_counts_against_nobody():
    """Staff have to act on it before any number of the page is final."""
    report, run = judged(transcript(root_0=Fault("sandbox")))
    html = page([(report, None, run), (*judged(transcript("bo"))[:1], None, None)])
    seen = text(html)
    assert seen.index("through no fault of the student") < seen.index("Mean ")
    root = seen[seen.index("A root", seen.index("Each question")) :]
    assert "100 %" in root[: root.index("True or false")]


def test_files_that_could_not_be_read_stand_first_and_what_is_empty_is_left_out():
    """Their authors have no points at all; a list of things that did not happen hides them."""
    html = page(classroom(14))
    assert text(html).index("Not gradable") < text(html).index("Mean ") and "<h2" in html
    assert 'href="#first"' in html and 'href="#absent"' not in html and 'id="absent"' not in html


def test_discrimination_is_hidden_in_small_classes():
    """A correlation of ten points is noise that somebody would act on."""
    small, large = (text(page(classroom(n))) for n in (10, 70))
    assert f"fewer than {FEWEST}" in small and "95 % interval" not in small
    assert "95 % interval" in large


@pytest.mark.parametrize("count", [0, 1, 5, 500, pytest.param(5000, marks=pytest.mark.slow)])
def test_the_page_stays_readable_at_any_size(count):
    """Every list but that of all students, which can be searched, is cut at a length that a person reads."""
    html = page(classroom(count), Similar((("s1", "s2"),) * count, (Pair("s1", "s2", 0.9),) * count))
    assert len(html) < 600_000 + 450 * count
    assert sum(name == "a" for name, _ in Seen(html).tags) < 3_000 + 4 * count


def test_every_student_is_in_the_table_with_a_link_for_each_question():
    """Staff go from a cell to what its author did there, whoever it is."""
    html = page(classroom(70))
    for n in range(70):
        if n % 7 != 5:  # that kind could not be read
            row = row_of(html, f"Student {n}")
            assert f'href="staff/STAFF-s{n}.html"' in row and f'href="staff/STAFF-s{n}.html#question-descent"' in row


def test_a_cell_says_what_came_of_the_question_in_words_too():
    """A colour alone says nothing on paper: points, and a sign where there are none or nobody knows why."""
    fault, missing = transcript(descent_0=Fault("ours")), replace(transcript(), definitions={})
    kinds = {"Eva": transcript(rule=lambda alpha, k: alpha * 0.83), "Ugo": fault, "Ida": missing, "Ali": transcript()}
    class_ = [(replace(judged(t)[0], submission=name), handed_in(name), t) for name, t in kinds.items()]
    cells = {name: re.findall(r"<td[^>]*>(?:<a[^>]*>)?([^<]*)", row_of(page(class_), name)) for name in kinds}
    assert cells["Ali"] == ["10", "8", "1", "1"] and cells["Eva"][1].endswith(" ?")
    assert cells["Ugo"][1] == "!" and cells["Ida"][1:] == ["-", "-", "-"]


def test_the_students_with_a_mistake_can_be_shown():
    """The rows that the list of mistakes shows are those that are counted there."""
    html = page(classroom(21))
    token, number = re.search(
        r'<option value="(m\d+)">Gradient descent: the steplength shrinks.*?\((\d+)\)', html
    ).groups()
    rows = [row for row in html.split("<tr")[1:] if re.search(rf'data-has="[^"]*\b{token}\b', row)]
    assert len(rows) == int(number) == 3 and f'data-show="{token}">3</a>' in html


def test_the_only_script_is_ours_and_no_other_can_run():
    """Names and files are hostile text: the policy lets this one script run, by its digest."""
    html = page([(judged(hostile())[0], handed_in(HOSTILE), hostile())])
    digest = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    assert re.findall("<script>(.*?)</script>", html, re.S) == [SCRIPT]
    assert (
        html.count("<script") == 1 and f"default-src &#x27;none&#x27;; script-src &#x27;sha256-{digest}&#x27;" in html
    )


def test_each_statement_has_its_share_of_right_answers_and_the_reason():
    assert "a statement True. because 100 % 0 0" in text(page(classroom(5)))


def test_each_question_shows_how_its_points_are_spread():
    assert "Submissions by tenths of the points, from none to all: " in text(page(classroom(5)))


def test_a_regrade_shows_who_gained_and_who_lost():
    """Students ask why their points changed, and staff must know whom a new key hurts."""
    names = {f"s{n}": {"descent": 8.0, "root": 0.5} for n in range(3)}
    html = page(classroom(3), before=names)
    assert "A root root 3 0 +0.50 3 with other points Student 0 0.5 to 1" in text(html)
    assert "Gradient descent descent 0 2" in text(html)
    assert "The last regrade changed no points." in text(page(classroom(1), before={"s0": {"root": 1.0}}))
    assert "The last regrade" not in text(page(classroom(1)))


# ── the page for the lecture


def lecture(*class_) -> str:
    return lecture_page(small_class.statistics(KEY, *class_))


def test_the_lecture_has_the_commonest_mistakes_with_a_picture_and_no_name():
    html = lecture(classroom(21))
    assert "1. The steplength shrinks like α / k" in text(html) and "17 % of the class (3)" in text(html)
    assert "Look at alpha" in text(html) and html.count("<img") == 1
    assert "Student" not in html and "s1" not in text(html)


def test_a_class_that_no_browser_shows_is_cut_in_a_sentence(monkeypatch):
    monkeypatch.setattr(student_table, "SHOWN", 3)
    html = page(classroom(9))
    table = html[html.index('id="student-table"') :].partition("</table>")[0]
    assert table.count('<th scope="row">') == 3
    assert "These are the first 3 of 8 by name; grader export writes all." in text(html).replace("`", "")


def test_similar_submissions_are_said_to_be_weak_evidence():
    """A number looks like a proof: beside it stands what it counts, and what chance and sample solutions do to it."""
    similar = Similar((("s0", "s2"),), (Pair("s1", "s2", 0.97, "descent"), Pair("s0", "s1", 0.61)))
    said = text(page(classroom(3), similar))
    assert "weak evidence" in said and "fragments" in said and "sample solution" in said
    assert "Student 1 , Student 2 Gradient descent descent 97 %" in said
    assert "Student 0 , Student 1 the whole homework 61 %" in said
    assert "The same file, byte for byte submissions Student 0 , Student 2" in said


def test_both_of_an_alike_pair_can_be_read_side_by_side():
    """A likeness without the two texts would be believed, or dismissed, unread."""
    code = {"descent": "def descent(g):\n    return g < 2", "root": "def root():\n    return 1"}
    similar = Similar((), (Pair("s1", "s2", 0.97, "descent"), Pair("s3", "s4", 0.9)), {"s1": code, "s2": code})
    html = page(classroom(5), similar)
    assert html.count("return</span> g &lt; 2</mark>") == 2 and "def</span> root" not in html
    assert "Student 1 and Student 2, side by side" in text(html) and "Student 3 and" not in text(html)


def test_who_handed_in_nothing_is_named_and_in_no_statistic():
    """A class in which half hand in nothing has not half the mean."""
    with_them = text(page(classroom(9), absent=["Neo Nil", "<b>Ann</b>"] * 200))
    without = text(page(classroom(9)))
    assert "400 on the roster handed in nothing." in with_them and "Neo Nil, <b>Ann</b>" in with_them
    assert "and 280 more" in with_them and "no statistic" in with_them
    figures = re.compile(r"Mean .*? points\.")
    assert figures.search(with_them)[0] == figures.search(without)[0]


def test_what_was_odd_about_a_submission_is_noted():
    """Which of two notebooks was graded decides a mark: staff must not have to look into the database."""
    report, run = judged(transcript())
    people = handed_in("Ada", "2 files were handed in; hw2.ipynb was graded: it answers 3 of 3.")
    assert "hw2.ipynb was graded: it answers 3 of 3." in text(page([(report, people, run)]))
    assert "Notes on what was handed in" not in text(page([(report, None, run)]))


def test_a_class_that_was_not_compared_is_not_said_to_be_honest():
    assert "Not compared" in text(page(classroom(3)))
    assert "No two submissions are strikingly alike" in text(page(classroom(3), Similar()))


@pytest.mark.parametrize("size", few([0, 1_000_000]))
def test_no_text_of_a_student_breaks_out(size):
    """Names, identifiers and messages are anybody's text, and staff open this page."""
    report, run = judged(hostile(size=size))
    bad = replace(transcript(HOSTILE), unreadable=HOSTILE + "A" * size)
    html = page(
        [(report, handed_in(HOSTILE), run), (judged(bad)[0], handed_in(HOSTILE * 1000), bad)],
        Similar(((HOSTILE,) * 2,), (Pair(HOSTILE, HOSTILE, 0.5, HOSTILE),), {HOSTILE: {HOSTILE: HOSTILE + "A" * size}}),
    )
    assert len(html) < 400_000
    for name, attributes in Seen(html).tags:
        assert name not in ("iframe", "object", "link", "form", "base", "b")
        assert not any(attribute.startswith("on") for attribute in attributes)
        assert re.match(r"staff/|#|lecture.html|data:image/png", attributes.get("href") or attributes.get("src") or "#")
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", html)


def test_who_attempted_nothing_does_not_count_for_discrimination():
    """One empty submission lifted a question's discrimination: it loses every question at once."""
    stub = {q.name: small_class.Definition("not_attempted") for q in KEY.questions}
    empty = replace(transcript("none"), definitions=stub, calls={})
    without, with_empty = (
        text(page([*classroom(70), *more])).split("Each question question")[1].split("True or false")[0]
        for more in ([], [(judged(empty)[0], None, empty)] * 5)
    )
    interval = re.compile(r"-?\d\.\d\d \(.*?\)")
    assert interval.findall(without) == interval.findall(with_empty) and interval.search(without)


def test_the_lecture_shows_what_three_people_or_more_did_and_no_words_to_one_of_them():
    """A hall read "you keep the points" below the curve of the only student who made a mistake."""
    few, enough = lecture(classroom(14)), text(lecture(classroom(21)))
    assert "No mistake was named in the work of 3 or more." in text(few) and "<img" not in few
    assert "With this call:" in enough and "keep the points" not in enough and "Your" not in enough


def test_the_page_says_what_was_not_compared_and_for_whom_it_is_most_of_the_code():
    """One solution that spread through the class was reported as absence: what many have counts nowhere."""
    spread = text(page(classroom(9), Similar(common=120, mostly_common=("s1", "s2"))))
    assert "Not compared: 120 fragments of code that more than 25 % of the class have" in spread
    assert "It is most of the code of 2: Student 1 , Student 2" in spread and "grader report --common" in spread
    assert "Not compared" not in text(page(classroom(9), Similar()))
