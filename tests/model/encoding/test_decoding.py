"""JSON data of which one value has another type, or one field is gone, are refused with the path.

Shown on a small key with all kinds of questions: the largest of all that is decoded.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from support.keys import key

from grader.model.encoding.decoding import DecodingError, decoder, to_data
from grader.model.key import BadKey, Key, parse_key

TEXT = json.dumps(to_data(key()))
GONE = object()


def refusal(path: tuple, value: Any) -> str:
    """What is said of the key with this value at this path, or without the field."""
    data = json.loads(TEXT)
    inner = data
    for part in path[:-1]:
        inner = inner[part]
    inner[path[-1]] = value
    if value is GONE:
        del inner[path[-1]]
    with pytest.raises(DecodingError) as caught:
        decoder(Key)(data)
    return str(caught.value)


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("questions", 3, "points"), "ten", "questions[3].points: expected a number, got 'ten'"),
        (("questions", 3, "points"), float("inf"), "questions[3].points: expected a number, got inf"),
        (("questions", 0, "cases", 1, "hidden"), 0, "questions[0].cases[1].hidden: expected true or false, got 0"),
        (("questions", 0, "calls"), "yes", "questions[0].calls: expected true or false, got 'yes'"),
        (("questions", 0, "credit", "bookkeeping"), [], "questions[0].credit['bookkeeping']: expected a number"),
        (("questions", 2, "cases", 0, "expected", ".", "dtype"), 7, "questions[2].cases[0].expected['.']: exp"),
        (("questions",), {"a": 1}, "questions: expected a list, got {'a': 1}"),
        (("questions", 0, "cases", 0, "points"), GONE, "questions[0].cases[0].points: it is missing"),
        (("questions", 0, "cases", 0, "colour"), "red", "questions[0].cases[0].colour: there is no such field"),
    ],
)  # fmt: skip
def test_the_path_and_what_was_expected_are_said(path, value, words):
    assert words in refusal(path, value)


def test_what_json_does_not_know_is_no_key():
    text = key().to_json()
    for number in ("NaN", "1e999x"):
        with pytest.raises(BadKey, match="not a key: it is not JSON"):
            parse_key(text.replace('"points":12.0', f'"points":{number}'))
    with pytest.raises(BadKey):
        parse_key(text.replace('"questions":[', "[" * 100_000))
