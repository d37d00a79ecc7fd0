"""The report as data: what is written is read back, and what is no report is refused in a sentence."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from support.keys import RULES, answered, key, transcript

from grader.base.errors import UserError
from grader.judging.judge import judge
from grader.model.report import parse_report

KEY = key()
REPORT = judge(KEY, transcript(KEY, {**answered(RULES["ascent"]), "label.1": "sad ünï", "number.1": float("nan")}))


def test_a_report_is_read_back_as_it_was():
    assert parse_report(REPORT.to_json()) == REPORT
    assert parse_report(REPORT.to_json()).to_json() == REPORT.to_json()


def test_another_format_is_refused_with_the_way_out():
    with pytest.raises(UserError, match="has format 3; this grader reads format 2. Run `grader regrade`."):
        parse_report(json.dumps(json.loads(REPORT.to_json()) | {"format": 3}))


def test_a_report_of_the_format_before_is_read_without_the_seconds_of_its_cases():
    """A gradebook is read without a regrade; a question may well be called `seconds`."""
    report = replace(REPORT, questions=(replace(REPORT.questions[0], name="seconds"), *REPORT.questions[1:]))
    data = json.loads(report.to_json()) | {"format": 1}
    for question in data["questions"].values():
        for case in question["cases"]:
            case["seconds"] = 0.25
    assert parse_report(json.dumps(data)) == report
    with pytest.raises(UserError, match="damaged: .*seconds"):
        parse_report(json.dumps(data | {"format": 2}))
    with pytest.raises(UserError, match="damaged"):
        parse_report(json.dumps(data | {"questions": {"adam": {"cases": [[]]}}}))


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "null"])
def test_what_is_no_report_is_said_to_be_none(text):
    with pytest.raises(UserError, match="not a report"):
        parse_report(text)


@pytest.mark.parametrize(
    "change", [{"questions": None}, {"questions": {"adam": {}}}, {"questions": {"adam": {"cases": [{}]}}}, {"more": 1}]
)
def test_a_damaged_report_is_said_to_be_one(change):
    with pytest.raises(UserError, match="damaged: .* Run `grader regrade`."):
        parse_report(json.dumps(json.loads(REPORT.to_json()) | change))


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("earned",), "ten", "earned: expected a number, got 'ten'"),
        (("status",), "fine", "status: expected one of graded, ungradable, no submission, got 'fine'"),
        (("questions", "label", "cases", 0, "step"), 1.5, "questions['label'].cases[0].step: expected a whole number"),
        (("questions", "label", "status"), "bad", "questions['label'].status: expected one of right, wrong, "),
        (("questions", "label", "name"), "root", "questions['label'].name: there is no such field"),
        (("questions", "label"), [], "questions['label']: expected a table, got []"),
    ],
)
def test_the_path_of_what_is_wrong_is_said(path, value, words):
    data = json.loads(REPORT.to_json())
    inner = data
    for part in path[:-1]:
        inner = inner[part]
    inner[path[-1]] = value
    with pytest.raises(UserError) as caught:
        parse_report(json.dumps(data))
    assert words in str(caught.value)
