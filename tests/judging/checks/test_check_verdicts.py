"""Checks judge results; a check that does anything else than that is never a student's fault, and ends no grading."""

from __future__ import annotations

import sys
import time
from dataclasses import replace

import numpy as np
import pytest
from support.rows import few

from grader.judging.checks import check_process
from grader.judging.checks.check_process import CheckLimits
from grader.judging.judge import judge
from grader.judging.messages.case_messages import case_message
from grader.judging.outcomes import FailedCheck, Misformed, Right, Unchecked
from grader.judging.verdicts import judge_case
from grader.model.checks import arguments_of_run, to_expected
from grader.model.key import Case, Key, Question, parse_key
from grader.model.result_form import FORM, Part
from grader.model.transcript import Definition, Returned, Transcript
from grader.sandbox.child.conversion import to_value

RIGHT = {"w": [1.0, 2.0], "done": True, "name": "adam", "steps": [[1], [1, 2]]}
ARGUMENTS = {
    "g": {"function": "quartic", "parameters": {}},
    "slope": {"gradient_of": "quartic", "parameters": {}},
    "n": 3,
    "labels": np.array([0, 1]),
    "config": {"table": [["lr", 0.1]]},
}


def case(expected=RIGHT, **fields) -> Case:
    return Case("q.1", "n = 3", False, 4.0, ARGUMENTS, to_expected(to_value(expected)), **fields)


def question(*cases: Case, **fields) -> Question:
    return Question("q", "Q", "any", 4.0, "q", ("n",), True, cases or (case(),), check="checks.py:check", **fields)


def verdict(body, returned=RIGHT, asked=None):
    imports = "import os, sys, time; from grader.p_values import PValue, combine\nimport numpy as np\n"
    source = f"{imports}def check(result, *, arguments, expected):\n    {body}\n"
    asked = asked or question()
    return judge_case(asked, asked.cases[0], Returned(to_value(returned)), {"checks.py": source})


def test_a_check_gets_plain_values():
    """Arrays, numbers, words, lists and dictionaries; a cost is a function, another function is left out."""
    body = """
    assert isinstance(result["w"], np.ndarray) and result["done"] is True and type(result["name"]) is str
    assert [list(step) for step in result["steps"]] == [[1], [1, 2]]
    result["w"] += 1
    assert (result["w"] == expected["w"] + 1).all()
    assert sorted(arguments) == ["config", "g", "labels", "n", "secret"], sorted(arguments)
    assert arguments["n"] == 3 and arguments["config"] == {"lr": 0.1} and arguments["labels"].dtype == np.int64
    return abs(arguments["g"](1.0) - expected["cost"]) < 1e-9 and arguments["secret"] == [1, 2]
    """
    expected = {**RIGHT, "cost": (1 + 1 + 10) / 50}
    asked = question(case(expected, for_check={"secret": {"items": [1, 2]}}))
    assert verdict(body, asked=asked).outcome == Right(), verdict(body, asked=asked)


def test_a_check_receives_the_shape_that_its_part_asks_for():
    column = np.array([[1.0], [2.0]])
    asked = replace(question(case(column[:, 0])), form=Part("array", shape=True))
    assert verdict("return True", column[:, 0], asked).right
    assert verdict("return True", column, asked).outcome == Misformed(
        "Your result has the shape (2, 1); it should have the shape (2,)."
    )


ITEMS = Part("table", each=Part("list", each=Part("number")))


@pytest.mark.parametrize(
    "returned",
    [{}, {"a": []}, {"a": [1.0], "c": [2.0]}, {'a"]["b': [1.0]}, {"": [], "a\nb": [1.0, 2.0], "\\": [3.0], '"': [4.0]}],
)
def test_a_check_receives_as_many_items_as_were_returned(returned):
    """Fewer than the solution has, or keys like a path of ours, ended the judge of the whole submission."""
    asked = replace(question(case({"a": [1.0, 2.0], "b": [3.0]})), form=ITEMS)
    body = f"return {{k: [float(x) for x in v] for k, v in result.items()}} == {returned!r}"
    assert verdict(body, returned, asked).outcome == Right()


def test_many_items_are_read_in_time_that_grows_with_their_number():
    asked = replace(question(case([1.0])), form=Part("list", each=Part("number")))
    began = time.process_time()
    assert verdict("return len(result) == 8000", np.zeros(8000), asked).outcome == Right()
    assert time.process_time() - began < 10  # 1; each item that looks at all others took 80


@pytest.mark.parametrize(
    ("returned", "share"),
    [("True", 1), ("1", 1), ("1 - 1e-12", 1), ("np.bool_(True), 'well done'", 1), ("np.float32(0.25)", 0.25),
     ("False", 0), ("0.5, 'Half of it.'", 0.5), ("np.array(0.75), ''", 0.75)],
)  # fmt: skip
def test_a_check_returns_a_share_with_or_without_a_sentence(returned, share):
    judged = verdict(f"return {returned}")
    assert judged.share == pytest.approx(share)
    assert isinstance(judged.outcome, Right if share == 1 else FailedCheck)


def test_a_student_reads_the_sentence_and_what_is_kept():
    asked = question()
    half = case_message(asked, asked.cases[0], verdict("return 0.5, 'Two columns are not orthogonal.'"))
    assert half == "Two columns are not orthogonal.\nYou keep 50 % of the points of this case."
    none = case_message(asked, asked.cases[0], verdict("return False"))
    assert none == "Your result does not have the property that was asked for."


FAILURES = [
    ("return 2.0", "checks.py:check: it returned 2.0; a check returns True or False, a share from 0 to 1, or"),
    ("return np.nan", "it returned nan; a check returns True"),
    ("return None", "it returned None"),
    ("return 'wrong'", "it returned 'wrong'"),
    ("return 1.0, 3", "it returned (1.0, 3)"),
    ("return np.zeros(2)", "it returned array([0., 0.])"),
    ("return PValue(0.5)", "it returned the p-value 0.5"),
    ("x = {}\n    return x['a']", "checks.py:check: line 5: KeyError: 'a'"),
    ("return arguments['grad']", "line 4: LookupError: there is no argument 'grad' here; there are "),
    ("return np.linalg.inv(np.zeros((2, 2)))", "line 4: LinAlgError: Singular matrix"),
    ("sys.exit(3)", "line 4: SystemExit: 3"),
    ("return (", "SyntaxError"),
    ("os._exit(3)", "its process ended (exit code 3)"),
    pytest.param("return len(bytearray(1 << 40)) > 0", "MemoryError",
                 marks=pytest.mark.skipif(sys.platform != "linux", reason="no limits")),
]  # fmt: skip


@pytest.mark.parametrize(("body", "words"), FAILURES)
def test_a_check_that_fails_says_so_to_staff_and_the_next_one_is_run(body, words):
    judged = verdict(body)
    assert isinstance(judged.outcome, Unchecked) and words in judged.outcome.detail
    assert verdict("return True").right


@pytest.mark.skipif(sys.platform == "win32", reason="no limits")
def test_a_check_that_takes_too_long_does_so_once(monkeypatch):
    """A Gradescope submission is judged after every question: a check that loops must not use up its time."""
    monkeypatch.setattr(check_process, "limits", CheckLimits(cpu_seconds=1, wall_seconds=2))
    check_process.close()
    body = "while result == 7: pass\n    if result == 9: time.sleep(60)\n    return True"
    first, began = verdict(body, 7), time.monotonic()
    again = verdict(body, 7)
    assert time.monotonic() - began < 1.0
    assert first.outcome == again.outcome and "did not end within 1 seconds of computing" in again.outcome.detail
    assert verdict(body, 8).right and "did not end within 1 seconds" in verdict(body, 9).outcome.detail


def test_what_ends_a_process_while_it_waits_costs_the_next_work_nothing():
    """The system may have needed its memory."""
    assert verdict("return result == 1", returned=1).right
    for waiting in check_process.idle:
        waiting.process.kill()
        waiting.process.wait()
    assert verdict("return result == 2", returned=2).right


def test_what_a_check_prints_and_changes_reaches_nobody():
    body = "print('{}' * 9999); print('x', file=sys.stderr); os.write(1, b'{}'); np.float64 = None; return True"
    assert verdict(body).right
    assert verdict("global n; n = globals().get('n', 0) + 1; return n == 1", returned=1).right
    assert verdict("global n; n = globals().get('n', 0) + 1; return n == 1", returned=2).right


@pytest.mark.parametrize(
    ("returned", "words"),
    [(None, "Your function returned None"), ({"w": print}, "a function (is it to be called?), which cannot be judged"),
     ([[1], (c for c in "ab")], "a generator (`list(...)` makes a list of it), which cannot be judged")],
)  # fmt: skip
def test_what_cannot_be_read_reaches_no_check(returned, words):
    judged = verdict("raise ValueError", returned)
    assert isinstance(judged.outcome, Misformed) and words in judged.outcome.sentence


def test_a_form_is_read_first_and_columns_are_honest():
    form = Part("list", parts=(Part("number", "loss"), Part("array", "w")))
    asked = replace(question(case((1.0, [1.0, 2.0]))), returns=FORM, form=form)
    body = "return isinstance(result[0], float) and result[1].shape == (2,) and result[1].dtype.kind in 'if'"
    assert verdict(body, (np.float32([3]), [[1], [2]]), asked).right
    judged = verdict(body, (3, "w"), asked)
    assert '`w` is the text "w"; an array of numbers was asked for.' in judged.outcome.sentence


@pytest.mark.parametrize("returned", [0.0, np.nan, True, np.float32(3)])
def test_one_number_is_no_array_of_which_a_check_may_ask_the_shape(returned):
    """A check that raises costs no point: a student could ask for that in hidden cases alone, and see it."""
    asked = replace(question(case([1.0, 2.0])), returns=FORM, form=Part("array"))
    judged = verdict("return result.shape == (2,)", returned, asked)
    assert isinstance(judged.outcome, Misformed) and "array of numbers was asked for" in judged.outcome.sentence
    one = replace(question(case([1.0])), returns=FORM, form=Part("array"))
    assert verdict("return result.shape == (1,)", 1.0, one).right


# ── several runs


def test_runs_are_judged_together_by_a_p_value():
    runs = [{"a": 1}] * 50  # dictionaries, since a list of numbers would become one array
    asked = question(case(runs), runs=50, error_rate=1e-3)
    assert not verdict("return PValue(1e-9) if len(result) == 50 and result[49] == {'a': 1} else 1", runs, asked).right
    assert verdict("return 1", runs[:3], asked).outcome.sentence == "Of 50 calls came a list or tuple of 3 entries."
    assert verdict("return PValue(0.04), 'Unlikely, and possible.'", runs, asked).right
    text = case_message(asked, asked.cases[0], verdict("return combine([1e-9]), 'No.'", runs, asked))
    assert text == (
        "Your function was called 50 times. No.\n"
        "A right function gives results like these by chance at most once in 1,000 tries."
    )


@pytest.mark.parametrize(
    "returned", few(["0.5", "2 * PValue(0.2)", "1e-9, 'No.'", "np.float64(0.5)", "np.array(0.5)"], 2)
)
def test_of_several_runs_a_plain_number_is_no_p_value(returned):
    """Half of the points, as a share, would be a p-value at which any work is right."""
    asked = question(case([{"a": 1}] * 50), runs=50, error_rate=1e-3)
    judged = verdict(f"return {returned}", [{"a": 1}] * 50, asked)
    assert isinstance(judged.outcome, Unchecked) and "a plain one may be a share" in judged.outcome.detail


@pytest.mark.parametrize(
    ("returned", "right"), [("True", True), ("1.0, ''", True), ("np.bool_(False)", False), ("0", False)]
)
def test_of_several_runs_a_check_may_say_right_or_wrong(returned, right):
    asked = question(case([{"a": 1}] * 50), runs=50, error_rate=1e-3)
    assert verdict(f"return {returned}", [{"a": 1}] * 50, asked).right == right


def test_each_run_has_other_seeds_and_everything_else_alike():
    arguments = {"seed": 3, "n": 3, "rng": {"rng": 5}, "w": [0.5], "table": {"table": [["seed", 1]]}}
    assert arguments_of_run(arguments, 0) == arguments
    assert arguments_of_run(arguments, 2) == {**arguments, "seed": 5, "rng": {"rng": 7}}


# ── in a key


def test_a_failing_check_costs_no_points_of_other_questions_and_is_noted_for_staff():
    other = replace(question(case()), name="other", check="checks.py:fine", cases=(replace(case(), id="other.1"),))
    source = "def check(result, *, arguments, expected): 1 / 0\ndef fine(result, *, arguments, expected): return True"
    key = Key("hw", "HW", "instructor", (question(), other), checks={"checks.py": source})
    calls = {name: Returned(to_value(RIGHT)) for name in ("q.1", "other.1")}
    work = Transcript("s", "hw", dict.fromkeys(("q", "other"), Definition("found")), calls)
    report = judge(parse_key(key.to_json()), work)
    assert [(q.status, q.earned) for q in report.questions] == [("could_not_check", 0), ("right", 4)]
    assert report.questions[0].note == "checks.py:check: line 1: ZeroDivisionError: division by zero"
    assert "ZeroDivision" not in report.questions[0].message and "our fault" in report.questions[0].message
    assert report.unchecked == ("q",)
