"""Decisions for several submissions as one entry of the log, and reasons that are used again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from support import small_results

from grader.base.errors import UserError
from grader.course.classroom import deciding, reporting
from grader.course.decisions import decision_log, trail
from grader.course.decisions.decision import Decision, Decisions, Reason, Seen, rubric
from grader.course.decisions.entering import Changed


@pytest.fixture
def results(tmp_path):
    return small_results.write(tmp_path / "results", 5)


def points(results, name: str) -> float:
    return reporting.stored_report(results, name).questions[0].earned


def give(results, points: float, because: str, *names: str):
    return deciding.decide_all(results, [Decision("override", n, "descent", points, because=because) for n in names],
                               "ana")  # fmt: skip


def test_a_decision_for_several_is_one_entry_and_one_undo_takes_it_back(results):
    """A group of 60 was undone one student at a time."""
    before = {name: points(results, name) for name in ("s2", "s3", "s4")}
    entries = give(results, 5.0, "half", "s2", "s3", "s4")
    assert {entry.number for entry in entries} == {1} and {points(results, name) for name in before} == {5.0}
    assert (
        trail.to_text(deciding.decisions_of(results))
        .splitlines()[0]
        .endswith("ana: s2, s3, s4 descent has 5 points, because half")
    )
    undone = deciding.undo(results, 1, "not these", "bo")
    assert {entry.number for entry in undone} == {2} and {name: points(results, name) for name in before} == before
    log = deciding.decisions_of(results)
    assert [line.split()[0] for line in trail.to_text(log).splitlines()] == ["1", "2"]
    assert [entry.number for entry in log.about("s3")] == [1, 2]
    with pytest.raises(UserError, match="entry 1 is undone already"):
        deciding.undo(results, 1, "again", "bo")


def test_who_was_decided_about_meanwhile_stops_the_whole_group(results):
    give(results, 5.0, "half", "s3")
    with pytest.raises(Changed, match="meanwhile ana decided"):
        deciding.decide_all(
            results, [Decision("override", name, "descent", 1.0, because="x") for name in ("s2", "s3")], "bo",
            Seen(0, 10**9),
        )  # fmt: skip
    assert deciding.decisions_of(results).last == 1


def test_a_log_of_the_version_before_is_read_and_goes_on(results):
    give(results, 5.0, "half", "s2")
    with closing(sqlite3.connect(results / decision_log.FILE)) as sql:
        sql.execute("ALTER TABLE decisions DROP COLUMN others")
        sql.execute("PRAGMA user_version = 1")
    assert [entry.decision.submission for entry in decision_log.read(results).entries] == ["s2"]
    give(results, 4.0, "less", "s3", "s4")
    assert [entry.number for entry in decision_log.read(results).entries] == [1, 2, 2]


def test_merged_logs_keep_the_submissions_of_an_entry_together(results, tmp_path):
    give(results, 5.0, "half", "s2", "s3")
    (tmp_path / "other").mkdir()
    for _ in range(2):
        decision_log.merge(tmp_path / "other", [decision_log.read(results)])
    assert [(e.number, e.decision.submission) for e in decision_log.read(tmp_path / "other").entries] == [
        (1, "s2"), (1, "s3"),
    ]  # fmt: skip


def test_an_undo_goes_with_each_submission_to_the_work_that_came_after_it(results):
    """An entry about three is about other ids once two of them handed in again."""
    give(results, 5.0, "half", "s2", "s3")
    deciding.undo(results, 1, "no", "ana")
    moved = decision_log.read(results).about_submissions(lambda e: {e.decision.submission.replace("s", "t"): 0})
    assert [e.decision.submission for e in moved.entries] == ["t2", "t3", "t2", "t3"]


def test_reasons_are_those_that_somebody_has_in_the_order_of_their_first_use(results):
    give(results, 5.0, "half", "s2", "s3")
    give(results, 1.0, "a try", "s4")
    assert rubric(deciding.decisions_of(results), "descent") == [
        Reason("descent", 5.0, "half", ("s2", "s3")), Reason("descent", 1.0, "a try", ("s4",)),
    ]  # fmt: skip
    assert rubric(deciding.decisions_of(results), "root") == []
    deciding.undo(results, 2, "no", "ana")
    assert [reason.because for reason in rubric(deciding.decisions_of(results), "descent")] == ["half"]


def test_another_wording_is_for_everybody_who_has_the_reason_keeps_its_place_and_is_undone_at_once(results):
    give(results, 5.0, "half", "s2", "s3")
    give(results, 1.0, "a try", "s4")
    entries = deciding.change_reason(results, Reason("descent", 5.0, "half"), 6.0, "the loop is right", "bo")
    assert [entry.decision.submission for entry in entries] == ["s2", "s3"] and points(results, "s3") == 6.0
    reasons = rubric(deciding.decisions_of(results), "descent")
    assert [(reason.points, reason.because) for reason in reasons] == [(6.0, "the loop is right"), (1.0, "a try")]
    deciding.undo(results, entries[0].number, "as before", "bo")
    assert rubric(deciding.decisions_of(results), "descent")[0] == Reason("descent", 5.0, "half", ("s2", "s3"))
    with pytest.raises(UserError, match="nobody has this reason any more"):
        deciding.change_reason(results, Reason("descent", 6.0, "the loop is right"), 7.0, "x", "bo")


def test_a_reason_without_words_is_given_again_where_staff_owe_points():
    decisions = Decisions()
    reason = Reason("essay", 3.0, "")
    assert reason.decision("s1") == Decision("override", "s1", "essay", 3.0) and rubric(decisions, "essay") == []
    assert replace(reason, submissions=("s1",)) != reason
