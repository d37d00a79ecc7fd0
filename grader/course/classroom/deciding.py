"""Enter what staff decide: each decision is checked first, and of several all are entered or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from grader.base.errors import UserError
from grader.course.decisions import decision_csv, decision_log
from grader.course.decisions.decision import FOR_ALL, Decision, Decisions, Entry, Kind, Seen
from grader.course.decisions.entering import (
    Wanted,
    check_holds,
    check_same_work,
    check_unchanged,
    checked,
    staff_name,
    undoing,
)
from grader.course.results import Results
from grader.course.results_folder import check_has_gradebook, open_gradebook, read_decisions


def decide(results: Path, decision: Decision, by: str | None, seen: Seen | None = None) -> Entry:
    """Enter one decision. Raises UserError where it cannot be, and Changed where it was decided about since `seen`."""
    return decide_all(results, [decision], by, seen)[0]


def decide_all(results: Path, decisions: Sequence[Decision], by: str | None, seen: Seen | None = None) -> list[Entry]:
    """Enter several decisions: all, or none where one of them cannot be. Raises as `decide`."""
    return _decide(results, by, lambda opened: [_wanted(opened, d, seen) for d in decisions])


def decide_from_csv(results: Path, path: Path, kind: Kind, because: str, by: str | None) -> list[Entry]:
    """Enter a decision for each row of a CSV file: all, or none where one of them cannot be."""
    rows = decision_csv.read_decisions(path, kind)

    def wanted(opened: Results) -> list[Wanted]:
        decisions = decision_csv.entered(path, rows, kind, because, lambda d: checked(_wanted(opened, d)))
        return [_wanted(opened, decision) for decision in decisions]

    return _decide(results, by, wanted)


def _decide(results: Path, by: str | None, wanted_of: Callable[[Results], list[Wanted]]) -> list[Entry]:
    name = staff_name(by)
    with Results(results) as opened:
        wanted = wanted_of(opened)
        decisions = [checked(each) for each in wanted]

        def check(before: Decisions) -> None:
            check_unchanged(before, wanted)
            for each in wanted:
                check_same_work(each, opened.book.report_number(each.decision.submission))

        return decision_log.append(results, decisions, name, check)


def _wanted(opened: Results, decision: Decision, seen: Seen | None = None) -> Wanted:
    """A decision with the report that it is about: of the whole class the first with questions."""
    if decision.submission or decision.kind not in FOR_ALL:
        submission = opened.id_of(decision.submission)
        report = opened.report_to_decide(submission)
        return Wanted(replace(decision, submission=submission), report, seen=seen)
    for report in opened.book.reports():
        if report.questions:
            return Wanted(decision, report, seen=seen)
    raise UserError(f"{opened.folder}: no submission here was graded, so there is nothing to decide for everybody.")


def undo(results: Path, number: int, because: str, by: str | None) -> Entry:
    """Undo an entry of the log by a further one. Raises UserError."""
    check_has_gradebook(results)
    name = staff_name(by)
    decision = undoing(decision_log.read(results), number, because)
    return decision_log.append(results, [decision], name, lambda before: check_holds(before, decision))[0]


def decisions_of(results: Path) -> Decisions:
    """Everything that staff decided. Raises UserError for a folder that holds no results."""
    with open_gradebook(results) as book:
        return read_decisions(results, book)
