"""Cases that cannot tell a wrong solution from the right one are found, with a case that can."""

from __future__ import annotations

import re
from types import SimpleNamespace

import numpy as np
import pytest
import tomllib
from support.compiled import underived_key
from support.seen_html import text
from support.tables import read_written

from grader.authoring.derived.exercises import read_exercises
from grader.authoring.derived.runs import Workshop
from grader.authoring.proving.cases.drawn_cases import are_apart, draw
from grader.authoring.proving.proof import Rehearsal, to_text
from grader.authoring.proving.proof_page import to_html
from grader.authoring.proving.trials.surviving_changes import case_in_toml, surviving_changes
from grader.authoring.reading.assignment_file import load_assignment
from grader.model.encoding.values import Items, Numbers
from grader.model.key import Case
from grader.model.result_form import Part
from grader.model.transcript import Returned

TOML = read_written(__file__, "survivors.toml")
MASTER = """
def shrink(x, rate, times):
    ### BEGIN SOLUTION
    for k in range(times):
        x = x * rate / 2
    return x, times > 2, x @ x
    ### END SOLUTION
"""


def test_missing_numbers_of_a_file_stay_as_they_are():
    """No request holds nan in a list: each run ended as a fault, and was made again in every rehearsal."""
    ratings = np.array([[1.0, np.nan]])
    case = Case("f.1", "", False, 1.0, {"R": ratings, "lam": 0.5})
    exercise = SimpleNamespace(question=SimpleNamespace(cases=[case]), spec=SimpleNamespace(by_solution=True))
    drawn = list(draw(exercise))
    assert all(each.arguments["R"] is ratings for each in drawn)
    assert len({each.arguments["lam"] for each in drawn}) > 1
    assert "lam = 0.5" in list(case_in_toml(case))


def drawn_of(*arguments):
    cases = [Case(f"f.{n}", "", False, 1.0, each) for n, each in enumerate(arguments)]
    exercise = SimpleNamespace(question=SimpleNamespace(cases=cases), spec=SimpleNamespace(by_solution=True))
    return [case.arguments for case in draw(exercise)]


def test_what_lies_between_0_and_1_in_all_cases_does_so_in_drawn_ones():
    """Rehearse proposed `beta2 = 1.14`, with which Adam has no meaning."""
    drawn = drawn_of({"beta": 0.999, "lr": 0.5, "mask": [1.0, 0.3]}, {"beta": 0.9, "lr": 2.0, "mask": [0.9, 0.0]})
    assert all(0 < each["beta"] < 1 and max(each["mask"]) <= 1 for each in drawn)
    assert len({each["beta"] for each in drawn}) == len(drawn) and any(each["lr"] > 1 for each in drawn)


def test_probabilities_sum_to_1_in_drawn_cases():
    rows = [[[0.9, 0.1], [0.0, 1.0]], [[0.5, 0.5], [0.25, 0.75]]]
    drawn = drawn_of(*({"P": each, "w": each[0], "I": [[1.0, 0.0], [0.0, 1.0]]} for each in rows))
    assert all(np.allclose(np.sum(each[name], axis=-1), 1, atol=1e-12) for each in drawn for name in ("P", "w"))
    assert len({str(each["P"]) for each in drawn}) == len({str(each["I"]) for each in drawn}) == len(drawn)


def test_points_in_another_order_are_the_same_points():
    """Rehearse said of the opposite order, which loses no point, that another case would catch it."""
    points, both = Part("points"), Part("list", parts=(Part("number", "least"), Part("points", "where")))
    one, other = Items((Numbers(np.array(1.0)), Numbers(np.array(-2.0)))), Numbers(np.array([-2.0, 1.0]))
    assert not differ(points, one, other)
    assert differ(points, one, Numbers(np.array([-2.0, 1.1])))
    assert differ(Part("array"), Numbers(np.array([1.0, -2.0])), other)
    least = Numbers(np.array(0.5))
    assert not differ(both, Items((least, one)), Items((least, other)))
    assert differ(both, Items((least, one)), Items((Numbers(np.array(0.6)), other)))


def differ(form, one, other):
    exercise = SimpleNamespace(question=SimpleNamespace(form=form))
    return are_apart(exercise, Returned(one), Returned(other))


@pytest.fixture(scope="module")
def finding(tmp_path_factory):
    folder = tmp_path_factory.mktemp("blind")
    (folder / "assignment.toml").write_text(TOML, encoding="utf-8")
    (folder / "blind.py").write_text(MASTER, encoding="utf-8")
    assignment = load_assignment(folder)
    questions = {question.name: question for question in underived_key(assignment).questions}
    (exercise,) = read_exercises(assignment, questions)
    return surviving_changes(Workshop(assignment), exercise)


def test_an_argument_that_is_always_1_hides_its_factor(finding):
    assert finding.troubles[0].startswith("shrink keeps every point when `rate` is missing (line 4 of the function)")
    assert re.fullmatch(r"\d+ of \d+; \d+ would in another case, \d+ in none that was tried", finding.figure)
    assert finding.ok  # a figure without a limit: a drawn case may ask what nobody means to ask


def test_each_change_that_no_tried_case_tells_apart_is_listed_for_the_page_with_its_line(finding):
    """A figure such as "2 in none that was tried" could be looked up nowhere."""
    lines = finding.details
    assert len(lines) == int(re.search(r"(\d+) in none that was tried", finding.figure)[1]) > 0
    assert all(re.search(r": no case that was tried tells apart: .+ \(line \d+ of", line) for line in lines)
    proof = Rehearsal("hw", (finding,))
    assert not any(line in to_text(proof) for line in lines)
    seen = text(to_html(proof))
    assert f"{len(lines)} to look up" in seen and "no case that was tried tells apart: " in seen


def test_the_case_that_catches_it_can_be_pasted(finding):
    case = finding.troubles[0].split("\n", maxsplit=1)[1]
    assert tomllib.loads(case)["question"]["case"][0]["rate"] != 1.0


def test_an_array_of_one_number_is_that_number(finding):
    """The judge takes either, so a running sum of a single value keeps its points rightly."""
    assert not [each for each in finding.troubles if "the rows before it" in each]
