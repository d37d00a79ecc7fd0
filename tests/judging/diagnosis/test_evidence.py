"""Long runs show a cause, few numbers suggest one, and nothing is shown by what is not finite."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from support.keys import RULES, answered, descent, gradient_descent, key, label, number, points, transcript

from grader.judging.diagnosis.candidates import AnswerPart, Candidate, CandidateAnswer
from grader.judging.diagnosis.diagnose import diagnose
from grader.judging.diagnosis.evidence import Evidence
from grader.judging.judge import judge
from grader.judging.outcomes import Right, Verdict, WrongPart, WrongParts, WrongValue
from grader.judging.verdicts import judge_case
from grader.model.key import Case, Mistake, Question
from grader.model.transcript import Returned
from grader.sandbox.child.conversion import to_value


def bits(right, mistake, yours, tolerance=1e-6, tried=1):
    """The bits of one array, where the mistake and the student give these numbers."""
    right, mistake, yours = (np.asarray(array, dtype=float) for array in (right, mistake, yours))
    case = Case("c", "", False, 1.0, {}, {"value": right}, {"value": tolerance})
    candidate = Candidate(("m",), {"c": CandidateAnswer({"value": mistake})})
    with np.errstate(all="ignore"):
        return Evidence.of(candidate, [AnswerPart(case, "value", yours)], tried).bits


LINE = np.linspace(1.0, 2.0, 20)


def test_long_runs_and_many_digits_are_strong_evidence_and_few_numbers_weak():
    assert bits(LINE, 2 * LINE, 2 * LINE) > 200
    assert 8 < bits([1.0], [2.0], [2.0]) < 15
    assert bits(LINE, 2 * LINE, 2 * LINE) > bits(LINE, 2 * LINE, 2 * LINE + 5e-5) > 100
    assert bits([1.0], [1.001], [1.001]) < bits([1.0], [2.0], [2.0]), "near the right answer"
    assert bits(LINE, np.zeros(20), np.zeros(20)) < bits(LINE, -LINE, -LINE) / 3, "each repeats the one before"
    assert bits([1.0], [2.0], [2.0], tried=64) == bits([1.0], [2.0], [2.0]) - 6, "a bit for each doubling"


def test_single_precision_shows_as_much_and_an_approximate_gradient_speaks_too():
    """A forward difference with a step of 1e-5 and numbers rounded to five digits are a student's own work."""
    assert bits(LINE, 2 * LINE, np.float32(2 * LINE)) == pytest.approx(bits(LINE, 2 * LINE, 2 * LINE))
    for rough in (np.array([2.0, 4.0]) + 1e-5, np.float32([2.0, 4.0])):
        assert bits([1.0, 2.0], [2.0, 4.0], rough) > 15


# ── what is named


def diagnosis(question, returned):
    """The diagnosis of a function that returns these values, by case."""
    verdicts = {c.id: judge_case(question, c, Returned(to_value(returned[c.id]))) for c in question.cases}
    return diagnose(key(question), question, verdicts)


def test_a_mistake_in_one_branch_is_named_where_the_run_shows_it():
    """Right at N = 1, wrong at N = 2: the run of four steps is the mistake's, digit by digit."""
    work = answered() | {"descent.2": descent("descent.2", RULES["ascent"])}
    seen = diagnosis(gradient_descent(), work)
    assert seen.name == "gradient_descent.ascent" and seen.in_a_branch and not seen.is_weak
    message = judge(key(gradient_descent()), transcript(key(gradient_descent()), work)).questions[0].message
    assert (
        "Likely cause: the step goes up the gradient. Your numbers match it where they are wrong. "
        "If it acted everywhere, more would be wrong: does it stand in one branch of your code?"
    ) in message


def test_a_branch_is_not_named_by_a_length():
    """A number of steps that is written into the code gives one entry too many in one case, and is no slip."""
    question = gradient_descent()
    longer = descent("descent.2", extra=1)
    assert diagnosis(question, answered() | {"descent.2": longer}).name == ""
    every = {case: descent(case, extra=1) for case in answered()}
    assert diagnosis(question, every).name == "bookkeeping.one_too_many"


def test_a_wrong_case_that_a_mistake_leaves_right_speaks_against_it():
    question = gradient_descent()
    (ascent,) = (m for m in question.mistakes if m.id == "gradient_descent.ascent")
    right = question.cases[1].expected
    question = replace(question, mistakes=(replace(ascent, answers=ascent.answers | {"descent.2": right}),))
    work = {case: descent(case, RULES["ascent"]) for case in answered()}
    assert diagnosis(question, work).name == ""
    assert diagnosis(question, work | {"descent.2": answered()["descent.2"]}).name == "gradient_descent.ascent"


def test_a_mistake_in_the_points_does_not_explain_wrong_costs_of_right_points():
    """The message may show that very case, and must not send its author to the points alone."""
    question = gradient_descent()
    (ascent,) = (m for m in question.mistakes if m.id == "gradient_descent.ascent")
    right = question.cases[1].expected
    question = replace(question, mistakes=(replace(ascent, answers=ascent.answers | {"descent.2": right}),))
    weights, costs = answered()["descent.2"]
    work = {case: descent(case, RULES["ascent"]) for case in answered()} | {"descent.2": (weights, costs + 1.0)}
    seen = diagnosis(question, work)
    assert (seen.name, seen.in_part) == ("gradient_descent.ascent", True)


def test_a_number_that_is_near_a_mistake_by_chance_is_not_named():
    """Within the bound of one of 64 mistakes, and hardly nearer to it than to the right number."""
    (case,) = number().cases
    values = -1.2347728 + np.arange(1, 65) * 2e-4
    mistakes = tuple(Mistake(f"number.m{i}", "m", "h", {case.id: {".": np.asarray(v)}}) for i, v in enumerate(values))
    question = replace(number(), mistakes=mistakes)
    assert diagnosis(question, {case.id: float(values[0]) + 6e-5}).name == ""
    assert diagnosis(question, {case.id: float(values[40])}).name == "number.m40"


@pytest.mark.parametrize(("alike", "with_credit", "earned"), [(1, 1, 1.0), (3, 1, 0.0), (3, 3, 1.0), (9, 9, 0.0)])
def test_what_is_not_named_beside_a_written_mistake_takes_its_credit_away(alike, with_credit, earned):
    """Changes of the solution with the same numbers keep none; where too many fit, nobody knows which it is."""
    (case,) = number().cases
    values = [3.0] * alike + list(np.linspace(5.0, 9.0, 14))
    known = [Mistake(f"number.m{i}", f"m{i}", "h", {case.id: {".": np.asarray(v)}}) for i, v in enumerate(values)]
    mistakes = (known[0], *(replace(mistake, derived=True) for mistake in known[1:]))
    credit = {f"number.m{i}": 0.5 for i in range(with_credit)}
    of_number = key(replace(number(), mistakes=mistakes, credit=credit))
    report = judge(of_number, transcript(of_number, {case.id: 3.0})).questions[0]
    assert (report.mistake, report.earned) == ("number.m0", earned)


def test_few_numbers_are_a_possible_cause_and_many_a_likely_one():
    question = points()
    text = judge(key(question), transcript(key(question), {"points.1": np.pi / 4 * np.array([-1.0, 3.0])})).questions[0]
    assert (
        "Possible cause: only the minima are listed. Your numbers match it in the case shown, but with so few numbers"
        in (text.message)
    )


def test_one_label_of_many_candidates_is_no_evidence():
    """With sixteen known mistakes that say "minimum", nobody can tell which it was."""
    (case,) = label().cases
    others = {".": "maximum"}
    mistakes = [Mistake(f"label.m{i}", "m", "h", {case.id: {".": "minimum"} if i < 1 else others}) for i in range(16)]
    assert diagnosis(replace(label(), mistakes=tuple(mistakes)), {case.id: "minimum"}).name == ""
    assert diagnosis(replace(label(), mistakes=tuple(mistakes[:1])), {case.id: "minimum"}).name == "label.m0"


def test_a_mistake_that_explains_one_part_is_named_beside_what_is_unknown():
    """Something else is wrong as well, so that the mistake keeps no credit."""
    points, total = np.linspace(0.3, 2.5, 9), np.linspace(5.0, 9.0, 9)
    case = Case("q.1", "", False, 1.0, {}, {".a": points, ".b": total}, {".a": 1e-6, ".b": 1e-6})
    mistake = Mistake("q.twice", "twice", "Halve it.", {"q.1": {".a": points**2, ".b": total}}, whole=True)
    question = Question("q", "q", "form", 1.0, "q", ("w",), True, (case,), (mistake,))
    wrong = WrongParts(tuple(WrongPart(path, WrongValue(0, 0)) for path in (".a", ".b")))
    verdict = Verdict(wrong, 0.0, {".a": points**2, ".b": np.cos(total)})
    named = diagnose(key(question), question, {"q.1": verdict})
    assert (named.name, named.in_part) == ("q.twice", True)


def of_form(right, mistakes, yours, *, derived=False):
    """The diagnosis of answers in parts, by case; each mistake answers each case."""
    cases = [Case(c, "", False, 1.0, {}, answer, dict.fromkeys(answer, 1e-6)) for c, answer in right.items()]
    known = tuple(
        Mistake(f"q.{name}", name, "", answers, whole=True, derived=derived) for name, answers in mistakes.items()
    )
    question = Question("q", "q", "form", 1.0, "q", ("w",), True, tuple(cases), known)
    verdicts = {}
    for case in cases:
        answer = yours[case.id]
        wrong = [part for part in answer if not np.allclose(answer[part], case.expected[part])]
        right_parts = tuple(part for part in answer if part not in wrong)
        outcome = (
            WrongParts(tuple(WrongPart(part, WrongValue(0, 0)) for part in wrong), right_parts) if wrong else Right()
        )
        verdicts[case.id] = Verdict(outcome, 0.0 if wrong else 1.0, answer)
    return diagnose(key(question), question, verdicts)


def test_a_mistake_in_one_part_alone_is_named_where_many_numbers_show_it():
    """As where a line is copied, and wrong in the copy: one part follows the mistake, and the other one is right."""
    a, b = np.linspace(0.3, 2.5, 9), np.linspace(5.0, 9.0, 9)
    right, mistake = {"q.1": {".a": a, ".b": b}}, {"q.1": {".a": a**2, ".b": b**2}}
    seen = of_form(right, {"squares": mistake}, {"q.1": {".a": a, ".b": b**2}})
    assert seen.name == "q.squares" and seen.in_a_branch
    few = of_form({"q.1": {".a": a[:2], ".b": b[:2]}}, {"squares": {"q.1": {".a": a[:2] ** 2, ".b": b[:2] ** 2}}},
                  {"q.1": {".a": a[:2], ".b": b[:2] ** 2}})  # fmt: skip
    assert few.name == ""


def test_no_change_of_the_solution_is_named_in_the_computation_of_a_part_that_is_right():
    """Beside "Right: `a`" students read that a divisor is missing in the computation of `a`."""
    a, b = np.linspace(0.3, 2.5, 9), np.linspace(5.0, 9.0, 9)
    right, mistake = {"q.1": {".a": a, ".b": b}}, {"q.1": {".a": a**2, ".b": b**2}}
    yours = {"q.1": {".a": a, ".b": b**2}}
    of_right_part, of_wrong_part = (f"a square in the computation of `{part}`" for part in "ab")
    assert of_form(right, {of_right_part: mistake}, yours, derived=True).name == ""
    assert of_form(right, {of_wrong_part: mistake}, yours, derived=True).name == f"q.{of_wrong_part}"


def test_two_mistakes_of_which_each_explains_one_part_in_all_cases_need_few_numbers():
    """As a loss that is a sum beside a slope with a factor too many: two numbers and four."""
    loss, slope = [np.array([0.7]), np.array([1.9])], [np.array([0.3, -1.2]), np.array([2.5, 0.8])]
    right = {f"q.{n}": {".a": loss[n], ".b": slope[n]} for n in (0, 1)}
    total = {case: {".a": 3 * each[".a"], ".b": each[".b"]} for case, each in right.items()}
    square = {case: {".a": each[".a"], ".b": each[".b"] ** 2} for case, each in right.items()}
    both = {case: {".a": total[case][".a"], ".b": square[case][".b"]} for case in right}
    seen = of_form(right, {"total": total, "square": square}, both)
    assert seen.name == "q.total+q.square" and not seen.is_weak
    few = {case: {".a": both[case][".a"], ".b": both[case][".b"]} for case in ("q.0",)}
    seen = of_form({"q.0": right["q.0"]}, {"total": total, "square": square}, few)
    assert (seen.name, seen.in_part) == ("q.square", True), "one number says little of the total"
    one_case = {"q.0": {".a": both["q.0"][".a"], ".b": right["q.0"][".b"] ** 3}, "q.1": both["q.1"]}
    seen = of_form(right, {"total": total, "square": square}, one_case)
    assert (seen.name, seen.in_part) == ("q.total", True), "a square explains one of two cases"


def test_what_was_chosen_among_few_is_no_evidence_whatever_its_digits():
    """Each mistake takes one of three points, another one in each case; a choice by another rule agrees with one."""
    points = np.array([[0.123456, 7.0], [1.345678, 8.0], [2.567891, 9.0]])
    ids = ("q.1", "q.2")
    choices = {f"{i}{j}": {"q.1": {".p": points[i]}, "q.2": {".p": points[j]}} for i in range(3) for j in range(3)}
    right = {case: {".p": np.array([3.5, 4.5])} for case in ids}
    assert of_form(right, choices, {case: {".p": points[1]} for case in ids}).name == ""
    assert of_form(right, {"11": choices["11"]}, {case: {".p": points[1]} for case in ids}).name == "q.11"
