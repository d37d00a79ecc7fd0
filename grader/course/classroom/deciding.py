"""Enter what staff decide: each decision is checked first, and of several all are entered or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from grader.base.errors import UserError
from grader.course.decisions import decision_csv, decision_log
from grader.course.decisions.decision import FOR_ALL, Decision, Decisions, Entry, Kind, Reason, Seen, rubric
from grader.course.decisions.entering import (
    Wanted,
    check_holds,
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
    """Enter decisions that are equal but for their submissions as one entry, or none of them. Raises as `decide`."""
    return _decide(results, by, lambda opened: [_wanted(opened, d, seen) for d in decisions], as_one=True)


def change_reason(
    results: Path, old: Reason, points: float | None, because: str, by: str | None, seen: Seen | None = None
) -> list[Entry]:
    """Give other points or words to everybody who has a reason, as one entry of the log. Raises as `decide`."""
    with Results(results) as opened:
        having = [r.submissions for r in rubric(opened.decisions, old.question) if replace(r, submissions=()) == old]
    if not having:
        raise UserError("nobody has this reason any more: it was changed or undone meanwhile. Open the page again.")
    changed = [Decision("override", name, old.question, points, because=because) for name in having[0]]
    return decide_all(results, changed, by, seen)


def decide_from_csv(results: Path, path: Path, kind: Kind, because: str, by: str | None) -> list[Entry]:
    """Enter a decision for each row of a CSV file: all, or none where one of them cannot be."""
    rows = decision_csv.read_decisions(path, kind)

    def wanted(opened: Results) -> list[Wanted]:
        decisions = decision_csv.entered(path, rows, kind, because, lambda d: checked(_wanted(opened, d)))
        return [_wanted(opened, decision) for decision in decisions]

    return _decide(results, by, wanted)


def _decide(
    results: Path, by: str | None, wanted_of: Callable[[Results], list[Wanted]], as_one: bool = False
) -> list[Entry]:
    name = staff_name(by)
    with Results(results) as opened:
        wanted = wanted_of(opened)
        decisions = [checked(each) for each in wanted]
        check = partial(check_unchanged, wanted=wanted, report_number=opened.book.report_number)
        return decision_log.append(results, decisions, name, check, as_one=as_one)


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


def undo(results: Path, number: int, because: str, by: str | None) -> list[Entry]:
    """Undo a row of the log by a further one, which has an entry for each submission. Raises UserError."""
    check_has_gradebook(results)
    name = staff_name(by)
    decisions = undoing(decision_log.read(results), number, because)
    return decision_log.append(results, decisions, name, lambda log: check_holds(log, decisions[0]), as_one=True)


def decisions_of(results: Path) -> Decisions:
    """Everything that staff decided. Raises UserError for a folder that holds no results."""
    with open_gradebook(results) as book:
        return read_decisions(results, book)
