"""Key + Transcript -> Report: the same report every time, no point for what was not done, no secret in a message."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.keys import RULES, answered, gradient_descent, key, transcript
from support.random_values import calls

from grader.judging import judge as judging
from grader.judging import verdicts
from grader.judging.diagnosis import diagnose
from grader.judging.diagnosis.matches import find_matches
from grader.judging.judge import judge, status_of
from grader.judging.messages.question_messages import HIDDEN
from grader.model.key import parse_key
from grader.model.transcript import Definition, Fault, Raised, Stopped, Transcript, parse_transcript

DESCENT = key(gradient_descent())
EVERYTHING = key()


def graded(outcomes, key=DESCENT):
    return judge(key, transcript(key, outcomes)).questions[0]


@pytest.mark.parametrize("rule", RULES)
def test_a_mistake_for_staff_alone_explains_nothing_of_visible_cases(rule):
    """Students read what they would read if the key had no such mistake, and staff its name."""
    (question,) = DESCENT.questions
    of_rule = f"gradient_descent.{rule}"
    others = tuple(mistake for mistake in question.mistakes if mistake.id != of_rule)
    for_staff = tuple(replace(mistake, staff_only=mistake.id == of_rule) for mistake in question.mistakes)
    one, other = (replace(DESCENT, questions=(replace(question, mistakes=each),)) for each in (for_staff, others))
    report, without = (graded(answered(RULES[rule]), key) for key in (one, other))
    assert of_rule in report.mistake.split("|") and of_rule not in without.mistake
    assert (report.message, report.visible) == (without.message, without.visible)


def test_the_same_transcript_gives_the_same_report():
    """Also after the file, and after others were judged with the same key, which keeps what it worked out."""
    run = transcript(DESCENT, answered(RULES["ascent"]))
    first = judge(DESCENT, run)
    judge(DESCENT, transcript(DESCENT, answered(RULES["shrinking"])))
    assert (
        judge(DESCENT, run)
        == judge(DESCENT, parse_transcript(run.to_json()))
        == judge(parse_key(DESCENT.to_json()), run)
        == first
    )


def test_right_work_is_remembered_by_every_bit_of_its_answers(monkeypatch):
    """In a class most right answers are the same numbers; a class's memory has to last."""
    question = gradient_descent()
    fresh = key(question)
    run = transcript(fresh, answered())
    first = judge(fresh, run).questions[0]
    slow = {case: replace(call, seconds=1.5) for case, call in run.calls.items()}
    again = judge(fresh, replace(run, calls=slow)).questions[0]
    assert again is first, "how long a call took makes no difference"
    for other in (answered(RULES["ascent"]), {**answered(), "descent.3": Fault("ours")}):
        assert judge(fresh, transcript(fresh, other)).questions[0].status != "right"
    noted = {case: replace(call, notes=("a note",)) for case, call in run.calls.items()}
    assert "a note" in judge(fresh, replace(run, calls=noted)).questions[0].cases[0].message
    monkeypatch.setattr(judging, "REMEMBERED", 4)
    for n in range(5):
        judge(fresh, transcript(fresh, answered(form=lambda pair, n=n: (pair[0] * (1 + n * 1e-12), pair[1]))))
    assert len(fresh.memo[f"answers to {question.name}"]) == 4


def test_equal_wrong_answers_are_compared_with_the_known_mistakes_once_whoever_gave_them(monkeypatch):
    """Whatever follows from a student's own source does not come from another's."""
    compared = []
    monkeypatch.setattr(diagnose, "find_matches", lambda *of: compared.append(of) or find_matches(*of))
    fresh = key(gradient_descent())
    for source in ("def gradient_descent(g): return g / 2", "def gradient_descent(alpha): return alpha"):
        run = transcript(fresh, answered(RULES["twin_a"]))
        named = replace(run, definitions={"gradient_descent": Definition("found", source=source)})
        before = len(compared)
        report = judge(fresh, named)
        assert len(compared) == before + (2 if source.endswith("/ 2") else 0)
        assert report == judge(key(gradient_descent()), named)


def test_equal_wrong_answers_are_judged_once_where_the_sources_say_the_same_of_them(monkeypatch):
    judged = []
    monkeypatch.setattr(judging, "status_of", lambda cases: judged.append(cases) or status_of(cases))
    fresh = key(gradient_descent())
    source = "def gradient_descent({}, alpha, max_its, w): return w"
    for parameter, count in (("g", 1), ("g", 1), ("cost", 2), ("g", 2), ("cost", 2)):
        run = transcript(fresh, answered(RULES["twin_a"]))
        own = replace(
            run, definitions={"gradient_descent": Definition("found", source=source.format(parameter) + " # mine")}
        )
        report = judge(fresh, own)
        assert len(judged) == count
        assert ("`cost` got g" in report.questions[0].message) is (parameter == "cost")


def test_answers_at_which_the_judge_failed_are_judged_again(monkeypatch):
    fresh = key(gradient_descent())
    run = transcript(fresh, answered())

    def fail(*of: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(verdicts, "judge_parts", fail)
        assert judge(fresh, run).questions[0].status == "could_not_check"
    assert judge(fresh, run).questions[0].status == "right"


def test_a_transcript_of_another_assignment_is_refused():
    with pytest.raises(ValueError, match="of the assignment 'other', and the key is for 'small'"):
        judge(DESCENT, Transcript("ada", "other"))


def test_a_case_that_never_ran_is_our_fault():
    """Fail closed, and say whose fault it is."""
    outcomes = answered()
    del outcomes["descent.3"]
    assert (graded(outcomes).status, graded(outcomes).earned) == ("could_not_check", 8.0)


@pytest.mark.parametrize(
    "form",
    [
        lambda pair: None,
        lambda pair: [],
        lambda pair: (pair[0][0], 0.0),
        lambda pair: ([pair[0][0]], [pair[1][0]]),
        lambda pair: (np.repeat(pair[0][:1], len(pair[0]), axis=0), np.repeat(pair[1][:1], len(pair[1]))),
    ],
    ids=["None", "empty", "one point", "w^0 alone", "never moves"],
)
def test_who_takes_no_step_earns_nothing(form):
    """Credit for a bookkeeping slip is for right steps wrongly recorded: here there are none."""
    assert graded(answered(form=form)).earned == 0


def test_a_bookkeeping_slip_keeps_its_credit():
    """By the word before the dot, on every case that it explains."""
    late = graded(answered(form=lambda pair: (pair[0], pair[1][[0, *range(len(pair[1]) - 1)]])))
    assert late.mistake == "bookkeeping.one_late" and late.earned == pytest.approx(
        12 * 0.75
    )  # the weights' share is more
    short = graded(answered(form=lambda pair: (pair[0][:-1], pair[1][:-1])))
    assert short.mistake == "bookkeeping.without_last" and short.earned == pytest.approx(12 * 0.7)


def test_of_a_group_the_least_credit_counts():
    found = graded(answered(RULES["twin_a"]))
    assert found.mistake == "gradient_descent.twin_a|gradient_descent.twin_b"
    assert found.earned == pytest.approx(12 * 0.25)


def test_of_two_mistakes_at_once_the_least_credit_counts():
    found = graded(answered(RULES["ascent"], form=lambda pair: (pair[0][1:], pair[1][1:])))
    assert found.mistake == "gradient_descent.ascent+bookkeeping.without_first" and found.earned == 0


def test_a_hidden_case_shows_a_fixed_sentence():
    case = graded(answered(RULES["ascent"])).cases[2]
    assert (case.message, case.title, case.step) == (HIDDEN, "a hidden case", -1)


@pytest.mark.parametrize(
    "outcome", [Raised("TypeError", "0a1b2c", 3, 2, "0a1b2c"), "0a1b2c", Stopped("died", "0a1b2c")]
)
def test_nothing_of_a_hidden_case_reaches_a_message(outcome):
    """A function could put the arguments of a hidden case into its exception, its answer, or its last words."""
    one, other = (graded({**answered(), "descent.3": o}) for o in (outcome, Raised("E", "x")))
    assert one.message == other.message and one.cases[2].message == HIDDEN
    assert "0a1b2c" not in one.message + one.cases[2].message + one.cases[2].title


@given(st.data())
def test_no_call_makes_the_judge_raise_or_pay_too_much(data):
    """A report on every submission, whatever came back; never more points than there are."""
    cases = [c.id for q in EVERYTHING.questions for c in q.cases]
    report = judge(EVERYTHING, transcript(EVERYTHING, {case: data.draw(calls) for case in cases}))
    assert not any("the judge failed" in question.note for question in report.questions)
    for question in report.questions:
        assert 0 <= question.earned <= question.possible
        assert all(0 <= c.earned <= c.possible for c in question.cases)
