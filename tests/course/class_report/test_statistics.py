"""The statistics that are formulas, and which answers are the same; what is counted is tested in test_class_page."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from support import small_class
from support.small_class import pair, transcript

from grader.course.class_report.observation import fingerprint, observe
from grader.course.class_report.statistics import discrimination
from grader.judging.judge import judge
from grader.model.encoding.values import Items, Nothing, Numbers, Other
from grader.model.result_form import COSTS, WEIGHTS
from grader.model.transcript import Returned


def test_discrimination_is_the_correlation_with_its_interval():
    """Against SciPy, which has Fisher's interval too."""
    stats = pytest.importorskip("scipy.stats")
    rng = np.random.default_rng(0)
    x = rng.normal(size=50)
    y = x + rng.normal(size=50)
    expected = stats.pearsonr(x, y)
    interval = expected.confidence_interval(0.95)
    assert np.allclose(discrimination(x, y), (expected.statistic, interval.low, interval.high), atol=1e-4)
    assert discrimination(np.ones(50), y) is None


def test_the_form_and_the_precision_of_an_answer_do_not_split_a_group():
    """Lists, arrays and float32 are the same mistake; another rule is not."""
    question, base = small_class.key().questions[0], transcript(rule=lambda alpha, k: alpha * 0.83)
    loose, single = {}, {}
    for case, call in base.calls.items():
        loose[case] = single[case] = call
        if case.startswith("descent"):
            w, c = (part.array for part in call.value.items)
            loose[case] = Returned(Items((Items(tuple(map(Numbers, w))), Items(tuple(map(Numbers, c))))), 0.1)
            single[case] = Returned(pair({WEIGHTS: w.astype("f4"), COSTS: c.astype("f4")}), 0.1)
    marks = [fingerprint(question, replace(base, calls=calls)) for calls in (base.calls, loose, single)]
    assert marks[0] == marks[1] and (marks[0] == marks[2])
    assert marks[0] != fingerprint(question, transcript())


def test_what_is_no_answer_is_equal_to_its_own_kind_alone():
    """Staff decide for a whole group at once."""
    question = small_class.key().questions[1]
    roots = [transcript(root_0=Returned(value)) for value in (Other("a generator"), Other("a class"), Nothing())]
    assert len({fingerprint(question, each) for each in roots}) == 3


@pytest.mark.parametrize("tiny", [5e-324, 1e-310])
def test_answers_may_be_smaller_than_any_power_of_ten_that_floats_hold(tiny):
    """One such answer must not end the report of a class."""
    question = small_class.key().questions[1]
    roots = [transcript(root_0=Returned(Numbers(np.array(value)))) for value in (tiny, 1.0)]
    assert fingerprint(question, roots[0]) != fingerprint(question, roots[1])


def test_the_order_of_several_names_does_not_split_a_group():
    """It follows from each student's source; their answers are the same."""
    key = small_class.key()
    report = judge(key, transcript())
    causes = [
        observe(key, replace(report, questions=tuple(replace(q, mistake=names) for q in report.questions)))
        for names in ("a|b+c", "b+c|a")
    ]
    assert causes[0].questions == causes[1].questions and causes[0].questions[0].result.cause == "a|b+c"


@pytest.mark.parametrize(("returns", "cause"), [("manual", ""), ("choice", ""), (None, "!missing")])
def test_an_essay_that_was_not_handed_in_is_no_mistake(returns, cause):
    """It stood as "Missing" on top of the class page's commonest mistakes."""
    key = small_class.key()
    key = replace(key, questions=tuple(replace(q, returns=returns or q.returns) for q in key.questions[:1]))
    (question,) = judge(small_class.key(), transcript()).questions[:1]
    missing = replace(question, status="missing", cases=tuple(replace(c, status="missing") for c in question.cases))
    report = replace(judge(small_class.key(), transcript()), questions=(missing,))
    assert observe(key, report).questions[0].result.cause == cause
