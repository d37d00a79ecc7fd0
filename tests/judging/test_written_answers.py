"""Written answers: every honest form of one is read, another form is said, what is right never is."""

from __future__ import annotations

from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from support.random_values import values

from grader.judging.diagnosis.diagnose import Diagnosis, diagnose
from grader.judging.forms import WrongForm
from grader.judging.outcomes import ByHand, Recorded, Right, Unanswered, WrongValue
from grader.judging.written_answers import as_value, judge_written
from grader.model.encoding.values import Table
from grader.model.key import Case, Key, Question
from grader.model.result_form import WRITTEN
from grader.sandbox.child.conversion import to_value

OPTIONS = ("Fixed step", "1/k", "10")
RIGHT = {
    "truth": {"truth": True},
    "choice": {"choice": ["1/k"]},
    "quantity": {"value": np.asarray(0.25)},
    "text": {"accept": ["Gradient descent", "GD"]},
    "manual": None,
    "figure": None,
}


def case(returns: str, item: str = "", **expected) -> Case:
    right = expected or RIGHT[returns]
    return Case("q.1", "Q", True, 1.0, {}, right, {"value": 0.01}, item, options=OPTIONS)


def outcome(returns: str, thing, item: str = "", **expected):
    try:
        return judge_written(returns, case(returns, item, **expected), to_value(thing)).outcome
    except WrongForm as error:
        return error.sentence


@pytest.mark.parametrize(
    ("returns", "thing"),
    [
        *(("truth", yes) for yes in (True, np.True_, 1, 1.0, "True", " true ", "TRUE", np.array([True]), 1 + 0j)),
        *(("choice", one) for one in ("1/k", " 1 / K ", ["1/k"], ("1/k", "1/k"), {"1/k"}, np.array("1/k"))),
        *(("quantity", number) for number in (0.25, 0.26, np.float32(0.245), np.array([[0.25]]))),
        *(("text", words) for words in ("gradient  descent", "GD", " gd\n")),
    ],
)
def test_the_right_answer_is_right_in_every_form(returns, thing):
    assert outcome(returns, thing) == Right()


@pytest.mark.parametrize(
    ("returns", "thing"),
    [
        *(("truth", no) for no in (False, np.False_, 0, -0.0, "False", "false", np.array([[0]]))),
        *(("choice", one) for one in ("10", 10, ["1/k", "10"], "fixed step", "1/k, 10", "'1/k' AND '10'")),
        *(("quantity", number) for number in (0.2613, 0, -0.25)),
        *(("text", words) for words in ("gradient", "gd.", "gradientdescent")),
    ],
)
def test_another_answer_is_not_right_and_nothing_tells_the_right_one(returns, thing):
    found = outcome(returns, thing)
    assert isinstance(found, WrongValue) and found.expected is None


@pytest.mark.parametrize("returns", WRITTEN[:-1])  # the last one is a figure, whatever the variable holds
@pytest.mark.parametrize("blank", [None, "", " ...\n", [], np.zeros(0)])
def test_what_a_handout_holds_in_place_of_an_answer_is_none(returns, blank):
    assert outcome(returns, blank) == outcome(returns, {"a": blank}, "a") == Unanswered()


@pytest.mark.parametrize(
    ("returns", "thing", "sentence"),
    [
        ("truth", "yes", 'is the text "yes"; write True or False.'),
        ("truth", 2, "is 2; write True or False."),
        ("truth", np.nan, "is the number nan; write True or False."),
        ("truth", [True, False], "is an array of shape (2,); write True or False."),
        ("choice", "1/n", 'is the text "1/n"; write one of "Fixed step", "1/k", "10", or a list of some.'),
        ("choice", 11, 'is 11; write one of "Fixed step"'),
        ("choice", ["1/k", "ten"], 'or a list of some. Your "ten" is none of these.'),
        ("choice", ["1/k", "SGD  mit Straße"], 'or a list of some. Your "SGD  mit Straße" is none of these.'),
        ("choice", ["1/k", "\n" * 9 + "ab" * 1500], f'Your "{"ab" * 40} ..." is none of these.'),
        ("choice", ["1/k", None], "is a list or tuple of 2 entries; write one of"),
        ("choice", ["1/k", True], 'or a list of some. Your "True" is none of these.'),
        ("quantity", "0.25", 'is the text "0.25"; write one number.'),
        ("quantity", True, "is True; write one number."),
        ("quantity", [0.2, 0.3], "is an array of shape (2,); write one number."),
        ("quantity", np.nan, "is the number nan; write one number."),
        ("quantity", 0.25j, "write one number."),
        ("text", 3, "is 3; write a text, in quotes."),
        ("text", ["GD"], "is a list or tuple of 1 entry; write a text, in quotes."),
    ],
)
def test_another_form_is_said(returns, thing, sentence):
    assert outcome(returns, thing).endswith(sentence) or sentence in outcome(returns, thing)
    assert outcome(returns, thing).startswith("Your answer is")
    assert outcome(returns, {"a": thing}, "a").startswith('Your entry for "a" is')


@pytest.mark.parametrize("nothing", [None, " "])
def test_an_entry_that_is_empty_is_not_quoted(nothing):
    assert outcome("choice", ["1/k", nothing]).endswith('"10", or a list of some.')


def test_several_answers_stand_in_a_dictionary():
    assert outcome("text", {"a": "gd", "b": None}, "a") == Right()
    assert outcome("text", {"b": "gd"}, "a") == 'Your dictionary has no entry "a". Keep the names of the handout.'
    assert outcome("text", "gd", "a").startswith('Your variable is the text "gd"; it should be the dictionary')


def test_a_students_key_records_and_cannot_tell():
    for returns, thing in (("truth", False), ("choice", "10"), ("quantity", 3), ("text", "x")):
        unknowing = Case("q.1", "Q", True, 1.0, {}, options=OPTIONS)
        assert judge_written(returns, unknowing, to_value(thing)).outcome == Recorded()


@pytest.mark.parametrize(
    ("returns", "wrong"), [("text", "Newton"), ("choice", "10"), ("quantity", 3), ("truth", False)]
)
def test_no_mistake_explains_a_wrong_answer(returns, wrong):
    """It is no number that a changed solution gives; looking for one once ended the whole report."""
    asked = case(returns)
    question = Question("q", "Q", returns, 1.0, "q", (), False, (asked,))
    verdicts = {asked.id: judge_written(returns, asked, to_value(wrong))}
    assert not verdicts[asked.id].right
    assert diagnose(Key("small", "Small", "instructor", (question,)), question, verdicts) == Diagnosis()


def test_what_staff_read_is_kept_as_it_was_written():
    assert outcome("manual", "One.\n\nTwo.") == ByHand("One.\n\nTwo.")
    assert outcome("manual", 3) == ByHand("3")


@pytest.mark.parametrize("returns", WRITTEN)
@pytest.mark.parametrize("item", ["", "a"])
def test_the_right_answer_as_a_student_writes_it_is_right(returns, item):
    asked = case(returns, item)
    found = judge_written(returns, asked, as_value(asked)).outcome
    if returns == "figure":
        assert "Staff will look at the figures" in found.answer
    else:
        assert found == (ByHand("An answer.") if returns == "manual" else Right())


@given(values)
def test_no_value_makes_a_reader_raise_anything_else(value):
    for returns in WRITTEN:
        for asked, thing in ((case(returns), value), (case(returns, "a"), Table({"a": value}))):
            with suppress(WrongForm):
                assert 0 <= judge_written(returns, asked, thing).share <= 1


def test_true_and_false_choose_the_option_of_their_name():
    case = Case("q.1", "Q", True, 1.0, {}, {"choice": ["True"]}, {}, options=("True", "False"))
    right = [judge_written("choice", case, to_value(thing)).right for thing in (True, np.bool_(True), "true", False)]
    assert right == [True, True, True, False]
