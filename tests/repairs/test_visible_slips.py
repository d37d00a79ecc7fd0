"""Students read of a slip where visible cases alone are evidence for it; hidden ones change nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import keys, random_values
from support.repaired import RIGHT, key, transcript, written

from grader.judging.judge import judge
from grader.model.encoding.values import Numbers
from grader.model.key import Key, Mistake, Question
from grader.model.transcript import Returned, Stopped, Transcript
from grader.repairs.repair import Repair
from grader.repairs.search import Place
from grader.repairs.visible_slips import (
    are_evidence,
    slip_message,
    unnamed,
    visible_calls,
    visible_question,
    visibly_wrong,
    with_slips,
)

KEY = key()
(QUESTION,) = KEY.questions
WRONG = transcript(written(("x**2", "x")))
SQUARE = Repair((Place("square", "m = rate * m + x"),), "")
FACTOR = Repair((Place("factor", "x = x - 0.1 * m / (k * k + 1)"),), "")


def with_question(question: Question) -> Key:
    return replace(KEY, questions=(question,))


def with_mistake(hint: str) -> Key:
    """The key with a known mistake that gives these very numbers."""
    answers = {case: {".": call.value.array} for case, call in WRONG.calls.items()}
    return with_question(replace(QUESTION, mistakes=(Mistake("path.square", "no square", hint, answers),)))


def test_a_wrong_visible_answer_without_a_name_for_students_is_searched_for():
    assert unnamed(KEY, WRONG) == ["path"] == unnamed(with_mistake(""), WRONG), "a name for staff alone is none here"
    assert unnamed(with_mistake("Look at the square."), WRONG) == []


def test_a_change_of_the_solution_for_which_few_numbers_speak_is_not_certain():
    """Two numbers of a short answer fit one of many changes; what somebody has written is likely by itself."""
    question = keys.points()
    (written,) = question.mistakes
    derived = replace(question, mistakes=(replace(written, derived=True),))
    answers = {"points.1": written.answers["points.1"]["."]}
    assert [unnamed(k := keys.key(q), keys.transcript(k, answers)) for q in (question, derived)] == [[], ["points"]]


@pytest.mark.parametrize(
    "calls", [{}, {"path-0": Stopped("timed_out", "")}, {"path-1": Stopped("died", "")}, {"path-0": None}]
)
def test_answers_that_did_not_all_come_are_not(calls):
    """Each edited program would take as long."""
    ran = {case: call for case, call in {**WRONG.calls, **calls}.items() if call} if calls else {}
    assert unnamed(KEY, replace(WRONG, calls=ran)) == []


def test_what_a_search_is_sent_is_the_same_whatever_hidden_cases_hold():
    """So no byte that a student reads of it, and no second that it takes, can tell of one."""
    cases = [replace(c, arguments={"x": 9.0}, expected={}) if c.hidden else c for c in QUESTION.cases]
    other = with_question(replace(QUESTION, cases=tuple(cases), mistakes=with_mistake("").questions[0].mistakes))
    ran = replace(WRONG, calls={**WRONG.calls, "path-2": Stopped("timed_out", "secret")})
    assert unnamed(KEY, WRONG) == unnamed(other, ran)
    assert visible_question(KEY, "path").to_json() == visible_question(other, "path").to_json()
    assert visible_calls(KEY, "path", WRONG).to_json() == visible_calls(other, "path", ran).to_json()
    assert "path-2" not in visible_question(KEY, "path").to_json()


# ── evidence


def test_evidence_counts_the_different_numbers_that_are_wrong_in_visible_cases():
    assert len(visibly_wrong(QUESTION, WRONG)) == 10, "two cases of six, of which the first are right"
    assert visibly_wrong(QUESTION, transcript(RIGHT)) == set()
    short = Transcript("ada", "paths", WRONG.definitions, {"path-0": Returned(Numbers(np.zeros(2)))})
    assert len(visibly_wrong(QUESTION, short)) == 6, "of another form all are"


@given(st.data())
def test_whatever_was_returned_is_counted(data):
    """`check` asks of every answer whether it is searched for: none may end it."""
    key = keys.key()
    ids = [case.id for question in key.questions for case in question.cases]
    returned = data.draw(st.dictionaries(st.sampled_from(ids), random_values.calls))
    for question in key.questions:
        numbers = visibly_wrong(question, keys.transcript(key, returned))
        assert len(numbers) <= sum(np.size(each) for case in question.cases for each in (case.expected or {}).values())
    assert set(unnamed(key, keys.transcript(key, returned))) <= {question.name for question in key.questions}


def expecting(number: float) -> Question:
    """The question, of which each case asks for this number alone, again and again."""
    return replace(QUESTION, cases=tuple(replace(c, expected={".": np.full(2, number)}) for c in QUESTION.cases))


def test_a_single_number_needs_one_edit_of_one_line_or_two():
    decimal = expecting(0.2571)
    assert unnamed(with_question(decimal), WRONG) == ["path"]
    assert are_evidence([SQUARE], decimal, WRONG) and are_evidence([SQUARE, FACTOR], decimal, WRONG)
    both = Repair((*SQUARE.places, *FACTOR.places), "")
    for repaired in ([], [both]):
        assert not are_evidence(repaired, decimal, WRONG)


@pytest.mark.parametrize("number", [3.0, 0.25, 117.0])
def test_a_single_number_of_few_digits_is_not_searched_for(number):
    """As a count: many edits give it."""
    assert unnamed(with_question(expecting(number)), WRONG) == []
    assert not are_evidence([SQUARE], expecting(number), WRONG)


def test_several_edits_need_more():
    three = Repair((*SQUARE.places, *FACTOR.places, Place("sign", "m = 0.0")), "")
    assert are_evidence([SQUARE], QUESTION, WRONG) and not are_evidence([three], QUESTION, WRONG)
    assert not are_evidence([], QUESTION, WRONG)


def test_where_a_check_decides_one_edit_of_one_line_is_evidence():
    """To a check many answers are right: one of several edits may be so by accident."""
    checked = replace(QUESTION, check="checks.py:is_path")
    assert are_evidence([SQUARE], checked, WRONG)
    for repaired in ([], [SQUARE, FACTOR], [Repair((*SQUARE.places, *FACTOR.places), "")]):
        assert not are_evidence(repaired, checked, WRONG)


# ── words


def test_two_edits_at_once_and_two_that_do_the_same_are_told_apart():
    both = slip_message([Repair((*SQUARE.places, *FACTOR.places), "")], QUESTION)
    assert "a square is missing; and a factor is too many. Two changes in your lines\n" in both
    assert "\nmake both visible cases right." in both
    either = slip_message([SQUARE, FACTOR], QUESTION).splitlines()
    assert either[0] == (
        "Possible causes. Any one of them, put right, makes both visible cases right. Check in this order:"
    )
    assert [line[:3] for line in either if line[0].isdigit()] == ["1. ", "2. "] and "    m = rate * m + x" in either
    same = slip_message([SQUARE, Repair((Place("square", "return x"),), "")], QUESTION)
    assert "One change in one of your lines\n    m = rate * m + x\n    return x\nmakes" in same


def test_a_line_is_cut_and_holds_no_control_characters():
    message = slip_message([Repair((Place("sign", "x = '\x1b[31m\u202e'" + "+ 1" * 500),), "")], QUESTION)
    assert "\x1b" not in message and "\u202e" not in message and max(map(len, message.splitlines())) < 220


def test_a_report_with_slips_differs_in_one_message_alone():
    report = judge(KEY, WRONG)
    (question,), (explained,) = report.questions, with_slips(report, KEY, {"path": [SQUARE]}).questions
    assert explained.message.startswith(question.message + "\n\nPossible cause: a square is missing.")
    assert replace(explained, message="") == replace(question, message="")
    assert with_slips(report, KEY, {"path": ()}) == report == with_slips(report, KEY, {})
