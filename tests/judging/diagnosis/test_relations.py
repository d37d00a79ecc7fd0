"""How wrong numbers relate to the right ones: what needs no list of mistakes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from grader.judging.diagnosis.candidates import AnswerPart
from grader.judging.diagnosis.matches import Work
from grader.judging.diagnosis.relations import OTHER_END, RELATIONS, find_relation
from grader.model import result_form as form
from grader.model.key import Case, Question

RIGHT = {"loss": np.asarray(0.7), "gradient": np.array([0.3, -1.2, 0.0, 2.5]), "run": np.array([4.0, 2.0, 1.0, 0.5])}
QUESTION = Question("q", "q", "form", 1.0, "q", (), True, ())


def case(number: int) -> Case:
    return Case(f"q.{number}", "", False, 1.0, {}, dict(RIGHT), dict.fromkeys(RIGHT, 1e-6))


def relation(*answers: dict[str, np.ndarray], question: Question = QUESTION) -> str:
    """The id of the relation of these answers to the right ones, one answer for each case."""
    parts = [AnswerPart(case(n), name, value) for n, answer in enumerate(answers) for name, value in answer.items()]
    found = find_relation(question, Work(parts, []))
    return found[0].id if found else ""


@pytest.mark.parametrize(("factor", "name"), [(2, "twice"), (0.5, "half"), (-1, "opposite"), (7.3, "multiple")])
def test_a_factor_in_common_is_found(factor, name):
    assert (
        relation({"gradient": factor * RIGHT["gradient"]}, {"gradient": factor * RIGHT["gradient"]})
        == f"numbers.{name}"
    )


def test_a_sum_for_a_mean_has_a_factor_of_its_own_in_each_case():
    assert (
        relation(*({"gradient": n * RIGHT["gradient"], "loss": np.asarray(n * RIGHT["loss"])} for n in (3, 5)))
        == "numbers.multiple"
    )


@pytest.mark.parametrize(("factor", "name"), [(2, "twice"), (3, "multiple")])
def test_parts_with_one_factor_show_it_together(factor, name):
    """Who leaves the 1/2 out of a loss leaves it out of its gradient, which by itself is short here."""
    right = {"gradient": RIGHT["gradient"][[0, 1, 3]], "loss": RIGHT["loss"]}
    own = replace(case(0), expected=right)
    gradient, loss = (AnswerPart(own, part, np.asarray(factor * array)) for part, array in right.items())
    assert find_relation(QUESTION, Work([gradient], [])) is find_relation(QUESTION, Work([loss], [])) is None
    assert find_relation(QUESTION, Work([gradient, loss], []))[0].id == f"numbers.{name}"
    other = AnswerPart(own, "loss", loss.value * 1.1)
    assert find_relation(QUESTION, Work([gradient, other], [])) is None


def test_a_geometric_sequence_shows_no_factor():
    """A run that falls by a half in each step is a multiple of any other that does, as of its own differences."""
    differences = RIGHT["run"] - RIGHT["run"] / 2
    assert relation({"run": differences}) == relation(*[{"run": 7.3 * differences}] * 3) == ""


def test_points_have_no_factor_but_2_a_half_and_a_sign():
    question = replace(QUESTION, form=form.Part("points"))
    assert relation(*[{"gradient": 7.3 * RIGHT["gradient"]}] * 2, question=question) == ""
    assert relation(*[{"gradient": -RIGHT["gradient"]}] * 2, question=question) == "numbers.opposite"


@pytest.mark.parametrize("run", [RIGHT["run"][:3], np.append(RIGHT["run"], 0.25)])
def test_a_run_that_ends_elsewhere_is_right_as_far_as_it_goes(run):
    assert relation({"run": run}) == "numbers.other_end"
    assert relation({"run": run, "gradient": RIGHT["gradient"] + 1}) == "numbers.other_end"  # follows from the end


def test_numbers_that_are_not_exact_enough_are_no_multiples():
    """As those of a search on a grid: 1.001 is no factor that stands in a formula."""
    assert relation(*({"gradient": factor * RIGHT["gradient"]} for factor in (1.001, 0.9992))) == ""
    nearly_0 = replace(case(0), expected={"gradient": np.array([1e-22, 0.0, 1e-23])})
    part = AnswerPart(nearly_0, "gradient", np.array([2e-4, 0.0, 2e-5]))
    assert find_relation(QUESTION, Work([part] * 3, [])) is None


def test_a_run_that_is_wrong_before_its_end_is_not_said_to_be_right():
    assert relation({"run": np.array([4.0, 2.0, 1.1])}) == ""
    assert relation({"run": RIGHT["run"][:3]}, {"run": np.array([4.0, 2.5, 1.0, 0.5])}) == ""


def test_each_relation_has_words():
    assert all(each.name and (each.hint or each is OTHER_END) for each in RELATIONS)
    assert len({each.id for each in RELATIONS}) == len(RELATIONS)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "wrong",
    [
        {"gradient": np.full(4, 1.7e308)},
        {"run": np.full(5, -1.7e308)},
        {"run": np.full(6, np.inf)},
        {"run": 1j * RIGHT["run"]},
    ],
)
def test_numbers_that_overflow_or_are_complex_have_no_relation_and_warn_nobody(wrong):
    assert relation(wrong) == ""


def test_what_is_finite_is_right_where_a_number_overflows():
    """A loss by `log(1 + exp(x))` is inf for large scores, and a quotient 0 / 0 is nan."""
    gradient = np.where(np.arange(4) == 2, np.nan, RIGHT["gradient"])
    assert relation({"gradient": gradient}) == "numbers.overflow"
    assert relation({"gradient": gradient + 0.01}) == ""
    (right,), (wrong,) = (
        [AnswerPart(case(n), "loss", value)] for n, value in enumerate((RIGHT["loss"], np.asarray(np.inf)))
    )
    assert find_relation(QUESTION, Work([wrong], [right])) is None  # one right number says little
    assert find_relation(QUESTION, Work([wrong], [right] * 3))[0].id == "numbers.overflow"


@pytest.mark.parametrize(
    ("points", "name"),
    [
        ([-0.99, 0.51, 2.01], "points.nearly"),
        ([-1.0, 0.5, 2.0, 7.5, -31.0], "points.outside"),
        ([-1.0, 0.5, 2.0, 1.5], ""),  # too many, but between the limits
        ([-1.0, 2.0, 7.5], ""),  # one is missing as well
        ([-0.8, 0.5, 2.0], ""),
    ],
)
def test_points_are_nearly_right_or_lie_beyond_the_limits(points, name):
    right = np.array([-1.0, 0.5, 2.0])
    limited = Case("q.0", "", False, 1.0, {"low": -3.0, "high": 3.0}, {".": right}, {".": 1e-6})
    question = replace(QUESTION, form=form.Part("points"))
    found = find_relation(question, Work([AnswerPart(limited, ".", np.array(points))], []))
    assert (found[0].id if found else "") == name
