"""What a run did, kept so that a regrade runs no student code: exact, or refused in a sentence."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.keys import key as small_key
from support.keys import returned, transcript
from support.random_values import json_data, values

from grader.model.encoding.values import Malformed, Numbers, encode
from grader.model.transcript import (  # fmt: skip
    Fault,
    Raised,
    Returned,
    Stopped,
    StoredCalls,
    call_from_data,
    call_to_data,
    parse_transcript,
)

KINDS = ("returned", "raised", "stopped", "fault")
EVERYTHING = transcript(
    small_key(),
    {
        "descent.1": ([np.nan, np.inf, 1.0], [1 + 2j, 0.0, -0.0]),
        "descent.2": Raised("TypeError", "no \ud800 \x00", 3, 2, "    g(w)", "definition", 0.5),
        "descent.3": Stopped("timed_out", "It ran for 10 s.", 10.0),
        "number.1": Fault("no child"),
        "label.1": Returned(returned("saddle").value, 0.25, ("by position",)),
    },
)


CHANGED = {"x0": Numbers(np.array([np.nan, -0.0]))}


@pytest.mark.parametrize(
    "call",
    [
        Returned(returned("saddle").value, after=CHANGED),
        Raised("E", "", 1, 2, bases=("m.E", "ValueError"), after=CHANGED),
    ],
)
def test_what_a_call_did_beside_its_result_is_read_back(call):
    """Also as the worker of a class hands it on, which is not text."""
    data = call_to_data(call)
    for each in (data, json.loads(json.dumps(data))):
        read = call_from_data(each)
        assert read.after["x0"].array.tobytes() == CHANGED["x0"].array.tobytes()
        assert getattr(read, "bases", ()) == getattr(call, "bases", ())
        assert call_to_data(read) == data
    assert "after" not in call_to_data(replace(call, after={}))["returned" if isinstance(call, Returned) else "raised"]


def test_equal_results_of_calls_that_changed_something_else_have_two_digests():
    calls = {"c": Returned(returned("saddle").value)}, {"c": Returned(returned("saddle").value, after=CHANGED)}
    one, other = (StoredCalls.of(each).digest("c") for each in calls)
    assert one != other


def test_another_format_is_refused_with_the_way_out():
    data = json.loads(EVERYTHING.to_json()) | {"format": 99}
    with pytest.raises(Malformed, match="has format 99; this grader reads format 1. Run `grader grade` again."):
        parse_transcript(json.dumps(data))


@pytest.mark.parametrize(
    "change",
    [
        {"definitions": None}, {"definitions": {"adam": {"state": "found"}}}, {"calls": []}, {"notes": 3}, {"extra": 1},
        {"calls": {"a": {"returned": {}}}},
    ],
)  # fmt: skip
def test_a_damaged_transcript_is_said_to_be_one(change):
    """A half-written file after a full disk is met by an instructor, not by us."""
    with pytest.raises(Malformed):
        parse_transcript(json.dumps(json.loads(EVERYTHING.to_json()) | change))
    data = json.loads(EVERYTHING.to_json())
    del data["calls"]
    with pytest.raises(Malformed, match="damaged: calls: it is missing"):
        parse_transcript(json.dumps(data))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"definitions": {"adam": {"status": "lost"}}}, "definitions['adam'].status: expected one of found, not_att"),
        ({"calls": {"a": {"stopped": {"why": "tired"}}}}, "calls['a'].stopped.why: expected one of timed_out, out_of_"),
        ({"calls": {"a": {"exploded": {}}}}, "calls['a']: expected a table with one of returned, raised, stopped, fau"),
        ({"calls": {"a": {"returned": {"value": 3}}}}, "calls['a'].returned.value: expected a value, got a value of"),
        ({"notes": [1]}, "notes[0]: expected a text, got 1"),
    ],
)
def test_the_path_of_what_is_wrong_is_said(change, words):
    with pytest.raises(Malformed) as caught:
        parse_transcript(json.dumps(json.loads(EVERYTHING.to_json()) | change))
    assert words in str(caught.value)


@given(values, values)
def test_answers_have_one_digest_where_all_of_their_bits_are_equal(one, other):
    """What is known of an answer is known of all with its digest, so that -0.0 and 0.0 must differ."""
    calls = StoredCalls.of({"a": Returned(one, 1.0), "b": Returned(other), "c": Returned(one, 0.0, ("by position",))})
    stored = StoredCalls(json.loads(json.dumps(calls.data)))
    assert stored.digest("a") == calls.digest("a") != calls.digest("c")
    equal = json.dumps(encode(one)) == json.dumps(encode(other))
    assert (calls.digest("a") == calls.digest("b")) == (calls.digest("a", "b") == calls.digest("b", "a")) == equal
    assert calls.digest("a", "b") != calls.digest("a")


def test_calls_that_were_made_here_are_not_read_again():
    """An answer may hold millions of numbers."""
    given = EVERYTHING.calls
    assert StoredCalls.of(given)["descent.1"] is given["descent.1"]
    assert list(StoredCalls.of(given, ["descent.1", "descent.9"])) == ["descent.1"]
    assert StoredCalls.of(StoredCalls.of(given))["descent.1"] is given["descent.1"]


def test_a_transcript_that_is_read_lazily_holds_the_same_and_says_the_same_of_what_is_damaged():
    """A regrade of a class reads the calls that it has not met; nobody gets points for one that cannot be read."""
    text = EVERYTHING.to_json()
    lazily = parse_transcript(text, lazily=True)
    assert replace(lazily, calls=dict(lazily.calls)).to_json() == lazily.to_json() == text
    assert lazily.calls["descent.2"] == EVERYTHING.calls["descent.2"] and len(lazily.calls) == 5
    calls = {"a": {"stopped": {"why": "tired"}}, "b": {"fault": {"detail": ""}}}
    lazily = parse_transcript(json.dumps(json.loads(text) | {"calls": calls}), lazily=True)
    assert lazily.calls["b"] == Fault("")
    with pytest.raises(Malformed, match="stopped.why: expected one of timed_out, out_of_"):
        _ = lazily.calls["a"]
    with pytest.raises(Malformed, match="damaged: calls: expected a table"):
        parse_transcript(json.dumps(json.loads(text) | {"calls": []}), lazily=True)


def test_a_refused_reply_costs_no_more_than_its_beginning():
    """The message quotes what the student's process sent: never all of it."""
    for data in ({"x" * 10**6: "y" * 10**6}, {"raised": {"kind": ["z" * 10**6] * 10}}, ["w" * 10**6] * 10):
        with pytest.raises(Malformed) as caught:
            call_from_data(data)
        assert len(str(caught.value)) < 300


@given(st.dictionaries(st.sampled_from([*KINDS, "else"]), json_data, max_size=2) | json_data)
def test_a_forged_call_is_read_or_malformed(data):
    words = "no error"
    try:
        call_from_data(data)
    except Malformed as error:
        words = str(error)
    assert words


@pytest.mark.parametrize(
    "data",
    [
        {"returned": {"seconds": 1.0}}, {"raised": {"kind": "E"}}, {"raised": {"kind": 1, "message": ""}},
        {"stopped": {"why": "died", "detail": "", "seconds": True}}, {"fault": {"detail": "", "points": 10}},
        {"returned": {"value": None, "notes": "all"}}, {"raised": {"kind": "E", "message": "", "line": "7"}},
    ],
)  # fmt: skip
def test_every_field_is_there_and_of_its_kind(data):
    with pytest.raises(Malformed):
        call_from_data(data)
