"""A run step by step: numbers of both runs, the student's own variables, and nothing that needs a script."""

from __future__ import annotations

import re
import sys
from dataclasses import replace

import numpy as np
import pytest
from support import seen_html, small_class

from grader.judging.verdicts import judge_case
from grader.model.encoding.values import Items, Numbers
from grader.model.key import Case, Question
from grader.model.result_form import FORM, Part
from grader.model.transcript import Returned
from grader.reports.look import notebook_inline
from grader.reports.pictures.rendering import YOURS
from grader.reports.step_view import HOW, MAX_STEPS, NO_VARIABLES, StepView

QUESTION = small_class.key().for_students().questions[0]


def view(case: int = 1, states=(), rule=small_class.shrinking) -> StepView:
    sent = small_class.transcript(rule=rule)
    shown = QUESTION.cases[case]
    return StepView(QUESTION, shown, judge_case(QUESTION, shown, sent.calls[shown.id]), states)


@pytest.fixture(autouse=True)
def _without_pictures(monkeypatch, request):
    """Most of the time is a picture's, and all but that stands without matplotlib as well."""
    if "picture" not in request.node.name:
        monkeypatch.setitem(sys.modules, "matplotlib", None)


def test_every_step_is_a_radio_button_of_its_view_and_the_first_wrong_one_is_chosen():
    page = seen_html.Seen(view().html(notebook_inline, "s"))
    radios = [attributes for tag, attributes in page.tags if tag == "input"]
    assert [r["id"] for r in radios] == [f"s-{k}" for k in range(small_class.K + 1)]
    assert [r["id"] for r in radios if "checked" in r] == ["s-2"]
    assert not {"script", "iframe"} & {tag for tag, _ in page.tags} and HOW in page.text
    views = [view()._repr_mimebundle_()["text/html"] for _ in range(2)]
    assert type(views[0]) is str, "marimo shows an error for a subclass"
    names = {a["name"] for html in views for tag, a in seen_html.Seen(html).tags if tag == "input"}
    assert len(names) == 2, "two views on one page do not share their buttons"


def test_a_step_has_point_cost_step_and_slope_of_both_runs():
    """The slope is that of the visible cost at each run's own point: nothing of it comes from a solution."""
    shown = view(0, rule=lambda alpha, k: alpha * (1 + (k == 2)))
    text = seen_html.text(shown.html(notebook_inline))
    weights, costs = QUESTION.cases[0].expected.values()
    for number in (weights[2], costs[2], weights[2] - weights[1]):
        assert f"{number:.6f}" in text
    assert "Step 2: the first difference" in text and "Step 3 " in text
    row = f"2 {shown.run.answer['.weights'][2]:.6f} {weights[2]:.6f} <- first difference"
    assert row in " ".join(str(shown).split())


def test_variables_are_shown_where_there_is_one_state_for_each_step():
    states = [{"h": np.array([k, -0.5])} for k in range(small_class.K + 1)]
    assert "(7, -0.5)" in view(states=states).html(notebook_inline)
    for others in ((), states[1:]):
        html = view(states=others).html(notebook_inline)
        assert NO_VARIABLES in html and "(7, -0.5)" not in html


def test_a_right_run_a_diverging_one_and_a_short_one_can_be_explored():
    right = view(rule=lambda alpha, k: alpha)
    assert "checked" in right.html(notebook_inline) and "first difference" not in str(right)
    with np.errstate(all="ignore"):
        assert "Step 1: the first difference" in view(rule=lambda alpha, k: 1e3 * alpha).html(notebook_inline)
    case = QUESTION.cases[0]
    short = Items((Numbers(np.array([2.5, 9.0])), Numbers(np.array([1.4, 9.0]))))
    cut = StepView(QUESTION, case, judge_case(QUESTION, case, Returned(short, 0.1)))
    assert f"{small_class.K}          -" in str(cut)


def test_the_picture_is_held_once_and_marked_for_each_step():
    html = view(0).html(notebook_inline)
    marks = re.findall(r'<span style="left:([\d.]+)%;top:([\d.]+)%;border-color:(#\w+)">', html)
    assert html.count("<img") == 1 and len(marks) == 4 * (small_class.K + 1)
    lefts = [float(left) for left, _, colour in marks if colour == YOURS]
    assert lefts == sorted(lefts) and 0 < lefts[0] < lefts[-1] < 100


def test_of_a_long_run_the_steps_around_the_first_wrong_one_are_shown():
    steps, first = small_class.STARTS[0], QUESTION.cases[0]
    right, wrong = (
        small_class.run({"function": steps[0], "parameters": {}}, steps[2], 0.1, 100, rule)
        for rule in (lambda alpha, k: alpha, lambda alpha, k: alpha * (1 + (k == 70)))
    )
    tolerance = {name: np.full(101, 1e-6) for name in right}
    case = replace(first, expected=right, tolerance=tolerance, arguments=first.arguments | {"max_its": 100})
    sent = Returned(small_class.pair(wrong), 0.1)
    long = StepView(QUESTION, case, judge_case(QUESTION, case, sent))
    assert long.runs.first_wrong == 70 and list(long.steps) == list(range(41, 101)) and len(long.steps) == MAX_STEPS


def of_parts(yours) -> StepView:
    """A view of a result of parts, the histories `xs` and `values` among them."""
    form = Part("list", parts=(Part("number", "x"), Part("history", "xs"), Part("history", "values")))
    right = {".x": np.asarray(4.0), ".xs": np.arange(10.0).reshape(5, 2), ".values": np.arange(5.0)}
    tolerance = {".x": 1e-6, ".xs": np.full(5, 1e-6), ".values": np.full(5, 1e-6)}
    case = Case("q.1", "k = 1", False, 1.0, {"k": 1}, right, tolerance)
    question = Question("q", "Q", FORM, 1.0, "q", ("k",), True, (case,), form=form)
    sent = Returned(Items(tuple(Numbers(np.asarray(part)) for part in yours)))
    return StepView(question, case, judge_case(question, case, sent))


def test_histories_among_parts_are_gone_through_step_by_step():
    """Only a run with its costs had steps: an instructor's own history was answered by a sentence."""
    xs, values = np.arange(10.0).reshape(5, 2), np.arange(5.0)
    xs[3] += 1
    shown = of_parts((4.0, xs, values))
    assert shown.first_wrong == 3 and list(shown.steps) == [0, 1, 2, 3, 4]
    text = seen_html.text(shown.html(notebook_inline))
    assert "Step 3: the first difference" in text and "xs (7.000000, 8.000000) (6.000000, 7.000000)" in text
    assert "values 3.000000 3.000000" in text and "<- first" not in text


def test_a_history_that_ends_too_early_or_has_another_shape_parts_where_it_does():
    """Not at the first difference of the part behind it, and not nowhere."""
    short = of_parts((4.0, np.arange(6.0).reshape(3, 2), np.arange(5.0)))
    assert short.first_wrong == 3 and len(short.steps) == 5
    other = of_parts((4.0, np.zeros((5, 3)), np.array([0.0, 1, 2, 9, 4])))
    assert other.first_wrong == 0 and "first difference" in str(other)


def test_a_result_without_a_history_has_no_steps():
    verdict = of_parts((4.0, np.arange(10.0).reshape(5, 2), np.arange(5.0)))
    form = Part("number")
    question = replace(verdict.question, form=form)
    case = replace(verdict.case, expected={".": np.asarray(1.0)}, tolerance={".": 1e-6})
    assert not StepView(question, case, judge_case(question, case, Returned(Numbers(np.asarray(1.0))))).histories
