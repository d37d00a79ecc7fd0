"""A key of which one value has another type, or one field is gone, is refused with the path, or judges as it should.

Every leaf and every field of a small key with all kinds of questions is tried, one at a time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from keys import answered, key, transcript

from grader.base.errors import UserError
from grader.judging.judge import judge
from grader.model.key import BadKey, Key, Reading, parse_key

if TYPE_CHECKING:
    from grader.model.transcript import Transcript


def _key() -> Key:
    """All kinds of questions, one of them with a second reading."""
    made = key()
    first, *rest = made.questions
    other = Reading(
        "another", {c.id: c.expected for c in first.cases}, {c.id: c.tolerance for c in first.cases}, first.mistakes[:1]
    )
    options = {"hidden_cases": "visible", "submissions": 3, "per_hours": 24.0, "late": "none", "late_percent": 10.0}
    return replace(made, questions=(replace(first, others=(other,), reading="one"), *rest), options=options)


KEY = _key()
TEXT = KEY.to_json()
DATA = json.loads(TEXT)
RIGHT = transcript(KEY, {**answered(), "costs.1": [1.0] * 6, "number.1": 1.0, "label.1": "minimum"})
WRONG = transcript(KEY, answered(lambda alpha, k, slope: 3 * alpha * slope))
NAMED = transcript(KEY, answered(lambda alpha, k, slope: alpha * slope))
VALUES = (None, True, 7, 2.5, "ten", [], {}, ["x"], {"x": 1}, -1, float("inf"))


def _paths(data: Any, path: tuple = ()) -> Iterator[tuple]:
    """Every place in JSON data, but for the inside of lists of numbers, of which the first stands for all."""
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for name, inner in entries:
        if not (isinstance(data, list) and name and isinstance(inner, (int, float))):
            yield (*path, name)
            yield from _paths(inner, (*path, name))


PATHS = list(_paths(DATA))


def _changed(path: tuple, *value: Any) -> str:
    """The key's text with the value at this path, or without the field."""
    data = json.loads(TEXT)
    inner = data
    for part in path[:-1]:
        inner = inner[part]
    if value:
        inner[path[-1]] = value[0]
    else:
        del inner[path[-1]]
    return json.dumps(data)


def _usable(text: str, runs: Iterable[Transcript] = (NAMED,)) -> str:
    """The words with which a key is refused, or an empty string where it can judge these runs."""
    try:
        made = parse_key(text, "my.key")
    except BadKey as error:
        return str(error)
    for run in runs:
        judge(made, replace(run, assignment=made.assignment))
        judge(made.for_students(), replace(run, assignment=made.assignment))
    return ""


def test_the_key_of_this_page_is_usable():
    assert len(PATHS) > 700
    assert _usable(TEXT, (RIGHT, WRONG, NAMED)) == ""


def _refused(path: tuple, changes: Iterable[tuple], runs: Iterable[Transcript] = (NAMED,)) -> int:
    """How many of these changes at one place are refused; the others give a key that can be used."""
    messages = [_usable(_changed(path, *change), runs) for change in changes]
    assert all(message.startswith("my.key: ") for message in messages if message), path
    return sum(map(bool, messages))


def test_no_missing_field_and_no_value_of_another_type_gets_further_than_the_reader():
    """At every place the field's absence, and one of the values in turn; all of them in the slow test."""
    changes = [[(), (VALUES[i % len(VALUES)],)] for i in range(len(PATHS))]
    assert sum(map(_refused, PATHS, changes)) > 500


@pytest.mark.slow
def test_no_value_at_any_place_gets_further_than_the_reader():
    assert sum(_refused(path, [(value,) for value in VALUES], (RIGHT, WRONG, NAMED)) for path in PATHS) > 5000


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("questions", 3, "points"), "ten", "questions[3].points: expected a number, got 'ten'"),
        (("questions", 0, "cases", 1, "hidden"), 0, "questions[0].cases[1].hidden: expected true or false, got 0"),
        (("questions", 0, "calls"), "yes", "questions[0].calls: expected true or false, got 'yes'"),
        (("questions", 0, "credit", "bookkeeping"), [], "questions[0].credit['bookkeeping']: expected a number"),
        (("bookkeeping", 0, "rows", "4", 1, 0), "x", "bookkeeping[0].rows['4'][1][0]: expected a whole number"),
        (("questions", 0, "returns"), "history", "questions[0].returns: expected one of histories, costs"),
        (("questions", 2, "cases", 0, "expected", "value", "dtype"), 7, "questions[2].cases[0].expected['value']: exp"),
        (("questions", 0, "others", 0, "expected"), {}, "questions[0].others[0].expected: it has nothing for the case"),
        (("questions", 0, "cases", 0, "arguments", "g", "function"), "quartik", "no cost named 'quartik'. Did you"),
        (("questions",), {"a": 1}, "questions: expected a list, got {'a': 1}"),
        (("questions", 0, "driver"), "steps", "questions[0].driver: expected a file and a function of it"),
        (("options", "late"), 3, "options['late']: expected what assignment.toml allows for late, got 3"),
    ],
)  # fmt: skip
def test_the_path_and_what_was_expected_are_said(path, value, words):
    with pytest.raises(UserError) as caught:
        parse_key(_changed(path, value), "my.key")
    said = str(caught.value)
    assert words in said
    assert said.startswith("my.key: this key is damaged: ") and said.endswith("Make it again with `grader compile`.")


def test_what_is_missing_and_what_is_too_much_are_said_with_the_path():
    with pytest.raises(BadKey, match=r"questions\[0\].cases\[0\].points: it is missing"):
        parse_key(_changed(("questions", 0, "cases", 0, "points")))
    with pytest.raises(BadKey, match=r"questions\[0\].cases\[0\].colour: there is no such field"):
        parse_key(_changed(("questions", 0, "cases", 0, "colour"), "red"))


def test_what_json_does_not_know_is_no_key():
    with pytest.raises(BadKey, match="not a key: it is not JSON"):
        parse_key(KEY.to_json().replace('"points":12.0', '"points":NaN'))
    with pytest.raises(BadKey, match="expected a number"):
        parse_key(KEY.to_json().replace('"points":12.0', '"points":1e999'))
    deep = KEY.to_json().replace('"options":{', '"options":{"deep": ' + "[" * 900 + "]" * 900 + ", ")
    assert isinstance(_usable(deep), str)
    with pytest.raises(BadKey):
        parse_key(KEY.to_json().replace('"options":{', '"options":{"deep": ' + "[" * 100_000))
