"""Any one of: the best question of a group counts, the group's points stand once, and nothing hidden shows in it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.keys import RULES, answered, gradient_descent, key, number, transcript, vector

from grader.frontends.gradescope.deadlines import SubmissionMetadata
from grader.frontends.gradescope.grading import InterimResults
from grader.frontends.gradescope.results_json import final_results
from grader.judging.judge import judge
from grader.judging.question_groups import UNTOUCHED, hidden_points, settle_groups, settled_by_visible, total_earned
from grader.model.key import Case, Question
from grader.model.report import CaseReport, QuestionReport, Report
from grader.model.result_form import Part
from grader.model.transcript import Definition, Fault, Raised
from grader.reports.student_page import student_page

GROUP = "one of your choice"
WRONG = Raised("ValueError", "no")


def grouped(*questions):
    points = questions[0].points
    return tuple(
        replace(
            q,
            group=GROUP,
            points=points,
            cases=tuple(replace(c, points=c.points * points / q.points) for c in q.cases),
        )
        for q in questions
    )


KEY = key(gradient_descent(), *grouped(number(), vector()))


def right(name):
    question = KEY.question(name)
    return {c.id: c.expected["."] for c in question.cases}


def graded(calls, missing=()):
    return judge(KEY, transcript(KEY, {**answered(), **calls}, missing))


def of(report, name):
    return report.question(name)


@pytest.mark.parametrize(("chosen", "left"), [("number", "vector"), ("vector", "number")])
def test_who_hands_in_one_of_them_has_it_all(chosen, left):
    report = graded(right(chosen), missing=(left,))
    assert report.earned == report.possible == KEY.points
    other = of(report, left)
    assert (other.status, other.counts, other.earned, other.possible) == ("optional", False, 0.0, 0.0)
    assert other.message == (
        'Optional: you need one question of "one of your choice", and you handed in another. You lose nothing here.'
    )
    assert {c.message for c in other.cases} == {other.message}


def test_of_two_the_better_one_counts_and_both_are_told_so():
    report = graded({**right("vector"), "number.1": 7.0})
    assert (of(report, "number").counts, of(report, "vector").counts) == (False, True)
    assert report.earned == KEY.points
    for name in ("number", "vector"):
        assert of(report, name).message.endswith(
            'You need one question of "one of your choice". If you hand in several, the best one counts.'
        )
    assert of(report, "number").message.startswith("Your result is 7.000000"), (
        "its author still reads what is wrong with it"
    )


def test_a_question_that_we_could_not_check_might_have_been_the_best():
    """Fail closed: staff look, unless another question of the group has full points already."""
    assert graded({"number.1": Fault("lost"), "vector.1": WRONG}).unchecked == ("number",)
    assert graded({"number.1": WRONG, "vector.1": Fault("lost")}).unchecked == ("vector",)
    report = graded({"number.1": Fault("lost"), **right("vector")})
    assert (report.unchecked, report.earned) == ((), KEY.points)


# ── the same in every output


def test_a_page_says_what_does_not_count():
    run = transcript(KEY, {**answered(), **right("vector"), "number.1": 7.0})
    page = student_page(KEY, run, judge(KEY, run))
    assert "NOT RIGHT</strong>: another question of its group counts" in page
    page = student_page(KEY, run, graded(right("vector"), missing=("number",)))
    assert "OPTIONAL" in page and "MISSING" not in page


def test_on_gradescope_a_hidden_case_shows_neither_in_points_nor_in_what_counts():
    """Both questions look right; the second one alone is right behind that. Students see the first with its points."""

    def question(name, *right):
        cases = tuple(
            Case(f"{name}.{i}", "", hidden, points, {}, {".": np.asarray(value)}, {".": 1e-6})
            for i, (value, hidden, points) in enumerate(zip(right, (False, True), (3.0, 2.0), strict=True))
        )
        return Question(name, name, "form", 5.0, name, ("x",), True, cases, group=GROUP, form=Part("number"))

    both = key(question("one", 1.0, 2.0), question("two", 1.0, 2.0))
    seen = []
    for hidden in (7.0, 2.0):
        run = transcript(both, {"one.0": 1.0, "one.1": hidden, "two.0": 1.0, "two.1": 2.0})
        data = final_results(both, run, judge(both, run), SubmissionMetadata())
        assert data["score"] == sum(t.get("score", 0) for t in data["tests"]) == 5.0
        seen.append([t for t in data["tests"] if t["visibility"] == "visible"])
    assert seen[0] == seen[1]
    assert [(t["name"], t.get("score")) for t in seen[0]] == [("one", 3.0), ("two", None)]


# ── the rule itself


def made(name, group, status, *cases):
    told = tuple(
        CaseReport(f"{name}.{i}", "", hidden, status, earned, 4.0, "") for i, (earned, hidden) in enumerate(cases)
    )
    earned = sum(c.earned for c in told)
    return QuestionReport(name, name, status, earned, 4.0 * len(told), "told", "", told, group)


halves = st.sampled_from([0.0, 1.0, 2.0, 4.0])
statuses = st.sampled_from(["partial", "wrong", "missing", "not_attempted", "could_not_check"])
rows = st.lists(st.tuples(statuses, st.sampled_from(["", "a", "b"]), halves, halves), min_size=1, max_size=6)


def _questions(drawn):
    return [
        made(f"q{i}", group, status, (0.0, False), (0.0, True))
        if status in UNTOUCHED
        else made(f"q{i}", group, status, (x, False), (y, True))
        for i, (status, group, x, y) in enumerate(drawn)
    ]


several = rows.map(_questions)


def report_of(questions):
    told = settle_groups(questions)
    return Report("ada", "x", "graded", sum(q.earned for q in told), sum(q.possible for q in told), "", told)


@given(several)
def test_a_group_never_has_more_than_its_points_and_never_less_than_its_best(questions):
    report = report_of(questions)
    for group in {q.group for q in questions if q.group}:
        ours = [q for q in report.questions if q.group == group]
        before = [q for q in questions if q.group == group]
        assert [q.counts for q in ours].count(True) == 1
        assert sum(q.possible for q in ours) == 8.0
        if all(q.status != "could_not_check" for q in ours):
            assert sum(q.earned for q in ours) == max(q.earned for q in before)
    for question, told in zip(questions, report.questions, strict=True):
        if not question.group:
            assert told == question


@given(several)
def test_visible_points_and_those_behind_them_are_the_total(questions):
    """What Gradescope shows adds up to the score it is given."""
    report = report_of(questions)
    seen = settled_by_visible(report)
    visible = sum(c.earned for q in seen.questions if q.counts for c in q.cases if not c.hidden)
    assert visible + sum(hidden_points(report).values()) == pytest.approx(total_earned(report.questions))


@given(several, st.lists(halves, min_size=6, max_size=6))
def test_what_counts_to_the_eye_does_not_depend_on_hidden_cases(questions, others):
    """Or the choice would tell a student of two right questions which of them fails a hidden case."""

    def with_hidden(question, earned):
        cases = tuple(replace(c, earned=earned) if c.hidden else c for c in question.cases)
        return replace(question, cases=cases, earned=sum(c.earned for c in cases))

    changed = [with_hidden(q, e) for q, e in zip(questions, others, strict=False)]
    assert [q.counts for q in settled_by_visible(report_of(questions)).questions] == [
        q.counts for q in settled_by_visible(report_of(changed)).questions
    ]


def test_what_runs_so_far_promises_no_more_than_the_end():
    """Gradescope may end the run at any moment, and then shows what was written last."""
    calls = {**transcript(KEY, {**answered(RULES["ascent"]), **right("number"), "vector.1": WRONG}).calls}
    scores, told = [], {}
    for case, call in calls.items():
        told[case] = call
        state = InterimResults(KEY, Path(), calls=dict(told)).state()
        json.dumps(state)
        scores.append(state["score"])
    assert scores == sorted(scores)
    assert scores[-1] <= judge(KEY, transcript(KEY, calls)).earned


def test_a_question_whose_cell_does_not_parse_was_handed_in():
    """It is told of, and costs nothing where another question of the group is right."""
    run = transcript(KEY, {**answered(), **right("vector")}, ("number",))
    run = replace(run, definitions={**run.definitions, "number": Definition("broken", "Cell 3 ...")})
    report = judge(KEY, run)
    assert (of(report, "number").status, report.earned) == ("crashed", KEY.points)
