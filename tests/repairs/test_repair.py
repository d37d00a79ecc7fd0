"""An edit of the student's own program that puts every case right names the slip, and nothing else does."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest
from support.program import forked
from support.repaired import ARGUMENTS, RIGHT, key, transcript, written
from support.tables import read_written

from grader.judging.outcomes import Right, Verdict, WrongParts
from grader.judging.verdicts import judge_case
from grader.model.checks import to_expected
from grader.model.encoding.values import Numbers
from grader.model.key import Case, Question
from grader.model.result_form import Part
from grader.model.transcript import Definition, Returned, Transcript
from grader.repairs import repair as repair_module
from grader.repairs import search as search_module
from grader.repairs.repair import Repair, repairs
from grader.repairs.search import Candidate, Place
from grader.repairs.trials import Trials
from grader.sandbox.environment import Limits

QUESTION = key().questions[0]
SQUARE, ORDER = ("x**2", "x"), ("/ (k + 1)", "/ (k * k + 1)")


def repaired(source: str, question=QUESTION, seconds: float = 20) -> list[Repair]:
    environment = forked(limits=Limits(case_seconds=1, question_seconds=seconds))
    return list(repairs(replace(key(), questions=(question,)), question, transcript(source), environment))


@pytest.mark.slow
def test_one_slip_is_named_with_the_line_of_the_student():
    (repair,) = repaired(written(SQUARE))
    assert repair.name == "a square is missing"
    assert [place.line for place in repair.places] == ["m = rate * m + x"]
    assert {"-        m = rate * m + x", "+        m = rate * m + x ** 2"} <= set(repair.difference.splitlines())


@pytest.mark.slow
@pytest.mark.parametrize("needs_jax", ["", "    x = jax.lax.abs(x) * jnp.sign(x)\n"])
def test_a_program_in_jax_is_repaired_with_numpy_in_its_place_and_one_that_needs_jax_with_jax(needs_jax):
    slip = written(SQUARE).replace("    m = 0.0\n", f"{needs_jax}    m = 1.0 * jnp.zeros(())\n")
    (repair,) = repaired("import jax\nimport jax.numpy as jnp\n" + slip)
    assert repair.name == "a square is missing"


@pytest.mark.slow
def test_two_slips_are_named_where_the_first_edit_makes_more_of_a_case_right():
    repair = repaired(written(SQUARE, ORDER))[0]
    assert sorted(place.line for place in repair.places) == ["m = rate * m + x", "x = x - 0.1 * m / (k * k + 1)"]
    assert "a square is missing" in repair.name and "; and " in repair.name


@pytest.mark.slow
def test_programs_whose_answers_are_too_large_together_run_in_smaller_lots():
    """A process sends 50,000 entries of lists at most: 200 programs with 360 each had no answer at all."""
    source = written(("return values", "return values * 60"))
    ran, case = transcript(source), QUESTION.cases[0]
    extraction = repair_module.extracted(source, QUESTION)
    environment = forked(limits=Limits(case_seconds=1, question_seconds=20, answer_mb=64))
    with closing(Trials(key(), QUESTION, extraction, environment, ran.calls, 1.0)) as trials:
        outcomes = [verdict.outcome for verdict in trials.verdicts([{}] * 200, case)]
    assert {type(each) for each in outcomes} == {type(judge_case(QUESTION, case, ran.calls[case.id]).outcome)}
    assert trials.most_at_once < 200


@pytest.mark.slow
def test_what_puts_only_the_visible_cases_right_is_no_name():
    """In the hidden case the right answer is another one: no small edit gives it."""
    cases = [replace(c, expected={".": c.expected["."] + c.hidden}) for c in QUESTION.cases]
    assert repaired(written(SQUARE), replace(QUESTION, cases=tuple(cases))) == []


@pytest.mark.slow
def test_the_likeliest_edit_of_a_line_is_named_whichever_is_tried_first(monkeypatch):
    """The search ends after the first few edits of which one does: here another number, before a term less."""
    monkeypatch.setattr(search_module, "LOT", (20, 20))
    monkeypatch.setattr(search_module, "LOT_SECONDS", 0.0)
    (repair,) = repaired(written(("/ (k + 1)", "/ (k + 1 + 1)")))
    assert repair.name == "a term is too many"


def test_a_turned_decision_is_named_so_only_where_little_else_turns_it():
    """A label that is missing beside a score turns a comparison as well."""
    turned, *others = (
        Candidate({}, (Place(kind, "if score < 1:"),)) for kind in ("comparison", "opposite", "constant", "equality")
    )
    assert repair_module.likeliest([turned, others[0], others[2]]) == turned
    assert repair_module.likeliest([turned, *others]).places == (Place("condition", "if score < 1:"),)
    assert repair_module.likeliest(others[1:]) == others[1]


def test_a_number_that_makes_a_test_always_true_is_a_wrong_condition():
    """`k - size <= m` in place of `k + size <= m` takes the first side for ever: no sign of a formula is wrong."""
    sign = Candidate({}, (Place("sign", "if k + size <= m:"),))
    assert repair_module.likeliest([sign]).places == (Place("condition", "if k + size <= m:"),)
    of_formula = Candidate({}, (Place("sign", "w = w + alpha * g"),))
    assert repair_module.likeliest([of_formula]) == of_formula


def test_an_edit_leaves_unread_what_only_the_edited_place_reads():
    """Where alpha is 1/2 and a batch holds half of the points, a step without alpha is right as well."""
    before, asked = "def step(w, g, alpha, n):\n    return w - alpha * g / n", ("w", "alpha")
    assert repair_module.leaves_unread(before, "def step(w, g, alpha, n):\n    return w - g / n", asked)
    assert not repair_module.leaves_unread(
        before, "def step(w, g, alpha, n):\n    return w - alpha * g / (2 * n)", asked
    )
    assert not repair_module.leaves_unread("a = b / c", "a = b", asked), "no function, no parameter"


def test_what_only_an_own_function_takes_may_be_too_much():
    """A mean divided by n once more: without the divisor nothing reads the n that the helper takes."""
    before = "def step(w, g, alpha, n):\n    return w - alpha * g / n"
    assert not repair_module.leaves_unread(
        before, "def step(w, g, alpha, n):\n    return w - alpha * g", ("w", "alpha")
    )


def test_an_edit_leaves_in_vain_what_a_line_before_works_out():
    """Scores that nothing reads any more: the right number came by accident. A line that is gone works out nothing."""
    before = "def loss(X, w, y):\n    scores = X @ w\n    return max(0, 1 - scores) * y"
    assert repair_module.leaves_unread(before, "def loss(X, w, y):\n    scores = X @ w\n    return max(0, y) * y", ())
    assert not repair_module.leaves_unread(before, "def loss(X, w, y):\n    return max(0, 1 - X @ w) * y", ())


@pytest.mark.parametrize(("kind", "is_evidence"), [("drawn_again", True), ("moved_out", False)])
def test_what_stands_elsewhere_is_no_evidence_where_a_check_decides(kind, is_evidence):
    """A draw in another place gives other numbers, to which a check may say yes by accident."""
    random = replace(QUESTION, check="checks.py:is_fair", runs=20)
    candidate = Candidate({}, (Place(kind, "start = rng.integers(n - k)"),))
    assert repair_module.is_evidence(candidate, random, {}) == is_evidence


@pytest.mark.parametrize(("kind", "is_evidence"), [("sign", True), ("drawn_again", True), ("name_for_number", False)])
def test_only_likely_edits_are_evidence_where_a_check_says_how_good_a_result_is(kind, is_evidence):
    """A classifier is good enough after many a change of its training."""
    accurate = replace(QUESTION, check="checks.py:is_accurate")
    assert repair_module.is_evidence(Candidate({}, (Place(kind, "w = w - 0.5 * g"),)), accurate, {}) == is_evidence


@pytest.mark.parametrize(("numbers", "is_evidence"), [(1, False), (2, True)])
def test_an_edit_that_leaves_something_in_vain_has_to_put_two_numbers_right(numbers, is_evidence):
    right = np.array([0.4, -1.7][:numbers])
    cases = tuple(replace(c, expected={".": right}, tolerance={".": 1e-3}) for c in QUESTION.cases)
    wrong = {c.id: Verdict(WrongParts(()), 0.0, {".": right + 1}) for c in cases}
    candidate, question = Candidate({}, (Place("sign", "x = -x"),)), replace(QUESTION, cases=cases)
    assert repair_module.is_evidence(candidate, question, wrong)
    assert repair_module.is_evidence(candidate, question, wrong, is_in_vain=True) == is_evidence


@pytest.mark.slow
@pytest.mark.parametrize(("count", "is_named"), [(1, False), (2, True)])
def test_what_is_added_is_named_only_where_it_puts_two_numbers_right(count, is_named):
    """Of all that could be missing something gives the only number that is wrong."""
    cases = [
        replace(c, expected={".": np.array([x + rate])}) for c, (x, rate) in zip(QUESTION.cases, ARGUMENTS, strict=True)
    ]
    question = replace(QUESTION, cases=tuple(cases[:count]))
    names = {each.name for each in repaired(written(("return values", "return values[:1]")), question)}
    assert names == ({"a term is missing"} if is_named else set())


def test_labels_are_no_evidence_for_an_edit():
    """Of three labels, many edits give the right ones in a few cases."""
    candidate = Candidate({}, (Place("sign", "x = -x"),))
    numbers, labels = (
        replace(QUESTION, cases=tuple(replace(c, expected={".": right}, tolerance=near) for c in QUESTION.cases))
        for right, near in ((np.array([1.0]), {".": 1e-6}), ("minimum", {}))
    )
    wrong = {c.id: Verdict(WrongParts(()), 0.0, {}) for c in QUESTION.cases}
    assert repair_module.is_evidence(candidate, numbers, wrong)
    assert not repair_module.is_evidence(candidate, labels, wrong)


@pytest.mark.parametrize(
    ("off", "precision", "is_evidence"),
    [
        (0.0, float, True),
        (2e-7, float, True),
        (8e-6, float, False),
        (8e-6, np.float32, True),
        (5e-5, np.float32, False),
    ],
)
def test_numbers_that_an_edit_only_comes_near_are_no_evidence(off, precision, is_evidence):
    """An iteration that takes another way ends near the right numbers; a run in the same precision ends nearer."""
    right = np.array([0.4, -1.7])
    cases = tuple(replace(c, expected={".": right}, tolerance={".": 1e-3}) for c in QUESTION.cases)
    wrong = {c.id: Verdict(WrongParts(()), 0.0, {".": right + 1}) for c in cases}
    after = {c.id: Verdict(Right(), 1.0, {".": (right + off).astype(precision)}) for c in cases}
    candidate = Candidate({}, (Place("factor", "x = rate * x"),))
    assert repair_module.is_evidence(candidate, replace(QUESTION, cases=cases), wrong, after) == is_evidence


@pytest.mark.parametrize(
    ("kinds", "edits", "are_clear"),
    [([1], 1, True), ([2], 1, True), ([3], 1, False), ([1], 2, False), ([1, 1], 1, False), ([], 1, False)],
)
def test_only_an_edit_beside_which_hardly_another_one_does_goes_before_a_name(kinds, edits, are_clear):
    repaired = [Repair((Place("factor", f"x = {n} * x"),) * edits, "", kinds=count) for n, count in enumerate(kinds)]
    assert repair_module.are_clear(repaired) == are_clear


@pytest.mark.slow
@pytest.mark.parametrize(("most", "are_listed"), [(9, True), (1, False)])
def test_edits_of_a_few_lines_are_listed_and_those_of_many_say_nothing(most, are_listed, monkeypatch):
    """With such tolerances everything is right that has the right length."""
    monkeypatch.setattr(repair_module, "MAX_LINES", most)
    monkeypatch.setattr(search_module, "MAX_TRIED", (600, 0, 0))
    easy = [replace(case, tolerance={".": np.array(1e9)}) for case in QUESTION.cases]
    wrong = written(("values = [x]", "values = []"))
    listed = repaired(wrong, replace(QUESTION, cases=tuple(easy)))
    assert len(listed) > 1 if are_listed else listed == []


SLOW_DESCENT = read_written(__file__, "repair_slow_descent.py")


@pytest.mark.slow
@pytest.mark.parametrize(("most", "are_listed"), [(6, True), (1, False)])
def test_one_number_that_many_lines_put_right_says_nothing_of_any(most, are_listed, monkeypatch):
    """Whatever hastens a descent that ends too early puts its only number right."""
    monkeypatch.setattr(repair_module, "MAX_LINES_OF_LITTLE", most)
    case = Case("m-0", "case 0", False, 1.0, {}, {".": np.array(-1.2347728250533)}, {".": np.array(2e-5)})
    question = Question("minimizer", "A minimizer", "form", 1.0, "minimizer", (), True, (case,), form=Part("number"))
    names: dict = {}
    exec(SLOW_DESCENT, names)
    calls = {"m-0": Returned(Numbers(np.array(names["minimizer"]())), 0.01)}
    work = Transcript("ada", "paths", {"minimizer": Definition("found", source=SLOW_DESCENT.strip())}, calls)
    environment = forked(limits=Limits(case_seconds=2, question_seconds=20))
    assert bool(repairs(replace(key(), questions=(question,)), question, work, environment)) == are_listed


@pytest.mark.parametrize("more", [" + 0.0" * 500, " + 0 * 0x" + "f" * 9000, f" + {{}}.get('n', 1{'0' * 320}) * 0"])
def test_code_that_cannot_be_printed_has_no_name(more):
    """Python prints nothing that is nested this deep, and no number of more than 4,300 digits."""
    assert repaired(written(("x**2", "x" + more))) == []


def test_right_work_and_a_search_without_time_give_no_name():
    assert repaired(RIGHT) == [] == repaired(written(SQUARE), seconds=0.0)
    environment = forked(limits=Limits(case_seconds=1, question_seconds=20))
    assert not repairs(key(), QUESTION, transcript(written(SQUARE)), environment, until=time.monotonic())


CHECK = """
def near(result, *, arguments, expected):
    return abs(result - expected).max() < 1e-6, "It is somewhere else."
"""


@pytest.mark.slow
def test_a_program_is_searched_until_a_check_is_content():
    """The check runs in a process of its own, for each edited program."""
    cases = [replace(c, expected=to_expected(Numbers(c.expected["."])), tolerance={}) for c in QUESTION.cases]
    question = replace(QUESTION, cases=tuple(cases), check="checks.py:near")
    environment = forked(limits=Limits(case_seconds=1, question_seconds=20))
    checked = replace(key(), questions=(question,), checks={"checks.py": CHECK})
    (repair,) = repairs(checked, question, transcript(written(("/ (k + 1)", "/ (k + 1 + 1)"))), environment)
    assert repair.name == "a term is too many"
