"""Answers that are one known mistake's but for rounding are explained once for all students, and no other way."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.keys import RULES, answered, descent, gradient_descent, key, number, points, transcript

from grader.judging.diagnosis import diagnose
from grader.judging.diagnosis.candidates import AnswerPart
from grader.judging.diagnosis.evidence import FLOOR
from grader.judging.diagnosis.known_answers import KnownAnswers
from grader.judging.diagnosis.matches import find_matches
from grader.judging.diagnosis.screening import rounds_of
from grader.judging.judge import judge
from grader.model.result_form import COSTS, WEIGHTS

DESCENT = key(gradient_descent())
WRONG = sorted(RULES)


def parts_of(rule, cases=("descent.1", "descent.2"), scale=1.0):
    """The parts of an answer by a wrong rule, its numbers times `scale`."""
    (question,) = DESCENT.questions
    runs = {case.id: descent(case.id, RULES[rule]) for case in question.cases if case.id in cases}
    return [
        AnswerPart(case, name, np.asarray(array) * scale)
        for case in question.cases if case.id in runs
        for name, array in zip((WEIGHTS, COSTS), runs[case.id], strict=True)
    ]  # fmt: skip


@pytest.fixture
def known():
    return next(rounds_of(DESCENT, DESCENT.questions[0])).known


@pytest.mark.parametrize("rule", ["ascent", "shrinking"])
def test_they_are_found_however_they_were_rounded_and_no_farther(known, rule):
    """A tenth of what float32 loses is nothing; what evidence tells apart is not the candidate's own."""
    index = known.find(parts_of(rule))
    assert known.candidates[index].ids == (f"gradient_descent.{rule}",)
    assert known.find(parts_of(rule, scale=1 + 1e-8)) == known.find(parts_of(rule, scale=1 - 1e-8)) == index
    assert known.find(parts_of(rule, scale=1 + 1e-4 * 2 * FLOOR)) is None
    assert known.part(index, parts_of(rule)[0]) is known.part(index, parts_of(rule, scale=1 + 1e-8)[0])


@pytest.mark.parametrize("spoil", [np.nan, np.inf, 1.0])
def test_one_number_of_many_makes_it_another_answer(known, spoil):
    for number_of_part in range(4):
        parts = parts_of("ascent")
        parts[number_of_part].value.flat[-1] = spoil
        assert known.find(parts) is None


@np.errstate(invalid="ignore")
@pytest.mark.parametrize("turned", [np.nan, np.inf, -np.inf])
def test_a_run_that_is_no_number_any_more_is_known_by_where_it_turns(turned):
    """The commonest of them: a division by zero. What is inf in one and nan in the other is another answer."""
    question = gradient_descent()
    ascent = next(each for each in question.mistakes if each.id == "gradient_descent.ascent")
    answers = {case: {name: _turned(run, 3, turned) for name, run in of.items()} for case, of in ascent.answers.items()}
    known = next(rounds_of(key(), replace(question, mistakes=(replace(ascent, answers=answers),)))).known

    def found(*change):
        parts = parts_of("ascent", scale=1 + 1e-9)
        return known.find([AnswerPart(part.case, part.name, _turned(part.value, *change)) for part in parts])

    assert found(3, turned) == 0
    assert found(2, turned) is found(4, turned) is found(3, 1e300) is found(99, 0.0) is None
    assert found(3, np.nan if np.isinf(turned) else np.inf) is None


def _turned(run, row, into):
    turned = np.array(run)
    turned[row:] = into
    return turned


def test_another_form_is_not_known(known):
    """A run that is too short, a label, an array that no candidate has."""
    parts = parts_of("ascent")
    case = parts[0].case
    for other in (parts[0].value[:-1], "saddle", True, np.zeros((3, 0)), parts[0].value[:, None]):
        assert known.find([AnswerPart(case, WEIGHTS, other), *parts[1:]]) is None
    assert known.find([*parts, AnswerPart(case, "else", np.zeros(3))]) is None


def test_complex_candidates_and_whole_numbers_are_compared_as_they_are():
    """Those of a cubic's roots are complex, and a student may return 3 for 3.0."""
    question = number()
    (case,) = question.cases
    roots = [np.asarray(0.6 + 1.3j), np.asarray(3.0)]
    mistakes = tuple(
        replace(gradient_descent().mistakes[0], id=f"number.{n}", answers={case.id: {".": root}})
        for n, root in enumerate(roots)
    )
    known = next(rounds_of(key(), replace(question, mistakes=mistakes))).known
    found = [known.find([AnswerPart(case, ".", np.asarray(value))]) for value in (0.6 + 1.3j, 0.6, 3, 1.3, True)]
    assert found == [0, None, 1, None, None]


@given(st.sampled_from(WRONG), st.sampled_from([0.0, 1e-12, 1e-8, 1e-7, 1e-6]), st.integers(0, 99), st.booleans())
def test_the_report_is_the_one_that_comparing_all_numbers_gives(rule, size, seed, partly):
    """Knowing an answer makes a class faster: it changes no word, no point and no name."""
    rng, case = np.random.default_rng(seed), "descent.2"
    rounded = answered(RULES[rule], lambda pair: [a * (1 + size * rng.standard_normal(np.shape(a))) for a in pair])
    run = transcript(DESCENT, {**rounded, **({case: descent(case)} if partly else {})})
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(KnownAnswers, "find", lambda self, parts: None)
        compared = judge(key(gradient_descent()), run)
    assert judge(DESCENT, run) == judge(key(gradient_descent()), run) == compared


def test_what_explains_them_is_found_once_for_all_students(monkeypatch):
    compared = []
    monkeypatch.setattr(diagnose, "find_matches", lambda *of: compared.append(of) or find_matches(*of))
    fresh = key(gradient_descent(), points())
    for n, rule in product(range(1, 5), ("ascent", "shrinking")):
        run = answered(RULES[rule], lambda pair, n=n: [np.asarray(a) * (1 + n * 1e-10) for a in pair])
        judge(fresh, transcript(fresh, run))
    assert len(compared) == 2 * 2, "of visible cases and of all, for each of two mistakes"
