"""Several readings of a question: each is right by itself, mixing is not, and nothing hidden shows in the choice."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import small
from support.compiled import underived_key
from support.keys import STARTS, K, answered, descent, gradient_descent, key, tolerance, transcript
from support.random_values import calls
from support.tables import read_written

from grader.authoring.compiler import compile_key
from grader.authoring.facts.assignment import BadAssignment
from grader.authoring.reading.assignment_file import load_assignment
from grader.judging.judge import judge
from grader.model.key import Reading, parse_key
from grader.model.result_form import COSTS, WEIGHTS
from grader.reports.pictures.plots import report_figure
from grader.reports.student_page import student_page

HALF = "half a step"


def half(alpha, k, g):
    return -alpha * g / 2


def right(case, rule=lambda alpha, k, g: -alpha * g):
    return dict(zip((WEIGHTS, COSTS), descent(case, rule), strict=True))


def reading(name, rule):
    expected = {case: right(case, rule) for case in STARTS}
    return Reading(name, expected, {case: tolerance(answer) for case, answer in expected.items()})


PLAIN = gradient_descent()
BOTH = replace(PLAIN, reading="a whole step", others=(reading(HALF, half),))
KEY, ALONE = key(BOTH), key(PLAIN)


def graded(outcomes, key=KEY):
    return judge(key, transcript(key, outcomes)).questions[0]


def test_each_reading_earns_every_point():
    for rule, name in ((lambda alpha, k, g: -alpha * g, "a whole step"), (half, HALF)):
        question = graded(answered(rule))
        assert (question.status, question.earned, question.reading) == ("right", 12.0, name)
        assert f'fit the reading "{name}" best and are judged by it' in question.message


def test_whoever_mixes_them_has_the_better_one_alone():
    """One of the shown cases by one reading, the other two by the other: eight points of twelve, and not twelve."""
    mixed = {**answered(half), "descent.1": descent("descent.1")}
    assert graded(mixed).earned == 8.0 + graded({"descent.1": mixed["descent.1"]}, key(_first(half))).earned
    assert graded(mixed).earned < 12.0


def _first(rule):
    return replace(PLAIN, cases=(replace(PLAIN.cases[0], expected=right("descent.1", rule)),))


def test_mistakes_are_named_by_the_reading_that_explains_them():
    """Who halves the step and climbs has made one mistake by the second reading, and two by the first."""
    up = {case: right(case, lambda alpha, k, g: alpha * g / 2) for case in STARTS}
    climbs = replace(PLAIN.mistakes[0], answers=up)
    question = replace(BOTH, others=(replace(BOTH.others[0], mistakes=(climbs,)),))
    report = graded(answered(lambda alpha, k, g: alpha * g / 2), key(question))
    assert (report.mistake, report.reading) == (climbs.id, HALF)


def test_readings_are_kept_in_the_file_and_hidden_cases_are_not_in_a_students():
    run = transcript(KEY, answered(half))
    assert judge(parse_key(KEY.to_json()), run) == judge(KEY, run)
    text = KEY.for_students().to_json()
    assert "descent.3" not in text and HALF in text
    assert judge(parse_key(text), run).questions[0].reading == HALF


def test_pictures_and_pages_show_the_reading_that_was_followed():
    """Beside the student's run stands the right one of the same reading, or all would look wrong."""
    run = transcript(KEY, {**answered(half), "descent.2": descent("descent.2", lambda a, k, g: -a * g / 2 * (k < 3))})
    report = judge(KEY, run)
    page = student_page(KEY, run, report)
    assert "wrong from" in page and "the first step already is not" not in page
    drawn = report_figure(KEY, run, report)
    assert drawn is not None


outcomes = st.fixed_dictionaries({case: st.sampled_from(["whole", "half", "wrong", "late"]) for case in STARTS})


def made(case, how):
    rules = {"whole": lambda alpha, k, g: -alpha * g, "half": half, "wrong": lambda alpha, k, g: alpha * g}
    if how == "late":
        weights, costs = descent(case, half)
        return weights, [costs[0], *costs[:-1]]
    return descent(case, rules[how])


@given(outcomes, st.dictionaries(st.sampled_from(sorted(STARTS)), calls, max_size=2))
def test_one_more_reading_never_lowers_a_score_and_never_pays_twice(how, strange):
    """Each reading alone, with its own part credit, bounds it from below; the best of them is it."""
    run = {**{case: made(case, h) for case, h in how.items()}, **strange}
    alone = [graded(run, key(q)) for q in BOTH.readings]
    report = graded(run)
    assert report.earned == pytest.approx(max(q.earned for q in alone))
    assert report.earned <= report.possible
    assert sum(c.earned for c in report.cases) == pytest.approx(report.earned)
    assert all(0 <= c.earned <= c.possible + 1e-9 for c in report.cases)


@given(outcomes, st.sampled_from(["whole", "half", "wrong"]))
def test_a_hidden_case_decides_nothing_that_shows(how, other):
    """A function could answer a hidden case by one reading or the other, and so tell a bit of what it was given."""
    run = {case: made(case, h) for case, h in how.items()}
    one, two = graded(run), graded({**run, "descent.3": made("descent.3", other)})
    assert (one.message, one.reading) == (two.message, two.reading)
    assert [c.status for c in one.cases[:2]] == [c.status for c in two.cases[:2]]


# ── in assignment.toml

SHRINKING = read_written(__file__, "readings_shrinking.toml")


def test_accept_says_how_the_method_is_asked(tmp_path):
    """The first step is one gradient long by one reading and 0.7 of it by the other: g'(2.5) = 1.55."""
    (question,) = underived_key(load_assignment(small.write(tmp_path, SHRINKING))).questions
    assert [q.reading for q in question.readings] == ["1/k", "alpha/k"]
    firsts = [q.cases[0].expected[".weights"][1] for q in question.readings]
    assert firsts == pytest.approx([2.5 - 1.55, 2.5 - 0.7 * 1.55])
    assert [q.cases[1].expected[".weights"].tolist() for q in question.readings[:1]] == [
        q.cases[1].expected[".weights"].tolist() for q in question.readings[1:]
    ]
    assert question.cases[0].arguments["shrink"] is True and question.cases[0].arguments["alpha"] == 0.7
    answers = [{m.id: m.answers["gd.1"][".weights"][2] for m in q.mistakes} for q in question.readings]
    assert answers[0]["gradient_descent.diminishing_square"] != answers[1]["gradient_descent.diminishing_square"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (('not_of_method = ["shrink"]\n', ""), "case 1: the method 'gradient_descent' has no parameter 'shrink'"),
        (('not_of_method = ["shrink"]', 'not_of_method = ["shrnk"]'), "no argument of the function. Did you mean 's"),
        ((SHRINKING[SHRINKING.index("  accept") : SHRINKING.index("  [[question.case]]\n  on = \"coupled\"")], ""),
         "case 1: shrink = true, which the method has no parameter for: say what it means, such as accept = {"),
        (("w = [1.3, -0.7]", 'w = [1.3, -0.7]\n  accept = { "1/k" = {} }'), "the readings ['1/k'], and another case"),
        (('alpha = "0.7/k"', 'alfa = "0.7/k"'), "'gradient_descent' has no parameter 'alfa'. Did you mean 'alpha'"),
        (('"shrink"]', '"shrink", "alpha"]'), "case 2: the method 'gradient_descent' needs its parameter 'alpha'"),
        (('points = 6', 'points = 6\ncannot_happen = ["gradient_descent.deminishing"]'),
         "cannot_happen: no mistake begins with 'gradient_descent.deminishing'. Did you mean"),
        (('points = 6', 'points = 6\nmistakes = "quartic_valu"'),
         "there is no bank of mistakes 'quartic_valu'. Did you mean 'quartic_value'?"),
    ],
)  # fmt: skip
def test_every_slip_is_answered(change, sentence, tmp_path):
    assert change[0] in SHRINKING
    with pytest.raises(BadAssignment) as caught:
        compile_key(load_assignment(small.write(tmp_path, SHRINKING.replace(*change))))
    assert sentence in str(caught.value)


def test_what_cannot_happen_is_not_in_the_key(tmp_path):
    fewer = SHRINKING.replace("points = 6", 'points = 6\ncannot_happen = ["gradient_descent.diminishing", "x"]')
    with pytest.raises(BadAssignment, match="no mistake begins with 'x'"):
        compile_key(load_assignment(small.write(tmp_path, fewer)))
    (question,) = underived_key(load_assignment(small.write(tmp_path, fewer.replace(', "x"', "")))).questions
    assert not [m.id for m in question.mistakes if "diminishing_" in m.id] and len(question.mistakes) > 10


# ── the kink, seen by the judge


def kinked(judged):
    """The first case of the question, judged up to a step: what a key holds of a run that lands on a kink there."""
    case = PLAIN.cases[0]
    cut = {name: np.asarray(value)[: judged + 1] for name, value in case.tolerance.items()}
    return replace(PLAIN, cases=(replace(case, tolerance=cut, points=12.0),), mistakes=())


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), min_size=K - 3, max_size=K - 3))
def test_whatever_comes_after_the_kink_costs_nothing(tail):
    """Honest runs jump over it, stay on it, or become nan there."""
    weights, costs = descent("descent.1")
    run = [*weights[:4], *tail[:2]], [*costs[:4], *tail[:2]]
    only = key(kinked(3))
    report = graded({"descent.1": run}, only)
    assert (report.status, report.earned) == ("right", 12.0)
    assert "Steps after 3 are not judged: the right w^3 lies on a kink of g" in report.message


def test_what_comes_before_it_counts_and_so_does_the_length():
    only = key(kinked(3))
    weights, costs = descent("descent.1")
    assert graded({"descent.1": (weights[:-1], costs[:-1])}, only).earned < 12.0
    weights[3] += 0.01
    assert graded({"descent.1": (weights, costs)}, only).earned < 12.0


def test_a_slip_of_recording_is_named_whoever_differentiates():
    """The rows beyond the kink are nobody's, in the mistake's run as well."""
    weights, costs = descent("descent.1")
    weights[4:], costs[4:] = 0.0, 0.0
    report = graded({"descent.1": (weights[1:], costs[1:])}, key(kinked(3)))
    assert report.mistake == "bookkeeping.without_first"
