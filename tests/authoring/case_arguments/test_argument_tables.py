"""Tables that stand for an argument: what they become, at any depth, and what is said of one that cannot be read."""

from __future__ import annotations

import numpy as np
import pytest
from support.tables import read_written, tables

from grader.authoring.case_arguments.argument_tables import describe, rename_keys, written_arguments
from grader.authoring.case_arguments.named_functions import ArgumentSources
from grader.authoring.case_arguments.typed import in_words, typed
from grader.authoring.facts.assignment import BadAssignment
from grader.authoring.facts.case_spec import CaseSpec
from grader.authoring.facts.question_spec import QuestionSpec
from grader.authoring.reading.assignment_file import load_assignment

TABLES = tables(__file__, "argument_tables.toml")

FUNCTIONS = """
def halving(k, start=1.0):
    return start / 2**k
def free(x, **options):
    return x
from numpy.linalg import norm
doubling = lambda k: 2**k
def sine(x):
    return x
class Rule: ...
"""
VALLEY = "def valley(w, np, *, steep):\n    return steep * w ** 2"
NO_FUNCTION = "there is no function 'halvin' in the lecture's costs, costs.py, functions.py. Did you mean 'halving'?"

FIELDS = CaseSpec.model_fields


@pytest.fixture
def sources(tmp_path):
    np.save(tmp_path / "x.npy", np.array([1, 2]))
    return ArgumentSources(tmp_path, {"valley": VALLEY}, {"functions.py": FUNCTIONS})


def test_tables_become_data_at_any_depth_and_words_for_titles(sources):
    config = {"rules": [{"function": "halving", "start": 2.0}, {"rng": 3}], "X": {"file": "x.npy"}, "t": 2}
    described = describe(config, "config", sources)
    data = dict(typed(described, "config")["table"])
    assert data["rules"] == {"items": [{"function": "functions.py:halving", "parameters": {"start": 2.0}}, {"rng": 3}]}
    assert data["X"].tolist() == [1, 2] and data["t"] == 2
    words = '{"rules": ["halving(start = 2.0)", "default_rng(3)"], "X": "x.npy", "t": 2}'
    assert in_words(described) == words


@pytest.mark.parametrize(("table", "words", "data"), TABLES["kinds"])
def test_each_kind_of_table_has_its_data_and_its_words(table, words, data, sources):
    described = describe(table, "a", sources)
    assert (in_words(described), typed(described, "a")) == (words, data)


def test_a_parameter_of_a_function_may_be_read_from_a_file(sources):
    described = describe({"function": "free", "data": {"file": "x.npy"}}, "f", sources)
    assert described.sources == {("x.npy", "x.npy")}
    assert typed(described, "f")["parameters"]["data"].tolist() == [1, 2]


FAULTS = [
    *TABLES["refused"],
    ({"list": [1, None]}, "a is None; an argument is a number"),
]


@pytest.mark.parametrize(("value", "words"), FAULTS)
def test_what_cannot_be_read_is_said_with_its_place(value, words, sources):
    with pytest.raises(ValueError) as fault:  # noqa: PT011  the words are compared below
        describe(value, "a", sources)
    assert words in str(fault.value)


def test_seed_is_an_argument_where_the_function_has_it_and_the_cases_own_elsewhere():
    case = {"seed": 3, "n": 2}
    question = {"signature": "sample(n)", "case": [case]}
    assert rename_keys(question, FIELDS)["case"] == [{"random_seed": 3, "n": 2}]
    assert rename_keys({**question, "signature": "sample(n, seed=0)"}, FIELDS)["case"] == [case]
    with pytest.raises(ValueError, match="case 1: seed is -1; it is a whole number from 0 to 4294967295"):
        rename_keys({**question, "case": [{"seed": -1}]}, FIELDS)
    for odd in (None, {"case": 3}, {"signature": "no (", "case": [3]}):
        rename_keys(odd, FIELDS)


def test_an_argument_may_have_the_name_of_a_cases_own_key():
    """`step(weight, lr)` said that weight is no number."""
    case = {"weight": [1.0], "lr": 0.1, "case_weight": 2, "title": "one"}
    question = {"signature": "step(weight, lr)", "case": [case]}
    (renamed,) = rename_keys(question, FIELDS)["case"]
    assert renamed == {"argument weight": [1.0], "lr": 0.1, "weight": 2, "title": "one"}
    assert written_arguments({"argument weight": [1.0], "lr": 0.1}) == {"weight": [1.0], "lr": 0.1}
    spec = QuestionSpec.model_validate({**question, "name": "step", "title": "", "points": 1, "returns": "array"})
    assert (spec.case[0].typed_arguments, spec.case[0].weight) == ({"weight": [1.0], "lr": 0.1}, 2)
    of_driver = {"driver": {"reference": "d.py:run", "signature": "run(step, title)"}, "case": [{"title": "adam"}]}
    assert rename_keys(of_driver, FIELDS)["case"] == [{"argument title": "adam"}]


ASSIGNMENT = read_written(__file__, "argument_tables.toml")


def _load(folder, **changes):
    np.savez(folder / "x.npz", X=np.eye(2), X_test=np.ones((2, 2)))
    values = {"files": "", "name": "descend", "returns": "array", "f": '{ gradient_of = "sine" }', "key": "X"} | changes
    (folder / "assignment.toml").write_text(ASSIGNMENT.format(**values), encoding="utf-8")
    return load_assignment(folder)


def test_a_hidden_case_reads_what_students_have_only_where_they_see_it_or_files_lists_it(tmp_path):
    assert list(_load(tmp_path).student_data) == ["x.npz"]
    with pytest.raises(BadAssignment) as fault:
        _load(tmp_path, key="X_test")
    assert str(fault.value) == (
        "assignment.toml: question 'descend': case 2: it is hidden and reads x.npz[X_test], and students have x.npz, "
        "which a visible case names. Put these numbers into a file of their own, or write files = ['x.npz'] if "
        "students may have them."
    )
    assert list(_load(tmp_path, key="X_test", files='files = ["x.npz"]').student_data) == ["x.npz"]


@pytest.mark.parametrize(("changes", "words"), TABLES["formulas"])
def test_an_author_reads_file_question_case_and_key(changes, words, tmp_path):
    (tmp_path / "README.txt").write_text("notes")
    with pytest.raises(BadAssignment) as fault:
        _load(tmp_path, **changes)
    assert words in str(fault.value)
