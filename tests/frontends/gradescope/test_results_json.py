"""results.json is as Gradescope documents it, and tells nothing of hidden cases before their points are published."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from support.autograder_root import ALL_RIGHT, DUE, KEY, answered, with_options
from support.gradescope_contract import Results

from grader.frontends.gradescope.deadlines import SubmissionMetadata
from grader.frontends.gradescope.results_json import (
    UNFINISHED,
    final_results,
    repeated_results,
    withheld_results,
)
from grader.judging.judge import judge
from grader.model.transcript import Call, Definition, Fault, Raised, Returned, Transcript
from grader.sandbox.child.conversion import to_value

if TYPE_CHECKING:
    from grader.model.key import Key


def shown(key: Key, calls: dict[str, Call], metadata: SubmissionMetadata | None = None) -> Results:
    transcript = Transcript("s", "tiny", {q.name: Definition("found") for q in key.questions}, calls)
    made = final_results(key, transcript, judge(key, transcript), metadata or SubmissionMetadata())
    return Results.model_validate_json(json.dumps(made))


def test_what_could_not_be_checked_in_a_hidden_case_shows_to_staff_alone():
    """Or work that makes a check fail where a hidden case holds some input would tell its author which."""
    outcomes = [Fault("no memory"), Returned(to_value(99.0)), Raised("ValueError", "x")]
    fault, *others = (shown(KEY, answered(**ALL_RIGHT) | {"half-1": each}) for each in outcomes)

    def seen(results: Results) -> object:
        return [t for t in results.tests if t.visibility == "visible"], results.output, results.execution_time

    assert all(seen(each) == seen(fault) for each in others)
    assert fault.score == others[0].score and fault.tests[-1].visibility == "hidden"
    assert fault.tests[-1].output == "Hidden cases that could not be checked have no points: half."


def test_a_hidden_case_does_not_decide_whether_a_score_is_withheld():
    """Which question of a group counts may follow from it; the student whose other question fails would learn how."""
    first, second = (q.name for q in KEY.questions[:2])
    grouped = tuple(replace(q, group="one of two") if q.name in (first, second) else q for q in KEY.questions)
    fault = {f"{first}-{n}": Fault("no memory") for n in (0, 1)}
    wrong = {f"{second}-1": Returned(to_value(99.0))}
    right, other = (
        shown(replace(KEY, questions=grouped), answered(**ALL_RIGHT) | fault | more) for more in ({}, wrong)
    )
    assert right.withheld == other.withheld and right.output == other.output


def test_where_hidden_points_are_no_secret_a_fault_in_them_withholds_the_score_too():
    """Nothing is told that the points do not tell, and nobody reads a 0 that is ours."""
    calls = answered(**ALL_RIGHT) | {"half-1": Fault("no memory")}
    withheld = {
        v: shown(with_options(hidden_cases=v), calls).withheld for v in ("visible", "hidden", "after_published")
    }
    assert withheld == {"visible": True, "hidden": False, "after_published": False}


@pytest.mark.parametrize("visibility", ["hidden", "after_due_date", "after_published", "visible"])
def test_hidden_cases_are_shown_when_the_assignment_says(visibility):
    results = shown(with_options(hidden_cases=visibility), answered(**ALL_RIGHT))
    assert [t.visibility for t in results.tests] == ["visible", visibility] * 3


def test_reasons_of_statements_stand_in_the_entry_that_is_published():
    """Not before: neither in the entry that is visible, nor where hidden cases are visible at once."""
    from support.keys import concepts
    from support.keys import key as by_hand

    key = by_hand(concepts())
    work = {f"answers.{i}": Returned(to_value({"first": True, "second": True, "third": None})) for i in (1, 2, 3)}
    transcript = Transcript("s", key.assignment, {"answers": Definition("found")}, work)
    for visibility in ("hidden", "after_due_date", "after_published", "visible"):
        with_option = replace(key, options={"hidden_cases": visibility})
        made = final_results(with_option, transcript, judge(with_option, transcript), SubmissionMetadata())
        seen, later = Results.model_validate_json(json.dumps(made)).tests
        assert "because" not in seen.output and later.visibility == visibility
        assert ("Not right: statement second\n    False. because second" in later.output) is (visibility != "visible")
        assert "other arguments" not in later.output or visibility == "visible"


def test_the_summary_on_top_depends_on_visible_cases_alone():
    """The first thing that students read, and the same whatever the hidden cases gave."""
    wrong = {"half-1": Returned(to_value(99.0))}
    summaries = [shown(KEY, answered(**ALL_RIGHT) | calls).output for calls in ({}, wrong)]
    assert summaries[0] == summaries[1]
    assert summaries[0].startswith("On the visible cases 3 of 3 questions are right: ")
    assert "3 hidden cases count " in summaries[0]
    seen = shown(KEY, answered(**ALL_RIGHT) | {"half-0": Returned(to_value(99.0))}).output
    assert "2 of 3 questions are right" in seen and "Not right yet: " in seen
    alone = replace(KEY, questions=KEY.questions[:1])
    all_wrong = {case.id: Returned(to_value(99.0)) for case in alone.questions[0].cases}
    assert "0 of 1 question is right" in shown(alone, all_wrong).output


def test_the_time_is_that_of_the_visible_cases():
    """A sleep in a hidden case would tell what it asks."""
    slow = {c: replace(call, seconds=3.0 if c.endswith("-0") else 50.0) for c, call in answered(**ALL_RIGHT).items()}
    assert shown(KEY, slow).execution_time == 9.0


def test_the_leaderboard_is_off_unless_asked_for_and_tells_nothing_of_hidden_cases():
    assert shown(KEY, answered(**ALL_RIGHT)).leaderboard is None
    assert shown(with_options(leaderboard=True), answered(**ALL_RIGHT)).leaderboard[0].value == 9.0
    everything = with_options(leaderboard=True, hidden_cases="visible")
    assert shown(everything, answered(**ALL_RIGHT)).leaderboard[0].value == 15.0


def test_a_picture_that_cannot_be_drawn_costs_the_picture_alone(monkeypatch, capsys):
    """matplotlib 3.10 refused a line style that 3.11 takes: no reason to withhold a score."""
    monkeypatch.setattr("grader.reports.question_html.question_html", lambda *_: 1 / 0)
    results = shown(KEY, answered(double=2.0, triple=3.0, half=1.0))
    assert results.score == 10.0 and {t.output_format for t in results.tests} == {"text"}
    assert "ZeroDivisionError" in capsys.readouterr().out


def late_by(**time: float) -> SubmissionMetadata:
    return SubmissionMetadata(created=DUE + timedelta(**time), due=DUE)


@pytest.mark.parametrize(
    ("policy", "late", "score"),
    [
        ("none", late_by(days=3), 15.0),
        ("zero", late_by(seconds=1), 0.0),
        ("zero", late_by(seconds=-1), 15.0),
        ("percent_a_day", late_by(seconds=0), 15.0),
        ("percent_a_day", late_by(seconds=1), 12.0),
        ("percent_a_day", late_by(days=1, seconds=1), 9.0),
        ("percent_a_day", late_by(days=40), 0.0),
        ("percent_a_day", SubmissionMetadata(), 15.0),
    ],
)
def test_late_work_loses_what_the_policy_says(policy, late, score):
    """Days begun count; the tests keep their points, and the score on top overrides their sum."""
    results = shown(with_options(late=policy, late_percent=20.0), answered(**ALL_RIGHT), late)
    assert results.score == score
    assert sum(t.score for t in results.tests) == 15.0


# ── too many submissions


def submitted(*hours_ago: float, results: Any = None, **more: Any) -> SubmissionMetadata:
    previous = [{"submission_time": (DUE - timedelta(hours=h)).isoformat(), "score": 7.0, **more} for h in hours_ago]
    if results is not None:
        previous[-1]["results"] = results
    return SubmissionMetadata(created=DUE, previous=tuple(previous))


def test_below_the_limit_a_submission_is_graded():
    assert repeated_results(with_options(submissions=3), submitted(30, 2, 1)) is None
    assert repeated_results(KEY, submitted(*[1] * 50)) is None
    assert repeated_results(with_options(submissions=1), SubmissionMetadata()) is None


def test_failures_of_ours_do_not_count():
    assert repeated_results(with_options(submissions=1), submitted(2, 1, autograder_error=True)) is None


@pytest.mark.parametrize("before", [None, {}, withheld_results("x"), {"score": 0.0, "output": UNFINISHED}])
def test_without_usable_results_the_last_score_stands(before):
    results = Results.model_validate(repeated_results(with_options(submissions=1), submitted(2, 1, results=before)))
    assert results.score == 7.0


def test_refused_submissions_do_not_use_up_the_next_days():
    """Who tries every hour would else never be graded again."""
    key = with_options(submissions=1, per_hours=3.0)
    refused = repeated_results(key, submitted(2.5, results={"score": 7.0}))
    assert refused is not None
    again = SubmissionMetadata(
        created=DUE + timedelta(hours=1),
        previous=(
            {"submission_time": (DUE - timedelta(hours=2.5)).isoformat(), "score": 7.0},
            {"submission_time": DUE.isoformat(), "score": 7.0, "results": refused},
        ),
    )
    assert repeated_results(key, again) is None
    assert shown(key, answered(**ALL_RIGHT), again).extra_data["refused"] == [DUE.isoformat()]
