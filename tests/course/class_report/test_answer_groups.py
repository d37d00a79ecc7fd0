"""Answers that are the same mistake have one fingerprint."""

from __future__ import annotations

from dataclasses import replace

import small_class
from small_class import pair, transcript

from grader.course.class_report.answer_groups import fingerprint
from grader.model.transcript import Returned
from grader.model.values import Items, Numbers


def test_the_form_and_the_precision_of_an_answer_do_not_split_a_group():
    """Lists, arrays and float32 are the same mistake; another rule is not."""
    question, base = small_class.key().questions[0], transcript(rule=lambda alpha, k: alpha * 0.83)
    loose, single = {}, {}
    for case, call in base.calls.items():
        loose[case] = single[case] = call
        if case.startswith("descent"):
            w, c = (part.array for part in call.value.items)
            loose[case] = Returned(Items((Items(tuple(map(Numbers, w))), Items(tuple(map(Numbers, c))))), 0.1)
            single[case] = Returned(pair({"weights": w.astype("f4"), "costs": c.astype("f4")}), 0.1)
    marks = [fingerprint(question, replace(base, calls=calls)) for calls in (base.calls, loose, single)]
    assert marks[0] == marks[1] and (marks[0] == marks[2])
    assert marks[0] != fingerprint(question, transcript())
