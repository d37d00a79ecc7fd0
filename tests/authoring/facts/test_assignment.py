"""assignment.toml: a typo is answered, and what cannot be judged is refused in a sentence."""

import copy
import sys
from pathlib import Path

import pytest
from support import small
from support.tables import tables

from grader.authoring.answers.mistake_answers import check_credit
from grader.authoring.compiler import compile_key
from grader.authoring.facts.assignment import BadAssignment
from grader.authoring.reading.assignment_file import load_assignment, parse_assignment

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


@pytest.mark.parametrize(("change", "sentence"), tables(__file__, "assignment_refused.toml")["refused"])
def test_every_slip_is_answered_with_its_place(change, sentence, tmp_path):
    """Anyone on the staff may edit this file; nobody should need to read a traceback for it."""
    folder = small.write(tmp_path, small.ADAM)
    path = folder / "assignment.toml"
    text = path.read_text("utf-8")
    assert change[0] in text
    path.write_text(text.replace(*change), encoding="utf-8")
    with pytest.raises(BadAssignment) as caught:
        load_assignment(folder)
    assert sentence in str(caught.value)


VALUES = (True, "ten", {}, {"x": 1}, float("inf"), [[1, 2], [3]], 10**400, [{"a": 1}])


def _paths(data, path=()):
    for name, inner in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield (*path, name)
        yield from _paths(inner, (*path, name))


def test_a_value_of_any_other_type_anywhere_is_used_or_refused_in_words(tmp_path):
    """A table for an argument, a list for a cost, a number for the cases: each was a traceback of its own."""
    small.write(tmp_path, small.ADAM, small.TELLING, small.ROOT_QUESTION, small.STATEMENT)
    data = tomllib.loads((tmp_path / "assignment.toml").read_text("utf-8"))
    messages = {}
    for path in _paths(data):
        for value in VALUES:
            changed = copy.deepcopy(data)
            inner = changed
            for part in path[:-1]:
                inner = inner[part]
            inner[path[-1]] = value
            try:
                parse_assignment(changed, tmp_path)
            except BadAssignment as error:
                messages[path, str(value)] = str(error)
    assert len(messages) > 250
    assert [place for place, message in messages.items() if not message.startswith("assignment.toml: ")] == []


def test_an_argument_that_is_a_table_is_said_to_be_none(tmp_path):
    with pytest.raises(BadAssignment, match="case 1: alpha is {'x': 1}; an argument is a number, a word, true or"):
        load_assignment(small.write(tmp_path, small.ADAM.replace("alpha = 0.1", "alpha = { x = 1 }")))


def test_questions_to_choose_from_share_their_points(tmp_path):
    """One of them counts, whichever is best: with unequal points nobody could say what the homework is worth."""
    grouped = [q.replace("returns", 'group = "choice"\nreturns') for q in (small.ADAM, small.ROOT_QUESTION)]
    with pytest.raises(BadAssignment, match=r"of the group 'choice' have unequal points \(adam 10, quartic_min.* 5\)"):
        load_assignment(small.write(tmp_path, *grouped))


def test_an_unknown_method_or_mistake_is_answered_when_the_key_is_made(tmp_path):
    """These names live in reference/, which only the compiler knows."""
    with pytest.raises(BadAssignment, match="there is no method 'adm' in reference/. Did you mean 'adam'"):
        compile_key(
            load_assignment(small.write(tmp_path, small.ADAM.replace('name = "adam"', 'name = "a"\nmethod = "adm"')))
        )
    credit = '[question.credit]\n"adam.no_bias_corection" = 0.5\n  [[question.case]]'
    with pytest.raises(BadAssignment, match="unknown mistake.*Did you mean 'adam.no_bias_correction'"):
        compile_key(load_assignment(small.write(tmp_path, small.ADAM.replace("  [[question.case]]", credit))))


def test_credit_for_all_questions_that_concerns_one_is_answered_with_its_place(tmp_path):
    facts = load_assignment(small.write(tmp_path, small.ADAM))
    with pytest.raises(
        BadAssignment, match=r"unknown mistake 'ridge'. Credit that is for one question stands in \[quest"
    ):
        check_credit({"ridge": 0.5}, (), facts.question[0])


def test_mistakes_that_are_derived_from_a_solution_have_credit_by_their_question(tmp_path):
    facts = load_assignment(small.write(tmp_path, small.ADAM.replace('returns = "histories"', 'returns = "array"')))
    assert facts.question[0].by_solution
    check_credit({"adam": 0.5}, (), facts.question[0])


def test_a_question_is_proven_with_its_group():
    """An honest style may leave out all but one of a group."""
    facts = load_assignment(Path(__file__).parents[3] / "assignments" / "optimizer_zoo")
    assert [q.name for q in facts.with_questions(["lion"]).question] == ["lion"]
    assert [q.name for q in facts.with_questions(["ftrl"]).question] == ["adamax", "ftrl", "adafactor"]
    assert facts.with_questions(()).question == facts.question
    with pytest.raises(BadAssignment, match="no question 'lyon'. Did you mean 'lion'"):
        facts.with_questions(["lyon"])
